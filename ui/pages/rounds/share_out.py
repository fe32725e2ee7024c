"""Sharing out, looked at before it is kept: who gets what, what nobody can have, who is how loaded."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work.round_desk import LoadRow, Offer, Preview, Stays
from qa_tool.work.round_hand import by_hand, choices
from qa_tool.work.round_sharing import loads
from qa_tool.work.workspace import Workspace
from ui.dialogs import Dialog
from ui.look import px
from ui.pages.rounds.glance import hours
from ui.pages.rounds.taker import ask_taker
from ui.tables import Column, TablePanel
from ui.widgets import Button, FlowRow, Heading, Muted, Words, reveal

WIDE = 1000
_TALL, _LOW = 250, 170


class ShareOut(Dialog):
    """Shows a preview and lets it be changed by hand: `ShareOut(parent, space, preview)`, `.run()`, `.preview`."""

    def __init__(
        self, parent: QWidget | None, space: Workspace, preview: Preview,
        ask: Callable[..., tuple[str, str] | None] = ask_taker,
    ) -> None:  # fmt: skip
        super().__init__(
            parent, f"Share out {preview.round.name}",
            "Nothing is written until you press the button below.",
            yes=" ", wide=WIDE, check=self._wrong,
        )  # fmt: skip
        self.preview, self._space, self._ask = preview, space, ask
        self.sum, self.unprovable = Words("", "strong"), Words("", "warning")
        self.offers = _panel("Who gets what", _offer_columns(), ("case", "cases"), _TALL)
        self.change = Button("Give this case to somebody else", self._change, icon="user-check")
        self.stays_head = Heading("What nobody can have", 3)
        self.stays = _panel("What nobody can have", _stays_columns(), ("case", "cases"), _LOW)
        self.why, self.load_why = Muted(""), Muted("")
        self.anyway = Button("Give it to somebody all the same", self._anyway, icon="user-check")
        self.loads = _panel(
            "How loaded everybody is", _load_columns(), ("auditor", "auditors"), _TALL
        )
        self.stays.selected.connect(self._tell_why)
        self.loads.selected.connect(self._tell_load)
        self.offers.opened.connect(lambda _row: self._change())
        self.stays.opened.connect(lambda _row: self._anyway())
        for widget in (
            self.sum, self.unprovable, Heading("Who gets what", 3), self.offers,
            FlowRow(self.change), self.stays_head, self.stays, self.why, FlowRow(self.anyway),
            Heading("How loaded everybody is", 3), self.loads,
            self.load_why,
        ):  # fmt: skip
            self.add(widget)
        self._show()
        self.offers.view.setFocus()

    def _show(self) -> None:
        """What the preview says now."""
        found = self.preview
        n, left = len(found.offers), len(found.left)
        self.sum.setText(
            f"{_cases(n)} would be given out." if not left
            else f"{_cases(n)} would be given out; {_cases(left)} nobody can have."
        )  # fmt: skip
        self.unprovable.setText(
            f"For {_cases(found.unprovable)} independence is not provable: no team and no worker "
            "is known. Ask who decided on them."
        )
        reveal(self.unprovable, on=bool(found.unprovable))
        self.offers.show_rows(found.offers)
        self.stays.show_rows(found.left)
        for widget in (self.stays_head, self.stays, self.why, self.anyway):
            reveal(widget, on=bool(left))
        self.loads.show_rows(loads(self._space, found))
        for panel in (self.offers, self.stays, self.loads):
            if panel.rows.rowCount():
                panel.view.selectRow(0)
        self.yes.setText(f"Give out {_cases(n)}")

    def _tell_why(self, row: Stays | None) -> None:
        """Every candidate's reason."""
        self.why.setText("" if row is None else "\n".join(row.grouped or (row.sentence,)))

    def _tell_load(self, row: LoadRow | None) -> None:
        """Why somebody gets nothing, where there is not the room for it in the list."""
        why = row.why_none if row is not None else ""
        self.load_why.setText(f"{row.name} {why}." if row is not None and why else "")

    def _wrong(self) -> str:
        return "" if self.preview.offers else "Nobody would get a case."

    def _change(self) -> None:
        self._give(self.offers)

    def _anyway(self) -> None:
        self._give(self.stays)

    def _give(self, panel: TablePanel) -> None:
        """Give the chosen case to somebody whom the QA lead names, with a reason."""
        row: Offer | Stays | None = panel.view.current_row()
        if row is None:
            return
        if isinstance(row, Stays) and not row.job.template:
            self.why.setText("Give the round a template for cases of this kind first.")
            return
        told = self._ask(
            self, f"Case {row.reference}: who takes it?",
            choices(self._space, self.preview, row.job),
        )  # fmt: skip
        if told is None:
            return
        try:
            self.preview = by_hand(self._space, self.preview, row.job, *told)
        except QAError as error:
            self.problem.setText(f"{error} {error.cure}".strip())
            self.problem.show()
            return
        self.problem.hide()
        self._show()


def _cases(n: int) -> str:
    return "1 case" if n == 1 else f"{n:,} cases"


def _panel(
    name: str, columns: Sequence[Column], noun: tuple[str, str], tall: int
) -> TablePanel:  # fmt: skip
    made = TablePanel(name, columns, noun=noun, empty="There is none.")
    made.setMinimumHeight(px(tall))
    return made


def _offer_columns() -> tuple[Column, ...]:
    return (
        Column("case", "Case", lambda o: o.reference, width=110),
        Column("team", "Team", lambda o: o.team),
        Column("template", "Template", lambda o: o.title),
        Column("auditor", "Auditor", lambda o: o.name),
        Column("due", "Due", lambda o: o.due, "date", 110),
        Column("hand", "By hand because", lambda o: o.reason),
    )  # fmt: skip


def _stays_columns() -> tuple[Column, ...]:
    return (
        Column("case", "Case", lambda s: s.reference, width=110),
        Column("team", "Team", lambda s: s.team),
        Column("why", "Why", lambda s: s.sentence),
    )


def _load_columns() -> tuple[Column, ...]:
    return (
        Column("name", "Auditor", lambda r: r.name),
        Column("gets", "Gets", lambda r: r.audits, "number", 70),
        Column("time", "Time taken", _time, sort=_full, tip="With what they have already"),
        Column("why", "Gets nothing because", lambda r: r.why_none),
    )


def _time(row: LoadRow) -> str:
    taken = hours(row.had + row.given) or "0 h"
    return f"{taken} of {hours(row.capacity)}" if row.capacity else taken


def _full(row: LoadRow) -> float:
    return (row.had + row.given) / row.capacity if row.capacity else 0.0
