"""The inspection drawer: what stands in it, for whom, blind where it must be, and what is printed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import council as council_shelf
from qa_tool.work import action, inspection, inspection_words, safety
from qa_tool.work.inspection_part import PARTS, Looked, Part, parts
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant

Desk = Callable[[str], Workspace]


def test_a_number_typed_and_everything_stands_there(desk: Desk) -> None:
    """By the council's number or the reference, also in small letters: audit, reading, actions, stops."""
    lead = desk("qa lead")
    row = next(r for r in inspection.recent(lead) if r.actions and r.first != r.final)
    drawer = inspection.open_case(lead, row.reference.lower())
    case = council_shelf.case(lead.store, drawer.case)
    assert case is not None
    assert inspection.open_case(lead, f" {case.council_number} ") == drawer
    said = {part.key: part for part in drawer.parts}
    assert list(said)[:5] == ["audits", "readings", "replies", "actions", "safety"]
    assert row.final in said["audits"].lines[0].title
    assert said["readings"].lines[0].state == "Settled"
    assert len([line for line in said["actions"].lines if line.page == "actions"]) == row.actions
    assert drawer.number == case.council_number


def test_actions_with_proof_and_stops_of_every_mode_stand_there(desk: Desk) -> None:
    """The proof and the difference are told; a stop raised outside an audit is there too."""
    lead = desk("qa lead")
    row = next(r for r in action.rows(lead, states=("done", "verified")) if r.audit)
    reference = row.reference
    found = inspection.open_case(lead, reference)
    lines = next(part for part in found.parts if part.key == "actions").lines
    assert any("Proof: " in line.detail for line in lines)
    safety.raise_stop(lead, "", found.case, "danger", "child", "A made-up worry.")
    again = inspection.open_case(lead, reference)
    stops = next(part for part in again.parts if part.key == "safety").lines
    assert any("A made-up worry." in line.detail for line in stops)


@pytest.mark.parametrize("who", ["auditor", "moderator", "team manager", "iro", "partner"])
def test_it_is_for_the_qa_lead_and_the_cswo_alone(desk: Desk, who: str) -> None:
    """Every door of it refuses."""
    other = desk(who)
    for ask in (
        lambda: inspection.open_case(other, "K7Q3-MD9"),
        lambda: inspection.numbers(other),
        lambda: inspection.rows(other, []),
        lambda: inspection.release(other, ["aud"], "Because."),
        lambda: inspection.print_audits(other, [], Path("nowhere")),
    ):
        with pytest.raises(Refused, match="needs the role"):
            ask()


def test_the_cswo_does_not_see_the_number(desk: Desk) -> None:
    """She may type it, and the drawer does not say it."""
    cswo = desk("cswo")
    case = next(c for c in council_shelf.cases(cswo.store).values() if c.council_number)
    drawer = inspection.open_case(cswo, case.council_number)
    assert drawer.reference == case.reference
    assert case.council_number not in repr(drawer)
    lead = desk("qa lead")
    whole = inspection.open_case(lead, case.council_number)
    assert case.council_number not in repr(inspection_words.told_case(whole))
    assert case.council_number not in "\n".join(inspection_words.lines_of(whole))


