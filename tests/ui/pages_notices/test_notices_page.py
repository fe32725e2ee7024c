"""The page of QA notices as its people use it: raise, answer, take higher, end, say what changed."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_tool.work import notice, notice_list
from qa_tool.work.notice import Given, Wanted
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council, after
from ui.pages.notices import NoticesPage, acts
from ui.pages.notices import page as page_module
from ui.pages.notices.new import NewNotice

WORRY = "A made-up worry about a plan."


def raised(council: Council, **more: Any) -> str:
    """A notice that Iris raised; its id."""
    case = more.pop("case", "case-0")
    return notice.raise_(council.desk("per-iris"), Wanted(case, WORRY, **more)).ids[0]


def answers(monkeypatch: pytest.MonkeyPatch, **values: Any) -> Answers:
    """The next form is filled in with these values."""
    made = Answers(values)
    monkeypatch.setattr(acts, "ask_fields", made)
    return made


def test_a_reviewing_officer_raises_one_with_the_keyboard_alone(
    council: Council, qtbot: Any
) -> None:
    """Case, concern, Ctrl+Enter: three things, and it is raised at the informal stage."""
    iris = council.desk("per-iris")
    window = NewNotice(None, iris)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.case, timeout=2000)
    QTest.keyClicks(window.case, "made-000")
    QTest.keyClick(window.case, Qt.Key.Key_Tab)
    assert window.ladder.value() == "looked_after"
    QTest.keyClicks(window.what, WORRY)
    QTest.keyClick(window.what, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.made is not None
    row = notice_list.register(iris)[0]
    assert (row.reference, row.stage, row.state) == ("MADE-000", "Informal", "Waits")


def test_the_form_asks_only_what_fits(council: Council, qtbot: Any) -> None:
    """The note comes with a stage left out, the agency with a partner's ladder, Cafcass with care."""
    window = NewNotice(None, council.desk("per-iris"), "concern", "MADE-000")
    qtbot.addWidget(window)
    window.show()
    window.show_more()
    note, agency, cafcass = window._note, window._agency, window._cafcass
    assert (note.isVisible(), agency.isVisible(), cafcass.isVisible()) == (False, False, True)
    window.stage.setCurrentIndex(window.stage.findData("stage_2"))
    window.stage.picked.emit("stage_2")
    assert note.isVisible()
    window.ladder.setCurrentIndex(window.ladder.findData("partner"))
    window.ladder.picked.emit("partner")
    assert (agency.isVisible(), cafcass.isVisible()) == (True, False)
    window.what.setPlainText(WORRY)
    assert "which agency" in window._wrong()
    assert window.what.toPlainText() == WORRY
    window.case.setText("NOBODY-1")
    assert window._wrong() == "Type the case's reference."


def test_what_is_wrong_is_said_and_what_was_typed_stays(council: Council, qtbot: Any) -> None:
    """A stage left out without a note is refused in the form, which stays."""
    window = NewNotice(None, council.desk("per-iris"), "concern", "MADE-000")
    qtbot.addWidget(window)
    window.show()
    window.what.setPlainText(WORRY)
    window.stage.setCurrentIndex(window.stage.findData("stage_1"))
    window.yes.click()
    assert "Write a note why" in window.problem.text()
    assert window.isVisible()
    window.note.setPlainText("The court date is on Friday.")
    window.yes.click()
    assert window.made is not None


