"""The store: made, opened, written to, closed. Everything outside this room enters here."""

import secrets
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from qa_tool.errors import Refused
from qa_tool.ledger.entry import Body, Entry, Signer, make
from qa_tool.progress import SILENT, Progress
from qa_tool.store import apply, backup, driver, lock, places, restored, schema
from qa_tool.store.door import Door
from qa_tool.store.drafts import Drafts
from qa_tool.store.ledger import Ledger
from qa_tool.store.pages import key_fits
from qa_tool.store.trouble import (
    Damaged,
    NoStore,
    NotReadable,
    OlderStore,
    ReadFailed,
    StoreExists,
    WrongKey,
    translated,
)

FILE = backup.STORE


class NotEnrolled(Refused):
    """The key that would sign is not enrolled, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Your key on this computer is not enrolled in this council, so nothing was recorded.",
            "Ask the QA lead to enrol you on this computer.",
        )


class Store(Door):
    """An open store with its shelves. One connection, for the thread that opened it."""

    def __init__(
        self, raw: driver.Connection, folder: Path, key: bytes, *, read_only: bool
    ) -> None:
        super().__init__(raw, folder, key, read_only=read_only)
        self.ledger = Ledger(self)
        self.drafts = Drafts(self)
        self.salt: Callable[[], str] = _salt
        self._closed = False

    # Opening and closing

    @classmethod
    def create(cls, folder: Path, key: bytes) -> Self:
        """A new, empty, encrypted store in this folder, which is made where it is missing."""
        places.refuse(folder)
        with translated():
            folder.mkdir(parents=True, exist_ok=True)
        if (folder / FILE).exists():
            raise StoreExists
        lock.take(folder)
        try:
            return cls._made(folder, key)
        except BaseException:
            lock.release(folder)
            raise

    @classmethod
    def _made(cls, folder: Path, key: bytes) -> Self:
        with translated():
            raw = driver.connect(folder / FILE, key, mode="rwc")
            try:
                (folder / FILE).chmod(0o600)
                raw.execute(f"PRAGMA application_id={driver.APPLICATION_ID}")
                raw.execute(f"PRAGMA user_version={schema.MAJOR << 16}")
                raw.execute("PRAGMA journal_mode=WAL")
                driver.settle(raw)
                store = cls(raw, folder, key, read_only=False)
                schema.upgrade(store)
                driver.hold(raw, folder / FILE)
            except BaseException:
                raw.close()
                raise
        return store

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        *,
        read_only: bool = False,
    ) -> Self:
        """The store in this folder. Writing takes the lock; reading works beside a writer.

        A store of an older format is brought up to date, after a backup into `backups/`.
        """
        places.refuse(folder)
        with translated():  # a folder that may not even be looked into
            there = (folder / FILE).exists()
        if not there:
            raise NoStore
        if not read_only:
            lock.take(folder)
        try:
            return cls._opened(folder, key, read_only=read_only)
        except BaseException:
            if not read_only:
                lock.release(folder)
            raise

    @classmethod
    def _opened(cls, folder: Path, key: bytes, *, read_only: bool) -> Self:
        try:
            return cls._once(folder, key, read_only=read_only)
        except (Damaged, ReadFailed, NotReadable):
            # One failed read can look like damage: ask again before saying so.
            return cls._once(folder, key, read_only=read_only)
        except WrongKey:
            if key_fits(folder / FILE, key):
                return cls._again(folder, key, read_only=read_only)
            raise

    @classmethod
    def _again(cls, folder: Path, key: bytes, *, read_only: bool) -> Self:
        try:
            return cls._once(folder, key, read_only=read_only)
        except WrongKey:
            raise Damaged from None

    @classmethod
    def _once(cls, folder: Path, key: bytes, *, read_only: bool) -> Self:
        path = folder / FILE
        with translated():
            driver.refuse_foreign(path)
            raw = driver.connect(path, key, mode="ro" if read_only else "rw")
            try:
                schema.refuse_newer(raw)
                driver.settle(raw)
                store = cls(raw, folder, key, read_only=read_only)
                store.bring_up_to_date()
                driver.hold(raw, path)
            except BaseException:
                raw.close()
                raise
        return store

    def beside(self) -> Self:
        """The same store opened again for reading only: for a long task on its own thread."""
        return type(self).open(self.folder, self._key, read_only=True)

    def bring_up_to_date(self) -> None:
        """Take the steps of the format that are missing, after a backup; a reader may not."""
        if self.read_only and schema.behind(self):
            raise OlderStore
        schema.upgrade(self, backup=lambda: backup.before_upgrade(self))

    def close(self) -> None:
        """Close the connection and let go of the lock; may be called twice."""
        if self._closed:
            return
        self._closed = True
        self.raw.close()
        if not self.read_only:
            lock.release(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Everything read inside comes from one moment, whatever a writer does meanwhile."""
        with translated():
            if self.raw.in_transaction:
                yield
                return
            self.raw.execute("BEGIN")
            try:
                self.raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
                yield
            finally:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")

    # Entries

    def append(
        self,
        kind: str,
        object: str,  # noqa: A002 the ledger's own word
        body: Mapping[str, Any],
        *,
        signer: Signer,
        parents: Iterable[str] = (),
        claimed: datetime,
    ) -> Entry:
        """Sign the next entry of this writer, keep it, and apply it: all of it or nothing."""
        with self.together():
            if kind == "erase":
                restored.refuse_erasing(self.folder, object)
                self._refuse_held(body)
            n, previous = self.ledger.head_of(signer.writer)
            entry = make(
                signer,
                n=n + 1,
                previous=previous,
                kind=kind,
                object=object,
                parents=tuple(parents),
                body=body,
                claimed=claimed,
                salt=self.salt(),
            )
            self.ledger.insert(entry)
            if not self.ledger.roster().counts(entry) or not self._takes(entry):
                raise NotEnrolled
            apply.run(self, entry)
            if kind == "erase" and self.ledger.blank(entry):
                # The words stand in rows as well, and in rows made from rows: make all anew.
                apply.rebuild(self, self.ledger)
        return entry

    def _refuse_held(self, body: Mapping[str, Any]) -> None:
        """What a legal hold covers is never erased; people lift the hold first."""
        from qa_tool.store import retention

        named = [one for one in body.get("entries", ()) if isinstance(one, str)]
        held = retention.held(self, self.ledger.these(named))
        if held:
            found = next(iter(held.values()))
            raise Refused(
                f"A legal hold made on {found.at.day} {found.at:%B %Y} covers this, so it was not erased.",
                "If the reason is over, lift the hold on the page Records first.",
            )

    def _blank(self, came: Iterable[Entry]) -> None:
        """Blank what counting entries erase, but for what a hold covers that is known here."""
        from qa_tool.store import retention

        if any(one.kind == "hold" for one in came) or retention.holds(self, standing=True):
            apply.rebuild(self, self.ledger)  # what a hold covers is worked out from rows
        roster = self.ledger.roster()
        erased = [one for one in self.ledger.entries("erase") if roster.counts(one)]
        # What the holds cover is worked out once for all of them: blanking changes no row.
        named = (name for one in erased for name in (one.body or {}).get("entries", []))
        texts = dict.fromkeys(name for name in named if isinstance(name, str))
        spared = frozenset(retention.held(self, self.ledger.these(texts)))
        for one in erased:
            self.ledger.blank(one, spared)

    def _takes(self, entry: Entry) -> bool:
        """Does an enrol bring anybody in? One that would count for nothing is not written."""
        if entry.kind != "enrol":
            return True
        return (entry.body or {}).get("writer") in self.ledger.roster().writers

    def ingest(
        self, entries: Iterable[Entry | Mapping[str, Any]], progress: Progress = SILENT
    ) -> tuple[Entry, ...]:
        """Join entries of other laptops: verified first, gaps parked, twice is once.

        Those that came to stand, in no order that means anything.
        """
        with self.together():
            forks = self.ledger.forks()
            came = self.ledger.take(entries)
            # A fork alone brings nothing in, and yet ends what counts.
            if came or self.ledger.forks() != forks:
                self._blank(came)
                apply.rebuild(self, self.ledger, progress)
        return came

    def rebuild(self, progress: Progress = SILENT) -> int:
        """Make every row that questions read again from the ledger; how many entries it took."""
        return apply.rebuild(self, self.ledger, progress)

    def council(self) -> str:
        """The id of the council: its founder's first entry; "" before there is one."""
        return self.ledger.council()


def rebuild(store: Store, progress: Progress = SILENT) -> int:
    """Make every row that questions read again from the ledger."""
    return store.rebuild(progress)


def _salt() -> str:
    return secrets.token_hex(16)


__all__ = ["FILE", "Body", "NotEnrolled", "Store", "rebuild"]
