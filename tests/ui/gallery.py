"""All pieces of the window on one page, for pictures and for the checks that walk over every control."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from qa_tool.chart.scene import Line, Mark, Rect, Scene, Table, Text
from ui.context import Context
from ui.navigation import PageEntry
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Banner,
    BigFigure,
    Button,
    Card,
    ChartView,
    DateField,
    EmptyState,
    EqualGrid,
    FlowRow,
    GradeChip,
    GradeChoice,
    GradeGroup,
    GradeMark,
    Heading,
    KeyValues,
    Labelled,
    Muted,
    PassphraseField,
    Picker,
    Pill,
    Scroll,
    SearchField,
    SlimBar,
    TextBox,
    column,
)

GRADES = (
    GradeChoice("outstanding", "Outstanding", "outstanding"),
    GradeChoice("good", "Good", "good"),
    GradeChoice("ri", "Requires improvement to be good", "requires_improvement"),
    GradeChoice("inadequate", "Inadequate", "inadequate"),
    GradeChoice("nee", "Not enough evidence", "none"),
)
WORDS = (
    "The plan names the right worries. Four of six actions have no date, and the review on "
    "2 October did not ask whether anything had changed at home. (Made up.)"
)
COLUMNS = (
    Column("case", "Case", lambda row: row[0], width=90),
    Column("team", "Team", lambda row: row[1]),
    Column("grade", "Overall", lambda row: Cell(row[2].word, row[2].tone), "grade", 220),
    Column("due", "Due", lambda row: row[3], "date", 120),
    Column("actions", "Actions", lambda row: row[4], "number", 90),
)


def rows(count: int) -> list[tuple[str, str, GradeChoice, date, int]]:
    """Made-up rows of a list."""
    return [
        (f"R-{n:04}", f"North {n % 7}", GRADES[n % 5], date(2026, 11, 1 + n % 28), n % 9)
        for n in range(count)
    ]


def scene() -> Scene:
    """A small chart of made-up grades."""
    shapes: list[Rect | Line | Mark | Text] = [Text(0, 24, "Voice and experience", 9)]
    x = 120.0
    for tone, word, count in (
        ("outstanding", "Outstanding", 40),
        ("good", "Good", 180),
        ("requires_improvement", "Requires improvement", 100),
        ("inadequate", "Inadequate", 30),
    ):
        shapes.append(Rect(x, 10, count, 20, tone, f"{word}: {count} of 350", 3))
        shapes.append(Text(x + count / 2, 24, str(count), 10, f"on_{tone}", "middle", bold=True))
        x += count + 2
    shapes.append(Rect(x, 10, 28, 20, "none", "Not enough evidence: 2", 3, dashed=True))
    shapes.append(Line(120, 40, x + 28, 40))
    table = Table(("Domain", "Outstanding", "Good"), (("Voice and experience", "40", "180"),))
    return Scene(520, 50, "Grades by domain", "Voice is strongest; made up.", tuple(shapes), table)


class Gallery(QWidget):
    """A page with every piece on it."""

    key = "gallery"
    title = "Gallery & pieces"
    icon = "star"
    group = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self.shown: list[dict[str, object]] = []
        self.refreshed = 0
        self.flushed = 0
        self.grades = GradeGroup("Grade of planning and review")
        self.grades.show_choices(GRADES, "ri")
        self.reason = TextBox("Why this grade?")
        self.reason.show_text(WORDS)
        self.chart = ChartView()
        self.chart.show_scene(scene())
        self.table = TablePanel("Audits", COLUMNS, noun=("audit", "audits"))
        self.table.show_rows(rows(40))
        self.table.view.setMinimumHeight(220)
        self.next = Button("Next domain", kind="primary", icon="chevron-right")
        self.context = window_context
        self.body = Scroll(column(*self._parts(), None, margins=18))
        self.setLayout(column(self.body))

    def show_page(self, **place: object) -> None:
        """Remember where somebody went."""
        self.shown.append(place)
        self.context.foot([self.next])

    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1

    def flush(self) -> None:
        """Count."""
        self.flushed += 1

    def _parts(self) -> list[QWidget]:
        form = Card("Planning and review", Button("Add evidence", kind="quiet", icon="plus"))
        form.add(Muted("Is the plan specific, and changed when it is not working?"))
        form.add(self.grades)
        form.add(Labelled("Why this grade?", self.reason, "Say what you saw.", required=True))
        form.add(
            FlowRow(
                GradeMark("good", "Good"),
                *(GradeChip(grade.tone, grade.word) for grade in GRADES),
                Pill("overdue", "danger"),
                Pill("waits", "warning"),
                Pill("done", "success"),
                Pill("open"),
            )
        )
        tick, dot = QCheckBox("Restricted file"), QRadioButton("Blind full re-read")
        tick.setChecked(True)
        dot.setChecked(True)
        bar = SlimBar("Domains graded")
        bar.show_progress(5, 9, "5 of 9 graded")
        facts = Card("Facts")
        facts.add(KeyValues([("Team", "North 1"), ("Case", "R-0421"), ("Read", "12 months")]))
        for widget in (
            Labelled("Seen on", DateField("Seen on")),
            Picker("Owner", [("a", "Amara Reviewer"), ("b", "Ben Example")]),
            PassphraseField(),
            SearchField("Filter actions", "Filter actions"),
            tick,
            dot,
            bar,
        ):
            facts.add(widget)
        empty = Card()
        empty.add(
            EmptyState(
                "No audits yet",
                "An audit begins when a case is allocated to you.",
                "Allocate a case",
            )
        )
        audits = Card("Audits")
        audits.add(self.table)
        chart = Card()
        chart.add(self.chart)
        stuck = Button("Hand in")
        stuck.forbid("Three questions still need an answer.")
        return [
            Heading("Good afternoon, Amara", 1),
            Banner("You were on case R-0421, domain 4.", "info", "Go on"),
            Banner("Two audits are graded Inadequate. Tell the service manager today.", "danger"),
            EqualGrid(
                BigFigure("38 of 45", "audits complete", "7 left, due 30 November", 38 / 45),
                BigFigure("62%", "good or better overall", "up 5 points on quarter 1", 0.62),
                BigFigure("81%", "moderators agreed", "10 grades changed", 0.81),
                BigFigure("6", "actions overdue", "of 41 open actions", 6 / 41),
                least=215,
            ),
            FlowRow(
                Button("Export to Excel", icon="download"),
                Button("Start an audit", kind="primary", icon="plus"),
                Button("Withdraw", kind="danger"),
                stuck,
            ),
            form,
            EqualGrid(facts, empty, least=360),
            chart,
            audits,
        ]


def entries() -> list[PageEntry]:
    """Pages as the window would have them, all of them galleries."""
    wanted = (
        ("home", "Home", "home", "WORK"),
        ("cases", "Cases & samples", "folder-search", "WORK"),
        ("audits", "My audits", "clipboard-check", "WORK"),
        ("moderation", "Moderation", "scale", "WORK"),
        ("actions", "Actions", "list-checks", "WORK"),
        ("safety", "Safety", "shield-alert", "WORK"),
        ("reports", "Reports", "file-text", "EVIDENCE"),
        ("templates", "Templates", "layout-template", "SET-UP"),
        ("people", "People", "users", "SET-UP"),
        ("settings", "Settings", "settings", "SET-UP"),
        ("hidden", "Hidden", "eye", ""),
    )
    return [PageEntry(key, title, icon, group, Gallery) for key, title, icon, group in wanted]
