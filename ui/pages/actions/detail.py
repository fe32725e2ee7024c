"""One action: what is known of it, and what can be done about it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from qa_tool.action.model import LEVELS, OFFERS, WHY, Learned
from qa_tool.action.smart import hints
from qa_tool.errors import QAError
from qa_tool.work import action, requirement
from qa_tool.work.action import ActionRow
from qa_tool.work.change import Change
from ui.context import Context
from ui.dialogs import Field, ask_fields, ask_text
from ui.dialogs.new_action import PRIORITIES
from ui.pages.actions.form import day_words, requirements
from ui.widgets import Button, Card, FlowRow, Heading, KeyValues, Muted, Pill

TONES = {"open": "accent", "done": "warning", "verified": "success", "withdrawn": "plain"}
ROLES = ("Social worker", "Team manager", "Independent reviewing officer", "Others")


def late_words(row: ActionRow) -> str:
    """How late, in words."""
    return f"{row.days_late} day{'s' if row.days_late != 1 else ''} overdue"


class ActionCard(Card):
    """The action that is chosen: `ActionCard(context)`, `.show_row(row)`; signal `changed(Change, words)`."""

    changed = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def show_row(self, row: ActionRow | None) -> None:
        """Show one action with what can be done about it."""
        self.empty()
        if row is None:
            return
        self.add(Heading(row.what, 3))
        pills = FlowRow(Pill(row.state_words, TONES[row.state]))
        if row.overdue:
            pills.add(Pill(late_words(row), "danger"))
        if row.action.compliance:
            pills.add(Pill("Compliance only", "plain"))
        if row.action.kind == "learning":
            pills.add(Pill(OFFERS[row.action.offer] if row.action.offer else "Learning", "accent"))
        self.add(pills)
        self.add(KeyValues([(name, value) for name, value in self._facts(row) if value]))
        for words in self._remarks(row):
            self.add(Muted(words))
        self.add(self._verbs(row))
        self.body.addStretch(1)

    def _facts(self, row: ActionRow) -> list[tuple[str, str]]:
        one, space = row.action, self._context.workspace
        raised = day_words(one.raised.date() if one.raised else None)
        return [
            ("Case", row.reference), ("About", row.domain), ("Owner", row.owner), ("Team", row.team),
            ("Due", day_words(row.due)), ("First due", day_words(one.first_due)),
            ("Level", LEVELS[one.level]), ("Priority", dict(PRIORITIES)[one.priority]),
            ("Answers", self._answers(row)), ("Objective", self._objective(row)),
            ("Raised", f"{raised} by {space.name(one.raised_by)}"),
            ("Opened again", _times(one.reopened)), ("Learning", _learned(one.learned)),
            ("Proof", one.proof), ("Difference", one.difference), ("Reason", one.reason),
            ("Seen by", space.name(one.verified_by) if one.verified_by else ""),
        ]  # fmt: skip

    def _answers(self, row: ActionRow) -> str:
        """The requirements in sight, and how many findings beside its own."""
        known = requirement.names(self._context.workspace)
        said = [known[one] for one in row.action.requirements if one in known]
        if row.action.links:
            n = len(row.action.links)
            said.append(f"{n} finding{'s' if n > 1 else ''} of other audits")
        return "\n".join(said)

    def _objective(self, row: ActionRow) -> str:
        found = requirement.objectives(self._context.workspace) if row.action.objective else ()
        return next((one.title for one in found if one.id == row.action.objective), "")

    def _remarks(self, row: ActionRow) -> list[str]:
        said = []
        if row.needs_verifying and row.state in ("open", "done"):
            why = WHY.get(row.action.why_verified, "")
            said.append(f"Somebody else looks at the proof of this one{': ' + why if why else ''}.")
        if row.state == "open":
            said += [f"A hint: {words}" for words in hints(row.what)]
        return said

    # ---- verbs ---------------------------------------------------------------------------------

    def _verbs(self, row: ActionRow) -> FlowRow:
        """The buttons of one action."""
        verbs = FlowRow()
        if row.state == "open":
            verbs.add(Button("It is done", lambda: self._done(row), kind="primary", icon="check"))
        if row.can_verify:
            verbs.add(Button("I have seen the proof", lambda: self._verify(row), kind="primary",
                             icon="eye"))  # fmt: skip
        if row.action.kind == "learning" and row.state != "withdrawn":
            verbs.add(Button("Who took part", lambda: self._learned(row), icon="users"))
        if row.state in ("done", "verified"):
            verbs.add(Button("Open again", lambda: self._reopen(row), icon="rotate-ccw"))
        if row.state != "withdrawn" and requirements(self._context.workspace):
            verbs.add(Button("What it answers", lambda: self._link(row), icon="paperclip"))
        if row.state == "open":
            verbs.add(Button("Withdraw", lambda: self._withdraw(row), icon="x"))
        if row.audit:
            verbs.add(
                Button("Go to the audit", lambda: self._context.go("audit_view", audit=row.audit),
                       kind="quiet", icon="clipboard-list")
            )  # fmt: skip
        return verbs

    def _done(self, row: ActionRow) -> None:
        """It is done: where is the proof."""
        child = row.action.level == "child"
        what = "What is different for this child?" if child else "What is different for children?"
        given = ask_fields(
            self, "It is done", [
                Field("proof", "Proof", "long", needed=True,
                      help="Which record shows it, and its date. No names of children."),
                Field("difference", what, "long"),
            ], "Keep", text=row.what,
        )  # fmt: skip
        if given is not None:
            space = self._context.workspace
            self._try(lambda: action.mark_done(space, row.id, given["proof"], given["difference"]),
                      "Done. The proof is kept.")  # fmt: skip

    def _verify(self, row: ActionRow) -> None:
        """Somebody else has seen the proof."""
        said = ask_text(
            self, "You have seen the proof", f"{row.what}\n\nProof: {row.action.proof}",
            "It is done and seen", label="What is different for this child?",
            needed=row.action.level == "child", given=row.action.difference,
        )  # fmt: skip
        if said is not None:
            space = self._context.workspace
            self._try(lambda: action.verify(space, row.id, said), "The proof is seen.")

    def _reopen(self, row: ActionRow) -> None:
        """Not done after all."""
        reason = ask_text(self, "Open this action again?", row.what, "Open again")
        if reason is not None:
            space = self._context.workspace
            self._try(lambda: action.reopen(space, row.id, reason), "The action is open again.")

    def _withdraw(self, row: ActionRow) -> None:
        """No longer needed."""
        reason = ask_text(self, "Withdraw this action?", row.what, "Withdraw")
        if reason is not None:
            space = self._context.workspace
            self._try(lambda: action.withdraw(space, row.id, reason), "The action is withdrawn.")

    def _link(self, row: ActionRow) -> None:
        """Which requirement and objective it answers."""
        space, one = self._context.workspace, row.action
        fields = [
            Field("requirement", "Requirement", "choice", next(iter(one.requirements), ""),
                  [("", "None"), *requirements(space)]),
            Field("objective", "Objective", "choice", one.objective,
                  [("", "None"), *((o.id, o.title) for o in requirement.objectives(space))]),
        ]  # fmt: skip
        given = ask_fields(self, "What it answers", fields, "Keep", text=row.what)
        if given is None:
            return
        chosen = given["requirement"]
        others = one.requirements[1:] if one.requirements else ()
        wanted = tuple(dict.fromkeys((chosen, *others))) if chosen else others
        self._try(
            lambda: action.link(space, row.id, requirements=wanted, objective=given["objective"]),
            "What it answers is kept.",
        )

    def _learned(self, row: ActionRow) -> None:
        """Who took part in a learning offer, by role, and what was seen later."""
        space, held = self._context.workspace, row.action.learned or Learned(date.min)
        begun = held.held if row.action.learned else space.clock.today()
        fields = [
            Field("held", "Held on", "date", begun, needed=True),
            *(Field(role, f"{role}: how many", "number", held.took_part.get(role, "")) for role in ROLES),
            Field("measure_on", "Measured again on", "date", held.measure_on or ""),
            Field("measured", "What was seen when it was measured again", "long", held.measured),
        ]  # fmt: skip
        given = ask_fields(
            self, "Who took part", fields, "Keep", text="Counts by role only: no names."
        )
        if given is None:
            return
        counts = {role: given[role] for role in ROLES if given[role]}
        learned = Learned(given["held"], counts, given["measure_on"] or None, given["measured"])
        self._try(lambda: action.record_learning(space, row.id, learned), "Kept.")

    def _try(self, verb: Callable[[], Change], said: str) -> None:
        """Do it and tell; where it may not be done, say why."""
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self.changed.emit(change, said)


def _times(n: int) -> str:
    """How often, in words; nothing for never."""
    return {0: "", 1: "once", 2: "twice"}.get(n, f"{n} times")


def _learned(held: Learned | None) -> str:
    """A learning offer in words."""
    if held is None:
        return ""
    said = f"Held {day_words(held.held)}; {held.n} took part"
    if held.took_part:
        said += f" ({', '.join(f'{role}: {n}' for role, n in held.took_part.items())})"
    if held.measured:
        return f"{said}. Measured again: {held.measured}"
    return f"{said}. Measured again on {day_words(held.measure_on)}" if held.measure_on else said
