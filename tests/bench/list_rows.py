"""The list of very many audits, and the figures of the dashboards."""

from collections.abc import Callable, Sequence
from typing import Any

import stores
from measure import Line, Sizes, in_turn, timed
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from qa_tool.store import audit as shelf
from qa_tool.work import audit_list, council, dashboard_loop, dashboard_trend, home
from qa_tool.work import dashboard as board
from qa_tool.work.audit_list import AuditRow
from qa_tool.work.dashboard import Filter
from qa_tool.work.workspace import Workspace

WIDE, TALL = 1100, 600


def _app() -> QApplication:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["bench"])


def dashboard(sizes: Sizes) -> list[Line]:
    """Home's grades and sums, against the bare read of the kept sums; every question of the dashboard."""
    desk = stores.unlocked(stores.many(sizes.many, min(sizes.audits, sizes.many)))
    store = desk.store
    latest = council.rounds(desk)[0]
    bare = "SELECT domain, grade, sum(n) FROM tally GROUP BY domain, grade"
    of_round = bare.replace(" GROUP", " WHERE round = ? AND template = ? GROUP")
    key = latest.templates[0]
    home.overview(desk)
    asked = _asked(desk)
    every, read, one, one_bare, whole, *each = in_turn(
        sizes.turns,
        timed(lambda: shelf.tallies(store)),
        timed(lambda: store.raw.execute(bare).fetchall()),
        timed(lambda: shelf.tallies(store, round_=latest.id, template=key)),
        timed(lambda: store.raw.execute(of_round, [latest.id, key]).fetchall()),
        timed(lambda: home.overview(desk)),
        *(timed(work) for work in asked.values()),
    )
    store.close()
    n = f"{sizes.many:,} audits"
    return [
        Line("dashboard", f"grades by domain, {n}", every, bare=read, most_ratio=1.5, most=100),
        Line("dashboard", f"grades by domain, one round of {n}", one, bare=one_bare, most=100),
        Line("dashboard", f"all of Home, {n}", whole, most=100),
        *(
            Line("dashboard", f"{what}, {n}", took, most=100)
            for what, took in zip(asked, each, strict=True)
        ),
    ]


def _asked(desk: Workspace) -> dict[str, Callable[[], object]]:
    """Every question of the page Dashboard, over all rounds."""
    whole = Filter()
    area = Filter(area=next(iter(desk.areas)))
    return {
        "what may be chosen": lambda: board.choices(desk, whole),
        "the spread of grades": lambda: board.grades(desk, whole),
        "the spread of one area": lambda: board.grades(desk, area),
        "domains by area": lambda: board.heat(desk, whole),
        "domains by team": lambda: board.heat(desk, whole, "team"),
        "by ethnicity": lambda: board.by_child(desk, whole, "ethnicity"),
        "trend": lambda: dashboard_trend.over_time(desk, whole),
        "year by year": lambda: dashboard_trend.years(desk, whole),
        "funnel of teams": lambda: dashboard_trend.teams(desk, whole),
        "coverage": lambda: dashboard_loop.coverage(desk, whole),
        "actions by age": lambda: dashboard_loop.ageing(desk, whole),
        "read again": lambda: dashboard_loop.read_again(desk, whole),
    }


class _Loader:
    """As the page's own."""

    def __init__(self, desk: Workspace) -> None:
        self._desk = desk

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[int]:
        return audit_list.numbers(
            self._desk, shelf.Wanted(), sort=sort or "handed_in",
            down=descending if sort else True, text=search,
        )  # fmt: skip

    def rows(self, ids: Sequence[int]) -> Sequence[AuditRow]:
        return audit_list.rows(self._desk, list(ids))


class _Bare(QAbstractTableModel):
    """A plain list under a plain view."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.every = self.rows = rows

    def rowCount(self, _parent: Any = None) -> int:  # noqa: N802
        return len(self.rows)

    def columnCount(self, _parent: Any = None) -> int:  # noqa: N802
        return 6

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        return None

    def show(self, rows: list[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


_GET: dict[str, Callable[[AuditRow], str]] = {
    "reference": lambda r: r.reference,
    "template": lambda r: r.title,
    "team": lambda r: r.team,
    "auditor": lambda r: r.auditor,
    "handed_in": lambda r: str(r.handed_in and r.handed_in.date()),
    "state": lambda r: r.state_words,
}


def long_list(sizes: Sizes) -> list[Line]:
    """Open, sort and filter, each until it is painted."""
    from ui.look import apply
    from ui.tables import Column, RowTable, TableView

    app = _app()
    apply(app, "light", 1.0)
    desk = stores.unlocked(stores.many(sizes.many, min(sizes.audits, sizes.many)))
    every = audit_list.numbers(desk, shelf.Wanted())
    plain = [tuple(get(row) for get in _GET.values()) for row in audit_list.rows(desk, every)]
    columns = [Column(key, key.title(), get) for key, get in _GET.items()]
    model = RowTable(columns)
    view = TableView("Audits", model)
    bare_model = _Bare(plain)
    bare_view = QTableView()
    bare_view.setModel(bare_model)
    for one in (view, bare_view):
        one.resize(WIDE, TALL)
        one.show()
    app.processEvents()
    loader = _Loader(desk)
    word = plain[0][2].split()[0].casefold()

    def seen(one: QTableView, work: Callable[[], object]) -> Callable[[], float]:
        def do() -> None:
            work()
            one.viewport().repaint()

        return timed(do)

    def sort() -> None:
        model.sort_key = ""
        model.sort(2)

    def filtered() -> None:
        model.search_text = ""
        model.sort_key = ""
        model.search(word)

    def bare_filtered() -> list[tuple[str, ...]]:
        return [row for row in bare_model.every if word in " ".join(row).casefold()]

    def bare_sorted() -> list[tuple[str, ...]]:
        return sorted(bare_model.every, key=lambda row: row[2])

    times = in_turn(
        sizes.turns,
        seen(view, lambda: model.show_loader(loader)),
        seen(bare_view, lambda: bare_model.show(list(plain))),
        seen(view, sort),
        seen(bare_view, lambda: bare_model.show(bare_sorted())),
        seen(view, filtered),
        seen(bare_view, lambda: bare_model.show(bare_filtered())),
    )
    view.close()
    bare_view.close()
    desk.store.close()
    n = f"list of {len(every):,}"
    why = "the bare list is in memory and has no store behind it"
    return [
        Line("list", f"{n}: open", times[0], bare=times[1], most_ratio=1.5, most=100, why=why),
        Line("list", f"{n}: sort", times[2], bare=times[3], most_ratio=1.5, most=100),
        Line("list", f"{n}: filter a keystroke", times[4], bare=times[5], most_ratio=1.5, most=100),
    ]
