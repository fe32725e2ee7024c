"""One example graded in private: a grade and a reason for each domain, and the overall."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.audit.safety import NOTIFIES_NOBODY, routes
from qa_tool.errors import QAError
from qa_tool.template.model import Domain, Scale
from qa_tool.work import calibration
from qa_tool.work.calibration import OpenExample
from qa_tool.work.change import Change
from ui.context import Context
from ui.form.desks import WorkSafety, case_facts
from ui.form.safety_panel import SafetyPanel
from ui.widgets import (
    Banner,
    Button,
    Card,
    FlowRow,
    GradeChoice,
    GradeGroup,
    Heading,
    KeyValues,
    Labelled,
    Muted,
    Scroll,
    TextBox,
    Words,
    clear,
    column,
    reveal,
)

PRIVATE = (
    "Private: nobody sees what you grade, not even the QA lead, before everybody has saved or the "
    "QA lead reveals it. It never enters an audit figure."
)


class DomainCard(Card):
    """One domain to grade: `DomainCard(domain, scale)`; signals `graded(key, value)`, `typed(key, words)`."""

    graded = Signal(str, str)
    typed = Signal(str, str)

    def __init__(self, key: str, title: str, scale: Scale, domain: Domain | None) -> None:
        super().__init__(title)
        self._domain, self._key = domain, key
        if domain is not None and domain.purpose:
            self.add(Muted(domain.purpose))
        self.group = GradeGroup(f"Grade: {title}")
        grades = sorted(scale.grades, key=lambda g: g.position)
        self.group.show_choices([GradeChoice(g.key, g.name, g.tone) for g in grades])
        self.group.chosen.connect(self._chosen)
        self.add(self.group)
        self._fits = Words("")
        self._fits.hide()
        self.add(self._fits)
        self.why = TextBox(f"Why: {title}", least=2)
        self.why.changed.connect(lambda text: self.typed.emit(f"{key}.reason", text))
        self.add(Labelled("Why", self.why, "What on the record leads to this grade."))

    def show_answer(self, grade: str, reason: str, *, read_only: bool) -> None:
        """Show what was given."""
        self.group.show_chosen(grade)
        self.group.show_read_only(read_only)
        self.why.show_text(reason)
        self.why.setReadOnly(read_only)
        self._describe(grade)

    def _chosen(self, grade: str) -> None:
        self._describe(grade)
        self.graded.emit(f"{self._key}.grade", grade)

    def _describe(self, grade: str) -> None:
        """The descriptor of the chosen grade, to check it against."""
        words = self._domain.descriptor(grade) if self._domain is not None and grade else ""
        self._fits.setText(words)
        reveal(self._fits, on=bool(words))


class Grading(QWidget):
    """One's own grades of an example: `.show_example(opened)`; signals `saved(change)`, `left`."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, context: Context, announce: Callable[[Change], object]) -> None:
        super().__init__()
        self._context, self._announce = context, announce
        self.opened: OpenExample | None = None
        self.cards: dict[str, DomainCard] = {}
        self._page = column(spacing=12, margins=(20, 16, 20, 20))
        self.area = Scroll(self._page)
        self.setLayout(column(self.area))

    def show_example(self, opened: OpenExample) -> None:
        """Show this example with what was given so far."""
        self.flush()
        self.opened = opened
        clear(self._page)
        self._page.addWidget(self._head(opened))
        self.safety = SafetyPanel()
        self.safety.setMinimumHeight(460)
        self.safety.hide()
        self.safety.closed.connect(self.safety.hide)
        self._page.addWidget(self.safety)
        self.cards = {}
        for domain in opened.template.graded:
            self._add(domain.key, domain.title, opened.template.scale_of(domain), domain)
        if opened.template.overall.kind == "graded":
            self._add("overall", "Overall", opened.template.scale_of(), None)
        self._page.addWidget(self._foot(opened))
        self._page.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        for card in self.cards.values():
            card.why.flush()

    # ---- the parts -----------------------------------------------------------------------------

    def _head(self, opened: OpenExample) -> QWidget:
        """The case or the written example, and the way to a safety stop."""
        card = Card()
        card.add(Heading(opened.example.title, 2))
        card.add(Muted(f"{opened.session.title}  ·  {opened.template.title}"))
        if opened.saved:
            card.add(Banner("Your grades are saved.", "success"))
        else:
            card.add(Banner(PRIVATE))
        if opened.case is not None:
            facts = case_facts(self._context.workspace, opened.case)
            facts = [f for f in facts if f[0] != "Council's number"]
            if opened.case.council_number:
                facts.insert(1, ("Council's number", opened.case.council_number))
            card.add(KeyValues(facts))
        if opened.example.text:
            card.add(Words(opened.example.text))
        self.worry = Button(
            "A child may be unsafe…", self._worry, kind="danger", icon="shield-alert"
        )
        self.numbers = Banner("", "danger")
        back = Button("Back to the session", self.left.emit, kind="quiet", icon="arrow-left")
        card.add(FlowRow(self.worry, back))
        card.add(self.numbers)
        return card

    def _worry(self) -> None:
        """A safety stop, here as everywhere; of a written example the numbers to ring."""
        opened, space = self.opened, self._context.workspace
        if opened is None:
            return
        if opened.case is not None:
            self.safety.show_desk(WorkSafety(space, self._announce, case_id=opened.case.id))
            self.safety.show()
            self.safety.take_focus()
            return
        said = "; ".join(
            f"{route.who}: {route.number or 'no number is kept'}"
            for route in routes("danger", "child", space.policy.numbers)
        )
        self.numbers.show_message(
            "A written example is about no child on record here. If you know who it is and they may "
            f"be unsafe now, ring. {NOTIFIES_NOBODY} {said}", "danger",
        )  # fmt: skip

    def _add(self, key: str, title: str, scale: Scale, domain: Domain | None) -> None:
        opened = self.opened
        if opened is None:
            return
        card = DomainCard(key, title, scale, domain)
        answers = opened.form.answers
        read_only = opened.saved or opened.session.state != "open"
        card.show_answer(
            str(answers.get(f"{key}.grade", "")), str(answers.get(f"{key}.reason", "")),
            read_only=read_only,
        )  # fmt: skip
        card.graded.connect(self._keep)
        card.typed.connect(self._typed)
        self.cards[key] = card
        self._page.addWidget(card)

    def _foot(self, opened: OpenExample) -> QWidget:
        """Save, with one's yes or no to one's name."""
        self.named = QCheckBox("The group may see my name beside my grades")
        self.problem = Banner("", "danger")
        self.save = Button("Save my grades", self._save, kind="primary", icon="check")
        card = Card("Save")
        card.add(
            Muted("Saved grades do not change any more. The group sees how many gave which grade.")
        )
        card.add(self.named)
        card.add(self.problem)
        card.add(FlowRow(self.save))
        card.setVisible(not opened.saved and opened.session.state == "open")
        return card

    # ---- verbs ---------------------------------------------------------------------------------

    def _keep(self, key: str, value: Any, *, merge: bool = False) -> None:
        """Keep one answer at once, in the engine and on the disk."""
        opened = self.opened
        if opened is None or opened.form.answers.get(key, "") == value:
            return
        try:
            opened.form.answer(key, value or None)
            calibration.keep_answer(
                self._context.workspace, opened, key, value or None, merge=merge
            )
        except QAError as error:
            self._context.fault(error)

    def _typed(self, key: str, words: str) -> None:
        self._keep(key, words, merge=True)

    def _save(self) -> None:
        """Seal them; what is missing is said beside the button."""
        self.flush()
        opened = self.opened
        if opened is None:
            return
        try:
            change = calibration.save(
                self._context.workspace, opened.session.id, opened.example.id,
                named=self.named.isChecked(),
            )  # fmt: skip
        except QAError as error:
            self.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        self.cards = {}
        self.saved.emit(change)
