"""What is known of one objective or requirement, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from qa_tool.action.requirement import STATES, Requirement
from qa_tool.errors import QAError
from qa_tool.work import requirement
from qa_tool.work.change import Change
from qa_tool.work.reaudit_pairs import PairRow
from qa_tool.work.requirement import ObjectiveRow, RequirementRow
from ui.context import Context
from ui.dialogs import ask_text
from ui.pages.plan.again import fill_pair
from ui.pages.plan.entering import ask_objective, ask_requirement, day_words
from ui.widgets import Button, Card, FlowRow, Heading, KeyValues, Pill

TONES = {"open": "accent", "met": "success", "withdrawn": "plain"}


class PlanCard(Card):
    """What is chosen in the plan: `PlanCard(context)`, `.show_row(row)`; signal `changed(Change, words)`."""

    changed = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._writes = context.workspace.is_a("qa_lead", "cswo")

    def show_row(self, row: object) -> None:
        """Show an objective, a requirement, or a re-audit beside its first audit."""
        self.empty()
        if isinstance(row, ObjectiveRow):
            self._objective(row)
        elif isinstance(row, RequirementRow):
            self._requirement(row)
        elif isinstance(row, PairRow):
            fill_pair(self, self._context, row)

    # ---- objectives ----------------------------------------------------------------------------

    def _objective(self, row: ObjectiveRow) -> None:
        one = row.objective
        self.add(Heading(one.title, 3))
        overdue = f", {row.overdue} overdue" if row.overdue else ""
        facts = [
            ("How", one.about), ("Answers for it", row.owner), ("By when", day_words(one.due)),
            ("Actions", f"{row.finished} of {row.actions} finished{overdue}" if row.actions else "None yet"),
            ("Requirements", str(row.requirements) if row.requirements else ""),
        ]  # fmt: skip
        self.add(KeyValues([(name, value) for name, value in facts if value]))
        verbs = FlowRow()
        self._raise(verbs, objective=one.id)
        if row.actions:
            verbs.add(
                Button("Its actions", lambda: self._see(objective=one.id), icon="list-checks")
            )
        if self._writes:
            space = self._context.workspace
            verbs.add(Button("Correct", lambda: self._asked(ask_objective(self, space, one)),
                             icon="pencil"))  # fmt: skip
        self.add(verbs)
        self.body.addStretch(1)

    # ---- requirements --------------------------------------------------------------------------

    def _requirement(self, row: RequirementRow) -> None:
        one, space = row.requirement, self._context.workspace
        self.add(Heading(row.text, 3))
        pills = FlowRow(Pill(STATES[one.state], TONES[one.state]))
        if row.days_late:
            pills.add(
                Pill(f"{row.days_late} day{'s' if row.days_late > 1 else ''} overdue", "danger")
            )
        if row.lonely:
            pills.add(Pill("No action yet", "warning"))
        self.add(pills)
        facts = [
            ("From", f"{row.kind}: {row.source}"), ("Said", self._judged(row)),
            ("Asked for", row.within), ("Due", day_words(row.due)), ("Objective", row.objective),
            ("Actions", row.answered), ("Reason", one.reason),
            ("Settled", f"{day_words(one.settled)} by {space.name(one.settled_by)}" if one.settled else ""),
        ]  # fmt: skip
        self.add(KeyValues([(name, value) for name, value in facts if value]))
        self.add(self._verbs(row))
        self.body.addStretch(1)

    def _judged(self, row: RequirementRow) -> str:
        """When its source was said, with its judgements."""
        plan = requirement.plan(self._context.workspace)
        found = next((s for s in plan.sources if row.requirement.source == s.source.id), None)
        if found is None:
            return ""
        judged = "\n".join(f"{j.area}: {j.grade}" for j in found.source.judgements)
        scale = f" ({found.scale})" if found.scale and judged else ""
        return f"{day_words(found.source.said)}{scale}" + (f"\n{judged}" if judged else "")

    def _verbs(self, row: RequirementRow) -> FlowRow:
        one, space = row.requirement, self._context.workspace
        verbs = FlowRow()
        if one.state == "open":
            self._raise(verbs, requirement=one.id)
        if row.actions:
            verbs.add(
                Button("Its actions", lambda: self._see(requirement=one.id), icon="list-checks")
            )
        if self._writes:
            if one.state == "open":
                verbs.add(Button("It is met", lambda: self._settle(one, "met"), icon="check"))
                verbs.add(Button("Withdraw", lambda: self._settle(one, "withdrawn"), icon="x"))
                verbs.add(Button("Correct", lambda: self._asked(ask_requirement(self, space, one)),
                                 icon="pencil"))  # fmt: skip
                more = Requirement("", one.source, "")
                verbs.add(Button("One more from here", lambda: self._asked(ask_requirement(self, space, more)),
                                 kind="quiet", icon="plus"))  # fmt: skip
            else:
                verbs.add(
                    Button("Open again", lambda: self._settle(one, "open"), icon="rotate-ccw")
                )
        return verbs

    def _raise(self, verbs: FlowRow, **place: str) -> None:
        """The button that raises an action for it."""
        if self._context.workspace.is_a("qa_lead", "cswo", "team_manager"):
            verbs.add(
                Button("Raise an action", lambda: self._context.go("actions", new="service", **place),
                       kind="primary", icon="plus")
            )  # fmt: skip

    def _see(self, **place: str) -> None:
        self._context.go("actions", filter="all", **place)

    def _settle(self, one: Requirement, state: str) -> None:
        """Met, withdrawn, or open again: with what shows it."""
        titles = {
            "met": ("This requirement is met?", "It is met", "What shows it"),
            "withdrawn": ("Withdraw this requirement?", "Withdraw", "Reason"),
            "open": ("Open this requirement again?", "Open again", "Reason"),
        }
        title, verb, label = titles[state]
        reason = ask_text(self, title, one.text, verb, label=label)
        if reason is not None:
            space = self._context.workspace
            self._try(lambda: requirement.settle(space, one.id, state, reason))  # type: ignore[arg-type]

    def _try(self, verb: Callable[[], Change]) -> None:
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._asked(change)

    def _asked(self, change: Change | None) -> None:
        if change is not None:
            self.changed.emit(change, "Kept.")
