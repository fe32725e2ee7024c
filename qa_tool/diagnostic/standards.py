"""Reading the sets of standards and the lists of judgements from their files' text."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from typing import Any

from qa_tool.diagnostic.model import JudgementList, JudgementLists, Part, Standard, Standards
from qa_tool.errors import QAError
from qa_tool.template.model import Grade, Scale


def read_standards(text: str, scale: Scale) -> Standards:
    """A set of standards; a level without words, or a key that stands twice, is refused."""
    found = tomllib.loads(text)
    keys = tuple(grade.key for grade in scale.ranked)
    read = tuple(_standard(one, keys) for one in found["standard"])
    _once([one.key for one in read])
    parts = tuple(
        Part(one["key"], one["title"], one["minutes"], one.get("ask", ""))
        for one in found.get("part", ())
    )
    return Standards(found["key"], found["title"], found["edition"], found["scale"], read, parts)


def _standard(found: Mapping[str, Any], grades: tuple[str, ...]) -> Standard:
    levels = {key: str(found.get(key, "")).strip() for key in grades}
    empty = [key for key, words in levels.items() if not words]
    if empty:
        raise QAError(
            f"The standard '{found['key']}' has no words for {', '.join(empty)}.",
            "Describe what practice and children's lives are like at each grade.",
        )
    several = {name: tuple(found.get(name, ())) for name in ("prompts", "services", "themes")}
    return Standard(
        found["key"], found["title"], found["purpose"], levels, found.get("look_at", ""),
        short=found.get("short", found["title"]), **several,
    )  # fmt: skip


def _once(keys: list[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise QAError(f"'{twice[0]}' stands twice in this file.", "Give each one its own key.")


def mark_of(plain: Mapping[str, Any]) -> str:
    """The mark by which a session names the words it was held with."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return "set-" + hashlib.sha256(text.encode()).hexdigest()[:24]


def read_judgements(text: str) -> JudgementLists:
    """The lists of judgements with their own scales."""
    found = tomllib.loads(text)
    lists = tuple(
        JudgementList(
            one["key"], one["kind"], one["title"], one["scale"],
            tuple((key, title) for key, title in one["judgements"]),
            one["valid_from"], one.get("valid_to"),
        )
        for one in found["list"]
    )  # fmt: skip
    _once([one.key for one in lists])
    return JudgementLists(lists, tuple(_scale(one) for one in found.get("scale", ())))


def _scale(found: Mapping[str, Any]) -> Scale:
    grades = tuple(
        Grade(
            one["key"], one["name"], one.get("rank"), one["position"], one.get("tone", "none"),
            one.get("good_or_better", False),
        )
        for one in found["grade"]
    )  # fmt: skip
    return Scale(
        found["key"], found["title"], grades, found["valid_from"], found.get("valid_to"),
        found["source"],
    )  # fmt: skip
