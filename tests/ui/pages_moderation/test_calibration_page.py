"""Calibration in the window: made, graded in private, revealed, talked over."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.moderation.calibration import Count, Spread
from qa_tool.template.model import Grade
from qa_tool.work import calibration, calibration_talk
from qa_tool.work.calibration import Wanted
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import TEMPLATE, Council
from ui.pages.calibration import CalibrationPage
from ui.pages.calibration.spread import SpreadCard

WORDS = "Made up: a child of seven and a man nobody asked about."


def _button(page: QWidget, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


@pytest.fixture
def session(council: Council) -> str:
    """A session of Ada and Bo on a written example."""
    wanted = Wanted("Winter", TEMPLATE, (("R, seven", "", WORDS),), ("per-ada", "per-bo"))
    return calibration.make(council.lead, wanted).ids[0]


@pytest.fixture
def graded(council: Council, session: str) -> Callable[[str, str], None]:
    """Somebody grades everything alike and saves."""

    def grade(who: str, key: str) -> None:
        desk = council.desk(who)
        opened = calibration.open_example(desk, session, "ex1")
        for domain in opened.template.graded:
            calibration.keep_answer(desk, opened, f"{domain.key}.grade", key)
            calibration.keep_answer(desk, opened, f"{domain.key}.reason", f"Made up {who}.")
        calibration.keep_answer(desk, opened, "overall.grade", key)
        calibration.save(desk, session, "ex1")

    return grade


def test_grading_in_private_is_kept_and_saved(
    council: Council, shown: Shown, session: str, heard: Heard
) -> None:
    """Every answer is on the disk at once; what is missing is said; saving leads back."""
    ada = council.desk("per-ada")
    page = shown(CalibrationPage, ada, session=session)
    _button(page.session, "Grade: R, seven").click()
    assert WORDS in words(page.grading)
    page.grading.cards["risk"].group.choose_place(2)
    page.grading.cards["risk"].why.setPlainText("Half a sent")
    assert page.leave()
    again = shown(CalibrationPage, ada, session=session, example="ex1")
    assert again.grading.cards["risk"].group.value() == "good"
    assert again.grading.cards["risk"].why.toPlainText() == "Half a sent"
    again.grading.save.click()
    assert "missing before your grades can be saved" in again.grading.problem.words()
    for card in again.grading.cards.values():
        card.group.choose_place(3)
        card.why.setPlainText("A made-up reason.")
    again.grading.save.click()
    assert heard.said[-1] == "Your grades are saved."
    assert "What I gave: R, seven" in words(again.session)
    assert "Hardest to agree on" not in words(again)


def test_the_spread_shows_dots_and_counts_when_all_have_saved(
    council: Council, shown: Shown, session: str, graded: Callable[[str, str], None]
) -> None:
    """How many gave which grade; no name; one's own marked; the hardest with its descriptors."""
    graded("per-ada", "good")
    graded("per-bo", "inadequate")
    page = shown(CalibrationPage, council.desk("per-ada"), session=session)
    said = words(page.session)
    assert "Hardest to agree on" in said
    assert "1 · yours" in said
    assert "Bo Quillby" not in said
    card = page.session.cards["ex1", "risk"]
    assert card.reasons.isHidden()
    card.show_reasons.click()
    assert "Made up per-bo." in words(card)
    assert not card.findChildren(type(card.pick)) or not card.pick.isVisible()


def test_the_lead_notes_what_was_said_and_what_was_agreed(
    council: Council, shown: Shown, session: str, graded: Callable[[str, str], None]
) -> None:
    """Typed and chosen on the domain's card, kept at once."""
    graded("per-ada", "good")
    graded("per-bo", "inadequate")
    page = shown(CalibrationPage, council.lead, session=session)
    card = page.session.cards["ex1", "risk"]
    card.note.setPlainText("We read the visit differently.")
    card.pick.setCurrentIndex(card.pick.findData("good"))
    card.pick.activated.emit(card.pick.currentIndex())
    assert page.leave()
    risk = next(
        s for s in calibration_talk.view(council.lead, session).spreads if s.domain == "risk"
    )
    assert (risk.note, risk.agreed) == ("We read the visit differently.", "good")


def test_revealing_early_asks_why(
    council: Council, shown: Shown, session: str, graded: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Before that the lead sees how many have saved and who is awaited, and no grade."""
    graded("per-ada", "good")
    page = shown(CalibrationPage, council.lead, session=session)
    said = words(page.session)
    assert "1 of 2" in said
    assert "Bo Quillby" in said
    assert "Hardest" not in said
    form = Answers({"reason": ""})
    monkeypatch.setattr("ui.pages.calibration.session.ask_fields", form)
    _button(page.session, "Reveal now…").click()
    assert "no reason" in form.complaint
    form.values = {"reason": "The day has come."}
    _button(page.session, "Reveal now…").click()
    assert "Revealed early" in words(page.session)
    assert "Hardest to agree on" in words(page.session)


def test_the_lead_makes_a_session(council: Council, shown: Shown, heard: Heard) -> None:
    """What is wrong is said beside the button and nothing typed is lost; then it is shown."""
    page = shown(CalibrationPage, council.lead)
    page.new.click()
    page.making.make.click()
    assert "no name" in page.making.problem.words()
    page.making.name.setText("Spring")
    page.making.cases.setPlainText("made-001\n")
    page.making.template.setCurrentIndex(page.making.template.findData(TEMPLATE))
    for who in ("per-ada", "per-bo"):
        page.making.people[who].setChecked(True)
    page.making.make.click()
    assert heard.said[-1].startswith("The session is made")
    assert page.making.name.text() == ""
    listed = shown(CalibrationPage, council.desk("per-bo"))
    assert cells(listed.panel)[0][0] == "Spring"
    assert cells(listed.panel)[0][-1] == "Yours to grade"


def test_a_worry_about_a_written_example_shows_the_numbers(
    council: Council, shown: Shown, session: str
) -> None:
    """There is no case to raise a stop on: the page says whom to ring, and that it tells nobody."""
    page = shown(CalibrationPage, council.desk("per-ada"), session=session, example="ex1")
    page.grading.worry.click()
    assert "notifies nobody" in page.grading.numbers.words()


def test_a_worry_about_a_case_opens_the_safety_stop(council: Council, shown: Shown) -> None:
    """The same panel as in the audit form."""
    wanted = Wanted("Winter", TEMPLATE, (("", "case-2", ""),), ("per-ada", "per-bo"))
    session = calibration.make(council.lead, wanted).ids[0]
    page = shown(CalibrationPage, council.desk("per-ada"), session=session, example="ex1")
    assert "CN-2" in words(page.grading)
    assert page.grading.safety.isHidden()
    page.grading.worry.click()
    assert page.grading.safety.isVisible()


def test_a_domain_nobody_gave_a_reason_for_leaves_nothing_behind(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """The button for reasons has its place in the card, shown or not: it is never a window of its own."""
    grade = Grade("good", "Good", 2, 2, "good")
    before = set(qapp.topLevelWidgets())
    card = SpreadCard(
        Spread("e", "d", "Made up", (Count(grade, 2, (), ()),), 2, 0, 2, ""), leads=False
    )
    qtbot.addWidget(card)
    card.show()
    assert not card.show_reasons.isVisible()
    new = set(qapp.topLevelWidgets()) - before
    assert {one for one in new if one.parent() is None} == {card}
