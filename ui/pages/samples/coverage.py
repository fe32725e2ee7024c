"""The coverage map: teams, workers and children never or long not audited, and results with care."""

from PySide6.QtWidgets import QWidget

from qa_tool.progress import Progress
from qa_tool.work import sample
from qa_tool.work.sample_coverage import Coverage, Line
from ui.context import Context
from ui.look import px
from ui.tables import Column, TablePanel
from ui.widgets import BigFigure, Box, Card, EqualGrid, Muted, PlainTable, Words, column
from ui.widgets.sides import Sides


class CoverageView(QWidget):
    """Figures, teams and workers, children, results: `.load()` reads them on the worker thread."""

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._reading = False
        self.all = BigFigure("0", "open cases")
        self.lately = BigFigure("0", "audited lately")
        self.long_ago = BigFigure("0", "audited longer ago")
        self.never = BigFigure("0", "never audited")
        self.teams = _lines("Teams", "team")
        self.workers = _lines("Workers", "worker")
        self.missed = TablePanel(
            "Children never or long not audited", _child_columns(), noun=("child", "children"),
            empty="Every open case was audited lately.",
        )  # fmt: skip
        self.missed.view.setMinimumHeight(px(260))
        self.areas = PlainTable("Results by area")
        self.groups = PlainTable("Results by ethnic group")
        self.note = Muted("")
        who = Card("Teams")
        who.add(self.teams)
        whom = Card("Workers, by name: cases only, no grades")
        whom.add(self.workers)
        kids = Card("Children")
        kids.add(self.missed)
        by_area, by_group = Card("Results by area"), Card("Results by ethnic group")
        by_area.add(self.areas)
        by_group.add(self.groups)
        self.inside = Box(
            column(
                EqualGrid(self.all, self.lately, self.long_ago, self.never, least=170),
                Sides(who, whom, (1, 1)), kids, by_area, by_group, self.note,
                spacing=12,
            )
        )  # fmt: skip
        self.wait = Words("The map is being read.")
        self.setLayout(column(self.wait, self.inside, spacing=0))
        self.inside.hide()

    def load(self) -> None:
        """Read the map again."""
        if self._reading:
            return
        self._reading = True
        space = self._context.workspace

        def work(progress: Progress) -> Coverage:
            progress.step(0, 1, "Reading cases and audits")
            desk = space.reader()
            try:
                return sample.coverage(desk)
            finally:
                desk.store.close()

        self._context.tasks.run("Reading the coverage map", work, self._show, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        self._context.fault(error)

    def _show(self, found: Coverage) -> None:
        """Show the map."""
        self._reading = False
        self.wait.hide()
        self.inside.show()
        every = found.all
        whole = every.cases or 1
        self.all.show_figure(f"{every.cases:,}", "open cases")
        self.lately.show_figure(
            f"{every.lately:,}", f"audited within {found.months} months", "", every.lately / whole
        )
        self.long_ago.show_figure(
            f"{every.long_ago:,}", "audited longer ago", "", every.long_ago / whole
        )
        self.never.show_figure(f"{every.never:,}", "never audited", "", every.never / whole)
        self.teams.show_rows(found.teams)
        self.workers.show_rows(found.workers)
        self.missed.show_rows(found.children)
        for table, by, word in (
            (self.areas, "area", "Area"), (self.groups, "ethnicity", "Ethnic group")
        ):  # fmt: skip
            rows = [r for r in found.results if r.by == by]
            table.show_table(
                (word, "Kind of case", "Template", "Audits", "Good or better", "19 in 20"),
                [(r.name, r.kind, r.template, f"{r.n:,}", r.words, r.interval) for r in rows],
            )
        more = found.untouched - len(found.children)
        said = (
            "Results rest on signed-off audits drawn at random in these months, one kind of case at "
            "a time. Groups too small to stand alone are shown together."
        )
        self.note.setText(f"{said} {more:,} more children are not listed." if more > 0 else said)


def _lines(name: str, noun: str) -> TablePanel:
    columns = [Column("name", name[:-1], lambda r: r.name)]
    columns += [
        Column("cases", "Open", lambda r: r.covered.cases, "number", 66),
        Column("lately", "Lately", lambda r: r.covered.lately, "number", 74),
        Column("never", "Never", lambda r: r.covered.never, "number", 74),
        Column("last", "Last audit", _last, width=112, sort=lambda r: r.covered.last),
    ]
    panel = TablePanel(name, columns, noun=(noun, f"{noun}s"), empty=f"No {noun} has open cases.")
    panel.view.setMinimumHeight(px(260))
    return panel


def _last(row: Line) -> str:
    if row.covered.last is None:
        return "never" if row.covered.cases else ""
    return f"{row.covered.last.day} {row.covered.last:%b %Y}"


def _child_columns() -> tuple[Column, ...]:
    return (
        Column("reference", "Reference", lambda r: r.reference, width=130),
        Column("team", "Team", lambda r: r.team),
        Column("kind", "Kind of case", lambda r: r.kind),
        Column("opened", "Open since", lambda r: r.opened, "date", 120),
        Column("last", "Last audited", lambda r: r.last or "never", "date", 120),
    )
