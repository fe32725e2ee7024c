"""What is held about one child or one practitioner, record by record, with third parties marked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from qa_tool.audit.entries import plain_key
from qa_tool.audit.record import Audit
from qa_tool.audit.words import questions_of
from qa_tool.ledger.entry import Entry
from qa_tool.report.subject_access import Item
from qa_tool.store import audit as audit_shelf
from qa_tool.store.record import plain
from qa_tool.theme import blanks
from qa_tool.theme.blanks import Known
from qa_tool.work import template as templates
from qa_tool.work.report_words import words_of
from qa_tool.work.workspace import Workspace

_MARKED = frozenset({"name", "contact", "place", "team", "reference"})
# What only the program needs: numbers of rows, lots, fingerprints.
_SKIPPED = frozenset({
    "id", "entry", "fingerprint", "ticket", "mark", "turn", "notice", "parent", "heads", "ladder", "version",
    "allocation", "draft", "seed", "audit", "case", "key", "part", "compliance", "needs_verifying", "reading",
    "installation", "session",
})  # fmt: skip


# Everyday words that are names as well: these stay marked wherever they stand with a capital.
_NAMES_TOO = frozenset({
    "will", "mark", "may", "rose", "hope", "grace", "joy", "faith", "june", "april", "summer", "art", "grant",
    "mercy", "miller", "pat", "rich", "rock", "scout", "sky", "star", "young", "brown", "green", "white", "black",
    "grey", "small", "long", "short", "day", "king", "page", "price", "wood", "hill", "stone", "cook", "baker",
})  # fmt: skip


def vocabulary(workspace: Workspace, audits: Iterable[Audit]) -> frozenset[str]:
    """The everyday words of the field, as the templates write them without a capital."""
    found: set[str] = set()
    for fingerprint in sorted({a.fingerprint for a in audits}):
        template = templates.by_fingerprint(workspace, fingerprint)
        for text in _texts(plain(template)):
            found.update(re.findall(r"(?<![^\W\d_])[a-z]{2,}", text))
    return frozenset(found) - _NAMES_TOO


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@dataclass
class Marker:
    """Marks what may be about somebody else, and counts how often; takes nothing out."""

    known: Known
    own: tuple[str, ...]
    names: Mapping[str, str]
    others: Mapping[str, str]
    plain: Mapping[str, str]
    everyday: frozenset[str] = frozenset()
    n: int = 0
    _own: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        self._own = frozenset(
            part.casefold() for name in self.own for part in (name, *name.split())
        )

    def words(self, text: str) -> str:
        """Typed words with every name, place and contact in them marked."""
        text = blanks.tidy(text)
        for blank in reversed(blanks.proposed(text, self.known)):
            found = text[blank.start : blank.end]
            if blank.kind in _MARKED and not self._ordinary(text, blank.start, found):
                self.n += 1
                text = f"{text[: blank.start]}[[{blank.kind}? {found}]]{text[blank.end :]}"
        return text

    def _ordinary(self, text: str, at: int, found: str) -> bool:
        """The person's own name, or an everyday word whose capital only begins a sentence or a line."""
        if found.casefold() in self._own:
            return True
        begins = not (before := text[:at].rstrip(" \t\"'“‘([")) or before[-1] in ".!?:;,\n•–—-…"
        known = bool(blanks.survivors(found, self.known))
        return begins and not known and found.casefold() in self.everyday

    def value(self, given: Any) -> str:
        """A value as people read it: an id by its name, a day as a day, words marked."""
        if isinstance(given, bool):
            return "Yes" if given else "No"
        text = str(given)
        if text in self.names:
            return self._name(self.names[text])
        if text in self.plain:
            return self.plain[text]
        if text in self.others:
            self.n += 1
            return f"[[another child: {self.others[text]}]]"
        day = _day(text)
        if day is not None:
            return f"{day.day} {day:%B %Y}"
        return self.words(text) if " " in text.strip() else self._one(text)

    def _one(self, text: str) -> str:
        """One word is a code, or a name that the council knows."""
        return self.words(text) if blanks.survivors(text, self.known) else text.replace("_", " ")

    def _name(self, name: str) -> str:
        if name.casefold() in self._own:
            return name
        self.n += 1
        return f"[[name? {name}]]"


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if len(text) >= 10 and text[4:5] == "-" else None
    except ValueError:
        return None


