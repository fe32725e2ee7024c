"""Reports: gather one frozen data set, build the blocks, write the file."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qa_tool.audit.record import Audit
from qa_tool.council.model import Round
from qa_tool.errors import QAError, Refused
from qa_tool.figures.dataset import ActionFact, AuditFact, DataSet, ReadingFact, Words
from qa_tool.progress import SILENT, Progress
from qa_tool.report.blocks import Report
from qa_tool.report.workbook import Workbook
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.store.record import plain
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.council import round_named
from qa_tool.work.shield import hidden, need_read
from qa_tool.work.workspace import Workspace

SUFFIXES = {
    "summary": (".xlsx", ".pdf", ".csv"),
    "learning": (".pdf",),
    "audit": (".pdf",),
    "safety_note": (".pdf",),
}


_AT_ONCE = {
    "danger": "Speak to the team or duty manager at once, within 1 hour at most; out of hours to the"
    " emergency duty team; ring 999 where life is at risk.",
    "serious": "Speak to the team manager the same day; a written plan, and the head of service,"
    " within 1 working day.",
}


def dataset(
    workspace: Workspace, round_: Round | None, *, audit: str = "", progress: Progress = SILENT
) -> DataSet:
    """Everything a report of this round (or of one audit) may say, read in one snapshot."""
    store = workspace.store
    with store.snapshot():
        facts, used = _facts(workspace, round_, audit, progress)
        ids = {fact.id for fact in facts}
        references = {fact.id: fact.reference for fact in facts}
        actions = tuple(
            _action_fact(workspace, a, references[a.audit], used)
            for a in action_shelf.actions(store)
            if a.audit in ids
        )
        allocated = sum(
            1
            for a in council_shelf.allocations(store, round_=round_.id if round_ else "")
            if a.state != "returned"
        )
        made = DataSet(
            council=workspace.policy.council_name, round=round_.name if round_ else "",
            theme=round_.theme if round_ else "", starts=round_.starts if round_ else None,
            ends=round_.ends if round_ else None, made=workspace.clock.today(),
            planned=round_.planned if round_ else 0, allocated=allocated, audits=tuple(facts),
            actions=actions, templates={t.key: t for t in used.values()},
            open_cases=council_shelf.open_cases_by_kind(store),
            not_read=len(reading_shelf.all_of(store, states=("waiting", "saved"))),
            demonstration=workspace.demonstration,
        )  # fmt: skip
    return _marked(made)


def _marked(made: DataSet) -> DataSet:
    """With its fingerprint: the same audits and actions give the same one, on any laptop."""
    from dataclasses import replace

    facts = json.dumps(
        [plain(made.audits), plain(made.actions)], sort_keys=True, ensure_ascii=False
    )
    return replace(made, fingerprint=hashlib.sha256(facts.encode()).hexdigest())


def _facts(
    workspace: Workspace, round_: Round | None, audit_id: str, progress: Progress
) -> tuple[list[AuditFact], dict[str, Template]]:
    wanted = audit_shelf.Wanted(round=round_.id if round_ else "")
    if audit_id:
        head = audit_shelf.audit(workspace.store, audit_id)
        if head is None:
            raise QAError("There is no such audit here.", "Copy its id from the list of audits.")
        need_read(workspace, head)
        found = [(head, audit_shelf.answers(workspace.store, audit_id))]
    else:
        found = list(audit_shelf.whole(workspace.store, wanted))
    blind = hidden(workspace)
    found = [(a, answers) for a, answers in found if a.id not in blind]
    cases = council_shelf.cases(workspace.store, [a.case for a, _ in found])
    used: dict[str, Template] = {}
    facts = []
    for done, (a, answers) in enumerate(found):
        if done % 50 == 0:
            progress.step(done, len(found), "Gathering the audits")
        template = templates.by_fingerprint(workspace, a.fingerprint)
        used[a.id] = template
        facts.append(_fact(workspace, a, answers, cases[a.case], template))
    return facts, used


def _fact(
    workspace: Workspace, a: Audit, answers: dict[str, Any], case: Any, template: Template
) -> AuditFact:
    stops = safety_shelf.stops(workspace.store, audit=a.id)
    team = workspace.teams.get(a.team)
    area = workspace.areas.get(a.area)
    return AuditFact(
        id=a.id, reference=case.reference, round=a.round, template=a.template, version=a.version,
        kind_of_case=case.kind, team=team.name if team else a.team,
        area=area.name if area else a.area, service=a.service, worker=a.worker,
        auditor=a.auditor, age_band=case.age_band, ethnicity=case.ethnicity, mode=a.mode,
        selection=a.selection, state=a.state,
        handed_in=a.handed_in.date() if a.handed_in else None,
        signed_off=a.signed_off.date() if a.signed_off else None, overall=a.overall,
        grades=a.grades, implied=a.implied,
        differs=str(answers.get("overall.differs", "")) if a.differs else "",
        reading=_reading(workspace, a), words=_words(answers, template),
        evidence=sum(len(v) for k, v in answers.items() if k.endswith(".evidence")),
        safety=stops[0].level if stops else "",
        answers={k: v for k, v in answers.items() if not k.startswith("independence.")},
    )  # fmt: skip


def _reading(workspace: Workspace, a: Audit) -> ReadingFact | None:
    reading = reading_shelf.of_audit(workspace.store, a.id)
    if reading is None or reading.state != "closed" or reading.saved is None:
        return None
    return ReadingFact(
        reading.random, reading.mode, reading.overall, reading.grades, reading.grade_right,
        reading.well_done, reading.final_overall, reading.final_grades, reading.reason,
        workspace.name(reading.moderator), reading.saved.date(),
    )  # fmt: skip


def _words(answers: dict[str, Any], template: Template) -> tuple[Words, ...]:
    labels = {q.key: q.text for d in template.domains for q in d.questions}
    titles = {d.key: d.title for d in template.domains} | {"overall": "Overall", "safety": "Safety"}
    found = []
    for key, value in sorted(answers.items()):
        main, _, part = key.partition("#")
        domain, _, last = main.partition(".")
        if isinstance(value, list) and last == "evidence":
            text = "; ".join(_evidence_line(item) for item in value if isinstance(item, dict))
            label = f"{titles.get(domain, domain)}: evidence"
        elif isinstance(value, str) and (part == "comment" or main in _typed(template) or last in {
            "reason", "differs", "written"
        } or domain == "consistency"):  # fmt: skip
            text = value
            what = {"reason": "why this grade", "differs": "why it differs from what is implied"}
            label = labels.get(main) or f"{titles.get(domain, domain)}: {what.get(last, last)}"
        else:
            continue
        if text.strip():
            found.append(Words(key, label, text))
    return tuple(found)


def _evidence_line(item: Mapping[str, Any]) -> str:
    """`5 June 2026, Review minutes: what changed since the last review`."""
    found = str(item.get("date", ""))
    try:
        day = date.fromisoformat(found)
        found = f"{day.day} {day:%B %Y}"
    except ValueError:
        found = found or "no date"
    told = f"{found}, {item.get('what', '')}".strip(", ")
    shows = str(item.get("shows", "")).strip()
    return f"{told}: {shows}" if shows else told


def _typed(template: Template) -> frozenset[str]:
    return frozenset(
        q.key for d in template.domains for q in d.questions if q.kind in {"text", "evidence"}
    )


def _action_fact(
    workspace: Workspace, a: Any, reference: str, used: dict[str, Template]
) -> ActionFact:
    team = workspace.teams.get(a.team)
    area = workspace.areas.get(team.area) if team else None
    domain = used[a.audit].domain(a.key.partition(".")[0])
    return ActionFact(
        audit=a.audit, reference=reference, team=team.name if team else a.team,
        area=area.name if area else "", domain=domain.title if domain else "Overall", what=a.what,
        owner=workspace.name(a.owner) if a.owner else a.owner_words, due=a.due, state=a.state,
        raised=a.raised.date() if a.raised else None, done=a.done.date() if a.done else None,
        verified=a.verified.date() if a.verified else None, needs_verifying=a.needs_verifying,
        proof=a.proof, difference=a.difference, level=a.level,
    )  # fmt: skip


def write(
    workspace: Workspace, kind: str, target: Path, *, round_name: str = "", audit: str = "",
    progress: Progress = SILENT,
) -> Path:  # fmt: skip
    """Write one report; whole, or not at all. `kind` is summary, learning or audit."""
    from qa_tool import export

    suffix = suffix_or_refuse(kind, target)
    if kind == "safety_note":
        return export.write("note", suffix, _safety_note(workspace, audit), target, progress)
    if kind == "audit":
        if not audit:
            raise QAError("It is not said which audit.", "Give its id with --audit.")
        data = dataset(workspace, None, audit=audit, progress=progress)
    else:
        workspace.need("qa_lead", "cswo")
        data = dataset(workspace, round_named(workspace, round_name), progress=progress)
    return export.write(kind, suffix, _built(kind, suffix, data, audit), target, progress)


def _built(kind: str, suffix: str, data: DataSet, audit: str) -> Report | Workbook:
    """What the report says; only the blocks that were asked for are made."""
    if kind == "learning":
        from qa_tool.report import learning

        return learning.build(data)
    if kind == "audit":
        from qa_tool.report import feedback

        return feedback.build(data, audit)
    if suffix == ".pdf":
        from qa_tool.report import summary

        return summary.build(data)
    from qa_tool.report import sheets

    return sheets.summary_workbook(data)


def suffix_or_refuse(kind: str, target: Path) -> str:
    """The suffix of the file, or a sentence about which are possible."""
    allowed = SUFFIXES.get(kind)
    if allowed is None:
        raise QAError(f"There is no report called '{kind}'.", f"There are: {', '.join(SUFFIXES)}.")
    suffix = target.suffix.lower()
    if suffix not in allowed:
        raise QAError(
            f"A {kind} report cannot be written as '{suffix or 'a file without a suffix'}'.",
            f"Choose a file name that ends with {' or '.join(allowed)}.",
        )
    return suffix


def _safety_note(workspace: Workspace, stop_id: str) -> Report:
    from qa_tool.report import note
    from qa_tool.work import safety

    row = safety.one(workspace, stop_id)
    case = council_shelf.case(workspace.store, row.case)
    if case is None:
        raise Refused("The case of this safety stop is not known.")
    made = note.SafetyNote(
        reference=row.reference, level=row.level, level_words=_AT_ONCE[row.level],
        raised_by=row.raised_by, raised=row.raised, what=row.what,
        routes=tuple(
            note.SafetyRoute(r.who, r.within, " ".join(x for x in (r.number, r.note) if x))
            for r in row.routes
        ),
        told=tuple(note.SafetyTold(t.who, t.when, t.how, t.answer) for t in row.told),
        council=workspace.policy.council_name, made=workspace.clock.today(),
        demonstration=workspace.demonstration,
    )  # fmt: skip
    return note.build(made)
