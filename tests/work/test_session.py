"""Founding, signing in, recovering, backing up and restoring a council."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa_tool.clock import FixedClock
from qa_tool.council.model import Area, Person, Team
from qa_tool.errors import QAError, Refused
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.policy.model import Policy
from qa_tool.work import council, session, template
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace

SECRET = "made-up passphrase"


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    """Cheap keys, a standing clock, an installation of its own."""
    clock = FixedClock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    return Doors(clock, SeededIds(3), Cost(1024, 1, 1), tmp_path / "here")


def founded(folder: Path, doors: Doors) -> tuple[Workspace, str]:
    """A new council with one founder."""
    return session.found(folder, "Made-up Council", "Una Vellacott", SECRET, doors=doors)


def test_a_new_council_has_a_founder_templates_and_a_policy(tmp_path: Path, doors: Doors) -> None:
    """After founding, audits could begin: nine templates are in use and the ledger is whole."""
    workspace, code = founded(tmp_path / "data", doors)
    assert len(template.rows(workspace)) == 9
    assert workspace.policy.council_name == "Made-up Council"
    assert workspace.is_a("qa_lead")
    assert len(code.replace("-", "")) == 32
    assert session.verify(workspace) == ()
    workspace.store.close()


def test_a_second_founding_in_the_same_folder_is_refused(tmp_path: Path, doors: Doors) -> None:
    """A store that is there is not touched."""
    founded(tmp_path / "data", doors)[0].store.close()
    with pytest.raises(Refused, match="store in this folder"):
        founded(tmp_path / "data", doors)


def test_a_wrong_passphrase_and_an_unknown_name_read_the_same(tmp_path: Path, doors: Doors) -> None:
    """Nobody learns which names exist."""
    folder = tmp_path / "data"
    founded(folder, doors)[0].store.close()
    with pytest.raises(QAError) as wrong:
        session.unlock(folder, "Una Vellacott", "not the passphrase", doors=doors)
    with pytest.raises(QAError) as unknown:
        session.unlock(folder, "Nobody At All", SECRET, doors=doors)
    assert str(wrong.value) == str(unknown.value) == "That passphrase does not open this store."


def test_the_recovery_code_opens_and_gives_a_new_key(tmp_path: Path, doors: Doors) -> None:
    """With the code a person gets a new passphrase, can write, and the ledger stays whole."""
    folder = tmp_path / "data"
    workspace, code = founded(folder, doors)
    workspace.store.close()
    again = session.recover(folder, code, "Una Vellacott", "una", "another passphrase", doors=doors)
    council.keep_area(again, Area("", "East"))
    assert session.verify(again) == ()
    again.store.close()
    with pytest.raises(QAError):
        session.recover(folder, code[:-1] + "A", "Una Vellacott", "u2", SECRET, doors=doors)


def test_somebody_let_in_signs_with_their_own_key(tmp_path: Path, doors: Doors) -> None:
    """What they write is theirs in the ledger."""
    folder = tmp_path / "data"
    lead, _ = founded(folder, doors)
    council.keep_person(lead, Person("p2", "Ravi Sandholme", ("qa_lead",)))
    session.let_in(lead, "p2", "ravi", SECRET, doors=doors)
    lead.store.close()
    ravi = session.unlock(folder, "ravi", SECRET, doors=doors)
    council.keep_area(ravi, Area("a", "East"))
    entry = list(ravi.store.ledger.entries(kind="area"))[-1]
    assert ravi.store.ledger.roster().person_of(entry.writer) == "p2"
    ravi.store.close()


def test_the_council_is_entered_and_corrected_by_the_qa_lead_only(
    tmp_path: Path, doors: Doors
) -> None:
    """Names change, history stays; another role is refused with a sentence."""
    workspace, _ = founded(tmp_path / "data", doors)
    council.keep_area(workspace, Area("a", "Est"))
    council.keep_area(workspace, Area("a", "East"))
    council.keep_team(workspace, Team("t", "Assessment East", "a", "Assessment"))
    assert [a.name for a in workspace.areas.values()] == ["East"]
    assert len(list(workspace.store.ledger.entries(kind="area"))) == 2
    workspace.person = Person("x", "Somebody", ("auditor",))
    with pytest.raises(Refused, match="QA lead"):
        council.keep_area(workspace, Area("", "West"))
    workspace.store.close()


def test_a_backup_comes_back_and_the_old_store_is_moved_aside(tmp_path: Path, doors: Doors) -> None:
    """After a restore the backup's content is there, and what stood there still exists."""
    folder = tmp_path / "data"
    workspace, _ = founded(folder, doors)
    council.keep_area(workspace, Area("a", "Before"))
    made = session.back_up(workspace, tmp_path / "one.qabackup")
    council.keep_area(workspace, Area("a", "After"))
    workspace.store.close()
    aside = session.restore(made.path, folder, doors=doors)
    assert aside is not None
    assert aside.exists()
    back = session.unlock(folder, "Una Vellacott", SECRET, doors=doors)
    assert [a.name for a in back.areas.values()] == ["Before"]
    assert session.verify(back) == ()
    back.store.close()


