"""Tags: themes that somebody found in an audit, at a question or domain.

A tag is an entry at once, also while the audit is a draft: it holds codes and no words, so nothing
typed reaches the ledger before the hand-in, and nothing is lost. It belongs to the audit's first
version, so that it outlives a reopening; a draft's tags are seen by its auditor alone, and enter
figures with the hand-in.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa_tool.audit.record import Audit
from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import theme as shelf
from qa_tool.template.model import Template
from qa_tool.theme.model import Tag, Tone
from qa_tool.work import template as templates
from qa_tool.work import theme as themes
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import hidden, need_read
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag as it is shown: its theme's words now, where it stands, who gave it, and whether one may take it away."""

    id: str
    theme: str
    title: str
    tone: Tone
    definition: str
    key: str
    by: str
    start: int
    end: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a tag goes: the question or domain, and which letters of its answer were selected."""

    key: str
    start: int = 0
    end: int = 0


def tag(workspace: Workspace, audit_id: str, spot: Spot, theme_id: str) -> Change:
    """Tag a theme; a theme that one tagged there already stays as it is."""
    audit = _may_tag(workspace, audit_id)
    _known_place(templates.by_fingerprint(workspace, audit.fingerprint), spot.key)
    book = themes.codebook(workspace)
    found = book.theme(theme_id)
    if found is None or found.state != "in_use":
        raise QAError("This theme cannot be tagged.", "Choose one that is in use.")
    root = root_of(workspace, audit_id)
    me = workspace.person.id
    name = _id(root, spot.key, found.id, me)
    there = [t for t in shelf.tags(workspace.store, root) if t.key == spot.key]
    if any(book.settled(t.theme) == found.id for t in there):
        return changed("tag", ids=(audit_id,))
    start, end = sorted((max(0, spot.start), max(0, spot.end)))
    kept = Tag(
        name, root, audit_id, spot.key, found.id, me, workspace.clock.now(), start, end
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("tag", name, kept)
    return changed("tag", ids=(audit_id,))


def untag(workspace: Workspace, audit_id: str, tag_id: str) -> Change:
    """Take a tag away: one's own, or as the QA lead anybody's."""
    _may_tag(workspace, audit_id)
    found = shelf.tag(workspace.store, tag_id)
    if found is None or not found.on or found.audit != root_of(workspace, audit_id):
        raise QAError("This tag is not here any more.", "Look at the audit again.")
    if not _may_take(workspace, found):
        raise Refused(
            f"{workspace.name(found.by)} gave this tag.",
            "Ask them or the QA lead to take it away.",
        )
    with workspace.store.together():
        workspace.write("tag", found.id, replace(found, on=False))
    return changed("tag", ids=(audit_id,))


def of_audit(workspace: Workspace, audit_id: str) -> tuple[TagRow, ...]:
    """The tags of an audit that this person may read, or of their own draft; one for each theme and place."""
    _may_see(workspace, audit_id)
    book = themes.codebook(workspace)
    rows: dict[tuple[str, str], TagRow] = {}
    for one in shelf.tags(workspace.store, root_of(workspace, audit_id)):
        theme = book.theme(one.theme)
        if theme is None:
            continue
        at = (one.key, theme.id)
        mine = _may_take(workspace, one)
        if at not in rows or (mine and not rows[at].mine):
            rows[at] = TagRow(
                one.id, theme.id, theme.title, theme.tone, theme.definition, one.key,
                workspace.name(one.by), one.start, one.end, mine,
            )  # fmt: skip
    return tuple(rows.values())


def lately(workspace: Workspace) -> tuple[str, ...]:
    """The themes that this person tagged last, for the top of the list."""
    return shelf.lately(workspace.store, workspace.person.id)


def root_of(workspace: Workspace, audit_id: str) -> str:
    """The first version of an audit: what its tags belong to."""
    return roots(workspace, (audit_id,))[audit_id]


def roots(workspace: Workspace, audit_ids: Iterable[str]) -> dict[str, str]:
    """The first version of each of these audits."""
    parents = shelf.parents(workspace.store)
    found = {}
    for audit_id in audit_ids:
        seen, root = {audit_id}, audit_id
        while (before := parents.get(root, "")) and before not in seen:
            seen.add(before)
            root = before
        found[audit_id] = root
    return found


def unseen(workspace: Workspace) -> frozenset[str]:
    """The first versions of the audits that this person must not see into now."""
    return frozenset(roots(workspace, hidden(workspace)).values())


def may_tag(workspace: Workspace, audit: Audit) -> bool:
    """Whether this person tags this audit: its auditor, its moderator, the QA lead, the CSWO."""
    if workspace.person.id == audit.auditor or workspace.is_a(*themes.KEEPERS):
        return True
    reading = reading_shelf.of_audit(workspace.store, audit.id)
    return reading is not None and reading.moderator == workspace.person.id


def _may_tag(workspace: Workspace, audit_id: str) -> Audit:
    audit = _may_see(workspace, audit_id)
    if not may_tag(workspace, audit):
        raise Refused(
            "This audit is not yours to tag.",
            "Its auditor, its moderator and the QA lead tag themes.",
        )
    if audit.state != "draft" and audit_shelf.superseded(workspace.store, audit_id):
        raise Refused("A later audit has taken this one's place.", "Tag that one.")
    return audit


def _may_see(workspace: Workspace, audit_id: str) -> Audit:
    draft = audit_shelf.draft(workspace.store, audit_id)
    if draft is not None:
        if draft.audit.auditor != workspace.person.id:
            raise Refused("This draft belongs to somebody else.", "Only its auditor can open it.")
        return draft.audit
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    need_read(workspace, audit)
    return audit


def _may_take(workspace: Workspace, one: Tag) -> bool:
    return one.by == workspace.person.id or workspace.is_a("qa_lead")


def _known_place(template: Template, key: str) -> None:
    first = key.partition(".")[0]
    if first not in {"overall", "safety"} and template.domain(first) is None:
        raise QAError(
            f"There is no question '{key}' in this audit.", "Put the cursor into a question first."
        )


def _id(root: str, key: str, theme_id: str, by: str) -> str:
    """The same person's tag of the same thing is one object on every laptop."""
    mark = f"{root}\n{key}\n{theme_id}\n{by}"
    return f"tag-{hashlib.sha256(mark.encode()).hexdigest()[:24]}"
