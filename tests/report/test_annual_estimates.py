"""The annual report's intervals for known lists, and the estimates that stand beside the final grades."""

import base64
import hashlib
import json
import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.table import TOTAL
from qa_tool.figures.proportion import rounded, wilson
from qa_tool.publication.frozen import Frozen, FrozenList, FrozenStratum
from qa_tool.publication.model import Priorities
from qa_tool.report import annual
from qa_tool.report.annual_edition import Edition, edition
from qa_tool.report.annual_estimates import corrected, estimates
from qa_tool.report.annual_groups import GOOD, listed_size
from qa_tool.report.annual_parts import Said
from qa_tool.sampling.precision import in_population
from qa_tool.store import publication as shelf
from qa_tool.store.record import plain, text_of
from tests.report import annual_made_up

GOLDEN = Path(__file__).parent.parent / "golden"
SAID = Said("Annual report", "Chief Social Work Officer", {}, Priorities("p"), draft=False)
KIND = "child_in_need"


def drawn(parts: Sequence[tuple[int, int, int]]) -> Frozen:
    """Audits of one list: for every part its size, how many were audited, and how many of these were good."""
    made = annual_made_up.made_up()
    model = next(audit for audit in made.audits if audit.counted)
    audits = [
        replace(
            model, id=f"a-{at}-{number:03}", final="good" if number < good else "inadequate",
            own="good" if number < good else "inadequate", read="", first="", second="",
            listed=1, stratum=at,
        )
        for at, (_, n, good) in enumerate(parts)
        for number in range(n)
    ]  # fmt: skip
    strata = tuple(FrozenStratum({KIND: size}, n) for size, n, _ in parts)
    return replace(
        made, audits=tuple(audits), lists=(FrozenList("r1", "core", "stratified", strata),)
    )


def shown(frozen: Frozen, *, public: bool = False) -> Edition:
    """One edition."""
    return edition(frozen, DFE, public=public)


@pytest.mark.parametrize("public", [True, False])
def test_a_short_list_has_an_exact_interval(public: bool) -> None:
    """18 of 30 from a list of 120: 52 to 90 may be good, as published for R's phyper; Wilson is wider."""
    found = shown(drawn([(120, 30, 18)]), public=public)
    share = found.good(found.groups[0])
    assert share is not None
    low, high = in_population(18, 30, 120)
    assert (low, high) == (52, 90)
    assert (share.percent, share.low, share.high) == (60, rounded(52 / 120), rounded(90 / 120))
    wide = wilson(18, 30)
    assert rounded(wide[0]) < (share.low or 0)
    assert (share.high or 0) <= rounded(wide[1])
    domains = found.table("domains-group-1")
    assert domains is not None
    row = domains.rows[0]
    told = domains.share(row, GOOD)
    ends = in_population(told.count or 0, 30, 120)
    assert (told.low, told.high) == (rounded(ends[0] / 120), rounded(ends[1] / 120))


def test_a_whole_list_has_no_sampling_error() -> None:
    """Where every case was audited, the ends are the share itself."""
    found = shown(drawn([(40, 40, 30)]))
    share = found.good(found.groups[0])
    assert share is not None
    assert (share.low, share.percent, share.high) == (75, 75, 75)


@pytest.mark.parametrize("spoil", ["no list", "too short", "unlike parts", "another kind"])
def test_without_a_list_that_bears_it_the_interval_is_wilsons(spoil: str) -> None:
    """An audit from nowhere, a list shorter than its sample, parts of unlike chance, a list of other cases."""
    made = drawn([(60, 20, 12), (60, 10, 6)] if spoil == "unlike parts" else [(120, 30, 18)])
    if spoil == "no list":
        made = replace(made, audits=(replace(made.audits[0], listed=0), *made.audits[1:]))
    if spoil in {"too short", "another kind"}:
        sizes = {KIND: 29} if spoil == "too short" else {"care_leaver": 500}
        strata = (FrozenStratum(sizes, 30),)
        made = replace(made, lists=(replace(made.lists[0], strata=strata),))
    assert listed_size(made, shown(made).groups[0]) == 0
    share = shown(made).good(shown(made).groups[0])
    assert share is not None
    assert (share.low, share.high) == tuple(map(rounded, wilson(18, 30)))


def test_the_method_says_which_interval_is_used() -> None:
    """Exact only where some list bears it."""
    with_list = str(annual.build(shown(drawn([(120, 30, 18)])), SAID).blocks)
    without = str(annual.build(shown(annual_made_up.made_up()), SAID).blocks)
    assert "hypergeometric" in with_list
    assert "hypergeometric" not in without
    assert "They are Wilson's" in without


def test_parts_of_unlike_chance_are_weighted() -> None:
    """R's survey package: the golden stratified sample gives its share, in a sentence beside the grades."""
    every = json.loads((GOLDEN / "shares_and_changes.json").read_text("utf-8"))["cases"]
    case = next(one for one in every if one["id"] == "strat_precision_3_teams")
    found = shown(drawn([(one["N"], one["n"], one["x"]) for one in case["input"].values()]))
    (said, *_) = estimates(found, found.groups[0])
    assert f"{rounded(case['expected']['mean'])}% of 110 cases" in said
    assert said.startswith("Weighted to the lists")
    share = found.good(found.groups[0])
    assert share is not None
    assert share.percent == rounded(14 / 25)


