"""One template to read: its parts, questions, descriptors, boundaries, rules in words, safety questions."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from qa_tool.template.model import Domain, Question, Template
from ui.form.guide import Descriptor
from ui.pages.templates.words import (
    FIRST,
    KINDS,
    RULES,
    SAFETY,
    facts,
    hits,
    rule_words,
    scale_words,
)
from ui.widgets import (
    Button,
    Card,
    Divider,
    Eliding,
    EqualGrid,
    FlowRow,
    GradeChip,
    KeyValues,
    Muted,
    Pill,
    Scroll,
    SearchField,
    Words,
    clear,
    column,
    row,
)
from ui.widgets.contents import Contents
from ui.widgets.line_button import LineButton


class Reading(QWidget):
    """A template to read: `Reading()`, `.show_template(template, about)`, `.show_part(key)`; signal `left`."""

    left = Signal()

    def __init__(self, *verbs: QWidget) -> None:
        super().__init__()
        self._template: Template | None = None
        self._notes = ""
        self.back = Button("All templates", self.left.emit, kind="quiet", icon="arrow-left")
        self.about = Eliding("", "muted")
        self.search = SearchField("Search in this template", "Search in this template")
        self.search.searched.connect(self._search)
        self.contents = Contents("Parts of the template", self)
        self.contents.picked.connect(self.show_part)
        self._body = column(spacing=12, margins=(0, 0, 6, 12))
        self.area = Scroll(self._body)
        head = row(self.back, self.about, *verbs, spacing=10)
        head.setStretch(1, 1)
        find = row(self.search, self.contents.picker, spacing=10)
        find.setStretch(0, 1)
        middle = row(self.contents.list, self.area, spacing=14)
        middle.setStretch(1, 1)
        page = column(head, find, middle, spacing=10, margins=(20, 8, 20, 8))
        page.setStretch(2, 1)
        self.setLayout(page)

    def show_template(self, template: Template, about: str, notes: str = "") -> None:
        """Show this template from its beginning; `notes` say what was new in this version."""
        self._template, self._notes = template, notes
        self.about.show_text(about)
        domains = [(domain.key, domain.title) for domain in template.domains]
        last = [(SAFETY, "Safety questions"), (RULES, "Rules of grading")]
        self.contents.show_parts([(FIRST, "About this template"), *domains, *last])
        self.search.clear()
        self.contents.fit(self.width())
        self.show_part(FIRST)

    def show_part(self, key: str) -> None:
        """Show one part."""
        template = self._template
        if template is None:
            return
        self.contents.choose(key)
        clear(self._body)
        domain = template.domain(key)
        if domain is not None:
            self._show_domain(template, domain)
        elif key == SAFETY:
            self._body.addWidget(_safety(template))
        elif key == RULES:
            self._body.addWidget(_rules(template))
        else:
            if self._notes:
                new = Card("New in this version")
                new.add(Words(self._notes))
                self._body.addWidget(new)
            self._body.addWidget(_first(template))
        self._body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def found(self) -> list[str]:
        """The lines that the search shows now."""
        return [
            button.accessibleName()
            for button in self.area.findChildren(LineButton)
            if not button.isHidden()
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of parts stands beside the text where there is room."""
        super().resizeEvent(event)
        self.contents.fit(self.width())

    def _search(self, text: str) -> None:
        """Show where the words stand; none shows the part again."""
        template = self._template
        if template is None:
            return
        if not text:
            self.show_part(self.contents.value())
            return
        clear(self._body)
        found = hits(template, text)
        card = Card(_count(len(found), text))
        for hit in found[:60]:
            card.add(
                LineButton(hit.where, hit.words, "file-text",
                           on_click=partial(self._go, hit.part))
            )  # fmt: skip
        if not found:
            card.add(Muted("Try another word, or fewer letters of it. Escape empties the box."))
        self._body.addWidget(card)
        self._body.addStretch(1)

    def _go(self, part: str) -> None:
        """From what was found to its place."""
        self.search.blockSignals(True)  # noqa: FBT003  Qt's manner
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003  Qt's manner
        self.show_part(part)
        self.contents.list.setFocus()

    def _show_domain(self, template: Template, domain: Domain) -> None:
        """A domain: purpose, questions, descriptors, boundaries, caps."""
        head = Card(domain.title)
        head.add(Words(domain.purpose))
        marks: list[QWidget] = []
        if domain.limiting:
            marks.append(Pill("Limiting: it can cap the overall", "accent"))
        if not domain.graded:
            marks.append(Pill("Not graded", "plain"))
        if marks:
            head.add(FlowRow(*marks))
        self._body.addWidget(head)
        questions = Card(f"Questions ({len(domain.questions)})")
        for number, question in enumerate(domain.questions, 1):
            if number > 1:
                questions.add(Divider())
            questions.body.addLayout(_question(number, question))
        self._body.addWidget(questions)
        if domain.descriptors:
            self._body.addWidget(_descriptors(template, domain))


