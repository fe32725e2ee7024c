"""Erasing on request, in two questions: whose words, and, after a look, whether and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work import erasing
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.dialogs import Field, ask_fields

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose words, of whom, with the audits or not, and what the look found."""

    whose: erasing.Whose
    of: str
    audits: bool
    look: erasing.Look


def ask_whose(parent: QWidget, space: Workspace) -> Asked | None:
    """Whose words are to go; what cannot be found is said in the form."""
    kept: list[Asked] = []
    fields = [
        Field("whose", "Whose words", "choice", "child", list(erasing.WHOSE.items())),
        Field("of", "Which case or person", needed=True,
              help="A case's reference or number; for a practitioner the whole name."),
        Field("audits", "Also every typed word of the case's finished audits", "check", value=False),
    ]  # fmt: skip

    def check(given: Mapping[str, Any]) -> str:
        audits = bool(given["audits"]) and given["whose"] != "worker"
        return tried(
            lambda: Asked(
                given["whose"], given["of"], audits,
                erasing.look(space, given["whose"], given["of"], audits=audits),
            ),
            kept,
        )  # fmt: skip

    title = "Erase somebody's words on request"
    return kept[-1] if ask_fields(parent, title, fields, "Look", check=check) is not None else None


def ask_yes(parent: QWidget, space: Workspace, asked: Asked) -> Change | None:
    """What goes and what stays, then the reason; nothing is done where anything is refused."""
    kept: list[Change] = []
    look = asked.look
    goes = ", ".join(f"{part.title.lower()} ({len(part.objects)})" for part in look.parts)
    text = "\n\n".join(
        words
        for words in (
            (
                f"{look.title}. Goes: {goes or 'nothing; there are no words of theirs here'}. "
                "This cannot be undone."
            ),
            " ".join(look.stays),
            f"It cannot be erased now. {look.held}" if look.held else "",
        )
        if words
    )
    fields = [Field("why", "Who asked for it, and when", "long", needed=True)]

    def check(given: Mapping[str, Any]) -> str:
        return tried(
            lambda: erasing.erase(space, asked.whose, asked.of, given["why"], audits=asked.audits), kept
        )  # fmt: skip

    done = ask_fields(parent, "Look at what goes first", fields, "Erase", text=text, check=check)
    return kept[-1] if done is not None else None


def tried(verb: Callable[[], T], kept: list[T]) -> str:
    """Do it; what is refused is said in the form, and nothing typed is lost."""
    try:
        kept.append(verb())
    except QAError as error:
        return f"{error} {error.cure}".strip()
    return ""
