"""What the program ships as data: scales, response sets, dated lists, and where the forms are."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from qa_tool.paths import FORMS, RESOURCES
from qa_tool.template.model import Choice, Grade, Scale, Template, Voice, VoiceKind, VoiceQuestion


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a dated list."""

    key: str
    name: str
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the entry was in force on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def known_scales() -> Mapping[str, Scale]:
    """Every scale of resources/scales, by key."""
    paths = sorted((RESOURCES / "scales").glob("*.toml"))
    scales = (_scale(tomllib.loads(path.read_text("utf-8"))) for path in paths)
    return MappingProxyType({scale.key: scale for scale in scales})


@cache
def response_sets() -> Mapping[str, tuple[Choice, ...]]:
    """The choices that a question may name instead of writing them out: one set per scale."""
    return MappingProxyType(
        {
            key: tuple(
                Choice(grade.key, grade.name)
                for grade in sorted(scale.grades, key=lambda grade: grade.position)
            )
            for key, scale in known_scales().items()
        }
    )


@cache
def lists() -> Mapping[str, tuple[Entry, ...]]:
    """The dated lists: kind_of_case, practitioner, ethnicity, age_band, frame."""
    tables = tomllib.loads((RESOURCES / "lists.toml").read_text("utf-8"))
    return MappingProxyType(
        {name: tuple(_entry(row) for row in rows) for name, rows in tables.items()}
    )


def entries(name: str, day: date) -> tuple[Entry, ...]:
    """The entries of one list that are in force on a day, in the list's order."""
    return tuple(entry for entry in lists()[name] if entry.holds_on(day))


def shipped() -> tuple[Path, ...]:
    """The template files that come with the program, in order."""
    return tuple(sorted(FORMS.glob("*.toml")))


def voices_of(template: Template) -> tuple[Voice, ...]:
    """Who is asked what in an audit with this template: its own blocks, otherwise what is shipped."""
    if template.voices:
        return template.voices
    sets = shipped_voices()
    return sets.get(template.key) or sets.get(template.subject) or sets["worker"]


@cache
def shipped_voices() -> Mapping[str, tuple[Voice, ...]]:
    """The sets of resources/voices by the key of a template or of a kind of subject.

    A set names in `like` the one that it departs from, and `asks` whose voices it has.
    """
    paths = sorted((RESOURCES / "voices").glob("*.toml"))
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}
    made: dict[str, dict[VoiceKind, Voice]] = {}
    for name in sorted(read, key=lambda name: ("like" in read[name], name)):
        begun = made.get(read[name].get("like", ""), {})
        made[name] = begun | {voice.who: voice for voice in _voices(read[name])}
    return MappingProxyType(
        {
            name: tuple(
                voices[who]
                for who in get_args(VoiceKind)
                if who in voices and who in read[name]["asks"]
            )
            for name, voices in made.items()
        }
    )


def _voices(data: Mapping[str, Any]) -> list[Voice]:
    return [
        Voice(
            block["who"],
            block.get("opening", ""),
            tuple(
                VoiceQuestion(one["key"], one["text"], one.get("easy", ""), one.get("help", ""))
                for one in block["question"]
            ),
        )
        for block in data.get("voice", [])
    ]


def _scale(data: Mapping[str, Any]) -> Scale:
    grades = tuple(
        Grade(
            key=row["key"],
            name=row["name"],
            rank=row.get("rank"),
            position=row["position"],
            tone=row.get("tone", "none"),
            good_or_better=row.get("good_or_better", False),
        )
        for row in data["grade"]
    )
    return Scale(
        key=data["key"],
        title=data["title"],
        grades=grades,
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        source=data["source"],
    )


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(row["key"], row["name"], row["from"], row.get("to"))
