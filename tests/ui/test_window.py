"""The window round the pages: the way round, keys, themes, text sizes, names, messages, the end."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QUndoCommand, QUndoStack
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
)
from pytestqt.qtbot import QtBot

from qa_tool.settings import Settings
from tests.ui.gallery import Gallery, entries
from ui import look, messages
from ui.tasks import Tasks
from ui.window import MainWindow


def page(window: MainWindow) -> Gallery:
    """The page that is shown."""
    return cast("Gallery", window.pages.current())


def test_pages_are_made_when_first_shown(window: MainWindow):
    """Ten pages in the list cost the start of one."""
    assert list(window.pages.made()) == ["home"]
    window.go("actions", audit="A1")
    assert list(window.pages.made()) == ["home", "actions"]
    assert page(window).shown == [{"audit": "A1"}]
    window.go("home")
    window.go("actions")
    assert page(window).shown == [{"audit": "A1"}, {}]
    assert not window.go("no-such-page")


def test_the_page_that_is_shown_is_marked_and_named(window: MainWindow):
    """The list marks it, the bar names it, Tab stops at it."""
    window.go("moderation")
    marked = [b.entry.key for b in window.navigation.buttons() if b.isChecked()]
    stops = [
        b.entry.key
        for b in window.navigation.buttons()
        if b.focusPolicy() == Qt.FocusPolicy.StrongFocus
    ]
    assert (marked, stops) == (["moderation"], ["moderation"])
    assert window.bar.title.whole() == "Moderation"


def test_every_page_has_its_key(qtbot: QtBot, window: MainWindow):
    """Ctrl+1 to Ctrl+9 go to the pages in their order."""
    keys = [button.entry.key for button in window.navigation.buttons()]
    for number, key in enumerate(keys[:9], 1):
        qtbot.keyClick(window, str(number), Qt.KeyboardModifier.ControlModifier)
        assert window.pages.key == key


def test_arrows_walk_through_the_list(qtbot: QtBot, window: MainWindow):
    """Down moves the focus, Space goes there; the list is one tab stop."""
    buttons = window.navigation.buttons()
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Down)
    qtbot.keyClick(buttons[1], Qt.Key.Key_Down)
    assert window.focusWidget() is buttons[2]
    assert window.pages.key == "home"
    qtbot.keyClick(buttons[2], Qt.Key.Key_Space)
    assert window.pages.key == "audits"


def test_a_page_that_must_not_be_left_stays(window: MainWindow):
    """A page may refuse to be left, and then nothing moves."""
    page(window).leave = lambda: False
    assert not window.go("actions")
    assert window.pages.key == "home"
    assert window.bar.title.whole() == "Home"
    assert window.foot._mine == [page(window).next]


def test_the_list_folds_where_the_room_is_short(window: MainWindow):
    """Below 1000 px, or at large text, words give way to pictures with tips."""
    assert not window.navigation.folded
    window.resize(980, 700)
    QGuiApplication.processEvents()
    assert window.navigation.folded
    assert all(not b.text() and b.toolTip() for b in window.navigation.buttons())
    window.resize(1366, 700)
    QGuiApplication.processEvents()
    assert not window.navigation.folded
    window.choose_look(size=150)
    assert window.navigation.folded


def test_text_grows_and_shrinks_by_key_and_is_remembered(
    qtbot: QtBot, window: MainWindow, settings: Settings
):
    """Ctrl+= to 200 %, Ctrl+- back, and the choice is kept on this laptop."""
    window.choose_look(size=150)
    for _ in range(3):
        window.larger()
    assert (look.text_scale(), settings.value("text_size")) == (2.0, "200")
    window.choose_look(size=115)
    for _ in range(2):
        window.smaller()
    assert (look.text_scale(), settings.value("text_size")) == (1.0, "100")
    qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert settings.value("text_size") == "115"


@pytest.mark.parametrize("theme", ["light", "dark", "high"])
def test_a_theme_reaches_everything_and_is_remembered(
    window: MainWindow, settings: Settings, theme: str
):
    """The ground of the page changes, pictures on buttons too."""
    window.choose_look(theme)
    QGuiApplication.processEvents()
    picture = window.grab().toImage()
    corner = page(window).mapTo(window, page(window).rect().topLeft())
    assert picture.pixelColor(corner.x() + 3, corner.y() + 3).name() == look.tokens().ground
    assert settings.value("theme") == theme


def test_ctrl_k_jumps(qtbot: QtBot, window: MainWindow):
    """Type, choose with the arrows, Enter: on the page."""
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window._jump
    assert box.isVisible()
    qtbot.keyClicks(box.search, "te")
    assert box.titles()[0] == "Templates"
    qtbot.keyClick(box.search, Qt.Key.Key_Down)
    qtbot.keyClick(box.search, Qt.Key.Key_Up)
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert window.pages.key == "templates"
    window.open_jump()
    qtbot.keyClicks(box.search, "no such thing anywhere")
    assert box.titles() == []
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    qtbot.keyClick(box.search, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_no_two_commands_share_keys_and_all_have_names(window: MainWindow):
    """Each key does one thing, and the sheet of keys names it."""
    keys = [c.keys for c in window.commands.all() if c.keys]
    assert len(keys) == len({k.casefold() for k in keys})
    assert all(command.title for command in window.commands.all())
    told = [key for _group, lines in window.commands.sheet() for _title, key in lines]
    assert sorted(told) == sorted(keys)


def test_undo_follows_the_page(qtbot: QtBot, window: MainWindow):
    """The buttons work on the stack of the page that is shown, and say what they would undo."""
    stack = QUndoStack()
    window.use_undo(stack)
    stack.push(QUndoCommand("grade Planning as Good"))
    assert window.bar.undo.isEnabled()
    assert window.bar.undo.accessibleName() == "Undo: grade Planning as Good"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (window.bar.undo.isEnabled(), window.bar.redo.isEnabled()) == (False, True)
    window.go("actions")
    assert not window.bar.redo.isEnabled()


def test_a_page_puts_its_buttons_at_the_foot(window: MainWindow):
    """They come with the page and go with it, and come back."""
    first = page(window).next
    assert first.isVisibleTo(window.foot)
    window.go("actions")
    assert not first.isVisibleTo(window.foot)
    window.go("home")
    assert first.isVisibleTo(window.foot)


def test_trouble_stays_until_it_is_sent_off(qtbot: QtBot, window: MainWindow):
    """Faults do not vanish by themselves; the same one twice stands once; passing words pass."""
    from qa_tool.errors import QAError

    for _ in range(2):
        messages.fault(QAError("The disk is full.", "Free some room."))
    messages.say("Written.")
    assert window.toasts.words() == ("The disk is full. Free some room.", "Written.")
    toast = window.toasts._shown[0]
    assert not toast._timer.isActive()
    assert window.toasts._shown[1]._timer.isActive()
    shut = next(b for b in toast.findChildren(QAbstractButton) if b.accessibleName() == "Dismiss")
    qtbot.mouseClick(shut, Qt.MouseButton.LeftButton)
    assert window.toasts.words() == ("Written.",)


def test_slow_work_is_seen_and_can_be_stopped(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    spoken_in: Callable[[], list[str]],
):
    """A bar after half a second, Stop beside it, and the pages held where it asks so."""
    import time

    monkeypatch.setattr("ui.tasks.SLOW", 30)

    def work(progress: object) -> None:
        for number in range(5000):
            progress.step(number, 5000, f"row {number}")  # type: ignore[attr-defined]
            time.sleep(0.002)

    window.tasks.run("Restoring", work, holds=True)
    bar = window.foot.task
    qtbot.waitUntil(bar.isVisible, timeout=3000)
    assert not window.pages.isEnabled()
    qtbot.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=3000)
    assert window.pages.isEnabled()
    assert spoken_in() == ["Stopped. Nothing was written."]


@pytest.fixture
def spoken_in(window: MainWindow) -> Callable[[], list[str]]:
    """What the window shows as said."""
    return lambda: list(window.toasts.words())


def test_nobody_there_locks_after_keeping_what_was_typed(
    qtbot: QtBot, window: MainWindow, locked: list[bool]
):
    """The clock runs from the last key; drafts are kept before the lock."""
    assert window._idle.interval() == 10 * 60_000
    window._idle.start(120)
    qtbot.wait(80)
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert window._idle.remainingTime() > 60
    qtbot.waitUntil(lambda: locked == [True], timeout=2000)
    assert page(window).flushed == 1
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locked == [True, True]


def test_closing_keeps_what_was_typed_and_where_the_window_was(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, settings: Settings
):
    """Every page made so far keeps its words; the next window stands where this one stood."""
    window.go("actions")
    pages = [cast("Gallery", made) for made in window.pages.made().values()]
    window.resize(720, 480)
    window.close()
    assert [made.flushed for made in pages] == [1, 1]
    again = MainWindow(entries(), settings=settings, state_file=tmp_path / "window.ini")
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (720, 480)
    assert again.property("placed") is True
    again.close()
    messages.listen(None)


def test_the_demonstration_says_that_it_is_one(qtbot: QtBot, window: MainWindow):
    """A made-up council is marked on every page, a real one never."""
    assert not window.demonstration.isVisible()
    made_up = MainWindow(entries(), demonstration=True, tasks=Tasks(now=True))
    qtbot.addWidget(made_up)
    made_up.show()
    assert made_up.demonstration.isVisible()
    assert "made up" in made_up.demonstration.findChildren(QLabel)[0].accessibleName()
    made_up.close()
    messages.listen(None)


def test_no_case_stands_in_the_title_of_the_window(window: MainWindow):
    """The desktop's list of windows shows no child, case or worker."""
    window.show_title("Case R-0421 · Child in need")
    assert window.windowTitle() == "Case Audit"


