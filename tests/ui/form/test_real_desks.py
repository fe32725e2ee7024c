"""The form over a real encrypted store: declaration, kept answers, hand-in, blind second reading."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.store import moderation as reading_shelf
from qa_tool.work import action, audit, audit_list, moderation, safety
from tests.ui.pages import made_up
from ui.commands import Commands
from ui.context import Context
from ui.dialogs.hand_in import HandIn, HandInAnswer
from ui.form.desks import AuditDesk, BlindDesk
from ui.live import Live
from ui.pages.audit_form import AuditFormPage
from ui.tasks import Tasks

Opened = Callable[..., AuditFormPage]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[made_up.Council]:
    """A small made-up council, closed afterwards."""
    made = made_up.found(tmp_path)
    yield made
    made.lead.store.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong, in words."""
    return []


@pytest.fixture
def went() -> list[tuple[str, dict[str, Any]]]:
    """The pages that the form led to."""
    return []


@pytest.fixture
def opened(
    qtbot: QtBot, faults: list[str], went: list[tuple[str, dict[str, Any]]]
) -> Iterator[Opened]:
    """Opens the form for somebody: `opened(workspace, **place)`."""
    kept: list[QWidget] = []
    pages: list[AuditFormPage] = []

    def make(workspace: Any, **place: Any) -> AuditFormPage:
        owner = QWidget()
        owner.resize(1160, 660)
        kept.append(owner)
        context = Context(
            workspace, Live(), Tasks(now=True), Commands(owner),
            go=lambda key, **where: went.append((key, where)),
            fault=lambda error: faults.append(str(error)), say=lambda *_a: None,
        )  # fmt: skip
        page = AuditFormPage(context)
        pages.append(page)
        page.setParent(owner)
        page.setGeometry(0, 0, 1160, 660)
        owner.show()
        owner.activateWindow()
        assert QTest.qWaitForWindowActive(owner, 3000)
        page.show_page(**place)
        QApplication.processEvents()
        return page

    yield make
    for owner, page in zip(kept, pages, strict=True):
        owner.close()
        page.flush()
        owner.deleteLater()


def test_the_declaration_is_asked_once_and_starts(
    council: made_up.Council, opened: Opened, faults: list[str]
) -> None:
    """A case that is not begun asks first; yes begins a draft, and a draft opens at once."""
    ada = council.desk("per-ada")
    allocation = council.allocate(0)
    page = opened(ada, allocation=allocation)
    assert page._declaration.isVisible()
    assert page.answering is None
    page._declaration.start.click()
    assert faults == []
    assert page.view.isVisible()
    draft = next(row.id for row in audit_list.mine(ada) if row.allocation == allocation)
    assert "independence.declared" in ada.store.drafts.answers(draft)
    assert opened(ada, allocation=allocation).view.isVisible()


def test_somebody_who_knows_the_family_gives_it_back(
    council: made_up.Council, opened: Opened
) -> None:
    """'I do know them' wants a reason and returns the case to the QA lead."""
    ada = council.desk("per-ada")
    page = opened(ada, allocation=council.allocate(0))
    page._declaration.know.click()
    page._declaration.back.click()
    assert len(audit_list.mine(ada)) == 1
    page._declaration.reason.setPlainText("I chaired a meeting about it.")
    page._declaration.back.click()
    assert audit_list.mine(ada) == ()


def test_typing_is_in_the_store_within_a_second(
    qtbot: QtBot, council: made_up.Council, opened: Opened
) -> None:
    """What is typed is on the disk soon after, without leaving the field; the place is kept too."""
    ada, draft = council.desk("per-ada"), council.draft(0)
    page = opened(ada, audit=draft, at="planning.reason")
    QTest.keyClicks(QApplication.focusWidget(), "Made-up words")
    kept = ada.store.drafts.answers
    qtbot.waitUntil(lambda: kept(draft).get("planning.reason") == "Made-up words", timeout=1500)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_X)
    assert page.leave()
    assert kept(draft)["planning.reason"] == "Made-up wordsx"
    assert audit.open_draft(ada, draft).place == "planning.reason"


def test_undo_reaches_behind_a_restart(council: made_up.Council, opened: Opened) -> None:
    """Yesterday's step can be undone today, in a new window."""
    ada, draft = council.desk("per-ada"), council.draft(0)
    first = opened(ada, audit=draft, at="planning.grade")
    assert first.view.grade(3)
    second = opened(ada, audit=draft)
    assert second.answering is not None
    assert second.answering.desk.form.grade("planning") == "requires_improvement"
    second.steps.stack.undo()
    assert second.answering.desk.form.grade("planning") is None
    assert "planning.grade" not in ada.store.drafts.answers(draft)


