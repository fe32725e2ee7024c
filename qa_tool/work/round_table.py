"""How far a round is, by auditor and by team; who is behind; and the list to chase it with."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qa_tool.calendar import add_working_days, working_days_between
from qa_tool.council.model import Planned, Round
from qa_tool.export.kinds import write
from qa_tool.progress import SILENT, Progress
from qa_tool.report.chase import Chase, Count, Line, workbook
from qa_tool.report.naming import day, plural
from qa_tool.store import round as shelf
from qa_tool.store.round import Fact
from qa_tool.work import round as rounds
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace

SOON = 5  # working days


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody who should be asked, and why, in words."""

    auditor: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class RoundTable:
    """How far a round is: as a whole, by auditor and by team, each by name; who is behind.

    `days_left` counts working days to the round's last day, below zero after it.
    """

    round: Round
    whole: Count
    auditors: tuple[Count, ...]
    teams: tuple[Count, ...]
    behind: tuple[Behind, ...]
    waiting: int
    days_left: int | None


def table(workspace: Workspace, round_: Round) -> RoundTable:
    """A round's progress; the QA lead and the CSWO see everybody, others their own line only."""
    everybody = workspace.is_a("qa_lead", "cswo")
    facts = shelf.facts(workspace.store, round_.id)
    known, today = rounds.minutes(workspace), workspace.clock.today()
    if not everybody:
        me = workspace.person.id
        facts = [fact for fact in facts if fact.auditor == me]
    count = _Counter(known, today)
    whole = count.of("", round_.name, facts, _total(round_) if everybody else None)
    last = round_.due or round_.ends
    return RoundTable(
        round_, whole,
        _grouped(count, workspace.name, facts, "auditor",
                 round_.planned_auditors if everybody else ()),
        _grouped(count, workspace.team_name, facts, "team", round_.planned_teams)
        if everybody else (),
        _behind(workspace, facts, today),
        _unshared(workspace, round_) if workspace.is_a("qa_lead") else 0,
        working_days_between(today, last) if last else None,
    )  # fmt: skip


def _total(round_: Round) -> int:
    teams = sum(plan.audits for plan in round_.planned_teams)
    auditors = sum(plan.audits for plan in round_.planned_auditors)
    return round_.planned or max(teams, auditors)


def _unshared(workspace: Workspace, round_: Round) -> int:
    from qa_tool.work.round_sharing import waiting

    return len(waiting(workspace, round_))


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts allocations on one day."""

    minutes: Mapping[str, int]
    today: date

    def of(self, id_: str, name: str, facts: Iterable[Fact], planned: int | None) -> Count:
        """The counts of some allocations."""
        given = list(facts)
        left = [fact for fact in given if fact.state == "allocated"]
        late = [fact.due for fact in left if _late(fact, self.today)]
        done = len(given) - len(left)
        return Count(
            id_, name, planned, len(given), done + sum(bool(fact.begun) for fact in left), done,
            sum(fact.read for fact in given), len(late),
            date.fromisoformat(min(late)) if late else None,
            sum(self.minutes.get(fact.template, 0) for fact in left),
        )  # fmt: skip


def _late(fact: Fact, today: date) -> bool:
    return bool(fact.due) and fact.due < today.isoformat()


def _grouped(
    count: _Counter,
    name: Callable[[str], str],
    facts: list[Fact],
    key: str,
    plans: tuple[Planned, ...],
) -> tuple[Count, ...]:
    planned = {plan.of: plan.audits for plan in plans}
    groups: dict[str, list[Fact]] = {id_: [] for id_ in planned}
    for fact in facts:
        groups.setdefault(getattr(fact, key), []).append(fact)
    made = [
        count.of(id_, name(id_) if id_ else "No team is known", own, planned.get(id_))
        for id_, own in groups.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.name, one.id)))


def _behind(workspace: Workspace, facts: list[Fact], today: date) -> tuple[Behind, ...]:
    soon = add_working_days(today, SOON).isoformat()
    found: dict[str, tuple[list[str], int]] = {}
    for fact in facts:
        if fact.state != "allocated" or not fact.due or fact.due > soon:
            continue
        late, idle = found.get(fact.auditor, ([], 0))
        if _late(fact, today):
            late = [*late, fact.due]
        elif not fact.begun:
            idle += 1
        found[fact.auditor] = (late, idle)
    told = [
        Behind(who, workspace.name(who), _why(late, idle))
        for who, (late, idle) in found.items()
        if late or idle
    ]
    return tuple(sorted(told, key=lambda one: one.name))


def _why(late: list[str], idle: int) -> str:
    parts = []
    if late:
        parts.append(f"{len(late)} overdue, since {day(date.fromisoformat(min(late)))}")
    if idle:
        parts.append(f"{idle} not begun and due within {plural(SOON, 'working day')}")
    return "; ".join(parts)


def chase(workspace: Workspace, round_: Round, *, soon: int = SOON) -> Chase:
    """What is late, or due within so many working days: for reminding people, never to rank them."""
    workspace.need("qa_lead", "cswo")
    today = workspace.clock.today()
    until = add_working_days(today, soon).isoformat()
    titles = templates.titles(workspace)
    lines = []
    for fact in shelf.facts(workspace.store, round_.id):
        if fact.state != "allocated" or not fact.due or fact.due > until:
            continue
        due = date.fromisoformat(fact.due)
        lines.append(
            Line(
                fact.auditor, workspace.name(fact.auditor), fact.reference,
                titles.get(fact.template, fact.template), due, _days_late(due, today),
                "begun" if fact.begun else "not_begun",
            )
        )  # fmt: skip
    found = table(workspace, round_)
    return Chase(
        workspace.policy.council_name, round_.name, today, workspace.person.name, tuple(lines),
        found.auditors, found.teams,
    )  # fmt: skip


def _days_late(due: date, today: date) -> int:
    """Working days since the due date; at least one from the day after it, weekends too."""
    days = working_days_between(due, today)
    if due < today:
        return max(1, days)
    return 0 if due == today else min(-1, days)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case that an auditor has and has not handed in; `reason` says why it came to them by hand."""

    allocation: str
    reference: str
    title: str
    team: str
    auditor: str
    name: str
    due: date | None
    late: bool
    begun: bool
    reason: str


