"""Before the draw: rules, what they would give, the seed, and the draw itself."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Round
from qa_tool.errors import QAError
from qa_tool.sampling.model import FrameCase, Rules
from qa_tool.work import sample, sample_frame, sample_list
from qa_tool.work import template as templates
from ui.context import Context
from ui.dialogs import Field, ask, ask_fields
from ui.pages.samples.forecast import Forecast
from ui.pages.samples.rules import RulesCard, moment
from ui.widgets import Button, Card, FlowRow, Labelled, Muted, Words, column, line
from ui.widgets.sides import Sides

PAUSE = 150


class Plan(QWidget):
    """Rules at the left, what they would give at the right, seed and draw below: `.show_round(round, template)`."""

    def __init__(self, window_context: Context, by: str) -> None:
        super().__init__()
        self._context, self._by = window_context, by
        self._round: Round | None = None
        self._template = ""
        self._cases: tuple[FrameCase, ...] = ()
        self._own: dict[str, tuple[str, str]] = {}
        self.rules, self.forecast = RulesCard(), Forecast()
        self.leave = Button("Leave a case out", self.leave_out, icon="minus")
        self.out = Muted("")
        self.seed = line("Seed", "Words or digits that a second person or dice gave")
        self.seed.setMaxLength(200)
        self.throw = Button("Throw dice", self._throw, icon="rotate-ccw")
        self.record = Button("Record the seed", self.record_seed, icon="lock")
        self.recorded = Words("")
        self.draw = Button("Freeze the list and draw", self.draw_now, kind="primary", icon="play")
        first = Card("1. The seed, before the list is frozen")
        first.add(
            Labelled("Seed", self.seed, "It decides the order of all cases. It is kept for ever.")
        )
        first.add(FlowRow(self.throw, self.record))
        first.add(self.recorded)
        second = Card("2. The draw")
        second.add(
            Words("The list is frozen as it is now and drawn from once. Extending keeps the cases, "
                  "dropping one promotes the next; a new draw needs a reason.")
        )  # fmt: skip
        second.add(FlowRow(self.draw, self.leave))
        second.add(self.out)
        self.setLayout(
            column(
                Sides(self.rules, self.forecast, (2, 3)), Sides(first, second, (1, 1)), spacing=12
            )
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self.look)
        self.rules.changed.connect(self._wait.start)

    def show_round(self, round_: Round, template: str) -> None:
        """Read the list again and show what a draw would give."""
        if (round_.id, template) != (self._round.id if self._round else "", self._template):
            self._own.clear()
        self._round, self._template = round_, template
        space = self._context.workspace
        self.rules.show_council(space)
        self._cases = sample_frame.frame_cases(
            space, round_, template, Rules(months=space.policy.exclude_months), self._reasons()
        )
        made = sample.current(space, round_.id, template)
        told = "No seed is recorded yet."
        if made is not None:
            told = f"Recorded {moment(made.seeded)}: {made.seed}"
            if made.earlier_seeds:
                told += f" (it replaced {made.earlier_seeds} before the list was frozen)"
        self.recorded.setText(told)
        may = space.is_a("qa_lead")
        why = "" if may else "The QA lead draws samples."
        self.record.forbid(why)
        self.leave.forbid(why)
        self.draw.forbid(why or ("" if made else "Record the seed first."))
        self.out.setText(_out_words(self._own))
        self.look()

    def look(self) -> None:
        """Say what the rules would give."""
        if self._round is None:
            return
        self._wait.stop()
        space = self._context.workspace
        try:
            rules = sample_frame.complete(space, self._round, self._template, self.rules.rules())
            template = templates.current(space, self._template)[0]
            told = sample_frame.outlook(self._cases, rules, template, space.clock.today())
        except QAError as error:
            self.forecast.show_problem(f"{error} {error.cure}".strip())
            return
        self.forecast.show_outlook(told)

    def record_seed(self) -> None:
        """Keep the seed that is typed, or a thrown one."""
        if self._round is None:
            return
        try:
            change = sample.record_seed(
                self._context.workspace, self._round, self._template, self.seed.text()
            )
        except QAError as error:
            self._context.fault(error)
            return
        self.seed.clear()
        self._context.say("The seed is recorded.", "success")
        self._context.live.announce(change, self._by)
        self.show_round(self._round, self._template)
        self.draw.setFocus()

    def draw_now(self) -> None:
        """Ask, then freeze and draw."""
        if self._round is None:
            return
        sure = ask(
            self, "Freeze the list and draw?",
            "The list stays as it is now for this sample, and the draw is kept in the ledger.",
            "Freeze and draw",
        )  # fmt: skip
        if not sure:
            return
        space = self._context.workspace
        try:
            change = sample.draw_sample(
                space, self._round, self._template, self.rules.rules(), self._reasons()
            )
        except QAError as error:
            self._context.fault(error)
            return
        self._own.clear()
        made = sample.need_drawn(space, change.ids[0])
        self._context.say(f"{len(made.drawn):,} cases are drawn.", "success")
        self._context.live.announce(change)

    def leave_out(self) -> None:
        """Leave one case out, with a reason that the certificate prints."""
        given = ask_fields(
            self, "Leave a case out",
            (
                Field("case", "Reference or case number", needed=True),
                Field("reason", "Why", "long", needed=True,
                      help="One sentence without names: the certificate prints it."),
            ),
            "Leave it out", check=self._wrong,
        )  # fmt: skip
        if given is None or self._round is None:
            return
        found = sample_list.case_with(self._context.workspace, given["case"])
        if found is not None:
            self._own[found.id] = (found.reference, given["reason"])
        self.show_round(self._round, self._template)

    def _wrong(self, given: object) -> str:
        """What is wrong with what was typed, in a sentence."""
        values: dict[str, str] = dict(given)  # type: ignore[call-overload]
        space = self._context.workspace
        found = sample_list.case_with(space, values["case"])
        if found is None:
            return "No case has this reference or number. Look at the page Cases."
        try:
            sample.plain_reason(space, values["reason"], found.id)
        except QAError as error:
            return f"{error} {error.cure}"
        return ""

    def _throw(self) -> None:
        """Fill in twenty random digits."""
        self.seed.setText(sample.dice(self._context.workspace))

    def _reasons(self) -> dict[str, str]:
        return {case: reason for case, (_reference, reason) in self._own.items()}


def _out_words(own: dict[str, tuple[str, str]]) -> str:
    if not own:
        return "No case is left out by hand."
    return "Left out: " + "; ".join(f"{ref} ({why})" for ref, why in own.values())
