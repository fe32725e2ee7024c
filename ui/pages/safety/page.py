"""The page: the register with its filters, one stop beside it, and the verbs of both."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.audit.safety import (
    ABOUT,
    FOLLOWED,
    LEVELS,
    NOTIFIES_NOBODY,
    PLAN,
    STATES,
    FollowUp,
    Told,
)
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import report, safety, safety_follow
from qa_tool.work.change import Change, changed
from qa_tool.work.safety import StopRow
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields, ask_text, save_file
from ui.form.safety_card import ToldForm
from ui.form.safety_panel import RouteLine
from ui.pages.safety.detail import (
    clock_line,
    ended_line,
    followed_line,
    moment,
    state_cell,
    told_line,
)
from ui.pages.safety.raising import ask_stop
from ui.tables import Column, TablePanel
from ui.widgets import (
    Banner,
    Button,
    Card,
    Divider,
    EmptyState,
    FlowRow,
    Heading,
    Muted,
    Picker,
    Pill,
    Scroll,
    Words,
    column,
    row,
)
from ui.widgets.sides import ListAndDetail

SHOWN = (("", "All"), ("open", "Open"), ("overdue", "Overdue"), ("waiting", "Waits for an answer"),
         ("answered", "What followed?"), ("settled", "Settled"))  # fmt: skip


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
        self.write = Button("Write the register", self._write_register, icon="printer")
        self.shown = Picker("Which safety stops", SHOWN, "open")
        self.level = Picker("How grave", (("", "Any level"), *LEVELS.items()))
        self.about = Picker("What they are about", (("", "About anything"), *ABOUT.items()))
        self.team = Picker("Team", (("", "All teams"),))
        for picker in (self.shown, self.level, self.about, self.team):
            picker.picked.connect(lambda _key: self.refresh())
        self.panel = TablePanel(
            "Safety stops", self._columns(), noun=("safety stop", "safety stops"),
            empty="None here. Choose “All” and any level above to see every one.",
        )  # fmt: skip
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
        self.filters = FlowRow(self.shown, self.level, self.about, self.team, self.write)
        page = column(
            verbs, self.filters, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16)
        )
        page.setStretch(2, 1)
        page.setStretch(3, 1)
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(
            self, ("safety", "audit"), lambda _change: self._heard(), by=self.key
        )

    def show_page(self, **place: Any) -> None:
        """Show the register; mark one, or raise a new one."""
        self._context.title(self.title)
        if place.get("stop"):
            self._show_all()
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
        space = self._context.workspace
        every = safety.register(space)
        teams = sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
        self.team.show_choices([("", "All teams"), *teams], self.team.value())
        self.team.setVisible(space.is_a("qa_lead", "cswo"))
        self.write.setVisible(space.is_a("qa_lead", "cswo"))
        for part in (self.both, self.filters):
            part.setVisible(bool(every))
        self.nothing.setVisible(not every)
        self.both.show_detail(on=False)
        self.panel.show_rows(safety.register(space, self._wanted()))
        if marked is not None:
            self._mark(marked.id)

    def _wanted(self) -> safety.Wanted:
        """What the filters say."""
        return safety.Wanted(
            self.shown.value(), self.level.value(), self.about.value(), self.team.value()
        )

    def _show_all(self) -> None:
        """Take the filters off, so that the one asked for is there."""
        for picker in (self.shown, self.level, self.about, self.team):
            picker.setCurrentIndex(0)

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
            Column(
                "state",
                "State",
                state_cell,
                "pill",
                164,
                sort=lambda r: list(STATES).index(r.state),
            ),
        )

    def _mark(self, name: str) -> None:
        """Select one stop, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).id == name:
                self.panel.view.selectRow(number)
                return

    # ---- one stop ------------------------------------------------------------------------------

    def _choose(self, stop: StopRow | None) -> None:
        """Show one stop: clocks, whom to call, who was told."""
        self.both.show_detail(on=stop is not None)
        if stop is None or stop == self._stop:
            return  # the same one stays as it is: somebody may be typing in its form
        self._stop = stop
        self.card.empty()
        state = state_cell(stop)
        self.card.add(Heading(f"Case {stop.reference}: {stop.level_words.lower()}", 3))
        self.card.add(FlowRow(Pill(state.word, state.tone)))
        about = dict(ABOUT).get(stop.about, stop.about)  # type: ignore[call-overload]
        facts = (about, stop.team, "" if stop.audit else "outside an audit")
        words = "  ·  ".join(fact for fact in facts if fact)
        self.card.add(Muted(f"{words}  ·  raised {moment(stop.raised)} by {stop.raised_by}"))
        self.card.add(Words(stop.what))
        now = self._context.workspace.clock.now()
        for clock in stop.clocks:
            self.card.add(clock_line(clock, now))
        for told in stop.told:
            self.card.add(told_line(told, stop))
        self._add_followed(stop)
        self.card.add(self._verbs(stop))
        if not stop.answered:
            self._add_routes(stop)
        self.card.body.addStretch(1)

    def _add_followed(self, stop: StopRow) -> None:
        """What followed, and what is different."""
        if stop.followed or stop.settled:
            self.card.add(Divider())
        for one in stop.followed:
            self.card.add(followed_line(one, self._context.workspace.name(one.by)))
        if stop.settled:
            self.card.add(ended_line(stop))

    def _verbs(self, stop: StopRow) -> FlowRow:
        """The buttons of one stop."""
        verbs = FlowRow(Button("Note as PDF", lambda: self._write_note(stop), icon="file-text"))
        if any(clock.step == PLAN and not clock.done for clock in stop.clocks):
            verbs.add(Button("The plan is written", lambda: self._plan(stop), icon="check"))
        if stop.settled is None:
            verbs.add(Button("What followed", lambda: self._follow(stop), icon="plus"))
            settle = Button("Settle", lambda: self._settle(stop), icon="circle-check")
            settle.forbid(safety_follow.why_not_settle(self._context.workspace, stop.id))
            verbs.add(settle)
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
        told = Told(who, when, how, answer, route)
        if self._kept(lambda: safety.tell(self._context.workspace, stop.id, told)):
            self._context.say("Kept.", "success")
            self._show_all()
            self.refresh()
            self._mark(stop.id)

    def _kept(self, verb: Callable[[], Change]) -> bool:
        """Do it and tell the others; what is refused is said."""
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return False
        self._context.live.announce(change, self.key)
        return True

    def _follow(self, stop: StopRow) -> None:
        """Ask what followed, and when."""
        space = self._context.workspace
        kept: list[Change] = []

        def check(given: Mapping[str, Any]) -> str:
            one = FollowUp(given["kind"], given["on"], given["what"])
            try:
                kept.append(safety_follow.follow(space, stop.id, one))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        fields = [
            Field("kind", "What followed?", "choice", "visit", list(FOLLOWED.items())),
            Field("on", "On which day?", "date", space.clock.today(), needed=True),
            Field("what", "What was done, and what came of it?", "long", needed=True,
                  help="A sentence or two; name nobody. An action itself is raised in the audit."),
        ]  # fmt: skip
        if ask_fields(self, "What followed", fields, "Keep", check=check) is not None:
            self._context.live.announce(kept[-1], self.key)
            self.refresh()
            self._mark(stop.id)

    def _settle(self, stop: StopRow) -> None:
        """Ask what is different for the child, and end it."""
        words = ask_text(
            self, "Settle this safety stop",
            "It ends here. If the worry comes back, raise a new one: it has clocks of its own.",
            "Settle", label="What is different for the child?",
        )  # fmt: skip
        if words and self._kept(
            lambda: safety_follow.settle(self._context.workspace, stop.id, words)
        ):
            self._context.say("The safety stop is settled.", "success")
            self._show_all()
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
        if self._kept(lambda: safety.plan_written(space, stop.id, when)):
            self.refresh()

    def _write_note(self, stop: StopRow) -> None:
        """Write the one-page note for the child's own file."""
        name = f"Safety note {stop.reference}.pdf"
        target = save_file(self, "Write the note", name, "PDF (*.pdf)")
        self._write_file("safety_note", target, report.Scope(stop=stop.id), "The note")

    def _write_register(self) -> None:
        """Write the whole register as a report, without the child's words."""
        name = f"Safety register {self._context.workspace.clock.today():%Y-%m-%d}.pdf"
        kinds = "PDF (*.pdf);;Workbook (*.xlsx)"
        target = save_file(self, "Write the register", name, kinds)
        team = self.team.currentText() if self.team.value() else ""
        self._write_file("safety", target, report.Scope(team=team), "The register")

    def _write_file(self, kind: str, target: Path | None, scope: report.Scope, what: str) -> None:
        """Write on the worker, over a read-only store of its own."""
        if target is None:
            return
        path = target if target.suffix else target.with_suffix(".pdf")
        workspace = self._context.workspace

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                return report.write(reader, kind, path, scope, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            f"Writing {path.name}", work,
            lambda _path: self._context.say(f"{what} is written: {path.name}", "success"),
        )  # fmt: skip

    def raise_one(self, case: str = "") -> None:
        """Ask for a case and what the worry is; sign and keep it at once."""
        ask_stop(self, self._context, case, self._raised)

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
        self._show_all()
        self.refresh()
        self._mark(stop)
        self.both.enter()
