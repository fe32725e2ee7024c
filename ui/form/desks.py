"""The desks of the program: an audit being written, and a blind second reading."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from qa_tool.action.model import Priority
from qa_tool.audit.form import Form
from qa_tool.audit.safety import About, Level, Route, Told, routes
from qa_tool.council.model import Case
from qa_tool.moderation.model import MODES, Mode
from qa_tool.work import action, audit, audit_list, council, moderation, safety
from qa_tool.work.change import Change, changed
from qa_tool.work.safety import StopRow
from qa_tool.work.workspace import Workspace
from ui.form.desk import Fact, Moved, NewAction, Ready
from ui.form.safety_panel import SafetyDesk
from ui.form.tagging import WorkTags

Announce = Callable[[Change], object]

AFTER_HAND_IN = (
    "Your grades and words are signed and kept as you gave them; nobody can change them. "
    "The audit may be chosen for a second reading. If you see something later, you can reopen it "
    "with a reason."
)
AFTER_GRADES = (
    "Your own grades are sealed. Then you see the first reading beside yours, differences first, "
    "and give your verdicts."
)


class WorkSafety:
    """Safety stops of one case, through work."""

    def __init__(
        self, workspace: Workspace, announce: Announce, *, audit_id: str = "", case_id: str = ""
    ) -> None:
        self._workspace, self._announce = workspace, announce
        self._audit, self._case = audit_id, case_id

    def stops(self) -> Sequence[StopRow]:
        """The stops of this audit; in a second reading one's own, and only then those that are open."""
        if self._audit:
            return safety.of_audit(self._workspace, self._audit)
        me = self._workspace.name(self._workspace.person.id)
        mine = [
            stop for stop in safety.register(self._workspace)
            if stop.case == self._case and stop.raised_by == me
        ]  # fmt: skip
        if not mine:
            return ()
        since = min(stop.raised for stop in mine)
        return (*mine, *safety.told_after(self._workspace, self._case, since))

    def routes(self, level: Level, about: About) -> tuple[Route, ...]:
        """Whom to tell, with the council's numbers."""
        return routes(level, about, self._workspace.policy.numbers)

    def raise_stop(self, level: Level, about: About, what: str) -> None:
        """Raise a stop at once."""
        stop = safety.raise_stop(self._workspace, self._audit, self._case, level, about, what)
        self._announce(changed("safety", ids=(stop, self._audit)))

    def tell(self, stop: str, told: Told) -> None:
        """Record who was told and what they answered."""
        self._announce(safety.tell(self._workspace, stop, told))

    def plan_written(self, stop: str) -> None:
        """Record that the written plan is there."""
        self._announce(safety.plan_written(self._workspace, stop, self.now()))

    def now(self) -> datetime:
        """The time now."""
        return self._workspace.clock.now()


def case_facts(workspace: Workspace, case: Case) -> list[Fact]:
    """The case in a few lines; what is not known is left out."""
    number = council.case(workspace, case.id).council_number
    facts = [
        ("Reference", case.reference),
        ("Council's number", number),
        ("Kind of case", case.kind.replace("_", " ").capitalize()),
        ("Age", case.age_band),
        ("Opened", _day(case.opened)),
    ]
    return [(name, value) for name, value in facts if value]


