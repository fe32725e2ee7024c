"""The voices of one audit: where each stands, the next step of each, and what was said."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from qa_tool.voice.model import FAMILY_SIDE, SAFE, SHORT, Standing
from qa_tool.work.voice_view import AttemptRow, VoiceRow, VoicesView
from ui.widgets import Banner, Box, Button, Divider, FlowRow, Muted, Pill, Words, column, row

TONES: dict[Standing, str] = {
    "obtained": "success", "reached": "warning", "declined": "plain", "not_safe": "danger",
    "no_answer": "warning", "not_appropriate": "plain", "not_tried": "plain", "none": "plain",
}  # fmt: skip
Step = Callable[[VoiceRow, str], object]


def next_step(one: VoiceRow) -> str:
    """What comes next for a voice: `contact`, `write:` an attempt, or `attempt`."""
    unwritten = next((a for a in one.attempts if a.to_write), None)
    if unwritten is not None:
        return f"write:{unwritten.id}"
    if one.who in FAMILY_SIDE and (one.check is None or one.check_over or one.check.safe == "no"):
        return "contact"
    return "attempt"


def audit_voices(view: VoicesView, step: Step) -> list[QWidget]:
    """A line of warnings and a box for each voice."""
    found: list[QWidget] = [Banner(d.sentence, "warning") for d in view.disagreements]
    for number, one in enumerate(view.rows, 1):
        if number > 1:
            found.append(Divider())
        found.append(voice_box(view, one, number, step))
    return found


def voice_box(view: VoicesView, one: VoiceRow, number: int, step: Step) -> QWidget:
    """One voice: its name, where it stands, what can be done."""
    pill = Pill(one.standing_words, TONES[one.standing])
    head = row(Words(one.title, "strong"), pill, spacing=10)
    head.setStretch(0, 1)
    lines = column(spacing=3)
    lines.addLayout(head)
    if one.check is not None:
        lines.addWidget(Muted(_checked(one)))
    for attempt in one.attempts:
        for widget in said_lines(attempt):
            lines.addWidget(widget)
    if view.may_write:
        lines.addWidget(_verbs(one, number, step))
    return Box(lines)


def _verbs(one: VoiceRow, number: int, step: Step) -> QWidget:
    """The next step first, then the other."""
    following, short = next_step(one), SHORT[one.who].lower()
    names = {
        "contact": ("Safe contact…", "shield-alert", f"Record whether contact with the {short} is safe"),
        "attempt": ("Attempt…", "plus", f"Record an attempt to ask the {short}"),
        "write": ("Write it down…", "pencil", f"Write down what the {short} said"),
    }  # fmt: skip
    steps = [following]
    if following != "attempt":
        steps.append("attempt")
    elif one.who in FAMILY_SIDE:
        steps.append("contact")
    verbs = FlowRow()
    for place, name in enumerate(steps):
        words, picture, said = names[name.partition(":")[0]]
        button = Button(
            words, _doing(step, one, name), icon=picture, kind="plain" if not place else "quiet"
        )
        button.setAccessibleName(said)
        button.setToolTip(f"{said} ({number})" if not place else said)
        verbs.add(button)
    asks = Button("Questions", _doing(step, one, "questions"), kind="quiet")
    asks.setAccessibleName(f"What the {short} is asked")
    verbs.add(asks)
    written = next((a for a in reversed(one.attempts) if a.reached and not a.to_write), None)
    if written is not None:
        again = Button(
            "Correct", _doing(step, one, f"write:{written.id}"), kind="quiet", icon="pencil"
        )
        again.setAccessibleName(f"Correct what the {short} said")
        verbs.add(again)
    return verbs


def _doing(step: Step, one: VoiceRow, name: str) -> Callable[[], object]:
    return lambda: step(one, name)


def _checked(one: VoiceRow) -> str:
    check = one.check
    if check is None:
        return ""
    words = SAFE[check.safe]
    if check.safe != "no":
        words = f"{words}: {check.by_whom}; {check.how}"
    over = "  ·  ask again before contact" if one.check_over else ""
    return f"{words}  ·  asked {check.checked_with}, {_day(check.checked_on)}{over}"


def said_lines(attempt: AttemptRow) -> list[QWidget]:
    """One attempt: when, how, what came of it, and the words where they may be read."""
    parts = [_day(attempt.day), attempt.how, attempt.outcome, f"by {attempt.done_by}"]
    if attempt.helps:
        parts.append(", ".join(attempt.helps).lower())
    found: list[QWidget] = [Muted("  ·  ".join(part for part in parts if part))]
    if attempt.why:
        found.append(Muted(attempt.why))
    if attempt.view:
        found.append(Words(f"{attempt.view}."))
    for answer in attempt.answers:
        found += [Muted(answer.question), Words(f"“{answer.words}”")]
    if attempt.withheld:
        found.append(Muted("They did not agree that their words are told to you."))
    if attempt.used is False:
        found.append(Muted("They did not agree that what they said is used."))
    agreed = [
        word for on, word in ((attempt.shared, "told to the practitioner"), (attempt.quoted, "quoted"))
        if on and attempt.used
    ]  # fmt: skip
    if agreed:
        found.append(Muted(f"Agreed that it may be {' and '.join(agreed)}."))
    return found


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
