"""Home's lines: a first sight without what stands below, and all of them in their order."""

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from qa_tool.work import home
from qa_tool.work.workspace import Workspace

EARLY = """
import sys
from qa_tool.work import session, home
import ui.app.program, ui.navigation, ui.window, ui.pages.home
late = ("framework", "publication", "diagnostic", "notice", "theme", "survey", "sampling", "concern",
        "retention", "export", "report", "caselist", "demo")
print([n for n in sys.modules if n.startswith("qa_tool.") and n.split(".")[1] in late])
print(len([n for n in sys.modules if n.split(".")[0] in ("qa_tool", "ui")]))
print([n for n in ("openpyxl", "reportlab", "sqlite_utils", "jinja2", "lxml") if n in sys.modules])
print(home.loaded())
"""
MOST = 175  # modules of our own before Home is painted


def test_every_line_is_a_question_that_is_there() -> None:
    """Each name leads to a function of its module."""
    for line in home.LINES:
        module, _, question = line.partition(":")
        assert callable(getattr(import_module(f"qa_tool.work.{module}"), question)), line


def test_the_whole_begins_with_the_first_sight(desk: Callable[[str], Workspace]) -> None:
    """What is added comes below, so that nothing moves that stood there; figures are the same."""
    for name in ("auditor", "moderator", "qa lead", "cswo", "team manager", "iro", "partner"):
        first, whole = home.glance(desk(name)), home.overview(desk(name))
        assert whole.waiting[: len(first.waiting)] == first.waiting
        assert (first.whole, whole.whole) == (False, True)
        assert (first.round, first.grades, first.open_actions) == (
            whole.round, whole.grades, whole.open_actions,
        )  # fmt: skip


def test_only_what_home_shows_is_loaded_before_it_stands(checkout: Path) -> None:
    """No noun of another page, no office library, and not more modules than the first sight needs."""
    done = subprocess.run(
        [sys.executable, "-c", EARLY], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    late, count, heavy, loaded = done.stdout.splitlines()
    assert (late, heavy, loaded) == ("[]", "[]", "False")
    assert int(count) <= MOST
