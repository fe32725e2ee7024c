"""A desk in memory for the form's tests; every word in it is made up."""

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_tool.audit import consistency, safety
from qa_tool.audit.form import Form
from qa_tool.calendar import add_working_days
from qa_tool.policy import Numbers
from qa_tool.template.model import Template
from qa_tool.template.read import read_template
from qa_tool.work.safety import StopRow
from ui.form.desk import Moved, NewAction, Ready
from ui.look import apply, text_scale, tokens
from ui.navigation import page_entry
from ui.pages.audit_form import AuditFormPage
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 20, 14, 32, tzinfo=UTC)
FORMS = Path(__file__).resolve().parents[3] / "forms"


@lru_cache(maxsize=4)
def template(name: str = "core_case_audit") -> Template:
    """A shipped template."""
    found, problems = read_template(FORMS / f"{name}.toml")
    assert found is not None, problems
    return found


class FakeSafety:
    """Safety stops in memory."""

    def __init__(self) -> None:
        self.kept: list[safety.SafetyStop] = []

    def stops(self) -> Sequence[StopRow]:
        """As the register shows them."""
        numbers = Numbers(danger="0100 000 0001", out_of_hours="0100 000 0002")
        return tuple(
            StopRow(
                stop.id, "C-1", stop.level, safety.LEVELS[stop.level], stop.raised, "Made-up Auditor",
                stop.what, safety.clocks(stop, NOW, add_working_days),
                safety.routes(stop.level, stop.about, numbers), stop.told, safety.answered(stop),
                False, "a", "c", stop.about,
            )
            for stop in self.kept
        )  # fmt: skip

    def routes(self, level: Any, about: Any) -> tuple[safety.Route, ...]:
        """With two numbers of this made-up council."""
        return safety.routes(
            level, about, Numbers(danger="0100 000 0001", out_of_hours="0100 000 0002")
        )

    def raise_stop(self, level: Any, about: Any, what: str) -> None:
        """Keep a stop."""
        self.kept.append(
            safety.SafetyStop(f"s{len(self.kept)}", "a", "c", level, "me", NOW, about, what)
        )

    def tell(self, stop: str, told: safety.Told) -> None:
        """Keep who was told."""
        self.kept = [replace(s, told=(*s.told, told)) if s.id == stop else s for s in self.kept]

    def plan_written(self, stop: str) -> None:
        """Keep that the plan is there."""
        self.kept = [replace(s, plan=NOW) if s.id == stop else s for s in self.kept]

    def now(self) -> datetime:
        """A fixed moment."""
        return NOW + timedelta(minutes=3)


class FakeDesk:
    """A desk whose disk is a dictionary; `kept` is what a crash would leave."""

    verb, afterwards, may_act = "Hand in", "What happens next, in plain words.", True
    modes = ()

    def __init__(self, answers: Mapping[str, Any] | None = None, *, name: str = "core_case_audit",
                 place: str = "", read_only: bool = False) -> None:  # fmt: skip
        self.form = Form(template(name), answers or {}, today=TODAY, read_only=read_only)
        self.title, self.subtitle, self.place = "Case QK-0421", self.form.template.title, place
        self.kept: dict[str, Any] = dict(answers or {})
        self.steps: list[tuple[str, Any, Any]] = []
        self.cursor, self.keeps = 0, 0
        self.places: list[str] = []
        self.finished: dict[str, str] | None = None
        self.actions: list[NewAction] = []
        self.fails: Exception | None = None
        self.stop_desk = FakeSafety()

    def facts(self) -> Sequence[tuple[str, str]]:
        """Made up."""
        return (("Reference", "QK-0421"), ("Team", "North 1 (made up)"), ("Kind of case", "Child in need"),
                ("Age", "5 to 9"), ("Period judged", "the last 6 months"))  # fmt: skip

    def history(self) -> Sequence[tuple[str, str]]:
        """Made up."""
        return (("17 Nov 2026, 09:10, Made-up Auditor", "Started"),)

    def clock(self) -> str:
        """A fixed time."""
        return "14:32"

    def keep(self, key: str, value: Any, *, merge: bool = False) -> None:
        """Into the dictionary, with the step that undoes it."""
        if self.fails is not None:
            raise self.fails
        before = self.kept.get(key)
        self.keeps += 1
        self._set(key, value)
        self.steps = self.steps[: self.cursor]
        if merge and self.steps and self.steps[-1][0] == key:
            self.steps[-1] = (key, self.steps[-1][1], value)
        else:
            self.steps.append((key, before, value))
        self.cursor = len(self.steps)

    def _set(self, key: str, value: Any) -> None:
        if value is None:
            self.kept.pop(key, None)
        else:
            self.kept[key] = value

    def undo(self) -> Moved | None:
        """One step back."""
        if not self.cursor:
            return None
        self.cursor -= 1
        key, before, _ = self.steps[self.cursor]
        self._set(key, before)
        return Moved(key, before)

    def redo(self) -> Moved | None:
        """One step on."""
        if self.cursor == len(self.steps):
            return None
        key, _, after = self.steps[self.cursor]
        self.cursor += 1
        self._set(key, after)
        return Moved(key, after)

    def can_undo(self) -> tuple[bool, bool]:
        """Whether there are steps."""
        return self.cursor > 0, self.cursor < len(self.steps)

    def remember(self, key: str) -> None:
        """Where the person is."""
        self.places.append(key)

    def readiness(self) -> Ready:
        """As work does it."""
        open_stops = tuple(s.id for s in self.stop_desk.kept if not safety.answered(s))
        gaps = tuple((g.key, g.text) for g in self.form.gaps())
        found = consistency.check(self.form, immediate=bool(self.stop_desk.kept))
        return Ready(gaps, found, open_stops)

    def finish(self, overruled: Mapping[str, str], mode: str = "") -> None:
        """Hand in."""
        self.finished = dict(overruled)

    def owners(self) -> Sequence[tuple[str, str]]:
        """Nobody real."""
        return (("p1", "Made-up Worker"),)

    def due_choices(self) -> Sequence[tuple[str, date]]:
        """One choice."""
        return (("5 working days", date(2026, 11, 27)),)

    def raise_action(self, action: NewAction) -> None:
        """Keep it."""
        self.actions.append(action)

    def safety(self) -> FakeSafety:
        """Stops in memory."""
        return self.stop_desk


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> None:
    """Each test begins with the light look at 100 %; the one window of these tests stays open."""
    if (tokens().name, text_scale(), bool(qapp.styleSheet())) != ("light", 1.0, True):
        apply(qapp, "light", 1.0)


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The window with the form alone, on a council laptop's screen; one for all, as in real work."""
    apply(qapp, "light", 1.0)
    made = MainWindow([page_entry("audit_form")], tasks=Tasks(now=True))
    made.resize(1366, 728)
    made.show()
    made.go("audit_form")
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made, 3000)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(window: MainWindow) -> AuditFormPage:
    """The page of the form, in the active window."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    return cast("AuditFormPage", window.pages.current())


@pytest.fixture
def desks() -> Any:
    """The made-up desk's class, from a fresh module: a template of its own for every test."""
    spec = importlib.util.spec_from_file_location("form_desks", Path(__file__))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.FakeDesk
