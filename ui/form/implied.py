"""Under the auditor's own overall: what the domain grades imply, which caps apply, and what parts."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.audit import grading
from qa_tool.audit.form import Form
from ui.form.desk import Ready
from ui.form.missing import show_findings
from ui.widgets import Banner, Card, GradeChip, Muted, Words, clear, column, row
from ui.widgets.line_button import LineButton


class Implied(QWidget):
    """What follows from the domain grades: `show_form(form, ready)`; signal `chosen(key)`.

    It shows nothing of what is implied before the auditor's own overall is given.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.implied, self.findings = (
            Card("What your domain grades imply"),
            Card("Look at these again"),
        )
        self.flags = Card("Flags from the rules")
        self._wait = Muted(
            "Give your own overall grade first. Then this shows what your domain grades imply, "
            "and which caps apply."
        )
        self.setLayout(column(self._wait, self.implied, self.findings, self.flags, spacing=12))
        self._key: object = None

    def show_form(self, form: Form, ready: Ready) -> None:
        """Show what follows now."""
        graded = form.template.overall.kind == "graded"
        given = form.overall()
        follows = form.implied()
        key = (given, follows, ready.findings)
        if key == self._key:
            return
        self._key = key
        self._wait.setVisible(graded and given is None)
        self.implied.setVisible(graded and given is not None)
        self.findings.setVisible(bool(ready.findings))
        clear(self.findings.body)
        show_findings(self.findings.body, ready, self.chosen.emit)
        self.flags.setVisible(bool(follows.flags))
        clear(self.flags.body)
        for flag in follows.flags:
            self.flags.add(Words(flag))
        clear(self.implied.body)
        if graded and given is not None:
            self._show_implied(form, follows, given)

    def _show_implied(self, form: Form, follows: grading.Implication, given: str) -> None:
        """Own grade and implied grade beside each other, the sentence, and each cap with its reason."""
        scale = form.template.scale_of()
        names = {grade.key: (grade.tone, grade.name) for grade in scale.grades}
        body = self.implied.body
        line = row(
            Muted("Yours", wrap=False), GradeChip(*names.get(given, ("none", given))), spacing=8
        )
        if follows.grade is not None:
            line.addWidget(Muted("Implied", wrap=False))
            line.addWidget(GradeChip(*names[follows.grade]))
        line.addStretch(1)
        body.addLayout(line)
        if grading.departs(form.template, follows, given):
            banner = Banner("")
            body.addWidget(banner)
            banner.show_message(
                "Your grade stands. Say below why it differs; the audit carries a mark.", "warning"
            )
        body.addWidget(Words(follows.sentence))
        for cap in follows.caps:
            body.addWidget(self._cap(form, cap, names))

    def _cap(self, form: Form, cap: grading.Cap, names: Mapping[str, tuple[str, str]]) -> QWidget:
        """One cap: what it allows, why, and a way to the domain that makes it apply."""
        titles = {domain.key: domain.title for domain in form.template.graded}
        about = ", ".join(titles.get(key, key) for key in cap.domains)
        title = f"No better than {names.get(cap.no_better_than, ('', cap.no_better_than))[1]}"
        detail = f"{cap.why} ({about})" if about else cap.why
        to = f"{cap.domains[0]}.grade" if cap.domains else "overall.grade"
        return LineButton(title, detail, "arrow-right", on_click=lambda: self.chosen.emit(to))
