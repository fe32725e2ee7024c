"""What stands on the wall in each part of the talk about a standard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_tool.diagnostic import rules
from qa_tool.template.model import Grade, Scale
from qa_tool.work import diagnostic_room
from qa_tool.work.diagnostic_view import SessionView, StandardView
from ui.look import paint_shape, px, tokens
from ui.pages.diagnostics.large import Large, large
from ui.widgets import Card, EqualGrid, TextBox, row

Keep = Callable[..., None]


class Hands:
    """A show of hands that is being counted: how many for each grade, and in which order."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._raised: list[str] = []

    def raise_(self, grade: str) -> None:
        """One more hand."""
        self._raised.append(grade)

    def lower(self) -> None:
        """Take the last hand back."""
        del self._raised[-1:]

    def empty(self) -> None:
        """Begin again."""
        self._raised = []

    def counts(self) -> Mapping[str, int]:
        """How many hands for each grade."""
        return {g.key: n for g in self._scale.ranked if (n := self._raised.count(g.key))}

    @property
    def n(self) -> int:
        """How many hands in all: the only thing that stands on the wall before the reveal."""
        return len(self._raised)


@dataclass(slots=True)
class Scene:
    """The widgets of a part, and the fields among them."""

    widgets: list[QWidget]
    boxes: list[TextBox] = field(default_factory=list)


def scene_of(part: str, session: SessionView, one: StandardView, hands: Hands, keep: Keep) -> Scene:
    """The scene of a part; a part that nobody knows shows the levels."""
    if part == "spread":
        return _spread(one, keep)
    if part == "agree":
        return _agree(session, one)
    if part == "partner":
        return _partner(session, one, keep)
    if part == "good":
        return _good(one, keep)
    return _grade(session, one, hands)


def _grade(session: SessionView, one: StandardView, hands: Hands) -> Scene:
    """The four levels; how many have graded and nothing of how."""
    levels = EqualGrid(least=270, spacing=14)
    for place, grade in enumerate(session.scale.ranked, 1):
        levels.add(_level(place, grade, one.standard.levels.get(grade.key, ""), 19))
    if one.finding.how:
        said = "Shown already: go on to the talk."
    elif hands.n:
        said = f"{hands.n} hand{'s' if hands.n > 1 else ''} counted"
    elif one.graded:
        said = f"{one.graded} graded in private"
    else:
        said = "Count hands with 1 to 4, or let each grade on their own laptop."
    return Scene([levels, Large(said, 20, strong=True)])


def _level(place: int, grade: Grade, words: str, size: int) -> Card:
    """One level: shape, name, description."""
    card = Card()
    head = row(Shape(grade.tone), Large(f"{place}  {grade.name}", 20, strong=True), spacing=8)
    head.setStretch(1, 1)
    card.body.addLayout(head)
    card.add(Large(words, size))
    card.body.addStretch(1)
    return card


def _spread(one: StandardView, keep: Keep) -> Scene:
    """How many gave each grade, without names, and the evidence that the talk brings up."""
    widgets: list[QWidget] = []
    if one.spread is not None:
        widgets.append(Bars(one.spread))
        widgets.append(Large(one.spread.words, 20, strong=True))
    elif one.finding.how == "skipped":
        widgets.append(Large("No single grades were asked for.", 20))
    else:
        widgets.append(Large("Nothing is shown yet: go back and show together.", 20))
    box = _box("The evidence", one.finding.evidence)
    box.changed.connect(lambda words: keep(diagnostic_room.say, "evidence", words))
    widgets += [Large("The evidence that we name", 18, strong=True), box]
    return Scene(widgets, [box])


