"""Several sessions side by side: teams by standards, self against partner, movement, themes counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import Finding, Session
from qa_tool.template.model import Scale


@dataclass(frozen=True, slots=True)
class Place:
    """One team on one standard: its own agreed grade, the partner's, the gap, and where it came from."""

    standard: str
    agreed: str = ""
    partner: str = ""
    gap: int | None = None
    before: str = ""
    move: rules.Move = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One team: its latest session, and a place for each standard of the matrix."""

    session: Session
    places: tuple[Place, ...]

    def place(self, standard: str) -> Place | None:
        """This team's place on a standard."""
        return next((one for one in self.places if one.standard == standard), None)


@dataclass(frozen=True, slots=True)
class StandardCount:
    """One standard over all teams: how many graded it, and how partner and time compare."""

    standard: str
    grades: tuple[tuple[str, int], ...]
    n: int
    compared: int
    partner_lower: int
    partner_higher: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Across:
    """The whole round: rows in the order of the teams, a line a standard, themes by how many teams."""

    standards: tuple[str, ...]
    rows: tuple[Row, ...]
    counts: tuple[StandardCount, ...]
    themes: tuple[tuple[str, int], ...]


def latest(sessions: Sequence[Session]) -> dict[str, tuple[Session, Session | None]]:
    """The newest held session of each team and the one before it."""
    found: dict[str, list[Session]] = {}
    for one in sessions:
        if one.state == "closed":
            found.setdefault(one.team, []).append(one)
    pairs: dict[str, tuple[Session, Session | None]] = {}
    for team, held in found.items():
        newest = max(held, key=lambda s: (s.day, s.id))
        earlier = [s for s in held if (s.day, s.id) < (newest.day, newest.id)]
        named = next((s for s in held if s.id == newest.before), None)
        last = max(earlier, key=lambda s: (s.day, s.id), default=None)
        pairs[team] = (newest, named or last)
    return pairs


def across(
    sessions: Sequence[Session],
    findings: Mapping[str, Sequence[Finding]],
    order: Sequence[str],
    scale: Scale,
) -> Across:
    """The matrix of the newest session of each team; `order` gives the standards' order."""
    pairs = latest(sessions)
    rows = []
    for newest, earlier in pairs.values():
        now = {one.standard: one for one in findings.get(newest.id, ())}
        old = {one.standard: one for one in findings.get(earlier.id, ())} if earlier else {}
        rows.append(
            Row(newest, tuple(_place(scale, key, now.get(key), old.get(key)) for key in order))
        )
    graded = tuple(key for key in order if any(_of(row, key).agreed for row in rows))
    themes = Counter(theme for newest, _ in pairs.values() for theme in sorted(set(newest.themes)))
    ordered = sorted(themes.items(), key=lambda pair: (-pair[1], pair[0]))
    return Across(
        graded, tuple(rows), tuple(_count(scale, key, rows) for key in graded), tuple(ordered)
    )


def _place(scale: Scale, key: str, now: Finding | None, old: Finding | None) -> Place:
    agreed = now.agreed if now else ""
    partner, before = now.partner_grade if now else "", old.agreed if old else ""
    return Place(
        key, agreed, partner, rules.gap(scale, agreed, partner), before,
        rules.moved(scale, before, agreed),
    )  # fmt: skip


def _of(row: Row, key: str) -> Place:
    return row.place(key) or Place(key)


def _count(scale: Scale, key: str, rows: Sequence[Row]) -> StandardCount:
    places = [_of(row, key) for row in rows if _of(row, key).agreed]
    given = Counter(place.agreed for place in places)
    gaps = [place.gap for place in places if place.gap is not None]
    return StandardCount(
        key, tuple((grade.key, given[grade.key]) for grade in scale.ranked), len(places), len(gaps),
        sum(one > 0 for one in gaps), sum(one < 0 for one in gaps),
        sum(place.move == "better" for place in places),
        sum(place.move == "worse" for place in places),
    )  # fmt: skip
