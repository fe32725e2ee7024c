"""Passphrases, the data key and signing keys: who may open this store."""

from qa_tool.keys.crypto import Cost, WeakKeyFile
from qa_tool.keys.file import FILE, KeysNotWritten, KeysUnreadable, NewerKeys
from qa_tool.keys.installation import installation, renew
from qa_tool.keys.unlock import (
    NameTaken,
    PassphraseTooShort,
    Unlocked,
    WrongCode,
    WrongPassphrase,
    add,
    change,
    create,
    data_key_of,
    known,
    new_writer,
    open,  # noqa: A004 the word of the contract
    recover,
    recovery_enrol,
    remove,
)

__all__ = [
    "FILE",
    "Cost",
    "KeysNotWritten",
    "KeysUnreadable",
    "NameTaken",
    "NewerKeys",
    "PassphraseTooShort",
    "Unlocked",
    "WeakKeyFile",
    "WrongCode",
    "WrongPassphrase",
    "add",
    "change",
    "create",
    "data_key_of",
    "installation",
    "known",
    "new_writer",
    "open",
    "recover",
    "recovery_enrol",
    "remove",
    "renew",
]
