"""What would go out, before it is written: the tables with their rows, and the columns of one with what they mean."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from qa_tool.work.data_release import Look, Part
from ui.look import px
from ui.tables import Column, TablePanel
from ui.widgets import Banner, Card, EmptyState, Heading, Muted, PlainTable


class Looked(Card):
    """`.show_look(look)`, `.forget(title, text)`: tables at the top, the columns of the chosen one under it."""

    def __init__(self) -> None:
        super().__init__("Before it is written")
        self.none = EmptyState("Nothing is counted yet", "", icon="table")
        self.sum = Muted("")
        self.kept_in = Banner("")
        self.tables = TablePanel(
            "Tables that would go out", _columns(), noun=("table", "tables"),
            empty="There is no table.",
        )  # fmt: skip
        self.tables.setMinimumHeight(px(250))
        self.tables.selected.connect(self._selected)
        self.title = Heading("", 3)
        self.about = Muted("")
        self.meaning = PlainTable("Columns of the chosen table, and what they mean")
        self.meaning.setWordWrap(True)
        self._parts = (self.sum, self.tables, self.title, self.about, self.meaning)
        for widget in (self.none, self.sum, self.kept_in, self.tables, self.title, self.about):
            self.add(widget)
        self.add(self.meaning, 1)
        self.forget()

    def forget(
        self, title: str = "Look before you write",
        text: str = "“Look first” counts what would go out, and writes nothing.",
    ) -> None:  # fmt: skip
        """There is nothing to see of what is chosen now."""
        self.none.show_words(title, text)
        self.none.show()
        self.kept_in.show_message("")
        for widget in self._parts:
            widget.hide()

    def show_look(self, look: Look) -> None:
        """Show the tables of this look."""
        self.none.hide()
        for widget in self._parts:
            widget.show()
        audits = f"{look.audits:,} version{'' if look.audits == 1 else 's'} of audits"
        self.sum.setText(f"{audits} and {look.rows:,} rows in {len(look.parts)} tables. Nothing is written yet.")  # fmt: skip
        self.kept_in.show_message(_kept_in(look), "info")
        self.tables.show_rows(look.parts)
        first = next((n for n, part in enumerate(look.parts) if part.name == "audits"), 0)
        self.tables.view.selectRow(first)
        self._selected(look.parts[first])

    def _selected(self, part: Part | None) -> None:
        """The columns of a table."""
        if part is None:
            return
        self.title.setText(f"Columns of {part.name}")
        self.about.setText(part.about)
        self.meaning.show_table(("Column", "What it means"), part.columns)
        head = self.meaning.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.meaning.resizeRowsToContents()


def _columns() -> Sequence[Column]:
    return (
        Column("name", "Table", lambda one: one.name),
        Column("rows", "Rows", lambda one: one.rows, "number", 90),
        Column("columns", "Columns", lambda one: len(one.columns), "number", 100),
    )


def _kept_in(look: Look) -> str:
    """What does not go out, and why."""
    told = []
    if look.withheld:
        n = look.withheld
        told.append(
            f"{n} audit{' waits' if n == 1 else 's wait'} for your own second reading: left out until then."
        )
    if look.words_kept_in:
        n = look.words_kept_in
        told.append(
            f"Of {n} audit{'' if n == 1 else 's'} the typed words stay in (restricted files, audits of workers); "
            "their codes go out."
        )
    return " ".join(told)
