"""Tags and the codebook: once is once, merging keeps counts, history stays, roles and the blind hold."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.figures.basis import basis
from qa_tool.figures.tagged import counts, having
from qa_tool.store import audit as audit_shelf
from qa_tool.store import theme as shelf
from qa_tool.store.audit import Wanted
from qa_tool.store.verify import verify
from qa_tool.theme.model import Theme
from qa_tool.work import audit, theme, theme_facts, theme_tag
from qa_tool.work.theme_tag import Spot
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in, read_by_mira
from tests.work.test_blind import plant

Desk = Callable[[str], Workspace]


def _signed(lead: Workspace) -> str:
    """A signed-off audit without a tag."""
    numbers = audit_shelf.rows_of(lead.store, Wanted(states=("closed", "signed_off")))
    tagged = {one[0] for one in shelf.places(lead.store)}
    return next(
        one.id for one in audit_shelf.heads(lead.store, numbers)
        if one.id not in tagged and one.selection == "random" and not one.parent
    )  # fmt: skip


def _n(lead: Workspace, name: str) -> int:
    found = theme_facts.tagged(lead)
    return next(
        row.counted for row in counts(found.data, found.marks, found.book) if row.theme.id == name
    )


def test_the_shipped_codebook_is_whole() -> None:
    """Every theme says what it is, what counts and what does not; the three Essex themes come first."""
    themes = theme.shipped()
    assert [one.id for one in themes[:3]] == [
        "work_not_recorded", "oversight_thin", "direct_work_thin",
    ]  # fmt: skip
    assert 15 <= len(themes) <= 25
    assert len({one.id for one in themes}) == len({one.title for one in themes}) == len(themes)
    for one in themes:
        assert one.title
        assert one.definition
        assert one.counts
        assert one.not_counts
        assert one.group
    assert {one.tone for one in themes} == {"strength", "development"}


def test_tagging_twice_is_once_and_taking_away_takes_it_away(desk: Desk) -> None:
    """The same theme at the same place is one tag, at two places one audit, taken away none."""
    lead = desk("qa lead")
    name, before = _signed(lead), _n(lead, "drift")
    for key in ("risk.reason", "risk.reason", "impact.reason"):
        theme_tag.tag(lead, name, Spot(key), "drift")
    assert len(theme_tag.of_audit(lead, name)) == 2
    assert _n(lead, "drift") == before + 1
    for row in theme_tag.of_audit(lead, name):
        theme_tag.untag(lead, name, row.id)
    assert theme_tag.of_audit(lead, name) == ()
    assert _n(lead, "drift") == before
    theme_tag.tag(lead, name, Spot("risk.reason"), "drift")
    assert len(theme_tag.of_audit(lead, name)) == 1
    assert verify(lead.store) == ()


def test_a_merged_theme_counts_where_it_went_and_an_audit_only_once(desk: Desk) -> None:
    """Old tags follow a merge; an audit with both is one; use again brings them back."""
    lead = desk("qa lead")
    name = _signed(lead)
    theme_tag.tag(lead, name, Spot("risk.reason"), "drift")
    theme_tag.tag(lead, name, Spot("risk.reason"), "plan_not_smart")
    found = theme_facts.tagged(lead)
    counted = basis(found.data).counted
    drifting = having(counted, found.marks, "drift")
    vague = having(counted, found.marks, "plan_not_smart")
    theme.merge(lead, "plan_not_smart", "drift", "Auditors could not tell them apart")
    assert _n(lead, "drift") == len({one.id for one in (*drifting, *vague)})
    assert [row.theme for row in theme_tag.of_audit(lead, name)] == ["drift"]
    assert theme.codebook(lead).settled("plan_not_smart") == "drift"
    theme.use_again(lead, "plan_not_smart")
    assert _n(lead, "drift") == len(drifting)
    assert [one.what for one in theme.history(lead, "plan_not_smart")] == [
        "Merged into another theme. Auditors could not tell them apart", "In use again",
    ]  # fmt: skip
    assert verify(lead.store) == ()


def test_merging_refuses_what_makes_no_sense(desk: Desk) -> None:
    """Never into itself, in a circle, into the other kind, or into a retired one."""
    lead = desk("qa lead")
    theme.merge(lead, "plan_not_smart", "drift", "")
    for one, other in (
        ("drift", "drift"),
        ("drift", "plan_not_smart"),
        ("plan_not_smart", "drift"),
        ("drift", "relationship"),
    ):
        with pytest.raises(QAError):
            theme.merge(lead, one, other, "")
    theme.retire(lead, "voice_thin", "Asked by a survey now")
    with pytest.raises(Refused, match="retired"):
        theme.merge(lead, "drift", "voice_thin", "")
    with pytest.raises(QAError, match="cannot be tagged"):
        theme_tag.tag(lead, _signed(lead), Spot("risk.reason"), "voice_thin")


def test_a_council_words_its_own_themes(desk: Desk) -> None:
    """Added and reworded themes stand in the codebook; two of one title are refused; others may not."""
    lead = desk("qa lead")
    own = Theme("", "Bedrooms not seen", "development", "Nobody wrote where the child sleeps.")
    name = theme.add(lead, own).ids[0]
    with pytest.raises(QAError, match="already"):
        theme.add(lead, own)
    with pytest.raises(QAError, match="no definition"):
        theme.add(lead, replace(own, title="Another", definition=" "))
    kept = theme.theme(lead, name)
    theme.reword(lead, replace(kept, title="The bedroom was not seen"))
    assert theme.codebook(lead).find("bedr")[0].id == name
    assert [one.title for one in theme.history(lead, name)] == [
        "Bedrooms not seen", "The bedroom was not seen",
    ]  # fmt: skip
    with pytest.raises(Refused):
        theme.add(desk("auditor"), replace(own, title="Another"))


def test_a_drafts_tags_are_kept_at_once_hold_no_words_and_count_after_hand_in(desk: Desk) -> None:
    """Only codes reach the ledger before hand-in; nobody else sees them; reopening keeps them."""
    ada = desk("auditor")
    name = draft(ada, 3)
    reason = str(ada.store.drafts.answers(name)["risk.reason"])
    theme_tag.tag(ada, name, Spot("risk.reason", 2, len(reason)), "drift")
    written = [e.body for e in ada.store.ledger.entries("tag") if (e.body or {})["version"] == name]
    assert len(written) == 1
    assert reason[2:] not in repr(written)
    assert (written[0] or {})["end"] == len(reason)
    lead = desk("qa lead")
    before = theme_facts.tagged(lead)
    assert name not in before.marks
    with pytest.raises(Refused, match="somebody else"):
        theme_tag.of_audit(lead, name)
    ada = desk("auditor")
    hand_in(ada, name)
    assert [row.theme for row in theme_tag.of_audit(ada, name)] == ["drift"]
    assert verify(ada.store) == ()


def test_tags_outlive_a_reopening(desk: Desk) -> None:
    """They belong to the audit, not to one version of it, and count once."""
    lead = desk("qa lead")
    mine = next(
        one for one in audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, Wanted()))
        if lead.people[one.auditor].name.startswith("Ada") and one.state in {"closed", "signed_off"}
    )  # fmt: skip
    ada = desk("auditor")
    theme_tag.tag(ada, mine.id, Spot("risk.reason"), "drift")
    fresh = audit.reopen(ada, mine.id, "A visit was overlooked")
    assert "drift" in {row.theme for row in theme_tag.of_audit(ada, fresh)}
    theme_tag.tag(ada, fresh, Spot("risk.reason"), "drift")
    hand_in(ada, fresh)
    found = theme_facts.tagged(ada)
    assert [one.id for one in having(found.data.audits, found.marks, "drift")].count(fresh) == 1
    assert mine.id not in {one.id for one in found.data.audits}


def test_who_may_tag(desk: Desk) -> None:
    """Not the team manager, not another auditor; an unknown question is refused."""
    lead = desk("qa lead")
    name = _signed(lead)
    with pytest.raises(QAError, match="no question"):
        theme_tag.tag(lead, name, Spot("weather.reason"), "drift")
    for who in ("team manager", "iro", "partner"):
        with pytest.raises(Refused):
            theme_tag.tag(desk(who), name, Spot("risk.reason"), "drift")


def test_a_moderator_neither_sees_nor_counts_tags_before_their_own_grades(desk: Desk) -> None:
    """Tags of an audit that waits to be read blind are out of sight; afterwards the moderator may tag."""
    lead = desk("qa lead")
    mira_id = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira_id)
    theme_tag.tag(lead, reading.audit, Spot("risk.reason"), "drift")
    mira = desk("moderator")
    for who in (("moderator",), ("moderator", "qa_lead")):
        mira.person = replace(mira.person, roles=who)
        with pytest.raises(Refused, match="second reading"):
            theme_tag.of_audit(mira, reading.audit)
        with pytest.raises(Refused, match="second reading"):
            theme_tag.tag(mira, reading.audit, Spot("risk.reason"), "drift")
        assert reading.audit not in theme_facts.tagged(mira).marks


def test_after_the_shield_the_moderator_tags(desk: Desk) -> None:
    """Once the second reading is over its reader adds a theme of their own."""
    ada = desk("auditor")
    name = draft(ada, 4)
    theme_tag.tag(ada, name, Spot("risk.reason"), "drift")
    hand_in(ada, name)
    mira = read_by_mira(desk, name, "inadequate")
    theme_tag.tag(mira, name, Spot("risk.reason"), "fathers_missing")
    assert {row.theme for row in theme_tag.of_audit(mira, name)} == {"drift", "fathers_missing"}
    drift = next(row for row in theme_tag.of_audit(mira, name) if row.theme == "drift")
    with pytest.raises(Refused, match="gave this tag"):
        theme_tag.untag(mira, name, drift.id)
