"""From the first screen to the window and back: found, unlock, demonstration, recovery, lock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from qa_tool.errors import QAError
from qa_tool.policy import Policy
from qa_tool.progress import Progress
from qa_tool.settings import Settings
from tests.ui.gallery import entries
from ui import messages
from ui.app.program import Program, folder_of, main
from ui.app.steps import passphrase_problem

GOOD = "four made up words"


@dataclass
class Person:
    """A made-up person."""

    name: str


@dataclass
class Store:
    """A store that knows whether it is open."""

    open: bool = True

    def close(self) -> None:
        """Shut it."""
        self.open = False


@dataclass
class Workspace:
    """What the window needs of a workspace."""

    person: Person
    folder: Path
    store: Store = field(default_factory=Store)
    demonstration: bool = False
    policy: Policy = field(default_factory=Policy)


@dataclass
class MadeUp:
    """A session that knows one name and one passphrase."""

    state: str = "empty"
    asked: list[str] = field(default_factory=list)

    def folder_state(self, folder: Path) -> str:
        """What the test says; a demonstration beside it is there once it was made."""
        return "empty" if folder.name == "demonstration" else self.state

    def unlock(self, folder: Path, name: str, passphrase: str) -> Any:
        """Only the right one opens."""
        self.asked.append(f"unlock {name}")
        if (name, passphrase) != ("amara", GOOD):
            raise QAError("That passphrase does not open this store.", "Try again.")
        return Workspace(Person("Amara Reviewer"), folder)

    def found(self, folder: Path, council: str, name: str, passphrase: str) -> tuple[Any, str]:
        """A new council."""
        self.asked.append(f"found {council}")
        return Workspace(Person(name), folder), "MADE-UP-CODE"

    def demonstration(self, folder: Path, progress: Progress) -> Any:
        """A made-up council, told in two steps."""
        progress.step(1, 2, "audits")
        return Workspace(Person("Dana Lead"), folder, demonstration=True)

    def restore(self, file: Path, folder: Path) -> None:
        """Now there is a store."""
        self.state = "store"

    def recover(self, folder: Path, code: str, name: str, passphrase: str) -> Any:
        """The code opens."""
        self.asked.append(f"recover {code}")
        return Workspace(Person(name), folder)


@pytest.fixture
def session() -> MadeUp:
    """An empty folder."""
    return MadeUp()


@pytest.fixture
def program(qtbot: QtBot, session: MadeUp, tmp_path: Path) -> Iterator[Program]:
    """The program on a made-up session, on its first screen."""
    made = Program(
        tmp_path / "data", session=session, settings=Settings(tmp_path), entries=entries()[:3]
    )
    yield made
    made.close()
    messages.listen(None)


def test_a_first_start_offers_three_ways(qtbot: QtBot, program: Program):
    """Demonstration, a new council, another folder or a backup; the demonstration is one key away."""
    program.begin()
    screen = program.sign_in
    assert screen is not None
    assert screen.steps.currentWidget() is screen.welcome
    assert screen.welcome.demo.text() == "Try the demonstration council"
    screen.welcome.demo.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=3000)
    assert program.window is not None
    assert program.window.demonstration.isVisible()
    assert program.sign_in is None
    assert program.workspace.folder.name == "demonstration"


def test_a_new_council_shows_its_recovery_code_once(qtbot: QtBot, program: Program):
    """The code must be said to be kept before one goes on; afterwards it is gone."""
    program.begin()
    screen = program.sign_in
    assert screen is not None
    screen.welcome.new.click()
    start = screen.start
    start.council.setText("Made-up council")
    start.name.setText("Dana Lead")
    start.passphrase.line.setText(GOOD)
    start.again.line.setText(GOOD + "x")
    start.make.click()
    assert "not the same" in screen.trouble.words()
    start.again.line.setText(GOOD)
    start.make.click()
    qtbot.waitUntil(lambda: screen.steps.currentWidget() is screen.code, timeout=3000)
    assert screen.code.code.text() == "MADE-UP-CODE"
    assert not screen.code.go.isEnabled()
    assert start.passphrase.value() == ""
    screen.code.kept.click()
    code = screen.code
    code.go.click()
    assert program.window is not None
    assert code.code.text() == ""


def test_a_wrong_passphrase_is_told_and_one_tries_again(
    qtbot: QtBot, program: Program, session: MadeUp
):
    """The right one opens the window with its pages, and the first screen is gone."""
    session.state = "store"
    program.begin()
    screen = program.sign_in
    assert screen is not None
    enter = screen.enter
    enter.open.click()
    assert "Type your sign-in name first." in screen.trouble.words()
    enter.name.setText("amara")
    enter.passphrase.line.setText("wrong one, made up")
    enter.open.click()
    assert not screen.steps.isEnabled()
    qtbot.waitUntil(lambda: "does not open this store" in screen.trouble.words(), timeout=3000)
    assert screen.steps.isEnabled()
    enter.passphrase.line.setText(GOOD)
    enter.open.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=3000)
    assert program.sign_in is None
    assert program.window is not None
    assert program.window.pages.key == "home"
    assert "Amara Reviewer" in program.window.foot._person.whole()


def test_a_lock_shuts_the_store_and_one_goes_on_where_one_was(
    qtbot: QtBot, program: Program, session: MadeUp
):
    """After Ctrl+L nothing of the store is open; name filled in, same page afterwards."""
    session.state = "store"
    program.begin()
    program.open_window(Workspace(Person("amara"), program.folder))
    assert program.window is not None
    program.window.go("cases")
    workspace = program.workspace
    program.window.lock()
    assert not workspace.store.open
    assert (program.window, program.workspace) == (None, None)
    screen = program.sign_in
    assert screen is not None
    assert screen.enter.name.text() == "amara"
    screen.enter.passphrase.line.setText(GOOD)
    screen.enter.open.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=3000)
    assert program.window is not None
    assert program.window.pages.key == "cases"


@pytest.mark.parametrize(
    ("council", "person", "minutes"), [(10, "30", 10), (30, "5", 5), (15, "15", 15)]
)
def test_the_council_says_after_how_many_minutes_the_window_locks_at_most(
    program: Program, council: int, person: str, minutes: int
):
    """A person may choose less than the council's minutes, never more."""
    program.settings.choose("lock_minutes", person)
    program.open_window(
        Workspace(Person("amara"), program.folder, policy=Policy(lock_minutes=council))
    )
    assert program.window is not None
    assert program.window._idle.interval() == minutes * 60_000


