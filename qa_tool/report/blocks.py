"""The blocks that every report is made of; a writer (PDF, HTML, workbook) draws each in its manner."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa_tool.chart.scene import Scene

Column = Literal["text", "long", "number", "percent", "date", "grade"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 starts a section and stands in the contents."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `lead` is the one sentence that matters."""

    text: str
    lead: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Something that must be seen."""

    title: str
    text: str
    tone: Literal["info", "warning", "danger", "good"] = "info"


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of up to four large figures: (figure, what it is, small print)."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a caption; cells are plain values (str, int, float, date, None).

    `tones` gives the colour word of each grade's name, for columns of kind "grade"; an empty
    `caption` and a missing `note` print nothing.
    """

    caption: str
    header: tuple[str, ...]
    kinds: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | date | None, ...], ...]
    note: str = ""
    total_row: bool = False
    tones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; its table is printed after it."""

    scene: Scene
    caption: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words from a file, already cleared for this reader."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


Block = Heading | Paragraph | Bullets | Callout | Figures | TableBlock | Chart | Quote | PageBreak


@dataclass(frozen=True, slots=True)
class Report:
    """One whole report."""

    title: str
    subtitle: str
    council: str
    marking: str
    made: date
    blocks: tuple[Block, ...]
    cover: bool = True
    contents: bool = True
    language: str = "en-GB"
    facts: tuple[tuple[str, str], ...] = field(default_factory=tuple)
