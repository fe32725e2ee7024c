"""The coverage map: which teams, workers and children have been looked at, and which never or long not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One open case, and the day of its latest audit."""

    case: str
    team: str
    worker: str
    kind: str
    opened: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Covered:
    """One team, worker or kind: its open cases, how many were audited lately, long ago, never."""

    key: str
    cases: int
    lately: int
    long_ago: int
    never: int
    last: date | None

    @property
    def share(self) -> float:
        """The share of open cases that were audited lately."""
        return self.lately / self.cases if self.cases else 0.0


def covered(
    cases: Iterable[OpenCase], by: str, since: date, *, others: Iterable[str] = ()
) -> tuple[Covered, ...]:
    """The open cases by team, worker or kind; `others` are those that have no open case."""
    found: dict[str, list[OpenCase]] = {key: [] for key in others}
    for case in cases:
        found.setdefault(getattr(case, by), []).append(case)
    return tuple(_one(key, found[key], since) for key in sorted(found))


def whole(cases: Iterable[OpenCase], since: date) -> Covered:
    """All open cases together."""
    return _one("", list(cases), since)


def _one(key: str, cases: list[OpenCase], since: date) -> Covered:
    days = [case.last for case in cases if case.last is not None]
    lately = sum(1 for day in days if day >= since)
    return Covered(
        key, len(cases), lately, len(days) - lately, len(cases) - len(days), max(days, default=None)
    )


def untouched(cases: Iterable[OpenCase], since: date) -> tuple[OpenCase, ...]:
    """Children never audited, those open longest first; then those audited longest ago."""
    late = [case for case in cases if case.last is None or case.last < since]
    return tuple(sorted(late, key=lambda c: (c.last or date.min, c.opened or date.max, c.case)))


def fold(groups: Mapping[str, int], least: int) -> tuple[tuple[str, ...], ...]:
    """Which groups may stand alone, and which go together because they are too small.

    One small group alone would be told by what is missing from the total, so the next smallest goes
    in with it; and what is folded must itself be large enough.
    """
    small = sorted((name for name in groups if groups[name] < least), key=lambda n: (groups[n], n))
    shown = sorted(set(groups) - set(small), key=lambda n: (groups[n], n))
    while small and shown and (len(small) < 2 or sum(groups[n] for n in small) < least):
        small.append(shown.pop(0))
    alone = tuple((name,) for name in sorted(shown))
    return (*alone, tuple(small)) if small else alone
