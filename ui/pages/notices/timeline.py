"""What happened to one notice: its stages with their clocks, Cafcass, effects, the end."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from qa_tool.notice.model import CHANGED, ENDED, WORDS, Notice, Step
from qa_tool.work.notice_list import who_answers
from qa_tool.work.workspace import Workspace
from ui.pages.notices.words import answer_line, day, step_state
from ui.widgets import Box, Muted, Pill, Words, column, row


def timeline(space: Workspace, notice: Notice) -> Iterator[QWidget]:
    """Every line, the first stage first."""
    today = space.clock.today()
    for step in notice.steps:
        yield _step(space, notice, step, today)
    for one in notice.referrals:
        state = ("Answered", "success") if one.answered else ("Answer to come", "accent")
        said = [Muted(f"Answered {day(one.answered)}"), Words(one.answer)] if one.answered else []
        yield _line("Cafcass", f"referred {day(one.day)} by {space.name(one.by)}", state,
                    [Words(one.why), *said])  # fmt: skip
    for added in notice.added:
        yield _line(f"{WORDS[added.which]}, added", f"{day(added.day)} by {space.name(added.by)}",
                    None, [Words(added.text)])  # fmt: skip
    yield from _effects(space, notice, today)
    if notice.ended is not None:
        end = notice.ended
        parts: list[QWidget] = [Words(end.text)] if end.text else []
        if end.absence:
            parts.append(Muted(f"In the raiser's absence: {end.absence}"))
        yield _line(
            "Ended", f"{day(end.day)} by {space.name(end.by)}", (ENDED[end.how], "plain"), parts
        )


def _step(space: Workspace, notice: Notice, step: Step, today: date) -> QWidget:
    open_ = notice.open and step == notice.now
    asked = f"asked {day(step.raised)} of {who_answers(space, step)}"
    about = asked + (f"  ·  answer by {day(step.due)}" if step.due else "")
    parts: list[QWidget] = []
    if step.note:
        parts.append(Words(f"Note: {step.note}"))
    if step.absence:
        parts.append(Muted(f"By {space.name(step.by)} in the raiser's absence: {step.absence}"))
    for answer in step.answers:
        parts += [Muted(answer_line(answer)), Words(answer.text)]
    state = None if notice.raised.kind == "good_practice" else step_state(step, today, open_=open_)
    return _line(step.stage.name, about, state, parts)


def _effects(space: Workspace, notice: Notice, today: date) -> Iterator[QWidget]:
    for one in notice.effects:
        title = f"Did practice change for this child? After {one.after} days"
        if one.day is None:
            late = one.due <= today
            state = ("Due", "warning") if late else ("To come", "plain")
            yield _line(title, f"asked from {day(one.due)}", state, [])
        else:
            word = CHANGED[one.changed] if one.changed else ""
            tone = "success" if one.changed == "yes" else "warning"
            yield _line(title, f"said {day(one.day)} by {space.name(one.by)}", (word, tone),
                        [Words(one.evidence)])  # fmt: skip


def _line(title: str, about: str, state: tuple[str, str] | None, parts: list[QWidget]) -> QWidget:
    """One line of the timeline: what, when, how it stands, and its words."""
    words = column(Words(title, "strong"), Muted(about), spacing=0)
    head = row(words, spacing=10)
    head.setStretch(0, 1)
    if state is not None:
        head.addWidget(Pill(*state))
    inside = column(spacing=3)
    inside.addLayout(head)
    for part in parts:
        inside.addWidget(part)
    box = Box(inside)
    box.setAccessibleName(f"{title}, {about}" + (f": {state[0]}" if state else ""))
    return box
