"""A template being written as an author sees it: the lines of its outline, and what a field's value means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from qa_tool.template.edit import Edit, Op, Tables, joined, put, value_at
from qa_tool.template.edit_names import full_key, rename
from qa_tool.template.edit_new import change_kind, choose_overall, new_choices
from qa_tool.template.library import known_scales, response_sets
from qa_tool.template.locate import Path
from qa_tool.template.model import Scale
from qa_tool.template.rules import SAFETY_ANSWERS

Part = Literal["about", "overall", "domain", "question", "list", "rule", "safety", "voice", "asked"]
_LISTS: tuple[tuple[str, str, Part], ...] = (
    ("rule", "Rules", "rule"),
    ("safety", "Safety questions", "safety"),
    ("voice", "Voices", "voice"),
)
VOICES = {
    "child": "The child", "family": "The family", "carer": "The carer", "worker": "The practitioner",
    "manager": "The manager", "partner": "A partner agency",
}  # fmt: skip
OWN, DOMAIN = "own", "domain"  # what a grid is rated on: answers of its own, its domain's scale


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline: its place, how deep it stands, its words, and what sort of part it is."""

    path: Path
    depth: int
    words: str
    part: Part


def outline(tables: Tables) -> tuple[Line, ...]:
    """Everything that can be written on, from the top down."""
    return (
        Line((), 0, "About this template", "about"),
        Line(("overall",), 0, "The overall", "overall"),
        *_domains(tables),
        *_others(tables),
    )


def _domains(tables: Tables) -> Iterator[Line]:
    for place, domain in enumerate(tables.get("domain", ())):
        path = ("domain", place)
        yield Line(path, 0, _words(domain, "title", "Domain without a title"), "domain")
        yield from _questions(domain, path, 1)


def _questions(record: Mapping[str, Any], path: Path, depth: int) -> Iterator[Line]:
    for place, question in enumerate(record.get("question", ())):
        here = (*path, "question", place)
        missing = "Question without words"
        if question.get("kind") in {"today", "hidden"}:
            missing = str(question.get("key"))
        yield Line(here, depth, _words(question, "text", missing), "question")
        yield from _questions(question, here, depth + 1)


def _others(tables: Tables) -> Iterator[Line]:
    for key, title, part in _LISTS:
        have = tables.get(key, ())
        yield Line((key,), 0, f"{title} ({len(have)})", "list")
        for place, record in enumerate(have):
            path = (key, place)
            if part == "voice":
                who = VOICES.get(str(record.get("who")), "Somebody")
                yield Line(path, 1, who, part)
                for n, asked in enumerate(record.get("question", ())):
                    words = _words(asked, "text", "Question without words")
                    yield Line((*path, "question", n), 2, words, "asked")
            else:
                field = "why" if part == "rule" else "text"
                yield Line(path, 1, _words(record, field, "Without words"), part)


def line_at(lines: Sequence[Line], path: Path) -> Line:
    """The line that a place belongs to: its own, or that of the nearest part around it."""
    own = {line.path: line for line in lines}
    if path[:1] == ("grading",):
        path = ("overall",)
    return next(own[path[:end]] for end in range(len(path), -1, -1) if path[:end] in own)


def scale_for(tables: Tables, scales: Sequence[Scale], path: Path) -> Scale | None:
    """The scale that this domain (or the whole, for any other place) is graded on."""
    own = {scale.key: scale for scale in scales}
    named = value_at(tables, (*path[:2], "scale")) if path[:1] == ("domain",) else ""
    for key in (named, tables.get("scale")):
        if key and (found := own.get(str(key)) or known_scales().get(str(key))):
            return found
    return None


def written(tables: Tables, path: Path, value: Any) -> Edit | None:  # noqa: PLR0911 - one a field
    """The step that writes a field's value, with all that hangs on it; None where nothing changes."""
    field = path[-1]
    if field == "key":
        return rename(tables, path[:-1], str(value or "").strip())
    if field == "kind" and path[0] == "domain":
        return change_kind(tables, path[:-1], str(value))
    if path == ("overall", "kind"):
        return choose_overall(tables, str(value))
    if field == "rated_on":
        return rated_on(tables, path[:-1], str(value))
    if field == "choices" and value == OWN:
        return own_choices(tables, path[:-1])
    if field == "graded":
        return put(tables, path, None if value else False, "Change whether it is graded")
    return put(tables, path, value)


def rating_of(question: Mapping[str, Any]) -> str:
    """What a grid is rated on: answers of its own, its domain's scale, or a scale by its key."""
    if question.get("scale"):
        return str(question["scale"])
    return OWN if "choices" in question else DOMAIN


def rated_on(tables: Tables, path: Path, what: str) -> Edit | None:
    """Rate a grid on answers of its own, on its domain's scale, or on another scale."""
    record = value_at(tables, path)
    if rating_of(record) == what:
        return None
    after = {key: value for key, value in record.items() if key not in {"choices", "scale"}}
    if what == OWN:
        after["choices"] = new_choices("choice")
    elif what != DOMAIN:
        after["scale"] = what
    return Edit("Change what is rated on", (Op("put", path, record, after),), path, path)


