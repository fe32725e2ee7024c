"""Which installation this is: a random id outside the store and outside backups."""

import secrets
from pathlib import Path

from qa_tool.keys.file import KeysNotWritten

FILE = "installation"


def renew(folder: Path | None = None) -> str:
    """A new id for this installation, to be asked for after a restore.

    Nobody then goes on with a key whose later entries may stand elsewhere: at the next unlock
    everybody gets a new one.
    """
    path = _place(folder) / FILE
    try:
        path.unlink(missing_ok=True)
    except OSError as trouble:
        raise KeysNotWritten from trouble
    return installation(folder)


def installation(folder: Path | None = None) -> str:
    """The id of this person's installation on this computer; made when first asked."""
    folder = _place(folder)
    path = folder / FILE
    try:
        if path.exists():
            found = path.read_text("ascii", "replace").strip()
            if len(found) == 32 and all(letter in "0123456789abcdef" for letter in found):
                return found
        made = secrets.token_hex(16)
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(made + "\n", "ascii")
    except OSError as trouble:
        raise KeysNotWritten from trouble
    return made


def _place(folder: Path | None) -> Path:
    if folder is None:
        from qa_tool.paths import data_folder

        return data_folder()
    return folder
