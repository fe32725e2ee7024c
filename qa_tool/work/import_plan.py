"""What a file would add and correct, laid beside what the council knows; and keeping all of it at once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from qa_tool.council import check
from qa_tool.council.model import ROLE_NAMES, Area, Case, Person, Role, Team
from qa_tool.errors import QAError
from qa_tool.problems import Problem, errors
from qa_tool.store import council as shelf
from qa_tool.template.library import lists
from qa_tool.template.model import SubjectKind
from qa_tool.work import council
from qa_tool.work.change import Change, changed
from qa_tool.work.importing import KINDS, READERS, Kind, Row, day_of, near
from qa_tool.work.workspace import Workspace

Record = Area | Team | Person | Case
Fate = Literal["new", "corrected", "same"]
_ENTRY: Mapping[str, str] = {
    "areas": "area", "teams": "team", "people": "person", "cases": "case",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """One record that the file holds: its line, what would happen to it, and itself."""

    number: int
    fate: Fate
    record: Record


@dataclass(frozen=True, slots=True)
class Plan:
    """What keeping a file would do; nothing has been written yet."""

    kind: Kind
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    def count(self, fate: Fate) -> int:
        """How many records have this fate."""
        return sum(1 for one in self.planned if one.fate == fate)


@dataclass(slots=True)
class _Desk:
    """What lines are read against: the council as it is, and what has gone wrong so far."""

    workspace: Workspace
    kind: Kind
    people: dict[str, Person]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, row: Row, heading: str, what: str, cure: str, code: str) -> None:
        """Note what is wrong in one cell."""
        where = f"Row {row.number}, {heading}"
        self.problems.append(Problem("error", where, what, cure, code))

    def named(self, row: Row, heading: str, known: Mapping[str, Any], add: str) -> str:
        """The id of the one thing with the name in this cell; "" where there is none."""
        name = row[heading]
        if not name:
            return ""
        found = [key for key, one in known.items() if _same(one.name, name)]
        if len(found) == 1:
            return found[0]
        if found:
            what = f"“{name}” is the name of {len(found)} that are known here."
            self.wrong(row, heading, what, "Enter this one by hand.", "name_not_plain")
        else:
            cure = add + near(name, [one.name for one in known.values()])
            self.wrong(row, heading, f"“{name}” is not known.", cure.strip(), "not_known")
        return ""

    def listed(self, row: Row, heading: str, choices: Mapping[str, str]) -> str:
        """The key of a word of a list; "" where the cell is empty or holds something else."""
        word = row[heading]
        for key, name in choices.items():
            if word and (_same(key.replace("_", " "), word.replace("_", " ")) or _same(name, word)):
                return key
        if word:
            cure = f"Write one of: {', '.join(choices.values())}.{near(word, [*choices.values()])}"
            self.wrong(row, heading, f"“{word[:40]}” is not on the list.", cure, "not_on_the_list")
        return ""


def plan(workspace: Workspace, kind: str, path: Path) -> Plan:
    """Read a file of this kind and say what keeping it would do."""
    found = KINDS[kind]
    rows, problems = READERS[kind](path)
    if errors(problems):
        return Plan(found, (), problems)
    desk = _Desk(workspace, found, dict(workspace.people))
    planned = _PLANNERS[kind](desk, rows)
    _twice(desk, planned)
    return Plan(found, tuple(planned), (*problems, *desk.problems))


def keep(workspace: Workspace, plan_: Plan) -> Change:
    """Write all that a plan adds and corrects: in one transaction, or not at all."""
    workspace.need("qa_lead")
    wrong = errors(plan_.problems)
    if wrong:
        raise QAError(
            f"Nothing was written: {len(wrong)} things in the file are to be put right first.",
            "Correct them in the file, and choose it again.",
        )
    written = [one.record for one in plan_.planned if one.fate != "same"]
    try:
        with workspace.store.together():
            for record in written:
                workspace.write(_ENTRY[plan_.kind.key], record.id, record)
    finally:
        workspace.forget()
    kind = "case" if plan_.kind.key == "cases" else "council"
    return changed(kind, ids=tuple(record.id for record in written))


def _areas(desk: _Desk, rows: Iterable[Row]) -> list[Planned]:
    """The areas of these lines."""
    known = desk.workspace.areas
    made = []
    for row in rows:
        before = _one(desk, row, known.values())
        area = Area(before.id if before else _id(desk, "area"), row["name"])
        made.append(_planned(row, before, area))
    return made


def _teams(desk: _Desk, rows: Iterable[Row]) -> list[Planned]:
    """The teams of these lines."""
    made = []
    for row in rows:
        area = desk.named(row, "area", desk.workspace.areas, "Add the area first.")
        before = _one(desk, row, desk.workspace.teams.values())
        team = Team(
            before.id if before else _id(desk, "team"), row["name"], area,
            _cell(row, "service", before.service if before else ""),
        )  # fmt: skip
        made.append(_planned(row, before, team))
    return made


def _people(desk: _Desk, rows: Iterable[Row]) -> list[Planned]:
    """The people of these lines; managers may stand in the same file, above or below."""
    begun: list[tuple[Row, Person | None, Person]] = []
    for row in rows:
        before = _one(desk, row, desk.workspace.people.values())
        person = _person(desk, row, before)
        desk.people[person.id] = person
        begun.append((row, before, person))
    made = []
    for row, before, person in begun:
        above = desk.named(row, "line manager", desk.people, "Add this person too.")
        if "line manager" not in row.cells:
            above = person.line_manager
        whole = replace(person, line_manager=above)
        desk.people[whole.id] = whole
        made.append(_planned(row, before, whole))
    for one in made:
        if isinstance(one.record, Person):
            _checked(desk, one, check.check_person(one.record, desk.people, desk.workspace.teams))
    return made


def _person(desk: _Desk, row: Row, before: Person | None) -> Person:
    """Somebody as the line says; what the file has no column for stays as it was."""
    kept = before or Person(_id(desk, "per"), row["name"])
    roles: list[Role] = []
    for word in row["roles"].replace(",", ";").replace("/", ";").split(";"):
        if word.strip():
            known = {str(key): name for key, name in ROLE_NAMES.items()}
            part = Row(row.number, {"roles": word.strip()})
            key = desk.listed(part, "roles", known)
            roles += [role for role in ROLE_NAMES if role == key and role not in roles]
    team = desk.named(row, "team", desk.workspace.teams, "Add the team first.")
    return Person(
        kept.id,
        row["name"],
        tuple(roles) if "roles" in row.cells else kept.roles,
        team if "team" in row.cells else kept.team,
        kept.line_manager,
        day_of(row["from"]) if "from" in row.cells else kept.starts,
        day_of(row["to"]) if "to" in row.cells else kept.ends,
        " ".join(_cell(row, "organisation", kept.organisation).split()),
    )


def _cases(desk: _Desk, rows: Iterable[Row]) -> list[Planned]:
    """The cases of these lines."""
    every = shelf.cases(desk.workspace.store).values()
    by_number = {one.council_number.casefold(): one for one in every if one.council_number}
    by_reference = {one.reference.casefold(): one for one in every}
    made = []
    for row in rows:
        before = by_number.get(row["council number"].casefold()) if row["council number"] else None
        before = before or by_reference.get(row["reference"].casefold())
        case = _case(desk, row, before)
        one = _planned(row, before, case)
        made.append(one)
        _checked(desk, one, check.check_case(case, desk.workspace.teams))
    return made


def _case(desk: _Desk, row: Row, before: Case | None) -> Case:
    """A case as the line says."""
    space = desk.workspace
    subject = desk.listed(row, "about", {str(key): key for key in get_args(SubjectKind)})
    start = before or Case(_id(desk, "case"), "")
    reference = row["reference"] or start.reference or council.new_reference(space)
    team = desk.named(row, "team", space.teams, "Add the team first.")
    worker = desk.named(row, "worker", space.people, "Add this person first.")
    told: dict[str, Any] = {
        "team": team,
        "worker": worker,
        "kind": desk.listed(row, "kind of case", _list("kind_of_case")),
        "age_band": desk.listed(row, "age band", _list("age_band")),
        "ethnicity": desk.listed(row, "ethnicity", _list("ethnicity")),
        "opened": day_of(row["opened"]),
        "closed": day_of(row["closed"]),
    }
    headings = {"kind": "kind of case", "age_band": "age band"}
    told = {key: v for key, v in told.items() if headings.get(key, key) in row.cells}
    if subject:
        told["subject"] = next(kind for kind in get_args(SubjectKind) if kind == subject)
    if row["council number"]:
        told["council_number"] = row["council number"] if space.policy.keep_council_number else ""
    return replace(start, reference=reference, **told)


def _list(name: str) -> dict[str, str]:
    """The words of a dated list, by key."""
    return {entry.key: entry.name for entry in lists()[name]}


def _same(one: str, other: str) -> bool:
    """Whether two names are the same to people."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _one(desk: _Desk, row: Row, known: Iterable[Any]) -> Any:
    """The one record that has this line's name already."""
    found = [one for one in known if _same(one.name, row["name"])]
    if len(found) > 1:
        what = f"{len(found)} have the name “{row['name']}” here."
        desk.wrong(row, "name", what, "Correct them by hand.", "name_not_plain")
    return found[0] if len(found) == 1 else None


