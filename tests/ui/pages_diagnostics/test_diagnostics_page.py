"""The diagnostics page: begun by form, graded in private, led through the room by keys, closed, compared."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from qa_tool.store import diagnostic as shelf
from qa_tool.work import diagnostic_room, diagnostic_view
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from tests.ui.pages_diagnostics.conftest import begun, held, inspected
from ui.pages.diagnostics import DiagnosticsPage, after, outcomes
from ui.pages.diagnostics.room import Room

KEY = Qt.Key


def _room(page: DiagnosticsPage) -> Room:
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.session.room.click()
    room = page.session.rooms
    assert room is not None
    return room


def _press(room: Room, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or room, key)


def _wall(room: Room) -> str:
    """Every word and every name that is on the wall now."""
    QApplication.processEvents()
    said = [label.text() for label in room.findChildren(QLabel) if label.isVisible()]
    said += [
        w.accessibleName() for w in room.inside.findChildren(object) if hasattr(w, "accessibleName")
    ]  # type: ignore[call-overload]
    return "\n".join(said)


def test_a_session_is_begun_by_its_form(council: Council, shown: Shown, heard: Heard) -> None:
    """What is wrong is said beside the button; standards follow the service; then the session is shown."""
    page = shown(DiagnosticsPage, council.lead)
    page.new.click()
    form = page.frame
    form.team.setCurrentIndex(form.team.findData("team-1"))
    form.team.picked.emit("team-1")
    assert "first_decision" not in form.standards.chosen()
    form.service.setCurrentIndex(form.service.findData("front_door"))
    form.service.picked.emit("front_door")
    assert "first_decision" in form.standards.chosen()
    form.came.setPlainText("Social worker: 4\nTeam manager:")
    form.people.show_chosen(("per-tom",))
    form.cases.setPlainText("Jemima, seven")
    form.save.click()
    assert "no case with this reference" in form.problem.words()
    form.cases.setPlainText("")
    form.save.click()
    kept = shelf.sessions(council.lead.store)[0]
    assert (kept.team, kept.service, kept.people) == ("team-1", "front_door", ("per-tom",))
    assert [(c.role, c.n) for c in kept.came] == [("Social worker", 4)]
    assert page.parts.currentWidget() is page.session
    assert heard.faults == []


def test_the_room_goes_through_a_standard_by_keys(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """Hands by digits, only their number on the wall; R shows together; digits agree; the partner's apart."""
    session = begun(council)
    page = shown(DiagnosticsPage, council.lead, session=session)
    room = _room(page)
    assert room.geometry() == page.rect()
    assert room.time.text().startswith("3:0")
    _press(room, KEY.Key_2, KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_Backspace)
    assert "3 hands counted" in _wall(room)
    assert "Good: 2" not in _wall(room)
    assert shelf.findings(council.lead.store, session) == ()
    _press(room, KEY.Key_R)
    assert room.part_key == "spread"
    assert "Good 2" in _wall(room)
    room.boxes[0].setFocus()
    QTest.keyClicks(room.boxes[0], "4 of 6 records")
    _press(room, KEY.Key_Escape)
    assert page.session.rooms is room
    _press(room, KEY.Key_Right, KEY.Key_3, KEY.Key_Right, KEY.Key_4)
    assert "Partner 1 grade lower" in _wall(room)
    _press(room, KEY.Key_PageDown)
    room.boxes[0].setPlainText("A stranger finds the next step.")
    _press(room, KEY.Key_Down)
    assert room.now.standard.key == "oversight"
    found = shelf.findings(council.lead.store, session)[0]
    assert (found.how, found.counts) == ("hands", {"good": 2, "requires_improvement": 1})
    assert (found.agreed, found.partner_grade) == ("requires_improvement", "inadequate")
    assert (found.evidence, found.good_here) == (
        "4 of 6 records", "A stranger finds the next step.",
    )  # fmt: skip
    _press(room, KEY.Key_Escape)
    assert page.session.rooms is None
    assert "Requires improvement" in [row[1] for row in cells(page.session.panel)]
    assert heard.faults == []


def test_nothing_private_is_on_the_wall_before_the_reveal(council: Council, shown: Shown) -> None:
    """Private grades show as a number of people; too few are not revealed, and the wall says why."""
    session = begun(council)
    for who, grade in (("per-mia", "inadequate"), ("per-tom", "outstanding")):
        diagnostic_room.give(council.desk(who), session, "recording", grade)
    page = shown(DiagnosticsPage, council.lead, session=session)
    room = _room(page)
    assert "2 graded in private" in _wall(room)
    assert "Inadequate 1" not in _wall(room)
    _press(room, KEY.Key_R)
    assert room.part_key == "grade"
    assert "below 3 a count would tell" in _wall(room)
    _press(room, KEY.Key_Escape)
    ada = shown(DiagnosticsPage, council.desk("per-ada"), session=session)
    assert ada.session.room.isHidden()
    assert "2 graded in private so far" in words(ada.session.card)
    assert ada.session.card.mine is not None
    ada.session.card.mine.choose_place(2)
    again = shown(DiagnosticsPage, council.lead, session=session)
    room = _room(again)
    _press(room, KEY.Key_R)
    assert "Inadequate 1" in _wall(room)
    for name in ("Mia", "Tom", "Ada"):
        assert name not in _wall(room)


