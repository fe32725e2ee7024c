"""The form of a new action, and what was asked for in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.action.smart import HINT
from qa_tool.errors import QAError
from qa_tool.work import action, requirement
from qa_tool.work import theme as themes
from qa_tool.work.action import Wanted
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.dialogs import ask_fields
from ui.dialogs.new_action import TEAM, Lists, action_fields

SHORT = 80


def day_words(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%b %Y}" if day else ""


def owners(space: Workspace) -> list[tuple[str, str]]:
    """Everybody who works here now, by name, and then the teams."""
    today = space.clock.today()
    people = [(p.id, p.name) for p in space.people.values() if not p.ends or p.ends > today]
    teams = [(f"{TEAM}{t.id}", f"Team: {t.name}") for t in space.teams.values()]
    return [*sorted(people, key=lambda pair: pair[1]), *sorted(teams, key=lambda pair: pair[1])]


def requirements(space: Workspace) -> list[tuple[str, str]]:
    """Every requirement in sight, with its source before it, short enough for a list."""
    return [(key, cut(words)) for key, words in requirement.names(space).items()]


def theme_choices(space: Workspace) -> list[tuple[str, str]]:
    """The themes in use."""
    return [(one.id, one.title) for one in themes.codebook(space).in_use]


def cut(words: str, most: int = SHORT) -> str:
    """Words that fit a line."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def owner_parts(given: Mapping[str, Any]) -> tuple[str, str, str]:
    """Person, team and agency of what was chosen."""
    chosen = str(given.get("owner", ""))
    if chosen.startswith(TEAM):
        return "", chosen.removeprefix(TEAM), ""
    return chosen, "", "" if chosen else str(given.get("owner_words", ""))


def ask_new(
    parent: QWidget, space: Workspace, begin: Wanted, due: date | None = None
) -> Change | None:
    """Ask for a new action and raise it; nothing typed is lost where it may not be raised so."""
    service = begin.level == "service"
    dues = [
        (day.isoformat(), f"{words}: {day_words(day)}")
        for words, day in action.due_choices(space, begin.level)
    ]
    today = space.clock.today()
    if due is not None and due >= today:
        dues.append((due.isoformat(), f"When it is asked for: {day_words(due)}"))
    lists = Lists(
        owners(space), dues, requirements(space),
        [(one.id, one.title) for one in requirement.objectives(space)], theme_choices(space),
    )  # fmt: skip
    known = {
        "what": begin.what, "requirement": next(iter(begin.requirements), ""),
        "objective": begin.objective,
    }  # fmt: skip
    kept: list[Change] = []

    def check(given: Any) -> str:
        try:
            kept.append(action.raise_(space, _wanted(begin, given)))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    title = "Raise an action for the service" if service else "Raise an action"
    fields = action_fields(lists, known, service=service)
    given = ask_fields(parent, title, fields, "Raise", text=HINT, check=check)
    return kept[-1] if given is not None and kept else None


def _wanted(begin: Wanted, given: Mapping[str, Any]) -> Wanted:
    """What was asked for."""
    due = date.fromisoformat(given["due"]) if given["due"] and not given["day"] else given["day"]
    person, team, words = owner_parts(given)
    offer = given.get("offer", "")
    return Wanted(
        begin.audit, begin.key, given["what"], person, words, given.get("level", begin.level),
        given["priority"], due, owner_team=team, links=begin.links,
        requirements=(given["requirement"],) if given.get("requirement") else (),
        objective=given.get("objective", ""),
        themes=(given["theme"],) if given.get("theme") else (),
        compliance=bool(given.get("compliance")), kind="learning" if offer else "action",
        offer=offer,
    )  # fmt: skip
