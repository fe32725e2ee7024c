"""Keeping the codebook: adding, rewording, merging, retiring a theme, each in a window of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.theme.model import TONES, Theme
from qa_tool.work import theme
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.dialogs import Field, ask_fields

Verb = Callable[[Mapping[str, Any]], Change]


def add(parent: QWidget, space: Workspace) -> Change | None:
    """A new theme."""
    fields = [
        Field(
            "tone", "Which kind", "choice", "", (("", "Choose one"), *TONES.items()), needed=True
        ),
        *_fields(None),
    ]
    text = "Say it so that two people who read the same file would both tag it, or both not."

    def verb(given: Mapping[str, Any]) -> Change:
        return theme.add(space, _worded(Theme("", "", given["tone"], ""), given))

    return _ask(parent, "New theme", text, fields, "Add", verb)


def reword(parent: QWidget, space: Workspace, one: Theme) -> Change | None:
    """Other words for a theme."""
    text = "Tags stay where they are. If it becomes another theme, add a new one and retire this."

    def verb(given: Mapping[str, Any]) -> Change:
        return theme.reword(space, _worded(one, given))

    return _ask(parent, "Reword this theme", text, _fields(one), "Keep", verb)


def merge(parent: QWidget, space: Workspace, one: Theme) -> Change | None:
    """Join a theme to another of its kind."""
    others = [t for t in theme.codebook(space).in_use if t.id != one.id and t.tone == one.tone]
    fields = [
        Field("into", "Into which theme", "choice", "",
              (("", "Choose one"), *((t.id, t.title) for t in others)), needed=True),
        Field("why", "Why", "long"),
    ]  # fmt: skip
    text = (
        f"Every tag of “{one.title}”, also old ones, counts as the other from now on. An audit that has "
        "both counts once. It can be undone with “Use again”."
    )
    return _ask(
        parent, "Merge this theme", text, fields, "Merge",
        lambda given: theme.merge(space, one.id, str(given["into"]), str(given["why"])),
    )  # fmt: skip


def retire(parent: QWidget, space: Workspace, one: Theme) -> Change | None:
    """Offer a theme no more."""
    text = "It is offered no more. Its tags stay and are counted."
    return _ask(
        parent, "Retire this theme", text, [Field("why", "Why", "long", needed=True)], "Retire",
        lambda given: theme.retire(space, one.id, str(given["why"])),
    )  # fmt: skip


def _worded(one: Theme, given: Mapping[str, Any]) -> Theme:
    return replace(
        one, title=str(given["title"]), definition=str(given["definition"]),
        counts=str(given["counts"]), not_counts=str(given["not_counts"]), group=str(given["group"]),
    )  # fmt: skip


def _fields(one: Theme | None) -> list[Field]:
    def held(name: str) -> str:
        return str(getattr(one, name)) if one is not None else ""

    return [
        Field("title", "Title", value=held("title"), needed=True),
        Field("definition", "What it is", "long", held("definition"), needed=True),
        Field("counts", "What counts", "long", held("counts")),
        Field("not_counts", "What does not count", "long", held("not_counts")),
        Field("group", "Belongs to", value=held("group"), help="Such as Recording, Risk, Voice."),
    ]


def _ask(
    parent: QWidget, title: str, text: str, fields: list[Field], yes: str, verb: Verb
) -> Change | None:
    """Ask, do it; what is refused stands in the same window."""
    kept: list[Change] = []

    def check(given: Mapping[str, Any]) -> str:
        try:
            kept.append(verb(given))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    if ask_fields(parent, title, fields, yes, text=text, check=check) is None:
        return None
    return kept[-1]
