"""Inspections and peer challenges, recorded on the list and the scale that held on their day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from qa_tool.council.model import Role
from qa_tool.diagnostic.model import (
    OUTCOMES,
    Improve,
    JudgementList,
    JudgementLists,
    Outcome,
    OutcomeKind,
)
from qa_tool.diagnostic.standards import read_judgements
from qa_tool.errors import QAError
from qa_tool.paths import RESOURCES
from qa_tool.store import diagnostic as shelf
from qa_tool.store.record import plain
from qa_tool.template.library import known_scales
from qa_tool.template.model import Grade, Scale
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

MAY_RECORD: tuple[Role, ...] = ("qa_lead", "cswo", "partner")


@cache
def lists() -> JudgementLists:
    """Every list of judgements, with its dates."""
    return read_judgements((RESOURCES / "diagnostics" / "judgements.toml").read_text("utf-8"))


def scale_of(listed: JudgementList) -> Scale:
    """The scale of a list."""
    own = next((scale for scale in lists().scales if scale.key == listed.scale), None)
    return own if own is not None else known_scales()[listed.scale]


def offered(kind: OutcomeKind, day: date) -> tuple[JudgementList, ...]:
    """The lists that held on a day."""
    return tuple(one for one in lists().lists if one.kind == kind and one.holds_on(day))


def record_outcome(workspace: Workspace, wanted: Outcome) -> Change:
    """Keep what an inspection or a peer challenge concluded; one with an id replaces what it said."""
    workspace.need(*MAY_RECORD)
    listed = lists().one(wanted.listed)
    if listed is None or listed.kind != wanted.kind:
        raise QAError("It is not said which list of judgements.", "Choose one from the list.")
    if wanted.day > workspace.clock.today():
        raise QAError("The day lies in the future.", "Type the day of the report.")
    if not listed.holds_on(wanted.day):
        raise QAError(
            f"“{listed.title}” was not in force on {wanted.day:%d/%m/%Y}.",
            "Choose the list that was, so that history keeps its own scale.",
        )
    if not wanted.by.strip():
        raise QAError("It is not said who judged.", "Type the inspectorate or the peer council.")
    _check_grades(listed, wanted)
    kept = replace(
        wanted, id=wanted.id or workspace.ids.new_id("out"), by=wanted.by.strip(),
        judged=tuple(j for j in wanted.judged if j.grade),
        improve=tuple(
            Improve(i.text.strip(), i.within.strip()) for i in wanted.improve if i.text.strip()
        ),
        recorded_by=workspace.person.id, recorded=workspace.clock.now(),
    )  # fmt: skip
    return _keep(workspace, kept)


def _check_grades(listed: JudgementList, wanted: Outcome) -> None:
    keys, scale = {key for key, _title in listed.judgements}, scale_of(listed)
    given = [one for one in wanted.judged if one.grade]
    if not given:
        raise QAError("No judgement is entered.", "Choose a grade for at least one heading.")
    for one in given:
        if one.key not in keys:
            raise QAError("This heading is not on the list.", "Choose another list.")
        if scale.grade(one.grade) is None:
            names = ", ".join(grade.name for grade in scale.grades)
            raise QAError("This grade is not on the scale of that day.", f"Choose one of: {names}.")


def take_back(workspace: Workspace, outcome_id: str, reason: str) -> Change:
    """Take an outcome off the list that was entered by mistake; it stays in the ledger."""
    workspace.need(*MAY_RECORD)
    found = next((o for o in shelf.outcomes(workspace.store) if o.id == outcome_id), None)
    if found is None:
        raise QAError("This outcome is not here.", "Look at the list again.")
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why it is taken back.")
    return _keep(workspace, replace(found, taken_back=reason.strip()))


def _keep(workspace: Workspace, one: Outcome) -> Change:
    with workspace.store.together():
        workspace.write("diagnostic", one.id, {"outcome": plain(one)})
    return changed("diagnostic", ids=(one.id,))


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome with its headings in the words of its day."""

    outcome: Outcome
    kind: str
    title: str
    scale: Scale
    area: str
    judged: tuple[tuple[str, Grade, str], ...]

    @property
    def summary(self) -> str:
        """The judgements counted: `Inadequate 4`."""
        counts: Mapping[str, int] = {
            grade.name: sum(g.key == grade.key for _t, g, _w in self.judged)
            for grade in self.scale.grades
        }
        return ", ".join(f"{name} {n}" for name, n in counts.items() if n)


def outcomes(workspace: Workspace) -> tuple[OutcomeRow, ...]:
    """Inspections and peer challenges, the latest first; each on its own scale and never added up."""
    workspace.need(*MAY_RECORD)
    return tuple(_row(workspace, o) for o in shelf.outcomes(workspace.store) if not o.taken_back)


def _row(workspace: Workspace, one: Outcome) -> OutcomeRow:
    listed = lists().one(one.listed)
    if listed is None:
        raise QAError("This outcome stands on a list that is not here.", "Update the program.")
    scale, titles = scale_of(listed), dict(listed.judgements)
    judged = tuple(
        (titles.get(j.key, j.key), grade, j.words)
        for key in titles
        for j in one.judged
        if j.key == key and (grade := scale.grade(j.grade)) is not None
    )
    area = workspace.areas.get(one.area)
    name = area.name if area else ""
    return OutcomeRow(one, OUTCOMES[one.kind], listed.title, scale, name, judged)
