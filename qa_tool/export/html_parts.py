"""How each block of a report stands on a page: what the template needs to know of it, and nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markupsafe import Markup

from qa_tool.chart.outline import corners
from qa_tool.chart.svg import svg
from qa_tool.chart.tones import Shape, paper, shape
from qa_tool.export.cells import shown, written
from qa_tool.report.blocks import Block, Chart, Column, Heading, Report, TableBlock

NARROW = 3  # so many columns fit a telephone; more scroll in a region of their own
LISTED = 40  # more headings than this, and the contents name the sections only
_POINTS = 16  # of a chart, to one rem
_NUMBERS = frozenset({"number", "percent"})
_NO_NAME = re.compile(r"[^a-z0-9]+")
_UNREADABLE = re.compile(r"\s+")

Part = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A heading with the name by which the contents point at it."""

    text: str
    level: int
    id: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is read; `kind` is a class of the style sheet, `mark` the shape of a grade."""

    text: str
    kind: str = ""
    mark: Shape | Literal[""] = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `name` says to a screen reader what scrolls."""

    name: str
    caption: str
    note: str
    head: tuple[Cell, ...]
    lines: tuple[tuple[Cell, ...], ...]
    head_columns: int
    total: bool
    wide: bool
    key: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its table."""

    caption: str
    name: str
    svg: Markup
    least: str
    summary: str
    table: Grid


@dataclass(slots=True)
class Page:
    """The parts of a page in their order, and the headings among them."""

    parts: list[Part] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    marks: set[Shape] = field(default_factory=set)
    _names: set[str] = field(default_factory=lambda: {"main", "contents"})
    _tables: int = 0

    def add(self, block: Block) -> None:
        """One block more."""
        match block:
            case Heading():
                self.parts.append(("Heading", self._heading(block)))
            case TableBlock():
                self.parts.append(("TableBlock", self._grid(block, block.caption)))
            case Chart():
                self.parts.append(("Chart", self._picture(block)))
            case _:
                self.parts.append((type(block).__name__, block))

    def contents(self) -> tuple[tuple[Place, tuple[Place, ...]], ...]:
        """Sections with what stands in them; the sections alone where all would be too many."""
        few = len(self.places) <= LISTED
        found: list[tuple[Place, list[Place]]] = []
        for place in self.places:
            if place.level == 2 or not found:
                found.append((place, []))
            elif few and place.level == 3:
                found[-1][1].append(place)
        return tuple((top, tuple(below)) for top, below in found)

    def _named(self, wanted: str, other: str) -> str:
        """A name that no other place has."""
        base = _NO_NAME.sub("-", wanted.casefold()).strip("-") or other
        name, number = base, 2
        while name in self._names:
            name, number = f"{base}-{number}", number + 1
        self._names.add(name)
        return name

    def _heading(self, block: Heading) -> Place:
        """A heading, never more than one level below the one before it: the title is the first."""
        before = self.places[-1].level if self.places else 1
        level = min(max(block.level, 1) + 1, before + 1, 6)
        name = self._named(block.anchor, f"section-{len(self.places) + 1}")
        place = Place(_UNREADABLE.sub(" ", written(block.text)).strip(), level, name)
        self.places.append(place)
        return place

    def _grid(self, block: TableBlock, caption: str, *, twin: bool = False) -> Grid:
        self._tables += 1
        tones = dict(block.tones)
        named = caption or (self.places[-1].text if self.places else "Figures")
        lines = tuple(tuple(_cells(row, block.kinds, tones)) for row in block.rows)
        self.marks |= {cell.mark for line in lines for cell in line if cell.mark}
        head = tuple(
            Cell(written(title).strip(), "n" if kind in _NUMBERS else "")
            for title, kind in zip(block.header, block.kinds, strict=True)
        )
        return Grid(
            f"{named} (table {self._tables})",
            block.caption,
            "" if twin else block.note,
            head,
            lines,
            block.head_columns,
            block.total_row,
            len(block.header) > NARROW,
            self._named(f"table-{block.key}", "table") if block.key else "",
        )

    def _picture(self, block: Chart) -> Picture:
        scene, twin = block.scene, block.twin()
        drawn = Markup(svg(scene))  # noqa: S704  the writer of drawings escapes every text itself
        caption = block.caption or scene.title
        plain = not twin.caption  # its note is then all that is said of it
        return Picture(
            block.caption,
            f"{caption} (picture)",
            drawn,
            f"{scene.width / _POINTS:.1f}",
            twin.note if plain and twin.note else "The chart in figures.",
            self._grid(twin, twin.caption or caption, twin=plain),
        )


def _cells(row: Sequence[Any], kinds: Sequence[Column], tones: Mapping[str, str]) -> Iterator[Cell]:
    for value, kind in zip(row, kinds, strict=True):
        text = shown(value)
        if kind == "grade" and text in tones:
            tone = tones[text]
            colour = paper("edge" if tone == "none" else tone)
            yield Cell(text, "grade", shape(tone), colour)
        elif kind in _NUMBERS:
            yield Cell(text, "n")
        else:
            yield Cell(text, "long" if kind == "long" else "")


def marks(shapes: set[Shape]) -> Markup:
    """The shapes of the grades, drawn once; every cell points at its own."""
    if not shapes:
        return Markup("")
    drawn = "".join(
        f'<symbol id="mark-{one}" viewBox="0 0 16 16">{_shape(one)}</symbol>'
        for one in sorted(shapes)
    )
    return Markup(  # noqa: S704  made of numbers and of the names of shapes
        f'<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _shape(name: Shape) -> str:
    points = corners(name, 8, 8, 16)
    if points:
        listed = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        return f'<polygon points="{listed}"/>'
    if name == "dashed":
        return '<circle cx="8" cy="8" r="6.5" fill="none" stroke="#7D8296" stroke-width="1.5" stroke-dasharray="3 2"/>'
    return '<circle cx="8" cy="8" r="7.4"/>'


def page(report: Report) -> Page:
    """Every block of the report in its order."""
    made = Page()
    for block in report.blocks:
        made.add(block)
    return made
