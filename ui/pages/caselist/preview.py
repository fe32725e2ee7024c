"""What a file would do: figures, headings, unknown teams and workers, rows that were not taken."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.problems import Problem
from qa_tool.work import caselist, caselist_words
from qa_tool.work.caselist import Plan, Unknown, Wishes
from ui.look import px
from ui.pages.caselist.headings import Headings
from ui.widgets import (
    Banner,
    BigFigure,
    Box,
    Button,
    Card,
    EqualGrid,
    FlowRow,
    Heading,
    Labelled,
    Muted,
    Picker,
    PlainTable,
    Words,
    clear,
    column,
)

_MOST_SAID = 8
_MOST_ROWS = 200
_MOST_NAMES = 6
_WIDE = 30  # letters of the boxes over the headings


class Preview(QWidget):
    """A plan to look at and correct: `.show_plan(plan, name, areas)`; signals `wished(wishes)`, `accepted`, `left`."""

    wished = Signal(object)
    accepted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self.name, self.reading = Heading("", 2), Muted("")
        self.yes = Button("Bring in", self.accepted.emit, kind="primary", icon="check")
        self.no = Button("Choose another file", self.left.emit, icon="folder-open")
        self.figures = {
            key: BigFigure("", words, detail) for key, words, detail in (
                ("new", "new cases", "get a random reference"),
                ("updated", "brought up to date", "never added twice"),
                ("same", "as they were", "nothing to write"),
                ("left", "no longer on the list", "reported, not closed"),
            )
        }  # fmt: skip
        self.said = Box(column(spacing=8))
        self.sheet = Picker("Sheet of the file")
        self.sheet.picked.connect(lambda _key: self._show_sheet())
        self.kind = Picker("What the file is", (("", "As the file says"), *caselist.lists()))
        self.kind.picked.connect(lambda key: self._wish(list_name=key, match={}))
        for box in (self.sheet, self.kind):
            box.setMinimumContentsLength(_WIDE)
        self.headings = Headings()
        self.headings.corrected.connect(self._corrected)
        match = Card("Headings")
        match.add(
            Muted("Correct what is not right: it is remembered for next month's list. What could name a "
                  "child is masked here and dropped.")
        )  # fmt: skip
        match.add(
            FlowRow(Labelled("Sheet", self.sheet), Labelled("This file is", self.kind), spacing=16)
        )
        match.add(self.headings)
        self.area = Picker("Add unknown teams in")
        self.area.setMaximumWidth(px(420))
        self.area.picked.connect(lambda key: self._wish(area=key))
        self.workers = QCheckBox("Add the unknown workers, each to the team of their case")
        self.workers.toggled.connect(lambda on: self._wish(add_workers=on))
        self.teams_said, self.workers_said = Words(""), Words("")
        self.who = Card("Teams and workers that are not known here")
        self.area_box = Labelled("Add these teams", self.area, "A team needs an area.")
        for widget in (self.teams_said, self.area_box, self.workers_said, self.workers):
            self.who.add(widget)
        self.whole = QCheckBox(
            "This file is the whole list: cases that are not in it no longer stand on it"
        )
        self.whole.toggled.connect(lambda on: self._wish(whole=on))
        self.rejects = PlainTable("Rows that were not taken")
        self.refused = Card("Rows that were not taken")
        self.refused.add(self.rejects)
        self.setLayout(
            column(
                self.name, self.reading, FlowRow(self.yes, self.no),
                EqualGrid(*self.figures.values(), least=190), self.said, self.who, self.whole, match, self.refused, None, spacing=14,
            )
        )  # fmt: skip

    def show_plan(self, plan: Plan, name: str, areas: Mapping[str, str]) -> None:
        """Show what this file would do."""
        self._plan = None  # what is set below is not a wish
        self.name.setText(name)
        self.reading.setText(f"{caselist_words.reading(plan)}.")
        for key, number in (
            ("new", len(plan.new)), ("updated", len(plan.updated)), ("same", plan.same), ("left", plan.gone),
        ):  # fmt: skip
            tile = self.figures[key]
            tile.show_figure(f"{number:,}", *_TILES[key])
        self._say(plan)
        self.sheet.show_choices(
            [(str(n), f"{sheet.sheet or 'The file'}: {caselist.list_name(sheet.list_key)}, {caselist_words.some(sheet.rows, 'row')}")
             for n, sheet in enumerate(plan.found.sheets)], self.sheet.value() or _first(plan),
        )  # fmt: skip
        self.kind.setCurrentIndex(max(0, self.kind.findData(plan.wishes.list_name)))
        self._show_who(plan, areas)
        self.whole.setChecked(plan.wishes.whole)
        rows = [(_where(r.sheet), str(r.row), r.reason) for r in plan.found.rejects[:_MOST_ROWS]]
        self.refused.setVisible(bool(rows))
        self.rejects.show_table(
            ("Why", "Sheet", "Row"), [(why, sheet, row) for sheet, row, why in rows]
        )
        none = "" if plan.found.children else "No child was read from this file."
        self.yes.forbid(none)
        self._plan = plan
        self._show_sheet()

    def _show_who(self, plan: Plan, areas: Mapping[str, str]) -> None:
        """Unknown teams and workers, and what is to become of them."""
        self.area.show_choices([("", "Do not add them"), *areas.items()], plan.wishes.area)
        self.workers.setChecked(plan.wishes.add_workers)
        self.who.setVisible(bool(plan.unknown_teams or plan.unknown_workers))
        self.teams_said.setText(_names("team", plan.unknown_teams))
        self.workers_said.setText(_names("worker", plan.unknown_workers))
        self.teams_said.setVisible(bool(plan.unknown_teams))
        self.area_box.setVisible(bool(plan.unknown_teams))
        self.workers_said.setVisible(bool(plan.unknown_workers))
        self.workers.setVisible(bool(plan.unknown_workers))

    def _say(self, plan: Plan) -> None:
        """Notes first, then what is odd in the file."""
        layout = self.said.layout()
        if layout is None:
            return
        clear(layout)
        for note in plan.notes:
            layout.addWidget(Banner(note, "info"))
        for problem in plan.found.problems[:_MOST_SAID]:
            layout.addWidget(Banner(_told(problem), "warning"))
        more = plan.found.problems[_MOST_SAID:]
        if more:
            layout.addWidget(
                Muted("And: " + "  ·  ".join(f"{p.where}: {p.what}" for p in more[:20]))
            )
        self.said.setVisible(bool(plan.notes or plan.found.problems))

    def _show_sheet(self) -> None:
        """The headings of the sheet that is chosen."""
        if self._plan is None:
            return
        number = int(self.sheet.value() or 0)
        sheets = self._plan.found.sheets
        self.headings.show_sheet(sheets[min(number, len(sheets) - 1)])

    def _corrected(self, at: int, key: str) -> None:
        """A heading is something else: ask for the file to be read again with it."""
        if self._plan is None:
            return
        sheet = self._plan.found.sheets[int(self.sheet.value() or 0)]
        before = self._plan.wishes.match
        told = {**before.get(sheet.list_key, {}), **caselist.corrected(sheet, at, key)}
        self._wish(match={**before, sheet.list_key: told})

    def _wish(self, **changes: object) -> None:
        """Something is wished otherwise."""
        if self._plan is None:
            return
        values = {name: getattr(self._plan.wishes, name) for name in Wishes.__slots__} | changes
        wishes = Wishes(**values)
        if wishes != self._plan.wishes:
            self.wished.emit(wishes)


_TILES = {
    "new": ("new cases", "get a random reference"),
    "updated": ("brought up to date", "never added twice"),
    "same": ("as they were", "nothing to write"),
    "left": ("no longer on the list", "reported, not closed"),
}


def _first(plan: Plan) -> str:
    """The first sheet that has rows."""
    return next((str(n) for n, sheet in enumerate(plan.found.sheets) if sheet.rows), "0")


def _where(sheet: str) -> str:
    return "" if sheet == "the file" else sheet


def _told(problem: Problem) -> str:
    return f"{problem.where}: {problem.what} {problem.cure}".strip()


def _names(noun: str, unknown: Sequence[Unknown]) -> str:
    """How many are unknown, and the first of them."""
    if not unknown:
        return ""
    first = "; ".join(caselist_words.unknown(one) for one in unknown[:_MOST_NAMES])
    more = f"; and {len(unknown) - _MOST_NAMES:,} more" if len(unknown) > _MOST_NAMES else ""
    return f"{caselist_words.some(len(unknown), noun)}: {first}{more}."
