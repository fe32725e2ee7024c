"""A template that can be shown though it is half written: gaps are marked, what is wrong is left out."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from qa_tool.template.edit import Tables, done, put, remove, value_at
from qa_tool.template.edit_check import Note, checked
from qa_tool.template.edit_new import new_choices
from qa_tool.template.library import known_scales
from qa_tool.template.locate import Path
from qa_tool.template.model import Scale, Template

_MOST_TURNS = 6
_WORDS = {"title": "(no title yet)", "text": "(not worded yet)", "purpose": "(no purpose yet)"}
_MENDED = frozenset({
    "descriptors_missing", "descriptor_missing", "descriptors_alike", "no_questions", "hidden_value",
})  # fmt: skip
_NUMBERS = {"minutes": 60, "months_read": 12, "months_judged": 0}


def shown(tables: Tables, scales: Sequence[Scale] = ()) -> Template | None:
    """The template as its form would look now; None while too little of it is there."""
    found = checked(tables, scales)
    for turn in range(_MOST_TURNS):
        if found.template is not None:
            return found.template
        wrong = [note for note in found.notes if note.stops]
        for path in _records(wrong):
            here = [note for note in wrong if _record(note.path) == path]
            tables = _mended(tables, path, here, scales, leave_out=turn >= _MOST_TURNS // 2)
        found = checked(tables, scales)
    return found.template


def _records(notes: Sequence[Note]) -> list[Path]:
    """The records that something is wrong with, from the end, so that places before them stay."""
    return sorted({_record(note.path) for note in notes}, key=_sortable, reverse=True)


def _sortable(path: Path) -> tuple[tuple[str, int], ...]:
    return tuple((step, -1) if isinstance(step, str) else ("", step) for step in path)


def _record(path: Path) -> Path:
    """The domain, question, rule … that a place belongs to."""
    last = max((n for n, step in enumerate(path) if isinstance(step, int)), default=-1)
    if last >= 0 and path[last - 1] in {"choices", "rows", "columns", "boundaries", "domains"}:
        return path[: last - 1]
    return path[: last + 1]


def _mended(
    tables: Tables, path: Path, notes: Sequence[Note], scales: Sequence[Scale], *, leave_out: bool
) -> Tables:
    """One record without its faults: filled, or without the field, or in the end not at all."""
    if path and (leave_out or any(_hopeless(note, path) for note in notes)):
        return done(tables, remove(tables, path)) if isinstance(path[-1], int) else tables
    for note in notes:
        tables = _filled(tables, path, note, scales)
    return tables


def _filled(tables: Tables, record: Path, note: Note, scales: Sequence[Scale]) -> Tables:
    field = note.path[len(record) : len(record) + 1]
    code = note.problem.code
    if code in {"descriptors_missing", "descriptor_missing", "descriptors_alike"}:
        return _described(tables, record, scales)
    if code == "duplicate_key":
        taken = {
            str(value_at(tables, (*record[:-1], n, "key"))) for n in range(int(record[-1]) + 1)
        }
        key = next(key for n in count(1) if (key := f"another_{n}") not in taken)
        return _put(tables, (*record, "key"), key)
    if not field:
        return _without_parts(tables, record, code)
    name = str(field[0])
    if code in {"missing_key", "empty"} and len(note.path) == len(record) + 1:
        return _put(tables, (*record, name), _placeholder(name))
    if name in {"choices", "rows", "columns"}:
        return _put(tables, (*record, name), _worded(value_at(tables, (*record, name)), name))
    return _put(tables, (*record, name), _placeholder(name) if name in _WORDS else None)


def _placeholder(name: str) -> Any:
    """What stands where nothing is written yet."""
    if name in {"choices", "rows", "columns"}:
        return _worded(None, name)
    if name == "scale":
        return next(iter(known_scales()))
    return _NUMBERS.get(name, _WORDS.get(name, "(not written yet)" if name != "key" else "new"))


def _worded(items: Any, name: str) -> list[Tables]:
    """Answers that have words and a key of their own."""
    word = name[:-1] if name != "choices" else "choice"
    have = [item for item in items or () if isinstance(item, dict)]
    have += new_choices(word)[len(have) :] if len(have) < 2 else []
    return [
        {"key": f"{word}_{n}", "text": str(item.get("text") or "(not worded yet)")}
        for n, item in enumerate(have, 1)
    ]


def _described(tables: Tables, record: Path, scales: Sequence[Scale]) -> Tables:
    """A word under every grade that has none, each unlike the others."""
    own = {scale.key: scale for scale in scales}
    key = value_at(tables, (*record, "scale")) or tables.get("scale")
    scale = own.get(str(key)) or known_scales().get(str(key))
    have = dict(value_at(tables, (*record, "descriptors")) or {})
    name = value_at(tables, (*record, "key"))
    for grade in scale.ranked if scale is not None else ():
        mark = f"({grade.name}: not described yet, domain {name} {record[-1]})"
        if not have.get(grade.key) or list(have.values()).count(have[grade.key]) > 1:
            have[grade.key] = mark
    return _put(tables, (*record, "descriptors"), have)


def _without_parts(tables: Tables, record: Path, code: str) -> Tables:
    """A record about which as a whole something is wrong."""
    if code == "no_questions":
        inner = [{"key": "question_1", "kind": "note", "text": "(no questions yet)"}]
        return _put(tables, (*record, "question"), inner)
    if code == "hidden_value":
        return _put(tables, (*record, "default"), "0")
    return tables


def _hopeless(note: Note, record: Path) -> bool:
    """Whether something is wrong with a record as a whole that nothing can be put into."""
    return note.path == record and note.problem.code not in _MENDED


def _put(tables: Tables, path: Path, value: Any) -> Tables:
    edit = put(tables, path, value)
    return done(tables, edit) if edit is not None else tables
