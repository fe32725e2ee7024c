"""The cross-team workbook of the partner: teams by standards, the two grades, movement, themes. No evidence, no names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.across import Across, Place, Row
from qa_tool.diagnostic.model import SERVICES
from qa_tool.report.diagnostic import LEARNING
from qa_tool.report.workbook import Cell, Sheet, SheetColumn, Workbook
from qa_tool.template.model import Scale

TEAM_LEVEL = "Teams' grades and themes only: evidence and commitments stay with those who were in the room. Nobody is ranked."


@dataclass(frozen=True, slots=True)
class AcrossFacts:
    """The matrix with what its keys are called; `themes` has the titles of each session's themes."""

    matrix: Across
    scale: Scale
    titles: Mapping[str, str]
    short: Mapping[str, str]
    teams: Mapping[str, str]
    areas: Mapping[str, str]
    themes: Mapping[str, tuple[str, ...]]
    council: str
    made: date
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"


def build(facts: AcrossFacts) -> Workbook:
    """The workbook: the matrix, every pair of grades, counts by standard, themes, the key."""
    about = "Demonstration data: everything in it is made up." if facts.demonstration else ""
    notes = tuple(note for note in (about, LEARNING, TEAM_LEVEL) if note)
    sheets = (_grades(facts, notes), _pairs(facts), _standards(facts), _themes(facts), _key(facts))
    tones = tuple((g.name, g.tone) for g in facts.scale.ranked)
    return Workbook(
        "Diagnostic sessions across teams", facts.council, facts.marking, facts.made, sheets, tones
    )


def _name(facts: AcrossFacts, key: str) -> str | None:
    found = facts.scale.grade(key)
    return found.name if found else None


def _head(facts: AcrossFacts, row: Row) -> tuple[Cell, ...]:
    one = row.session
    return (
        facts.teams.get(one.team, ""), facts.areas.get(one.area, ""),
        SERVICES.get(one.service, one.service), one.partner,
    )  # fmt: skip


_DAY = SheetColumn("Held on", "date", 13)
_TEAM = (
    SheetColumn("Team", "text", 34), SheetColumn("Area", "text", 22), SheetColumn("Service", "text", 18),
    SheetColumn("Partner", "text", 20),
)  # fmt: skip


def _places(facts: AcrossFacts, row: Row) -> list[tuple[str, Place]]:
    return [(key, row.place(key) or Place(key)) for key in facts.matrix.standards]


def _grades(facts: AcrossFacts, notes: tuple[str, ...]) -> Sheet:
    """Teams down, standards across: each team's own grade."""
    columns = (
        _TEAM[0],
        *(SheetColumn(facts.short.get(k, k), "grade", 21) for k in facts.matrix.standards),
        _DAY,
    )
    rows = tuple(
        (_head(facts, row)[0], *(_name(facts, place.agreed) for _key, place in _places(facts, row)),
         row.session.day)
        for row in facts.matrix.rows
    )  # fmt: skip
    return Sheet("Grades", "Teams' own grades, newest session of each team", columns, rows, notes)


def _pairs(facts: AcrossFacts) -> Sheet:
    """One row for each team and standard: both grades, and what it was before."""
    columns = (
        *_TEAM, SheetColumn("Standard", "text", 36), SheetColumn("Team's grade", "grade", 22),
        SheetColumn("Partner's grade", "grade", 22), SheetColumn("The two", "text", 24),
        SheetColumn("Last time", "grade", 22), SheetColumn("Since then", "text", 14),
        _DAY,
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (*_head(facts, row), facts.titles.get(key, key), _name(facts, place.agreed),
         _name(facts, place.partner), rules.gap_words(place.gap), _name(facts, place.before),
         rules.MOVES[place.move], row.session.day)
        for row in facts.matrix.rows for key, place in _places(facts, row)
        if place.agreed or place.partner
    )  # fmt: skip
    return Sheet("Team and partner", "Team's grade, partner's grade, and last time", columns, rows)


def _standards(facts: AcrossFacts) -> Sheet:
    """One row for each standard: how many teams gave which grade, and how the two compare."""
    names = [grade.name for grade in facts.scale.ranked]
    columns = (
        SheetColumn("Standard", "text", 36), SheetColumn("Teams", "number", 9),
        *(SheetColumn(name, "number", 14) for name in names), SheetColumn("Both graded", "number", 12),
        SheetColumn("Partner lower", "number", 12), SheetColumn("Partner higher", "number", 12),
        SheetColumn("Better", "number", 10), SheetColumn("Worse", "number", 10),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (facts.titles.get(c.standard, c.standard), c.n, *(n for _grade, n in c.grades), c.compared,
         c.partner_lower, c.partner_higher, c.better, c.worse)
        for c in facts.matrix.counts
    )  # fmt: skip
    return Sheet("Standards", "Standards, counted over teams", columns, rows)


def _themes(facts: AcrossFacts) -> Sheet:
    """One row for each theme of each team, and in how many teams it was found."""
    many: dict[str, int] = {}
    for row in facts.matrix.rows:
        for title in facts.themes.get(row.session.id, ()):
            many[title] = many.get(title, 0) + 1
    columns = (
        SheetColumn("Theme", "text", 52),
        *_TEAM,
        SheetColumn("Teams with it", "number", 14),
        _DAY,
    )
    rows: list[tuple[Cell, ...]] = [
        (title, *_head(facts, row), many[title], row.session.day)
        for row in facts.matrix.rows
        for title in facts.themes.get(row.session.id, ())
    ]
    rows.sort(key=lambda row: (-many[str(row[0])], str(row[0]), str(row[1])))
    return Sheet("Themes", "Themes by team, the most frequent first", columns, tuple(rows))


def _key(facts: AcrossFacts) -> Sheet:
    columns = (SheetColumn("Word", "text", 24), SheetColumn("Meaning", "long", 90))
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Team's grade", "The grade the team agreed on after the talk about the evidence."),
        ("Partner's grade", "The improvement partner's own view; it stands apart and changes nothing."),
        ("The two", "How far the partner's grade lies below or above the team's."),
        ("Last time", "The team's grade in its session before; the newest session stands in the matrix."),
        ("Since then", "Better, as before, or worse than last time."),
        ("Empty cell", "Not looked at, or not graded."),
        *((grade.name, "A grade of the scale, best first.") for grade in facts.scale.ranked),
    )  # fmt: skip
    return Sheet("Key", "Key", columns, rows)
