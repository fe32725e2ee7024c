"""Everything that is wrong or worth a thought, in one list; each line jumps to its place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.template.edit_check import Note
from qa_tool.template.edit_outline import Line, line_at
from ui.widgets import Muted, Scroll, clear, column
from ui.widgets.line_button import LineButton

MOST = 60


class ProblemList(QWidget):
    """The problems: `show_notes(notes, lines)`, `mark(place)`; signal `chosen(note)`; `at` is the one marked."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.at = -1
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self.about = Muted("")
        self._inside = column(spacing=2)
        whole = column(self.about, Scroll(column(self._inside, None)), spacing=6)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_notes(self, notes: Sequence[Note], lines: Sequence[Line]) -> None:
        """Show these problems, in the order of the outline."""
        wanted = tuple(
            (line_at(lines, n.path).words, n.problem.what, n.problem.cure) for n in notes
        )
        self.about.setText(_count(notes))
        if wanted == self._shown:
            return
        self._shown = wanted
        self.at = min(self.at, len(notes) - 1)
        clear(self._inside)
        for note, (where, what, cure) in list(zip(notes, wanted, strict=True))[:MOST]:
            ink = "danger" if note.stops else "warning"
            picture = "triangle-alert" if note.stops else "info"
            line = LineButton(
                where, f"{what} {cure}", picture, ink=ink, on_click=self._teller(note)
            )
            self._inside.addWidget(line)

    def mark(self, place: int) -> None:
        """Remember which one the author is on."""
        self.at = place

    def _teller(self, note: Note) -> Callable[[], None]:
        return lambda: self.chosen.emit(note)


def _count(notes: Sequence[Note]) -> str:
    """How many there are, and what they mean."""
    if not notes:
        return "Nothing is wrong."
    stops = sum(note.stops for note in notes)
    said = f"{stops} must be put right before publishing." if stops else "It can be published."
    more = len(notes) - stops
    said += f" {more} to think about." if more else ""
    left = f" The first {MOST} are shown." if len(notes) > MOST else ""
    return f"{said}{left} F8 goes to the next, Shift+F8 to the one before."
