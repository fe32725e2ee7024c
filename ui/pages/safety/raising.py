"""Raising a safety stop outside an audit: the case by its reference, how grave it is, what the worry is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from qa_tool.audit.safety import NOTIFIES_NOBODY, About, Route, Told, routes
from qa_tool.errors import QAError
from qa_tool.template.model import SafetyLevel
from qa_tool.work import council, safety
from qa_tool.work.safety import StopRow
from ui.context import Context
from ui.dialogs import Dialog
from ui.form.safety_panel import RaiseStop
from ui.widgets import Labelled, line


class _Desk:
    """What the forms of a safety stop ask for, outside an audit."""

    def __init__(self, context: Context) -> None:
        self._space = context.workspace

    def stops(self) -> Sequence[StopRow]:
        """The register."""
        return safety.register(self._space)

    def routes(self, level: SafetyLevel, about: About) -> tuple[Route, ...]:
        """Whom to tell, with the council's numbers."""
        return routes(level, about, self._space.policy.numbers)

    def raise_stop(self, level: SafetyLevel, about: About, what: str) -> None:  # noqa: ARG002
        """A stop outside an audit needs its case first, which the page asks for."""
        raise QAError("It is not said which case.", "Type the case's reference.")

    def tell(self, stop: str, told: Told) -> None:
        """Record who was told."""
        safety.tell(self._space, stop, told)

    def plan_written(self, stop: str) -> None:
        """Record that the written plan is there."""
        safety.plan_written(self._space, stop, self.now())

    def now(self) -> datetime:
        """The time now."""
        now: datetime = self._space.clock.now()
        return now


def ask_stop(
    parent: QWidget, context: Context, case: str, raised: Callable[[str, str], object]
) -> None:
    """Ask, sign and keep; `raised(stop, case)` is called once it is kept."""
    space = context.workspace
    known = council.case_rows(space)
    dialog = Dialog(parent, "Raise a safety stop", NOTIFIES_NOBODY + " Call first.", no="Close",
                    wide=580)  # fmt: skip
    which = line("Case", "The case's reference")
    words = QCompleter([row.reference for row in known], which)
    words.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    which.setCompleter(words)
    which.setText(next((row.reference for row in known if row.id == case), ""))
    field = Labelled("Case", which, "The random reference, as it stands on every list.")
    form = RaiseStop()
    form.show_routes(_Desk(context))

    def asked(level: SafetyLevel, about: About, what: str) -> None:
        try:
            found, _reference = safety.find_case(space, which.text())
            field.show_problem("")
            stop = safety.raise_stop(space, "", found, level, about, what)
        except QAError as error:
            field.show_problem(f"{error} {error.cure}".strip())
            which.setFocus()
            return
        dialog.accept()
        raised(stop, found)

    form.asked.connect(asked)
    dialog.add(field)
    dialog.add(form)
    which.setFocus()
    dialog.run()
