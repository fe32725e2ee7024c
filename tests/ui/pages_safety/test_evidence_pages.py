"""Concerns taken higher, surveys by quarter, the inspection drawer: as somebody types and reads them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from qa_tool.concern.model import Concern
from qa_tool.work import concern, inspection, survey
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough as named,
)
from tests.ui.pages.test_every_page import test_nothing_goes_out_at_the_side as fits
from tests.ui.pages.test_every_page import test_tab_reaches_every_control_and_comes_round as tabs
from ui.look import apply
from ui.pages.concerns import ConcernsPage
from ui.pages.inspection import InspectionPage
from ui.pages.safety import SafetyPage
from ui.pages.surveys import SurveysPage

EVERY = (SafetyPage, ConcernsPage, SurveysPage, InspectionPage)


def _filled(council: Council) -> str:
    """One of each; the reference of an audited case."""
    from qa_tool.work import safety

    council.hand_in(0, auditor="per-kim", grade="good")
    safety.raise_stop(council.lead, "", "case-3", "serious", "child", "Made-up worry.")
    day = council.clock.today() - timedelta(days=60)
    one = Concern("", "director", day, "Made-up words about a service.", "A made-up wish.",
                  ("Theme: made up",))  # fmt: skip
    concern.take_higher(council.desk("per-vera"), one)
    quarter = survey.quarters(council.lead)[1]
    held = survey.of_quarter(council.lead, quarter)["complaints"]
    held.counts["received"] = 12
    survey.keep(council.lead, [held])
    return "MADE-000"


def test_these_pages_keep_what_every_page_promises(council: Council, shown: Shown) -> None:
    """Names, sizes, the Tab key, and no scrolling sideways, also with letters twice as large."""
    reference = _filled(council)
    for kind in EVERY:
        for place in ({}, {"case": reference}) if kind is InspectionPage else ({},):
            page = shown(kind, council.desk("per-vera"), **place)
            named(page)
            tabs(page)
            fits(page, 851, 385, 1.0)
            fits(page, 1246, 560, 2.0)
            apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
            page.hide()


@pytest.mark.parametrize("kind", [ConcernsPage, SurveysPage, InspectionPage])
def test_others_are_told_whom_to_ask(council: Council, shown: Shown, kind: Any) -> None:
    """An auditor sees a sentence, and nothing of what is kept."""
    _filled(council)
    page = shown(kind, council.desk("per-ada"))
    assert "Chief Social Work Officer" in words(page)
    assert not [t for t in page.findChildren(QTableView) if t.isVisible()]
    assert "Made-up words" not in words(page)


def test_a_concern_from_taking_it_higher_to_its_answer(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed, asked again, answered: each is kept, and the list says how it stands."""
    page = shown(ConcernsPage, council.desk("per-vera"))
    assert "No concern has been taken higher" in words(page)
    day = council.clock.today() - timedelta(days=60)
    typed = Answers({"to": "members", "taken": day, "about": "Made up.", "asked": "A wish.",
                     "links": "Theme: one\nTheme: two"})  # fmt: skip
    monkeypatch.setattr("ui.pages.concerns.page.ask_fields", typed)
    page.add.click()
    assert typed.complaint == ""
    assert cells(page.panel)[0][1] == "Elected members"
    assert cells(page.panel)[0][3] == "No answer in time"
    assert "No answer for 60 days" in words(page)
    bad = Answers({"on": day - timedelta(days=1), "words": "Too early."})
    monkeypatch.setattr("ui.pages.concerns.page.ask_fields", bad)
    _press(page, "Record the answer")
    assert "before the concern was taken higher" in bad.complaint
    good = Answers({"on": council.clock.today(), "words": "Agreed, with a date."})
    monkeypatch.setattr("ui.pages.concerns.page.ask_fields", good)
    _press(page, "Record the answer")
    assert "Agreed, with a date." in words(page)
    assert cells(page.panel)[0][3] == "Answered"
    assert heard.faults == []


def _press(page: Any, word: str) -> None:
    next(b for b in page.card.findChildren(QPushButton) if b.text() == word).click()


