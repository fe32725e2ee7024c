"""The rules of the house that no linter knows, read from the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 420
FORBIDDEN_NAMES = {
    "utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "service", "handler",
}  # fmt: skip
# GPL-only modules of Qt, also where they lie in the wheel we use.
GPL_QT = re.compile(
    r"PySide6\.?\s*(?:import\s+)?\(?[\w\s,]*\b(QtCharts|QtDataVisualization|QtGraphs\w*|QtNetworkAuth|QtHttpServer"
    r"|QtQuick3D\w*|QtVirtualKeyboard|QtShaderTools|QtQuickTimeline|QtLottie|QtWaylandCompositor)\b"
)


def _sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


PROGRAM = [ROOT / "main.py", *_sources("qa_tool", "ui")]
TESTS = _sources("tests")
EVERYTHING = PROGRAM + TESTS


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _places(pattern: str, allowed: tuple[str, ...]) -> list[str]:
    """Every line of the program with this pattern, outside the rooms that may have it."""
    wanted = re.compile(pattern)
    return [
        f"{_name(path)}:{number}"
        for path in PROGRAM
        if not _name(path).startswith(allowed)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


@pytest.mark.parametrize(
    ("what", "pattern", "allowed"),
    [
        ("SQL drivers", r"^\s*(import|from)\s+(sqlite3|sqlite_utils|sqlcipher3)\b", ("qa_tool/store/",)),
        ("message boxes", r"\bQMessageBox\b", ("ui/dialogs",)),
        (
            "threads",
            r"\b(QThread|QThreadPool|QRunnable|(Thread|Process)PoolExecutor|threading\.Thread)\b",
            ("ui/tasks.py",),
        ),
        (
            "the time of day",
            r"\b(datetime|date)\.(now|today|utcnow)\(|\btime\.time\(|currentDate(Time)?\(",
            ("qa_tool/clock.py",),
        ),
        ("random names", r"^\s*(import|from)\s+uuid\b", ("qa_tool/ids.py",)),
        ("the log", r"^\s*(import|from)\s+logging\b", ("qa_tool/log.py",)),
        ("printing", r"(^|[^.\w])print\(", ("qa_tool/cli", "qa_tool/bootstrap/")),
    ],
)  # fmt: skip
def test_only_its_room_has_it(what: str, pattern: str, allowed: tuple[str, ...]):
    """SQL, message boxes, threads, the clock, names, the log: each has one room."""
    assert _places(pattern, allowed) == [], f"{what}: only in {', '.join(allowed)}"


def test_no_module_has_a_name_that_says_nothing():
    """A module is called by what it holds."""
    names = {part for path in EVERYTHING for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names & FORBIDDEN_NAMES == set()


def test_modules_stay_small():
    """A module that grows too long becomes a room."""
    long = {
        _name(p): n for p in EVERYTHING if (n := len(p.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def _told(tree: ast.Module, path: Path) -> Iterator[tuple[str, ast.AST]]:
    """What must say in a sentence what it is for: the module, and what is public in it, or each test."""
    yield _name(path), tree
    todo: list[tuple[ast.AST, str]] = [(tree, "")]
    while todo:
        node, prefix = todo.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if child.name.startswith("_") or _overloads(child):
                    continue
                if path not in TESTS or child.name.startswith("test_"):
                    yield f"{_name(path)}:{child.lineno} {prefix}{child.name}", child
                if isinstance(child, ast.ClassDef):
                    todo.append((child, f"{child.name}."))


def _overloads(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether it only lists another's promise: a setter, an overload, a protocol's line without a body."""
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    bare = len(node.body) == 1 and ast.unparse(node.body[0]) == "..."
    return (bare and not isinstance(node, ast.ClassDef)) or any(
        m.endswith((".setter", "overload", "override")) for m in marks
    )


@pytest.mark.parametrize("path", EVERYTHING, ids=_name)
def test_everything_public_says_what_it_is_for(path: Path):
    """Every module, public class and function, and every test has a sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [where for where, node in _told(tree, path) if not ast.get_docstring(node)]
    assert silent == []


def test_no_gpl_module_of_qt_is_used():
    """The program stays under the LGPL: charts and their like are drawn by ourselves."""
    used = [
        _name(path)
        for path in EVERYTHING
        if path != Path(__file__) and GPL_QT.search(path.read_text("utf-8"))
    ]
    assert used == []
    assert GPL_QT.search("from PySide6 import QtCore, QtCharts")
    assert GPL_QT.search("from PySide6.QtGraphsWidgets import X")


def test_nothing_half_made_is_left():
    """No place says that it is to be done later."""
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|raise NotImplemented" r"Error")
    left = [_name(path) for path in EVERYTHING if marks.search(path.read_text("utf-8"))]
    assert left == []


def test_forms_and_resources_are_plain_files():
    """Templates and what is shipped are data: no Python lies among them."""
    assert _sources("forms", "resources") == []
