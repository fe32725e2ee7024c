"""The sheets of a diagnostic workbook before they are written: tables of plain values with open cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.audit.safety_sheet import NOBODY, WRITE_DOWN, instructions
from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import HOW, SERVICES
from qa_tool.diagnostic.sheet import DONE, FRESH, YES, Book, Identity, mark, values
from qa_tool.policy import Numbers

Kind = Literal["text", "long", "choice", "date", "number"]
Value = str | int | date | None

DANGER = "If a child may be in danger"
SESSION, STANDARDS, EVIDENCE, CASES = "Session", "Standards", "Evidence", "Cases"
COMMITMENTS, THEMES, KEY, MINE = "Commitments", "Themes", "Key", "Your grades"
KEY_COLUMN = "Row"
ENTRY = "Entry"
ABOUT_TITLE = "About this workbook"
ROOM = {"came": 8, "line": 6, "score": 8, "case": 10, "message": 6, "commitment": 6}
TEAM_GRADE, PARTNER_GRADE = "Team's agreed grade", "Partner's grade"
EVIDENCE_COLUMNS = {
    "Evidence": "evidence", "What would good look like here": "good_here",
    "Partner's view": "partner_view",
}  # fmt: skip
COMMITMENT = ("What the team will do", "Who sees to it", "By when", "Standard", "Done on", "What came of it")  # fmt: skip
ABOUT = ("council", "session", "standards", "workbook")
PROPERTIES = {name: f"diagnostic {name}" for name in ABOUT}
HOLDS = "diagnostic workbook"
ALONE = "private grades"
LEARNING = (
    "A learning exercise: the team's own view of its practice beside its partner's. Nothing in it "
    "enters an audit figure. No child and no worker is named in it."
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, width in characters, kind, and whether people fill it in."""

    title: str
    width: float
    kind: Kind = "text"
    open: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table; the first cell of a row is its key.

    What is `shut` is printed and not filled in: a row by its key, or one cell as "key/heading".
    `dates` are keys of rows whose entry is a day, `numbers` of those whose entry is a number.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    shut: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: a title, sentences, and tables below each other."""

    name: str
    title: str
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    alarm: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A whole workbook: its sheets, what it says it is, and the tones of its grades."""

    title: str
    council: str
    pages: tuple[Page, ...]
    properties: tuple[tuple[str, str], ...]
    tones: tuple[tuple[str, str], ...] = ()
    marking: str = "OFFICIAL-SENSITIVE"


def plan(book: Book) -> Planned:
    """The workbook of one session."""
    pages = (
        danger(book.numbers), _session(book), _standards(book), _evidence(book), _cases(book),
        _commitments(book), _themes(book), _key(book),
    )  # fmt: skip
    return Planned(
        f"Diagnostic session with {book.team}", book.council, pages,
        properties(book.identity, HOLDS),
        tuple((g.name, g.tone) for g in book.scale.ranked),
    )  # fmt: skip


def properties(identity: Identity, holds: str) -> tuple[tuple[str, str], ...]:
    """What the properties of the document say of it, beside what stands on its last sheet."""
    told = (identity.council, identity.session, identity.standards, identity.number)
    return (("holds", holds), *zip(PROPERTIES.values(), told, strict=True))


def danger(numbers: Numbers) -> Page:
    """The first sheet of every workbook: the same two levels, people and numbers as an audit on paper."""
    columns = (
        Column("Whom to speak to", 46, "long"), Column("By when, and how", 62, "long"),
        Column("Number", 34, "long"),
    )  # fmt: skip
    tables = tuple(
        Table(f"{one.level}_routes", one.says, columns,
              tuple((to.whom, to.how, to.number) for to in one.directions))
        for one in instructions(numbers)
    )  # fmt: skip
    return Page(
        DANGER, "Stop here first if a child may be in danger",
        (
            "Speak to somebody at once; a message or a mark in this workbook is not enough. 999 where life is at risk.",
            NOBODY,
            f"Write down, on the child's own file: {WRITE_DOWN} Then record a safety stop in the program, or ask the person who leads the session to do so.",
        ),
        tables, alarm=True,
    )  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _padded(prefix: str, rows: Sequence[Sequence[Value]], width: int) -> tuple[tuple[Value, ...], ...]:  # fmt: skip
    """Rows with keys, and free rows after them."""
    many = len(rows) + max(2, ROOM[prefix] - len(rows))
    found = [*rows, *([None] * width for _ in range(many - len(rows)))]
    return tuple((f"{prefix}-{place}", *row) for place, row in enumerate(found, 1))


