"""Every shelf, so that each kind of entry has its rows wherever a store is opened: one line a shelf."""

from qa_tool.store import (
    action,
    audit,
    audit_rows,
    council,
    moderation,
    reply,
    round,  # noqa: A004  the field's own word
    safety,
    sample,
    template,
)

ALL = (council, round, template, audit_rows, audit, moderation, reply, action, safety, sample)
