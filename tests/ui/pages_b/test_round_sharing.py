"""Sharing out, planned and done, moving, chasing and repeating on the page Rounds. All made up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_tool.council.model import Auditor, Case, Exemption, Planned, Round
from qa_tool.report.chase import letters
from qa_tool.sampling.model import Rules
from qa_tool.store import council as shelf
from qa_tool.work import council, round_table, sample
from qa_tool.work import round as rounds
from qa_tool.work.round_hand import Choice
from qa_tool.work.round_sharing import preview
from qa_tool.work.workspace import Workspace
from ui.dialogs import Field
from ui.pages.rounds import RoundsPage, numbers, page
from ui.pages.rounds.auditors import Auditors
from ui.pages.rounds.chase import ChaseList
from ui.pages.rounds.share_out import ShareOut

Desk = Callable[[str], Workspace]
CORE = "core_case_audit"


def _drawn(space: Workspace, n: int = 6) -> Round:
    """A round whose sample is drawn and waits to be shared out."""
    team = sorted(space.teams)[4]
    worker = next(p.id for p in space.people.values() if p.team == team and not p.roles[1:])
    for _ in range(n):
        council.keep_case(space, Case("", "", kind="child_in_need", team=team, worker=worker))
    made = Round(
        "", "Winter", templates=(CORE,), starts=date(2026, 11, 16), ends=date(2027, 2, 26),
        due=date(2027, 2, 26), planned=20, due_days=20, planned_teams=(Planned(team, 8),),
    )  # fmt: skip
    made = rounds.by_id(space, rounds.keep(space, made).ids[0])
    sample.record_seed(space, made, CORE, "made up")
    sample.draw_sample(space, made, CORE, Rules(size=n))
    return made


def _page(qtbot: QtBot, stage: Any, **place: str) -> RoundsPage:
    made = RoundsPage(stage.context)
    qtbot.addWidget(made)
    made.resize(1160, 620)
    made.show()
    made.show_page(**place)
    return made


def _said(widget: Any) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_share_out_is_looked_at_then_kept(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page offers what waits, shows who gets what, and writes only after yes."""
    space = desk("qa lead")
    made = _drawn(space)
    told = stage(space)
    shown = _page(qtbot, told, round=made.id)
    assert shown.name.text() == "Winter"
    assert shown.share.text() == "Share out 6…"
    seen: list[str] = []
    for answer in (False, True):
        monkeypatch.setattr(
            ShareOut, "run", lambda self, a=answer: seen.append(self.sum.text()) or a
        )
        shown.share.click()
        assert bool(shelf.allocations(space.store, round_=made.id)) is answer
    assert seen == ["6 cases would be given out."] * 2
    assert told.told.said == ["Winter: given out."]
    assert shown.share.text() == "Share out…"
    assert "0 of 8 planned · " in _said(shown.sums.plan)
    shown.sums.by.setCurrentIndex(1)
    shown.sums.by.picked.emit("auditors")
    assert "0 of 1 given" in _said(shown.sums.plan)
    assert shown.sums.waiting.rows.rowCount() == 6
    shown.share.click()
    assert len(shelf.allocations(space.store, round_=made.id)) == 6


def test_the_window_says_who_cannot_and_takes_changes(qtbot: QtBot, desk: Desk) -> None:
    """What nobody can have stands with every reason; by hand it can be given with one."""
    space = desk("qa lead")
    made = _drawn(space, 2)
    for person in rounds.pool(space):
        out = Exemption(space.person.id, date(2026, 11, 1), date(2027, 1, 31), "Inquiry")
        rounds.keep_auditor(space, Auditor(person.id, exemptions=(out,)))
    asked: list[Sequence[Choice]] = []

    def ask(_parent: object, _title: str, choices: Sequence[Choice]) -> tuple[str, str]:
        asked.append(choices)
        return next(one.auditor for one in choices if not one.never), "Nobody else is there"

    window = ShareOut(None, space, preview(space, made.id), ask)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    assert window.sum.text() == "0 cases would be given out; 2 cases nobody can have."
    assert "Each of these is exempt until 31 January 2027: " in window.why.text()
    window.yes.click()
    assert window.isVisible()
    assert "Nobody would get a case." in window.problem.text()
    window.anyway.click()
    window.change.click()
    assert len(asked) == 2
    assert len(window.preview.offers) == len(window.preview.left) == 1
    assert window.preview.offers[0].reason == "Nobody else is there"
    assert window.yes.text() == "Give out 1 case"


