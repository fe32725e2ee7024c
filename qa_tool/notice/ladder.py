"""A ladder of QA notices as data: stages, their clocks, who answers; read from a file and checked."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from qa_tool.problems import Problem, errors

LadderKind = Literal["looked_after", "other", "partner", "good_practice"]

KINDS: dict[LadderKind, str] = {
    "looked_after": "Looked-after children",
    "other": "Other children",
    "partner": "Partner agencies",
}
FORMAL_LIMIT = 20  # working days of all formal stages together, for a looked-after child
LONGEST_STAGE = 60
LONGEST_TEXT = 200
MOST_STAGES = 8


@dataclass(frozen=True, slots=True)
class Stage:
    """One rung: who answers (a title) and in how many working days; `days` is a hint where informal."""

    key: str
    level: int
    name: str
    who: str
    days: int
    formal: bool = True


@dataclass(frozen=True, slots=True)
class Ladder:
    """A whole ladder; `formal_limit` is what all formal stages may take together, None where nothing sets it.

    `source`, `edition` and `reviewed` say where it comes from and when somebody last compared it.
    """

    key: str
    title: str
    kind: LadderKind
    stages: tuple[Stage, ...]
    valid_from: date
    source: str
    edition: str = ""
    reviewed: date | None = None
    cafcass: bool = False
    formal_limit: int | None = None

    def stage(self, key: str) -> Stage | None:
        """The stage with this key."""
        return next((one for one in self.stages if one.key == key), None)

    @property
    def formal_days(self) -> int:
        """What the formal stages come to together."""
        return sum(stage.days for stage in self.stages if stage.formal)


GOOD_PRACTICE = Ladder(
    "good_practice", "Good practice", "good_practice",
    (Stage("shared", 0, "Good practice shared", "Practitioner and team manager", 0, formal=False),),
    date(2011, 4, 1), "Shared, and answered by nobody's clock",
)  # fmt: skip


def read(text: str, where: str) -> tuple[Ladder | None, tuple[Problem, ...]]:
    """The ladder that a file holds, and everything that is wrong with it in one pass."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        return None, (
            _wrong(where, f"It cannot be read: {trouble}.", "Correct that line.", "syntax"),
        )
    problems = [*_shape(found, where)]
    if errors(problems):
        return None, tuple(problems)
    ladder = _made(found)
    problems += check(ladder, where)
    return (None if errors(problems) else ladder), tuple(problems)


def _wrong(where: str, what: str, cure: str, code: str) -> Problem:
    return Problem("error", where, what, cure, code)


_TOP: Mapping[str, tuple[type, bool]] = {
    "key": (str, True), "title": (str, True), "kind": (str, True), "valid_from": (date, True),
    "source": (str, True), "edition": (str, False), "reviewed": (date, False),
    "cafcass": (bool, False), "formal_limit": (int, False), "stage": (list, True),
}  # fmt: skip
_STAGE: Mapping[str, tuple[type, bool]] = {
    "key": (str, True), "level": (int, True), "name": (str, True), "who": (str, True),
    "days": (int, True), "formal": (bool, False),
}  # fmt: skip
_SORTS = {str: "text in quotes", date: "a date such as 2026-04-01", bool: "true or false",
          int: "a whole number", list: "[[stage]] tables"}  # fmt: skip


