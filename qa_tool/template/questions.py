"""Questions read from their tables: what each kind may and must say."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

from qa_tool.template.choices import choices_in, written_choices
from qa_tool.template.draft import Known
from qa_tool.template.findings import Place, shown
from qa_tool.template.model import (
    Appearance,
    Companion,
    Question,
    QuestionKind,
)
from qa_tool.template.table import Table

KINDS: tuple[str, ...] = get_args(QuestionKind)
_COMPANIONS: tuple[str, ...] = get_args(Companion)
_SILENT = frozenset({"note", "calculate", "hidden", "today"})  # nobody answers these
_WORDLESS = frozenset({"hidden", "today"})
_EVERY = frozenset({"key", "kind", "text", "help", "look_at", "ask_when", "standard"})
_ANSWERED = frozenset({
    "required", "required_when", "required_message", "companions", "impact", "theme", "theme_when",
    "evidence_when", "action_when", "moderated",
})  # fmt: skip
_HELD = frozenset({"constraint", "constraint_message"})
_BEGUN = frozenset({"default", "read_only"})
_HELD_KINDS = frozenset({"grade", "yes_no", "one_of", "some_of", "text", "number", "date", "score"})
_BEGUN_KINDS = _HELD_KINDS - {"grade"}
_OWN: dict[str, frozenset[str]] = {
    "grade": frozenset({"scale"}),
    "yes_no": frozenset(),
    "one_of": frozenset({"choices", "or_other", "weight", "appearance"}),
    "some_of": frozenset({"choices", "or_other"}),
    "text": frozenset({"allow_na", "appearance"}),
    "number": frozenset({"least", "most", "whole", "unit", "allow_na"}),
    "date": frozenset({"not_future", "allow_na"}),
    "evidence": frozenset({"allow_na"}),
    "score": frozenset({"least", "most", "weight", "allow_na"}),
    "rating_grid": frozenset({"rows", "columns", "choices", "scale", "weight"}),
    "group": frozenset({"question", "each", "least", "most", "times"}),
    "rank": frozenset({"choices"}),
    "calculate": frozenset({"calculation", "unit"}),
    "hidden": frozenset({"calculation", "default"}),
}
_LOOKS: dict[str, tuple[str, ...]] = {"one_of": ("minimal", "likert"), "text": ("multiline",)}
_ALL_KEYS = _EVERY | _ANSWERED | _HELD | _BEGUN | frozenset().union(*_OWN.values())
_THEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
MOST_TIMES = 50

Placed = tuple[Question, Place]


def questions_in(table: Table, parent: str, scale: str, known: Known) -> list[Placed]:
    """The questions under a domain (or a group), each group followed by what is inside it."""
    found: list[Placed] = []
    for each in table.tables("question"):
        question = _question(each, parent, scale, known)
        if question is not None:
            found += [(question, each.place), *_inside(question, each)]
    return found


def _inside(group: Question, table: Table) -> list[Placed]:
    """The questions of a group with their places, so that they are checked like all others."""
    if not group.questions:
        return []
    keys = {each.key.rpartition(".")[2] for each in group.questions}
    placed = (t.place for t in table.tables("question") if t.key_written() in keys)
    return list(zip(group.questions, placed, strict=False))


def _question(table: Table, parent: str, scale: str, known: Known) -> Question | None:
    key = table.key()
    kind = table.word("kind", KINDS, needed=True)
    plain = Question(
        key=f"{parent}.{key}",
        kind=cast("QuestionKind", kind or "text"),
        text=table.text("text", needed=kind not in _WORDLESS),
        help=table.text("help"),
        look_at=table.text("look_at"),
        ask_when=table.text("ask_when"),
        standard=table.text("standard"),
    )
    if not kind:
        table.skip(*_ALL_KEYS)
        table.done()
        return plain if key else None
    question = _with_kind(_with_duties(plain, table), table, scale, known)
    unfit = {other: f"A question of the kind '{kind}' has no '{other}'." for other in _ALL_KEYS}
    table.done(unfit)
    return question if key else None


def _with_duties(question: Question, table: Table) -> Question:
    """Required, companions and impact: everything that somebody answers has them."""
    if question.kind in _SILENT:
        return question
    required = table.flag("required")
    required_when = table.text("required_when")
    if required and required_when:
        cure = "Keep one of the two."
        what = "'required' is true already, so 'required_when' says nothing."
        table.error("required_when", what, cure, "required_twice")
    return replace(
        _followed(_held(question, table), table),
        required=required,
        required_when=required_when,
        required_message=table.text("required_message"),
        companions=cast("tuple[Companion, ...]", table.words("companions", _COMPANIONS)),
        impact=table.flag("impact"),
    )


def _followed(question: Question, table: Table) -> Question:
    """What an answer asks for: a tag, evidence, an action, a second reader's own answer."""
    theme, theme_when = table.text("theme"), table.text("theme_when")
    if theme and not _THEME.fullmatch(theme):
        cure = "Write the key of a theme in the codebook, such as oversight_thin."
        table.error("theme", f"{shown(theme)} cannot be the key of a theme.", cure, "bad_theme")
    if theme_when and not theme:
        cure = "Add theme = with the key of a theme, or take the condition out."
        table.error("theme_when", "'theme_when' belongs to a 'theme'.", cure, "theme_when_alone")
    evidence = table.text("evidence_when")
    if evidence and question.kind == "evidence":
        what, cure = "The question asks for evidence itself.", "Write 'required_when' instead."
        table.error("evidence_when", what, cure, "evidence_twice")
    return replace(
        question,
        theme=theme,
        theme_when=theme_when,
        evidence_when=evidence,
        action_when=table.text("action_when"),
        moderated=table.flag("moderated") if table.has("moderated") else None,
    )


