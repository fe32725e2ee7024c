"""The lines of one case's sheet, made from its template and what has been answered so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa_tool.audit import entries
from qa_tool.audit.paper import (
    CHOICE,
    MORE,
    NA,
    PART,
    TICK,
    Field,
    Line,
    Look,
    labels,
    one_line,
    row_labels,
)
from qa_tool.audit.paper_plain import limits, when_asked
from qa_tool.audit.paper_when import Named, amount_in_words, in_words, names_of
from qa_tool.audit.plan import Plan, plan_of
from qa_tool.audit.slots import COMMENT, ENTRY, SAFETY, UNSEEN, DomainPlan, Slot
from qa_tool.audit.values import is_na, na_choice
from qa_tool.audit.views import Value
from qa_tool.errors import QAError
from qa_tool.template.model import Template

BLOCKS = 6
EVIDENCE_ROWS, BESIDE_ROWS, SPARE_ROWS = 6, 3, 3
LONGEST = 30_000  # letters of one cell; a longer text goes on in the next
OPTIONAL, NEEDED = "", "Needed"
_TALL = {"evidence": 2}


class NotOnPaper(QAError):
    """A draft that no workbook can hold whole."""


@dataclass(frozen=True)
class Paper:
    """What the lines are made from."""

    plan: Plan
    answers: Mapping[str, Any]
    names: Mapping[str, Named]
    today: date
    spare: Mapping[str, frozenset[str]]


def blocks(template: Template, answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The entries that stand on paper for every group: those there are, and room for more."""
    there = entries.of(template, answers)
    found: dict[str, tuple[str, ...]] = {}
    for group in entries.groups(template):
        own = list(there.get(group.key, ()))
        most = int(group.most) if group.most is not None else max(BLOCKS, len(own) + 2)
        wanted = min(most, max(BLOCKS, int(group.least or 0), len(own) + 2))
        fresh = max([int(n) for n in own] + entries.numbers(group.key, answers), default=0)
        while len(own) < wanted:
            fresh += 1
            own.append(str(fresh))
        found[group.key] = tuple(own)
    return found


def lines(template: Template, answers: Mapping[str, Any], today: date) -> tuple[Line, ...]:
    """Every question of the template as lines of a sheet, with the answers that there are."""
    there = entries.of(template, answers)
    wanted = blocks(template, answers)
    plan = plan_of(template, wanted)
    spare = {key: frozenset(own) - set(there.get(key, ())) for key, own in wanted.items()}
    paper = Paper(plan, answers, names_of(plan.slots), today, spare)
    return tuple(line for domain in plan.domains for line in _domain(paper, domain))


def _domain(paper: Paper, domain: DomainPlan) -> Iterator[Line]:
    look: Look = "safety" if domain.key == SAFETY else "domain"
    yield Line(look, domain.title, " ".join(filter(None, (domain.purpose, domain.caps))))
    for slot in paper.plan.slots.values():
        if slot.domain == domain.key and not slot.owner and slot.kind not in UNSEEN:
            yield from _question(paper, slot)


def _question(paper: Paper, slot: Slot) -> Iterator[Line]:
    """The lines of one question: its own, not applicable, and what stands beside it."""
    yield from _own(paper, slot)
    value = paper.answers.get(slot.key)
    if slot.allow_na and not na_choice(slot) and slot.answerable and not slot.read_only:
        said = TICK if is_na(slot, value) else None
        field = Field("list", said, (TICK,))
        yield Line("part", "Not applicable here", "Only instead of an answer.",
                   f"{slot.key}{PART}{NA}", field)  # fmt: skip
    for name in slot.companions:
        yield from _own(paper, paper.plan.slots[name])


def _own(paper: Paper, slot: Slot) -> Iterator[Line]:
    value = paper.answers.get(slot.key)
    if is_na(slot, value) and not slot.choices:
        value = None
    if slot.kind == ENTRY:
        free = slot.key.removeprefix(slot.group).strip("[]") in paper.spare[slot.group]
        yield Line("entry", slot.text, "Leave empty what you do not need." if free else "")
    elif not slot.answerable or slot.read_only:
        yield _for_reading(slot, value)
    elif slot.kind == "group":
        yield _group(paper, slot)
    elif slot.kind in {"some_of", "rank"} or slot.cells:
        yield from _in_parts(paper, slot, value)
    elif slot.kind == "evidence":
        yield from _evidence(paper, slot, value)
    else:
        yield from _single(paper, slot, value)


def _for_reading(slot: Slot, value: Value | None) -> Line:
    if slot.kind == "calculate":
        return Line("words", slot.text, "The program works this out when the workbook comes back.")
    shown = labels(slot).get(str(value), str(value)) if value not in (None, [], {}) else ""
    return Line("words", slot.text, "\n".join(filter(None, (shown, slot.help))))


def _group(paper: Paper, slot: Slot) -> Line:
    n = len(paper.plan.entries.get(slot.key, ()))
    room = f"There is room for {n} here, one block each. If you need more, tell the QA lead."
    many = amount_in_words(slot.calculation, paper.names)
    if many:
        room = f"As many as {many}. {room}"
    return Line("asked", slot.text, _note(paper, slot, room), needed=_needed(slot))


def _single(paper: Paper, slot: Slot, value: Value | None) -> Iterator[Line]:
    pieces = _pieces(value) if slot.kind == "text" and isinstance(value, str) else (value,)
    look: Look = "part" if slot.owner else "question"
    first = _field(paper, slot, pieces[0])
    yield Line(look, slot.text, _note(paper, slot), slot.key, first, needed=_needed(slot))
    for place, piece in enumerate(pieces[1:], start=2):
        field = Field("text", str(piece), tall=first.tall)
        yield Line("part", "(continued)", "", f"{slot.key}{PART}{MORE}{place}", field)
    yield from _beside(slot)


