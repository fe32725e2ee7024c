"""Draft answers, kept one by one, with the steps that undo them.

This is the path that every tick and every second of typing takes, so it speaks to the driver
directly; the value and its undo step are one transaction, and it returns only after the commit.
"""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_tool.errors import QAError
from qa_tool.ledger.entry import canonical_text
from qa_tool.store.door import Door

Value = Any  # a JSON value; None stands for "no answer"

# The cursor stands as "how many are undone", which is nearly always none: so that keeping an
# answer writes two pages, not three.
_HEAD = (
    "SELECT row, undone, coalesce((SELECT max(step) FROM draft_step WHERE audit = row), 0) "
    "FROM draft_head WHERE audit = ?"
)
_NOW = "SELECT value FROM draft_answer WHERE audit = ? AND key = ?"
_PUT = (
    "INSERT INTO draft_answer (audit, key, value, updated) VALUES (?,?,?,?) "
    "ON CONFLICT (audit, key) DO UPDATE SET value = excluded.value, updated = excluded.updated"
)
_CLEAR = "DELETE FROM draft_answer WHERE audit = ? AND key = ?"
_DROP = "DELETE FROM draft_step WHERE audit = ? AND step > ?"
_STEP = "INSERT INTO draft_step (audit, step, key, before, after, updated) VALUES (?,?,?,?,?,?)"
_MOVE = "UPDATE draft_head SET undone = ? WHERE row = ?"
_LAST = "SELECT key FROM draft_step WHERE audit = ? AND step = ?"
_GROW = "UPDATE draft_step SET after = ?, updated = ? WHERE audit = ? AND step = ?"
_ONE = "SELECT step, key, before, after FROM draft_step WHERE audit = ? AND step = ?"


