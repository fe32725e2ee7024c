"""Everything that a report may say, gathered in one snapshot and frozen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from qa_tool.audit import safety
from qa_tool.audit.record import Audit
from qa_tool.audit.safety import PLAN, SafetyStop
from qa_tool.calendar import add_working_days
from qa_tool.council.model import Round
from qa_tool.errors import QAError
from qa_tool.figures.dataset import (
    ActionFact,
    AuditFact,
    DataSet,
    ReadingFact,
    ReAuditFact,
    ReAuditState,
    SafetyFact,
)
from qa_tool.progress import SILENT, Progress
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.store.record import plain
from qa_tool.template.model import Template
from qa_tool.work import clocks, reaudit
from qa_tool.work import template as templates
from qa_tool.work.reading_joins import joins
from qa_tool.work.report_words import words_of
from qa_tool.work.safety_round import in_round
from qa_tool.work.shield import hidden, need_read
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of an audit that the report looks at; `before` are those it replaced, latest first."""

    audit: Audit
    answers: dict[str, Any]
    before: tuple[Audit, ...]
    superseded: bool = False


def dataset(
    workspace: Workspace, round_: Round | None, *, audit: str = "", progress: Progress = SILENT,
    bare: bool = False,
) -> DataSet:  # fmt: skip
    """Everything a report of this round (or of one audit) may say, read in one snapshot.

    `bare` leaves out words and answers, and then there is no fingerprint: for counts over many audits.
    """
    store, policy = workspace.store, workspace.policy
    with store.snapshot():
        every = _versions(workspace, round_, audit)
        blind = hidden(workspace)
        # What replaced versions were graded would betray what the newest waits to be graded.
        unseen = {one.id for v in every if v.audit.id in blind for one in (v.audit, *v.before)}
        seen = [v for v in every if v.audit.id not in unseen]
        facts = _facts(workspace, seen, progress, bare=bare)
        used = {v.audit.id: templates.by_fingerprint(workspace, v.audit.fingerprint) for v in seen}
        heads = {v.audit.id for v in every if not v.superseded}
        allocated = sum(
            1
            for a in council_shelf.allocations(store, round_=round_.id if round_ else "")
            if a.state != "returned"
        )
        made = DataSet(
            council=policy.council_name, round=round_.name if round_ else "",
            theme=round_.theme if round_ else "", starts=round_.starts if round_ else None,
            ends=round_.ends if round_ else None, made=workspace.clock.today(),
            planned=round_.planned if round_ else 0, allocated=allocated, audits=tuple(facts),
            actions=tuple(_actions(workspace, seen, facts, used)),
            templates={v.audit.fingerprint: used[v.audit.id] for v in seen},
            joins=joins(workspace, {v.audit.fingerprint: used[v.audit.id] for v in seen}),
            open_cases=council_shelf.open_cases_by_kind(store),
            not_read=sum(
                1 for reading in reading_shelf.all_of(store, states=("waiting", "saved"))
                if reading.audit in heads
            ),
            demonstration=workspace.demonstration,
            safety=tuple(_stops(workspace, round_, every, unseen)) if not audit else (),
            re_audits=tuple(_re_audits(workspace, heads - unseen)) if not audit else (),
            withheld=len(heads & unseen), small_audits=policy.small_team_audits,
            small_workers=policy.small_team_workers,
            re_audit_months=policy.clocks.re_audit_months,
            timeliness=() if bare else clocks.facts(workspace, sorted(heads - unseen)),
        )  # fmt: skip
    return made if bare else _marked(made)


def _marked(made: DataSet) -> DataSet:
    """With its fingerprint: the same audits and actions give the same one, on any laptop."""
    facts = json.dumps(
        [plain(made.audits), plain(made.actions)], sort_keys=True, ensure_ascii=False
    )
    return replace(made, fingerprint=hashlib.sha256(facts.encode()).hexdigest())


