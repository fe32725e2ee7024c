"""The two small windows of a voice: is contact safe, and what came of an attempt."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.voice.model import FAMILY_SIDE, HELPS, OUTCOMES, SAFE, SHORT, WAYS
from qa_tool.voice.rules import NEVER_DETAILS
from qa_tool.work import voice
from qa_tool.work.change import Change
from qa_tool.work.voice_view import VoiceRow, VoicesView
from ui.context import Context
from ui.dialogs import Dialog, Field, ask_fields
from ui.widgets import Button, Muted, Words

_CHOOSE = ("", "Choose one")


def ask_contact(
    parent: QWidget, context: Context, view: VoicesView, row: VoiceRow
) -> Change | None:
    """Ask what the practitioner said about making contact; the change, or None."""
    others = [r.who for r in view.rows if r.who in FAMILY_SIDE and r.who != row.who]
    whom: list[tuple[str, str]] = [(row.who, f"{row.title} only")]
    if others:
        both = " and ".join(SHORT[who].lower() for who in others)
        whom.append(("all", f"{row.title}, and also {both}"))
    old, today = row.check, context.workspace.clock.today()
    fields = [
        Field("whom", "For whom", "choice", row.who, whom),
        Field("safe", "Is it safe to contact them?", "choice", old.safe if old else "",
              (_CHOOSE, *SAFE.items()), needed=True),
        Field("danger", "Danger", "check", bool(old and old.danger),
              help="Domestic abuse or coercion is known or suspected: no voicemail, no letter, no message"),
        Field("by_whom", "By whom", value=old.by_whom if old else "",
              help="Who may make contact: somebody the child knows may be best."),
        Field("how", "How, and when", value=old.how if old else "",
              help="Which way and which time is safe. " + NEVER_DETAILS),
        Field("with", "Checked with", value=old.checked_with if old else "The practitioner", needed=True),
        Field("day", "On which day", "date", today, needed=True),
    ]  # fmt: skip

    def verb(given: Mapping[str, Any]) -> Change:
        people = (row.who, *others) if given["whom"] == "all" else (row.who,)
        contact = voice.Contact(
            people, given["safe"], given["danger"], given["by_whom"], given["how"], given["with"],
            given["day"],
        )  # fmt: skip
        return voice.check_contact(context.workspace, view.allocation, contact)

    text = (
        "Ask the practitioner, not the file alone: who reads the post, who answers the telephone, who "
        "else is in the room?"
    )
    return _ask(parent, f"Is contact safe? Case {view.reference}", text, fields, verb)


def ask_attempt(
    parent: QWidget, context: Context, view: VoicesView, row: VoiceRow
) -> Change | None:
    """Ask when, how, and what came of it; the change names the attempt second."""
    space = context.workspace
    fields = [
        Field("outcome", "What came of it", "choice", "", (_CHOOSE, *OUTCOMES.items()), needed=True),
        Field("way", "How", "choice", "", (("", "No contact was made"), *WAYS.items())),
        Field("day", "On which day", "date", space.clock.today(), needed=True),
        Field("done_by", "Who asked", value=space.name(space.person.id)),
        Field("help", "Help to speak", "choice", "", (("", "None"), *HELPS.items())),
        Field("why", "Why not, or why not now", "long", help=f"No names. {NEVER_DETAILS}"),
    ]  # fmt: skip

    def verb(given: Mapping[str, Any]) -> Change:
        helps = tuple(key for key in HELPS if key == given["help"])
        tried = voice.Tried(
            row.who, given["day"], given["outcome"], given["way"] or None, given["why"],
            given["done_by"], helps,
        )  # fmt: skip
        return voice.record_attempt(space, view.allocation, tried)

    text = "A no is respected and is no finding. Three tries on different days are enough."
    title = f"{row.title}: an attempt, case {view.reference}"
    return _ask(parent, title, text, fields, verb)


def show_questions(parent: QWidget, row: VoiceRow) -> None:
    """What this voice is asked, in easy words too, to read before a visit or to copy."""
    dialog = Dialog(parent, f"{row.title}: what to ask", row.voice.opening, no="Close", wide=560)
    lines = [row.voice.opening]
    for number, question in enumerate(row.voice.questions, 1):
        dialog.add(Words(f"{number}. {question.text}", "strong"))
        lines.append(f"{number}. {question.text}")
        for small in (f"In easy words: {question.easy}" if question.easy else "", question.help):
            if small:
                dialog.add(Muted(small))
                lines.append(f"   {small}")
    words = "\n".join(lines)
    copy = Button("Copy", lambda: QGuiApplication.clipboard().setText(words), icon="copy")
    dialog.foot.insertWidget(0, copy)
    dialog.run()


def _ask(
    parent: QWidget, title: str, text: str, fields: list[Field],
    verb: Callable[[Mapping[str, Any]], Change],
) -> Change | None:  # fmt: skip
    """Ask and do it; what is refused stands in the same window."""
    kept: list[Change] = []

    def check(given: Mapping[str, Any]) -> str:
        try:
            kept.append(verb(given))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    if ask_fields(parent, title, fields, "Keep", text=text, check=check) is None:
        return None
    return kept[-1]
