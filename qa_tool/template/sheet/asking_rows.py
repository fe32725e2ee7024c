"""The rows of questions on the sheet 'survey', and the lists that they choose from."""

from collections.abc import Iterator

from qa_tool.template.library import response_sets
from qa_tool.template.model import Choice, Question, Template
from qa_tool.template.sheet.duties import bounds_said
from qa_tool.template.sheet.names import Names
from qa_tool.template.sheet.question import FROM_TYPE
from qa_tool.template.sheet.saying import calculation_said, condition_said

Row = dict[str, str]
_TYPES = {
    "text": "text", "evidence": "text", "date": "date", "note": "note", "score": "decimal",
    "calculate": "calculate", "hidden": "hidden", "today": "today", "acknowledge": "acknowledge",
    "grade": "select_one", "yes_no": "select_one", "one_of": "select_one",
    "some_of": "select_multiple", "rank": "rank",
}  # fmt: skip


class ListNames:
    """The names of the lists of choices: equal lists are one, and no name is that of a scale."""

    def __init__(self, template: Template) -> None:
        self._taken = {scale.key for scale in template.scales} | {"safety_answers"}
        self._names: dict[tuple[Choice, ...], str] = {}

    def name(self, choices: tuple[Choice, ...], wanted: str) -> str:
        """The name of the list with these choices."""
        found = self._names.get(choices)
        if found is None:
            found = wanted = wanted.replace(".", "_")
            number = 1
            while found in self._taken:
                number += 1
                found = f"{wanted}_{number}"
            self._taken.add(found)
            self._names[choices] = found
        return found

    def yes_no(self) -> str:
        """The program's own set, which every tool needs written out."""
        return self.name(response_sets()["yes_no"], "yes_no")

    def rows(self) -> Iterator[Row]:
        """The rows of all lists on the sheet 'choices'."""
        for choices, name in self._names.items():
            for choice in choices:
                yield {
                    "list_name": name, "name": choice.key, "label": choice.text, "when": choice.when,
                    "score": _figure(choice.score), "colour": choice.tone,
                    "is_na": "yes" if choice.na else "",
                    "valid_from": str(choice.valid_from or ""), "valid_to": str(choice.valid_to or ""),
                }  # fmt: skip


def question_rows(question: Question, lists: ListNames, names: Names) -> Iterator[Row]:
    """The rows of one question: one, or a group with what stands in it."""
    row = _row(question, names)
    if question.kind == "group":
        bounds = {"least": _figure(question.least), "most": _figure(question.most)}
        bounds |= _times(question, names)
        yield {**row, **bounds, "type": "begin_repeat"}
        for inner in question.questions:
            yield from question_rows(inner, lists, names)
        yield {"type": "end_repeat", "name": question.key}
    elif question.kind == "rating_grid":
        yield from _grid(question, row, lists)
    else:
        yield {**row, "type": _type(question, lists)}


def _times(question: Question, names: Names) -> Row:
    """How many entries there are, where that is fixed or another answer says it."""
    if not question.times:
        fixed = question.least is not None and question.least == question.most
        return {"repeat_count": _figure(question.least)} if fixed else {}
    said, exact = calculation_said(question.times, names, question.key)
    return {"repeat_count": said, "calculation_rule": "" if exact else question.times}


def _grid(question: Question, row: Row, lists: ListNames) -> Iterator[Row]:
    named = question.scale or lists.name(question.choices, question.key)
    columns = lists.name(question.columns, f"{question.key}_columns") if question.columns else ""
    yield {
        **row, "type": "begin_group", "appearance": "table-list", "kind": "rating_grid",
        "scale": question.scale, "columns": columns,
    }  # fmt: skip
    for one in question.rows:
        yield {
            "type": f"select_one {named}",
            "name": f"{question.key}.{one.key}",
            "label": one.text,
        }
    yield {"type": "end_group", "name": question.key}


def _type(question: Question, lists: ListNames) -> str:
    kind = question.kind
    if kind == "number":
        return "integer" if question.whole else "decimal"
    if kind == "grade":
        return f"select_one {question.scale}"
    if kind == "yes_no":
        return f"select_one {lists.yes_no()}"
    if kind in {"one_of", "some_of", "rank"}:
        named = lists.name(question.choices, question.key)
        return f"{_TYPES[kind]} {named}{' or_other' if question.or_other else ''}"
    return _TYPES[kind]


def _row(question: Question, names: Names) -> Row:
    """What every question says, whatever its type."""
    relevant, exact = condition_said(question.ask_when, names, question.key) if question.ask_when else ("", True)  # fmt: skip
    required, same = condition_said(question.required_when, names, question.key) if question.required_when else ("", True)  # fmt: skip
    row = {
        "name": question.key, "label": question.text, "hint": question.help,
        "guidance_hint": question.look_at, "relevant": relevant,
        "ask_when": "" if exact else question.ask_when,
        "required": "yes" if question.required else required,
        "required_when": "" if same else question.required_when,
        "required_message": question.required_message, "companions": " ".join(question.companions),
        "allow_na": _yes(question.allow_na), "impact": _yes(question.impact), "unit": question.unit,
        "each": question.each, "standard_ref": question.standard, "appearance": question.appearance,
        "weight": "" if question.weight == 1 else _figure(question.weight),
        "read_only": _yes(question.read_only), "default": _default(question), "kind": _kind(question),
        "theme": question.theme, "theme_when": question.theme_when,
        "evidence_when": question.evidence_when, "action_when": question.action_when,
        "moderated": moderated_said(question.moderated),
    }  # fmt: skip
    return row | _constraint(question, names) | _calculation(question, names)


def _kind(question: Question) -> str:
    """Our kind, where the type alone would be read as another."""
    if question.kind in {"group", "rating_grid", "yes_no"}:
        return ""
    if question.kind == "one_of" and question.choices == response_sets()["yes_no"]:
        return "one_of"
    return (
        ""
        if question.kind in FROM_TYPE and FROM_TYPE[question.kind][0] == question.kind
        else question.kind
    )


def _constraint(question: Question, names: Names) -> Row:
    if question.kind == "group":
        return {}
    table: dict[str, object] = {
        key: getattr(question, key)
        for key in ("least", "most")
        if getattr(question, key) is not None
    }
    table = {
        key: int(v) if isinstance(v, float) and v.is_integer() else v for key, v in table.items()
    }
    if question.not_future:
        table["not_future"] = True
    said, exact = condition_said(question.constraint, names, question.key) if question.constraint else ("", True)  # fmt: skip
    bounds = bounds_said(table)
    if bounds and " or " in said:
        said = f"({said})"
    return {
        "constraint": " and ".join([*bounds, *([said] if said else [])]),
        "constraint_rule": "" if exact else question.constraint,
        "constraint_message": question.constraint_message,
    }


def _calculation(question: Question, names: Names) -> Row:
    if not question.calculation:
        return {}
    said, exact = calculation_said(question.calculation, names, question.key)
    return {"calculation": said, "calculation_rule": "" if exact else question.calculation}


def _default(question: Question) -> str:
    if question.default == "today" and question.kind == "date":
        return "today()"
    if question.kind == "some_of":
        return question.default.replace(",", " ").replace("  ", " ").strip()
    return question.default


def _yes(value: bool) -> str:  # noqa: FBT001  one truth in words
    return "yes" if value else ""


def moderated_said(moderated: bool | None) -> str:  # noqa: FBT001  one truth in words
    """Whether a second reader is asked, in the words of the column; empty where nothing is said."""
    return "" if moderated is None else "yes" if moderated else "no"


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(value)
