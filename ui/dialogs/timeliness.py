"""The block Timeliness: the statutory clocks of one audit's file, and the window their dates are typed in."""

from collections.abc import Callable, Sequence
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
    Labelled,
    Muted,
    Picker,
    Pill,
    TextBox,
    Words,
    clear,
    column,
    read_date,
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
        self.changes: dict[str, Button] = {}
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
            return
        for one in self.found.judged:
            self.add(self._clock(one))
            self.add(Divider())
        if not self.found.judged:
            self.add(Muted("No dates of statutory clocks are written down."))
        self.add(Muted(clocks.BESIDE))
        self.add(Muted(self.found.why_not) if self.found.why_not else FlowRow(self.write))
        self.write.setVisible(self.found.may_write)

    def _clock(self, one: Judged) -> QWidget:
        """One clock: its name, how it was kept, every time that was due."""
        word, tone = STATES[one.state]
        if one.counted > 1:
            word = f"{one.met} of {one.counted} in time"
        title = f"{one.clock.title} (local)" if one.clock.local else one.clock.title
        begins = "First of the dates" if one.dates.midway else one.clock.begins
        lines: list[QWidget] = [
            FlowRow(Words(title, "strong"), Pill(word, tone)),
            Muted(f"Within {one.clock.lengths}  ·  {begins}: {_day(one.dates.begins)}"),
        ]
        left = len(one.dues) - _SHOWN
        if left > 0:
            lines.append(Muted(f"{left} earlier"))
        lines += [Words(_due(one, due)) for due in one.dues[-_SHOWN:]]
        if one.dates.ended:
            lines.append(Muted(f"The clock stopped on {_day(one.dates.ended)}."))
        if self.found.may_write:
            change = Button("Change…", lambda: self._change(one), kind="quiet", icon="pencil")
            change.setAccessibleName(f"Change the dates of {one.clock.title}")
            take = Button("Take away…", lambda: self._take(one), kind="quiet", icon="trash-2")
            take.setAccessibleName(f"Take the dates of {one.clock.title} away")
            self.changes[one.clock.key] = change
            lines.append(FlowRow(change, take))
        return Box(column(*lines, spacing=4))

    def _add(self) -> None:
        self._ask("")

    def _change(self, one: Judged) -> None:
        self._ask(one.clock.key)

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
        self.done = TextBox(clock.done, least=4 if clock.repeats else 1)
        self.midway = QCheckBox("The first date is itself one of them: only the later steps count")
        if before is not None:
            self.begins.show_date(before.begins)
            self.ended.show_date(before.ended)
            self.done.show_text("\n".join(f"{d.day}/{d.month}/{d.year}" for d in before.done))
            self.midway.setChecked(before.midway)
        many = "One date a line, in any order. Leave out what has not happened."
        fields: list[QWidget] = [
            Muted(_source(clock)),
            Muted(f"{self._found.check} Last compared {_day(self._found.reviewed)}."),
            Labelled(clock.begins, self.begins, required=True),
            Labelled(clock.done, self.done, many if clock.repeats else "Empty: not done yet."),
        ]
        if clock.repeats:
            fields += [
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
        typed = [line for line in self.done.toPlainText().splitlines() if line.strip()]
        days = [read_date(line) for line in typed]
        wrong = next((text for text, day in zip(typed, days, strict=True) if day is None), "")
        for field in (self.begins, self.ended):
            if field.problem():
                return field.problem()
        if wrong:
            return (
                f"“{wrong.strip()}” is not a date. Type day, month and year, for example 3/10/2026."
            )
        begins = self.begins.value()
        if begins is None:
            return f"{self._clocks[self.clock.value()].begins}: the date is needed."
        asked = Asked(
            self.clock.value(), begins, _known(days), self.midway.isChecked(), self.ended.value()
        )
        try:
            self.kept = clocks.keep(self._workspace, self._found.allocation, asked)
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""


def _known(days: Sequence[date | None]) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


def _source(clock: StatutoryClock) -> str:
    """Within how long, who says so, in which edition, and what else is to be known."""
    said = f"Within {clock.lengths}: {STANDINGS[clock.standing]}. {clock.source}. {clock.edition}."
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
