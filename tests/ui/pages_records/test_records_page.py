"""The page Records, as somebody reviews, holds and disposes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from qa_tool.audit.reply import Reply
from qa_tool.retention.words import GONE
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.store import restored as notice
from qa_tool.work import retention
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough as named,
)
from tests.ui.pages.test_every_page import test_nothing_goes_out_at_the_side as fits
from tests.ui.pages.test_every_page import test_tab_reaches_every_control_and_comes_round as tabs
from ui.look import apply
from ui.pages.records import RecordsPage


def _filled(council: Council) -> None:
    """Two cases closed long ago with numbers, one of them held."""
    for number in (0, 1):
        case = council_shelf.case(council.lead.store, council.cases[number])
        assert case is not None
        closed = replace(case, council_number=f"77{number}", closed=date(2024, 3, 1))
        with council.lead.store.together():
            council.lead.write("case", case.id, closed)
    retention.put_on_hold(council.lead, "case", council.cases[1], "A made-up claim")


def test_every_list_keeps_what_every_page_promises(council: Council, shown: Shown) -> None:
    """Names, sizes, the Tab key, and no scrolling sideways, also with letters twice as large."""
    _filled(council)
    for part in ("due", "classes", "holds", "gone"):
        page = shown(RecordsPage, council.lead, shown=part)
        named(page)
        tabs(page)
        fits(page, 851, 385, 1.0)
        fits(page, 1246, 560, 2.0)
        apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
        page.hide()


def test_others_are_told_whom_to_ask(council: Council, shown: Shown) -> None:
    """An auditor sees a sentence, and no list."""
    _filled(council)
    page = shown(RecordsPage, council.desk("per-ada"))
    assert "Chief Social Work Officer" in words(page)
    assert not [t for t in page.findChildren(QTableView) if t.isVisible()]


def test_a_record_is_reviewed_and_disposed_of(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes and what stays is said first; afterwards the disposal stands on its own list."""
    _filled(council)
    page = shown(RecordsPage, council.lead)
    assert sorted(row[4] for row in cells(page.panel)) == ["Held", "To review"]
    _choose(page, lambda row: not row.held)
    assert "What goes" in words(page)
    assert "Backups made before" in words(page)
    monkeypatch.setattr("ui.pages.records.page.ask_text", lambda *_a, **_k: "Reviewed, no claim")
    _press(page, "Dispose of it…")
    assert heard.faults == []
    assert page.shown.value() == "gone"
    assert "Reviewed, no claim" in words(page)
    case = council_shelf.case(council.lead.store, council.cases[0])
    assert case is not None
    assert case.council_number == ""


