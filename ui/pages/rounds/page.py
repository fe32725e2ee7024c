"""Rounds: a list, each round as bars and by auditor, and the form to make or correct one."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Round
from qa_tool.errors import QAError
from qa_tool.work import council, round_table
from qa_tool.work import round as rounds
from qa_tool.work import template as templates
from qa_tool.work.change import Change
from qa_tool.work.council import RoundState
from qa_tool.work.round_hand import move, takers
from qa_tool.work.round_sharing import preview, share_out
from qa_tool.work.round_table import Waiting
from ui.context import Context, Group
from ui.dialogs import ask, save_file
from ui.look import px
from ui.pages.rounds.auditors import Auditors
from ui.pages.rounds.cards import RoundCards
from ui.pages.rounds.chase import ChaseList
from ui.pages.rounds.form import problems_of, round_form, round_of, show_round
from ui.pages.rounds.numbers import ask_numbers, ask_repeat
from ui.pages.rounds.share_out import ShareOut
from ui.pages.rounds.taker import ask_taker
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Box, Button, EmptyState, FlowRow, Heading, Muted, Scroll, column

MOST_ROUNDS = 5  # lines of the list that are seen at once
_STARTED = ("allocation", "draft", "audit", "reading", "round", "template", "sample", "council")


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
        self.share = Button("Share out…", self._share, kind="primary", icon="users")
        self.chase = Button("Chase list", self._chase, icon="message-square")
        self.people = Button("Auditors", self._auditors, icon="user-check")
        self.numbers = Button("Planned numbers", self._numbers, icon="list-checks")
        self.again = Button("Repeat this round", self._repeat, icon="copy")
        self.correct = Button("Correct this round", lambda: self.edit(self._round), icon="pencil")
        self.audits = Button("Its audits", self._audits, icon="clipboard-check")
        self.cases = Button("Allocate cases", self._cases, icon="folder-search")
        self.sums = RoundCards(self._move)
        self.detail = Box(
            column(
                column(self.name, self.about, spacing=2),
                FlowRow(
                    self.share, self.chase, self.people, self.numbers, self.again, self.correct,
                    self.cases, self.audits,
                ),
                self.sums, spacing=12,
            )
        )  # fmt: skip
        self.bars, self.shares, self.who = self.sums.bars, self.sums.shares, self.sums.who
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
        known = self._round.id if self._round is not None else ""
        now = next((s for s in states if s.round.id == known), states[0] if states else None)
        editing = self.form.isVisibleTo(self)
        self.empty.setVisible(not states and not editing)
        self.list.setVisible(bool(states) and not editing)
        self.detail.setVisible(now is not None and not editing)
        if now is not None:
            self._round = now.round
            lines = range(self.list.rows.rowCount())
            here = next((n for n in lines if self.list.rows.row(n) is now), -1)
            if here >= 0:
                self.list.view.selectRow(here)
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
        found = round_table.table(space, one)
        self.share.setText(f"Share out {found.waiting}…" if found.waiting else "Share out…")
        self.sums.show_round(space, state, found)

    def _selected(self, state: RoundState | None) -> None:
        """Another line of the list."""
        other = state is not None and (not self._round or state.round.id != self._round.id)
        if state is not None and other and not self.form.isVisibleTo(self):
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
            change = rounds.keep(space, round_)
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

    # --- windows that ask --------------------------------------------------------------------------

    def _share(self) -> None:
        """Look at who would get what, and give it out."""
        one, space = self._round, self._context.workspace
        if one is None:
            return
        try:
            found = preview(space, one.id)
        except QAError as error:
            self._context.warn(str(error), error.cure)
            return
        window = ShareOut(self, space, found)
        if window.run():
            self._done(lambda: share_out(space, window.preview), "given out")

    def _move(self, row: Waiting) -> None:
        """Give a case that nobody has begun to somebody else."""
        space = self._context.workspace
        try:
            who = takers(space, row.allocation)
        except QAError as error:
            self._context.warn(str(error), error.cure)
            return
        told = ask_taker(self, f"Case {row.reference}: who takes it?", who)
        if told is not None:
            self._done(lambda: move(space, row.allocation, *told), f"{row.reference} has moved")

    def _chase(self) -> None:
        """Who is to be reminded, as e-mails and as a workbook."""
        one, space = self._round, self._context.workspace
        if one is None:
            return
        try:
            found = round_table.chase(space, one)
        except QAError as error:
            self._context.warn(str(error), error.cure)
            return
        ChaseList(self, found, lambda: self._save_chase(one)).run()

    def _save_chase(self, one: Round) -> None:
        """Write the workbook where the person says."""
        target = save_file(self, "Save the chase list", "chase-list.xlsx", "Workbook (*.xlsx)")
        if target is None:
            return
        target = target if target.suffix else target.with_suffix(".xlsx")
        try:
            round_table.write_chase(self._context.workspace, one, target)
        except QAError as error:
            self._context.warn(str(error), error.cure)
            return
        self._context.say("The chase list is saved.", "success")

    def _auditors(self) -> None:
        """Load, training, leave and exemptions of everybody who audits."""
        one = self._round
        if one is None:
            return
        try:
            window = Auditors(
                self, self._context.workspace, one,
                lambda change: self._context.live.announce(change, self.key),
            )  # fmt: skip
        except QAError as error:
            self._context.warn(str(error), error.cure)
            return
        window.run()
        self.refresh()

    def _numbers(self) -> None:
        """How many audits are planned for each team, or each auditor."""
        one = self._round
        if one is not None:
            made = ask_numbers(self, self._context.workspace, one)
            if made is not None:
                self._done(lambda: rounds.keep(self._context.workspace, made), "saved")

    def _repeat(self) -> None:
        """A new round like this one."""
        one = self._round
        if one is not None:
            made = ask_repeat(self, self._context.workspace, one)
            if made is not None:
                self._round = made
                self._done(lambda: rounds.keep(self._context.workspace, made), "made", again=True)

    def _done(self, act: Callable[[], Change], words: str, *, again: bool = False) -> None:
        """Do it, tell what came of it, and show the round anew."""
        try:
            change = act()
        except QAError as error:
            self._context.warn(str(error), error.cure)
            return
        if again:
            self._round = rounds.by_id(self._context.workspace, change.ids[0])
        self.refresh()
        self._context.live.announce(change, self.key)
        name = self._round.name if self._round else ""
        self._context.say(f"{name}: {words}.", "success")

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
