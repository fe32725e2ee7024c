"""Choosing files and folders; the folder is remembered while the program runs."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qa_tool.paths import documents_folder
from ui.dialogs.ask import ask

_LAST: dict[str, Path] = {}


def _start() -> Path:
    """Where to begin to look."""
    last = _LAST.get("folder")
    return last if last is not None and last.is_dir() else documents_folder()


def _kept(answer: str) -> Path | None:
    """What was chosen; its folder is remembered."""
    if not answer:
        return None
    path = Path(answer)
    _LAST["folder"] = path if path.is_dir() else path.parent
    return path


def choose_file(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> Path | None:
    """A file to open: kinds as "Templates (*.toml)"."""
    return _kept(QFileDialog.getOpenFileName(parent, title, str(_start()), kinds)[0])


def choose_files(
    parent: QWidget | None, title: str, kinds: str = "All files (*)"
) -> tuple[Path, ...]:
    """Several files to open; none where the person did not want to."""
    chosen = QFileDialog.getOpenFileNames(parent, title, str(_start()), kinds)[0]
    return tuple(path for one in chosen if (path := _kept(one)) is not None)


def save_file(
    parent: QWidget | None, title: str, name: str, kinds: str = "All files (*)"
) -> Path | None:
    """Where to write a file: `name` is what it is called unless the person changes it.

    The system's own window asks before a file is written over, but of the name as it was typed: where
    the ending was left out it is put on here, and what is there under the whole name is asked about too.
    """
    path = _kept(QFileDialog.getSaveFileName(parent, title, str(_start() / name), kinds)[0])
    if path is None or path.suffix or not Path(name).suffix:
        return path
    whole = path.with_suffix(Path(name).suffix)
    return whole if not whole.exists() or _over(parent, whole) else None


def _over(parent: QWidget | None, path: Path) -> bool:
    return ask(parent, f"“{path.name}” is there already. Write over it?", "What is in it now is lost.", "Write over it", danger=True)  # fmt: skip


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder."""
    return _kept(QFileDialog.getExistingDirectory(parent, title, str(_start())))
