"""QA notices: raised, answered, taken higher, referred, ended, and asked whether practice changed.

The program notifies nobody: people send the letter, and the program keeps the clocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.calendar import add_working_days
from qa_tool.council.model import Case, Role
from qa_tool.errors import QAError, Refused
from qa_tool.notice import rules
from qa_tool.notice.ladder import GOOD_PRACTICE, Stage, limit_of
from qa_tool.notice.model import (
    CHANGED,
    HOW,
    WORDS,
    Changed,
    Happened,
    How,
    Kind,
    Notice,
    Raised,
    What,
)
from qa_tool.notice.rules import answerers
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import notice as shelf
from qa_tool.work import notice_ladder as ladders
from qa_tool.work.change import Change, changed
from qa_tool.work.notice_sight import acts_for, may_see, out_of_sight
from qa_tool.work.shield import guard
from qa_tool.work.workspace import Workspace

RAISERS: tuple[Role, ...] = (
    "iro", "iro_manager", "qa_lead", "cswo", "auditor", "moderator", "team_manager",
)  # fmt: skip
MOST_THEMES = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form of a new notice holds; what stays empty is worked out from the case.

    `to` is the person asked, `answer_by` the day for an informal stage; `note` why a stage is left
    out; `cafcass` why it goes to Cafcass at the same time, empty where it does not.
    """

    case: str
    what: str
    kind: Kind = "concern"
    ladder: str = ""
    stage: str = ""
    note: str = ""
    to: str = ""
    answer_by: date | None = None
    day: date | None = None
    team: str = ""
    worker: str = ""
    agency: str = ""
    themes: tuple[str, ...] = ()
    audits: tuple[str, ...] = ()
    child_view: str = ""
    legal_advice: str = ""
    safety: bool = False
    cafcass: str = ""


def raise_(workspace: Workspace, wanted: Wanted) -> Change:
    """Raise a notice at any stage of its ladder; good practice has no ladder."""
    workspace.need(*RAISERS)
    case = council_shelf.case(workspace.store, wanted.case)
    if case is None:
        raise QAError("It is not said which child.", "Type the case's reference.")
    raised = _raised(workspace, wanted, case)
    first = _first(workspace, wanted, raised)
    steps = [first]
    if wanted.cafcass.strip():
        rules.may_refer(rules.fold(raised, steps))
        _need_reviewer(workspace)
        steps.append(
            _step(workspace, raised.id, "cafcass", raised.raised, text=wanted.cafcass.strip())
        )
    with workspace.store.together():
        head = workspace.write("notice", raised.id, raised)
        for turn, step in enumerate(steps, 1):
            workspace.write("notice", step.id, replace(step, turn=turn), parents=(head.id,))
    return changed("notice", ids=(raised.id, *raised.audits))


def _raised(workspace: Workspace, wanted: Wanted, case: Case) -> Raised:
    what = rules.need_words(
        wanted.what, "It is not said what the notice is about.", "Say what you see, and since when."
    )
    if wanted.kind == "good_practice":
        ladder = GOOD_PRACTICE
    else:
        fitting = ladders.for_case(workspace, case)
        ladder = ladders.by_key(workspace, wanted.ladder or fitting[0].key, case)
    if ladder.kind == "partner" and not wanted.agency.strip():
        raise QAError("It is not said which agency.", "Type the partner agency's name.")
    for audit in wanted.audits:
        _need_audit(workspace, audit, case)
    day = _day(workspace, wanted.day, None)
    return Raised(
        id=workspace.ids.new_id("ntc"), kind=wanted.kind, case=case.id, raised=day,
        at=workspace.clock.now(), raised_by=workspace.person.id, what=what, ladder=ladder,
        team=wanted.team or case.team, worker=wanted.worker or case.worker,
        agency=wanted.agency.strip(), themes=_themes(wanted.themes), audits=wanted.audits,
        child_view=wanted.child_view.strip(), legal_advice=wanted.legal_advice.strip(),
        safety=wanted.safety and wanted.kind == "concern",
    )  # fmt: skip


def _themes(given: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(" ".join(one.split()) for one in given if one.strip()))
    if len(kept) > MOST_THEMES:
        raise QAError(f"{len(kept)} themes are too many to learn from.", "Choose the main ones.")
    return kept


def _need_audit(workspace: Workspace, audit_id: str, case: Case) -> None:
    guard(workspace, audit_id)
    draft = audit_shelf.draft(workspace.store, audit_id)
    audit = draft.audit if draft is not None else audit_shelf.audit(workspace.store, audit_id)
    if audit is None or audit.case != case.id:
        raise QAError(
            "This audit is not of the same child.", "Leave it out, or choose its own case."
        )


