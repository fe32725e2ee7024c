"""The middle of the designer: the fields of one part, each with what is wrong with it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from qa_tool.template.edit import value_at
from qa_tool.template.edit_check import Note
from qa_tool.template.edit_outline import Line, rating_of
from qa_tool.template.locate import Path
from ui.pages.designer.boxes import (
    Bench,
    DayBox,
    FieldBox,
    FlagBox,
    LineBox,
    NumberBox,
    PickBox,
    TicksBox,
    WordsBox,
)
from ui.pages.designer.conditions import ConditionBox
from ui.pages.designer.parts import BoundariesBox, DescriptorsBox, ItemsBox
from ui.pages.designer.specs import Spec, specs_for
from ui.widgets import (
    Banner,
    Button,
    Card,
    Heading,
    Muted,
    Scroll,
    Words,
    column,
    reveal,
    row,
    tab_stops,
)

_MAKE: dict[str, Callable[[Bench, Spec], FieldBox]] = {
    "line": lambda _b, spec: LineBox(spec.label),
    "text": lambda _b, spec: WordsBox(spec.label),
    "calculation": lambda _b, spec: WordsBox(spec.label, least=1, most=5),
    "number": lambda _b, spec: NumberBox(spec.label),
    "flag": lambda _b, spec: FlagBox(spec.label),
    "yes_flag": lambda _b, spec: FlagBox(spec.label, default=True),
    "pick": lambda _b, spec: PickBox(spec.label, spec.choices, tri=spec.path[-1] == "moderated"),
    "rated": lambda _b, spec: PickBox(spec.label, spec.choices),
    "ticks": lambda _b, spec: TicksBox(spec.label, spec.choices),
    "date": lambda _b, spec: DayBox(spec.label),
    "condition": lambda b, spec: ConditionBox(b, spec.path, spec.label),
    "choices": lambda b, spec: ItemsBox(b, spec.path, spec.label),
    "rows": lambda b, spec: ItemsBox(b, spec.path, spec.label),
    "descriptors": lambda b, spec: DescriptorsBox(b, spec.path, spec.label),
    "boundaries": lambda b, spec: BoundariesBox(b, spec.path, spec.label),
}
TITLES = {
    "about": "About this template", "overall": "The overall", "domain": "Domain",
    "question": "Question", "rule": "Rule", "safety": "Safety question", "voice": "Voice",
    "asked": "Question to them", "list": "",
}  # fmt: skip
_LISTS = {
    "rule": "What one grade or answer does to the whole: a cap on the overall, something that is said, "
            "a safety stop that is asked for. No rule gives a domain its grade.",
    "safety": "Asked in every audit with this template. An answer that is a worry asks for a safety "
              "stop, or for the reason why none is needed.",
    "voice": "Who is asked for their own view, what is said first, and up to six questions each.",
}  # fmt: skip
_ADD = {"rule": "Add a rule", "safety": "Add a safety question", "voice": "Add a voice"}


class Field(QWidget):
    """One field under its label, with help and what is wrong with it."""

    def __init__(self, bench: Bench, spec: Spec) -> None:
        super().__init__()
        self.spec, self.box = spec, _MAKE[spec.sort](bench, spec)
        own_words = isinstance(self.box, FlagBox)
        label = Words(spec.label + (" (needed)" if spec.needed else ""), "strong")
        label.setBuddy(self.box)
        reveal(label, on=not own_words)
        help_ = Muted(spec.help)
        reveal(help_, on=bool(spec.help))
        self.problem = Words("")
        self.problem.hide()
        self.setLayout(column(label, help_, self.box, self.problem, spacing=4))
        self.box.typed.connect(partial(self._write, bench, typed=True))
        self.box.chosen.connect(partial(self._write, bench))

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Say what is wrong here, faults first."""
        ordered = sorted(notes, key=lambda note: not note.stops)
        said = [
            f"{_where(note, self.spec.path)}{note.problem.what} {note.problem.cure}"
            for note in ordered
        ]
        self.problem.setText("\n".join(said[:6]))
        self.problem.setProperty("look", "danger" if any(n.stops for n in notes) else "warning")
        self.problem.style().unpolish(self.problem)
        self.problem.style().polish(self.problem)
        self.problem.setVisible(bool(said))
        self.box.setAccessibleDescription(" ".join((self.spec.help, *said)).strip())

    def _write(self, bench: Bench, value: Any, *, typed: bool = False) -> None:
        bench.write(self.spec.path, value, typed=typed)


