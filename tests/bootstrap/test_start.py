"""What the start decides: set up or not, window or not, and the exit codes people and scripts see."""

import gc
import importlib
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from qa_tool.bootstrap import environment, libraries, lock, screen, start
from qa_tool.bootstrap.words import SetUpFailed


@pytest.fixture(autouse=True)
def no_real_set_up(monkeypatch: pytest.MonkeyPatch):
    """No test here may install anything or replace this process."""

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("set-up was begun")

    monkeypatch.setattr(environment, "provide", refuse)
    monkeypatch.setattr(libraries, "install", lambda _packages: False)
    monkeypatch.setattr(os, "execve", refuse)


def test_nothing_is_set_up_where_everything_is_there(monkeypatch: pytest.MonkeyPatch):
    """In uv, pipx, conda or an environment of one's own, the program just starts."""
    monkeypatch.setattr(lock, "all_there", lambda _pins: True)
    monkeypatch.setattr(libraries, "missing", lambda **_: ())
    start.ensure([])


def test_a_frozen_build_sets_nothing_up(monkeypatch: pytest.MonkeyPatch):
    """A frozen build carries everything with it; there is not even a lock."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(environment, "LOCK", Path("/nowhere"))
    start.ensure([])


def test_the_environment_is_entered_with_the_same_arguments(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """After set-up the same command runs again, in the environment, in place of this process."""
    seen: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(lock, "all_there", lambda _pins: False)
    monkeypatch.setattr(libraries, "missing", lambda **_: ())
    monkeypatch.setattr(environment, "provide", lambda: tmp_path)
    monkeypatch.setattr(os, "execve", lambda *given: seen.append(given))
    start.ensure(["demo", "--at", "a b"])
    (program, command, environ) = seen[0]
    assert program == str(tmp_path / "bin" / "python")
    assert command[1:] == [str(environment.CHECKOUT / "main.py"), "demo", "--at", "a b"]
    assert environ["QA_TOOL_STARTED"] == str(os.getpid())


def test_it_never_sets_up_twice_in_one_start(monkeypatch: pytest.MonkeyPatch):
    """A broken environment cannot send the start round in circles."""
    monkeypatch.setattr(lock, "all_there", lambda _pins: False)
    monkeypatch.setenv("QA_TOOL_STARTED", str(os.getpid()))
    start.ensure([])
    assert "QA_TOOL_STARTED" not in os.environ


def test_trouble_is_said_and_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Scripts can tell a machine that could not be set up from every other failure."""

    def fail() -> None:
        raise SetUpFailed("No way there.", "Set HTTPS_PROXY.")

    monkeypatch.setattr(lock, "all_there", lambda _pins: False)
    monkeypatch.setattr(libraries, "missing", lambda **_: ())
    monkeypatch.setattr(environment, "provide", fail)
    with pytest.raises(SystemExit) as ended:
        start.ensure([])
    assert ended.value.code == 3
    assert capsys.readouterr().err == "No way there.\nSet HTTPS_PROXY.\n"


def test_missing_libraries_end_with_3_and_the_exact_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Without the right to install, the line for an administrator names what is missing and no more."""
    lacking = (libraries.ALWAYS[1], libraries.FOR_X[1])
    monkeypatch.setattr(libraries, "missing", lambda **_: lacking)
    with pytest.raises(SystemExit) as ended:
        start.ensure([])
    assert ended.value.code == 3
    said = capsys.readouterr().err
    assert "libEGL.so.1, libxcb-cursor.so.0" in said
    assert "sudo apt-get install --no-install-recommends -y libegl1 libxcb-cursor0\n" in said


def test_stopping_set_up_is_no_error_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Ctrl+C says that one may start again, and shows no traceback."""

    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lock, "all_there", lambda _pins: False)
    monkeypatch.setattr(libraries, "missing", lambda **_: ())
    monkeypatch.setattr(environment, "provide", stop)
    with pytest.raises(SystemExit) as ended:
        start.ensure([])
    assert ended.value.code == 130
    assert "Start again" in capsys.readouterr().err


def test_libraries_for_a_window_are_asked_for_only_with_a_window():
    """On a server without a screen six packages are enough."""
    nothing_loads = {"can_load": lambda _file: False}
    assert libraries.missing(for_x=False, **nothing_loads) == libraries.ALWAYS
    assert libraries.missing(for_x=True, **nothing_loads) == libraries.ALWAYS + libraries.FOR_X
    assert libraries.missing(for_x=True, can_load=lambda _file: True) == ()
    assert not libraries.loads("libnobodyhasthis.so.7")