def audit_item(workspace: Workspace, audit: Audit, marker: Marker, *, third: bool) -> Item:
    """One audit whole: who, when, each grade, every word and every other answer."""
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    answers = audit_shelf.answers(workspace.store, audit.id)
    lines = [
        ("Auditor", marker.value(audit.auditor)), ("Practitioner", marker.value(audit.worker)),
        ("Team", workspace.team_name(audit.team)), ("State", audit.state.replace("_", " ")),
        ("Overall", _both(audit.overall, audit.final_overall)),
    ]  # fmt: skip
    for domain in template.graded:
        pair = _both(audit.grades.get(domain.key, ""), audit.final_grades.get(domain.key, ""))
        lines.append((f"Grade: {domain.title}", pair))
    said = words_of(answers, template)
    lines += [(one.label, marker.words(one.text)) for one in said]
    told, questions = {one.key for one in said}, questions_of(template)
    for key, value in sorted(answers.items()):
        question = questions.get(plain_key(key.partition("#")[0]))
        if key not in told and not key.endswith(".grade"):
            lines += flat(question.text if question else _label(key), value, marker)
    written = (audit.handed_in or audit.started).date()
    return Item(template.title, written, tuple((a, b) for a, b in lines if b), third=third)


def _both(first: str, final: str) -> str:
    said = first.replace("_", " ")
    after = final.replace("_", " ")
    return said if not after or after == said else f"{said}; after the second reading {after}"


def item(title: str, entries: list[Entry], marker: Marker, *, third: bool = False) -> Item:
    """One record: its newest state whole, and what was different before."""
    newest = entries[-1]
    now = tuple(_lines(newest.body or {}, marker))
    before: list[tuple[str, str]] = []
    seen = set(now)
    for one in reversed(entries[:-1]):
        for label, words in _lines(one.body or {}, marker):
            if (label, words) not in seen and " " in words:
                seen.add((label, words))
                before.append((f"{label}, {_when(one)}", words))
    return Item(title, _day(newest.claimed), now, tuple(before), third)


def _when(entry: Entry) -> str:
    day = _day(entry.claimed)
    return f"{day.day} {day:%b %Y}" if day else ""


def _lines(body: Mapping[str, Any], marker: Marker) -> Iterator[tuple[str, str]]:
    for key, value in body.items():
        if key in {"is", "remark"} and isinstance(value, Mapping):
            yield from _lines(value, marker)
        elif key not in _SKIPPED:
            yield from flat(_label(key), value, marker)


def flat(label: str, value: Any, marker: Marker) -> list[tuple[str, str]]:
    """Whatever a field holds, as lines of label and words; what is empty is left out."""
    if value is None or value in ("", [], {}) or (value == 0 and not isinstance(value, bool)):
        return []
    if isinstance(value, Mapping):
        return [
            line
            for key, inner in value.items()
            if key not in _SKIPPED
            for line in flat(f"{label}: {_label(key).lower()}", inner, marker)
        ]
    if isinstance(value, list | tuple):
        if all(not isinstance(one, Mapping | list | tuple) for one in value):
            return [(label, "; ".join(marker.value(one) for one in value))]
        return [
            line
            for number, one in enumerate(value, 1)
            for line in flat(f"{label} {number}", one, marker)
        ]
    return [(label, marker.value(value))]


def _label(key: str) -> str:
    """A key as words."""
    return key.replace("_", " ").replace(".", ": ").replace("#", ", ").strip().capitalize()


def by_object(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Entries of one thing together, by kind and object; a second reading and its end are one."""
    out: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        kind = "moderation" if one.kind == "resolution" else one.kind
        out.setdefault((kind, one.object), []).append(one)
    return out