def not_handed_in(workspace: Workspace, round_: Round) -> tuple[Waiting, ...]:
    """Who has which case of a round and has not handed it in, by due date; for the QA lead."""
    if not workspace.is_a("qa_lead"):
        return ()
    today, titles = workspace.clock.today(), templates.titles(workspace)
    return tuple(
        Waiting(
            fact.id, fact.reference, titles.get(fact.template, fact.template),
            workspace.team_name(fact.team) if fact.team else "", fact.auditor,
            workspace.name(fact.auditor), date.fromisoformat(fact.due) if fact.due else None,
            _late(fact, today), bool(fact.begun), fact.reason,
        )
        for fact in shelf.facts(workspace.store, round_.id)
        if fact.state == "allocated"
    )  # fmt: skip


def write_chase(
    workspace: Workspace, round_: Round, target: Path, progress: Progress = SILENT
) -> Path:  # fmt: skip
    """Save the chase list as a workbook."""
    return write(
        "chase", target.suffix, workbook(chase(workspace, round_)), target, progress
    )  # fmt: skip


def told(found: RoundTable) -> dict[str, Any]:
    """The table as plain values, for scripts."""
    one = found.round
    return {
        "round": one.name, "theme": one.theme, "templates": one.templates,
        "from": one.starts, "to": one.ends, "due": one.due,
        "working_days_left": found.days_left, "waiting_to_be_shared_out": found.waiting,
        "whole": asdict(found.whole), "auditors": [asdict(count) for count in found.auditors],
        "teams": [asdict(count) for count in found.teams],
        "behind": [asdict(one) for one in found.behind],
    }  # fmt: skip


def lines(found: RoundTable) -> Iterator[str]:
    """The table in lines, for a terminal."""
    one = found.round
    dates = " to ".join(day(date_) for date_ in (one.starts, one.ends) if date_)
    yield f"{one.name}{f' ({dates})' if dates else ''}"
    if found.days_left is not None:
        late = found.days_left < 0
        words = plural(abs(found.days_left), "working day")
        yield f"{words} {'past its last day' if late else 'left'}"
    if found.waiting:
        yield f"{plural(found.waiting, 'case')} not shared out yet"
    heads = ("planned", "allocated", "begun", "handed in", "read again", "overdue")
    wide = max((len(c.name) for c in (*found.auditors, *found.teams)), default=0)
    wide = max(wide, len("the whole round"))
    for title, counts in (
        ("", (replace(found.whole, name="the whole round"),)),
        ("By auditor", found.auditors),
        ("By team", found.teams),
    ):
        if counts:
            yield ""
            yield f"{title:{wide}}  {'  '.join(f'{head:>10}' for head in heads)}"
        for count in counts:
            numbers = (
                "" if count.planned is None else count.planned, count.allocated, count.begun,
                count.handed_in, count.read, count.overdue,
            )  # fmt: skip
            yield f"{count.name:{wide}}  {'  '.join(f'{n:>10}' for n in numbers)}"
    if found.behind:
        yield ""
        yield "To be asked"
        yield from (f"{person.name}: {person.why}" for person in found.behind)
