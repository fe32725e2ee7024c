"""The letter of one stage of a QA notice: to whom, what about, by when, and how to answer."""

from dataclasses import dataclass
from datetime import date

from qa_tool.notice.model import Notice, Step
from qa_tool.report.blocks import Block, Bullets, Callout, Heading, Paragraph, Report, TableBlock
from qa_tool.report.naming import day


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a letter says beside the notice itself; names are what people are called."""

    notice: Notice
    step: Step
    reference: str
    to: str
    raised_by: str
    team: str
    themes: tuple[str, ...]
    council: str
    made: date
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"


def build(letter: Letter) -> Report:
    """The letter as one or two pages."""
    good = letter.notice.raised.kind == "good_practice"
    blocks = [*_ask(letter, good=good), *_words(letter, good=good), *_before(letter)]
    blocks += [] if good else _answer(letter)
    blocks.append(
        Paragraph(
            "Child's number in the case system, written by hand when this is filed: "
            "________________________"
        )
    )
    return Report(
        title="Good-practice notice" if good else f"QA notice: {letter.step.stage.name}",
        subtitle=f"Case reference {letter.reference}", council=letter.council, marking=letter.marking,
        made=letter.made, blocks=tuple(blocks), cover=False, contents=False, facts=_facts(letter),
    )  # fmt: skip


def _facts(letter: Letter) -> tuple[tuple[str, str], ...]:
    raised, step = letter.notice.raised, letter.step
    good = raised.kind == "good_practice"
    due = day(step.due) if step.due else ""
    found = [
        ("To", letter.to), ("From", letter.raised_by), ("Team", letter.team),
        ("Agency", raised.agency), ("Stage", "" if good else f"{step.stage.name}, {raised.ladder.title.lower()}"),
        ("On" if good else "Asked on", day(step.raised)), ("Answer by", due),
        ("Themes", ", ".join(letter.themes)),
        ("Reason", "A child's safety" if raised.safety else ""),
        ("Data", "Demonstration: made up" if letter.demonstration else ""),
    ]  # fmt: skip
    return tuple((name, value) for name, value in found if value)


def _ask(letter: Letter, *, good: bool) -> list[Block]:
    if good:
        words = "Somebody saw this work and wants you to know. No answer is needed."
        return [Callout("Thank you", words, "good")]
    step, notice = letter.step, letter.notice
    by = f"Please answer by {day(step.due)}. " if step.due else ""
    above = [s for s in notice.raised.ladder.stages if s.level > step.stage.level]
    after = (
        f"Without an answer it goes to {above[0].name.lower()} ({above[0].who})."
        if above
        else "This is the last stage of the ladder."
    )
    blocks: list[Block] = [
        Callout(f"An answer is asked of: {letter.to}", by + after,
                "danger" if notice.raised.safety else "warning")
    ]  # fmt: skip
    if step.stage.formal and notice.limit is not None:
        blocks.append(
            Paragraph(f"All formal stages for this child end by {day(notice.limit)}, 20 working days after "
                      "the first." if notice.raised.ladder.kind == "looked_after" else
                      f"All formal stages end by {day(notice.limit)}.")
        )  # fmt: skip
    return blocks


def _words(letter: Letter, *, good: bool) -> list[Block]:
    raised = letter.notice.raised
    added = {one.which: one.text for one in letter.notice.added}
    parts = [
        ("What was seen" if good else "What the concern is", raised.what),
        ("The child's view", added.get("child_view") or raised.child_view),
        ("Legal advice", "" if good else added.get("legal_advice") or raised.legal_advice),
        ("Why it is asked at this stage", letter.step.note),
    ]
    blocks: list[Block] = []
    for title, text in parts:
        if text:
            blocks += [Heading(title, 2), *(Paragraph(p) for p in text.split("\n") if p.strip())]
    if not good and not (added.get("child_view") or raised.child_view):
        blocks += [Heading("The child's view", 2), Paragraph("Not written down yet.")]
    return blocks


def _before(letter: Letter) -> list[Block]:
    """The stages before this one, with what was answered."""
    rows = []
    for step in letter.notice.steps:
        if step.stage.level >= letter.step.stage.level:
            continue
        answer = step.answer
        state = "No answer" if answer is None else "Late" if answer.late else "In time"
        rows.append((step.stage.name, step.raised, step.due, state, answer.text if answer else ""))
    blocks: list[Block] = []
    if rows:
        header = ("Stage", "Asked", "Due", "Answered", "What was answered")
        blocks += [
            Heading("The stages before", 2),
            TableBlock("", header, ("text", "date", "date", "text", "long"), tuple(rows)),
        ]
    for one in letter.notice.referrals:
        blocks.append(Paragraph(f"Referred to Cafcass on {day(one.day)}."))
    return blocks


def _answer(letter: Letter) -> list[Block]:
    return [
        Heading("How to answer", 2),
        Bullets(
            (
                "What will change for this child, who does it, and by when.",
                "What has been done already, and where the record shows it.",
                f"Send it to {letter.raised_by}, who decides whether it is enough; nobody else does.",
            )
        ),
        Paragraph(
            "The program that wrote this letter notifies nobody: it was sent, or handed over, by a person.",
            muted=True,
        ),
    ]
