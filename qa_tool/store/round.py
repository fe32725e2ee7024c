"""The shelf of rounds: auditors' terms, who knows which file, and how far each allocation is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.council.model import Auditor
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row

_AT_ONCE = 500


def auditors(store: Door) -> dict[str, Auditor]:
    """What is known of auditors' load, training, leave and exemptions, by person."""
    return {r["id"]: from_row(Auditor, r) for r in dicts(store, "SELECT * FROM auditor")}


def _parts(ids: Iterable[str]) -> Iterator[tuple[list[str], str]]:
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        yield part, ", ".join("?" for _ in part)


def readers_since(store: Door, cases: Sequence[str], since: date) -> set[tuple[str, str]]:
    """Who audited or read again which of these cases since that day: case and person."""
    found: set[tuple[str, str]] = set()
    for part, marks in _parts(cases):
        rows = store.raw.execute(
            f'SELECT "case", auditor FROM audit WHERE "case" IN ({marks}) AND handed_in >= ?'
            f' UNION SELECT "case", moderator FROM reading WHERE "case" IN ({marks})'
            " AND moderator != '' AND coalesce(saved, made) >= ?",
            [*part, since.isoformat(), *part, since.isoformat()],
        )
        found.update((case, person) for case, person in rows)
    return found


def gave_back(store: Door, cases: Sequence[str]) -> set[tuple[str, str]]:
    """Who has ever given which of these cases back: case and person."""
    found: set[tuple[str, str]] = set()
    for part, marks in _parts(cases):
        rows = store.raw.execute(
            f'SELECT DISTINCT "case", auditor FROM allocation WHERE "case" IN ({marks})'
            " AND state = 'returned'",
            part,
        )
        found.update((case, person) for case, person in rows)
    return found


def held(store: Door, round_: str) -> list[tuple[str, str, bool, int]]:
    """What auditors have on their hands: of this round all, of others what is not handed in.

    Auditor, template, whether it is of this round, how many.
    """
    found = store.raw.execute(
        "SELECT auditor, template, round = ?, count(*) FROM allocation WHERE state != 'returned'"
        " AND (round = ? OR state = 'allocated') GROUP BY 1, 2, 3",
        [round_, round_],
    )
    return [(who, template, bool(here), int(n)) for who, template, here, n in found]


@dataclass(frozen=True, slots=True)
class Fact:
    """How far one allocation is; never a grade. `team` is the audit's, or where the case is now."""

    id: str
    case: str
    reference: str
    template: str
    auditor: str
    team: str
    due: str
    state: str
    begun: int
    read: int
    reason: str = ""


def facts(store: Door, round_: str) -> list[Fact]:
    """Every allocation of a round that was not given back, with what has become of it."""
    found = dicts(
        store,
        "SELECT a.id, a.\"case\", coalesce(c.reference, '') AS reference, a.template, a.auditor,"
        " coalesce(nullif(h.team, ''), c.team, '') AS team, coalesce(a.due, '') AS due, a.state,"
        " EXISTS (SELECT 1 FROM draft d WHERE d.allocation = a.id) AS begun,"
        " coalesce(h.read, 0) AS read, a.reason FROM allocation a"
        ' LEFT JOIN child_case c ON c.id = a."case"'
        " LEFT JOIN (SELECT u.allocation, max(u.team) AS team, max(r.state = 'closed') AS read"
        " FROM audit u LEFT JOIN reading r ON r.audit = u.id"
        " WHERE u.round = ? AND u.superseded = 0 GROUP BY u.allocation) h ON h.allocation = a.id"
        " WHERE a.round = ? AND a.state != 'returned' ORDER BY a.due, a.id",
        [round_, round_],
    )
    return [Fact(**values) for values in found]
