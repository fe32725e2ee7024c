"""Reports: choose one, write it, look at it; and what has been written so far."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.figures.years import before, year_of
from qa_tool.progress import Progress
from qa_tool.work import audit_list, council, report, theme
from qa_tool.work.report_kinds import Asks, ReportKind, Scope
from qa_tool.work.workspace import Workspace
from ui.context import Context, Group
from ui.look import px
from ui.tables import Column, TablePanel
from ui.widgets import (
    Button,
    Card,
    EmptyState,
    EqualGrid,
    FlowRow,
    Labelled,
    Muted,
    PdfView,
    Picker,
    Scroll,
    column,
)
from ui.widgets.sides import Sides

FOLDER = "reports"
MOST_AUDITS = 300
_REPORTS = tuple((one.key, one.title) for one in report.REPORTS if one.page)
_ABOUT = {one.key: one.about for one in report.REPORTS}
_SUFFIXES = {
    ".pdf": "PDF, to read and print",
    ".html": "Web page",
    ".docx": "Word document",
    ".xlsx": "Workbook (Excel)",
    ".csv": "Grades as CSV",
}
_PLACES: tuple[tuple[Asks, str], ...] = (
    ("area", "Area"), ("service", "Service"), ("team", "Team"), ("theme", "Theme"),
)  # fmt: skip
_KINDS = {".pdf": "PDF", ".html": "Web page", ".docx": "Word", ".xlsx": "Workbook", ".csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Written:
    """One file that stands in the reports folder."""

    path: Path
    when: datetime
    size: int


class ReportsPage(QWidget):
    """Write a report and look at it: `show_page(report="summary|learning|audit", round=id, audit=id)`."""

    key: ClassVar[str] = "reports"
    title: ClassVar[str] = "Reports"
    icon: ClassVar[str] = "file-text"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._shown: Path | None = None
        self._writing = False
        self.kind = Picker("Report", _REPORTS)
        self.round, self.audit, self.suffix = Picker("Round"), Picker("Audit"), Picker("File")
        self.what = Muted("")
        self.about = Picker("About")
        self.kind.picked.connect(lambda _key: self._fit_choices())
        self.round.picked.connect(lambda _key: self._fit_choices())
        self.write = Button("Write", self._write, kind="primary", icon="file-text")
        self.card = Card("Write a report")
        self._audit = Labelled("Audit", self.audit)
        self._round, self._about = (
            Labelled("Round or year", self.round),
            Labelled("About", self.about),
        )
        which = EqualGrid(self._round, Labelled("File", self.suffix), least=150)
        for widget in (Labelled("Report", self.kind), self.what, which, self._about, self._audit):
            self.card.add(widget)
        self.card.add(FlowRow(self.write))
        self.files = TablePanel(
            "Written so far", _columns(), noun=("report", "reports"),
            empty="Nothing has been written yet. Choose a report above and press Write.",
        )  # fmt: skip
        self.files.setMinimumHeight(px(220))
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
        left = QWidget()
        left.setLayout(column(self.card, self.written, None, spacing=14))
        page = column(Sides(left, self.look, (5, 7), spacing=14), None, margins=(20, 16, 20, 20))
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
        if place.get("audit"):
            place["report"] = "audit"
        if "report" in place:
            self.kind.setCurrentIndex(max(0, self.kind.findData(str(place["report"]))))
        self.refresh()
        if "round" in place:
            self.round.setCurrentIndex(max(0, self.round.findData(str(place["round"]))))
            self._fit_choices()
        for key, _word in _PLACES:
            if place.get(key):
                self.about.setCurrentIndex(max(0, self.about.findData(f"{key}:{place[key]}")))
        if place.get("audit"):
            self._fit_choices(str(place["audit"]))
        self.kind.setFocus()

    def refresh(self) -> None:
        """Read rounds, audits and files again."""
        self._fit_choices(self.audit.value())
        self._show_files()

    def target(self) -> Path:
        """The file that would be written: its name says report, round and day, never a person."""
        space = self._context.workspace
        kind = self.kind.value()
        when = self.round.currentText() if self.round.value() else ""
        about = self.audit.currentText().split(" ")[0] if kind == "audit" else when
        whom = self.about.currentText() if self.about.value() else ""
        words = f"{self.kind.currentText()} {whom} {about} {space.clock.today():%Y-%m-%d}"
        name = "".join(c if c.isalnum() or c in "-. " else " " for c in words)
        folder: Path = space.folder / FOLDER
        return folder / f"{' '.join(name.split())}{self.suffix.value()}"

    def scope(self) -> Scope:
        """What the report is to be about, as it is chosen now."""
        when, (what, _, name) = self.round.value(), self.about.value().partition(":")
        year = when.removeprefix("year:") if when.startswith("year:") else ""
        asked = {what: name} if name else {}
        audit = self.audit.value() if self.kind.value() == "audit" else ""
        return Scope(round="" if year else when, year=year, audit=audit, **asked)

    def _report(self) -> ReportKind:
        return next(one for one in report.REPORTS if one.key == self.kind.value())

    def _fit_choices(self, audit: str = "") -> None:
        """What is asked for depends on the report."""
        kind, asked = self.kind.value(), self._report()
        self.what.setText(_ABOUT[kind])
        self._audit.setVisible(kind == "audit")
        space = self._context.workspace
        times = _times(space, asked)
        self.round.show_choices(times or [("", "There is no round yet")], self.round.value())
        self._round.setVisible(asked.may_ask("round") or asked.may_ask("year"))
        places = _places(space, asked)
        whole = [("", "The whole council")] if times else []
        self.about.show_choices([*whole, *places], self.about.value())
        self._about.setVisible(bool(places))
        suffixes: list[tuple[str, str]] = [(s, _SUFFIXES[s]) for s in self._report().suffixes]
        self.suffix.show_choices(suffixes, self.suffix.value())
        if kind == "audit":
            found = _audits(self._context.workspace, self.round.value(), audit)
            none = [("", "None is signed off")]
            self.audit.show_choices(found or none, audit)
        reason = ""
        if not self.round.value() and asked.may_ask("round"):
            reason = "Make a round first, on the page Rounds."
        elif kind == "audit" and not self.audit.value():
            reason = "No audit of this round is signed off yet."
        self.write.forbid(reason or ("A report is being written." if self._writing else ""))

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
        self._fit_choices(self.audit.value())
        self._show_files(path)
        self._context.say(f"“{path.name}” is written.", "success")

    def _failed(self, error: BaseException) -> None:
        """Say why; the file that was there before is still there."""
        self._writing = False
        self._fit_choices(self.audit.value())
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
            text = "A workbook is looked at in the spreadsheet program: press “Open in the usual reader”."
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
    look.add(none, 1)
    look.add(preview, 1)
    preview.setMinimumHeight(px(420))
    preview.outside.hide()  # the page has this verb under its list, for every kind of file
    return preview, none, look


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


def _times(workspace: Workspace, asked: ReportKind) -> list[tuple[str, str]]:
    """The rounds and years that a report can be asked for, the latest first."""
    rounds = council.rounds(workspace)
    found = [(one.id, one.name) for one in rounds] if asked.may_ask("round") else []
    if asked.may_ask("year"):
        now = year_of(workspace.clock.today())
        years = {now, before(now), *(year_of(one.starts) for one in rounds if one.starts)}
        found += [(f"year:{one}", one) for one in sorted(years, reverse=True) if one <= now]
    return found


def _places(workspace: Workspace, asked: ReportKind) -> list[tuple[str, str]]:
    """What a report can be about: one area, service, team or theme."""
    names = {
        "area": sorted(area.name for area in workspace.areas.values()),
        "service": sorted({team.service for team in workspace.teams.values() if team.service}),
        "team": sorted(team.name for team in workspace.teams.values()),
        "theme": sorted(one.title for one in theme.codebook(workspace).themes.values()),
    }  # fmt: skip
    return [
        (f"{key}:{name}", f"{word}: {name}")
        for key, word in _PLACES
        if asked.may_ask(key)
        for name in names[key]
    ]


def _audits(workspace: Workspace, round_: str, chosen: str) -> list[tuple[str, str]]:
    """The signed-off audits of a round, by reference; the one that is asked for is always there."""
    wanted = replace(audit_list.signed_off(), round=round_)
    numbers = audit_list.numbers(workspace, wanted)[:MOST_AUDITS]
    rows = [row for row in audit_list.rows(workspace, numbers) if not row.shielded]
    found = [(row.id, f"{row.reference} · {row.title} · {row.team}") for row in rows]
    if chosen and chosen not in dict(found):
        one = audit_list.view(workspace, chosen)
        found.insert(0, (chosen, f"{one.case.reference} · {one.template.title}"))
    return found


def _columns() -> tuple[Column, ...]:
    """What the list says of a file."""
    return (
        Column("name", "Report", lambda one: one.path.stem, tip="The newest first"),
        Column("kind", "File", lambda one: _KINDS[one.path.suffix], width=96),
    )