def test_half_a_store_is_said_and_not_touched(program: Program, session: MadeUp):
    """Data without keys, or keys without data: what to do, and no way to make it worse unseen."""
    session.state = "damaged"
    program.begin()
    assert program.sign_in is not None
    assert "Restore a backup" in program.sign_in.trouble.words()


def test_the_recovery_code_opens_and_asks_for_a_new_passphrase(
    qtbot: QtBot, program: Program, session: MadeUp
):
    """Forgotten passphrases end at the code."""
    session.state = "store"
    program.begin()
    screen = program.sign_in
    assert screen is not None
    screen.enter.forgot.click()
    rescue = screen.rescue
    rescue.code.setText("MADE-UP-CODE")
    rescue.name.setText("Dana Lead")
    rescue.passphrase.line.setText(GOOD)
    rescue.again.line.setText(GOOD)
    rescue.open.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=3000)
    assert session.asked == ["recover MADE-UP-CODE"]


def test_closing_the_window_shuts_the_store(qtbot: QtBot, program: Program):
    """The store's lock is let go when the window is shut."""
    program.begin()
    workspace = Workspace(Person("amara"), program.folder)
    program.open_window(workspace)
    assert program.window is not None
    program.window.close()
    QGuiApplication.processEvents()
    assert not workspace.store.open


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [("short", "short", "too short"), (GOOD, GOOD + " ", "not the same"), (GOOD, GOOD, "")],
)
def test_a_new_passphrase_is_looked_at(first: str, again: str, said: str):
    """Long enough, and twice the same."""
    told = passphrase_problem(first, again)
    assert said in told
    assert bool(said) == bool(told)


def test_where_the_data_lies(tmp_path: Path):
    """`--at DIR` in both ways; words that are not known are refused with a sentence."""
    assert folder_of(["open", "--at", str(tmp_path)]) == tmp_path
    assert folder_of([f"--at={tmp_path}"]) == tmp_path
    assert folder_of([]).name == "case-audit"
    for wrong in (["--at"], ["--what"], ["open", "x"]):
        with pytest.raises(ValueError, match="not known"):
            folder_of(wrong)


def test_a_wrong_word_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]):
    """Exit code 2 and the usage, no traceback, no window."""
    assert main(["--nonsense"]) == 2
    assert "Usage:" in capsys.readouterr().err
