"""Beside a handed-in audit: whose voices were heard, who sees it otherwise, and supervision."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.voice.model import FAMILY_SIDE
from qa_tool.work import report, supervision
from qa_tool.work.audit_list import AuditView
from qa_tool.work.change import Change
from qa_tool.work.voice_view import VoiceRow, voices_of_audit
from ui.context import Context
from ui.dialogs import Field, ask_fields, save_file
from ui.pages.audit_view.words import day_of, readable
from ui.widgets import Banner, Box, Button, Card, FlowRow, Muted, Pill, Words, column, reveal, row

Done = Callable[[Change, str], object]
_TONES = {"obtained": "success", "reached": "warning", "not_safe": "danger", "no_answer": "warning"}


def voices_card(context: Context, found: AuditView) -> QWidget:
    """The voices of this audit as far as this person may read them; disagreement first."""
    card = Card("Voices")
    try:
        view = voices_of_audit(context.workspace, found.audit.id)
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
        go = Button("Go to the voices", lambda: context.go("voices", allocation=view.allocation),
                    kind="quiet", icon="message-square")  # fmt: skip
        card.add(FlowRow(go))
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
            lines.addWidget(readable(f"“{answer.words}”"))
        if attempt.withheld:
            lines.addWidget(Muted("They did not agree that their words are told to you."))
        if attempt.why:
            lines.addWidget(readable(attempt.why))
    return Box(lines)


class SupervisionCard(Card):
    """The slip, and the date when it was talked about: `SupervisionCard(context, found, done)`."""

    def __init__(self, context: Context, found: AuditView, done: Done) -> None:
        super().__init__("Supervision")
        self._context, self._found, self._done = context, found, done
        space, audit = context.workspace, found.audit
        days = supervision.discussed(space, audit.id)
        for one in days:
            when = day_of(one.day.isoformat())
            self.add(Box(column(Words(f"Talked about on {when}", "strong"),
                                Muted(f"recorded by {space.name(one.by)}"), spacing=1)))  # fmt: skip
        due = supervision.due_of(space, audit.id)
        if due is not None:
            late, when = due < space.clock.today(), day_of(due.isoformat())
            words = f"Late: was due {when}" if late else f"To be talked about by {when}"
            self.add(FlowRow(Pill(words, "warning" if late else "plain")))
        elif not days:
            self.add(Muted("Not talked about yet; first tell the practitioner what was found."))
        self.slip = Button("Supervision slip as PDF", self._write, icon="file-text")
        self.talked = Button("Talked about…", self._record, icon="check")
        reveal(self.talked, on=not found.superseded and supervision.may_record(space, audit))
        self.add(FlowRow(self.slip, self.talked))

    def _record(self) -> None:
        """Record on which day it was talked about."""
        space, kept = self._context.workspace, list[Change]()

        def check(given: Mapping[str, Any]) -> str:
            day: date = given["day"]
            try:
                kept.append(supervision.record_discussed(space, self._found.audit.id, day))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        fields = [Field("day", "On which day", "date", space.clock.today(), needed=True)]
        text = "Only the date is kept here; what was said belongs to the supervision record."
        if ask_fields(self, "Taken to supervision", fields, "Record", text=text, check=check):
            self._done(kept[-1], "The date of the supervision is recorded.")

    def _write(self) -> None:
        """Write the one-page slip."""
        found, workspace = self._found, self._context.workspace
        target = save_file(
            self, "Write the slip", f"Supervision slip {found.case.reference}.pdf", "PDF (*.pdf)"
        )
        if target is None:
            return
        if not target.suffix:
            target = target.with_suffix(".pdf")

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                scope = report.Scope(audit=found.audit.id)
                return report.write(reader, "supervision", target, scope, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            "Writing the slip", work,
            lambda _path: self._context.say(f"The slip is written: {target.name}", "success"),
        )  # fmt: skip
