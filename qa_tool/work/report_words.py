"""The typed words of an audit, each with a label that says what it answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from qa_tool.figures.dataset import Words
from qa_tool.template.model import Template


def words_of(answers: dict[str, Any], template: Template) -> tuple[Words, ...]:
    """Everything that was typed into an audit, with what it answers and where it stands."""
    labels = {q.key: q.text for d in template.domains for q in d.questions}
    titles = {d.key: d.title for d in template.domains} | {"overall": "Overall", "safety": "Safety"}
    found = []
    for key, value in sorted(answers.items()):
        main, _, part = key.partition("#")
        domain, _, last = main.partition(".")
        if isinstance(value, list) and last == "evidence":
            text = "; ".join(_evidence_line(item) for item in value if isinstance(item, dict))
            label = f"{titles.get(domain, domain)}: evidence"
        elif isinstance(value, str) and (part == "comment" or main in _typed(template) or last in {
            "reason", "differs", "written"
        } or domain == "consistency"):  # fmt: skip
            text = value
            what = {"reason": "why this grade", "differs": "why it differs from what is implied"}
            label = labels.get(main) or f"{titles.get(domain, domain)}: {what.get(last, last)}"
        else:
            continue
        if text.strip():
            found.append(Words(key, label, text))
    return tuple(found)


def _evidence_line(item: Mapping[str, Any]) -> str:
    """`5 June 2026, Review minutes: what changed since the last review`."""
    found = str(item.get("date", ""))
    try:
        day = date.fromisoformat(found)
        found = f"{day.day} {day:%B %Y}"
    except ValueError:
        found = found or "no date"
    told = f"{found}, {item.get('what', '')}".strip(", ")
    shows = str(item.get("shows", "")).strip()
    return f"{told}: {shows}" if shows else told


def _typed(template: Template) -> frozenset[str]:
    return frozenset(
        q.key for d in template.domains for q in d.questions if q.kind in {"text", "evidence"}
    )
