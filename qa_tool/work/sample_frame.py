"""The list that a sample would be drawn from now: the council's cases with what the rules ask of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.council.model import Round
from qa_tool.sampling import precision
from qa_tool.sampling.draw import draw, quotas
from qa_tool.sampling.frame import case_number, freeze
from qa_tool.sampling.model import FrameCase, Rules, Stratum, left_words
from qa_tool.store import sample as shelf
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace


def complete(workspace: Workspace, round_: Round, template: str, rules: Rules) -> Rules:
    """The rules with what the template, the council and the round say: frame, months, period."""
    known = templates.current(workspace, template)[0]
    theme = rules.filter
    if rules.method == "closures" and theme.closed_from is None and theme.closed_to is None:
        theme = replace(
            theme, closed_from=round_.starts, closed_to=round_.ends or workspace.clock.today()
        )
    return replace(
        rules, filter=theme, lists=tuple(known.frame), kinds=tuple(known.kinds_of_case),
        months=workspace.policy.exclude_months,
    )  # fmt: skip


def frame_cases(
    workspace: Workspace, round_: Round, template: str, rules: Rules, own: Mapping[str, str]
) -> tuple[FrameCase, ...]:
    """Every case of the template's subject, as the rules see it, with reasons to be left out."""
    known = templates.current(workspace, template)[0]
    store, today = workspace.store, workspace.clock.today()
    recent = shelf.audited(store, months_before(today, rules.months or 12))
    there = shelf.in_round(store, round_.id) | _drawn_elsewhere(workspace, round_, template)
    areas = {a.id: a.name for a in workspace.areas.values()}
    teams = {t.id: (t.name, areas.get(t.area, "")) for t in workspace.teams.values()}
    lists: dict[str, tuple[str, ...]] = {}
    days: dict[str, date] = {}

    def day(text: str | None) -> date | None:
        if not text:
            return None
        if text not in days:
            days[text] = date.fromisoformat(text)
        return days[text]

    made = []
    for (
        id_, number, reference, team, worker, kind, family, age, ethnicity, on, opened, closed, seen
    ) in shelf.listed(store, known.subject):  # fmt: skip
        if on not in lists:
            lists[on] = tuple(json.loads(on))
        name, area = teams.get(team, ("", ""))
        numbered = case_number(number)
        made.append(
            FrameCase(
                id_, numbered or reference, name, area, worker, kind, family, age, ethnicity,
                lists[on], day(opened), day(closed), day(seen), own.get(id_, "").strip(),
                id_ in there, id_ in recent, bool(numbered),
            )
        )  # fmt: skip
    return tuple(made)


def _drawn_elsewhere(workspace: Workspace, round_: Round, template: str) -> frozenset[str]:
    """The cases of the round's other samples: a case is looked at once in a round."""
    found = shelf.samples(workspace.store, round_=round_.id, states=("seeded", "drawn"))
    return frozenset(
        case
        for kept in found
        if kept.sample.template != template
        for case in (*kept.sample.drawn, *(one.case for one in kept.sample.picked))
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of a shorter month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, 28)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a draw by these rules would give now, without drawing."""

    frame: int
    could: int
    left: tuple[tuple[str, int], ...]
    recent: int
    recent_stay: bool
    strata: tuple[Stratum, ...]
    taken: int
    half_width: float | None
    precision: str
    minutes: int
    unnumbered: int
    problem: str = ""


def outlook(
    cases: Sequence[FrameCase], rules: Rules, template: Template, today: date, *, seed: str = ""
) -> Outlook:
    """What a draw from these cases would give; what is wrong with the rules is raised as a sentence."""
    frame = freeze(cases, rules, seed, today)
    totals = (rules.each if rules.method == "fixed" else rules.size,)
    strata = quotas(frame.strata, rules, totals)
    taken = len(draw(frame, strata).cases)
    counts: dict[str, int] = {}
    for place in frame.places:
        if place.left:
            words = left_words(place.left, rules.months)
            counts[words] = counts.get(words, 0) + 1
    numbered = {case.id for case in cases if case.numbered}
    return Outlook(
        len(frame.places), frame.could, tuple(sorted(counts.items())), frame.recent,
        rules.recent_stay, strata, taken, precision.half_width([(s.size, s.quota) for s in strata]),
        precision.words([(s.size, s.quota) for s in strata]), taken * template.minutes,
        sum(1 for place in frame.places if place.case not in numbered),
    )  # fmt: skip
