"""Commands by name and by key; changes that reach whom they touch."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_tool.work.change import changed
from ui.commands import Command, Commands, Hit, TakenKeys, fit
from ui.live import Live


@pytest.fixture
def commands(qtbot: QtBot) -> Commands:
    """An empty registry on a window."""
    owner = QWidget()
    qtbot.addWidget(owner)
    made = Commands(owner)
    made.owner_kept_alive = owner  # type: ignore[attr-defined]
    return made


def test_two_commands_never_share_keys(commands: Commands):
    """A key does one thing; the second taker is a fault found by tests."""
    commands.add(Command("one", "One", lambda: None, "Ctrl+J"))
    with pytest.raises(TakenKeys):
        commands.add(Command("two", "Two", lambda: None, "Ctrl+j"))
    commands.remove("one")
    commands.add(Command("two", "Two", lambda: None, "Ctrl+J"))
    assert [command.id for command in commands.all()] == ["two"]


def test_a_command_can_be_replaced_by_the_same(commands: Commands):
    """A page that is shown again may give its commands again."""
    done: list[int] = []
    commands.add(Command("one", "One", lambda: done.append(1), "Ctrl+J"))
    commands.add(Command("one", "One", lambda: done.append(2), "Ctrl+J"))
    assert commands.do("one")
    assert done == [2]


def test_what_cannot_be_done_now_is_neither_done_nor_found(commands: Commands):
    """A command that is not ready does nothing."""
    ready = [False]
    commands.add(Command("one", "Hand in", lambda: None, enabled=lambda: ready[0]))
    assert not commands.do("one")
    assert commands.find("hand") == []
    ready[0] = True
    assert [hit.title for hit in commands.find("hand")] == ["Hand in"]
    assert not commands.do("missing")


def test_the_jump_box_finds_commands_then_what_others_know(commands: Commands):
    """Best fits first; providers are asked only when something is typed."""
    asked: list[str] = []

    def audits(text: str) -> list[Hit]:
        asked.append(text)
        return [Hit("Audit R-0421", "North 1", lambda: None)]

    commands.add(Command("a", "Show my audits", lambda: None))
    commands.add(Command("b", "Audits", lambda: None))
    commands.provide(audits)
    assert [hit.title for hit in commands.find("aud")] == [
        "Audits",
        "Show my audits",
        "Audit R-0421",
    ]
    assert len(commands.find("")) == 2
    assert asked == ["aud"]


def test_the_sheet_of_keys_lists_every_key(commands: Commands):
    """What has keys stands on the sheet under its group."""
    commands.add(Command("a", "Lock", lambda: None, "Ctrl+L", group="Window"))
    commands.add(Command("b", "No keys", lambda: None))
    assert commands.sheet() == [("Window", [("Lock", "Ctrl+L")])]


@pytest.mark.parametrize(
    ("typed", "rank"),
    [("my", 0), ("aud", 1), ("udi", 2), ("xyz", None), ("my aud", 0), ("aud my", 1)],
)
def test_how_well_a_title_fits(typed: str, rank: int | None):
    """The beginning is best, then beginnings of words, then anywhere."""
    assert fit(typed, "My audits") == rank


def test_a_change_reaches_whom_it_touches(qtbot: QtBot):
    """By kind; not the one who did it; not a widget that is gone."""
    live, heard = Live(), list[str]()
    one, two = QWidget(), QWidget()
    qtbot.addWidget(two)
    live.watch(one, ("audit",), lambda change: heard.append("one"), by="one")
    live.watch(two, ("audit", "action"), lambda change: heard.append("two"))
    live.announce(changed("action", ids=("x",)))
    assert heard == ["two"]
    live.announce(changed("audit"), by="one")
    assert heard == ["two", "two"]
    live.announce(changed("audit", by="two"))
    assert heard == ["two", "two", "one", "two"]
    one.deleteLater()
    qtbot.wait(10)
    live.announce(changed("audit"))
    assert heard[-1] == "two"
    live.forget(two)
    before = len(heard)
    live.announce(changed("audit"))
    assert len(heard) == before
