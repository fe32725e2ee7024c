"""A clause on the page: what it says, what changes in it, what was said about it, and its verbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from qa_tool.framework.clauses import Clause
from qa_tool.framework.difference import SORTS, Changed
from qa_tool.framework.model import DECISIONS
from qa_tool.work.framework_view import Said
from ui.widgets import Button, Card, Divider, FlowRow, KeyValues, Muted, Pill, Words, column

Verb = tuple[str, str, Callable[[], object]]  # word, picture, what it does


@dataclass(frozen=True, slots=True)
class Verbs:
    """What can be done here: comment on a clause, answer a comment, change a clause, take it out."""

    comment: Callable[[str, str], object] | None = None
    answer: Callable[[Said], object] | None = None
    change: Callable[[Clause], object] | None = None
    leave_out: Callable[[Clause], object] | None = None


class ClauseCard(Card):
    """One clause: `ClauseCard(clause, changes, said, verbs)`."""

    def __init__(
        self, clause: Clause, changes: Sequence[Changed], said: Sequence[Said], verbs: Verbs
    ) -> None:
        super().__init__(clause.heading)
        self.setAccessibleName(clause.heading)
        value = dict(clause.facts).get("Value")
        if value is not None:
            self.add(Words(value, "strong"))
        else:
            self.add(KeyValues([fact for fact in clause.facts if fact[0] != "Fingerprint"]))
        if clause.why:
            self.add(Muted(clause.why))
        if changes:
            self.add(changes_of(changes))
        for one in said:
            self.add(Divider())
            self.add(SaidBox(one, verbs.answer))
        buttons = _buttons(clause, verbs)
        if buttons:
            self.add(FlowRow(*buttons))


def _buttons(clause: Clause, verbs: Verbs) -> list[QWidget]:
    """The verbs that fit a clause."""
    found: list[QWidget] = []
    sort = clause.id.partition("/")[0]
    if verbs.comment is not None:
        found.append(_button("Comment…", "message-square",
                             partial(verbs.comment, clause.id, clause.heading), clause))  # fmt: skip
    if verbs.change is not None and sort in {"setting", "round"}:
        found.append(_button("Change…", "pencil", partial(verbs.change, clause), clause))
    if verbs.leave_out is not None and sort in {"template", "round", "ladder", "theme"}:
        found.append(_button("Leave out…", "x", partial(verbs.leave_out, clause), clause))
    return found


def _button(word: str, icon: str, act: Callable[[], object], clause: Clause) -> Button:
    """A small verb that says aloud which clause it is about."""
    button = Button(word, act, kind="quiet", icon=icon)
    button.setAccessibleName(f"{word.rstrip('…')}: {clause.heading}")
    return button


def changes_of(changes: Sequence[Changed]) -> QWidget:
    """What changes in a clause, beside the framework in effect."""
    box = QWidget()
    first = changes[0]
    lines: list[QWidget] = [Pill(SORTS[first.sort], "accent")]
    for one in changes if first.sort == "changed" else ():
        lines.append(Muted("Before" if one.what == "Value" else f"{one.what}, before"))
        lines.append(Words(one.before or "nothing"))
        if one.what != "Value" and one.after:
            lines.append(Muted("After"))
            lines.append(Words(one.after))
    box.setLayout(column(*lines, spacing=3))
    return box


class SaidBox(QWidget):
    """A comment with its answer: `SaidBox(said, answer)`; `answer` opens the way to answer it."""

    def __init__(self, said: Said, answer: Callable[[Said], object] | None) -> None:
        super().__init__()
        one = said.comment
        when = f"{one.said.day} {one.said:%B %Y}"
        head = f"{said.who} · {when}" + (" · about an earlier wording" if said.older else "")
        lines: list[QWidget] = [Muted(head), Words(one.text)]
        if said.answer is not None:
            tone = "success" if said.answer.decision == "accepted" else "plain"
            by = f"{said.answered_by}, {said.answer.at.day} {said.answer.at:%B %Y}"
            lines += [FlowRow(Pill(DECISIONS[said.answer.decision], tone), Muted(by, wrap=False)),
                      Words(said.answer.why)]  # fmt: skip
        elif answer is None:
            lines.append(Muted("Not answered yet"))
        if answer is not None:
            word = "Answer again…" if said.answer is not None else "Answer…"
            button = Button(word, partial(answer, said), kind="quiet", icon="check")
            button.setAccessibleName(f"{word.rstrip('…')}: {said.who}")
            lines.append(FlowRow(button))
        self.setLayout(column(*lines, spacing=4))
