"""The diagnostic workbook: written for those who were in a session, read back with a preview of every change.

`export` writes it. `look` reads one or several that came back and changes nothing. `take` carries out
what a person chose, in one transaction; what changed here in the meantime is looked at again first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa_tool.diagnostic import sheet_merge, sheet_plan, sheet_read
from qa_tool.diagnostic.model import SERVICES, Session
from qa_tool.diagnostic.sheet import (
    DONE,
    PARTNERS,
    Book,
    Identity,
    plain,
    standard_of,
    text_rows,
    values,
)
from qa_tool.diagnostic.sheet_merge import Difference
from qa_tool.diagnostic.sheet_read import Filled
from qa_tool.errors import QAError, Refused
from qa_tool.problems import Problem
from qa_tool.progress import SILENT, Progress
from qa_tool.store import diagnostic as shelf
from qa_tool.work import diagnostic, diagnostic_after, diagnostic_view
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Looked:
    """What came back for one session: the differences, what is wrong by cell, and the files by name."""

    session: str
    team: str
    sources: tuple[str, ...]
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The places that were changed in two ways."""
        return tuple(one for one in self.differences if one.kind == "conflict")


def book_of(workspace: Workspace, session_id: str, number: str = "") -> Book:
    """Everything that a workbook of this session is made of, for somebody who was in it."""
    session = diagnostic.whole(workspace, session_id)
    seen = diagnostic_view.view(workspace, session_id)
    settled = replace(session, themes=tuple(key for key, _title in seen.themes))
    identity = Identity(workspace.store.council(), session.id, session.standards, number)
    return Book(
        identity, settled, seen.set, seen.scale,
        {f.standard: f for f in shelf.findings(workspace.store, session_id)},
        shelf.commitments(workspace.store, session_id), seen.cases,
        diagnostic_after.offered_themes(workspace, settled), workspace.policy.council_name,
        seen.team, seen.area, SERVICES.get(session.service, session.service), seen.facilitator,
        workspace.clock.today(), workspace.policy.numbers,
        {one.standard.key: one.before for one in seen.standards if one.before},
        workspace.demonstration,
    )  # fmt: skip


def export(
    workspace: Workspace, session_id: str, target: Path, progress: Progress = SILENT
) -> Path:
    """Write the workbook of a session; every workbook that is written has a number of its own."""
    from qa_tool.export import diagnostic_xlsx

    book = book_of(workspace, session_id, workspace.ids.new_id("wb"))
    return diagnostic_xlsx.write(sheet_plan.plan(book), xlsx(target), progress)


def xlsx(target: Path) -> Path:
    """The name of a workbook; another ending is refused."""
    if not target.suffix:
        return target.with_suffix(".xlsx")
    if target.suffix.casefold() != ".xlsx":
        raise QAError(f"{target.name} is no name of a workbook.", "End it with .xlsx.")
    return target


def session_in(workspace: Workspace, paths: Sequence[Path]) -> str:
    """The session that these workbooks belong to, as they say themselves."""
    from qa_tool.export.workbook_back import open_back

    found = set()
    for path in paths:
        with _named(path):
            back = open_back(path)
            came = sheet_read.whose(back.sheets, back.properties, sheet_plan.HOLDS)
            if came.council != workspace.store.council():
                raise sheet_read.NotOurs("This workbook belongs to another council.", "Choose the one that was written here.")  # fmt: skip
        found.add(came.session)
    if len(found) != 1:
        raise QAError("These workbooks belong to different sessions.", "Read those of one session together.")  # fmt: skip
    return found.pop()


def look(workspace: Workspace, paths: Sequence[Path], session_id: str = "") -> Looked:
    """Read workbooks that came back and say what they would change; nothing is changed."""
    from qa_tool.export.workbook_back import open_back

    if not paths or len(paths) > MOST_FILES:
        raise QAError("It is not said which workbook came back.", f"Choose one, or up to {MOST_FILES}.")  # fmt: skip
    session_id = session_id or session_in(workspace, paths)
    book = book_of(workspace, session_id)
    came: dict[str, Filled] = {}
    problems: list[Problem] = []
    for name, path in zip(names(paths), paths, strict=True):
        with _named(path):
            back = open_back(path)
            came[name] = sheet_read.read(book, back.sheets, back.properties)
        notes = [Problem("warning", "The workbook", note, "", "note") for note in back.notes]
        problems += [_in(name, p, many=len(paths) > 1) for p in (*notes, *came[name].problems)]
    every = sheet_merge.differences(book, came)
    allowed: list[Difference] = []
    for one in every:
        why = _refused(workspace, book.session, one.place) or _waiting(workspace, book, one)
        strange = () if why else tuple(_strange(workspace, book, one, came))
        problems += strange
        if why is None and not strange:
            allowed.append(one)
        elif why is not None:
            where = next(
                (_from_file(o.source, o.where, many=len(came) > 1) for o in one.offers if o.where),
                one.what,
            )
            problems.append(Problem("error", where, str(why), why.cure, "not_allowed"))
    return Looked(session_id, book.team, tuple(came), tuple(allowed), tuple(problems))


