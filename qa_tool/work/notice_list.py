"""What may be asked of QA notices: the register, one notice with what may be done, what is due, Home's lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.notice import rules
from qa_tool.notice.model import ENDED, KINDS, Effect, Happened, Notice, Step
from qa_tool.store import council as council_shelf
from qa_tool.store import notice as shelf
from qa_tool.work import notice as notices
from qa_tool.work.notice_sight import blind, may_see, out_of_sight, why_not_for
from qa_tool.work.waiting import Tone, Waiting, days
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """One notice in the register. `earlier` counts the concerns about the same child before it."""

    id: str
    reference: str
    kind: str
    stage: str
    who: str
    what: str
    team: str
    raised: date
    raised_by: str
    themes: tuple[str, ...]
    state: str
    open: bool
    overdue: bool
    due: date | None
    effect_due: bool
    mine_to_answer: bool
    mine_to_decide: bool
    safety: bool
    cafcass: bool
    earlier: int
    notice: Notice


def register(workspace: Workspace, *, live: bool = False) -> tuple[Row, ...]:
    """The notices that this person may see, what is overdue first; `live` leaves out what is over."""
    found = shelf.notices(workspace.store, live=live)
    shut = out_of_sight(workspace, found)
    seen = [n for n in found if n.raised.id not in shut and may_see(workspace, n)]
    rows = _rows(workspace, seen)
    return tuple(sorted(rows, key=lambda r: (not r.overdue, not r.open, r.due or date.max, r.id)))


def of_audit(workspace: Workspace, audit_id: str) -> tuple[Row, ...]:
    """The notices linked to one audit that this person may see, the latest first."""
    found = shelf.touching(workspace.store, [audit_id])
    told = [n for n in (shelf.notice(workspace.store, one) for one in sorted(found)) if n]
    linked = [n for n in told if audit_id in n.raised.audits]
    shut = out_of_sight(workspace, linked)
    seen = [n for n in linked if n.raised.id not in shut and may_see(workspace, n)]
    return tuple(sorted(_rows(workspace, seen), key=lambda r: (r.raised, r.id), reverse=True))


def _rows(workspace: Workspace, seen: Sequence[Notice]) -> tuple[Row, ...]:
    asked = [n.raised.case for n in seen]
    cases = council_shelf.cases(workspace.store, asked)
    before = _earlier(workspace, seen)
    return tuple(
        row(workspace, n, cases[n.raised.case].reference, before.get(n.raised.id, 0))
        for n in seen
        if n.raised.case in cases
    )


def _earlier(workspace: Workspace, seen: Sequence[Notice]) -> dict[str, int]:
    """How many concerns the same child had before each of these; shielded ones are not counted."""
    shut = blind(workspace) if seen else frozenset()
    found: dict[str, int] = {}
    for ids in shelf.concerns_of(workspace.store, [n.raised.case for n in seen]).values():
        told = [one for one in ids if one not in shut]
        found.update({one: place for place, one in enumerate(told)})
    return found


def row(workspace: Workspace, n: Notice, reference: str, earlier: int) -> Row:
    """One line of the register."""
    today, me = workspace.clock.today(), workspace.person.id
    raised, now = n.raised, n.now
    late = n.open and now.overdue(today)
    asks = n.effect
    ripe = asks is not None and asks.due <= today
    return Row(
        raised.id, reference, KINDS[raised.kind], now.stage.name, who_answers(workspace, now),
        raised.what, workspace.team_name(raised.team) if raised.team else "", raised.raised,
        workspace.name(raised.raised_by), raised.themes, state(n, today), n.open, late,
        now.due if n.waits == "answer" else None,
        ripe and not notices.why_not_effect(workspace, n),
        n.waits == "answer" and now.to == me,
        n.waits == "decision" and not why_not_for(workspace, n),
        raised.safety, bool(n.referrals), earlier, n,
    )  # fmt: skip


def who_answers(workspace: Workspace, step: Step) -> str:
    """Who has to answer: the person by name where one was named, otherwise the title."""
    return (
        f"{workspace.name(step.to)}, {step.who[:1].lower()}{step.who[1:]}" if step.to else step.who
    )


def state(n: Notice, today: date) -> str:
    """Where it stands, in a word or two."""
    if n.raised.kind == "good_practice":
        return "Shared"
    if n.ended is not None:
        return ENDED[n.ended.how]
    if n.waits == "decision":
        return "Answered"
    return "Overdue" if n.now.overdue(today) else "Waits"


# ---- one notice ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class View:
    """One notice, and for each act why it may not be done now; empty where it may."""

    row: Row
    notice: Notice
    why_not: dict[str, str]
    effect: Effect | None
    same_child: tuple[Row, ...]
    history: tuple[Happened, ...]


ACTS = ("answer", "escalate", "refer", "referral_answered", "words", "close", "effect")


def view(workspace: Workspace, notice_id: str) -> View:
    """One notice with everything that this person may do about it, and why not the rest."""
    found = notices.one(workspace, notice_id)
    case = council_shelf.case(workspace.store, found.raised.case)
    others = shelf.concerns_of(workspace.store, [found.raised.case]).get(found.raised.case, ())
    beside = shelf.notices(workspace.store, [one for one in others if one != notice_id])
    shut = out_of_sight(workspace, beside)
    seen = [n for n in beside if n.raised.id not in shut and may_see(workspace, n)]
    earlier = _earlier(workspace, [found]).get(notice_id, 0)
    asks = found.effect
    return View(
        row(workspace, found, case.reference if case else "", earlier), found,
        {act: _why_not(workspace, found, act) for act in ACTS},
        asks, _rows(workspace, seen), shelf.happened(workspace.store, notice_id),
    )  # fmt: skip


def _why_not(workspace: Workspace, n: Notice, act: str) -> str:
    """Why an act may not be done, as its verb would say it."""
    if act == "answer":
        return notices.why_not_answer(workspace, n, n.now.stage.key) or _over(n, answering=True)
    if act == "effect":
        return _effect(workspace, n)
    if act == "words":
        return why_not_for(workspace, n)
    return _over(n) or (
        _cafcass(workspace, n, act) if act.startswith("refer") else _climbing(workspace, n, act)
    )


def _climbing(workspace: Workspace, n: Notice, act: str) -> str:
    if act == "escalate" and not rules.above(n):
        return f"{n.now.stage.name} is the last stage of this ladder."
    return why_not_for(workspace, n)


def _over(n: Notice, *, answering: bool = False) -> str:
    if n.ended is not None:
        return "" if answering and n.now.answer else "This notice has ended."
    return (
        "" if answering or n.raised.kind == "concern" else "A good-practice notice has no stages."
    )


def _effect(workspace: Workspace, n: Notice) -> str:
    asks = n.effect
    if asks is None:
        said = bool(n.effects)
        return "It was said already." if said else "The effect of this notice is not asked."
    if asks.due > workspace.clock.today():
        return f"This is asked from {asks.due.day} {asks.due:%B %Y}."
    return notices.why_not_effect(workspace, n)


def _cafcass(workspace: Workspace, n: Notice, act: str) -> str:
    open_ = bool(n.referrals) and n.referrals[-1].answered is None
    if not n.raised.ladder.cafcass:
        return "Cafcass can be turned to for looked-after children only."
    if not workspace.is_a("iro", "iro_manager"):
        return "Only an independent reviewing officer, or their manager, refers to Cafcass."
    if act == "referral_answered":
        return "" if open_ else "No referral waits for an answer."
    return "The answer to the referral is still to come." if open_ else why_not_for(workspace, n)


def people_above(workspace: Workspace, worker: str) -> tuple[tuple[str, str], ...]:
    """Who may be asked, by name: the worker's line first, nearest first, then everybody at work."""
    today = workspace.clock.today()
    line = [p for p in workspace.line(worker) if p in workspace.people]
    rest = sorted(
        (p.id for p in workspace.people.values() if not p.ends or p.ends > today),
        key=workspace.name,
    )
    asked = [p for p in dict.fromkeys((*line, *rest)) if p != workspace.person.id]
    return tuple((p, workspace.name(p)) for p in asked)