def _session(book: Book) -> Page:
    one, seminar = book.session, book.session.seminar
    printed = (
        ("team", "Team", book.team), ("area", "Area", book.area), ("service", "Service", SERVICES.get(one.service, one.service)),
        ("day", "Held on", _day(one.day)), ("partner", "Partner", one.partner), ("led", "Led by", book.facilitator),
        ("set", "Standards", f"{book.set.title}, edition {book.set.edition}"),
    )  # fmt: skip
    facts: tuple[tuple[Value, ...], ...] = (
        *printed,
        ("revisit", "Looked at again from", one.revisit),
        ("seminar_day", "Practice learning seminar on", seminar.day),
        ("seminar_who", "Seminar: for whom", seminar.who),
        ("seminar_came", "Seminar: how many came", seminar.came or None),
    )
    key = Column(KEY_COLUMN, 13)
    tables = (
        Table("session", "The session", (key, Column("What", 50), Column(ENTRY, 40, "long", open=True)), facts,
              shut=frozenset(k for k, *_ in printed), dates=frozenset({"revisit", "seminar_day"}),
              numbers=frozenset({"seminar_came"})),
        Table("came", "Took part, by role", (key, Column("Role", 50, open=True), Column("How many", 40, "number", open=True)),
              _padded("came", [(c.role, c.n) for c in one.came], 2), "Roles and numbers, no names."),
        Table("lines", "Lines of enquiry", (key, Column("What the team wants to know", 50, "long", open=True)),
              _padded("line", [(line,) for line in one.lines], 1)),
        Table("scorecard", "From the scorecard",
              (key, Column("Indicator", 50, "long", open=True), Column("Value", 40, open=True),
               Column("Target", 18, open=True), Column("Source", 30, open=True)),
              _padded("score", [(i.name, i.value, i.target, i.source) for i in one.scorecard], 4),
              "As the source prints it."),
        Table("messages", "Messages taken to the seminar", (key, Column("Message", 50, "long", open=True)),
              _padded("message", [(line,) for line in seminar.messages], 1)),
    )  # fmt: skip
    return Page(SESSION, f"Diagnostic session: {book.team}", (LEARNING, _how()), tables)


def _how() -> str:
    return (
        "Fill in the pale yellow cells only. Rows are known by their first cell; leave it as it is. "
        "Nothing is taken over before the changes were shown cell by cell."
    )


