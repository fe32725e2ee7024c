"""Tables of one publication protected together: no cell falls by taking one table from another."""

import random

import pytest

from qa_tool.disclosure.attack import attack
from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.protect import (
    Protection,
    common_totals,
    protect,
    protect_all,
    rows_add,
    same_line,
    system_for,
    tables_add,
)
from qa_tool.disclosure.system import Link, Same
from qa_tool.disclosure.table import TOTAL, CountsTable, one_way
from qa_tool.errors import QAError
from tests.disclosure.reader import Knowing, as_printed

GRADES = ("Outstanding", "Good", "RI", "Inadequate")
AREAS = ("East", "West", "South")
SERVICES = ("Assessment", "Protection", "In care")
Record = tuple[str, str, str]


def _records(seed: int, many: int) -> list[Record]:
    made = random.Random(seed)
    return [
        (made.choice(AREAS), made.choice(SERVICES), made.choices(GRADES, [1, 6, 5, 2])[0])
        for _ in range(many)
    ]


def _count(
    key: str, records: list[Record], side: int, other: int, population: str = "all"
) -> CountsTable:
    labels = (AREAS, SERVICES, GRADES)
    counts = tuple(
        tuple(
            sum(r[side] == row and r[other] == column for r in records) for column in labels[other]
        )
        for row in labels[side]
    )
    return CountsTable(key, key, labels[side], labels[other], counts, population=population)


def _check(tables: tuple[CountsTable, ...], links: tuple[Link, ...]) -> Protection:
    """Nobody who knows how the tables hang together computes a hidden cell of a printed table."""
    result = protect_all(tables, DFE, links)
    every = (*common_totals(tables), *links)
    reader = Knowing(tables, result.tables, every)
    for cell in result.hidden:
        if cell.table in result.withheld:
            continue
        low, high = reader.range((cell.table, cell.row, cell.column), {}, {})
        assert high is None or high - low >= 5, (cell, low, high)
    printed = [as_printed(table) for table in result.tables]
    assert attack([table for table in printed if table]) == ()
    return result


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("many", [40, 150, 500])
def test_tables_of_one_population(seed: int, many: int) -> None:
    """Grades by area, grades by service, areas by service: they share their totals."""
    records = _records(seed, many)
    tables = (
        _count("area", records, 0, 2),
        _count("service", records, 1, 2),
        _count("both", records, 0, 1),
    )
    result = _check(tables, ())
    if many == 500:
        assert not result.withheld


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("many", [60, 200, 900])
def test_areas_that_add_to_the_city(seed: int, many: int) -> None:
    """The city's table and one for each area: city less two areas must not give the third."""
    records = _records(seed, many)
    city = _count("city", records, 1, 2, "")
    parts = tuple(
        _count(f"in {area}", [r for r in records if r[0] == area], 1, 2, "") for area in AREAS
    )
    areas = _count("areas", records, 0, 2, "")
    links = (
        *tables_add(city, parts),
        *(link for part, area in zip(parts, AREAS, strict=True) for link in same_line(areas, area, part, TOTAL)),
    )  # fmt: skip
    result = _check((city, areas, *parts), links)
    if many > 60:
        assert "city" not in result.withheld
    if many == 900:
        assert not result.withheld


def test_a_withheld_area_is_not_given_away_by_the_others() -> None:
    """One tiny area is withheld; with all others printed it would be the city less the rest."""
    records = [r for r in _records(3, 600) if r[0] != "South"]
    records += [("South", "Protection", "Inadequate"), ("South", "In care", "Good")]
    city = _count("city", records, 1, 2, "")
    parts = tuple(
        _count(f"in {area}", [r for r in records if r[0] == area], 1, 2, "") for area in AREAS
    )
    result = protect_all((city, *parts), DFE, tables_add(city, parts))
    assert "in South" in result.withheld
    reader = Knowing((city, *parts), result.tables, tables_add(city, parts))
    printed = [part.key for part in parts if part.key not in result.withheld]
    if printed:
        low, high = reader.range(("in South", "Protection", "Inadequate"), {}, {})
        assert high is None or high - low >= 5


def test_each_by_itself_would_have_been_broken() -> None:
    """The control: the same tables protected one by one fall when they are taken together."""
    broken = 0
    for seed in range(8):
        records = _records(seed, 900)
        city = _count("city", records, 1, 2, "")
        parts = tuple(
            _count(f"in {area}", [r for r in records if r[0] == area], 1, 2, "") for area in AREAS
        )
        alone = [as_printed(protect(table, DFE)) for table in (city, *parts)]
        broken += bool(attack([table for table in alone if table]))
    assert broken >= 4


def test_teams_that_add_to_their_area() -> None:
    """A small count in a team is not left over from its area's row."""
    teams = CountsTable(
        "teams", "Teams", ("E1", "E2", "W1", "W2"), GRADES,
        ((3, 20, 14, 9), (11, 18, 12, 8), (14, 16, 15, 7), (12, 13, 11, 10)),
    )  # fmt: skip
    areas = CountsTable(
        "areas", "Areas", ("East", "West"), GRADES, ((14, 38, 26, 17), (26, 29, 26, 17))
    )
    links = (
        *rows_add(areas, "East", teams, ("E1", "E2")),
        *rows_add(areas, "West", teams, ("W1", "W2")),
    )
    result = _check((areas, teams), links)
    assert result.withheld == ()
    assert result.table("areas").hidden() == ()
    hidden = {(row, column) for row, column, _ in result.table("teams").hidden()}
    assert ("E1", "Outstanding") in hidden
    # Within East alone the area's row would give it away, so its neighbour in East is hidden too.
    assert ("E2", "Outstanding") in hidden


def test_counts_that_do_not_agree_are_refused() -> None:
    """Tables that are not of one frozen data set are told, with what differs."""
    one, two = one_way("a", "A", {"x": 7, "y": 9}), one_way("b", "B", {"x": 7, "y": 10})
    with pytest.raises(QAError, match=r"is 16 and .* is 17"):
        protect_all((one, two), DFE, (Same(("a", TOTAL, TOTAL), ("b", TOTAL, TOTAL)),))
    with pytest.raises(QAError, match="add to"):
        system_for((one, two), DFE, tables_add(one, (two,)))
    with pytest.raises(QAError, match="same key"):
        protect_all((one, one), DFE)


def test_a_list_shares_its_total_with_a_table() -> None:
    """A list of areas and a table of grades by area count the same people."""
    records = _records(5, 80)
    grades = _count("grades", records, 0, 2)
    areas = CountsTable(
        "list", "Audits by area", AREAS, ("Number",),
        tuple((sum(r[0] == area for r in records),) for area in AREAS), population="all",
    )  # fmt: skip
    _check((areas, grades), ())
