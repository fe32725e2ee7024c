"""Home: what waits for me, safety first, and the round at a glance."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.chart.scene import Scene
from qa_tool.figures.distribution import Distribution, distribute
from qa_tool.work import home
from qa_tool.work.home import Home, RoundGrades, Waiting
from ui.context import Context, Group
from ui.widgets import (
    BigFigure,
    Button,
    Card,
    ChartView,
    EmptyState,
    EqualGrid,
    Heading,
    Muted,
    Scroll,
    clear,
    column,
    row,
)
from ui.widgets.line_button import LineButton
from ui.widgets.sides import Sides

MOST = 7
# Milliseconds until the first sight is surely painted, and between two parts that are loaded behind it.
_PAINTED, _SLICE = 120, 15
_SITS_WITH = "Your sessions with teams stand under Diagnostics."
_ICONS = {
    "audit_form": "clipboard-check",
    "moderation": "scale",
    "actions": "list-checks",
    "audits": "clipboard-list",
    "safety": "shield-alert",
    "publication": "book-open",
    "framework": "layers",
    "notices": "flag",
    "voices": "message-square",
    "themes": "tag",
    "calibration": "user-check",
    "diagnostics": "lightbulb",
    "plan": "target",
    "concerns": "send",
}
_INKS = {"danger": "danger", "warning": "warning", "info": "accent"}
_FIRST: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "qa_lead",
        "Begin with a round",
        "It says what is looked at, until when, and with which template. Cases come next.",
        "Make a round",
        "rounds",
    ),
    (
        "moderator",
        "Nothing waits to be read again",
        "A case comes here by itself when an audit that is to be read twice is handed in.",
        "Look at the queue",
        "moderation",
    ),
    (
        "auditor",
        "No case is allocated to you",
        "As soon as the QA lead gives you one, it stands here.",
        "Look at the templates",
        "templates",
    ),
    (
        "",
        "Nothing waits for you",
        "What is to be done by you will stand here, safety first.",
        "",
        "",
    ),
)


class HomePage(QWidget):
    """The first page: `show_page()`; everything on it comes from one question."""

    key: ClassVar[str] = "home"
    title: ClassVar[str] = "Home"
    icon: ClassVar[str] = "home"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._all = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._load_more)
        self.greeting, self.about = Heading("", 1), Muted("")
        self.go_on = Button(" ", kind="primary", icon="play")
        self.go_on.clicked.connect(self._go_on)
        self._first: Waiting | None = None
        self.figures = EqualGrid(least=190)
        self.chart = ChartView(show_title=False)
        self.grades = Card("Grades by domain")
        self.grades.add(self.chart)
        self.waiting = Card("Waits for you")
        self._lines = column(spacing=2)
        self.waiting.body.addLayout(self._lines)
        self.waiting.body.addStretch(1)
        head = row(column(self.greeting, self.about, spacing=2), self.go_on, spacing=14)
        head.setStretch(0, 1)
        head.setAlignment(self.go_on, Qt.AlignmentFlag.AlignTop)
        page = column(head, self.figures, Sides(self.grades, self.waiting, (5, 3)), None,
                      spacing=14, margins=(20, 16, 20, 20))  # fmt: skip
        whole = column(Scroll(page))
        self.setLayout(whole)
        kinds = ("allocation", "draft", "audit", "reading", "action", "safety", "round", "council",
                 "publication", "notice", "framework", "quotation")  # fmt: skip
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **_place: object) -> None:
        """Read everything and show it."""
        self._context.title(self.title)
        self.refresh()

    def refresh(self) -> None:
        """Read again what waits and how far the round is.

        At the first sight after a start the figures, safety and one's audits stand at once; what the
        other lines need is loaded in slices, and they come below, so that nothing moves that stood there.
        """
        space = self._context.workspace
        found = home.overview(space) if home.loaded() else home.glance(space)
        self._show(found)
        if not found.whole:
            self._later.start(_PAINTED)

    def _load_more(self) -> None:
        """The next part; when all are there, every line."""
        if home.load_next():
            self._later.start(_SLICE)
        else:
            self._heard()

    def _show(self, found: Home) -> None:
        """Everything that was read."""
        now: datetime = self._context.workspace.clock.now()
        self.greeting.setText(f"{_part_of_day(now.hour)}, {found.name.split()[0]}")
        self.about.setText(self._words(found))
        self._show_first(found)
        self._show_figures(found)
        self._show_grades(found.grades)
        self._show_waiting(found)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _words(self, found: Home) -> str:
        """The round in one line."""
        state = found.round
        if state is None:
            roles = set(self._context.workspace.person.roles)
            return _SITS_WITH if roles == {"partner"} else "There is no round yet."
        words = [state.round.name]
        if state.planned:
            words.append(f"{state.planned} audits planned")
        if state.round.due:
            words.append(f"due {state.round.due.day} {state.round.due:%B %Y}")
        if state.overdue:
            words.append(f"{state.overdue} not started in time")
        return "  ·  ".join(words)

    def _show_first(self, found: Home) -> None:
        """The one main button: the audit that was touched last, or the first that waits."""
        work = [w for w in found.waiting if w.page in ("audit_form", "moderation", "audits")]
        touched = found.last_touched.id if found.last_touched else ""
        self._first = next((w for w in work if touched and w.place.get("audit") == touched), None)
        self._first = self._first or (work[0] if work else None)
        self.go_on.setVisible(self._first is not None)
        if self._first is not None:
            to_sign = self._first.page == "audits"
            words = self._first.title.replace(" the audit of case", " case")
            self.go_on.setText("Go to the sign-offs" if to_sign else words)

    def _go_on(self) -> None:
        """Go where the main button says."""
        if self._first is not None:
            self._context.go(self._first.page, **self._first.place)

    def _show_figures(self, found: Home) -> None:
        """The four figures."""
        self.figures.empty()
        state = found.round
        if state is not None:
            planned = state.planned or state.allocated
            left = max(0, planned - state.handed_in)
            self.figures.add(
                BigFigure(
                    f"{state.handed_in} of {planned}", "audits handed in",
                    f"{left} left · {state.signed_off} signed off" if left else
                    f"{state.signed_off} signed off",
                    state.handed_in / planned if planned else 0.0,
                )
            )  # fmt: skip
        spread = _overall(found.grades)
        if spread is not None and spread.n:
            few = spread.percent is None
            self.figures.add(
                BigFigure(
                    spread.words, "good or better overall",
                    "too few for a percentage" if few else
                    f"{spread.good} of {spread.n} · likely {spread.interval}%",
                    spread.good / spread.n,
                )
            )  # fmt: skip
        if state is not None:
            self.figures.add(
                BigFigure(
                    str(state.in_moderation), "being read again",
                    f"of {state.handed_in} handed in",
                    state.in_moderation / state.handed_in if state.handed_in else 0.0,
                )
            )  # fmt: skip
        total = found.open_actions
        if state is None and not total:
            self.figures.hide()
            return
        self.figures.show()
        self.figures.add(
            BigFigure(
                str(found.overdue_actions),
                "action overdue" if found.overdue_actions == 1 else "actions overdue",
                f"of {total} open" if total else "none is open",
                found.overdue_actions / total if total else 0.0,
            )
        )

    def _show_grades(self, grades: RoundGrades | None) -> None:
        """The chart of the round, where there is something to show."""
        self.grades.setVisible(grades is not None)
        if grades is None:
            return
        rows = _bars(grades)
        n = rows[-1].spread.n + rows[-1].spread.unranked if rows else 0
        self.grades.title.setText(f"Grades by domain: {grades.template.title.lower()}")
        sentence = (
            f"Final grades of {n} signed-off audit{'s' if n != 1 else ''} of this round's sample. "
            "Only cases that were drawn are counted."
        )
        self.chart.show_scene(_source(rows, sentence))

    def _show_waiting(self, found: Home) -> None:
        """What waits, safety first; the first few, and a way to all."""
        clear(self._lines)
        every = found.waiting
        counted = bool(every) and found.whole
        self.waiting.title.setText(f"Waits for you ({len(every)})" if counted else "Waits for you")
        if not every and found.whole:
            self._lines.addWidget(self._empty(found))
            return
        for one in every if self._all else every[:MOST]:
            self._lines.addWidget(
                LineButton(
                    one.title, one.detail, _ICONS.get(one.page, "info"), ink=_INKS[one.tone],
                    on_click=self._goer(one),
                )
            )  # fmt: skip
        if not found.whole:
            self._lines.addWidget(Muted("Looking at what else waits …"))
        elif len(every) > MOST:
            words = "Show fewer" if self._all else f"Show all {len(every)}"
            self._lines.addWidget(Button(words, self._turn, kind="quiet", icon="list"))

    def _goer(self, one: Waiting) -> Callable[[], object]:
        """Goes where a line leads."""
        return lambda: self._context.go(one.page, **one.place)

    def _turn(self) -> None:
        """Show all that waits, or the first few."""
        self._all = not self._all
        self.refresh()

    def _empty(self, found: Home) -> EmptyState:
        """What to do first, for this person."""
        space = self._context.workspace
        if found.round is not None and space.is_a("qa_lead"):
            return EmptyState(
                "Nothing waits for you", "Cases can be given to auditors on the page Cases.",
                "Allocate cases", lambda: self._context.go("cases"), icon="circle-check",
            )  # fmt: skip
        _role, title, text, verb, page = next(
            one for one in _FIRST if not one[0] or space.is_a(one[0])
        )
        return EmptyState(title, text, verb, lambda: self._context.go(page), icon="circle-check")


def _part_of_day(hour: int) -> str:
    """How people greet at this hour."""
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"


def _bars(grades: RoundGrades) -> list[BarRow]:
    """One bar for each domain that is graded on the overall's scale, and the overall last."""
    template = grades.template
    scales = [template.scale_of(domain) for domain in template.graded] + [template.scale_of()]
    return [
        BarRow(title, distribute(Counter(dict(counts)).elements(), scale))
        for (title, counts), scale in zip(grades.rows, scales, strict=False)
        if scale == template.scale_of()
    ]


def _overall(grades: RoundGrades | None) -> Distribution | None:
    """How the overall grades are spread."""
    if grades is None or grades.template.overall.kind != "graded":
        return None
    rows = _bars(grades)
    return rows[-1].spread if rows else None


def _source(rows: list[BarRow], sentence: str) -> Callable[[float], Scene]:
    """The chart for whatever width there is."""
    return lambda wide: grade_bars(rows, "Grades by domain", sentence, wide=max(wide, 300))
