"""The block Timeliness: the statutory clocks of one audit's file, and the window their dates are typed in."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.audit.timeliness import Due, Judged, State
from qa_tool.council.clocks import STANDINGS, StatutoryClock
from qa_tool.errors import QAError
from qa_tool.work import clocks
from qa_tool.work.change import Change
from qa_tool.work.clocks import Asked, Block
from qa_tool.work.workspace import Workspace
from ui.dialogs.ask import ask
from ui.dialogs.dialog import Dialog
from ui.widgets import (
    Box,
    Button,
    Card,
    DateField,
    Divider,
    FlowRow,
    IconButton,
    Labelled,
    Muted,
    Picker,
    Pill,
    TextBox,
    Words,
    clear,
    column,
    read_date,
    reveal,
    row,
)

Done = Callable[[Change, str], object]
STATES: dict[State, tuple[str, str]] = {
    "in_time": ("In time", "success"),
    "late": ("Late", "warning"),
    "missing": ("Missing", "warning"),
    "running": ("Not due yet", "plain"),
    "nothing": ("Nothing was due", "plain"),
}
_SHOWN = 4  # the latest times of a clock; the others are counted


def show_timeliness(parent: QWidget, workspace: Workspace, allocation: str, done: Done) -> None:
    """The block in a window of its own, for somebody who fills the form in."""
    dialog = Dialog(parent, "Dates of the statutory clocks", no="Close", wide=560)
    card = TimelinessCard(workspace, allocation, done)
    dialog.add(card)
    card.write.setFocus()
    dialog.run()


class TimelinessCard(Card):
    """The clocks of one audit beside its quality: `TimelinessCard(workspace, allocation, done)`."""

    def __init__(self, workspace: Workspace, allocation: str, done: Done) -> None:
        super().__init__("Timeliness")
        self._workspace, self._allocation, self._done = workspace, allocation, done
        self.write = Button("Write down dates…", self._add, icon="clock")
        self.changes: dict[str, IconButton] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the dates again."""
        self.write.setParent(None)
        self.empty()
        self.changes = {}
        try:
            self.found = clocks.block(self._workspace, self._allocation)
        except QAError as error:
            self.add(Muted(f"{error} {error.cure}".strip()))
            self._end(on=False)
            return
        for one in self.found.judged:
            self.add(self._clock(one))
            self.add(Divider())
        if not self.found.judged:
            self.add(Muted("No dates of statutory clocks are written down."))
        self.add(Muted(clocks.BESIDE))
        if self.found.why_not:
            self.add(Muted(self.found.why_not))
        self._end(on=self.found.may_write)

    def _end(self, *, on: bool) -> None:
        """The verb has its place, shown or not: what has none would be left behind as a window."""
        self.add(FlowRow(self.write))
        reveal(self.write, on=on)

    def _clock(self, one: Judged) -> QWidget:
        """One clock: its name, how it was kept, every time that was due."""
        word, tone = STATES[one.state]
        if one.counted > 1:
            word = f"{one.met} of {one.counted} in time"
        title = f"{one.clock.title} (local)" if one.clock.local else one.clock.title
        begins = "First of the dates" if one.dates.midway else one.clock.begins
        lines: list[QWidget] = [
            self._head(one, title, Pill(word, tone)),
            Muted(f"{within(one.clock)}  ·  {begins}: {_day(one.dates.begins)}"),
        ]
        left = len(one.dues) - _SHOWN
        if left > 0:
            lines.append(Muted(f"{left} earlier"))
        lines += [Words(_due(one, due)) for due in one.dues[-_SHOWN:]]
        if one.dates.ended:
            lines.append(Muted(f"The clock stopped on {_day(one.dates.ended)}."))
        return Box(column(*lines, spacing=4))

    def _head(self, one: Judged, title: str, pill: Pill) -> QWidget:
        """Title and state, and what can be done with it."""
        parts: list[QWidget] = [Words(title, "strong"), pill]
        if self.found.may_write:
            name = one.clock.title
            change = IconButton(
                f"Change the dates: {name}", "pencil", lambda: self._ask(one.clock.key)
            )
            parts += [
                change,
                IconButton(f"Take the dates away: {name}", "trash-2", lambda: self._take(one)),
            ]
            self.changes[one.clock.key] = change
        head = row(*parts, spacing=6)
        head.setStretch(0, 1)
        return Box(head)

    def _add(self) -> None:
        self._ask("")

    def _ask(self, key: str) -> None:
        dialog = DatesDialog(self, self._workspace, self.found, key)
        if dialog.run() and dialog.kept is not None:
            self._kept(dialog.kept, "The dates are kept beside the audit.")

    def _take(self, one: Judged) -> None:
        text = "They are shown no more; the record keeps that they were there."
        if not ask(self, f"Take the dates of “{one.clock.title}” away?", text, "Take away"):
            return
        try:
            change = clocks.take_back(self._workspace, self._allocation, one.clock.key)
        except QAError as error:
            self.add(Words(f"{error} {error.cure}".strip(), "danger"))
            return
        self._kept(change, "The dates are taken away.")

    def _kept(self, change: Change, said: str) -> None:
        self.refresh()
        self._done(change, said)