def test_help_opens_the_sheet_where_there_is_no_page(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    """F1 always helps."""
    shown: list[object] = []
    monkeypatch.setattr("ui.window.show_keys", lambda parent, sheet: shown.append(sheet))
    window.show_help()
    assert len(shown) == 1


def test_a_closed_window_is_let_go_with_its_workspace(qtbot: QtBot):
    """After a lock neither old windows nor the way into the store stay in memory."""
    import weakref

    class Made:
        """A made-up workspace."""

    kept: list[weakref.ref[Made]] = []
    before = len(QApplication.allWidgets())
    for _ in range(3):
        workspace = Made()
        kept.append(weakref.ref(workspace))
        made = MainWindow(entries()[:1], workspace=workspace, tasks=Tasks(now=True))
        made.go("home")
        made.close()
        made.deleteLater()
        del made, workspace
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(QApplication.allWidgets()) <= before + 5
    assert [ref() for ref in kept] == [None, None, None]


def test_who_jumps_goes_on_in_the_page(qtbot: QtBot, window: MainWindow):
    """After Ctrl+K the focus is on the page that was asked for, not in the list of pages."""
    window.open_jump()
    window._jump.search.setText("Actions")
    qtbot.keyClick(window._jump.search, Qt.Key.Key_Return)
    shown, now = window.pages.current(), window.focusWidget()
    assert window.pages.key == "actions"
    assert shown is not None
    assert now is not None
    assert shown.isAncestorOf(now)
