"""The coverage map: who was looked at, and small groups that stay unrecognisable."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qa_tool.sampling.coverage import OpenCase, covered, fold, untouched, whole

SINCE = date(2025, 11, 20)
CASES = (
    OpenCase("a", "t1", "w1", "k", date(2025, 1, 1), None),
    OpenCase("b", "t1", "w2", "k", date(2024, 1, 1), date(2026, 1, 1)),
    OpenCase("c", "t2", "w3", "k", date(2024, 1, 1), date(2025, 1, 1)),
    OpenCase("d", "t2", "w3", "k", date(2023, 1, 1), None),
)


def test_each_case_is_counted_once() -> None:
    """Lately, long ago, never: they add up to the open cases, and empty teams stand there too."""
    teams = covered(CASES, "team", SINCE, others=("t3",))
    assert [(t.key, t.cases, t.lately, t.long_ago, t.never) for t in teams] == [
        ("t1", 2, 1, 0, 1), ("t2", 2, 0, 1, 1), ("t3", 0, 0, 0, 0),
    ]  # fmt: skip
    every = whole(CASES, SINCE)
    assert (every.cases, every.lately, every.long_ago, every.never) == (4, 1, 1, 2)
    assert every.last == date(2026, 1, 1)
    assert every.share == 0.25


def test_never_audited_come_first_those_open_longest() -> None:
    """Then those whose audit lies longest back; who was seen lately is not there."""
    assert [case.case for case in untouched(CASES, SINCE)] == ["d", "a", "c"]


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 40)))
def test_no_small_group_stands_alone_or_can_be_worked_out(groups: dict[str, int]) -> None:
    """Every group is somewhere; nothing below ten stands alone beside others."""
    parts = fold(groups, 10)
    assert sorted(name for part in parts for name in part) == sorted(groups)
    for part in parts:
        if len(part) == 1 and len(parts) > 1:
            assert groups[part[0]] >= 10
        if len(part) > 1 and len(parts) > 1:
            assert sum(groups[name] for name in part) >= 10
