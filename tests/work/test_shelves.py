"""Every kind of entry that has rows is known wherever a session begins, and loaded when it is wanted."""

import ast
import subprocess
import sys
from pathlib import Path

from qa_tool.store import apply, shelves

ASK = """
import sys
from qa_tool.work import session
from qa_tool.store import apply
early = set(apply.APPLY)
assert not early & {"framework", "publication", "diagnostic", "survey", "theme"}, early
apply.load("survey")
assert "survey" in apply.APPLY and "framework" not in apply.APPLY
print(len(apply.projections()))
assert set(apply.APPLY) == set(apply.SHELVES), set(apply.APPLY) ^ set(apply.SHELVES)
"""


def test_a_session_alone_knows_every_shelf(checkout: Path) -> None:
    """In a fresh interpreter a kind's shelf is loaded when it is asked for, all when rows are made again."""
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40


def test_every_module_that_registers_a_kind_is_on_the_list(checkout: Path) -> None:
    """A shelf that is forgotten there would keep entries without their rows."""
    registering = {
        path.stem
        for path in (checkout / "qa_tool" / "store").glob("*.py")
        if any(
            isinstance(node, ast.Call) and getattr(node.func, "id", "") == "register"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    }
    assert registering == set(shelves.ALL)


def test_each_kind_is_registered_by_the_module_that_the_list_names() -> None:
    """The list is right, kind by kind."""
    apply.load()
    told = {kind: function.__module__ for kind, function in apply.APPLY.items()}
    assert told == apply.SHELVES
