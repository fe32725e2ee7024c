"""Large type for a wall: words and a clock that grow with the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.look import px
from ui.widgets import FlowRow, Words, set_look
from ui.widgets.button import Button
from ui.widgets.layout import row

_WIDE, _TALL = 1366, 768


@dataclass(slots=True)
class Grown:
    """How much larger than on a small laptop the letters are now."""

    factor: float = 1.0

    def fit(self, wide: int, tall: int) -> None:
        """By the room there is, never smaller than on the small laptop."""
        self.factor = min(2.4, max(1.0, min(wide / _WIDE, tall / _TALL)))


large = Grown()


class Large(Words):
    """Words on the wall: `Large(text, size, strong=False, tone="")`; `.grow()` after the window changed."""

    def __init__(
        self, text: str, size: int, *, strong: bool = False, tone: str = "", wrap: bool = True
    ) -> None:
        super().__init__(text, tone, wrap=wrap)
        self._size, self._strong = size, strong
        self.grow()

    def grow(self) -> None:
        """Take the size that fits the window now."""
        weight = "600" if self._strong else "400"
        self.setStyleSheet(
            f"font-size: {round(px(self._size) * large.factor)}px; font-weight: {weight};"
        )


class PartRow(QWidget):
    """The parts of the talk, the present one marked: `.show_part(n)`; signal `chosen(n)`."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.buttons = [
            Button(f"{number}  {title}", partial(self.chosen.emit, number - 1))
            for number, title in enumerate(titles, 1)
        ]
        for button in self.buttons:
            button.setCheckable(True)
        self.setLayout(row(FlowRow(*self.buttons)))

    def show_part(self, part: int) -> None:
        """Mark the present part."""
        for number, button in enumerate(self.buttons):
            button.setChecked(number == part)


class TimeLeft(Large):
    """The time that is left for a part: `.begin(minutes)`, `.turn()` halts and goes on; past it counts up."""

    def __init__(self) -> None:
        super().__init__("", 40, strong=True, wrap=False)
        self.left = 0
        self._beat = QTimer(self)
        self._beat.setInterval(1000)
        self._beat.timeout.connect(self.tick)

    def begin(self, minutes: int) -> None:
        """The whole time of a part, running."""
        self.left = minutes * 60
        self._beat.start()
        self._tell()

    def turn(self) -> None:
        """Halt, or go on."""
        if self._beat.isActive():
            self._beat.stop()
        else:
            self._beat.start()
        self._tell()

    def halt(self) -> None:
        """Stop for good."""
        self._beat.stop()

    def tick(self) -> None:
        """A second went by."""
        self.left -= 1
        self._tell()

    def _tell(self) -> None:
        over, at = self.left < 0, abs(self.left)
        sign = "+" if over else ""
        halted = "" if self._beat.isActive() else "  ❚❚"
        self.setText(f"{sign}{at // 60}:{at % 60:02}{halted}")
        said = "over the time" if over else "left"
        self.setAccessibleName(f"{at // 60} minutes {at % 60} seconds {said}")
        set_look(self, "look", "warning" if over else "")
        self.grow()
