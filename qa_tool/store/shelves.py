"""Every shelf, so that each kind of entry has its rows wherever a store is opened: one line a shelf."""

from qa_tool.store import (
    action,
    audit,
    audit_rows,
    calibration,
    concern,
    council,
    crosswalk,
    diagnostic,
    framework,
    indicator,
    moderation,
    notice,
    publication,
    reply,
    requirement,
    retention,
    round,  # noqa: A004  the field's own word
    safety,
    sample,
    survey,
    template,
    theme,
    timeliness,
    voice,
)

ALL = (
    council, round, template, audit_rows, audit, moderation, reply, action, safety, sample, calibration,
    voice, requirement, theme, concern, notice, publication, survey, diagnostic, framework, crosswalk,
    retention, timeliness, indicator,
)  # fmt: skip
