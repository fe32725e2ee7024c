"""The workbook of a session: written, read back with every change shown first, and private grades by file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.problems import errors
from qa_tool.progress import Progress
from qa_tool.work import diagnostic_book, diagnostic_private
from qa_tool.work.change import Change
from qa_tool.work.diagnostic_book import Looked
from qa_tool.work.diagnostic_private import Copies
from qa_tool.work.diagnostic_view import SessionView
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.dialogs import Field, ask_fields, choose_files, choose_folder, save_file, show_problems
from ui.pages.diagnostics.book_preview import BookPreview
from ui.widgets import Button, Card, FlowRow, Muted, column

KINDS = "Workbooks (*.xlsx *.xlsm)"
_OUT = (
    "The whole session as an Excel workbook: standards with drop-downs, cases, commitments, themes. The "
    "first sheet says what to do when a child may be in danger."
)
_IN = (
    "A workbook that was filled in comes back here. You see every change before anything is kept; several "
    "copies of one session are laid beside each other."
)
_PRIVATE = (
    "For people who grade away from this laptop: one numbered copy for each, no name asked for. Taken in, "
    "they become counts without names; below three nothing is shown."
)


class BookPart(QWidget):
    """The workbook of one session: `.show_session(view)`; `kept(change)` is called after something was taken over."""

    def __init__(self, context: Context, kept: Callable[[Change], None]) -> None:
        super().__init__()
        self._context, self._kept = context, kept
        self._found: SessionView | None = None
        self.out = Button("Write the workbook", self._write, icon="file-text")
        self.back = Button("Read workbooks back", self._read, icon="upload")
        self.copies = Button("Write copies for grading", self._write_copies, icon="copy")
        self.take = Button("Take filled-in copies in", self._take_copies, icon="upload")
        self.mine = Button("Write my own grades", self._write_mine, icon="download")
        self.card, self.private = Card("Excel workbook"), Card("Private grades by file")
        for words in (_OUT, _IN):
            self.card.add(Muted(words))
        self.card.add(FlowRow(self.out, self.back))
        self.private.add(Muted(_PRIVATE))
        self.private.add(FlowRow(self.copies, self.take, self.mine))
        self.preview = BookPreview()
        self.preview.wanted.connect(self._take_over)
        self.preview.left.connect(self._leave)
        self.preview.hide()
        self.setLayout(column(self.preview, self.card, self.private, spacing=12))

    def show_session(self, found: SessionView) -> None:
        """Show what can be written and read here by this person; another session closes the preview."""
        if self._found is None or self._found.session.id != found.session.id:
            self._found = found
            self._leave()
            return
        self._found = found
        quiet = self.preview.looked is None
        open_ = found.session.state == "open" and quiet
        mine = any(one.mine for one in found.standards)
        for widget, on in (
            (self.card, found.whole and quiet), (self.private, open_ and (found.leads or mine)),
            (self.copies, found.leads), (self.take, found.leads), (self.mine, mine),
        ):  # fmt: skip
            widget.setVisible(on)

    def _session(self) -> str:
        return self._found.session.id if self._found is not None else ""

    def _run(
        self, title: str, verb: Callable[[Workspace, Progress], Any], done: Callable[[Any], object]
    ) -> None:
        """Read or write files on the worker, over a read-only store of its own."""
        workspace = self._context.workspace

        def work(progress: Progress) -> Any:
            reader = workspace.reader()
            try:
                return verb(reader, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(title, work, done)

    def _said(self, words: str) -> Callable[[object], None]:
        return lambda _made: self._context.say(words, "success")

    # ---- the workbook ----------------------------------------------------------------------------

    def _write(self) -> None:
        """Write the workbook of this session."""
        if self._found is None:
            return
        name = f"Diagnostic session {self._found.session.day}.xlsx"
        target = save_file(self, "Write the workbook", name, "Workbook (*.xlsx)")
        if target is not None:
            session = self._session()
            self._run(
                f"Writing {target.name}",
                lambda space, progress: diagnostic_book.export(space, session, target, progress),
                self._said(f"The workbook is written: {target.name}"),
            )

    def _read(self) -> None:
        """Choose workbooks that came back, and show what they would change."""
        paths = choose_files(self, "Workbooks that came back", KINDS)
        if paths:
            self.look(paths)

    def look(self, paths: tuple[Path, ...]) -> None:
        """Read these workbooks and show the preview; nothing is kept yet."""
        session = self._session()
        self._run(
            "Reading the workbooks" if len(paths) > 1 else f"Reading {paths[0].name}",
            lambda space, _progress: diagnostic_book.look(space, paths, session), self._looked,
        )  # fmt: skip

    def _looked(self, looked: Looked) -> None:
        if looked.session != self._session():
            return  # another session was opened meanwhile
        for widget in (self.card, self.private):
            widget.hide()
        self.preview.show_looked(looked)
        self.preview.show()
        self.preview.begin()

    def _leave(self) -> None:
        """Close the preview; the workbook is still where it was."""
        self.preview.hide()
        self.preview.looked = None
        if self._found is not None:
            self.show_session(self._found)

    def _take_over(self) -> None:
        """Keep what was chosen in the preview."""
        looked = self.preview.looked
        if looked is None:
            return
        try:
            change = diagnostic_book.take(self._context.workspace, looked, self.preview.chosen)
        except QAError as error:
            self._context.fault(error)
            return
        n = sum(bool(source) for source in self.preview.chosen.values())
        self._leave()
        self._context.say(
            f"{n} change{'s' if n != 1 else ''} taken over from the workbook.", "success"
        )
        self._kept(change)

    # ---- private grades --------------------------------------------------------------------------

    def _write_copies(self) -> None:
        """Write one numbered copy for each person who grades."""
        given = ask_fields(
            self, "Copies for grading alone",
            [Field("copies", "How many people grade", "number", 6, needed=True,
                   help="Each gets a copy of their own; who has which is written nowhere.")],
            "Choose a folder", check=_too_many,
        )  # fmt: skip
        folder = choose_folder(self, "Folder for the copies") if given is not None else None
        if given is None or folder is None:
            return
        n, session = int(given["copies"]), self._session()
        self._run(
            "Writing the copies",
            lambda space, progress: diagnostic_private.write_copies(space, session, folder, n, progress),
            self._said(f"{n} copies are in {folder.name}. Hand out one to each."),
        )  # fmt: skip

    def _take_copies(self) -> None:
        """Take filled-in copies in, several at once."""
        paths = choose_files(self, "Filled-in copies", KINDS)
        session = self._session()
        if paths:
            self._run(
                "Reading the copies",
                lambda space, _progress: diagnostic_private.read_copies(space, session, paths),
                self._keep_copies,
            )

    def _keep_copies(self, read: Copies) -> None:
        try:
            taken = diagnostic_private.keep_copies(self._context.workspace, read)
        except QAError as error:
            self._context.fault(error)
            return
        if taken.change.ids:
            self._kept(taken.change)
        n, ready = taken.copies, len(taken.enough)
        said = f"{n} cop{'y' if n == 1 else 'ies'} taken in; {ready} standard{'s' if ready != 1 else ''} can be shown together."
        self._context.say(said, "success" if n else "info")
        if errors(taken.problems):
            show_problems(self, "Copies that were not taken in", taken.problems)

    def _write_mine(self) -> None:
        """Write one's own private grades for whoever leads on another laptop."""
        target = save_file(self, "Write my own grades", "Your own grades.xlsx", "Workbook (*.xlsx)")
        if target is not None:
            verb = partial(_mine, session=self._session(), target=target)
            self._run(f"Writing {target.name}", verb, self._said("Your grades are written. The file bears no name."))  # fmt: skip


def _mine(space: Workspace, _progress: Progress, *, session: str, target: Path) -> Path:
    return diagnostic_private.write_mine(space, session, target)


def _too_many(given: Any) -> str:
    n = given.get("copies")
    most = diagnostic_private.MOST_COPIES
    return "" if isinstance(n, int) and 1 <= n <= most else f"Type a number from 1 to {most}."