def test_hand_in_from_the_page(
    council: made_up.Council,
    opened: Opened,
    went: list[Any],
    faults: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A whole audit is handed in with its reasons; the page lets go and leads back to the list."""
    ada, draft = council.desk("per-ada"), council.draft(0)
    page = opened(ada, audit=draft)
    assert page.answering is not None
    made_up.fill(form := audit.open_draft(ada, draft).form, "good", {})
    for key, value in form.answers.items():
        page.answering.give(key, value)
    assert page.answering.desk.readiness().gaps == ()

    def ask(dialog: HandIn) -> HandInAnswer:
        return HandInAnswer(go_on=True, overruled=dict.fromkeys(dialog.reasons, "It stands."))

    monkeypatch.setattr(HandIn, "ask", ask)
    page.finish()
    assert faults == []
    assert page.answering is None
    assert went[-1][0] == "audits"
    assert audit_list.view(ada, draft).audit.overall == "good"


def test_an_action_is_raised_from_the_question_it_answers(
    council: made_up.Council, opened: Opened, faults: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Owner, due date and the question's key reach the action; refusals are told."""
    ada, draft = council.desk("per-ada"), council.draft(0)
    page = opened(ada, audit=draft)
    asked: list[Any] = []

    def answer(_page: object, question: str, owners: Any, due: Any) -> dict[str, Any]:
        asked.append(question)
        return {"what": "See the child alone.", "owner": owners[0][0], "owner_words": "",
                "priority": "high", "due": due[0][1]}  # fmt: skip

    monkeypatch.setattr("ui.pages.audit_form.ask_action", answer)
    page.raise_action("visits.difference")
    assert faults == []
    assert asked == [page.view.answering.desk.form.view("visits.difference").text]  # type: ignore[union-attr]
    row = next(r for r in action.rows(ada) if r.action.audit == draft)
    assert (row.action.key, row.action.owner) == ("visits.difference", "per-tom")


def test_a_stop_raised_in_the_form_holds_the_hand_in(
    council: made_up.Council, opened: Opened
) -> None:
    """The stop is signed at once, and what is missing says that it waits for its answer."""
    ada, draft = council.desk("per-ada"), council.draft(0)
    page = opened(ada, audit=draft)
    page.view.show_side("safety")
    page.view.safety._new.asked.emit("danger", "child", "A made-up worry.")
    assert [row.what for row in safety.of_audit(ada, draft)] == ["A made-up worry."]
    assert page.view.ready.unsettled


def test_a_blind_reading_brings_nothing_of_the_first(
    council: made_up.Council,
    opened: Opened,
    went: list[Any],
    faults: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The moderator's form is empty, keeps answers, asks only for grades, and seals them."""
    handed = council.hand_in(0, grade="inadequate")
    reading = council.reading_of(handed)
    moderator = next(
        desk for p in ("per-mo", "per-kim")
        if (desk := council.desk(p)) and _may_open(desk, reading)
    )  # fmt: skip
    page = opened(moderator, reading=reading)
    assert faults == []
    assert page.answering is not None
    desk = page.answering.desk
    assert isinstance(desk, BlindDesk)
    assert desk.form.answers == {}
    assert desk.history() == ()
    assert page.foot.finish.text() == "Save my grades"
    words = " ".join(str(w.text()) for w in page.findChildren(QWidget) if hasattr(w, "text"))
    assert "Made-up words" not in words
    for domain in desk.form.template.graded:
        page.answering.give(f"{domain.key}.grade", "good")
    assert [key for key, _ in desk.readiness().gaps] == ["overall.grade"]
    page.answering.give("overall.grade", "good")
    page.steps.stack.undo()
    assert desk.form.overall() is None
    page.answering.give("overall.grade", "good")
    assert [key for key, _ in desk.readiness().gaps] == ["overall.reason"]
    page.answering.give("overall.reason", "The domains together.")
    monkeypatch.setattr(HandIn, "ask", lambda _dialog: HandInAnswer(go_on=True, mode="desk"))
    page.finish()
    assert faults == []
    kept = reading_shelf.reading(moderator.store, reading)
    assert kept is not None
    assert kept.mode == "desk"
    assert went[-1] == ("moderation_compare", {"reading": reading})


def test_a_handed_in_audit_goes_to_its_own_page(
    council: made_up.Council, opened: Opened, went: list[Any]
) -> None:
    """What is handed in is only looked at."""
    handed = council.hand_in(0)
    opened(council.desk("per-ada"), audit=handed)
    assert went[-1] == ("audit_view", {"audit": handed})


def test_the_case_in_a_few_lines(council: made_up.Council) -> None:
    """Reference, team, worker, template and time stand beside the questions."""
    desk = AuditDesk(council.desk("per-ada"), council.draft(0), lambda _change: None)
    facts = dict(desk.facts())
    assert facts["Expected time"] == "4 hours"
    assert {"Reference", "Team", "Worker", "Template"} <= set(facts)


def _may_open(desk: Any, reading: str) -> bool:
    from qa_tool.errors import QAError

    try:
        moderation.declare(desk, reading)
        BlindDesk(desk, reading, lambda _change: None)
    except QAError:
        return False
    return True
