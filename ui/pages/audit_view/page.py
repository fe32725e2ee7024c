"""One handed-in audit, read-only: grades, reasons, evidence, second reading, actions, history."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from qa_tool.audit.views import DomainView
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import audit, audit_list, report, theme, theme_tag
from qa_tool.work.audit_list import STATES, AuditView
from qa_tool.work.change import Change, changed
from ui.commands import Command
from ui.context import Context, Group
from ui.dialogs import Dialog, ask_text, save_file
from ui.dialogs.timeliness import TimelinessCard
from ui.pages.audit_view.answers import Followed, chips_of, domain_card
from ui.pages.audit_view.beside import (
    actions_card,
    case_card,
    history_card,
    notices_card,
    reading_card,
)
from ui.pages.audit_view.replies import RepliesCard
from ui.pages.audit_view.tags import Tags
from ui.pages.audit_view.voices import SupervisionCard
from ui.pages.audit_view.words import moment, name_of
from ui.widgets import (
    Banner,
    Box,
    Button,
    Card,
    FlowRow,
    Heading,
    Muted,
    Pill,
    PlainTable,
    Scroll,
    clear,
    column,
)
from ui.widgets.sides import Sides
from ui.widgets.voices_card import voices_card

_TONES = {
    "signed_off": "success",
    "closed": "success",
    "disputed": "warning",
    "in_moderation": "accent",
}
_MODES = {
    "record_only": "Record only",
    "with_practitioner": "With the practitioner",
    "with_family": "With the practitioner and the family",
}


class AuditViewPage(QWidget):
    """A handed-in audit: place `audit=` its id."""

    key: ClassVar[str] = "audit_view"
    title: ClassVar[str] = "Audit"
    icon: ClassVar[str] = "clipboard-list"
    group: ClassVar[Group] = ""

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._audit = ""
        self.found: AuditView | None = None
        self._page = column(spacing=12, margins=(20, 16, 20, 20))
        self.area = Scroll(self._page)
        self.setLayout(column(self.area))
        kinds = ("audit", "reading", "action", "safety", "voice", "notice", "timeliness")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)
        self.tags = Tags(self, window_context, self.key)
        window_context.commands.add(
            Command("audit_view.tag", "Tag a theme in this audit", self.tags.open_box, "Ctrl+Shift+T",
                    "tag", "Audit", enabled=self.isVisible)
        )  # fmt: skip

    def show_page(self, **place: Any) -> None:
        """Show this audit from its top."""
        self._audit = str(place.get("audit", self._audit))
        self.refresh()
        QTimer.singleShot(0, self, self._take_focus)
        self.area.verticalScrollBar().setValue(0)
        if place.get("show") == "supervision" and self.found is not None:
            QTimer.singleShot(0, self.supervision, self._show_supervision)

    def refresh(self) -> None:
        """Read the audit again; what may not be read says why."""
        clear(self._page)
        try:
            self.found = audit_list.view(self._context.workspace, self._audit)
        except QAError as error:
            self.found = None
            self._context.title(self.title, (("Audits", "audits"),))
            words = f"{error} {error.cure}".strip()
            self._page.addWidget(
                Banner(words, "warning", "Back to the audits", lambda: self._context.go("audits"))
            )
            self._page.addStretch(1)
            return
        found = self.found
        self._context.title(f"Case {found.case.reference}", (("Audits", "audits"),))
        self.replies = RepliesCard(self._context, found, self._answered)
        self.supervision = SupervisionCard(self._context, found, self._answered)
        self.timeliness = TimelinessCard(
            self._context.workspace, found.audit.allocation, self._timed
        )
        self._page.addWidget(self._head(found))
        self.tags.show_audit(found)
        followed = self._followed(found)
        left = Box(column(*(self._domain(found, d, followed) for d in found.form.domains()), None))
        right = Box(
            column(reading_card(self._context, found),
                   voices_card(self._context.workspace, found.audit.id, self._context.go), self.replies,
                   self.supervision, self.timeliness, actions_card(self._context, found), *notices_card(self._context, found),
                   case_card(self._context, found), history_card(found), None)
        )  # fmt: skip
        self._page.addWidget(Sides(left, right, (5, 3)))
        self._page.addStretch(1)
        self.tags.draw()

    def _domain(self, found: AuditView, domain: DomainView, followed: Followed) -> QWidget:
        """One domain with the themes that were found in it."""
        words = domain.graded or domain.key == "overall"
        row = self.tags.row(domain.key, domain.title) if words else None
        return domain_card(found, domain, followed, row)

    def _followed(self, found: AuditView) -> Followed:
        """What followed from its answers: actions, tagged themes, and the names of suggested ones."""
        space = self._context.workspace
        book = theme.codebook(space)

        def suggests(key: str) -> str:
            one = book.theme(key)
            return one.title if one is not None and one.state == "in_use" else ""

        return Followed(
            found.actions, theme_tag.of_audit(space, found.audit.id), suggests,
            space.clock.today(), lambda action: self._context.go("actions", action=action),
        )  # fmt: skip

    def _take_focus(self) -> None:
        """The keyboard begins at the first thing that can be done here, unless a part has asked for it."""
        now = QApplication.focusWidget()
        if not self.isVisible() or (now is not None and self.isAncestorOf(now)):
            return
        first = next(
            (
                b
                for b in self.findChildren(QAbstractButton)
                if b.isEnabled() and b.isVisibleTo(self)
            ),
            None,
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible() and self._audit:
            now = QApplication.focusWidget()
            here = now is not None and self.isAncestorOf(now)
            self.refresh()
            if here:
                QTimer.singleShot(0, self, self._take_focus)

    # ---- the head ------------------------------------------------------------------------------

    def _head(self, found: AuditView) -> QWidget:
        """What it is, how it was graded, what can be done."""
        one, template = found.audit, found.template
        card = Card()
        pill = Pill(STATES.get(one.state, one.state), _TONES.get(one.state, "plain"))
        chips = FlowRow(pill, spacing=8)
        if template.overall.kind == "graded":
            scale = {g.key: g for g in template.scale_of().grades}
            for widget in chips_of(scale, one.overall, one.final_overall):
                chips.add(widget)
        card.add(Heading(f"{template.title}, case {found.case.reference}", 2))
        card.add(chips)
        space = self._context.workspace
        handed = moment(one.handed_in)
        mode = _MODES.get(one.mode, "mode not recorded")
        card.add(
            Muted(f"{space.name(one.auditor)}  ·  {space.team_name(one.team)}  ·  handed in {handed}"
                  f"  ·  {mode}  ·  version {one.version}")
        )  # fmt: skip
        if found.superseded:
            card.add(
                Banner("A later audit has taken this one's place: it was reopened.", "warning")
            )
        reading = found.reading
        if reading is not None and reading.state == "closed" and reading.well_done == "no":
            card.add(
                Banner("The second reader asks for this audit to be done again. Its auditor reopens it.",
                       "warning")
            )  # fmt: skip
        if self.replies.open:
            who = " and ".join(dict.fromkeys(space.name(reply.who) for reply in self.replies.open))
            card.add(
                Banner(
                    f"Disputed by {who}: the QA lead answers before it can be signed off.", "warning",
                    "Show the reply", self._show_replies,
                )
            )  # fmt: skip
        if one.differs:
            card.add(
                Banner("The auditor's overall differs from what the domain grades imply. "
                       f"The reason: {found.form.answers.get('overall.differs', 'none was given')}")
            )  # fmt: skip
        card.add(self._verbs(found))
        return card

    def _verbs(self, found: AuditView) -> FlowRow:
        """The buttons; a verb that may not be done says why when it is tried."""
        one, space = found.audit, self._context.workspace
        self.raise_action = Button("Raise an action", self._new_action, icon="plus")
        self.raise_notice = Button("Raise a QA notice", self._new_notice, icon="flag")
        self.feedback = Button("Feedback as PDF", self._write, icon="file-text")
        self.reopen = Button("Reopen", self._reopen, icon="rotate-ccw")
        self.sign = Button("Sign off", self._sign, kind="primary", icon="check")
        verbs = FlowRow(self.sign, self.raise_action, self.raise_notice, self.feedback, self.reopen)
        self.reopen.setVisible(one.auditor == space.person.id and not found.superseded)
        ready = one.state in ("handed_in", "agreed") and not self.replies.open
        self.sign.setVisible(space.is_a("qa_lead", "cswo") and ready)
        return verbs

    # ---- verbs ---------------------------------------------------------------------------------

    def _new_action(self) -> None:
        """Raise an action on this audit."""
        self._context.go("actions", new=self._audit, question="overall")

    def _new_notice(self) -> None:
        """Raise a QA notice about this child, linked to this audit."""
        self._context.go("notices", new=self._audit)

    def _reopen(self) -> None:
        """Take it up again, with a reason; the old one stays for ever."""
        reason = ask_text(
            self, "Reopen this audit?",
            "It stays as it is for ever. A new draft begins with its answers; a sign-off no longer counts.",
            "Reopen",
        )  # fmt: skip
        if reason is None:
            return
        try:
            draft = audit.reopen(self._context.workspace, self._audit, reason)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(changed("draft", "audit", ids=(draft, self._audit)), self.key)
        self._context.go("audit_form", audit=draft)

    def _write(self) -> None:
        """Write the feedback for the worker and their manager."""
        found = self.found
        if found is None:
            return
        target = save_file(self, "Write the feedback", f"Audit feedback {found.case.reference}.pdf",
                           "PDF (*.pdf)")  # fmt: skip
        if target is None:
            return
        if not target.suffix:
            target = target.with_suffix(".pdf")
        workspace, name = self._context.workspace, found.audit.id

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                return report.write(reader, "audit", target, report.Scope(audit=name), progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            "Writing the feedback", work,
            lambda _path: self._context.say(f"The feedback is written: {target.name}", "success"),
        )  # fmt: skip

    def _show_replies(self) -> None:
        """Bring the replies into view, with the focus on what can be done there."""
        self.area.show_widget(self.replies)
        if self.replies.answers:
            next(iter(self.replies.answers.values())).setFocus()

    def _show_supervision(self) -> None:
        """Bring the supervision into view, with the focus on what is to be done."""
        self.area.show_widget(self.supervision)
        self.supervision.talked.setFocus()

    def _answered(self, change: Change, said: str) -> None:
        """Feedback, a reply or an answer was kept: tell, and stay at the card."""
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.refresh()
        QTimer.singleShot(0, self.replies, self._show_replies)

    def _timed(self, change: Change, said: str) -> None:
        """Dates of a clock were kept: tell, and stay where one is."""
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")

    def _sign(self) -> None:
        """Sign off, after showing exactly what that is."""
        found = self.found
        if found is None or not self._sure(found):
            return
        try:
            change = audit.sign_off(self._context.workspace, self._audit)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self._context.say("The audit is signed off.", "success")
        self.refresh()

    def _sure(self, found: AuditView) -> bool:
        """Ask, with every grade that would count."""
        one, template = found.audit, found.template
        dialog = Dialog(
            self, f"Sign off the audit of case {found.case.reference}?",
            "From then on these grades count in every report. Your name and the time stand with them.",
            yes="Sign off",
        )  # fmt: skip
        rows = [
            (d.title, name_of(template.scale_of(d).grade(one.final_grades.get(d.key, ""))))
            for d in template.graded
        ]
        if template.overall.kind == "graded":
            rows.append(("Overall", name_of(template.scale_of().grade(one.final_overall))))
        table = PlainTable("What is signed")
        table.show_table(("Domain", "Grade that counts"), rows)
        dialog.add(table)
        space = self._context.workspace
        dialog.add(
            Muted(f"Graded by {space.name(one.auditor)}, handed in {moment(one.handed_in)}.")
        )
        return dialog.run()
