"""The jump box finds what a person may open, and nothing that is shielded from them."""

from collections.abc import Callable

from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import audit_list, search
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def test_ones_own_desk_comes_first(desk: Desk) -> None:
    """The beginning of a reference finds the case that waits, and leads to the form."""
    ada = desk("auditor")
    row = audit_list.mine(ada)[0]
    found = search.find(ada, row.reference[:5].lower())
    assert found[0].title == f"Case {row.reference}"
    assert found[0].page == "audit_form"
    assert search.find(ada, "x") == ()


def test_a_shielded_audit_is_not_found(desk: Desk) -> None:
    """A moderator does not find the audits that wait for a blind reading."""
    mira = desk("moderator")
    waiting = reading_shelf.all_of(mira.store, states=("waiting",))
    cases = council_shelf.cases(mira.store, [r.case for r in waiting])
    for case in cases.values():
        assert all(f.page != "audit_view" for f in search.find(mira, case.reference))


def test_the_councils_number_finds_for_the_qa_lead_alone(desk: Desk) -> None:
    """The whole number leads the QA lead to the audit; the chief officer finds nothing by it."""
    lead = desk("qa lead")
    number = audit_list.numbers(lead, audit_list.signed_off())[0]
    head = audit_shelf.heads(lead.store, [number])[0]
    case = council_shelf.case(lead.store, head.case)
    assert case is not None
    council_number = case.council_number
    assert search.find(lead, council_number)
    assert search.find(desk("cswo"), council_number) == ()


def test_the_list_is_filtered_by_typed_words(desk: Desk) -> None:
    """A team's or an auditor's name, a template or a piece of a reference narrows the list in SQL."""
    lead = desk("qa lead")
    every = audit_list.numbers(lead, audit_shelf.Wanted())
    team = next(iter(lead.teams.values())).name
    by_team = audit_list.rows(lead, audit_list.numbers(lead, audit_shelf.Wanted(), text=team))
    assert 0 < len(by_team) < len(every)
    assert {row.team for row in by_team} == {team}
    one = audit_list.rows(lead, every[:1])[0]
    found = audit_list.rows(
        lead, audit_list.numbers(lead, audit_shelf.Wanted(), text=one.reference.lower()[1:7])
    )
    assert one.id in {row.id for row in found}
    assert audit_list.numbers(lead, audit_shelf.Wanted(), text="no such words") == []
