"""The page of the audit form: opens a desk, shows the form, hands in."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.work import audit, audit_list, council
from qa_tool.work.audit import NotReady
from qa_tool.work.change import Change, changed
from ui.commands import Command
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields, ask_text
from ui.dialogs.hand_in import HandIn
from ui.form.answering import Answering
from ui.form.declaration import Declaration
from ui.form.desk import Desk, NewAction, Ready
from ui.form.desks import AuditDesk, BlindDesk
from ui.form.steps import Steps
from ui.form.view import FormView
from ui.look import text_scale
from ui.widgets import Button, EmptyState, column

GROUP = "Audit form"
NARROW, TIGHT = 900, 700
TELL_OTHERS = 400


class AuditFormPage(QWidget):
    """The audit form in the window: `show_page(audit=…)`, `(reading=…)` or `(allocation=…)`, `at=key` jumps."""

    key: ClassVar[str] = "audit_form"
    title: ClassVar[str] = "Audit form"
    icon: ClassVar[str] = "clipboard-check"
    group: ClassVar[Group] = ""

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._open = ""
        self._allocation = ""
        self.answering: Answering | None = None
        self.view, self._declaration = FormView(), Declaration()
        self._empty = EmptyState(
            "No audit is open", "Choose one from your list of audits.", "Go to audits",
            lambda: self._context.go("audits"), icon="clipboard-list",
        )  # fmt: skip
        self._parts = QStackedWidget()
        for part in (self._empty, self._declaration, self.view):
            self._parts.addWidget(part)
        self.setLayout(column(self._parts))
        self.steps = Steps(self)
        self.missing_button = Button("What is missing", self._turn_missing, icon="list-checks")
        self.before = Button("Previous", lambda: self.view.step(-1), icon="chevron-left")
        self.after = Button(
            "Next domain", lambda: self.view.step(1), kind="primary", icon="chevron-right"
        )
        self.finish_button = Button("Hand in", self.finish, icon="send")
        self.after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.stop_button = Button("Safety stop", self._open_safety, icon="shield-alert")
        self.alarm_button = Button(
            "Safety stop", self._open_safety, kind="danger", icon="shield-alert"
        )
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(TELL_OTHERS)
        self._tell.timeout.connect(self._tell_others)
        self.view.ready_changed.connect(self._show_ready)
        self.view.moved.connect(self._show_place)
        self.view.wanted.connect(self._raise_action)
        self._declaration.started.connect(self._start)
        self._declaration.given_back.connect(self._give_back)
        self._commands()

    # ---- the page ----------------------------------------------------------------------------

    def show_page(self, **place: Any) -> None:
        """Open what is asked for; what is open stays open."""
        try:
            self._show_page(**place)
        except QAError as trouble:
            self._close()
            self._parts.setCurrentWidget(self._empty)
            self._context.fault(trouble)

    def refresh(self) -> None:
        """Look again at what is missing."""
        if self.answering is not None:
            self.view.show_side(self.view.side)  # type: ignore[arg-type]

    def leave(self) -> bool:
        """Keep what is typed before another page shows."""
        self.flush()
        return True

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        if self.answering is not None:
            self.view.flush()
            if self.answering.unkept():
                self.answering.try_again()
            if self._tell.isActive():
                self._tell_others()

    def open_desk(self, desk: Desk, name: str, at: str = "") -> None:
        """Put a desk on the page."""
        self._close()
        self._open = name
        self.answering = Answering(desk, self)
        self.answering.told.connect(self._told)
        self.answering.trouble.connect(self._context.fault)
        self.answering.changed.connect(lambda _keys: self.steps.mirror())
        self.steps.show_desk(desk.can_undo, self._move)
        self._parts.setCurrentWidget(self.view)
        self.view.open_desk(self.answering, at)
        self._dress_window(desk)

    def finish(self) -> None:
        """Hand in (or save one's grades), after a look at what is missing."""
        if self.answering is None:
            return
        self.view.flush()
        desk = self.answering.desk
        ready = desk.readiness()
        gaps = [*ready.gaps]
        gaps += [("safety", "A safety stop waits for its answer.") for _ in ready.unsettled]
        answer = HandIn(self, desk.verb, gaps, ready.findings, desk.afterwards).ask()
        if answer.jump:
            self._jump(answer.jump, unsettled=bool(ready.unsettled))
        elif answer.go_on:
            self._finish(desk, answer.overruled)

    # ---- inside ------------------------------------------------------------------------------

    def _show_page(
        self, *, audit: str = "", reading: str = "", allocation: str = "", at: str = ""
    ) -> None:
        name = audit or reading or allocation
        if not name and self.answering is None:
            self._parts.setCurrentWidget(self._empty)
            return
        if self.answering is not None and name in ("", self._open):
            self._dress_window(self.answering.desk)
            if at:
                self.view.go_to(at)
            return
        workspace, announce = self._context.workspace, self._announce
        if allocation:
            self._declare(allocation)
        elif reading:
            self.open_desk(BlindDesk(workspace, reading, announce), reading, at)
        elif self._is_draft(audit):
            self.open_desk(AuditDesk(workspace, audit, announce), audit, at)
        else:
            self._context.go("audit_view", audit=audit)

    def _is_draft(self, audit_id: str) -> bool:
        """Whether this is still being written by this person; one handed in is only looked at."""
        rows = audit_list.mine(self._context.workspace)
        if any(row.id == audit_id and row.state == "draft" for row in rows):
            return True
        audit.open_draft(self._context.workspace, audit_id)  # says why not
        return True

    def _declare(self, allocation: str) -> None:
        """Ask the declaration of a case that is not begun; a begun one opens."""
        rows = audit_list.mine(self._context.workspace)
        row = next((r for r in rows if r.allocation == allocation), None)
        if row is None:
            raise QAError("This case is not waiting for you.", "Look at the list of audits again.")
        if row.id:
            self._show_page(audit=row.id)
            return
        self._close()
        self._allocation = allocation
        due = f"{row.due.day} {row.due:%b} {row.due.year}" if row.due else ""
        facts = [("Template", row.title), ("Team", row.team), ("Due", due)]
        self._declaration.show_case(f"Case {row.reference}", [(k, v) for k, v in facts if v])
        self._parts.setCurrentWidget(self._declaration)
        self._context.title(f"Case {row.reference}", (("Audits", "audits"),))
        self._context.foot(())

    def _start(self) -> None:
        """The declaration is given: begin."""
        try:
            draft = audit.start(self._context.workspace, self._allocation, declared=True)
        except QAError as trouble:
            self._context.fault(trouble)
            return
        self._announce(changed("draft", "allocation", ids=(draft,)))
        self.show_page(audit=draft)

    def _give_back(self, reason: str) -> None:
        """The auditor knows them: the case goes back with the reason."""
        try:
            change = council.give_back(self._context.workspace, self._allocation, reason)
        except QAError as trouble:
            self._context.fault(trouble)
            return
        self._announce(change)
        self._context.say("The case is given back. The QA lead allocates it again.", "success")
        self._parts.setCurrentWidget(self._empty)
        self._context.go("audits")

    def _finish(self, desk: Desk, overruled: dict[str, str]) -> None:
        """Do it; what is missing after all is shown."""
        try:
            desk.finish(overruled)
        except NotReady as trouble:
            self._context.fault(trouble)
            self.view.show_side("missing")
            return
        except QAError as trouble:
            self._context.fault(trouble)
            return
        name, blind = self._open, isinstance(desk, BlindDesk)
        self._tell.stop()
        self._close(keep=False)
        self._parts.setCurrentWidget(self._empty)
        self._context.say("Your grades are saved." if blind else "Handed in.", "success")
        if blind:
            self._context.go("moderation", reading=name)
        else:
            self._context.go("audits")

    def _close(self, *, keep: bool = True) -> None:
        """Let go of the desk that is open."""
        if self.answering is not None:
            if keep:
                self.flush()
                self.view.close_desk()
            else:
                self.view.drop_desk()
            self.answering.deleteLater()
            self.answering = None
        self._open = ""

    def _dress_window(self, desk: Desk) -> None:
        """Title, foot and undo buttons."""
        first = (
            ("Moderation", "moderation") if isinstance(desk, BlindDesk) else ("Audits", "audits")
        )
        self._context.title(f"{desk.title} · {desk.subtitle}", (first,))
        self._context.foot(
            (
                self.stop_button, self.alarm_button, self.missing_button, self.finish_button,
                self.before, self.after,
            )
        )  # fmt: skip
        self._context.undo(self.steps.stack)
        self._context.state("All changes are saved", "saved")
        self._fit_foot()

    def _told(self, words: str, state: str) -> None:
        self._context.state(words, state)
        self._tell.start()

    def _tell_others(self) -> None:
        """Tell the other pages, once a while, that this draft has moved on."""
        self._tell.stop()
        self._announce(changed("draft", ids=(self._open,)))

    def _announce(self, change: Change) -> None:
        self._context.live.announce(change, by=self.key)

    def _move(self, back: bool) -> None:  # noqa: FBT001 - called by the undo stack
        if self.answering is not None:
            self.view.flush()
            if back:
                self.answering.undo()
            else:
                self.answering.redo()

    def _show_ready(self, _ready: Ready) -> None:
        self._fit_foot()

    def _show_place(self) -> None:
        keys = self.view.keys()
        place = keys.index(self.view.here) if self.view.here in keys else 0
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(keys) - 1)

    def _fit_foot(self) -> None:
        """Words on the foot's buttons where they have room."""
        ready = self.view.ready
        room = self.width() / text_scale()
        wide = room >= NARROW
        full = f"What is missing ({ready.count})" if ready.count else "Nothing is missing"
        self.missing_button.setText(full if wide else str(ready.count))
        self.missing_button.setToolTip(f"{full} (Ctrl+Shift+M)")
        self.missing_button.setAccessibleName(full)
        for button, words, keys in (
            (self.before, "Previous", "Ctrl+PgUp"),
            (self.after, "Next domain", "Ctrl+PgDown"),
            (self.stop_button, "Safety stop", "Ctrl+Shift+S"),
            (self.alarm_button, "Safety stop", "Ctrl+Shift+S"),
        ):
            button.setText(words if wide else "")
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({keys})")
        verb = self.answering.desk.verb if self.answering else "Hand in"
        self.finish_button.setText(verb if room >= TIGHT else "")
        self.finish_button.setAccessibleName(verb)
        self.finish_button.setToolTip(f"{verb} (Ctrl+Enter)")
        if self.answering is not None and self.stop_button.parentWidget() is not None:
            self.stop_button.setVisible(not self.view.alarmed)
            self.alarm_button.setVisible(self.view.alarmed)

    def resizeEvent(self, event: Any) -> None:
        """Fit the foot to the room there is."""
        super().resizeEvent(event)
        self._fit_foot()

    def _turn_missing(self) -> None:
        self.view.show_side("" if self.view.side == "missing" else "missing")

    def _open_safety(self) -> None:
        self.view.show_side("safety")

    def _jump(self, key: str, *, unsettled: bool) -> None:
        if key == "safety" and unsettled:
            self.view.show_side("safety")
        else:
            self.view.go_to(key)

    def _raise_action(self, key: str) -> None:
        """Raise an action from a question: what, who, by when."""
        if self.answering is None or not self.answering.desk.may_act:
            return
        desk = self.answering.desk
        owners = [("", "Somebody else (write below)"), *desk.owners()]
        due = [(day.isoformat(), words) for words, day in desk.due_choices()]
        days = {day.isoformat(): day for _, day in desk.due_choices()}
        given = ask_fields(
            self, "Raise an action",
            (
                Field("what", "What must change for this child?", "long", needed=True,
                      help="One thing that somebody else can see is done."),
                Field("owner", "Who sees to it?", "choice", choices=owners),
                Field("owner_words", "Or a team or partner agency"),
                Field("due", "By when?", "choice", choices=due),
                Field("priority", "Priority", "choice", "medium",
                      choices=(("high", "High"), ("medium", "Medium"), ("low", "Low"))),
            ),
            "Raise the action", text=desk.form.view(key).text,
            check=lambda v: "" if v["owner"] or v["owner_words"] else "Say who sees to it.",
        )  # fmt: skip
        if given is None:
            return
        wanted = NewAction(
            key, given["what"], given["owner"], given["owner_words"], given["priority"],
            days.get(given["due"]),
        )  # fmt: skip
        try:
            desk.raise_action(wanted)
        except QAError as trouble:
            self._context.fault(trouble)
        else:
            self._context.say("The action is raised.", "success")

    def give_up(self) -> None:
        """Give the case back from a draft, with a reason."""
        desk = self.answering.desk if self.answering else None
        if not isinstance(desk, AuditDesk):
            return
        reason = ask_text(
            self, "Give this case back?",
            "Your answers go and cannot be brought back; safety stops stay.", "Give it back",
        )  # fmt: skip
        if reason is None:
            return
        try:
            desk.give_back(reason)
        except QAError as trouble:
            self._context.fault(trouble)
            return
        self._close(keep=False)
        self._parts.setCurrentWidget(self._empty)
        self._context.go("audits")

    def _on_question(self, what: str) -> Callable[[], None]:
        """Do something with the question that has the focus."""

        def do() -> None:
            box = self.view.question()
            if box is not None:
                getattr(box, what)()

        return do

    def _na(self) -> None:
        box = self.view.question()
        if box is not None:
            box.editor.not_applicable()

    def _act(self) -> None:
        box = self.view.question()
        if box is not None:
            self._raise_action(box.key)

    def _commands(self) -> None:
        """The keys of the form; they act while the form is on screen."""
        every: list[tuple[str, str, Callable[[], object], str, str]] = [
            ("before", "Previous domain", lambda: self.view.step(-1), "Ctrl+PgUp", "chevron-left"),
            ("after", "Next domain", lambda: self.view.step(1), "Ctrl+PgDown", "chevron-right"),
            (
                "question.before",
                "Previous question",
                lambda: self.view.step_question(-1),
                "Alt+PgUp",
                "",
            ),
            (
                "question.after",
                "Next question",
                lambda: self.view.step_question(1),
                "Alt+PgDown",
                "",
            ),
            ("finish", "Hand in, or save my grades", self.finish, "Ctrl+Return", "send"),
            ("safety", "Safety stop", self._open_safety, "Ctrl+Shift+S", "shield-alert"),
            ("missing", "What is missing", self._turn_missing, "Ctrl+Shift+M", "list-checks"),
            ("guide", "Guidance", self._turn_guide, "Ctrl+Shift+G", "lightbulb"),
            (
                "help",
                "How to answer this question",
                self._on_question("turn_help"),
                "Ctrl+Shift+H",
                "",
            ),
            (
                "comment",
                "Comment on this question",
                self._on_question("open_comment"),
                "Ctrl+Shift+C",
                "",
            ),
            (
                "later",
                "Come back to this question later",
                self._on_question("turn_later"),
                "Ctrl+Shift+L",
                "flag",
            ),
            ("na", "Not applicable", self._na, "Ctrl+Shift+N", ""),
            ("clear", "Clear this answer", self._on_question("clear_answer"), "Ctrl+Del", ""),
            (
                "action",
                "Raise an action from this question",
                self._act,
                "Ctrl+Shift+A",
                "list-checks",
            ),
            ("give_up", "Give this case back", self.give_up, "", "log-out"),
        ]
        every += [
            (f"grade.{n}", f"Grade this domain: number {n}", self._grader(n), f"Alt+{n}", "")
            for n in range(1, 6)
        ]
        for name, title, call, keys, picture in every:
            self._context.commands.add(
                Command(f"form.{name}", title, call, keys, picture, GROUP, enabled=self._at_work)
            )

    def _turn_guide(self) -> None:
        self.view.show_side("" if self.view.side == "guide" else "guide")

    def _grader(self, place: int) -> Callable[[], bool]:
        return lambda: self.view.grade(place)

    def _at_work(self) -> bool:
        return self.isVisible() and self.answering is not None
