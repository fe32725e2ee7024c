"""Voices of the made-up council: some forty audits whose people were asked; some could not be."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from qa_tool.audit.reply import Feedback
from qa_tool.demo.story import Teller
from qa_tool.store import audit as audit_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.store import voice as shelf
from qa_tool.store.core import Store
from qa_tool.template.library import voices_of
from qa_tool.template.model import Template, VoiceKind
from qa_tool.voice.model import (
    FAMILY_SIDE,
    Answer,
    Attempt,
    Check,
    Discussed,
    Help,
    Outcome,
    Safe,
    View,
    Way,
    Words,
)
from qa_tool.work.voice_view import template_of
from qa_tool.work.workspace import Workspace

_SILENT, _SEED = 14, 4711
_ASKED: dict[VoiceKind, float] = {
    "child": 0.86, "family": 0.84, "carer": 0.3, "worker": 0.93, "manager": 0.5, "partner": 0.35,
}  # fmt: skip
_SAFE: tuple[tuple[Safe, int], ...] = (("yes", 74), ("with_care", 15), ("no", 11))
_CAME: tuple[tuple[Outcome, int], ...] = (
    ("reached", 62), ("no_answer", 18), ("declined", 10), ("not_appropriate", 6), ("not_tried", 4),
)  # fmt: skip
_VIEWS: tuple[tuple[View, int], ...] = (
    ("lot", 30), ("bit", 38), ("not", 16), ("worse", 8), ("cannot_say", 8),
)  # fmt: skip
_WAYS: tuple[Way, ...] = ("visit", "call", "meeting", "through_worker")
_WHY: dict[Outcome, tuple[str, ...]] = {
    "no_answer": ("Asked for another day.", "Nobody answered at the agreed time.", ""),
    "declined": ("", "Would rather not talk about it now."),
    "not_appropriate": ("A baby; the carer was asked instead.", "In hospital, too unwell to be asked."),
    "not_tried": ("The hearing was the same week; agreed with the practitioner to leave it.",
                  "Moved away during the audit."),
}  # fmt: skip
_SAID: dict[VoiceKind, tuple[str, ...]] = {
    "child": (
        "Yes. She asked me, and then we changed the day.", "I do not really know why they come.",
        "It is quieter at home now.", "I said it, and nobody wrote it down.", "I like it when we walk.",
    ),
    "family": (
        "We know what has to change.", "Nobody had asked the father before.",
        "The meetings are easier to follow now.", "They came, but nothing was different afterwards.",
    ),
    "carer": ("We were told late about the contact.", "We are asked, and it counts.",
              "Somebody came the next day."),
    "worker": ("I am proud of the visits after school.", "The school knows more than the file says.",
               "Time; the hearing took two weeks.", "A second pair of eyes on the plan."),
    "manager": ("I look at the visits each week.", "To stay with the plan.", "Reflective time."),
    "partner": ("We know the plan.", "We hear of changes late.", "The child comes to school again."),
}  # fmt: skip


def tell(teller: Teller) -> None:
    """Ask the people of the latest audits, and take what was told to supervision."""
    rng = random.Random(_SEED)  # noqa: S311  made-up content must repeat
    store = teller.desk("").store
    asked = [one for one in shelf.asked(store, handed_in=True) if one.handed_in]
    by_day = sorted(asked, key=lambda one: (one.handed_in or "", one.allocation))
    spoken = {one.allocation for one in by_day if _mode(store, one.audit) != "record_only"}
    chosen = [one for one in by_day if one.allocation in spoken]
    chosen += [one for one in by_day if one.allocation not in spoken][-_SILENT:]
    for number, one in enumerate(chosen):
        _Voices(teller, rng, one, reached=one.allocation in spoken).tell(number)
    _to_write(teller, rng)
    _supervision(teller, rng, asked)


def _mode(store: Store, audit_id: str) -> str:
    """How an audit was done: on the record only, or with people."""
    audit = audit_shelf.audit(store, audit_id)
    return audit.mode if audit else ""


@dataclass(frozen=True, slots=True)
class _Voices:
    """The voices of one audit; where nobody was reached it stayed one of the record only."""

    teller: Teller
    rng: random.Random
    asked: shelf.Asked
    reached: bool = True

    def tell(self, number: int) -> None:
        """Check, ask, write down."""
        desk = self.teller.desk(self.asked.auditor)
        handed = date.fromisoformat((self.asked.handed_in or "")[:10])
        day = handed - timedelta(days=self.rng.randint(2, 6))
        template = template_of(desk, self.asked)
        safe: Safe = self.rng.choices(*zip(*_SAFE, strict=True))[0] if number % 11 else "no"
        for voice in voices_of(template):
            if self.rng.random() < _ASKED[voice.who]:
                self._one(desk, template, voice.who, day, safe)

    def _one(
        self, desk: Workspace, template: Template, who: VoiceKind, day: date, safe: Safe
    ) -> None:
        if who in FAMILY_SIDE and who != "carer":
            self.check(desk, who, day - timedelta(days=1), safe)
            if safe == "no":
                return
        came = self.rng.choices(*zip(*_CAME, strict=True))[0]
        if not self.reached:
            if who not in FAMILY_SIDE:
                return
            came = self.rng.choice(("no_answer", "no_answer", "declined", "not_tried"))
        elif who not in FAMILY_SIDE and came != "not_tried":
            came = "reached"
        if who == "carer":
            self.check(desk, who, day - timedelta(days=1), "yes")
        if self.reached and came == "no_answer" and self.rng.random() < 0.6:
            self._attempt(desk, template, who, day - timedelta(days=1), "no_answer")
            came = "reached"
        self._attempt(desk, template, who, day, came)

    def check(self, desk: Workspace, who: VoiceKind, day: date, safe: Safe) -> None:
        """Whether contact is safe, as the practitioner says."""
        at = self.at(day, 9)
        check = Check(
            desk.ids.new_id("vck"), self.asked.allocation, who, safe, safe != "yes",
            "" if safe == "no" else "The practitioner, who introduces the auditor",
            "" if safe == "no" else "At school after lessons" if who == "child"
            else "A call in the morning, agreed by the practitioner",
            "The practitioner", day, desk.person.id, at,
        )  # fmt: skip
        _write(desk, check.id, shelf.body(check))

    def _attempt(
        self, desk: Workspace, template: Template, who: VoiceKind, day: date, came: Outcome
    ) -> None:
        rng, at = self.rng, self.at(day, 12)
        contact = came not in {"not_appropriate", "not_tried"}
        helps: tuple[Help, ...] = ()
        if who in FAMILY_SIDE and contact:
            helps = rng.choices(
                ((), ("easy_read",), ("interpreter",), ("advocate",)), (70, 14, 9, 7)
            )[0]
        used = None if came != "reached" else rng.random() < 0.96
        view = self._view(desk, template) if used and who in FAMILY_SIDE else ""
        attempt = Attempt(
            desk.ids.new_id("vat"), self.asked.allocation, who, day,
            rng.choice(_WAYS[:3] if who not in FAMILY_SIDE else _WAYS) if contact else "", came,
            desk.person.name, desk.person.id, at, helps, used,
            bool(used) and rng.random() < 0.7, bool(used) and rng.random() < 0.5, view,
        )  # fmt: skip
        entry = _write(desk, attempt.id, shelf.body(attempt))
        words = Words(
            attempt.id, attempt.allocation, rng.choice(_WHY.get(came, ("",))),
            self._answers(template, who) if used else (),
        )  # fmt: skip
        if words.why or words.answers:
            _write(desk, f"{attempt.id}.words", shelf.body(words), entry.id)

    def _view(self, desk: Workspace, template: Template) -> View:
        """What they find mostly goes with the grade; now and then it does not."""
        del desk
        grade = template.scale_of().grade(self.asked.overall)
        good = grade is not None and grade.good_or_better
        weights = [w * (3 if (v in {"lot", "bit"}) == good else 1) for v, w in _VIEWS]
        return self.rng.choices([v for v, _ in _VIEWS], weights)[0]

    def _answers(self, template: Template, who: VoiceKind) -> tuple[Answer, ...]:
        voice = next(v for v in voices_of(template) if v.who == who)
        said = self.rng.sample(_SAID[who], min(len(_SAID[who]), 3))
        asked = self.rng.sample(voice.questions, min(len(voice.questions), len(said)))
        pairs = zip(sorted(asked, key=voice.questions.index), said, strict=False)
        return tuple(Answer(q.key, q.text, words) for q, words in pairs)

    def at(self, day: date, hour: int) -> datetime:
        """Set the clock to an hour of a day."""
        moment = datetime.combine(day, time(hour, self.rng.randrange(60)), tzinfo=UTC)
        self.teller.clock.set(moment)
        return moment


def _write(desk: Workspace, name: str, body: dict[str, Any], *parents: str) -> Any:
    return desk.write("voice", name, body, parents=parents)


def _to_write(teller: Teller, rng: random.Random) -> None:
    """Ada spoke with a child yesterday and has not written it down yet."""
    ada = teller.made.signing["auditor"]
    desk = teller.desk(ada)
    draft = next((d for d in audit_shelf.drafts(desk.store, ada)), None)
    asked = shelf.asked_one(desk.store, draft.audit.allocation) if draft else None
    if asked is None:
        return
    voices, day = _Voices(teller, rng, asked), teller.today - timedelta(days=1)
    voices.check(desk, "child", day - timedelta(days=2), "yes")
    at = voices.at(day, 15)
    attempt = Attempt(
        desk.ids.new_id("vat"), asked.allocation, "child", day, "visit", "reached", desk.person.name,
        ada, at, ("easy_read",),
    )  # fmt: skip
    _write(desk, attempt.id, shelf.body(attempt))


def _supervision(teller: Teller, rng: random.Random, asked: list[shelf.Asked]) -> None:
    """Most audits that people heard of were talked about; the newest, and a few old ones, not yet."""
    store = teller.desk("").store
    for one in asked:
        given = reply_shelf.feedback(store, one.audit)
        if not given or one.state in {"in_moderation", "disputed"}:
            continue
        day = given[0].given_on + timedelta(days=rng.randint(3, 24))
        if day > teller.today or rng.random() < 0.06:
            continue
        _discussed(teller, given[0], one, day)


def _discussed(teller: Teller, given: Feedback, one: shelf.Asked, day: date) -> None:
    manager = next(
        (p.id for p in teller.made.with_role("team_manager") if p.team == one.team), given.by
    )
    desk = teller.desk(manager)
    at = datetime.combine(day, time(14), tzinfo=UTC)
    teller.clock.set(at)
    kept = Discussed(desk.ids.new_id("sup"), one.audit, day, desk.person.id, at)
    head = audit_shelf.head_entry(desk.store, one.audit)
    desk.write("supervision", kept.id, kept, parents=(head,))
