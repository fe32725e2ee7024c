"""The shelf of calibration sessions and their private grades: apart from every audit and figure."""

from qa_tool.ledger.entry import Entry
from qa_tool.moderation.calibration import Calibration, CalibrationGrades
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row, record, row


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    if "grades" in entry.body:
        put(store, "calibration_grades", row(record(CalibrationGrades, entry.body)))
    else:
        put(store, "calibration", row(record(Calibration, entry.body)))


register("calibration", _apply, tables=("calibration", "calibration_grades"))


def one(store: Door, session: str) -> Calibration | None:
    """One session by its id."""
    found = dicts(store, "SELECT * FROM calibration WHERE id = ?", [session])
    return next((from_row(Calibration, r) for r in found), None)


def sessions(store: Door, person: str = "", *, only_open: bool = False) -> tuple[Calibration, ...]:
    """The sessions that somebody takes part in or made (or all), the latest first."""
    where, values = ["1"], list[str]()
    if person:
        where.append("(made_by = ? OR instr(takes_part, '\"' || ? || '\"'))")
        values += [person, person]
    if only_open:
        where.append("state = 'open'")
    found = dicts(
        store,
        f"SELECT * FROM calibration WHERE {' AND '.join(where)} ORDER BY made DESC, id",
        values,
    )
    return tuple(from_row(Calibration, r) for r in found)


def grades(store: Door, session: str) -> tuple[CalibrationGrades, ...]:
    """Everything that was saved in a session."""
    found = dicts(
        store, "SELECT * FROM calibration_grades WHERE session = ? ORDER BY id", [session]
    )
    return tuple(from_row(CalibrationGrades, r) for r in found)


def saved(store: Door, session: str) -> tuple[tuple[str, str], ...]:
    """Who saved which example of a session, and no grade."""
    found = store.raw.execute(
        "SELECT example, person FROM calibration_grades WHERE session = ? ORDER BY id", [session]
    )
    return tuple((str(example), str(person)) for example, person in found)


def own(store: Door, session: str, person: str) -> tuple[CalibrationGrades, ...]:
    """What one person saved in a session."""
    found = dicts(
        store,
        "SELECT * FROM calibration_grades WHERE session = ? AND person = ? ORDER BY id",
        [session, person],
    )
    return tuple(from_row(CalibrationGrades, r) for r in found)


def waits_for_reading(store: Door, case: str) -> bool:
    """Whether a case waits to be read again: talking about it would spoil the blind."""
    found = store.raw.execute(
        "SELECT 1 FROM reading WHERE \"case\" = ? AND state = 'waiting' LIMIT 1", [case]
    ).fetchone()
    return found is not None
