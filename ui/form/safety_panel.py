"""The safety stop: how grave, whom to call, what the worry is, and afterwards who was told and what they said.

It serves the audit form and the page Safety alike: both hand it a `SafetyDesk`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qa_tool.audit import safety
from qa_tool.audit.safety import ABOUT, LEVELS, NOTIFIES_NOBODY, About, Level, Route
from qa_tool.audit.views import ChoiceView
from qa_tool.errors import QAError
from qa_tool.work.safety import StopRow
from ui.form.editors.option import OptionGroup
from ui.form.safety_card import HOW, StopCard
from ui.form.safety_card import ToldForm as Told
from ui.widgets import (
    Banner,
    Button,
    Heading,
    IconButton,
    Labelled,
    Muted,
    Picker,
    Scroll,
    TextBox,
    Words,
    clear,
    column,
    row,
)

_LEVELS: tuple[tuple[Level, str], ...] = (
    ("danger", "speak to somebody at once, within 1 hour"),
    ("serious", "team manager today, plan within 1 working day"),
)
_WHEN = {"always": "", "out_of_hours": "out of hours", "life_at_risk": "life at risk"}


__all__ = ["HOW", "RaiseStop", "RouteLine", "SafetyDesk", "SafetyPanel", "Told"]


class SafetyDesk(Protocol):
    """What the panel asks for; `raise_stop` and `tell` raise known trouble with what is wrong."""

    def stops(self) -> Sequence[StopRow]:
        """The stops there are, with their clocks."""

    def routes(self, level: Level, about: About) -> tuple[Route, ...]:
        """Whom to tell, with the council's numbers."""

    def raise_stop(self, level: Level, about: About, what: str) -> None:
        """Raise a stop: signed and kept at once."""

    def tell(self, stop: str, told: safety.Told) -> None:
        """Record who was told, when, how, and what they answered."""

    def plan_written(self, stop: str) -> None:
        """Record that the written plan is there, which a serious concern asks for."""

    def now(self) -> datetime:
        """The time now."""


class SafetyPanel(QWidget):
    """Raise a safety stop and record the answers: `show_desk(desk)`; signals `changed`, `closed`."""

    changed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: SafetyDesk | None = None
        self._nobody, self.problem = Banner(""), Banner("")
        self._stops, self._new = column(spacing=12), RaiseStop()
        self._new.asked.connect(self._raise)
        self._more = Button("Raise another safety stop", self._show_new, kind="quiet", icon="plus")
        shut = IconButton("Close the safety stop", "x", self.closed.emit, keys="Esc")
        head = row(Heading("Safety stop", 3), shut)
        head.setStretch(0, 1)
        inside = column(
            self._nobody, self.problem, self._stops, self._new, self._more, None,
            spacing=12, margins=(0, 0, 8, 8),
        )  # fmt: skip
        self.setLayout(column(head, Scroll(inside), spacing=8, margins=(14, 10, 8, 8)))
        self.setAccessibleName("Safety stop")
        self._nobody.show_message(f"{NOTIFIES_NOBODY} You call; it keeps who was told.", "warning")

    def show_desk(self, desk: SafetyDesk) -> None:
        """Show the stops there are, or the form for the first one."""
        self._desk = desk
        self._new.show_routes(desk)
        self.problem.show_message("")
        self._show()

    def take_focus(self) -> None:
        """To the first thing to do."""
        if self._new.isVisibleTo(self):
            self._new.level.take_focus()
        else:
            first = self.findChild(Told)
            (first.who if first is not None else self._more).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        """The stops; the form where there is none."""
        clear(self._stops)
        stops = self._desk.stops() if self._desk else ()
        for stop in stops:
            self._stops.addWidget(self._card(stop))
        self._new.setVisible(not stops)
        self._more.setVisible(bool(stops))

    def _show_new(self) -> None:
        self._new.show()
        self._more.hide()
        self._new.level.take_focus()

    def _card(self, stop: StopRow) -> StopCard:
        """One stop, with the form that records the next answer."""
        card = StopCard(stop, self._desk.now() if self._desk else stop.raised)
        card.told.connect(lambda told, s=stop: self._do("tell", s.id, told))
        card.planned.connect(lambda s=stop: self._do("plan_written", s.id))
        return card

    def _raise(self, level: Level, about: About, what: str) -> None:
        if self._desk is not None and self._try(self._desk.raise_stop, level, about, what):
            self._new.empty()
            self._show()
            self.changed.emit()
            self.take_focus()

    def _do(self, verb: str, *what: object) -> None:
        """Record something about a stop, and show what is still to do."""
        if self._desk is not None and self._try(getattr(self._desk, verb), *what):
            self._show()
            self.changed.emit()
            self.take_focus()

    def _try(self, verb: object, *what: object) -> bool:
        """Do it; where it cannot be done, say why here, beside the fields."""
        try:
            verb(*what)  # type: ignore[operator]
        except QAError as trouble:
            self.problem.show_message(f"{trouble} {trouble.cure}".strip(), "danger")
            return False
        self.problem.show_message("")
        return True