class AuditDesk:
    """A draft audit on the auditor's desk."""

    verb, afterwards, may_act = "Hand in", AFTER_HAND_IN, True
    modes: Sequence[tuple[str, str]] = ()

    def __init__(self, workspace: Workspace, audit_id: str, announce: Announce) -> None:
        self._workspace, self._id, self._announce = workspace, audit_id, announce
        self.opened = audit.open_draft(workspace, audit_id)
        self.form: Form = self.opened.form
        self.place = self.opened.place
        self.title = f"Case {self.opened.case.reference}"
        self.subtitle = self.opened.template.title
        self._safety = WorkSafety(
            workspace, announce, audit_id=audit_id, case_id=self.opened.case.id
        )
        self._tags = WorkTags(workspace, announce, audit_id)

    def facts(self) -> Sequence[Fact]:
        """Case, team, worker, template, and how long it is expected to take."""
        given, template = self.opened.audit, self.opened.template
        more = [
            ("Team", self._workspace.team_name(given.team)),
            ("Worker", self._workspace.name(given.worker)),
            ("Template", f"{template.title}, version {template.version}"),
            ("Period read", f"the last {template.months_read} months"),
            ("Period judged", f"the last {template.months_judged} months"),
            ("Expected time", _hours(template.minutes)),
        ]
        return case_facts(self._workspace, self.opened.case) + [(k, v) for k, v in more if v]

    def history(self) -> Sequence[Fact]:
        """What happened to this audit, as the ledger tells it."""
        events = audit_list.history(self._workspace, self.opened.audit)
        return [(f"{_moment(event.when)}, {event.who}", event.what) for event in events]

    def clock(self) -> str:
        """The time now."""
        return f"{self._workspace.clock.now():%H:%M}"

    def keep(self, key: str, value: Any, *, merge: bool = False) -> None:
        """Keep one answer, in its own transaction."""
        audit.keep_answer(self._workspace, self._id, key, value, merge=merge)

    def undo(self) -> Moved | None:
        """Take the last answer back."""
        step = audit.undo(self._workspace, self._id)
        return Moved(step.key, step.before) if step else None

    def redo(self) -> Moved | None:
        """Give it again."""
        step = audit.redo(self._workspace, self._id)
        return Moved(step.key, step.after) if step else None

    def can_undo(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and something to redo."""
        return audit.can_undo(self._workspace, self._id)

    def remember(self, key: str) -> None:
        """Remember where the auditor is."""
        audit.keep_place(self._workspace, self._id, key)

    def readiness(self) -> Ready:
        """What is missing before hand-in."""
        state = audit.readiness(self._workspace, self._id, self.form)
        return Ready(state.gaps, state.findings, state.unsettled)

    def finish(self, overruled: Mapping[str, str], mode: str = "") -> None:  # noqa: ARG002
        """Hand in."""
        self._announce(audit.hand_in(self._workspace, self._id, overruled))

    def give_back(self, reason: str) -> None:
        """Give the case back; what was typed goes."""
        self._announce(audit.give_up_draft(self._workspace, self._id, reason))

    def owners(self) -> Sequence[tuple[str, str]]:
        """Everybody who is there, the child's worker first."""
        worker = self.opened.audit.worker
        people = [p for p in self._workspace.people.values() if p.ends is None]
        people.sort(key=lambda person: (person.id != worker, person.name))
        return [(person.id, person.name) for person in people]

    def due_choices(self) -> Sequence[tuple[str, date]]:
        """The council's due dates."""
        return action.due_choices(self._workspace)

    def raise_action(self, wanted: NewAction) -> None:
        """Raise an action from a question."""
        self._announce(
            action.raise_(
                self._workspace,
                action.Wanted(
                    self._id, wanted.key, wanted.what, wanted.owner, wanted.owner_words,
                    priority=cast("Priority", wanted.priority), due=wanted.due,
                ),
            )
        )  # fmt: skip

    def safety(self) -> SafetyDesk | None:
        """The safety stops of this audit."""
        return self._safety

    def tagging(self) -> WorkTags:
        """The themes tagged in this audit."""
        return self._tags


class BlindDesk:
    """A second reading: the same template, empty; nothing of the first reading comes here."""

    verb, afterwards, may_act = "Save my grades", AFTER_GRADES, False
    modes: Sequence[tuple[str, str]] = tuple(MODES.items())

    def __init__(self, workspace: Workspace, reading_id: str, announce: Announce) -> None:
        self._workspace, self._id, self._announce = workspace, reading_id, announce
        self.opened = moderation.open_blind(workspace, reading_id)
        self.form: Form = self.opened.form
        self.place = ""
        self.title = f"Case {self.opened.case.reference}"
        self.subtitle = f"Second reading: {self.opened.template.title}"
        self._safety = WorkSafety(workspace, announce, case_id=self.opened.case.id)

    def facts(self) -> Sequence[Fact]:
        """Case, template and due date: what may be known before one's own grades are saved."""
        more = [("Template", self.opened.template.title), ("Due", _day(self.opened.due))]
        return case_facts(self._workspace, self.opened.case) + [(k, v) for k, v in more if v]

    def history(self) -> Sequence[Fact]:
        """Nothing: what happened before stays out of sight."""
        return ()

    def clock(self) -> str:
        """The time now."""
        return f"{self._workspace.clock.now():%H:%M}"

    def keep(self, key: str, value: Any, *, merge: bool = False) -> None:
        """Keep one answer, in its own transaction."""
        moderation.keep_answer(self._workspace, self._id, key, value, merge=merge)

    def undo(self) -> Moved | None:
        """Take the last answer back; a reading's draft undoes as an audit's does."""
        step = moderation.undo(self._workspace, self._id)
        return Moved(step.key, step.before) if step else None

    def redo(self) -> Moved | None:
        """Give it again."""
        step = moderation.redo(self._workspace, self._id)
        return Moved(step.key, step.after) if step else None

    def can_undo(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and something to redo."""
        return audit.can_undo(self._workspace, self._id)

    def remember(self, key: str) -> None:
        """A reading begins where it was left by what is answered; no place is kept."""

    def readiness(self) -> Ready:
        """What a second reading needs: grades, the overall with its reason, and what parts."""
        gaps = [(gap.key, gap.text) for gap in moderation.gaps(self.form)]
        return Ready(tuple(gaps), moderation.findings(self.form))

    def finish(self, overruled: Mapping[str, str], mode: str = "") -> None:
        """Seal one's own grades; `mode` says how the file was read."""
        self._announce(
            moderation.save_grades(self._workspace, self._id, cast("Mode", mode), overruled)
        )

    def owners(self) -> Sequence[tuple[str, str]]:
        """No action is raised from a second reading."""
        return ()

    def due_choices(self) -> Sequence[tuple[str, date]]:
        """No action is raised from a second reading."""
        return ()

    def raise_action(self, wanted: NewAction) -> None:
        """No action is raised from a second reading."""

    def safety(self) -> SafetyDesk | None:
        """A second reader may raise a safety stop too."""
        return self._safety


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b} {day.year}" if day else ""


def _moment(stamp: str) -> str:
    when = datetime.fromisoformat(stamp)
    return f"{when.day} {when:%b} {when.year}, {when:%H:%M}"


def _hours(minutes: int) -> str:
    if minutes < 90:
        return f"{minutes} minutes"
    return f"{minutes / 60:g} hours"
