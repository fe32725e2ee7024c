"""The subject-access bundle: everything held is in it, third parties are marked and never taken out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from qa_tool.audit.record import Audit
from qa_tool.audit.reply import Reply
from qa_tool.errors import QAError, Refused
from qa_tool.report import subject_access as paper
from qa_tool.report.text import texts
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import voice as voice_shelf
from qa_tool.template.model import VoiceKind
from qa_tool.voice.model import Answer, Attempt, Words
from qa_tool.work import data_release, notice, safety, subject_access
from qa_tool.work.inspection import Release
from qa_tool.work.subject_access import Asked
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def _signed(lead: Workspace) -> tuple[Audit, str]:
    """A finished audit about a practitioner's work, and its case's reference."""
    wanted = audit_shelf.Wanted(states=("signed_off", "closed"))
    for one in audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, wanted)):
        case = council_shelf.case(lead.store, one.case)
        if one.worker and case is not None:
            return one, case.reference
    raise AssertionError("no such audit")


def _plant(lead: Workspace, audit: Audit) -> None:
    """Something unique in each sort of record, with a name that the council knows in each."""
    name = lead.name(audit.auditor)
    entry = audit_shelf.head_entry(lead.store, audit.id)
    reply = Reply("rep-z", audit.id, audit.worker, agrees=True, words=f"zebra-reply to {name}",
                  said=lead.clock.now())  # fmt: skip
    with lead.store.together():
        lead.write(
            "note",
            audit.id,
            {"answers": {"overall.reason": f"zebra-note by {name}"}},
            parents=(entry,),
        )
        lead.write("reply", "rep-z", reply)
    _say(lead, audit, "child", "zebra-child spoke")
    _say(lead, audit, "worker", "zebra-worker spoke")
    safety.raise_stop(lead, "", audit.case, "serious", "child", f"zebra-stop seen by {name}")
    notice.raise_(
        lead,
        notice.Wanted(audit.case, "zebra-notice raised", ladder="looked_after", to=audit.auditor),
    )


def _say(lead: Workspace, audit: Audit, who: VoiceKind, words: str) -> None:
    attempt = Attempt(f"vat-{who}", audit.allocation, who, date(2026, 11, 1), "visit", "reached", "the auditor",
                      lead.person.id, lead.clock.now(), used=True, view="lot" if who == "child" else "")  # fmt: skip
    said = Words(attempt.id, audit.allocation, "", (Answer("q", "What helped?", words),))
    with lead.store.together():
        lead.write("voice", attempt.id, voice_shelf.body(attempt))
        lead.write("voice", f"{attempt.id}.words", voice_shelf.body(said))


def _text(desk: Workspace, asked: Asked) -> str:
    return "\n".join(texts(paper.build(subject_access.gather(desk, asked)[0]).blocks))


def test_everything_of_a_child_is_in_it_and_names_are_marked(desk: Desk) -> None:
    """Each planted word stands there whole, and the name beside it is marked, not gone."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _plant(lead, audit)
    text = _text(lead, Asked("child", reference, "A made-up request", "A made-up reviewer"))
    for planted in ("note", "reply", "child", "worker", "stop", "notice"):
        assert f"zebra-{planted}" in text
    name = lead.name(audit.auditor)
    assert f"zebra-note by [[name? {name}]]" in text
    assert f"zebra-stop seen by [[name? {name}]]" in text
    assert name not in text.replace(f"[[name? {name}]]", "")


