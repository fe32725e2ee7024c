"""The stores that are measured: demonstrations, made once and kept under the temporary folder.

The large one is the smaller one's rows many times over, under other ids and earlier dates: its lists
and sums are as large as those of so many audits, its ledger is not, and nothing verifies it.
"""

import hashlib
import shutil
import tempfile
from datetime import date
from pathlib import Path

from qa_tool.clock import SystemClock
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import RandomIds
from qa_tool.keys.crypto import Cost
from qa_tool.paths import CHECKOUT
from qa_tool.store.core import Store
from qa_tool.work import session
from qa_tool.work.workspace import Workspace

TODAY = date(2026, 11, 21)
CHEAP = Cost(1024, 1, 1)  # the derivation of keys is not what is measured
LEAD = "qa lead"
PASSPHRASE = "demonstration"
_MADE_BY = ("qa_tool/demo", "qa_tool/store/steps", "forms")


def room() -> Path:
    """Where the made stores are kept: another place for every state of what makes them."""
    mark = hashlib.sha256()
    for name in _MADE_BY:
        for file in sorted((CHECKOUT / name).rglob("*.*")):
            if file.suffix in {".py", ".toml"}:
                mark.update(file.read_bytes())
    place = Path(tempfile.gettempdir()) / "case-audit-bench" / mark.hexdigest()[:12]
    place.mkdir(parents=True, exist_ok=True)
    return place


def wishes(audits: int) -> Wishes:
    """A demonstration of this size with cheap keys."""
    return Wishes(audits=audits, today=TODAY, cost=CHEAP, installation=room() / "here")


def doors() -> session.Doors:
    """What opens these stores."""
    return session.Doors(SystemClock(), RandomIds(), CHEAP, room() / "here")


def demonstration(audits: int) -> Path:
    """The folder of a whole demonstration of this size."""
    folder = room() / f"demo-{audits}"
    if not folder.exists():
        begun = room() / f"begun-{audits}"
        shutil.rmtree(begun, ignore_errors=True)
        make_demonstration(begun, wishes(audits)).store.close()
        begun.rename(folder)
    return folder


def copy(folder: Path, target: Path) -> Path:
    """The same store once more, to write into."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def unlocked(folder: Path, name: str = LEAD) -> Workspace:
    """Somebody's desk over this store."""
    return session.unlock(folder, name, PASSPHRASE, doors=doors())


def many(audits: int, base: int) -> Path:
    """A store whose lists and sums hold this many audits, `base` of them told, the rest multiplied."""
    folder = room() / f"many-{audits}"
    if not folder.exists():
        begun = copy(demonstration(base), room() / f"begun-many-{audits}")
        desk = unlocked(begun)
        with desk.store.together():
            for number in range(1, audits // base):
                _once_more(desk.store, number)
        desk.store.close()
        begun.rename(folder)
    return folder


# What differs in a copy; every other column is as it was. A row number's bits are flipped by a mask of
# its own copy, so that no two copies meet.
_IDS = {"id", "audit", "allocation", "case", "round", "reference"}
_DATES = {"started", "handed_in", "signed_off", "raised", "due", "made", "saved", "closed", "starts",
          "ends", "done", "verified", "settled", "given_on"}  # fmt: skip
_TABLES = (
    "round",
    "child_case",
    "allocation",
    "audit",
    "grade",
    "answer",
    "reading",
    "feedback",
    "action",
)
_BY_NUMBER = {"grade", "answer"}


def _once_more(store: Store, number: int) -> None:
    """Every audit of the told ones again."""
    told = "NOT LIKE '%+%'"
    mask = (number * 0x9E3779B97F4A7C15) & ((1 << 63) - 1)
    turned = f"(({{0}} | {mask}) - ({{0}} & {mask}))"  # exclusive or, which SQLite has not
    rows = f"SELECT row FROM audit WHERE id {told}"
    for table in _TABLES:
        names = [str(row[1]) for row in store.raw.execute(f"PRAGMA table_info({table})")]
        parts = []
        for name in names:
            if name == "row" or (table in _BY_NUMBER and name == "audit"):
                parts.append(turned.format(name))
            elif name in _IDS:
                parts.append(f"\"{name}\" || '+{number}'")
            elif name in _DATES:
                parts.append(
                    f"strftime('%Y-%m-%d', substr({name}, 1, 10), '-{number * 210} days')"
                    f" || substr({name}, 11)"
                )
            else:
                parts.append(f'"{name}"')
        where = f"audit IN ({rows})" if table in _BY_NUMBER else f"id {told}"
        order = " ORDER BY 1" if table in _BY_NUMBER else ""
        quoted = ", ".join(f'"{name}"' for name in names)
        store.raw.execute(
            f"INSERT INTO {table} ({quoted}) SELECT {', '.join(parts)} FROM {table}"
            f" WHERE {where}{order}"
        )
    _sums_once_more(store, number)


def _sums_once_more(store: Store, number: int) -> None:
    """What is counted of the copies: their own rounds, the same shares, months earlier."""
    store.raw.execute(
        f"INSERT OR IGNORE INTO term (text) SELECT id FROM round WHERE id LIKE '%+{number}'"
    )
    mask = (number * 0x9E3779B97F4A7C15) & ((1 << 63) - 1)
    months = f"(month / 100 * 12 + month % 100 - 1 - {number * 7})"
    differs = {
        "round": "fresh.id",
        "month": f"{months} / 12 * 100 + {months} % 12 + 1",
        "audit": f"(audit | {mask}) - (audit & {mask})",
    }
    for table in ("tally", "counted", "reread"):
        names = [str(row[1]) for row in store.raw.execute(f"PRAGMA table_info({table})")]
        parts = [differs.get(name, name) for name in names]
        store.raw.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(parts)} FROM {table}"
            f" JOIN term told ON told.id = {table}.round"
            f" JOIN term fresh ON fresh.text = told.text || '+{number}'"
            " WHERE told.text NOT LIKE '%+%'"
        )
    store.raw.execute(
        f"INSERT INTO unheard SELECT audit || '+{number}', auditor, strftime('%Y-%m-%d', substr(handed_in, 1,"
        f" 10), '-{number * 210} days') || substr(handed_in, 11) FROM unheard"
        " WHERE audit NOT LIKE '%+%'"
    )
