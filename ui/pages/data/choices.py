"""What goes out: of when, in which file, with what; and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.work import council
from qa_tool.work.data import Asked
from qa_tool.work.data_sight import Period
from qa_tool.work.workspace import Workspace
from ui.widgets import (
    Button,
    Card,
    DateField,
    EqualGrid,
    FlowRow,
    Labelled,
    Muted,
    Picker,
    TextBox,
)

KINDS = (
    (".xlsx", "Workbook (Excel)"), (".sqlite", "SQLite database"), ("", "Folder of CSV files"),
)  # fmt: skip


class Choices(Card):
    """`.asked()` says what is chosen; `changed` tells that the tables would be others; `look` and `write` are its verbs."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("What goes out")
        self.round = Picker("Round")
        self.since, self.until = DateField("Handed in from"), DateField("Handed in to")
        self.kind = Picker("File", KINDS, ".xlsx")
        self.wide = QCheckBox("Also one row an audit, one column a question")
        self.wide.setToolTip(
            "The long tables hold one row an answer. The wide ones are easier to read in Excel: one table a "
            "template, with the columns of all its versions."
        )
        self.numbers = QCheckBox("With the council's case numbers")
        self.why = TextBox("Who needs it, and for what?", least=2, most=5)
        self.reason = Labelled(
            "Who needs it, and for what?", self.why,
            "It is recorded with your name and the day, for whoever looks later.", required=True,
        )  # fmt: skip
        self.days = Muted("")
        self.look = Button("Look first", kind="primary", icon="eye")
        self.write = Button("Write…", icon="download")
        self._lay()
        for field in (self.since, self.until):
            field.changed.connect(lambda _day: self._told())
        self.round.picked.connect(lambda _key: self._told())
        for box in (self.wide, self.numbers):
            box.toggled.connect(lambda _on: self._told())

    def show_written(self, widget: QWidget) -> None:
        """A line under the verbs, above what is left of the room."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def _lay(self) -> None:
        """Everything under each other; the dates side by side where there is room."""
        self.days.hide()
        for widget in (
            Muted("Every audit that was handed in and what followed from it, in tidy tables with a key. People stand "
                  "by an id, never by name."),
            Labelled("Round", self.round),
            EqualGrid(Labelled("Handed in from", self.since), Labelled("To", self.until), least=150),
            self.days, Labelled("File", self.kind), self.wide, self.numbers, self.reason,
            FlowRow(self.look, self.write),
        ):  # fmt: skip
            self.add(widget)
        self.body.addStretch(1)

    def show_choices(self, workspace: Workspace) -> None:
        """The rounds of this council, and whether case numbers may be asked for."""
        rounds = [("", "All rounds"), *((one.id, one.name) for one in council.rounds(workspace))]
        self.round.show_choices(rounds, self.round.value())
        may = workspace.is_a("qa_lead") and workspace.policy.keep_council_number
        self.numbers.setEnabled(may)
        if not may:
            self.numbers.setChecked(False)
        self.numbers.setToolTip(_numbers_told(workspace))

    def asked(self) -> Asked:
        """What is chosen now."""
        period = Period(self.round.value(), self.since.value(), self.until.value())
        return Asked(
            self.wide.isChecked(), self.numbers.isChecked(), self.why.toPlainText().strip(), period
        )

    def problem(self) -> str:
        """What is wrong with the dates, in a sentence."""
        for field in (self.since, self.until):
            if field.problem():
                return field.problem()
        since, until = self.since.value(), self.until.value()
        if since and until and since > until:
            return "The second day lies before the first: change one of them."
        return ""

    def _told(self) -> None:
        """Something else is asked for."""
        wrong = self.problem()
        self.days.setText(wrong)
        self.days.setVisible(bool(wrong))
        self.changed.emit()


def _numbers_told(workspace: Workspace) -> str:
    """Why case numbers may or may not go out."""
    if not workspace.policy.keep_council_number:
        return "This council keeps no case numbers here."
    if not workspace.is_a("qa_lead"):
        return "Case numbers are for the people allocated to the case, and the QA lead."
    return "Leave them out unless the analysis cannot be done without: the random reference tells cases apart too."
