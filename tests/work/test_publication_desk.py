"""What the page Publishing asks: withheld readings stay withheld, merges hide less, everybody has their part."""

from collections.abc import Callable
from datetime import date

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.moderation.model import Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.work import publication, publication_desk
from qa_tool.work.shield import Shielded
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
YEAR, HERE = "2026-27", "publication-2026-27"


def blind_for(by: Workspace, reader: str) -> str:
    """One counted audit of the year that this reader is to read again without its grade; its id."""
    found = publication_desk.read(by, YEAR).annual.frozen.counted[0].id
    audit = audit_shelf.audit(by.store, found)
    assert audit is not None
    reading = Reading(
        "rdg-planted", audit.id, audit.template, audit.case, reader, "random",
        made=by.clock.now(), opened=by.clock.now(),
    )  # fmt: skip
    with by.store.together():
        by.write("moderation", reading.id, reading)
    return audit.id


def test_a_reading_that_is_still_blind_is_in_no_figure(desk: Desk) -> None:
    """The QA lead who is to read an audit again is told that one is missing, and cannot freeze."""
    lead = desk("qa lead")
    before = publication_desk.read(lead, YEAR)
    name = blind_for(desk("cswo"), lead.person.id)
    lead = desk("qa lead")
    found = publication_desk.read(lead, YEAR)
    assert found.annual.frozen.withheld == before.annual.frozen.withheld + 1
    assert name in {audit.id for audit in before.annual.frozen.counted}
    assert name not in {audit.id for audit in found.annual.frozen.audits}
    assert any("blind reading" in value for _name, value in found.facts)
    with pytest.raises(Refused, match="would not be whole"):
        publication.freeze(lead, HERE)


def test_frozen_figures_that_betray_a_blind_grade_are_not_opened(desk: Desk) -> None:
    """Somebody else froze them: whoever is to read one of the audits blind sees none of it, nor the preview."""
    reader = desk("qa lead").person.id
    cswo = desk("cswo")
    name = blind_for(cswo, reader)
    publication.freeze(cswo, HERE)
    view = publication.one(cswo, HERE)
    assert name in {one.id for one in publication.frozen(cswo, view).counted}
    lead = desk("qa lead")
    with pytest.raises(Shielded):
        publication_desk.read(lead, YEAR)
    with pytest.raises(Shielded):
        publication_desk.preview(lead, YEAR, public=True)


def test_every_offer_hides_less_in_the_whole_publication(desk: Desk) -> None:
    """What is promised before the click is what stands after it, and taking it back brings the old state."""
    lead = desk("qa lead")
    found = publication_desk.read(lead, YEAR)
    offered = [choice for table in found.small for choice in table.choices]
    assert offered
    for choice in offered[:3]:
        assert choice.after < choice.before == len(found.annual.public.edition.protection.hidden)
        publication.set_rule(lead, HERE, "dfe", choice.merges)
        now = publication_desk.read(lead, YEAR).annual.public.edition
        assert len(now.protection.hidden) == choice.after
        assert choice.merges[-1].into in {merge.into for merge in now.merges}
        publication.set_rule(lead, HERE, "dfe", ())
    for table in found.small:
        for choice in table.choices if table.key.startswith(("grades-", "age-")) else ():
            merge = choice.merges[-1]
            rows = next(
                t.rows for t in found.annual.public.edition.counted.tables if t.key == table.key
            )
            places = [rows.index(name) for name in merge.names]
            assert max(places) - min(places) == len(places) - 1


def test_years_that_can_be_chosen(desk: Desk) -> None:
    """This year, the one before, and every year that was begun; the one at work comes first."""
    lead = desk("qa lead")
    assert publication_desk.years(lead) == ("2026-27", "2025-26")
    publication.begin(lead, "2023-24")
    assert publication_desk.years(lead) == ("2026-27", "2025-26", "2023-24")
    assert publication_desk.usual_year(lead) == YEAR
    assert lead.clock.today() == date(2026, 11, 20)


def test_who_may_do_what_is_said_in_a_sentence(desk: Desk) -> None:
    """Approval and withdrawal are the CSWO's; nobody reviews before the figures are frozen."""
    lead = desk("qa lead")
    view = publication.one(lead, HERE)
    assert "not frozen" in publication_desk.forbidden(lead, view, "reviewed")
    assert "needs the role" in publication_desk.forbidden(lead, view, "approved")
    assert "Nobody has said yes" in publication_desk.forbidden(lead, view, "returned")
    publication.write_text(lead, HERE, "activity", "Words.")
    publication.freeze(lead, HERE)
    assert publication_desk.forbidden(lead, publication.one(lead, HERE), "reviewed") == ""
    publication.review(lead, HERE)
    view = publication.one(lead, HERE)
    assert "reviewed as it stands" in publication_desk.forbidden(lead, view, "reviewed")
    told = dict(publication_desk.story(lead, view))
    assert {"Begun", "Figures frozen", "Reviewed"} <= set(told)
    publication.write_text(lead, HERE, "activity", "Other words.")
    told = dict(publication_desk.story(lead, publication.one(lead, HERE)))
    assert "asked again" in told["Reviewed"]
    with pytest.raises(QAError):
        publication_desk.read(desk("moderator"), YEAR)
