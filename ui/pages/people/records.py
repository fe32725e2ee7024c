"""The three kinds of record of this page: columns, form, and what the rules say of what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit

from qa_tool.council import check
from qa_tool.council.model import ROLE_NAMES, Area, Person, Team
from qa_tool.problems import Problem
from qa_tool.work import council
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.tables import Column
from ui.widgets import DateField, Labelled, Picker
from ui.widgets.record_form import RecordForm, Ticks

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """One tab: its words, what its list shows, and the way from a record to the form and back."""

    key: str
    title: str
    one: str
    empty: str
    columns: Callable[[Workspace], tuple[Column, ...]]
    rows: Callable[[Workspace], list[Any]]
    form: Callable[[], RecordForm]
    choices: Callable[[Workspace, RecordForm, Any], None]
    shown: Callable[[Any], dict[str, Any]]
    record: Callable[[str, Values], Any]
    problems: Callable[[Workspace, Any], dict[str, str]]
    keep: Callable[[Workspace, Any], Change]


def _line(name: str) -> QLineEdit:
    """A one-line field with a name."""
    field = QLineEdit()
    field.setAccessibleName(name)
    return field


def _placed(found: tuple[Problem, ...], places: Mapping[str, str], other: str) -> dict[str, str]:
    """Sentences by field: some problems have their own, the rest goes to one."""
    told: dict[str, str] = {}
    for problem in found:
        place = places.get(problem.code, other)
        told[place] = f"{told.get(place, '')} {problem.what} {problem.cure}".strip()
    return told


# --- people ----------------------------------------------------------------------------------------


def _person_form() -> RecordForm:
    return RecordForm(
        {
            "name": Labelled("Name", _line("Name"), required=True),
            "roles": Labelled(
                "Roles", Ticks("Roles", [(str(k), v) for k, v in ROLE_NAMES.items()]),
                "What this person may do here. Nobody audits, moderates or signs off their own work.",
            ),
            "team": Labelled("Team", Picker("Team")),
            "line_manager": Labelled(
                "Line manager", Picker("Line manager"),
                "Makes the line: managers do not audit their own line's cases.",
            ),
            "organisation": Labelled(
                "Organisation", _line("Organisation"),
                "Only for somebody from outside: improvement partners see the closed sessions of their "
                "own organisation. Empty for the council's own people.",
            ),
            "starts": Labelled("Here from", DateField("Here from")),
            "ends": Labelled("Here until", DateField("Here until"), "Empty while the person is here."),
        },
        "Save person",
    )  # fmt: skip


def _person_choices(space: Workspace, form: RecordForm, person: Person | None) -> None:
    teams = sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
    here = person.id if person else ""
    people = sorted(
        ((p.id, p.name) for p in space.people.values() if p.id != here), key=lambda pair: pair[1]
    )
    for key, none, choices in (
        ("team", "No team", teams),
        ("line_manager", "Nobody", people),
    ):
        picker = cast("Picker", form.fields[key].field)
        picker.show_choices([("", none), *choices], picker.value())


def _person(id_: str, values: Values) -> Person:
    return Person(
        id_, values["name"], values["roles"], values["team"], values["line_manager"],
        values["starts"], values["ends"], values["organisation"],
    )  # fmt: skip


def _person_problems(space: Workspace, person: Person) -> dict[str, str]:
    people = {**space.people, person.id: person}
    found = check.check_person(person, people, space.teams)
    return _placed(found, {"line_circle": "line_manager", "dates_swapped": "ends"}, "name")


def _person_columns(space: Workspace) -> tuple[Column, ...]:
    return (
        Column("name", "Name", lambda p: p.name),
        Column("roles", "Roles", lambda p: ", ".join(ROLE_NAMES[role] for role in p.roles)),
        Column(
            "team",
            "Belongs to",
            lambda p: space.team_name(p.team) if p.team else p.organisation,
            tip="The team, or the organisation of somebody from outside.",
        ),
        Column(
            "line", "Line manager", lambda p: space.name(p.line_manager) if p.line_manager else ""
        ),
        Column("ends", "Until", lambda p: p.ends, "date", 104),
    )


# --- teams -----------------------------------------------------------------------------------------


def _team_form() -> RecordForm:
    return RecordForm(
        {
            "name": Labelled("Name", _line("Name"), required=True),
            "area": Labelled("Area", Picker("Area"), required=True),
            "service": Labelled(
                "Service", _line("Service"), "Such as assessment, or children in care. May be empty."
            ),
        },
        "Save team",
    )  # fmt: skip


def _team_choices(space: Workspace, form: RecordForm, _team: Team | None) -> None:
    picker = cast("Picker", form.fields["area"].field)
    areas = sorted(((a.id, a.name) for a in space.areas.values()), key=lambda pair: pair[1])
    none = "Choose an area" if areas else "No area is known yet"
    picker.show_choices([("", none), *areas], picker.value())


def _team_problems(space: Workspace, team: Team) -> dict[str, str]:
    found = check.check_team(team, space.areas)
    nameless = tuple(problem for problem in found if problem.where == "Team")
    rest = tuple(problem for problem in found if problem.where != "Team")
    return _placed(nameless, {}, "name") | _placed(rest, {}, "area")


def _team_columns(space: Workspace) -> tuple[Column, ...]:
    members = [person.team for person in space.people.values() if not person.ends]
    return (
        Column("name", "Team", lambda t: t.name),
        Column("area", "Area", lambda t: space.areas[t.area].name if t.area in space.areas else ""),
        Column("service", "Service", lambda t: t.service),
        Column("people", "People", lambda t: members.count(t.id), "number", 84),
    )


# --- areas -----------------------------------------------------------------------------------------


def _area_form() -> RecordForm:
    help_ = "A part of the city or county that results are shown for."
    return RecordForm({"name": Labelled("Name", _line("Name"), help_, required=True)}, "Save area")


def _area_problems(_space: Workspace, area: Area) -> dict[str, str]:
    return {} if area.name else {"name": "The area has no name. Type the name people know it by."}


def _area_columns(space: Workspace) -> tuple[Column, ...]:
    teams = [team.area for team in space.teams.values()]
    return (
        Column("name", "Area", lambda a: a.name),
        Column("teams", "Teams", lambda a: teams.count(a.id), "number", 84),
    )


def _by_name(found: Mapping[str, Any]) -> list[Any]:
    return sorted(found.values(), key=lambda one: one.name.casefold())


TABS: tuple[Records, ...] = (
    Records(
        "people", "People", "person",
        "Nobody is known here yet. Add people one by one, or bring them in from a CSV file. "
        "Teams come first, and areas before teams.",
        _person_columns, lambda space: _by_name(space.people), _person_form, _person_choices,
        lambda p: {
            "name": p.name, "roles": p.roles, "team": p.team, "line_manager": p.line_manager,
            "starts": p.starts, "ends": p.ends, "organisation": p.organisation,
        },
        _person, _person_problems, council.keep_person,
    ),
    Records(
        "teams", "Teams", "team",
        "There is no team yet. Add an area first, then its teams.",
        _team_columns, lambda space: _by_name(space.teams), _team_form, _team_choices,
        lambda t: {"name": t.name, "area": t.area, "service": t.service},
        lambda id_, values: Team(id_, values["name"], values["area"], values["service"]),
        _team_problems, council.keep_team,
    ),
    Records(
        "areas", "Areas", "area",
        "There is no area yet. Begin here: areas, then teams, then people.",
        _area_columns, lambda space: _by_name(space.areas), _area_form,
        lambda _space, _form, _area: None,
        lambda a: {"name": a.name},
        lambda id_, values: Area(id_, values["name"]),
        _area_problems, council.keep_area,
    ),
)  # fmt: skip
