"""Rows into children: the same number on several rows and lists is one child, and one case."""

from collections.abc import Sequence
from datetime import date

from qa_tool.caselist.annex import Book
from qa_tool.caselist.model import Child, Line, ListKind

CLOSED = "closed"


def join(lines: Sequence[Line], book: Book) -> tuple[tuple[Child, ...], int]:
    """Each child once, in the order of the file, and how many rows repeated a child on the same list."""
    by_child: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        subject = book.lists[line.list_key].subject
        by_child.setdefault((subject, line.number.casefold()), []).append(line)
    repeated = sum(len(own) - len({line.list_key for line in own}) for own in by_child.values())
    return tuple(_child(own, book) for own in by_child.values()), repeated


def _child(lines: Sequence[Line], book: Book) -> Child:
    """One child of its rows: what is open and closest to its plan now comes first."""
    first = book.lists[lines[0].list_key]
    if len(lines) == 1:
        ordered = list(lines)
    else:
        ordered = sorted(
            lines, key=lambda line: _order(line, book.lists[line.list_key]), reverse=True
        )
    top = ordered[0]
    kind = book.lists[top.list_key]
    return Child(
        number=lines[0].number,
        subject=first.subject,
        lists=tuple(key for key in book.lists if any(line.list_key == key for line in lines)),
        kind=_kind(top, kind),
        age_band=_told(ordered, "age_band"),
        ethnicity=_told(ordered, "ethnicity"),
        team=_told(ordered, "team"),
        worker=_told(ordered, "worker"),
        manager=_told(ordered, "manager"),
        family=_told(ordered, "family"),
        opened=top.opened or next((line.opened for line in ordered if line.opened), None),
        closed=_closed(lines, book),
        last_seen=max((line.last_seen for line in lines if line.last_seen), default=None),
        row=lines[0].row,
    )


def _order(line: Line, kind: ListKind) -> tuple[bool, int, date]:
    over = line.closed is not None or line.status == CLOSED
    return (not over, kind.weight, line.opened or date.min)


def _kind(line: Line, kind: ListKind) -> str:
    """What the row's own status says, otherwise what its list is of."""
    return line.status if line.status and line.status != CLOSED else kind.kind


def _closed(lines: Sequence[Line], book: Book) -> date | None:
    """The last end, where every list that knows ends says that it is over."""
    telling = [line for line in lines if book.lists[line.list_key].current]
    if not telling or any(line.closed is None for line in telling):
        return None
    return max(line.closed for line in telling if line.closed)


def _told(lines: Sequence[Line], name: str) -> str:
    return next((str(found) for line in lines if (found := getattr(line, name))), "")