class NoDraft(QAError):
    """Answers were given to an audit that has no draft."""

    def __init__(self) -> None:
        super().__init__(
            "This audit is not a draft, so its answers cannot be changed.",
            "Reopen the audit with a reason.",
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One kept answer as it can be undone; None stands for no answer."""

    step: int
    key: str
    before: Value
    after: Value


class Drafts:
    """Answers of audits that are not handed in yet."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def begin(self, audit: str) -> None:
        """Open a draft for this audit; nothing happens where there is one."""
        with self._door.together():
            self._door.raw.execute(
                "INSERT INTO draft_head (audit) VALUES (?) ON CONFLICT (audit) DO NOTHING",
                (audit,),
            )

    def has(self, audit: str) -> bool:
        """Whether there is a draft of this audit."""
        return self._door.raw.execute(_HEAD, (audit,)).fetchone() is not None

    def keep(
        self, audit: str, key: str, value: Value, when: datetime, *, merge: bool = False
    ) -> None:
        """Keep one answer (None clears it) with its undo step; returns once it is on the disk.

        With `merge`, a step of the same question that was the last one grows instead of being
        followed: typing a paragraph is one step, not one a second.
        """
        text = None if value is None else canonical_text(value)
        stamp = when.isoformat(timespec="seconds")
        raw = self._door.raw
        with self._door.together():
            row, cursor, undone = self._head(audit)
            found = raw.execute(_NOW, (row, key)).fetchone()
            before = found[0] if found else None
            self._set(row, key, text, stamp)
            if undone:
                raw.execute(_DROP, (row, cursor))
                raw.execute(_MOVE, (0, row))
            if merge and raw.execute(_LAST, (row, cursor)).fetchone() == (key,):
                raw.execute(_GROW, (text, stamp, row, cursor))
                return
            raw.execute(_STEP, (row, cursor + 1, key, before, text, stamp))

    def fill(self, audit: str, answers: Mapping[str, Value], when: datetime) -> None:
        """Put in answers that the draft begins with; they cannot be undone one by one."""
        stamp = when.isoformat(timespec="seconds")
        with self._door.together():
            row, _, _ = self._head(audit)
            for key, value in answers.items():
                self._set(row, key, canonical_text(value), stamp)

    def answers(self, audit: str) -> dict[str, Value]:
        """All answers of the draft, by full key."""
        return {
            str(key): json.loads(value)
            for key, value in self._door.raw.execute(
                "SELECT key, value FROM draft_answer WHERE audit = "
                "(SELECT row FROM draft_head WHERE audit = ?) ORDER BY key",
                (audit,),
            )
        }

    def answer(self, audit: str, key: str) -> Value:
        """One answer of the draft; None where there is none."""
        found = self._door.raw.execute(
            "SELECT value FROM draft_answer WHERE key = ? AND audit = "
            "(SELECT row FROM draft_head WHERE audit = ?)",
            (key, audit),
        ).fetchone()
        return json.loads(found[0]) if found else None

    def last_kept(self, audit: str) -> str:
        """When the last answer was kept, as it was told then; "" where there is none."""
        found = self._door.raw.execute(
            "SELECT max(updated) FROM draft_answer WHERE audit = "
            "(SELECT row FROM draft_head WHERE audit = ?)",
            (audit,),
        ).fetchone()
        return str(found[0] or "")

    def steps(self, audit: str) -> tuple[list[Step], int]:
        """The undo steps in order, and how many of them are done now."""
        row, cursor, _ = self._head(audit)
        found = self._door.raw.execute(
            "SELECT step, key, before, after FROM draft_step WHERE audit = ? ORDER BY step", (row,)
        )
        return [_step(each) for each in found], cursor

    def undo(self, audit: str) -> Step | None:
        """Take the last step back; None where there is nothing to undo."""
        with self._at(audit, 0) as (row, undone, step):
            if step is not None:
                self._back(row, step.key, step.before, undone + 1)
        return step

    def redo(self, audit: str) -> Step | None:
        """Do the step again that was taken back; None where there is none."""
        with self._at(audit, 1) as (row, undone, step):
            if step is not None:
                self._back(row, step.key, step.after, undone - 1)
        return step

    def finish(self, audit: str) -> None:
        """Drop the draft with its answers and steps: it was handed in, or given up."""
        with self._door.together():
            self._door.raw.execute("DELETE FROM draft_head WHERE audit = ?", (audit,))

    def audits(self) -> tuple[str, ...]:
        """The audits that have a draft."""
        return tuple(
            str(row[0])
            for row in self._door.raw.execute("SELECT audit FROM draft_head ORDER BY row")
        )

    def _head(self, audit: str) -> tuple[int, int, int]:
        """The row of the draft, how many steps are done, and how many are undone."""
        found = self._door.raw.execute(_HEAD, (audit,)).fetchone()
        if found is None:
            raise NoDraft
        row, undone, last = (int(each) for each in found)
        return row, last - undone, undone

    def _set(self, row: int, key: str, text: str | None, stamp: str) -> None:
        if text is None:
            self._door.raw.execute(_CLEAR, (row, key))
        else:
            self._door.raw.execute(_PUT, (row, key, text, stamp))

    @contextmanager
    def _at(self, audit: str, ahead: int) -> Generator[tuple[int, int, Step | None]]:
        with self._door.together():
            row, cursor, undone = self._head(audit)
            found = self._door.raw.execute(_ONE, (row, cursor + ahead)).fetchone()
            yield row, undone, _step(found) if found else None

    def _back(self, row: int, key: str, value: Value, undone: int) -> None:
        (stamp,) = self._door.raw.execute(
            "SELECT max(updated) FROM draft_step WHERE audit = ?", (row,)
        ).fetchone()
        self._set(row, key, None if value is None else canonical_text(value), str(stamp))
        self._door.raw.execute(_MOVE, (undone, row))


def _step(row: tuple[int, str, str | None, str | None]) -> Step:
    step, key, before, after = row
    return Step(
        int(step),
        key,
        None if before is None else json.loads(before),
        None if after is None else json.loads(after),
    )
