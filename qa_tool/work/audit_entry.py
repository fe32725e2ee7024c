"""What is frozen when an audit is handed in: codes and typed words apart, and who reads it again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qa_tool.audit import consistency
from qa_tool.audit.form import Form
from qa_tool.audit.record import Audit
from qa_tool.council.model import Case
from qa_tool.store import audit as shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import moderation_queue, verification
from qa_tool.work.workspace import Workspace

DECLARED = "independence.declared"


def is_overruled(finding: consistency.Finding, reasons: Mapping[str, str]) -> bool:
    """Whether a reason is given for this finding: by its code and domain, or by its code."""
    given = reasons.get(f"{finding.code}.{finding.domain}", "") or reasons.get(finding.code, "")
    return bool(given.strip())


def enter(
    workspace: Workspace, audit: Audit, case: Case, codes: Mapping[str, Any],
    words: Mapping[str, Any], overruled: Sequence[str] = (),
) -> str:  # fmt: skip
    """Put a finished audit in the ledger, its words apart, and choose whether it is read again.

    Called inside a transaction; returns the id of the second reading, or nothing.
    """
    parent = shelf.head_entry(workspace.store, audit.parent) if audit.parent else ""
    entry = workspace.write(
        "audit", audit.id, {"audit": audit, "answers": codes, "overruled": overruled},
        parents=(parent,) if parent else (),
    )  # fmt: skip
    workspace.write("note", audit.id, {"answers": words}, parents=(entry.id,))
    _allocation_done(workspace, audit)
    reading = moderation_queue.choose(workspace, audit, case, entry.id)
    verification.look_again(workspace, audit.id)
    return reading


def split_words(form: Form, answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers parted into codes (kept for ever) and typed words (which can be erased)."""
    codes: dict[str, Any] = {}
    words: dict[str, Any] = {}
    for key, value in {**answers, **form.worked}.items():
        if form.gone(key):  # of an entry that was taken away again
            continue
        (words if form.typed(key) else codes)[key] = value
    return codes, words


def _allocation_done(workspace: Workspace, audit: Audit) -> None:
    allocation = council_shelf.allocation(workspace.store, audit.allocation)
    if allocation is not None and allocation.state == "allocated":
        workspace.write("allocation", allocation.id, replace(allocation, state="done"))