def _held(question: Question, table: Table) -> Question:
    """What an answer must fulfil, and what stands there before anybody answers."""
    if question.kind in _HELD_KINDS:
        question = replace(
            question,
            constraint=table.text("constraint"),
            constraint_message=table.text("constraint_message"),
        )
        bounded = question.constraint or any(map(table.has, ("least", "most", "not_future")))
        if question.constraint_message and not bounded:
            cure = "Add constraint = with a condition, or take the message out."
            what = "'constraint_message' belongs to a 'constraint', or to bounds."
            table.error("constraint_message", what, cure, "message_without_constraint")
    if question.kind in _BEGUN_KINDS:
        question = replace(
            question, default=table.text("default"), read_only=table.flag("read_only")
        )
        if question.read_only and not question.default:
            cure = "Add default = with the answer that stands there, or let it be answered."
            what = "Nobody can answer the question, and nothing stands there."
            table.error("read_only", what, cure, "read_only_without_default")
    return question


def _with_kind(question: Question, table: Table, scale: str, known: Known) -> Question:
    """Add what only this kind of question says."""
    own = _OWN.get(question.kind, frozenset())
    for key, add in _PARTS.items():
        if key in own:
            question = add(question, table)
    match question.kind:
        case "group":
            return _with_group(question, table, scale, known)
        case "rating_grid":
            return _with_rows(question, table, scale, known)
        case "one_of" | "some_of" | "rank":
            return replace(question, choices=choices_in(table, known))
        case "grade":
            return replace(question, scale=table.word("scale", known.grading_scales) or scale)
        case "yes_no":
            return replace(question, choices=known.responses.get("yes_no", ()))
    finish = _FINISH.get(question.kind)
    return finish(question, table) if finish is not None else question


def _with_na(question: Question, table: Table) -> Question:
    return replace(question, allow_na=table.flag("allow_na"))


def _with_other(question: Question, table: Table) -> Question:
    return replace(question, or_other=table.flag("or_other"))


def _with_look(question: Question, table: Table) -> Question:
    look = table.word("appearance", _LOOKS[question.kind])
    return replace(question, appearance=cast("Appearance", look))


