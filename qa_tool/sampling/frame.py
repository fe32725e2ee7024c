"""From a list of cases to a frozen frame: the theme, the order of tickets, who is left out, strata."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from qa_tool.council.ticket import in_ticket_order
from qa_tool.errors import QAError
from qa_tool.sampling.model import (
    ALL_CASES,
    MOST_DIP,
    Filter,
    Frame,
    FrameCase,
    Place,
    Rules,
    Stratum,
)

NO_TEAM = "No team recorded"
_NOT_RECORDED = "Not recorded"
_NO_THEME = Filter()


class BadRules(QAError):
    """The rules of a sample do not say enough, or contradict themselves."""


def case_number(value: object) -> str:
    """A case number as it is hashed: trimmed, in one form of Unicode, whole numbers without .0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", " ".join(str(value).split()))


def digest(numbers: Iterable[str]) -> str:
    """The fingerprint of a set of case numbers: SHA-256 over them, sorted, one on each line."""
    return hashlib.sha256("\n".join(sorted(set(numbers))).encode()).hexdigest()


def check(rules: Rules) -> None:
    """Refuse rules that cannot be drawn by, with what to do."""
    if rules.method not in {"cohort", "fixed"} and rules.size < 1:
        raise BadRules("The size of the sample is not given.", "Type 1 or more.")
    if rules.method == "stratified" and not rules.strata:
        raise BadRules("It is not said what the strata are.", "Choose team, area or kind of case.")
    if rules.method == "fixed" and rules.strata not in {"team", "worker"}:
        raise BadRules(
            "A fixed number is drawn from each team or each worker, and neither is chosen.",
            "Choose team or worker.",
        )
    if rules.method == "fixed" and rules.each < 1:
        raise BadRules("The fixed number is not given.", "Type 1 or more.")
    if rules.method == "themed" and rules.filter.empty:
        raise BadRules("The theme restricts nothing.", "Choose kinds, teams, lists, ages or dates.")
    if rules.method == "dip" and rules.size > MOST_DIP:
        raise BadRules(
            f"A dip sample of {rules.size} is too large: {MOST_DIP} is the most.",
            "Ask for fewer, or choose another method.",
        )
    if min(rules.minimum, rules.cap, rules.months, rules.each, rules.size) < 0:
        raise BadRules("A number is below zero.", "Type 0 or more.")


def fits(case: FrameCase, rules: Rules, today: date) -> bool:
    """Whether a case belongs to the list that these rules draw from."""
    if not in_template(case, rules):
        return False
    if rules.method == "closures":
        if case.closed is None or case.closed > today:
            return False
    elif case.closed is not None and case.closed <= today and not _asks_closed(rules.filter):
        return False
    return in_theme(case, rules.filter)


def in_template(case: FrameCase, rules: Rules) -> bool:
    """Whether a case stands in the template's frame: by its lists, else by its kind."""
    if rules.lists and case.lists:
        return not set(rules.lists).isdisjoint(case.lists)
    return not (rules.kinds and case.kind) or case.kind in rules.kinds


def _asks_closed(theme: Filter) -> bool:
    return theme.closed_from is not None or theme.closed_to is not None


def in_theme(case: FrameCase, theme: Filter) -> bool:
    """Whether a case fits the theme."""
    if theme == _NO_THEME:
        return True
    sets = (
        (theme.kinds, case.kind),
        (theme.teams, case.team),
        (theme.areas, case.area),
        (theme.age_bands, case.age_band),
        (theme.ethnicities, case.ethnicity),
    )
    if any(wanted and value not in wanted for wanted, value in sets):
        return False
    if theme.lists and not set(theme.lists) & set(case.lists):
        return False
    if theme.seen_before and case.last_seen is not None and case.last_seen >= theme.seen_before:
        return False
    return _between(case.opened, theme.opened_from, theme.opened_to) and _between(
        case.closed, theme.closed_from, theme.closed_to
    )


