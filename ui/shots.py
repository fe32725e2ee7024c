"""Pictures of every page, and the main job on a machine without a screen."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from qa_tool.clock import SystemClock
from qa_tool.progress import Progress
from qa_tool.work import home
from qa_tool.work.workspace import Workspace
from ui.look import apply
from ui.navigation import page_entries
from ui.tasks import Tasks
from ui.window import MainWindow

if TYPE_CHECKING:
    from qa_tool.demo.make import Wishes

WIDE, TALL = 1366, 728
_SETTLE_MS = 120
_SETTLE_TURNS = 50
SHOWN_AUDITS = 90
PEOPLE = ("qa lead", "auditor", "moderator")


def pictures(
    workspace: Workspace, folder: Path, *, theme: str = "light", text: int = 100,
    size: tuple[int, int] = (WIDE, TALL), places: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Path]:  # fmt: skip
    """Write a picture of each page of the window; `places` says where on a page to go."""
    app = _app()
    apply(app, theme, text / 100)
    folder.mkdir(parents=True, exist_ok=True)
    while home.load_next():  # Home is pictured whole
        pass
    entries = page_entries(roles=workspace.person.roles)
    window = MainWindow(
        entries,
        workspace=workspace,
        person=workspace.person.name,
        demonstration=workspace.demonstration,
    )
    window.resize(*size)
    window.show()
    written = []
    for number, entry in enumerate(entries, 1):
        place = (places or {}).get(entry.key, {})
        if not entry.group and not place:
            continue
        window.go(entry.key, **place)
        _settle(window.tasks)
        target = folder / f"{number:02}-{entry.key.replace('_', '-')}.png"
        window.grab().save(str(target))
        written.append(target)
    window.close()
    window.deleteLater()
    _settle()
    return written


def _app() -> QApplication:
    found = QApplication.instance()
    return cast("QApplication", found) if found is not None else QApplication(["case-audit"])


def _settle(tasks: Tasks | None = None) -> None:
    """Let what waits be read and drawn: a page that reads on the worker is waited for."""
    for turn in range(_SETTLE_TURNS):
        loop = QEventLoop()
        QTimer.singleShot(_SETTLE_MS, loop.quit)
        loop.exec()
        if turn > 1 and (tasks is None or not tasks.busy()):
            return


def pages_of_pdf(file: Path, folder: Path) -> Iterator[Path]:
    """Each page of a PDF as a picture."""
    import pypdfium2

    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(str(file))
    try:
        for number, page in enumerate(document, 1):
            image = page.render(scale=1.3)
            target = folder / f"{file.stem}-{number:02}.png"
            _save(image, target)
            yield target
    finally:
        document.close()


def _save(image: Any, target: Path) -> None:
    from PySide6.QtGui import QImage

    kept = QImage(
        bytes(image.buffer), image.width, image.height, image.stride, QImage.Format.Format_RGB888
    )
    kept.rgbSwapped().save(str(target))


class Lines:
    """Progress in a terminal: one line a stage."""

    def __init__(self) -> None:
        self._last = ""

    def step(self, done: int, total: int, words: str) -> None:
        """Say when a new stage begins."""
        del done, total
        if words != self._last:
            self._last = words
            sys.stderr.write(f"{words} …\n")


def places_of(workspace: Workspace) -> dict[str, dict[str, str]]:
    """Where the pages that need a place are opened: one handed-in audit, one draft, one comparison."""
    from qa_tool.work import (
        audit_list,
        calibration_talk,
        diagnostic,
        framework_view,
        moderation,
        moderation_dispute,
    )

    places: dict[str, dict[str, str]] = {}
    signed = audit_list.numbers(workspace, audit_list.signed_off())
    if signed:
        places["audit_view"] = {"audit": audit_list.rows(workspace, signed[:1])[0].id}
    mine = moderation.queue(workspace) if workspace.is_a("moderator") else ()
    saved = next((row for row in mine if row.state == "saved"), None)
    if saved is not None:
        places["moderation_compare"] = {"reading": saved.id}
    disputed = moderation_dispute.disputes(workspace)
    if disputed:
        places["moderation_outcome"] = {"reading": disputed[0].reading}
    talked = next((row for row in calibration_talk.rows(workspace) if row.shown), None)
    if talked is not None:
        places["calibration"] = {"session": talked.id}
    met = next((row for row in diagnostic.rows(workspace) if row.whole), None)
    if met is not None:
        places["diagnostics"] = {"session": met.id}
    written = next((row for row in framework_view.rows(workspace) if row.comments), None)
    if written is not None:
        places["framework"] = {"framework": written.id}
    places |= _writing(workspace)
    draft = next((row for row in audit_list.mine(workspace) if row.id), None)
    if draft is not None:
        places["audit_form"] = {"audit": draft.id}
    return places


def _writing(workspace: Workspace) -> dict[str, dict[str, str]]:
    """A template that the person is writing."""
    from qa_tool.work import designer

    rows = designer.drafts(workspace) if workspace.is_a("qa_lead") else ()
    mine = next((row for row in rows if row.mine), None)
    return {"designer": {"draft": mine.id}} if mine is not None else {}


def main_job(base: Path | None = None, progress: Progress | None = None) -> int:
    """No screen: the same work for real, into a new dated folder; every path is printed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qa_tool.demo import main_job as job

    folder = new_folder(base or _documents(), SystemClock().now())
    done, lead = job.run(folder, progress=progress or Lines())
    written: list[Path] = [folder / "store" / "store.db", *done.files]
    try:
        written += pictures(lead, folder / "pictures" / "qa-lead", places=places_of(lead))
    finally:
        lead.store.close()
    from qa_tool.work import session

    ada = session.unlock(folder / "store", "auditor", "demonstration")
    try:
        written += pictures(ada, folder / "pictures" / "auditor", places=places_of(ada))
    finally:
        ada.store.close()
    for file in done.files:
        if file.suffix == ".pdf":
            written += pages_of_pdf(file, folder / "pictures" / "pdf")
    for path in written:
        sys.stdout.write(f"{path}\n")
    return 0


