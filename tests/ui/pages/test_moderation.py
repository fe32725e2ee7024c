"""The blind queue, and the two readings side by side."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from qa_tool.work import moderation
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from ui.pages.moderation import ModerationComparePage, ModerationPage
from ui.pages.moderation.parts import direction_words
from ui.widgets import GradeGroup, Pill


def _told(page: QWidget) -> str:
    """All that a page could tell: labels, names, descriptions, tips, lists."""
    said = [words(page)]
    for widget in page.findChildren(QWidget):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    if isinstance(page, ModerationPage):
        said += [" ".join(row) for row in cells(page.panel)]
    return "\n".join(said)


def test_the_queue_tells_case_template_and_due_date_only(council: Council, shown: Shown) -> None:
    """Nothing of the first reading is anywhere on the page; the list has no other column."""
    council.hand_in(0, auditor="per-kim", grade="inadequate")
    page = shown(ModerationPage, council.desk("per-mo"))
    assert [column.key for column in page.panel.rows.columns] == [
        "reference",
        "title",
        "due",
        "state",
    ]
    said = _told(page)
    assert "MADE-000" in said
    for secret in ("Inadequate", "Kim Sallowfield", "Made-up words", "chosen because"):
        assert secret not in said.replace(page.nothing._text.text(), ""), secret


def test_reading_begins_in_the_empty_form(council: Council, shown: Shown, heard: Heard) -> None:
    """Enter on a line opens the form for this reading."""
    made = council.hand_in(0, auditor="per-kim", grade="inadequate")
    reading = council.reading_of(made)
    page = shown(ModerationPage, council.desk("per-mo"), reading=reading)
    page.begin.click()
    assert heard.went == []
    assert "I do not know this family" in words(page)
    page.declaration.start.click()
    assert heard.went == [("audit_form", {"reading": reading})]


def test_after_saving_the_same_line_leads_to_the_comparison(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """One's own grades are saved: compare."""
    reading = council.reading_of(council.hand_in(0, auditor="per-kim", grade="inadequate"))
    desk = council.read_again(reading, "good")
    page = shown(ModerationPage, desk)
    assert page.begin.text() == "Compare the two readings"
    page.begin.click()
    assert heard.went == [("moderation_compare", {"reading": reading})]


def test_the_lead_passes_a_reading_on(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only moderators who may read the case are offered; then it is theirs."""
    reading = council.reading_of(council.hand_in(0, auditor="per-ada", grade="inadequate"))
    page = shown(ModerationPage, council.lead)
    before = cells(page.panel)[0][2]
    form = Answers({})
    monkeypatch.setattr("ui.pages.moderation.page.ask_fields", form)
    page.pass_on.click()
    assert {name for _key, name in form.fields[0].choices} == {
        "Mo Thistlewood", "Kim Sallowfield",
    } - {before}  # fmt: skip
    assert cells(page.panel)[0][2] != before
    assert reading


def test_an_empty_queue_says_why(council: Council, shown: Shown) -> None:
    """Nothing waits: a sentence, no empty list."""
    page = shown(ModerationPage, council.desk("per-mo"))
    assert page.panel.isHidden()
    assert "Nothing waits to be read again" in words(page)


def test_nothing_is_compared_before_ones_own_grades_are_saved(
    council: Council, shown: Shown
) -> None:
    """The comparison refuses in words and shows nothing of the first reading."""
    reading = council.reading_of(council.hand_in(0, auditor="per-kim", grade="inadequate"))
    page = shown(ModerationComparePage, council.desk("per-mo"), reading=reading)
    assert "stay out of sight until yours are saved" in words(page)
    assert "Inadequate" not in _told(page)
    assert "Made-up words" not in _told(page)


def _compared(council: Council, shown: Shown) -> ModerationComparePage:
    """A reading that differs on risk and overall from an Inadequate audit."""
    made = council.hand_in(0, auditor="per-kim", grade="inadequate", voice="requires_improvement")
    desk = council.read_again(
        council.reading_of(made), "inadequate", risk="good", voice="inadequate",
        overall="requires_improvement",
    )  # fmt: skip
    page: ModerationComparePage = shown(
        ModerationComparePage, desk, reading=council.reading_of(made)
    )
    return page


def test_differences_stand_first_with_their_direction(council: Council, shown: Shown) -> None:
    """The furthest apart first, in words; agreement is one card with its grades set."""
    page = _compared(council, shown)
    assert page.found is not None
    pills = [pill.accessibleName() for pill in page.findChildren(Pill)]
    assert pills[0] == "Your grade is higher by 2 grades"
    assert set(pills[1:3]) == {"Your grade is lower", "Your grade is higher"}
    chosen = page.chosen()
    assert chosen["recording"] == "inadequate"
    assert chosen["risk"] == ""
    assert "You agree on 8 of 11" in words(page)
    assert direction_words(page.found.differences[0]) == pills[0]


def test_closing_wants_every_final_grade_both_verdicts_and_a_reason(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """What is missing is said beside the button; then both gradings stand side by side for ever."""
    page = _compared(council, shown)
    page.verdict.close_it.click()
    assert "Choose the final grade for" in page.verdict.problem.words()
    for widget in page.finals.values():
        if isinstance(widget, GradeGroup):
            assert widget.choose_place(3)
    page.verdict.close_it.click()
    assert "both verdicts" in page.verdict.problem.words()
    page.verdict.right.choose("no")
    page.verdict.well.choose("mostly")
    page.verdict.close_it.click()
    assert "no reason is given" in page.verdict.problem.words()
    page.verdict.reason.setPlainText("The made-up file shows a plan.")
    page.verdict.feedback.setPlainText("Name the dates.")
    assert page.found is not None
    reading = page.found.reading.id
    page.verdict.close_it.click()
    assert heard.went == [("moderation", {})]
    closed = moderation.comparison(page._context.workspace, reading)
    assert closed.reading.state == "closed"
    assert closed.reading.final_overall == "requires_improvement"
    assert closed.audit.overall == "inadequate"
    assert (closed.reading.grade_right, closed.reading.well_done) == (False, "mostly")


def test_what_is_chosen_is_still_there_after_looking_elsewhere(
    council: Council, shown: Shown
) -> None:
    """Leaving the page and coming back loses neither a choice nor a word."""
    page = _compared(council, shown)
    assert page.found is not None
    reading = page.found.reading.id
    risk = page.finals["risk"]
    assert isinstance(risk, GradeGroup)
    risk.choose_place(2)
    page.verdict.well.choose("no")
    page.verdict.feedback.setPlainText("Half a sentence")
    assert page.leave()
    page.show_page(reading=reading)
    assert page.chosen()["risk"] == "good"
    assert page.verdict.well.value() == "no"
    assert page.verdict.feedback.toPlainText() == "Half a sentence"


def test_taking_all_that_agree_sets_them_again(council: Council, shown: Shown) -> None:
    """One button puts every agreed domain back to its grade."""
    page = _compared(council, shown)
    picker = page.finals["recording"]
    picker.setCurrentIndex(0)  # type: ignore[union-attr]
    assert page.chosen()["recording"] == "outstanding"
    next(b for b in page.findChildren(QPushButton) if b.text() == "Take all that agree").click()
    assert page.chosen()["recording"] == "inadequate"
