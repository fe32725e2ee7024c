"""The format of the store: its number, its steps, and how one is brought up to date."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from qa_tool.store.door import Door
from qa_tool.store.driver import APPLICATION_ID, Connection, account, taken, value
from qa_tool.store.guard import set_triggers
from qa_tool.store.steps import (
    m0001_ledger,
    m0002_council,
    m0003_audit,
    m0004_sampling,
    m0005_lists,
    m0006_moderation,
    m0007_calibration,
    m0008_voice,
    m0009_loop,
    m0010_theme,
    m0011_concern,
    m0012_notice,
    m0013_publication,
    m0014_diagnostic,
    m0015_figures,
    m0016_framework,
    m0017_form,
    m0018_retention,
    m0019_clocks,
    m0020_organisation,
)
from qa_tool.store.trouble import Damaged, NewerStore, NotOurs, translated

if TYPE_CHECKING:
    from sqlite_utils import Migrations

MAJOR = 1
ACCOUNT = "qa_tool"


class Step(Protocol):
    """A module under `steps/`: NAME, and apply(db), which speaks plain SQL or sqlite-utils."""

    NAME: str

    def apply(self, db: object) -> None:
        """Change the format by one step."""


STEPS: tuple[Step, ...] = cast(
    "tuple[Step, ...]",
    (
        m0001_ledger,
        m0002_council,
        m0003_audit,
        m0004_sampling,
        m0005_lists,
        m0006_moderation,
        m0007_calibration,
        m0008_voice,
        m0009_loop,
        m0010_theme,
        m0011_concern,
        m0012_notice,
        m0013_publication,
        m0014_diagnostic,
        m0015_figures,
        m0016_framework,
        m0017_form,
        m0018_retention,
        m0019_clocks,
        m0020_organisation,
    ),
)


def migrations(steps: Sequence[Step]) -> "Migrations":
    """The steps as sqlite-utils keeps account of them."""
    made = account(ACCOUNT)
    for step in steps:
        made(name=step.NAME)(step.apply)
    return made


def number(steps: Sequence[Step] = STEPS) -> int:
    """The format that these steps make: the major number above, the count of steps below."""
    return MAJOR << 16 | len(steps)


def refuse_newer(raw: Connection) -> None:
    """Raise where the store is not ours, or is of a major format that we do not know."""
    if value(raw, "application_id") != APPLICATION_ID:
        raise NotOurs
    if int(value(raw, "user_version")) >> 16 > MAJOR:
        raise NewerStore


def behind(door: Door, steps: Sequence[Step] = STEPS) -> tuple[str, ...]:
    """The steps that this store has not taken yet."""
    there = taken(door.raw, ACCOUNT)
    return tuple(step.NAME for step in steps if step.NAME not in there)


def upgrade(
    door: Door,
    *,
    steps: Sequence[Step] = STEPS,
    stop_before: str | None = None,
    backup: Callable[[], object] | None = None,
) -> tuple[str, ...]:
    """Take the steps that are missing, after a backup: all of them or none; which they were."""
    due = behind(door, steps)
    if not due:
        return ()
    if backup is not None:
        backup()
    with translated():
        door.raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with door.together():
                migrations(steps).apply(door.rows, stop_before=stop_before)
                set_triggers(door.raw)
                if door.raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise Damaged(
                        "Bringing the store up to date would break a link between records; "
                        "nothing was changed."
                    )
                found = int(value(door.raw, "user_version"))
                door.raw.execute(f"PRAGMA user_version={max(found, _reached(door, steps))}")
        finally:
            door.raw.execute("PRAGMA foreign_keys=ON")
    return due


def _reached(door: Door, steps: Sequence[Step]) -> int:
    return MAJOR << 16 | (len(steps) - len(behind(door, steps)))
