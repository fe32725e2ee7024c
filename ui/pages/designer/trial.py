"""A form on trial: the auditor's own widgets over a template that is being written; nothing is kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qa_tool.audit.form import BadAnswer, Form
from qa_tool.template.model import Template
from ui.form.answering import Answering
from ui.form.desk import Fact, Moved, NewAction, Ready
from ui.form.domain_page import DomainPage
from ui.form.view import FormView
from ui.widgets import Banner, Button, FlowRow, Muted, column

Answers = dict[str, Any]


def form_of(template: Template, answers: Mapping[str, Any], today: date) -> Form:
    """The form with those of the answers that still fit."""
    try:
        return Form(template, answers, today=today)
    except BadAnswer:
        return Form(template, today=today)


class Preview(QWidget):
    """One domain as the auditor will see it: `show_domain(template, key)`; what is tried out is not kept."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today, self._answers = today, Answers()
        self._page: DomainPage | None = None
        self._form: Form | None = None
        self.about = Muted("As the auditor will see it. Try it: nothing is kept.")
        self._inside = column(self.about, spacing=6)
        self.setLayout(self._inside)

    def show_domain(self, template: Template | None, key: str, question: str = "") -> None:
        """Show this domain of a template, at this question; None where there is nothing to show yet."""
        if template is None:
            self._drop()
            self.about.setText("There is nothing to show yet: add a domain and write its title.")
            return
        form = self._form = form_of(template, self._answers, self._today())
        keys = [domain.key for domain in form.domains()]
        key = key if key in keys else keys[0]
        at = self._page.verticalScrollBar().value() if self._page and self._page.key == key else 0
        self._drop()
        page = self._page = DomainPage(key, may_act=False)
        page.answered.connect(self._answered)
        self._inside.addWidget(page, 1)
        page.show_domain(form, keys.index(key) + 1, len(keys))
        self.about.setText("As the auditor will see it. Try it: nothing is kept.")
        QTimer.singleShot(0, page, lambda: self._scroll(page, at, question))

    def _scroll(self, page: DomainPage, at: int, question: str) -> None:
        """Where it was before; so far that the question being written is to be seen."""
        page.verticalScrollBar().setValue(at)
        box = page.boxes.get(question)
        if box is not None and box.visibleRegion().boundingRect().height() < box.height():
            page.verticalScrollBar().setValue(at)
            page.show_widget(box)

    def _drop(self) -> None:
        if self._page is not None:
            self._inside.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def _answered(self, key: str, value: object) -> None:
        """An answer on trial: the questions that hang on it come and go."""
        if self._form is None or self._page is None:
            return
        try:
            keys = self._form.answer(key, value)
        except BadAnswer:
            return
        self._answers = self._form.answers
        self._page.show_changed(self._form, keys | {key})


class TrialDesk:
    """A desk on which nothing is kept."""

    verb, afterwards, may_act = "Hand in", "", False
    modes: Sequence[tuple[str, str]] = ()

    def __init__(self, template: Template, now: Callable[[], datetime]) -> None:
        self._now = now
        self.form = Form(template, today=now().date())
        self.title, self.subtitle, self.place = "On trial", template.title, ""

    def facts(self) -> Sequence[Fact]:
        """What a case would say here."""
        template = self.form.template
        return [
            ("Template", f"{template.title}, version {template.version}"),
            ("Period read", f"the last {template.months_read} months"),
            ("Period judged", f"the last {template.months_judged} months"),
        ]

    def history(self) -> Sequence[Fact]:
        """Nothing has happened."""
        return ()

    def clock(self) -> str:
        """The time now."""
        return f"{self._now():%H:%M}"

    def keep(self, key: str, value: Any, *, merge: bool = False) -> None:
        """Nothing is kept."""

    def undo(self) -> Moved | None:
        """Nothing is undone."""
        return None

    def redo(self) -> Moved | None:
        """Nothing is done again."""
        return None

    def can_undo(self) -> tuple[bool, bool]:
        """There is nothing to undo."""
        return False, False

    def remember(self, key: str) -> None:
        """No place is remembered."""

    def readiness(self) -> Ready:
        """What would be missing before hand-in."""
        return Ready(tuple((gap.key, gap.text) for gap in self.form.gaps()))

    def finish(self, overruled: Mapping[str, str], mode: str = "") -> None:
        """Nothing is handed in."""

    def owners(self) -> Sequence[tuple[str, str]]:
        """Nobody owns anything here."""
        return ()

    def due_choices(self) -> Sequence[tuple[str, date]]:
        """Nothing is due here."""
        return ()

    def raise_action(self, action: NewAction) -> None:
        """No action is raised."""

    def safety(self) -> None:
        """No safety stop can be raised on trial."""
        return


class Trial(QWidget):
    """The whole form to try: `show_template(template)`, `close_form()`; signal `left`."""

    left = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.back = Button("Back to writing", self.left.emit, icon="arrow-left")
        self.banner = Banner("The whole form as an auditor will see it. Try it: nothing is kept.")
        self.view: FormView | None = None
        self._inside = column(FlowRow(self.back), self.banner, spacing=8, margins=(16, 10, 16, 0))
        self.setLayout(self._inside)

    def show_template(self, template: Template) -> None:
        """Open the form."""
        self.close_form()
        self.view = FormView()
        self._inside.addWidget(self.view, 1)
        self.view.open_desk(Answering(TrialDesk(template, self._now), self.view))
        self.back.setFocus()

    def close_form(self) -> None:
        """Let the form go."""
        if self.view is not None:
            self.view.drop_desk()
            self._inside.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None
