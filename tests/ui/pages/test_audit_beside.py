"""Beside a handed-in audit: its QA notices and its second reading; voices beside the comparison."""

from PySide6.QtWidgets import QPushButton

from qa_tool.work import notice, notice_list
from tests.ui.pages.conftest import Heard, Shown, words
from tests.ui.pages.made_up import Council
from tests.work.moderated import read_and_close, reading_of
from ui.pages.audit_view import AuditViewPage
from ui.pages.moderation import ModerationComparePage

TOLD = "Made-up words of a notice about drift."


def test_notices_of_an_audit_stand_beside_it_and_lead_there(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """Those who may see the notice find it; the auditor, who may not, finds no card."""
    made = council.hand_in(0, auditor="per-kim", grade="good")
    page = shown(AuditViewPage, council.lead, audit=made)
    assert "QA notices" not in words(page)
    case = page.found.case.id
    notice.raise_(council.lead, notice.Wanted(case, TOLD, ladder="looked_after", audits=(made,)))
    page.refresh()
    assert "QA notices (1)" in words(page)
    (row,) = notice_list.of_audit(council.lead, made)
    line = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == TOLD)
    line.click()
    assert heard.went[-1] == ("notices", {"notice": row.id})
    page.hide()
    other = shown(AuditViewPage, council.desk("per-kim"), audit=made)
    assert "QA notices" not in words(other)
    assert TOLD not in words(other)


def test_a_closed_second_reading_leads_to_its_outcome(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """Grades and discussion are one step away, and only once the reading is closed."""
    made = council.hand_in(0, grade="inadequate")
    name = "Grades and discussion of the second reading"
    page = shown(AuditViewPage, council.desk("per-ada"), audit=made)
    assert not [b for b in page.findChildren(QPushButton) if b.accessibleName() == name]
    read_and_close(council, made, "inadequate")
    reading = reading_of(council, made)
    page.refresh()
    go = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name)
    go.click()
    assert heard.went[-1] == ("moderation_outcome", {"reading": reading.id})


def test_voices_stand_beside_the_comparison_only_after_the_blind(
    council: Council, shown: Shown
) -> None:
    """Before the reader's grades are saved the page shows nothing of the audit; afterwards its voices too."""
    reading = council.reading_of(council.hand_in(0, grade="inadequate"))
    from qa_tool.store import moderation as shelf

    found = shelf.reading(council.lead.store, reading)
    assert found is not None
    page = shown(ModerationComparePage, council.desk(found.moderator), reading=reading)
    assert "Voices" not in words(page)
    page.hide()
    after = shown(ModerationComparePage, council.read_again(reading, "good"), reading=reading)
    said = words(after)
    assert "Voices" in said
    assert "Nothing recorded:" in said
