"""The blocks that every report is made of; a writer (PDF, HTML, workbook) draws each in its manner."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa_tool.chart.scene import Scene

Column = Literal["text", "long", "number", "percent", "date", "grade"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 starts a section and stands in the contents.

    `anchor` is the name by which other places point at it; a writer makes one up where it is empty.
    """

    text: str
    level: int = 1
    anchor: str = ""


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
    `caption` and a missing `note` print nothing. The first `head_columns` cells of a row say what
    the row is about. `key` names the table where a workbook or a file holds the same one.
    """

    caption: str
    header: tuple[str, ...]
    kinds: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | date | None, ...], ...]
    note: str = ""
    total_row: bool = False
    tones: tuple[tuple[str, str], ...] = ()
    head_columns: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; its table is printed after it, made from the scene's own where none is given."""

    scene: Scene
    caption: str
    table: TableBlock | None = None

    def twin(self) -> TableBlock:
        """The chart in figures."""
        if self.table is not None:
            return self.table
        given = self.scene.table
        kinds: list[Column] = ["text"]
        kinds += [
            "text" if given.wordy(place) else "number" for place in range(1, len(given.header))
        ]
        return TableBlock("", given.header, tuple(kinds), given.rows, "The chart in figures.")


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words from a file, already cleared for this reader."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: a source, a limit, how something was counted."""

    text: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """Words and what they mean: (word, what it means)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Vignette:
    """A short story of practice, cleared by a second person; it names nobody."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Callout
    | Figures
    | TableBlock
    | Chart
    | Quote
    | Note
    | Definitions
    | Vignette
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class House:
    """The council's house style: its logo (PNG or JPEG), and its accent colour as #RRGGBB."""

    logo: bytes = b""
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One whole report; a public edition has no `marking`, and none is printed."""

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
    house: House = House()
