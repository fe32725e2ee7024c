"""From entries to the rows that questions read: one function a kind, and all of it made again.

`register` is called by each shelf's module; `SHELVES` says which module that is, so that it is loaded
when its kind is first applied, or when all of them are wanted. An apply function may use nothing but the entry and
rows that other entries made. Entries that do not name each other as parents are applied in the
order of their kinds' ranks, then by writer and number: so a function must not lean on any other
order, and whatever it needs of the same kind must be among the entry's parents.
"""

import heapq
import importlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qa_tool.ledger.entry import Entry
from qa_tool.ledger.kinds import rank
from qa_tool.progress import SILENT, Progress
from qa_tool.store import counting
from qa_tool.store.door import Door
from qa_tool.store.ledger import Ledger

Apply = Callable[[Any, Entry], None]  # called with the open Store

APPLY: dict[str, Apply] = {}
SHELVES: dict[str, str] = {}  # kind to the module that registers it, in the order of tables
_TABLES: dict[str, tuple[str, ...]] = {}
_COMPARE: dict[str, str] = {}


def register(
    kind: str,
    function: Apply,
    tables: Iterable[str] = (),
    compare: Mapping[str, str] | None = None,
) -> None:
    """This function makes rows of that kind; `tables` are the projections that it fills.

    Tables are emptied backwards in the order of `SHELVES`, and of registration after it: a table that
    refers to another comes after it. `compare` gives the SELECT that `verify` compares a
    table by, where its own columns hold numbers that another order of entries would change.
    """
    APPLY[kind] = function
    _TABLES[kind] = tuple(tables)
    _COMPARE.update(compare or {})


def question(table: str) -> str:
    """The SELECT that `verify` compares this table by."""
    return _COMPARE.get(table, f"SELECT * FROM {table}")


def load(kind: str = "") -> None:
    """Load the shelf of this kind where it is not loaded yet; without a kind every shelf."""
    for name in dict.fromkeys([SHELVES[kind]] if kind else SHELVES.values()):
        importlib.import_module(name)


def unregister(kind: str) -> None:
    """Take a kind out again; for tests."""
    APPLY.pop(kind, None)
    _TABLES.pop(kind, None)


def projections() -> tuple[str, ...]:
    """Every table that can be dropped and made again from the ledger, in the order of the shelves."""
    load()
    kinds = dict.fromkeys((*SHELVES, *_TABLES))
    return tuple(dict.fromkeys(table for kind in kinds for table in _TABLES.get(kind, ())))


def run(door: Door, entry: Entry) -> None:
    """Apply one entry; a kind nobody registered is kept, verified, and not applied."""
    if entry.kind not in APPLY and entry.kind in SHELVES:
        load(entry.kind)
    function = APPLY.get(entry.kind)
    if function is not None and not entry.blank:
        function(door, entry)


def rebuild(door: Door, ledger: Ledger, progress: Progress = SILENT) -> int:
    """Empty the projections and apply every entry that counts; how many were applied.

    All or nothing: where an entry cannot be applied, the rows stand as they were.
    """
    with door.together():
        for table in reversed(projections()):
            door.raw.execute(f"DELETE FROM {table}")
        door.forget()
        order = list(_counting(door, ledger))
        with counting.at_the_end(door):
            for done, entry in enumerate(ledger.these(order)):
                if done % 200 == 0:
                    progress.step(done, len(order), "Making the tables again from the ledger")
                run(door, entry)
        progress.step(len(order), len(order), "The tables are made")
    return len(order)


def _counting(door: Door, ledger: Ledger) -> Iterator[str]:
    load()
    roster = ledger.roster()
    rows = door.raw.execute("SELECT id, kind, writer, n, parents FROM entry").fetchall()
    cores = [
        (str(id_), rank(kind), str(writer), int(n), tuple(json.loads(parents)))
        for id_, kind, writer, n, parents in rows
        if kind in APPLY and roster.admits(writer, n)
    ]
    return in_order(cores)


Core = tuple[str, int, str, int, tuple[str, ...]]


def in_order(cores: Iterable[Core]) -> Iterator[str]:
    """Parents before children; then by rank of the kind, writer and number. No clock.

    A core is (id, rank, writer, n, parents). Parents that are not among them do not hold anybody.
    """
    known = {core[0]: core for core in cores}
    children: dict[str, list[str]] = {}
    waits: dict[str, int] = {}
    for id_, _, _, _, parents in known.values():
        mine = {parent for parent in parents if parent in known}
        waits[id_] = len(mine)
        for parent in mine:
            children.setdefault(parent, []).append(id_)
    ready = [(core[1], core[2], core[3], id_) for id_, core in known.items() if not waits[id_]]
    heapq.heapify(ready)
    while ready:
        id_ = heapq.heappop(ready)[3]
        yield id_
        for child in children.get(id_, ()):
            waits[child] -= 1
            if not waits[child]:
                _, rank_, writer, n, _ = known[child]
                heapq.heappush(ready, (rank_, writer, n, child))