def _shape(found: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Whether every field is there, of its sort, and known."""
    yield from _fields(found, _TOP, where)
    stages = found.get("stage")
    for number, one in enumerate(stages if isinstance(stages, list) else (), 1):
        place = f"{where}, stage {number}"
        if isinstance(one, Mapping) and one:
            yield from _fields(one, _STAGE, place)
        else:
            yield _wrong(place, "The stage is empty.", "Write its name, who answers and its days.",
                         "empty_stage")  # fmt: skip


def _fields(
    found: Mapping[str, Any], wanted: Mapping[str, tuple[type, bool]], where: str
) -> Iterator[Problem]:
    for name, (sort, needed) in wanted.items():
        if name not in found:
            if needed:
                yield _wrong(where, f"“{name}” is missing.", f"Write {name} = {_SORTS[sort]}.",
                             "missing")  # fmt: skip
        elif type(found[name]) is not sort:
            yield _wrong(where, f"“{name}” is of the wrong sort.", f"Write {_SORTS[sort]}.", "sort")
    for name in found:
        if name not in wanted:
            cure = f"Take it out; there are: {', '.join(wanted)}."
            yield _wrong(where, f"“{name}” is not known here.", cure, "unknown")


def _made(found: Mapping[str, Any]) -> Ladder:
    stages = tuple(Stage(**one) for one in found["stage"])
    names = {f.name for f in fields(Ladder)} - {"stages"}
    return Ladder(stages=stages, **{k: v for k, v in found.items() if k in names})


def check(ladder: Ladder, where: str = "") -> tuple[Problem, ...]:
    """Whether people can climb this ladder, and whether it keeps to what guidance sets."""
    place = where or f"Ladder “{ladder.title or ladder.key}”"
    return (
        *_whole(ladder, place),
        *_each(ladder, place),
        *_order(ladder, place),
        *_law(ladder, place),
    )


def _whole(ladder: Ladder, where: str) -> Iterator[Problem]:
    for name, value in (("key", ladder.key), ("title", ladder.title), ("source", ladder.source)):
        yield from _text(name, value, where)
    if ladder.kind not in KINDS:
        cure = f"There are: {', '.join(KINDS)}."
        yield _wrong(where, f"There is no kind “{ladder.kind}”.", cure, "kind")
    if not ladder.stages:
        yield _wrong(where, "It has no stage.", "Write at least one formal stage.", "no_stage")
    elif not any(stage.formal for stage in ladder.stages):
        cure = "Mark at least one stage formal = true."
        yield _wrong(where, "It has no formal stage.", cure, "no_formal")
    if len(ladder.stages) > MOST_STAGES:
        what = f"It has {len(ladder.stages)} stages."
        yield _wrong(where, what, f"{MOST_STAGES} are the most.", "too_many")
    if len({stage.key for stage in ladder.stages}) < len(ladder.stages):
        yield _wrong(
            where, "Two stages have one key.", "Give each stage a key of its own.", "twice"
        )


def _text(name: str, value: str, where: str) -> Iterator[Problem]:
    if not value.strip():
        cure = "Write it, so that people know which ladder this is and where it comes from."
        yield _wrong(where, f"“{name}” is empty.", cure, "empty")
    elif len(value) > LONGEST_TEXT:
        cure = f"{LONGEST_TEXT} characters are the most."
        yield _wrong(where, f"“{name}” is too long.", cure, "too_long")


def _each(ladder: Ladder, where: str) -> Iterator[Problem]:
    for number, stage in enumerate(ladder.stages, 1):
        place = f"{where}, stage {number}"
        if not (stage.key.strip() and stage.name.strip() and stage.who.strip()):
            yield _wrong(place, "The stage is empty: key, name and who answers belong to it.",
                         "Write all three; who answers is a title, such as Team manager.",
                         "empty_stage")  # fmt: skip
        elif max(len(stage.key), len(stage.name), len(stage.who)) > LONGEST_TEXT:
            yield _wrong(place, "A text is too long.", f"{LONGEST_TEXT} characters are the most.",
                         "too_long")  # fmt: skip
        if not 1 <= stage.days <= LONGEST_STAGE:
            yield _wrong(place, f"{stage.days} working days cannot be its clock.",
                         f"Write 1 to {LONGEST_STAGE}.", "days")  # fmt: skip


def _order(ladder: Ladder, where: str) -> Iterator[Problem]:
    levels = [stage.level for stage in ladder.stages]
    if levels != sorted(set(levels)):
        yield _wrong(where, "The ladder goes backwards: a stage is not above the one before it.",
                     "Write the stages from the lowest to the highest, with rising levels.",
                     "backwards")  # fmt: skip
    formal = [stage.formal for stage in ladder.stages]
    if formal != sorted(formal):
        yield _wrong(where, "The ladder goes backwards: an informal stage follows a formal one.",
                     "Write the informal stage first.", "backwards")  # fmt: skip


def _law(ladder: Ladder, where: str) -> Iterator[Problem]:
    if ladder.kind == "looked_after":
        yield from _looked_after(ladder, where)
    elif ladder.cafcass:
        what = "Cafcass belongs to looked-after children only."
        yield _wrong(where, what, "Write cafcass = false.", "cafcass")
    yield from _limit(ladder, where)
    if ladder.edition and ladder.reviewed is None:
        what = "It names an edition, but not when it was compared with it."
        yield Problem("warning", where, what, "Write reviewed = and the date.", "not_reviewed")


def _looked_after(ladder: Ladder, where: str) -> Iterator[Problem]:
    if ladder.formal_days > FORMAL_LIMIT:
        what = (
            f"The formal stages come to {ladder.formal_days} working days; for a looked-after child "
            f"they may take {FORMAL_LIMIT} in all."
        )
        cure = f"Shorten the stages until they come to {FORMAL_LIMIT} or fewer."
        yield _wrong(where, what, cure, "over_limit")
    if ladder.stages and ladder.stages[0].formal:
        what = "The informal stage is missing; for a looked-after child it comes first."
        yield _wrong(where, what, "Write a first stage with formal = false.", "no_informal")
    if not ladder.cafcass:
        what = "It leaves out Cafcass, which is always open for a looked-after child."
        yield _wrong(where, what, "Write cafcass = true.", "cafcass_left_out")


def _limit(ladder: Ladder, where: str) -> Iterator[Problem]:
    limit, care = ladder.formal_limit, ladder.kind == "looked_after"
    if limit is None:
        return
    if limit < 1 or (care and limit > FORMAL_LIMIT):
        what = f"{limit} working days cannot be the limit of the formal stages."
        yield _wrong(where, what, f"Write 1 to {FORMAL_LIMIT}.", "limit")
    elif limit < ladder.formal_days <= (FORMAL_LIMIT if care else ladder.formal_days):
        what = f"The formal stages come to {ladder.formal_days} working days, more than its limit of {limit}."
        yield _wrong(where, what, "Change the one or the other.", "over_limit")


def limit_of(ladder: Ladder) -> int | None:
    """How many working days all formal stages may take: the ladder's own, or the law's."""
    if ladder.kind == "looked_after":
        return min(ladder.formal_limit or FORMAL_LIMIT, FORMAL_LIMIT)
    return ladder.formal_limit


def as_text(ladder: Ladder) -> str:
    """The ladder as a file that can be changed and read again."""
    lines = [
        f"key = {_quoted(ladder.key)}", f"title = {_quoted(ladder.title)}",
        f"kind = {_quoted(ladder.kind)}", f"valid_from = {ladder.valid_from.isoformat()}",
        f"source = {_quoted(ladder.source)}", f"edition = {_quoted(ladder.edition)}",
    ]  # fmt: skip
    if ladder.reviewed is not None:
        lines.append(f"reviewed = {ladder.reviewed.isoformat()}")
    lines.append(f"cafcass = {str(ladder.cafcass).lower()}")
    if ladder.formal_limit is not None:
        lines.append(f"formal_limit = {ladder.formal_limit}")
    for stage in ladder.stages:
        lines += [
            "", "[[stage]]", f"key = {_quoted(stage.key)}", f"level = {stage.level}",
            f"name = {_quoted(stage.name)}", f"who = {_quoted(stage.who)}", f"days = {stage.days}",
            f"formal = {str(stage.formal).lower()}",
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as the file writes it; what would break the line is written by its number."""
    made = []
    for sign in text:
        if sign in {'"', "\\"}:
            made.append("\\" + sign)
        elif ord(sign) < 32 or ord(sign) == 127:
            made.append(f"\\u{ord(sign):04x}")
        else:
            made.append(sign)
    return f'"{"".join(made)}"'
