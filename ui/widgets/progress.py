"""How far something is: a slim bar, with the same told in words."""

from PySide6.QtWidgets import QProgressBar, QWidget


class SlimBar(QProgressBar):
    """A slim bar: `SlimBar(name)`, `.show_progress(done, total, words="")`, `.show_share(0.62, words)`."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setRange(0, 1000)
        self.setValue(0)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """Show that `done` of `total` are finished; a total of 0 shows a bar that only moves."""
        self.setRange(0, 0 if total <= 0 else 1000)
        if total > 0:
            self.setValue(round(1000 * min(done, total) / total))
        said = words or f"{done} of {total}"
        self.setAccessibleDescription(said)
        self.setToolTip(said)

    def show_share(self, share: float, words: str) -> None:
        """Show a share between 0 and 1."""
        self.setValue(round(1000 * min(1.0, max(0.0, share))))
        self.setAccessibleName(self.accessibleName() or words)
        self.setAccessibleDescription(words)
