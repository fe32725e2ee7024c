"""The ladders in use, as a window: stages and clocks, written to a file, loaded from one, put back."""

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.notice.ladder import KINDS
from qa_tool.work import notice_ladder
from qa_tool.work.change import Change
from qa_tool.work.notice_ladder import LadderRow
from ui.context import Context
from ui.dialogs import Dialog, choose_file, save_file, show_problems
from ui.pages.notices.words import day
from ui.widgets import Button, Card, FlowRow, Muted, PlainTable, clear

_KINDS = "Ladder (*.toml)"


class Ladders(Dialog):
    """The ladders: `Ladders(parent, context).show_all()`; who keeps the framework may change them."""

    def __init__(self, parent: QWidget | None, context: Context) -> None:
        super().__init__(
            parent, "Ladders of QA notices",
            "A ladder is a text file: write one out, change its stages, days and titles, and load it "
            "again. Notices that stand on a ladder stay on it as it was.",
            no="Close", wide=640,
        )  # fmt: skip
        self._context = context
        self.changes: list[Change] = []
        may = context.workspace.is_a("qa_lead", "cswo")
        self.load = Button("Load a ladder from a file", self._load, icon="upload")
        self.load.forbid("" if may else "The QA lead or the CSWO loads ladders.")
        self.foot.insertWidget(0, self.load)
        self._draw()

    def _draw(self) -> None:
        """Every ladder in use."""
        clear(self.body)
        for row in notice_ladder.in_use(self._context.workspace):
            self.add(self._card(row))

    def _card(self, row: LadderRow) -> QWidget:
        """One ladder with its stages."""
        one = row.ladder
        card = Card(one.title)
        total = f"formal stages: {one.formal_days} working days in all"
        cafcass = "Cafcass at any point" if one.cafcass else "no Cafcass"
        card.add(Muted(f"{KINDS.get(one.kind, '')}  ·  {total}  ·  {cafcass}"))
        source = ", ".join(x for x in (one.source, one.edition) if x)
        seen = f"; compared {day(one.reviewed)}" if one.reviewed else ""
        card.add(Muted(f"{'The council’s own: ' if row.own else ''}{source}{seen}"))
        table = PlainTable(f"Stages of {one.title}")
        table.show_table(
            ("Stage, and who answers", "Working days"),
            [(f"{s.name}: {s.who}", str(s.days)) for s in one.stages],
        )
        card.add(table)
        verbs = FlowRow(Button("Write as a file", lambda: self._save(row), icon="download"))
        if row.own and self._context.workspace.is_a("qa_lead", "cswo"):
            verbs.add(Button("Leave the council's own", lambda: self._back(row), icon="rotate-ccw"))
        card.add(verbs)
        return card

    def _save(self, row: LadderRow) -> None:
        """Write it out, to be changed."""
        target = save_file(self, "Write the ladder", f"{row.ladder.key}.toml", _KINDS)
        if target is None:
            return
        try:
            notice_ladder.write_file(row.ladder, target)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.say(f"The ladder is written: {target.name}", "success")

    def _load(self) -> None:
        """Load one: all that is wrong with it at once."""
        path = choose_file(self, "Load a ladder", _KINDS)
        if path is None:
            return
        try:
            change, problems = notice_ladder.keep_file(self._context.workspace, path)
        except QAError as error:
            self._context.fault(error)
            return
        if problems:
            show_problems(self, f"The ladder in {path.name}", problems)
        self._kept(change, "The ladder is in use for new notices.")

    def _back(self, row: LadderRow) -> None:
        """The shipped one stands again."""
        try:
            change = notice_ladder.put_back(self._context.workspace, row.ladder.key)
        except QAError as error:
            self._context.fault(error)
            return
        self._kept(change, "The ladder that came with the program stands again.")

    def _kept(self, change: Change | None, said: str) -> None:
        if change is None:
            return
        self.changes.append(change)
        self._context.say(said, "success")
        self._draw()
        self.fit()
