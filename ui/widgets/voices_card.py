"""Whose voices were heard in one audit, as far as somebody may read them; disagreement first."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.voice.model import FAMILY_SIDE
from qa_tool.work.voice_view import VoiceRow, voices_of_audit
from qa_tool.work.workspace import Workspace
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.grade_chip import Pill
from ui.widgets.label import Muted, Words
from ui.widgets.layout import Box, FlowRow, column, row

_TONES = {"obtained": "success", "reached": "warning", "not_safe": "danger", "no_answer": "warning"}


def voices_card(workspace: Workspace, audit_id: str, go: Callable[..., object]) -> Card:
    """The voices of this audit, or why they are not this person's to read."""
    card = Card("Voices")
    try:
        view = voices_of_audit(workspace, audit_id)
    except QAError as error:
        card.add(Muted(f"{error} {error.cure}".strip()))
        return card
    for parted in view.disagreements:
        card.add(Banner(parted.sentence, "warning"))
    heard = [one for one in view.rows if one.standing != "none"]
    for one in heard:
        card.add(_voice(one))
    left = [one.title.lower() for one in view.rows if one.standing == "none"]
    if left:
        card.add(Muted(f"Nothing recorded: {', '.join(left)}."))
    if view.may_write:
        card.add(
            FlowRow(
                Button("Go to the voices", lambda: go("voices", allocation=view.allocation),
                       kind="quiet", icon="message-square")
            )
        )  # fmt: skip
    return card


def _voice(one: VoiceRow) -> QWidget:
    """One voice: where it stands, their view, their words."""
    head = row(
        Words(one.title, "strong"), Pill(one.standing_words, _TONES.get(one.standing, "plain"))
    )
    head.setStretch(0, 1)
    lines = column(spacing=3)
    lines.addLayout(head)
    for attempt in one.attempts:
        if attempt.view and one.who in FAMILY_SIDE:
            lines.addWidget(Words(f"{attempt.view}."))
        for answer in attempt.answers:
            lines.addWidget(Muted(answer.question))
            lines.addWidget(_readable(f"“{answer.words}”"))
        if attempt.withheld:
            lines.addWidget(Muted("They did not agree that their words are told to you."))
        if attempt.why:
            lines.addWidget(_readable(attempt.why))
    return Box(lines)


def _readable(text: str) -> Words:
    """Words that can be selected."""
    words = Words(text)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
