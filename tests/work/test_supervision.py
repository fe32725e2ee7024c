"""Supervision: the slip of one page, who records that it was talked about, and Home."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.errors import QAError, Refused
from qa_tool.store import voice as shelf
from qa_tool.work import audit_list, council, feedback, home, report, session, supervision, voice
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
TODAY = date(2026, 11, 20)


def _not_talked_about(lead: Workspace) -> tuple[str, str]:
    """A handed-in audit that nobody talked about in supervision, and the team that is its own."""
    found = shelf.asked(lead.store, handed_in=True)
    return next(
        (one.audit, one.team) for one in found
        if one.state in {"handed_in", "agreed", "signed_off", "closed"}
        and not shelf.discussed(lead.store, one.audit)
    )  # fmt: skip


def _manager(desk: Desk, team: str) -> Workspace:
    """Jonah, as if he managed this team."""
    jonah = desk("team manager")
    jonah.person = replace(jonah.person, team=team)
    return jonah


def test_from_feedback_to_the_slip_discussed(desk: Desk, tmp_path: Path) -> None:
    """Told, it waits on the team manager's Home; the slip is one page; the date ends the waiting."""
    lead = desk("qa lead")
    made, team = _not_talked_about(lead)
    if not feedback.given(lead, made):
        feedback.feedback_given(lead, made, "Practitioner", TODAY)
    for audit, _, _, _ in shelf.not_discussed(lead.store, team):
        if audit != made:
            supervision.record_discussed(lead, audit, TODAY)
    jonah = _manager(desk, team)
    waits = [w for w in home.overview(jonah).waiting if w.place.get("show") == "supervision"]
    assert [w.place["audit"] for w in waits] == [made]
    report.write(jonah, "supervision", tmp_path / "slip.pdf", Scope(audit=made))
    pages = PdfReader(tmp_path / "slip.pdf").pages
    assert len(pages) == 1
    words = pages[0].extract_text()
    assert "What was done well" in words
    assert "Date discussed" in words
    supervision.record_discussed(jonah, made, TODAY)
    assert supervision.due(jonah) == ()
    assert supervision.due_of(jonah, made) is None
    report.write(jonah, "supervision", tmp_path / "again.pdf", Scope(audit=made))
    assert "20 November 2026" in PdfReader(tmp_path / "again.pdf").pages[0].extract_text()
    report.write(jonah, "audit", tmp_path / "feedback.pdf", Scope(audit=made))
    first = PdfReader(tmp_path / "feedback.pdf").pages[0].extract_text()
    assert "Talked about in" in first
    assert session.verify(desk("qa lead")) == ()


def test_who_may_record_and_which_day(desk: Desk) -> None:
    """Not the practitioner, not a stranger, not a day to come, not before the hand-in, not twice."""
    lead = desk("qa lead")
    made, _ = _not_talked_about(lead)
    audit = audit_list.view(lead, made).audit
    assert audit.handed_in is not None
    with pytest.raises(QAError, match="future"):
        supervision.record_discussed(lead, made, TODAY + timedelta(days=1))
    with pytest.raises(QAError, match="before the audit was handed in"):
        supervision.record_discussed(lead, made, audit.handed_in.date() - timedelta(days=1))
    supervision.record_discussed(lead, made, TODAY)
    with pytest.raises(QAError, match="already"):
        supervision.record_discussed(lead, made, TODAY)
    with pytest.raises(Refused):
        supervision.record_discussed(desk("iro"), made, TODAY)
    lead = desk("qa lead")
    lead.person = lead.people[audit.worker]
    with pytest.raises(Refused, match="practitioner's manager"):
        supervision.record_discussed(lead, made, TODAY)
    assert supervision.due(lead) == ()


def test_replies_and_dates_stand_in_the_feedback(desk: Desk, tmp_path: Path) -> None:
    """What the manager replied, and when people were told, is printed with the audit."""
    lead = desk("qa lead")
    made, team = _not_talked_about(lead)
    if not feedback.given(lead, made):
        feedback.feedback_given(lead, made, "Practitioner", TODAY)
    jonah = _manager(desk, team)
    assert feedback.reply_due(jonah, made) is not None
    feedback.reply(jonah, made, agrees=True, words="Made-up reply: we see it as you do.")
    assert feedback.reply_due(jonah, made) is None
    report.write(jonah, "audit", tmp_path / "f.pdf", Scope(audit=made))
    words = " ".join(
        " ".join(p.extract_text().split()) for p in PdfReader(tmp_path / "f.pdf").pages
    )
    assert "we see it as you do" in words
    assert "Jonah Pellow agrees" in words
    assert "Told:" in words


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_the_voices_report_counts_and_quotes_nobody(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    """Coverage and counts, for those who may have it; not a word of anybody is in it."""
    lead = desk("qa lead")
    target = tmp_path / f"voice{suffix}"
    report.write(lead, "voice", target, Scope())
    words = shelf.words(lead.store, [a.allocation for a in shelf.asked(lead.store)])
    said = {answer.words for one in words.values() for answer in one.answers}
    assert said
    if suffix == ".pdf":
        text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(target).pages)
        found = voice.coverage(lead, council.round_named(lead))
        assert f"{found.of('child').obtained} of {found.of('child').audits}" in text
    else:
        from openpyxl import load_workbook

        text = repr([list(r) for s in load_workbook(target) for r in s.values])
        assert "Practitioner" in text
    assert not [one for one in said if one in text]
    with pytest.raises(Refused):
        report.write(desk("iro"), "voice", tmp_path / f"no{suffix}", Scope())
