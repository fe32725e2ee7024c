"""Private grades by file: numbered copies without names go out, several are taken in at once as counts.

Each copy has a number of its own, so that the same copy cannot be counted twice; who had which is
written nowhere. Nothing that is said while they are taken in tells a grade.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa_tool.diagnostic import rules, sheet_plan, sheet_read
from qa_tool.diagnostic.sheet import Book
from qa_tool.errors import QAError, Refused
from qa_tool.problems import Problem, errors
from qa_tool.progress import SILENT, Progress
from qa_tool.store import diagnostic as shelf
from qa_tool.work import diagnostic, diagnostic_room
from qa_tool.work.change import Change, changed
from qa_tool.work.diagnostic_book import book_of, names, xlsx
from qa_tool.work.workspace import Workspace

MOST_COPIES = 40


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking copies in: how many, what is wrong, and how many have graded each standard."""

    change: Change
    copies: int
    problems: tuple[Problem, ...]
    graded: tuple[tuple[str, int], ...]

    @property
    def enough(self) -> tuple[str, ...]:
        """The standards that can be shown together: enough graded that no count tells who."""
        return tuple(title for title, n in self.graded if n >= rules.LEAST_PRIVATE)


def write_copies(
    workspace: Workspace, session_id: str, folder: Path, copies: int, progress: Progress = SILENT
) -> tuple[Path, ...]:
    """Write so many empty copies into a folder, one for each who grades; only whoever leads does."""
    from qa_tool.export import diagnostic_xlsx

    diagnostic.led(workspace, session_id)
    if not 1 <= copies <= MOST_COPIES:
        raise QAError(
            "It is not said how many copies.", f"Choose 1 to {MOST_COPIES}, one for each person."
        )
    book = _open_book(workspace, session_id)
    targets = [folder / f"Your own grades {n:02}.xlsx" for n in range(1, copies + 1)]
    there = [path.name for path in targets if path.exists()]
    if there:
        raise QAError(f"“{there[0]}” is in this folder already.", "Choose an empty folder.")
    for n, target in enumerate(targets, 1):
        progress.step(n - 1, copies, f"Writing {target.name}")
        number = _numbered(session_id, workspace.ids.new_id("slip"))
        copy = replace(book, identity=replace(book.identity, number=number))
        diagnostic_xlsx.write(sheet_plan.private_plan(copy, {}), target)
    return tuple(targets)


def write_mine(workspace: Workspace, session_id: str, target: Path) -> Path:
    """Write one's own private grades into a small file for whoever leads; it bears no name."""
    from qa_tool.export import diagnostic_xlsx

    session = diagnostic.whole(workspace, session_id)
    slip = shelf.slip_of(workspace.store, session_id, workspace.person.id)
    mine = shelf.given(workspace.store, session_id, slip) if slip else {}
    if workspace.person.id not in session.people or not mine:
        raise Refused("You have given no grade of your own in this session.", "Grade first.")
    book = _open_book(workspace, session_id)
    own = replace(book, identity=replace(book.identity, number=_numbered(session_id, slip)))
    return diagnostic_xlsx.write(sheet_plan.private_plan(own, mine), xlsx(target))


def _open_book(workspace: Workspace, session_id: str) -> Book:
    book = book_of(workspace, session_id)
    if all(book.finding(key).how for key in book.session.chosen):
        raise Refused(
            "Every standard was shown together already, so there is nothing left to grade alone.",
            "Say it in the talk.",
        )
    return book


def _numbered(session_id: str, slip: str) -> str:
    """The number of a copy, with a few letters by which a changed number is known."""
    told = f"{session_id}/{slip}"
    return f"{slip}.{hashlib.sha256(told.encode()).hexdigest()[:6]}"


def _slip(session_id: str, number: str) -> str:
    slip = number.rpartition(".")[0]
    if not slip or _numbered(session_id, slip) != number:
        raise QAError("The number of this copy was changed.", "Write another copy, and fill it in.")
    return slip


@dataclass(frozen=True, slots=True)
class Copies:
    """What was read from several copies: grades by their random words, and what is wrong; not for eyes."""

    session: str
    grades: Mapping[str, Mapping[str, str]]
    problems: tuple[Problem, ...]


def read_copies(workspace: Workspace, session_id: str, paths: Sequence[Path]) -> Copies:
    """Read several filled-in copies; one that is faulty is left out and said. Nothing is kept yet."""
    diagnostic.led(workspace, session_id)
    book = book_of(workspace, session_id)
    wanted: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for name, path in zip(names(paths), paths, strict=True):
        try:
            slip, grades, said = _copy(workspace, book, path, set(wanted))
        except QAError as trouble:
            problems.append(Problem("error", name, str(trouble), trouble.cure, "copy"))
            continue
        problems += [replace(p, where=f"{name}, {p.where}") for p in said]
        if not errors(said):
            wanted[slip] = grades
    return Copies(session_id, wanted, tuple(problems))


def keep_copies(workspace: Workspace, read: Copies) -> Taken:
    """Keep what was read, in one act; a copy that came in meanwhile is not counted again."""
    session = diagnostic.led(workspace, read.session)
    store = workspace.store
    fresh = {s: g for s, g in read.grades.items() if not shelf.given(store, session.id, s)}
    with store.together():
        for slip, grades in fresh.items():
            diagnostic_room.take_private(workspace, session.id, slip, grades)
    change = changed("diagnostic", ids=(session.id,) if fresh else ())
    return Taken(change, len(fresh), read.problems, _graded(workspace, session.id))


def take_copies(workspace: Workspace, session_id: str, paths: Sequence[Path]) -> Taken:
    """Read several copies and keep them."""
    return keep_copies(workspace, read_copies(workspace, session_id, paths))


def _copy(
    workspace: Workspace, book: Book, path: Path, taken: set[str]
) -> tuple[str, dict[str, str], tuple[Problem, ...]]:
    """One copy: its random word, its grades, and what is wrong with it."""
    from qa_tool.export.workbook_back import open_back

    back = open_back(path)
    came = sheet_read.read_private(book, back.sheets, back.properties)
    slip = _slip(book.session.id, came.identity.number)
    if slip in taken or shelf.given(workspace.store, book.session.id, slip):
        raise QAError(
            "This copy was taken in already, so it is not counted again.",
            "If two people filled in the same copy, give one of them a copy with another number.",
        )
    shut = {key for key in book.session.chosen if book.finding(key).how}
    grades = {key: grade for key, grade in came.values.items() if grade and key not in shut}
    if not grades and not errors(came.problems):
        raise QAError(
            "There is no grade in it that still counts: it is empty, or all was shown together already.",
            "Ask for the copy again, or let them say it in the talk.",
        )
    return slip, grades, came.problems


def _graded(workspace: Workspace, session_id: str) -> tuple[tuple[str, int], ...]:
    """How many have graded each standard that waits, and nothing of how."""
    book = book_of(workspace, session_id)
    many = shelf.how_many(workspace.store, book.session.id)
    return tuple(
        (book.title(key), many.get(key, 0))
        for key in book.session.chosen
        if not book.finding(key).how
    )


__all__ = [
    "Copies",
    "Taken",
    "keep_copies",
    "read_copies",
    "take_copies",
    "write_copies",
    "write_mine",
]