def _cell(row: Row, name: str, before: str) -> str:
    """A cell, or what was there before where the file has no such column."""
    return row[name] if name in row.cells else before


def _id(desk: _Desk, prefix: str) -> str:
    return desk.workspace.ids.new_id(prefix)


def _planned(row: Row, before: Record | None, record: Record) -> Planned:
    if before is None:
        return Planned(row.number, "new", record)
    return Planned(row.number, "same" if before == record else "corrected", record)


def _checked(desk: _Desk, one: Planned, problems: Iterable[Problem]) -> None:
    """What the council's own rules say of a record, at its line."""
    desk.problems += [
        replace(p, where=f"Row {one.number}") for p in problems if p.code != "council_missing"
    ]


def _twice(desk: _Desk, planned: Iterable[Planned]) -> None:
    """A record may stand on one line only."""
    every = list(planned)
    names = Counter(_key(one.record) for one in every)
    for one in every:
        key = _key(one.record)
        if key and names[key] > 1:
            desk.problems.append(
                Problem(
                    "error", f"Row {one.number}", "The same one stands on another line too.",
                    "Keep one of the lines.", "twice",
                )
            )  # fmt: skip


def _key(record: Record) -> str:
    """What may not be there twice in a file."""
    if isinstance(record, Case):
        return record.council_number or record.reference
    return " ".join(record.name.split()).casefold()


_PLANNERS: Mapping[str, Callable[[_Desk, Iterable[Row]], list[Planned]]] = {
    "areas": _areas, "teams": _teams, "people": _people, "cases": _cases,
}  # fmt: skip
