"""Questions about samples: those of a round, the drawn cases with their reserves, what to allocate."""

from dataclasses import dataclass
from datetime import datetime

from qa_tool.council.model import Case, Round, Selection
from qa_tool.errors import Refused
from qa_tool.sampling.draw import draw
from qa_tool.sampling.model import METHODS, Sample
from qa_tool.store import council as council_shelf
from qa_tool.store import sample as shelf
from qa_tool.work import template as templates
from qa_tool.work.council import may_see_number
from qa_tool.work.sample_kept import need_drawn
from qa_tool.work.workspace import Workspace

RESERVES = 10


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """One case to be allocated, in the order of the draw."""

    case: str
    reference: str
    template: str
    sample: str
    selection: Selection = "random"
    team: str = ""
    restricted: bool = False


def drawn(workspace: Workspace, round_: Round) -> tuple[DrawnCase, ...]:
    """The drawn and hand-picked cases of a round that nobody has been given yet, in order."""
    out: list[DrawnCase] = []
    for kept in shelf.samples(workspace.store, round_=round_.id, states=("seeded", "drawn")):
        sample = kept.sample
        given = shelf.in_round(workspace.store, round_.id, sample.template)
        picked = [one.case for one in sample.picked]
        cases = council_shelf.cases(workspace.store, (*sample.drawn, *picked))
        for ids, selection in ((sample.drawn, "random"), (picked, "picked")):
            out.extend(
                DrawnCase(
                    id_, cases[id_].reference, sample.template, sample.id,
                    "picked" if selection == "picked" else "random", cases[id_].team,
                    bool(cases[id_].restricted_to),
                )
                for id_ in ids
                if id_ in cases and id_ not in given
            )  # fmt: skip
    return tuple(out)


def selection_of(workspace: Workspace, round_id: str, template: str, case: str) -> Selection:
    """How a case came into a round: "random" only where a recorded draw of that round holds it."""
    found = shelf.samples(
        workspace.store, round_=round_id, template=template, states=("seeded", "drawn")
    )
    return "random" if any(case in kept.sample.drawn for kept in found) else "picked"


def case_with(workspace: Workspace, text: str) -> Case | None:
    """The case with this reference or case number, for the QA lead who types it."""
    workspace.need("qa_lead")
    return council_shelf.case_by_number(workspace.store, text.strip())


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One sample in a list."""

    sample: Sample
    title: str
    method: str
    allocated: int


def of_round(workspace: Workspace, round_: Round) -> tuple[SampleRow, ...]:
    """Every sample of a round, those set aside too."""
    titles = templates.titles(workspace)
    rows = []
    for kept in shelf.samples(workspace.store, round_=round_.id):
        one = kept.sample
        given = shelf.in_round(workspace.store, round_.id, one.template)
        rows.append(
            SampleRow(
                one, titles.get(one.template, one.template), METHODS[one.rules.method][0],
                len(given.intersection(one.drawn)),
            )
        )  # fmt: skip
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a sample or one of its reserves; `state` says where it stands, `why` the reason."""

    case: str
    order: int
    state: str  # drawn, promoted, allocated, dropped, picked, reserve
    reference: str
    number: str
    team: str
    worker: str
    kind: str
    stratum: str
    restricted: bool
    why: str = ""
    auditor: str = ""
    when: datetime | None = None


def lines(workspace: Workspace, sample_id: str) -> tuple[CaseLine, ...]:
    """The cases of a drawn sample in order, then the first reserves, the dropped, the picked."""
    if not workspace.is_a("qa_lead", "cswo"):
        raise Refused(
            "The sample is shown to the QA lead.", "Your own cases stand on the page Audits."
        )
    sample = need_drawn(workspace, sample_id)
    frame = shelf.frame(workspace.store, sample)
    found = draw(frame, sample.strata, {one.case for one in sample.dropped})
    stratum = {place.case: sample.strata[place.stratum].name for place in frame.places}
    reserves = [case for case, _ in found.reserves[:RESERVES]]
    dropped = {one.case: one for one in sample.dropped}
    picked = {one.case: one for one in sample.picked}
    promoted = {one.promoted for one in sample.dropped if one.promoted}
    given = {
        a.case: a.auditor
        for a in council_shelf.allocations(workspace.store, round_=sample.round)
        if a.state != "returned" and a.template == sample.template
    }
    cases = council_shelf.cases(workspace.store, (*found.cases, *reserves, *dropped, *picked))
    states = dict.fromkeys(found.cases, "drawn") | dict.fromkeys(reserves, "reserve")
    states |= dict.fromkeys(dropped, "dropped") | dict.fromkeys(picked, "picked")
    out = []
    for id_ in found.cases:
        states[id_] = "allocated" if id_ in given else "promoted" if id_ in promoted else "drawn"
    for order, (id_, state) in enumerate(states.items(), 1):
        note = dropped.get(id_) or picked.get(id_)
        out.append(
            _line(
                workspace, cases[id_], order, state, stratum.get(id_, ""),
                (note.reason if note else "", workspace.name(given.get(id_, "")),
                 note.when if note else None),
            )
        )  # fmt: skip
    return tuple(out)


def _line(
    workspace: Workspace, case: Case, order: int, state: str, stratum: str,
    note: tuple[str, str, datetime | None],
) -> CaseLine:  # fmt: skip
    number = case.council_number if may_see_number(workspace, case.id) else ""
    return CaseLine(
        case.id, order, state, case.reference, number, workspace.team_name(case.team),
        workspace.name(case.worker), case.kind, stratum, bool(case.restricted_to), *note,
    )  # fmt: skip