def test_what_is_held_offers_no_disposal(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason stands instead of the button; once lifted with a reason, the button is there."""
    _filled(council)
    page = shown(RecordsPage, council.lead)
    _choose(page, lambda row: row.held)
    assert "A made-up claim" in words(page)
    assert "Dispose of it…" not in _buttons(page)
    monkeypatch.setattr("ui.pages.records.page.ask_text", lambda *_a, **_k: "It was withdrawn")
    page.show_page(shown="holds")
    _press(page, "Lift this hold…")
    assert "It was withdrawn" in words(page)
    page.show_page(shown="due")
    assert [row[4] for row in cells(page.panel)] == ["To review", "To review"]
    assert heard.faults == []


def test_a_hold_is_put_on_and_a_wrong_name_is_said_in_the_form(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing typed is lost: the form says what was not found."""
    page = shown(RecordsPage, council.lead)
    bad = Answers({"what": "case", "of": "nowhere", "reason": "x"})
    monkeypatch.setattr("ui.pages.records.page.ask_fields", bad)
    page.add.click()
    assert "No case is found" in bad.complaint
    good = Answers({"what": "worker", "of": "Tom Larkhill", "reason": "A made-up tribunal"})
    monkeypatch.setattr("ui.pages.records.page.ask_fields", good)
    page.add.click()
    assert cells(page.panel)[0][0] == "Practitioner: Tom Larkhill"


def _choose(page: Any, which: Callable[[Any], bool]) -> None:
    for number in range(page.panel.rows.rowCount()):
        if which(page.panel.rows.row(number)):
            page.panel.view.selectRow(number)
            return
    raise AssertionError("not in the list")


def _buttons(page: Any) -> set[str]:
    return {b.text() for b in page.card.findChildren(QPushButton)}


def _press(page: Any, word: str) -> None:
    next(b for b in page.card.findChildren(QPushButton) if b.text() == word).click()


def test_words_are_erased_after_a_look(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose, then what goes and what stays, then why; a wrong name is said in the form."""
    audit = council.hand_in(0)
    held = audit_shelf.audit(council.lead.store, audit)
    assert held is not None
    now = council.clock.now()
    reply = Reply("rep-z", audit, held.worker, agrees=True, words="Made-up reply", said=now)
    with council.lead.store.together():
        council.lead.write("reply", "rep-z", reply)
    page = shown(RecordsPage, council.lead)
    wrong = Answers({"whose": "worker", "of": "Nobody Atall", "audits": False})
    monkeypatch.setattr("ui.pages.records.erase.ask_fields", wrong)
    page.erase.click()
    assert "Nobody here is called this." in wrong.complaint
    name = council.lead.name(held.worker)
    typed = Answers({"whose": "worker", "of": name, "audits": False, "why": "A made-up letter"})
    monkeypatch.setattr("ui.pages.records.erase.ask_fields", typed)
    page.erase.click()
    assert typed.complaint == ""
    assert heard.said == ["Erased."]
    assert cells(page.panel)[0][0] == "Erased on request"
    left = reply_shelf.reply(council.lead.store, "rep-z")
    assert left is not None
    assert left.words == GONE


def test_a_bundle_is_made_into_a_new_folder(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Asked for, a folder chosen, both files there, and that it left is on the record."""
    council.hand_in(0)
    page = shown(RecordsPage, council.lead)
    wrong = Answers({"whose": "child", "of": "nowhere", "why": "x", "to": "y", "personnel": False})
    monkeypatch.setattr("ui.pages.records.bundle.ask_fields", wrong)
    page.bundle.click()
    assert "no case" in wrong.complaint
    typed = Answers({"whose": "child", "of": "MADE-000", "why": "A made-up request",
                     "to": "A made-up reviewer", "personnel": False})  # fmt: skip
    monkeypatch.setattr("ui.pages.records.bundle.ask_fields", typed)
    monkeypatch.setattr("ui.pages.records.bundle.choose_folder", lambda *_a, **_k: tmp_path)
    page.bundle.click()
    assert heard.faults == []
    assert "places are marked" in heard.said[-1]
    made = next(one for one in tmp_path.iterdir() if one.name.startswith("Subject access"))
    assert sorted(one.suffix for one in made.iterdir()) == [".docx", ".pdf"]
    assert len(list(council.lead.store.ledger.entries("release"))) == 1


def test_what_a_restored_backup_lacks_stands_over_the_lists(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that nobody can read is said in the banner until somebody says it is done by hand."""
    page = shown(RecordsPage, council.lead)
    assert not page.lacks.isVisible()
    notice.keep(
        council.lead.folder, [notice.Noted("store-moved-aside-x", "2026-11-20", read=False)]
    )
    page.refresh()
    assert page.lacks.isVisible()
    assert "cannot be read" in page.lacks.words()
    named(page)
    fits(page, 851, 385, 1.0)
    monkeypatch.setattr("ui.pages.records.again.ask", lambda *_a, **_k: False)
    page.lacks.button.click()
    assert page.lacks.isVisible()
    monkeypatch.setattr("ui.pages.records.again.ask", lambda *_a, **_k: True)
    page.lacks.button.click()
    assert not page.lacks.isVisible()
    assert notice.noted(council.lead.folder) == ()
