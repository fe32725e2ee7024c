"""A blank form on paper: every question of a template with room to write, descriptors beside the grades."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.audit import entries
from qa_tool.audit.paper_plain import limits, when_asked
from qa_tool.audit.paper_when import Named, amount_in_words, in_words, names_of
from qa_tool.audit.plan import plan_of
from qa_tool.audit.safety_sheet import WRITE_DOWN, Instruction
from qa_tool.audit.slots import Slot
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Definitions,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.template.model import EVIDENCE, Choice, Domain, Question, Template

BOX = "□"
_LINES = {"text": 4, "evidence": 0, "number": 1, "date": 1, "score": 1, "rank": 0}
_UNASKED = frozenset({"calculate", "hidden", "today"})
_EVIDENCE_ROWS, _TIMES = 3, 3
_SHORT = 60  # letters of all answers together that fit side by side
_GAP = "\u00a0" * 5 + " "  # spaces that no writer folds into one
_COMPANIONS = {"comment": "Comment", "date": "Date", "priority": "Priority: high, medium, low", "yes_no": "Yes or no"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the paper needs beside the template: whom to ring, whose it is, and the day."""

    safety: tuple[Instruction, ...]
    council: str
    marking: str
    made: date


def build(template: Template, asked: Asked) -> Report:
    """The form as it is printed."""
    blocks: list[Block] = [
        *_safety_first(asked.safety),
        Heading("Whose file"),
        _room("", ("Case reference", "Auditor", "Date"), 1),
        Paragraph(template.about),
    ]
    form = _form(template)
    for domain in template.domains:
        blocks += _domain(domain, form)
    blocks += _safety(template)
    blocks += _overall(template)
    if any(slot.act is not None for slot in form.slots.values()):
        blocks += [Heading("Actions"), _room("", ("About", "Action", "Who", "By when"), 14)]
    return Report(
        title=template.title,
        subtitle=f"Blank form, version {template.version}",
        council=asked.council,
        marking=asked.marking,
        made=asked.made,
        blocks=tuple(blocks),
        cover=False,
        contents=False,
        facts=(
            ("Expected time", f"{template.minutes} minutes"),
            ("Period read", f"the last {template.months_read} months"),
            ("Period judged", f"the last {template.months_judged} months"),
        ),
    )


@dataclass(frozen=True)
class _Form:
    """The template with its questions as the engine asks them, and how conditions name these."""

    template: Template
    slots: Mapping[str, Slot]
    names: Mapping[str, Named]


def _form(template: Template) -> _Form:
    slots = plan_of(template, {group.key: ("1",) for group in entries.groups(template)}).slots
    return _Form(template, {one.alias or key: one for key, one in slots.items()}, names_of(slots))


def _safety_first(safety: Sequence[Instruction]) -> Iterator[Block]:
    """Both levels with whom to speak to stand on the first sheet, as in every workbook."""
    yield Callout(
        "A child's safety comes first",
        "This paper notifies nobody, and so does the program. You must speak to somebody. Then write down, "
        f"below and on the child's own file: {WRITE_DOWN}",
        "danger",
    )
    for one in safety:
        # A list and not a table: with both levels it has to fit on the first page.
        yield Paragraph(one.says, lead=True)
        yield Bullets(tuple(f"{to.whom} · {to.number} · {to.how}" for to in one.directions))
    yield _room("Where a child may be unsafe: whom you told",
                ("The worry", "Who was told, and when", "What they answered"), 1)  # fmt: skip


def _domain(domain: Domain, form: _Form) -> Iterator[Block]:
    template = form.template
    yield Heading(domain.title)
    yield Paragraph(domain.purpose, lead=True)
    for number, question in enumerate(_shown(domain.questions), 1):
        yield from _question(question, f"{number}. ", form)
    if not domain.graded:
        return
    scale = template.scale_of(domain)
    yield Heading("Grade", 2)
    yield Definitions(
        tuple(
            (f"{BOX} {grade.name}", domain.descriptor(grade.key) or " ")
            for grade in sorted(scale.grades, key=lambda grade: grade.position)
        )
    )
    names = {grade.key: grade.name for grade in scale.grades}
    if domain.boundaries:
        yield Bullets(
            tuple(
                f"{names.get(one.better, one.better)} or {names.get(one.worse, one.worse)}: {one.text}"
                for one in domain.boundaries
            )
        )
    if domain.caps:
        yield Note(domain.caps)
    yield _room("", ("Why this grade",), 4)
    yield _evidence()