def test_on_another_computer_the_same_person_gets_a_new_key(tmp_path: Path, doors: Doors) -> None:
    """A copied store does not write on under the old key, so two copies never fork."""
    folder = tmp_path / "data"
    workspace, _ = founded(folder, doors)
    old = workspace.signer
    workspace.store.close()
    shutil.copytree(folder, tmp_path / "copy")
    elsewhere = Doors(doors.clock, doors.ids, doors.cost, tmp_path / "there")
    copy = session.unlock(tmp_path / "copy", "Una Vellacott", SECRET, doors=elsewhere)
    assert copy.signer is not None
    assert old is not None
    assert copy.signer.writer != old.writer
    council.keep_area(copy, Area("a", "East"))
    assert session.verify(copy) == ()
    copy.store.close()


def test_the_policy_is_kept_with_its_history(tmp_path: Path, doors: Doors) -> None:
    """A change is one more entry; nonsense is refused."""
    workspace, _ = founded(tmp_path / "data", doors)
    session.keep_policy(workspace, Policy(council_name="Made-up Council", moderation_share=40))
    assert workspace.policy.moderation_share == 40
    assert len(list(workspace.store.ledger.entries(kind="policy"))) == 2
    with pytest.raises(QAError):
        session.keep_policy(workspace, Policy(council_name="X", moderation_share=400))
    workspace.store.close()


def test_a_reader_sees_one_moment_and_cannot_write(tmp_path: Path, doors: Doors) -> None:
    """A task's own desk reads beside the window and refuses verbs."""
    workspace, _ = founded(tmp_path / "data", doors)
    reader = workspace.reader()
    with pytest.raises(QAError, match="only be read"):
        council.keep_area(reader, Area("", "East"))
    reader.store.close()
    workspace.store.close()


def test_a_new_role_reaches_the_ledger(tmp_path: Path, doors: Doors) -> None:
    """Somebody made QA lead later may let others in; their key is enrolled again with the role."""
    folder = tmp_path / "data"
    lead, _ = founded(folder, doors)
    council.keep_person(lead, Person("p2", "Ravi Sandholme", ("auditor",)))
    session.let_in(lead, "p2", "ravi", SECRET, doors=doors)
    council.keep_person(lead, Person("p2", "Ravi Sandholme", ("qa_lead",)))
    council.keep_person(lead, Person("p3", "Petra Dunmere", ("auditor",)))
    lead.store.close()
    ravi = session.unlock(folder, "ravi", SECRET, doors=doors)
    session.let_in(ravi, "p3", "petra", SECRET, doors=doors)
    ravi.store.close()
    petra = session.unlock(folder, "petra", SECRET, doors=doors)
    assert session.verify(petra) == ()
    petra.store.close()


def test_after_a_restore_nobody_writes_on_under_the_old_key(tmp_path: Path, doors: Doors) -> None:
    """The same laptop gets a new writer, so the moved-aside store and the restored one never fork."""
    folder = tmp_path / "data"
    workspace, _ = founded(folder, doors)
    made = session.back_up(workspace, tmp_path / "one.qabackup")
    old = workspace.signer.writer if workspace.signer else ""
    workspace.store.close()
    session.restore(made.path, folder, doors=doors)
    back = session.unlock(folder, "Una Vellacott", SECRET, doors=doors)
    assert back.signer is not None
    assert back.signer.writer != old
    back.store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_backup_and_restored_keys_are_for_their_owner_alone(tmp_path: Path, doors: Doors) -> None:
    """Neither the backup nor what a restore puts down can be read by others on the machine."""
    folder = tmp_path / "data"
    workspace, _ = founded(folder, doors)
    made = session.back_up(workspace, tmp_path / "one.qabackup")
    workspace.store.close()
    session.restore(made.path, tmp_path / "back", doors=doors)
    for path in (made.path, tmp_path / "back" / "store.db", tmp_path / "back" / "store.keys"):
        assert path.stat().st_mode & 0o077 == 0, path.name