def test_who_was_asked_finds_it_and_answers(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manager sees only what may be done, and why not the rest; the answer stands on the card."""
    name = raised(council, to="per-mia")
    page = shown(NoticesPage, council.desk("per-mia"), notice=name)
    assert set(page.card.buttons) == {"answer", "letter"}
    assert "Only Iris Hazelmere".lower() in words(page.card).lower()
    given = answers(monkeypatch, text="A visit on Thursday.")
    page.card.buttons["answer"].click()
    assert given.complaint == ""
    assert "The answer is kept." in heard.said
    assert "A visit on Thursday." in words(page.card)
    assert "Answered in time" in [p.accessibleName() for p in page.card.findChildren(page_pill())]


def page_pill() -> Any:
    """The kind of widget that shows a state."""
    from ui.widgets import Pill

    return Pill


def test_the_raiser_takes_it_higher_and_ends_it(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A leap without a note is refused in the form; with one it climbs; then it ends."""
    name = raised(council)
    iris = council.desk("per-iris")
    page = shown(NoticesPage, iris, notice=name)
    assert {"answer", "escalate", "refer", "close", "words", "letter"} <= set(page.card.buttons)
    refused = answers(monkeypatch, stage="stage_3")
    page.card.buttons["escalate"].click()
    assert "left out" in refused.complaint
    answers(monkeypatch, stage="stage_3", note="It cannot wait.")
    page.card.buttons["escalate"].click()
    assert notice.one(iris, name).now.stage.key == "stage_3"
    answers(monkeypatch, why="The plan is not carried out.")
    page.card.buttons["refer"].click()
    assert "referral_answered" in page.card.buttons
    answers(monkeypatch, text="They will write.")
    page.card.buttons["referral_answered"].click()
    answers(monkeypatch, which="child_view", text="I want to stay.")
    page.card.buttons["words"].click()
    assert "I want to stay." in words(page.card)
    answers(monkeypatch, how="satisfied", text="The plan moves.")
    page.card.buttons["close"].click()
    assert notice.one(iris, name).ended is not None
    assert heard.faults == []


def test_a_second_answer_meanwhile_is_refused_and_kept_in_the_form(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody answered while the form was open: the sentence says what to do; then it is a further one."""
    name = raised(council, to="per-mia")
    iris = council.desk("per-iris")
    page = shown(NoticesPage, iris, notice=name)
    notice.answer(council.desk("per-mia"), name, Given("informal", "Done."))
    late = answers(monkeypatch, text="Also done.")
    page.card.buttons["answer"].click()
    assert "answered already" in late.complaint
    page.refresh()
    page.show_notice(name)
    assert page.card.buttons["answer"].text() == "A further answer"
    page.card.buttons["answer"].click()
    assert [a.text for a in notice.one(iris, name).now.answers] == ["Done.", "Also done."]


def test_the_manager_of_reviewing_officers_says_why(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the raiser's absence the form asks for the reason, and the raiser is never asked."""
    name = raised(council)
    max_ = council.desk("per-max")
    page = shown(NoticesPage, max_, notice=name)
    form = answers(monkeypatch, how="withdrawn", text="Twice.", absence="On leave")
    page.card.buttons["close"].click()
    assert "absence" in [field.key for field in form.fields]
    assert notice.one(max_, name).ended.absence == "On leave"  # type: ignore[union-attr]


def test_what_changed_is_said_when_it_is_due(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After 90 days the filter has it, the button comes, and without evidence nothing is kept."""
    name = raised(council, stage="stage_1", note="It cannot wait.")
    iris = council.desk("per-iris")
    notice.close(iris, name, "satisfied", "Seen.")
    page = shown(NoticesPage, iris, filter="effect")
    assert cells(page.panel) == []
    after(council, 91)
    page.refresh()
    assert [row[3] for row in cells(page.panel)] == ["Effect due"]
    page.show_notice(name)
    bare = answers(monkeypatch, changed="yes", evidence="")
    page.card.buttons["effect"].click()
    assert "no evidence" in bare.complaint
    answers(monkeypatch, changed="partly", evidence="Visit records of May.")
    page.card.buttons["effect"].click()
    assert notice.one(iris, name).effects[0].changed == "partly"


def test_filters_show_what_they_say(council: Council, shown: Shown) -> None:
    """Open, overdue, mine to answer, mine to decide, repeated, good practice, all."""
    iris = council.desk("per-iris")
    first = raised(council, to="per-mia")
    raised(council)
    raised(council, case="case-1", kind="good_practice")
    notice.answer(iris, first, Given("informal", "Done."))
    after(council, 20)
    page = shown(NoticesPage, iris)
    wanted = {"open": 2, "overdue": 1, "answer": 0, "decision": 1, "effect": 0, "repeated": 1,
              "good": 1, "all": 3}  # fmt: skip
    for key, n in wanted.items():
        page.show_page(filter=key)
        assert (key, len(cells(page.panel))) == (key, n)


def test_from_an_audit_the_child_is_filled_in_and_the_audit_linked(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`new=` an audit's id opens the form with its case; what is raised leads back to it."""
    made = council.hand_in(0, auditor="per-ada", grade="good")
    seen: list[NewNotice] = []

    def ask(window: NewNotice) -> Any:
        seen.append(window)
        window.what.setPlainText(WORRY)
        assert window._wrong() == ""
        return window.made

    monkeypatch.setattr(NewNotice, "ask", ask)
    page = shown(NoticesPage, council.lead, new=made)
    assert seen[0].case.text() == "MADE-000"
    row = notice_list.register(council.lead)[0]
    assert row.notice.raised.audits == (made,)
    assert "The linked audit" in words(page.card)
    assert "The notice is raised. Write the letter and send it yourself." in heard.said


def test_the_letter_is_written(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The letter of the stage it stands on, as a PDF."""
    name = raised(council)
    page = shown(NoticesPage, council.desk("per-iris"), notice=name)
    target = tmp_path / "letter"
    monkeypatch.setattr(page_module, "save_file", lambda *_a: target)
    council.desk("per-iris").data_key = council.lead.data_key
    page.card.buttons["letter"].click()
    assert heard.faults == []
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    book = tmp_path / "year.xlsx"
    monkeypatch.setattr(page_module, "save_file", lambda *_a: book)
    page.report.click()
    assert heard.faults == []
    assert book.read_bytes()[:2] == b"PK"


def test_somebody_without_the_role_cannot_raise(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """The buttons say why not, and from an audit's page no form opens that would be refused later."""
    page = shown(NoticesPage, council.desk("per-tom"), new="")
    assert "role" in heard.faults[0]
    assert not page.add.isEnabled()
    assert "role" in page.add.toolTip()
    assert page.nothing.isVisible()
