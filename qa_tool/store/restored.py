"""What a restored backup may have forgotten: a small plain notice beside the store, until it is done again.

A restore needs no key, so it cannot read what it moves aside. It notes which store that is; whoever next
signs in has the key, and what the backup does not know is counted then. The notice holds days, ids and the
names of folders, nobody's name and nobody's words. Until the holds in it are back, nothing is erased.
"""

import json
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from qa_tool.errors import Refused
from qa_tool.store import driver
from qa_tool.store.door import Door
from qa_tool.store.ledger import Ledger
from qa_tool.store.trouble import NoStore, translated

FILE = "store-restored.json"
STORE = "store.db"


@dataclass(frozen=True, slots=True)
class Noted:
    """One store that was moved aside; `read` says whether it could be, None while nobody has tried."""

    aside: str
    day: str
    read: bool | None = None
    holds: tuple[str, ...] = ()
    erasures: tuple[str, ...] = ()


def noted(folder: Path) -> tuple[Noted, ...]:
    """What stands in the notice; one that cannot be read is a store that cannot be read."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        return tuple(_of(one) for one in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError, OSError):
        return (Noted("", "", read=False),)


def _of(one: dict[str, object]) -> Noted:
    read, holds, erasures = one.get("read"), one.get("holds", []), one.get("erasures", [])
    if not isinstance(holds, list) or not isinstance(erasures, list):
        raise TypeError
    return Noted(
        str(one["aside"]), str(one["day"]), read if isinstance(read, bool) else None,
        tuple(map(str, holds)), tuple(map(str, erasures)),
    )  # fmt: skip


def keep(folder: Path, found: Iterable[Noted]) -> None:
    """Write the notice, or take it away where nothing is left in it."""
    path, kept = folder / FILE, [asdict(one) for one in found]
    with translated(writing=True):
        if not kept:
            path.unlink(missing_ok=True)
            return
        part = path.with_suffix(".part")
        part.touch(0o600)
        part.write_text(json.dumps(kept, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(path)


def note(folder: Path, aside: Path, day: str) -> None:
    """A backup was put in the place of the store that stands in `aside` now."""
    keep(folder, (*noted(folder), Noted(aside.name, day)))


@contextmanager
def moved_aside(folder: Path, name: str, key: bytes) -> Generator[Ledger]:
    """The ledger of a store that was moved aside, for reading; trouble where this key does not open it."""
    place = folder / name
    path = place / STORE
    with translated():
        if not name or not path.exists():
            raise NoStore
        driver.refuse_foreign(path)
        raw = driver.connect(path, key, mode="ro")
        try:
            driver.settle(raw)
            yield Ledger(Door(raw, place, key, read_only=True))
        finally:
            raw.close()


def refuse_erasing(folder: Path, object_: str) -> None:
    """Nothing is erased while a hold made after the backup is not back, but what was erased before."""
    found = noted(folder)
    if object_ in {name for one in found for name in one.erasures}:
        return
    if any(one.holds or not one.read for one in found):
        raise Refused(
            "A backup was restored here, and legal holds made after it are not back yet (or nobody could "
            "look), so nothing was erased.",
            "Do them again first: Records, “Do again what the backup lacks”.",
        )
