"""Themes: the codebook with counts at the left, the chosen theme or the waiting quotations at the right."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import council, quotation, report, theme, theme_page
from qa_tool.work.change import Change
from qa_tool.work.theme_page import Board, ThemeDetail, ThemeRow
from ui.context import Context, Group
from ui.dialogs import save_file
from ui.pages.themes import detail as parts
from ui.pages.themes import keeping
from ui.pages.themes.bank import Bank
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Banner, Button, Card, Divider, FlowRow, Picker, Scroll, column
from ui.widgets.sides import ListAndDetail

_KINDS = (("in_use", "In use"), ("strength", "Strengths"), ("development", "Areas for development"),
          ("all", "All, also retired"))  # fmt: skip


class ThemesPage(QWidget):
    """The codebook: place `theme=` marks one, `quotation=` (an id, or "") shows what waits for a yes."""

    key: ClassVar[str] = "themes"
    title: ClassVar[str] = "Themes"
    icon: ClassVar[str] = "tag"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._board: Board | None = None
        self._detail: ThemeDetail | None = None
        self._every = False
        self.round, self.kind = Picker("Which round"), Picker("Which themes", _KINDS, "in_use")
        self.round.picked.connect(lambda _key: self.refresh())
        self.kind.picked.connect(lambda _key: self.refresh())
        self.new = Button("New theme", self._new, icon="plus")
        self.banner = Banner("")
        self.panel = TablePanel(
            "Themes", _columns(), noun=("theme", "themes"), empty="No theme is of this kind."
        )
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self._clicked())
        self.card = Card()
        self.bank = Bank(window_context, self.key, self.refresh)
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.47, first=self.panel.view
        )
        tools = FlowRow(self.round, self.kind, self.new)
        page = column(self.banner, tools, self.both, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("theme", "tag", "quotation", "audit", "reading")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the codebook; mark a theme, or show what waits for a yes."""
        self._context.title(self.title)
        rounds = council.rounds(self._context.workspace)
        choices = [("", "All rounds"), *((one.name, one.name) for one in rounds)]
        self.round.show_choices(choices, self.round.value())
        if place.get("theme"):
            self.kind.show_choices(_KINDS, "all")
        self.refresh()
        if "quotation" in place:
            self.show_waiting()
            self.both.enter()
        elif place.get("theme"):
            self._mark(str(place["theme"]))
            self.both.enter()
        elif self.panel.rows.rowCount() and self.panel.view.current_row() is None:
            self.panel.view.selectRow(0)
        self.panel.view.setFocus()

    def refresh(self) -> None:
        """Read again; what was marked stays marked."""
        space = self._context.workspace
        marked = self.panel.view.current_row()
        try:
            self._board = theme_page.board(space, self.round.value())
        except QAError as error:
            self._context.fault(error)
            return
        self.new.setVisible(space.is_a(*theme.KEEPERS))
        self._show_banner()
        kind = self.kind.value()
        rows = [
            one for one in self._board.rows
            if kind == "all" or (one.theme.state == "in_use" and kind in ("in_use", one.theme.tone))
        ]  # fmt: skip
        self.panel.show_rows(rows)
        self.both.show_detail(on=bool(rows))
        if marked is not None:
            self._mark(marked.theme.id)
        if self._detail is None and rows:
            self.panel.view.selectRow(0)

    def show_waiting(self) -> None:
        """At the right: the quotations that wait for a second person, this one's first."""
        self._detail = None
        self.banner.show_message("")
        self._empty_card()
        space = self._context.workspace
        rows = sorted(quotation.rows(space, waiting_only=True), key=lambda one: not one.may_decide)
        self.bank = Bank(self._context, self.key, self._after_verb)
        self.bank.show_rows(
            rows, "Quotations that wait for a second person",
            "None waits. Words are proposed beside them, on an audit's page.",
        )  # fmt: skip
        self.card.add(self.bank)
        self.card.body.addStretch(1)
        self.both.show_detail(on=True)

    # ---- inside --------------------------------------------------------------------------------

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _show_banner(self) -> None:
        """Quotations that wait for this person."""
        waiting = quotation.waiting(self._context.workspace)
        if waiting:
            self.banner.show_message(waiting[0].title, "info", "Look at them", self._to_waiting)
        else:
            self.banner.show_message("")

    def _to_waiting(self) -> None:
        self.show_waiting()
        self.both.enter()

    def _after_verb(self) -> None:
        self.refresh()
        self.show_waiting()

    def _clicked(self) -> None:
        """A line that is marked already shows its theme again after the waiting quotations."""
        now = self.panel.view.current_row()
        if self._detail is None and now is not None:
            self._choose(now)
        self.both.enter()

    def _mark(self, name: str) -> None:
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).theme.id == name:
                self.panel.view.selectRow(number)
                return

    def _choose(self, chosen: ThemeRow | None) -> None:
        """Show one theme."""
        if chosen is None or self._board is None:
            return
        same = self._detail is not None and self._detail.theme.id == chosen.theme.id
        self._every = self._every and same
        self._detail = theme_page.detail(self._context.workspace, chosen.theme.id, self._board)
        self._draw()

    def _draw(self) -> None:
        found, board, space = self._detail, self._board, self._context.workspace
        if found is None or board is None:
            return
        self._empty_card()
        self.card.add(parts.head(found))
        if space.is_a(*theme.KEEPERS):
            self.card.add(self._verbs(found))
        self.card.add(Divider())
        self.card.add(parts.where(self._context, found, board, every=self._every, more=self._all))
        self.bank = Bank(self._context, self.key, self.refresh)
        self.bank.show_rows(
            quotation.rows(space, theme=found.theme.id), "Quotations",
            "None yet. Words are proposed beside them, on an audit's page.",
        )  # fmt: skip
        self.card.add(Divider())
        self.card.add(self.bank)
        self.card.add(Divider())
        self.card.add(parts.tables(found))
        if space.is_a(*theme.KEEPERS):
            self.card.add(parts.next_steps(self._context, self._write))
        self.card.body.addStretch(1)

    def _empty_card(self) -> None:
        self.card.empty()
        self.both.area.verticalScrollBar().setValue(0)

    def _all(self) -> None:
        self._every = True
        self._draw()

    def _verbs(self, found: ThemeDetail) -> FlowRow:
        one = found.theme
        if one.state != "in_use":
            return FlowRow(
                Button("Use again", lambda: self._do(
                    lambda: theme.use_again(self._context.workspace, one.id)), icon="rotate-ccw")
            )  # fmt: skip
        space = self._context.workspace
        every: list[tuple[str, str, Callable[[], Change | None]]] = [
            ("Reword…", "pencil", lambda: keeping.reword(self, space, one)),
            ("Merge…", "arrow-right", lambda: keeping.merge(self, space, one)),
            ("Retire…", "minus", lambda: keeping.retire(self, space, one)),
        ]
        return FlowRow(
            *(Button(words, _asker(self._do, call), kind="quiet", icon=icon)
              for words, icon, call in every), spacing=4
        )  # fmt: skip

    def _write(self) -> None:
        """The report on the chosen theme, of the round that is shown."""
        found = self._detail
        if found is None:
            return
        target = save_file(self, "Write the report", "Theme from audits.pdf", "PDF (*.pdf)")
        if target is None:
            return
        file = target if target.suffix else target.with_suffix(".pdf")
        scope = report.Scope(round=self.round.value(), theme=found.theme.id)
        workspace = self._context.workspace

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                return report.write(reader, "themes", file, scope, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            "Writing the report", work,
            lambda _path: self._context.say(f"The report is written: {file.name}", "success"),
        )  # fmt: skip

    def _new(self) -> None:
        self._do(lambda: keeping.add(self, self._context.workspace))

    def _do(self, verb: Callable[[], Change | None]) -> None:
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        if change is not None:
            self._context.live.announce(change, self.key)
            self._context.say("The codebook is kept.", "success")
            self.refresh()
            self._mark(change.ids[0])


def _asker(
    do: Callable[[Callable[[], Change | None]], None], call: Callable[[], Change | None]
) -> Callable[[], None]:
    return lambda: do(call)


def _columns() -> tuple[Column, ...]:
    return (
        Column("title", "Theme", lambda r: r.theme.title),
        Column("tone", "Kind", _kind, "pill", 128),
        Column("counted", "Audits", lambda r: r.counted, "number", 68,
               tip="Drawn first audits that are signed off; each counts once"),
        Column("apart", "Apart", lambda r: r.apart, "number", 64,
               tip="Audits that enter no rate: picked, not signed off, re-audits"),
    )  # fmt: skip


def _kind(found: ThemeRow) -> Cell:
    if found.theme.state != "in_use":
        return Cell("Merged" if found.theme.state == "merged" else "Retired", "plain")
    short = {"strength": "Strength", "development": "Development"}[found.theme.tone]
    tone = "success" if found.theme.tone == "strength" else "warning"
    return Cell(short, tone)