class Editor(Scroll):
    """The fields of one line of the outline: `show_line(line)`, `show_notes(notes)`, `go_to(path)`, `flush()`."""

    added = Signal(str)

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._line: Line | None = None
        self._specs: tuple[Spec, ...] = ()
        self.fields: dict[Path, Field] = {}
        self._open = False
        self.heading, self.about = Heading("", 2), Muted("")
        self.banner = Banner("")
        self._card, self._folded = Card(), Card()
        for card in (self._card, self._folded):
            card.body.setSpacing(card.body.spacing() + 4)
        self.more = Button("More", self._turn, kind="quiet", icon="chevron-down")
        self.another = Button("Add", self._add, icon="plus")
        adding = row(self.another, None)
        self._body = column(
            self.heading, self.about, self.banner, adding, self._card, self.more, self._folded, None,
            spacing=10, margins=(2, 0, 8, 12),
        )  # fmt: skip
        super().__init__(self._body)
        self.setMinimumWidth(1)

    def show_line(self, line: Line) -> None:
        """Show the fields of this part; the same ones stay, with the focus where it is."""
        specs = specs_for(self._bench.tables, self._bench.scales, line, self._bench.themes)
        fresh = self._line is None or line.path != self._line.path or specs != self._specs
        moved = self._line is None or line.path != self._line.path
        self._line, self._specs = line, specs
        here = QApplication.focusWidget()
        focused = (p for p, f in self.fields.items() if here is not None and f.isAncestorOf(here))
        at = next(focused, None)
        if fresh:
            self._build(line)
        for path, field in self.fields.items():
            if not field.box.typing():
                field.box.show_value(self._value(field.spec, path))
        if moved:
            self.verticalScrollBar().setValue(0)
        elif fresh and at is not None:
            self.go_to(at)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show each problem at its field; what belongs to no field stands above them."""
        if self._line is None:
            return
        deep = len(self._line.path)
        if self._line.part == "list":  # what stands in the list is told at its own line
            notes = [n for n in notes if n.path == self._line.path]
        mine = [n for n in notes if n.path[:deep] == self._line.path and not _deeper(n.path[deep:])]
        if self._line.part == "overall":
            mine += [n for n in notes if n.path[:1] == ("grading",)]
        placed: dict[Path, list[Note]] = {path: [] for path in self.fields}
        loose: list[Note] = []
        for note in mine:
            at = next(
                (
                    note.path[:end]
                    for end in range(len(note.path), 0, -1)
                    if note.path[:end] in placed
                ),
                None,
            )
            if at is None and note.problem.code.startswith("descriptors_missing"):
                at = (*self._line.path, "descriptors")
            placed.get(at or (), loose).append(note)
        for path, field in self.fields.items():
            field.show_notes(placed[path])
        said = "\n".join(f"{n.problem.what} {n.problem.cure}" for n in loose)
        tone = "danger" if any(n.stops for n in loose) else "warning"
        self.banner.show_message(said, tone)  # type: ignore[arg-type]

    def go_to(self, path: Path) -> None:
        """Put the focus into the field that a place belongs to; into the first where there is none."""
        found = next(
            (path[:end] for end in range(len(path), 0, -1) if path[:end] in self.fields), None
        )
        if found is None:
            found = next(iter(self.fields), None)
        if found is None:
            self.another.setFocus()
            return
        field = self.fields[found]
        if field.spec.more and not self._open:
            self._turn()
        field.box.setFocus()
        self.show_widget(field)

    def flush(self) -> None:
        """Tell what waits in any field."""
        for field in list(self.fields.values()):
            field.box.flush()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order in which people read."""
        return [self.another, *tab_stops(self._card), self.more, *tab_stops(self._folded)]

    def _build(self, line: Line) -> None:
        """Other fields: a card with those that are always asked, and one that is folded away."""
        self._card.empty()
        self._folded.empty()
        self.fields = {}
        for spec in self._specs:
            field = self.fields[spec.path] = Field(self._bench, spec)
            (self._folded if spec.more else self._card).add(field)
            field.show()  # at once, so that it can take the focus
        part = str(line.path[0]) if line.path else ""
        self.heading.setText(line.words if line.part == "list" else TITLES[line.part])
        self.about.setText(_LISTS.get(part, "") if line.part == "list" else "")
        self.about.setVisible(bool(self.about.text()))
        self.another.setText(_ADD.get(part, "Add"))
        self.another.setVisible(line.part == "list")
        self._card.setVisible(bool(self._specs))
        folded = any(spec.more for spec in self._specs)
        self.more.setVisible(folded)
        self._show_folded(on=folded and self._open)

    def _add(self) -> None:
        """One more of what the list holds."""
        if self._line is not None:
            self.added.emit(str(self._line.path[0]))

    def _turn(self) -> None:
        self._open = not self._open
        self._show_folded(on=self._open)

    def _show_folded(self, *, on: bool) -> None:
        self._folded.setVisible(on)
        self.more.setText("Less" if on else "More")
        self.more.show_icon("chevron-up" if on else "chevron-down")

    def _value(self, spec: Spec, path: Path) -> Any:
        if spec.sort == "rated":
            return rating_of(value_at(self._bench.tables, path[:-1]) or {})
        return value_at(self._bench.tables, path)


def _deeper(rest: Path) -> bool:
    """Whether a place stands in another line of the outline, and not in a field of this one."""
    if rest[:1] in {("overall",), ("grading",), ("rule",), ("safety",), ("voice",)}:
        return True
    return any(isinstance(step, int) and place and rest[place - 1] in {"question", "domain", "rule", "safety", "voice"} for place, step in enumerate(rest))  # fmt: skip


def _where(note: Note, path: Path) -> str:
    """Which of several answers or grades a note is about."""
    rest = note.path[len(path) :]
    if rest and isinstance(rest[0], int):
        return f"{int(rest[0]) + 1}: "
    return f"{str(rest[0]).replace('_', ' ').capitalize()}: " if rest else ""
