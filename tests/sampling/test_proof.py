"""Drawing again from claims: whatever the rules, the right list proves and any other does not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.sampling.claims import (
    Around,
    BadPositions,
    Claims,
    claims_of,
    left_counts,
    places_in,
    ranges,
)
from qa_tool.sampling.draw import draw, quotas
from qa_tool.sampling.frame import digest, freeze
from qa_tool.sampling.model import Dropped, Filter, FrameCase, Rules, Sample
from qa_tool.sampling.proof import COLUMNS, prove
from tests.sampling.made_up import TODAY, cases

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
RULES = [
    Rules("simple", 9),
    Rules("simple", 9, spread=True),
    Rules("stratified", 11, "team", minimum=1),
    Rules("stratified", 11, "worker"),
    Rules("stratified", 11, "area", cap=8),
    Rules("fixed", strata="worker", each=2),
    Rules("themed", 5, filter=Filter(kinds=("child_in_need",), opened_to=date(2025, 12, 31))),
    Rules("closures", 4, filter=Filter(closed_from=date(2026, 9, 1), closed_to=TODAY)),
    Rules("dip", 6),
    Rules("cohort"),
]


def listed(seed: int = 0) -> list[FrameCase]:
    """Ninety cases, some left out, some siblings, some closed, as a council holds them."""
    return [
        replace(
            case,
            family=f"f{n // 2}" if n % 7 < 2 else "",
            own="Under a legal hold" if (n + seed) % 23 == 0 else "",
            recent=(n + seed) % 11 == 0,
            opened=date(2025 + n % 2, 3, 1),
            closed=date(2026, 10, 1) if n % 6 == 0 else None,
        )
        for n, case in enumerate(cases(90))
    ]


def claimed(rules: Rules, made: list[FrameCase], drop: int = 0, more: int = 0) -> Claims:
    """The claims of a sample, after some were dropped and it was extended."""
    frame = freeze(made, rules, "4711", TODAY)
    first = rules.each if rules.method == "fixed" else rules.size
    totals = (first, first + more) if more and rules.method != "cohort" else (first,)
    strata = quotas(frame.strata, rules, totals)
    gone = draw(frame, strata).cases[:drop]
    found = draw(frame, strata, gone)
    number = {case.id: case.number for case in made}
    sample = Sample(
        "draw-1", "round-1", "core", "4711", NOW, "per-1", "drawn", rules=rules, frozen=NOW,
        frame=len(frame.places), fingerprint=frame.fingerprint, recent=frame.recent,
        strata=strata, totals=totals, drawn=found.cases,
        digest=digest(number[case] for case in found.cases),
        dropped=tuple(Dropped(case, "Sealed", NOW, "per-1") for case in gone),
        extended=("More",) * (len(totals) - 1),
    )  # fmt: skip
    return claims_of(sample, frame, Around("Made-up", "Round", "Core"))


def outside(made: list[FrameCase]) -> list[FrameCase]:
    """The same list as somebody else holds it: numbers and facts, none of the council's reasons."""
    return [
        replace(case, id=case.number, worker=f"Name of {case.worker}", own="", recent=False)
        for case in reversed(made)
    ]


@pytest.mark.parametrize("rules", RULES, ids=lambda r: f"{r.method}-{r.strata}-{r.spread}")
@pytest.mark.parametrize(("drop", "more"), [(0, 0), (2, 0), (1, 3)])
def test_every_kind_of_sample_can_be_proved(rules: Rules, drop: int, more: int) -> None:
    """After drops and extensions, with workers under other names, in another order."""
    made = listed()
    claims = claimed(rules, made, drop, 1 if more and rules.method == "fixed" else more)
    told = prove(claims, outside(made), COLUMNS)
    assert told.differs == ()
    assert told.holds
    assert len(told.on_its_word) >= (1 if drop else 0)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(RULES), st.integers(0, 89))
def test_a_list_with_one_case_less_does_not_prove(rules: Rules, place: int) -> None:
    """Unless that case never belonged to the frame."""
    made = listed()
    claims = claimed(rules, made)
    rows = outside(made)
    gone = rows.pop(place)
    frame = freeze(made, rules, "4711", TODAY)
    in_frame = gone.number.replace("N", "case-") in {p.case for p in frame.places}
    assert prove(claims, rows, COLUMNS).holds is not in_frame


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"digest": "0" * 64}, "fingerprint of the drawn"),
        ({"drawn": "1-11"}, "another sample"),
        ({"seed": "4712"}, ""),
        ({"totals": (12,)}, "By its own rules"),
        ({"left": ()}, "could be drawn"),
        ({"frame": 12}, "certificate says 12"),
        ({"unnumbered": 3}, "no case number"),
    ],
)
def test_claims_that_are_not_true_are_found(change: dict[str, Any], says: str) -> None:
    """Each with its sentence."""
    made = listed()
    claims = replace(claimed(RULES[2], made), **change)
    told = prove(claims, outside(made), COLUMNS)
    assert not told.holds
    assert says in told.differs[0]
    assert told.agrees == ()


def test_strata_that_the_list_does_not_have() -> None:
    """A team that was renamed in the list is told by name."""
    made = listed()
    rows = [replace(c, team=c.team.replace("Team 1", "Team nine")) for c in outside(made)]
    told = prove(claimed(RULES[2], made), rows, COLUMNS)
    assert "“Team nine” that the certificate does not name" in told.differs[0]


@given(st.sets(st.integers(1, 300)))
def test_places_survive_being_written(places: set[int]) -> None:
    """Ranges and back."""
    assert places_in(ranges(sorted(places)), 300) == tuple(sorted(places))


@pytest.mark.parametrize("text", ["1, x", "0", "5-3", "301", "2--4", "٣", "1-²"])
def test_places_that_cannot_be_are_refused(text: str) -> None:
    """No number, beyond the list, backwards."""
    with pytest.raises(BadPositions):
        places_in(text, 300)


def test_reasons_are_counted_in_words() -> None:
    """By reason, as the certificate prints them."""
    told = dict(left_counts(claimed(RULES[0], listed())))
    assert set(told) == {
        "Audited within 12 months",
        "Left out by the QA lead: Under a legal hold",
        "A sibling stands for the family",
    }
    assert all(count > 0 for count in told.values())