def _between(value: date | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return value is not None and (first or value) <= value <= (last or value)


def in_order(cases: Iterable[FrameCase], seed: str) -> tuple[tuple[FrameCase, ...], int]:
    """The cases by their tickets, each number once, and how many lines were repeated.

    Where two lines name the same number, the one whose team, worker and family come first in the
    alphabet is taken, so that the order of the list decides nothing.
    """
    found: dict[str, FrameCase] = {}
    lines = 0
    for case in cases:
        lines += 1
        before = found.get(case.number)
        if before is None or _facts(case) < _facts(before):
            found[case.number] = case
    order = tuple(found[number] for number in in_ticket_order(seed, found))
    return order, lines - len(order)


def _facts(case: FrameCase) -> tuple[str, str, str, str]:
    return case.team, case.worker, case.family, case.id


def left_by(case: FrameCase, rules: Rules) -> str:
    """Why the rules leave this case out by itself; empty where they do not."""
    if case.own:
        return f"own:{case.own}"
    if case.in_round:
        return "round"
    if case.recent and not rules.recent_stay:
        return "recent"
    return ""


def siblings(order: Sequence[FrameCase], left: Sequence[str]) -> tuple[str, ...]:
    """The same reasons, and "sibling" for all but the first child of each family that is left."""
    seen: set[str] = set()
    out: list[str] = []
    for case, why in zip(order, left, strict=True):
        if why or not case.family:
            out.append(why)
        elif case.family in seen:
            out.append("sibling")
        else:
            seen.add(case.family)
            out.append("")
    return tuple(out)


def stratum_of(case: FrameCase, rules: Rules) -> str:
    """The stratum of a case: one for all, or its team, worker, area or kind."""
    if not rules.strata:
        return ALL_CASES
    value: str = getattr(case, rules.strata)
    return value or (NO_TEAM if rules.strata == "team" else _NOT_RECORDED)


def frame_of(
    order: Sequence[FrameCase], left: Sequence[str], rules: Rules, *, repeated: int = 0
) -> Frame:
    """The frozen frame: strata with their sizes, and every case with its place."""
    names = [stratum_of(case, rules) for case in order]
    sizes = Counter(dict.fromkeys(names, 0))
    sizes.update(name for name, why in zip(names, left, strict=True) if not why)
    strata, number = _strata(names, sizes, rules)
    turns: Counter[tuple[str, str]] = Counter()
    places = []
    for case, name, why in zip(order, names, left, strict=True):
        turn = 0
        if rules.spread and not why:
            turn = turns[name, case.worker]
            turns[name, case.worker] += 1
        places.append(Place(case.id, number[name], turn, why))
    return Frame(
        tuple(places),
        strata,
        digest(case.number for case in order),
        repeated,
        sum(case.recent for case in order),
    )


def _strata(
    names: Sequence[str], sizes: Mapping[str, int], rules: Rules
) -> tuple[tuple[Stratum, ...], dict[str, int]]:
    """Strata by name; workers are not named: they are numbered, the largest first."""
    if rules.strata != "worker":
        ordered = sorted(sizes)
        return (
            tuple(Stratum(name, sizes[name]) for name in ordered),
            {name: place for place, name in enumerate(ordered)},
        )
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    ordered = sorted(sizes, key=lambda name: (-sizes[name], first[name]))
    return (
        tuple(Stratum(f"Worker {n}", sizes[name]) for n, name in enumerate(ordered, 1)),
        {name: place for place, name in enumerate(ordered)},
    )


def freeze(cases: Iterable[FrameCase], rules: Rules, seed: str, today: date) -> Frame:
    """Put the list in the order of its tickets and say who could be drawn."""
    check(rules)
    order, repeated = in_order((case for case in cases if fits(case, rules, today)), seed)
    if not order:
        raise BadRules(
            "There is no case in the list that these rules draw from.",
            "Bring the case list in first, or choose another theme or template.",
        )
    left: Sequence[str] = [left_by(case, rules) for case in order]
    if rules.one_per_family:
        left = siblings(order, left)
    return frame_of(order, left, rules, repeated=repeated)
