"""The learning report of a team, an area, a service: smaller numbers, and no less careful."""

from dataclasses import replace

import pytest

from qa_tool.disclosure.small import names_in
from qa_tool.errors import Refused
from qa_tool.figures.basis import basis
from qa_tool.figures.dataset import DataSet
from qa_tool.report.blocks import Block, Chart, Figures, Heading, Report, TableBlock
from qa_tool.report.learning import forbidden
from qa_tool.report.learning_level import CITY, Level, build, narrowed
from qa_tool.report.text import texts
from tests.report.made_up import council


def table(report: Report, caption: str) -> TableBlock:
    """The table with this caption."""
    return next(b for b in report.blocks if isinstance(b, TableBlock) and caption in b.caption)


def words(blocks: Report | tuple[Block, ...]) -> str:
    """Every word of it."""
    return "\n".join(texts(blocks))


def team_of(data: DataSet, team: str, few: int) -> DataSet:
    """The data set with only so many audits of a team left."""
    kept = [a for a in data.audits if a.team == team][:few]
    others = [a for a in data.audits if a.team != team]
    return replace(data, audits=(*others, *kept))


def test_an_area_is_followed_up_to_the_council_and_down_to_its_teams() -> None:
    """The same figure stands in the area and in the whole, each with its n; teams stand below."""
    data = council()
    part = narrowed(data, "area", "East")
    made = build(data, part, Level("area", "East", period="Quarter 3"))
    up = table(made, "followed up")
    for group in basis(part).groups:
        whole = next(g for g in basis(data).groups if g.kind_of_case == group.kind_of_case)
        kind = group.kind_of_case.replace("_", " ")
        places = {row[1]: row[2] for row in up.rows if str(row[0]).endswith(kind)}
        assert places["East"] == group.n
        assert places[CITY] == whole.n
    titles = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert "From here down" in titles
    assert any(isinstance(b, Chart) and "by team" in b.caption for b in made.blocks)


def test_below_ten_there_are_counts_and_no_percentage() -> None:
    """A team with nine audits of a kind gets `5 of 9`, and nowhere a share of its own."""
    data = team_of(council(), "Assessment East", 8)
    part = narrowed(data, "team", "Assessment East")
    made = build(data, part, Level("team", "Assessment East", "East", "Quarter 3"))
    up = table(made, "followed up")
    assert {row[4] for row in up.rows if row[1] == "Assessment East"} == {"too few"}
    large = next(block for block in made.blocks if isinstance(block, Figures))
    assert not any("%" in figure for figure, _, _ in large.items)
    assert "too few to say that it is so in general" in words(made)


def test_one_or_two_workers_have_no_report() -> None:
    """A team of two workers is refused, and the area is named."""
    data = council()
    mine = [a for a in data.audits if a.team == "Assessment East"]
    two = {a.worker for a in mine[:1]} | {mine[-1].worker}
    data = replace(
        data, audits=tuple(a for a in data.audits if a.team != "Assessment East" or a.worker in two)
    )
    part = narrowed(data, "team", "Assessment East")
    with pytest.raises(Refused, match="area East"):
        build(data, part, Level("team", "Assessment East", "East"))


def test_a_group_of_two_workers_inside_a_team_shows_no_grade() -> None:
    """It is named with its number, and stands in no table of grades."""
    data = council()
    audits = [a for a in data.audits if a.team == "Safeguarding North"]
    one = next(a.worker for a in audits)
    changed = tuple(
        replace(a, worker=one)
        if a.team == "Safeguarding North" and a.kind_of_case == "child_protection"
        else a
        for a in data.audits
    )
    data = replace(data, audits=changed)
    made = build(
        data,
        narrowed(data, "team", "Safeguarding North"),
        Level("team", "Safeguarding North", "North"),
    )
    assert "Fewer than 3 workers, so no grades are shown: Core case audit: child protection" in words(made)  # fmt: skip
    assert not any("child protection" in str(row[0]) for row in table(made, "followed up").rows)
    titles = [b.text for b in made.blocks if isinstance(b, Heading)]
    assert "Core case audit: child protection" not in titles


def test_the_place_above_is_left_out_where_the_rest_gives_somebody_away() -> None:
    """An area that holds little besides the team is not shown beside it."""
    data = council()
    few = [a.id for a in data.audits if a.team == "Safeguarding East"][:4]
    only = tuple(
        a for a in data.audits if a.area != "East" or a.team == "Assessment East" or a.id in few
    )
    data = replace(data, audits=only)
    part = narrowed(data, "team", "Assessment East")
    made = build(data, part, Level("team", "Assessment East", "East"))
    places = {row[1] for row in table(made, "followed up").rows}
    assert "East" not in places
    assert CITY in places


def test_it_names_no_child_and_no_worker() -> None:
    """At every level, in every text, table and chart."""
    data = council()
    for place, name in (("team", "Safeguarding South"), ("area", "South"), ("service", "Safeguarding")):  # fmt: skip
        made = build(data, narrowed(data, place, name), Level(place, name))  # type: ignore[arg-type]
        assert names_in(texts(made), forbidden(data)) == ()
        assert "auditor-id" not in words(made)
