"""Keeping one answer, bulk in, and verify, against the bare driver."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import stores
from measure import Line, Sizes, in_turn, share, timed

from qa_tool.demo import story
from qa_tool.demo.make import make_demonstration
from qa_tool.progress import SILENT
from qa_tool.store import apply, driver
from qa_tool.store.core import Store
from qa_tool.work import audit, audit_list, session
from qa_tool.work.workspace import Workspace

KEY = bytes(range(32))


def keep(sizes: Sizes) -> list[Line]:
    """One answer through work into the encrypted store, against a raw UPDATE and commit."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        folder = stores.copy(stores.demonstration(sizes.audits), room / "store")
        ada = stores.unlocked(folder, "auditor")
        draft = next(row for row in audit_list.mine(ada) if row.state == "draft")
        raw = _plain_table(room / "raw.db")
        ours, bare = _keeps(ada, draft.id, raw, sizes)
        raw.close()
        ada.store.close()
    why = "ours also keeps the step that undoes it, in the same transaction"
    return [
        Line("keep", "keep one answer, p50", ours[0], bare=bare[0], most_ratio=2, why=why),
        Line("keep", "keep one answer, p99", ours[1], bare=bare[1], most=5),
    ]


def _plain_table(path: Path) -> Any:
    raw = driver.connect(path, KEY, mode="rwc")
    raw.execute("PRAGMA journal_mode=WAL")
    driver.settle(raw)
    raw.execute(
        "CREATE TABLE a (audit INTEGER, key TEXT, value TEXT, updated TEXT,"
        " PRIMARY KEY (audit, key)) WITHOUT ROWID"
    )
    rows = [(n, f"domain_{k}.question", '"yes"', "x") for n in range(200) for k in range(60)]
    raw.executemany("INSERT INTO a VALUES (?, ?, ?, ?)", rows)
    raw.commit()
    return raw


def _keeps(
    ada: Workspace, draft: str, raw: Any, sizes: Sizes
) -> tuple[list[float], list[float]]:  # fmt: skip
    keys = [key for key, value in ada.store.drafts.answers(draft).items() if isinstance(value, str)]
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    for turn in range(sizes.turns):
        kept, updated = [], []
        for n in range(sizes.keeps):
            words = f"answer {turn} {n}"
            began = time.perf_counter()
            audit.keep_answer(ada, draft, keys[n % len(keys)], words)
            between = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(
                "UPDATE a SET value = ?, updated = ? WHERE audit = 7 AND key = ?",
                (words, "y", f"domain_{n % 60}.question"),
            )
            raw.execute("COMMIT")
            kept.append((between - began) * 1000)
            updated.append((time.perf_counter() - between) * 1000)
        ours.append([share(kept, 0.5), share(kept, 0.99)])
        bare.append([share(updated, 0.5), share(updated, 0.99)])
    middle = statistics.median
    return (
        [middle(turn[place] for turn in ours) for place in (0, 1)],
        [middle(turn[place] for turn in bare) for place in (0, 1)],
    )


def bulk(sizes: Sizes) -> list[Line]:
    """A demonstration, and a merged pack, against executemany of the same rows."""
    source = stores.demonstration(sizes.bulk)
    desk = stores.unlocked(source)
    tables = ["entry", "term", *apply.projections()]
    rows = {name: desk.store.raw.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    pack = tuple(desk.store.ledger.entries())
    desk.store.close()

    def executemany(store: Store) -> None:
        with store.together():
            for name, found in rows.items():
                if found:
                    marks = ", ".join("?" for _ in found[0])
                    store.raw.executemany(f"INSERT INTO {name} VALUES ({marks})", found)

    # Of a hundred thousand audits each made-up filling serves hundreds: here they are made before.
    kept = story.make
    story.make = _cached(kept)  # type: ignore[assignment]
    try:
        _demonstration(sizes.bulk)()
        times = in_turn(
            sizes.turns,
            _demonstration(sizes.bulk),
            _into_new(lambda store: store.ingest(pack)),
            _into_new(executemany),
        )
    finally:
        story.make = kept
    n, total = sizes.bulk, sum(len(found) for found in rows.values())
    told = f"{n:,} audits, {len(pack):,} entries, {total:,} rows"
    checked = (
        "every signature is checked (about 70 µs an entry), then every row made from the entries"
    )
    return [
        Line("bulk", f"bulk in, demonstration of {n:,}", times[0], bare=times[2], most_ratio=2,
             why=f"{told}; ours also makes up, signs and chains every entry"),
        Line("bulk", f"bulk in, merged pack of {n:,}", times[1], bare=times[2], most_ratio=2,
             why=checked),
    ]  # fmt: skip


def _cached(make: Callable[..., Any]) -> Callable[..., Any]:
    @cache
    def made(template: Any, target: int, number: int) -> Any:
        return make(template, target, story.random.Random(number))

    def once(template: Any, target: int, rng: Any, *, depart: bool = False) -> Any:
        return made(template, target, rng.randrange(20))

    return once


def _demonstration(audits: int) -> Callable[[], float]:
    def once() -> float:
        folder = Path(tempfile.mkdtemp())
        began = time.perf_counter()
        desk = make_demonstration(folder / "store", stores.wishes(audits), SILENT)
        took = time.perf_counter() - began
        desk.store.close()
        shutil.rmtree(folder)
        return took

    return once


def _into_new(work: Callable[[Store], object]) -> Callable[[], float]:
    def once() -> float:
        folder = Path(tempfile.mkdtemp())
        store = Store.create(folder, KEY)
        took = timed(lambda: work(store))()
        store.close()
        shutil.rmtree(folder)
        return took

    return once


def verify(sizes: Sizes) -> list[Line]:
    """The whole check, and its first half: id, body, signature and chain of every entry."""
    from qa_tool.ledger import verify as check

    desk = stores.unlocked(stores.demonstration(sizes.audits))
    store = desk.store
    n = store.ledger.count()
    turns = min(3, sizes.turns)
    ledger, whole = in_turn(
        turns,
        timed(lambda: check.verify(store.ledger.records(), store.ledger.roster())),
        timed(lambda: session.verify(desk)),
    )
    problems = session.verify(desk)
    store.close()
    if problems:
        raise RuntimeError(f"the store is not whole: {problems[0].what}")
    scale = 50_000 / n / 1000
    return [
        Line("verify", f"verify the ledger, seconds for 50,000 entries ({n:,} here)",
             ledger * scale, "s", most=6.5),
        Line("verify", "verify everything, rows made again and compared, the same",
             whole * scale, "s"),
    ]  # fmt: skip