class DatesDialog(Dialog):
    """Asks for the dates of one clock, with where its length comes from; `.kept` is what was written."""

    def __init__(self, parent: QWidget, workspace: Workspace, found: Block, key: str = "") -> None:
        super().__init__(
            parent,
            "Dates from the child's file",
            clocks.BESIDE,
            yes="Keep",
            check=self._keep,
            wide=540,
        )
        self._workspace, self._found = workspace, found
        self._clocks = {one.key: one for one in found.offered}
        self._before = {one.clock.key: one.dates for one in found.judged}
        self.kept: Change | None = None
        self.clock = Picker("Clock", [(one.key, one.title) for one in found.offered], key)
        self.clock.setEnabled(not key)
        self.clock.picked.connect(lambda _key: self._dress())
        self._inside_fields = column(spacing=12)
        self.add(Labelled("Clock", self.clock, required=True))
        self.add(Box(self._inside_fields))
        self._dress()

    def _dress(self) -> None:
        """The fields of the chosen clock, with its own words and what was kept before."""
        clear(self._inside_fields)
        clock = self._clocks[self.clock.value()]
        before = self._before.get(clock.key)
        self.begins, self.ended = DateField(clock.begins), DateField("The clock stopped")
        self.happened, self.once = TextBox(clock.done, least=4), DateField(clock.done)
        self.midway = QCheckBox("The first date is itself one of them: only the later steps count")
        if before is not None:
            self.begins.show_date(before.begins)
            self.ended.show_date(before.ended)
            self.once.show_date(before.done[0] if before.done else None)
            self.happened.show_text("\n".join(f"{d.day}/{d.month}/{d.year}" for d in before.done))
            self.midway.setChecked(before.midway)
        many = "One date a line, in any order. Leave out what has not happened."
        fields: list[QWidget] = [
            Muted(_source(clock)),
            Muted(f"{self._found.check} Last compared {_day(self._found.reviewed)}."),
            Labelled(clock.begins, self.begins, required=True),
        ]
        if not clock.repeats:
            fields.append(Labelled(clock.done, self.once, "Empty: not done yet."))
        else:
            fields += [
                Labelled(clock.done, self.happened, many),
                Labelled("Counting from the middle", self.midway),
                Labelled("Stopped on", self.ended, "Where the plan, placement or care has ended."),
            ]
        for field in fields:
            self._inside_fields.addWidget(field)
        self.begins.setFocus()
        if self.isVisible():
            self.fit()

    def _keep(self) -> str:
        """Keep what was typed; a sentence where something is wrong."""
        clock = self._clocks[self.clock.value()]
        for field in (self.begins, self.once, self.ended):
            if field.problem():
                return field.problem()
        days, wrong = self._days(clock)
        if wrong:
            return f"“{wrong}” is not a date. Type day, month and year, for example 3/10/2026."
        begins = self.begins.value()
        if begins is None:
            return f"{clock.begins}: the date is needed."
        asked = Asked(clock.key, begins, days, self.midway.isChecked(), self.ended.value())
        try:
            self.kept = clocks.keep(self._workspace, self._found.allocation, asked)
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    def _days(self, clock: StatutoryClock) -> tuple[tuple[date, ...], str]:
        """Every day that was typed, and the first line that is none."""
        if not clock.repeats:
            day = self.once.value()
            return ((day,) if day else (), "")
        typed = [line.strip() for line in self.happened.toPlainText().splitlines() if line.strip()]
        read = [(line, read_date(line)) for line in typed]
        return (
            tuple(day for _line, day in read if day is not None),
            next((line for line, day in read if day is None), ""),
        )


def within(clock: StatutoryClock) -> str:
    """`Within 45 working days`, `Every 10 working days`."""
    said = clock.lengths
    return f"E{said[1:]}" if said.startswith("every") else f"Within {said}"


def _source(clock: StatutoryClock) -> str:
    """Within how long, who says so, in which edition, and what else is to be known."""
    said = f"{within(clock)}: {STANDINGS[clock.standing]}. {clock.source}. {clock.edition}."
    return f"{said} {clock.note}".strip()


def _due(one: Judged, due: Due) -> str:
    """`Conference held 4 Jun 2026: in time (by 8 Jun 2026)`."""
    by = f"by {_day(due.due)}"
    if due.state == "running":
        return f"Next {by}"
    if due.done is None:
        return f"Not done {by}, and not when the file was read on {_day(one.dates.seen)}"
    if due.state == "in_time":
        return f"{one.clock.done} {_day(due.done)}: in time ({by})"
    unit = "working day" if "working" in due.allowed else "day"
    days = f"{due.days_late} {unit}{'' if due.days_late == 1 else 's'}"
    return f"{one.clock.done} {_day(due.done)}: {days} late ({by})"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
