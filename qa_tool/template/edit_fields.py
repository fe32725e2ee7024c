"""Which fields each kind of question has, in the order in which an author is asked for them."""

from qa_tool.template.edit import Tables

_WORDS = ("text", "help", "look_at")
_ANSWERED = ("required", "required_when", "required_message")
_AFTER = (
    "companions", "impact", "theme", "theme_when", "evidence_when", "action_when", "moderated",
)  # fmt: skip
_HELD = ("constraint", "constraint_message")
_BEGUN = ("default", "read_only")
_HELD_KINDS = frozenset({"grade", "yes_no", "one_of", "some_of", "text", "number", "date", "score"})
_SILENT = frozenset({"note", "calculate", "hidden", "today"})
_OWN: dict[str, tuple[str, ...]] = {
    "grade": ("scale",),
    "one_of": ("choices", "or_other", "appearance", "weight"),
    "some_of": ("choices", "or_other"),
    "text": ("appearance", "allow_na"),
    "number": ("least", "most", "whole", "unit", "allow_na"),
    "date": ("not_future", "allow_na"),
    "evidence": ("allow_na",),
    "score": ("least", "most", "weight", "allow_na"),
    "rating_grid": ("rows", "choices", "scale", "columns", "weight"),
    "group": ("each", "least", "most"),
    "rank": ("choices",),
    "calculate": ("calculation", "unit"),
    "hidden": ("calculation", "default"),
}


def own_fields(kind: str) -> tuple[str, ...]:
    """What only this kind says."""
    return _OWN.get(kind, ())


def duties(kind: str) -> tuple[str, ...]:
    """When it must be answered, what an answer must fulfil, and what follows from it."""
    if kind in _SILENT:
        return ()
    held = _HELD if kind in _HELD_KINDS else ()
    begun = _BEGUN if kind in _HELD_KINDS - {"grade"} else ()
    return (*_ANSWERED, *held, *begun, *(f for f in _AFTER if not _twice(kind, f)))


def fields_of(kind: str) -> tuple[str, ...]:
    """Every field of a question of this kind but its key and its kind."""
    return (*_WORDS, *own_fields(kind), "ask_when", *duties(kind), "standard")


def kept_as(kind: str, record: Tables) -> Tables:
    """What of a question stays when it becomes one of this kind; what it asks inside stays in groups only."""
    may = {"key", *fields_of(kind), *(("question",) if kind == "group" else ())}
    kept = {key: value for key, value in record.items() if key in may}
    if kind == "rating_grid" and "scale" in kept:
        kept.pop("choices", None)
    return kept


def _twice(kind: str, field: str) -> bool:
    """What a kind asks for by itself, it is not asked for once more."""
    return kind == "evidence" and field == "evidence_when"
