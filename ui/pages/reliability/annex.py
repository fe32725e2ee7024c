"""The method annex, folded away: coefficients, tests and rules for whoever wants to check the figures."""

from collections.abc import Callable

from qa_tool.figures.agreement import Agreement
from qa_tool.progress import Progress
from qa_tool.report import moderation_words as words
from ui.context import Context
from ui.look import px
from ui.widgets import Button, Card, FlowRow, Muted, PlainTable, Words


class AnnexCard(Card):
    """A fold: `.show_agreement(agreement, title)`; the coefficients are worked out when it is opened."""

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._found: Agreement | None = None
        self._turn = 0
        self.fold = Button(
            "Show the method annex", self.turn_fold, kind="quiet", icon="chevron-right"
        )
        self.about, self.wait = Muted(""), Muted("The coefficients are being worked out.")
        self.table = PlainTable("Coefficients and tests")
        self.rules = [Words(f"{n}. {text}") for n, text in enumerate(words.METHOD, 1)]
        self.add(FlowRow(self.fold))
        self._inside = (self.about, self.wait, self.table, *self.rules)
        for widget in self._inside:
            self.add(widget)
            widget.hide()
        self._open = False

    def show_agreement(self, found: Agreement | None, title: str) -> None:
        """What the annex is about; an open one is worked out again."""
        self._found = found
        self.setVisible(found is not None)
        self.about.setText(
            f"{title}: blind re-reads drawn at random. No coefficient stands alone, and no word such "
            "as “good” stands for one."
        )
        if self._open:
            self._work()

    def turn_fold(self) -> None:
        """Open or close the fold."""
        self._open = not self._open
        self.fold.setText("Hide the method annex" if self._open else "Show the method annex")
        self.fold.show_icon("chevron-down" if self._open else "chevron-right")
        for widget in self._inside:
            widget.setVisible(self._open)
        if self._open:
            self._work()

    def _work(self) -> None:
        found = self._found
        if found is None:
            return
        self._turn += 1
        self.table.hide()
        self.wait.show()

        def work(progress: Progress) -> tuple[words.AnnexRow, ...]:
            progress.step(0, 1, "Working out the coefficients")
            return words.annex(found)

        self._context.tasks.run("Working out the coefficients", work, self._shown(self._turn),
                                self._context.fault)  # fmt: skip

    def _shown(self, turn: int) -> Callable[[tuple[words.AnnexRow, ...]], None]:
        def show(rows: tuple[words.AnnexRow, ...]) -> None:
            if turn != self._turn:
                return
            self.wait.hide()
            self.table.show_table(words.ANNEX_HEAD, rows)
            self.table.setMinimumHeight(px(44) + len(rows) * px(32))
            self.table.setVisible(self._open)

        return show
