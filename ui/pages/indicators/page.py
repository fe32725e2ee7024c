"""The page: the indicators at the left; chart, sentence, and before and after each round at the right."""

from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.indicator.model import WAYS, Value
from qa_tool.problems import Problem
from qa_tool.progress import Progress
from qa_tool.work import indicator as indicators
from qa_tool.work.change import Change
from qa_tool.work.indicator import RoundBeside, View
from ui.context import Context, Group
from ui.dialogs import choose_file, show_problems
from ui.pages.indicators.asking import ask_indicator, ask_month, ask_round, sure_of
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Box,
    Button,
    Card,
    ChartView,
    Divider,
    EmptyState,
    FlowRow,
    Heading,
    Muted,
    Scroll,
    Words,
    column,
    reveal,
)
from ui.widgets.line_button import LineButton
from ui.widgets.sides import ListAndDetail

LISTS = "Lists (*.csv *.txt *.xlsx *.xls *.ods);;All files (*)"
_SAYS = {
    "": ("Too early", "none"),
    "common": ("Usual", "none"),
    "improvement": ("Improvement", "success"),
    "concern": ("Concern", "danger"),
    "neutral_high": ("Higher", "info"),
    "neutral_low": ("Lower", "info"),
}


class IndicatorsPage(QWidget):
    """Indicators: place `indicator=` marks one."""

    key: ClassVar[str] = "indicators"
    title: ClassVar[str] = "Indicators"
    icon: ClassVar[str] = "star"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.add = Button("New indicator", self._new, kind="primary", icon="plus")
        self.panel = TablePanel(
            "Indicators", _columns(), noun=("indicator", "indicators"), empty="None here."
        )
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = Card()
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.58, first=self.panel.view
        )
        self.nothing = EmptyState(
            "No indicator is kept yet",
            "A number a month from your performance data, on a chart that tells chance from change. It can "
            "raise a themed round, and is shown before and after it.",
            icon="chart-bar",
        )  # fmt: skip
        self.head = QWidget()
        said = Muted("From outside the audits: no audit figure is made of them.")
        self.head.setLayout(column(FlowRow(self.add), said, spacing=6))
        page = column(self.head, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(1, 1)
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(
            self, ("indicator", "round"), lambda _c: self._heard(), by=self.key
        )

    def show_page(self, **place: Any) -> None:
        """Show the list; mark one."""
        self._context.title(self.title)
        self.refresh()
        if place.get("indicator"):
            self._mark(str(place["indicator"]))
            self.both.enter()
        elif self.panel.rows.rowCount() and self.panel.view.current_row() is None:
            self.panel.view.selectRow(0)
        (self.panel.view if not self.both.isHidden() else self.add).setFocus()

    def refresh(self) -> None:
        """Read the list again; what was marked stays marked."""
        space = self._context.workspace
        may = space.is_a(*indicators.ROLES)
        self.head.setVisible(may)
        every = indicators.rows(space) if may else ()
        self.both.setVisible(bool(every))
        self.nothing.setVisible(not every)
        if not may:
            self.nothing.show_words(
                "This page is for the QA lead and the Chief Social Work Officer",
                "Ask them what the council's figures say.",
            )
            return
        marked = self.panel.view.current_row()
        self.panel.show_rows(every)
        if marked is not None:
            self._mark(marked.indicator.id)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _mark(self, name: str) -> None:
        """Select one indicator, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).indicator.id == name:
                self.panel.view.selectRow(number)
                return

    def _choose(self, found: View | None) -> None:
        """Show one indicator whole."""
        self.both.show_detail(on=found is not None)
        if found is None:
            return
        one = found.indicator
        self.card.empty()
        self.card.add(Heading(one.name, 3))
        about = f"{one.about}  ·  " if one.about else ""
        self.card.add(Muted(f"{about}{one.source}  ·  {WAYS[one.way].lower()}"))
        self.chart = ChartView(show_title=False)
        self.card.add(self.chart)
        self.chart.show_scene(found.scene)
        for beside in found.rounds:
            self.card.add(Divider())
            self.card.add(self._beside(beside))
        self.card.add(Divider())
        self.card.add(self._verbs(found))

    def _beside(self, found: RoundBeside) -> QWidget:
        """One round that it raised: why, and the months around it."""
        days = f"{_day(found.starts)} to {_day(found.ends)}"
        link = LineButton(
            found.name, f"Raised {_day(found.raised.on)} by "
            f"{self._context.workspace.name(found.raised.by)}  ·  {days}", "calendar",
            on_click=lambda: self._context.go("rounds", round=found.id),
        )  # fmt: skip
        return Box(column(link, Muted(found.raised.why), Words(found.sentence), spacing=6))

    def _verbs(self, found: View) -> QWidget:
        """What can be done with it."""
        one, space = found.indicator, self._context.workspace
        self.begin_round = Button("Raise a themed round…", lambda: self._done(
            ask_round(self, space, one), "The round is made; draw its cases on the page Samples."
        ), icon="calendar")  # fmt: skip
        reveal(self.begin_round, on=space.is_a("qa_lead") and not one.retired)
        self.month = Button("Type a month…", lambda: self._done(
            ask_month(self, space, one), "The month is kept."), icon="pencil")  # fmt: skip
        self.bring = Button("Bring a list in…", lambda: self._bring(found), icon="upload")
        self.bring.setToolTip("Two columns: month and value, from CSV or a workbook")
        change = Button("Change…", lambda: self._done(
            ask_indicator(self, space, one), "The indicator is changed."), kind="quiet", icon="settings")  # fmt: skip
        words = "Take up again" if one.retired else "Put away"
        self.away = Button(words, lambda: self._retire(found), kind="quiet", icon="layers")
        return FlowRow(self.begin_round, self.month, self.bring, change, self.away)

    def _new(self) -> None:
        change = ask_indicator(self, self._context.workspace, None)
        self._done(change, "The indicator is kept.")
        if change is not None:
            self._mark(change.ids[0])

    def _retire(self, found: View) -> None:
        one = found.indicator
        try:
            change = indicators.retire(self._context.workspace, one.id, retired=not one.retired)
        except QAError as error:
            self._context.fault(error)
            return
        self._done(change, "It stands last now." if not one.retired else "It is in use again.")

    def _bring(self, found: View) -> None:
        """Choose a list; it is read on the worker and looked at before anything is kept."""
        path = choose_file(self, "Bring months in", LISTS)
        if path is not None:
            self._context.tasks.run(
                "Reading the list", _reader(path), lambda read: self._look(found, path, read)
            )

    def _look(
        self, found: View, path: Path, read: tuple[tuple[Value, ...], tuple[Problem, ...]]
    ) -> None:
        values, wrong = read
        if wrong:
            show_problems(self, f"“{path.name}” is not brought in", wrong,
                          "Nothing was kept. Correct these in the file, save it, and choose it again.")  # fmt: skip
        elif sure_of(self, found.indicator, values):
            try:
                change = indicators.take_list(self._context.workspace, found.indicator.id, values)
            except QAError as error:
                self._context.fault(error)
                return
            self._done(change, f"{len(values)} months are kept.")

    def _done(self, change: Change | None, said: str) -> None:
        """Something was kept: tell, and show it."""
        if change is not None:
            self._context.live.announce(change, self.key)
            self._context.say(said, "success")
            self.refresh()


def _reader(path: Path) -> Any:
    def work(progress: Progress) -> object:
        del progress
        return indicators.read_list(path)

    return work


def _columns() -> tuple[Column, ...]:
    """What the list says of an indicator."""
    return (
        Column("name", "Indicator", lambda r: r.indicator.name),
        Column("latest", "Latest", lambda r: r.latest, width=110),
        Column("says", "It says", lambda r: Cell(*_says(r)), "pill", 128),
    )


def _says(found: View) -> tuple[str, str]:
    return ("Put away", "none") if found.indicator.retired else _SAYS[found.kind]


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
