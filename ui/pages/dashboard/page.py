"""Dashboard: grades, time, places, teams, coverage, re-reads and actions, by one row of filters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.figures.proportion import TOO_FEW
from qa_tool.progress import Progress
from qa_tool.report.moderation_words import missing
from qa_tool.report.naming import plain
from qa_tool.work import dashboard as board
from qa_tool.work.dashboard import Filter
from ui.context import Context, Group
from ui.pages.dashboard import charts
from ui.pages.dashboard.filters import Filters
from ui.pages.dashboard.read import Facts, View, chosen, read
from ui.widgets import (
    Banner,
    BigFigure,
    Box,
    Card,
    ChartView,
    EmptyState,
    EqualGrid,
    Muted,
    Picker,
    Scroll,
    Words,
    column,
)
from ui.widgets.sides import Sides

_KINDS = (
    "audit",
    "reading",
    "dispute",
    "action",
    "round",
    "allocation",
    "template",
    "crosswalk",
    "council",
)
STEPS = (("", "Best fit"), ("month", "By month"), ("quarter", "By quarter"), ("year", "By year"))


class DashboardPage(QWidget):
    """The council's figures: `show_page(round=id, area=…, team=…, service=…, domain=key)`."""

    key: ClassVar[str] = "dashboard"
    title: ClassVar[str] = "Dashboard"
    icon: ClassVar[str] = "chart-bar"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._view, self._turn = View(), 0
        self.filters = Filters()
        self.filters.changed.connect(self._filtered)
        self.missing = Banner()
        self.missing.hide()
        self.wait = Muted("The figures are being worked out.")
        self.empty = EmptyState(
            "No audits", "", "Clear filters", self._clear, icon="chart-bar"
        )  # fmt: skip
        self.closed = EmptyState(
            "The dashboard is for those who answer for audits",
            "Ask the QA lead for the learning report: it tells what was found.", icon="chart-bar",
        )  # fmt: skip
        self._make_cards()
        self._parts = (self.filters, self.missing, self.wait, self.empty, self.graded, self.rest)
        page = column(*self._parts, self.closed, None, spacing=12, margins=(20, 14, 20, 16))
        self.setLayout(column(Scroll(page)))
        for part in (self.empty, self.closed, self.graded, self.rest):
            part.hide()
        window_context.live.watch(self, _KINDS, lambda _change: self._heard(), by=self.key)

    def _make_cards(self) -> None:
        """Every card with its chart, and the pickers that belong to one chart."""
        self.domain, self.step = Picker("What of"), Picker("Periods", list(STEPS))
        self.place = Picker("Places")
        self.child = Picker("Of whom", list(charts.CHILDREN.items()))
        self.domain.setMinimumContentsLength(20)
        for picker in (self.domain, self.step, self.place, self.child):
            picker.picked.connect(self._chosen)
        self.sentence = Words("", "strong")
        self.n, self.good = BigFigure("0", "audits"), BigFigure("0", "good or better")
        self.worst, self.same = BigFigure("0", "worst grade"), BigFigure("0", "same grade")
        self.views = {
            name: ChartView(show_title=False)
            for name in ("grades", "over_time", "years", "cycles", "heat", "teams", "children", "covered",
                         "again", "ageing")
        }  # fmt: skip
        self.cards = {
            "grades": Card("Grades by domain"),
            "over_time": Card("Over time", self.step),
            "years": Card("Year on year"),
            "cycles": Card("From round to round"),
            "heat": Card("Domains by place", self.place),
            "teams": Card("Teams, within what chance allows"),
            "children": Card("Equality: the overall grade by", self.child),
            "covered": Card("Planned and done"),
            "again": Card("Read again, blind and at random"),
            "ageing": Card("Open actions by age"),
        }
        for name, card in self.cards.items():
            card.add(self.views[name])
        cards = self.cards
        what = Box(column(Muted("Time and teams below are of", wrap=False), self.domain, spacing=3))
        what.setMaximumWidth(what.sizeHint().width() * 2)
        self.graded = Box(
            column(
                self.sentence, EqualGrid(self.n, self.good, self.worst, self.same, least=170),
                cards["grades"], what, Sides(cards["over_time"], cards["years"], (3, 2)),
                cards["cycles"], cards["heat"], Sides(cards["teams"], cards["again"], (2, 3)), cards["children"],
                spacing=12,
            )
        )  # fmt: skip
        self.rest = Box(column(Sides(cards["covered"], cards["ageing"], (1, 1)), spacing=12))

    def show_page(self, **place: Any) -> None:
        """Show the figures, of a round, a place or a domain where one is named."""
        self._context.title(self.title)
        named = {key: str(place[key]) for key in ("area", "team", "service") if place.get(key)}
        if place.get("round"):
            named["rounds"] = (str(place["round"]),)  # type: ignore[assignment]
        if named:
            self._view = replace(self._view, wanted=replace(Filter(), **named))  # type: ignore[arg-type]
        if place.get("domain"):
            self._view = replace(self._view, domain=str(place["domain"]))
        self.refresh()
        self.filters.round.picker.setFocus()

    def refresh(self) -> None:
        """Read again, on the worker; the figures that stand there stay until the new ones come."""
        space = self._context.workspace
        if not board.may_look(space):
            for part in self._parts:
                part.hide()
            self.closed.show()
            return
        self._turn += 1
        view = self._view

        def work(progress: Progress) -> Facts:
            desk = space.reader()
            try:
                return read(desk, view, progress)
            finally:
                desk.store.close()

        self._context.tasks.run(
            "Working out the dashboard", work, self._shown(self._turn), self._context.fault
        )

    def _shown(self, turn: int) -> Callable[[Facts], None]:
        """Shows what was read, unless somebody has asked for something else since."""

        def show(facts: Facts) -> None:
            if turn == self._turn:
                self.show_facts(facts)

        return show

    def show_facts(self, facts: Facts) -> None:
        """Everything that was read."""
        self._view = facts.view
        self.wait.hide()
        self.filters.show_choices(facts.choices, facts.view.wanted, facts.grades)
        self.missing.show_message(missing(facts.grades.withheld), "warning")
        there = facts.grades.group is not None
        self.graded.setVisible(there)
        self.empty.setVisible(not there)
        self.rest.show()
        if there:
            self._show_graded(facts)
        else:
            self._show_empty(facts)
        self.views["covered"].show_scene(charts.covered(facts))
        self.views["ageing"].show_scene(charts.ageing(facts))

    def _show_empty(self, facts: Facts) -> None:
        """No audits: why, and what to do."""
        filtered = facts.view.wanted != Filter()
        self.empty.button.setVisible(filtered)
        self.empty.show_words(
            "No audits with these filters" if filtered else "No audits yet",
            "Nothing that counts was found here. Take a filter away." if filtered else
            "Figures rest on first audits of a drawn sample, once they are signed off. Draw a "
            "sample on the page Samples, share it out in Rounds, and sign audits off in Audits.",
        )  # fmt: skip

    def _show_graded(self, facts: Facts) -> None:
        self._show_figures(facts)
        self.domain.show_choices(charts.measures(facts), facts.view.domain)
        self.step.show_choices(list(STEPS), facts.view.step or "")
        places = [(key, f"By {word.casefold()}") for key, word in charts.PLACES.items()
                  if key != "team" or facts.choices.by_team]  # fmt: skip
        self.place.show_choices(places, facts.view.place)
        self.child.show_choices(list(charts.CHILDREN.items()), facts.view.child)
        self.cards["teams"].setVisible(facts.teams is not None)
        self.cards["cycles"].setVisible(charts.last_two(facts) is not None)
        self.cards["children"].setVisible(facts.grades.overall is not None)
        made = {
            "grades": charts.grades, "over_time": charts.over_time, "years": charts.years,
            "cycles": charts.cycles, "heat": charts.heat, "again": charts.again, "children": charts.children,
        }  # fmt: skip
        for name, make in made.items():
            self.views[name].show_scene(make(facts))
        if facts.teams is not None:
            self.views["teams"].show_scene(charts.teams(facts))

    def _show_figures(self, facts: Facts) -> None:
        """What is looked at in one line, then four figures."""
        found, again = facts.grades, facts.again
        if found.group is None:
            return
        kind = plain(found.group.kind).casefold()
        self.sentence.setText(
            f"{found.group.title}, {kind}: {found.n:,} signed-off first audits of drawn samples, at "
            "their final grades."
        )
        whole = found.overall
        self.n.show_figure(f"{found.n:,}", "audits in these figures", kind.capitalize())
        for tile, share, words in ((self.good, found.good, "good or better overall"),
                                   (self.worst, found.worst, _worst(facts))):  # fmt: skip
            tile.setVisible(whole is not None and share is not None)
            if share is not None:
                ends = f", likely {share.ends[0]} to {share.ends[1]}%" if share.ends else ""
                figure = f"{share.k} of {share.n}" if share.percent is None else f"{share.percent}%"
                few = "too few for a percentage" if share.percent is None else ""
                tile.show_figure(
                    figure,
                    words,
                    few or f"{share.k:,} of {share.n:,}{ends}",
                    None if share.percent is None else share.value,
                )
        self.same.setVisible(bool(again.n))
        self.same.show_figure(
            f"{again.same:,} of {again.n:,}", "kept their grade when read again",
            f"{again.down:,} lowered, {again.up:,} raised",
            again.same / again.n if again.n >= TOO_FEW else None,
        )  # fmt: skip

    def _filtered(self) -> None:
        self._view = replace(self._view, wanted=self.filters.wanted())
        self.refresh()

    def _chosen(self, _key: str) -> None:
        """A picker that belongs to one chart, or to those of time and teams."""
        of = (self.domain, self.step, self.place, self.child)
        self._view = chosen(self._view, *(picker.value() for picker in of))
        self.refresh()

    def _clear(self) -> None:
        self._view = replace(self._view, wanted=Filter())
        self.refresh()

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible():
            self.refresh()


def _worst(facts: Facts) -> str:
    """What the worst grade of the scale is called."""
    whole = facts.grades.overall
    name = whole.counts[-1][0].name if whole and whole.counts else "worst grade"
    return f"{name} overall"
