"""Two versions of a template held side by side: added, removed, reworded, moved, scale changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any, Literal

from qa_tool.template.model import Choice, Domain, Question, Scale, Template

Sort = Literal["added", "removed", "reworded", "moved", "changed", "scale"]
Noun = Literal["template", "domain", "question", "choice", "grade", "descriptor", "rule", "safety question", "voice"]  # fmt: skip
Mark = tuple[str, bool]
_HEAD = (
    "key", "version", "title", "publisher", "language", "licence", "about", "subject", "months_read",
    "months_judged", "minutes", "scale", "kinds_of_case", "frame", "sources", "reviewed", "multi_agency",
)  # fmt: skip
_WORDED = frozenset({
    "text", "title", "help", "look_at", "purpose", "about", "sources", "caps", "why", "flag", "opening",
    "easy", "constraint_message", "required_message",
})  # fmt: skip
_PARTS = frozenset({"key", "questions", "choices", "rows", "columns", "descriptors", "boundaries"})
_QUESTION_NAMED = {
    "ask_when": "asked when",
    "required_when": "required when",
    "look_at": "where to look",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what was done to what, and how it read before and reads after."""

    sort: Sort
    noun: Noun
    key: str
    what: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """One line for a terminal."""
        about = f"{self.sort}: {self.noun} {self.key}" + (f", {self.what}" if self.what else "")
        if self.before and self.after:
            return f"{about}: {_short(self.before)} → {_short(self.after)}"
        return (
            f"{about}: {_short(self.before or self.after)}" if self.before or self.after else about
        )


def differences(before: Template, after: Template) -> tuple[Difference, ...]:
    """Everything that differs between two versions; none where they are the same."""
    return tuple(_all(before, after))


