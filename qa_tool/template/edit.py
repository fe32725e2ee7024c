"""A template while somebody writes it: the dialect's tables, changed step by step, and back again.

The tables of a template that is being written may be half made, so they are plain values and no
`Template`. Every change is an `Edit`: what stood at a place and what stands there now. Nothing is
changed in place: `done` and `undone` give new tables.
"""

from dataclasses import dataclass
from typing import Any, Literal

from qa_tool.template.locate import Path

Tables = dict[str, Any]
Sort = Literal["put", "insert", "remove"]


@dataclass(frozen=True, slots=True)
class Op:
    """One change at a place: `put` a value (None: nothing stands there), `insert` or `remove` in a list."""

    sort: Sort
    path: Path
    before: Any = None
    after: Any = None

    def back(self) -> "Op":
        """The change that takes this one back."""
        turned: dict[Sort, Sort] = {"put": "put", "insert": "remove", "remove": "insert"}
        return Op(turned[self.sort], self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of the author: what it is called, its changes, and where to look after it and before it."""

    words: str
    ops: tuple[Op, ...]
    at: Path = ()
    was_at: Path = ()


def done(tables: Tables, edit: Edit) -> Tables:
    """The tables after this step."""
    for op in edit.ops:
        tables = _changed(tables, op.path, op)
    return tables


def undone(tables: Tables, edit: Edit) -> Tables:
    """The tables as they were before this step."""
    for op in reversed(edit.ops):
        tables = _changed(tables, op.path, op.back())
    return tables


def joined(first: Edit, second: Edit) -> Edit:
    """Two steps as one; typing on in one field is one change."""
    a, b = first.ops[-1], second.ops[0]
    if a.sort == b.sort == "put" and a.path == b.path:
        ops = (*first.ops[:-1], Op("put", a.path, a.before, b.after), *second.ops[1:])
    else:
        ops = (*first.ops, *second.ops)
    return Edit(first.words, ops, second.at, first.was_at)


def value_at(tables: Tables, path: Path) -> Any:
    """What stands at a place; None where nothing does."""
    found: Any = tables
    for step in path:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and 0 <= step < len(found):
            found = found[step]
        else:
            return None
    return found


def put(tables: Tables, path: Path, value: Any, words: str = "Change") -> Edit | None:
    """Write a value at a place; what is empty is taken away. None where nothing changes."""
    before = value_at(tables, path)
    after = None if _empty(value) else value
    if before == after and type(before) is type(after):
        return None
    return Edit(words, (Op("put", path, before, after),), path, path)


def insert(tables: Tables, at: Path, value: Any, words: str = "Add") -> Edit:
    """Put something into a list; the last step of the place is its position, at most at the end."""
    into, place = at[:-1], int(at[-1])
    have = value_at(tables, into)
    ops: tuple[Op, ...] = ()
    if not isinstance(have, list):
        ops, have = (Op("put", into, have, []),), []
    place = max(0, min(place, len(have)))
    return Edit(words, (*ops, Op("insert", (*into, place), None, value)), (*into, place), into)


def remove(tables: Tables, path: Path, words: str = "Remove") -> Edit:
    """Take something out of a list; an empty list goes with it."""
    into, place = path[:-1], int(path[-1])
    have = value_at(tables, into)
    left = len(have) - 1
    ops: tuple[Op, ...] = (Op("remove", path, value_at(tables, path), None),)
    if not left:
        ops = (*ops, Op("put", into, [], None))
    near = (*into, min(place, left - 1)) if left else into[:-1]
    return Edit(words, ops, near, path)


def move(tables: Tables, path: Path, to: Path, words: str = "Move") -> Edit | None:
    """Take something from one place of a list to a place of this or another list.

    `to` is the place before which it goes, as the lists stand now. None where that changes nothing.
    """
    into, place = to[:-1], int(to[-1])
    same = path[:-1] == into
    if same and place > int(path[-1]):
        place -= 1
    if (same and place == path[-1]) or to[: len(path)] == path:
        return None
    value = value_at(tables, path)
    out = remove(tables, path)
    if same:
        out = Edit(words, out.ops[:1])
    else:
        into = _after_removal(path, into)
    middle = done(tables, out)
    into_it = insert(middle, (*into, place), value)
    return Edit(words, (*out.ops, *into_it.ops), into_it.at, path)


def _after_removal(gone: Path, path: Path) -> Path:
    """Where a place stands after an earlier entry of one of its lists was taken out."""
    depth = len(gone) - 1
    if len(path) > depth and path[:depth] == gone[:-1]:
        here = path[depth]
        if isinstance(here, int) and here > int(gone[-1]):
            return (*path[:depth], here - 1, *path[depth + 1 :])
    return path


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)


def _changed(here: Any, path: Path, op: Op) -> Any:
    """A copy of what stands here with one change further in."""
    if not path:
        return op.after
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(here)
        if rest:
            items[step] = _changed(items[step], rest, op)
        elif op.sort == "insert":
            items.insert(step, op.after)
        elif op.sort == "remove":
            del items[step]
        else:
            items[step] = op.after
        return items
    table = dict(here) if isinstance(here, dict) else {}
    inner = _changed(table.get(step), rest, op)
    if inner is None:
        table.pop(step, None)
    else:
        table[step] = inner
    return table
