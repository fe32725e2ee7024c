"""Fair shares: the promises hold for any council, and the order in which it is told does not matter."""

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.council.independence import RULES, Barred, Candidate, Job, never, why_not
from qa_tool.council.model import Independence
from qa_tool.council.share import NO_TIME, Sharing, share

ALL: tuple[Independence, ...] = tuple(RULES)
MINUTES = (20, 90, 240)
FEW = settings(max_examples=40, deadline=None)
Council = tuple[list[Job], list[Candidate]]


@st.composite
def councils(draw: st.DrawFn, minutes: tuple[int, ...] = MINUTES) -> Council:
    """A made-up council: people who hold cases, manage and audit, and cases of all kinds."""
    names = [f"p{n}" for n in range(draw(st.integers(1, 7)))]
    teams, areas = ["", "t1", "t2", "t3"], ["", "a1", "a2"]
    people = [
        Candidate(
            name, draw(st.sampled_from((0, 240, 480, 960))), draw(st.sampled_from((0, 0, 90, 600))),
            draw(st.sampled_from(teams)), draw(st.sampled_from(areas)),
            draw(st.sampled_from(("", "", "", "is exempt until 1 March 2027"))),
        )
        for name in names
    ]  # fmt: skip
    someone = st.sampled_from([*names, "w1", "w2", ""])
    jobs = [
        Job(
            f"c{n}", draw(st.sampled_from(("one", "two"))), draw(st.sampled_from(minutes)),
            draw(someone), tuple(draw(st.lists(st.sampled_from(names), max_size=2))),
            draw(st.sampled_from(teams)), draw(st.sampled_from(areas)),
            tuple(draw(st.lists(st.sampled_from(names), max_size=1))),
            tuple(Barred(name, "gave this case back")
                  for name in draw(st.lists(st.sampled_from(names), max_size=1))),
        )
        for n in range(draw(st.integers(0, 14)))
    ]  # fmt: skip
    return jobs, people


def _loads(found: Sharing) -> dict[str, int]:
    return {load.auditor: load.had + load.given for load in found.loads}


@FEW
@given(councils(), st.sets(st.sampled_from(ALL)))
def test_nobody_gets_what_the_rules_forbid(council: Council, rules: set[Independence]) -> None:
    """Own case, own line, named auditors, the round's rules, exemptions and time all hold."""
    jobs, people = council
    found = share(jobs, people, rules=rules, seed="s")
    who = {one.id: one for one in people}
    for one in found.given:
        assert why_not(one.job, who[one.auditor], rules) == ""
        assert one.auditor != one.job.worker
        assert one.auditor not in one.job.line
        assert one.auditor in one.job.restricted_to or not one.job.restricted_to
        assert not who[one.auditor].why_none
    for load in found.loads:
        assert load.given == 0 or load.had + load.given <= load.capacity


@FEW
@given(councils(), st.sets(st.sampled_from(ALL)))
def test_totals_add_up(council: Council, rules: set[Independence]) -> None:
    """Every case is given once or left once, and the loads are what was given."""
    jobs, people = council
    found = share(jobs, people, rules=rules, seed="s")
    told = [one.job.key for one in (*found.given, *found.left)]
    assert sorted(told) == sorted(job.key for job in jobs)
    assert sum(load.audits for load in found.loads) == len(found.given)
    assert sum(load.given for load in found.loads) == sum(g.job.minutes for g in found.given)
    for load in found.loads:
        own = [one.job.minutes for one in found.given if one.auditor == load.auditor]
        assert (sum(own), len(own)) == (load.given, load.audits)


@FEW
@given(councils(), st.sets(st.sampled_from(ALL)))
def test_nobody_has_a_case_that_would_be_fairer_elsewhere(
    council: Council, rules: set[Independence]
) -> None:
    """Where the rules let a case move, the giver is at most that one case fuller than the taker."""
    jobs, people = council
    found = share(jobs, people, rules=rules, seed="s")
    who, load = {one.id: one for one in people}, _loads(found)
    for one in found.given:
        for taker in people:
            after = load[taker.id] + one.job.minutes
            if taker.id == one.auditor or after > taker.capacity:
                continue
            if why_not(one.job, taker, rules) == "":
                full = load[one.auditor] * taker.capacity
                assert full <= after * who[one.auditor].capacity


@FEW
@given(st.integers(1, 9), st.integers(0, 40), st.integers(0, 999))
def test_equals_differ_by_one_audit_at_most(n: int, cases: int, seed: int) -> None:
    """Without bars and with the same time, everybody gets the same number, or one more."""
    people = [Candidate(f"p{k}", 9600) for k in range(n)]
    found = share([Job(f"c{k}", "t", 240) for k in range(cases)], people, rules=(), seed=str(seed))
    counts = sorted(load.audits for load in found.loads)
    assert counts[-1] - counts[0] <= 1
    assert not found.left


