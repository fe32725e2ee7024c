"""The slots of one question: its own, its companions, and in a group those of every entry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from qa_tool.audit.slots import ENTRY, WITHOUT_ANSWER, WORKED, Slot
from qa_tool.audit.views import ChoiceView
from qa_tool.template.conditions import Calculation, Condition, calculation, parse
from qa_tool.template.model import (
    ACKNOWLEDGED,
    EVIDENCE,
    OTHER,
    Choice,
    Companion,
    Question,
    Scale,
    Template,
    cells_of,
)

YES_NO = (("yes", "Yes"), ("no", "No"))
NOT_KNOWN = ("not_known", "Not known")
PRIORITIES = (("high", "High"), ("medium", "Medium"), ("low", "Low"))
COMPANION_WORDS: dict[Companion, tuple[str, str]] = {
    "comment": ("text", "Comment"),
    "date": ("date", "Date"),
    "priority": ("one_of", "Priority"),
    "yes_no": ("yes_no", "Yes or no"),
}
ENTRY_WORD = "Entry"

Entries = Mapping[str, tuple[str, ...]]
"""Of every group the numbers of its entries, in order."""


def question_slots(template: Template, question: Question, entries: Entries) -> Iterator[Slot]:
    """The question's own slot, then one for each companion, then what stands in its entries."""
    yield from _slots(template, question)
    each = question.each or ENTRY_WORD
    for place, number in enumerate(entries.get(question.key, ()), start=1):
        within = f"{each} {place}"
        here = f"{question.key}[{number}]"
        yield Slot(
            here, _domain(question), ENTRY, within, group=question.key, within=within, each=each
        )
        for inner in question.questions:
            for slot in _slots(template, inner):
                yield _placed(slot, question.key, here, within)


def _domain(question: Question) -> str:
    return question.key.partition(".")[0]


def _slots(template: Template, question: Question) -> Iterator[Slot]:
    """The question's own slot, then one for each companion."""
    domain = _domain(question)
    yield _own(template, question, domain)
    if question.or_other:
        yield Slot(
            f"{question.key}#{OTHER}", domain, "text", "In your own words", "companion",
            owner=question.key,
        )  # fmt: skip
    for name in _companions(question):
        yield companion_slot(domain, question.key, name)
    if question.evidence_when:
        yield Slot(
            f"{question.key}#{EVIDENCE}", domain, "evidence", "Evidence for this answer",
            "companion", owner=question.key, ask=_condition(question.evidence_when),
            required=True,
        )  # fmt: skip


def _companions(question: Question) -> tuple[Companion, ...]:
    """Its own; where an action may be asked for, the comment can say why none is needed."""
    if question.action_when and "comment" not in question.companions:
        return (*question.companions, "comment")
    return question.companions


def _own(template: Template, question: Question, domain: str) -> Slot:
    answerable = question.kind not in WITHOUT_ANSWER
    names: tuple[str, ...] = ((OTHER,) if question.or_other else ()) + _companions(question)
    names += (EVIDENCE,) if question.evidence_when else ()
    return Slot(
        key=question.key,
        domain=domain,
        kind=question.kind,
        text=question.text,
        help=question.help,
        look_at=question.look_at,
        choices=_choices(template, question),
        required=question.required and answerable,
        require=_condition(question.required_when) if answerable else None,
        ask=_condition(question.ask_when),
        companions=tuple(f"{question.key}#{name}" for name in names),
        allow_na=question.allow_na,
        least=question.least,
        most=question.most,
        whole=question.whole,
        unit=question.unit,
        not_future=question.not_future,
        rows=_plain_choices(question.rows),
        columns=_plain_choices(question.columns),
        cells=cells_of(question),
        each=question.each or (ENTRY_WORD if question.kind == "group" else ""),
        calculation=_calculation(question),
        fixed=question.default if question.kind == "hidden" else "",
        constraint=_condition(question.constraint),
        constraint_message=question.constraint_message,
        required_message=question.required_message,
        read_only=question.read_only,
        appearance=question.appearance,
        standard=question.standard,
        theme=question.theme,
        tag=_condition(question.theme_when or question.action_when),
        act=_condition(question.action_when),
        weight=question.weight,
        scores={c.key: c.score for c in question.choices if c.score is not None},
        offered={c.key: parse(c.when) for c in question.choices if c.when.strip()},
        dated={
            c.key: (c.valid_from, c.valid_to)
            for c in question.choices
            if c.valid_from or c.valid_to
        },
        na_keys=frozenset(choice.key for choice in question.choices if choice.na),
    )


