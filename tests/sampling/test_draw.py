"""What every draw keeps to, whatever the list, the rules and the seed."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.errors import QAError
from qa_tool.sampling.allocate import CannotShare, allocate
from qa_tool.sampling.draw import draw, quotas
from qa_tool.sampling.frame import BadRules, case_number, digest, freeze
from qa_tool.sampling.model import Filter, Frame, FrameCase, Rules
from tests.sampling.made_up import TODAY, cases

KINDS = st.sampled_from(["", "team", "area", "kind", "worker"])


@st.composite
def lists(draw_: st.DrawFn) -> list[FrameCase]:
    """A list with teams, workers, families and reasons to be left out."""
    made = cases(draw_(st.integers(6, 60)), teams=draw_(st.integers(1, 5)))
    return [
        replace(
            case,
            family=draw_(st.sampled_from(["", "f1", "f2", "f3"])),
            own=draw_(st.sampled_from(["", "", "", "Under a legal hold"])),
            recent=draw_(st.booleans()),
            in_round=draw_(st.sampled_from([False, False, False, True])),
        )
        for case in made
    ]


def sample(made: list[FrameCase], rules: Rules, *totals: int, seed: str = "s") -> list[str]:
    """The cases that are drawn."""
    frame = freeze(made, rules, seed, TODAY)
    return list(draw(frame, quotas(frame.strata, rules, totals or (rules.size,))).cases)


def possible(made: list[FrameCase], rules: Rules) -> int:
    """How many could be drawn."""
    return freeze(made, rules, "s", TODAY).could


@settings(max_examples=60, deadline=None)
@given(lists(), KINDS, st.booleans(), st.randoms(), st.text(max_size=8))
def test_the_order_of_the_list_decides_nothing(
    made: list[FrameCase], strata: str, spread: bool, chance: object, seed: str
) -> None:
    """The same seed and list in any order give the same sample and fingerprint."""
    rules = Rules("stratified" if strata else "simple", 1, strata, spread=spread)  # type: ignore[arg-type]
    size = max(1, possible(made, rules) // 2)
    if not possible(made, rules):
        return
    rules = replace(rules, size=size)
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert sample(mixed, rules, seed=seed) == sample(made, rules, seed=seed)
    one, other = freeze(made, rules, seed, TODAY), freeze(mixed, rules, seed, TODAY)
    assert one == other


@settings(max_examples=60, deadline=None)
@given(lists(), KINDS, st.integers(1, 30))
def test_what_is_left_out_never_appears_and_families_once(
    made: list[FrameCase], strata: str, size: int
) -> None:
    """No excluded case, at most one child of a family, and every stratum adds up."""
    rules = Rules("stratified" if strata else "simple", 1, strata)  # type: ignore[arg-type]
    size = min(size, possible(made, rules))
    if not size:
        return
    rules = replace(rules, size=size)
    frame = freeze(made, rules, "s", TODAY)
    strata_ = quotas(frame.strata, rules, (size,))
    taken = draw(frame, strata_).cases
    by_id = {case.id: case for case in made}
    assert not any(by_id[c].own or by_id[c].recent or by_id[c].in_round for c in taken)
    families = [by_id[c].family for c in taken if by_id[c].family]
    assert len(families) == len(set(families))
    assert len(taken) == size == sum(one.quota for one in strata_)
    place = {p.case: p.stratum for p in frame.places}
    assert Counter(place[c] for c in taken) == Counter(
        {n: one.quota for n, one in enumerate(strata_) if one.quota}
    )


@settings(max_examples=60, deadline=None)
@given(lists(), KINDS, st.integers(1, 20), st.integers(1, 20), st.booleans())
def test_extending_keeps_the_first(
    made: list[FrameCase], strata: str, size: int, more: int, spread: bool
) -> None:
    """Every case of the smaller sample is in the larger one."""
    rules = Rules("stratified" if strata else "simple", 1, strata, spread=spread)  # type: ignore[arg-type]
    could = possible(made, rules)
    size = min(size, could)
    if not size:
        return
    rules = replace(rules, size=size)
    larger = min(could, size + more)
    first, second = sample(made, rules, size), sample(made, rules, size, larger)
    assert set(first) <= set(second)
    assert len(second) == larger


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 400), min_size=1),
    st.integers(0, 3), st.integers(0, 30), st.integers(0, 500),
)  # fmt: skip
def test_shares_add_up_and_stay_between_floor_and_cap(
    sizes: dict[str, int], minimum: int, cap: int, total: int
) -> None:
    """The shares sum to the total, none below its floor or above its cap, or it is refused."""
    try:
        found = allocate(sizes, total, minimum=minimum, cap=cap)
    except CannotShare:
        floor = sum(min(size, minimum) for size in sizes.values())
        assert total < floor or total > sum(min(s, cap or s) for s in sizes.values())
        return
    assert sum(found.values()) == total
    for name, size in sizes.items():
        least = min(size, minimum)
        assert least <= found[name] <= max(least, min(size, cap or size))


def test_dropping_promotes_the_next_of_the_same_stratum() -> None:
    """Everything else stays; the promoted case is the first reserve of that stratum."""
    made, rules = cases(40), Rules("stratified", 8, "team")
    frame = freeze(made, rules, "s", TODAY)
    strata = quotas(frame.strata, rules, (8,))
    before = draw(frame, strata)
    gone = before.cases[3]
    team = next(c.team for c in made if c.id == gone)
    after = draw(frame, strata, {gone})
    assert set(after.cases) - set(before.cases) == {before.reserve_in(team)}
    assert set(before.cases) - set(after.cases) == {gone}


def test_a_stratum_that_runs_out_says_so() -> None:
    """Without a reserve the sample is smaller, and it is told where."""
    made, rules = cases(4), Rules("cohort", strata="team")
    frame = freeze(made, rules, "s", TODAY)
    found = draw(frame, quotas(frame.strata, rules, ()), {made[0].id})
    assert found.short == (("Team 0", 1),)
    assert len(found.cases) == 3


def test_spread_gives_everybody_a_first_case_before_anybody_a_second() -> None:
    """Twelve workers, twelve cases: one each."""
    made = cases(120)
    taken = sample(made, Rules("simple", 12, spread=True))
    workers = Counter(c.worker for c in made if c.id in taken)
    assert set(workers.values()) == {1}
    assert len(workers) == 12
    plain = Counter(c.worker for c in made if c.id in sample(made, Rules("simple", 12)))
    assert max(plain.values()) > 1


def test_one_of_a_family_unless_the_audit_is_of_the_family() -> None:
    """With the rule each family once; without it all children."""
    made = cases(30, family_of=3)
    assert possible(made, Rules("simple", 1)) == 10
    assert possible(made, Rules("simple", 1, one_per_family=False)) == 30


@pytest.mark.parametrize(
    ("rules", "stays"),
    [
        (Rules("simple", 1), 0),
        (Rules("dip", 1), 5),
        (Rules("cohort"), 5),
        (Rules("simple", 1, re_audit=True), 5),
        (Rules("simple", 1, months=0), 5),
    ],
)
def test_the_twelve_months_are_off_where_they_would_hide_cases(rules: Rules, stays: int) -> None:
    """Off for re-audits, dip samples and whole cohorts; how many it concerns is always known."""
    made = [replace(case, recent=True) for case in cases(5)] + cases(9)[5:]
    frame = freeze(made, rules, "s", TODAY)
    assert frame.could == 4 + stays
    assert frame.recent == 5


def test_fixed_number_from_each_worker_takes_all_where_there_are_fewer() -> None:
    """Two each; the worker with one case gives one, and no worker is named."""
    made = [*cases(24), FrameCase("alone", "N9", "Team 1", worker="per-alone")]
    frame = freeze(made, Rules("fixed", strata="worker", each=2), "s", TODAY)
    strata = quotas(frame.strata, Rules("fixed", strata="worker", each=2), (2,))
    assert [one.quota for one in strata] == [2] * 12 + [1]
    assert all(one.name.startswith("Worker ") for one in strata)


def test_themes_and_closures_choose_their_list() -> None:
    """A theme by kind and list; closures by the day a case was closed; else open cases only."""
    made = cases(10)
    made[0] = replace(made[0], lists=("annex_a.6",), last_seen=date(2026, 9, 1))
    made[1] = replace(made[1], closed=date(2026, 10, 1))
    assert _ids(made, Rules("themed", 1, filter=Filter(lists=("annex_a.6",)))) == {made[0].id}
    assert made[1].id not in _ids(made, Rules("simple", 1))
    period = Filter(closed_from=date(2026, 9, 1), closed_to=date(2026, 10, 31))
    assert _ids(made, Rules("closures", 1, filter=period)) == {made[1].id}
    seen = Filter(seen_before=date(2026, 9, 2), kinds=("child_in_need",))
    assert made[0].id in _ids(made, Rules("themed", 1, filter=seen))


def _ids(made: list[FrameCase], rules: Rules) -> set[str]:
    frame: Frame = freeze(made, rules, "s", TODAY)
    return {place.case for place in frame.places}


def test_a_number_that_stands_twice_is_drawn_once() -> None:
    """Repeated lines are counted, and the order of the lines does not matter."""
    made = [*cases(5), replace(cases(5)[2], id="again", team="A team")]
    frame = freeze(made, Rules("cohort"), "s", TODAY)
    assert (len(frame.places), frame.repeated) == (5, 1)
    assert "again" in {p.case for p in frame.places}
    assert freeze(made[::-1], Rules("cohort"), "s", TODAY) == frame


def test_the_fingerprint_is_that_of_the_sorted_numbers() -> None:
    """Anybody can work it out: SHA-256 of the numbers, sorted, one on each line."""
    import hashlib

    frame = freeze(cases(3), Rules("cohort"), "s", TODAY)
    assert frame.fingerprint == hashlib.sha256(b"N00000\nN00001\nN00002").hexdigest()
    assert digest(["b", "a", "a"]) == hashlib.sha256(b"a\nb").hexdigest()
    assert case_number(12.0) == "12"
    assert case_number("  A  1 ") == "A 1"


@pytest.mark.parametrize(
    ("made", "rules", "says"),
    [
        ([], Rules("simple", 3), "no case in the list"),
        (cases(5), Rules("simple", 0), "size of the sample"),
        (cases(5), Rules("stratified", 2), "what the strata are"),
        (cases(5), Rules("fixed", each=1), "neither is chosen"),
        (cases(5), Rules("fixed", strata="team"), "fixed number is not given"),
        (cases(5), Rules("themed", 2), "restricts nothing"),
        (cases(50), Rules("dip", 20), "too large"),
        (cases(5), Rules("simple", 2, minimum=-1), "below zero"),
        (cases(5), Rules("simple", 6), "larger than the 5 cases"),
        (cases(9), Rules("stratified", 9, "team", cap=1), "cap for each stratum"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(made: list[FrameCase], rules: Rules, says: str) -> None:
    """What is wrong and what to do."""
    with pytest.raises(QAError, match=says) as told:
        sample(made, rules)
    assert told.value.cure


def test_a_stratum_of_one_is_drawn_from() -> None:
    """One case alone gives at most itself, with a minimum too."""
    made = [*cases(20, teams=2), FrameCase("alone", "N9", "Zebra team")]
    assert "alone" in sample(made, Rules("stratified", 6, "team", minimum=2))
    assert len(sample(made, Rules("stratified", 6, "team"))) == 6


def test_rules_that_cannot_be_drawn_by_are_a_kind_of_known_trouble() -> None:
    """Bad rules reach people as a sentence."""
    assert issubclass(BadRules, QAError)