def _moderating_lead(desk: Desk) -> tuple[Workspace, str, str]:
    """A QA lead who is to read the planted audit again; its id and its case's reference."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    case = council_shelf.case(lead.store, reading.case)
    assert case is not None
    safety.raise_stop(lead, "", case.id, "danger", "child", f"{PLANTED} outside an audit")
    both = desk("moderator")
    both.person = replace(both.person, roles=("moderator", "qa_lead"))
    return both, reading.audit, case.reference


def test_the_blind_holds_in_the_drawer_and_in_the_list(desk: Desk) -> None:
    """A QA lead who moderates: the audit is counted as withheld, and nothing of it is told."""
    both, planted, reference = _moderating_lead(desk)
    blind = inspection.open_case(both, reference)
    # The stop sent the case's other audit to be read again too, so both are withheld.
    assert (blind.withheld, blind.audits) == (2, ())
    assert PLANTED not in repr(blind)
    assert PLANTED not in repr(safety.register(both))
    row = next(r for r in inspection.recent(both) if r.id == planted)
    assert (row.first, row.final, row.actions, row.withheld) == ("", "", 0, True)
    with pytest.raises(Refused, match="blind second reading"):
        inspection.release(both, [planted], "Asked for.")
    assert planted not in inspection.audits_of(both, [reference])
    assert PLANTED in repr(inspection.open_case(desk("cswo"), reference))


def test_the_list_is_of_the_last_months(desk: Desk) -> None:
    """Nothing older, the latest first, and as many actions as there are."""
    lead = desk("qa lead")
    found = inspection.recent(lead, 3)
    first = inspection.since(lead, 3)
    days = [row.handed_in.date() for row in found if row.handed_in]
    assert days == sorted(days, reverse=True)
    assert all(day >= first for day in days)
    assert len(found) < len(inspection.recent(lead, 24))
    row = next(r for r in found if r.actions)
    assert row.actions == len(action.rows(lead, audit=row.id))
    with pytest.raises(QAError, match="cannot be listed"):
        inspection.since(lead, 0)


def test_printing_is_recorded_and_names_nobody(desk: Desk, tmp_path: Path) -> None:
    """One PDF an audit under its reference; what, why and which are in the ledger."""
    lead = desk("qa lead")
    chosen = [row.id for row in inspection.recent(lead)[:2]]
    with pytest.raises(QAError, match="why they leave"):
        inspection.release(lead, chosen, " ")
    with pytest.raises(QAError, match="No audit is chosen"):
        inspection.release(lead, [], "Asked for.")
    inspection.release(lead, chosen, "Asked for by an inspector.")
    written = inspection.print_audits(lead, chosen, tmp_path / "new" / "folder")
    assert len({path.name for path in written}) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)
    (kept,) = lead.store.ledger.entries(kind="release")
    assert kept.body is not None
    assert kept.body["audits"] == chosen


@pytest.mark.parametrize(
    ("typed", "said"), [("  ", "No case number"), ("zzz", "no case with this")]
)
def test_a_number_nobody_has(desk: Desk, typed: str, said: str) -> None:
    """One sentence and what to do."""
    with pytest.raises(QAError, match=said):
        inspection.open_case(desk("qa lead"), typed)


def test_a_council_that_keeps_no_numbers_is_told_so(desk: Desk) -> None:
    """The cure fits the council's policy."""
    from qa_tool.work import session

    lead = desk("qa lead")
    session.keep_policy(lead, replace(lead.policy, keep_council_number=False))
    with pytest.raises(QAError) as told:
        inspection.open_case(lead, "12345")
    assert "keeps no case numbers" in told.value.cure


def _extra(workspace: Workspace, looked: Looked) -> Part:
    """A part as another noun would add it."""
    return Part("extra", "Extra", (), f"{len(looked.ids)} audits")


def test_another_noun_adds_its_part_in_one_line(desk: Desk) -> None:
    """A module and a function are enough; it is handed the audits that may be seen."""
    lead = desk("qa lead")
    case = min(council_shelf.cases(lead.store).values(), key=lambda one: one.id)
    found = parts(lead, Looked(case, ()), (*PARTS, f"{__name__}:_extra"))
    assert found[-1].empty == "0 audits"


def test_a_grade_that_is_not_signed_off_is_not_called_final(desk: Desk) -> None:
    """An inspector is told the first grade, and no final one that does not exist yet."""
    rows = [row for row in inspection.recent(desk("qa lead")) if not row.withheld]
    states = {row.state for row in rows}
    assert {"Handed in", "Signed off"} <= states
    for row in rows:
        assert bool(row.final) == (row.state in {"Signed off", "Closed"}), row.state