def test_a_case_moves_with_a_reason(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case that is chosen in the list goes to the one who was named, and the list says why."""
    space = desk("qa lead")
    shown = _page(qtbot, stage(space))
    view = shown.sums.waiting.view
    while view.current_row().begun:  # a case that somebody has begun stays with them
        view.selectRow(view.currentIndex().row() + 1)
    row = view.current_row()
    to: list[str] = []

    def ask(_parent: object, _title: str, choices: Sequence[Choice]) -> tuple[str, str]:
        to.append(next(one.auditor for one in choices if not one.never))
        return to[0], "Too much on hand"

    monkeypatch.setattr(page, "ask_taker", ask)
    shown.sums.give.click()
    moved = shelf.allocation(space.store, row.allocation)
    assert moved is not None
    assert (moved.auditor, moved.reason) == (to[0], "Too much on hand")
    rows = [shown.sums.waiting.rows.row(n) for n in range(shown.sums.waiting.rows.rowCount())]
    assert "Too much on hand" in {one.reason for one in rows}


def test_the_chase_list_is_copied_for_one_or_all(qtbot: QtBot, desk: Desk) -> None:
    """What is shown is what is copied."""
    space = desk("qa lead")
    found = round_table.chase(space, council.rounds(space)[0], soon=60)
    saved: list[int] = []
    window = ChaseList(None, found, lambda: saved.append(1))
    qtbot.addWidget(window)
    window.show()
    window.copy.click()
    text = QApplication.clipboard().text()
    assert text.count("Subject: ") == len(letters(found)) > 1
    window.who.setCurrentIndex(1)
    window.who.picked.emit(window.who.value())
    window.copy.click()
    assert QApplication.clipboard().text() == str(letters(found)[0])
    window.save.click()
    assert saved == [1]
    empty = ChaseList(None, replace(found, lines=()), lambda: None)
    qtbot.addWidget(empty)
    empty.show()
    assert "Nothing is late" in _said(empty)
    assert not empty.copy.isVisible()


def test_the_workbook_is_saved_where_the_person_says(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name without a suffix becomes a workbook; the person is told."""
    space = desk("qa lead")
    told = stage(space)
    shown = _page(qtbot, told)
    monkeypatch.setattr(page, "save_file", lambda *_a: tmp_path / "list")

    def run(window: ChaseList) -> bool:
        window.save.click()
        return False

    monkeypatch.setattr(ChaseList, "run", run)
    shown.chase.click()
    assert (tmp_path / "list.xlsx").read_bytes()[:2] == b"PK"
    assert told.told.said == ["The chase list is saved."]


def _answers(values: Mapping[str, Any], complaints: list[str]) -> Callable[..., Any]:
    """Stands in for a form: gives these values over what the fields begin with."""

    def ask(
        _parent: object, _title: str, fields: Sequence[Field], _yes: str, *, text: str = "",
        check: Callable[[Mapping[str, Any]], str] | None = None,
    ) -> dict[str, Any] | None:  # fmt: skip
        empty = {f.key: None if f.kind == "number" and f.value == "" else f.value for f in fields}
        given = empty | {key: one for key, one in values.items() if key in empty}
        said = check(given) if check else ""
        complaints.append(said)
        return None if said else given

    return ask


def test_auditors_terms_are_kept_and_shown(qtbot: QtBot, desk: Desk) -> None:
    """Load, leave and an exemption; what the rules say against it is said where it is asked."""
    space = desk("qa lead")
    said: list[str] = []
    answers: dict[str, Any] = {}
    window = Auditors(
        None, space, council.rounds(space)[0], lambda _change: None,
        _answers(answers, said),
    )  # fmt: skip
    qtbot.addWidget(window)
    window.show()
    who = window.list.view.current_row().person
    answers.update(per_month=1, trained=date(2025, 1, 6))
    window.load()
    answers.update(starts=date(2026, 12, 24), ends=date(2026, 12, 1))
    window.leave()
    assert "ends before it begins" in said[-1]
    answers.update(ends=date(2026, 12, 31))
    window.leave()
    answers.update(approver=space.person.id, reason="Long inquiry", starts=date(2026, 11, 1))
    window.exemption()
    kept = rounds.terms_of(space, who)
    assert (kept.per_month, kept.trained) == (1, date(2025, 1, 6))
    assert len(kept.leave) == len(kept.exemptions) == 1
    assert f"approved by {space.person.name}: Long inquiry" in _said(window)
    answers.update(it="e0")
    window.take_away()
    kept = rounds.terms_of(space, who)
    assert (len(kept.leave), kept.exemptions) == (1, ())


def test_planned_numbers_and_a_round_repeated(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers for each team are kept with the round; a repeated one is shown at once."""
    space = desk("qa lead")
    shown = _page(qtbot, stage(space))
    old = council.rounds(space)[0]
    team = next(iter(space.teams))
    said: list[str] = []
    answers: dict[str, Any] = {"by": "teams", team: 10**6}
    monkeypatch.setattr(numbers, "ask_fields", _answers(answers, said))
    shown.numbers.click()
    assert "add up to" in said[-1]
    answers[team] = 3
    shown.numbers.click()
    assert rounds.by_id(space, old.id).planned_teams == (Planned(team, 3),)
    answers.update(
        name=old.name, starts=date(2027, 1, 4), ends=date(2027, 3, 31), due=None
    )  # fmt: skip
    shown.again.click()
    assert "has this name already" in said[-1]
    answers["name"] = "Spring"
    shown.again.click()
    new = council.round_named(space, "Spring")
    assert (new.repeats, new.planned_teams) == (old.id, (Planned(team, 3),))
    assert shown.name.text() == "Spring"
