"""Choosing files and folders; the folder is remembered while the program runs."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qa_tool.paths import documents_folder

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
    """Where to write a file: `name` is what it is called unless the person changes it."""
    return _kept(QFileDialog.getSaveFileName(parent, title, str(_start() / name), kinds)[0])


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder."""
    return _kept(QFileDialog.getExistingDirectory(parent, title, str(_start())))
