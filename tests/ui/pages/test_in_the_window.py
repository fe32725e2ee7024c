"""The pages in the real window: they stand in its list, and lead to one another."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import Answers, cells, words
from tests.ui.pages.made_up import Council
from ui.look import apply
from ui.navigation import page_entries
from ui.tasks import Tasks
from ui.window import MainWindow

MINE = [
    "home", "cases", "audits", "audit_view", "moderation", "moderation_compare", "actions", "safety",
]  # fmt: skip


@pytest.fixture
def window(council: Council, qtbot: QtBot, qapp: Any) -> MainWindow:
    """The window of the QA lead, with the pages of this room."""
    apply(qapp, "light", 1.0)
    entries = [e for e in page_entries() if e.key in MINE]
    made = MainWindow(entries, workspace=council.lead, tasks=Tasks(now=True))
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    return made


def test_every_page_of_this_room_is_in_the_list(window: MainWindow) -> None:
    """In their order, each with an icon and a title; two are reached only from others."""
    assert list(window.pages.entries) == MINE
    assert [button.entry.key for button in window.navigation.buttons()] == [
        "home", "cases", "audits", "moderation", "actions", "safety",
    ]  # fmt: skip
    for key in MINE:
        assert window.go(key), key


def test_from_an_audit_to_a_new_action_and_back(
    window: MainWindow, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window passes a place on: raise an action from the audit, see it there afterwards."""
    made = council.hand_in(0)
    form = Answers({"what": "Do the made-up thing", "owner": "per-mia"})
    monkeypatch.setattr("ui.pages.actions.form.ask_fields", form)
    window.go("audit_view", audit=made)
    view: Any = window.pages.current()
    view.raise_action.click()
    actions: Any = window.pages.current()
    assert actions.key == "actions"
    assert [row[1] for row in cells(actions.panel)] == ["Do the made-up thing"]
    window.go("audit_view", audit=made)
    assert "Do the made-up thing" in words(view)


def test_a_change_on_one_page_is_seen_on_the_next(
    window: MainWindow, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case added on the page Cases is there, and Home counts what is signed off."""
    council.draw()
    made = council.hand_in(0)
    monkeypatch.setattr("ui.pages.audit_view.page.Dialog.run", lambda _dialog: True)
    window.go("home")
    window.go("audit_view", audit=made)
    view: Any = window.pages.current()
    view.sign.click()
    window.go("home")
    home: Any = window.pages.current()
    assert "1 of 1" in words(home)
