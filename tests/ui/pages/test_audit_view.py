"""One handed-in audit: what it shows, what it does not, and what can be done with it."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from qa_tool.work import action, audit_list, moderation, theme, theme_tag
from tests.ui.pages.conftest import Heard, Shown, words
from tests.ui.pages.made_up import Council
from ui.pages.audit_view import AuditViewPage
from ui.widgets import GradeChip, Words


def test_grades_reasons_and_history_stand_there(council: Council, shown: Shown) -> None:
    """Every graded domain with its grade and reason, and what happened."""
    made = council.hand_in(0, grade="good", voice="requires_improvement", overall="good")
    page = shown(AuditViewPage, council.lead, audit=made)
    said = words(page)
    for part in ("Voice and lived experience", "Made-up words about voice.reason.", "Handed in",
                 "Ada Merrow", "Made-up record"):  # fmt: skip
        assert part in said, part
    chips = [chip.accessibleName() for chip in page.findChildren(GradeChip)]
    assert chips.count("Requires improvement") == 1
    assert chips.count("Good") == 10


def test_after_a_second_reading_both_grades_and_the_verdicts_stand_there(
    council: Council, shown: Shown
) -> None:
    """The first grade is kept for ever beside the final one."""
    made = council.hand_in(0, auditor="per-bo", grade="inadequate")
    desk = council.read_again(council.reading_of(made), "requires_improvement")
    found = moderation.comparison(desk, council.reading_of(made))
    finals = dict.fromkeys(found.audit.grades, "requires_improvement")
    moderation.close(
        desk, found.reading.id,
        moderation.Verdict(False, "mostly", "requires_improvement", finals, "The file shows more.",
                           "Name the dates."),
    )  # fmt: skip
    page = shown(AuditViewPage, council.lead, audit=made)
    said = words(page)
    assert "first, after the second reading" in said
    assert "The file shows more." in said
    assert "Name the dates." in said
    chips = [chip.accessibleName() for chip in page.findChildren(GradeChip)]
    assert chips.count("Inadequate") == 11 == chips.count("Requires improvement")


def test_what_is_shielded_shows_nothing(council: Council, shown: Shown) -> None:
    """The moderator-to-be finds a sentence instead of the audit; a control without the shield finds the words."""
    made = council.hand_in(0, auditor="per-kim", grade="inadequate")
    reader = shown(AuditViewPage, council.desk("per-mo"), audit=made)
    assert "blind second reading" in words(reader)
    assert "Made-up words" not in words(reader)
    assert "Inadequate" not in words(reader)
    assert not reader.findChildren(GradeChip)
    control = shown(AuditViewPage, council.lead, audit=made)
    assert "Made-up words" in words(control)


def test_reopening_asks_for_a_reason_and_leads_to_the_new_draft(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The auditor takes it up again; others have no such button."""
    made = council.hand_in(0)
    assert shown(AuditViewPage, council.lead, audit=made).reopen.isHidden()
    monkeypatch.setattr(
        "ui.pages.audit_view.page.ask_text", lambda *_a, **_k: "A visit was missed."
    )
    page = shown(AuditViewPage, council.desk("per-ada"), audit=made)
    page.reopen.click()
    ((key, place),) = heard.went
    assert key == "audit_form"
    mine = audit_list.mine(council.desk("per-ada"))
    assert [row.id for row in mine] == [place["audit"]]
    page.show_page(audit=made)
    assert "A later audit has taken this one's place" in words(page)


def test_the_feedback_is_written_as_a_pdf(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One button, a real PDF; the name it offers holds no person's name."""
    made = council.hand_in(0)
    offered: list[str] = []

    def save(_parent: object, _title: str, name: str, _kinds: str) -> Path:
        offered.append(name)
        return tmp_path / "feedback"

    monkeypatch.setattr("ui.pages.audit_view.page.save_file", save)
    page = shown(AuditViewPage, council.lead, audit=made)
    page.feedback.click()
    assert heard.faults == []
    assert (tmp_path / "feedback.pdf").read_bytes().startswith(b"%PDF")
    assert offered == ["Audit feedback MADE-000.pdf"]


def test_raising_an_action_and_seeing_it(council: Council, shown: Shown, heard: Heard) -> None:
    """The button leads to the actions with this audit; what was raised stands here with its state."""
    made = council.hand_in(0)
    page = shown(AuditViewPage, council.lead, audit=made)
    page.raise_action.click()
    assert heard.went == [("actions", {"new": made, "question": "overall"})]
    due = action.due_choices(council.lead)[0][1]
    change = action.raise_(
        council.lead, action.Wanted(made, "risk", "Do the made-up thing", "per-mia", due=due)
    )
    page._context.live.announce(change)
    assert "Do the made-up thing" in words(page)


def test_sign_off_from_the_audit_shows_every_domain(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every grade that would count stands in the question; no says nothing is signed."""
    from ui.widgets import PlainTable

    made = council.hand_in(0, grade="good")
    answers, seen = [False, True], []

    def run(dialog: object) -> bool:
        seen.append(dialog.findChildren(PlainTable)[0]._rows.rows)  # type: ignore[attr-defined]
        return answers.pop(0)

    monkeypatch.setattr("ui.pages.audit_view.page.Dialog.run", run)
    page = shown(AuditViewPage, council.lead, audit=made)
    page.sign.click()
    assert audit_list.view(council.lead, made).audit.state == "handed_in"
    assert len(seen[0]) == 11
    assert seen[0][-1] == ("Overall", "Good")
    page.sign.click()
    assert audit_list.view(council.lead, made).audit.state == "closed"


def test_what_stands_beside_an_answer_is_shown_with_it(council: Council, shown: Shown) -> None:
    """The comment under its answer, the action that was raised there, and the theme tagged there."""
    made = council.hand_in(0)
    desk = council.desk("per-ada")
    seen = audit_list.view(desk, made)
    key, view = next(
        (v.key, v)
        for domain in seen.form.domains()
        for v in map(seen.form.view, domain.questions)
        if v.answered and v.kind == "yes_no" and domain.graded
    )
    one = theme.codebook(desk).in_use[0]
    theme_tag.tag(desk, made, theme_tag.Spot(key), one.id)
    wanted = action.Wanted(
        made, key, "A made-up thing to do", owner="per-ada", due=date(2030, 1, 1)
    )
    action.raise_(desk, wanted)
    page = shown(AuditViewPage, council.lead, audit=made)
    told = next(w for w in page.findChildren(Words) if w.accessibleName().startswith(view.text))
    box = told.parentWidget()
    assert box is not None
    beside = {label.text() for label in box.findChildren(QLabel)}
    assert {f"Theme: {one.title}", "A made-up thing to do"} <= beside