# ---- what is due ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A stage to answer, or an effect to ask for, that is due on a day or was before."""

    notice: str
    reference: str
    what: str
    stage: str
    who: str
    due: date
    days_late: int


def due(workspace: Workspace, on: date) -> tuple[Due, ...]:
    """What was due or overdue on this day, as things stood then; the oldest first."""
    found = shelf.notices(workspace.store)
    shut = out_of_sight(workspace, found)
    seen = [n for n in found if n.raised.id not in shut and may_see(workspace, n)]
    cases = council_shelf.cases(workspace.store, [n.raised.case for n in seen])
    then = [
        rules.fold(
            n.raised, [s for s in shelf.happened(workspace.store, n.raised.id) if s.day <= on]
        )
        for n in seen
        if n.raised.raised <= on and n.raised.case in cases
    ]
    made = [d for n in then for d in _due(workspace, n, cases[n.raised.case].reference, on)]
    return tuple(sorted(made, key=lambda d: (d.due, d.notice, d.what)))


def _due(workspace: Workspace, n: Notice, reference: str, on: date) -> Iterable[Due]:
    now = n.now
    if n.waits == "answer" and now.due is not None and now.due <= on:
        yield Due(
            n.raised.id, reference, "stage", now.stage.name, who_answers(workspace, now), now.due,
            (on - now.due).days,
        )  # fmt: skip
    for asks in n.effects:
        if asks.day is None and asks.due <= on:
            who = workspace.name(n.raised.raised_by)
            yield Due(
                n.raised.id, reference, "effect", f"Effect after {asks.after} days", who, asks.due,
                (on - asks.due).days,
            )  # fmt: skip


