"""Beside the question: how to answer it, what each grade looks like, the case, and what happened so far."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from qa_tool.audit.views import DomainView, QuestionView
from ui.look import px, tokens
from ui.widgets import (
    Box,
    Button,
    FlowRow,
    GradeMark,
    Heading,
    IconButton,
    KeyValues,
    Muted,
    Scroll,
    Words,
    clear,
    column,
    reveal,
    row,
)

TABS = ("Guidance", "Case", "History")
Facts = tuple[tuple[str, str], ...]


class Descriptor(QWidget):
    """What one grade looks like here: shape, name, words; a thick edge where it is the grade given."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._name, self._words = GradeMark(), Words("", "strong"), Words("", "small")
        head = row(self._mark, self._name, spacing=6)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._words, spacing=2, margins=(11, 8, 11, 9)))
        self._tone, self._chosen = "", False

    def show_grade(self, tone: str, name: str, words: str) -> None:
        """Show this grade's description."""
        self._mark.show_grade(tone, name)
        self._name.setText(name)
        self._words.setText(words)
        self._tone = tone
        self.update()

    def show_chosen(self, on: bool) -> None:  # noqa: FBT001 - a switch of Qt's manner
        """Draw the edge thick, or thin."""
        if on != self._chosen:
            self._chosen = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The grade's pale ground and its edge."""
        look, wide = tokens().grade(self._tone), 3.0 if self._chosen else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.edge), wide))
        painter.setBrush(QColor(look.tint))
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)