def _versions(workspace: Workspace, round_: Round | None, audit_id: str) -> list[_Version]:
    """The audits of the round, and the versions they replaced where somebody had read those again."""
    store = workspace.store
    if audit_id:
        head = audit_shelf.audit(store, audit_id)
        if head is None:
            raise QAError("There is no such audit here.", "Copy its id from the list of audits.")
        need_read(workspace, head)
        return [
            _Version(head, audit_shelf.answers(store, audit_id), tuple(_before(workspace, head)))
        ]
    wanted = audit_shelf.Wanted(round=round_.id if round_ else "")
    replaced = (
        _Version(a, answers, tuple(_before(workspace, a)), superseded=True)
        for a, answers in audit_shelf.whole(store, replace(wanted, superseded=True))
        if _reading(workspace, a) is not None
    )
    now = (
        _Version(a, answers, tuple(_before(workspace, a)))
        for a, answers in audit_shelf.whole(store, wanted)
    )
    return [*replaced, *now]


def _before(workspace: Workspace, audit: Audit) -> Iterable[Audit]:
    """The versions that an audit replaced, the latest first."""
    seen = {audit.id}
    while audit.parent and audit.parent not in seen:
        found = audit_shelf.audit(workspace.store, audit.parent)
        if found is None:
            return
        seen.add(found.id)
        yield found
        audit = found


def _facts(
    workspace: Workspace, versions: list[_Version], progress: Progress, *, bare: bool
) -> list[AuditFact]:
    cases = council_shelf.cases(workspace.store, [v.audit.case for v in versions])
    facts = []
    for done, version in enumerate(versions):
        if done % 50 == 0:
            progress.step(done, len(versions), "Gathering the audits")
        fact = _bare if bare else _fact
        facts.append(fact(workspace, version, cases[version.audit.case]))
    return facts


def _fact(workspace: Workspace, version: _Version, case: Any) -> AuditFact:
    a, answers = version.audit, version.answers
    stops = safety_shelf.stops(workspace.store, audit=a.id)
    return replace(
        _bare(workspace, version, case),
        differs=str(answers.get("overall.differs", "")) if a.differs else "",
        words=words_of(answers, templates.by_fingerprint(workspace, a.fingerprint)),
        evidence=sum(len(v) for k, v in answers.items() if k.endswith(".evidence")),
        safety=stops[0].level if stops else "",
        answers={k: v for k, v in answers.items() if not k.startswith("independence.")},
    )


def _bare(workspace: Workspace, version: _Version, case: Any) -> AuditFact:
    """The audit without anybody's words and without its answers."""
    a = version.audit
    team = workspace.teams.get(a.team)
    area = workspace.areas.get(a.area)
    own = _reading(workspace, a)
    earlier = (_reading(workspace, one) for one in version.before)
    return AuditFact(
        id=a.id, reference=case.reference, round=a.round, template=a.template, version=a.version,
        kind_of_case=case.kind, team=team.name if team else a.team,
        area=area.name if area else a.area, service=a.service, worker=a.worker,
        auditor=a.auditor, age_band=case.age_band, ethnicity=case.ethnicity, mode=a.mode,
        selection=a.selection, state=a.state,
        handed_in=a.handed_in.date() if a.handed_in else None,
        signed_off=a.signed_off.date() if a.signed_off else None, overall=a.overall,
        grades=a.grades, implied=a.implied, reading=own, case=a.case, fingerprint=a.fingerprint,
        superseded=version.superseded,
        chain=version.before[-1].id if version.before else a.id, reopened=len(version.before),
        earlier=None if own else next((reading for reading in earlier if reading), None),
    )  # fmt: skip


def _reading(workspace: Workspace, a: Audit) -> ReadingFact | None:
    reading = reading_shelf.of_audit(workspace.store, a.id)
    if reading is None or reading.state != "closed" or reading.saved is None:
        return None
    return ReadingFact(
        reading.random, reading.mode, reading.overall, reading.grades, reading.grade_right,
        reading.well_done, reading.final_overall, reading.final_grades, reading.reason,
        workspace.name(reading.moderator), reading.saved.date(),
        _second_reasons(workspace, reading.id),
    )  # fmt: skip


