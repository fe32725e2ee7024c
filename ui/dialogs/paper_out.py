"""Taking audits out on paper: which cases, whether answers and numbers go along, and why."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import paper
from qa_tool.work.change import changed
from qa_tool.work.paper import Asked, Offer, Written
from ui.context import Context
from ui.dialogs.dialog import Dialog
from ui.dialogs.file import save_file
from ui.widgets import Box, Labelled, Muted, Picker, TextBox, clear, column, reveal

WORKBOOKS = "Excel workbooks (*.xlsx)"
_ABOUT = (
    "A workbook for somebody without the program: first whom to ring when a child may be in danger, "
    "then a sheet for each case. What is filled in comes back with “Bring a workbook back”."
)


class PaperOut(Dialog):
    """Asks what goes on paper: `PaperOut(parent, context)`, `.run()`, then `.asked()`."""

    def __init__(self, parent: QWidget | None, context: Context) -> None:
        super().__init__(
            parent, "Fill in on paper (Excel)", _ABOUT, yes="Choose where to save",
            check=self._wrong, wide=640,
        )  # fmt: skip
        space = context.workspace
        self._me = space.person.id
        self._offers = paper.offers(space)
        self.auditor = Picker("Whose cases")
        self._names = {one.auditor: one.auditor_name for one in self._offers}
        first = self._me if self._me in self._names else next(iter(self._names), "")
        self.auditor.show_choices(
            sorted(self._names.items(), key=lambda pair: pair[1].casefold()), first
        )
        self.auditor.picked.connect(lambda _key: self._show())
        self._list = column(spacing=2)
        self.boxes: dict[str, QCheckBox] = {}
        self.answers = QCheckBox("With what I have written so far")
        self.numbers = QCheckBox("With the council's case numbers")
        self.why = TextBox("Who needs this, and for what?")
        self._reason = Labelled(
            "Who needs this, and for what?", self.why,
            "It leaves the program unencrypted; your name and this reason are recorded.", required=True,
        )  # fmt: skip
        for box in (self.answers, self.numbers):
            box.toggled.connect(lambda _on: self._ask_why())
        if len(self._names) > 1:
            self.add(Labelled("Whose cases", self.auditor))
        self.add(Box(self._list))
        self.add(self.answers)
        self.add(self.numbers)
        self.add(self._reason)
        reveal(self.numbers, on=bool(space.policy.keep_council_number))
        self._show()

    def asked(self) -> Asked:
        """What was asked for."""
        chosen = tuple(key for key, box in self.boxes.items() if box.isChecked())
        answers = self.answers.isChecked() and not self.answers.isHidden()
        numbers = self.numbers.isChecked()
        why = self.why.toPlainText() if answers or numbers else ""
        return Asked(chosen, "", answers, numbers, why)

    def _show(self) -> None:
        """The cases of the auditor that is chosen, all of them ticked."""
        clear(self._list)
        own = [one for one in self._offers if one.auditor == self.auditor.value()]
        self.boxes = {one.allocation: QCheckBox(_said(one)) for one in own}
        for box in self.boxes.values():
            box.setChecked(True)
            self._list.addWidget(box)
        mine = self.auditor.value() == self._me and any(one.begun for one in own)
        reveal(self.answers, on=mine)
        if not own:
            self._list.addWidget(Muted("No case is waiting for an audit."))
        self._ask_why()

    def _ask_why(self) -> None:
        reveal(self._reason, on=self.asked().carries)

    def _wrong(self) -> str:
        asked = self.asked()
        if not asked.allocations:
            return "Tick at least one case."
        if len(asked.allocations) > paper.MOST_CASES:
            return f"{paper.MOST_CASES} cases are the most for one workbook."
        return "Say who needs it, and for what." if asked.carries and not asked.why.strip() else ""


def take_out(context: Context, parent: QWidget, by: str) -> None:
    """Ask what goes on paper and where to, and write it."""
    dialog = PaperOut(parent, context)
    if not dialog.run():
        return
    asked = dialog.asked()
    path = save_file(parent, "Save the workbook", _name(context.workspace.clock.today()), WORKBOOKS)
    if path is not None:
        write_out(context, path if path.suffix else path.with_suffix(".xlsx"), asked, by)


def write_out(context: Context, path: Path, asked: Asked, by: str) -> None:
    """Keep the record of what leaves, and write the workbook behind the window."""
    space = context.workspace
    if asked.carries:
        try:
            kept = paper.record(space, asked)
        except QAError as error:
            context.fault(error)
            return
        context.live.announce(changed("release", ids=(kept,)), by)

    def work(progress: Progress) -> Written:
        reader = space.reader()
        try:
            return paper.write(reader, path, asked, progress)
        finally:
            reader.store.close()

    def done(made: Written) -> None:
        n = len(made.cases)
        context.say(f"“{path.name}” is written, with {n} case{'' if n == 1 else 's'}.", "success")

    context.tasks.run("Writing the workbook", work, done)


def _said(one: Offer) -> str:
    due = f"due {one.due.day} {one.due:%B}" if one.due else "no due date"
    begun = " · begun in the program" if one.begun else ""
    return f"{one.reference} · {one.title} · {due}{begun}"


def _name(today: date) -> str:
    return f"Audits on paper {today:%Y-%m-%d}.xlsx"
