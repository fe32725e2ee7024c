"""One list with the form beside it: choose a line to correct it, or add a new one."""

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from ui.context import Context
from ui.dialogs import ask
from ui.pages.people.records import Records
from ui.tables import TablePanel
from ui.widgets import Button, Picker, column
from ui.widgets.sides import ListAndDetail


class RecordTab(QWidget):
    """People, teams or areas: `RecordTab(context, records, page)`, `.refresh()`, `.edit(record|None)`."""

    def __init__(self, context: Context, records: Records, page: str) -> None:
        super().__init__()
        self._context, self._records, self._page = context, records, page
        self._record: Any = None
        self.panel = TablePanel(
            records.title, records.columns(context.workspace),
            noun=(records.one, records.title.lower()), empty=records.empty,
        )  # fmt: skip
        self.add = Button(f"Add {_a(records.one)}", self._new, kind="primary", icon="plus")
        self.panel.bar.addWidget(self.add)
        self.form = records.form()
        self.form.kept.connect(self._keep)
        self.form.left.connect(self._close)
        self.sides = ListAndDetail(self.panel, self.form, share=0.42)
        self.panel.opened.connect(self.edit)
        self.panel.selected.connect(self._selected)
        self.setLayout(column(self.sides))

    @property
    def chosen(self) -> Any:
        """The record in the form, or None."""
        return self._record

    def refresh(self) -> None:
        """Read the list again; what is being typed stays."""
        space = self._context.workspace
        at = self._record.id if self._record is not None else ""
        self.panel.rows.columns = self._records.columns(space)
        self.panel.show_rows(self._records.rows(space))
        self._records.choices(space, self.form, self._record)
        if at and not self.form.changed():
            fresh = next((r for r in self._records.rows(space) if r.id == at), None)
            if fresh is not None:
                self._show(fresh)

    def edit(self, record: Any) -> None:
        """Show a record in the form; the focus goes there."""
        if self._free():
            self._show(record)
            self.sides.show_detail(on=True)
            self.sides.enter()
            self.form.begin()

    def _selected(self, record: Any) -> None:
        """A line is chosen: show it, where nothing typed would be lost."""
        if record is not None and not self.form.changed():
            self._show(record)
            self.sides.show_detail(on=True)

    def _new(self) -> None:
        """An empty form."""
        if self._free():
            self._show(None)
            self.sides.show_detail(on=True)
            self.sides.enter()
            self.form.begin()

    def _show(self, record: Any) -> None:
        """Fill the form."""
        self._record = record
        self._records.choices(self._context.workspace, self.form, record)
        if record is None:
            self.form.show_record(f"New {self._records.one}", {})
        else:
            self.form.show_record(record.name, self._records.shown(record))

    def _keep(self) -> None:
        """Save, or say what is wrong at its field."""
        space = self._context.workspace
        id_ = self._record.id if self._record is not None else ""
        record = self._records.record(id_, self.form.values())
        problems = self.form.misread() or self._records.problems(space, record)
        if problems:
            self.form.show_problems(problems)
            return
        try:
            change = self._records.keep(space, record)
        except QAError as error:
            self.form.show_problems({}, f"{error} {error.cure}".strip())
            return
        self._record = next(r for r in self._records.rows(space) if r.id == change.ids[0])
        self._show(self._record)
        self.refresh()
        self._context.live.announce(change, self._page)
        self._context.say(f"{record.name} is saved.", "success")

    def _close(self) -> None:
        """Leave the form."""
        if self._free():
            self._show(None)
            self.sides.leave()
            self.sides.show_detail(on=False)
            self.panel.view.setFocus()

    def _free(self) -> bool:
        """Whether the form may show something else."""
        return not self.form.changed() or ask(
            self, "Leave what you typed?", f"{self.form.title.text()} is not saved yet.",
            "Throw it away", "Go on typing", danger=True,
        )  # fmt: skip

    def picker(self, key: str) -> Picker:
        """One of the form's pickers."""
        return cast("Picker", self.form.fields[key].field)


def _a(word: str) -> str:
    """The word with its article."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