def test_parts_that_were_drawn_alike_need_no_weight() -> None:
    """Nothing is said beside the grades, and the interval is that of the whole list."""
    made = drawn([(60, 20, 12), (30, 10, 6)])
    assert estimates(shown(made), shown(made).groups[0]) == ()
    assert listed_size(made, shown(made).groups[0]) == 90


def test_a_part_without_an_audit_is_told() -> None:
    """The weighted figure does not speak for it."""
    made = drawn([(60, 30, 18), (300, 20, 8)])
    strata = (*made.lists[0].strata, FrozenStratum({KIND: 77}, 0))
    made = replace(made, lists=(replace(made.lists[0], strata=strata),))
    assert "does not speak for 77 more cases" in estimates(shown(made), shown(made).groups[0])[0]


def read_again(lowered: int, raised: int, n: int = 40, every: int = 90) -> Frozen:
    """Audits of which `n` were read at random; some were lowered, some raised over the line of Good."""
    made = annual_made_up.made_up()
    model = next(audit for audit in made.audits if audit.counted)
    audits = []
    for number in range(every):
        own = "good" if number % 2 else "requires_improvement"
        again = number < n
        final = own
        if again and own == "good" and number // 2 < lowered:
            final = "requires_improvement"
        if again and own != "good" and number // 2 < raised:
            final = "good"
        audits.append(
            replace(
                model, id=f"a-{number:03}", own=own, final=final, settled=again,
                read="random" if again else "", first=own if again else "", second=final if again else "",
            )
        )  # fmt: skip
    return replace(made, audits=tuple(audits))


def test_what_second_readings_would_make_of_the_whole() -> None:
    """8 of 40 lowered stand for 18 of 90: 45 less 18 is 30 %, with its interval, and the worst grade beside."""
    found = shown(read_again(8, 0))
    good, worst = corrected(found.groups[0])
    assert good.share == pytest.approx((45 - 18) / 90)
    assert worst.share == 0
    (said,) = estimates(found, found.groups[0])
    assert said.startswith("Had every audit been read again: about 30% good or better (")
    assert "This rests on 40 of them" in said


def test_few_moved_grades_stay_inside() -> None:
    """Three lowered audits could be worked out of the estimate: the public edition does not give it."""
    made = read_again(3, 0)
    assert "about" in estimates(shown(made), shown(made).groups[0])[0]
    outside = shown(made, public=True)
    (said,) = estimates(outside, outside.groups[0])
    assert said == "What the grades might be had every audit been read again may not be shown, because a count behind it is small."  # fmt: skip
    plenty = shown(read_again(8, 0), public=True)
    assert "about 30%" in estimates(plenty, plenty.groups[0])[0]


def test_few_in_a_part_of_a_list_stay_inside() -> None:
    """Two good ones in a small team stand in no sentence of the public edition."""
    made = drawn([(20, 12, 2), (300, 40, 20)])
    assert "cases good or better" in estimates(shown(made), shown(made).groups[0])[0]
    outside = shown(made, public=True)
    assert "may not be shown" in estimates(outside, outside.groups[0])[0]


def test_fewer_than_ten_second_readings_say_nothing_of_the_rest() -> None:
    """And neither does a group without any."""
    found = shown(read_again(4, 0, n=9))
    assert estimates(found, found.groups[0]) == ()


def test_the_chance_of_an_audit_is_that_of_its_part() -> None:
    """Ten of 60 drawn: one in six; of an audit from no known list nothing is said."""
    made = drawn([(60, 10, 5), (30, 20, 5)])
    assert made.chance(made.audits[0]) == pytest.approx(10 / 60)
    assert made.chance(made.audits[-1]) == pytest.approx(20 / 30)
    assert made.chance(replace(made.audits[0], listed=0)) is None
    assert made.chance(replace(made.audits[0], listed=9)) is None
    assert made.lists[0].size == 90


NEW = {"audits": ("own", "settled", "listed", "stratum"), "": ("lists",)}


def test_a_set_of_the_earlier_format_still_opens() -> None:
    """Kept before lists were: its fingerprint holds, and its report says what it said, with Wilson's intervals."""
    values: dict[str, Any] = plain(annual_made_up.made_up(seed=random.Random(4).randrange(99)))
    values["format"] = 1
    del values["lists"]
    for audit in values["audits"]:
        for name in NEW["audits"]:
            del audit[name]
    text = text_of(values).encode()
    packed = base64.b85encode(zlib.compress(text, 9)).decode()
    kept = shelf.Kept(
        "p", packed, hashlib.sha256(text).hexdigest(), "someone", datetime(2026, 5, 1, tzinfo=UTC)
    )
    frozen = shelf.frozen_of(kept)
    assert frozen.format == 1
    assert not frozen.lists
    found = shown(frozen)
    assert estimates(found, found.groups[0]) == ()
    assert found.n("counted", TOTAL) == len(frozen.counted)
    with pytest.raises(shelf.Altered, match="fingerprint differs"):
        shelf.frozen_of(replace(kept, fingerprint="0" * 64))
