"""Safety: the register of safety stops, late first, who was told, and what they answered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from qa_tool.audit.safety import ABOUT, NOTIFIES_NOBODY, PLAN, About, Clock, Route, Told, routes
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.template.model import SafetyLevel
from qa_tool.work import council, report, safety
from qa_tool.work.change import changed
from qa_tool.work.safety import StopRow
from ui.context import Context, Group
from ui.dialogs import Dialog, Field, ask_fields, save_file
from ui.form.safety_card import HOW, ToldForm
from ui.form.safety_panel import RaiseStop, RouteLine
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Banner,
    Box,
    Button,
    Card,
    Divider,
    EmptyState,
    FlowRow,
    Heading,
    Labelled,
    Muted,
    Picker,
    Pill,
    Scroll,
    Words,
    column,
    line,
    row,
)
from ui.widgets.sides import ListAndDetail

_SHOWN = (("open", "Open"), ("all", "All"))


class _Desk:
    """What the forms of a safety stop ask for, outside an audit."""

    def __init__(self, context: Context) -> None:
        self._space = context.workspace

    def stops(self) -> Sequence[StopRow]:
        """The register."""
        return safety.register(self._space)

    def routes(self, level: SafetyLevel, about: About) -> tuple[Route, ...]:
        """Whom to tell, with the council's numbers."""
        return routes(level, about, self._space.policy.numbers)

    def raise_stop(self, level: SafetyLevel, about: About, what: str) -> None:  # noqa: ARG002
        """A stop outside an audit needs its case first, which the page asks for."""
        raise QAError("It is not said which case.", "Type the case's reference.")

    def tell(self, stop: str, told: Told) -> None:
        """Record who was told."""
        safety.tell(self._space, stop, told)

    def plan_written(self, stop: str) -> None:
        """Record that the written plan is there."""
        safety.plan_written(self._space, stop, self.now())

    def now(self) -> datetime:
        """The time now."""
        now: datetime = self._space.clock.now()
        return now


