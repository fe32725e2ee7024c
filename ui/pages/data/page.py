"""Data out: choose, look, write; and what has left the program so far."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from qa_tool.errors import Cancelled
from qa_tool.progress import Progress
from qa_tool.work import data, data_release
from qa_tool.work.change import Change
from qa_tool.work.data import Asked, Written
from qa_tool.work.data_release import Left, Look
from ui.context import Context, Group
from ui.dialogs import choose_folder, save_file
from ui.handover import Handover
from ui.look import px
from ui.pages.data.choices import Choices
from ui.pages.data.looked import Looked
from ui.tables import Column, TablePanel
from ui.widgets import Button, Card, EmptyState, FlowRow, Muted, Scroll, column
from ui.widgets.sides import Sides

_FILTERS = {".xlsx": "Workbook (*.xlsx)", ".sqlite": "SQLite database (*.sqlite)"}


class DataPage(QWidget):
    """Everything out for the council's own analysis: place `round=` chooses one."""

    key: ClassVar[str] = "data"
    title: ClassVar[str] = "Data out"
    icon: ClassVar[str] = "database"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._seen: Asked | None = None
        self._busy = ""
        self._target: Path | None = None
        self._handover = Handover(self)
        self.choices, self.looked = Choices(), Looked()
        self.choices.look.clicked.connect(lambda _on=False: self.look())
        self.choices.write.clicked.connect(lambda _on=False: self._write())
        self.choices.changed.connect(self._fit)
        self.left = TablePanel(
            "What has left the program", _columns(), noun=("record", "records"),
            empty="Nothing has left by a recorded act yet.",
        )  # fmt: skip
        self.left.setMinimumHeight(px(240))
        self.left.selected.connect(self._show_why)
        self.why = Muted("")
        self.folder = Button("Open the folder", self._open, icon="folder-open")
        history = Card("What has left")
        history.add(
            Muted("Data, printed audits and packs that left the program: who took them, when, and why.")
        )  # fmt: skip
        history.add(self.left)
        history.add(self.why)
        self.written = FlowRow(self.folder)
        self.written.hide()
        self.choices.show_written(self.written)
        self.body = QWidget()
        self.body.setLayout(
            column(Sides(self.choices, self.looked, (5, 7), spacing=14), history, None, spacing=14)
        )
        self.closed = EmptyState(
            "Data out is for the QA lead and the Chief Social Work Officer",
            "Every audit at once is more than anybody else needs.", icon="database",
        )  # fmt: skip
        page = column(self.body, self.closed, None, margins=(20, 16, 20, 20))
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(
            self, ("release", "round", "reading"), lambda _change: self._heard(), by=self.key
        )

    def show_page(self, **place: Any) -> None:
        """Show the choices and the history."""
        self._context.title(self.title)
        self.refresh()
        if place.get("round"):
            found = self.choices.round.findData(str(place["round"]))
            self.choices.round.setCurrentIndex(max(0, found))
            self._fit()
        self.choices.round.setFocus()

    def refresh(self) -> None:
        """Read rounds and history again."""
        space = self._context.workspace
        may = space.is_a(*data.ROLES)
        self.body.setVisible(may)
        self.closed.setVisible(not may)
        if may:
            self.choices.show_choices(space)
            self.left.show_rows(data_release.released(space))
            self._fit()

    def look(self) -> None:
        """Count on the worker what would go out."""
        asked = self._asked()
        job = self._job(lambda reader, progress: data_release.look(reader, asked, progress))
        self._set_busy("It is being counted.")
        self.looked.forget("Counting…", "Every table is read once; nothing is written.")
        self._context.tasks.run(
            "Counting what would go out", job, lambda found: self._show(asked, found), self._failed
        )

    def write_to(self, target: Path) -> None:
        """Write on the worker; the record is kept here, in the act that gives the file its name."""
        asked, space = self.choices.asked(), self._context.workspace
        kept: list[tuple[Change, Written]] = []

        def work(reader: Any, progress: Progress) -> Path:
            ready = data_release.write(reader, target, asked, progress)
            try:
                self._handover.ask(
                    lambda: kept.append(data_release.let_out(space, ready)),
                    lambda: progress.step(1, 1, "Keeping that it leaves"),
                )
            except BaseException:
                data_release.drop(ready)
                raise
            return target

        self._set_busy("It is being written.")
        self._context.tasks.run(
            f"Writing {target.name}", self._job(work), lambda path: self._done(path, kept), self._failed
        )  # fmt: skip

    # ---- inside --------------------------------------------------------------------------------

    def _asked(self) -> Asked:
        """What decides which rows go out: not why."""
        return replace(self.choices.asked(), why="")

    def _job(self, work: Callable[[Any, Progress], Any]) -> Callable[[Progress], Any]:
        """Work over a read-only store of its own."""
        space = self._context.workspace

        def job(progress: Progress) -> Any:
            reader = space.reader()
            try:
                return work(reader, progress)
            finally:
                reader.store.close()

        return job

    def _set_busy(self, words: str) -> None:
        self._busy = words
        self._fit()

    def _fit(self) -> None:
        """What was looked at is shown as long as it is what is asked for; only that can be written."""
        wrong = self._busy or self.choices.problem()
        looked = self._seen is not None and self._seen == self._asked()
        if self._seen is not None and not looked:
            self._seen = None
            self.looked.forget("Something else is chosen now", "Look again before it is written.")
        self.choices.look.forbid(wrong)
        self.choices.write.forbid(wrong or ("" if looked else "Look at what goes out first."))

    def _show(self, asked: Asked, found: Look) -> None:
        """What was counted."""
        self._busy, self._seen = "", asked
        self.looked.show_look(found)
        self._fit()
        if self.isVisible() and self.choices.write.isEnabled():
            self.choices.write.setFocus()

    def _write(self) -> None:
        """Ask where to, once it is said why."""
        if not self.choices.asked().why:
            self.choices.reason.show_problem("Say in a few words who needs it, and for what.")
            self.choices.why.setFocus()
            return
        self.choices.reason.show_problem("")
        suffix = self.choices.kind.value()
        name = f"Case audit data {self._context.workspace.clock.today():%Y-%m-%d}"
        if suffix:
            target = save_file(self, "Where the data are to go", name + suffix, _FILTERS[suffix])
            if target is not None:
                self.write_to(target if target.suffix.lower() == suffix else target.with_name(target.name + suffix))  # fmt: skip
            return
        beside = choose_folder(self, "Where the folder of CSV files is to stand")
        if beside is not None:
            self.write_to(beside / name)

    def _done(self, target: Path, kept: list[tuple[Change, Written]]) -> None:
        """It has left: show the record."""
        self._busy, self._target = "", target
        for change, _written in kept:
            self._context.live.announce(change, self.key)
        self.choices.why.show_text("")
        self.written.show()
        self.refresh()
        self._context.say(f"“{target.name}” is written, and that it left is recorded.", "success")
        self.folder.setFocus()

    def _failed(self, error: BaseException) -> None:
        """Say why; a stop that was asked for needs no words."""
        self._busy = ""
        if self._seen is None:
            self.looked.forget()
        self._fit()
        if isinstance(error, Cancelled):
            self._context.say("Stopped: nothing was written.")
        else:
            self._context.fault(error)

    def _open(self) -> None:
        """The folder with what was written, in the program that the desktop uses."""
        if self._target is None:
            return
        place = self._target if self._target.is_dir() else self._target.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            self._context.warn("The folder cannot be opened from here.", f"It is {place}.")

    def _show_why(self, one: Left | None) -> None:
        """The whole reason of a record."""
        words = ""
        if one is not None:
            words = f"To: {one.to}. {_why(one)}"
        self.why.setText(words)

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible() and not self._busy:
            self.refresh()


def _why(one: Left) -> str:
    return "Withheld until your own second reading is saved" if one.withheld else one.why


def _columns() -> tuple[Column, ...]:
    return (
        Column("when", "When", lambda one: one.when, "date", 168),
        Column("who", "Who", lambda one: one.who, width=150),
        Column("what", "What", lambda one: one.what),
        Column("why", "Why", _why),
        Column("audits", "Audits", lambda one: one.audits, "number", 80),
    )
