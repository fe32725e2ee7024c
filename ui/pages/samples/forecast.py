"""What a draw would give, said while the rules are typed: the list, who is left out, how sure it makes us."""

from PySide6.QtWidgets import QWidget

from qa_tool.sampling.model import LEFT
from qa_tool.work.sample_frame import Outlook
from ui.widgets import BigFigure, Card, EqualGrid, Heading, KeyValues, PlainTable, Words, column


class Forecast(Card):
    """Figures, reasons and strata of a draw that is not made yet: `.show_outlook(outlook)`, `.show_problem(text)`."""

    def __init__(self) -> None:
        super().__init__("What a draw would give now")
        self.frame = BigFigure("0", "in the list")
        self.could = BigFigure("0", "could be drawn")
        self.taken = BigFigure("0", "drawn")
        self.margin = BigFigure("", "points at the widest")
        self.sure = Words("", "strong")
        self.facts = KeyValues()
        self.strata = PlainTable("Strata: how many could be drawn, and how many are")
        self.over = Heading("Strata", 3)
        self.problem = Words("", "danger")
        self.inside = QWidget()
        self.inside.setLayout(
            column(
                EqualGrid(self.frame, self.could, self.taken, self.margin, least=120), self.sure,
                self.facts, self.over, self.strata, spacing=12,
            )
        )  # fmt: skip
        self.add(self.inside)
        self.add(self.problem)
        self.body.addStretch(1)

    def show_problem(self, text: str) -> None:
        """Why nothing can be said."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.inside.setVisible(not text)

    def show_outlook(self, told: Outlook) -> None:
        """Show these figures."""
        self.show_problem("")
        self.frame.show_figure(f"{told.frame:,}", "in the list")
        self.could.show_figure(
            f"{told.could:,}", "could be drawn", "", told.could / told.frame if told.frame else 0
        )
        self.taken.show_figure(
            f"{told.taken:,}", "would be drawn", "", told.taken / told.could if told.could else 0
        )
        few = told.half_width is None or told.taken <= 10
        self.margin.show_figure(
            "counts" if few else f"± {100 * (told.half_width or 0):.1f}",
            "only, no percentages" if few else "points at the widest",
        )
        self.sure.setText(told.precision)
        self.facts.show_facts(facts(told))
        several = len(told.strata) > 1
        self.over.setVisible(several)
        self.strata.setVisible(several)
        if several:
            self.strata.show_table(
                ("Stratum", "Could be drawn", "Drawn"),
                [(one.name, f"{one.size:,}", f"{one.quota:,}") for one in told.strata],
            )


def facts(told: Outlook) -> list[tuple[str, str]]:
    """The lines under the figures."""
    lines = [(why, f"{count:,} left out") for why, count in told.left]
    if any(why == LEFT["sibling"] for why, _ in told.left) and len(told.strata) > 1:
        lines.append(
            ("Families", "The seed decides which child stands, so strata may change by a few.")
        )
    if told.recent_stay and told.recent:
        lines.append(("Audited lately", f"{told.recent:,} stay in: the rule is off here"))
    lines.append(("Work", hours(told.minutes)))
    if told.unnumbered:
        lines.append(
            ("No case number", f"{told.unnumbered:,}: a case list could not prove this draw")
        )
    return lines


def hours(minutes: int) -> str:
    """A length of work as people say it."""
    if minutes < 120:
        return f"about {minutes} minutes"
    return f"about {round(minutes / 60):,} hours of auditors' time"
