"""What follows from an answer, on the page: evidence beside it, the action, the theme; every word is made up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_tool.work import action, theme_tag
from qa_tool.work import template as templates
from tests.ui.form.test_tagging import Opened, opened
from tests.ui.pages import made_up
from ui.form.follows import Follows
from ui.form.question import QuestionBox
from ui.pages.audit_form import AuditFormPage

__all__ = ["opened"]
KEY, DUE = "risk.in_time", date(2026, 11, 27)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[made_up.Council]:
    """A small made-up council whose core audit says what follows from one answer."""
    made = made_up.found(tmp_path)
    core, _mark = templates.current(made.lead, "core_case_audit")
    domains = tuple(
        replace(domain, questions=tuple(
            replace(q, theme="drift", action_when=f"{KEY} == 'no'", evidence_when=f"{KEY} == 'yes'")
            if q.key == KEY else q
            for q in domain.questions
        ))
        for domain in core.domains
    )  # fmt: skip
    templates.use(made.lead, [replace(core, version="1.1", domains=domains)])
    yield made
    made.lead.store.close()


@pytest.fixture
def asked(council: made_up.Council, opened: Opened) -> tuple[Any, str, AuditFormPage]:
    """Ada's draft on the page, at the question."""
    ada = council.desk("per-ada")
    draft = council.draft(0)
    page, _commands = opened(ada, audit=draft)
    page.view.go_to(KEY)
    return ada, draft, page


def _box(page: AuditFormPage) -> QuestionBox:
    here = page.view.page_here()
    assert here is not None
    return here.boxes[KEY]


def test_an_action_is_asked_for_until_one_is_there(asked: Any) -> None:
    """The line, the button and the comment come with the answer, and change when an action is raised."""
    ada, draft, page = asked
    box = _box(page)
    follows: Follows = box.follows
    assert follows.isHidden()
    page.answering.give(KEY, "no")
    assert follows.isVisible()
    assert follows.act.isVisible()
    assert "raise one, or say in the comment" in follows.words.text()
    assert box.companions[f"{KEY}#comment"].isVisible()
    assert follows.act in box.stops()
    wanted: list[str] = []
    page.view.wanted.connect(wanted.append)
    page.view.wanted.disconnect(page.raise_action)
    QTest.keyClick(follows.act, Qt.Key.Key_Space)
    assert wanted == [KEY]
    action.raise_(ada, action.Wanted(draft, KEY, "See the child.", owner=ada.person.id, due=DUE))
    page.view.look_again()
    assert follows.there.isVisible()
    assert not follows.act.isVisible()
    page.answering.give(KEY, "yes")
    assert not follows.there.isVisible()


def test_evidence_stands_beside_the_answer_that_asks_for_it(asked: Any) -> None:
    """It is not there before, and not after the answer changed."""
    _ada, _draft, page = asked
    page.answering.give(KEY, "yes")
    editor = _box(page).companions[f"{KEY}#evidence"]
    assert editor.isVisible()
    assert "Evidence for this answer" in editor.accessibleName()
    page.answering.give(KEY, "no")
    assert not editor.isVisible()


def test_the_theme_is_one_key_away(asked: Any) -> None:
    """The offer tags with one press, is gone then, and comes again with the tag taken away."""
    ada, draft, page = asked
    page.answering.give(KEY, "no")
    follows: Follows = _box(page).follows
    assert follows.tag.text() == "Tag “Drift and delay”"
    QTest.keyClick(follows.tag, Qt.Key.Key_Space)
    assert [(t.key, t.theme) for t in theme_tag.of_audit(ada, draft)] == [(KEY, "drift")]
    assert follows.tag.isHidden()
    theme_tag.untag(ada, draft, theme_tag.of_audit(ada, draft)[0].id)
    page.view.show_domain("voice")
    page.view.show_domain("risk")
    assert not follows.tag.isHidden()