def _first(workspace: Workspace, wanted: Wanted, raised: Raised) -> Happened:
    ladder = raised.ladder
    stage = ladder.stage(wanted.stage) if wanted.stage else ladder.stages[0]
    if stage is None or raised.kind == "good_practice":
        stage = ladder.stages[0]
        if wanted.stage and raised.kind == "concern":
            raise QAError("This ladder has no such stage.", "Choose one of its stages.")
    if rules.start_needs_note(ladder, stage) and not wanted.note.strip():
        raise QAError(
            f"It begins at {stage.name}, so {ladder.stages[0].name.lower()} is left out.",
            "Write a note why; nobody's permission is asked.",
        )
    step = _step(
        workspace, raised.id, "stage", raised.raised, stage=stage.key, to=_to(workspace, wanted.to),
        text=wanted.note.strip(),
    )  # fmt: skip
    return _clocked(step, raised, stage, wanted.answer_by)


def _clocked(step: Happened, raised: Raised, stage: Stage, answer_by: date | None) -> Happened:
    """The step with its due date; the first formal one with the day by which all of them end.

    A formal stage's clock is the ladder's. The informal stage takes the time that suits the child.
    """
    if raised.kind == "good_practice":
        return step
    if answer_by is not None and answer_by < step.day:
        raise QAError("The answer would be due before it is asked for.", "Choose a later day.")
    due = answer_by if answer_by and not stage.formal else add_working_days(step.day, stage.days)
    limit = limit_of(raised.ladder)
    ends = add_working_days(step.day, limit) if stage.formal and limit is not None else None
    return replace(step, due=due, limit=ends)


def _to(workspace: Workspace, person: str) -> str:
    if person and person not in workspace.people:
        raise QAError("The person asked is not known here.", "Choose somebody from the list.")
    if person == workspace.person.id:
        raise QAError("You cannot ask yourself for an answer.", "Choose who has to answer.")
    return person


