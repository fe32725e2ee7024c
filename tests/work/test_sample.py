"""Samples through the verbs: seed, freeze, draw, extend, drop, give back, pick, set aside."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_tool.council.model import Case, Round
from qa_tool.errors import QAError, Refused
from qa_tool.ids import SeededIds
from qa_tool.sampling.model import Rules, Sample
from qa_tool.store import apply
from qa_tool.store import council as council_shelf
from qa_tool.store import sample as shelf
from qa_tool.store import verify as verifying
from qa_tool.work import council, sample, sample_frame, sample_list, session
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace
from tests.work.borough import CORE, DOOR, doors, made_borough

Desk = Callable[[str], Workspace]


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up council; never written to."""
    return made_borough(tmp_path_factory.mktemp("borough"))


@pytest.fixture
def lead(borough: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of that council, seen by its QA lead."""
    shutil.copytree(borough / "data", tmp_path / "data")
    made = replace(doors(borough), ids=SeededIds(6))
    space = session.unlock(tmp_path / "data", "lead", DOOR, doors=made)
    yield space
    space.store.close()


def round_of(space: Workspace) -> Round:
    """The only round."""
    return council.round_named(space)


def drawn(space: Workspace, rules: Rules | None = None, **own: str) -> Sample:
    """A sample with the seed "4711"."""
    round_ = round_of(space)
    sample.record_seed(space, round_, CORE, "4711")
    change = sample.draw_sample(space, round_, CORE, rules or Rules("simple", 8), own)
    return sample.need_drawn(space, change.ids[0])


def whole(space: Workspace) -> bool:
    """Whether the store verifies, its rows made again from the ledger."""
    assert "draw" in apply.APPLY
    return not list(verifying.verify(space.store, _Silent()))


class _Silent:
    def step(self, done: int, total: int, words: str) -> None:
        """Nothing."""


def test_nothing_is_drawn_without_a_seed(lead: Workspace) -> None:
    """The seed stands before the list is frozen, or nothing is drawn."""
    with pytest.raises(Refused, match="No seed is recorded"):
        sample.draw_sample(lead, round_of(lead), CORE, Rules("simple", 8))
    assert drawn(lead).drawn


def test_a_seed_may_change_before_the_freeze_and_not_after(lead: Workspace) -> None:
    """A replaced seed is counted; after the freeze it is refused with what to do instead."""
    round_ = round_of(lead)
    sample.record_seed(lead, round_, CORE)
    first = sample.current(lead, round_.id, CORE)
    assert first is not None and len(first.seed) == 20 and first.seed.isdigit()  # noqa: PT018
    made = drawn(lead)
    assert (made.seed, made.earlier_seeds) == ("4711", 1)
    with pytest.raises(Refused, match="frozen") as told:
        sample.record_seed(lead, round_, CORE, "4712")
    assert "set it aside" in told.value.cure
    with pytest.raises(Refused, match="drawn already"):
        sample.draw_sample(lead, round_, CORE, Rules("simple", 3))


def test_the_list_is_frozen_and_every_act_is_an_entry(lead: Workspace) -> None:
    """A case that comes later is not in the frame; ledger and rows agree after every act."""
    made = drawn(lead, Rules("stratified", 8, "team"))
    assert [one.name for one in made.strata] == ["Alder", "Beech"]
    council.keep_case(lead, Case("", "", council_number="LATE", kind="child_in_need"))
    sample.extend(lead, made.id, 30, "More were wanted")
    sample.drop(lead, made.id, made.drawn[0], "The file is sealed by the court")
    grown = sample.need_drawn(lead, made.id)
    late = council_shelf.case_by_number(lead.store, "LATE")
    assert late is not None
    assert late.id not in {p.case for p in shelf.frame(lead.store, grown).places}
    acts = [e.body["act"] for e in lead.store.ledger.entries("draw") if e.body]
    assert acts == ["seed", "draw", "extend", "drop"]
    assert whole(lead)


def test_extending_keeps_and_dropping_promotes(lead: Workspace) -> None:
    """The first cases stay; a dropped one is replaced by the first reserve, with the reason kept."""
    made = drawn(lead)
    sample.extend(lead, made.id, 12, "More were wanted")
    grown = sample.need_drawn(lead, made.id)
    assert grown.drawn[:8] == made.drawn
    assert len(grown.drawn) == 12
    reserve = next(one for one in sample_list.lines(lead, made.id) if one.state == "reserve")
    sample.drop(lead, made.id, made.drawn[2], "Moved to another council")
    after = sample.need_drawn(lead, made.id)
    assert after.dropped[0].promoted == reserve.case
    assert reserve.case in after.drawn
    assert made.drawn[2] not in after.drawn
    states = {one.case: one.state for one in sample_list.lines(lead, made.id)}
    assert states[reserve.case] == "promoted"
    assert states[made.drawn[2]] == "dropped"
    with pytest.raises(QAError, match="has 12 already"):
        sample.extend(lead, made.id, 12, "Once more")


@pytest.mark.parametrize("reason", ["", "  ", "Ask Worker Q1 about it", "It is MU0003"])
def test_reasons_are_needed_and_name_nobody(lead: Workspace, reason: str) -> None:
    """Certificates print them."""
    made = drawn(lead, Rules("cohort"))
    case = council_shelf.case_by_number(lead.store, "MU0003")
    if case is None or case.id not in made.drawn:
        case = council_shelf.case(lead.store, made.drawn[0])
        reason = reason.replace("MU0003", case.council_number if case else "")
    assert case is not None
    with pytest.raises(QAError, match="reason"):
        sample.drop(lead, made.id, case.id, reason)


def test_left_out_with_reasons_and_counts(lead: Workspace) -> None:
    """Own list, siblings, this round, and the twelve months: each counted under its reason."""
    ids = list(council_shelf.cases(lead.store))
    made = drawn(lead, Rules("cohort"), **{ids[0]: "Under a legal hold"})
    left = [p.left for p in shelf.frame(lead.store, made).places if p.left]
    assert sorted(left) == ["own:Under a legal hold", "sibling"]
    assert len(made.drawn) == 38
    assert ids[0] not in made.drawn


def test_i_know_this_family_promotes_the_next_reserve(lead: Workspace) -> None:
    """An auditor gives a drawn case back: the reserve comes in, in the same transaction."""
    made = drawn(lead)
    ottoline = next(p for p in lead.people.values() if p.name.startswith("Ottoline"))
    case = made.drawn[0]
    wish = council.Wish(made.round, case, CORE, ottoline.id)
    given = council.allocate(lead, [wish]).ids[0]
    assert case not in {one.case for one in sample_list.drawn(lead, round_of(lead))}
    with pytest.raises(Refused, match="allocated already"):
        sample.drop(lead, made.id, case, "Not wanted")
    hers = replace(lead, person=ottoline)
    change = council.give_back(hers, given, "I chaired a conference for them.")
    assert change.touches("sample")
    after = sample.need_drawn(lead, made.id)
    assert case not in after.drawn
    assert len(after.drawn) == 8
    assert after.dropped[0].reason == sample.KNOWN_FAMILY
    assert after.dropped[0].promoted in {
        one.case for one in sample_list.drawn(lead, round_of(lead))
    }


def test_taking_a_case_back_from_an_auditor_keeps_it_in_the_sample(lead: Workspace) -> None:
    """The QA lead moves a case to somebody else: it is still the drawn one."""
    made = drawn(lead)
    ottoline = next(p for p in lead.people.values() if p.name.startswith("Ottoline"))
    wish = council.Wish(made.round, made.drawn[0], CORE, ottoline.id)
    given = council.allocate(lead, [wish]).ids[0]
    council.give_back(lead, given, "She is on leave.")
    assert sample.need_drawn(lead, made.id).drawn == made.drawn
    assert sample_list.drawn(lead, round_of(lead))[0].case == made.drawn[0]


def test_hand_picking_is_marked_and_can_be_forbidden(lead: Workspace) -> None:
    """A picked case stands apart with its reason; the policy can forbid it."""
    made, round_ = drawn(lead), round_of(lead)
    other = next(c for c in council_shelf.cases(lead.store) if c not in made.drawn)
    sample.pick(lead, round_, CORE, other, "A complaint was upheld")
    last = sample_list.drawn(lead, round_)[-1]
    assert (last.case, last.selection) == (other, "picked")
    assert sample_list.selection_of(lead, round_.id, CORE, other) == "picked"
    assert sample_list.selection_of(lead, round_.id, CORE, made.drawn[0]) == "random"
    assert other not in sample.need_drawn(lead, made.id).drawn
    session.keep_policy(lead, replace(lead.policy, allow_hand_picking=False))
    more = next(c for c in council_shelf.cases(lead.store) if c not in {*made.drawn, other})
    with pytest.raises(Refused, match="forbids"):
        sample.pick(lead, round_, CORE, more, "Another complaint")


def test_a_sample_set_aside_stays_in_the_record(lead: Workspace) -> None:
    """Never redrawn silently: the old seed and the reason stay beside the new sample."""
    made, round_ = drawn(lead), round_of(lead)
    sample.set_aside(lead, made.id, "The list was last month's")
    again = drawn(lead)
    states = [(row.sample.id, row.sample.state) for row in sample_list.of_round(lead, round_)]
    assert sorted(states) == sorted([(made.id, "set_aside"), (again.id, "drawn")])
    assert again.drawn == made.drawn  # the same seed and list
    with pytest.raises(QAError, match="not drawn"):
        sample.extend(lead, made.id, 20, "More")


def test_only_the_qa_lead_draws(lead: Workspace) -> None:
    """An auditor neither records seeds nor draws nor sees the sample."""
    made, round_ = drawn(lead), round_of(lead)
    hers = replace(lead, person=next(p for p in lead.people.values() if "auditor" in p.roles))
    with pytest.raises(Refused):
        sample.record_seed(hers, round_, CORE)
    with pytest.raises(Refused):
        sample.drop(hers, made.id, made.drawn[0], "No")
    with pytest.raises(Refused):
        sample_list.lines(hers, made.id)


def test_the_outlook_tells_what_a_draw_gives(lead: Workspace) -> None:
    """Counts, strata, time and precision before anything is drawn."""
    round_ = round_of(lead)
    rules = sample_frame.complete(lead, round_, CORE, Rules("stratified", 12, "team"))
    cases = sample_frame.frame_cases(lead, round_, CORE, rules, {})
    template = templates.current(lead, CORE)[0]
    told = sample_frame.outlook(cases, rules, template, lead.clock.today())
    assert (told.frame, told.could, told.taken) == (40, 39, 12)
    assert dict(told.left) == {"A sibling stands for the family": 1}
    assert told.minutes == 12 * template.minutes
    assert "points" in told.precision


def test_cases_audited_lately_are_left_out_and_counted(desk: Desk) -> None:
    """In the made-up council every audited case is out, except from a dip sample."""
    tom = desk("qa lead")
    round_ = Round("", "Next", templates=(CORE,), starts=date(2026, 11, 1))
    made = council.round_named(tom, council.keep_round(tom, round_).ids[0])
    rules = sample_frame.complete(tom, made, CORE, Rules("simple", 1))
    cases = sample_frame.frame_cases(tom, made, CORE, rules, {})
    template = templates.current(tom, CORE)[0]
    told = sample_frame.outlook(cases, rules, template, tom.clock.today())
    assert told.recent == dict(told.left)["Audited within 12 months"] > 0
    dip = replace(rules, method="dip")
    free = sample_frame.outlook(cases, dip, template, tom.clock.today())
    assert free.recent == told.recent
    assert free.could == told.could + told.recent


def test_twelve_months_before_the_last_of_february() -> None:
    """The day is there in every month."""
    assert sample_frame.months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert sample_frame.months_before(date(2026, 11, 20), 12) == date(2025, 11, 20)
    assert sample_frame.months_before(date(2026, 1, 31), 2) == date(2025, 11, 30)


def test_the_coverage_map_adds_up_and_names_no_small_group(desk: Desk) -> None:
    """Every open case once; results by area and ethnicity with small groups folded."""
    tom = desk("qa lead")
    found = sample.coverage(tom)
    open_ = [c for c in council_shelf.cases(tom.store).values() if c.closed is None]
    assert found.all.cases == len(open_) == sum(one.covered.cases for one in found.teams)
    assert found.all.never + found.all.long_ago == found.untouched
    assert found.results
    for one in found.results:
        assert one.n >= tom.policy.small_team_audits or one.words == "too few to say"
    with pytest.raises(Refused):
        sample.coverage(desk("auditor"))
