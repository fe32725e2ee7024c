"""A template from nothing by keyboard alone: written, published, given out, audited, written again, compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from qa_tool.store import crosswalk as crosswalk_shelf
from qa_tool.work import audit_list
from qa_tool.work import template as templates
from tests.e2e.at_desk import get_up, sit_down
from tests.e2e.hands import (
    CTRL,
    SHIFT,
    back_to,
    choose,
    focus,
    meanwhile,
    name,
    press,
    tab_to,
    until,
    wait,
    write,
)
from tests.e2e.steps import fill_in, jump, mark
from tests.ui.pages import made_up
from ui.widgets import Picker
from ui.window import MainWindow

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")


@pytest.fixture
def council(tmp_path: Path, qapp: QApplication) -> Iterator[made_up.Council]:
    """A small made-up council."""
    made = made_up.found(tmp_path)
    yield made
    made.lead.store.close()


def from_menu(downs: int) -> None:
    """The line of the menu Add that stands so far down."""

    def pick() -> None:
        for key in (*[Qt.Key.Key_Down] * downs, Qt.Key.Key_Return):
            QTest.keyClick(cast("Any", QApplication.activePopupWidget()), key)

    tab_to("Add")
    QTimer.singleShot(100, pick)
    press(Qt.Key.Key_Space)
    wait(200)


def outline() -> None:
    """Back to the outline, at its first line."""
    press(Qt.Key.Key_O, CTRL | SHIFT)
    press(Qt.Key.Key_Home)


def begin(window: MainWindow) -> Any:
    """A new template with a title; the page."""
    jump(window, "Template designer")

    def title(_dialog: QDialog) -> None:
        write("Made-up check")
        press(Qt.Key.Key_Return, CTRL)

    meanwhile(title)
    choose("New template")
    back_to(window)
    until(lambda: name(focus()) == "Outline of the template", "the outline")
    return window.pages.current()


def write_it(page: Any) -> None:
    """What it is for, a graded domain with its question, a safety question."""
    press(Qt.Key.Key_Return)
    tab_to("What it is for")
    write("One made-up file, for a made-up council.")
    outline()
    press(Qt.Key.Key_Insert)
    until(lambda: name(focus()) == "Title", "the title of a new domain")
    write("Plan and review")
    tab_to("Its purpose")
    write("Does the plan help this made-up child?")
    for grade in GRADES:
        tab_to(f"Descriptor: {grade}")
        write(f"What {grade} looks like in made-up practice, for a made-up child.")
    press(Qt.Key.Key_O, CTRL | SHIFT)
    press(Qt.Key.Key_Insert)
    until(lambda: name(focus()) == "What is asked", "a new question")
    write("Is there a plan?")
    press(Qt.Key.Key_O, CTRL | SHIFT)
    from_menu(4)
    until(lambda: name(focus()) == "What is asked", "a new safety question")
    write("Was the made-up child seen?")
    for answer in ("Yes", "No"):  # the worry is “No”, not “Yes”
        choose(answer)
    page.bench.flush()
    page.bench.look()
    assert [n.problem.what for n in page.bench.found.notes if n.stops] == []


def publish(window: MainWindow, page: Any) -> None:
    """Publish what is on the bench."""
    meanwhile(lambda _dialog: press(Qt.Key.Key_Return, CTRL))
    choose("Publish")
    back_to(window)
    until(lambda: page.parts.currentWidget() is page.start, "the lists again")


def into_the_round(window: MainWindow) -> None:
    """The round looks with the new template too."""
    jump(window, "Rounds")
    choose("Correct this round")
    choose("Made-up check")
    choose("Save round")


def give_out(window: MainWindow, auditor: str) -> None:
    """Allocate the case in the first line to somebody, with the new template."""
    jump(window, "Cases")
    tab_to("Cases")
    page = cast("Any", window.pages.current())
    mark(page.panel.view, "MADE-000")

    def form(_dialog: QDialog) -> None:
        tab_to("Template")
        write("Made")
        assert cast("Picker", focus()).currentText() == "Made-up check"
        tab_to("Auditor")
        write(auditor[:3])
        press(Qt.Key.Key_Return, CTRL)

    meanwhile(form)
    choose("Allocate")
    back_to(window)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # a menu, with no desktop
def test_a_template_is_written_given_out_audited_and_written_again(
    council: made_up.Council,
) -> None:
    """The QA lead writes a template with no mouse; an auditor audits on it; a second version is joined to the first."""
    window = sit_down(council.lead)
    page = begin(window)
    write_it(page)
    publish(window, page)
    key = next(
        k for k, title in templates.offered(council.lead).items() if title == "Made-up check"
    )
    into_the_round(window)
    give_out(window, "Ada Merrow")
    get_up(window)

    window = sit_down(council.desk("per-ada"))
    jump(window, "Audits")
    choose("Start case MADE-000")
    choose("That is so: start the audit")
    until(lambda: window.pages.key == "audit_form", "the form")
    fill_in(window, Qt.Key.Key_2)
    get_up(window)
    lead = council.lead
    found = audit_list.of_case(lead, council.cases[0])
    assert [(one.template, one.handed_in is not None) for one in found] == [(key, True)]

    window = sit_down(council.lead)
    second_version(window)
    compare(window, key)
    get_up(window)


def second_version(window: MainWindow) -> None:
    """The same template again, with other words and one question more."""
    jump(window, "Template designer")
    page = cast("Any", window.pages.current())
    mark(page.start.used.view, "Made-up check")
    choose("Write a new version")
    until(lambda: name(focus()) == "Outline of the template", "the outline")
    outline()
    while page.bench.outline.currentItem().text(0) != "Is there a plan?":
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_End, CTRL)
    write(" Since when?")
    press(Qt.Key.Key_O, CTRL | SHIFT)
    press(Qt.Key.Key_Insert)
    write("Who wrote it?")
    publish(window, page)


def compare(window: MainWindow, key: str) -> None:
    """What became of what, confirmed."""
    jump(window, "Templates")
    page = cast("Any", window.pages.current())
    mark(page.list.view, "Made-up check")
    choose("Compare versions")
    press(Qt.Key.Key_Right)
    mark(page.versions.joining.list.view, "plan_review.plan")
    press(Qt.Key.Key_Tab)
    assert name(focus()) == "What became of plan_review.plan"
    proposed = cast("Picker", focus()).currentText()
    for turned, words in ((Qt.Key.Key_Up, "Nothing took its place"), (Qt.Key.Key_Down, proposed)):
        press(turned)
        until(lambda: isinstance(focus(), Picker), "the focus stays on the choice")
        assert cast("Picker", focus()).currentText() == words
    meanwhile(lambda _dialog: press(Qt.Key.Key_Return, CTRL))
    choose("Confirm")
    back_to(window)
    until(lambda: "It is confirmed." in window.toasts.words(), "it is confirmed")
    (kept,) = crosswalk_shelf.every(cast("Any", page)._context.workspace.store, key)
    links = {link.before: link.after for link in kept.crosswalk.questions}
    assert links["plan_review.plan"] == "plan_review.plan"
