"""Entering what is asked of the council: an inspection with its list, one requirement, an objective."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.action.requirement import KINDS, Found, Objective, Requirement, Source
from qa_tool.errors import QAError
from qa_tool.work import requirement
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.dialogs import Dialog, Field, ask_fields
from ui.widgets import PlainTable

_LIST = (
    "One requirement on each line or bullet, as the report has them. Headings such as “Immediately:” "
    "or “Within three months:” give those below them their date."
)


def said(error: QAError) -> str:
    """What is wrong and what to do, in one line."""
    return f"{error} {error.cure}".strip()


def day_words(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%b %Y}" if day else ""


def ask_source(parent: QWidget, space: Workspace) -> Change | None:
    """Enter an inspection, a challenge or a plan with its list; shown with its dates before it is kept.

    Whoever looks and does not want it so finds the form again with everything that was typed.
    """
    given: dict[str, Any] = {}
    while True:
        ready: list[requirement.Entered] = []
        fields = _source_fields(given)
        answered = ask_fields(
            parent, "What is asked of the council", fields, "Look at it",
            check=lambda values, ready=ready: _readied(space, values, ready),  # type: ignore[misc]
        )  # fmt: skip
        if answered is None or not ready:
            return None
        given = answered
        if _sure(parent, ready[-1].found):
            return requirement.enter(space, ready[-1])


def _source_fields(given: dict[str, Any]) -> list[Field]:
    kinds = tuple(KINDS.items())
    scales = [("", "None, or in words"), *requirement.scales()]
    return [
        Field("kind", "What kind", "choice", given.get("kind", "inspection"), kinds),
        Field("title", "What it is", "text", given.get("title", ""), needed=True,
              help="Such as: Inspection of children's services, or Peer challenge by another council."),
        Field("said", "Said on", "date", given.get("said", ""), needed=True,
              help="Times such as “within three months” are counted from this day."),
        Field("scale", "Scale of its judgements", "choice", given.get("scale", ""), scales),
        Field("judgements", "Judgements", "long", given.get("judgements", ""),
              help="Each on a line: what, a colon, the judgement. May stay empty."),
        Field("list", "What is asked for", "long", given.get("list", ""), needed=True, help=_LIST),
    ]  # fmt: skip


def _readied(space: Workspace, given: Any, ready: list[requirement.Entered]) -> str:
    source = Source("", given["kind"], given["title"], given["said"], given["scale"])
    try:
        ready.append(requirement.look_at(space, source, given["judgements"], given["list"]))
    except QAError as error:
        return said(error)
    return ""


def _sure(parent: QWidget, found: Sequence[Found]) -> bool:
    """Show every requirement with the date it gets."""
    n = len(found)
    dialog = Dialog(
        parent, f"{n} requirement{'s' if n > 1 else ''}", "Is each of them one thing, with its date?",
        yes="Keep them", no="Back to the list", wide=720,
    )  # fmt: skip
    table = PlainTable("Requirements")
    rows = [(one.text, one.within, day_words(one.due) or "no date") for one in found]
    table.show_table(("What is asked for", "As it is said", "Due"), rows)
    dialog.add(table)
    return dialog.run()


def ask_requirement(parent: QWidget, space: Workspace, one: Requirement) -> Change | None:
    """Correct a requirement, or add one to its source."""
    objectives = [("", "None"), *((o.id, o.title) for o in requirement.objectives(space))]
    fields = [
        Field("text", "What is asked for", "long", one.text, needed=True),
        Field("due", "Due on", "date", one.due or ""),
        Field("objective", "Objective", "choice", one.objective, objectives),
    ]

    def keep(given: Any) -> Change:
        return requirement.keep_requirement(
            space,
            replace(
                one, text=given["text"], due=given["due"] or None, objective=given["objective"]
            ),
        )

    title = "Correct this requirement" if one.id else "One more requirement"
    return _kept(parent, title, fields, keep)


def ask_objective(parent: QWidget, space: Workspace, one: Objective) -> Change | None:
    """A new objective of the plan, or one that is corrected."""
    people = sorted(((p.id, p.name) for p in space.people.values()), key=lambda pair: pair[1])
    fields = [
        Field("title", "What will be different for children", "long", one.title, needed=True),
        Field("about", "How", "long", one.about),
        Field("owner", "Who answers for it", "choice", one.owner, [("", "Nobody yet"), *people]),
        Field("due", "By when", "date", one.due or ""),
    ]
    if one.id:
        fields.append(
            Field("ended", "Ended", "check", one.ended, help="No longer part of the plan")
        )

    def keep(given: Any) -> Change:
        return requirement.keep_objective(
            space,
            replace(one, title=given["title"], about=given["about"], owner=given["owner"],
                    due=given["due"] or None, ended=bool(given.get("ended"))),
        )  # fmt: skip

    return _kept(parent, "Objective", fields, keep)


def _kept(
    parent: QWidget, title: str, fields: Sequence[Field], keep: Callable[[Any], Change]
) -> Change | None:
    """Ask, and keep it; what is refused is said in the form, where it can be put right."""
    made: list[Change] = []

    def check(given: Any) -> str:
        try:
            made.append(keep(given))
        except QAError as error:
            return said(error)
        return ""

    given = ask_fields(parent, title, fields, "Keep", check=check)
    return made[-1] if given is not None and made else None