def _second_reasons(workspace: Workspace, reading_id: str) -> dict[str, str]:
    """The second reader's own reasons, by domain; `overall` is among them."""
    found: dict[str, str] = {}
    for entry in workspace.store.ledger.entries(kind="note", object=reading_id):
        for key, value in (entry.body or {}).get("answers", {}).items():
            if key.endswith(".reason") and isinstance(value, str) and value.strip():
                found[key.removesuffix(".reason")] = value
    return found


def _stops(
    workspace: Workspace, round_: Round | None, versions: list[_Version], unseen: set[str]
) -> Iterable[SafetyFact]:
    """The safety stops of the round, whether or not their audit has been handed in.

    What others raised on a case that this person is to read blind would betray how bad it is.
    """
    store, me, now = workspace.store, workspace.person.id, workspace.clock.now()
    shielded = {v.audit.case for v in versions if v.audit.id in unseen}
    allocated = set[str]()
    if round_ is not None:
        allocated = {a.case for a in council_shelf.allocations(store, round_=round_.id)}
    found = [
        stop
        for stop in safety_shelf.stops(store)
        if (stop.case not in shielded or stop.raised_by == me)
        and (round_ is None or in_round(workspace, stop, round_, allocated))
    ]
    cases = council_shelf.cases(store, [stop.case for stop in found])
    for stop in found:
        case = cases.get(stop.case)
        settled = stop.settled.date() if stop.settled else None
        yield SafetyFact(
            case.reference if case else "",
            stop.level,
            stop.raised.date(),
            _told(stop, now),
            settled,
        )


_STATES: dict[str, ReAuditState] = {"nobody": "nobody", "allocated": "allocated", "done": "done"}


def _re_audits(workspace: Workspace, seen: set[str]) -> Iterable[ReAuditFact]:
    """The re-audits that these audits ask for, the earliest due first."""
    for row in reaudit.rows(workspace):
        if row.audit in seen:
            yield ReAuditFact(row.reference, row.since, row.due, _STATES[row.state], row.late)


def _told(stop: SafetyStop, now: datetime) -> Any:
    """Whether everybody who must hear of it was told in time."""
    clocks = [c for c in safety.clocks(stop, now, add_working_days) if c.step != PLAN]
    if any(clock.late for clock in clocks):
        return "late"
    return "in_time" if all(clock.met for clock in clocks) else "not_yet"


def _actions(
    workspace: Workspace, versions: list[_Version], facts: list[AuditFact],
    used: dict[str, Template],
) -> Iterable[ActionFact]:  # fmt: skip
    """The actions of these audits; what was raised on a version that was replaced goes with the newest."""
    newest = {v.audit.id: v.audit.id for v in versions}
    for version in versions:
        if not version.superseded:
            newest |= {one.id: version.audit.id for one in version.before}
    references = {fact.id: fact.reference for fact in facts}
    for a in action_shelf.actions(workspace.store):
        if a.audit in newest:
            audit = newest[a.audit]
            yield _action_fact(workspace, a, audit, references[audit], used[audit])


def _action_fact(
    workspace: Workspace, a: Any, audit: str, reference: str, template: Template
) -> ActionFact:
    team = workspace.teams.get(a.team)
    area = workspace.areas.get(team.area) if team else None
    domain = template.domain(a.key.partition(".")[0])
    return ActionFact(
        audit=audit, reference=reference, team=team.name if team else a.team,
        area=area.name if area else "", domain=domain.title if domain else "Overall", what=a.what,
        owner=workspace.name(a.owner) if a.owner else a.owner_words, due=a.due, state=a.state,
        raised=a.raised.date() if a.raised else None, done=a.done.date() if a.done else None,
        verified=a.verified.date() if a.verified else None, needs_verifying=a.needs_verifying,
        proof=a.proof, difference=a.difference, level=a.level,
    )  # fmt: skip
