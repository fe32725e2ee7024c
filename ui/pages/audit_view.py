"""One handed-in audit, read-only: grades, reasons, evidence, second reading, actions, history."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.action.model import STATES as ACTION_STATES
from qa_tool.audit.views import DomainView, QuestionView
from qa_tool.errors import QAError
from qa_tool.moderation.model import MODES, WELL_DONE
from qa_tool.progress import Progress
from qa_tool.template.model import Grade
from qa_tool.work import audit, audit_list, report
from qa_tool.work.audit_list import STATES, AuditView
from qa_tool.work.change import changed
from ui.context import Context, Group
from ui.dialogs import Dialog, ask_text, save_file
from ui.widgets import (
    Banner,
    Box,
    Button,
    Card,
    Divider,
    FlowRow,
    GradeChip,
    Heading,
    KeyValues,
    Muted,
    Pill,
    PlainTable,
    Scroll,
    Words,
    clear,
    column,
)
from ui.widgets.line_button import LineButton
from ui.widgets.sides import Sides

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
        kinds = ("audit", "reading", "action", "safety")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show this audit from its top."""
        self._audit = str(place.get("audit", self._audit))
        self.refresh()
        self.area.verticalScrollBar().setValue(0)

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
        self._page.addWidget(self._head(found))
        left = Box(column(*(self._domain(found, d) for d in found.form.domains()), None))
        right = Box(
            column(self._reading(found), self._actions(found), self._case(found),
                   self._history(found), None)
        )  # fmt: skip
        self._page.addWidget(Sides(left, right, (5, 3)))
        self._page.addStretch(1)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible() and self._audit:
            self.refresh()

    # ---- the head ------------------------------------------------------------------------------

    def _head(self, found: AuditView) -> QWidget:
        """What it is, how it was graded, what can be done."""
        one, template = found.audit, found.template
        card = Card()
        pill = Pill(STATES.get(one.state, one.state), _TONES.get(one.state, "plain"))
        chips = FlowRow(pill, spacing=8)
        if template.overall.kind == "graded":
            scale = {g.key: g for g in template.scale_of().grades}
            for widget in self._two(scale, one.overall, one.final_overall):
                chips.add(widget)
        card.add(Heading(f"{template.title}, case {found.case.reference}", 2))
        card.add(chips)
        space = self._context.workspace
        handed = _moment(one.handed_in)
        mode = _MODES.get(one.mode, "mode not recorded")
        card.add(
            Muted(f"{space.name(one.auditor)}  ·  {space.team_name(one.team)}  ·  handed in {handed}"
                  f"  ·  {mode}  ·  version {one.version}")
        )  # fmt: skip
        if found.superseded:
            card.add(
                Banner("A later audit has taken this one's place: it was reopened.", "warning")
            )
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
        self.feedback = Button("Feedback as PDF", self._write, icon="file-text")
        self.reopen = Button("Reopen", self._reopen, icon="rotate-ccw")
        self.sign = Button("Sign off", self._sign, kind="primary", icon="check")
        verbs = FlowRow(self.sign, self.raise_action, self.feedback, self.reopen)
        self.reopen.setVisible(one.auditor == space.person.id and not found.superseded)
        self.sign.setVisible(space.is_a("qa_lead", "cswo") and one.state in ("handed_in", "agreed"))
        return verbs

    def _two(self, scale: dict[str, Grade], first: str, final: str) -> list[QWidget]:
        """The first grade, and the final one where it is another."""
        chips: list[QWidget] = []
        grade = scale.get(first)
        if grade is not None:
            chips.append(GradeChip(grade.tone, grade.name))
        last = scale.get(final)
        if last is not None and final != first:
            chips += [
                Muted("first, after the second reading", wrap=False),
                GradeChip(last.tone, last.name),
            ]
        return chips

    # ---- the parts -----------------------------------------------------------------------------

    def _domain(self, found: AuditView, view: DomainView) -> QWidget:
        """One domain: its grade, why, on what evidence, and every answer behind a button."""
        card = Card(view.title)
        if view.graded and view.key != "overall":
            domain = found.template.domain(view.key)
            scale = {g.key: g for g in found.template.scale_of(domain).grades}
            chips = self._two(
                scale,
                found.audit.grades.get(view.key, ""),
                found.audit.final_grades.get(view.key, ""),
            )
            card.add(FlowRow(*chips) if chips else Muted("Not graded"))
        form = found.form
        if view.graded:
            reason = str(form.answers.get(f"{view.key}.reason", ""))
            if reason:
                card.add(_readable(reason))
            for item in _items(form.answers.get(f"{view.key}.evidence")):
                card.add(_evidence(item))
        answers = [form.view(key) for key in view.questions]
        answers = [
            v
            for v in answers
            if v.answered and not v.key.endswith((".grade", ".reason", ".evidence"))
        ]
        if answers:
            facts = Box(column(*(_answer(v) for v in answers), spacing=8))
            many = view.graded or len(answers) > 4

            if many:
                facts.hide()
                words = f"Show {len(answers)} answers"
                turn = Button(words, kind="quiet", icon="list")
                turn.clicked.connect(lambda: _turn(facts, turn, words))
                card.body.addWidget(turn, 0, Qt.AlignmentFlag.AlignLeft)
            card.add(facts)
        return card

    def _reading(self, found: AuditView) -> QWidget:
        """What the second reading said."""
        card = Card("Second reading")
        reading = found.reading
        if reading is None:
            card.add(Muted("Not chosen to be read again."))
        elif reading.state != "closed":
            card.add(Muted("It is being read again; what the moderator says will stand here."))
        else:
            card.add(
                KeyValues([
                    ("By", self._context.workspace.name(reading.moderator)),
                    ("How", MODES[reading.mode]),
                    ("Is the grade right?", "Yes" if reading.grade_right else "No"),
                    ("Is the audit well done?", WELL_DONE[reading.well_done]),
                ])
            )  # fmt: skip
            for title, words in (
                ("Why another grade", reading.reason),
                ("For the auditor", reading.feedback),
            ):
                if words:
                    card.add(Words(title, "strong"))
                    card.add(_readable(words))
        return card

    def _actions(self, found: AuditView) -> QWidget:
        """The actions of this audit; each leads to its place."""
        card = Card(f"Actions ({len(found.actions)})" if found.actions else "Actions")
        today = self._context.workspace.clock.today()
        for one in found.actions:
            late = one.overdue(today)
            due = f"due {one.due.day} {one.due:%b %Y}" if one.due else ""
            detail = f"{ACTION_STATES[one.state]} · {'overdue, ' if late else ''}{due}"
            card.add(
                LineButton(
                    one.what, detail, "list-checks", ink="warning" if late else "accent",
                    on_click=self._goer(one.id),
                )
            )  # fmt: skip
        if not found.actions:
            card.add(Muted("None has been raised."))
        return card

    def _goer(self, action: str) -> Callable[[], object]:
        """Goes to an action."""
        return lambda: self._context.go("actions", action=action)

    def _case(self, found: AuditView) -> QWidget:
        """The case, with the council's number only where this person may see it."""
        case, space = found.case, self._context.workspace
        facts = [("Reference", case.reference)]
        if case.council_number:
            facts.append(("Council's number", case.council_number))
        facts += [("Team now", space.team_name(case.team)), ("Age", case.age_band)]
        card = Card("Case")
        card.add(KeyValues([(name, value) for name, value in facts if value]))
        more = Button("All audits of this case", lambda: self._context.go("cases", case=case.id),
                      kind="quiet", icon="folder-search")  # fmt: skip
        card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _history(self, found: AuditView) -> QWidget:
        """What happened to it, and when."""
        card = Card("History")
        for event in found.history:
            when = _moment(datetime.fromisoformat(event.when))
            line = column(Words(event.what), Muted(f"{when}  ·  {event.who}"), spacing=0)
            card.add(Box(line))
        card.add(Divider())
        card.add(Muted(f"Entry {found.audit.id}"))
        return card

    # ---- verbs ---------------------------------------------------------------------------------

    def _new_action(self) -> None:
        """Raise an action on this audit."""
        self._context.go("actions", new=self._audit, question="overall")

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
                return report.write(reader, "audit", target, audit=name, progress=progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            "Writing the feedback", work,
            lambda _path: self._context.say(f"The feedback is written: {target.name}", "success"),
        )  # fmt: skip

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
            (d.title, _name(template.scale_of(d).grade(one.final_grades.get(d.key, ""))))
            for d in template.graded
        ]
        if template.overall.kind == "graded":
            rows.append(("Overall", _name(template.scale_of().grade(one.final_overall))))
        table = PlainTable("What is signed")
        table.show_table(("Domain", "Grade that counts"), rows)
        dialog.add(table)
        space = self._context.workspace
        dialog.add(
            Muted(f"Graded by {space.name(one.auditor)}, handed in {_moment(one.handed_in)}.")
        )
        return dialog.run()


