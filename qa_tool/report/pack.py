"""The service-area pack for the monthly performance meeting: one page, and three questions to leave with."""

from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Figures,
    Note,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import plural

_LONGEST, _LINE, _CELL = 120, 88, 46
MOST_GRADES = 2


@dataclass(frozen=True, slots=True)
class PackLine:
    """One line of the table: what, in the last month, in twelve months, and where it stands today."""

    what: str
    month: int | None
    year: int
    now: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything on the page; sentences come ready, so that the page says no more than they bear."""

    title: str
    place: str
    council: str
    made: date
    period: str
    figures: tuple[tuple[str, str, str], ...]
    rests_on: str
    grades: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    lines: tuple[PackLine, ...]
    trust: str
    questions: tuple[str, ...]
    withheld: int = 0
    left: str = ""
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"


def build(pack: Pack) -> Report:
    """The pack as one page."""
    blocks: list[Block] = [
        Figures(tuple((figure, short(what, 26), short(note, 26)) for figure, what, note in pack.figures[:4])),
        Paragraph(short(pack.rests_on, _LINE + 10)),
        *_grades(pack),
        *_ends(pack),
        TableBlock(
            "", ("What happened", "Last month", "Twelve months", "Today"),
            ("text", "number", "number", "text"),
            tuple((one.what, one.month, one.year, short(one.now, _CELL)) for one in pack.lines),
        ),
        Paragraph("For the meeting", lead=True),
        Bullets(tuple(short(one, _LINE) for one in pack.questions[:3])),
        Note(_small_print(pack)),
    ]  # fmt: skip
    return Report(
        pack.title, f"{short(pack.place, 30)}, {pack.period}", pack.council, pack.marking, pack.made, tuple(blocks),
        cover=False, contents=False,
    )  # fmt: skip


def _grades(pack: Pack) -> tuple[Block, ...]:
    """The grades of the largest groups, and how many more audits have none on this page, and why."""
    told = [*pack.grades[:MOST_GRADES], *([pack.left] if pack.left else [])]
    return (Bullets(tuple(short(one, _LINE) for one in told)),) if told else ()


def _ends(pack: Pack) -> tuple[Block, ...]:
    if not pack.strong and not pack.weak:
        return ()
    return (
        TableBlock(
            "", ("Most often good or better", "Least often good or better"), ("long", "long"),
            ((_listed(pack.strong), _listed(pack.weak)),),
        ),
    )  # fmt: skip


def _listed(domains: tuple[str, ...]) -> str:
    return "; ".join(short(one, _CELL) for one in domains[:2]) or "Too few to say"


def _small_print(pack: Pack) -> str:
    said = [short(pack.trust, 2 * _LONGEST)]
    if pack.withheld:
        said.append(
            f"{plural(pack.withheld, 'audit')} missing: whoever made this must not see them yet."
        )
    said.append("Below ten a count, no percentage. Names nobody, ranks nothing.")
    if pack.demonstration:
        said.append("Everything here is made up.")
    return " ".join(said)


def short(text: str, most: int = _LONGEST) -> str:
    """The words on one line, cut at a word where they would push the page over its end."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"
