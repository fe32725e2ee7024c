"""A made-up report that has every kind of block; the words in it can be given."""

from datetime import date

from qa_tool.chart.scene import Mark, Rect, Scene, Table, Text
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Definitions,
    Figures,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    TableBlock,
    Vignette,
)

DAY = date(2026, 11, 21)
TONES = (
    ("Outstanding", "outstanding"),
    ("Good", "good"),
    ("Requires improvement", "requires_improvement"),
    ("Inadequate", "inadequate"),
    ("Not enough evidence", "none"),
)
GRADES = tuple(name for name, _ in TONES)


def scene(words: str = "Good in three of four areas.") -> Scene:
    """Two bars with their labels."""
    shapes = (
        Text(0, 20, "North", 11, bold=True),
        Rect(120, 6, 200, 20, "good", f"North: {words}"),
        Mark(140, 16, 10, "circle", "on_good"),
        Text(330, 20, "12", 11),
        Text(0, 50, words, 11),
        Rect(120, 36, 90, 20, "none", dashed=True),
    )
    table = Table(("Area", "Audits"), (("North", "12"), (words, "9")))
    return Scene(480, 64, "Audits by area", words, shapes, table)


def wide(words: str = "Assessment", rows: int = 5) -> TableBlock:
    """A table with every kind of column, and a total."""
    kinds = ("text", "grade", "long", "date", "number", "percent")
    header = (words, "Grade", "What was found", "Day", "Audits", "Good or better, %")
    lines = tuple(
        (f"{words} {at}", GRADES[at % 5], f"Seen alone, and {words}", DAY, 1840 + at, 43)
        for at in range(rows)
    )
    total = ("Total", None, None, None, 9200, "[c]")
    return TableBlock(
        "Grades by service", header, kinds, (*lines, total), "Made up.", True, TONES, 1, "grades"
    )


def blocks(words: str = "Children were seen and heard.") -> tuple[Block, ...]:
    """Every kind of block."""
    return (
        Heading("What was found", 1, "found"),
        Paragraph(f"{words} In short.", lead=True),
        Paragraph(f"{words}\nA second line."),
        Paragraph(words, muted=True),
        Figures((("117", "audits counted", "of 154 planned"), ("43%", words, "30 of 70"))),
        Bullets((words, "Reasons were written down.")),
        Heading("By service", 2),
        wide(),
        TableBlock("", ("Area", "Audits"), ("text", "number"), (("North", 12), ("South", 9))),
        TableBlock(
            "Nothing in it", ("", "Audits", "Late", "Oldest"), ("text", "number", "number", "date"), ()
        ),
        Heading("Deeper than the one before", 3),
        Chart(scene(), f"Audits by area. {words}"),
        Callout("A warning", words, "warning"),
        Callout("A danger", words, "danger"),
        Callout("Well done", words, "good"),
        Callout("To know", words, "info"),
        Quote(words, "A made-up parent"),
        PageBreak(),
        Heading("Words", 1),
        Vignette("One family, made up", words),
        Definitions((("Re-audit", words), ("Blind", "Without the first grade."))),
        Note(words),
    )  # fmt: skip


def report(words: str = "Children were seen and heard.", *, cover: bool = True) -> Report:
    """The whole report."""
    return Report(
        "Annual report", "1 April 2025 to 31 March 2026", "Made-up Council", "OFFICIAL-SENSITIVE", DAY,
        blocks(words), cover=cover, contents=cover, facts=(("Year", "2025-26"),),
    )  # fmt: skip
