"""After a restore nothing that was held or erased since the backup is lost in silence."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_tool.audit.reply import Reply
from qa_tool.clock import FixedClock
from qa_tool.errors import Refused
from qa_tool.ids import SeededIds
from qa_tool.retention.words import GONE
from qa_tool.store import reply as reply_shelf
from qa_tool.store import restored as notice
from qa_tool.store.verify import verify
from qa_tool.work import erasing, home, restored, retention, session
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace
from tests.work.conftest import CHEAP
from tests.work.test_erasing import WHY, _said, _say, _signed

Desk = Callable[[str], Workspace]
WORDS = "zebra-child"


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    """What a restore and the desk after it are opened with: an installation of its own."""
    clock = FixedClock(datetime(2026, 11, 21, 10, tzinfo=UTC))
    return Doors(clock, SeededIds(7), CHEAP, tmp_path / "here")


def _restore(lead: Workspace, backup: Path, doors: Doors) -> Workspace:
    """Put the backup in the store's place and sign in again."""
    lead.store.close()
    session.restore(backup, lead.folder, doors=doors)
    return session.unlock(lead.folder, "qa lead", "demonstration", doors=doors)


def _lines(workspace: Workspace) -> list[str]:
    return [one.title for one in home.overview(workspace).waiting if "backup" in one.title]


def test_a_hold_made_after_the_backup_forbids_erasing_until_it_is_back(
    desk: Desk, doors: Doors, tmp_path: Path
) -> None:
    """Home says what must be done again, nothing is erased before, and the hold covers the case again after."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", WORDS)
    made = session.back_up(lead, tmp_path / "one.qabackup")
    hold = retention.put_on_hold(lead, "case", reference, "A made-up claim").ids[0]
    back = _restore(lead, made.path, doors)
    assert hold not in {one.hold.id for one in retention.holds(back)}
    assert _lines(back) == ["1 legal hold made after the restored backup must be done again"]
    with pytest.raises(Refused, match="not back yet"):
        erasing.erase(back, "child", reference, WHY)
    restored.do_again(back)
    assert hold in {one.hold.id for one in retention.holds(back)}
    assert _lines(back) == []
    assert not (back.folder / notice.FILE).exists()
    with pytest.raises(Refused, match="legal hold"):
        erasing.erase(back, "child", reference, WHY)
    assert WORDS in _said(back, audit)
    assert verify(back.store) == ()
    back.store.close()


def test_what_was_erased_after_the_backup_is_erased_again(
    desk: Desk, doors: Doors, tmp_path: Path
) -> None:
    """Words that came back go again, with the old disposal; of a reply the answer stays as before."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", WORDS)
    now = lead.clock.now()
    reply = Reply("rep-z", audit.id, audit.worker, agrees=False, words="zebra-reply", said=now,
                  answer="An answer of the lead", answered_by=lead.person.id, answered=now)  # fmt: skip
    with lead.store.together():
        lead.write("reply", "rep-z", reply)
    made = session.back_up(lead, tmp_path / "one.qabackup")
    name = erasing.erase(lead, "child", reference, WHY).ids[0]
    erasing.erase(lead, "worker", lead.name(audit.worker), WHY)
    left = reply_shelf.reply(lead.store, "rep-z")
    back = _restore(lead, made.path, doors)
    assert WORDS in _said(back, audit)
    assert _lines(back) == ["2 erasures or disposals made after the restored backup must be done again"]  # fmt: skip
    restored.do_again(back)
    assert WORDS not in _said(back, audit)
    assert reply_shelf.reply(back.store, "rep-z") == left
    assert left is not None
    assert (left.words, left.answer) == (GONE, "An answer of the lead")
    assert name in {one.disposal.id for one in retention.disposals(back)}
    held = back.store.raw.execute("SELECT count(*) FROM entry WHERE body LIKE '%zebra-%'")
    assert held.fetchone() == (0,)
    assert not restored.left(back)
    assert verify(back.store) == ()
    back.store.close()