def _count(number: int, text: str) -> str:
    """How many places were found."""
    if not number:
        return f"Nothing with “{text}”"
    return f"{number} {'place' if number == 1 else 'places'} with “{text}”"


def _question(number: int, question: Question) -> QLayout:
    """One question with its help, what to look at, and its rules in words."""
    lines: list[QWidget] = [Words(f"{number}.  {question.text}", "strong")]
    if question.help:
        lines.append(Words(question.help))
    if question.look_at:
        lines.append(Muted(f"Look at: {question.look_at}"))
    said = [KINDS.get(question.kind, question.kind)]
    if question.choices and question.kind != "yes_no":
        said.append(", ".join(choice.text for choice in question.choices))
    if question.required:
        said.append("needed")
    if question.required_when:
        said.append(f"needed when {question.required_when}")
    if question.ask_when:
        said.append(f"asked when {question.ask_when}")
    if question.impact:
        said.append("about the difference for the child")
    lines.append(Muted("  ·  ".join(said)))
    return column(*lines, spacing=3)


def _descriptors(template: Template, domain: Domain) -> Card:
    """What each grade looks like, and how to tell neighbours apart."""
    card = Card("What each grade looks like")
    scale = template.scale_of(domain)
    grid = EqualGrid(least=300)
    for key, text in domain.descriptors:
        grade = scale.grade(key)
        box = Descriptor()
        box.show_grade(grade.tone if grade else "none", grade.name if grade else key, text)
        grid.add(box)
    card.add(grid)
    if domain.boundaries:
        card.add(Words("Between two grades", "strong"))
        names = {grade.key: grade.name for grade in scale.grades}
        for edge in domain.boundaries:
            pair = f"{names.get(edge.better, edge.better)} or {names.get(edge.worse, edge.worse)}"
            card.body.addLayout(column(Muted(pair), Words(edge.text), spacing=1))
    if domain.caps:
        card.add(Words("What a grade here does to the overall", "strong"))
        card.add(Words(domain.caps))
    return card


def _first(template: Template) -> Card:
    """What the template is for, its facts and its scale."""
    card = Card("About this template")
    card.add(Words(template.about))
    card.add(KeyValues(facts(template)))
    if template.graded or template.overall.kind == "graded":
        card.add(Words(scale_words(template), "strong"))
        chips = [
            GradeChip(grade.tone, grade.name)
            for grade in sorted(template.scale_of().grades, key=lambda g: g.position)
        ]
        card.add(FlowRow(*chips))
    if template.overall.text:
        card.add(Words("Overall", "strong"))
        card.add(Words(template.overall.text))
    if template.sources:
        card.add(Words("It leans on", "strong"))
        card.add(Muted(template.sources))
    return card


def _safety(template: Template) -> Card:
    """The safety questions."""
    card = Card("Safety questions")
    if template.safety:
        card.add(Muted("Asked in every audit with this template. A worrying answer asks for a "
                       "safety stop, or for the reason why none is needed."))  # fmt: skip
    else:
        card.add(Muted("This template has no safety questions of its own."))
    for number, question in enumerate(template.safety, 1):
        worry = " or ".join(key.replace("_", " ") for key in question.worry)
        lines = [Words(f"{number}.  {question.text}", "strong")]
        if question.help:
            lines.append(Words(question.help))
        lines.append(Muted(f"A worry: {worry}"))
        card.body.addLayout(column(*lines, spacing=3))
    return card


def _rules(template: Template) -> Card:
    """The rules of grading, in words."""
    card = Card("Rules of grading")
    said: Sequence[tuple[str, str]] = rule_words(template)
    card.add(Muted("No rule computes a domain's grade: the auditor chooses the descriptor that fits "
                   "best. After the auditor's own overall, the program shows what these rules imply."))  # fmt: skip
    for what, why in said:
        card.body.addLayout(column(Words(what, "strong"), Words(why), spacing=2))
    if not said:
        card.add(Words("This template has no rules."))
    return card
