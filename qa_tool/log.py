"""The log: which kind of error, and where in the program. Never a text, which may hold somebody's words."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LOGGER = logging.getLogger("qa_tool")
_LOGGER.propagate = False  # nobody else's handler may print what stands in an error
_LARGEST = 512 * 1024
_KEPT = 3


def setup_logging(folder: Path) -> Path:
    """Write the log into this folder from now on; gives the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "case-audit.log"
    close_log()
    handler = RotatingFileHandler(
        file, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    return file


def close_log() -> None:
    """Stop writing the log, and let go of its file."""
    for handler in tuple(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()


def note(event: str) -> None:
    """Note that something happened; `event` is a fixed phrase of the program, never a person's words."""
    _LOGGER.info("%s", event)


def note_error(error: BaseException) -> None:
    """Note an error: its type, and the places it came through. Its text stays out."""
    _LOGGER.error("%s", place_of(error))


def place_of(error: BaseException) -> str:
    """An error in one line without its text: OSError at save.py:31 keep < form.py:12 changed."""
    frames = traceback.extract_tb(error.__traceback__)
    way = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    after = f" after {place_of(cause)}" if cause is not None else ""
    return f"{name} at {way or 'an unknown place'}{after}"
