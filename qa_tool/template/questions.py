"""Questions read from their tables: what each kind may and must say."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

from qa_tool.template.draft import Known
from qa_tool.template.findings import Place, shown
from qa_tool.template.model import Choice, Companion, Question, QuestionKind
from qa_tool.template.table import CHOICE_KEY, Table

KINDS: tuple[str, ...] = get_args(QuestionKind)
NOT_DRAWN = frozenset({"rating_grid", "group", "score"})
_COMPANIONS: tuple[str, ...] = get_args(Companion)
_EVERY = frozenset({"key", "kind", "text", "help", "look_at", "ask_when"})
_ANSWERED = frozenset({"required", "required_when", "companions", "impact"})
_OWN: dict[str, frozenset[str]] = {
    "grade": frozenset({"scale"}),
    "one_of": frozenset({"choices"}),
    "some_of": frozenset({"choices"}),
    "text": frozenset({"allow_na"}),
    "number": frozenset({"least", "most", "whole", "unit", "allow_na"}),
    "date": frozenset({"not_future", "allow_na"}),
    "evidence": frozenset({"allow_na"}),
    "score": frozenset({"least", "most", "weight", "allow_na"}),
    "rating_grid": frozenset({"rows", "choices"}),
    "group": frozenset({"question"}),
}
_ALL_KEYS = _EVERY | _ANSWERED | frozenset().union(*_OWN.values())

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
        text=table.text("text", needed=True),
        help=table.text("help"),
        look_at=table.text("look_at"),
        ask_when=table.text("ask_when"),
    )
    if not kind:
        table.skip(*_ALL_KEYS)
        table.done()
        return plain if key else None
    question = _with_kind(_with_duties(plain, table), table, scale, known)
    unfit = {other: f"A question of the kind '{kind}' has no '{other}'." for other in _ALL_KEYS}
    table.done(unfit)
    if kind in NOT_DRAWN:
        what = f"The form cannot draw questions of the kind '{kind}' yet."
        cure = "Use another kind until it can."
        table.findings.warning(table.place.at("kind"), what, cure, "not_drawn_yet")
    return question if key else None


def _with_duties(question: Question, table: Table) -> Question:
    """Required, companions and impact: everything but a note has them."""
    if question.kind == "note":
        return question
    required = table.flag("required")
    required_when = table.text("required_when")
    if required and required_when:
        cure = "Keep one of the two."
        what = "'required' is true already, so 'required_when' says nothing."
        table.error("required_when", what, cure, "required_twice")
    return replace(
        question,
        required=required,
        required_when=required_when,
        companions=cast("tuple[Companion, ...]", table.words("companions", _COMPANIONS)),
        impact=table.flag("impact"),
    )


def _with_kind(question: Question, table: Table, scale: str, known: Known) -> Question:
    """Add what only this kind of question says."""
    own = _OWN.get(question.kind, frozenset())
    if "allow_na" in own:
        question = replace(question, allow_na=table.flag("allow_na"))
    if "choices" in own:
        question = replace(question, choices=_choices(table, known))
    if question.kind == "group":
        return _with_group(question, table, scale, known)
    if question.kind == "grade":
        return replace(question, scale=table.word("scale", known.grading_scales) or scale)
    if question.kind == "yes_no":
        return replace(question, choices=known.responses.get("yes_no", ()))
    finish = _FINISH.get(question.kind)
    return finish(question, table) if finish is not None else question


def _with_date(question: Question, table: Table) -> Question:
    return replace(question, not_future=table.flag("not_future"))


def _with_unit(question: Question, table: Table) -> Question:
    bounded = _with_bounds(question, table)
    return replace(bounded, whole=table.flag("whole"), unit=table.text("unit"))


def _with_rows(question: Question, table: Table) -> Question:
    return replace(question, rows=_written_choices(table, "rows"))


def _with_bounds(question: Question, table: Table) -> Question:
    least, most = table.number("least"), table.number("most")
    if least is not None and most is not None and least > most:
        cure = "Exchange the two numbers."
        table.error("least", "'least' is more than 'most'.", cure, "bounds_crossed")
    return replace(question, least=least, most=most)


def _with_weight(question: Question, table: Table) -> Question:
    question = _with_bounds(question, table)
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
    inside = questions_in(table, question.key, scale, known)
    if not inside:
        cure = "Add [[domain.question.question]] tables under it."
        table.findings.error(table.place, "The group has no questions.", cure, "no_questions")
    return replace(question, questions=tuple(each for each, _ in inside))


def _choices(table: Table, known: Known) -> tuple[Choice, ...]:
    """The choices, written out or named as a response set."""
    value = table.data.get("choices")
    if not isinstance(value, str):
        return _written_choices(table, "choices")
    name = table.text("choices", needed=True)
    if name and name not in known.responses:
        what = f"There is no response set {shown(name)}."
        table.error("choices", what, table.findings.near(name, known.responses), "unknown_choices")
    return known.responses.get(name, ())


def _written_choices(table: Table, key: str) -> tuple[Choice, ...]:
    if not table.has(key):
        cure = f'Write {key} = [{{ key = "a", text = "A" }}, ...].'
        table.skip(key)
        table.findings.error(table.place, f"'{key}' is missing.", cure, "missing_key")
        return ()
    found: dict[str, Choice] = {}
    rows = table.tables(key, "choice" if key == "choices" else "row")
    for row in rows:
        choice = Choice(row.key(pattern=CHOICE_KEY), row.text("text", needed=True))
        row.done()
        if choice.key in found:
            cure = "Give each its own key."
            what = f"The key {shown(choice.key)} stands here twice."
            table.findings.error(row.place, what, cure, "duplicate_key")
        elif choice.key:
            found[choice.key] = choice
    if len(rows) < 2 and isinstance(table.data[key], list):
        cure = "Write at least two, or use another kind of question."
        table.error(key, f"'{key}' has fewer than two entries.", cure, "too_few_choices")
    return tuple(found.values())


_FINISH: dict[str, Callable[[Question, Table], Question]] = {
    "date": _with_date,
    "number": _with_unit,
    "score": _with_weight,
    "rating_grid": _with_rows,
}
