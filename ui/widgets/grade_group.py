"""The grades of a scale as buttons of which one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look import paint_shape, px, tokens
from ui.widgets.layout import EqualLayout

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class GradeChoice:
    """One grade to choose: its key in the scale, its word and its tone."""

    key: str
    word: str
    tone: str


class GradeButton(QAbstractButton):
    """One grade: shape, the number of its key, and its word; a radio button to a screen reader."""

    def __init__(
        self, choice: GradeChoice, place: int, total: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.choice, self.place = choice, place
        self.setText(choice.word.replace("&", "&&"))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(f"Grade {place} of {total}: {choice.word}")
        self.setAccessibleDescription(f"Press {place} here, or Alt+{place} anywhere on the page.")
        self.setToolTip(f"{choice.word} (Alt+{place})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _font(self) -> QFont:
        """The word's letters."""
        self.ensurePolished()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def heightForWidth(self, width: int) -> int:
        """Two rows: shape and key, then the word on as many lines as it needs."""
        room = QRect(0, 0, max(width - px(24), 1), 10_000)
        return QFontMetrics(self._font()).boundingRect(room, _WRAP, self.choice.word).height() + px(
            48
        )

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def sizeHint(self) -> QSize:
        """Wide enough for the longest part of the word."""
        return QSize(px(124), self.heightForWidth(px(124)))

    def minimumSizeHint(self) -> QSize:
        """Room for the shape and the number."""
        return QSize(px(92), px(62))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move without choosing, so that looking round changes no grade; Enter chooses."""
        by = _STEPS.get(Qt.Key(event.key()), 0)
        group = self.parentWidget()
        if by and isinstance(group, GradeGroup):
            group.step(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the button: outlined, or filled where it is chosen; ringed where it has the focus."""
        look, now = tokens().grade(self.choice.tone), tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        box = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        plain = look.shape == "dashed"
        fill = (now.accent if plain else look.fill) if chosen else now.surface
        ink = QColor((now.on_accent if plain else look.on) if chosen else now.text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.focus), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.25, 1.25, -1.25, -1.25), 10, 10)
        pen = QPen(QColor(look.edge), 1.5)
        if plain and not chosen:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(QColor(look.tint if self.underMouse() and not chosen else fill))
        painter.drawRoundedRect(box, 8, 8)
        self._paint_inside(painter, box, ink, QColor(look.edge) if not chosen else ink)

    def _paint_inside(self, painter: QPainter, box: QRectF, ink: QColor, shape: QColor) -> None:
        """The shape, the number of the key, the word."""
        look = tokens().grade(self.choice.tone)
        top = box.y() + px(18)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        paint_shape(painter, look.shape, QPointF(box.x() + px(18), top), px(15), shape)
        badge = QRectF(box.right() - px(32), top - px(10), px(22), px(20))
        painter.setPen(QPen(ink if self.isChecked() else QColor(tokens().muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, 4, 4)
        font = QFont(self.font())
        font.setPixelSize(px(13))
        painter.setFont(font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self.place))
        painter.setPen(ink)
        painter.setFont(self._font())
        words = QRectF(
            box.x() + px(11), top + px(13), box.width() - px(18), box.bottom() - top - px(16)
        )
        flags = (
            Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(words, int(flags), self.choice.word)


class GradeGroup(QWidget):
    """Grades of which one is chosen: `GradeGroup(name)`, `.show_choices([GradeChoice…], chosen)`; signal `chosen(key)`, "" when cleared.

    With the focus inside: 1 to 9 choose by place, arrows move, Space or Enter choose, Delete clears.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = EqualLayout(self, least=112, spacing=5)
        self._buttons: list[GradeButton] = []
        self._read_only = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choices(self, choices: Sequence[GradeChoice], chosen: str = "") -> None:
        """Show these grades; widgets are kept where the grades are the same."""
        if [button.choice for button in self._buttons] != list(choices):
            for button in self._buttons:
                self._grid.removeWidget(button)
                button.hide()
                button.deleteLater()
            total = len(choices)
            self._buttons = [
                GradeButton(choice, place, total, self) for place, choice in enumerate(choices, 1)
            ]
            for button in self._buttons:
                button.clicked.connect(lambda _=False, b=button: self._choose(b))
                self._grid.addWidget(button)
                button.show()
        self.show_chosen(chosen)

    def show_chosen(self, key: str) -> None:
        """Mark one grade as chosen, or none; says nothing."""
        for button in self._buttons:
            button.setAutoExclusive(False)
            button.setChecked(button.choice.key == key)
            button.setAutoExclusive(True)
        self._rove()

    def show_read_only(self, on: bool) -> None:  # noqa: FBT001
        """Only show, or let choose."""
        self._read_only = on
        for button in self._buttons:
            button.setEnabled(not on)

    def value(self) -> str:
        """The key of the chosen grade, or nothing."""
        return next((b.choice.key for b in self._buttons if b.isChecked()), "")

    def choose_place(self, place: int) -> bool:
        """Choose the grade at a place (1 is first), as Alt+1 does; false where there is none."""
        if self._read_only or not 1 <= place <= len(self._buttons):
            return False
        self._buttons[place - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._choose(self._buttons[place - 1])
        return True

    def buttons(self) -> tuple[GradeButton, ...]:
        """The buttons in display order."""
        return tuple(self._buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers choose, arrows move, Delete clears; everything else goes on to the page."""
        place = event.key() - Qt.Key.Key_0
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if bare and event.key() == Qt.Key.Key_Delete and self.value():
            self._clear()
        elif not (bare and 1 <= place <= 9 and self.choose_place(place)):
            super().keyPressEvent(event)

    def step(self, button: GradeButton, by: int) -> None:
        """Move the focus to a neighbour, round the ends; chooses nothing."""
        place = (self._buttons.index(button) + by) % len(self._buttons)
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, button: GradeButton) -> None:
        """Choose and tell."""
        if not self._read_only:
            self.show_chosen(button.choice.key)
            self.chosen.emit(button.choice.key)

    def _clear(self) -> None:
        """Choose nothing and tell."""
        if not self._read_only:
            self.show_chosen("")
            self.chosen.emit("")

    def _rove(self) -> None:
        """Tab stops once: at the chosen grade, else at the first."""
        stop = next((b for b in self._buttons if b.isChecked()), None)
        for number, button in enumerate(self._buttons):
            here = button is stop or (stop is None and number == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
