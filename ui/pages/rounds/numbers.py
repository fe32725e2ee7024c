"""Small forms of a round: planned numbers by team or auditor, and the round repeated."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Planned, Round
from qa_tool.errors import QAError
from qa_tool.problems import errors
from qa_tool.work import round as rounds
from qa_tool.work.workspace import Workspace
from ui.dialogs import Field, ask_fields

_BY = (("teams", "Each team"), ("auditors", "Each auditor"))


def ask_numbers(parent: QWidget | None, space: Workspace, round_: Round) -> Round | None:
    """The round with other planned numbers, or None; first for whom, then how many."""
    asked = ask_fields(
        parent, "Planned numbers",
        [Field("by", "For", "choice", "teams", _BY)], "Go on",
        text=f"{round_.planned} audits are planned in all." if round_.planned else "",
    )  # fmt: skip
    if asked is None:
        return None
    teams = asked["by"] == "teams"
    before = round_.planned_teams if teams else round_.planned_auditors
    known = (
        [(team.id, team.name) for team in space.teams.values()] if teams
        else [(person.id, person.name) for person in rounds.pool(space)]
    )  # fmt: skip
    held = {plan.of: plan.audits for plan in before}

    def made(values: Mapping[str, Any]) -> Round:
        plans = tuple(Planned(id_, values[id_]) for id_, _ in known if values[id_] is not None)
        return (
            replace(round_, planned_teams=plans)
            if teams
            else replace(round_, planned_auditors=plans)
        )

    given = ask_fields(
        parent, f"Audits planned for {'each team' if teams else 'each auditor'}",
        [Field(id_, name, "number", held.get(id_, "")) for id_, name in known], "Save",
        text="Leave empty where nothing is planned."
        + ("" if teams else " A number here takes the place of the auditor's load in this round."),
        check=lambda values: _wrong(space, made, values),
    )  # fmt: skip
    return None if given is None else made(given)


def ask_repeat(parent: QWidget | None, space: Workspace, round_: Round) -> Round | None:
    """A new round like this one, or None: a name and dates of its own, the rest as it was."""

    def made(values: Mapping[str, Any]) -> Round:
        return rounds.like(
            space, round_.id, values["name"], values["starts"], values["ends"], values["due"]
        )

    given = ask_fields(
        parent, f"Repeat {round_.name}",
        [
            Field("name", "Name", needed=True),
            Field("starts", "Begins", "date", needed=True),
            Field("ends", "Ends", "date", needed=True),
            Field("due", "Audits due", "date",
                  help="Empty: as many working days from the end as last time."),
        ],
        "Make the round",
        text="Templates, rules and planned numbers stay as they were. It gets a new seed.",
        check=lambda values: _wrong(space, made, values),
    )  # fmt: skip
    return None if given is None else made(given)


def _wrong(
    space: Workspace, made: Callable[[Mapping[str, Any]], Round], values: Mapping[str, Any]
) -> str:
    try:
        found = errors(rounds.problems(space, made(values)))
    except QAError as error:
        return f"{error} {error.cure}".strip()
    return " ".join(f"{problem.what} {problem.cure}" for problem in found)
