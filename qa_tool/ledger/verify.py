"""Is the whole ledger what was signed? Every id, hash, signature, chain, enrol and erasure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from qa_tool.ledger.entry import Entry, core_text, hash_of_body, signed_by, writer_of
from qa_tool.ledger.kinds import erasable
from qa_tool.ledger.roster import Roster
from qa_tool.problems import Problem
from qa_tool.progress import SILENT, Progress

_CURE = "Restore the newest backup that verifies, and tell the QA lead which entry it was."


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as it stands in the store: `text` is its body's, letter for letter."""

    entry: Entry
    text: str | None


@dataclass(slots=True)
class _Found:
    problems: list[Problem] = field(default_factory=list)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    parents: dict[str, Entry] = field(default_factory=dict)
    blanks: dict[str, Entry] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def say(self, entry: Entry, code: str, what: str, cure: str = _CURE) -> None:
        where = f"Entry {entry.n} of writer {entry.writer[:8]} ({entry.kind}, {entry.id[:12]})"
        self.problems.append(Problem("error", where, what, cure, code))


def verify(
    records: Iterable[Record], roster: Roster, total: int = 0, progress: Progress = SILENT
) -> tuple[Problem, ...]:
    """Everything that is not whole. The records come writer by writer, in order of number."""
    found = _Found()
    for done, record in enumerate(records):
        if done % 500 == 0:
            progress.step(done, max(total, done), "Checking the ledger")
        _content(record, found)
        _signature(record.entry, roster, found)
        _chain(record.entry, found)
        _gather(record, roster, found)
    for id_, entry in found.blanks.items():
        if id_ not in found.erased or not erasable(entry.kind):
            found.say(entry, "blank_unnamed", "Its words are gone, and no entry erased them.")
    for parent, entry in found.parents.items():
        if parent not in found.ids:
            found.say(entry, "parent_missing", "It follows an entry that is not here.")
    return tuple(found.problems)


def _content(record: Record, found: _Found) -> None:
    entry = record.entry
    if hashlib.sha256(core_text(entry).encode()).hexdigest() != entry.id:
        found.say(entry, "entry_changed", "It was changed after it was signed.")
    if (entry.salt is None) != (record.text is None):
        found.say(entry, "body_torn", "Half of its content is missing.")
    elif entry.salt is not None and record.text is not None:
        if hash_of_body(entry.salt, record.text) != entry.body_hash:
            found.say(entry, "body_changed", "Its text is not what was signed.")
    else:
        found.blanks[entry.id] = entry


def _signature(entry: Entry, roster: Roster, found: _Found) -> None:
    key = roster.key_of(entry.writer)
    if key is None:
        found.say(
            entry,
            "not_enrolled",
            "Nobody with the right to do so enrolled its writer; it does not count.",
            "Ask the QA lead to enrol this person, or to find out where the entry came from.",
        )
    elif writer_of(key) != entry.writer or not signed_by(
        key, entry.signature, core_text(entry).encode()
    ):
        found.say(entry, "bad_signature", "It was not signed by the person it names.")


def _chain(entry: Entry, found: _Found) -> None:
    n, previous = found.last.get(entry.writer, (0, ""))
    if entry.n != n + 1:
        found.say(entry, "chain_gap", f"Entry {n + 1} of the same writer is missing before it.")
    elif entry.previous != previous:
        found.say(entry, "chain_broken", "It does not follow the entry before it.")
    found.last[entry.writer] = (entry.n, entry.id)


def _gather(record: Record, roster: Roster, found: _Found) -> None:
    entry = record.entry
    found.ids.add(entry.id)
    for parent in entry.parents:
        found.parents.setdefault(parent, entry)
    if entry.kind == "erase" and record.text is not None and roster.counts(entry):
        found.erased.update(_named(record.text))


def _named(text: str) -> tuple[str, ...]:
    try:
        named = json.loads(text).get("entries", [])
    except (ValueError, AttributeError):
        return ()
    return tuple(one for one in named if isinstance(one, str))


def forks(forked: Iterable[tuple[str, int]]) -> tuple[Problem, ...]:
    """Writers of two different entries under one number: two laptops with one key."""
    return tuple(
        Problem(
            "error",
            f"Entry {n} of writer {writer[:8]}",
            "Two different entries have this number: one key was used on two computers. "
            "From there on neither counts.",
            "Revoke this writer, and enrol the person anew on each computer.",
            "fork",
        )
        for writer, n in forked
    )
