"""Reports: choose one, write it, look at it; and what has been written so far."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import report
from qa_tool.work.report_kinds import ReportKind, Scope
from qa_tool.work.workspace import Workspace
from ui.context import Context, Group
from ui.look import px
from ui.pages.reports.asking import PLACES
from ui.pages.reports.chooser import PEER, Chooser, offers
from ui.pages.reports.files import FOLDER, Written, columns, written
from ui.pages.reports.form import ReportForm
from ui.pages.reports.peer import PeerCard
from ui.tables import TablePanel
from ui.widgets import Button, Card, EmptyState, FlowRow, Muted, PdfView, Scroll, column
from ui.widgets.sides import Sides


class ReportsPage(QWidget):
    """Write a report and look at it: `show_page(report="summary|learning|audit|peer", round=id, audit=id, worker=id)`."""

    key: ClassVar[str] = "reports"
    title: ClassVar[str] = "Reports"
    icon: ClassVar[str] = "file-text"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._shown: Path | None = None
        self._writing = False
        self.kind, self.form = Chooser(), ReportForm()
        self.kind.picked.connect(lambda _key: self._fit_choices())
        self.form.changed.connect(self._fit_choices)
        self.write = self.form.write
        self.write.clicked.connect(lambda _on=False: self._write())
        self.peer = PeerCard(window_context, self._show)
        self.peer.hide()
        choose = Card("Reports")
        choose.add(self.kind, 1)
        self.files = TablePanel(
            "Written so far", columns(), noun=("report", "reports"),
            empty="Nothing has been written yet. Choose a report and press Write.",
        )  # fmt: skip
        self.files.setMinimumHeight(px(200))
        self.files.selected.connect(self._selected)
        self.files.opened.connect(lambda one: self._outside(one.path))
        self.outside = Button(
            "Open in the usual reader", lambda: self._outside(self._shown), icon="external-link"
        )
        self.outside.setToolTip("Open in the program that this computer uses for such files")
        self.folder = Button("Show in folder", self._show_folder, icon="folder-open")
        self.written = Card("Written so far")
        self.written.add(self.files)
        self.written.add(FlowRow(self.outside, self.folder))
        self.written.add(
            Muted("These files lie in the folder reports beside the store. The store is encrypted; "
                  "a report is not: keep and send it as your council's rules say.")
        )  # fmt: skip
        self.preview, self.none, self.look = _preview()
        right = QWidget()
        inside = column(self.form, self.peer, self.look, spacing=14)
        inside.setStretch(2, 1)
        right.setLayout(inside)
        page = column(
            Sides(choose, right, (4, 9), spacing=14), self.written, None, spacing=14,
            margins=(20, 16, 20, 20),
        )  # fmt: skip
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(
            self,
            ("round", "audit", "reading", "template"),
            lambda _change: self._heard(),
            by=self.key,
        )

    def show_page(self, **place: Any) -> None:
        """Show the choices; a report, a round, an audit, a place or a theme may be chosen already."""
        self._context.title(self.title)
        self.kind.show_offers(offers(self._context.workspace.person.roles))
        wanted = str("audit" if place.get("audit") else place.get("report", ""))
        if wanted:
            self.kind.choose(wanted)
        self.refresh()
        if "round" in place:
            self.form.round.setCurrentIndex(max(0, self.form.round.findData(str(place["round"]))))
            self._fit_choices()
        for key, _word in PLACES:
            if place.get(key):
                found = self.form.about.findData(f"{key}:{place[key]}")
                self.form.about.setCurrentIndex(max(0, found))
        if place.get("worker"):
            found = self.form.worker.findData(str(place["worker"]))
            self.form.worker.setCurrentIndex(max(0, found))
        if place.get("audit"):
            self._fit_choices(str(place["audit"]))
        self.kind.setFocus()

    def refresh(self) -> None:
        """Read rounds, audits and files again."""
        self.kind.show_offers(offers(self._context.workspace.person.roles))
        self._fit_choices(self.form.audit.value())
        self._show_files()

    def target(self) -> Path:
        """The file that would be written: its name says report, round and day, never a person."""
        space = self._context.workspace
        kind = self._report()
        words = f"{kind.title} {self.form.name_words()} {space.clock.today():%Y-%m-%d}"
        name = "".join(c if c.isalnum() or c in "-. " else " " for c in words)
        folder: Path = space.folder / FOLDER
        return folder / f"{' '.join(name.split())}{self.form.suffix.value()}"

    def scope(self) -> Scope:
        """What the report is to be about, as it is chosen now."""
        return self.form.scope()

    def _report(self) -> ReportKind:
        return next(one for one in report.REPORTS if one.key == self.kind.value())

    def _fit_choices(self, audit: str = "") -> None:
        """What is asked for depends on the report."""
        is_peer = self.kind.value() == PEER
        self.form.setVisible(not is_peer)
        self.peer.setVisible(is_peer)
        if is_peer:
            self.peer.refresh()
            return
        kind = self._report()
        self.form.fit(self._context.workspace, kind, audit)
        self.write.forbid(
            self.form.reason(kind) or ("A report is being written." if self._writing else "")
        )

    def _write(self) -> None:
        """Write on the worker, over a read-only store of its own."""
        target, kind = self.target(), self.kind.value()
        job = _job(self._context.workspace, kind, target, self.scope())
        self._writing = True
        self.write.forbid("A report is being written.")
        self._context.tasks.run(f"Writing {target.name}", job, self._done, self._failed)

    def _done(self, path: Path) -> None:
        """It is written: show it."""
        self._writing = False
        self._fit_choices()
        self._show_files(path)
        self._context.say(f"“{path.name}” is written.", "success")

    def _failed(self, error: BaseException) -> None:
        """Say why; the file that was there before is still there."""
        self._writing = False
        self._fit_choices()
        self._context.fault(error)

    def _show_files(self, chosen: Path | None = None) -> None:
        """What stands in the folder, the newest first."""
        found = written(self._context.workspace.folder / FOLDER)
        self.files.show_rows(found)
        wanted = chosen or self._shown
        place = next((n for n, one in enumerate(found) if one.path == wanted), -1)
        if place >= 0:
            self.files.view.selectRow(place)
        self._show(found[place].path if place >= 0 else None)

    def _selected(self, one: Written | None) -> None:
        """A line of the list."""
        if one is not None and one.path != self._shown:
            self._show(one.path)

    def _show(self, path: Path | None) -> None:
        """Show a PDF; say what to do with anything else."""
        self._shown = path
        self.outside.forbid("" if path is not None else "Choose a report in the list first.")
        title, text = "Nothing to show yet", "A PDF that is chosen on the left is shown here."
        is_pdf = path is not None and path.suffix == ".pdf"
        self.preview.close_file()
        if path is not None and is_pdf:
            try:
                self.preview.show_file(path)
                QTimer.singleShot(0, self.preview, self.preview.fit.click)
            except QAError as error:
                is_pdf, title, text = False, str(error), error.cure
        elif path is not None:
            title = path.name
            text = "This file is looked at in its own program: press “Open in the usual reader”."
        self.look.title.setText(path.stem if path is not None else "Preview")
        self.none.show_words(title, text)
        self.none.setVisible(not is_pdf)
        self.preview.setVisible(is_pdf)

    def _outside(self, path: Path | None) -> None:
        """Open in the program that the desktop uses."""
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.warn(
                "This computer knows no program for such files.", f"The file is {path}."
            )

    def _show_folder(self) -> None:
        """The folder, made if it is not there yet."""
        folder = self._context.workspace.folder / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        self._outside(folder)

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible():
            self.refresh()


def _preview() -> tuple[PdfView, EmptyState, Card]:
    """The right side: a PDF, or words where there is none."""
    preview = PdfView("Preview of the report")
    none = EmptyState(
        "Nothing to show yet", "A PDF that is chosen on the left is shown here.", icon="file-text"
    )
    look = Card("Preview")
    look.setMinimumHeight(px(330))
    look.add(none, 1)
    look.add(preview, 1)
    preview.setMinimumHeight(px(420))
    preview.outside.hide()  # the page has this verb under its list, for every kind of file
    return preview, none, look


def _job(workspace: Workspace, kind: str, target: Path, scope: Scope) -> Callable[[Progress], Path]:
    """The work: a desk of its own, one snapshot, one file."""

    def work(progress: Progress) -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        desk = workspace.reader()
        try:
            return report.write(desk, kind, target, scope, progress)
        finally:
            desk.store.close()

    return work
