"""The domains of a handed-in audit: grades, why, on what evidence, and every answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import DomainView, QuestionView
from qa_tool.template.model import Grade
from qa_tool.work.audit_list import AuditView
from ui.pages.audit_view.words import day_of, pieces_of, readable, said
from ui.widgets import Box, Button, Card, FlowRow, GradeChip, Muted, Words, column


def domain_card(found: AuditView, view: DomainView, tags: QWidget | None = None) -> QWidget:
    """One domain: its grade, why, on what evidence, its themes, and every answer behind a button."""
    card = Card(view.title)
    if view.graded and view.key != "overall":
        domain = found.template.domain(view.key)
        scale = {g.key: g for g in found.template.scale_of(domain).grades}
        chips = chips_of(
            scale,
            found.audit.grades.get(view.key, ""),
            found.audit.final_grades.get(view.key, ""),
        )
        card.add(FlowRow(*chips) if chips else Muted("Not graded"))
    form = found.form
    if view.graded:
        reason = str(form.answers.get(f"{view.key}.reason", ""))
        if reason:
            card.add(readable(reason))
        for item in pieces_of(form.answers.get(f"{view.key}.evidence")):
            card.add(_evidence(item))
    if tags is not None:
        card.add(tags)
    answers = [form.view(key) for key in view.questions]
    answers = [
        v for v in answers if v.answered and not v.key.endswith((".grade", ".reason", ".evidence"))
    ]
    if answers:
        facts = Box(column(*(_answer(v) for v in answers), spacing=8))
        many = view.graded or len(answers) > 4

        if many:
            facts.hide()
            words = f"Show {len(answers)} answers"
            turn = Button(words, kind="quiet", icon="list")
            turn.clicked.connect(lambda: _turn(facts, turn, words))
            card.body.addWidget(turn, 0, Qt.AlignmentFlag.AlignLeft)
        card.add(facts)
    return card


def chips_of(scale: dict[str, Grade], first: str, final: str) -> list[QWidget]:
    """The first grade, and the final one where it is another."""
    chips: list[QWidget] = []
    grade = scale.get(first)
    if grade is not None:
        chips.append(GradeChip(grade.tone, grade.name))
    last = scale.get(final)
    if last is not None and final != first:
        chips += [
            Muted("first, after the second reading", wrap=False),
            GradeChip(last.tone, last.name),
        ]
    return chips


def _answer(view: QuestionView) -> QWidget:
    """A question and its answer, one under the other: questions are long."""
    words = readable(said(view))
    asked = f"{view.within}: {view.text}" if view.within else view.text
    words.setAccessibleName(f"{asked} {said(view)}")
    return Box(column(Muted(asked), words, spacing=1))


def _evidence(item: dict[str, str]) -> QWidget:
    """One piece of evidence on a line."""
    day = day_of(item.get("date", ""))
    head = "  ·  ".join(part for part in (item.get("what", ""), day) if part)
    return LineOfEvidence(head, item.get("shows", ""))


class LineOfEvidence(Box):
    """What, when, and what it shows."""

    def __init__(self, head: str, shows: str) -> None:
        super().__init__(
            column(Words(head, "strong"), Words(shows), spacing=1, margins=(12, 0, 0, 0))
        )


def _turn(facts: QWidget, button: Button, words: str) -> None:
    """Show the answers, or put them away."""
    facts.setVisible(facts.isHidden())
    button.setText(words if facts.isHidden() else "Show less")