class _named:  # noqa: N801  reads as a word of the with statement
    """Trouble with one of several files says which."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, kind: object, trouble: BaseException | None, trace: object) -> None:
        if isinstance(trouble, QAError) and not isinstance(trouble, Refused):
            raise QAError(f"{self._path.name}: {trouble}", trouble.cure) from trouble


def names(paths: Sequence[Path]) -> list[str]:
    """A name for each file, its folder with it where two are called the same."""
    short = [path.name for path in paths]
    found = [p.name if short.count(p.name) == 1 else f"{p.parent.name}/{p.name}" for p in paths]
    if len(set(found)) != len(found):
        raise QAError("The same workbook was chosen twice.", "Choose each once.")
    return found


def _in(name: str, problem: Problem, *, many: bool) -> Problem:
    return replace(problem, where=_from_file(name, problem.where, many=many))


def _from_file(name: str, where: str, *, many: bool) -> str:
    return f"{name}, {where}" if many else where


def _refused(workspace: Workspace, session: Session, place: str) -> QAError | None:
    """Why this person may not change a place; None where they may."""
    leads = session.facilitator == workspace.person.id
    if place.endswith(DONE):
        return None
    if session.state == "closed" and not (leads and place.startswith("seminar/")):
        return Refused(
            "The session was held to its end, so this stays as it is.",
            "Whoever led it can open it again.",
        )
    partners = place.startswith("standard/") and place.rpartition("/")[2] in PARTNERS
    if leads or (partners and workspace.person.id in session.partner_people):
        return None
    return Refused(
        "Only whoever leads the session enters this.", "Give the workbook to whoever leads."
    )


def _strange(
    workspace: Workspace, book: Book, one: Difference, came: Mapping[str, Filled]
) -> Iterator[Problem]:
    """References of a list that are not known here, each by its cell and as it is written there."""
    if one.place != "session/cases":
        return
    for offer in one.offers:
        filled = came.get(offer.source)
        for row in text_rows(offer.value, 1):
            if row[0] in book.cases:
                continue
            try:
                diagnostic.cases_of(workspace, (row[0],))
            except QAError as trouble:
                cell = filled.where.get(f"{sheet_read.CASE}{row[0]}", "") if filled else ""
                where = _from_file(offer.source, cell or offer.where, many=len(came) > 1)
                yield Problem("error", where, f"“{row[0][:40]}”: {trouble}", trouble.cure, "not_allowed")  # fmt: skip


def _waiting(workspace: Workspace, book: Book, one: Difference) -> QAError | None:
    """A show of hands would take the place of private grades that wait: that is decided in the room."""
    if not one.place.endswith("/hands"):
        return None
    n = shelf.how_many(workspace.store, book.session.id).get(standard_of(one.place)[0], 0)
    if not n:
        return None
    return Refused(
        f"{n} {'has' if n == 1 else 'have'} graded this in private; a show of hands would take their place.",
        "Show those together, or count the hands in the room.",
    )


def take(workspace: Workspace, looked: Looked, chosen: Mapping[str, str]) -> Change:
    """Carry out what was chosen: for each place a source, "both", or "" to leave it as it is."""
    wanted = sheet_merge.settled(looked.differences, chosen)
    if not wanted:
        raise QAError("Nothing was chosen to be taken over.", "Choose at least one change.")
    now = values(book_of(workspace, looked.session))
    for one in looked.differences:
        if one.place in wanted and plain(now.get(one.place, "")) != plain(one.now):
            raise QAError(
                f"{one.what} was changed here in the meantime.", "Look at the workbook again."
            )
    from qa_tool.work import diagnostic_book_take

    with workspace.store.together():
        diagnostic_book_take.carry_out(workspace, looked.session, wanted)
    return changed("diagnostic", ids=(looked.session,))


__all__ = ["Looked", "book_of", "export", "look", "names", "session_in", "take", "xlsx"]
