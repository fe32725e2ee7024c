"""What a disposal would do to the ledger: which entries go, and what is written again without words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qa_tool.ledger.entry import Entry
from qa_tool.ledger.kinds import erasable
from qa_tool.retention.words import KINDS, emptied, is_whole
from qa_tool.store import publication as publication_shelf
from qa_tool.store import retention as shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.store.record import plain
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Again:
    """One entry to be written again, without its words; `parents` are all that it takes the place of."""

    kind: str
    object: str
    body: Mapping[str, Any]
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one disposal does: entries to blank, and entries to write again before."""

    blanks: tuple[Entry, ...]
    again: tuple[Again, ...]

    @property
    def kinds(self) -> dict[str, int]:
        """How many entries of each kind go."""
        out: dict[str, int] = {}
        for one in self.blanks:
            out[one.kind] = out.get(one.kind, 0) + 1
        return out


def plan(
    workspace: Workspace, objects: Iterable[str], only: Mapping[str, tuple[str, ...]] | None = None
) -> Plan:
    """The plan for these objects of the ledger; nothing is written.

    `only` names the fields that go, of kinds in which several people's words stand.
    """
    fields, objects = only or {}, tuple(dict.fromkeys(objects))
    blanks: dict[str, Entry] = {}
    again: list[Again] = []
    for object_ in objects:
        found = [
            one for one in workspace.store.ledger.entries(object=object_)
            if not one.blank and one.body is not None and erasable(one.kind)
        ]  # fmt: skip
        blanks |= {one.id: one for one in _wordy(found, fields)}
        again += _again(workspace, object_, [one for one in found if one.kind in KINDS], fields)
    for set_, gone in shelf.printed(workspace.store, objects).items():
        _out_of_print(workspace, set_, gone, blanks, again)
    return Plan(tuple(blanks.values()), tuple(again))


def _out_of_print(
    workspace: Workspace,
    set_: str,
    gone: frozenset[str],
    blanks: dict[str, Entry],
    again: list[Again],
) -> None:
    """Take quotations out of a frozen set; of a report that is not out yet also from those chosen.

    Whoever said yes to the report with them is asked again; what is published stays published.
    """
    found = [
        one for one in workspace.store.ledger.entries(object=set_)
        if not one.blank and one.body is not None
    ]  # fmt: skip
    named = {parent for one in found for parent in one.parents}
    head = max(
        (one for one in found if one.id not in named),
        key=lambda one: (one.writer, one.n),
        default=None,
    )
    for one in found:
        kept = dict((one.body or {})["set"])
        quoted = [q for q in kept.get("quoted", ()) if q["id"] not in gone]
        if len(quoted) == len(kept.get("quoted", ())):
            continue
        blanks[one.id] = one
        if one is head:
            body = {"set": {**kept, "quoted": quoted}}
            again.append(
                Again("publication", set_, body, tuple(sorted(other.id for other in found)))
            )
    publication = publication_shelf.publication(workspace.store, set_.removesuffix("/set"))
    acts = {
        step.act for step in publication_shelf.steps(workspace.store, set_.removesuffix("/set"))
    }
    if publication is not None and not acts & {"published", "withdrawn"}:
        left = tuple(one for one in publication.quotations if one not in gone)
        fresh = replace(publication, quotations=left)
        if fresh != publication:
            before = workspace.store.ledger.entries(object=publication.id)
            again.append(
                Again("publication", publication.id, plain({"publication": fresh}),
                      tuple(sorted(one.id for one in before)))
            )  # fmt: skip


def _wordy(found: Iterable[Entry], only: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    for one in found:
        body = one.body or {}
        if is_whole(one.kind, body) or (
            one.kind in KINDS and emptied(one.kind, body, only.get(one.kind, ())) != body
        ):
            yield one


def _again(
    workspace: Workspace, object_: str, found: list[Entry], only: Mapping[str, tuple[str, ...]]
) -> Iterator[Again]:
    """The newest of them without its words, where it has any; a stop is joined of all that came."""
    states = [one for one in found if not is_whole(one.kind, one.body or {})]
    named = {parent for one in states for parent in one.parents}
    heads = [one for one in states if one.id not in named]
    if not heads:
        return
    head = max(heads, key=lambda one: (one.writer, one.n))
    body: Mapping[str, Any] = head.body or {}
    if head.kind == "safety" and (stop := safety_shelf.stop(workspace.store, object_)) is not None:
        body = plain(stop)
    fresh = emptied(head.kind, body, only.get(head.kind, ()))
    if fresh != body:
        yield Again(head.kind, object_, fresh, tuple(sorted(one.id for one in states)))


def carry_out(workspace: Workspace, made: Plan, of: str, reason: str) -> int:
    """Write what stays, then blank what goes; called inside a transaction. How many went."""
    for one in made.again:
        workspace.write(one.kind, one.object, one.body, parents=one.parents)
    if made.blanks:
        workspace.write(
            "erase", of, {"entries": sorted(one.id for one in made.blanks), "reason": reason}
        )
    return len(made.blanks)