class Machine:
    """A machine that notes what is run on it, and answers as told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, root: bool, sudo: bool) -> None:
        self.ran: list[str] = []
        self.fails = 0
        self.sudo = sudo
        monkeypatch.setattr(libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(libraries, "_run", self.run)
        monkeypatch.delenv("QA_TOOL_NO_SYSTEM", raising=False)

    def run(self, command: list[str]) -> bool:
        """Note the command; the first `fails` installs go wrong."""
        if command == ["sudo", "-n", "true"]:
            return self.sudo
        self.ran.append(" ".join(command))
        if "install" in command and self.fails:
            self.fails -= 1
            return False
        return True


REAL_INSTALL = libraries.install


def test_root_installs_and_updates_the_lists_only_when_needed(monkeypatch: pytest.MonkeyPatch):
    """Fresh lists cost no update; old or empty ones are brought up to date once."""
    machine = Machine(monkeypatch, root=True, sudo=False)
    assert REAL_INSTALL(["libegl1"])
    assert [line.split("apt-get ")[1].split()[0] for line in machine.ran] == ["install"]
    machine.ran.clear()
    machine.fails = 1
    assert REAL_INSTALL(["libegl1"])
    assert [line.split("apt-get ")[1].split()[0] for line in machine.ran] == [
        "install",
        "update",
        "install",
    ]


def test_sudo_is_used_only_where_it_asks_nothing(monkeypatch: pytest.MonkeyPatch):
    """Set-up never stops at a password."""
    machine = Machine(monkeypatch, root=False, sudo=True)
    assert REAL_INSTALL(["libegl1"])
    assert machine.ran[0].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install")
    machine = Machine(monkeypatch, root=False, sudo=False)
    assert not REAL_INSTALL(["libegl1"])
    assert machine.ran == []


def test_the_system_can_be_left_alone(monkeypatch: pytest.MonkeyPatch):
    """QA_TOOL_NO_SYSTEM=1 holds even for root."""
    machine = Machine(monkeypatch, root=True, sudo=True)
    monkeypatch.setenv("QA_TOOL_NO_SYSTEM", "1")
    assert not REAL_INSTALL(["libegl1"])
    assert machine.ran == []


@pytest.mark.parametrize(
    ("environ", "platform", "wanted"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-none", "XDG_RUNTIME_DIR": "/nowhere"}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "darwin", False),
        ({"QT_QPA_PLATFORM": "minimal:x"}, "win32", False),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_there_or_not(environ: dict[str, str], platform: str, wanted: bool):
    """Windows and macOS have one; Linux only where a display answers; offscreen never."""
    assert screen.has_screen(environ, platform) is wanted


def test_a_display_that_does_not_answer_is_no_screen(monkeypatch: pytest.MonkeyPatch):
    """A DISPLAY left over from a closed connection must not make Qt abort the process."""
    monkeypatch.setenv("DISPLAY", ":7654")
    assert not screen.has_screen({"DISPLAY": ":7654"}, "linux")


@pytest.mark.outside("Xvfb")
def test_a_display_that_answers_is_a_screen():
    """With a real X server the window opens."""
    reader, writer = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as told:
            number = told.readline().strip()
        ask = "from qa_tool.bootstrap import has_screen; print(has_screen())"
        environ = {**os.environ, "DISPLAY": f":{number}"}
        environ.pop("QT_QPA_PLATFORM", None)
        answer = subprocess.check_output([sys.executable, "-c", ask], env=environ, text=True)
        server.terminate()
    assert answer.strip() == "True"


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch):
    """main.py with its doors replaced: which one was taken, and with what."""
    import main

    taken: list[tuple[str, object]] = []

    def door(name: str):
        def take(given: object = None) -> int:
            taken.append((name, given))
            return 7

        return take

    doors = (("ui.app", "main"), ("ui.shots", "main_job write_pictures"), ("qa_tool.cli", "main"))
    for module, names in doors:
        stand_in = types.ModuleType(module)
        for name in names.split():
            setattr(stand_in, name, door(module))
        monkeypatch.setitem(sys.modules, module, stand_in)
        parent, _, child = module.partition(".")
        monkeypatch.setattr(importlib.import_module(parent), child, stand_in, raising=False)
    monkeypatch.setattr(main.bootstrap, "ensure", lambda _args: None)
    monkeypatch.setattr(main.bootstrap, "run_tests", door("tests"))
    monkeypatch.setattr(main.bootstrap, "run_checks", door("checks"))

    def go(*args: str, has_screen: bool) -> tuple[int, list[tuple[str, object]]]:
        monkeypatch.setattr(main.bootstrap, "has_screen", lambda: has_screen)
        return main.main(list(args)), taken

    return go


@pytest.mark.parametrize(
    ("args", "has_screen", "door", "given"),
    [
        ((), True, "ui.app", []),
        (("open",), True, "ui.app", ["open"]),
        (("--at", "x"), True, "ui.app", ["--at", "x"]),
        ((), False, "ui.shots", None),
        (("shots", "--to", "x"), False, "ui.shots", ["--to", "x"]),
        (("test", "-k", "form"), False, "tests", ["-k", "form"]),
        (("check",), False, "checks", None),
        (("demo", "--at", "x"), True, "qa_tool.cli", ["demo", "--at", "x"]),
        (("--help",), True, "qa_tool.cli", ["--help"]),
    ],
)
def test_each_command_takes_its_door(
    begin, args: tuple[str, ...], has_screen: bool, door: str, given: object
):
    """No verb is the window, or the main job without one; what follows a verb is passed on."""
    assert begin(*args, has_screen=has_screen) == (7, [(door, given)])


def test_memory_is_swept_again_where_the_window_does_not_open(
    begin, monkeypatch: pytest.MonkeyPatch
):
    """Left alone while the window loads, and never longer: not after an error either."""
    seen: list[bool] = []

    def refuse(_args: list[str]) -> int:
        seen.append(gc.isenabled())
        raise OSError("made up")

    monkeypatch.setattr(sys.modules["ui.app"], "main", refuse)
    with pytest.raises(OSError, match="made up"):
        begin("open", has_screen=True)
    assert (seen, gc.isenabled()) == ([False], True)


def test_open_without_a_screen_says_what_to_do(begin, capsys: pytest.CaptureFixture[str]):
    """Asked for the window where there is no screen: a sentence, exit 2, and nothing is written."""
    assert begin("open", has_screen=False) == (2, [])
    assert "no screen" in capsys.readouterr().err


def test_checks_are_named_and_one_failure_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """All four run, each named, also after one has failed; the closing line says which."""
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command)
        return 1 if "mypy" in command else 0

    monkeypatch.setattr(start, "_run", run)
    assert start.run_checks() == 1
    assert len(ran) == 4
    said = capsys.readouterr().err
    assert all(f"== {title}" in said for title, _ in start.CHECKS)
    assert said.endswith("Not in order: types.\n")
