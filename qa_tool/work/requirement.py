"""The improvement plan: what is asked of the council, its objectives, and which actions answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.action.requirement import (
    ABOUT_A_CHILD,
    KINDS,
    Found,
    Objective,
    Requirement,
    RequirementState,
    Source,
    checked,
    checked_source,
    read_judgements,
    read_list,
    settled,
)
from qa_tool.calendar import add_working_days, months_on
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import requirement as shelf
from qa_tool.template.library import known_scales
from qa_tool.work.action_list import reader
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import hidden
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace

MOST = 200


# --- verbs -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entered:
    """A source with its list as it would be kept; nothing is written yet."""

    source: Source
    found: tuple[Found, ...]


def look_at(workspace: Workspace, source: Source, judgements: str = "", text: str = "") -> Entered:
    """What an inspection with its judgements and its pasted list would become, each with its day."""
    source = _ready(workspace, source, judgements)
    found = read_list(text, source.said or workspace.clock.today(), add_working_days, months_on)
    if text.strip() and not found:
        raise QAError("There is no requirement in this list.", "Write one on each line.")
    if len(found) > MOST:
        raise QAError(f"This list has more than {MOST} lines.", "Paste only what is asked for.")
    return Entered(source, found)


def _ready(workspace: Workspace, source: Source, judgements: str) -> Source:
    _may_write(workspace, source)
    source = checked_source(source)
    if source.said is not None and source.said > workspace.clock.today():
        raise Refused("The day of this source lies ahead.", "Give the day when it was said.")
    if not judgements.strip():
        return source
    scale = known_scales().get(source.scale)
    grades = [grade.name for grade in scale.grades] if scale else []
    return replace(source, judgements=read_judgements(judgements, grades))


def enter(workspace: Workspace, entered: Entered) -> Change:
    """Keep a source and its list, in the order in which it stands; whole, or not at all."""
    source = _ready(workspace, entered.source, "")
    if not source.id:
        source = replace(source, id=workspace.ids.new_id("src"), made_by=workspace.person.id)
    place = len(shelf.requirements(workspace.store, source=source.id))
    made = [
        checked(
            Requirement(
                workspace.ids.new_id("req"), source.id, one.text, one.due, one.within,
                place=place + number, made_by=workspace.person.id,
            )
        )
        for number, one in enumerate(entered.found)
    ]  # fmt: skip
    with workspace.store.together():
        workspace.write("requirement", source.id, {"source": source})
        for requirement_ in made:
            workspace.write("requirement", requirement_.id, {"requirement": requirement_})
    return changed("requirement", ids=(source.id, *(one.id for one in made)))


def _may_write(workspace: Workspace, source: Source) -> None:
    if source.kind == "notice":
        workspace.need("qa_lead", "cswo", "iro")
    else:
        workspace.need("qa_lead", "cswo")


def keep_requirement(workspace: Workspace, requirement: Requirement) -> Change:
    """Keep one requirement, new or corrected."""
    source = _source(workspace, requirement.source)
    _may_write(workspace, source)
    requirement = checked(requirement)
    if not requirement.id:
        place = len(shelf.requirements(workspace.store, source=source.id))
        requirement = replace(
            requirement, id=workspace.ids.new_id("req"), place=place, made_by=workspace.person.id
        )
    with workspace.store.together():
        workspace.write("requirement", requirement.id, {"requirement": requirement})
    return changed("requirement", ids=(requirement.id,))


def settle(workspace: Workspace, requirement_id: str, state: RequirementState, reason: str) -> Change:  # fmt: skip
    """Met, withdrawn, or open again; met only where none of its actions is still to be finished."""
    one = requirement(workspace, requirement_id)
    _may_write(workspace, _source(workspace, one.source))
    n, done, _open, out = _answered(workspace).get(one.id, (0, 0, 0, 0))
    if state == "met" and (n > done or out):
        raise Refused(
            "This requirement has actions that are not finished.",
            "Finish or withdraw them first: what they were for would be lost from sight.",
        )
    made = settled(one, state, reason, workspace.person.id, workspace.clock.today())
    with workspace.store.together():
        workspace.write("requirement", one.id, {"requirement": made})
    return changed("requirement", ids=(one.id,))


def keep_objective(workspace: Workspace, objective: Objective) -> Change:
    """Keep an objective of the improvement plan."""
    workspace.need("qa_lead", "cswo")
    if not objective.title.strip():
        raise Refused("This objective has no title.", "Say what will be different for children.")
    if not objective.id:
        place = len(shelf.objectives(workspace.store))
        objective = replace(objective, id=workspace.ids.new_id("obj"), place=place)
    with workspace.store.together():
        workspace.write(
            "objective", objective.id, replace(objective, title=objective.title.strip())
        )
    return changed("requirement", ids=(objective.id,))


def _source(workspace: Workspace, source_id: str) -> Source:
    found = shelf.source(workspace.store, source_id)
    if found is None or found.id not in {one.id for one in sources(workspace)}:
        raise QAError("This source is not known here.", "Look at the plan again.")
    return found


# --- questions -------------------------------------------------------------------------------------


def sources(workspace: Workspace) -> tuple[Source, ...]:
    """The sources that this person may see: those about one child are for few, and never past the blind."""
    shielded = set(_shielded_cases(workspace))
    private = workspace.is_a("qa_lead", "cswo", "iro")
    return tuple(
        one
        for one in shelf.sources(workspace.store)
        if (private or one.kind not in ABOUT_A_CHILD) and (not one.case or one.case not in shielded)
    )


def _shielded_cases(workspace: Workspace) -> tuple[str, ...]:
    """The cases of the audits that are out of this person's sight."""
    found = (audit_shelf.audit(workspace.store, one) for one in hidden(workspace))
    return tuple(audit.case for audit in found if audit is not None)