def _shown(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple(question for question in questions if question.kind not in _UNASKED)


def _question(question: Question, number: str, form: _Form) -> Iterator[Block]:
    """One question with room for its answer."""
    if question.kind == "note":
        yield Paragraph(question.text, muted=True)
        return
    yield Heading(f"{number}{question.text}", 3)
    slot = form.slots[question.key]
    for words in when_asked(slot, form.names):
        yield Note(words)
    for text in (question.help, f"Look at: {question.look_at}" if question.look_at else ""):
        if text:
            yield Paragraph(text, muted=True)
    for words in _limits(slot, form):
        yield Paragraph(words, muted=True)
    yield from _answer(question, form)
    beside = tuple(_COMPANIONS[one] for one in question.companions)
    if beside:
        yield _room("", beside, 2)
    yield from _asked_beside(question, form)


def _limits(slot: Slot, form: _Form) -> Iterator[str]:
    """What limits the answer, in plain words; figures without limits say nothing new."""
    for words in limits(slot, form.names):
        if words not in {"A number.", "A whole number."}:
            yield words
    many = amount_in_words(slot.calculation, form.names) if slot.kind == "group" else ""
    if many:
        yield f"As many as {many}."


def _asked_beside(question: Question, form: _Form) -> Iterator[Block]:
    """Evidence and an action, where the answer asks for them."""
    slots = form.slots
    evidence = slots.get(f"{question.key}#{EVIDENCE}")
    if evidence is not None:
        yield Note(f"Where {in_words(evidence.ask, form.names)}: name the evidence.")
        yield _evidence()
    act = in_words(slots[question.key].act, form.names)
    if act:
        yield Note(f"Where {act}: an action is asked for. Where none is needed, say why.")


def _answer(  # noqa: C901 - one for each kind
    question: Question, form: _Form
) -> Iterator[Block]:
    template = form.template
    match question.kind:
        case "yes_no" | "one_of" | "some_of":
            yield from _boxes(question.choices, other=question.or_other)
        case "grade":
            yield from _boxes(_of_scale(question, template))
        case "acknowledge":
            yield Paragraph(f"{BOX} Confirmed")
        case "rating_grid":
            yield _grid(question, template)
        case "rank":
            yield _table(
                ("Place", "What"), tuple((" ", choice.text) for choice in question.choices)
            )
        case "evidence":
            yield _evidence()
        case "group":
            for time in range(1, _TIMES + 1):
                yield Heading(f"{question.each or 'Entry'} {time}", 3)
                for each in _shown(question.questions):
                    yield from _question(each, "", form)
        case _:
            yield _room("", (_asked_for(question),), _LINES.get(question.kind, 1))


def _boxes(choices: Sequence[Choice], *, other: bool = False) -> Iterator[Block]:
    """A box for each answer: side by side where they are short, otherwise each on its line."""
    words = [choice.text for choice in choices] + (["Other: " + "_" * 30] if other else [])
    if sum(map(len, words)) <= _SHORT:
        yield Paragraph(_GAP.join(f"{BOX} {word}" for word in words))
    else:
        for word in words:
            yield Paragraph(f"{BOX} {word}")


def _of_scale(question: Question, template: Template) -> tuple[Choice, ...]:
    scale = next(scale for scale in template.scales if scale.key == question.scale)
    ordered = sorted(scale.grades, key=lambda grade: grade.position)
    return tuple(Choice(grade.key, grade.name) for grade in ordered)


def _grid(question: Question, template: Template) -> Block:
    """The rows, with a box under each answer; with columns, room to write in each cell."""
    offered = question.choices or _of_scale(question, template)
    if question.columns:
        header = ("", *(column.text for column in question.columns))
        cells = tuple(" " for _ in question.columns)
        note = "Write in each cell one of: " + ", ".join(choice.text for choice in offered) + "."
        return _table(header, tuple((row.text, *cells) for row in question.rows), note)
    header = ("", *(choice.text for choice in offered))
    cells = tuple(BOX for _ in offered)
    return _table(header, tuple((row.text, *cells) for row in question.rows))


def _asked_for(question: Question) -> str:
    words = {"number": "Number", "date": "Date", "score": "Score"}.get(question.kind, "Answer")
    if question.unit:
        words += f" ({question.unit})"
    if question.kind == "score" and question.least is not None and question.most is not None:
        words += f", {question.least:g} to {question.most:g}"
    return words + (f", or {BOX} not applicable" if question.allow_na else "")


def _safety(template: Template) -> Iterator[Block]:
    if not template.safety:
        return
    yield PageBreak()
    yield Heading("Safety")
    for number, question in enumerate(template.safety, 1):
        yield Heading(f"{number}. {question.text}", 3)
        if question.help:
            yield Paragraph(question.help, muted=True)
        yield Paragraph(_GAP.join(f"{BOX} {word}" for word in ("Yes", "No", "Not known")))
        yield _room("", ("Comment",), 2)


def _overall(template: Template) -> Iterator[Block]:
    if template.overall.kind == "absent":
        return
    yield Heading("Overall")
    yield Paragraph(template.overall.text, lead=True)
    if template.overall.help:
        yield Paragraph(template.overall.help, muted=True)
    if template.overall.kind == "graded":
        grades = sorted(template.scale_of().grades, key=lambda grade: grade.position)
        yield Paragraph(_GAP.join(f"{BOX} {grade.name}" for grade in grades))
    if template.rules:
        yield Bullets(tuple(rule.why for rule in template.rules))
    yield _room("", ("Why",), 6)


def _evidence() -> Block:
    return _table(
        ("Evidence: which record", "Its date", "What it shows"),
        tuple((" \n ", "", "") for _ in range(_EVIDENCE_ROWS)),
    )


def _room(caption: str, header: tuple[str, ...], lines: int) -> Block:
    """Room to write by hand under each heading."""
    return TableBlock(
        caption, header, tuple("long" for _ in header), ((" " + "\n " * lines, *("" for _ in header[1:])),)
    )  # fmt: skip


def _table(
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], note: str = ""
) -> Block:  # fmt: skip
    return TableBlock("", header, tuple("long" for _ in header), rows, note)
