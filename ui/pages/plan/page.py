"""The page of the improvement plan: objectives, requirements, the two lists, re-audits."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.action.requirement import STATES, Objective
from qa_tool.errors import QAError
from qa_tool.work import action_list, reaudit, reaudit_pairs, requirement
from qa_tool.work.action_list import Wanted
from qa_tool.work.change import Change
from qa_tool.work.requirement import Plan, RequirementRow
from ui.context import Context, Group
from ui.pages.plan import again
from ui.pages.plan.detail import TONES, PlanCard
from ui.pages.plan.entering import ask_objective, ask_source, day_words
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Box, Button, EmptyState, FlowRow, Muted, Picker, Scroll, column, reveal
from ui.widgets.sides import ListAndDetail

LISTS = ("objectives", "requirements", "lonely", "free", "re_audits")
_TITLES = {
    "objectives": "Objectives", "requirements": "All requirements",
    "lonely": "Requirements with no action", "free": "Actions with no requirement",
    "re_audits": "Re-audits: before and after",
}  # fmt: skip
_NOUNS = {
    "objectives": ("objective", "objectives"), "requirements": ("requirement", "requirements"),
    "lonely": ("requirement", "requirements"), "free": ("action", "actions"),
    "re_audits": ("re-audit", "re-audits"),
}  # fmt: skip
_EMPTY = {
    "objectives": "No objective yet.", "requirements": "Nothing is asked of the council yet.",
    "lonely": "Every open requirement has an action.",
    "free": "Every action for the service answers a requirement.",
    "re_audits": "No re-audit has been handed in yet.",
}  # fmt: skip


class PlanPage(QWidget):
    """The plan: place `list=` objectives, requirements, lonely, free or re_audits; `requirement=` marks one."""

    key: ClassVar[str] = "plan"
    title: ClassVar[str] = "Improvement plan"
    icon: ClassVar[str] = "target"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        space = window_context.workspace
        self.list = Picker("Which list", [(key, _TITLES[key]) for key in LISTS], "objectives")
        self.list.setMinimumContentsLength(22)
        self.list.picked.connect(lambda _key: self.refresh())
        self.enter = Button(
            "Enter an inspection or challenge", self._enter, kind="primary", icon="plus"
        )
        self.objective = Button("Add an objective", self._objective, icon="flag")
        self.share = Button("Give out re-audits", self._share, icon="user-check")
        for button in (self.enter, self.objective):
            reveal(button, on=space.is_a("qa_lead", "cswo"))
        self.panels = {
            key: TablePanel(_TITLES[key], columns, noun=_NOUNS[key], empty=_EMPTY[key])
            for key, columns in _columns().items()
        }
        self.card = PlanCard(window_context)
        self.card.changed.connect(self._changed)
        first = self.panels["objectives"]
        self.both = ListAndDetail(
            Box(column(*self.panels.values(), spacing=0)), self.card, share=0.42, first=first.view
        )
        for key, panel in self.panels.items():
            panel.selected.connect(self._choose)
            panel.opened.connect(lambda row, key=key: self._open(key, row))
            panel.view.clicked.connect(lambda _place: self.both.enter())
        self.said = Muted("")
        self.nothing = EmptyState(
            "There is no improvement plan yet",
            "Enter what an inspection or a peer challenge asks for, or begin with an objective. "
            "Actions then show what they answer, and what nobody answers stands out.",
            "Enter an inspection or challenge" if space.is_a("qa_lead", "cswo") else "",
            self._enter, icon="flag",
        )  # fmt: skip
        self.verbs = FlowRow(self.list, self.enter, self.objective, self.share)
        page = column(
            self.verbs, self.said, self.both, self.nothing, spacing=10, margins=(20, 14, 20, 14)
        )
        page.setStretch(2, 1)
        page.setStretch(3, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("requirement", "action", "audit", "allocation", "reading")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    @property
    def panel(self) -> TablePanel:
        """The list that is shown."""
        return self.panels[self.list.value() or "objectives"]

    def show_page(self, **place: Any) -> None:
        """Show one of the lists; a requirement may be marked."""
        self._context.title(self.title)
        wanted = str(place.get("requirement", ""))
        if wanted or place.get("list") in LISTS:
            self._use("requirements" if wanted else str(place["list"]))
        self.refresh()
        if wanted:
            self._mark(wanted)
        if not self.both.isHidden():
            self.panel.view.setFocus()

    def refresh(self) -> None:
        """Read the plan again; what was marked stays marked."""
        key = self.list.value() or "objectives"
        marked = self.panels[key].view.current_row()
        plan = requirement.plan(self._context.workspace)
        pairs = reaudit_pairs.pairs(self._context.workspace)
        waiting = reaudit.unallocated(self._context.workspace)
        some = bool(plan.objectives or plan.sources or pairs or waiting)
        self.both.setVisible(some)
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        lead = self._context.workspace.is_a("qa_lead")
        self.share.setVisible(lead and waiting is not None)
        for name, panel in self.panels.items():
            panel.setVisible(name == key)
        self.said.setText(_words(key, plan, pairs))
        self.said.setVisible(some)
        self.panels[key].show_rows(self._rows(key, plan, pairs))
        self.both.show_detail(on=False)
        if marked is not None:
            self._mark(_id(marked))

    def _rows(self, key: str, plan: Plan, pairs: Sequence[Any]) -> Sequence[Any]:
        """What one list shows."""
        if key == "free":
            wanted = Wanted(view="unfinished", requirement="none", level="service")
            return action_list.chosen(self._context.workspace, wanted)
        return {
            "objectives": plan.objectives, "requirements": plan.requirements, "lonely": plan.lonely,
            "re_audits": pairs,
        }[key]  # fmt: skip

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _use(self, key: str) -> None:
        self.list.setCurrentIndex(self.list.findData(key))

    def _mark(self, name: str) -> None:
        for number in range(self.panel.rows.rowCount()):
            if _id(self.panel.rows.row(number)) == name:
                self.panel.view.selectRow(number)
                return

    def _choose(self, row: object) -> None:
        """Show what is chosen; an action is shown where actions are."""
        self.card.show_row(row)
        shown = row is not None and not isinstance(row, action_list.ActionRow)
        self.both.show_detail(on=shown)

    def _open(self, key: str, row: Any) -> None:
        if key == "free":
            self._context.go("actions", action=row.id)
        else:
            self.both.enter()

    # ---- verbs ---------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Enter an inspection, a challenge or a plan with what it asks for."""
        change = ask_source(self, self._context.workspace)
        if change is not None:
            self._use("requirements")
            n = len(change.ids) - 1
            self._changed(change, f"{n} requirement{'s are' if n != 1 else ' is'} kept.")

    def _objective(self) -> None:
        """A new objective."""
        change = ask_objective(self, self._context.workspace, Objective("", ""))
        if change is not None:
            self._use("objectives")
            self._changed(change, "The objective is kept.")

    def _share(self) -> None:
        """Every re-audit that nobody has, in one act."""
        try:
            change = again.share_out(self, self._context.workspace)
        except QAError as error:
            self._context.fault(error)
            return
        if change is not None:
            self._changed(change, f"{len(change.ids)} re-audits are given out.")

    def _changed(self, change: Change, said: str) -> None:
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.refresh()


