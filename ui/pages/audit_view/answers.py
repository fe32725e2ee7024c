"""The domains of a handed-in audit: grades, why, on what evidence, and every answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.action.model import Action
from qa_tool.audit.said import Said, in_domain
from qa_tool.audit.views import DomainView
from qa_tool.template.model import Grade
from qa_tool.work.audit_list import AuditView
from qa_tool.work.theme_tag import TagRow
from ui.pages.audit_view.beside import action_line
from ui.pages.audit_view.words import day_of, pieces_of, readable
from ui.widgets import Box, Button, Card, FlowRow, GradeChip, Muted, Words, column


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed from the answers: actions and themes, and where an action leads.

    `suggests` gives the name of a theme by its key in the codebook; empty where there is none.
    """

    actions: Sequence[Action]
    tags: Sequence[TagRow]
    suggests: Callable[[str], str]
    today: date
    go: Callable[[str], object]


def domain_card(
    found: AuditView, view: DomainView, followed: Followed, tags: QWidget | None = None
) -> QWidget:
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
    answers = in_domain(form, view)
    if answers:
        facts = Box(column(*(_answer(one, followed) for one in answers), spacing=8))
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


def _answer(one: Said, followed: Followed) -> QWidget:
    """A question and its answer, one under the other: questions are long; then what stands beside it."""
    words = readable(one.answer or "No answer")
    words.setAccessibleName(f"{one.question} {one.answer or 'No answer'}")
    beside: list[QWidget] = []
    for extra in one.beside:
        told = readable(
            f"{extra.label}: {extra.text}"
            if "\n" not in extra.text
            else f"{extra.label}:\n{extra.text}"
        )
        told.setAccessibleName(f"{extra.label}: {extra.text}")
        beside.append(told)
    beside += _follows(one, followed)
    lines = Box(column(*beside, spacing=2, margins=(12, 0, 0, 0)))
    return Box(column(Muted(one.question), words, *((lines,) if beside else ()), spacing=1))


def _follows(one: Said, followed: Followed) -> list[QWidget]:
    """The actions that were raised at this answer, and the themes that it shows or suggests."""
    found: list[QWidget] = [
        action_line(action, followed.today, followed.go)
        for action in followed.actions
        if action.key == one.key
    ]
    if one.acts:
        found.append(Muted("An action is asked for here; none was raised."))
    here = list(dict.fromkeys(tag.title for tag in followed.tags if tag.key == one.key))
    wanted = followed.suggests(one.theme) if one.theme else ""
    if wanted and wanted not in here:
        found.append(Muted(f"Suggests the theme “{wanted}”, which is not tagged here."))
    return [*found, *(Muted(f"Theme: {title}") for title in here)]


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
