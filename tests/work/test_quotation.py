"""The bank of quotations: a second person, blanked names, consent, erasing, the blind."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import theme as shelf
from qa_tool.store.audit import Wanted
from qa_tool.store.verify import verify
from qa_tool.work import home, quotation
from qa_tool.work.quotation import Proposal
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant

Desk = Callable[[str], Workspace]
WORDS = "Made-up words: the plan came late, and nobody said why."


def _audit(lead: Workspace) -> str:
    numbers = audit_shelf.rows_of(lead.store, Wanted(states=("closed", "signed_off")))
    return next(iter(audit_shelf.heads(lead.store, numbers))).id


def _propose(desk: Workspace, words: str = WORDS, **more: object) -> str:
    given = Proposal(_audit(desk), "risk.reason", "drift", words, words)
    return quotation.propose(desk, replace(given, **more)).ids[0]  # type: ignore[arg-type]


def test_only_a_second_person_says_yes(desk: Desk) -> None:
    """Not the proposer, not somebody without the role; then it is usable, and by whom is kept."""
    lead = desk("qa lead")
    name = _propose(lead)
    with pytest.raises(Refused, match="somebody else"):
        quotation.approve(lead, name, "internal")
    with pytest.raises(Refused):
        quotation.approve(desk("auditor"), name, "internal")
    cswo = desk("cswo")
    quotation.approve(cswo, name, "internal")
    kept = shelf.quotation(cswo.store, name)
    assert kept is not None
    assert (kept.usable, kept.public, kept.decided_by) == (True, False, cswo.person.id)
    with pytest.raises(QAError, match="nobody's yes"):
        quotation.approve(cswo, name, "public")
    assert verify(cswo.store) == ()


def test_a_changed_word_asks_for_another_yes_and_its_writer_may_not_give_it(desk: Desk) -> None:
    """A yes holds for exact words; whoever changed them is their proposer from then on."""
    name = _propose(desk("qa lead"))
    cswo = desk("cswo")
    quotation.approve(cswo, name, "public")
    old = shelf.quotation(cswo.store, name)
    assert old is not None
    quotation.edit(cswo, name, Proposal(old.version, old.key, "drift", WORDS, f"{WORDS} Again."))
    now = shelf.quotation(cswo.store, name)
    assert now is not None
    assert (now.state, now.use, now.decided_by) == ("waiting", "", "")
    with pytest.raises(Refused, match="somebody else"):
        quotation.approve(cswo, name, "public")
    lead = desk("qa lead")
    quotation.approve(lead, name, "public")
    assert verify(lead.store) == ()


def test_a_refusal_has_a_reason_and_words_can_be_taken_back(desk: Desk) -> None:
    """No without a reason is refused; an approved quotation taken back is used no more."""
    name = _propose(desk("qa lead"))
    cswo = desk("cswo")
    with pytest.raises(QAError, match="no reason"):
        quotation.refuse(cswo, name, " ")
    quotation.refuse(cswo, name, "People would know whose words these are")
    other = _propose(desk("qa lead"))
    cswo = desk("cswo")
    quotation.approve(cswo, other, "internal")
    quotation.withdraw(cswo, other, "The family asked")
    states = {row.quotation.id: row.quotation.state for row in quotation.rows(cswo)}
    assert (states[name], states[other]) == ("refused", "withdrawn")


def test_names_that_the_council_knows_never_get_in(desk: Desk) -> None:
    """A proposal is blanked; a person's or team's name that was put back is refused."""
    lead = desk("qa lead")
    person = next(iter(lead.people.values())).name
    team = next(iter(lead.teams.values())).name
    words = f"{person} of {team} came on 3 March to a boy aged 7."
    clean = quotation.proposed(lead, _audit(lead), words)
    assert clean == "[name] of [team] came on [date] to a boy [age]."
    with pytest.raises(Refused, match="still stands"):
        _propose(lead, words)
    with pytest.raises(Refused, match="still stands"):
        _propose(lead, clean.replace("[name]", person.split()[0].upper()))
    assert _propose(lead, words, blanked=clean)


def test_a_familys_words_need_consent(desk: Desk) -> None:
    """Without who agreed and when they cannot even be proposed."""
    lead = desk("qa lead")
    with pytest.raises(QAError, match="family's words"):
        _propose(lead, family=True)
    assert _propose(lead, family=True, consent="The mother said yes on Monday; made up")


def test_erased_words_are_gone_everywhere_and_the_chain_stands(desk: Desk) -> None:
    """Row and ledger lose the words, edits too; verify finds nothing wrong."""
    name = _propose(desk("qa lead"), "Made-up words zanzibar")
    cswo = desk("cswo")
    quotation.approve(cswo, name, "internal")
    quotation.erase(cswo, name, "The family asked for it")
    assert shelf.quotation(cswo.store, name) is None
    held = list(cswo.store.ledger.entries(kind="quotation", object=name))
    assert len(held) == 2
    assert all(entry.blank for entry in held)
    assert "zanzibar" not in repr(quotation.rows(cswo))
    assert verify(cswo.store) == ()


def test_who_sees_what_of_the_bank(desk: Desk) -> None:
    """The words as they stand in the audit are for proposer, QA lead and CSWO; others read approved ones, blanked."""
    waiting = _propose(desk("qa lead"), "Made-up words kept back")
    used = _propose(desk("qa lead"), "Original made-up words", blanked="Blanked made-up words")
    quotation.approve(desk("cswo"), used, "internal")
    seen = {row.quotation.id: row.quotation for row in quotation.rows(desk("team manager"))}
    assert waiting not in seen
    assert (seen[used].original, seen[used].blanked) == ("", "Blanked made-up words")
    whole = {row.quotation.id: row for row in quotation.rows(desk("cswo"))}
    assert whole[waiting].may_decide
    assert whole[used].quotation.original == "Original made-up words"


def test_home_tells_who_can_say_yes(desk: Desk) -> None:
    """One line for the CSWO, none for the proposer's own words, none for an auditor."""
    lead = desk("qa lead")
    before = len(quotation.rows(lead, waiting_only=True))
    _propose(lead)
    assert len(quotation.rows(lead, waiting_only=True)) == before + 1
    assert quotation.waiting(lead) == []
    lines = home.overview(desk("cswo")).waiting
    assert [one.page for one in lines if "quotation" in one.title] == ["themes"]
    assert quotation.waiting(desk("auditor")) == []


def test_a_blind_moderator_learns_nothing_from_the_bank(desk: Desk) -> None:
    """Words of an audit that waits to be read again are out of sight and out of Home's count."""
    lead = desk("qa lead")
    mira_id = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira_id)
    given = Proposal(reading.audit, "risk.reason", "drift", PLANTED, PLANTED.replace("-", " "))
    name = quotation.propose(lead, given).ids[0]
    mira = desk("moderator")
    mira.person = replace(mira.person, roles=("moderator", "qa_lead"))
    n = sum("quotation" in line.title for line in quotation.waiting(mira))
    assert name not in {row.quotation.id for row in quotation.rows(mira)}
    assert all(name != line.place["quotation"] for line in quotation.waiting(mira)) or n == 0
    for verb in (
        lambda: quotation.sources(mira, reading.audit),
        lambda: quotation.approve(mira, name, "internal"),
        lambda: quotation.proposed(mira, reading.audit, PLANTED),
    ):
        with pytest.raises(Refused):
            verb()