def _step(workspace: Workspace, notice: str, what: What, day: date, **more: str) -> Happened:
    return Happened(
        id=workspace.ids.new_id("nst"), notice=notice, what=what, by=workspace.person.id,
        at=workspace.clock.now(), day=day, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _day(workspace: Workspace, given: date | None, earliest: date | None) -> date:
    """The day it happened on: today, or an earlier one; never the future."""
    today = workspace.clock.today()
    day = given or today
    if day > today:
        raise QAError("The day lies in the future.", "Type the day on which it happened.")
    if earliest is not None and day < earliest:
        raise QAError(
            f"That is before {earliest.day} {earliest:%B %Y}, when the step before it was taken.",
            "Type the day on which it happened.",
        )
    return day


# ---- one notice --------------------------------------------------------------------------------------


def one(workspace: Workspace, notice_id: str) -> Notice:
    """A notice that this person may see."""
    found = shelf.notice(workspace.store, notice_id)
    if found is None:
        raise QAError("This notice is not here.", "Look at the register again.")
    if found.raised.id in out_of_sight(workspace, (found,)) or not may_see(workspace, found):
        raise Refused("This notice is not yours to see.", "Ask the QA lead.")
    return found


def _keep(workspace: Workspace, notice: Notice, step: Happened) -> Change:
    raised = notice.raised
    with workspace.store.together():
        parents = shelf.entries(workspace.store, raised.id)
        workspace.write("notice", step.id, replace(step, turn=len(parents)), parents=parents)
    return changed("notice", ids=(raised.id, *raised.audits))


def _need_reviewer(workspace: Workspace) -> None:
    if not workspace.is_a("iro", "iro_manager"):
        raise Refused(
            "Only an independent reviewing officer, or their manager, refers to Cafcass.",
            "Ask the child's reviewing officer.",
        )


@dataclass(frozen=True, slots=True)
class Higher:
    """Where a notice goes next; `note` where something is left out, `absence` where somebody else acts."""

    stage: str
    note: str = ""
    to: str = ""
    day: date | None = None
    absence: str = ""


def escalate(workspace: Workspace, notice_id: str, higher: Higher) -> Change:
    """Take it to a higher stage: any one; what is left out wants a note, never permission."""
    found = one(workspace, notice_id)
    away = acts_for(workspace, found, higher.absence)
    on = _day(workspace, higher.day, found.now.raised)
    stage = rules.climb(found, higher.stage, higher.note, on)
    step = _step(
        workspace, found.raised.id, "stage", on, stage=stage.key, to=_to(workspace, higher.to),
        text=higher.note.strip(), absence=away,
    )  # fmt: skip
    return _keep(workspace, found, _clocked(step, found.raised, stage, None))


def why_not_answer(workspace: Workspace, notice: Notice, stage_key: str) -> str:
    """Why this person does not write an answer to this stage down; empty where they may.

    Who was asked answers; the raiser and those who keep the register write down what they were told.
    """
    me = workspace.person.id
    step = next((s for s in notice.steps if s.stage.key == stage_key), None)
    asked = step is not None and step.to == me
    if asked or me == notice.raised.raised_by or workspace.is_a("iro_manager", "qa_lead"):
        return ""
    if step is not None and not step.to and workspace.is_a("team_manager"):
        return ""
    return "Whoever was asked answers; the raiser or the QA lead writes down what they were told."


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; `who` by name or title, `further` beside one that is there already."""

    stage: str
    text: str
    who: str = ""
    day: date | None = None
    further: bool = False


def answer(workspace: Workspace, notice_id: str, given: Given) -> Change:
    """Keep the answer to a stage, once; more is kept as a further answer and touches no clock."""
    found = one(workspace, notice_id)
    why = why_not_answer(workspace, found, given.stage)
    if why:
        raise Refused("This stage is not yours to answer.", why)
    step = rules.may_answer(found, given.stage, further=given.further)
    words = rules.need_words(given.text, "There is no answer.", "Write what will change, by when.")
    named = given.who.strip() or (workspace.name(step.to) if step.to else step.stage.who)
    if step.to == workspace.person.id:
        named = workspace.person.name
    made = _step(
        workspace, found.raised.id, "answer", _day(workspace, given.day, step.raised),
        stage=given.stage, who=named, text=words, choice="further" if given.further else "",
    )  # fmt: skip
    return _keep(workspace, found, made)


def refer(
    workspace: Workspace, notice_id: str, why: str, *, day: date | None = None, absence: str = ""
) -> Change:
    """Refer to Cafcass: at any point, also at the same time as a stage."""
    found = one(workspace, notice_id)
    rules.may_refer(found)
    _need_reviewer(workspace)
    away = acts_for(workspace, found, absence)
    words = rules.need_words(why, "It is not said why.", "Say what the court should know.")
    on = _day(workspace, day, found.raised.raised)
    made = _step(workspace, found.raised.id, "cafcass", on, text=words, absence=away)
    return _keep(workspace, found, made)


def referral_answered(
    workspace: Workspace, notice_id: str, text: str, *, day: date | None = None
) -> Change:
    """Keep what Cafcass answered."""
    found = one(workspace, notice_id)
    _need_reviewer(workspace)
    if not found.referrals or found.referrals[-1].answered is not None:
        raise QAError("No referral waits for an answer.", "Refer it first.")
    words = rules.need_words(text, "There is no answer.", "Write what Cafcass said.")
    on = _day(workspace, day, found.referrals[-1].day)
    return _keep(
        workspace, found, _step(workspace, found.raised.id, "cafcass_answer", on, text=words)
    )


def add_words(workspace: Workspace, notice_id: str, which: str, text: str) -> Change:
    """Add the child's view or legal advice, now that it is there; what was written before stays."""
    found = one(workspace, notice_id)
    if which not in WORDS:
        raise QAError(
            "It is not said what these words are.", "Choose the child's view or legal advice."
        )
    if workspace.person.id != found.raised.raised_by and not workspace.is_a("iro_manager"):
        raise Refused(
            "Only who raised the notice adds to it.", "Tell them; or keep it as an answer."
        )
    words = rules.need_words(text, f"{WORDS[which]} is empty.", "Write it, with its date.")
    day = workspace.clock.today()
    made = _step(workspace, found.raised.id, "words", day, choice=which, text=words)
    return _keep(workspace, found, made)


def close(
    workspace: Workspace, notice_id: str, how: How, text: str = "", *, absence: str = ""
) -> Change:
    """End it: the raiser, or the IRO manager in their absence; nobody else, whatever their role."""
    found = one(workspace, notice_id)
    rules.need_open(found)
    away = acts_for(workspace, found, absence)
    if how not in HOW:
        raise QAError("It is not said how it ends.", "Choose satisfied, withdrawn or overtaken.")
    words = text.strip()
    if how == "satisfied" and not any(step.answers for step in found.steps) and not words:
        raise QAError(
            "Nobody has answered yet, so it is not plain what satisfied you.",
            "Write what changed, or keep the answer first.",
        )
    if how != "satisfied":
        words = rules.need_words(text, "There is no reason.", "Say why in a sentence.")
    made = _step(
        workspace, found.raised.id, "ending", workspace.clock.today(), text=words, choice=how,
        absence=away,
    )  # fmt: skip
    return _keep(workspace, found, made)


def why_not_effect(workspace: Workspace, notice: Notice) -> str:
    """Why this person does not say what changed; empty where they may."""
    me = workspace.person.id
    if me in answerers(notice):
        return (
            "You answered this notice or it is about your work, so somebody else says what changed."
        )
    if me == notice.raised.raised_by or workspace.is_a("iro_manager", "qa_lead"):
        return ""
    return "Who raised it says what changed for the child; or the IRO manager, or the QA lead."


def say_effect(
    workspace: Workspace, notice_id: str, after: int, practice: Changed, evidence: str
) -> Change:
    """Did practice change for this child? With the evidence; said once."""
    found = one(workspace, notice_id)
    why = why_not_effect(workspace, found)
    if why:
        raise Refused("The effect of this notice is not yours to judge.", why)
    today = workspace.clock.today()
    rules.to_ask(found, after, today)
    if practice not in CHANGED:
        raise QAError("It is not said whether practice changed.", "Choose one of the four.")
    words = rules.need_words(
        evidence, "There is no evidence.", "Name the record and its date, and what it shows."
    )
    made = replace(
        _step(workspace, found.raised.id, "effect", today, text=words, choice=practice), after=after
    )
    return _keep(workspace, found, made)
