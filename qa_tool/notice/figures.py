"""What many notices come to: by stage, theme and team; how fast, in time, effective, repeated, open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from qa_tool.calendar import working_days_between
from qa_tool.notice.model import Changed, Notice, Step

FEW = 3  # below so many answers a median is one or two people's figure


@dataclass(frozen=True, slots=True)
class StageCount:
    """One stage of one ladder: how many notices stood on it, and how they were answered."""

    ladder: str
    stage: str
    who: str
    level: int
    stood: int
    in_time: int
    late: int
    overdue: int
    waiting: int
    passed_on: int
    days: float | None

    @property
    def answered(self) -> int:
        """How many were answered, in time or late."""
        return self.in_time + self.late


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Notices of one team, or with one theme. Effects are those said at 90 days."""

    name: str
    concerns: int
    formal: int
    good_practice: int
    in_time: int
    answered: int
    open: int
    changed: int
    said: int
    repeated: int


@dataclass(frozen=True, slots=True)
class EffectCount:
    """What was said about practice so many days after the notice became formal."""

    after: int
    yes: int
    partly: int
    no: int
    cannot_tell: int
    overdue: int
    to_come: int

    @property
    def said(self) -> int:
        """How many were said."""
        return self.yes + self.partly + self.no + self.cannot_tell


def concerns(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Only the concerns."""
    return tuple(n for n in notices if n.raised.kind == "concern")


def by_stage(notices: Sequence[Notice], today: date) -> tuple[StageCount, ...]:
    """Every stage that a concern has stood on, ladder by ladder, from the lowest."""
    found: dict[tuple[str, int, str, str], list[tuple[Notice, Step]]] = {}
    for n in concerns(notices):
        for step in n.steps:
            key = (n.raised.ladder.title, step.stage.level, step.stage.name, step.stage.who)
            found.setdefault(key, []).append((n, step))
    return tuple(_stage(key, found[key], today) for key in sorted(found))


def _stage(
    key: tuple[str, int, str, str], stood: Sequence[tuple[Notice, Step]], today: date
) -> StageCount:
    ladder, level, name, who = key
    answers = [(s, a) for _, s in stood if (a := s.answer)]
    open_ = [s for n, s in stood if s.answer is None and n.open and n.now == s]
    overdue = sum(s.overdue(today) for s in open_)
    late = sum(a.late for _, a in answers)
    return StageCount(
        ladder, name, who, level, len(stood), len(answers) - late, late, overdue,
        len(open_) - overdue, len(stood) - len(answers) - len(open_),
        middle(working_days_between(s.raised, a.day) for s, a in answers),
    )  # fmt: skip


def middle(days: Iterable[int]) -> float | None:
    """The median; None where there are too few to have a middle."""
    found = list(days)
    return float(median(found)) if len(found) >= FEW else None


def answer_days(notices: Sequence[Notice]) -> tuple[int, ...]:
    """How many working days each first answer to a formal stage took."""
    return tuple(
        working_days_between(s.raised, s.answer.day)
        for n in concerns(notices) for s in n.formal if s.answer
    )  # fmt: skip


def repeated(notices: Sequence[Notice]) -> dict[str, int]:
    """Children with more than one concern, and how many each."""
    found: dict[str, int] = {}
    for n in concerns(notices):
        found[n.raised.case] = found.get(n.raised.case, 0) + 1
    return {case: count for case, count in found.items() if count > 1}


def groups(
    notices: Sequence[Notice], names: Callable[[Notice], Iterable[str]]
) -> tuple[GroupCount, ...]:
    """Counts by whatever `names` gives for a notice; a notice with two themes counts in both."""
    found: dict[str, list[Notice]] = {}
    for n in notices:
        for name in names(n):
            found.setdefault(name, []).append(n)
    return tuple(_group(name, found[name]) for name in sorted(found, key=str.casefold))


def _group(name: str, same: Sequence[Notice]) -> GroupCount:
    told = concerns(same)
    answers = [s.answer for n in told for s in n.formal if s.answer]
    said = [e.changed for n in told for e in n.effects if e.after == 90 and e.changed]
    return GroupCount(
        name, len(told), sum(bool(n.formal) for n in told), len(same) - len(told),
        sum(not a.late for a in answers), len(answers), sum(n.open for n in told),
        sum(one == "yes" for one in said), len(said), sum(repeated(same).values()),
    )  # fmt: skip


def effects(notices: Sequence[Notice], today: date) -> tuple[EffectCount, ...]:
    """What was said about practice at 30 and at 90 days, and what nobody has said yet."""
    found = []
    for after in (30, 90):
        asked = [e for n in notices for e in n.effects if e.after == after]
        if not asked:
            continue

        def count(word: Changed, asked: Sequence[object] = asked) -> int:
            return sum(getattr(e, "changed", None) == word for e in asked)

        open_ = [e for e in asked if e.day is None]
        late = sum(e.due <= today for e in open_)
        found.append(
            EffectCount(after, count("yes"), count("partly"), count("no"), count("cannot_tell"),
                        late, len(open_) - late)
        )  # fmt: skip
    return tuple(found)


def within_limit(notices: Sequence[Notice], today: date) -> tuple[int, int, int]:
    """Formal notices with a limit: ended within it, over it (ended or not), still within it and open."""
    inside = over = going = 0
    for n in notices:
        if n.limit is None:
            continue
        end = n.ended.day if n.ended else None
        if end is not None and end <= n.limit:
            inside += 1
        elif end is None and today <= n.limit:
            going += 1
        else:
            over += 1
    return inside, over, going