def test_the_clock_halts_goes_on_and_counts_past_its_end(council: Council, shown: Shown) -> None:
    """T halts; past the end it counts up with a plus, in words too."""
    page = shown(DiagnosticsPage, council.lead, session=begun(council))
    room = _room(page)
    room.time.begin(1)
    room.time.left = 0
    room.time.tick()
    assert room.time.text() == "+0:01"
    assert "over the time" in room.time.accessibleName()
    _press(room, KEY.Key_T)
    assert not room.time._beat.isActive()


def test_leaving_the_page_closes_the_room_and_keeps_what_was_typed(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """A page that is left, or a safety stop, takes the room off the wall first."""
    session = begun(council)
    page = shown(DiagnosticsPage, council.lead, session=session)
    room = _room(page)
    room.skip()
    room.boxes[0].setPlainText("Half a sentence")
    assert page.leave()
    assert page.session.rooms is None
    assert shelf.findings(council.lead.store, session)[0].evidence == "Half a sentence"
    page.show_page(session=session)
    _room(page).stop.emit()
    assert page.session.rooms is None
    assert heard.went[-1] == ("safety", {"new": ""})


def test_what_follows_is_kept_and_the_session_closes(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commitment by its form, a theme by a tick; what is needed is named until it is there."""
    session = begun(council)
    page = shown(DiagnosticsPage, council.lead, session=session, show="commitments")
    assert "no grade is agreed yet and" in page.session.needs.words()
    assert not page.session.finish.isEnabled()
    part = page.session.after
    monkeypatch.setattr(after, "ask_fields", Answers({"text": "Look at ten records", "owner": ""}))
    part._add()
    monkeypatch.setattr(after, "ask_fields", Answers({"text": "Look at ten", "owner": "Manager"}))
    part._add()
    assert [c.text for c in shelf.commitments(council.lead.store, session)] == ["Look at ten"]
    assert part.ticks is not None
    part.ticks.box("oversight_thin").click()
    assert shelf.sessions(council.lead.store)[0].themes == ("oversight_thin",)
    for key in diagnostic_view.view(council.lead, session).session.chosen:
        diagnostic_room.agree(council.lead, session, key, "good")
        diagnostic_room.say(council.lead, session, key, "evidence", "Made up")
    page.show_page(session=session)
    page.session.finish.click()
    assert shelf.sessions(council.lead.store)[0].state == "closed"
    assert heard.faults == []


def test_the_cswo_sees_grades_and_themes_and_no_words(council: Council, shown: Shown) -> None:
    """Matrix and session without evidence, views, commitments or people; before and after are there."""
    held(council)
    page = shown(DiagnosticsPage, council.desk("per-vera"), view="across")
    index = page.across.matrix.rows.index(0, 1)
    said = page.across.matrix.rows.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Team: Inadequate, partner: Requires improvement"
    page.across.matrix.opened.emit(shelf.sessions(council.lead.store)[0].id)
    told = words(page.session)
    assert "The record does not show the work done" in [
        pill.accessibleName() for pill in page.session.after.themes.findChildren(object)  # type: ignore[call-overload]
        if hasattr(pill, "accessibleName")
    ]  # fmt: skip
    for word in ("Made-up evidence", "Owl-view", "Write up each visit", "Show of hands"):
        assert word not in told
    shut = shown(DiagnosticsPage, council.desk("per-kim"))
    assert not shut.nothing.isHidden()


def test_an_inspection_is_entered_on_the_list_of_its_day(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists follow the day; the four judgements of 2012 are kept, and can be taken back."""
    from datetime import date

    inspected(council)
    page = shown(DiagnosticsPage, council.lead, view="outcomes")
    part = page.outcomes
    part.add.click()
    entry: Any = part.entry
    assert entry.listed.value() == "ofsted_2026"
    entry.day.show_date(date(2012, 9, 28))
    entry.day.changed.emit(entry.day.value())
    assert entry.listed.value() == "ofsted_2012"
    assert len(entry.grades) == 4
    entry.save.click()
    assert "who judged" in entry.problem.words()
    entry.by.setText("Ofsted")
    for picker in entry.grades.values():
        picker.setCurrentIndex(picker.findData("inadequate"))
    entry.improve.setPlainText("See every child who waits | immediately")
    entry.save.click()
    assert [row[3] for row in cells(part.panel)] == ["Inadequate 4", "Adequate 1, Inadequate 1"]
    monkeypatch.setattr(outcomes, "ask_text", lambda *_a, **_k: "Entered twice")
    part._take_back()
    assert len(cells(part.panel)) == 1
    assert heard.faults == []
