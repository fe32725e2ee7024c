"""Sharing cases out fairly among auditors: the same result for the same round, in any order.

Every case goes to somebody who may have it and has time. Loads are compared as a share of each
auditor's own time. First each case in turn, the one with the fewest possible auditors first, goes
to whoever is least loaded after it; where nobody has time, cases are passed along a chain to make
room. Then cases move from the most loaded auditor, along a chain where needed, for as long as that
lowers the higher of the two loads. Ties fall by hash ticket under the round's seed.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from qa_tool.council.independence import Barred, Candidate, Job, whose, why_not
from qa_tool.council.model import Independence
from qa_tool.council.ticket import in_ticket_order

NO_TIME = "has no time left"


@dataclass(frozen=True, slots=True)
class Given:
    """One case and who audits it."""

    job: Job
    auditor: str


@dataclass(frozen=True, slots=True)
class Left:
    """A case that nobody can have, with the reason for every candidate."""

    job: Job
    why: tuple[Barred, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What one candidate had before, was given now, and could do at most, in minutes."""

    auditor: str
    had: int
    given: int
    audits: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who gets what, what is left and why, and how loaded everybody is then."""

    given: tuple[Given, ...]
    left: tuple[Left, ...]
    loads: tuple[Load, ...]


_Class = tuple[int, int]  # who may have it, as bits; how long it takes


@dataclass
class _Table:
    """The table that cases are dealt on: places are the candidates in the order of their tickets."""

    who: list[Candidate]
    load: list[int] = field(default_factory=list)
    stock: list[dict[_Class, list[Job]]] = field(default_factory=list)
    shut: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.load = [one.had for one in self.who]
        self.stock = [{} for _ in self.who]

    def after(self, place: int, more: int = 0) -> float:
        """How full somebody is with so much more, as a share of their time."""
        return (self.load[place] + more) / self.who[place].capacity

    def room(self, place: int, more: int) -> bool:
        """Whether somebody has time for so much more."""
        return self.load[place] + more <= self.who[place].capacity

    def hopeless(self, kind: _Class) -> bool:
        """Whether everybody who may have it is known to be full, with no way to make room."""
        return any(not kind[0] & ~mask for least, mask in self.shut.items() if least <= kind[1])

    def shut_off(self, places: Iterable[int], minutes: int) -> None:
        """Remember that these people have no room for so much, nor pass cases to anybody who has."""
        for place in places:
            self.shut[minutes] = self.shut.get(minutes, 0) | 1 << place

    def put(self, place: int, kind: _Class, job: Job) -> None:
        """Give somebody a case."""
        self.stock[place].setdefault(kind, []).append(job)
        self.load[place] += kind[1]

    def move(self, giver: int, taker: int, kind: _Class) -> None:
        """Pass one case of a kind on."""
        job = self.stock[giver][kind].pop()
        if not self.stock[giver][kind]:
            del self.stock[giver][kind]
        self.load[giver] -= kind[1]
        self.put(taker, kind, job)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def share(
    jobs: Iterable[Job], candidates: Iterable[Candidate], *,
    rules: Collection[Independence], seed: str,
) -> Sharing:  # fmt: skip
    """Share jobs out; the order in which jobs and candidates are given does not matter."""
    people = {one.id: one for one in candidates}
    table = _Table([people[name] for name in in_ticket_order(seed, people)])
    todo = {job.key: job for job in jobs}
    masks = _masks(todo.values(), table.who, rules)
    order = {key: number for number, key in enumerate(in_ticket_order(seed, todo))}
    hardest = sorted(todo, key=lambda key: (masks[key].bit_count(), -todo[key].minutes, order[key]))
    left = [todo[key] for key in hardest if not _dealt(table, masks[key], todo[key])]
    _level(table)
    return _told(table, left, order, rules)


def _masks(
    jobs: Iterable[Job], who: list[Candidate], rules: Collection[Independence]
) -> dict[str, int]:
    """Who may have each job, as bits."""
    can = sum(1 << n for n, one in enumerate(who) if not one.why_none and one.capacity > 0)
    places = {one.id: 1 << n for n, one in enumerate(who)}
    near: dict[tuple[str, tuple[str, ...], str, str], int] = {}
    found = {}
    for job in jobs:
        holder = (job.worker, job.line, job.team, job.area)
        if holder not in near:
            near[holder] = sum(1 << n for n, one in enumerate(who) if whose(job, one, rules))
        mask = can & ~near[holder]
        if job.restricted_to:
            mask &= sum(places.get(name, 0) for name in set(job.restricted_to))
        for barred in job.barred:
            mask &= ~places.get(barred.who, 0)
        found[job.key] = mask
    return found


def _dealt(table: _Table, mask: int, job: Job) -> bool:
    """Give a job to the least loaded of those who may have it; false where room cannot be made."""
    kind = (mask, job.minutes)
    free = [place for place in _bits(mask) if table.room(place, job.minutes)]
    if not free:
        chain = [] if table.hopeless(kind) else _room_for(table, kind)
        if not chain:
            return False
        for giver, taker, passed in reversed(chain[1:]):
            table.move(giver, taker, passed)
        free = [chain[0][1]]
    table.put(min(free, key=lambda place: (table.after(place, job.minutes), place)), kind, job)
    return True


_Step = tuple[int, int, _Class]  # from whom, to whom, which kind of case


def _room_for(table: _Table, kind: _Class) -> list[_Step]:
    """The shortest chain of cases passed on that makes room for one more; empty where none does."""
    came: dict[int, _Step] = {place: (-1, place, kind) for place in _bits(kind[0])}
    queue = deque(came)
    while queue:
        here = queue.popleft()
        coming = came[here][2][1]
        if table.room(here, coming):
            return _chain(came, here)
        for passed in table.stock[here]:
            if not table.room(here, coming - passed[1]):
                continue
            for place in _bits(passed[0]):
                if place not in came:
                    came[place] = (here, place, passed)
                    queue.append(place)
    table.shut_off(came, kind[1])
    return []


def _chain(came: dict[int, _Step], end: int) -> list[_Step]:
    steps = [came[end]]
    while steps[-1][0] >= 0:
        steps.append(came[steps[-1][0]])
    return steps[::-1]


def _level(table: _Table) -> None:
    """Move cases from the fullest to the emptier until no chain of moves makes it fairer.

    Each move lowers the fullest place of the chain and leaves the other below it, so it ends.
    """
    places = [n for n, one in enumerate(table.who) if one.capacity > 0]
    moved = True
    while moved:
        fullest = sorted(places, key=lambda place: (-table.after(place), place))
        moved = any(_lightened(table, place) for place in fullest)


def _lightened(table: _Table, place: int) -> bool:
    for minutes in sorted({kind[1] for kind in table.stock[place]}, reverse=True):
        chain = _lighter(table, place, minutes)
        for giver, taker, kind in reversed(chain):
            table.move(giver, taker, kind)
        if chain:
            return True
    return False


def _lighter(table: _Table, start: int, minutes: int) -> list[_Step]:
    """The chain by which one case of this length leaves for whoever is least full after it."""
    full = table.after(start)
    came: dict[int, _Step] = {}
    queue, unseen = deque([start]), ~(1 << start)
    while queue:
        here = queue.popleft()
        for kind in table.stock[here]:
            if kind[1] != minutes:
                continue
            for place in _bits(kind[0] & unseen):
                unseen &= ~(1 << place)
                came[place] = (here, place, kind)
                queue.append(place)
    ends = [p for p in came if table.room(p, minutes) and table.after(p, minutes) < full]
    if not ends:
        return []
    end = min(ends, key=lambda place: (table.after(place, minutes), place))
    steps = [came[end]]
    while steps[-1][0] != start:
        steps.append(came[steps[-1][0]])
    return steps[::-1]


def _told(
    table: _Table, left: list[Job], order: dict[str, int], rules: Collection[Independence]
) -> Sharing:
    given = [
        Given(job, one.id)
        for one, stock in zip(table.who, table.stock, strict=True)
        for held in stock.values()
        for job in held
    ]
    loads = [
        Load(one.id, one.had, load - one.had, sum(map(len, stock.values())), one.capacity)
        for one, load, stock in zip(table.who, table.load, table.stock, strict=True)
    ]
    return Sharing(
        tuple(sorted(given, key=lambda one: order[one.job.key])),
        tuple(
            Left(job, tuple(Barred(who.id, why_not(job, who, rules) or NO_TIME)
                            for who in sorted(table.who, key=lambda who: who.id)))
            for job in sorted(left, key=lambda job: order[job.key])
        ),
        tuple(sorted(loads, key=lambda load: load.auditor)),
    )  # fmt: skip