def requirement(workspace: Workspace, requirement_id: str) -> Requirement:
    """One requirement, where this person may see its source."""
    found = shelf.requirement(workspace.store, requirement_id)
    if found is None:
        raise QAError("This requirement is not known here.", "Look at the plan again.")
    _source(workspace, found.source)
    return found


def _answered(workspace: Workspace) -> dict[str, tuple[int, int, int, int]]:
    return shelf.answered(workspace.store, hidden(workspace))


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement in the plan, with how far the actions that this person may see have come."""

    id: str
    source: str
    kind: str
    text: str
    within: str
    due: date | None
    days_late: int
    state: str
    actions: int
    finished: int
    lonely: bool
    objective: str
    requirement: Requirement

    @property
    def answered(self) -> str:
        """How far its actions are, in words."""
        if self.lonely:
            return "No action yet"
        if not self.actions:
            return ""
        return f"{self.finished} of {self.actions} finished"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source with its requirements."""

    source: Source
    kind: str
    scale: str
    rows: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective with what belongs to it."""

    objective: Objective
    owner: str
    requirements: int
    actions: int
    finished: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan; the two lists are `lonely` requirements and the counts of free actions."""

    objectives: tuple[ObjectiveRow, ...]
    sources: tuple[SourceRow, ...]
    free_service: int
    free_child: int

    @property
    def requirements(self) -> tuple[RequirementRow, ...]:
        """Every requirement, source by source."""
        return tuple(row for source in self.sources for row in source.rows)

    @property
    def lonely(self) -> tuple[RequirementRow, ...]:
        """Open requirements with no action, the earliest due first."""
        found = [row for row in self.requirements if row.lonely]
        return tuple(sorted(found, key=lambda row: (row.due is None, row.due or date.max)))


def plan(workspace: Workspace) -> Plan:
    """The improvement plan as it stands for this person."""
    today = workspace.clock.today()
    answered = _answered(workspace)
    scales = known_scales()
    titles = {one.id: one.title for one in shelf.objectives(workspace.store)}
    made = []
    for source in sources(workspace):
        rows = tuple(
            _row(one, source, answered.get(one.id, (0, 0, 0, 0)), titles, today)
            for one in shelf.requirements(workspace.store, source=source.id)
        )
        scale = scales.get(source.scale)
        made.append(SourceRow(source, KINDS[source.kind], scale.title if scale else "", rows))
    every = [row.requirement for source in made for row in source.rows]
    objectives = tuple(_objective(workspace, o, every) for o in shelf.objectives(workspace.store))
    free = action_shelf.without_requirement(workspace.store, reader(workspace), today)
    return Plan(objectives, tuple(made), *free)


def _row(
    one: Requirement, source: Source, answered: tuple[int, int, int, int], titles: dict[str, str],
    today: date,
) -> RequirementRow:  # fmt: skip
    n, done, _open, out = answered
    late = (today - one.due).days if one.overdue(today) and one.due else 0
    return RequirementRow(
        one.id, source.title, KINDS[source.kind], one.text, one.within, one.due, late, one.state, n,
        done, one.state == "open" and not n and not out, titles.get(one.objective, ""), one,
    )  # fmt: skip


def _objective(workspace: Workspace, one: Objective, every: Sequence[Requirement]) -> ObjectiveRow:
    wanted = action_shelf.Wanted(objective=one.id)
    found = action_shelf.counted(
        workspace.store, reader(workspace), wanted, workspace.clock.today()
    )
    return ObjectiveRow(
        one, workspace.name(one.owner) if one.owner else "",
        sum(1 for r in every if r.objective == one.id), found.n - found.withdrawn, found.finished,
        sum(found.late),
    )  # fmt: skip


def names(workspace: Workspace) -> dict[str, str]:
    """Every requirement that this person may see, by id, with its source before it."""
    titles = {one.id: one.title for one in sources(workspace)}
    return {
        one.id: f"{titles[one.source]}: {one.text}"
        for one in shelf.requirements(workspace.store)
        if one.source in titles
    }


def scales() -> list[tuple[str, str]]:
    """The shipped scales, by key and title, for the judgements of a source."""
    return [(scale.key, scale.title) for scale in known_scales().values()]


def objectives(workspace: Workspace) -> tuple[Objective, ...]:
    """The objectives that are under way."""
    return tuple(one for one in shelf.objectives(workspace.store) if not one.ended)


def waiting(workspace: Workspace) -> list[Waiting]:
    """Requirements that nobody acts on yet: one line for the QA lead and the CSWO."""
    if not workspace.is_a("qa_lead", "cswo"):
        return []
    open_ = [one for one in shelf.requirements(workspace.store) if one.state == "open"]
    if not open_:
        return []
    seen, answered = {one.id for one in sources(workspace)}, _answered(workspace)
    lonely = [one for one in open_ if one.id not in answered and one.source in seen]
    if not lonely:
        return []
    late = sum(1 for one in lonely if one.overdue(workspace.clock.today()))
    words = f"{len(lonely)} requirement{'s have' if len(lonely) > 1 else ' has'} no action"
    detail = f"{late} past the date that was asked for" if late else "of an inspection or a plan"
    return [Waiting("warning" if late else "info", words, detail, "plan", {"list": "lonely"})]