def write_pictures(argv: Sequence[str], wishes: "Wishes | None" = None) -> int:
    """`shots --to DIR`: a picture of every page with made-up data, as three people see it; every path is printed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked = _asked(argv)
    from qa_tool.demo.make import Wishes, make_demonstration
    from qa_tool.work import session

    wished = wishes or Wishes(audits=SHOWN_AUDITS)
    doors = replace(session.usual(), cost=wished.cost, installation=wished.installation)
    with TemporaryDirectory(prefix="case-audit-pictures-", ignore_cleanup_errors=True) as room:
        store = Path(room) / "store"
        make_demonstration(store, wished, Lines()).store.close()
        for who in PEOPLE:
            desk = session.unlock(store, who, wished.passphrase, doors=doors)
            try:
                written = pictures(
                    desk, asked.to / who.replace(" ", "-"), theme=asked.theme, text=asked.text,
                    size=asked.size, places=places_of(desk),
                )  # fmt: skip
            finally:
                desk.store.close()
            for path in written:
                sys.stdout.write(f"{path}\n")
    return 0


def _asked(argv: Sequence[str]) -> argparse.Namespace:
    """The words after `shots`; what is wrong is told, and the program ends with 2."""
    words = argparse.ArgumentParser(
        prog="main.py shots", allow_abbrev=False,
        description="Write a picture of every page of the window, with made-up data.",
    )  # fmt: skip
    words.add_argument("--to", type=Path, required=True, help="the folder for the pictures")
    words.add_argument("--theme", choices=("light", "dark", "high"), default="light")
    words.add_argument("--text", type=_percent, default=100, help="text size, 100 to 200 (%%)")
    words.add_argument("--size", type=_size, default=(WIDE, TALL), help="such as 1366x768")
    return words.parse_args(list(argv))


def _percent(text: str) -> int:
    """A text size."""
    if not text.isascii() or not text.isdigit() or not 100 <= int(text) <= 200:
        raise argparse.ArgumentTypeError("a number from 100 to 200")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    """Width and height of the window."""
    wide, _, tall = text.lower().partition("x")
    if not (wide.isascii() and wide.isdigit() and tall.isascii() and tall.isdigit()):
        raise argparse.ArgumentTypeError("width x height, such as 1366x768")
    if not (640 <= int(wide) <= 7680 and 420 <= int(tall) <= 4320):
        raise argparse.ArgumentTypeError("from 640x420 to 7680x4320")
    return int(wide), int(tall)


def _documents() -> Path:
    home = Path.home()
    return home / "Documents" if (home / "Documents").is_dir() else home


def new_folder(base: Path, now: datetime) -> Path:
    """A folder with today's date that nobody has yet."""
    name = f"Case Audit demonstration {now:%Y-%m-%d %H%M}"
    for number in range(1, 1000):
        folder = base / (name if number == 1 else f"{name} ({number})")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(name)
