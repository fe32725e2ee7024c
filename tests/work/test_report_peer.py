"""The redacted pack: read first, then exactly that leaves, and it is recorded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.template.model import Template
from qa_tool.work import report_peer
from qa_tool.work.report_peer import Asked
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def signed(lead: Workspace, n: int = 2) -> tuple[str, ...]:
    """The ids of some audits that are signed off."""
    wanted = audit_shelf.Wanted(states=("signed_off",))
    heads = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, wanted)[:n])
    return tuple(head.id for head in heads)


def asked(lead: Workspace, **changes: object) -> Asked:
    """Two audits for a made-up reviewer."""
    return replace(Asked(signed(lead), "Peer challenge", "Made-up County"), **changes)  # type: ignore[arg-type]


def words(folder: Path) -> str:
    """Everything that is printed."""
    pages = PdfReader(folder / "peer-pack.pdf").pages
    return "\n".join(page.extract_text() for page in pages)


def test_a_draft_is_read_then_exactly_that_is_released(desk: Desk, tmp_path: Path) -> None:
    """The draft is marked and recorded nowhere; its code opens the pack; another code does not."""
    lead = desk("qa lead")
    draft = report_peer.write(lead, asked(lead), tmp_path / "draft")
    assert "NOT TO LEAVE" in words(tmp_path / "draft")
    assert list(lead.store.ledger.entries(kind="release")) == []
    with pytest.raises(Refused, match="not what would leave"):
        report_peer.write(lead, asked(lead, read="0" * 12), tmp_path / "other")
    fewer = asked(lead, audits=signed(lead, 1), read=draft.code)
    with pytest.raises(Refused, match="not what would leave"):
        report_peer.write(lead, fewer, tmp_path / "other")
    assert not (tmp_path / "other").exists()
    done = report_peer.write(lead, asked(lead, read=draft.code), tmp_path / "pack")
    assert "NOT TO LEAVE" not in words(tmp_path / "pack")
    (entry,) = lead.store.ledger.entries(kind="release")
    assert entry.object == done.release
    assert entry.body is not None
    assert draft.code in entry.body["what"]
    assert entry.body["to"] == "Made-up County"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "draft", "pack"]


def test_nobody_and_no_number_stands_in_it(desk: Desk, tmp_path: Path) -> None:
    """Names of people, teams and areas, references and case numbers, typed into an audit, are blanked."""
    lead = desk("qa lead")
    first = audit_shelf.audit(lead.store, signed(lead, 1)[0])
    assert first is not None
    case = council_shelf.case(lead.store, first.case)
    assert case is not None
    person = next(iter(lead.people.values())).name
    team = next(iter(lead.teams.values())).name
    typed = f"{person} of {team} saw Zebedee Quillfeather on 3 May 2026, number {case.council_number}, {case.reference}."  # fmt: skip
    fresh = replace(first, id="aud-typed", parent="")
    with lead.store.together():
        entry = lead.write("audit", fresh.id, {"audit": fresh, "answers": {}})
        told = {"overall.reason": typed, "family_view.said": "Made-up words of a mother."}
        lead.write("note", fresh.id, {"answers": told}, parents=(entry.id,))
    report_peer.write(lead, asked(lead, audits=("aud-typed",)), tmp_path / "draft")
    text = " ".join(words(tmp_path / "draft").split())
    assert "saw [name] on [date]" in text
    gone = (
        person,
        team,
        "Zebedee",
        case.reference,
        case.council_number or "-none-",
        "3 May 2026",
        "mother",
    )
    assert [one for one in gone if one in text] == []


def test_who_and_what_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Not for the CSWO; not without why; not before sign-off; not what waits for one's own reading."""
    lead = desk("qa lead")
    target = tmp_path / "pack"
    with pytest.raises(QAError, match="who gets the pack"):
        report_peer.write(lead, asked(lead, why=" "), target)
    open_ = audit_shelf.heads(
        lead.store, audit_shelf.rows_of(lead.store, audit_shelf.Wanted(states=("handed_in",)))
    )[0]
    with pytest.raises(QAError, match="signed off"):
        report_peer.write(lead, asked(lead, audits=(open_.id,)), target)
    with pytest.raises(QAError, match="No audit is chosen"):
        report_peer.write(lead, asked(lead, audits=()), target)
    target.mkdir()
    (target / "kept").write_text("made up")
    with pytest.raises(QAError, match="not an empty folder"):
        report_peer.write(lead, asked(lead), target)
    everything = asked(lead)
    with pytest.raises(Refused, match="role"):
        report_peer.write(desk("cswo"), everything, tmp_path / "new")
    assert [p.name for p in tmp_path.iterdir() if p.name not in {"pack", "data"}] == []


def test_a_blind_reading_keeps_an_audit_out(desk: Desk, tmp_path: Path) -> None:
    """What the QA lead is to read blind cannot be put into a pack by them, signed off or not."""
    from qa_tool.moderation.model import Reading

    lead = desk("qa lead")
    chosen = audit_shelf.audit(lead.store, signed(lead, 1)[0])
    assert chosen is not None
    reading = Reading(
        "rdg-peer", chosen.id, chosen.template, chosen.case, lead.person.id, "random", made=lead.clock.now()
    )  # fmt: skip
    with lead.store.together():
        head = audit_shelf.head_entry(lead.store, chosen.id)
        lead.write("moderation", reading.id, reading, parents=(head,))
    # It goes back into moderation with the reading, and a version before it is no way round.
    with pytest.raises(QAError, match=r"signed off|blind"):
        report_peer.write(lead, asked(lead, audits=(chosen.id,)), tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


def test_a_record_about_a_worker_does_not_leave(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Supervision audits and observations are personnel records."""
    lead = desk("qa lead")
    usual = report_peer.templates.by_fingerprint

    def about_a_worker(workspace: Workspace, mark: str) -> Template:
        return replace(usual(workspace, mark), subject="worker")

    monkeypatch.setattr(report_peer.templates, "by_fingerprint", about_a_worker)
    with pytest.raises(Refused, match="personnel record"):
        report_peer.write(lead, asked(lead), tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


def test_a_failed_write_leaves_nothing_and_records_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder gets its name in the same act that records the release."""
    lead = desk("qa lead")
    code = report_peer.write(lead, asked(lead), tmp_path / "draft").code

    def full(made: Path, folder: Path) -> None:
        raise OSError(28, "made up", str(folder), None, str(made))

    monkeypatch.setattr(report_peer, "_name", full)
    with pytest.raises(QAError, match="disk is full"):
        report_peer.write(lead, asked(lead, read=code), tmp_path / "pack")
    assert list(lead.store.ledger.entries(kind="release")) == []
    assert not (tmp_path / "pack").exists()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".case-audit-")]
