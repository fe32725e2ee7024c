"""The two verdicts that stay apart, the reason, the panel's conclusion, and the word to the auditor."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from qa_tool.moderation.model import WELL_DONE, WellDone, right_asked
from qa_tool.work.moderation import Comparison
from ui.pages.moderation.parts import Choices
from ui.widgets import Banner, Button, Card, Labelled, TextBox, Words

ORDER: tuple[WellDone, ...] = ("yes", "mostly", "no")
_FIELDS = ("reason", "feedback", "conclusion")


class VerdictCard(Card):
    """Both verdicts: `VerdictCard(found)`; `.given()`, `.show_given(values)`; signals `changed`, `finished`."""

    changed = Signal()
    finished = Signal()

    def __init__(self, found: Comparison) -> None:
        third = found.dispute is not None
        super().__init__("Your decision" if third else "Your verdicts")
        closed = found.reading.state == "closed"
        self.right = Choices(
            right_asked(found.template.overall.kind),
            [("yes", "Yes, the first one counts"), ("no", "No, another one counts")],
        )
        self.well = Choices("Is the audit well done?", [(key, WELL_DONE[key]) for key in ORDER])
        self.reason = TextBox("Why another grade", least=3)
        self.feedback = TextBox("For the auditor", least=3)
        self.conclusion = TextBox("The panel's conclusion", least=3)
        self.problem = Banner("", "danger")
        self.close_it = Button(
            "Decide the dispute" if third else "Close the second reading", self.finished.emit,
            kind="primary", icon="check",
        )  # fmt: skip
        self._lay_out(found, third=third)
        self.close_it.setVisible(not closed)
        self.body.addStretch(1)
        if closed:
            self._show_closed(found)
        for widget in (self.right, self.well):
            widget.show_read_only(on=closed)
            widget.chosen.connect(self.changed)
        for box in (self.reason, self.feedback, self.conclusion):
            box.setReadOnly(closed)
            box.changed.connect(lambda _text: self.changed.emit())

    def _lay_out(self, found: Comparison, *, third: bool) -> None:
        """The fields one under the other."""
        self.add(Words(right_asked(found.template.overall.kind), "strong"))
        self.add(self.right)
        self.add(Words("Is the audit well done?", "strong"))
        self.add(self.well)
        panel = Labelled("The panel's conclusion", self.conclusion, "What you came to together.")
        panel.setVisible(found.reading.mode == "panel")
        self.add(panel)
        why = (
            "Needed: both people read it."
            if third
            else "For every change that has no reason of its own."
        )
        self.add(Labelled("Your reason" if third else "Why another grade", self.reason, why))
        self.add(
            Labelled("For the auditor", self.feedback, "What was strong, and what to do next time.")
        )
        self.add(self.problem)
        self.add(self.close_it)

    def _show_closed(self, found: Comparison) -> None:
        """What was given."""
        self.right.choose("yes" if found.reading.grade_right else "no")
        self.well.choose(found.reading.well_done)
        self.reason.show_text(found.reading.reason)
        self.feedback.show_text(found.reading.feedback)
        self.conclusion.show_text(found.reading.conclusion)

    def boxes(self) -> dict[str, TextBox]:
        """The typed parts by their names."""
        return {name: getattr(self, name) for name in _FIELDS}

    def given(self) -> dict[str, str]:
        """What is chosen and typed now."""
        typed = {name: box.toPlainText() for name, box in self.boxes().items()}
        return {"right": self.right.value(), "well": self.well.value(), **typed}

    def show_given(self, values: Mapping[str, str]) -> None:
        """Show what was given before."""
        self.right.choose(values.get("right", ""))
        self.well.choose(values.get("well", ""))
        for name, box in self.boxes().items():
            box.show_text(values.get(name, ""))
