"""Erasing beyond the audit itself: actions, reports that quote, and what the look says of the rest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.action.model import Action
from qa_tool.audit.record import Audit
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.calibration import Calibration, Example
from qa_tool.publication.model import Quoted
from qa_tool.retention.words import GONE
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import publication as shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.store import theme as theme_shelf
from qa_tool.store import voice as voice_shelf
from qa_tool.store.verify import verify
from qa_tool.theme.model import Wording
from qa_tool.voice.model import Attempt
from qa_tool.work import audit as audits
from qa_tool.work import erasing, publication, subject_access
from qa_tool.work.subject_access import Asked
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
WHY = "They asked for it in a made-up letter."
HERE = "publication-2026-27"


def _signed(lead: Workspace) -> tuple[Audit, str]:
    wanted = audit_shelf.Wanted(states=("signed_off", "closed"))
    for one in audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, wanted)):
        every = audit_shelf.rows_of(lead.store, audit_shelf.Wanted(case=one.case))
        case = council_shelf.case(lead.store, one.case)
        if one.worker and len(every) == 1 and case is not None:
            return one, case.reference
    raise AssertionError("no such audit")


def _bodies(lead: Workspace) -> str:
    found = lead.store.raw.execute("SELECT body FROM entry WHERE body IS NOT NULL").fetchall()
    return "\n".join(str(row[0]) for row in found)


def _plant(lead: Workspace, audit: Audit) -> None:
    now = lead.clock.now()
    done = Action(
        "act-1", audit.id, audit.case, "risk", "zebra-what", state="verified", raised=now, done=now,
        proof="zebra-proof", difference="zebra-difference",
    )  # fmt: skip
    still = Action("act-2", audit.id, audit.case, "risk", "quagga-what", raised=now)
    attempt = Attempt("vat-1", audit.allocation, "child", date(2026, 11, 1), "visit", "not_tried",
                      "zebra-name", lead.person.id, now)  # fmt: skip
    session = Calibration("cal-1", "t", "t", "f", lead.person.id, now, None, (),
                          (Example("ex1", "t", audit.case),))  # fmt: skip
    with lead.store.together():
        lead.write("action", done.id, done)
        lead.write("action", still.id, still)
        lead.write("voice", attempt.id, voice_shelf.body(attempt))
        lead.write("calibration", session.id, session)


def test_finished_actions_go_with_the_audits_and_the_rest_is_told(desk: Desk) -> None:
    """Their words and who spoke to the child go; what stays is named with how many of each."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _plant(lead, audit)
    look = erasing.look(lead, "child", reference, audits=True)
    assert any(p.title == "Finished actions" and "act-1" in p.objects for p in look.parts)
    told = " ".join(look.stays)
    actions = action_shelf.actions(lead.store, audit=audit.id)
    n = sum(not one.finished for one in actions)
    assert f"{n} action{'s' if n > 1 else ''}, not finished" in told
    assert "1 calibration session" in told
    stops = len(safety_shelf.stops(lead.store, case=audit.case))
    assert (f"{stops} safety stop" in told) == bool(stops)
    erasing.erase(lead, "child", reference, WHY, audits=True)
    assert "zebra-" not in _bodies(lead)
    assert "quagga-what" in _bodies(lead)
    left = action_shelf.action(lead.store, "act-1")
    assert left is not None
    assert (left.what, left.proof, left.difference, left.state) == (GONE, GONE, GONE, "verified")
    assert verify(lead.store) == ()


def _printed(lead: Workspace, audit: Audit) -> None:
    """A family's quotation of this audit stands in the frozen set of the report."""
    wording = Wording("quo-z", audit.id, audit.id, "voice", "drift", "zebra-said", "zebra-said", True,
                      "given", lead.person.id, lead.clock.now(), "mark-z")  # fmt: skip
    lead.write("quotation", wording.id, {"words": wording})
    publication.freeze(lead, HERE)
    view = publication.one(lead, HERE)
    kept = view.kept
    assert kept is not None
    quoted = Quoted("quo-z", "zebra-said", "Drift", True, "Somebody", date(2026, 11, 1))
    with lead.store.together():
        chosen = replace(view.publication, quotations=("quo-z",))
        lead.write("publication", HERE, {"publication": chosen})
        lead.write("publication", f"{HERE}/set", {"set": replace(kept, quoted=(quoted,))})
    assert "zebra-said" in _bodies(lead)


def test_a_report_loses_the_quotation_and_its_yes(desk: Desk) -> None:
    """What is not out yet is asked again, without the words; the figures stay as they were frozen."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _printed(lead, audit)
    publication.review(lead, HERE)
    before = publication.one(lead, HERE)
    assert before.stands.state == "reviewed"
    look = erasing.look(lead, "family", reference)
    assert any(f"{HERE}/set" in part.objects for part in look.parts)
    erasing.erase(lead, "family", reference, WHY)
    assert "zebra-said" not in _bodies(lead)
    rows = lead.store.raw.execute("SELECT plain FROM publication_part").fetchall()
    assert not any("zebra-said" in str(row[0]) for row in rows)
    after = publication.one(lead, HERE)
    assert after.kept is not None
    assert before.kept is not None
    assert (after.kept.quoted, after.publication.quotations) == ((), ())
    assert after.kept.fingerprint == before.kept.fingerprint
    assert after.stands.state == "draft"
    publication.freeze(lead, HERE)
    assert theme_shelf.quotation(lead.store, "quo-z") is None
    assert verify(lead.store) == ()


def test_a_report_that_is_out_is_named_and_stays_published(desk: Desk) -> None:
    """The look says that copies keep the words; the yeses to it as it came out still count."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    _printed(lead, audit)
    publication.review(lead, HERE)
    cswo = desk("cswo")
    publication.approve(cswo, HERE)
    view = publication.one(cswo, HERE)
    publication.record_published(cswo, view, [])
    told = " ".join(erasing.look(cswo, "family", reference).stays)
    assert "published report of 2026-27" in told
    erasing.erase(cswo, "family", reference, WHY)
    after = publication.one(cswo, HERE)
    assert after.stands.state == "published"
    assert after.stands.approved is not None
    assert after.kept is not None
    assert shelf.frozen_of(after.kept).year == "2026-27"
    assert "zebra-said" not in _bodies(cswo)
    assert verify(cswo.store) == ()


