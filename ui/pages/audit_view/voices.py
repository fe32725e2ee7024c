"""Beside a handed-in audit: whose voices were heard, who sees it otherwise, and supervision."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import report, supervision
from qa_tool.work.audit_list import AuditView
from qa_tool.work.change import Change
from ui.context import Context
from ui.dialogs import Field, ask_fields, save_file
from ui.pages.audit_view.words import day_of
from ui.widgets import Box, Button, Card, FlowRow, Muted, Pill, Words, column, reveal

Done = Callable[[Change, str], object]


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
