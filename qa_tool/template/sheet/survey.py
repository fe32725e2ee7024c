"""The survey's tree laid out as domains with questions; what the program keeps by itself is recognised."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa_tool.template.domains import RESERVED
from qa_tool.template.findings import shown
from qa_tool.template.locate import Path
from qa_tool.template.model import ACKNOWLEDGED, OTHER, Scale
from qa_tool.template.sheet.choices import Listed, flag
from qa_tool.template.sheet.grid import Line
from qa_tool.template.sheet.names import Meant, Names, graded
from qa_tool.template.sheet.naming import free, key_of, words_of
from qa_tool.template.sheet.question import (
    OF_GRADED,
    Book,
    choices_of,
    find_list,
    kind_of,
    table_of,
    without_answers,
)
from qa_tool.template.sheet.tree import Part

_WORTH = ("default", "calculation", "calculation_rule")
_LISTED = frozenset({"one_of", "some_of", "rank"})


@dataclass(slots=True)
class Asked:
    """One question that was laid out, waiting for its conditions; `under` are the groups around it."""

    part: Part
    key: str
    table: dict[str, Any]
    path: Path
    meant: Meant
    under: tuple[Line, ...] = ()
    listed: Listed | None = None
    inside: bool = False


@dataclass(slots=True)
class Laid:
    """The survey laid out: domains as tables, questions to finish, special groups, and all names."""

    domains: list[dict[str, Any]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    overall: Part | None = None
    safety: list[Part] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    keys: dict[str, str] = field(default_factory=dict)  # of domains, by their names in the form
    taken: set[str] = field(default_factory=lambda: set(RESERVED))


def lay_out(
    top: Sequence[Part], title: str, book: Book, scale: str, left: Iterable[str] = ()
) -> Laid:
    """Make a domain of every group at the top, and of what stands between them."""
    laid = Laid()
    laid.names.left.update(left)
    laid.names.groups.update(_groups(top))
    loose: list[Part] = []
    for part in top:
        if not part.group:
            loose.append(part)
            continue
        _loose(loose, title, laid, book)
        loose = []
        special = part.line.get("kind").casefold()
        if special == "overall":
            laid.overall = part
        elif special == "safety":
            laid.safety.append(part)
        else:
            _group(part, laid, book, scale)
    _loose(loose, title, laid, book)
    return laid


def _groups(parts: Iterable[Part]) -> Iterator[str]:
    """The names of all groups, however deep."""
    for part in parts:
        if part.group:
            yield part.name
            yield from _groups(part.parts)


def _loose(parts: list[Part], title: str, laid: Laid, book: Book) -> None:
    """The questions that stand in no group."""
    kept = [part for part in parts if not _left(part, laid, book)]
    if kept:
        _domain("questions", {"title": title, "graded": False}, kept[0].line, laid, book)
        _fill(kept, laid, book)


def _group(part: Part, laid: Laid, book: Book, scale: str) -> None:
    """A group at the top is a domain; one that repeats is a domain with that group in it."""
    line = part.line
    is_graded = flag(line, "graded", book.notes) and not part.type.repeats
    title = without_answers(line, "label", book.notes) or words_of(part.name)
    table: dict[str, Any] = {"title": title}
    base = "hint" if line.get("hint") else "guidance_hint"
    purpose = without_answers(line, base, book.notes)
    if purpose and not part.type.repeats:
        table["purpose"] = purpose
    table |= _graded_by(line, book) if is_graded else {"graded": False}
    if not part.type.repeats:
        table |= _moderated(line, book)
    key = _domain(part.name, table, line, laid, book)
    if is_graded:
        _own_names(key, part.name, book.scales.get(table.get("scale", scale)), laid)
    if part.type.repeats:
        _fill([part], laid, book)
    else:
        _fill(part.parts, laid, book, is_graded=is_graded, under=(line,))


def _graded_by(line: Line, book: Book) -> dict[str, Any]:
    """What the row of a graded domain says of its grading."""
    table: dict[str, Any] = {base: line.get(base) for base in ("scale", "caps") if line.get(base)}
    return table | ({"limiting": True} if flag(line, "limiting", book.notes) else {})


def _moderated(line: Line, book: Book) -> dict[str, Any]:
    """Whether a second reader is asked what stands in a domain, where its row says so."""
    if not line.get("moderated"):
        return {}
    return {"moderated": flag(line, "moderated", book.notes)}


def _own_names(key: str, name: str, scale: Scale | None, laid: Laid) -> None:
    """Grade, reason and evidence of a graded domain, by the names that they have in the form."""
    keys = {grade.key: grade.key for grade in scale.grades} if scale else {}
    for meant in graded(key, keys):
        for called in dict.fromkeys((key, name)):
            laid.names.add(f"{called}.{meant.key.rpartition('.')[2]}", meant)


def _domain(name: str, table: dict[str, Any], line: Line, laid: Laid, book: Book) -> str:
    """Add a domain; its key."""
    key = free(key_of(name, "domain"), laid.taken)
    laid.taken.add(key)
    laid.keys.setdefault(name, key)
    path: Path = ("domain", len(laid.domains))
    laid.domains.append({"key": key, **table, "question": []})
    book.cells.put(path, line.at("name"))
    for base, at in (("scale", "scale"), ("caps", "caps"), ("label", "title"), ("hint", "purpose")):
        book.cells.put((*path, at), line.at(base))
    return key


def _fill(
    parts: Sequence[Part], laid: Laid, book: Book, *, is_graded: bool = False,
    under: tuple[Line, ...] = (),
) -> None:  # fmt: skip
    """The questions of the latest domain."""
    domain = laid.domains[-1]
    place: Path = ("domain", len(laid.domains) - 1)
    filler = _Filler(laid, book, domain["key"], domain["question"], place, is_graded=is_graded)
    filler.fill(parts, under)
    if not domain["question"]:
        del domain["question"]


class _Filler:
    """Puts questions into one domain, or into one repeated group of it."""

    def __init__(  # noqa: PLR0913  where they go
        self, laid: Laid, book: Book, parent: str, into: list[dict[str, Any]], path: Path, *,
        is_graded: bool = False, inside: bool = False,
    ) -> None:  # fmt: skip
        self._laid, self._book, self._parent = laid, book, parent
        self._into, self._path = into, path
        self._graded, self._inside = is_graded, inside
        self._taken: set[str] = set()

    def fill(self, parts: Sequence[Part], under: tuple[Line, ...]) -> None:
        """Every part in turn; groups inside are opened, with a note where they have a title."""
        named: dict[str, Part] = {}
        for part in parts:
            name = part.name
            if name and name in named and part.type.role != "left":
                what = f"The name {shown(name)} stands in row {named[name].line.spot.row} already."
                cure = "Give each question of a group its own name."
                self._book.notes.error(part.line.at("name"), what, cure, "duplicate_name")
            named.setdefault(name, part)
            if part.group:
                self._open(part, under)
            elif not _left(part, self._laid, self._book) and not self._own(part):
                self._question(part, under)

    def _own(self, part: Part) -> bool:
        """Whether it is the grade, reason or evidence that a graded domain has by itself."""
        if not self._graded:
            return False
        key = part.name.removeprefix(f"{self._parent}.")
        listed = part.type.kind == "one_of"
        return key in OF_GRADED and (listed if key == "grade" else part.type.kind == "text")

    def _open(self, part: Part, under: tuple[Line, ...]) -> None:
        if part.line.get("kind").casefold() == "rating_grid":
            self._grid(part, under)
        elif part.type.repeats and not self._inside:
            self._repeat(part, under)
        else:
            if part.type.repeats:
                cure = "Its questions stand once in the group around it."
                self._book.notes.left(part.line.at("type"), "a repeat inside a repeat.", cure)
            self._heading(part, (*under, part.line))
            self.fill(part.parts, (*under, part.line))

    def _heading(self, part: Part, under: tuple[Line, ...]) -> None:
        """The title of a group inside a group, as a note above its questions."""
        notes = self._book.notes
        label = without_answers(part.line, "label", notes)
        if not label:
            return
        table = {"kind": "note", "text": label}
        if part.line.get("hint"):
            table["help"] = without_answers(part.line, "hint", notes)
        self._add(Part(part.line, part.type), table, Meant("", "note"), under, plain=True)

    def _repeat(self, part: Part, under: tuple[Line, ...]) -> None:
        """A group that repeats: one question with questions inside."""
        table = table_of(part, "group", self._book)
        asked = self._add(part, table, Meant("", "group"), under)
        inner: list[dict[str, Any]] = []
        path = (*asked.path, "question")
        filler = _Filler(self._laid, self._book, asked.key, inner, path, inside=True)
        filler.fill(part.parts, ())
        table["question"] = inner
        if not inner and part.parts:
            self._take_back(asked, part)
        elif not inner:
            cure = "Write at least one question between its begin and its end."
            self._book.notes.error(part.line.at("type"), "Nothing is asked in it.", cure, "empty")

    def _take_back(self, asked: Asked, part: Part) -> None:
        """A group of which nothing is carried over is not carried over itself."""
        self._into.pop()
        self._laid.asked.remove(asked)
        self._laid.names.drop(part.name, asked.key)
        self._book.notes.left(part.line.at("type"), f"{shown(part.name)}: nothing is left in it.")

    def _grid(self, part: Part, under: tuple[Line, ...]) -> None:
        """A rating grid: each question in it is a row, all on the same list."""
        book, table = self._book, table_of(part, "rating_grid", self._book)
        rows = [one for one in part.parts if one.type.kind == "one_of"]
        named = {one.type.list_name for one in rows}
        if len(named) != 1 or len(rows) != len(part.parts):
            what = "The rows of a grid are select_one questions with one and the same list."
            cure = (
                "Give every row between its begin and its end the type select_one with that list."
            )
            book.notes.error(part.line.at("type"), what, cure, "uneven_grid")
            return
        listed = find_list(rows[0], book)
        asked = self._add(part, table, Meant("", "rating_grid"), under, listed=listed)
        table["rows"] = [{"key": self._bare(r.name, asked.key), "text": r.line.get("label") or words_of(r.name)} for r in rows]  # fmt: skip
        if part.line.get("scale"):
            table["scale"] = part.line.get("scale")
        elif listed is not None:
            table["choices"] = choices_of(listed, book)
        columns = book.lists.get(part.line.get("columns"))
        if columns is not None:
            table["columns"] = [{"key": o.key, "text": o.text} for o in columns.options]
        keys = listed.keys if listed is not None else {}
        for row, made in zip(rows, table["rows"], strict=True):
            for tail in [f".{o.key}" for o in columns.options] if columns else [""]:
                meant = Meant(f"{asked.key}.{made['key']}{tail}", "one_of", keys, self._group())
                self._laid.names.add(f"{row.name}{tail}", meant)

    def _question(self, part: Part, under: tuple[Line, ...]) -> None:
        """One question."""
        book, kind = self._book, kind_of(part, self._book)
        table = table_of(part, kind, book)
        if not part.name and kind != "note":
            cure = "Write a short name, such as visits."
            book.notes.error(
                part.line.at("name"), "The question has no name.", cure, "missing_name"
            )
        listed = find_list(part, book) if part.type.kind in _LISTED else None
        if listed is None and part.type.kind in _LISTED:
            kind, table = "text", {"kind": "text", "text": table["text"]}  # its fault is told
        keys = dict(listed.keys) if listed is not None else {}
        if kind == "acknowledge":
            keys = {"OK": ACKNOWLEDGED, ACKNOWLEDGED: ACKNOWLEDGED}
        if part.type.or_other:
            keys[OTHER] = OTHER
        if listed is not None and kind == "grade":
            table["scale"] = key_of(listed.name, "scale")
        elif kind in {"one_of", "some_of", "rank"} and listed is not None:
            table["choices"] = choices_of(listed, book)
        self._add(part, table, Meant("", kind, keys), under, listed=listed)

    def _group(self) -> str:
        return self._parent if self._inside else ""

    def _bare(self, name: str, parent: str) -> str:
        return key_of(name.removeprefix(f"{parent}."))

    def _renamed(self, part: Part, short: str, key: str) -> None:
        """Answers are kept under the key, so a name that is not kept letter by letter is told."""
        if part.name and part.name.removeprefix(f"{self._parent}.") != short:
            cure = "Write the name in small letters, digits and _ if it is to stay as it is."
            what = f"The name {shown(part.name)} is changed: answers are kept under “{key}”."
            self._book.notes.warning(part.line.at("name"), what, cure, "renamed")

    def _add(
        self, part: Part, table: dict[str, Any], meant: Meant, under: tuple[Line, ...], *,
        listed: Listed | None = None, plain: bool = False,
    ) -> Asked:  # fmt: skip
        """Put a question at the end, and remember its place and its name."""
        short = free(self._bare(part.name, self._parent), self._taken)
        self._taken.add(short)
        key = f"{self._parent}.{short}"
        if not plain and meant.kind != "note":
            self._renamed(part, short, key)
        path = (
            *self._path,
            *(() if self._path[-1] == "question" else ("question",)),
            len(self._into),
        )
        made = {"key": short, **table}
        table.update(made)
        self._into.append(table)
        full = Meant(key, meant.kind, meant.choices, self._group())
        asked = Asked(part, key, table, path, full, under, listed, self._inside)
        if not plain and part.name:
            self._laid.names.add(part.name, full)
        self._laid.asked.append(asked)
        _places(asked, self._book)
        return asked


def _left(part: Part, laid: Laid, book: Book) -> bool:
    """Whether the program has no such question; that is told."""
    if part.line.get("relevant").casefold() in {"false", "false()"} and not part.group:
        book.notes.left(part.line.at("relevant"), f"{shown(part.name)}, which is never asked.")
        laid.names.left.add(part.name)
        return True
    if part.type.kind == "hidden" and not any(map(part.line.get, _WORTH)):
        book.notes.left(
            part.line.at("type"), f"{shown(part.name)}: a hidden value that is nowhere said."
        )
        laid.names.left.add(part.name)
        return True
    if part.type.role != "left":
        return False
    written = part.line.get("type")
    book.notes.left(part.line.at("type"), f"{shown(part.name)} of the type {shown(written)}.")
    laid.names.left.add(part.name)
    return True


_FROM = (
    ("name", ()), ("label", ("text",)), ("type", ("kind",)), ("type", ("choices",)), ("hint", ("help",)),
    ("type", ("scale",)), ("relevant", ("ask_when",)), ("required", ("required_when",)), ("constraint", ("constraint",)),
    ("constraint_message", ("constraint_message",)), ("calculation", ("calculation",)),
    ("default", ("default",)), ("companions", ("companions",)), ("weight", ("weight",)),
    ("constraint", ("least",)), ("guidance_hint", ("look_at",)), ("unit", ("unit",)),
    ("allow_na", ("allow_na",)), ("impact", ("impact",)), ("each", ("each",)), ("name", ("key",)),
    ("required_message", ("required_message",)), ("read_only", ("read_only",)),
    ("theme", ("theme",)), ("theme_when", ("theme_when",)), ("action_when", ("action_when",)),
    ("repeat_count", ("times",)), ("evidence_when", ("evidence_when",)), ("moderated", ("moderated",)),
)  # fmt: skip


def _places(asked: Asked, book: Book) -> None:
    """Remember in which cell each part of a question stands."""
    line = asked.part.line
    for base, steps in _FROM:
        book.cells.put((*asked.path, *steps), line.at(base))
    if asked.listed is not None:
        for n, option in enumerate(asked.listed.options):
            for key, base in (("key", "name"), ("text", "label"), ("when", "when")):
                book.cells.put((*asked.path, "choices", n, key), option.line.at(base))
            book.cells.put((*asked.path, "choices", n), option.line.at("name"))