def test_audits_are_not_erased_for_a_practitioner(desk: Desk) -> None:
    """The flag is refused, so that what others answered is not taken with it."""
    lead = desk("qa lead")
    audit, _ = _signed(lead)
    with pytest.raises(QAError, match="not for a practitioner"):
        erasing.look(lead, "worker", lead.name(audit.worker), audits=True)


def _own(desk: Desk) -> tuple[Workspace, Audit, str]:
    """An auditor's desk, and a finished audit of theirs that is the only one of its case."""
    ada = desk("auditor")
    wanted = audit_shelf.Wanted(states=("signed_off", "closed"), auditor=ada.person.id)
    for one in audit_shelf.heads(ada.store, audit_shelf.rows_of(ada.store, wanted)):
        case = council_shelf.case(ada.store, one.case)
        every = audit_shelf.rows_of(ada.store, audit_shelf.Wanted(case=one.case))
        if case is not None and len(every) == 1:
            return ada, one, case.reference
    raise AssertionError("no such audit")


def _quote(lead: Workspace, audit: Audit) -> None:
    wording = Wording("quo-r", audit.id, audit.id, "voice", "drift", "zebra-old", "zebra-old", True,
                      "given", lead.person.id, lead.clock.now(), "mark-r")  # fmt: skip
    lead.write("quotation", wording.id, {"words": wording})


def test_a_reopened_audit_is_not_finished_and_its_quotations_are_found(desk: Desk) -> None:
    """Nothing says "erased" while words of the case are being written; earlier versions count too."""
    ada, audit, reference = _own(desk)
    audits.reopen(ada, audit.id, "A visit was found.")
    lead = desk("qa lead")
    _quote(lead, audit)
    with pytest.raises(Refused, match="not finished"):
        erasing.look(lead, "child", reference, audits=True)
    # The draft stands on the auditor's own laptop only.
    lead.store.raw.execute("DELETE FROM draft")
    with pytest.raises(Refused, match="not finished"):
        erasing.look(lead, "child", reference, audits=True)
    look = erasing.look(lead, "family", reference)
    assert any("quo-r" in part.objects for part in look.parts)
    erasing.erase(lead, "family", reference, WHY)
    assert "zebra-old" not in _bodies(lead)


def test_every_version_of_an_audit_goes(desk: Desk) -> None:
    """Reopened and handed in again: the words of the first version and its quotation go as well."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _quote(lead, audit)
    again = replace(audit, id="aud-z", parent=audit.id)
    with lead.store.together():
        first = lead.store.ledger.by_id(audit_shelf.head_entry(lead.store, audit.id))
        assert first is not None
        lead.write("audit", again.id, {**(first.body or {}), "audit": again})
        lead.write("note", again.id, {"answers": {"overall.reason": "zebra-again"}})
    lead.store.raw.execute("UPDATE audit SET superseded = 1 WHERE id = ?", [audit.id])
    look = erasing.look(lead, "child", reference, audits=True)
    named = {name for part in look.parts for name in part.objects}
    assert {"quo-r", audit.id, "aud-z"} <= named
    erasing.erase(lead, "child", reference, WHY, audits=True)
    assert "zebra-" not in _bodies(lead)
    assert not [e for e in lead.store.ledger.entries("note", audit.id) if not e.blank]


def test_a_first_draft_is_not_finished(desk: Desk) -> None:
    """A draft that was never handed in is not passed over in silence."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    lead.store.raw.execute(
        "INSERT INTO draft (id, auditor, allocation, started, plain, touched)"
        " VALUES ('drf-z', 'x', 'y', '2026-11-01', json_object('case', ?), '2026-11-01')",
        [audit.case],
    )
    with pytest.raises(Refused, match="not finished"):
        erasing.look(lead, "child", reference, audits=True)


def test_a_bundle_says_that_something_was_erased(desk: Desk) -> None:
    """Whoever asks what is held about them hears that words were erased, and what is not looked through."""
    lead = desk("qa lead")
    _audit, reference = _signed(lead)
    asked = Asked("child", reference, "A made-up request", "A made-up reviewer")
    left = subject_access.gather(lead, asked)[0].left_out
    assert any(line.startswith("Calibration sessions") for line in left)
    assert any(line.startswith("Published reports") for line in left)
    assert not any("erased" in line for line in left)
    erasing.erase(lead, "child", reference, WHY, audits=True)
    left = subject_access.gather(lead, asked)[0].left_out
    assert any(line.startswith("Words that were erased on request on ") for line in left)
