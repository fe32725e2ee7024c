"""One row of the survey as the table of a question: its kind, words, list, bounds and looks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_tool.template.domains import OF_GRADED
from qa_tool.template.findings import near, shown
from qa_tool.template.functions import number_of
from qa_tool.template.library import response_sets
from qa_tool.template.model import Scale
from qa_tool.template.questions import KINDS
from qa_tool.template.sheet.choices import YES, Listed, day, flag, number, tone_of
from qa_tool.template.sheet.grid import Line
from qa_tool.template.sheet.naming import words_of
from qa_tool.template.sheet.notes import Cells, Notes
from qa_tool.template.sheet.tree import Part

__all__ = ["OF_GRADED", "Book", "choices_of", "find_list", "kind_of", "table_of"]

FROM_TYPE: dict[str, tuple[str, ...]] = {
    "text": ("text", "evidence"), "number": ("number", "score"), "date": ("date",), "note": ("note",),
    "one_of": ("one_of", "yes_no", "grade"), "some_of": ("some_of",), "rank": ("rank",),
    "calculate": ("calculate", "hidden"), "hidden": ("hidden",), "today": ("today",),
    "acknowledge": ("acknowledge",),
}  # fmt: skip
SILENT = frozenset({"note", "calculate", "hidden", "today"})
_LOOKS = {"one_of": ("minimal", "likert"), "text": ("multiline",)}
_NO_LOSS = frozenset({"field-list", "table-list", "horizontal", "compact", "numbers", "columns"})
_BEGUN = frozenset({"yes_no", "one_of", "some_of", "text", "number", "date", "score"})
_NAMED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
# Our columns by the key that a question has for them; what does not fit a kind is told by the reader.
_TEXTS = {"hint": "help", "guidance_hint": "look_at", "standard_ref": "standard", "unit": "unit",
          "each": "each"}  # fmt: skip


@dataclass(slots=True)
class Book:
    """What is known while a survey is read."""

    lists: Mapping[str, Listed]
    scales: Mapping[str, Scale]
    notes: Notes
    cells: Cells = field(default_factory=Cells)


def kind_of(part: Part, book: Book) -> str:
    """The kind of question: what the column 'kind' says, otherwise what the type makes it."""
    by_type, asked = part.type.kind, part.line.get("kind").casefold().replace(" ", "_")
    fitting = FROM_TYPE[by_type]
    if asked in fitting:
        return asked
    if asked:
        what = f"{shown(asked)} is no kind for the type {shown(part.line.get('type'))}."
        cure = near(asked, fitting if asked in KINDS else KINDS)
        book.notes.error(part.line.at("kind"), what, cure, "unknown_kind")
    listed = book.lists.get(part.type.list_name)
    if by_type == "one_of" and listed is not None and not part.type.or_other and _yes_no(listed):
        return "yes_no"
    return by_type


def _yes_no(listed: Listed) -> bool:
    """Whether a list is the program's own set of yes, no, not applicable and not known."""
    own = [(choice.key, choice.text) for choice in response_sets()["yes_no"]]
    return [(option.key, option.text) for option in listed.options] == own


def find_list(part: Part, book: Book) -> Listed | None:
    """The list of a question; told where there is none."""
    name = part.type.list_name
    if name in book.lists:
        return book.lists[name]
    spot = part.line.at("type")
    if not name:
        cure = "Write the name of the list behind it: select_one my_list."
        book.notes.error(spot, "The question names no list.", cure, "missing_list")
    else:
        what = f"There is no list {shown(name)} on the sheet 'choices'."
        cure = "Add the sheet 'choices' with the columns list_name, name and label."
        cure = near(name, book.lists) if book.lists else cure
        book.notes.error(spot, what, cure, "unknown_list")
    return None


def table_of(part: Part, kind: str, book: Book) -> dict[str, Any]:
    """The table of a question without its key and its conditions."""
    line = part.line
    table: dict[str, Any] = {"kind": kind}
    text = _text(part, kind, book)
    if text:
        table["text"] = text
    for base, key in _TEXTS.items():
        if line.get(base):
            table[key] = without_answers(line, base, book.notes)
    _duties(table, line, kind, book.notes)
    _numbers(table, part, kind, book.notes)
    _looks(table, line, kind, book.notes)
    if kind in {"one_of", "some_of"} and part.type.or_other:
        table["or_other"] = True
    return table


def _text(part: Part, kind: str, book: Book) -> str:
    """The words of a question; the answers of others that stand in them are named, not filled in."""
    line, label = part.line, part.line.get("label")
    if not label:
        if kind in {"hidden", "today"}:
            return ""
        if kind != "calculate":
            what = "The question has no label."
            cure = "Its name stands for it; write a label to ask it properly."
            book.notes.warning(line.at("label"), what, cure, "no_label")
        return words_of(part.name)
    return without_answers(line, "label", book.notes)


