"""After a restore: holds, erasures and disposals that the backup does not know, and doing them again.

They are read in the store that was moved aside, which the same key opens, and written anew by whoever does
them again: under their old ids, so that twice is once where the old entries come back another way.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.ledger.entry import BadEntry, Entry
from qa_tool.ledger.kinds import erasable
from qa_tool.retention.words import KINDS, emptied, is_whole
from qa_tool.store import restored as notice
from qa_tool.store import retention as shelf
from qa_tool.store.ledger import Ledger
from qa_tool.store.restored import Noted
from qa_tool.store.trouble import StoreTrouble
from qa_tool.work.change import Change, changed
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")


class Unreadable(QAError):
    """The store that was moved aside is gone, damaged, or another council's."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """One erasure or disposal that the backup does not know; `names` are the entries that are here again."""

    object: str
    erase: Entry | None
    disposal: Entry | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lacks:
    """What one store that was moved aside knows, and this one does not; a lifting is a hold that ended."""

    lifted: tuple[Entry, ...]
    gone: tuple[_Gone, ...]
    holds: tuple[Entry, ...]

    def noted(self, one: Noted) -> Noted:
        """The same in the notice: ids alone."""
        holds = tuple(each.object for each in (*self.lifted, *self.holds))
        return replace(one, read=True, holds=holds, erasures=tuple(g.object for g in self.gone))


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be done again after the restores of this folder."""

    holds: int
    erasures: int
    unread: tuple[Noted, ...]

    def __bool__(self) -> bool:
        return bool(self.holds or self.erasures or self.unread)

    def words(self) -> str:
        """One plain sentence; empty where nothing is left."""
        n = (_n(self.holds, "legal hold"), _n(self.erasures, "erasure or disposal"))
        told = [" and ".join(one for one in n if one)] if any(n) else []
        told = [f"{one} made after the restored backup must be done again" for one in told]
        told += [
            f"The store in “{one.aside or 'a folder beside this one'}” cannot be read: what was held or "
            "erased after the backup must be done again by hand"
            for one in self.unread
        ]
        return ". ".join(told)


def _n(count: int, words: str) -> str:
    if not count:
        return ""
    many = {"erasure or disposal": "erasures or disposals"}.get(words, f"{words}s")
    return f"{count} {words if count == 1 else many}"


# --- questions -----------------------------------------------------------------------------------


def left(workspace: Workspace) -> Left:
    """What must be done again, as it was last counted."""
    workspace.need(*ROLES)
    found = notice.noted(workspace.folder)
    return Left(
        len({h for one in found for h in one.holds}),
        len({e for one in found for e in one.erasures}),
        tuple(one for one in found if not one.read),
    )


def waiting(workspace: Workspace) -> list[Waiting]:
    """One line for Home."""
    if not workspace.is_a(*ROLES) or not (found := left(workspace)):
        return []
    return [Waiting("danger", found.words(), "Records, “Do again what the backup lacks”", "records", {})]  # fmt: skip


# --- verbs ---------------------------------------------------------------------------------------


def count(workspace: Workspace) -> None:
    """Count what the backup lacks, now that there is a key; what lacks nothing leaves the notice."""
    kept = []
    for one in notice.noted(workspace.folder):
        try:
            with _aside(workspace, one) as aside:
                fresh = _lacks(workspace, aside).noted(one)
        except (Unreadable, StoreTrouble, BadEntry, OSError):
            fresh = replace(one, read=False)
        if not fresh.read or fresh.holds or fresh.erasures:
            kept.append(fresh)
    notice.keep(workspace.folder, kept)


def do_again(workspace: Workspace, *, by_hand: bool = False) -> Change:
    """Do again the holds, liftings, erasures and disposals that the backup lacks.

    What a hold that stands here forbids is left, and said. With `by_hand` a store that cannot be read
    leaves the notice: somebody has done by hand what stood in it.
    """
    workspace.need(*ROLES)
    if not left(workspace):
        raise QAError("Nothing is left of a restore here.", "There is nothing to do again.")
    for one in notice.noted(workspace.folder):
        if one.read:
            with _aside(workspace, one) as aside:
                _again(workspace, aside)
    if by_hand:
        read = [one for one in notice.noted(workspace.folder) if one.read]
        notice.keep(workspace.folder, read)
    count(workspace)
    workspace.forget()
    return changed("hold", "disposal", "audit", "quotation", "publication", "voice", "action")


def _again(workspace: Workspace, aside: Ledger) -> None:
    """In the order in which each makes way for the next: liftings, what went, holds."""
    found = _lacks(workspace, aside)
    with workspace.store.together():
        for one in found.lifted:
            workspace.write("hold", one.object, one.body)
    for gone in found.gone:
        try:
            with workspace.store.together():
                _erase_again(workspace, aside, gone)
        except Refused:
            continue  # a hold that stands here covers it: it is still in the notice afterwards
    with workspace.store.together():
        for one in found.holds:
            workspace.write("hold", one.object, one.body)


def _erase_again(workspace: Workspace, aside: Ledger, gone: _Gone) -> None:
    if gone.disposal is not None:
        workspace.write("disposal", gone.object, gone.disposal.body)
    if gone.erase is None or not gone.names:
        return
    blanks = set(gone.names)
    named = workspace.store.ledger.these(gone.names)
    for kind, object_ in dict.fromkeys((one.kind, one.object) for one in named):
        states = _states(workspace, kind, object_)
        body = _left_over(aside, gone, states)
        blanks |= {e.id for e in states if kind in KINDS and emptied(kind, e.body or {}) != e.body}
        if body is not None:
            workspace.write(kind, object_, body, parents=sorted(e.id for e in states))
        begun = f"voice.{object_.removesuffix('.words')}"
        if object_.endswith(".words") and workspace.store.drafts.has(begun):
            workspace.store.drafts.finish(begun)
    reason = (gone.erase.body or {}).get("reason", "")
    workspace.write("erase", gone.object, {"entries": sorted(blanks), "reason": reason})


def _states(workspace: Workspace, kind: str, object_: str) -> list[Entry]:
    """The entries of one kind of an object whose row stays without its words."""
    return [
        one for one in workspace.store.ledger.entries(kind, object_)
        if one.body is not None and not is_whole(kind, one.body)
    ]  # fmt: skip


def _left_over(aside: Ledger, gone: _Gone, states: list[Entry]) -> Mapping[str, Any] | None:
    """The body that stays: as it was written then; where more was written here since, all its words go."""
    if not states or gone.erase is None:
        return None
    named = {parent for one in states for parent in one.parents}
    head = max((e for e in states if e.id not in named), key=lambda one: (one.writer, one.n))
    if head.id in gone.names:
        then = [
            one for one in aside.entries(head.kind, head.object)
            if one.writer == gone.erase.writer and one.n < gone.erase.n and one.body is not None
            and set(one.parents) & set(gone.names)
        ]  # fmt: skip
        if then:
            return max(then, key=lambda one: one.n).body
    fresh = emptied(head.kind, head.body or {}) if head.kind in KINDS else head.body
    return fresh if fresh != head.body else None


# --- what the store that was moved aside knows -----------------------------------------------------


def _aside(workspace: Workspace, one: Noted) -> AbstractContextManager[Ledger]:
    return notice.moved_aside(workspace.folder, one.aside, workspace.data_key)


def _lacks(workspace: Workspace, aside: Ledger) -> _Lacks:
    if aside.council() != workspace.store.council():
        raise Unreadable("It is another council's.", "Open it by itself.")
    holds = list(_ended(aside))
    known = {one.id: one for one in shelf.holds(workspace.store)}
    lifted = tuple(e for e in holds if e.object in known and known[e.object].stands and _lifted(e))
    fresh = tuple(e for e in holds if e.object not in known and not _lifted(e))
    return _Lacks(lifted, tuple(_gone(workspace, aside)), fresh)


def _lifted(entry: Entry) -> bool:
    return bool((entry.body or {}).get("lifted"))


def _counting(aside: Ledger, kind: str) -> Iterator[Entry]:
    roster = aside.roster()
    return (one for one in aside.entries(kind) if one.body is not None and roster.counts(one))


def _ended(aside: Ledger) -> Iterator[Entry]:
    """The last word on each hold: its lifting where somebody lifted it."""
    found: dict[str, Entry] = {}
    for one in _counting(aside, "hold"):
        if one.object not in found or not _lifted(found[one.object]):
            found[one.object] = one
    return iter(found.values())


def _gone(workspace: Workspace, aside: Ledger) -> Iterator[_Gone]:
    ledger = workspace.store.ledger
    known = {one.id for one in shelf.disposals(workspace.store)}
    told = {e.object: e for e in _counting(aside, "disposal") if e.object not in known}
    for erase in _counting(aside, "erase"):
        if ledger.by_id(erase.id) is not None:
            continue
        wanted = [one for one in (erase.body or {}).get("entries", ()) if isinstance(one, str)]
        names = tuple(
            one.id for one in ledger.these(wanted) if not one.blank and erasable(one.kind)
        )
        disposal = told.pop(erase.object, None)
        if names or disposal is not None:
            yield _Gone(erase.object, erase, disposal, names)
    for disposal in told.values():
        yield _Gone(disposal.object, None, disposal, ())
