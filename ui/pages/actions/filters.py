"""What the list of actions shows: state, team, owner, level, requirement, theme, age."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.action.model import LEVELS
from qa_tool.work import action_list
from qa_tool.work.action_list import AGES, Wanted
from qa_tool.work.workspace import Workspace
from ui.pages.actions.form import requirements, theme_choices
from ui.widgets import Button, FlowRow, Picker, column

VIEWS: tuple[tuple[str, str], ...] = (
    ("open", "Open"),
    ("overdue", "Overdue"),
    *((key, words) for key, words, _days in AGES),
    ("proof", "Proof to be seen"),
    ("reopened", "Opened again"),
    ("mine", "Mine"),
    ("finished", "Finished"),
    ("all", "All"),
)
_LATE = {key: days for key, _words, days in AGES}
_VIEW = {"open": "unfinished", "mine": "unfinished", "all": "", "reopened": ""}
_ALIASES = {"to_verify": "proof"}


class Filters(QWidget):
    """The filters: `Filters(workspace)`, `.wanted()`, `.use(view, …)`; `.view` is the first; signal `chosen`."""

    chosen = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.view = Picker("Which actions", VIEWS, "open")
        self.team, self.level = Picker("Team"), Picker("For whom")
        self.owner, self.requirement = Picker("Owner"), Picker("Requirement")
        self.theme, self.objective = Picker("Theme"), ""
        self.more = Button("More filters", self._turn, kind="quiet", icon="filter")
        self.view.setMinimumContentsLength(18)
        self.requirement.setMinimumContentsLength(24)
        self.rest = FlowRow(self.owner, self.requirement, self.theme)
        self.rest.hide()
        for picker in (self.view, self.team, self.level, self.owner, self.requirement, self.theme):
            picker.picked.connect(lambda _key: self.chosen.emit())
        self.ages = FlowRow(spacing=6)
        self.first = FlowRow(self.view, self.team, self.level, self.more)
        self.setLayout(column(self.ages, self.first, self.rest, spacing=8))

    def fill(self) -> None:
        """The choices as they are now, with what is chosen."""
        space = self._workspace
        teams = sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
        people = sorted(((p.id, p.name) for p in space.people.values()), key=lambda pair: pair[1])
        asked = [("", "Any requirement"), ("none", "No requirement"), *requirements(space)]
        for picker, choices in (
            (self.team, [("", "All teams"), *teams]),
            (self.level, [("", "All levels"), *LEVELS.items()]),
            (self.owner, [("", "All owners"), *people]),
            (self.requirement, asked),
            (self.theme, [("", "All themes"), *theme_choices(space)]),
        ):
            picker.show_choices(choices, picker.value())

    def use(self, place: dict[str, Any]) -> None:
        """Show what a place asks for; nothing of what was chosen before stays in the way."""
        for picker, name in ((self.team, "team"), (self.level, "level"), (self.owner, "owner"),
                             (self.requirement, "requirement"), (self.theme, "theme")):  # fmt: skip
            place_ = max(0, picker.findData(str(place.get(name, ""))))
            picker.setCurrentIndex(place_)
        self.objective = str(place.get("objective", ""))
        key = str(place.get("filter", "all"))
        self.view.show_choices(VIEWS, _ALIASES.get(key, key))
        if any(place.get(name) for name in ("owner", "requirement", "theme")):
            self.rest.show()

    def wanted(self) -> Wanted:
        """What the list is to show."""
        view = self.view.value() or "open"
        mine = self._workspace.person.id if view == "mine" else ""
        return Wanted(
            view="" if view in _LATE else _VIEW.get(view, view), late=_LATE.get(view),
            team=self.team.value(), owner=mine or self.owner.value(), level=self.level.value(),
            theme=self.theme.value(), requirement=self.requirement.value(),
            objective=self.objective, reopened=view == "reopened",
        )  # fmt: skip

    def show_ages(self) -> None:
        """How many are overdue by age, wait for proof, were opened again: each a way to them."""
        found = action_list.counted(self._workspace)
        today = self._workspace.clock.today()
        oldest = f", oldest {(today - found.oldest).days} days" if found.oldest else ""
        self.ages.empty()
        for (key, words, _days), n in zip(AGES, found.late, strict=True):
            self._age(key, f"{words}: {n:,}{oldest if key == 'more' and n else ''}", n)
        self._age("proof", f"Proof to be seen: {found.proof:,}", found.proof)
        self._age("reopened", f"Opened again: {found.reopened:,}", found.reopened)

    def _age(self, key: str, words: str, n: int) -> None:
        """One count that leads to its list; where there is none, there is nothing to press."""
        if n:
            self.ages.add(Button(words, lambda: self._see(key), kind="quiet"))

    def _see(self, key: str) -> None:
        self.view.show_choices(VIEWS, key)
        self.chosen.emit()

    def _turn(self) -> None:
        """Show the other filters, or hide them."""
        self.rest.setVisible(self.rest.isHidden())
        self.more.setText("Fewer filters" if self.rest.isVisible() else "More filters")
