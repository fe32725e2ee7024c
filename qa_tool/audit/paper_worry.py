"""What was written under “If a child may be unsafe”, however the sheet was spoilt since it was written.

The four rows are found by their keys, otherwise by their words, and whatever stands in them that was
not printed there counts: in another column, in a merged cell, as a formula, as a word of no list. A
worry that cannot be read is a worry still.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa_tool.audit.paper import (
    OWN,
    STOP_ABOUT,
    STOP_LEVEL,
    STOP_TOLD,
    STOP_WHAT,
    Field,
    Line,
    one_line,
    read_key,
)
from qa_tool.audit.paper_cells import Found, NotRead, key_of, sound
from qa_tool.audit.safety import ABOUT, LEVELS
from qa_tool.problems import Problem

CASE_HEAD = "Case "
HEADING = "If a child may be unsafe"
LINES = (
    Line("question", "How serious is it?", "", STOP_LEVEL, Field("list", None, tuple(LEVELS.values()))),
    Line("question", "Whom is it about?", "", STOP_ABOUT, Field("list", None, tuple(ABOUT.values()))),
    Line("question", "What is the worry?", "What you saw, and what you fear.", STOP_WHAT,
         Field("text", tall=3)),
    Line("question", "Whom did you tell, when, and what did they answer?", "A line for each.",
         STOP_TOLD, Field("text", tall=3)),
)  # fmt: skip

_WORDS: Mapping[str, Mapping[str, str]] = {
    STOP_LEVEL: {str(key): word for key, word in LEVELS.items()},
    STOP_ABOUT: {str(key): word for key, word in ABOUT.items()},
}
_KEYS = frozenset(line.key for line in LINES)
_LABELS = {one_line(line.label).casefold(): line.key for line in LINES}
_PRINTED = frozenset(
    one_line(text).casefold() for line in LINES for text in (line.label, line.note) if text
)
_FIRST_ROWS = 6


@dataclass(frozen=True, slots=True)
class Worry:
    """What was written; level and whom it is about as keys. `unread` are cells that nobody could read."""

    level: str = ""
    about: str = ""
    what: str = ""
    told: str = ""
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.level, self.about, self.what, self.told, self.unread))

    @property
    def said(self) -> str:
        """The worry in words, with the places that must be read by a person."""
        places = ", ".join(self.unread)
        parts = [
            self.what,
            f"Cannot be read here; open the workbook and read {places}." * bool(places),
        ]
        return "\n".join(filter(None, parts))


def worry_of(rows: Iterable[Sequence[Found]], sheet: str) -> tuple[Worry, tuple[Problem, ...]]:
    """The worry on a sheet, from all cells of its rows, and what is wrong in them by cell."""
    found: dict[str, list[Found]] = {}
    for row in rows:
        key = _key(row)
        if key:
            found.setdefault(key, []).extend(_typed(row))
    problems = [_gone(line, sheet) for line in LINES if line.key not in found]
    said: dict[str, str] = {}
    loose: list[str] = []
    unread: list[str] = []
    for key, cells in found.items():
        for cell in cells:
            words, fault = _read(key, cell)
            if fault is not None:
                problems.append(Problem("error", cell.where, str(fault), fault.cure, fault.code))
                unread += [cell.where] if fault.code in {"formula", "error"} else []
            if fault is None or key not in _WORDS:
                said[key] = "\n".join(filter(None, (said.get(key, ""), words)))
            else:
                loose += [words] if words else []
    level = "danger" if (loose or unread) and not said.get(STOP_LEVEL) else said.get(STOP_LEVEL, "")
    what = "\n".join(filter(None, (said.get(STOP_WHAT, ""), *loose)))
    return (
        Worry(level, said.get(STOP_ABOUT, ""), what, said.get(STOP_TOLD, ""), tuple(unread)),
        tuple(problems),
    )


def is_case_sheet(rows: Iterable[Sequence[Found]]) -> bool:
    """Whether this is a case's sheet of ours, also where its mark and its keys are gone."""
    return any(_key(row) for row in rows)


def head_reference(rows: Sequence[Sequence[Found]]) -> str:
    """The reference in the printed head of a case's sheet; empty where the head is gone."""
    texts = (str(cell.value) for row in rows[:_FIRST_ROWS] for cell in row if cell.value)
    return next((t.removeprefix(CASE_HEAD).strip() for t in texts if t.startswith(CASE_HEAD)), "")


def _key(row: Sequence[Found]) -> str:
    """Which of the four rows this is: by its key, otherwise by the words that stand in it."""
    texts = [one_line(str(cell.value)) for cell in row if isinstance(cell.value, str)]
    keys = (key for key in (read_key(text)[0] for text in texts) if key in _KEYS)
    return next(keys, "") or next(
        (_LABELS[t.casefold()] for t in texts if t.casefold() in _LABELS), ""
    )


def _typed(row: Sequence[Found]) -> Iterator[Found]:
    """The cells of a row that hold something that was not printed there."""
    for cell in row:
        text = one_line(str(cell.value)) if isinstance(cell.value, str) else ""
        if not cell.empty and not text.startswith(OWN) and text.casefold() not in _PRINTED:
            yield cell


def _read(key: str, cell: Found) -> tuple[str, NotRead | None]:
    """What a cell says, and what is wrong with it; the words count all the same."""
    words = "" if cell.error or cell.value is None else str(cell.value).strip()
    try:
        sound(cell)
        return (key_of(cell, _WORDS[key]) if key in _WORDS else words), None
    except NotRead as fault:
        return words, fault


def _gone(line: Line, sheet: str) -> Problem:
    return Problem(
        "error", sheet, f"The row “{line.label}” is gone.",
        "Ask who filled this in whether a child may be unsafe.", "stop_row_gone",
    )  # fmt: skip
