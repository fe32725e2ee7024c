"""Answers to choose from, drawn as lines or as small boxes with the number of their key."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qa_tool.audit.views import ChoiceView
from ui.look import px, tokens
from ui.widgets import FlowRow, column

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_SIDE = 38  # room for the mark at the left of the words
_BADGE = 34  # room for the number at the right


class Option(QAbstractButton):
    """One answer: a mark, the words on as many lines as they need, the number of its key."""

    def __init__(self, choice: ChoiceView, place: int, *, many: bool = False) -> None:
        super().__init__()
        self.choice, self.place, self._many = choice, place, many
        self.bare = choice.text == str(place)  # a step of a score is its own number
        self.setText(choice.text.replace("&", "&&"))
        self.setCheckable(True)
        self.setAutoExclusive(not many)
        self.setAccessibleName(choice.text)
        self.setAccessibleDescription(f"Press {place} to choose.")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wide = QSizePolicy.Policy.Fixed if self.bare else QSizePolicy.Policy.Expanding
        policy = QSizePolicy(wide, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines that the words need, and some air."""
        room = QRect(0, 0, max(width - px(_SIDE + _BADGE), 40), 10_000)
        words = QFontMetrics(self.font()).boundingRect(room, _WRAP, self.choice.text)
        return max(words.height() + px(14), px(34))

    def sizeHint(self) -> QSize:
        """One line of words."""
        self.ensurePolished()
        if self.bare:
            return QSize(px(37), px(34))
        wide = self.fontMetrics().horizontalAdvance(self.choice.text) + px(_SIDE + _BADGE)
        return QSize(wide + 4, self.heightForWidth(wide + 4))

    def minimumSizeHint(self) -> QSize:
        """Room for the mark and a word."""
        return QSize(px(37 if self.bare else 90), px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move without choosing; Enter chooses."""
        group, by = self.parentWidget(), _STEPS.get(Qt.Key(event.key()), 0)
        while group is not None and not isinstance(group, OptionGroup):
            group = group.parentWidget()
        if by and group is not None:
            group.step(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the box: pale where it is chosen, ringed where it has the focus."""
        now, chosen = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        focus = self.hasFocus()
        edge = now.focus if focus else now.accent if chosen or self.underMouse() else now.edge
        painter.setPen(QPen(QColor(edge), 2.2 if focus else 1.0))
        painter.setBrush(QColor(now.accent_soft if chosen else now.surface))
        painter.drawRoundedRect(box, 7, 7)
        if not self.isEnabled() and not chosen:
            painter.setOpacity(0.55)
        if self.bare:
            self._paint_step(painter, box)
            return
        self._paint_mark(painter, QPointF(px(19), self.height() / 2))
        painter.setPen(QColor(now.text))
        words = QRectF(px(_SIDE), 0, self.width() - px(_SIDE + _BADGE), self.height())
        flags = _WRAP | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(words, flags, self.choice.text)
        badge = QRectF(self.width() - px(31), self.height() / 2 - px(9), px(20), px(18))
        font = self.font()
        font.setPixelSize(px(12))
        painter.setFont(font)
        painter.setPen(QPen(QColor(now.muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, 4, 4)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self.place))

    def _paint_step(self, painter: QPainter, box: QRectF) -> None:
        """A step of a score: its number alone, on a full ground where it is chosen."""
        now, chosen = tokens(), self.isChecked()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.accent))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 5, 5)
            font = self.font()
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(QColor(now.on_accent if chosen else now.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.choice.text)

    def _paint_mark(self, painter: QPainter, middle: QPointF) -> None:
        """A ring with a dot, or a box with a tick."""
        now, half = tokens(), px(8)
        painter.setPen(QPen(QColor(now.accent if self.isChecked() else now.edge), 1.4))
        painter.setBrush(QColor(now.accent if self.isChecked() else now.surface))
        frame = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        if self._many:
            painter.drawRoundedRect(frame, 4, 4)
        else:
            painter.drawEllipse(frame)
        if not self.isChecked():
            return
        painter.setPen(QPen(QColor(now.on_accent), max(1.8, px(2))))
        if self._many:
            painter.drawPolyline(
                [
                    QPointF(middle.x() - half * 0.5, middle.y()),
                    QPointF(middle.x() - half * 0.1, middle.y() + half * 0.42),
                    QPointF(middle.x() + half * 0.55, middle.y() - half * 0.42),
                ]
            )
        else:
            painter.setBrush(QColor(now.on_accent))
            painter.drawEllipse(middle, half * 0.32, half * 0.32)


class OptionGroup(QWidget):
    """Answers to choose from: `OptionGroup(many=False)`, `.show_choices(choices, chosen)`; signal `picked(keys)`.

    Numbers choose by place, arrows move, Space or Enter choose; short answers stand side by side.
    """

    picked = Signal(object)

    def __init__(self, *, many: bool = False) -> None:
        super().__init__()
        self._many = many
        self._flow, self._column = FlowRow(spacing=6), column(spacing=5)
        self.setLayout(column(self._flow, self._column, spacing=0))
        self._options: list[Option] = []
        self._read_only, self._in_line = False, False

    def line_up(self) -> None:
        """Let the answers stand side by side however long they are."""
        self._in_line = True

    def show_choices(
        self, choices: Sequence[ChoiceView], chosen: Sequence[str], first: int = 1
    ) -> None:
        """Show these, numbered from `first`; widgets are kept where the choices are the same."""
        if [option.choice for option in self._options] != list(choices):
            for option in self._options:
                option.hide()
                option.setParent(None)
                option.deleteLater()
            self._options = [
                Option(choice, place, many=self._many)
                for place, choice in enumerate(choices, first)
            ]
            short = self._in_line or all(len(choice.text) <= 22 for choice in choices)
            self._flow.setVisible(short)
            for option in self._options:
                option.clicked.connect(lambda _=False, o=option: self._clicked(o))
                if short:
                    self._flow.add(option)
                else:
                    self._column.addWidget(option)
                option.show()  # at once, so that it can take the focus
        for option in self._options:
            option.setAutoExclusive(False)
            option.setChecked(option.choice.key in chosen)
            option.setAutoExclusive(not self._many)
        self._rove()

    def show_read_only(self, on: bool) -> None:  # noqa: FBT001 - a switch of Qt's manner
        """Only show, or let choose."""
        if on != self._read_only:
            self._read_only = on
            for option in self._options:
                option.setEnabled(not on)

    def options(self) -> tuple[Option, ...]:
        """The answers in display order."""
        return tuple(self._options)

    def keys(self) -> list[str]:
        """What is chosen."""
        return [option.choice.key for option in self._options if option.isChecked()]

    def choose_place(self, place: int) -> bool:
        """Choose (or, among several, turn) the answer with this number; false where there is none."""
        found = next((option for option in self._options if option.place == place), None)
        if found is None or self._read_only:
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        found.setChecked(not found.isChecked() if self._many else True)
        self._clicked(found)
        return True

    def take_focus(self) -> None:
        """To the chosen answer, else to the first."""
        stop = next((o for o in self._options if o.isChecked()), None) or next(
            iter(self._options), None
        )
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, option: Option, by: int) -> None:
        """Move the focus to a neighbour, round the ends; chooses nothing."""
        place = (self._options.index(option) + by) % len(self._options)
        self._options[place].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers choose; everything else goes on."""
        place = event.key() - Qt.Key.Key_0
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not (bare and 0 <= place <= 9 and self.choose_place(place)):
            super().keyPressEvent(event)

    def _clicked(self, option: Option) -> None:
        """Tell what is chosen now."""
        if self._read_only:
            return
        if not self._many:
            for other in self._options:
                if other is not option and other.isChecked():
                    other.setAutoExclusive(False)
                    other.setChecked(False)
                    other.setAutoExclusive(True)
        self._rove()
        self.picked.emit(self.keys())

    def _rove(self) -> None:
        """Among answers of which one is chosen, Tab stops once; among several it stops at each."""
        stop = next((o for o in self._options if o.isChecked()), None)
        for number, option in enumerate(self._options):
            here = self._many or option is stop or (stop is None and number == 0)
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