class Guide(QFrame):
    """Guidance, case and history in tabs: `show_domain`, `show_question`, `show_case`, `show_history`."""

    closed = Signal()
    clocks_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clocks_on = False
        self.setProperty("look", "card")
        self.setAccessibleName("Guidance, case and history")
        self.dress()  # while nothing stands inside that would have to be dressed again
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Guidance, case or history")
        for name in TABS:
            self.tabs.addTab(name)
        self.shut = IconButton("Close the guidance", "x", self.closed.emit)
        self.shut.hide()
        self._stack = QStackedWidget()
        self._question, self._how, self._look = Words("", "strong"), Words(""), Muted("")
        self._what = Heading("What each grade looks like", 3)
        self._cards: list[Descriptor] = []
        self._list, self._edges = column(spacing=8), column(spacing=6)
        self._between = Words("Between two grades", "strong")
        self._caps_title, self._caps = (
            Words("What a grade here does to the overall", "strong"),
            Words(""),
        )
        guidance = column(
            self._question, self._how, self._look, self._what, self._list, self._between,
            self._edges, self._caps_title, self._caps, None, spacing=8, margins=(12, 8, 8, 12),
        )  # fmt: skip
        self._scroll = Scroll(guidance)
        self._stack.addWidget(self._scroll)
        self.tabs.currentChanged.connect(self._turned)
        head = row(self.tabs, None, self.shut, spacing=4, margins=(6, 4, 6, 0))
        layout = column(head, self._stack, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._case_now: Facts | None = None
        self._case_drawn: Facts | None = None
        self._history_now: Facts | None = None
        self._history_drawn: Facts | None = None

    def show_domain(self, domain: DomainView, grade: QuestionView | None) -> None:
        """The descriptions, boundaries and caps of a domain."""
        descriptors = grade.descriptors if grade else ()
        if descriptors != self._shown:
            self._shown = descriptors
            self._show_descriptors(grade)
            clear(self._edges)
            for text in grade.boundaries if grade else ():
                self._edges.addWidget(Muted(text))
        self._what.setVisible(bool(descriptors))
        self._between.setVisible(bool(grade and grade.boundaries))
        self._caps.setText(domain.caps)
        self._caps.setVisible(bool(domain.caps))
        self._caps_title.setVisible(bool(domain.caps))
        self.show_grade(domain.grade or "")

    def show_grade(self, grade: str) -> None:
        """Ring the grade that is given."""
        for card, (key, _words) in zip(self._cards, self._shown or (), strict=False):
            card.show_chosen(key == grade)

    def look_at(self, grade: str) -> None:
        """Bring the description of a grade to sight."""
        for card, (key, _words) in zip(self._cards, self._shown or (), strict=False):
            if key == grade and self.isVisible():
                self._scroll.ensureWidgetVisible(card, 0, px(8))

    def show_question(self, view: QuestionView | None) -> None:
        """How to answer the question that has the focus."""
        there = view is not None and bool(view.help or view.look_at)
        self._question.setText(view.text if view and there else "")
        self._how.setText(view.help if view and there else "")
        self._look.setText(f"Look at: {view.look_at}" if view and view.look_at else "")
        for label in (self._question, self._how, self._look):
            label.setVisible(bool(label.text()))
        self._scroll.verticalScrollBar().setValue(0)

    def show_case(self, facts: Sequence[tuple[str, str]]) -> None:
        """The case in a few lines; drawn when somebody looks."""
        self._case_now = tuple(facts)
        self._turned(self.tabs.currentIndex())

    def show_history(self, events: Sequence[tuple[str, str]]) -> None:
        """What happened so far; drawn when somebody looks."""
        self._history_now = tuple(events)
        self._turned(self.tabs.currentIndex())

    @cached_property
    def _case(self) -> tuple[KeyValues, Scroll]:
        facts = KeyValues()
        return facts, self._under(Box(column(facts, FlowRow(self.clocks), spacing=10)))

    @cached_property
    def clocks(self) -> Button:
        """Leads to the dates of the statutory clocks, where this person may write them down."""
        button = Button("Dates of the clocks…", self.clocks_wanted.emit, kind="quiet", icon="clock")
        reveal(button, on=self._clocks_on)
        return button

    def offer_clocks(self, *, on: bool) -> None:
        """Offer the way to the dates under the tab of the case, or not."""
        self._clocks_on = on
        if "clocks" in self.__dict__:
            self.clocks.setVisible(on)

    @cached_property
    def _past(self) -> tuple[QVBoxLayout, Scroll]:
        events = column(spacing=8)
        return events, self._under(Box(events))

    def _under(self, inside: QWidget) -> Scroll:
        """What stands under a tab; made when somebody first looks there."""
        scroll = Scroll(column(inside, None, margins=(12, 10, 8, 12)))
        self._stack.addWidget(scroll)
        return scroll

    def _tab(self, tab: int) -> Scroll:
        if tab == 0:
            return self._scroll
        return self._case[1] if tab == 1 else self._past[1]

    def _turned(self, tab: int) -> None:
        """Show a tab, and draw in it what is new."""
        self._stack.setCurrentWidget(self._tab(tab))
        if tab == 1 and self._case_now != self._case_drawn:
            self._case_drawn = self._case_now
            self._case[0].show_facts(self._case_now or ())
        if tab == 2 and self._history_now != self._history_drawn:
            self._history_drawn = self._history_now
            clear(self._past[0])
            for when, what in self._history_now or ():
                self._past[0].addLayout(column(Words(what), Muted(when), spacing=1))
            if not self._history_now:
                self._past[0].addWidget(Muted("Nothing to tell yet."))

    def dress(self) -> None:
        """Small letters for the descriptions, at the text size that is on."""
        small = f'QLabel[look="small"] {{ font-size: {px(13)}px; }}'
        if small != self.styleSheet():
            self.setStyleSheet(small)

    def _show_descriptors(self, grade: QuestionView | None) -> None:
        """One card for each grade; cards are kept."""
        texts = grade.descriptors if grade else ()
        choices = {choice.key: choice for choice in grade.choices} if grade else {}
        while len(self._cards) < len(texts):
            card = Descriptor()
            self._cards.append(card)
            self._list.addWidget(card)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(texts))
            if number < len(texts):
                key, words = texts[number]
                choice = choices.get(key)
                card.show_grade(
                    choice.tone if choice else "none", choice.text if choice else key, words
                )
