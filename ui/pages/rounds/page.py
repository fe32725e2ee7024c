"""Rounds: a list, each round as bars and by auditor, and the form to make or correct one."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Round
from qa_tool.errors import QAError
from qa_tool.work import council, round_progress
from qa_tool.work import template as templates
from qa_tool.work.council import RoundState
from ui.context import Context, Group
from ui.dialogs import ask
from ui.look import px
from ui.pages.rounds.form import problems_of, round_form, round_of, show_round
from ui.pages.rounds.glance import Bars, share_columns
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Box, Button, Card, EmptyState, FlowRow, Heading, Muted, Scroll, column
from ui.widgets.sides import Sides

MOST_ROUNDS = 5  # lines of the list that are seen at once
_STARTED = ("allocation", "draft", "audit", "reading", "round", "template")


class RoundsPage(QWidget):
    """The rounds: `show_page(round=id)`."""

    key: ClassVar[str] = "rounds"
    title: ClassVar[str] = "Rounds"
    icon: ClassVar[str] = "calendar"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._round: Round | None = None
        self.add = Button("Make a round", self._new, kind="primary", icon="plus")
        self.list = TablePanel(
            "Rounds", _columns(), noun=("round", "rounds"), empty="There is no round yet."
        )
        self.list.bar.addWidget(self.add)
        self.list.selected.connect(self._selected)
        self.list.opened.connect(lambda state: self.edit(state.round))
        self.name, self.about = Heading("", 2), Muted("")
        self.correct = Button("Correct this round", lambda: self.edit(self._round), icon="pencil")
        self.audits = Button("Its audits", self._audits, icon="clipboard-check")
        self.cases = Button("Allocate cases", self._cases, icon="folder-search")
        self.bars = Bars()
        self.far = Card("How far it is")
        self.far.add(self.bars)
        self.far.body.addStretch(1)
        self.shares = TablePanel(
            "By auditor", share_columns(), noun=("auditor", "auditors"),
            empty="Nothing of this round is allocated yet. Allocate cases on the page Cases.",
        )  # fmt: skip
        self.shares.setMinimumHeight(px(250))
        self.who = Card("Who has what")
        self.who.add(self.shares)
        self.detail = Box(
            column(
                column(self.name, self.about, spacing=2),
                FlowRow(self.correct, self.cases, self.audits),
                Sides(self.far, self.who, (2, 5)), spacing=12,
            )
        )  # fmt: skip
        self.form = round_form()
        self.form.kept.connect(self._keep)
        self.form.left.connect(self._close)
        self.empty = EmptyState(
            "Begin with a round",
            "It says what is looked at, until when, and with which templates. Cases come next.",
            "Make a round", self._new, icon="calendar",
        )  # fmt: skip
        parts = (self.empty, self.list, self.detail, self.form)
        page = column(*parts, None, spacing=14, margins=(20, 16, 20, 20))
        self.setLayout(column(Scroll(page)))
        self.form.hide()
        window_context.live.watch(self, _STARTED, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the list and a round, the latest where none is named."""
        self._context.title(self.title)
        wanted = str(place.get("round", ""))
        found = council.rounds(self._context.workspace)
        self._round = next((r for r in found if r.id == wanted), self._round)
        self.refresh()
        self.list.view.setFocus()

    def refresh(self) -> None:
        """Read rounds and numbers again; what is being typed stays."""
        space = self._context.workspace
        states = [council.round_state(space, one) for one in council.rounds(space)]
        self.list.show_rows(states)
        self.list.view.setFixedHeight(px(44) + px(38) * min(max(len(states), 2), MOST_ROUNDS))
        here = self._round.id if self._round is not None else ""
        now = next((s for s in states if s.round.id == here), states[0] if states else None)
        editing = self.form.isVisibleTo(self)
        self.empty.setVisible(not states and not editing)
        self.list.setVisible(bool(states) and not editing)
        self.detail.setVisible(now is not None and not editing)
        if now is not None:
            self._show(now)

    def edit(self, round_: Round | None) -> None:
        """Show the form; None makes a new round."""
        if self.form.isVisibleTo(self) and not self._free():
            return
        self._round = round_
        show_round(self._context.workspace, self.form, round_)
        self._turn(form=True)
        self.form.begin()

    def _show(self, state: RoundState) -> None:
        """One round: its words, bars and auditors."""
        space, one = self._context.workspace, state.round
        self._round = one
        self.name.setText(one.name)
        self.about.setText(_words(one, templates.titles(space)))
        self.bars.show_state(state)
        shares = round_progress.by_auditor(space, one.id)
        behind = [share for share in shares if share.late]
        self.who.title.setText(
            "Who has what" if not behind
            else f"Who has what: {len(behind)} of {len(shares)} "
                 f"{'has' if len(behind) == 1 else 'have'} late audits"
        )  # fmt: skip
        self.shares.show_rows(shares)

    def _selected(self, state: RoundState | None) -> None:
        """Another line of the list."""
        if state is not None and not self.form.isVisibleTo(self):
            self._show(state)

    def _new(self) -> None:
        """An empty form."""
        self.edit(None)

    def _keep(self) -> None:
        """Save, or say what is wrong at its field."""
        space = self._context.workspace
        values = self.form.values()
        round_ = round_of(self._round, values)
        problems = {**problems_of(space, round_, values), **self.form.misread()}
        if problems:
            self.form.show_problems(problems)
            return
        try:
            change = council.keep_round(space, round_)
        except QAError as error:
            self.form.show_problems({}, f"{error} {error.cure}".strip())
            return
        self._round = council.round_named(space, change.ids[0])
        self._turn(form=False)
        self.refresh()
        self._context.live.announce(change, self.key)
        self._context.say(f"{round_.name} is saved.", "success")

    def _close(self) -> None:
        """Leave the form."""
        if self._free():
            self._turn(form=False)
            self.refresh()
            self.list.view.setFocus()

    def _turn(self, *, form: bool) -> None:
        """Show the form, or the round."""
        self.form.setVisible(form)
        self.detail.setVisible(not form)
        self.list.setVisible(not form)
        self.empty.setVisible(False)
        if not form:
            self.form.show_problems({})

    def _free(self) -> bool:
        """Whether the form may go."""
        return not self.form.changed() or ask(
            self, "Leave what you typed?", "The round is not saved yet.", "Throw it away",
            "Go on typing", danger=True,
        )  # fmt: skip

    def _audits(self) -> None:
        """The audits of this round."""
        if self._round is not None:
            self._context.go("audits", round=self._round.id)

    def _cases(self) -> None:
        """Where cases are given to auditors."""
        if self._round is not None:
            self._context.go("cases", round=self._round.id)

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible():
            self.refresh()


def _columns() -> tuple[Column, ...]:
    """What the list shows of a round."""
    return (
        Column("name", "Round", lambda s: s.round.name),
        Column("due", "Due", lambda s: s.round.due, "date", 110),
        Column("planned", "Planned", lambda s: s.planned, "number", 84),
        Column("done", "Handed in", lambda s: s.handed_in, "number", 98),
        Column(
            "late", "Late", lambda s: Cell(str(s.overdue), "danger") if s.overdue else None,
            "pill", 76, sort=lambda s: s.overdue,
        ),
    )  # fmt: skip


def _words(one: Round, titles: dict[str, str]) -> str:
    """Theme, dates and templates in one line."""
    words = [one.theme] if one.theme else []
    if one.starts and one.ends:
        words.append(f"{_day(one.starts)} to {_day(one.ends)}")
    if one.due:
        words.append(f"audits due {_day(one.due)}")
    words.append(", ".join(titles.get(key, key) for key in one.templates))
    return "  ·  ".join(words)


def _day(day: Any) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"