# ---- Home ----------------------------------------------------------------------------------------

_FEW = 3


def waiting(workspace: Workspace) -> list[Waiting]:
    """What waits for this person: their answer, their decision, an overdue stage, an effect."""
    today = workspace.clock.today()
    lines = [
        line for line in shelf.waiting(workspace.store, today) if _concerns(workspace, line, today)
    ]
    if not lines:
        return []
    shut, me = blind(workspace), workspace.person.id
    seen = [line for line in lines if line.raised_by == me or line.id not in shut]
    cases = council_shelf.cases(workspace.store, [line.case for line in seen])
    found: list[Waiting] = []
    for key in ("answer", "overdue", "decision", "effect"):
        same = [line for line in seen if _key(workspace, line, today) == key and line.case in cases]
        if len(same) > _FEW:
            found.append(_many(key, len(same)))
        else:
            found += [_one(key, line, cases[line.case].reference, today) for line in same]
    return found


def _concerns(workspace: Workspace, line: shelf.Line, today: date) -> bool:
    return bool(_key(workspace, line, today))


def _key(workspace: Workspace, line: shelf.Line, today: date) -> str:
    """Which of the lines on Home this is for the person; empty where they can do nothing about it."""
    me = workspace.person.id
    if line.waits == "answer" and line.asked == me:
        return "answer"
    minds = line.raised_by == me or workspace.is_a("iro_manager")
    if line.waits == "answer" and line.due and line.due < today:
        return "overdue" if minds or workspace.is_a("qa_lead") else ""
    if line.waits == "decision" and minds:
        return "decision"
    ripe = line.effect_due is not None and line.effect_due <= today
    may = (minds or workspace.is_a("qa_lead")) and me not in line.answerers
    return "effect" if ripe and may else ""


_SAID = {
    "answer": ("Answer a QA notice", "{n} QA notices wait for your answer", "answer"),
    "overdue": ("A QA notice has not been answered in time",
                "{n} QA notices have not been answered in time", "overdue"),
    "decision": ("A QA notice was answered: does it satisfy you?",
                 "{n} QA notices were answered and wait for your decision", "decision"),
    "effect": ("Did practice change after a QA notice?",
               "{n} QA notices: did practice change for the child?", "effect"),
}  # fmt: skip


def _tone(key: str, late: bool) -> Tone:  # noqa: FBT001
    return "warning" if late or key == "overdue" else "info"


def _one(key: str, line: shelf.Line, reference: str, today: date) -> Waiting:
    when = line.effect_due if key == "effect" else line.due
    detail = f"Case {reference}" + (f" · {days(when, today)}" if when else "")
    late = when is not None and when < today
    return Waiting(_tone(key, late), _SAID[key][0], detail, "notices", {"notice": line.id})


def _many(key: str, n: int) -> Waiting:
    words = _SAID[key][1].format(n=n)
    return Waiting(_tone(key, key == "answer"), words, "The oldest first", "notices",
                   {"filter": _SAID[key][2]})  # fmt: skip
