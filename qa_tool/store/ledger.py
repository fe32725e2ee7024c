"""The shelf of entries: put in, look up, exchange. Applying them to rows is not its work."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from qa_tool.ledger.entry import (
    BadEntry,
    Entry,
    canonical_text,
    check_signature,
    check_whole,
    from_plain,
    to_plain,
)
from qa_tool.ledger.kinds import erasable
from qa_tool.ledger.roster import Roster, founding, work_out
from qa_tool.ledger.verify import Record
from qa_tool.store.door import Door
from qa_tool.store.trouble import translated

_COLUMNS = (
    "id, version, writer, n, previous, kind, object, parents, body_hash, claimed, "
    "signature, salt, body"
)
_AT_ONCE = 500  # ids in one question
_INSERT = f"INSERT INTO entry ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"


class Ledger:
    """Every entry of the store, in the order of arrival, which means nothing."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._heads: dict[str, tuple[int, str]] = {}
        self._roster: Roster | None = None
        door.on_undone(self.forget)

    def forget(self) -> None:
        """What is remembered may be wrong: read it again when it is next asked."""
        self._heads.clear()
        self._roster = None

    # Asking

    def entries(self, kind: str | None = None, object: str | None = None) -> Iterator[Entry]:  # noqa: A002 the ledger's word
        """The entries of this kind, of this object, or all of them."""
        wheres, values = [], []
        for name, value in (("kind", kind), ("object", object)):
            if value is not None:
                wheres.append(f"{name} = ?")
                values.append(value)
        where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
        for row in self._door.raw.execute(
            f"SELECT {_COLUMNS} FROM entry{where} ORDER BY row", values
        ):
            yield _of_row(row)

    def records(self) -> Iterator[Record]:
        """Every entry with its body letter for letter, writer by writer: for the check."""
        for row in self._door.raw.execute(f"SELECT {_COLUMNS} FROM entry ORDER BY writer, n"):
            yield Record(_of_row((*row[:-1], None)), row[-1])

    def by_id(self, id: str) -> Entry | None:  # noqa: A002 the ledger's word
        """The entry with this id."""
        row = self._door.raw.execute(f"SELECT {_COLUMNS} FROM entry WHERE id = ?", (id,)).fetchone()
        return _of_row(row) if row else None

    def these(self, ids: Iterable[str]) -> Iterator[Entry]:
        """The entries with these ids, in this order, many to a question; what is not here is left out."""
        wanted = iter(ids)
        while some := list(islice(wanted, _AT_ONCE)):
            found = {row[0]: row for row in self._named(_COLUMNS, some)}
            yield from (_of_row(found[one]) for one in some if one in found)

    def _named(self, columns: str, ids: Sequence[str]) -> list[Sequence[Any]]:
        marks = ",".join("?" * len(ids))
        asked = f"SELECT {columns} FROM entry WHERE id IN ({marks})"
        return list(self._door.raw.execute(asked, ids).fetchall())

    def count(self) -> int:
        """How many entries there are."""
        with translated():
            return int(self._door.raw.execute("SELECT count(*) FROM entry").fetchone()[0])

    def head_of(self, writer: str) -> tuple[int, str]:
        """The number and id of this writer's last entry; (0, "") before the first."""
        if writer not in self._heads:
            row = self._door.raw.execute(
                "SELECT n, id FROM entry WHERE writer = ? ORDER BY n DESC LIMIT 1", (writer,)
            ).fetchone()
            self._heads[writer] = (int(row[0]), str(row[1])) if row else (0, "")
        return self._heads[writer]

    def heads(self, object: str) -> tuple[Entry, ...]:  # noqa: A002 the ledger's word
        """The counting entries of this object that no counting entry supersedes.

        One is settled; two are a conflict for a person. An entry supersedes its parents of the
        same object; a note, whose parent is its audit, stands beside it and supersedes nothing.
        """
        roster = self.roster()
        found = [one for one in self.entries(object=object) if roster.counts(one)]
        leading = [one for one in found if one.kind not in {"note", "erase"}]
        named = {parent for one in leading for parent in one.parents}
        return tuple(
            sorted((one for one in leading if one.id not in named), key=lambda one: one.id)
        )

    def roster(self) -> Roster:
        """Who the writers are; worked out once, and again after anybody joins or leaves."""
        if self._roster is None:
            told = [*self.entries("enrol"), *self.entries("revoke")]
            founded = founding(told)
            first = founded[0].id if founded else ""
            self._roster = work_out(told, first, self.forks())
        return self._roster

    def council(self) -> str:
        """The id of the council: the founding entry that came first to this store."""
        return self.roster().council

    def forks(self) -> Mapping[str, int]:
        """Writers who wrote two different entries under one number, and the first such number."""
        return {
            str(writer): int(n)
            for writer, n in self._door.raw.execute(
                "SELECT p.writer, min(p.n) FROM parked AS p JOIN entry AS e "
                "ON e.writer = p.writer AND e.n = p.n AND e.id <> p.id GROUP BY p.writer"
            )
        }

    def parked(self) -> tuple[Entry, ...]:
        """Entries that wait for the ones they follow, for their writer's enrol, or by a fork."""
        return tuple(
            from_plain(json.loads(row[0]))
            for row in self._door.raw.execute("SELECT entry FROM parked ORDER BY id")
        )

    def have(self) -> dict[str, int]:
        """How many entries of each writer are here."""
        return {
            str(writer): int(n)
            for writer, n in self._door.raw.execute(
                "SELECT writer, max(n) FROM entry GROUP BY writer ORDER BY writer"
            )
        }

    def missing(self, have: Mapping[str, int]) -> tuple[Entry, ...]:
        """What somebody who has this much does not have, each writer's in order."""
        return tuple(
            sorted(
                (one for one in self.entries() if one.n > have.get(one.writer, 0)),
                key=lambda one: (one.writer, one.n),
            )
        )

    # Putting in

    def insert(self, entry: Entry) -> None:
        """Put one made or checked entry in; the caller is inside together()."""
        text = None if entry.body is None else canonical_text(entry.body)
        self._door.raw.execute(_INSERT, _row(entry, text))
        self._stands(entry)

    def _stands(self, entry: Entry) -> None:
        self._heads[entry.writer] = (entry.n, entry.id)
        if entry.kind in {"enrol", "revoke"}:
            self._roster = None

    def blank(self, erase: Entry, spared: frozenset[str] = frozenset()) -> int:
        """Blank the words of the entries that this erase entry names but the spared; how many there were."""
        names = [one for one in (erase.body or {}).get("entries", []) if isinstance(one, str)]
        done = 0
        for name in names:
            found = self.by_id(name)
            if found and name not in spared and not found.blank and erasable(found.kind):
                self._door.raw.execute(
                    "UPDATE entry SET body = NULL, salt = NULL WHERE id = ?", (name,)
                )
                done += 1
        return done

    def take(self, given: Iterable[Entry | Mapping[str, Any]]) -> tuple[Entry, ...]:
        """Verify and insert what is new, park what must wait; the entries that came to stand.

        Raises BadEntry where anything is not what it says it is: then nothing is stored. The
        caller is inside together(), and applies what came.
        """
        waiting = {one.id: one for one in self.parked()}
        texts: dict[str, str | None] = {}
        wanted = iter(given)
        while some := list(islice(wanted, _AT_ONCE)):
            fresh: dict[str, Entry] = {}
            for each in some:
                one = from_plain(to_plain(each) if isinstance(each, Entry) else dict(each))
                texts[one.id] = check_whole(one)
                fresh.setdefault(one.id, one)
            held = {row[0] for row in self._named("id", list(fresh))}
            for id_ in fresh.keys() - held - waiting.keys():
                waiting[id_] = fresh[id_]
        if not self.council() and len(founding(waiting.values())) > 1:
            raise BadEntry("These records come from more than one council; nothing was taken.")
        came = self._join(waiting, texts)
        self._door.raw.execute("DELETE FROM parked")
        self._door.raw.executemany(
            "INSERT INTO parked (id, writer, n, entry) VALUES (?,?,?,?)",
            [
                (one.id, one.writer, one.n, canonical_text(to_plain(one)))
                for one in waiting.values()
            ],
        )
        self._roster = None
        return came

    def _join(
        self, waiting: dict[str, Entry], texts: Mapping[str, str | None]
    ) -> tuple[Entry, ...]:
        """What follows what is here, its signature checked once; the texts are those of checked bodies."""
        came: list[Entry] = []
        rows: list[tuple[Any, ...]] = []
        signed: set[str] = set()
        moved = True
        while moved:
            moved = False
            keys = self._keys((*came, *waiting.values()))
            for one in sorted(waiting.values(), key=lambda each: (each.writer, each.n, each.id)):
                key = keys.get(one.writer)
                if key is None:
                    continue
                if one.id not in signed:
                    check_signature(one, key)
                    signed.add(one.id)
                n, head = self.head_of(one.writer)
                if one.n == n + 1 and one.previous == head:
                    text = texts[one.id] if one.id in texts else check_whole(one)
                    rows.append(_row(one, text))
                    self._stands(one)
                    came.append(one)
                    del waiting[one.id]
                    moved = True
        self._door.raw.executemany(_INSERT, rows)
        return tuple(came)

    def _keys(self, waiting: Iterable[Entry]) -> dict[str, str]:
        """The keys that enrols name; a writer's id is bound to their key, so any enrol will do."""
        bodies: Sequence[Mapping[str, Any]] = [
            one.body or {} for one in (*self.entries("enrol"), *waiting) if one.kind == "enrol"
        ]
        return {
            str(body["writer"]): str(body["public_key"])
            for body in bodies
            if isinstance(body.get("writer"), str) and isinstance(body.get("public_key"), str)
        }


def _row(entry: Entry, text: str | None) -> tuple[Any, ...]:
    """An entry as its row; `text` is its body's."""
    parents = json.dumps(list(entry.parents), separators=(",", ":"))
    return (
        entry.id, entry.version, entry.writer, entry.n, entry.previous, entry.kind, entry.object,
        parents, entry.body_hash, entry.claimed, entry.signature, entry.salt, text,
    )  # fmt: skip


def _of_row(row: Sequence[Any]) -> Entry:
    (id_, version, writer, n, previous, kind, object_, parents, body_hash, claimed,
     signature, salt, body) = row  # fmt: skip
    try:
        return Entry(
            version, writer, n, previous, kind, object_, tuple(json.loads(parents)), body_hash,
            claimed, id_, signature, salt, None if body is None else json.loads(body),
        )  # fmt: skip
    except ValueError as trouble:
        raise BadEntry(f"Entry {str(id_)[:12]} cannot be read.") from trouble


def blanked(entry: Entry) -> Entry:
    """The same entry as it stands after an erasure."""
    return replace(entry, salt=None, body=None)
