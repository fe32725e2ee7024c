"""Where writing begins: the drafts that are there, and what a new one can begin from."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from qa_tool.work.designer import DraftRow
from qa_tool.work.template import TemplateRow
from ui.look import px
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, FlowRow, Heading, Muted, Scroll, column

_ABOUT = (
    "Every word is kept while you type. Nothing changes for anybody until you publish: then new audits "
    "use the new version, and audits made before keep their own questions."
)


class Start(QWidget):
    """The lists: `show_drafts(drafts, templates)`; signals `begun(empty|file)`, and the others with a row."""

    begun = Signal(str)
    opened = Signal(object)
    given_up = Signal(object)
    copied = Signal(object)
    new_version = Signal(object)
    retired = Signal(object)
    printed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.empty = Button("New template", lambda: self.begun.emit("empty"), kind="primary", icon="plus")  # fmt: skip
        self.file = Button("From a workbook or file…", lambda: self.begun.emit("file"), icon="upload")  # fmt: skip
        self.drafts = TablePanel(
            "Templates being written", _DRAFTS, noun=("draft", "drafts"),
            empty="Nothing is being written. Begin a new template, or a new version of one below.",
        )  # fmt: skip
        self.drafts.setMinimumHeight(px(190))
        self.open = Button("Write", lambda: self._with(self.drafts, self.opened), icon="pencil")
        self.copy = Button("Take a copy", lambda: self._with(self.drafts, self.copied), icon="copy")
        self.give_up = Button("Throw away…", lambda: self._with(self.drafts, self.given_up), icon="trash-2")  # fmt: skip
        self.used = TablePanel(
            "Templates in use", _USED, noun=("template", "templates"),
            empty="No template is in use yet.",
        )  # fmt: skip
        self.used.setMinimumHeight(px(240))
        self.again = Button("Write a new version", lambda: self._with(self.used, self.new_version), icon="pencil")  # fmt: skip
        self.retire = Button("Retire…", lambda: self._with(self.used, self.retired), icon="eye-off")
        self.print = Button("Blank form…", lambda: self._with(self.used, self.printed), icon="printer")  # fmt: skip
        self.drafts.opened.connect(self.opened)
        self.used.opened.connect(self.new_version)
        self.drafts.selected.connect(lambda _row: self._fit())
        self.used.selected.connect(lambda _row: self._fit())
        page = column(
            FlowRow(self.empty, self.file), Muted(_ABOUT),
            Heading("Being written", 3), self.drafts, FlowRow(self.open, self.copy, self.give_up),
            Heading("In use", 3), self.used, FlowRow(self.again, self.print, self.retire),
            spacing=10, margins=(20, 16, 20, 16),
        )  # fmt: skip
        page.setStretch(3, 1)
        page.setStretch(6, 2)
        self.setLayout(column(Scroll(page)))
        self._fit()

    def show_drafts(self, drafts: Sequence[DraftRow], used: Sequence[TemplateRow]) -> None:
        """Show these."""
        self.drafts.show_rows(drafts)
        self.used.show_rows(used)
        self._fit()

    def _with(self, panel: TablePanel, signal: SignalInstance) -> None:
        found = panel.view.current_row()
        if found is not None:
            signal.emit(found)

    def _fit(self) -> None:
        """What can be done with the lines that have the mark."""
        draft, used = self.drafts.view.current_row(), self.used.view.current_row()
        for button in (self.open, self.copy):
            button.setEnabled(draft is not None)
        self.give_up.setEnabled(draft is not None and draft.mine)
        for button in (self.again, self.print, self.retire):
            button.setEnabled(used is not None)
        self.retire.setText("Offer again…" if used is not None and used.retired else "Retire…")


_DRAFTS = (
    Column("title", "Template", lambda row: row.title),
    Column("version", "Version", lambda row: row.version, width=80),
    Column("owner", "Written by", lambda row: "You" if row.mine else row.owner, width=160),
    Column(
        "touched", "Last written", lambda row: f"{row.touched.day} {row.touched:%b, %H:%M}",
        width=130, sort=lambda row: row.touched,
    ),
    Column(
        "others", "Also written by", lambda row: ", ".join(dict.fromkeys(row.others)), width=150
    ),
)  # fmt: skip
_USED = (
    Column("title", "Template", lambda row: row.title),
    Column(
        "state", "State",
        lambda row: Cell("Retired", "plain") if row.retired else Cell("In use", "success"), "pill", 110,
    ),
    Column("version", "Version", lambda row: row.version, width=80),
    Column("since", "Since", lambda row: _day(row.since), width=150, sort=lambda row: row.since),
    Column("notes", "New in this version", lambda row: row.notes),
)  # fmt: skip


def _day(text: str) -> str:
    """2026-11-20 as people write it."""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
