"""Teams too small to be shown by themselves, and the check that a page names nobody."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa_tool.figures.dataset import AuditFact

LEAST_AUDITS = 10
LEAST_WORKERS = 3
EVERYBODY = "All teams"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of teams: a team by name, or several that are too small alone."""

    name: str
    area: str
    audits: tuple[AuditFact, ...]
    teams: int
    folded: bool


def enough(audits: Sequence[AuditFact], least_audits: int, least_workers: int) -> bool:
    """Whether so many audits of so many workers may be shown by themselves."""
    return len(audits) >= least_audits and len({audit.worker for audit in audits}) >= least_workers


def _fold_area(
    area: str, teams: dict[str, list[AuditFact]], least_audits: int, least_workers: int
) -> list[Line]:
    small = [name for name in teams if not enough(teams[name], least_audits, least_workers)]
    shown = sorted(set(teams) - set(small), key=lambda name: (len(teams[name]), name))

    def together() -> list[AuditFact]:
        return [audit for name in small for audit in teams[name]]

    # One small team alone under "other teams" is named by being missing from the list, and an
    # area's total less the teams shown gives it away: the next smallest goes in with it.
    while small and shown:
        if len(small) > 1 and enough(together(), least_audits, least_workers):
            break
        small.append(shown.pop(0))
    lines = [Line(name, area, tuple(teams[name]), 1, folded=False) for name in sorted(shown)]
    if small:
        name = f"Other teams, {area}" if shown else f"{EVERYBODY}, {area}"
        lines.append(Line(name, area, tuple(together()), len(small), folded=True))
    return lines


def team_lines(
    audits: Iterable[AuditFact],
    least_audits: int = LEAST_AUDITS,
    least_workers: int = LEAST_WORKERS,
) -> tuple[Line, ...]:
    """Teams by area; those with fewer than ten audits or three workers go into "Other teams".

    An area that is itself too small goes into one line with the next smallest, and where the whole
    is too small there is one line only.
    """
    areas: dict[str, dict[str, list[AuditFact]]] = {}
    for audit in audits:
        place = areas.setdefault(audit.area or "no area", {})
        place.setdefault(audit.team or "No team recorded", []).append(audit)
    sizes = {area: [a for team in teams.values() for a in team] for area, teams in areas.items()}
    small = {a for a, found in sizes.items() if not enough(found, least_audits, least_workers)}
    big = sorted(set(areas) - small, key=lambda area: (len(sizes[area]), area))
    while small and big:
        joined = [audit for area in sorted(small) for audit in sizes[area]]
        if len(small) > 1 and enough(joined, least_audits, least_workers):
            break
        small.add(big.pop(0))
    lines = [
        line
        for area in sorted(big)
        for line in _fold_area(area, areas[area], least_audits, least_workers)
    ]
    if small:
        joined = [audit for area in sorted(small) for audit in sizes[area]]
        name = "Teams of other areas" if big else EVERYBODY
        count = sum(len(areas[area]) for area in small)
        lines.append(Line(name, name, tuple(joined), count, folded=True))
    return tuple(lines)


def area_lines(
    audits: Iterable[AuditFact],
    least_audits: int = LEAST_AUDITS,
    least_workers: int = LEAST_WORKERS,
) -> tuple[Line, ...]:
    """The areas that `team_lines` shows, folded by the same rule, so that no total gives one away."""
    found: dict[str, list[Line]] = {}
    for line in team_lines(audits, least_audits, least_workers):
        found.setdefault(line.area, []).append(line)
    return tuple(
        Line(
            area,
            area,
            tuple(audit for line in lines for audit in line.audits),
            sum(line.teams for line in lines),
            folded=area in {EVERYBODY, "Teams of other areas"},
        )
        for area, lines in found.items()
    )


def names_in(texts: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Which of these names or references occur as whole words in the texts, whatever their case."""
    wanted = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not wanted:
        return ()
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in wanted) + r")(?!\w)", re.IGNORECASE
    )
    found = {match.casefold() for text in texts for match in pattern.findall(text)}
    return tuple(sorted(name for name in wanted if name.casefold() in found))