class SafetyPage(QWidget):
    """The register: place `stop=` marks one, `new=` a case's id (or "") raises one."""

    key: ClassVar[str] = "safety"
    title: ClassVar[str] = "Safety"
    icon: ClassVar[str] = "shield-alert"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.add = Button("Raise a safety stop", self.raise_one, kind="danger", icon="shield-alert")
        self.shown = Picker("Which safety stops", _SHOWN, "open")
        self.shown.picked.connect(lambda _key: self.refresh())
        self.panel = TablePanel(
            "Safety stops", self._columns(), noun=("safety stop", "safety stops"),
            empty="No safety stop is open. Choose “All” above to see every one.",
        )  # fmt: skip
        self.panel.bar.insertWidget(0, self.shown)
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = Card()
        self._stop: StopRow | None = None
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.46, first=self.panel.view
        )
        self.nothing = EmptyState(
            "No safety stop has been raised",
            "Raise one as soon as you fear that a child may be unsafe, with or without an audit. "
            "Speak to people first: this program notifies nobody.",
            icon="shield-alert",
        )  # fmt: skip
        banner = Banner(f"{NOTIFIES_NOBODY} You call; here stands who was told and what they answered.",
                        "warning")  # fmt: skip
        verbs = row(banner, self.add, spacing=12)
        verbs.setStretch(0, 1)
        verbs.setAlignment(self.add, Qt.AlignmentFlag.AlignVCenter)
        page = column(verbs, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(1, 1)
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(
            self, ("safety", "audit"), lambda _change: self._heard(), by=self.key
        )

    def show_page(self, **place: Any) -> None:
        """Show the register; mark one, or raise a new one."""
        self._context.title(self.title)
        if place.get("stop"):
            self.shown.show_choices(_SHOWN, "all")
        self.refresh()
        if place.get("stop"):
            self._mark(str(place["stop"]))
            self.both.enter()
        elif self.panel.rows.rowCount():
            self.panel.view.selectRow(0)
        if not self.both.isHidden():
            self.panel.view.setFocus()
        if "new" in place:
            self.raise_one(str(place["new"]))

    def refresh(self) -> None:
        """Read the register again; what was marked stays marked."""
        marked = self.panel.view.current_row()
        every = safety.register(self._context.workspace)
        wanted = every
        if self.shown.value() == "open":
            wanted = tuple(r for r in every if not r.answered or self._plan_missing(r))
        self.both.setVisible(bool(every))
        self.nothing.setVisible(not every)
        self.both.show_detail(on=False)
        self.panel.show_rows(wanted)
        if marked is not None:
            self._mark(marked.id)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        """What the register says of a stop."""
        return (
            Column("reference", "Case", lambda r: r.reference, width=112),
            Column("level", "How grave", lambda r: r.level_words),
            Column("raised", "Raised", lambda r: r.raised.astimezone().date(), "date", 112),
            Column("state", "State", _state, "pill", 156, sort=lambda r: (not r.late, r.answered)),
        )

    def _mark(self, name: str) -> None:
        """Select one stop, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).id == name:
                self.panel.view.selectRow(number)
                return

    def _plan_missing(self, stop: StopRow) -> bool:
        """Whether the written plan is still to come."""
        return any(clock.step == PLAN and not clock.met for clock in stop.clocks)

    # ---- one stop ------------------------------------------------------------------------------

    def _choose(self, stop: StopRow | None) -> None:
        """Show one stop: clocks, whom to call, who was told."""
        self.both.show_detail(on=stop is not None)
        if stop is None or stop == self._stop:
            return  # the same one stays as it is: somebody may be typing in its form
        self._stop = stop
        self.card.empty()
        state = _state(stop)
        self.card.add(Heading(f"Case {stop.reference}: {stop.level_words.lower()}", 3))
        self.card.add(FlowRow(Pill(state.word, state.tone)))
        about = dict(ABOUT).get(stop.about, stop.about)  # type: ignore[call-overload]
        self.card.add(Muted(f"{about}  ·  raised {_moment(stop.raised)} by {stop.raised_by}"))
        self.card.add(Words(stop.what))
        for clock in stop.clocks:
            self.card.add(clock_line(clock, self._context.workspace.clock.now()))
        for told in stop.told:
            self.card.add(_told(told, stop))
        self.card.add(self._verbs(stop))
        if not stop.answered:
            self._add_routes(stop)
        self.card.body.addStretch(1)

    def _verbs(self, stop: StopRow) -> FlowRow:
        """The buttons of one stop."""
        verbs = FlowRow(Button("Note as PDF", lambda: self._write(stop), icon="file-text"))
        if self._plan_missing(stop):
            verbs.add(Button("The plan is written", lambda: self._plan(stop), icon="check"))
        if stop.audit:
            verbs.add(
                Button("Go to the audit", lambda: self._context.go("audit_view", audit=stop.audit),
                       kind="quiet", icon="clipboard-list")
            )  # fmt: skip
        return verbs

    def _add_routes(self, stop: StopRow) -> None:
        """Whom to call, and the form for what they answered."""
        self.card.add(Divider())
        self.card.add(Words("Call", "strong"))
        for route in stop.routes:
            self.card.add(RouteLine(route))
        self.card.add(Divider())
        form = ToldForm(stop, self._context.workspace.clock.now())
        form.asked.connect(lambda *what: self._tell(stop, *what))
        self.card.add(form)

    # ---- verbs ---------------------------------------------------------------------------------

    def _tell(
        self, stop: StopRow, route: str, who: str, when: datetime, how: str, answer: str
    ) -> None:
        """Keep who was told and what they answered."""
        try:
            change = safety.tell(
                self._context.workspace, stop.id, Told(who, when, how, answer, route)
            )
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self._context.say("Kept.", "success")
        self.shown.show_choices(_SHOWN, "all")
        self.refresh()
        self._mark(stop.id)

    def _plan(self, stop: StopRow) -> None:
        """Record on which day the written plan was there."""
        space = self._context.workspace
        now: datetime = space.clock.now()

        def check(given: Any) -> str:
            day: date | None = given["day"]
            return "The day lies in the future." if day and day > now.date() else ""

        given = ask_fields(
            self, "The plan is written",
            [Field("day", "On which day was the written plan there?", "date", now.date(), needed=True)],
            "Keep", check=check,
        )  # fmt: skip
        if given is None:
            return
        when = now if given["day"] == now.date() else datetime.combine(
            given["day"], now.timetz().replace(hour=12, minute=0, second=0, microsecond=0)
        )  # fmt: skip
        try:
            change = safety.plan_written(space, stop.id, when)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self.refresh()

    def _write(self, stop: StopRow) -> None:
        """Write the one-page note for the child's own file."""
        target = save_file(
            self, "Write the note", f"Safety note {stop.reference}.pdf", "PDF (*.pdf)"
        )
        if target is None:
            return
        if not target.suffix:
            target = target.with_suffix(".pdf")
        workspace = self._context.workspace

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                return report.write(
                    reader, "safety_note", target, report.Scope(stop=stop.id), progress
                )
            finally:
                reader.store.close()

        self._context.tasks.run(
            "Writing the note", work,
            lambda _path: self._context.say(f"The note is written: {target.name}", "success"),
        )  # fmt: skip

    def raise_one(self, case: str = "") -> None:
        """Ask for a case and what the worry is; sign and keep it at once."""
        space = self._context.workspace
        known = {r.reference.casefold(): r for r in council.case_rows(space)}
        dialog = Dialog(self, "Raise a safety stop", NOTIFIES_NOBODY + " Call first.", no="Close",
                        wide=580)  # fmt: skip
        which = line("Case", "The case's reference")
        words = QCompleter([r.reference for r in known.values()], which)
        words.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        which.setCompleter(words)
        which.setText(next((r.reference for r in known.values() if r.id == case), ""))
        field = Labelled("Case", which, "The random reference, as it stands on the page Cases.")
        form = RaiseStop()
        form.show_routes(_Desk(self._context))

        def asked(level: SafetyLevel, about: About, what: str) -> None:
            found = known.get(which.text().strip().casefold())
            if found is None:
                field.show_problem("No case that you may look at has this reference.")
                which.setFocus()
                return
            field.show_problem("")
            try:
                stop = safety.raise_stop(space, "", found.id, level, about, what)
            except QAError as error:
                field.show_problem(f"{error} {error.cure}".strip())
                return
            dialog.accept()
            self._raised(stop, found.id)

        form.asked.connect(asked)
        dialog.add(field)
        dialog.add(form)
        which.setFocus()
        dialog.run()

    def _raised(self, stop: str, case: str) -> None:
        """Tell the others, show it, and say where another one is open on the same case."""
        space = self._context.workspace
        self._context.live.announce(changed("safety", ids=(stop,)), self.key)
        self._context.say("The safety stop is signed and kept. Call now, then record the answer.")
        mine = safety.one(space, stop)
        if safety.told_after(space, case, mine.raised):
            self._context.warn(
                "Another safety stop is open on this case already.",
                "Speak to the team manager about both.",
            )
        self.shown.show_choices(_SHOWN, "open")
        self.refresh()
        self._mark(stop)
        self.both.enter()


def clock_line(clock: Clock, now: datetime) -> QWidget:
    """One clock in words, with how long there is, or how late it is."""
    due = (
        _moment(clock.due)
        if isinstance(clock.due, datetime)
        else f"{clock.due.day} {clock.due:%b %Y}"
    )
    word, tone = ("In time", "success") if clock.met else (_left(clock.due, now), "accent")
    if clock.late:
        word, tone = "Late", "danger"
    words = column(Words(clock.what), Muted(f"by {due}"), spacing=0)
    inside = row(words, Pill(word, tone), spacing=10)
    inside.setStretch(0, 1)
    box = Box(inside)
    box.setAccessibleName(f"{clock.what}, by {due}: {word}")
    return box


def _left(due: datetime | date, now: datetime) -> str:
    """How long there is, in words."""
    if isinstance(due, datetime):
        minutes = max(0, round((due - now).total_seconds() / 60))
        return f"{minutes} minutes left"
    days = (due - now.date()).days
    return {0: "Today", 1: "By tomorrow"}.get(days, f"{days} days left")


def _told(told: Told, stop: StopRow) -> QWidget:
    """Somebody who was told, how, and what they answered."""
    names = {route.key: route.who for route in stop.routes}
    post = names.get(told.route, "")
    who = told.who if not post or post == told.who else f"{told.who} ({post})"
    how = dict(HOW).get(told.how, told.how).lower()
    answer = told.answer or "no answer recorded yet"
    return Box(
        column(
            Words(who, "strong"), Muted(f"{_moment(told.when)}, {how}"), Words(answer), spacing=1
        )
    )


def _state(stop: StopRow) -> Cell:
    """How it stands, in a word."""
    if stop.answered:
        return Cell(
            "Answered late" if stop.late else "Answered", "warning" if stop.late else "success"
        )
    return Cell("Late", "danger") if stop.late else Cell("Waits for an answer", "warning")


def _moment(when: datetime) -> str:
    """A moment as people read it, where the person is."""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y}, {here:%H:%M}"