@FEW
@given(councils(minutes=(240,)), st.sets(st.sampled_from(ALL)))
def test_as_many_cases_are_given_as_can_be(council: Council, rules: set[Independence]) -> None:
    """With audits of one length nothing is left that another way of sharing could have given."""
    jobs, people = council
    found = share(jobs, people, rules=rules, seed="s")
    holder: dict[tuple[str, int], Job] = {}

    def seat(job: Job, seen: set[tuple[str, int]]) -> bool:
        for one in people:
            if why_not(job, one, rules):
                continue
            for place in range(max(0, (one.capacity - one.had) // 240)):
                spot = (one.id, place)
                if spot not in seen:
                    seen.add(spot)
                    if spot not in holder or seat(holder[spot], seen):
                        holder[spot] = job
                        return True
        return False

    most = sum(seat(job, set()) for job in jobs)
    assert len(found.given) == most


@FEW
@given(councils(), st.sets(st.sampled_from(ALL)), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_does_not_matter(
    council: Council, rules: set[Independence], rng: random.Random
) -> None:
    """The same round gives the same shares whatever order its cases and people come in."""
    jobs, people = council
    first = share(jobs, people, rules=rules, seed="s")
    rng.shuffle(jobs)
    rng.shuffle(people)
    assert share(jobs, people, rules=rules, seed="s") == first


@FEW
@given(councils(), st.sets(st.sampled_from(ALL)))
def test_a_case_that_is_left_says_why_for_everybody(
    council: Council, rules: set[Independence]
) -> None:
    """Each candidate has a reason: the rule that bars them, or that their time is gone."""
    jobs, people = council
    who = {one.id: one for one in people}
    found = share(jobs, people, rules=rules, seed="s")
    load = _loads(found)
    for left in found.left:
        assert {b.who for b in left.why} == set(who)
        for barred in left.why:
            assert barred.why == (why_not(left.job, who[barred.who], rules) or NO_TIME)
            if barred.why == NO_TIME:
                assert load[barred.who] + left.job.minutes > who[barred.who].capacity


def test_time_is_shared_in_proportion() -> None:
    """Somebody with half the time gets half the audits, and what they have already counts."""
    people = [Candidate("full", 2400), Candidate("half", 1200), Candidate("busy", 2400, 1200)]
    jobs = [Job(f"c{n}", "t", 240) for n in range(15)]
    found = share(jobs, people, rules=(), seed="s")
    assert {load.auditor: load.audits for load in found.loads} == {"full": 8, "half": 4, "busy": 3}


def test_a_case_is_passed_on_to_make_room() -> None:
    """A case that only one auditor may have gets its place, although others came first."""
    people = [Candidate("a", 240), Candidate("b", 240)]
    free, bound = Job("c1", "t", 240), Job("c2", "t", 240, restricted_to=("a",))
    for seed in ("1", "2", "3", "4"):
        found = share([free, bound], people, rules=(), seed=seed)
        assert {g.job.case: g.auditor for g in found.given} == {"c1": "b", "c2": "a"}


def test_another_seed_gives_another_share() -> None:
    """The seed of the round decides ties, so that nobody can choose who gets which case."""
    people = [Candidate(f"p{n}", 2400) for n in range(5)]
    jobs = [Job(f"c{n}", "t", 240) for n in range(20)]
    shares = [share(jobs, people, rules=(), seed=str(n)).given for n in range(4)]
    assert all(one != other for one, other in pairwise(shares))


def test_the_reasons_are_told_in_words() -> None:
    """Each bar has its own words; the last of them, time, is nobody's rule."""
    job = Job("c", "t", 240, "w", ("m",), "t1", "a1", barred=(Barred("x", "gave this case back"),))
    told = {
        who.id: why_not(job, who, ALL)
        for who in (
            Candidate("w", 1), Candidate("m", 1), Candidate("k", 1, team="t1"),
            Candidate("l", 1, area="a1"), Candidate("x", 1), Candidate("y", 1, why_none="is away"),
            Candidate("z", 1),
        )
    }  # fmt: skip
    assert told == {
        "w": "holds this case", "m": "manages whoever holds this case",
        "k": "is in the team that holds this case", "l": "is in the area that holds this case",
        "x": "gave this case back", "y": "is away", "z": "",
    }  # fmt: skip


def test_some_bars_no_reason_lifts() -> None:
    """Own case, own line and restricted files stay barred; a colleague's team may be argued."""
    job = Job("c", "t", 240, "w", ("m",), "t1", restricted_to=("w", "m", "k"))
    assert never(job, Candidate("w", 1)) == "holds this case"
    assert never(job, Candidate("m", 1)) == "manages whoever holds this case"
    assert "restricted" in never(job, Candidate("z", 1))
    assert never(job, Candidate("k", 1, team="t1")) == ""


def test_independence_needs_somebody_who_holds_the_case() -> None:
    """Lists without team and worker give cases whose independence cannot be shown."""
    assert not Job("c", "t", 240).provable
    assert Job("c", "t", 240, team="t1").provable
