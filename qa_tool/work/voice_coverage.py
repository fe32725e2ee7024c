"""How far the voices of a round were sought and heard: coverage by round and team, and the chase list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.council.model import Round
from qa_tool.store import council as council_shelf
from qa_tool.store import voice as shelf
from qa_tool.template.library import voices_of
from qa_tool.template.model import VoiceKind
from qa_tool.voice import rules
from qa_tool.voice.model import (
    ENOUGH_TRIES,
    FAMILY_SIDE,
    WITHOUT_CONTACT,
    Attempt,
    Check,
    Help,
    Standing,
    View,
)
from qa_tool.work import template as templates
from qa_tool.work.audit_list import STATES
from qa_tool.work.shield import hidden
from qa_tool.work.voice_view import template_of
from qa_tool.work.workspace import Workspace

EVERY_AUDIT: tuple[VoiceKind, ...] = ("child", "family", "worker")
"""The voices that belong to every audit (practice.md 22); the others where they know the child."""


@dataclass(frozen=True, slots=True)
class TeamCoverage:
    """The coverage of one team's audits."""

    team: str
    name: str
    audits: int
    coverage: tuple[rules.Coverage, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a voice was not tried, or was not appropriate: the auditor's own words."""

    reference: str
    who: VoiceKind
    standing: Standing
    why: str


@dataclass(frozen=True, slots=True)
class RoundCoverage:
    """Everything that is counted about the voices of one round's handed-in audits (or of all).

    `views` counts how good those asked find the help; `kinder` and `harsher` are the audits whose
    grade somebody of the family sees otherwise, and `compared` those where the two can be compared.
    """

    round: str
    audits: int
    coverage: tuple[rules.Coverage, ...]
    teams: tuple[TeamCoverage, ...]
    views: tuple[tuple[VoiceKind, Mapping[View, int]], ...]
    helps: Mapping[Help, int]
    compared: int
    kinder: int
    harsher: int
    reasons: tuple[Reason, ...]

    def of(self, who: VoiceKind) -> rules.Coverage:
        """The coverage of one voice; empty where no audit asks for it."""
        return next((c for c in self.coverage if c.who == who), rules.Coverage(who, 0))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The audits that count, with all their checks, attempts and standings."""

    asked: tuple[shelf.Asked, ...]
    attempts: Mapping[tuple[str, VoiceKind], tuple[Attempt, ...]]
    standings: Mapping[tuple[str, VoiceKind], Standing]


def _seen(workspace: Workspace, asked: Iterable[shelf.Asked]) -> _Seen:
    """Without what is shielded from this person."""
    store = workspace.store
    blind = shelf.allocations_of(store, hidden(workspace))
    mine = tuple(one for one in asked if one.allocation not in blind)
    names = [one.allocation for one in mine]
    attempts: dict[tuple[str, VoiceKind], list[Attempt]] = {}
    for attempt in shelf.attempts(store, names):
        attempts.setdefault((attempt.allocation, attempt.who), []).append(attempt)
    checks: dict[tuple[str, VoiceKind], list[Check]] = {}
    for check in shelf.checks(store, names):
        checks.setdefault((check.allocation, check.who), []).append(check)
    kinds = {key: tuple(v.who for v in voices_of(template_of(workspace, one)))
             for one in mine for key in [(one.template, one.fingerprint)]}  # fmt: skip
    standings = {
        (one.allocation, who): rules.standing(
            attempts.get((one.allocation, who), ()),
            rules.latest(checks.get((one.allocation, who), ())),
        )
        for one in mine
        for who in kinds[one.template, one.fingerprint]
    }
    return _Seen(mine, {key: tuple(found) for key, found in attempts.items()}, standings)


def coverage(workspace: Workspace, round_: Round | None) -> RoundCoverage:
    """What was sought, obtained, declined, not safe, not tried and why, in a round's handed-in audits."""
    workspace.need("qa_lead", "cswo", "moderator", "team_manager")
    own = "" if workspace.is_a("qa_lead", "cswo", "moderator") else workspace.person.team or "none"
    found = shelf.asked(
        workspace.store, round_=round_.id if round_ else "", team=own, handed_in=True
    )
    seen = _seen(workspace, found)
    teams: dict[str, list[str]] = {}
    for one in seen.asked:
        teams.setdefault(one.team, []).append(one.allocation)
    compared, directions = _directions(workspace, seen)
    return RoundCoverage(
        round_.name if round_ else "", len(seen.asked), _covered(seen),
        tuple(
            TeamCoverage(team, workspace.team_name(team), len(names), _covered(seen, set(names)))
            for team, names in sorted(teams.items(), key=lambda t: workspace.team_name(t[0]))
        ),
        _views(seen), _helps(seen), compared, directions["kinder"], directions["harsher"],
        _reasons(workspace, seen),
    )  # fmt: skip


def _covered(seen: _Seen, names: set[str] | None = None) -> tuple[rules.Coverage, ...]:
    return rules.covered(
        (who, stands)
        for (allocation, who), stands in seen.standings.items()
        if names is None or allocation in names
    )


def _last_view(attempts: Iterable[Attempt]) -> Attempt | None:
    """What somebody said last about the help, and agreed that it is used."""
    return next((a for a in reversed(tuple(attempts)) if a.used and a.view), None)


def _views(seen: _Seen) -> tuple[tuple[VoiceKind, Mapping[View, int]], ...]:
    counts: dict[VoiceKind, Counter[View]] = {}
    for (_, who), attempts in seen.attempts.items():
        last = _last_view(attempts)
        if last is not None and last.view:
            counts.setdefault(who, Counter())[last.view] += 1
    order: tuple[VoiceKind, ...] = ("child", "family", "carer", "worker", "manager", "partner")
    return tuple((who, dict(counts[who])) for who in order if who in counts)


def _helps(seen: _Seen) -> Mapping[Help, int]:
    """In how many audits somebody was helped to speak, by the kind of help."""
    used = {
        (one, help_)
        for (one, _), found in seen.attempts.items()
        for a in found
        for help_ in a.helps
    }
    return dict(sorted(Counter(help_ for _, help_ in used).items()))


def _directions(workspace: Workspace, seen: _Seen) -> tuple[int, Counter[str]]:
    """In how many audits the family's view can be held beside the grade, and where the two part."""
    compared, found = 0, Counter[str]()
    for one in seen.asked:
        template = template_of(workspace, one)
        views = [
            _last_view(seen.attempts.get((one.allocation, who), ())) for who in sorted(FAMILY_SIDE)
        ]
        said = [a for a in views if a is not None and a.view != "cannot_say"]
        if template.overall.kind != "graded" or not one.overall or not said:
            continue
        compared += 1
        parts = (rules.disagreement(a, one.overall, template.scale_of()) for a in said)
        found.update({p.direction for p in parts if p is not None})
    return compared, found


def _reasons(workspace: Workspace, seen: _Seen) -> tuple[Reason, ...]:
    left = {key: stands for key, stands in seen.standings.items() if stands in WITHOUT_CONTACT}
    words = shelf.words(workspace.store, {allocation for allocation, _ in left})
    by = {one.allocation: one for one in seen.asked}
    cases = council_shelf.cases(workspace.store, [by[name].case for name, _ in left])
    rows = []
    for (name, who), stands in left.items():
        last = [a for a in seen.attempts[name, who] if a.outcome == stands][-1]
        why = words[last.id].why if last.id in words else ""
        case = cases.get(by[name].case)
        rows.append(Reason(case.reference if case else "", who, stands, why))
    return tuple(sorted(rows, key=lambda r: (r.reference, r.who)))


@dataclass(frozen=True, slots=True)
class VoicesRow:
    """One audit in a list: where each of its voices stands, and what is still to be done."""

    allocation: str
    audit: str
    case: str
    reference: str
    title: str
    auditor: str
    team: str
    state: str
    state_words: str
    due: date | None
    standings: Mapping[VoiceKind, Standing]
    missing: tuple[VoiceKind, ...]

    @property
    def heard(self) -> int:
        """How many voices were heard."""
        return sum(1 for stands in self.standings.values() if stands == "obtained")


def mine(workspace: Workspace) -> tuple[VoicesRow, ...]:
    """The audits of the person at work and what was sought in each; what is still open first."""
    return _rows(workspace, shelf.asked(workspace.store, auditor=workspace.person.id))


def chase(workspace: Workspace, round_: Round | None) -> tuple[VoicesRow, ...]:
    """For the QA lead: the audits of a round whose child, family or practitioner is still to be asked."""
    workspace.need("qa_lead", "cswo")
    rows = _rows(workspace, shelf.asked(workspace.store, round_=round_.id if round_ else ""))
    return tuple(r for r in rows if r.missing and r.state not in {"signed_off", "closed"})


def every(
    workspace: Workspace, round_: Round | None, *, handed_in: bool = False
) -> tuple[VoicesRow, ...]:
    """For the QA lead: every audit of a round with where its voices stand; only what is handed in if so asked."""
    workspace.need("qa_lead", "cswo")
    name = round_.id if round_ else ""
    return _rows(workspace, shelf.asked(workspace.store, round_=name, handed_in=handed_in))


_OPEN: frozenset[str] = frozenset({"none", "reached", "no_answer"})
_FINISHED = frozenset({"signed_off", "closed"})


def _rows(workspace: Workspace, asked: Iterable[shelf.Asked]) -> tuple[VoicesRow, ...]:
    seen = _seen(workspace, asked)
    cases = council_shelf.cases(workspace.store, [one.case for one in seen.asked])
    titles = templates.titles(workspace)
    rows = []
    for one in seen.asked:
        standings = {w: s for (name, w), s in _of(seen, one.allocation)}
        case = cases.get(one.case)
        rows.append(
            VoicesRow(
                one.allocation, one.audit, one.case, case.reference if case else "",
                titles.get(one.template, one.template), workspace.name(one.auditor),
                workspace.team_name(one.team), one.state, STATES.get(one.state, one.state),
                date.fromisoformat(one.due) if one.due else None, standings,
                tuple(who for who in EVERY_AUDIT if _is_open(seen, one.allocation, who)),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.state in _FINISHED, r.due or date.max, r.reference)))


def _of(seen: _Seen, allocation: str) -> list[tuple[tuple[str, VoiceKind], Standing]]:
    from qa_tool.template.voices import KINDS

    keys = ((allocation, who) for who in KINDS)
    return [(key, seen.standings[key]) for key in keys if key in seen.standings]


def _is_open(seen: _Seen, allocation: str, who: VoiceKind) -> bool:
    """Still to be asked; three tries on different days are enough, and then one may stop."""
    stands = seen.standings.get((allocation, who))
    if stands == "no_answer":
        days = {a.day for a in seen.attempts.get((allocation, who), ())}
        return len(days) < ENOUGH_TRIES
    return stands in _OPEN
