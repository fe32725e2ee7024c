"""A diagnostic workbook that came back: whose it is, what was filled in, and what is wrong by cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.diagnostic import rules
from qa_tool.diagnostic import sheet_plan as sheets
from qa_tool.diagnostic.sheet import (
    DONE,
    FRESH,
    YES,
    Book,
    Identity,
    one_line,
    rows_text,
)
from qa_tool.diagnostic.sheet_cells import (
    Faults,
    Faulty,
    Grid,
    Line,
    at,
    day,
    lines_of,
    number,
    one_of,
    pairs,
    sheet_of,
    told_about,
    words,
)
from qa_tool.errors import QAError
from qa_tool.problems import Problem

_QUIET = {
    "not_on_list": "What stands here is not one of the grades.",
    "formula": "A formula stands here; a grade is chosen from the list.",
}


CASE = "session/cases/"
"""Where the cell of each reference is kept, with the reference behind it."""


class NotOurs(QAError):
    """The workbook belongs to something else, or cannot say to what."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back: values by place, where each stands, the marks it was written with, the faults.

    `fresh` are free rows of commitments that were filled in: their row key and value.
    """

    identity: Identity
    values: Mapping[str, str]
    where: Mapping[str, str]
    marks: Mapping[str, str]
    problems: tuple[Problem, ...]
    fresh: Mapping[str, str]


def whose(grids: Sequence[Grid], properties: Mapping[str, str], holds: str) -> Identity:
    """What a workbook says it is; refused where it cannot say, or says two things."""
    kind = properties.get("holds", "")
    if kind and kind != holds:
        raise NotOurs(
            f"This is not a {holds}: it was written as another kind of workbook ({kind[:40]}).",
            "Choose the other file.",
        )
    told = told_about(grids, properties)
    for name, (block, kept) in told.items():
        if block and kept and block != kept:
            raise NotOurs(
                f"The workbook says two things about its {name}: the block “About this workbook” was changed.",
                "Take the file as it was written, and fill that in.",
            )
        if not (block or kept):
            raise NotOurs(
                f"The workbook does not say its {name}, so it cannot be known whose it is.",
                "Choose a workbook that this program wrote; the block “About this workbook” must stay.",
            )
    found = {name: block or kept for name, (block, kept) in told.items()}
    return Identity(found["council"], found["session"], found["standards"], found["workbook"])


def same(own: Identity, came: Identity) -> None:
    """Refuse a workbook of another council, session or edition of the standards."""
    if came.council != own.council:
        raise NotOurs("This workbook belongs to another council.", "Choose the one that was written here.")  # fmt: skip
    if came.session != own.session:
        raise NotOurs(
            "This workbook belongs to another session.",
            "Choose that session, or the right workbook.",
        )
    if came.standards != own.standards:
        raise NotOurs(
            "This workbook has another edition of the standards than the session was held with.",
            "Write the workbook again, and copy the answers over.",
        )


def read(book: Book, grids: Sequence[Grid], properties: Mapping[str, str]) -> Filled:
    """Everything that was filled in; what is faulty is told by cell and left out."""
    came = whose(grids, properties, sheets.HOLDS)
    same(book.identity, came)
    marks = pairs(grids, "Place", "Mark")
    reading = _Reading(book, Faults(), {}, {}, {}, frozenset(marks))
    for name, sign, verb in (
        (sheets.SESSION, sheets.ENTRY, _session), (sheets.STANDARDS, sheets.TEAM_GRADE, _standards),
        (sheets.EVIDENCE, "What would good look like here", _evidence), (sheets.CASES, "Reference", _cases),
        (sheets.COMMITMENTS, sheets.COMMITMENT[0], _commitments), (sheets.THEMES, "Chosen", _themes),
    ):  # fmt: skip
        grid = sheet_of(grids, name, sign, reading.faults)
        if grid is not None:
            verb(reading, lines_of(grid, reading.faults), grid)
    return Filled(
        came, reading.values, reading.where, marks,
        tuple(reading.faults.found), reading.fresh,
    )  # fmt: skip


def read_private(book: Book, grids: Sequence[Grid], properties: Mapping[str, str]) -> Filled:
    """One person's own grades by standard, under the number of their copy."""
    came = whose(grids, properties, sheets.ALONE)
    same(book.identity, came)
    faults, found = Faults(), dict[str, str]()
    grid = sheet_of(grids, sheets.MINE, "Your grade", faults)
    grades = {g.name: g.key for g in book.scale.ranked}
    for key, line in (lines_of(grid, faults) if grid is not None else {}).items():
        if key not in book.session.chosen:
            _unknown(line, "standard", faults)
            continue
        try:
            found[key] = one_of(line, "Your grade", grades, faults)
        except Faulty:
            continue
    # Whoever takes these in must not read anybody's grade out of a message.
    quiet = tuple(replace(p, what=_QUIET.get(p.code, p.what)) for p in faults.found)
    return Filled(came, found, {}, {}, quiet, {})


