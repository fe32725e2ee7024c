"""Fields made of several: answers and rows, descriptors by grade, what tells two grades apart."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.template import edit_new
from qa_tool.template.edit import remove, value_at
from qa_tool.template.edit_outline import (
    OWN,
    boundaries_of,
    described,
    scale_for,
    strays,
)
from qa_tool.template.library import response_sets
from qa_tool.template.locate import Path
from qa_tool.template.model import TONES
from ui.pages.designer.boxes import (
    Bench,
    DayBox,
    FieldBox,
    FlagBox,
    LineBox,
    NumberBox,
    OneLine,
    PickBox,
    WordsBox,
)
from ui.widgets import (
    Box,
    Button,
    FlowRow,
    GradeChip,
    IconButton,
    Labelled,
    Muted,
    Picker,
    clear,
    column,
    reveal,
    row,
)


@dataclass(frozen=True, slots=True)
class _Detail:
    key: str
    label: str
    box: Callable[[str], FieldBox]


_DETAILS = (
    _Detail("key", "Key", LineBox),
    _Detail("score", "Points", NumberBox),
    _Detail("when", "Offered only when", LineBox),
    _Detail("valid_from", "From", DayBox),
    _Detail("valid_to", "Until", DayBox),
    _Detail("na", "Counts as not applicable", FlagBox),
    _Detail("tone", "Colour", lambda name: PickBox(name, (("", "—"), *((t, t.replace("_", " ").capitalize()) for t in TONES)))),
)  # fmt: skip


class ItemsBox(FieldBox):
    """Answers, rows or columns, one below the other; a ready set of answers can be chosen instead."""

    def __init__(self, bench: Bench, path: Path, name: str) -> None:
        super().__init__()
        self._bench, self._path, self._name = bench, path, name
        self._word = {"rows": "row", "columns": "column"}.get(str(path[-1]), "answer")
        sets = tuple((key, _said(key)) for key in response_sets())
        self.ready = Picker(f"{name}: where they come from", ((OWN, "Answers of its own"), *sets))
        self.ready.setMinimumContentsLength(24)
        self.ready.picked.connect(self._picked)
        reveal(self.ready, on=path[-1] == "choices" and self._may_be_ready())
        self._rows = column(spacing=6)
        self._lines: list[_Item] = []
        self._told = Muted("")
        self.add = Button(f"Add {_a(self._word)}", self._add, icon="plus", kind="quiet")
        self.setLayout(column(self.ready, self._told, self._rows, FlowRow(self.add), spacing=6))
        self._shape: tuple[int, bool] = (-1, False)

    def show_value(self, value: Any) -> None:
        """Show these answers; what somebody types in stays as it is."""
        ready = isinstance(value, str)
        items = value if isinstance(value, list) else []
        self.ready.setCurrentIndex(max(0, self.ready.findData(value if ready else OWN)))
        names = [one.text for one in response_sets().get(value, ())] if ready else []
        self._told.setText(" · ".join(names))
        self._told.setVisible(ready)
        self.add.setVisible(not ready)
        if (len(items), ready) != self._shape:
            self._shape = (len(items), ready)
            self._build(len(items))
        for line, item in zip(self._lines, items, strict=True):
            line.show_item(item)

    def flush(self) -> None:
        """Tell what waits."""
        for line in self._lines:
            line.flush()

    def _may_be_ready(self) -> bool:
        kind = value_at(self._bench.tables, (*self._path[:-1], "kind"))
        return kind in {"one_of", "some_of", "rank", "rating_grid"}

    def _build(self, count: int) -> None:
        open_ones = {n for n, line in enumerate(self._lines) if line.open}
        clear(self._rows)
        self._lines = []
        for place in range(count):
            line = _Item(self._bench, (*self._path, place), f"{self._word} {place + 1}", count)
            self._lines.append(line)
            self._rows.addWidget(line)
            line.show()  # at once, so that it can take the focus
            if place in open_ones:
                line.turn()

    def _picked(self, key: str) -> None:
        self._bench.write(self._path, key)

    def _add(self) -> None:
        """One more at the end, with the focus in it."""
        at = (*self._path, 10_000)
        self._bench.make(lambda tables: edit_new.add_choice(tables, at))
        if self._lines:
            self._lines[-1].text.setFocus()


class _Item(QWidget):
    """One answer: its words, up, down, away, and the rest of it folded away."""

    def __init__(self, bench: Bench, path: Path, name: str, count: int) -> None:
        super().__init__()
        self._bench, self._path, self.open = bench, path, False
        self.text = OneLine(f"Words of {name}")
        self.text.told.connect(
            lambda text: bench.write((*path, "text"), text.strip(), typed=True)
        )  # fmt: skip
        place = int(path[-1])
        up = IconButton(f"Move {name} up", "chevron-up", partial(self._step, -1))
        down = IconButton(f"Move {name} down", "chevron-down", partial(self._step, 1))
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        away = IconButton(f"Take {name} out", "trash-2", self._away)
        plain = path[-2] != "choices"
        self._details = [each for each in _DETAILS if not plain or each.key == "key"]
        self._boxes: dict[str, FieldBox] = {}
        self.more = IconButton(f"More about {name}", "settings", self.turn)
        line = row(self.text, up, down, self.more, away, spacing=2)
        line.setStretch(0, 1)
        self._below = column(spacing=6, margins=(16, 0, 0, 8))
        self._more = Box(self._below)
        self._more.hide()
        self.setLayout(column(line, self._more, spacing=4))

    def show_item(self, item: Any) -> None:
        """Show what this answer is now."""
        words = str(item.get("text", ""))
        if words != self.text.text().strip() and not self.text.waits():
            self.text.show_text(words)
        for key, box in self._boxes.items():
            box.show_value(item.get(key))

    def flush(self) -> None:
        """Tell what waits."""
        self.text.flush()
        for box in self._boxes.values():
            box.flush()

    def turn(self) -> None:
        """Open or close the rest of it; made when it is first wanted."""
        self.open = not self.open
        if not self._boxes:
            for each in self._details:
                box = self._boxes[each.key] = each.box(each.label)
                at = (*self._path, each.key)
                box.typed.connect(partial(self._write, at, typed=True))
                box.chosen.connect(partial(self._write, at))
                flag = isinstance(box, FlagBox)
                self._below.addWidget(box if flag else Labelled(each.label, box))
            self.show_item(value_at(self._bench.tables, self._path) or {})
        self._more.setVisible(self.open)

    def _write(self, at: Path, value: Any, *, typed: bool = False) -> None:
        self._bench.write(at, value, typed=typed)

    def _step(self, by: int) -> None:
        self._bench.make(lambda tables: edit_new.step(tables, self._path, by))

    def _away(self) -> None:
        self._bench.make(lambda tables: remove(tables, self._path))


class DescriptorsBox(FieldBox):
    """What each grade looks like, best first, with the number of words."""

    def __init__(self, bench: Bench, path: Path, name: str) -> None:
        super().__init__()
        self._bench, self._path, self._name = bench, path, name
        self.boxes: dict[str, WordsBox] = {}
        self._inside = column(spacing=10)
        self._away = Button("Take out grades of another scale", self._tidy, icon="trash-2")
        self._away.setVisible(False)
        self.setLayout(column(self._inside, FlowRow(self._away), spacing=6))

    def show_value(self, value: Any) -> None:
        """Show the descriptors of the domain's scale."""
        scale = scale_for(self._bench.tables, self._bench.scales, self._path)
        words = value if isinstance(value, dict) else {}
        keys = [grade.key for grade in scale.ranked] if scale is not None else []
        if list(self.boxes) != keys:
            clear(self._inside)
            self.boxes = {}
            for grade in scale.ranked if scale is not None else ():
                box = self.boxes[grade.key] = WordsBox(
                    f"Descriptor: {grade.name}", least=3, count=True
                )
                box.typed.connect(partial(self._write, grade.key))
                chip = GradeChip()
                chip.show_grade(grade.tone, grade.name)
                self._inside.addLayout(column(row(chip, None), box, spacing=4))
        for key, box in self.boxes.items():
            box.show_value(words.get(key))
        self._away.setVisible(
            strays(self._bench.tables, self._bench.scales, self._path[:2]) is not None
        )

    def flush(self) -> None:
        """Tell what waits."""
        for box in self.boxes.values():
            box.flush()

    def _write(self, grade: str, text: str) -> None:
        self._bench.write((*self._path, grade), text, typed=True)

    def _tidy(self) -> None:
        self._bench.make(lambda tables: strays(tables, self._bench.scales, self._path[:2]))


