"""Published and computed answers that sharing, precision and draw must give exactly."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa_tool.council.ticket import in_ticket_order, ticket
from qa_tool.sampling import precision
from qa_tool.sampling.allocate import CannotShare, allocate

ROOM = Path(__file__).parent.parent / "golden"


def cases(name: str) -> list[dict[str, Any]]:
    """The worked examples of one file."""
    found: list[dict[str, Any]] = json.loads((ROOM / name).read_text("utf-8"))["cases"]
    return found


BY_ID = {case["id"]: case for case in cases("sampling_allocation.json")}
SHARED = [c for c in BY_ID.values() if "allocation" in c["expected"]]
DRAWS = json.loads((ROOM / "reproducible_draw.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SHARED, ids=lambda c: c["id"])
def test_shares_come_out_as_published(case: dict[str, Any]) -> None:
    """Largest remainder with exact fractions, also with a minimum for each stratum."""
    given = case["input"]
    found = allocate(given["sizes"], given["total"], minimum=given.get("minimum_per_stratum", 0))
    assert found == case["expected"]["allocation"]


def test_an_impossible_minimum_is_refused_with_both_numbers() -> None:
    """The sentence tells the total and what the minimum requires."""
    case = BY_ID["minimum_impossible"]
    with pytest.raises(CannotShare) as told:
        allocate(
            case["input"]["sizes"], case["input"]["total"],
            minimum=case["input"]["minimum_per_stratum"],
        )  # fmt: skip
    assert case["expected"]["error"] in str(told.value)


def test_sample_size_with_the_finite_list() -> None:
    """n0/(1+(n0-1)/N), rounded up: 223 of 528."""
    case = BY_ID["cochran_528"]
    given, wanted = case["input"], case["expected"]
    found = precision.unrounded(given["N"], given["e"], share=given["p"], z=given["z"])
    assert found == pytest.approx(wanted["n"], abs=case["tolerance"])
    assert precision.sample_size(given["N"], given["e"]) == wanted["n_ceiling"]


@pytest.mark.parametrize("name", ["strat_precision_3_teams", "srs_18_of_30_in_120"])
def test_standard_errors_are_those_of_r_survey(name: str) -> None:
    """Weighted by stratum, with the finite list."""
    case = BY_ID[name]
    given = case["input"]
    strata = [given] if "N" in given else list(given.values())
    share, error = precision.weighted(
        [precision.Counted(one["N"], one["n"], one["x"]) for one in strata]
    )
    assert share == pytest.approx(case["expected"]["mean"], abs=case["tolerance"])
    assert error == pytest.approx(case["expected"]["se"], abs=case["tolerance"])


def test_nothing_found_in_ten_still_allows_a_quarter() -> None:
    """One-sided 95 %: 25.9 %."""
    case = BY_ID["zero_found_in_10"]
    found = precision.zero_found_upper(case["input"]["n"])
    assert found == pytest.approx(case["expected"]["one_sided_upper95"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("finite_population.json"), ids=lambda c: c["id"])
def test_the_exact_interval_of_a_small_list(case: dict[str, Any]) -> None:
    """How many good cases the whole list may hold."""
    given = case["input"]
    found = precision.in_population(given["x"], given["n"], given["N"])
    assert list(found) == case["expected"]["good_in_population_low_high"]


@pytest.mark.parametrize("case", DRAWS["order"], ids=lambda c: c["id"])
def test_the_draw_is_rivests(case: dict[str, Any]) -> None:
    """The published orders, whatever order the names come in."""
    names = [str(name) for name in case["ids"]]
    wanted = [str(name) for name in case["order"]]
    assert in_ticket_order(case["seed"], reversed(names))[: len(wanted)] == wanted


def test_one_implementation_of_the_ticket() -> None:
    """Second readings are drawn with the same function as samples."""
    from qa_tool.moderation import choose

    assert choose.ticket is ticket


def test_the_alabama_paradox_is_there() -> None:
    """One more in total takes one from D: a property of the method, not a fault."""
    sizes = BY_ID["alabama_25"]["input"]["sizes"]
    assert list(allocate(sizes, 26).values()) == [8, 8, 5, 2, 2, 1]
