"""What counts of tags rest on: the audits that this person may see, light enough for a page."""

from dataclasses import dataclass, field

from qa_tool.council.model import Round
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.tagged import Marks, marks
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import theme as shelf
from qa_tool.theme.codebook import Codebook
from qa_tool.work import template as templates
from qa_tool.work import theme as themes
from qa_tool.work.shield import hidden
from qa_tool.work.theme_tag import roots
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Tagged:
    """Audits, tags and codebook together; `rounds` are all rounds by id, the earliest first.

    `places` are the questions or domains at which each audit's themes stand.
    """

    data: DataSet
    marks: Marks
    book: Codebook
    rounds: dict[str, Round] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


def tagged(workspace: Workspace, round_: Round | None = None) -> Tagged:
    """Everything of one round or of all, in one snapshot; nothing that this person must not see."""
    store = workspace.store
    with store.snapshot():
        book = themes.codebook(workspace)
        data = _light(workspace, round_)
        seen = {audit.chain for audit in data.audits}
        found = [one for one in shelf.places(store) if one[0] in seen]
        every = council_shelf.rounds(store)
    where: dict[tuple[str, str], list[str]] = {}
    for audit, theme, key in found:
        where.setdefault((audit, book.settled(theme)), []).append(key)
    in_time = sorted(every, key=lambda one: (str(one.starts or ""), one.name))
    return Tagged(
        data, marks(found, book), book, {one.id: one for one in in_time},
        {at: tuple(dict.fromkeys(keys)) for at, keys in where.items()},
    )  # fmt: skip


def _light(workspace: Workspace, round_: Round | None) -> DataSet:
    """A data set without grades, answers and words: who was audited, when, and whether it counts."""
    store = workspace.store
    wanted = audit_shelf.Wanted(round=round_.id if round_ else "")
    if not workspace.is_a(*themes.KEEPERS):
        me = workspace.person
        team = me.team if workspace.is_a("team_manager") else ""
        wanted = audit_shelf.Wanted(round=wanted.round, person=me.id, person_team=team)
    heads = audit_shelf.heads(store, audit_shelf.rows_of(store, wanted, down=False))
    blind = hidden(workspace)
    audits = [one for one in heads if one.id not in blind]
    cases = council_shelf.cases(store, [one.case for one in audits])
    first = roots(workspace, [one.id for one in audits])
    teams, areas = workspace.teams, workspace.areas
    facts = [
        AuditFact(
            id=a.id, reference=cases[a.case].reference, round=a.round, template=a.template,
            version=a.version, kind_of_case=cases[a.case].kind,
            team=teams[a.team].name if a.team in teams else a.team,
            area=areas[a.area].name if a.area in areas else a.area, service=a.service,
            worker=a.worker, auditor=a.auditor, age_band="", ethnicity="", mode=a.mode,
            selection=a.selection, state=a.state,
            handed_in=a.handed_in.date() if a.handed_in else None,
            signed_off=a.signed_off.date() if a.signed_off else None, overall="", grades={},
            case=a.case, fingerprint=a.fingerprint, chain=first[a.id],
        )
        for a in audits if a.case in cases
    ]  # fmt: skip
    used = {a.fingerprint for a in facts}
    return DataSet(
        council=workspace.policy.council_name, round=round_.name if round_ else "",
        theme=round_.theme if round_ else "", starts=round_.starts if round_ else None,
        ends=round_.ends if round_ else None, made=workspace.clock.today(),
        planned=round_.planned if round_ else 0, allocated=0, audits=tuple(facts), actions=(),
        templates={mark: templates.by_fingerprint(workspace, mark) for mark in used},
        demonstration=workspace.demonstration, withheld=len(heads) - len(audits),
        small_audits=workspace.policy.small_team_audits,
        small_workers=workspace.policy.small_team_workers,
    )  # fmt: skip