def _standards(book: Book) -> Page:
    names = tuple(g.name for g in book.scale.ranked)
    hands = tuple(Column(f"Hands: {name}", 14, "number", open=True) for name in names)
    columns = (
        Column(KEY_COLUMN, 13), Column("Standard", 28, "long"),
        *(Column(name, 36, "long") for name in names),
        Column(TEAM_GRADE, 20, "choice", open=True, choices=names),
        Column(PARTNER_GRADE, 20, "choice", open=True, choices=names), *hands,
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    shut: set[str] = set()
    for key in book.session.chosen:
        standard, one = book.set.standard(key), book.finding(key)
        if standard is None:
            continue
        if one.how == "private":
            shut |= {f"{key}/{column.title}" for column in hands}
        counts = [one.counts.get(g.key) or None for g in book.scale.ranked] if one.how else [None] * len(names)  # fmt: skip
        again = f"\nLast time: {book.grade(book.before[key])}" if book.before.get(key) else ""
        rows.append(
            (key, f"{standard.title}\n{standard.purpose}{again}",
             *(standard.levels.get(g.key, "") for g in book.scale.ranked),
             book.grade(one.agreed), book.grade(one.partner_grade), *counts)
        )  # fmt: skip
    table = Table("standards", "Standards of practice", columns, tuple(rows), shut=frozenset(shut))
    notes = (
        "Read the four descriptions, talk about the evidence, and choose the one that fits best.",
        f"“Hands” counts a show of hands, without names; leave it empty otherwise. {_private(book)}".strip(),
    )  # fmt: skip
    return Page(STANDARDS, f"Standards: {book.team}", notes, (table,), wide=True)


def _private(book: Book) -> str:
    n = sum(book.finding(key).how == "private" for key in book.session.chosen)
    return f"{HOW['private']} on {n} of them: those counts are not changed here." if n else ""


def _evidence(book: Book) -> Page:
    columns = (
        Column(KEY_COLUMN, 13),
        Column("Standard", 28, "long"),
        Column("Look at", 30, "long"),
        *(Column(title, 48, "long", open=True) for title in EVIDENCE_COLUMNS),
    )
    rows = []
    for key in book.session.chosen:
        standard, one = book.set.standard(key), book.finding(key)
        if standard is not None:
            said = (getattr(one, name) for name in EVIDENCE_COLUMNS.values())
            rows.append((key, standard.title, standard.look_at, *said))
    notes = ("Say what was seen and where, not who did it: no child's and no worker's name.",)
    table = Table("evidence", "Evidence", columns, tuple(rows))
    return Page(EVIDENCE, f"Evidence: {book.team}", notes, (table,), wide=True)


def _cases(book: Book) -> Page:
    columns = (Column(KEY_COLUMN, 13), Column("Reference", 30, open=True))
    table = Table(
        "cases", "Cases looked at", columns, _padded("case", [(c,) for c in book.cases], 1)
    )
    notes = ("The program's own references only, five to eight: no name, no case number, no word about a child.",)  # fmt: skip
    return Page(CASES, f"Cases: {book.team}", notes, (table,))


def _commitments(book: Book) -> Page:
    titles = tuple(book.title(key) for key in book.session.chosen)
    words, who, by, standard, done, came = COMMITMENT
    columns = (
        Column(KEY_COLUMN, 29), Column(words, 46, "long", open=True), Column(who, 24, "long", open=True),
        Column(by, 14, "date", open=True), Column(standard, 30, "choice", open=True, choices=titles),
        Column(done, 14, "date", open=True), Column(came, 40, "long", open=True),
    )  # fmt: skip
    kept = [c for c in book.commitments if not c.dropped]
    rows: list[tuple[Value, ...]] = [
        (c.id, c.text, c.owner, c.due, book.title(c.standard) if c.standard else None, c.done, c.came_of_it)
        for c in kept
    ]  # fmt: skip
    free = max(3, ROOM["commitment"] - len(kept))
    rows += [(f"{FRESH}{place}", *[None] * 6) for place in range(1, free + 1)]
    notes = ("Three to five, each with a name or role and a day. “Done on” needs a word on what came of it.",)  # fmt: skip
    table = Table("commitments", "Commitments of the team", columns, tuple(rows))
    return Page(COMMITMENTS, f"Commitments: {book.team}", notes, (table,), wide=True)


def _themes(book: Book) -> Page:
    chosen = set(book.session.themes)
    columns = (
        Column(KEY_COLUMN, 30),
        Column("Theme", 60, "long"),
        Column("Chosen", 14, "choice", open=True, choices=(YES,)),
    )
    rows = tuple((key, title, YES if key in chosen else None) for key, title in book.offered)
    notes = ("Choose Yes where the session found it; the first three are what the Essex diagnostics found.",)  # fmt: skip
    return Page(THEMES, f"Themes: {book.team}", notes, (Table("themes", "Themes", columns, rows),))


def _key(book: Book) -> Page:
    grades = tuple((g.name, "Grade of the team and of the partner") for g in book.scale.ranked)
    sheets = (
        (DANGER, "What to do and whom to ring, before everything else."),
        (SESSION, "Who, when and what; the scorecard; the seminar; when the team is looked at again."),
        (STANDARDS, "The descriptions beside the grades of the team and of the partner."),
        (EVIDENCE, "What the grades rest on, what good would look like here, and the partner's view."),
        (CASES, "References of the cases looked at."),
        (COMMITMENTS, "What the team will do, who sees to it, by when, and what came of it."),
        (THEMES, "Themes of the council's list."), *grades,
        ("Partner's grade", f"It stands apart and changes nothing. Between the two: {rules.gap_words(1).lower()}, for one."),
        ("Hands", "How many raised a hand for a grade: counts without names."),
    )  # fmt: skip
    told = tuple((place, mark(value)) for place, value in values(book).items() if value)
    tables = (
        Table("words", "What stands where", (Column("Word", 30), Column("Meaning", 76, "long")), sheets),
        about(book.identity, book.council, book.written),
        Table("marks", "What stood here when it was written",
              (Column("Place", 30), Column("Mark", 76)), told,
              "By these the program knows which cells were changed since; what was empty has none."),
    )  # fmt: skip
    return Page(KEY, "Key, and what this workbook is", (), tables)


def about(identity: Identity, council: str, written: date) -> Table:
    """The block by which a workbook is known again."""
    told = (identity.council, identity.session, identity.standards, identity.number)
    rows = (*zip(ABOUT, told, strict=True), ("council's name", council), ("written", written.isoformat()))  # fmt: skip
    return Table(
        "about", ABOUT_TITLE, (Column("About", 30), Column("Known as", 76)), rows,
        "Leave this as it is: without it the workbook cannot come back.",
    )  # fmt: skip


def private_plan(book: Book, mine: dict[str, str]) -> Planned:
    """The small workbook in which one person grades alone: no name is asked for, none is in it."""
    names = tuple(g.name for g in book.scale.ranked)
    rows = tuple(_alone(book, mine))
    columns = (
        Column(KEY_COLUMN, 13), Column("Standard", 28, "long"),
        *(Column(name, 36, "long") for name in names),
        Column("Your grade", 20, "choice", open=True, choices=names),
    )  # fmt: skip
    tables = (
        Table("mine", "Your own grades", columns, rows),
        Table("about", ABOUT_TITLE, (Column("About", 13), Column("Known as", 28)),
              about(book.identity, book.council, book.written).rows),
    )  # fmt: skip
    page = Page(
        MINE, f"Your own grades: {book.team}, {_day(book.session.day)}",
        (
            "Read the four descriptions and choose the one that fits best, before anybody speaks. Leave a standard out if you cannot say.",
            "Do not write your name. Give the file to whoever leads the session; the program keeps counts and forgets the rest when all are shown together.",
        ),
        tables, wide=True,
    )  # fmt: skip
    return Planned(
        "Your own grades", book.council, (danger(book.numbers), page),
        properties(book.identity, ALONE), tuple((g.name, g.tone) for g in book.scale.ranked),
    )  # fmt: skip


def _alone(book: Book, mine: dict[str, str]) -> Iterator[tuple[Value, ...]]:
    for key in book.session.chosen:
        standard = book.set.standard(key)
        if standard is not None and not book.finding(key).how:
            yield (
                key, f"{standard.title}\n{standard.purpose}",
                *(standard.levels.get(g.key, "") for g in book.scale.ranked),
                book.grade(mine.get(key, "")),
            )  # fmt: skip


__all__ = ["DONE", "Column", "Page", "Planned", "Table", "Value", "danger", "plan", "private_plan"]