def own_choices(tables: Tables, path: Path) -> Edit | None:
    """Write the answers of a ready set out, so that they can be changed."""
    have = value_at(tables, (*path, "choices"))
    if isinstance(have, list):
        return None
    ready = response_sets().get(str(have), ())
    made = [{"key": one.key, "text": one.text} for one in ready] or new_choices("choice")
    return put(tables, (*path, "choices"), made, "Write the answers out")


def described(tables: Tables, path: Path, better: str, worse: str, text: str) -> Edit | None:
    """Write how two neighbouring grades are told apart."""
    have = list(value_at(tables, (*path, "boundaries")) or ())
    place = next((n for n, one in enumerate(have) if one.get("between") == [better, worse]), None)
    if place is None:
        have += [{"between": [better, worse], "text": text}] if text else []
    elif text:
        have[place] = have[place] | {"text": text}
    else:
        del have[place]
    return put(tables, (*path, "boundaries"), have, "Change a boundary")


def boundaries_of(
    tables: Tables, scales: Sequence[Scale], path: Path
) -> tuple[tuple[str, str, str], ...]:
    """Each two neighbouring grades of a domain with what tells them apart."""
    scale = scale_for(tables, scales, path)
    have = value_at(tables, (*path, "boundaries")) or ()
    said = {tuple(one.get("between", ())): str(one.get("text", "")) for one in have}
    ranked = scale.ranked if scale is not None else ()
    return tuple((a.key, b.key, said.get((a.key, b.key), "")) for a, b in pairwise(ranked))


def strays(tables: Tables, scales: Sequence[Scale], path: Path) -> Edit | None:
    """Take out what a domain says about grades that its scale does not have; None where there is nothing."""
    scale = scale_for(tables, scales, path)
    if scale is None:
        return None
    known = {grade.key for grade in scale.grades}
    pairs = {(a, b) for a, b, _text in boundaries_of(tables, scales, path)}
    words = value_at(tables, (*path, "descriptors")) or {}
    kept = {key: text for key, text in words.items() if key in known}
    edges = value_at(tables, (*path, "boundaries")) or []
    stay = [one for one in edges if tuple(one.get("between", ())) in pairs]
    edits = [
        edit for edit in (
            put(tables, (*path, "descriptors"), kept, "Take out grades of another scale"),
            put(tables, (*path, "boundaries"), stay, "Take out grades of another scale"),
        ) if edit is not None
    ]  # fmt: skip
    if not edits:
        return None
    return edits[0] if len(edits) == 1 else joined(*edits)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a condition can look at: its key, its words, and its answers where these are few."""

    key: str
    words: str
    answers: tuple[tuple[str, str], ...] = ()
    several: bool = False


def askable(tables: Tables, scales: Sequence[Scale]) -> tuple[Asked, ...]:
    """What a condition can be built of: questions with answers, grades of domains, safety questions."""
    found: list[Asked] = []
    for line in outline(tables):
        record = value_at(tables, line.path)
        if line.part == "domain" and record.get("graded", True):
            scale = scale_for(tables, scales, line.path)
            grades = tuple((g.key, g.name) for g in scale.grades) if scale is not None else ()
            found.append(Asked(f"{record.get('key')}.grade", f"Grade: {line.words}", grades))
        elif line.part == "question" and record.get("kind") not in {"note", "group", "rating_grid"}:
            many = record["kind"] in {"some_of", "rank"} or len(line.path) > 4
            key, answers = full_key(tables, line.path), _answers(record)
            found.append(Asked(key, line.words, answers, several=many))
        elif line.part == "safety":
            answers = tuple((key, key.replace("_", " ").capitalize()) for key in SAFETY_ANSWERS)
            found.append(Asked(f"safety.{record.get('key')}", line.words, answers))
    return tuple(found)


def condition(asked: Asked, sign: str, answer: str) -> str:
    """The condition that somebody chose: the question, how, and the answer."""
    if sign == "answered":
        return f"answered({asked.key})"
    value = (
        answer if _number(answer) and not asked.answers else "'" + answer.replace("'", "’") + "'"
    )
    if asked.several:
        return f"{'not ' if sign == '!=' else ''}{value} in {asked.key}"
    return f"{asked.key} {sign} {value}"


def _answers(record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if record.get("kind") == "yes_no":
        return tuple((one.key, one.text) for one in response_sets()["yes_no"])
    have = record.get("choices", ())
    if isinstance(have, str):
        return tuple((one.key, one.text) for one in response_sets().get(have, ()))
    return tuple((str(one.get("key")), str(one.get("text") or one.get("key"))) for one in have)


def _number(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()


def _words(record: Mapping[str, Any], field: str, missing: str) -> str:
    return " ".join(str(record.get(field) or missing).split())