def marked(before: str, after: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The words before and after, in pieces with whether each stands only there: to be marked as changed."""
    one, two = before.split(), after.split()
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    old, new = list[Mark](), list[Mark]()
    for tag, a, b, c, d in matcher.get_opcodes():
        for words, pieces in ((one[a:b], old), (two[c:d], new)):
            if words:
                pieces.append((" ".join(words), tag != "equal"))
    return tuple(old), tuple(new)


def _all(before: Template, after: Template) -> Iterator[Difference]:
    for name in _HEAD:
        yield from _field("template", before.key, name, before, after)
    for name in ("overall", "grading"):
        yield from _record("template", name, getattr(before, name), getattr(after, name))
    yield from _scales(before.scales, after.scales)
    yield from _domains(before, after)
    yield from _questions(before, after)
    yield from _listed("rule", before.rules, after.rules)
    yield from _listed("safety question", before.safety, after.safety)
    yield from _voices(before, after)


def _domains(before: Template, after: Template) -> Iterator[Difference]:
    old = {domain.key: domain for domain in before.domains}
    new = {domain.key: domain for domain in after.domains}
    yield from _come_and_gone("domain", {k: d.title for k, d in old.items()}, {k: d.title for k, d in new.items()})  # fmt: skip
    for key in (key for key in old if key in new):
        yield from _record("domain", key, old[key], new[key])
        yield from _descriptors(old[key], new[key])
    yield from _moved("domain", list(old), list(new))


def _descriptors(old: Domain, new: Domain) -> Iterator[Difference]:
    one = {f"{old.key}, {grade}": text for grade, text in old.descriptors}
    two = {f"{new.key}, {grade}": text for grade, text in new.descriptors}
    one |= {f"{old.key}, {b.better} or {b.worse}": b.text for b in old.boundaries}
    two |= {f"{new.key}, {b.better} or {b.worse}": b.text for b in new.boundaries}
    yield from _come_and_gone("descriptor", one, two)
    for key in (key for key in one if key in two and one[key] != two[key]):
        yield Difference("reworded", "descriptor", key, "", one[key], two[key])


def _questions(before: Template, after: Template) -> Iterator[Difference]:
    old, new = _by_key(before), _by_key(after)
    yield from _come_and_gone("question", {k: q.text for k, q in old.items()}, {k: q.text for k, q in new.items()})  # fmt: skip
    for key in (key for key in old if key in new):
        yield from _question(old[key], new[key])
    for domain in after.domains:
        earlier = before.domain(domain.key)
        if earlier is not None:
            here = [question.key for question in earlier.questions]
            yield from _moved("question", here, [question.key for question in domain.questions])


def _by_key(template: Template) -> dict[str, Question]:
    return {
        each.key: each
        for domain in template.domains
        for question in domain.questions
        for each in (question, *question.questions)
    }


def _question(old: Question, new: Question) -> Iterator[Difference]:
    yield from _record("question", old.key, old, new)
    for name in ("choices", "rows", "columns"):
        yield from _choices(old.key, getattr(old, name), getattr(new, name))


def _choices(key: str, old: Sequence[Choice], new: Sequence[Choice]) -> Iterator[Difference]:
    one = {f"{key}, {choice.key}": choice for choice in old}
    two = {f"{key}, {choice.key}": choice for choice in new}
    yield from _come_and_gone("choice", {k: c.text for k, c in one.items()}, {k: c.text for k, c in two.items()})  # fmt: skip
    for name in (name for name in one if name in two):
        yield from _record("choice", name, one[name], two[name])
    yield from _moved("choice", list(one), list(two))


def _scales(old: Sequence[Scale], new: Sequence[Scale]) -> Iterator[Difference]:
    one, two = {scale.key: scale for scale in old}, {scale.key: scale for scale in new}
    for key in (key for key in one if key in two and one[key] != two[key]):
        grades = {f"{key}, {g.key}": g for g in one[key].grades}
        later = {f"{key}, {g.key}": g for g in two[key].grades}
        yield from _come_and_gone("grade", {k: g.name for k, g in grades.items()}, {k: g.name for k, g in later.items()})  # fmt: skip
        for name in (name for name in grades if name in later):
            yield from _record("grade", name, grades[name], later[name])
        for name in ("title", "valid_from", "valid_to", "source"):
            yield from _field("grade", key, name, one[key], two[key])


def _listed(noun: Noun, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    one, two = {each.key: each for each in old}, {each.key: each for each in new}
    names = {
        key: getattr(each, "why", "") or getattr(each, "text", "") for key, each in one.items()
    }
    later = {
        key: getattr(each, "why", "") or getattr(each, "text", "") for key, each in two.items()
    }
    yield from _come_and_gone(noun, names, later)
    for key in (key for key in one if key in two):
        yield from _record(noun, key, one[key], two[key])
    yield from _moved(noun, list(one), list(two))


def _voices(before: Template, after: Template) -> Iterator[Difference]:
    one = {voice.who: voice for voice in before.voices}
    two = {voice.who: voice for voice in after.voices}
    yield from _come_and_gone("voice", dict.fromkeys(one, ""), dict.fromkeys(two, ""))
    for who in (who for who in one if who in two):
        yield from _field("voice", who, "opening", one[who], two[who])
        yield from (
            Difference(d.sort, "voice", f"{who}, {d.key}", d.what, d.before, d.after)
            for d in _listed("voice", one[who].questions, two[who].questions)
        )
    yield from _moved("voice", list(one), list(two))


def _come_and_gone(noun: Noun, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:  # fmt: skip
    for key in (key for key in old if key not in new):
        yield Difference("removed", noun, key, "", old[key])
    for key in (key for key in new if key not in old):
        yield Difference("added", noun, key, "", "", new[key])


def _moved(noun: Noun, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """What stands elsewhere among the things that are in both: as few as explain the new order."""
    one = [key for key in old if key in new]
    two = [key for key in new if key in old]
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    stayed = {one[n] for block in matcher.get_matching_blocks() for n in range(block.a, block.a + block.size)}  # fmt: skip
    for key in (key for key in two if key not in stayed):
        place = two.index(key)
        after = f"behind {two[place - 1]}" if place else "to the beginning"
        yield Difference("moved", noun, key, after)


def _record(noun: Noun, key: str, old: Any, new: Any) -> Iterator[Difference]:
    for each in fields(old):
        if each.name not in _PARTS:
            yield from _field(noun, key, each.name, old, new)


def _field(noun: Noun, key: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
    one, two = getattr(old, name), getattr(new, name)
    if one == two:
        return
    sort: Sort = "reworded" if name in _WORDED else "scale" if name == "scale" else "changed"
    if noun == "grade":
        sort = "scale"
    what = "" if name == "text" else _QUESTION_NAMED.get(name, name.replace("_", " "))
    yield Difference(sort, noun, key, what, _said(one), _said(two))


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "none"
    return "none" if value is None or value == "" else str(value)


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return f"“{one_line}”" if len(one_line) <= 90 else f"“{one_line[:87]}…”"