def test_another_childs_record_is_not_in_it(desk: Desk) -> None:
    """What hangs on another case stays out, however alike; a brother's or sister's reference is marked."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    other = next(c for c in council_shelf.cases(lead.store).values() if c.id != audit.case)
    safety.raise_stop(lead, "", other.id, "serious", "child", "zebra-of-another")
    mine = council_shelf.case(lead.store, audit.case)
    assert mine is not None
    with lead.store.together():
        for case in (mine, other):
            lead.write("case", case.id, replace(case, family="fam-1"))
    safety.raise_stop(
        lead, "", audit.case, "serious", "child", f"Seen together with {other.reference} today"
    )
    text = _text(lead, Asked("child", reference, "A request", "A reviewer"))
    assert "zebra-of-another" not in text
    assert f"[[reference? {other.reference}]]" in text


def test_a_practitioners_bundle_has_their_words_and_not_the_childs(desk: Desk) -> None:
    """Their reply and what they were asked; their own name is not marked; the child's voice is not theirs."""
    lead = desk("qa lead")
    audit, _ = _signed(lead)
    _plant(lead, audit)
    name = lead.name(audit.worker)
    text = _text(lead, Asked("worker", name, "A made-up request", "A made-up reviewer"))
    assert "zebra-reply" in text
    assert "zebra-worker" in text
    assert "zebra-child" not in text
    assert "[[the child and family]]" in text
    assert f"[[name? {name}]]" not in text
    assert name in text


def test_what_was_there_before_is_told_too(desk: Desk) -> None:
    """An earlier wording that is still held stands under the newest."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    said = Reply(
        "rep-z",
        audit.id,
        audit.worker,
        agrees=True,
        words="First zebra-wording here",
        said=lead.clock.now(),
    )
    with lead.store.together():
        lead.write("reply", "rep-z", said)
        lead.write("reply", "rep-z", replace(said, words="Second zebra-wording here"))
    text = _text(lead, Asked("child", reference, "A request", "A reviewer"))
    assert "Second zebra-wording here" in text
    assert "First zebra-wording here" in text


def test_files_and_record_come_together(desk: Desk, tmp_path: Path) -> None:
    """Both files hold the same marks; that it left is a release; where the folder fails nothing is recorded."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _plant(lead, audit)
    before = len(list(lead.store.ledger.entries("release")))
    asked = Asked("child", reference, "A made-up request", "A made-up reviewer")
    made = subject_access.write(lead, asked, tmp_path / "out")
    pdf = "\n".join(page.extract_text() for page in PdfReader(made.files[0]).pages)
    document = docx.Document(str(made.files[1]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "OFFICIAL-SENSITIVE" in pdf
    assert "zebra-child" in pdf
    assert any("zebra-child" in cell for cell in cells)
    assert any("[[name?" in cell for cell in cells)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".case")] == []
    held = next(
        e for e in lead.store.ledger.entries("release") if e.id and e.object == made.release
    )
    assert held.body is not None
    assert (held.body["why"], held.body["to"]) == ("A made-up request", "A made-up reviewer")
    assert any("Subject-access" in row.what for row in data_release.released(lead))
    with pytest.raises(QAError, match="not an empty folder"):
        subject_access.write(lead, asked, tmp_path / "out")

    def fails(record: Release, name: Callable[[], None]) -> None:
        raise QAError("It could not be recorded.")

    with pytest.raises(QAError, match="recorded"):
        subject_access.write(lead, asked, tmp_path / "second", keep=fails)
    assert not (tmp_path / "second").exists()
    assert len(list(lead.store.ledger.entries("release"))) == before + 1


def test_who_may_and_what_is_refused(desk: Desk) -> None:
    """The QA lead and the CSWO; with a reason and a reviewer; of somebody who is here."""
    lead = desk("qa lead")
    _, reference = _signed(lead)
    with pytest.raises(QAError, match="who asked"):
        subject_access.gather(lead, Asked("child", reference, " ", "y"))
    with pytest.raises(QAError, match="no case"):
        subject_access.gather(lead, Asked("child", "nowhere", "x", "y"))
    with pytest.raises(QAError, match="Nobody"):
        subject_access.gather(lead, Asked("worker", "Nobody Atall", "x", "y"))
    with pytest.raises(Refused, match="needs the role"):
        subject_access.gather(desk("auditor"), Asked("child", reference, "x", "y"))