def _with_date(question: Question, table: Table) -> Question:
    return replace(question, not_future=table.flag("not_future"))


def _with_unit(question: Question, table: Table) -> Question:
    bounded = _with_bounds(question, table)
    return replace(bounded, whole=table.flag("whole"), unit=table.text("unit"))


def _with_rows(question: Question, table: Table, scale: str, known: Known) -> Question:
    """What is rated, on choices or on a scale (its domain's, where none is named); with columns, each cell is."""
    if table.has("scale") and table.has("choices"):
        cure = "Keep one of the two."
        table.error("choices", "A grid has 'scale' or 'choices'.", cure, "scale_and_choices")
        table.skip("choices")
    on_choices = table.has("choices") and not table.has("scale")
    return replace(
        question,
        choices=choices_in(table, known) if on_choices else (),
        scale="" if on_choices else table.word("scale", known.scales) or scale,
        rows=written_choices(table, "rows"),
        columns=written_choices(table, "columns") if table.has("columns") else (),
    )


def _with_calculation(question: Question, table: Table) -> Question:
    """A worked-out value; what is hidden may be a fixed text instead."""
    hidden = question.kind == "hidden"
    default = table.text("default") if hidden else ""
    calculation = table.text("calculation", needed=not hidden)
    if hidden and bool(default) == bool(calculation):
        cure = "Write calculation = or default =, one of the two."
        what = "A hidden value is worked out, or it is a fixed text."
        table.findings.error(table.place, what, cure, "hidden_value")
    unit = "" if hidden else table.text("unit")
    return replace(question, default=default, calculation=calculation, unit=unit)


def _with_bounds(question: Question, table: Table) -> Question:
    least, most = table.number("least"), table.number("most")
    if least is not None and most is not None and least > most:
        cure = "Exchange the two numbers."
        table.error("least", "'least' is more than 'most'.", cure, "bounds_crossed")
    return replace(question, least=least, most=most)


def _with_weight(question: Question, table: Table) -> Question:
    weight = table.number("weight")
    if weight is not None and weight <= 0:
        cure = "Write a weight above 0, or leave it out."
        table.error("weight", "'weight' must be more than 0.", cure, "out_of_bounds")
    return question if weight is None else replace(question, weight=weight)


def _with_group(question: Question, table: Table, scale: str, known: Known) -> Question:
    """A repeated group; a group inside a group is refused."""
    for inner in table.tables("question"):
        if inner.data.get("kind") == "group":
            cure = "Put its questions into the outer group."
            table.findings.error(
                inner.place, "A group stands inside a group.", cure, "group_in_group"
            )
            table.skip("question")
            return question
    question = _with_times(question, table)
    inside = questions_in(table, question.key, scale, known)
    if not inside:
        cure = "Add [[domain.question.question]] tables under it."
        table.findings.error(table.place, "The group has no questions.", cure, "no_questions")
    return replace(question, questions=tuple(each for each, _ in inside))


def _with_times(question: Question, table: Table) -> Question:
    """What one of them is called, and how many there may be."""
    least = table.whole("least", 0, MOST_TIMES, default=0)
    most = table.whole("most", 1, MOST_TIMES, default=MOST_TIMES)
    if least > most:
        cure = "Exchange the two numbers."
        table.error("least", "'least' is more than 'most'.", cure, "bounds_crossed")
    return replace(
        question,
        each=table.text("each"),
        times=table.text("times"),
        least=float(least) if table.has("least") else None,
        most=float(most) if table.has("most") else None,
    )


_PARTS: dict[str, Callable[[Question, Table], Question]] = {
    "allow_na": _with_na,
    "weight": _with_weight,
    "appearance": _with_look,
    "or_other": _with_other,
}
_FINISH: dict[str, Callable[[Question, Table], Question]] = {
    "date": _with_date,
    "number": _with_unit,
    "score": _with_bounds,
    "calculate": _with_calculation,
    "hidden": _with_calculation,
}
