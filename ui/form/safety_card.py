"""One safety stop: what, its clocks, who was told, and the form that records the next answer."""

from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.audit.safety import PLAN, Clock, Told
from qa_tool.work.safety import StopRow
from ui.widgets import (
    Box,
    Button,
    Card,
    DateField,
    Divider,
    Labelled,
    Muted,
    Picker,
    Pill,
    TextBox,
    Words,
    column,
    line,
    row,
)

HOW = (("telephone", "By telephone"), ("in_person", "In person"), ("other", "Another way"))


class StopCard(Card):
    """One stop: `StopCard(stop, now)`; signals `told(Told)`, `planned`."""

    told = Signal(object)
    planned = Signal()

    def __init__(self, stop: StopRow, now: datetime) -> None:
        super().__init__()
        tone = "danger" if stop.late else "success" if stop.answered else "warning"
        state = "Late" if stop.late else "Answered" if stop.answered else "Waits for an answer"
        self.body.addLayout(row(Words(stop.level_words, "strong"), Pill(state, tone), spacing=8))
        self.add(Muted(f"Raised {_moment(stop.raised)} by {stop.raised_by}"))
        self.add(Words(stop.what))
        for clock in stop.clocks:
            self.add(_clock(clock))
        names = {route.key: route.who for route in stop.routes}
        for one in stop.told:
            self.add(Divider())
            self.add(Words(f"{one.who} ({names.get(one.route, 'told')})", "strong"))
            answer = one.answer or "No answer recorded yet"
            self.add(
                Muted(f"{_moment(one.when)}, {dict(HOW).get(one.how, one.how).lower()}: {answer}")
            )
        self.add(Divider())
        form = ToldForm(stop, now)
        form.asked.connect(
            lambda route, who, when, how, answer: self.told.emit(
                Told(who, when, how, answer, route)
            )
        )
        self.add(form)
        if any(clock.step == PLAN and not clock.met for clock in stop.clocks):
            plan = Button("The written plan is there", self.planned.emit, icon="file-text")
            self.body.addLayout(row(plan, None))


class ToldForm(QWidget):
    """Who was told, when, how, and what they answered; signal `asked(route, who, when, how, answer)`."""

    asked = Signal(str, str, object, str, str)

    def __init__(self, stop: StopRow, now: datetime) -> None:
        super().__init__()
        self._now = now
        done = {told.route for told in stop.told if told.answer.strip()}
        ahead = [route for route in stop.routes if route.key not in done]
        routes = [(route.key, route.who) for route in stop.routes]
        self.route = Picker("Whom", routes, ahead[0].key if ahead else "")
        self.who = line("Name or post", "Name or post of the person told")
        self.day, self.time = DateField("Date told"), line("Time told", "14:30")
        self.day.show_date(now.date())
        self.time.setText(f"{now:%H:%M}")
        self.how = Picker("How", HOW, "telephone")
        self.answer = TextBox("What they answered", least=2)
        self._problem = Words("", "danger")
        self._problem.hide()
        verb = Button("Record the answer", self._ask, kind="primary")
        when = row(Labelled("Date", self.day), Labelled("Time", self.time), spacing=8)
        when.setStretch(0, 2)
        when.setStretch(1, 1)
        self.setLayout(
            column(
                Words("Who was told?", "strong"),
                self.route,
                self.who,
                when,
                self.how,
                Labelled("What they answered", self.answer),
                self._problem,
                Box(row(verb, None)),
                spacing=8,
            )
        )

    def _ask(self) -> None:
        when = self._when()
        self._problem.setText("" if when else "Type the time in hours and minutes, like 14:30.")
        self._problem.setVisible(when is None)
        if when is not None:
            answer = self.answer.toPlainText().strip()
            how = self.how.value()
            self.asked.emit(self.route.value(), self.who.text(), when, how, answer)

    def _when(self) -> datetime | None:
        """Day and time as they are typed."""
        day, text = self.day.value(), self.time.text().strip().replace(".", ":")
        try:
            at = time.fromisoformat(text.rjust(5, "0"))
        except ValueError:
            return None
        return datetime.combine(day, at, self._now.tzinfo) if day else None


def _moment(when: datetime) -> str:
    """A moment as people write it."""
    return f"{when.day} {when:%b} {when.year}, {when:%H:%M}"


def _day(due: datetime | date) -> str:
    if isinstance(due, datetime):
        return _moment(due)
    return f"{due.day} {due:%b} {due.year}"


def _clock(clock: Clock) -> QWidget:
    """One clock: what is due, by when, met or late."""
    state, tone = ("in time", "success") if clock.met else ("open", "")
    if clock.late:
        state, tone = "late", "danger"
    return Words(f"{clock.what}: by {_day(clock.due)}, {state}", tone)
