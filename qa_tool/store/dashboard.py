"""Questions over what is counted: sums by any column, without the audits that a person may not see."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qa_tool.store.counting import GRADES
from qa_tool.store.door import Door

Column = Literal[
    "template", "kind", "form", "round", "team", "area", "service", "month", "domain", "grade",
]  # fmt: skip
Child = Literal["age", "ethnicity", "mode"]
OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which counted audits; empty fields do not restrict. Months are numbers such as 202604, inclusive."""

    template: str = ""
    kind: str | None = None
    form: str = ""
    rounds: tuple[str, ...] = ()
    team: str = ""
    area: str = ""
    service: str = ""
    domain: str = ""
    since: int = 0
    until: int = 0


def numbers(store: Door, words: Iterable[str]) -> list[int]:
    """The numbers that stand for these words; a word nobody ever used has none."""
    found = store.raw.execute(
        "SELECT id FROM term WHERE text IN (SELECT value FROM json_each(?))",
        [json.dumps(list(words))],
    )
    return [int(number) for (number,) in found]


def words(store: Door, ids: Iterable[int]) -> dict[int, str]:
    """What these numbers stand for."""
    found = store.raw.execute(
        "SELECT id, text FROM term WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return {int(number): str(text) for number, text in found}


def domains_of(store: Door) -> list[int]:
    """Every domain that anything is counted of: one look into the sums for each."""
    found: list[int] = []
    least = -1
    while True:
        (least,) = store.raw.execute(
            "SELECT min(domain) FROM tally WHERE domain > ?", [least]
        ).fetchone()
        if least is None:
            return found
        found.append(int(least))


def _where(store: Door, wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = ["1"], list[Any]()
    if wanted.rounds:
        parts.append(f"round IN ({', '.join(map(str, numbers(store, wanted.rounds)))})")
    for column in ("template", "kind", "form", "team", "area", "service"):
        word = getattr(wanted, column)
        if word or (column == "kind" and word is not None):
            parts.append(f"{column} = (SELECT id FROM term WHERE text = ?)")
            values.append(word)
    for sign, month in ((">=", wanted.since), ("<=", wanted.until)):
        if month:
            parts.append(f"month {sign} ?")
            values.append(month)
    return " AND ".join(parts), values


_ORDER: tuple[Column, ...] = (
    "domain", "template", "round", "kind", "grade", "area", "team", "service",
)  # fmt: skip


def _in_order(columns: Sequence[Column]) -> Sequence[Column]:
    """These columns with all that stand before them in the sums: then nothing has to be sorted."""
    if not set(columns) <= set(_ORDER):
        return columns
    return _ORDER[: max(_ORDER.index(name) for name in columns) + 1]


def unseen(store: Door, hidden: Iterable[str]) -> tuple[int, ...]:
    """The counted ones among audits that somebody may not see into, by row number."""
    found = store.raw.execute(
        "SELECT c.audit FROM json_each(?) j CROSS JOIN audit a ON a.id = j.value"
        " JOIN counted c ON c.audit = a.row",
        [json.dumps(list(hidden))],
    )
    return tuple(int(number) for (number,) in found)


def sums(
    store: Door, columns: Sequence[Column], wanted: Wanted, without: Sequence[int] = ()
) -> dict[tuple[Any, ...], int]:
    """How many grades (of one domain: audits) by these columns, in words; months stay numbers."""
    where, values = _where(store, wanted)
    # The sums stand by domain first: named ones are looked up, never all of them read through.
    domains = numbers(store, [wanted.domain]) if wanted.domain else domains_of(store)
    names = ", ".join(columns)
    # Summed in the order in which they stand, then again by what is asked: nothing large is sorted.
    inner = ", ".join(_in_order(columns))
    question = (
        f"SELECT {names}, sum(n) FROM (SELECT {inner}, sum(n) AS n FROM tally WHERE domain = ?"
        f" AND {where} GROUP BY {inner}) GROUP BY {names}"
    )
    found: Counter[tuple[Any, ...]] = Counter()
    for domain in domains:
        for row in store.raw.execute(question, [domain, *values]):
            found[tuple(row[:-1])] += row[-1]
    where += f" AND domain IN ({', '.join(map(str, domains))})"
    if without:
        less = f"SELECT {names} FROM ({GRADES}) WHERE audit IN ({', '.join(map(str, without))})"
        for row in store.raw.execute(f"{less} AND {where}", values):
            found[tuple(row)] -= 1
    return _named(store, columns, found)


def by_child(
    store: Door, column: Child, wanted: Wanted, without: Sequence[int] = ()
) -> dict[tuple[Any, ...], int]:
    """How many audits by age band, ethnicity or how they were done, and by form and overall grade."""
    where, values = _where(store, wanted)
    left_out = f" AND audit NOT IN ({', '.join(map(str, without))})" if without else ""
    found = store.raw.execute(
        f"SELECT {column}, form, overall, count(*) FROM counted WHERE {where}{left_out}"
        " GROUP BY 1, 2, 3",
        values,
    )
    return _named(store, (column, "form", OVERALL), {tuple(r[:-1]): r[-1] for r in found})


def rereads(store: Door, wanted: Wanted, hidden: Iterable[str]) -> dict[tuple[Any, ...], int]:
    """Audits that were read again, by chance or not (1, 0), form, first and second overall grade.

    Of an audit that somebody may not see into, no version of it is among them.
    """
    where, values = _where(store, wanted)
    found = store.raw.execute(
        f"SELECT chance, form, first, second, count(*) FROM reread WHERE {where}"
        " AND audit NOT IN (SELECT v.row FROM json_each(?) j CROSS JOIN audit a ON a.id = j.value"
        ' JOIN audit v ON v."case" = a."case" AND v.allocation = a.allocation)'
        " GROUP BY 1, 2, 3, 4",
        [*values, json.dumps(list(hidden))],
    )
    columns = ("chance", "form", "first", "second")
    return _named(store, columns, {tuple(r[:-1]): r[-1] for r in found})


def _named(
    store: Door, columns: Sequence[str], found: dict[tuple[Any, ...], int]
) -> dict[tuple[Any, ...], int]:
    plain = [place for place, name in enumerate(columns) if name in {"month", "chance"}]
    ids = {v for key in found for place, v in enumerate(key) if place not in plain}
    known = words(store, ids)
    return {
        tuple(v if place in plain else known.get(v, "") for place, v in enumerate(key)): n
        for key, n in found.items()
        if n
    }


def places(store: Door) -> tuple[list[tuple[str, str, str, str]], int, int]:
    """Every round, team, area and service that anything is counted of; the first and the last month."""
    found = store.raw.execute(
        "SELECT round, team, area, service, min(nullif(month, 0)), max(month) FROM tally"
        " WHERE domain = (SELECT id FROM term WHERE text = 'overall') GROUP BY 1, 2, 3, 4"
    ).fetchall()
    known = words(store, {number for row in found for number in row[:4]})
    rows = [tuple(known.get(number, "") for number in row[:4]) for row in found]
    months = [month for row in found for month in row[4:] if month]
    return [(r, t, a, s) for r, t, a, s in rows], min(months, default=0), max(months, default=0)


def progress(
    store: Door, column: Literal["team", "area", "service", ""] = "", word: str = ""
) -> dict[tuple[str, str, str], int]:
    """How many audits stand where: by round, template and state; of a team, area or service, or of all."""
    here, values = (f" AND {column} = ?", [word]) if column else ("", [])
    found = store.raw.execute(
        "SELECT round, template, state, count(*) FROM audit INDEXED BY audit_place"
        f" WHERE superseded = 0{here} GROUP BY round, template, state",
        values,
    )
    return {(round_, template, state): n for round_, template, state, n in found}


def given(store: Door) -> dict[str, int]:
    """How many cases of each round are given to somebody."""
    found = store.raw.execute(
        "SELECT round, count(*) FROM allocation WHERE state != 'returned' GROUP BY round"
    )
    return {str(round_): int(n) for round_, n in found}
