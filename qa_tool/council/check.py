"""What is wrong in what somebody entered about the council, in sentences."""

import re
from collections.abc import Mapping, Sequence

from qa_tool.council.model import Area, Case, Person, Round, Team
from qa_tool.problems import Problem

_INITIALS_WITH_BIRTH = re.compile(
    r"(?:[A-Za-z][\s.]*){1,4}[\s._/-]*\d{1,2}[./-]?\d{1,2}[./-]?(?:\d{2}|\d{4})"
)


def _missing(where: str, what: str, cure: str) -> Problem:
    return Problem("error", where, what, cure, "council_missing")


def check_team(team: Team, areas: Mapping[str, Area]) -> tuple[Problem, ...]:
    """A team needs a name and an area that exists."""
    problems = []
    if not team.name.strip():
        problems.append(_missing("Team", "It has no name.", "Type the name people know it by."))
    if team.area not in areas:
        problems.append(
            _missing(f"Team '{team.name}'", "Its area is not known.", "Choose an area, or add one.")
        )
    return tuple(problems)


def check_person(
    person: Person, people: Mapping[str, Person], teams: Mapping[str, Team]
) -> tuple[Problem, ...]:
    """A person needs a name; team and line must exist, and nobody manages themselves."""
    where = f"Person '{person.name}'"
    problems = []
    if not person.name.strip():
        problems.append(_missing("Person", "There is no name.", "Type the person's name."))
    if person.team and person.team not in teams:
        problems.append(
            _missing(where, "The team is not known.", "Choose a team, or add it first.")
        )
    if person.line_manager and person.line_manager not in people:
        problems.append(
            _missing(where, "The line manager is not known.", "Add the line manager first.")
        )
    if person.line_manager and _in_a_circle(person, people):
        problems.append(
            Problem(
                "error", where, "The line goes in a circle.",
                "Choose another line manager: nobody can be above themselves.", "line_circle",
            )
        )  # fmt: skip
    if person.starts and person.ends and person.ends < person.starts:
        problems.append(
            Problem("error", where, "The end is before the start.", "Correct one of the two dates.",
                    "dates_swapped")
        )  # fmt: skip
    return tuple(problems)


def _in_a_circle(person: Person, people: Mapping[str, Person]) -> bool:
    seen = {person.id}
    above = person.line_manager
    while above:
        if above in seen:
            return True
        seen.add(above)
        above = people[above].line_manager if above in people else ""
    return False


def check_case(case: Case, teams: Mapping[str, Team]) -> tuple[Problem, ...]:
    """A case needs a reference that cannot name a child, and a team that exists."""
    problems = []
    if _INITIALS_WITH_BIRTH.fullmatch(case.reference.strip()):
        problems.append(
            Problem(
                "error", f"Case '{case.reference[:3]}…'",
                "The reference looks like initials with a date of birth, which is not anonymous.",
                "Leave it empty: the program makes a random reference.", "reference_not_anonymous",
            )
        )  # fmt: skip
    if case.team and case.team not in teams:
        problems.append(
            _missing(f"Case {case.reference}", "The team is not known.", "Choose a team.")
        )
    if case.opened and case.closed and case.closed < case.opened:
        problems.append(
            Problem("error", f"Case {case.reference}", "It was closed before it was opened.",
                    "Correct one of the two dates.", "dates_swapped")
        )  # fmt: skip
    return tuple(problems)


def check_round(round_: Round, templates: Sequence[str]) -> tuple[Problem, ...]:
    """A round needs a name, at least one template that is in use, and dates in order."""
    where = f"Round '{round_.name}'"
    problems = []
    if not round_.name.strip():
        problems.append(_missing("Round", "It has no name.", "Type a name, such as 'Quarter 2'."))
    if not round_.templates:
        problems.append(_missing(where, "It has no template.", "Choose at least one template."))
    problems.extend(
        _missing(
            where,
            f"The template '{key}' is not in use here.",
            "Take it into use on the page Templates.",
        )
        for key in round_.templates
        if key not in templates
    )
    if round_.starts and round_.ends and round_.ends < round_.starts:
        problems.append(
            Problem("error", where, "It ends before it starts.", "Correct one of the two dates.",
                    "dates_swapped")
        )  # fmt: skip
    if round_.planned < 0:
        problems.append(
            Problem("error", where, "The planned number is below zero.", "Type 0 or more.",
                    "planned_negative")
        )  # fmt: skip
    return tuple(problems)
