"""What goes wrong at the store, in words for people: each kind with its own cure."""

from collections.abc import Generator
from contextlib import contextmanager

from qa_tool.errors import QAError

_RESTORE = "Restore the newest backup; the damaged store is kept beside it."


class StoreTrouble(QAError):
    """Known trouble with the store; every kind has its own sentence and cure."""

    sentence = "The store cannot be used just now."
    what_to_do = "Try again."

    def __init__(self, sentence: str = "", cure: str = "") -> None:
        super().__init__(sentence or self.sentence, cure or self.what_to_do)


class NoStore(StoreTrouble):
    """There is no store in this folder."""

    sentence = "There is no store in this folder."
    what_to_do = "Choose the folder that holds store.db, or start a new store."


class StoreExists(StoreTrouble):
    """A new store would cover one that is there."""

    sentence = "This folder already holds a store; nothing was changed."
    what_to_do = "Choose an empty folder, or open the store that is there."


class WrongKey(StoreTrouble):
    """No page of the file belongs to this key."""

    sentence = (
        "This key does not open the store: the keys file belongs to another store, "
        "or the start of the store is damaged. Nothing was changed."
    )
    what_to_do = "Put the keys file of this store beside it, or restore the newest backup."


class Damaged(StoreTrouble):
    """The file is not whole."""

    sentence = "The store is damaged; nothing was changed."
    what_to_do = _RESTORE


class NotEncrypted(StoreTrouble):
    """A plain database stands where the store should."""

    sentence = "The file store.db is not encrypted, so it is not a store of this program."
    what_to_do = "Move it elsewhere and restore a backup. Nothing was changed."


class NotOurs(StoreTrouble):
    """Encrypted with this key, but made by something else."""

    sentence = "The file store.db was not made by this program; nothing was changed."
    what_to_do = "Choose the folder of the right store."


class NewerStore(StoreTrouble):
    """A newer program wrote it."""

    sentence = "This store was written by a newer version of the program; nothing was changed."
    what_to_do = "Install the newer version on this computer."


class OlderStore(StoreTrouble):
    """It must be brought up to date, which a reader may not do."""

    sentence = "This store was written by an older version and must be brought up to date first."
    what_to_do = "Open it once in the window, then try again."


class DiskFull(StoreTrouble):
    """No room for the change."""

    sentence = "The disk is full. What was saved before is safe; this last change was not saved."
    what_to_do = "Free some space on this disk, then try again."


class Busy(StoreTrouble):
    """Somebody else is writing."""

    sentence = "The store is busy with another change; this one was not saved."
    what_to_do = "Wait a moment and try again."


class Locked(StoreTrouble):
    """Another copy of the program holds the store for writing."""

    what_to_do = "Close the other window first. Reports and checks can still be made."


class ReadOnlyStore(StoreTrouble):
    """Opened for reading, or the folder allows no writing."""

    sentence = "This store can only be read here; the change was not saved."
    what_to_do = "Open it where you may write, or ask who looks after this computer."


class NotReadable(StoreTrouble):
    """The operating system refuses the file."""

    sentence = "The store cannot be opened: the folder or the file is not accessible."
    what_to_do = "Check that you may read and write in this folder, then try again."


class ReadFailed(StoreTrouble):
    """One read or write failed; that is not yet damage."""

    sentence = "The disk did not answer properly. What was saved before is untouched."
    what_to_do = "Close the program, open it again, and run the check of the store."


class NotWritten(StoreTrouble):
    """A write failed, and the driver does not say why: a full disk is only one reason."""

    sentence = (
        "The disk did not take this change: it may be full, or be disconnected. "
        "What was saved before is safe; this last change was not saved."
    )
    what_to_do = "Check that the disk is there and has free space, then try again."


class Guarded(StoreTrouble):
    """The ledger's guard refused a change."""

    sentence = "What has been handed in can never be changed or removed."
    what_to_do = "Add a new record that corrects it."


class Broken(StoreTrouble):
    """A rule of the tables was broken: a bug of ours, kept from doing harm."""

    sentence = "The change does not fit with what is stored; it was not saved."
    what_to_do = "Report this, with what you were doing."


class Unsafe(StoreTrouble):
    """A setting that a promise rests on is not what it must be."""

    what_to_do = "Install the program again as its README says; do not work with this store."

    def __init__(self, setting: str) -> None:
        super().__init__(f"The store's protection is not complete ({setting}); it was not opened.")


_BY_NAME: tuple[tuple[str, type[StoreTrouble]], ...] = (
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_IOERR_WRITE", DiskFull),
    ("SQLITE_BUSY", Busy),
    ("SQLITE_LOCKED", Busy),
    ("SQLITE_READONLY", ReadOnlyStore),
    ("SQLITE_NOTADB", WrongKey),
    ("SQLITE_CORRUPT", Damaged),
    ("SQLITE_CANTOPEN", NotReadable),
    ("SQLITE_PERM", NotReadable),
    ("SQLITE_IOERR", ReadFailed),
    ("SQLITE_CONSTRAINT", Broken),
)
_BY_TEXT: tuple[tuple[str, type[StoreTrouble]], ...] = (
    ("is full", DiskFull),
    ("is locked", Busy),
    ("readonly", ReadOnlyStore),
    ("not a database", WrongKey),
    ("malformed", Damaged),
    ("unable to open", NotReadable),
    ("i/o error", ReadFailed),
    ("constraint", Broken),
)


def told(error: BaseException) -> StoreTrouble | None:
    """The known trouble behind an exception of the driver, found by name; None for anything else.

    By name, since the encrypted driver has exception classes of its own.
    """
    if isinstance(error, OSError):
        return _of_the_system(error)
    if not any(kind.__module__.startswith("sqlcipher3") for kind in type(error).__mro__):
        return None
    name, text = str(getattr(error, "sqlite_errorname", "") or ""), str(error).lower()
    if "append-only" in text:
        return Guarded()
    for start, kind in _BY_NAME:
        if name.startswith(start):
            return kind()
    return next((kind() for part, kind in _BY_TEXT if part in text), None)


def _of_the_system(error: OSError) -> StoreTrouble | None:
    import errno

    if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
        return DiskFull()
    if error.errno in {errno.EACCES, errno.EPERM}:
        return NotReadable()
    if error.errno == errno.EROFS:
        return ReadOnlyStore()
    if error.errno == errno.EIO:
        return ReadFailed()
    return None


@contextmanager
def translated(*, writing: bool = False) -> Generator[None]:
    """Whatever the driver says inside comes out as known trouble; bugs come out as they are."""
    try:
        yield
    except Exception as error:
        known = told(error)
        if known is None:
            raise
        if writing and isinstance(known, ReadFailed):
            raise NotWritten from error
        raise known from error
