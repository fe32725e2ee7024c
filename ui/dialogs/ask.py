"""Short questions, and the list of what is wrong in given material."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_tool.problems import Problem
from ui.dialogs.dialog import Dialog
from ui.widgets import Banner, Button, Labelled, TextBox


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    yes: str,
    no: str = "Cancel",
    *,
    danger: bool = False,
) -> bool:
    """Whether the person says yes, by a verb; Escape is no.

    `if ask(self, "Hand this audit in?", "It can be reopened with a reason.", "Hand in"): …`
    """
    dialog = Dialog(parent, title, text, yes=yes, no=no, kind="danger" if danger else "primary")
    (dialog.no if danger else dialog.yes).setFocus()
    return dialog.run()


def ask_text(  # noqa: PLR0913
    parent: QWidget | None,
    title: str,
    text: str,
    yes: str,
    *,
    label: str = "Reason",
    needed: bool = True,
    lines: int = 3,
    given: str = "",
) -> str | None:
    """Words from the person (a reason): the text, or None where they did not want to."""
    field: TextBox | QLineEdit
    if lines > 1:
        field = TextBox(label, least=lines)
        field.show_text(given)
    else:
        field = QLineEdit(given)
        field.setAccessibleName(label)

    def value() -> str:
        return (field.toPlainText() if isinstance(field, TextBox) else field.text()).strip()

    def check() -> str:
        return "" if value() or not needed else f"Write something under “{label}” first."

    dialog = Dialog(parent, title, text, yes=yes, check=check)
    dialog.add(Labelled(label, field, required=needed))
    field.setFocus()
    return value() if dialog.run() else None


def show_problems(
    parent: QWidget | None, title: str, problems: Sequence[Problem], text: str = ""
) -> None:
    """Everything that is wrong in one list: where, what, and what to do; it can be copied."""
    dialog = Dialog(parent, title, text or _count(problems), no="Close", wide=560)
    for problem in problems:
        tone = "danger" if problem.severity == "error" else "warning"
        box = Banner(f"{problem.where}\n{problem.what}\n{problem.cure}".strip(), tone)  # type: ignore[arg-type]
        dialog.add(box)
    words = "\n".join(str(problem) for problem in problems)
    copy = Button("Copy the list", lambda: QGuiApplication.clipboard().setText(words), icon="copy")
    dialog.foot.insertWidget(0, copy)
    dialog.run()


def _count(problems: Sequence[Problem]) -> str:
    """How many, in words."""
    errors = sum(1 for problem in problems if problem.severity == "error")
    warnings = len(problems) - errors
    said = []
    if errors:
        said.append(f"{errors} to put right")
    if warnings:
        said.append(f"{warnings} to look at")
    return (" and ".join(said) or "Nothing is wrong") + "."