class BoundariesBox(FieldBox):
    """How to tell each two neighbouring grades apart."""

    def __init__(self, bench: Bench, path: Path, name: str) -> None:
        super().__init__()
        self._bench, self._path, self._name = bench, path[:-1], name
        self.boxes: dict[tuple[str, str], WordsBox] = {}
        self._inside = column(spacing=8)
        self.setLayout(self._inside)

    def show_value(self, value: Any) -> None:  # noqa: ARG002 - it is read with the scale
        """Show what is said between the grades of the domain's scale."""
        scale = scale_for(self._bench.tables, self._bench.scales, self._path)
        pairs = list(pairwise(scale.ranked)) if scale is not None else []
        if list(self.boxes) != [(a.key, b.key) for a, b in pairs]:
            clear(self._inside)
            self.boxes = {}
            for a, b in pairs:
                name = f"{a.name} or {b.name}"
                box = self.boxes[a.key, b.key] = WordsBox(name, least=1)
                box.typed.connect(partial(self._write, a.key, b.key))
                self._inside.addLayout(column(Muted(name), box, spacing=2))
        said = boundaries_of(self._bench.tables, self._bench.scales, self._path)
        for better, worse, text in said:
            self.boxes[better, worse].show_value(text)

    def flush(self) -> None:
        """Tell what waits."""
        for box in self.boxes.values():
            box.flush()

    def _write(self, better: str, worse: str, text: str) -> None:
        self._bench.make(
            lambda tables: described(tables, self._path, better, worse, text), typed=True
        )


def _said(key: str) -> str:
    """A ready set by its first answers."""
    words = [one.text for one in response_sets()[key]]
    return ", ".join(words[:3]) + (" …" if len(words) > 3 else "")


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
