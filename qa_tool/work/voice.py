"""Voices: whether contact is safe, each attempt, and what was said; the verbs.

They belong to the allocation, not to one version of the audit: a reopened audit keeps its voices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa_tool.errors import QAError, Refused
from qa_tool.store import council as council_shelf
from qa_tool.store import voice as shelf
from qa_tool.template.library import voices_of
from qa_tool.template.model import Voice, VoiceKind
from qa_tool.voice import rules
from qa_tool.voice.model import (
    FAMILY_SIDE,
    SHORT,
    WITHOUT_CONTACT,
    Answer,
    Attempt,
    Check,
    Help,
    Outcome,
    Safe,
    View,
    Way,
    Words,
)
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import Shielded, hidden
from qa_tool.work.voice_coverage import chase, coverage
from qa_tool.work.voice_view import quotable, voices, voices_of_audit
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace

__all__ = [
    "Said", "Tried", "begun", "chase", "check_contact", "coverage", "keep_said", "keep_word",
    "quotable", "record_attempt", "voices", "voices_of_audit", "waiting",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contact:
    """What the practitioner said about making contact: for whom, whether it is safe, by whom, how."""

    whom: tuple[VoiceKind, ...]
    safe: Safe
    danger: bool
    by_whom: str
    how: str
    checked_with: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as somebody enters it; who made it is oneself where it is not said."""

    who: VoiceKind
    day: date
    outcome: Outcome
    way: Way | None = None
    why: str = ""
    done_by: str = ""
    helps: tuple[Help, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody agreed to, how good they find the help, and their words by question."""

    used: bool
    view: View | None = None
    shared: bool = False
    quoted: bool = False
    helps: tuple[Help, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def _open(workspace: Workspace, allocation: str) -> shelf.Asked:
    """The audit whose voices somebody writes down: its auditor, or the QA lead for them."""
    asked = shelf.asked_one(workspace.store, allocation)
    if asked is None or asked.state == "returned":
        raise QAError("There is no such audit here.", "Look at the list of voices again.")
    if allocation in shelf.allocations_of(workspace.store, hidden(workspace)):
        raise Shielded
    if workspace.person.id != asked.auditor and not workspace.is_a("qa_lead"):
        raise Refused(
            "Voices are written down by the auditor who asked.",
            "Tell the auditor, or the QA lead.",
        )
    return asked


def _voice(workspace: Workspace, asked: shelf.Asked, who: VoiceKind) -> Voice:
    template = (
        templates.by_fingerprint(workspace, asked.fingerprint)
        if asked.fingerprint
        else templates.current(workspace, asked.template)[0]
    )
    found = next((one for one in voices_of(template) if one.who == who), None)
    if found is None:
        raise QAError(
            f"This template asks nothing of the {SHORT[who].lower()}.",
            "Choose another voice; the questions stand in the template.",
        )
    return found


def check_contact(workspace: Workspace, allocation: str, contact: Contact) -> Change:
    """Record whether it is safe to contact these people, by whom and how, as the practitioner says."""
    asked = _open(workspace, allocation)
    if not contact.whom:
        raise QAError("It is not said for whom this was checked.", "Choose child, family or carer.")
    made = []
    for who in dict.fromkeys(contact.whom):
        _voice(workspace, asked, who)
        check = Check(
            workspace.ids.new_id("vck"), allocation, who, contact.safe, contact.danger,
            contact.by_whom.strip(), contact.how.strip(), contact.checked_with.strip(),
            contact.checked_on, workspace.person.id, workspace.clock.now(),
        )  # fmt: skip
        made.append(rules.checked(check, workspace.clock.today()))
    with workspace.store.together():
        for check in made:
            workspace.write("voice", check.id, shelf.body(check))
    return changed("voice", ids=(allocation,))


def record_attempt(workspace: Workspace, allocation: str, tried: Tried) -> Change:
    """Record an attempt and what came of it; the change's second id is the attempt's."""
    asked = _open(workspace, allocation)
    _voice(workspace, asked, tried.who)
    why = tried.why.strip()
    if tried.outcome in WITHOUT_CONTACT and not why:
        raise QAError(
            f"It is not said why the {SHORT[tried.who].lower()} was not asked.",
            "Write the reason in a sentence: it is shown beside the coverage.",
        )
    found = rules.contact_details(f"{why} {tried.done_by}")
    if found:
        raise Refused(found, "Take it out and record the attempt again.")
    attempt = Attempt(
        workspace.ids.new_id("vat"), allocation, tried.who, tried.day,
        "" if tried.outcome in WITHOUT_CONTACT else tried.way or "", tried.outcome,
        tried.done_by.strip() or workspace.name(workspace.person.id), workspace.person.id,
        workspace.clock.now(), tuple(dict.fromkeys(tried.helps)),
    )  # fmt: skip
    checks = [c for c in shelf.checks(workspace.store, [allocation]) if c.who == tried.who]
    days = workspace.policy.clocks.contact_check_days
    rules.allowed(attempt, checks, workspace.clock.today(), days)
    with workspace.store.together():
        entry = workspace.write("voice", attempt.id, shelf.body(attempt))
        if why:
            _write_words(workspace, Words(attempt.id, allocation, why), entry.id)
    return changed("voice", ids=(allocation, attempt.id))


def _write_words(workspace: Workspace, words: Words, after: str) -> None:
    """Words are an object of their own, so that they can be erased while the counts stand."""
    workspace.write("voice", f"{words.id}.words", shelf.body(words), parents=(after,))


def _reached(workspace: Workspace, attempt_id: str) -> Attempt:
    attempt = shelf.attempt(workspace.store, attempt_id)
    if attempt is None:
        raise QAError("There is no such attempt here.", "Look at the list of voices again.")
    _open(workspace, attempt.allocation)
    if attempt.outcome != "reached":
        raise QAError(
            "Nobody was reached at this attempt, so there are no words of theirs.",
            "Record a new attempt.",
        )
    return attempt


def keep_word(workspace: Workspace, attempt_id: str, key: str, words: str) -> None:
    """Keep what is being typed, before it is signed: a crash loses a second of it at most."""
    attempt = _reached(workspace, attempt_id)
    drafts, name = workspace.store.drafts, _draft(attempt.id)
    with workspace.store.together():
        drafts.begin(name)
        drafts.keep(name, key, words or None, workspace.clock.now(), merge=True)


def begun(workspace: Workspace, attempt_id: str) -> dict[str, str]:
    """What was typed and not signed yet, by question; else what was signed."""
    attempt = _reached(workspace, attempt_id)
    name = _draft(attempt.id)
    if workspace.store.drafts.has(name):
        return {key: str(value) for key, value in workspace.store.drafts.answers(name).items()}
    words = shelf.words(workspace.store, [attempt.allocation]).get(attempt.id)
    return {answer.key: answer.words for answer in words.answers} if words else {}


def _draft(attempt_id: str) -> str:
    return f"voice.{attempt_id}"


def keep_said(workspace: Workspace, attempt_id: str, said: Said) -> Change:
    """Sign what somebody agreed to and said; writing again corrects it, and the old stays in the ledger."""
    attempt = _reached(workspace, attempt_id)
    asked = _open(workspace, attempt.allocation)
    voice = _voice(workspace, asked, attempt.who)
    answers = tuple(
        Answer(question.key, question.text, said.answers[question.key].strip())
        for question in voice.questions
        if said.answers.get(question.key, "").strip()
    )
    _may_keep(attempt, said, answers)
    kept = replace(
        attempt, used=said.used, shared=said.used and said.shared, quoted=said.used and said.quoted,
        view=said.view or "", helps=tuple(dict.fromkeys(said.helps)) or attempt.helps,
    )  # fmt: skip
    before = shelf.words(workspace.store, [attempt.allocation]).get(attempt.id)
    with workspace.store.together():
        entry = workspace.write("voice", attempt.id, shelf.body(kept))
        if answers or before is not None:
            why = before.why if before else ""
            _write_words(workspace, Words(attempt.id, attempt.allocation, why, answers), entry.id)
        if workspace.store.drafts.has(_draft(attempt.id)):
            workspace.store.drafts.finish(_draft(attempt.id))
    return changed("voice", ids=(attempt.allocation, attempt.id))


def _may_keep(attempt: Attempt, said: Said, answers: Sequence[Answer]) -> None:
    if not said.used:
        if answers or said.view:
            raise Refused(
                "They did not agree that what they said is used, so it cannot be kept.",
                "Ask them again, or clear the words: that they were asked and said no is kept.",
            )
        return
    if attempt.who in FAMILY_SIDE and not said.view:
        raise QAError(
            "It is not said how good they find the help.",
            "Ask them; choose “they could not say” where they could not.",
        )
    if attempt.who not in FAMILY_SIDE and not answers:
        raise QAError(
            "Nothing of what they said is written yet.", "Write their answer to a question."
        )


def waiting(workspace: Workspace) -> list[Waiting]:
    """Home: somebody was spoken to, and their words are not written down yet."""
    found = shelf.to_write(workspace.store, workspace.person.id)
    blind = shelf.allocations_of(workspace.store, hidden(workspace))
    today, lines = workspace.clock.today(), []
    for attempt in found[:_FEW]:
        asked = shelf.asked_one(workspace.store, attempt.allocation)
        case = council_shelf.case(workspace.store, asked.case) if asked else None
        if attempt.allocation in blind or case is None:
            continue
        days = (today - attempt.day).days
        ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
        lines.append(
            Waiting(
                "warning" if days > 1 else "info",
                f"Write down what the {SHORT[attempt.who].lower()} said, case {case.reference}",
                f"Spoken to {ago}; words fade", "voices",
                {"allocation": attempt.allocation, "attempt": attempt.id},
            )
        )  # fmt: skip
    return lines


_FEW = 3