def _calculation(question: Question) -> Calculation | None:
    if question.kind == "today":
        return calculation("today()")
    text = question.times if question.kind == "group" else question.calculation
    return calculation(text) if text and question.kind in {*WORKED, "group"} else None


def _placed(slot: Slot, group: str, here: str, within: str) -> Slot:
    """A slot of a group's question in one entry: its key, and the neighbours that it looks at."""

    def moved(key: str) -> str:
        return here + key.removeprefix(group) if key.startswith(f"{group}.") else key

    return replace(
        slot,
        key=moved(slot.key),
        owner=moved(slot.owner),
        companions=tuple(moved(key) for key in slot.companions),
        group=group,
        within=within,
        alias=slot.key,
        ask=_about(slot.ask, moved),
        require=_about(slot.require, moved),
        constraint=_about(slot.constraint, moved),
        tag=_about(slot.tag, moved),
        act=_about(slot.act, moved),
        calculation=slot.calculation.about(moved) if slot.calculation else None,
        offered={key: when.about(moved) for key, when in slot.offered.items()},
    )


def _about(condition: Condition | None, moved: Callable[[str], str]) -> Condition | None:
    return condition.about(moved) if condition is not None else None


def _condition(text: str) -> Condition | None:
    return parse(text) if text.strip() else None


def plain(*pairs: tuple[str, str]) -> tuple[ChoiceView, ...]:
    """Choices without a colour, in this order."""
    return tuple(
        ChoiceView(key, text, "none", place) for place, (key, text) in enumerate(pairs, start=1)
    )


def choices_of_scale(scale: Scale) -> tuple[ChoiceView, ...]:
    """The grades of a scale in display order."""
    ordered = sorted(scale.grades, key=lambda grade: grade.position)
    return tuple(
        ChoiceView(grade.key, grade.name, grade.tone, place)
        for place, grade in enumerate(ordered, start=1)
    )


def _plain_choices(choices: tuple[Choice, ...]) -> tuple[ChoiceView, ...]:
    return tuple(
        ChoiceView(choice.key, choice.text, choice.tone or "none", place)
        for place, choice in enumerate(choices, start=1)
    )


def _choices(template: Template, question: Question) -> tuple[ChoiceView, ...]:
    if question.choices:
        found = _plain_choices(question.choices)
        if question.or_other and all(choice.key != OTHER for choice in found):
            found += (ChoiceView(OTHER, "Other", "none", len(found) + 1),)
        return found
    if question.kind == "grade" or (question.scale and question.kind != "score"):
        wanted = question.scale or template.scale
        return choices_of_scale(next(s for s in template.scales if s.key == wanted))
    if question.kind == "yes_no":
        shipped = next((s for s in template.scales if s.key == "yes_no"), None)
        if shipped is not None:
            return choices_of_scale(shipped)
        return plain(*YES_NO, ("not_applicable", "Not applicable"), NOT_KNOWN)
    if question.kind == "acknowledge":
        return plain((ACKNOWLEDGED, "I confirm this"))
    return ()


def companion_slot(domain: str, owner: str, name: Companion) -> Slot:
    """The slot of a comment, date, priority or yes and no beside a question."""
    kind, text = COMPANION_WORDS[name]
    choices: tuple[ChoiceView, ...] = ()
    if name == "priority":
        choices = plain(*PRIORITIES)
    elif name == "yes_no":
        choices = plain(*YES_NO)
    return Slot(f"{owner}#{name}", domain, kind, text, "companion", owner=owner, choices=choices)
