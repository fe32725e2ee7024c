"""What a report is to be about, and in which file: only what the chosen one knows."""

from PySide6.QtCore import Signal

from qa_tool.work.report_kinds import ReportKind, Scope
from qa_tool.work.workspace import Workspace
from ui.pages.reports import asking
from ui.widgets import Button, Card, EqualGrid, FlowRow, Labelled, Muted, Picker

SUFFIXES = {
    ".pdf": "PDF, to read and print",
    ".html": "Web page",
    ".docx": "Word document",
    ".xlsx": "Workbook (Excel)",
    ".csv": "Grades as CSV",
}


class ReportForm(Card):
    """`.fit(workspace, kind, about)`, `.scope()`, `.name_words()`, `.reason()`; signal `changed`; `.write` is its verb."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Write a report")
        self.what = Muted("")
        self.round, self.audit, self.suffix = Picker("Round"), Picker("Audit"), Picker("File")
        self.about, self.worker = Picker("About"), Picker("Whose page")
        self.round.picked.connect(lambda _key: self.changed.emit())
        self.write = Button("Write", kind="primary", icon="file-text")
        self._audit = Labelled("Audit", self.audit)
        self._round = Labelled("Round or year", self.round)
        self._about = Labelled("About", self.about)
        self._worker = Labelled("Whose page", self.worker)
        self._kind = ""
        which = EqualGrid(
            self._round, self._about, self._worker, Labelled("File", self.suffix), least=180
        )
        for widget in (self.what, which, self._audit, FlowRow(self.write)):
            self.add(widget)

    def fit(self, workspace: Workspace, asked: ReportKind, audit: str = "") -> None:
        """Ask for what this report can be about, keeping what is chosen."""
        self._kind = asked.key
        self.title.setText(asked.title)
        self.what.setText(asked.about)
        times = asking.times(workspace, asked)
        self.round.show_choices(times or [("", "There is no round yet")], self.round.value())
        self._round.setVisible(asked.may_ask("round") or asked.may_ask("year"))
        places = asking.places(workspace, asked)
        whole = [("", "The whole council")] if times else []
        self.about.show_choices([*whole, *places], self.about.value())
        self._about.setVisible(bool(places))
        whose = asking.workers(workspace) if asked.may_ask("worker") else []
        self.worker.show_choices(whose, self.worker.value() or workspace.person.id)
        self._worker.setVisible(len(whose) > 1)
        self.suffix.show_choices([(s, SUFFIXES[s]) for s in asked.suffixes], self.suffix.value())
        self._audit.setVisible(asked.key == "audit")
        if asked.key == "audit":
            found = asking.audits(workspace, self.round.value(), audit or self.audit.value())
            self.audit.show_choices(
                found or [("", "None is signed off")], audit or self.audit.value()
            )

    def reason(self, asked: ReportKind) -> str:
        """Why it cannot be written as it is chosen now."""
        if not self.round.value() and asked.may_ask("round"):
            return "Make a round first, on the page Rounds."
        if asked.key == "audit" and not self.audit.value():
            return "No audit of this round is signed off yet."
        return ""

    def scope(self) -> Scope:
        """What the report is to be about, as it is chosen now."""
        when, (what, _, name) = self.round.value(), self.about.value().partition(":")
        year = when.removeprefix("year:") if when.startswith("year:") else ""
        asked = {what: name} if name else {}
        audit = self.audit.value() if self._kind == "audit" else ""
        worker = self.worker.value() if self._kind == "worker" else ""
        return Scope(round="" if year else when, year=year, audit=audit, worker=worker, **asked)

    def name_words(self) -> str:
        """What tells this file from another: place, round or reference; a person by an id, never by name."""
        if self._kind == "worker":
            return self.worker.value()
        if self._kind == "audit":
            return self.audit.currentText().split(" ")[0]
        whom = self.about.currentText() if self.about.value() else ""
        return f"{whom} {self.round.currentText() if self.round.value() else ''}"