def test_a_quarter_is_typed_with_the_keyboard_alone(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """Number, Tab, number, Enter; empty stays unknown, and the table shows it."""
    page = shown(SurveysPage, council.lead)
    first = page.fields["children", "sent"].field
    assert page.focusWidget() is first
    QTest.keyClicks(first, "1,200")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClicks(page.focusWidget(), "300")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert heard.said == ["The quarter is kept."]
    quarter = survey.quarters(council.lead)[1]
    assert survey.of_quarter(council.lead, quarter)["children"].counts == {
        "sent": 1200, "returned": 300,
    }  # fmt: skip
    model = page.table.model()
    assert model.index(0, model.columnCount() - 1).data() == "1,200"
    assert model.index(2, model.columnCount() - 1).data() == "–"


def test_what_cannot_be_kept_is_said_and_holds_the_page(council: Council, shown: Shown) -> None:
    """Words where a number belongs, and more answers than were asked: nothing is lost."""
    page = shown(SurveysPage, council.lead)
    page.fields["children", "sent"].field.setText("many")
    assert page.leave() is False
    assert "Look at what is marked above." in words(page)
    page.fields["children", "sent"].field.setText("10")
    page.fields["children", "returned"].field.setText("11")
    assert page.leave() is False
    assert "11 is more than asked, 10." in page.problem.text()
    page.refresh()
    assert page.fields["children", "returned"].field.text() == "11"
    page.fields["children", "returned"].field.setText("9")
    assert page.leave() is True


def test_a_number_is_typed_and_everything_stands_there(council: Council, shown: Shown) -> None:
    """By the council's number or the reference; the number itself only for those who may see it."""
    _filled(council)
    page = shown(InspectionPage, council.lead)
    assert [row[0] for row in cells(page.panel)] == ["MADE-000"]
    QTest.keyClicks(page.number, "cn-0")
    QTest.keyClick(page.number, Qt.Key.Key_Return)
    said = words(page.drawer)
    assert "Case MADE-000" in said
    assert "Council's number: CN-0" in said
    for part in ("Audits (1)", "Second readings", "Actions and proof", "Safety stops"):
        assert part in said
    page.number.setText("nothing")
    page.open.click()
    assert "There is no case with this number here." in page.problem.text()
    other = shown(InspectionPage, council.desk("per-vera"), case="MADE-000")
    assert "CN-0" not in words(other)


def test_printing_asks_why_and_is_recorded(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A PDF for each, named by the reference; without a reason nothing leaves."""
    _filled(council)
    page = shown(InspectionPage, council.lead)
    answers: list[str | None] = [None, "Asked for by the made-up inspector."]
    ask: Callable[..., str | None] = lambda *_a, **_k: answers.pop(0)  # noqa: E731
    monkeypatch.setattr("ui.pages.inspection.page.ask_text", ask)
    monkeypatch.setattr("ui.pages.inspection.page.choose_folder", lambda *_a: tmp_path / "out")
    page.all.click()
    assert not (tmp_path / "out").exists()
    page.panel.view.selectRow(0)
    page.chosen.click()
    assert heard.faults == []
    assert [p.name for p in (tmp_path / "out").iterdir()] == [
        f"Audit MADE-000 {council.clock.today():%Y-%m-%d}.pdf"
    ]
    (kept,) = council.lead.store.ledger.entries(kind="release")
    assert kept.body is not None
    assert kept.body["why"] == "Asked for by the made-up inspector."
    assert inspection.recent(council.lead)[0].id in kept.body["audits"]


def test_another_quarter_shows_its_own_figures(council: Council, shown: Shown) -> None:
    """Choosing an earlier quarter keeps what is typed and shows that quarter."""
    _filled(council)
    page = shown(SurveysPage, council.lead)
    assert page.fields["complaints", "received"].field.text() == "12"
    page.fields["complaints", "received"].field.setText("13")
    earlier = survey.quarters(council.lead)[3]
    page.quarter.setCurrentIndex(page.quarter.findData(earlier.isoformat()))
    page._another()
    assert page.fields["complaints", "received"].field.text() == ""
    assert page.quarter.value() == earlier.isoformat()
    kept = survey.by_quarter(council.lead, date.min, date.max)
    assert [one.counts for one in kept] == [{"received": 13}]
