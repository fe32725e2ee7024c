"""Rounds, people, teams and areas in the window. Everybody in it is made up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from qa_tool.council.model import Team
from qa_tool.problems import Problem
from qa_tool.work import council, session
from qa_tool.work.workspace import Workspace
from ui.pages.people import PeoplePage, bring_in, page, tab
from ui.pages.rounds import RoundsPage
from ui.widgets import DateField
from ui.widgets.record_form import RecordForm, Ticks

Desk = Callable[[str], Workspace]


def _type(form: RecordForm, key: str, text: str) -> None:
    cast("QLineEdit", form.fields[key].field).setText(text)


def _problem(form: RecordForm, key: str) -> str:
    """What stands in red under a field."""
    return " ".join(
        label.text()
        for label in form.fields[key].findChildren(QLabel)
        if label.property("look") == "danger" and not label.isHidden()
    )


def _people(qtbot: QtBot, stage: Any) -> PeoplePage:
    made = PeoplePage(stage.context)
    qtbot.addWidget(made)
    made.resize(1160, 620)
    made.show()
    made.show_page()
    return made


def _rounds(qtbot: QtBot, stage: Any) -> RoundsPage:
    made = RoundsPage(stage.context)
    qtbot.addWidget(made)
    made.resize(1160, 620)
    made.show()
    made.show_page()
    return made


def test_a_round_is_made_and_corrected(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Name, template, dates, number; the seed is drawn once and stays."""
    space = desk("qa lead")
    shown = _rounds(qtbot, stage(space))
    shown.edit(None)
    _type(shown.form, "name", "Made-up round")
    cast("Ticks", shown.form.fields["templates"].field).show_chosen(["core_case_audit"])
    cast("DateField", shown.form.fields["due"].field).show_date(date(2026, 12, 18))
    _type(shown.form, "planned", "24")
    shown.form.save.click()
    made = council.round_named(space, "Made-up round")
    assert (made.templates, made.due, made.planned) == (
        ("core_case_audit",), date(2026, 12, 18), 24,
    )  # fmt: skip
    assert shown.name.text() == "Made-up round"
    assert not shown.form.isVisible()
    shown.edit(made)
    _type(shown.form, "theme", "Fathers")
    shown.form.save.click()
    after = council.round_named(space, made.id)
    assert (after.theme, after.seed) == ("Fathers", made.seed)


