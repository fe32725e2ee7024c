"""The form's buttons at the foot of the window, with words where they have room."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.form.desk import Ready
from ui.widgets import Button

WORDS_FIT, VERB_FITS = 900, 700  # px at 100 % text


@dataclass(frozen=True, slots=True)
class Steps:
    """What the foot's buttons do."""

    before: Callable[[], object]
    after: Callable[[], object]
    missing: Callable[[], object]
    safety: Callable[[], object]
    finish: Callable[[], object]


class FormFoot:
    """Safety stop (red where one is asked for), what is missing, the verb that ends it, previous, next.

    `buttons()` for the window's foot; `fit(room, ready, verb, alarmed)`; `show_place(place, total)`.
    """

    def __init__(self, steps: Steps) -> None:
        self.stop = Button("Safety stop", steps.safety, icon="shield-alert")
        self.alarm = Button("Safety stop", steps.safety, kind="danger", icon="shield-alert")
        self.missing = Button("What is missing", steps.missing, icon="list-checks")
        self.finish = Button("Hand in", steps.finish, icon="send")
        self.before = Button("Previous", steps.before, icon="chevron-left")
        self.after = Button("Next domain", steps.after, kind="primary", icon="chevron-right")
        self.after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons, from the left."""
        return (self.stop, self.alarm, self.missing, self.finish, self.before, self.after)

    def show_place(self, place: int, total: int) -> None:
        """Nothing comes before the first domain, and nothing after the last."""
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < total - 1)

    def fit(self, room: float, ready: Ready, verb: str, *, alarmed: bool) -> None:
        """Words or pictures alone, by the room there is."""
        wide = room >= WORDS_FIT
        count = f"What is missing ({ready.count})" if ready.count else "Nothing is missing"
        _say(self.missing, count, "Ctrl+Shift+M", count if wide else str(ready.count))
        _say(self.finish, verb, "Ctrl+Enter", verb if room >= VERB_FITS else "")
        for button, words, keys in (
            (self.before, "Previous", "Ctrl+PgUp"),
            (self.after, "Next domain", "Ctrl+PgDown"),
            (self.stop, "Safety stop", "Ctrl+Shift+S"),
            (self.alarm, "Safety stop", "Ctrl+Shift+S"),
        ):
            _say(button, words, keys, words if wide else "")
        if self.stop.parentWidget() is not None:  # they stand in the foot: one of the two shows
            self.stop.setVisible(not alarmed)
            self.alarm.setVisible(alarmed)


def _say(button: Button, name: str, keys: str, words: str) -> None:
    """What a button is called, its keys in its tip, and the words drawn on it."""
    if button.text() != words:
        button.setText(words)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})")
