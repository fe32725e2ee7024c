"""Samples: one round and template at a time, before and after the draw, and the coverage map."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from qa_tool.council.model import Round
from qa_tool.work import council, sample, sample_list
from qa_tool.work import template as templates
from ui.context import Context, Group
from ui.pages.samples.coverage import CoverageView
from ui.pages.samples.drawn import DrawnView
from ui.pages.samples.plan import Plan
from ui.widgets import Banner, EmptyState, FlowRow, Picker, Scroll, column

_KINDS = ("sample", "case", "round", "allocation", "audit", "policy", "template", "council")


class SamplesPage(QWidget):
    """The sample of a round: `show_page(round=id, template=key, tab="sample|coverage")`."""

    key: ClassVar[str] = "samples"
    title: ClassVar[str] = "Samples"
    icon: ClassVar[str] = "filter"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._round = self._template = ""
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Sample or coverage")
        for words in ("Sample", "Coverage"):
            self.tabs.addTab(words)
        self.round, self.template = Picker("Round"), Picker("Template")
        self.round.picked.connect(self._turn_round)
        self.template.picked.connect(self._turn_template)
        self.aside = Banner()
        self.plan = Plan(window_context, self.key)
        self.drawn = DrawnView(window_context, self.key)
        self.coverage = CoverageView(window_context)
        self.empty = EmptyState(
            "Begin with a round", "A sample is drawn for a round and one of its templates.",
            "Make a round", lambda: window_context.go("rounds"), icon="filter",
        )  # fmt: skip
        self.closed = EmptyState(
            "Samples are drawn by the QA lead",
            "The cases that are yours stand on the page Audits.",
            icon="filter",
        )
        self._stack = QStackedWidget()
        for part in (self.plan, self.drawn, self.coverage, self.empty, self.closed):
            self._stack.addWidget(part)
        self.head = FlowRow(self.tabs, self.round, self.template, spacing=10)
        page = column(self.head, self.aside, self._stack, spacing=12, margins=(20, 14, 20, 16))
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        self.tabs.currentChanged.connect(lambda _number: self.refresh())
        window_context.live.watch(self, _KINDS, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the sample of a round, or the map."""
        self._context.title(self.title)
        self._round = str(place.get("round", "")) or self._round
        self._template = str(place.get("template", "")) or self._template
        if "tab" in place:
            self.tabs.setCurrentIndex(1 if place["tab"] == "coverage" else 0)
        self.refresh()
        self.tabs.setFocus()

    def refresh(self) -> None:
        """Read again what the tab shows."""
        space = self._context.workspace
        if not space.is_a("qa_lead", "cswo"):
            self.head.hide()
            self._show(self.closed)
            return
        coverage = self.tabs.currentIndex() == 1
        self.round.setVisible(not coverage)
        self.template.setVisible(not coverage)
        self.aside.hide()
        if coverage:
            self._show(self.coverage)
            self.coverage.load()
            return
        found = council.rounds(space)
        chosen = next((r for r in found if r.id == self._round), found[0] if found else None)
        if chosen is None or not chosen.templates:
            self._show(self.empty)
            return
        self._fill(found, chosen)
        self._show_sample(chosen)

    def _fill(self, found: tuple[Round, ...], chosen: Round) -> None:
        """The two pickers."""
        self._round = chosen.id
        titles = templates.titles(self._context.workspace)
        if self._template not in chosen.templates:
            self._template = chosen.templates[0]
        self.round.show_choices([(r.id, r.name) for r in found], chosen.id)
        self.template.show_choices(
            [(key, titles.get(key, key)) for key in chosen.templates], self._template
        )

    def _show_sample(self, chosen: Round) -> None:
        """Before the draw the rules, after it the cases."""
        space = self._context.workspace
        before = [
            row.sample
            for row in sample_list.of_round(space, chosen)
            if row.sample.state == "set_aside" and row.sample.template == self._template
        ]
        if before:
            last = before[-1]
            self.aside.show_message(
                f"{len(before)} earlier {'draw' if len(before) == 1 else 'draws'} of this round "
                f"{'was' if len(before) == 1 else 'were'} set aside: {last.reason}", "warning",
            )  # fmt: skip
            self.aside.show()
        made = sample.current(space, chosen.id, self._template)
        if made is not None and made.state == "drawn":
            self.drawn.show_sample(made, chosen.name)
            self._show(self.drawn)
        else:
            self.plan.show_round(chosen, self._template)
            self._show(self.plan)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)

    def _turn_round(self, key: str) -> None:
        self._round = key
        self.refresh()

    def _turn_template(self, key: str) -> None:
        self._template = key
        self.refresh()

    def _heard(self) -> None:
        """Something changed elsewhere, or by this page itself."""
        if self.isVisible():
            self.refresh()
