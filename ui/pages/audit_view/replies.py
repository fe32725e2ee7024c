"""Feedback on a handed-in audit: who was told and when, what they said to it, and the answer."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.audit.reply import Feedback, Reply
from qa_tool.council.model import Person
from qa_tool.errors import QAError
from qa_tool.work import feedback
from qa_tool.work.audit_list import AuditView
from qa_tool.work.change import Change
from ui.context import Context
from ui.dialogs import Field, ask_fields
from ui.pages.audit_view.words import day_of, moment, readable
from ui.widgets import Box, Button, Card, Divider, FlowRow, Muted, Pill, Words, column

_AGREES = (("", "Choose one"), ("agrees", "I agree"), ("disagrees", "I do not agree"))
Done = Callable[[Change, str], object]


class RepliesCard(Card):
    """Feedback and reply: `RepliesCard(context, found, done)`; `done(change, said)` after a verb."""

    def __init__(self, context: Context, found: AuditView, done: Done) -> None:
        super().__init__("Feedback and reply")
        self._context, self._found, self._done = context, found, done
        self.replies: tuple[Reply, ...] = ()
        self.told = Button("Feedback given…", self._tell, icon="user-check")
        self.reply = Button("Reply…", self._reply, icon="message-square")
        self.answers: dict[str, Button] = {}
        if found.superseded:
            self.told.hide()
            self.reply.hide()
            self.add(Muted("It was reopened: feedback and replies belong to the later audit."))
            return
        space = context.workspace
        given = feedback.given(space, found.audit.id)
        self.replies = feedback.said(space, found.audit.id)
        for one in given:
            self.add(self._given(one))
        if not given:
            self.add(self._nobody_yet())
        due = feedback.reply_due(space, found.audit.id)
        if due is not None:
            passed, day = due < space.clock.today(), day_of(due.isoformat())
            words = f"No reply came by {day}" if passed else f"A reply is asked for by {day}"
            self.add(FlowRow(Pill(words, "plain")))
        for said in self.replies:
            self.add(Divider())
            self.add(self._said(said))
        self.add(FlowRow(self.told, self.reply))
        self.told.setVisible(_tells(context, found))
        self.reply.setVisible(_concerned(context, found))

    @property
    def open(self) -> tuple[Reply, ...]:
        """The replies that disagree and have no answer yet."""
        return tuple(one for one in self.replies if one.open)

    # ---- what stands there ---------------------------------------------------------------------

    def _given(self, one: Feedback) -> QWidget:
        """That somebody was told, and when."""
        by = self._context.workspace.name(one.by)
        day = day_of(one.given_on.isoformat())
        return Box(
            column(
                Words(f"{one.given_to} heard of it", "strong"),
                Muted(f"{day}  ·  recorded by {by}"), spacing=1,
            )
        )  # fmt: skip

    def _nobody_yet(self) -> QWidget:
        """That nobody was told, and until when somebody is to be, for those who are to tell."""
        lines: list[QWidget] = [Muted("Nobody has been told what this audit found.")]
        rows = feedback.due(self._context.workspace)
        due = next((row for row in rows if row.audit == self._found.audit.id), None)
        if due is not None:
            day = day_of(due.due.isoformat())
            words = f"Late: was due {day}" if due.late else f"Due {day}"
            lines.append(FlowRow(Pill(words, "warning" if due.late else "plain")))
        return Box(column(*lines, spacing=6))

    def _said(self, one: Reply) -> QWidget:
        """One reply, and its answer."""
        space = self._context.workspace
        who = space.name(one.who)
        lines: list[QWidget] = [
            Words(f"{who} {'agrees' if one.agrees else 'does not agree'}", "strong"),
            Muted(moment(one.said)),
            readable(one.words),
        ]
        if one.answered is not None:
            lines += [
                Words(f"{space.name(one.answered_by)} answers", "strong"),
                Muted(moment(one.answered)),
                readable(one.answer),
            ]
        elif one.open:
            lines.append(FlowRow(Pill("Waits for an answer", "warning")))
            if space.is_a("qa_lead", "cswo"):
                button = Button(
                    "Answer…", lambda: self._answer(one), kind="primary", icon="message-square"
                )
                button.setAccessibleName(f"Answer the reply of {who}")
                self.answers[one.id] = button
                lines.append(FlowRow(button))
        return Box(column(*lines, spacing=4))

    # ---- verbs ---------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Record who was told, and when."""
        space, audit = self._context.workspace, self._found.audit
        fields = [
            Field("who", "Who was told", value=space.name(audit.worker), needed=True,
                  help="The practitioner, their manager, or both: a name or a post."),
            Field("day", "On which day", "date", space.clock.today(), needed=True),
        ]  # fmt: skip

        def verb(given: Mapping[str, Any]) -> Change:
            day: date = given["day"]
            return feedback.feedback_given(space, audit.id, str(given["who"]), day)

        text = "Record it once they heard what the audit found: the program tells nobody by itself."
        self._ask("Who was told?", text, fields, "Record", verb, "The feedback is recorded.")

    def _reply(self) -> None:
        """Say whether one agrees, and why."""
        fields = [
            Field("view", "Do you agree with this audit?", "choice", "", _AGREES, needed=True),
            Field("words", "Your words", "long", needed=True),
        ]

        def verb(given: Mapping[str, Any]) -> Change:
            agrees = given["view"] == "agrees"
            return feedback.reply(
                self._context.workspace, self._found.audit.id, agrees=agrees, words=given["words"]
            )

        text = (
            "Your words are kept beside this audit for ever. If you do not agree, it is disputed "
            "until the QA lead has answered you."
        )
        self._ask("Reply to this audit", text, fields, "Reply", verb, "Your reply is kept.")

    def _answer(self, one: Reply) -> None:
        """Answer somebody who does not agree."""
        space = self._context.workspace
        fields = [
            Field("words", "Your answer", "long", needed=True, help="What was decided, and why.")
        ]

        def verb(given: Mapping[str, Any]) -> Change:
            return feedback.answer(space, one.id, given["words"])

        text = (
            f"{space.name(one.who)} wrote: “{one.words}” The answer stands beside it for ever and "
            "ends the dispute; where the audit has to change, its auditor reopens it."
        )
        self._ask("Answer this reply", text, fields, "Answer", verb, "The answer is kept.")

    def _ask(
        self, title: str, text: str, fields: list[Field], yes: str,
        verb: Callable[[Mapping[str, Any]], Change], said: str,
    ) -> None:  # fmt: skip
        """Ask, do it, tell; what is refused stands in the same window, as it is said."""
        kept: list[Change] = []

        def check(given: Mapping[str, Any]) -> str:
            try:
                kept.append(verb(given))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        if ask_fields(self, title, fields, yes, text=text, check=check) is not None:
            self._done(kept[-1], said)


def _tells(context: Context, found: AuditView) -> bool:
    """Whether this person is one of those who give feedback."""
    space = context.workspace
    return bool(space.person.id == found.audit.auditor or space.is_a("qa_lead", "team_manager"))


def _concerned(context: Context, found: AuditView) -> bool:
    """Whether the audit is about this person's work, or their team's."""
    space, audit = context.workspace, found.audit
    me: Person = space.person
    if me.id == audit.worker or me.id in audit.line:
        return True
    return bool(space.is_a("team_manager")) and me.team == audit.team
