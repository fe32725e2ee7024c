"""Ladders as data: the shipped ones, what a council may write, and every fault in a sentence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.notice.ladder import FORMAL_LIMIT, Ladder, Stage, as_text, check, limit_of, read

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted((ROOT / "resources/ladders").glob("*.toml"))


def shipped(name: str) -> Ladder:
    """A ladder that comes with the program."""
    found, problems = read((ROOT / f"resources/ladders/{name}.toml").read_text("utf-8"), name)
    assert found is not None, problems
    return found


def codes(ladder: Ladder) -> set[str]:
    """What is wrong with it, by code."""
    return {problem.code for problem in check(ladder)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_ladder_is_whole_and_dated(path: Path) -> None:
    """Each is read without a problem, says where it comes from and when it was compared."""
    found, problems = read(path.read_text("utf-8"), path.name)
    assert problems == ()
    assert found is not None
    assert found.key == path.stem
    assert found.source
    assert found.reviewed


def test_the_three_ladders_are_what_practice_asks() -> None:
    """Informal first, four formal stages of five for a looked-after child; Cafcass for them alone."""
    care, other, partner = (shipped(name) for name in ("looked_after", "other_child", "partner"))
    assert [s.days for s in care.stages if s.formal] == [5, 5, 5, 5]
    assert not care.stages[0].formal
    assert [one.cafcass for one in (care, other, partner)] == [True, False, False]
    assert [limit_of(one) for one in (care, other, partner)] == [20, None, None]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stages": (Stage("i", 0, "Informal", "TM", 5, formal=False), Stage("a", 1, "A", "TM", 21))}, "over_limit"),
        ({"stages": (Stage("a", 1, "A", "TM", 5),)}, "no_informal"),
        ({"stages": ()}, "no_stage"),
        ({"stages": (Stage("i", 0, "Informal", "TM", 5, formal=False),)}, "no_formal"),
        ({"stages": (Stage("i", 0, "Informal", "TM", 5, formal=False), Stage("a", 1, "A", " ", 5))}, "empty_stage"),
        ({"stages": (Stage("i", 0, "Informal", "TM", 5, formal=False), Stage("a", 2, "A", "TM", 5), Stage("b", 1, "B", "HoS", 5))}, "backwards"),
        ({"stages": (Stage("a", 0, "A", "TM", 5), Stage("i", 1, "Informal", "TM", 5, formal=False))}, "backwards"),
        ({"stages": (Stage("i", 0, "Informal", "TM", 5, formal=False), Stage("i", 1, "A", "TM", 5))}, "twice"),
        ({"stages": (Stage("i", 0, "Informal", "TM", 5, formal=False), Stage("a", 1, "A", "TM", 0))}, "days"),
        ({"cafcass": False}, "cafcass_left_out"),
        ({"kind": "other"}, "cafcass"),
        ({"kind": "rope"}, "kind"),
        ({"source": " "}, "empty"),
        ({"title": "x" * 201}, "too_long"),
        ({"formal_limit": 25}, "limit"),
        ({"formal_limit": 15}, "over_limit"),
        ({"reviewed": None}, "not_reviewed"),
    ],
)  # fmt: skip
def test_what_cannot_be_climbed_is_refused(change: dict[str, object], code: str) -> None:
    """Each fault has its code, and says what is wrong and what to do."""
    wrong = replace(shipped("looked_after"), **change)  # type: ignore[arg-type]
    found = [problem for problem in check(wrong) if problem.code == code]
    assert found
    assert all(problem.what and problem.cure and problem.where for problem in found)


def test_all_faults_of_a_file_come_in_one_pass() -> None:
    """Unknown and missing fields, wrong sorts and an empty stage stand in one list."""
    text = 'key = 7\ntitle = "T"\nkind = "other"\nrope = 1\nstage = [{}, {key = "a", level = 1}]\n'
    found, problems = read(text, "own.toml")
    assert found is None
    assert {p.code for p in problems} == {"sort", "missing", "unknown", "empty_stage"}
    assert "own.toml, stage 1" in {p.where for p in problems}
    assert read("key = [", "own.toml")[1][0].code == "syntax"


def test_a_ladder_written_out_is_read_as_it_was() -> None:
    """A council writes a shipped one out, and reads the same again; also with odd signs in it."""
    for name in ("looked_after", "other_child", "partner"):
        one = shipped(name)
        odd = replace(one, title='The "long" way \\ up\nhere')
        assert read(as_text(one), name)[0] == one
        assert read(as_text(odd), name)[0] == odd


STAGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), st.booleans()), max_size=9)


@given(STAGES, st.sampled_from(["looked_after", "other", "partner"]))
def test_property_a_ladder_that_passes_keeps_the_rules(
    made: list[tuple[int, int, bool]], kind: str
) -> None:
    """Whatever is written: what the checker lets through climbs, and keeps the formal limit."""
    stages = tuple(
        Stage(f"s{n}", level, f"Stage {n}", "Somebody", days, formal=formal)
        for n, (level, days, formal) in enumerate(made)
    )
    ladder = Ladder(
        "own", "Own", kind, stages, date(2026, 1, 1), "Ours", cafcass=kind == "looked_after"
    )  # type: ignore[arg-type]
    if codes(ladder):
        return
    levels = [stage.level for stage in ladder.stages]
    assert levels == sorted(set(levels))
    assert any(stage.formal for stage in ladder.stages)
    if kind == "looked_after":
        assert ladder.formal_days <= FORMAL_LIMIT
        assert not ladder.stages[0].formal
