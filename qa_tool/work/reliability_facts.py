"""What the figures of agreement rest on, gathered in a few queries: grades and readings, no words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa_tool.audit.record import Audit
from qa_tool.council.model import Round
from qa_tool.figures.coverage import Coverage, Reread, Stands
from qa_tool.figures.dataset import AuditFact, DataSet, ReadingFact
from qa_tool.moderation.model import Reading
from qa_tool.store import reread as shelf
from qa_tool.work import template as templates
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Facts:
    """The data set of the re-reads, and how much of what was to be read was read."""

    data: DataSet
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that was read from the store, by id of the audit."""

    audits: tuple[tuple[Audit, bool], ...]
    readings: dict[str, list[Reading]]
    parents: dict[str, str]
    cases: dict[str, tuple[str, str]]
    unseen: frozenset[str]
    by_id: dict[str, Audit]

    def before(self, audit: str) -> list[str]:
        """The versions that an audit replaced, the latest first."""
        found: list[str] = []
        while (audit := self.parents.get(audit, "")) and audit not in found:
            found.append(audit)
        return found


def gather(workspace: Workspace, round_: Round | None) -> Facts:
    """Everything of one round, or of all; nothing that this person may not see yet is in it."""
    known = _known(workspace, round_)
    seen = [pair for pair in known.audits if pair[0].id not in known.unseen]
    heads = [audit for audit, replaced in known.audits if not replaced]
    policy = workspace.policy
    share = policy.moderation_share
    if round_ is not None and round_.moderation_share is not None:
        share = round_.moderation_share
    data = DataSet(
        council=policy.council_name, round=round_.name if round_ else "", theme="",
        starts=round_.starts if round_ else None, ends=round_.ends if round_ else None,
        made=workspace.clock.today(), planned=round_.planned if round_ else 0,
        allocated=0, audits=tuple(_fact(workspace, known, a, replaced=replaced) for a, replaced in seen), actions=(),
        templates={
            mark: templates.by_fingerprint(workspace, mark)
            for mark in dict.fromkeys(audit.fingerprint for audit, _replaced in seen)
        },
        demonstration=workspace.demonstration,
        withheld=sum(audit.id in known.unseen for audit in heads),
        small_audits=policy.small_team_audits, small_workers=policy.small_team_workers,
    )  # fmt: skip
    return Facts(data, _coverage(workspace, known, heads, share))


def _known(workspace: Workspace, round_: Round | None) -> _Known:
    store, of = workspace.store, round_.id if round_ else ""
    with store.snapshot():
        audits = shelf.audits(store, of)
        readings: dict[str, list[Reading]] = {}
        for reading in shelf.readings(store, of):
            readings.setdefault(reading.audit, []).append(reading)
        known = _Known(
            audits, readings, shelf.parents(store),
            shelf.references(store, (audit.case for audit, _replaced in audits)), frozenset(),
            {audit.id: audit for audit, _replaced in audits},
        )  # fmt: skip
        blind = hidden(workspace)
    # What replaced versions were graded would betray what the newest waits to be graded.
    unseen = frozenset(v for audit in blind for v in (audit, *known.before(audit)))
    return replace(known, unseen=unseen)


def _fact(workspace: Workspace, known: _Known, a: Audit, *, replaced: bool) -> AuditFact:
    team, area = workspace.teams.get(a.team), workspace.areas.get(a.area)
    reference, kind = known.cases.get(a.case, ("", ""))
    before = known.before(a.id)
    own = _reading(known.readings.get(a.id, ()), a)
    earlier = None
    if own is None:
        older = (known.by_id[version] for version in before if version in known.by_id)
        found = (_reading(known.readings.get(one.id, ()), one) for one in older)
        earlier = next((reading for reading in found if reading), None)
    return AuditFact(
        id=a.id, reference=reference, round=a.round, template=a.template, version=a.version,
        kind_of_case=kind, team=team.name if team else a.team, area=area.name if area else a.area,
        service=a.service, worker=a.worker, auditor=a.auditor, age_band="", ethnicity="",
        mode=a.mode, selection=a.selection, state=a.state,
        handed_in=a.handed_in.date() if a.handed_in else None,
        signed_off=a.signed_off.date() if a.signed_off else None, overall=a.overall,
        grades=a.grades, implied=a.implied, reading=own, case=a.case, fingerprint=a.fingerprint,
        superseded=replaced, chain=before[-1] if before else a.id, reopened=len(before),
        earlier=earlier,
    )  # fmt: skip


def _reading(readings: Iterable[Reading], a: Audit) -> ReadingFact | None:
    """The first concluded second reading of an audit, with the grades that count in the end."""
    found = next((r for r in readings if r.state == "closed" and r.saved is not None), None)
    if found is None or found.saved is None:
        return None
    return ReadingFact(
        found.random, found.mode, found.overall, found.grades, found.grade_right, found.well_done,
        a.final_overall or found.final_overall, a.final_grades or found.final_grades, "", "",
        found.saved.date(),
    )  # fmt: skip


def _coverage(workspace: Workspace, known: _Known, heads: list[Audit], share: int) -> Coverage:
    """Of every audit that is not replaced, or was read before it was, whether it was to be read."""
    answers = shelf.stances(workspace.store)
    today = workspace.clock.today()
    rows: list[Reread] = []
    unseen = 0
    for audit, replaced in known.audits:
        for reading in known.readings.get(audit.id, ()):
            if audit.id in known.unseen:
                unseen += not replaced
                continue
            late = bool(reading.due and reading.due < today)
            answer = answers.get(reading.id, "")
            stands = _stands(reading, late=late)
            rows.append(_row(reading, audit, stands, answer, replaced=replaced))
    left = sum(not known.readings.get(audit.id) for audit in heads)
    return Coverage(len(heads), left, share, tuple(rows), unseen)


def _row(reading: Reading, audit: Audit, stands: Stands, answer: str, *, replaced: bool) -> Reread:
    final = audit.final_grades or reading.final_grades
    closed = reading.state == "closed"
    return Reread(
        reading.chosen, stands, reading.due, reading.mode,
        closed and (audit.final_overall or reading.final_overall) != audit.overall,
        sum(final.get(key) != grade for key, grade in audit.grades.items()) if closed else 0,
        closed and reading.well_done == "no", closed and reading.well_done == "no" and replaced,
        closed and bool(reading.feedback.strip()), answer,
    )  # fmt: skip


def _stands(reading: Reading, *, late: bool) -> Stands:
    if reading.state != "waiting":
        return "read" if reading.state == "closed" else "graded"
    if not reading.moderator:
        return "nobody"
    return "late" if late else "waiting"