def test_a_hold_lifted_and_then_erased_is_followed_in_its_order(
    desk: Desk, doors: Doors, tmp_path: Path
) -> None:
    """The backup still holds; lifting and erasure came after it, and both are done again."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", WORDS)
    hold = retention.put_on_hold(lead, "case", reference, "A made-up claim").ids[0]
    made = session.back_up(lead, tmp_path / "one.qabackup")
    retention.lift(lead, hold, "Withdrawn")
    erasing.erase(lead, "child", reference, WHY)
    back = _restore(lead, made.path, doors)
    found = restored.left(back)
    assert (found.holds, found.erasures) == (1, 1)
    restored.do_again(back)
    assert WORDS not in _said(back, audit)
    assert not restored.left(back)
    assert verify(back.store) == ()
    back.store.close()


def test_what_a_hold_forbids_is_left_and_said(desk: Desk, doors: Doors, tmp_path: Path) -> None:
    """A hold made here after the restore is stronger: the erasure stays to be done again until it is lifted."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", WORDS)
    made = session.back_up(lead, tmp_path / "one.qabackup")
    erasing.erase(lead, "child", reference, WHY)
    back = _restore(lead, made.path, doors)
    hold = retention.put_on_hold(back, "case", reference, "A made-up inquiry").ids[0]
    restored.do_again(back)
    assert WORDS in _said(back, audit)
    assert restored.left(back).erasures == 1
    retention.lift(back, hold, "Ended")
    restored.do_again(back)
    assert WORDS not in _said(back, audit)
    assert not restored.left(back)
    assert verify(back.store) == ()
    back.store.close()


def test_a_restore_that_loses_nothing_says_nothing(
    desk: Desk, doors: Doors, tmp_path: Path
) -> None:
    """The control: no hold and no erasure since the backup, so no line and nothing forbidden."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", WORDS)
    made = session.back_up(lead, tmp_path / "one.qabackup")
    back = _restore(lead, made.path, doors)
    assert _lines(back) == []
    assert not (back.folder / notice.FILE).exists()
    erasing.erase(back, "child", reference, WHY)
    assert WORDS not in _said(back, audit)
    back.store.close()


def test_a_second_restore_and_a_folder_that_is_gone_are_not_forgotten(
    desk: Desk, doors: Doors, tmp_path: Path
) -> None:
    """What nobody can read is said until somebody says that it was done by hand; only the two roles may."""
    lead = desk("qa lead")
    _audit, reference = _signed(lead)
    made = session.back_up(lead, tmp_path / "one.qabackup")
    retention.put_on_hold(lead, "case", reference, "A made-up claim")
    back = _restore(lead, made.path, doors)
    again = _restore(back, made.path, doors)
    assert restored.left(again).holds == 1
    for place in again.folder.glob("store-moved-aside-*"):
        shutil.rmtree(place)
    again.store.close()
    last = session.unlock(again.folder, "qa lead", "demonstration", doors=doors)
    assert any("by hand" in line for line in _lines(last))
    with pytest.raises(Refused, match="not back yet"):
        last.store.append("erase", "x", {"entries": []}, signer=last.signer, claimed=doors.clock.now())  # type: ignore[arg-type]  # fmt: skip
    restored.do_again(last)
    assert restored.left(last).unread
    restored.do_again(last, by_hand=True)
    assert not restored.left(last)
    last.store.close()
    auditor = session.unlock(again.folder, "auditor", "demonstration", doors=doors)
    with pytest.raises(Refused, match="needs the role"):
        restored.do_again(auditor)
    auditor.store.close()


def test_the_notice_holds_no_words_and_no_names(desk: Desk, doors: Doors, tmp_path: Path) -> None:
    """Days, ids and a folder's name; neither the reason nor anybody's name; broken, it is a store unread."""
    lead = desk("qa lead")
    _audit, reference = _signed(lead)
    made = session.back_up(lead, tmp_path / "one.qabackup")
    hold = retention.put_on_hold(lead, "case", reference, "A made-up claim").ids[0]
    back = _restore(lead, made.path, doors)
    path = back.folder / notice.FILE
    text = path.read_text(encoding="utf-8")
    assert hold in text
    assert date(2026, 11, 21).isoformat() in text
    assert not any(one in text for one in ("made-up", reference, back.person.name))
    path.write_text("{", encoding="utf-8")
    assert [one.read for one in notice.noted(back.folder)] == [False]
    back.store.close()