def test_what_is_wrong_in_a_round_stands_at_its_field(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """All at once, and nothing is written."""
    space = desk("qa lead")
    before = council.rounds(space)
    shown = _rounds(qtbot, stage(space))
    shown.edit(None)
    _type(shown.form, "planned", "many")
    cast("DateField", shown.form.fields["starts"].field).show_date(date(2026, 12, 1))
    cast("DateField", shown.form.fields["ends"].field).show_date(date(2026, 11, 1))
    cast("DateField", shown.form.fields["due"].field).line.setText("soon")
    shown.form.save.click()
    assert "no name" in _problem(shown.form, "name")
    assert "template" in _problem(shown.form, "templates")
    assert "whole number" in _problem(shown.form, "planned")
    assert "before it starts" in _problem(shown.form, "ends")
    assert "not a date" in _problem(shown.form, "due")
    assert council.rounds(space) == before


def test_who_may_not_make_a_round_is_told_by_the_verb(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """The page knows no roles: the sentence comes from the verb."""
    shown = _rounds(qtbot, stage(desk("auditor")))
    shown.edit(None)
    _type(shown.form, "name", "Made-up round")
    cast("Ticks", shown.form.fields["templates"].field).show_chosen(["core_case_audit"])
    shown.form.save.click()
    assert "QA lead" in shown.form.problem.text()
    assert shown.form.problem.isVisible()


def test_the_bars_and_the_auditors_are_the_rounds(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """What the page shows is what the questions say, and choosing another round changes both."""
    space = desk("qa lead")
    shown = _rounds(qtbot, stage(space))
    for place, one in enumerate(council.rounds(space)):
        shown.list.view.selectRow(place)
        QApplication.processEvents()
        state = council.round_state(space, one)
        said = {w.accessibleName() for w in shown.bars.findChildren(QLabel) if w.isVisible()}
        assert f"Handed in: {state.handed_in}" in said
        assert f"Late: {state.overdue}" in said
        given = [shown.shares.rows.text(n, 1) for n in range(shown.shares.rows.rowCount())]
        assert sum(map(int, given)) == state.allocated
        assert ("late" in shown.who.title.text()) == bool(state.overdue)


def test_a_person_is_added_with_roles(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Roles are ticks; the list shows the new person and others hear of it."""
    space = desk("qa lead")
    made = stage(space)
    shown = _people(qtbot, made)
    people = shown.lists["people"]
    people.add.click()
    _type(people.form, "name", "Wanda Birchfield")
    cast("Ticks", people.form.fields["roles"].field).box("auditor").click()
    people.form.save.click()
    found = next(p for p in space.people.values() if p.name == "Wanda Birchfield")
    assert found.roles == ("auditor",)
    assert people.chosen == found
    assert any("Wanda" in one for one in made.told.said)


def test_a_partners_organisation_is_shown_and_corrected(
    qtbot: QtBot, desk: Desk, stage: Any
) -> None:
    """It is typed in the form, stands in the list, and saving something else keeps it."""
    space = desk("qa lead")
    people = _people(qtbot, stage(space)).lists["people"]
    people.add.click()
    _type(people.form, "name", "Wanda Birchfield")
    _type(people.form, "organisation", "Northholm (made up)")
    cast("Ticks", people.form.fields["roles"].field).box("partner").click()
    people.form.save.click()
    wanda = next(p for p in space.people.values() if p.name == "Wanda Birchfield")
    assert wanda.organisation == "Northholm (made up)"
    _type(people.form, "name", "Wanda Birchwood")
    people.form.save.click()
    assert space.people[wanda.id].organisation == "Northholm (made up)"
    column = next(c for c in people.panel.rows.columns if c.key == "team")
    assert column.get(space.people[wanda.id]) == "Northholm (made up)"


def test_a_line_in_a_circle_is_told_at_the_manager(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """The council's own rule, at the field that it is about."""
    space = desk("qa lead")
    shown = _people(qtbot, stage(space))
    people = shown.lists["people"]
    below = next(p for p in space.people.values() if p.line_manager)
    above = space.people[below.line_manager]
    people.edit(above)
    picker = people.picker("line_manager")
    picker.setCurrentIndex(picker.findData(below.id))
    people.form.save.click()
    assert "circle" in _problem(people.form, "line_manager")
    assert space.people[above.id] == above


def test_a_team_needs_a_name_and_an_area(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Each is told at its own field; then the team is kept."""
    space = desk("qa lead")
    shown = _people(qtbot, stage(space))
    shown.show_page(tab="teams")
    teams = shown.lists["teams"]
    teams.add.click()
    teams.form.save.click()
    assert "name" in _problem(teams.form, "name")
    assert "area" in _problem(teams.form, "area").lower()
    _type(teams.form, "name", "Quayside")
    picker = teams.picker("area")
    picker.setCurrentIndex(1)
    teams.form.save.click()
    assert any(isinstance(t, Team) and t.name == "Quayside" for t in space.teams.values())


def test_an_area_needs_a_name(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """The smallest form says it too."""
    shown = _people(qtbot, stage(desk("qa lead")))
    areas = shown.lists["areas"]
    areas.edit(None)
    areas.form.save.click()
    assert "no name" in _problem(areas.form, "name")


def test_what_is_typed_is_not_lost_by_a_glance_elsewhere(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refresh, another line, another page: the form keeps what was typed until somebody says otherwise."""
    space = desk("qa lead")
    shown = _people(qtbot, stage(space))
    people = shown.lists["people"]
    first, second = people.panel.view.row_at(0), people.panel.view.row_at(1)
    people.edit(first)
    _type(people.form, "name", "Typed but not saved")
    people.panel.view.selectRow(1)
    shown.refresh()
    assert people.form.values()["name"] == "Typed but not saved"
    monkeypatch.setattr(tab, "ask", lambda *_words, **_more: False)
    people.edit(second)
    assert people.form.values()["name"] == "Typed but not saved"
    monkeypatch.setattr(tab, "ask", lambda *_words, **_more: True)
    people.edit(second)
    assert people.form.values()["name"] == second.name


def test_somebody_can_sign_in_afterwards(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name and passphrase open the same store as that person."""
    space = desk("qa lead")
    made = stage(space)
    shown = _people(qtbot, made)
    worker = next(p for p in space.people.values() if p.roles == ("social_worker",))
    given = {"person": worker.id, "name": "wanda", "first": "made-up words", "again": ""}
    monkeypatch.setattr(page, "ask_fields", lambda *_words, **_more: given)
    shown.let_in()
    assert made.told.faults == []
    folder = space.folder
    space.store.close()
    opened = session.unlock(folder, "wanda", "made-up words")
    assert opened.person == worker
    opened.store.close()


def test_letting_in_is_refused_in_the_verbs_words(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An auditor cannot; the sentence says who can."""
    space = desk("auditor")
    made = stage(space)
    shown = _people(qtbot, made)
    given = {"person": space.person.id, "name": "x", "first": "made-up words", "again": ""}
    monkeypatch.setattr(page, "ask_fields", lambda *_words, **_more: given)
    shown.let_in()
    assert "QA lead" in str(made.told.faults[0])


def test_a_file_with_problems_is_shown_and_nothing_is_written(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every problem at once, before anything is asked."""
    space = desk("qa lead")
    seen: list[Problem] = []
    monkeypatch.setattr(bring_in, "show_problems", lambda _w, _t, found, _x: seen.extend(found))
    path = tmp_path / "people.csv"
    path.write_text("name,team,from\nWanda Birchfield,Nowhere,soon\n,,\n", encoding="utf-8")
    made = stage(space)
    shown = _people(qtbot, made)
    before = dict(space.people)
    assert not bring_in.bring_in_file(made.context, shown, "people", path, "people")
    assert [p.code for p in seen] == ["not_a_date"]
    assert space.people == before


def test_a_file_is_previewed_and_then_kept(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview says what is added; no is no, yes is yes."""
    space = desk("qa lead")
    path = tmp_path / "areas.csv"
    path.write_text("name\nHarbour\nHill\n", encoding="utf-8")
    made = stage(space)
    shown = _people(qtbot, made)
    asked: list[str] = []
    answers = [False, True]

    def run(dialog: Any) -> bool:
        asked.append(dialog.text.text())
        return answers.pop(0)

    monkeypatch.setattr(bring_in.Dialog, "run", run)
    assert not bring_in.bring_in_file(made.context, shown, "areas", path, "people")
    assert "Harbour" not in {a.name for a in space.areas.values()}
    assert bring_in.bring_in_file(made.context, shown, "areas", path, "people")
    assert {"Harbour", "Hill"} <= {a.name for a in space.areas.values()}
    assert "2 areas added" in asked[0]