def _agree(session: SessionView, one: StandardView) -> Scene:
    """The levels again, the agreed one alone once it is chosen; what it was last time."""
    chosen = session.scale.grade(one.finding.agreed)
    widgets: list[QWidget] = []
    if chosen is None:
        names = EqualGrid(least=220, spacing=14)
        for place, grade in enumerate(session.scale.ranked, 1):
            names.add(_level(place, grade, "", 17))
        widgets += [names, Large("Press the number of the grade that the team agrees on.", 20)]
    else:
        widgets.append(_level(session.scale.ranked.index(chosen) + 1, chosen,
                              one.standard.levels.get(chosen.key, ""), 24))  # fmt: skip
    before = session.scale.grade(one.before)
    if before is not None:
        moved = f": {rules.MOVES[one.move].lower()}" if one.move else ""
        widgets.append(Large(f"Last time: {before.name}{moved}", 20, strong=True))
    return Scene(widgets)


def _partner(session: SessionView, one: StandardView, keep: Keep) -> Scene:
    """The two grades beside each other, the gap, and the partner's words."""
    both = EqualGrid(least=280, spacing=14)
    for title, key in (
        ("The team", one.finding.agreed),
        ("The partner", one.finding.partner_grade),
    ):
        card, grade = Card(), session.scale.grade(key)
        card.add(Large(title, 18))
        name = Large(grade.name if grade else "No grade yet", 28, strong=True)
        line = row(Shape(grade.tone if grade else "none"), name, spacing=10)
        line.setStretch(1, 1)
        card.body.addLayout(line)
        both.add(card)
    box = _box("The partner's view", one.finding.partner_view)
    box.changed.connect(lambda words: keep(diagnostic_room.partner_says, view=words))
    said = rules.gap_words(one.gap) or "Press the number of the partner's grade, or go on without."
    return Scene([both, Large(said, 22, strong=True), box], [box])


def _good(one: StandardView, keep: Keep) -> Scene:
    """Three questions, and the words of the team."""
    prompts: list[QWidget] = [Large(f"•  {words}", 22) for words in one.standard.prompts]
    box = _box("What would good look like here", one.finding.good_here)
    box.changed.connect(lambda words: keep(diagnostic_room.say, "good_here", words))
    return Scene([*prompts, box], [box])


def _box(name: str, words: str) -> TextBox:
    box = TextBox(name, least=3, most=6)
    box.setStyleSheet(f"font-size: {round(px(19) * large.factor)}px;")
    box.show_text(words)
    return box


class Shape(QWidget):
    """A grade's shape, large."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square beside large words."""
        side = round(px(26) * large.factor)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the shape."""
        look = tokens().grade(self._tone)
        middle = QPointF(self.rect().center())
        paint_shape(QPainter(self), look.shape, middle, self.width() * 0.8, QColor(look.edge))


class Bars(QWidget):
    """How many gave each grade, as bars with their numbers; no names, no places in the room."""

    def __init__(self, spread: rules.Spread) -> None:
        super().__init__()
        self._spread = spread
        said = ", ".join(f"{grade.name} {n}" for grade, n in spread.counts)
        self.setAccessibleName(f"How many gave each grade: {said}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line for each grade."""
        return QSize(px(600), round(px(46) * large.factor) * len(self._spread.counts))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw name, bar and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(round(px(21) * large.factor))
        painter.setFont(font)
        tall = self.height() / len(self._spread.counts)
        left = max(painter.fontMetrics().horizontalAdvance(g.name) for g, _ in self._spread.counts)
        left += round(px(48) * large.factor)
        room = self.width() - left - round(px(70) * large.factor)
        most = max((n for _g, n in self._spread.counts), default=1) or 1
        for number, (grade, n) in enumerate(self._spread.counts):
            look, y = tokens().grade(grade.tone), number * tall
            paint_shape(painter, look.shape, QPointF(tall * 0.35, y + tall / 2), tall * 0.45,
                        QColor(look.edge))  # fmt: skip
            painter.setPen(QColor(tokens().text))
            base = y + tall / 2 + painter.fontMetrics().ascent() * 0.4
            painter.drawText(QPointF(tall * 0.8, base), grade.name)
            wide = room * n / most
            if n:
                painter.setBrush(QColor(look.fill))
                painter.setPen(QColor(look.edge))
                painter.drawRoundedRect(QRectF(left, y + tall * 0.2, wide, tall * 0.6), 6, 6)
                painter.setPen(QColor(tokens().text))
            painter.drawText(QPointF(left + wide + px(12), base), str(n))
