"""Tagging by keyboard in the form: Ctrl+T, type, Enter; chips; Delete; nothing in a blind reading."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.work import theme_tag
from tests.ui.pages import made_up
from ui.commands import Commands
from ui.context import Context
from ui.form.tags import spot_key
from ui.live import Live
from ui.pages.audit_form import AuditFormPage
from ui.tasks import Tasks

Opened = Callable[..., tuple[AuditFormPage, Commands]]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[made_up.Council]:
    """A small made-up council, closed afterwards."""
    made = made_up.found(tmp_path)
    yield made
    made.lead.store.close()


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Opens the form for somebody, with its keys."""
    pages: list[AuditFormPage] = []

    def make(workspace: Any, **place: Any) -> tuple[AuditFormPage, Commands]:
        owner = QWidget()
        qtbot.addWidget(owner)
        owner.resize(1160, 660)
        commands = Commands(owner)
        context = Context(workspace, Live(), Tasks(now=True), commands, say=lambda *_a: None)
        page = AuditFormPage(context)
        pages.append(page)
        page.setParent(owner)
        page.setGeometry(0, 0, 1160, 660)
        owner.show()
        owner.activateWindow()
        assert QTest.qWaitForWindowActive(owner, 3000)
        page.show_page(**place)
        QApplication.processEvents()
        return page, commands

    yield make
    for page in pages:
        page.view.drop_desk()


def _titles(page: AuditFormPage, key: str) -> list[str]:
    here = page.view.page_here()
    assert here is not None
    return [chip.tag.title for chip in here.boxes[key].tags.chips]


def test_ctrl_t_tags_the_question_in_focus_and_delete_takes_it_away(
    council: made_up.Council, opened: Opened
) -> None:
    """All by keyboard: the box opens on the reason, three letters and Enter tag, Delete on the chip untags."""
    ada = council.desk("per-ada")
    draft = council.draft(0)
    page, commands = opened(ada, audit=draft)
    page.view.go_to("risk.grade")
    assert commands.action("form.tag").shortcut().toString() == "Ctrl+T"
    commands.do("form.tag")
    box = page.view.tagger.box
    assert box.isVisible()
    QTest.keyClicks(box.search, "drift")
    assert box.titles()[0] == "Drift and delay"
    QTest.keyClick(box.search, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert _titles(page, "risk.reason") == ["Drift and delay"]
    assert [tag.key for tag in theme_tag.of_audit(ada, draft)] == ["risk.reason"]
    here = page.view.page_here()
    assert here is not None
    chip = here.boxes["risk.reason"].tags.chips[0]
    assert chip in here.boxes["risk.reason"].stops()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    QTest.qWait(20)
    assert _titles(page, "risk.reason") == []
    assert theme_tag.of_audit(ada, draft) == ()


def test_selected_words_are_kept_as_letters_only_and_several_go_in_a_row(
    council: made_up.Council, opened: Opened
) -> None:
    """Ctrl+Enter stays for the next; the tag holds where the words stand, never the words."""
    ada = council.desk("per-ada")
    draft = council.draft(0)
    page, commands = opened(ada, audit=draft)
    page.view.go_to("risk.reason")
    here = page.view.page_here()
    assert here is not None
    typing = here.boxes["risk.reason"].editor.box  # type: ignore[attr-defined]
    QTest.keyClicks(typing, "Made-up words here")
    cursor = typing.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(7, cursor.MoveMode.KeepAnchor)
    typing.setTextCursor(cursor)
    commands.do("form.tag")
    box = page.view.tagger.box
    assert "Made-up" in box.words.text()
    for _n in range(2):
        QTest.keyClick(box.search, Qt.Key.Key_Down)
        QTest.keyClick(box.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert box.isVisible()
    QTest.keyClick(box.search, Qt.Key.Key_Escape)
    tags = theme_tag.of_audit(ada, draft)
    assert len(tags) == 2
    assert {(tag.start, tag.end) for tag in tags} == {(0, 7)}
    assert "Made-up" not in repr([e.body for e in ada.store.ledger.entries("tag")])


def test_tags_are_there_again_when_the_draft_is_opened_again(
    council: made_up.Council, opened: Opened
) -> None:
    """They were on the disk at once; another draft on the same widgets shows none of them."""
    ada = council.desk("per-ada")
    first, second = council.draft(0), council.draft(1)
    theme_tag.tag(ada, first, theme_tag.Spot("risk.reason"), "drift")
    page, _commands = opened(ada, audit=first)
    page.view.show_domain("risk")
    assert _titles(page, "risk.reason") == ["Drift and delay"]
    page.show_page(audit=second)
    page.view.show_domain("risk")
    assert _titles(page, "risk.reason") == []


def test_a_blind_reading_knows_no_tags(council: made_up.Council, opened: Opened) -> None:
    """The key does nothing there, and no chip of the first reading is shown."""
    made = council.hand_in(0, grade="inadequate")
    theme_tag.tag(council.desk("per-ada"), made, theme_tag.Spot("risk.reason"), "drift")
    from qa_tool.store import moderation as shelf

    reading = council.reading_of(made)
    found = shelf.reading(council.lead.store, reading)
    assert found is not None
    page, commands = opened(council.desk(found.moderator), reading=reading)
    assert not page.view.tagger.ready()
    assert not commands.do("form.tag")
    if page.view.answering is not None:
        page.view.show_domain("risk")
        assert _titles(page, "risk.reason") == []


def test_grade_reason_and_evidence_are_one_place() -> None:
    """A tag on any of them stands below the reason; a question of its own keeps it."""
    assert {spot_key(f"risk.{part}") for part in ("grade", "reason", "evidence")} == {"risk.reason"}
    assert spot_key("risk.q1#comment") == "risk.q1"
