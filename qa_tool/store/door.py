"""One open connection to a store: rows, transactions, and what happens when one is undone."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qa_tool.progress import SILENT, Progress
from qa_tool.store.driver import Connection, connect, refuse_foreign, rows_of
from qa_tool.store.trouble import ReadOnlyStore, Unsafe, translated

if TYPE_CHECKING:
    from sqlite_utils import Database

_PAGES = 2_000


class Door:
    """What every shelf stands on. It belongs to the thread that opened it."""

    def __init__(self, raw: Connection, folder: Path, key: bytes, *, read_only: bool) -> None:
        self.raw = raw
        self._key = key
        self.folder = folder
        self.read_only = read_only
        self._depth = 0
        self._undone: list[Callable[[], None]] = []

    @cached_property
    def rows(self) -> "Database":
        """The store as sqlite-utils sees it: for the steps of its format."""
        return rows_of(self.raw)

    def on_undone(self, forget: Callable[[], None]) -> None:
        """Call this when rows were rolled back or emptied: what a shelf remembers may be wrong."""
        self._undone.append(forget)

    def copy_to(self, target: Path, key: bytes | None = None, progress: Progress = SILENT) -> None:
        """An encrypted copy as of one moment, with the store's own key or the one given."""
        with translated():
            other = connect(target, key or self._key, mode="rwc")
            try:
                self.raw.backup(
                    other,
                    pages=_PAGES,
                    progress=lambda _, left, total: progress.step(
                        total - left, total, "Copying the store"
                    ),
                )
                if not other.execute("PRAGMA cipher_version").fetchone():
                    raise Unsafe("cipher_version")
            finally:
                other.close()
            refuse_foreign(target)

    @contextmanager
    def together(self) -> Generator[None]:
        """All or nothing. Begins immediately, so that it waits its turn; may be nested."""
        if self.read_only:
            raise ReadOnlyStore
        with translated(writing=True):
            if self._depth or self.raw.in_transaction:
                yield from self._inside()
            else:
                yield from self._outermost()

    def _outermost(self) -> Generator[None]:
        self.raw.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.raw.execute("COMMIT")
        except BaseException:
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")
            self.forget()
            raise
        finally:
            self._depth = 0

    def _inside(self) -> Generator[None]:
        name = f"inside_{self._depth}"
        self.raw.execute(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
            self.raw.execute(f"RELEASE {name}")
        except BaseException:
            if self.raw.in_transaction:
                self.raw.execute(f"ROLLBACK TO {name}")
                self.raw.execute(f"RELEASE {name}")
            self.forget()
            raise
        finally:
            self._depth -= 1

    def forget(self) -> None:
        """Tell everybody who remembers something of the rows to read it again."""
        for forget in self._undone:
            forget()
