"""The page of actions: as a list or as a board, filtered, changed one by one or many at once."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work import action_list, requirement
from qa_tool.work.action import PLANNERS, ActionRow, Wanted
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.context import Context, Group
from ui.pages import ONLY_FOR
from ui.pages.actions.board import Board
from ui.pages.actions.bulk import Step, ask_bulk, counted
from ui.pages.actions.detail import TONES, ActionCard, late_words
from ui.pages.actions.filters import VIEWS, Filters
from ui.pages.actions.form import ask_new, day_words
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, EmptyState, FlowRow, Scroll, column, reveal
from ui.widgets.sides import ListAndDetail

FILTERS = VIEWS
_SORTED = ("due", "what", "owner", "team", "state")


class _Loader:
    """The rows of the list: numbers first, lines when they are shown."""

    def __init__(self, workspace: Workspace, wanted: action_list.Wanted) -> None:
        self._workspace, self._wanted = workspace, wanted
        self._shown: list[int] = []

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[int]:  # noqa: FBT001
        """The row numbers in this order."""
        by = sort if sort in _SORTED else ""
        self._shown = action_list.numbers(
            self._workspace, self._wanted, sort=by, down=descending, text=search
        )
        return self._shown

    def place_of(self, name: str) -> int:
        """Where an action stands in the list; -1 where it does not, or may not be seen."""
        number = action_list.number_of(self._workspace, name)
        return self._shown.index(number) if number in self._shown else -1

    def rows(self, ids: Sequence[int]) -> Sequence[ActionRow]:
        """The lines of these numbers."""
        return action_list.lines(self._workspace, ids)


class ActionsPage(QWidget):
    """All actions: place `action=` shows one, `filter=`, `requirement=`, `objective=`, `team=` a part of them.

    `new=` an audit's id (with `question=`) raises one; `new="service"` one for the service, with
    `requirement=` or `objective=` that it answers.
    """

    key: ClassVar[str] = "actions"
    title: ClassVar[str] = "Actions"
    icon: ClassVar[str] = "list-checks"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        space = window_context.workspace
        self.undo = QUndoStack(self)
        self.filters = Filters(space)
        self.filter = self.filters.view
        self._loader = _Loader(space, self.filters.wanted())
        self.filters.chosen.connect(self.refresh)
        self.add = Button("New action", lambda: self.raise_service({}), kind="primary", icon="plus")
        self.together = Button("One action for these", self._together, icon="paperclip")
        self.bulk = Button("Change these", self._bulk, icon="pencil")
        self.turn = Button("Show as a board", self._turn, icon="layout-template")
        reveal(self.add, on=space.is_a(*PLANNERS))
        self.panel = TablePanel(
            "Actions", self._columns(), noun=("action", "actions"), empty="No action here."
        )
        self.panel.selected.connect(self._choose)
        chosen = self.panel.view.selectionModel()
        chosen.selectionChanged.connect(lambda _new, _old: self._offer())
        self.card = ActionCard(window_context)
        self.card.changed.connect(self._changed)
        self.both = ListAndDetail(self.panel, self.card, share=0.42, first=self.panel.view)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.board = Board(self._from_board)
        self.board.hide()
        # Partners sit with teams, not over audits: they are sent to no page that is not theirs.
        roles = set(window_context.workspace.person.roles)
        reads = bool(roles & set(ONLY_FOR["audits"]))
        self.nothing = EmptyState(
            "No action has been raised",
            "What a team and its partner agree to do stands with their session, under Diagnostics."
            if roles == {"partner"} else
            "Actions are raised from an audit: from the question they answer, or from the handed-in "
            "audit with “Raise an action”.",
            "Go to the audits" if reads else "", lambda: self._context.go("audits"), icon="list-checks",
        )  # fmt: skip
        self.verbs = FlowRow(self.add, self.together, self.bulk, self.turn)
        page = column(
            self.filters, self.verbs, self.both, self.board, self.nothing, spacing=10,
            margins=(20, 14, 20, 14),
        )  # fmt: skip
        for place in (2, 3, 4):
            page.setStretch(place, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("action", "audit", "requirement", "theme")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the list; mark one action, or raise a new one."""
        self._context.title(self.title)
        self._context.undo(self.undo)
        self.filters.fill()
        wanted = str(place.get("action", ""))
        if {"filter", "requirement", "objective", "team", "action"} & set(place):
            self.filters.use(dict(place))
        elif self.filters.objective:
            self.filters.use({"filter": "open"})
        self.refresh()
        if wanted:
            self._mark(wanted)
            self.both.enter()
        if not self.both.isHidden():
            self.panel.view.setFocus()
        if place.get("new") == "service":
            self.raise_service(place)
        elif place.get("new"):
            self.raise_one(str(place["new"]), str(place.get("question", "overall")))

    def refresh(self) -> None:
        """Read the actions again; what was marked stays marked."""
        marked = self.panel.view.current_row()
        space = self._context.workspace
        self.filters.show_ages()
        wanted = self.filters.wanted()
        self._loader = _Loader(space, wanted)
        self.panel.show_loader(self._loader)
        some = self.panel.rows.rowCount() > 0 or action_list.counted(space).n > 0
        boarded = self.turn.property("board") is True
        self.panel.view.show_empty(
            "No action here. Choose “All” above to see every one." if some else "No action here."
        )
        self.both.setVisible(some and not boarded)
        self.board.setVisible(some and boarded)
        self.nothing.setVisible(not some)
        self.filters.setVisible(some)
        if boarded and some:
            self.board.show_actions(space, wanted, self.panel.rows.search_text)
        self.both.show_detail(on=False)
        if marked is not None:
            self._mark(marked.id)
        self._offer()

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.filters.fill()
            self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        """What the list says of an action."""
        return (
            Column("due", "Due", _due, "pill", 142),
            Column("what", "What", lambda r: r.what),
            Column("owner", "Owner", lambda r: r.owner, width=140),
            Column("state", "State", lambda r: Cell(r.state_words.split(",")[0].split(" by")[0],
                   TONES[r.state]), "pill", 108),
        )  # fmt: skip

    def _use_filter(self, key: str) -> None:
        """Choose a filter without a click."""
        self.filter.show_choices(VIEWS, key)

    def _turn(self) -> None:
        """List or board."""
        board = self.turn.property("board") is not True
        self.turn.setProperty("board", board)
        self.turn.setText("Show as a list" if board else "Show as a board")
        self.refresh()

    def _from_board(self, row: ActionRow) -> None:
        """A card of the board is opened in the list, beside what can be done about it."""
        self.turn.setProperty("board", False)  # noqa: FBT003  Qt's own
        self.turn.setText("Show as a board")
        self.filters.use({"filter": "all"})
        self.refresh()
        self._mark(row.id)
        self.both.enter()

    def _mark(self, name: str) -> None:
        """Select one action, where it is in the list."""
        place = self._loader.place_of(name)
        if place >= 0:
            self.panel.view.selectRow(place)

    def _choose(self, row: ActionRow | None) -> None:
        """Show one action with what can be done about it."""
        self.card.show_row(row)
        self.both.show_detail(on=row is not None)

    def _changed(self, change: Change, said: str) -> None:
        """Tell everybody, and show it as it is now."""
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.refresh()

    # ---- many at once --------------------------------------------------------------------------

    def _chosen(self) -> list[ActionRow]:
        return [row for row in self.panel.view.selected_rows() if row]

    def _offer(self) -> None:
        """What can be done with several, once several are chosen."""
        rows = self._chosen()
        shown = not self.both.isHidden()
        self.bulk.setVisible(shown)
        self.bulk.forbid("" if rows else "Choose actions in the list first.")
        self.together.setVisible(shown and self._context.workspace.is_a(*PLANNERS))
        few = "Choose several actions from audits first, with Shift or Ctrl."
        self.together.forbid("" if sum(1 for row in rows if row.audit) > 1 else few)

    def _bulk(self) -> None:
        """One change for all that are chosen."""
        done = ask_bulk(self, self._context.workspace, self._chosen())
        if done is None:
            return
        self.undo.push(Step(self._context, done, lambda d: self._after(d.change)))
        self._after(done.change)
        self._context.say(f"{counted(done, 'changed')} Undo brings them back.", "success")

    def _after(self, change: Change) -> None:
        self._context.live.announce(change, self.key)
        self.refresh()

    def _together(self) -> None:
        """Many findings, one improvement action for the service."""
        pairs = [pair for row in self._chosen() for pair in row.action.findings]
        links = tuple(dict.fromkeys(f"{audit}/{key}" for audit, key in pairs))
        self._raise(Wanted("", "", "", level="service", links=links))

    # ---- a new action --------------------------------------------------------------------------

    def raise_one(self, audit: str, key: str) -> None:
        """Ask for a new action of this audit and raise it."""
        self._raise(Wanted(audit, key, ""))

    def raise_service(self, place: dict[str, Any]) -> None:
        """Ask for a new action for the service; a place may name what it answers."""
        asked = str(place.get("requirement", ""))
        due = None
        if asked:
            try:
                due = requirement.requirement(self._context.workspace, asked).due
            except QAError as error:
                self._context.fault(error)
                return
        begin = Wanted(
            "", "", "", level="service", requirements=(asked,) if asked else (),
            objective=str(place.get("objective", "")),
        )  # fmt: skip
        change = ask_new(self, self._context.workspace, begin, due)
        self._raised(change)

    def _raise(self, begin: Wanted) -> None:
        self._raised(ask_new(self, self._context.workspace, begin))

    def _raised(self, change: Change | None) -> None:
        """Tell everybody, and mark the new one."""
        if change is None:
            return
        self._context.live.announce(change, self.key)
        self._context.say("The action is raised.", "success")
        self.filters.use({"filter": "all"})
        self.refresh()
        self._mark(change.ids[0])


def _due(row: ActionRow) -> Cell | str:
    """The due date; late ones stand out, in words."""
    return Cell(late_words(row), "danger") if row.overdue else day_words(row.due)
