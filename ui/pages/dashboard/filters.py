"""The filters of the dashboard on one row that wraps: each under its word, each a list to choose from."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from qa_tool.figures.years import after, spans
from qa_tool.report.naming import plain
from qa_tool.work.dashboard import Choices, Filter, Grades
from ui.look import px
from ui.widgets import Box, Button, FlowRow, Muted, Picker, Words, column

ALL = "*"
FOLDS = 720  # px at 100 %


@dataclass(frozen=True, slots=True)
class _One:
    """A picker under its word."""

    box: QWidget
    picker: Picker


def _one(word: str, least: int) -> _One:
    picker = Picker(word)
    picker.setMinimumContentsLength(least)
    return _One(Box(column(Muted(word, wrap=False), picker, spacing=3)), picker)


class Filters(QWidget):
    """`.show_choices(choices, filter, grades)`, `.wanted()`; signal `changed()` when somebody chose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.round, self.template = _one("Round", 14), _one("Template", 18)
        self.kind, self.form = _one("Kind of case", 14), _one("Version", 7)
        self.area, self.service = _one("Area", 10), _one("Service", 12)
        self.team = _one("Team", 12)
        self.since, self.until = _one("From", 9), _one("To", 9)
        self.all = Button("Clear filters", self._clear, kind="quiet", icon="x")
        self._ones = (
            self.round, self.template, self.kind, self.form, self.area, self.service, self.team,
            self.since, self.until,
        )  # fmt: skip
        self._row = FlowRow(*(one.box for one in self._ones), spacing=10)
        self._row.add(Box(column(Muted(" ", wrap=False), self.all, spacing=3)))
        self._open, self._said = False, Words("", "strong")
        self.fold = Button("Change filters", self._turn, icon="filter")
        self._folded = Box(column(self._said, FlowRow(self.fold), spacing=6))
        self._folded.hide()
        self.setLayout(column(self._folded, self._row, spacing=8))
        for one in self._ones:
            one.picker.picked.connect(self._picked)

    def wanted(self) -> Filter:
        """The filter as it is chosen."""
        round_, kind = _word(self.round), self.kind.picker.value()
        return Filter(
            rounds=(round_,) if round_ else (), template=_word(self.template),
            kind=None if kind in {"", ALL} else kind.removeprefix("="), form=_word(self.form),
            area=_word(self.area), team=_word(self.team), service=_word(self.service),
            since=_day(self.since), until=_day(self.until),
        )  # fmt: skip

    def show_choices(self, choices: Choices, wanted: Filter, grades: Grades) -> None:
        """What may be chosen, and what is looked at now: template and kind are always one."""
        group = grades.group
        titles = dict.fromkeys((g.template, g.title) for g in choices.groups)
        _fill(self.round, "All rounds", choices.rounds, next(iter(wanted.rounds), ""))
        template = group.template if group else wanted.template
        _only(self.template, tuple(titles), template)
        kinds = tuple(
            (f"={g.kind}", f"{plain(g.kind)} ({g.n:,})")
            for g in choices.groups
            if g.template == template
        )
        _only(self.kind, kinds, f"={group.kind}" if group else "")
        versions = tuple((v.form, f"{v.name} ({v.n:,})") for v in grades.versions)
        _only(self.form, versions, grades.form)
        self.form.box.setVisible(len(versions) > 1)
        _fill(self.area, "All areas", choices.areas, wanted.area)
        _fill(self.service, "All services", choices.services, wanted.service)
        _fill(self.team, "All teams", choices.teams, wanted.team)
        for one, pairs in ((self.area, choices.areas), (self.service, choices.services),
                           (self.team, choices.teams)):  # fmt: skip
            one.box.setVisible(bool(pairs))
        months = _months(choices)
        _fill(self.since, "The start", months, _key(wanted.since))
        _fill(self.until, "Now", tuple(reversed(months)), _key(wanted.until))
        self.all.setVisible(replace(wanted, template="", kind=None, form="") != Filter())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the room is short, the filters fold to what is chosen."""
        super().resizeEvent(event)
        self._fit()

    def folded(self) -> bool:
        """Whether only what is chosen is told."""
        return self.width() < px(FOLDS) and not self._open

    def _fit(self) -> None:
        """All of them, or what is chosen and a way to all."""
        narrow = self.width() < px(FOLDS)
        told = {self.since: "from ", self.until: "to "}
        # Template and kind of case stand in the sentence under the filters.
        asked = (one for one in self._ones if one not in {self.template, self.kind, self.form})
        words = [f"{told.get(one, '')}{one.picker.currentText()}" for one in asked
                 if not one.box.isHidden() and one.picker.value() not in {"", ALL}]  # fmt: skip
        self._said.setText("  ·  ".join(words))
        self._said.setVisible(bool(words))
        self._folded.setVisible(narrow)
        self._row.setVisible(not self.folded())
        self.fold.setText("Hide filters" if self._open else "Change filters")

    def _turn(self) -> None:
        """Show the filters, or fold them again."""
        self._open = not self._open
        self._fit()
        if self._open:
            self.round.picker.setFocus()

    def _picked(self, _key: str) -> None:
        self.changed.emit()

    def _clear(self) -> None:
        for one in self._ones:
            if one.picker.count():
                one.picker.setCurrentIndex(0)
        for one in (self.template, self.kind, self.form):
            one.picker.setCurrentIndex(-1)
        self.changed.emit()


def _word(one: _One) -> str:
    value = one.picker.value()
    return "" if value == ALL else value


def _day(one: _One) -> date | None:
    word = _word(one)
    return date.fromisoformat(word) if word else None


def _key(day: date | None) -> str:
    return day.replace(day=1).isoformat() if day else ""


def _fill(one: _One, every: str, pairs: tuple[tuple[str, str], ...], chosen: str) -> None:
    one.picker.show_choices(((ALL, every), *pairs), chosen or ALL)


def _only(one: _One, pairs: tuple[tuple[str, str], ...], chosen: str) -> None:
    one.picker.show_choices(pairs, chosen)


def _months(choices: Choices) -> tuple[tuple[str, str], ...]:
    if choices.first is None or choices.last is None or choices.first == date.min:
        return ()
    last = after(choices.last, "month")
    days = spans(choices.first, choices.last, "month")
    return tuple((day.isoformat(), f"{day:%B %Y}") for day in days if day < last)
