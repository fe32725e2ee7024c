"""Every shelf, so that each kind of entry has its rows wherever a store is opened: one line a shelf."""

from qa_tool.store import (
    action,
    audit,
    council,
    moderation,
    reply,
    round,
    safety,
    sample,
    template,
)

ALL = (council, round, template, audit, moderation, reply, action, safety, sample)
