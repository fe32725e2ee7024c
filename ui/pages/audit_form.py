"""The page of the audit form: opens a desk, shows the form, hands in."""

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.work import audit, audit_list, council
from qa_tool.work.audit import NotReady
from qa_tool.work.change import Change, changed
from ui.context import Context, Group
from ui.dialogs import ask_text
from ui.dialogs.hand_in import HandIn
from ui.dialogs.new_action import ask_action
from ui.dialogs.timeliness import show_timeliness
from ui.form.answering import Answering
from ui.form.declaration import Declaration
from ui.form.desk import Desk, NewAction
from ui.form.desks import AuditDesk, BlindDesk
from ui.form.foot import FormFoot
from ui.form.foot import Steps as FootSteps
from ui.form.keys import add_keys, turn
from ui.form.steps import Steps
from ui.form.view import FormView
from ui.look import text_scale
from ui.widgets import EmptyState, column

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
        self.foot = FormFoot(
            FootSteps(
                before=lambda: self.view.step(-1), after=lambda: self.view.step(1),
                missing=lambda: turn(self.view, "missing"),
                safety=lambda: self.view.show_side("safety"), finish=self.finish,
            )
        )  # fmt: skip
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(TELL_OTHERS)
        self._tell.timeout.connect(self._tell_others)
        self.view.ready_changed.connect(lambda _ready: self._fit_foot())
        self.view.moved.connect(self._show_place)
        self.view.wanted.connect(self.raise_action)
        self.view.guide.clocks_wanted.connect(self.timeliness)
        self._declaration.started.connect(self._start)
        self._declaration.given_back.connect(self._give_back)
        self._context.live.watch(self, ("safety", "action"), self._heard, by=self.key)
        add_keys(window_context.commands, self)

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
        self.view.look_again()

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
        self.view.guide.offer_clocks(on=isinstance(desk, AuditDesk))
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
        answer = HandIn(self, desk.verb, gaps, ready.findings, desk.afterwards, desk.modes).ask()
        if answer.jump:
            self._jump(answer.jump, unsettled=bool(ready.unsettled))
        elif answer.go_on:
            self._finish(desk, answer.overruled, answer.mode)

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
            self.view.look_again()
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
        return any(row.id == audit_id and row.state == "draft" for row in rows)

    def _heard(self, _change: Change) -> None:
        """A safety stop or an action changed elsewhere."""
        if self.at_work():
            self.view.look_again()

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
        self._context.state("", "plain")

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

    def _finish(self, desk: Desk, overruled: dict[str, str], mode: str) -> None:
        """Do it; what is missing after all is shown."""
        try:
            desk.finish(overruled, mode)
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
            self._context.go("moderation_compare", reading=name)
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
        self.steps.let_go()
        self._open = ""

    def _dress_window(self, desk: Desk) -> None:
        """Title, foot and undo buttons."""
        first = (
            ("Moderation", "moderation") if isinstance(desk, BlindDesk) else ("Audits", "audits")
        )
        self._context.title(f"{desk.title} · {desk.subtitle}", (first,))
        self._context.foot(self.foot.buttons())
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

    def _show_place(self) -> None:
        keys = self.view.keys()
        place = keys.index(self.view.here) if self.view.here in keys else 0
        self.foot.show_place(place, len(keys))

    def _fit_foot(self) -> None:
        verb = self.answering.desk.verb if self.answering else "Hand in"
        room = self.width() / text_scale()
        self.foot.fit(room, self.view.ready, verb, alarmed=self.view.alarmed)

    def resizeEvent(self, event: Any) -> None:
        """Fit the foot to the room there is."""
        super().resizeEvent(event)
        self._fit_foot()

    def _jump(self, key: str, *, unsettled: bool) -> None:
        if key == "safety" and unsettled:
            self.view.show_side("safety")
        else:
            self.view.go_to(key)

    def raise_action(self, key: str) -> None:
        """Raise an action from a question: what, who, by when."""
        desk = self.answering.desk if self.answering else None
        if desk is None or not desk.may_act:
            return
        question = desk.form.view(key).text
        given = ask_action(self, question, desk.owners(), desk.due_choices())
        if given is None:
            return
        try:
            desk.raise_action(NewAction(key, **given))
        except QAError as trouble:
            self._context.fault(trouble)
        else:
            self._context.say("The action is raised.", "success")

    def timeliness(self) -> None:
        """The dates of the statutory clocks on this file, which no grade depends on."""
        desk = self.answering.desk if self.answering else None
        if isinstance(desk, AuditDesk):
            show_timeliness(
                self, self._context.workspace, desk.opened.audit.allocation, self._timed
            )

    def _timed(self, change: Change, said: str) -> None:
        self._announce(change)
        self._context.say(said, "success")

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

    def at_work(self) -> bool:
        """Whether the form is on screen with something to answer."""
        return self.view.isVisible() and self.answering is not None
