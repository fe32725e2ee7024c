"""What a person prefers on this laptop: a page that makes itself from the declared table."""

from PySide6.QtWidgets import QWidget

from qa_tool.settings import PREFERENCES
from ui.context import Context
from ui.widgets import Card, EqualGrid, Labelled, Muted, Picker, column


class LaptopForm(QWidget):
    """The preferences: `LaptopForm(context)`, `.refresh()`; a choice acts at once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.pickers: dict[str, Picker] = {}
        card = Card("On this laptop")
        grid = EqualGrid(least=330, spacing=18)
        for one in PREFERENCES:
            picker = Picker(one.title, one.choices, one.default)
            picker.picked.connect(lambda value, key=one.key: self._choose(key, value))
            self.pickers[one.key] = picker
            holder = QWidget()
            holder.setLayout(column(Labelled(one.title, picker, one.help), None))
            grid.add(holder)
        card.add(grid)
        card.add(Muted("These are yours alone and are kept on this laptop, not in the store."))
        self.setLayout(column(card, None))

    def refresh(self) -> None:
        """Show what is chosen."""
        settings = self._context.settings
        for key, picker in self.pickers.items():
            if settings is not None:
                picker.setCurrentIndex(max(0, picker.findData(settings.value(key))))

    def _choose(self, key: str, value: str) -> None:
        """Keep a choice; colours and size act at once."""
        if key == "theme":
            self._context.look(theme=value)
        elif key == "text_size":
            self._context.look(size=int(value))
        elif self._context.settings is not None:
            self._context.settings.choose(key, value)
            if key == "lock_minutes":
                self._context.say("The new time counts from the next time you sign in.")