def _beside(slot: Slot) -> Iterator[Line]:
    """What each grade looks like, under the cell in which it is chosen."""
    named = {choice.key: choice for choice in slot.choices}
    for grade, text in slot.descriptors:
        if grade in named:
            yield Line("descriptor", named[grade].text, text, tone=named[grade].tone)
    for text in slot.boundaries:
        head, _, rest = text.partition(": ")
        yield Line("boundary", head, rest)


def _field(paper: Paper, slot: Slot, value: Any) -> Field:
    if slot.choices and slot.kind not in {"number", "score"}:
        words = labels(slot, paper.today, value)
        return Field("list", words.get(str(value)) or _as_it_stands(value), tuple(words.values()))
    if slot.kind in {"number", "score"}:
        number = value if isinstance(value, int | float) else _as_it_stands(value)
        return Field("number", number, (), slot.least, slot.most, slot.whole)
    if slot.kind == "date":
        return Field("date", _day(value), not_future=slot.not_future)
    tall = 2 if slot.owner else 4
    return Field("text", value if isinstance(value, str) else None, tall=tall)


def _day(value: Any) -> date | str | None:
    """The day of an answer; what is none goes out as it stands."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _as_it_stands(value)
    except ValueError:
        return _as_it_stands(value)


def _as_it_stands(value: Any) -> str | None:
    """A kept answer that does not fit its question, as words: seen on paper, and told by its cell when it comes back."""
    return str(value) if isinstance(value, str | int | float) else None


def _in_parts(paper: Paper, slot: Slot, value: Any) -> Iterator[Line]:
    """A line for each choice to tick or to put in order, or for each row of a grid."""
    yield Line("asked", slot.text, _note(paper, slot, _how(slot)), needed=_needed(slot))
    if slot.cells:
        given = value if isinstance(value, dict) else {}
        for cell, text in row_labels(slot).items():
            words = labels(slot, paper.today, given.get(cell))
            field = Field("list", words.get(given.get(cell, "")), tuple(words.values()))
            yield Line("part", text, "", f"{slot.key}{PART}{CHOICE}{cell}", field)
        return
    chosen = [str(item) for item in value] if isinstance(value, list) else []
    for key, text in labels(slot, paper.today, chosen).items():
        yield Line("part", text, "", f"{slot.key}{PART}{CHOICE}{key}", _tick(slot, key, chosen))


def _tick(slot: Slot, key: str, chosen: Sequence[str]) -> Field:
    if slot.kind == "rank":
        place = chosen.index(key) + 1 if key in chosen else None
        return Field("number", place, (), 1, len(slot.choices), whole=True)
    return Field("list", TICK if key in chosen else None, (TICK,))


def _how(slot: Slot) -> str:
    if slot.kind == "rank":
        return f"Number all of them: 1 is first, {len(slot.choices)} is last."
    return (
        "Choose one answer for each line."
        if slot.cells
        else f"Put {TICK} beside each that applies."
    )


def _evidence(paper: Paper, slot: Slot, value: Any) -> Iterator[Line]:
    rows = value if isinstance(value, list) else []
    yield Line("asked", slot.text, _note(paper, slot), needed=_needed(slot))
    yield Line("evidence_head", "")
    least = BESIDE_ROWS if slot.owner else EVIDENCE_ROWS
    for number in range(max(least, len(rows) + SPARE_ROWS)):
        row = rows[number] if number < len(rows) else {}
        if any(len(text) > LONGEST for text in row.values()):
            raise NotOnPaper(
                "One piece of evidence is longer than a cell of a workbook can hold.",
                "Shorten it in the program, or take out the workbook without answers.",
            )
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        fields = (Field("date", day), Field("text", row.get("shows") or None, tall=2))
        first = Field("text", row.get("what") or None, tall=2)
        yield Line("evidence", f"{number + 1}", "", f"{slot.key}{PART}{number + 1}", first, fields)


def _needed(slot: Slot) -> str:
    only_then = slot.part == "differs" or (slot.owner and slot.ask is not None)
    return NEEDED if slot.required and not only_then else OPTIONAL


def _note(paper: Paper, slot: Slot, how: str = "") -> str:
    """What stands at the right of a question: when it is asked, help, where to look, limits."""
    differs = "Only where the program asks for it, after the workbook has come back."
    look = slot.look_at and f"Look at: {one_line(slot.look_at)}"
    own = "Only where the answer above is Other." if slot.key.endswith("#other") else ""
    parts = (
        *when_asked(slot, paper.names), differs if slot.part == "differs" else "", how,
        one_line(slot.help), look, *limits(slot, paper.names), own, _worried(slot), _acts(paper, slot),
    )  # fmt: skip
    return "\n".join(part for part in parts if part)


def _acts(paper: Paper, slot: Slot) -> str:
    """What the comment is for where an answer asks for an action: paper raises none."""
    owner = paper.plan.slots.get(slot.owner)
    when = in_words(owner.act, paper.names) if owner is not None else ""
    if not when or not slot.key.endswith(COMMENT):
        return ""
    return f"Where {when}, an action is asked for: it is raised in the program. Where none is needed, say why here."


def _worried(slot: Slot) -> str:
    if slot.part != "safety":
        return ""
    words = labels(slot)
    worry = " or ".join(words[key].lower() for key in words if key in slot.worry)
    return (
        f"If {worry}: see the first sheet now, or say beside it why nobody need be told."
        if worry
        else ""
    )


def _pieces(text: str) -> tuple[str, ...]:
    """A long text in pieces that each fit a cell."""
    found = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]
    return tuple(found) or ("",)
