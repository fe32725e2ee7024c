"""The shelf of samples: what was drawn, the frozen list, and what coverage asks of the audits."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa_tool.ledger.entry import Entry
from qa_tool.sampling.model import Frame, Place, Sample
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, plain, record


def body(act: str, sample: Sample, frame: Frame | None = None) -> dict[str, object]:
    """What an entry of kind `draw` holds: the act, the whole sample, and once the frozen list."""
    made: dict[str, object] = {"act": act, "sample": plain(sample)}
    if frame is not None:
        reasons = sorted({place.left for place in frame.places})
        known = {why: number for number, why in enumerate(reasons)}
        made["frame"] = {
            "cases": [place.case for place in frame.places],
            "strata": [place.stratum for place in frame.places],
            "turns": [place.turn for place in frame.places],
            "left": [known[place.left] for place in frame.places],
            "reasons": reasons,
        }
    return made


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    sample = record(Sample, entry.body["sample"])
    put(
        store, "sample",
        {
            "id": sample.id, "round": sample.round, "template": sample.template,
            "state": sample.state, "seeded": sample.seeded.isoformat(),
            "plain": json.dumps(entry.body["sample"], ensure_ascii=False, sort_keys=True),
            "entry": entry.id,
        },
    )  # fmt: skip
    frozen = entry.body.get("frame")
    if frozen is None:
        return
    store.raw.execute("DELETE FROM sample_case WHERE sample = ?", [sample.id])
    reasons = frozen["reasons"]
    places = zip(frozen["cases"], frozen["strata"], frozen["turns"], frozen["left"], strict=True)
    store.raw.executemany(
        'INSERT INTO sample_case (sample, place, "case", stratum, turn, "left")'
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (sample.id, number, case, stratum, turn, reasons[left])
            for number, (case, stratum, turn, left) in enumerate(places, 1)
        ),
    )


register("draw", _apply, tables=("sample", "sample_case"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A sample with the entry that it was made from."""

    sample: Sample
    entry: str


def samples(
    store: Door, *, round_: str = "", template: str = "", states: Iterable[str] = ()
) -> tuple[Kept, ...]:
    """Samples of a round, a template or in some states, in the order of their seeds."""
    where, values = ["1"], list[str]()
    for name, value in (("round", round_), ("template", template)):
        if value:
            where.append(f"{name} = ?")
            values.append(value)
    wanted = tuple(states)
    if wanted:
        where.append(f"state IN ({', '.join('?' for _ in wanted)})")
        values.extend(wanted)
    found = dicts(
        store, f"SELECT * FROM sample WHERE {' AND '.join(where)} ORDER BY seeded, id", values
    )
    return tuple(Kept(record(Sample, json.loads(r["plain"])), r["entry"]) for r in found)


def one(store: Door, sample_id: str) -> Kept | None:
    """One sample by its id."""
    found = dicts(store, "SELECT * FROM sample WHERE id = ?", [sample_id])
    return next((Kept(record(Sample, json.loads(r["plain"])), r["entry"]) for r in found), None)


def frame(store: Door, sample: Sample) -> Frame:
    """The list as it was frozen, in ticket order."""
    found = store.raw.execute(
        'SELECT "case", stratum, turn, "left" FROM sample_case WHERE sample = ? ORDER BY place',
        [sample.id],
    ).fetchall()
    return Frame(
        tuple(Place(case, stratum, turn, left) for case, stratum, turn, left in found),
        sample.strata, sample.fingerprint, sample.repeated, sample.recent,
    )  # fmt: skip


def sizes(store: Door, sample: Sample) -> tuple[dict[str, int], ...]:
    """How many cases of each kind could be drawn, stratum by stratum."""
    made: list[dict[str, int]] = [{} for _ in sample.strata]
    found = store.raw.execute(
        'SELECT s.stratum, c.kind, count(*) FROM sample_case s JOIN child_case c ON c.id = s."case"'
        " WHERE s.sample = ? AND s.\"left\" = '' GROUP BY s.stratum, c.kind ORDER BY s.stratum, c.kind",
        [sample.id],
    )
    for stratum, kind, n in found:
        made[stratum][kind] = n
    return tuple(made)


def strata_of(store: Door, sample: Sample) -> dict[str, int]:
    """The stratum of every case that could be drawn."""
    found = store.raw.execute(
        'SELECT "case", stratum FROM sample_case WHERE sample = ? AND "left" = \'\'', [sample.id]
    )
    return dict(found.fetchall())


def audited(store: Door, since: date) -> frozenset[str]:
    """The cases of which an audit was handed in since that day."""
    found = store.raw.execute(
        'SELECT DISTINCT "case" FROM audit WHERE handed_in >= ?', [since.isoformat()]
    )
    return frozenset(case for (case,) in found)


def last_audits(store: Door) -> dict[str, date]:
    """The day of the latest audit of every case that has one."""
    found = store.raw.execute(
        'SELECT "case", max(substr(handed_in, 1, 10)) FROM audit'
        ' WHERE handed_in IS NOT NULL GROUP BY "case"'
    )
    return {case: date.fromisoformat(day) for case, day in found}


def in_round(store: Door, round_: str, template: str = "") -> frozenset[str]:
    """The cases that are allocated in a round (with this template) and were not given back."""
    found = store.raw.execute(
        "SELECT DISTINCT \"case\" FROM allocation WHERE round = ? AND state != 'returned'"
        " AND ? IN ('', template)",
        [round_, template],
    )
    return frozenset(case for (case,) in found)


def listed(store: Door, subject: str) -> Iterator[tuple[Any, ...]]:
    """Every case of a subject as the rules of a sample need it, straight from the driver.

    id, council number, reference, team, worker, kind, family, age band, ethnicity, lists (JSON),
    opened, closed, last seen.
    """
    return iter(
        store.raw.execute(
            "SELECT id, council_number, reference, team, worker, kind, family, age_band, ethnicity,"
            " lists, opened, closed, last_seen FROM child_case WHERE subject = ?",
            [subject],
        ).fetchall()
    )


def counted(store: Door, since: date) -> Iterator[tuple[str, str, str, str, str]]:
    """Template, kind of case, area, ethnicity and final grade of every audit that enters a rate.

    First audits from a recorded draw, signed off, handed in since that day.
    """
    return iter(
        store.raw.execute(
            "SELECT a.template, c.kind, a.area, c.ethnicity, a.final_overall FROM audit a"
            ' JOIN child_case c ON c.id = a."case" WHERE a.superseded = 0'
            " AND a.selection = 'random' AND a.state IN ('signed_off', 'closed')"
            " AND a.handed_in >= ? AND c.subject = 'child'",
            [since.isoformat()],
        ).fetchall()
    )
