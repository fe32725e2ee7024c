"""The ladders as a window: written out, changed, loaded, refused with every fault, put back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from qa_tool.problems import Problem
from qa_tool.work import notice_ladder
from qa_tool.work.workspace import Workspace
from tests.ui.pages.conftest import words
from tests.ui.pages.made_up import Council
from ui.commands import Commands
from ui.context import Context
from ui.live import Live
from ui.pages.notices import ladders as module
from ui.pages.notices.ladders import Ladders
from ui.tasks import Tasks


def window(space: Workspace, qtbot: Any) -> Ladders:
    """The window for somebody."""
    owner = QWidget()
    qtbot.addWidget(owner)
    context = Context(space, Live(), Tasks(now=True), Commands(owner), say=lambda *_a: None)
    made = Ladders(None, context)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_council_writes_its_own_ladder(
    council: Council, qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Written out, shortened, loaded: new notices use it; put back, the shipped one stands again."""
    made = window(council.lead, qtbot)
    target = tmp_path / "own.toml"
    monkeypatch.setattr(module, "save_file", lambda *_a: target)
    made._save(notice_ladder.in_use(council.lead)[0])
    target.write_text(target.read_text("utf-8").replace("days = 5", "days = 3"), "utf-8")
    monkeypatch.setattr(module, "choose_file", lambda *_a: target)
    made.load.click()
    own = notice_ladder.in_use(council.lead)[0]
    assert (own.own, own.ladder.formal_days) == (True, 12)
    assert "12 working days in all" in words(made)
    made._back(own)
    assert not notice_ladder.in_use(council.lead)[0].own
    assert len(made.changes) == 2


def test_a_ladder_that_breaks_the_limit_is_refused(
    council: Council, qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every fault is listed, and the ladder in use stays."""
    made = window(council.lead, qtbot)
    target = tmp_path / "own.toml"
    text = (notice_ladder.RESOURCES / "ladders/looked_after.toml").read_text("utf-8")
    target.write_text(text.replace("days = 5", "days = 6"), "utf-8")
    monkeypatch.setattr(module, "choose_file", lambda *_a: target)
    told: list[Problem] = []
    monkeypatch.setattr(module, "show_problems", lambda _p, _t, problems: told.extend(problems))
    made.load.click()
    assert [problem.code for problem in told] == ["over_limit"]
    assert not notice_ladder.in_use(council.lead)[0].own


def test_only_who_keeps_the_framework_loads_ladders(council: Council, qtbot: Any) -> None:
    """A reviewing officer looks, and may write one out."""
    made = window(council.desk("per-iris"), qtbot)
    assert not made.load.isEnabled()