def _id(row: Any) -> str:
    """What a row of any list is found again by."""
    if isinstance(row, requirement.ObjectiveRow):
        return row.objective.id
    return str(row.after if isinstance(row, reaudit_pairs.PairRow) else row.id)


def _words(key: str, plan: Plan, pairs: Sequence[Any]) -> str:
    """One sentence about a list."""
    if key == "objectives":
        late = sum(row.overdue for row in plan.objectives)
        return f"{late or 'None'} of their actions {'is' if late == 1 else 'are'} overdue."
    if key == "free":
        return (
            f"{plan.free_child:,} unfinished actions for single children come from their audits "
            "and answer no requirement either; they stand on the page Actions."
        )
    if key == "re_audits":
        return f"Overall: {again.pair_words(pairs)}." if pairs else ""
    found = plan.lonely if key == "lonely" else plan.requirements
    late = sum(1 for row in found if row.days_late)
    return f"{late or 'None'} {'is' if late == 1 else 'are'} past the date that was asked for."


def _columns() -> dict[str, tuple[Column, ...]]:
    """The columns of each list."""
    due = Column("due", "Due", _due, "pill", 142, sort=lambda r: r.due)
    text = Column("text", "What is asked for", lambda r: r.text)
    source = Column("source", "From", lambda r: r.kind, width=126)
    return {
        "objectives": (
            Column("title", "What will be different", lambda r: r.objective.title),
            Column("owner", "Answers for it", lambda r: r.owner, width=150),
            Column("actions", "Finished", lambda r: f"{r.finished} of {r.actions}", width=92),
            Column("overdue", "Overdue", lambda r: r.overdue, "number", 92),
        ),
        "requirements": (
            due, text, source,
            Column("state", "State", _state, "pill", 150, sort=lambda r: r.state),
        ),
        "lonely": (due, text, source),
        "free": (
            due,
            Column("what", "What", lambda r: r.what),
            Column("owner", "Owner", lambda r: r.owner, width=170),
        ),
        "re_audits": again.COLUMNS,
    }  # fmt: skip


def _due(row: Any) -> Cell | str:
    """The due date; late ones stand out, in words."""
    n = row.days_late
    return Cell(f"{n} day{'s' if n > 1 else ''} overdue", "danger") if n else day_words(row.due)


def _state(row: RequirementRow) -> Cell:
    """Where a requirement stands: its own state, or how far its actions are."""
    if row.state != "open":
        return Cell(STATES[row.requirement.state], TONES[row.requirement.state])
    if row.lonely:
        return Cell("No action yet", "warning")
    return Cell(row.answered or "Open", "accent")
