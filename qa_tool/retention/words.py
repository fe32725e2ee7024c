"""Which fields of an entry hold typed words, and the same entry without them.

Where codes and words stand in one entry, it is written again without its words before the old one is
blanked: so the row that figures rest on stays.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

GONE = "[Words disposed of]"
WHOLE = frozenset({"note", "quotation"})
"""Kinds that are words and nothing else: blanked, and not written again."""

_READING = ("reason", "feedback", "conclusion", "reasons.*")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "reopen": ("reason",),
    "allocation": ("reason",),
    "moderation": _READING,
    "resolution": _READING,
    "dispute": ("words", "reason", "remark.words"),
    "reply": ("words", "answer"),
    "action": ("what", "proof", "difference", "reason", "learned.measured"),
    "safety": ("what", "told.*.answer", "followed.*.what", "difference"),
    "concern": ("about", "asked", "answer", "reason", "reminders.*.how", "links.*"),
    "diagnostic": (
        "finding.evidence", "finding.partner_view", "finding.good_here", "commitment.text",
        "commitment.owner", "commitment.came_of_it", "session.lines.*", "session.seminar.messages.*",
    ),
    "survey": ("messages.*",),
    "voice": ("is.by_whom", "is.how", "is.checked_with", "is.done_by"),
    "calibration": (
        "title", "examples.*.title", "examples.*.text", "early", "notes.*", "reasons.*",
    ),
    "requirement": ("requirement.text", "requirement.reason"),
    "objective": ("title", "about"),
    "comment": ("comment.text", "answer.why"),
}  # fmt: skip
_NOTICE = ("what", "child_view", "legal_advice")
_STEP = ("text", "who", "absence")  # a step's `what` is a code
_CLEARED: Mapping[str, tuple[str, ...]] = {"case": ("council_number", "family")}
KINDS = frozenset({*_FIELDS, *_CLEARED, "notice"})


def is_whole(kind: str, body: Mapping[str, Any]) -> bool:
    """Whether this entry is words and nothing else."""
    return kind in WHOLE or (kind == "voice" and body.get("part") == "words")


def emptied(kind: str, body: Mapping[str, Any], only: Iterable[str] = ()) -> dict[str, Any]:
    """The same body with every typed word gone, or those of some fields; equal where there was none."""
    fresh: Any = dict(body)
    for path in () if only else _CLEARED.get(kind, ()):
        fresh = _put(fresh, path.split("."), lambda _words: "")
    for path in tuple(only) or _paths(kind, body):
        fresh = _put(fresh, path.split("."), lambda words: GONE if words.strip() else words)
    return dict(fresh)


def _paths(kind: str, body: Mapping[str, Any]) -> tuple[str, ...]:
    if kind == "notice":
        return _STEP if "notice" in body else _NOTICE
    return _FIELDS.get(kind, ())


def _put(value: Any, path: list[str], change: Callable[[str], str]) -> Any:
    """The value with the texts at a path changed; what is not there is left alone."""
    if not path:
        return change(value) if isinstance(value, str) else value
    name, rest = path[0], path[1:]
    if name == "*":
        if isinstance(value, list):
            return [_put(one, rest, change) for one in value]
        if isinstance(value, dict):
            return {key: _put(one, rest, change) for key, one in value.items()}
        return value
    if not isinstance(value, dict) or name not in value:
        return value
    return {**value, name: _put(value[name], rest, change)}
