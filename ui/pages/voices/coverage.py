"""How far the voices of a round were sought and heard: counts, never a ranking."""

from PySide6.QtWidgets import QWidget

from qa_tool.voice.model import SHORT, VIEWS, WHO
from qa_tool.work.voice_coverage import EVERY_AUDIT, RoundCoverage
from ui.widgets import Card, Muted, PlainTable, Words, clear, column

_HEAD = (
    "Voice", "Audits", "Sought", "Heard", "Declined", "No answer", "Not safe", "Left out",
    "Not recorded",
)  # fmt: skip


class CoverageView(QWidget):
    """`.show_coverage(found)`: tables of who was asked and heard, their view, and by team."""

    def __init__(self) -> None:
        super().__init__()
        self._page = column(spacing=12)
        self.setLayout(self._page)

    def show_coverage(self, found: RoundCoverage) -> None:
        """Show these counts."""
        clear(self._page)
        self._page.addWidget(self._asked(found))
        if found.views:
            self._page.addWidget(self._views(found))
        self._page.addWidget(self._teams(found))
        if found.reasons:
            self._page.addWidget(self._reasons(found))
        self._page.addStretch(1)

    def _asked(self, found: RoundCoverage) -> QWidget:
        """What came of asking."""
        card = Card(f"Sought and heard in {found.audits} handed-in audits")
        table = PlainTable("Sought and heard")
        table.show_table(
            _HEAD,
            [
                (WHO[c.who], *map(str, (c.audits, c.sought, c.obtained, c.declined, c.no_answer + c.reached,
                 c.not_safe, c.not_appropriate + c.not_tried, c.none)))
                for c in found.coverage
            ],
        )  # fmt: skip
        card.add(table)
        card.add(Muted("Child, family and practitioner belong to every audit; the others where they know "
                       "the child. A no is respected and is no finding."))  # fmt: skip
        return card

    def _views(self, found: RoundCoverage) -> QWidget:
        """How good they find the help, beside the grade."""
        card = Card("How good they find the help")
        table = PlainTable("How good they find the help")
        table.show_table(
            ("Voice", *VIEWS.values()),
            [(WHO[who], *(str(counts.get(v, 0)) for v in VIEWS)) for who, counts in found.views],
        )
        card.add(table)
        card.add(
            Words(
                f"Of {found.compared} audits with a grade and a family's view, {found.kinder} are graded Good "
                f"or better while somebody says that it did not help, and {found.harsher} below Good "
                "while somebody says that it helped."
            )
        )
        return card

    def _teams(self, found: RoundCoverage) -> QWidget:
        """Sought and heard by team, by name."""
        card = Card("By team: sought / heard")
        table = PlainTable("Sought and heard by team")
        rows = []
        for team in found.teams:
            by = {c.who: c for c in team.coverage}
            cells = [f"{by[w].sought} / {by[w].obtained}" if w in by else "" for w in EVERY_AUDIT]
            rows.append((team.name, str(team.audits), *cells))
        table.show_table(("Team", "Audits", *(SHORT[w] for w in EVERY_AUDIT)), rows)
        card.add(table)
        return card

    def _reasons(self, found: RoundCoverage) -> QWidget:
        """Why somebody was left out."""
        card = Card("Left out, and why")
        table = PlainTable("Left out, and why")
        table.show_table(
            ("Reason", "Voice", "Case"), [(r.why, SHORT[r.who], r.reference) for r in found.reasons]
        )
        card.add(table)
        return card
