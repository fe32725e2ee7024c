"""A new calibration session: what is graded, with which template, by whom, until when."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from qa_tool.errors import QAError
from qa_tool.work import calibration, safety
from qa_tool.work import template as templates
from qa_tool.work.calibration import Wanted
from ui.context import Context
from ui.widgets import (
    Banner,
    Button,
    Card,
    DateField,
    EqualGrid,
    FlowRow,
    Labelled,
    Muted,
    Picker,
    Scroll,
    TextBox,
    column,
)


class NewSession(QWidget):
    """The form of a new session: signals `made(change)`, `left`; what is typed stays until it is made."""

    made = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.name = QLineEdit()
        self.template = Picker("Template", [])
        self.due = DateField("Grades wanted by")
        self.cases = TextBox("Case references", least=2)
        self.heading = QLineEdit()
        self.text = TextBox("Worked example", least=4)
        self.problem = Banner("", "danger")
        self.people: dict[str, QCheckBox] = {}
        self._who = EqualGrid(least=240, spacing=4)
        what = Card("What is graded")
        what.add(Labelled("Name of the session", self.name, required=True))
        what.add(Labelled("Template", self.template))
        what.add(
            Labelled("Case references", self.cases,
                     "One on each line; none that waits for a second reading.")
        )  # fmt: skip
        what.add(Labelled("Title of a worked example", self.heading))
        what.add(
            Labelled(
                "Worked example", self.text, "In writing, without names; leave empty for none."
            )
        )
        who = Card("Who takes part")
        who.add(Muted("Everybody grades in private; nobody sees a grade before all have saved."))
        who.add(self._who)
        who.add(Labelled("Grades wanted by", self.due))
        who.add(self.problem)
        self.make = Button("Make the session", self._make, kind="primary", icon="check")
        self.cancel = Button("Cancel", self.left.emit)
        who.add(FlowRow(self.make, self.cancel))
        self.setLayout(
            column(Scroll(column(what, who, None, spacing=12, margins=(20, 16, 20, 20))))
        )

    def show_form(self) -> None:
        """Show it with the templates in use and the people there are."""
        space = self._context.workspace
        kept = self.template.value()
        self.template.show_choices(
            sorted(templates.titles(space).items(), key=lambda t: t[1]), kept
        )
        for person in space.people.values():
            grades = {"auditor", "moderator"} & set(person.roles)
            if grades and person.ends is None and person.id not in self.people:
                box = QCheckBox(person.name.replace("&", "&&"))
                self.people[person.id] = box
                self._who.add(box)
        self.problem.show_message("")
        self.name.setFocus()

    def _examples(self) -> tuple[tuple[str, str, str], ...]:
        """The cases by their references, and the written one."""
        found = []
        for line in self.cases.toPlainText().splitlines():
            if line.strip():
                id_, reference = safety.find_case(self._context.workspace, line)
                found.append((f"Case {reference}", id_, ""))
        if self.text.toPlainText().strip():
            title = self.heading.text().strip() or "Worked example"
            found.append((title, "", self.text.toPlainText()))
        return tuple(found)

    def _make(self) -> None:
        """Make it; what is wrong is said beside the button."""
        if self.due.problem():
            self.problem.show_message(self.due.problem(), "danger")
            return
        try:
            wanted = Wanted(
                self.name.text(), self.template.value(), self._examples(),
                tuple(person for person, box in self.people.items() if box.isChecked()),
                self.due.value(),
            )  # fmt: skip
            change = calibration.make(self._context.workspace, wanted)
        except QAError as error:
            self.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        for line in (self.name, self.heading):
            line.clear()
        for box in (self.cases, self.text):
            box.show_text("")
        self.made.emit(change)
