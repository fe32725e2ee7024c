"""Small teams are folded, and no remainder gives one away."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.disclosure.small import Line, area_lines, names_in, team_lines
from qa_tool.figures.dataset import AuditFact
from tests.report.made_up import audit

ONE = audit(1, Random(1))


def _audits(sizes: Mapping[str, tuple[int, int]], area: str = "East") -> list[AuditFact]:
    return [
        replace(ONE, team=team, area=area, worker=f"{team}-{number % workers}")
        for team, (count, workers) in sizes.items()
        for number in range(count)
    ]


def _safe(line: Line) -> bool:
    return len(line.audits) >= 10 and len({a.worker for a in line.audits}) >= 3


def test_a_small_team_is_never_alone_under_other_teams() -> None:
    """Where only one team is small, the next smallest goes in with it, so that nothing can be subtracted."""
    lines = team_lines(_audits({"A": (30, 5), "B": (14, 4), "C": (4, 3)}))
    assert [(line.name, line.teams, len(line.audits)) for line in lines] == [
        ("A", 1, 30),
        ("Other teams, East", 2, 18),
    ]


def test_two_workers_are_too_few_however_many_audits() -> None:
    """A team of two workers is folded at forty audits."""
    lines = team_lines(_audits({"A": (40, 2), "B": (30, 5), "C": (20, 5)}))
    assert "A" not in {line.name for line in lines}


def test_enough_stands_by_itself() -> None:
    """Ten audits by three workers are enough."""
    lines = team_lines(_audits({"A": (10, 3), "B": (10, 3)}))
    assert [line.name for line in lines] == ["A", "B"]


def test_a_whole_area_too_small_is_joined_with_the_next() -> None:
    """An area of four audits does not stand in the table of areas, nor does what would betray it."""
    found = [
        *_audits({"A": (20, 4)}, "East"),
        *_audits({"B": (15, 4)}, "North"),
        *_audits({"C": (4, 2)}, "South"),
    ]
    assert [(line.name, len(line.audits)) for line in area_lines(found)] == [
        ("East", 20),
        ("Teams of other areas", 19),
    ]


def test_a_council_too_small_has_one_line() -> None:
    """Where everything is too small there is one line, with no team's name."""
    lines = team_lines(_audits({"A": (4, 2), "B": (3, 1)}))
    assert [(line.name, line.teams) for line in lines] == [("All teams", 2)]
    assert team_lines([]) == ()


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("ABCDEFGH"),
        st.tuples(
            st.integers(1, 30), st.integers(1, 6), st.sampled_from(("East", "North", "South"))
        ),
    )
)
def test_no_small_team_can_be_worked_out(teams: dict[str, tuple[int, int, str]]) -> None:
    """Whatever the sizes: every line is safe unless it is all there is, and a remainder holds two teams."""
    found = [
        fact
        for team, (n, workers, area) in teams.items()
        for fact in _audits({team: (n, workers)}, area)
    ]
    lines = team_lines(found)
    assert sum(len(line.audits) for line in lines) == len(found)
    if len(lines) > 1:
        for line in lines:
            assert _safe(line)
            assert not line.name.startswith("Other teams") or line.teams > 1


def test_names_are_found_as_whole_words() -> None:
    """A planted name is found in any case; a name inside another word is not."""
    texts = ("The visit by ANNE MADEUP was late.", "C-7037", "Annexe")
    assert names_in(texts, ("Anne Madeup", "C-7037", "Ann", "")) == ("Anne Madeup", "C-7037")