def without_answers(line: Line, base: str, notes: Notes) -> str:
    """Words in which an answer of another question stands: it is named, not filled in."""
    text = line.get(base)
    if not _NAMED.search(text):
        return text
    word = base.replace("_", " ")
    cure = f"The {word} shows its name in brackets."
    notes.left(line.at(base), f"the answer that stands inside the {word}.", cure)
    return named(text)


def named(text: str) -> str:
    """A text with the names of questions in brackets, where a form would fill in their answers."""
    return _NAMED.sub(lambda found: f"[{found[1]}]", text)


def _duties(table: dict[str, Any], line: Line, kind: str, notes: Notes) -> None:
    if kind in SILENT:
        return
    if line.get("required_message"):
        table["required_message"] = without_answers(line, "required_message", notes)
    companions = re.split(r"[\s,;]+", line.get("companions").strip())
    if companions != [""]:
        table["companions"] = companions
    for base in ("allow_na", "impact"):
        if flag(line, base, notes):
            table[base] = True
    if line.get("theme"):
        table["theme"] = line.get("theme")
    if line.get("moderated"):
        table["moderated"] = flag(line, "moderated", notes)


def _numbers(table: dict[str, Any], part: Part, kind: str, notes: Notes) -> None:
    """Weight, whole numbers and the bounds of a range."""
    line = part.line
    for base in ("weight", "least", "most"):
        found = number(line, base, notes)
        if found is not None:
            table[base] = found
    if kind == "number" and part.type.whole:
        table["whole"] = True
    if line.get("parameters"):
        _parameters(table, line, kind, notes)


def _parameters(table: dict[str, Any], line: Line, kind: str, notes: Notes) -> None:
    """The bounds of a range: start=1 end=10 step=1."""
    written = line.get("parameters")
    if kind not in {"number", "score"}:
        notes.left(line.at("parameters"), f"the parameters {shown(written)}.")
        return
    steps = dict(pair.split("=", 1) for pair in re.split(r"[\s;,]+", written) if "=" in pair)
    for name, key in (("start", "least"), ("end", "most")):
        bound = number_of(steps.get(name, ""))
        if bound is not None:
            table[key] = bound
    if kind == "number" and all("." not in step for step in steps.values()):
        table["whole"] = True


def _looks(table: dict[str, Any], line: Line, kind: str, notes: Notes) -> None:
    """What stands there before anybody answers, and how it looks."""
    words = line.get("appearance").split()
    fitting = [word for word in words if word in _LOOKS.get(kind, ())]
    if fitting:
        table["appearance"] = fitting[0]
    lost = [word for word in words if word not in fitting[:1] and word not in _NO_LOSS]
    if lost:
        notes.left(line.at("appearance"), f"the appearance {shown(' '.join(lost))}.")


def begins_with(part: Part, kind: str, keys: Mapping[str, str], notes: Notes) -> dict[str, Any]:
    """The default and read_only of a question."""
    line, written = part.line, part.line.get("default")
    locked = line.get("read_only").casefold() in YES
    if kind == "hidden":
        return {"default": written} if written and not line.get("calculation") else {}
    default = _default(written, kind, keys)
    if written and (not default or kind not in _BEGUN):
        notes.left(line.at("default"), f"the default {shown(written)}.")
        default = ""
    if locked and not default and kind not in {*SILENT, "group"}:
        cure = "It can be answered here."
        notes.left(line.at("read_only"), "read_only without a default.", cure)
    return ({"default": default} if default else {}) | (
        {"read_only": True} if locked and default else {}
    )


def _default(written: str, kind: str, keys: Mapping[str, str]) -> str:
    """A default in our spelling; empty where it is worked out."""
    small = written.casefold().replace(" ", "")
    if kind == "date" and small in {"today()", "today"}:
        return "today"
    if "${" in written or (small.endswith(")") and "(" in small and kind != "text"):
        return ""
    if kind == "some_of":
        names = re.split(r"[\s,]+", written)
        return ", ".join(keys[name] for name in names if name in keys)
    if kind in {"one_of", "yes_no"}:
        return keys.get(written, "")
    return written


def choices_of(listed: Listed, book: Book) -> list[dict[str, Any]]:
    """The choices of a question as tables, with all that their rows say."""
    return [
        {
            "key": option.key,
            "text": without_answers(option.line, "label", book.notes) or option.text,
            **_brought(option.line, book.notes),
        }
        for option in listed.options
    ]


def _brought(line: Line, notes: Notes) -> dict[str, Any]:
    found = {
        "score": number(line, "score", notes), "na": flag(line, "is_na", notes),
        "tone": tone_of(line, notes), "valid_from": day(line, "valid_from", notes),
        "valid_to": day(line, "valid_to", notes),
    }  # fmt: skip
    return {
        key: value
        for key, value in found.items()
        if value is not None and value is not False and value != ""
    }
