"""What the jump box finds besides pages and commands: audits, cases and templates of this person."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import audit_list
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace

_MOST = 12
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to jump to; `page` and `place` say where it opens."""

    title: str
    detail: str
    page: str
    place: Mapping[str, str]


def find(workspace: Workspace, text: str) -> tuple[Found, ...]:
    """What fits the text: one's own desk first, then audits one may read, then templates."""
    needle = text.casefold().strip()
    if len(needle) < _LEAST_LETTERS:
        return ()
    found = [*_desk(workspace, needle), *_audits(workspace, text.strip()),
             *_templates(workspace, needle)]  # fmt: skip
    return tuple(found[:_MOST])


def _desk(workspace: Workspace, needle: str) -> list[Found]:
    return [
        Found(
            f"Case {row.reference}", f"{row.title} · {row.state_words}", "audit_form",
            {"audit": row.id} if row.id else {"allocation": row.allocation},
        )
        for row in audit_list.mine(workspace)
        if needle in f"{row.reference} {row.title}".casefold()
    ]  # fmt: skip


def _audits(workspace: Workspace, text: str) -> list[Found]:
    """Handed-in audits by the case's reference; by the council's number for the QA lead alone."""
    found = []
    for case in council_shelf.cases_like(workspace.store, text, number=workspace.is_a("qa_lead")):
        numbers = audit_list.numbers(workspace, audit_shelf.Wanted(case=case.id))
        for row in audit_list.rows(workspace, numbers):
            if not row.shielded:
                detail = f"{row.title} · {row.state_words}"
                found.append(
                    Found(f"Case {row.reference}", detail, "audit_view", {"audit": row.id})
                )
    return found


def _templates(workspace: Workspace, needle: str) -> list[Found]:
    return [
        Found(row.title, f"Template {row.version}", "templates", {"template": row.key})
        for row in templates.rows(workspace)
        if row.current and needle in row.title.casefold()
    ]
