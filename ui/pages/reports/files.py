"""The files that were written: what lies in the reports folder, the newest first."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ui.tables import Column

FOLDER = "reports"
_KINDS = {".pdf": "PDF", ".html": "Web page", ".docx": "Word", ".xlsx": "Workbook", ".csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Written:
    """One file that stands in the reports folder."""

    path: Path
    when: datetime
    size: int


def written(folder: Path) -> list[Written]:
    """The reports in a folder, the newest first; what is being written has another suffix."""
    found = []
    try:
        for entry in os.scandir(folder):
            path = Path(entry.path)
            if entry.is_file() and path.suffix in _KINDS and not path.name.startswith("."):
                told = entry.stat()
                when = datetime.fromtimestamp(told.st_mtime).astimezone()
                found.append(Written(path, when, told.st_size))
    except OSError:
        return []
    return sorted(found, key=lambda one: one.when, reverse=True)


def columns() -> tuple[Column, ...]:
    """What the list says of a file."""
    return (
        Column("name", "Report", lambda one: one.path.stem, tip="The newest first"),
        Column("kind", "File", lambda one: _KINDS[one.path.suffix], width=110),
        Column("when", "Written", lambda one: one.when, "date", 168),
    )