def said(view: QuestionView) -> str:
    """An answer as people read it."""
    if view.na:
        return "Not applicable"
    words = {choice.key: choice.text for choice in view.choices}
    value = view.value
    if isinstance(value, list):
        return "; ".join(words.get(str(one), str(one)) for one in value if isinstance(one, str))
    if isinstance(value, str) and view.kind == "date":
        return _day(value)
    text = words.get(str(value), str(value))
    return f"{text} {view.unit}".strip()


def _answer(view: QuestionView) -> QWidget:
    """A question and its answer, one under the other: questions are long."""
    words = _readable(said(view))
    words.setAccessibleName(f"{view.text} {said(view)}")
    return Box(column(Muted(view.text), words, spacing=1))


def _items(value: object) -> list[dict[str, str]]:
    """The pieces of an evidence list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _evidence(item: dict[str, str]) -> QWidget:
    """One piece of evidence on a line."""
    day = _day(item.get("date", ""))
    head = "  ·  ".join(part for part in (item.get("what", ""), day) if part)
    return LineOfEvidence(head, item.get("shows", ""))


class LineOfEvidence(Box):
    """What, when, and what it shows."""

    def __init__(self, head: str, shows: str) -> None:
        super().__init__(
            column(Words(head, "strong"), Words(shows), spacing=1, margins=(12, 0, 0, 0))
        )


def _readable(text: str) -> Words:
    """Typed words that can be selected."""
    words = Words(text)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def _turn(facts: QWidget, button: Button, words: str) -> None:
    """Show the answers, or put them away."""
    facts.setVisible(facts.isHidden())
    button.setText(words if facts.isHidden() else "Show less")


def _name(grade: Grade | None) -> str:
    """A grade's word."""
    return grade.name if grade else "Not graded"


def _day(text: str) -> str:
    """A kept date as people read it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"


def _moment(when: datetime | None) -> str:
    """A moment as people read it, where the person is."""
    if when is None:
        return ""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y}, {here:%H:%M}"