class RaiseStop(QWidget):
    """The form of a new stop: level, about whom, whom to call, what the worry is; signal `asked(level, about, what)`."""

    asked = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: SafetyDesk | None = None
        self.level = OptionGroup()
        self.level.setAccessibleName("How grave is it?")
        self.level.show_choices(
            [
                ChoiceView(key, f"{LEVELS[key]}: {words}", "none", place)
                for place, (key, words) in enumerate(_LEVELS, 1)
            ],
            [],
        )
        self.about = Picker("What is it about?", tuple(ABOUT.items()), "child")
        self.what = TextBox("What is the worry?", least=3)
        self.level.picked.connect(lambda _keys: self._show_routes())
        self.about.picked.connect(lambda _key: self._show_routes())
        self._routes = column(spacing=6)
        self.verb = Button("Raise the safety stop", self._ask, kind="danger", icon="shield-alert")
        self._ask_problem = Words("", "danger")
        self._ask_problem.hide()
        layout = column(
            Words("How grave is it?", "strong"), self.level, Labelled("What is it about?", self.about),
            self._routes,
            Labelled("What is the worry?", self.what,
                     "What you saw, its date, and what you fear. It is signed and kept at once."),
            self._ask_problem, self.verb, spacing=10,
        )  # fmt: skip
        self.setLayout(layout)

    def show_routes(self, desk: SafetyDesk) -> None:
        """Take whom to call from this desk."""
        self._desk = desk
        self._show_routes()

    def empty(self) -> None:
        """Begin again."""
        self.what.show_text("")

    def _show_routes(self) -> None:
        """Whom to call, for what is chosen."""
        clear(self._routes)
        keys = self.level.keys()
        if not keys or self._desk is None:
            return
        self._routes.addWidget(Words("Call now", "strong"))
        for route in self._desk.routes(keys[0], self.about.value()):  # type: ignore[arg-type]
            self._routes.addWidget(RouteLine(route))

    def _ask(self) -> None:
        keys, what = self.level.keys(), self.what.toPlainText().strip()
        said = ""
        if not keys:
            said = "Choose how grave it is."
        elif not what:
            said = "Write in a sentence or two what the worry is."
        self._ask_problem.setText(said)
        self._ask_problem.setVisible(bool(said))
        if not said:
            self.asked.emit(keys[0], self.about.value(), what)


class RouteLine(QWidget):
    """One person or service to call: who, the number, by when, and what to mind."""

    def __init__(self, route: Route) -> None:
        super().__init__()
        number = Words(
            route.number or "No number set: ask the QA lead",
            "strong" if route.number else "warning",
        )
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        when = ", ".join(word for word in (_WHEN[route.when], route.within.lower()) if word)
        words = column(
            Words(route.who),
            number,
            Muted(f"{when[:1].upper()}{when[1:]}. {route.note}".strip()),
            spacing=1,
        )
        self.setLayout(row(words, spacing=8, margins=(10, 0, 0, 2)))
        self.setAccessibleName(f"{route.who}: {route.number or 'no number set'}, {when}")