@dataclass(slots=True)
class _Reading:
    """One workbook while it is read."""

    book: Book
    faults: Faults
    values: dict[str, str]
    where: dict[str, str]
    fresh: dict[str, str]
    written: frozenset[str]

    def take(self, place: str, where: str, verb: Callable[[], str]) -> None:
        """Keep the value of one place, unless one of its cells is faulty."""
        try:
            self.values[place] = verb()
        except Faulty:
            return
        self.where[place] = where

    def missing(self, grid: Grid, keys: Iterable[str], lines: Mapping[str, Line]) -> None:
        """Rows that should be there and are not."""
        for key in keys:
            if key not in lines and not any(
                p.code == "row_twice" and f"“{key}”" in p.what for p in self.faults.found
            ):
                self.faults.tell(
                    f"Sheet “{grid.name}”", f"The row “{key}” is not there.",
                    "What stands in the program stays.", "row_missing",
                )  # fmt: skip


def _unknown(line: Line, noun: str, faults: Faults) -> None:
    faults.tell(
        line.grid.where(line.row, line.key_column), f"“{line.key[:40]}” is no {noun} of this session.",
        "Put back what stood in the first cell of this row; nothing of it was read.", "row_unknown",
    )  # fmt: skip


def _session(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> None:
    faults = reading.faults
    reading.missing(grid, ("revisit", "seminar_day", "seminar_who", "seminar_came"), lines)
    for key, place in (("revisit", "session/revisit"), ("seminar_day", "seminar/day")):
        if key in lines:
            line = lines[key]
            reading.take(place, at(line, sheets.ENTRY), lambda line=line: _iso(day(line, sheets.ENTRY, faults)))  # type: ignore[misc]  # fmt: skip
    if "seminar_who" in lines:
        who = lines["seminar_who"]
        reading.take("seminar/who", at(who, sheets.ENTRY), lambda: words(who, sheets.ENTRY, faults))
    if "seminar_came" in lines:
        came = lines["seminar_came"]
        reading.take("seminar/came", at(came, sheets.ENTRY), lambda: str(number(came, sheets.ENTRY, faults) or ""))  # fmt: skip
    _check_revisit(reading, lines.get("revisit"))
    _list(reading, lines, "came", "session/came", lambda line: _came(line, faults))
    _list(reading, lines, "line", "session/lines",
          lambda line: (words(line, "What the team wants to know", faults),))  # fmt: skip
    _list(reading, lines, "score", "session/scorecard", lambda line: _indicator(line, faults))
    _list(reading, lines, "message", "seminar/messages",
          lambda line: (words(line, "Message", faults),))  # fmt: skip


def _iso(found: date | None) -> str:
    return found.isoformat() if found else ""


def _check_revisit(reading: _Reading, line: Line | None) -> None:
    """A revisit lies three to six months after the session, the seminar not before it."""
    value = reading.values.get("session/revisit", "")
    first, last = rules.revisit_window(reading.book.session.day)
    if line is not None and value and not first <= date.fromisoformat(value) <= last:
        reading.faults.tell(
            at(line, sheets.ENTRY), "A revisit is held three to six months after the session.",
            f"Type a day from {first:%d/%m/%Y} to {last:%d/%m/%Y}.", "revisit",
        )  # fmt: skip
        del reading.values["session/revisit"]


def _came(line: Line, faults: Faults) -> tuple[str, ...]:
    role, n = words(line, "Role", faults), number(line, "How many", faults)
    if n is not None and not role:
        faults.tell(at(line, "Role"), "A number stands here without a role.", "Type the role, such as Social worker.", "role")  # fmt: skip
        raise Faulty
    return (role, str(1 if n is None else n)) if role and n != 0 else ()


def _indicator(line: Line, faults: Faults) -> tuple[str, ...]:
    found = tuple(words(line, name, faults) for name in ("Indicator", "Value", "Target", "Source"))
    if any(found) and not (found[0] and found[1]):
        faults.tell(at(line, "Indicator"), "A line of the scorecard needs its indicator and its value.", "Type both, or empty the line.", "indicator")  # fmt: skip
        raise Faulty
    return found


def _list(
    reading: _Reading, lines: Mapping[str, Line], prefix: str, place: str,
    verb: Callable[[Line], tuple[str, ...]],
) -> None:  # fmt: skip
    """The rows of a small list in the order in which they stand now."""
    own = sorted((x for k, x in lines.items() if k.startswith(f"{prefix}-")), key=lambda x: x.row)
    if not own:
        return

    def gathered() -> str:
        rows, whole = [], True
        for line in own:
            try:
                rows.append(verb(line))
            except Faulty:
                whole = False  # the next line may have a fault of its own
        if not whole:
            raise Faulty
        return rows_text(rows)

    where = f"Sheet “{own[0].grid.name}”, rows {own[0].row} to {own[-1].row}"
    reading.take(place, where, gathered)


def _standards(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> None:
    book, faults = reading.book, reading.faults
    grades = {g.name: g.key for g in book.scale.ranked}
    for line in _chosen(reading, lines, grid):
        for heading, what in ((sheets.TEAM_GRADE, "agreed"), (sheets.PARTNER_GRADE, "partner_grade")):  # fmt: skip
            reading.take(
                f"standard/{line.key}/{what}", at(line, heading),
                lambda line=line, heading=heading: one_of(line, heading, grades, faults),  # type: ignore[misc]
            )  # fmt: skip
        if book.finding(line.key).how != "private":
            reading.take(
                f"standard/{line.key}/hands", at(line, f"Hands: {next(iter(grades))}"),
                lambda line=line: rows_text(_hands(line, grades, faults)),  # type: ignore[misc]
            )  # fmt: skip


def _hands(line: Line, grades: Mapping[str, str], faults: Faults) -> list[tuple[str, str]]:
    counted = [(key, number(line, f"Hands: {name}", faults)) for name, key in grades.items()]
    return [(key, str(n)) for key, n in counted if n]


def _chosen(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> list[Line]:
    """The rows of standards of this session; others are told."""
    chosen = reading.book.session.chosen
    reading.missing(grid, chosen, lines)
    for key, line in lines.items():
        if key not in chosen:
            _unknown(line, "standard", reading.faults)
    return [line for key, line in lines.items() if key in chosen]


def _evidence(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> None:
    for line in _chosen(reading, lines, grid):
        for heading, what in sheets.EVIDENCE_COLUMNS.items():
            reading.take(
                f"standard/{line.key}/{what}", at(line, heading),
                lambda line=line, heading=heading: words(line, heading, reading.faults),  # type: ignore[misc]
            )  # fmt: skip


def _cases(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> None:  # noqa: ARG001
    def reference(line: Line) -> tuple[str, ...]:
        found = words(line, "Reference", reading.faults)
        reading.where[f"{CASE}{found}"] = at(line, "Reference")
        return (found,)

    _list(reading, lines, "case", "session/cases", reference)


def _themes(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> None:
    offered = dict(reading.book.offered)
    reading.missing(grid, reading.book.session.themes, lines)
    known = {YES: YES, "No": ""}
    for key, line in lines.items():
        if key not in offered:
            _unknown(line, "theme", reading.faults)
            continue
        reading.take(
            f"theme/{key}", at(line, "Chosen"),
            lambda line=line: one_of(line, "Chosen", known, reading.faults),  # type: ignore[misc]
        )  # fmt: skip


def _commitments(reading: _Reading, lines: Mapping[str, Line], grid: Grid) -> None:
    kept = {c.id for c in reading.book.commitments}
    live = [c.id for c in reading.book.commitments if not c.dropped]
    reading.missing(grid, [k for k in live if f"commitment/{k}" in reading.written], lines)
    for key, line in lines.items():
        if key.startswith(FRESH):
            _fresh(reading, line)
        elif key not in kept:
            _unknown(line, "commitment", reading.faults)
        else:
            where = at(line, sheets.COMMITMENT[0])
            reading.take(f"commitment/{key}", where, lambda line=line: _promise(reading, line))  # type: ignore[misc]
            reading.take(
                f"commitment/{key}{DONE}", at(line, sheets.COMMITMENT[4]),
                lambda line=line: _done(reading, line),  # type: ignore[misc]
            )  # fmt: skip


def _fresh(reading: _Reading, line: Line) -> None:
    try:
        value = _promise(reading, line)
        carried = _done(reading, line)
    except Faulty:
        return
    if carried and not value:
        reading.faults.tell(at(line, sheets.COMMITMENT[0]), "What was done has no commitment.", "Say what the team will do.", "commitment")  # fmt: skip
    elif value:
        reading.fresh[line.key] = value
        reading.where[line.key] = at(line, sheets.COMMITMENT[0])
        if carried:
            reading.fresh[line.key + DONE] = carried


def _promise(reading: _Reading, line: Line) -> str:
    """A commitment with everything that it needs; "" for an empty row."""
    book, faults = reading.book, reading.faults
    what, who, by, about, *_ = sheets.COMMITMENT
    titles = {book.title(key): key for key in book.session.chosen}
    text, owner = one_line(words(line, what, faults)), one_line(words(line, who, faults))
    due, standard = day(line, by, faults), one_of(line, about, titles, faults)
    if not any((text, owner, due, standard)):
        return ""
    for heading, there, said, cure in (
        (what, bool(text), "The commitment has no words.", "Say what the team will do."),
        (who, bool(owner), "Nobody is named for it.", "Type who sees to it: a name or a role."),
        (by, due is not None, "It has no day.", "Type the day by which it is done."),
        (by, due is None or due >= book.session.day, "The day lies before the session.", "Type a day after it."),
    ):  # fmt: skip
        if not there:
            faults.tell(at(line, heading), said, cure, "commitment")
            raise Faulty
    return rows_text([(text, owner, _iso(due), standard)])


def _done(reading: _Reading, line: Line) -> str:
    """What became of it: a day from the session on, and a word on what can be noticed now."""
    faults, session = reading.faults, reading.book.session
    heading, came = sheets.COMMITMENT[4:]
    on, said = day(line, heading, faults), one_line(words(line, came, faults))
    if on is None and not said:
        return ""
    if on is None or not session.day <= on <= reading.book.written:
        faults.tell(at(line, heading), "The day on which it was done does not fit.", "Type a day from the session up to today.", "done")  # fmt: skip
        raise Faulty
    if not said:
        faults.tell(at(line, came), "It is not said what came of it.", "Say what can be noticed now.", "done")  # fmt: skip
        raise Faulty
    return rows_text([(on.isoformat(), said)])


__all__ = ["CASE", "Filled", "NotOurs", "read", "read_private", "same", "whose"]
