"""The dashboard beside the grades: coverage, actions by age, and what was read again."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qa_tool.figures import sentence
from qa_tool.figures.agreement import sign_test
from qa_tool.store import action as action_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import dashboard as shelf
from qa_tool.template.model import Scale
from qa_tool.work import action_list
from qa_tool.work.council import rounds as every_round
from qa_tool.work.dashboard import OVERALL, Desk, Filter, sit
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RoundCovered:
    """One round: planned (0: no number was), given to auditors, handed in, signed off, and counted.

    Given is None where a team, area or service is looked at: allocations are not split by it.
    """

    round: str
    name: str
    planned: int
    given: int | None
    handed_in: int
    signed_off: int
    counted: int


@dataclass(frozen=True, slots=True)
class KindCovered:
    """One kind of case: how many children are open now, and how many of its audits count."""

    kind: str
    open: int
    counted: int


@dataclass(frozen=True, slots=True)
class Covered:
    """Coverage by round, the latest first, and by kind of case."""

    rounds: tuple[RoundCovered, ...]
    kinds: tuple[KindCovered, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Ageing:
    """Open actions by age (bands as on the page Actions), and the date of the oldest overdue one."""

    bands: tuple[tuple[str, int], ...]
    open: int
    oldest: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """First against second overall grade, of blind re-reads that chance chose.

    `table` has a row per first grade, a column per second, best first; `targeted` are counted apart.
    """

    scale: Scale | None
    n: int
    same: int
    up: int
    down: int
    apart: int
    table: tuple[tuple[int, ...], ...]
    targeted: int
    p: float | None
    sentence: str


def coverage(workspace: Workspace, wanted: Filter | Desk) -> Covered:
    """Planned and done; templates, kinds and days of the filter do not touch what was planned."""
    desk, store = sit(workspace, wanted), workspace.store
    wanted = desk.wanted
    with store.snapshot():
        column, word = _split(wanted)
        stands = shelf.progress(store, column, word)
        handed, signed = Counter[str](), Counter[str]()
        for (round_, template, state), n in stands.items():
            if wanted.template in {"", template}:
                handed[round_] += n
                signed[round_] += n * (state in {"signed_off", "closed"})
        found = desk.sums(("round", "kind"), replace(desk.bare, domain=OVERALL, template=wanted.template))  # fmt: skip
        counted, kinds = Counter[str](), Counter[str]()
        for (round_key, kind), n in found.items():
            counted[str(round_key)] += n
            kinds[str(kind)] += n
        open_cases = council_shelf.open_cases_by_kind(store)
        given = None if column else Counter(shelf.given(store))
        rows = tuple(
            RoundCovered(
                r.id, r.name, 0 if column else r.planned, given[r.id] if given is not None else None,
                handed[r.id], signed[r.id], counted[r.id],
            )
            for r in every_round(workspace)
            if not wanted.rounds or r.id in wanted.rounds
        )  # fmt: skip
    made = tuple(
        KindCovered(kind, open_cases.get(kind, 0), kinds[kind])
        for kind in sorted(set(open_cases) | set(kinds))
    )  # fmt: skip
    return Covered(rows, made, _covered(rows))


def _split(wanted: Filter) -> tuple[Literal["team", "area", "service", ""], str]:
    """What part of the council is looked at: the narrowest."""
    if wanted.team:
        return "team", wanted.team
    if wanted.area:
        return "area", wanted.area
    return ("service", wanted.service) if wanted.service else ("", "")


def _covered(rows: tuple[RoundCovered, ...]) -> str:
    planned, done = sum(r.planned for r in rows), sum(r.handed_in for r in rows)
    signed, counted = sum(r.signed_off for r in rows), sum(r.counted for r in rows)
    if not done:
        return "No audits have been handed in yet."
    start = f"{done:,} of {planned:,} planned audits" if planned else f"{done:,} audits"
    return f"{start} are handed in, {signed:,} signed off; {counted:,} count in the figures."


def ageing(workspace: Workspace, wanted: Filter | Desk) -> Ageing:
    """Actions that this person may see, of the filter's team; by age as of today."""
    wanted = sit(workspace, wanted).wanted
    today = workspace.clock.today()
    n, overdue, oldest = action_shelf.open_by_age(
        workspace.store, action_list.reader(workspace), today, wanted.team
    )
    late = sum(overdue)
    names = [title for _key, title, _days in action_list.AGES]
    bands = (("Not due yet", n - late), *zip(names, overdue, strict=True))
    told = f"{n:,} actions are open, {late:,} of them overdue"
    if oldest is not None:
        told += f"; the oldest by {(today - oldest).days} days"
    if not n:
        told = "No action is open"
    return Ageing(bands, n, oldest, f"{told}.")


def read_again(workspace: Workspace, wanted: Filter | Desk) -> ReadAgain:
    """Same, raised, lowered; every audit that was read again, signed off or not, of the version."""
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        scale = desk.scale(desk.form) if desk.group else None
        if scale is None:
            return ReadAgain(None, 0, 0, 0, 0, 0, (), 0, None, sentence.rereads(0, 0, 0, 0))
        blind = hidden(workspace)
        found = shelf.rereads(workspace.store, desk.of_form, blind)
    cells = Counter[tuple[str, str]]()
    targeted = 0
    for (chance, _form, first, second), n in found.items():
        if chance:
            cells[first, second] += n
        else:
            targeted += n
    keys = [grade.key for grade in scale.ranked]
    table = tuple(tuple(cells[row, column] for column in keys) for row in keys)
    same = sum(row[i] for i, row in enumerate(table))
    up = sum(n for i, row in enumerate(table) for n in row[:i])
    down = sum(n for i, row in enumerate(table) for n in row[i + 1 :])
    n = same + up + down
    return ReadAgain(
        scale, n, same, up, down, sum(cells.values()) - n, table, targeted, sign_test(up, down),
        sentence.rereads(n, same, up, down),
    )  # fmt: skip
