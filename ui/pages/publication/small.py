"""Small counts: the rule, what is hidden in each table and why, and merges that would hide less."""

from PySide6.QtWidgets import QWidget

from qa_tool.disclosure.preset import PRESETS
from qa_tool.publication.model import Merging
from qa_tool.work import publication
from qa_tool.work.publication_small import Choice, SmallTable
from ui.look import px
from ui.pages.publication.bench import Bench
from ui.pages.publication.figures import table
from ui.tables import Column, TablePanel
from ui.widgets import Banner, Card, Labelled, Muted, Picker, Words, column
from ui.widgets.line_button import LineButton
from ui.widgets.sides import Sides


class SmallPart(QWidget):
    """What is left out of the public edition: the rule above, the tables at the left, the chosen one at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._shown = ""
        self.rule = Picker("Rule for small counts", [(p.key, p.title) for p in PRESETS.values()])
        self.rule.picked.connect(self._choose_rule)
        self.why, self.sum = Muted(""), Words("", "strong")
        head = Card("The rule")
        for widget in (Labelled("Small counts", self.rule), self.why, self.sum):
            head.add(widget)
        self.panel = TablePanel(
            "Tables with something hidden", _columns(), noun=("table", "tables"),
            empty="Nothing has to be hidden in this year's tables.",
        )  # fmt: skip
        self.panel.setMinimumHeight(px(300))
        self.panel.selected.connect(self._choose)
        self.card = Card("Choose a table")
        left, right = QWidget(), QWidget()
        beside = column(head, self.panel, spacing=12)
        beside.setStretch(1, 1)
        left.setLayout(beside)
        right.setLayout(column(self.card, None))
        self.setLayout(column(Sides(left, right, (5, 6), least=880, spacing=14), None))

    def refresh(self) -> None:
        """Show what is hidden now; the table that was chosen stays chosen."""
        desk, view = self._bench.desk, self._bench.view
        if desk is None or view is None:
            return
        preset = desk.annual.public.edition.protection.preset
        self.rule.show_choices([(p.key, p.title) for p in PRESETS.values()], preset.key)
        self.rule.setEnabled(self._bench.open)
        self.why.setText(preset.why)
        cells = len(desk.annual.public.edition.protection.hidden)
        withheld = len(desk.annual.record.withheld)
        more = f" Withheld as a whole: {withheld}." if withheld else ""
        self.sum.setText(f"{cells} cells are hidden in {_tables(desk.small)}.{more}")
        shown = self._shown
        self.panel.show_rows(list(desk.small))
        place = next((n for n, one in enumerate(desk.small) if one.key == shown), 0)
        if desk.small:
            self.panel.view.selectRow(place)
            self._choose(desk.small[place])
        else:
            self._choose(None)

    def _choose(self, one: SmallTable | None) -> None:
        """Show one table as it will be published, why, and what could be done."""
        self.card.empty()
        self._shown = one.key if one is not None else ""
        if one is None:
            self.card.title.setText("Choose a table")
            return
        self.card.title.setText(one.title)
        if one.block is None:
            self.card.add(
                Banner(
                    "This table is withheld as a whole: no choice of cells protects it.", "warning"
                )
            )
        else:
            self.card.add(table(one.block, caption=False))
        for reason in one.reasons:
            self.card.add(Muted(reason))
        self._show_merged(one)
        if one.choices and self._bench.open:
            self.card.add(Words("Hide less by counting together", "strong"))
        for choice in one.choices if self._bench.open else ():
            self.card.add(self._offer(choice))
        if one.hidden and not one.choices:
            self.card.add(Muted("No merge of this table would hide less."))

    def _offer(self, choice: Choice) -> LineButton:
        """One merge as one click."""
        told = f"{choice.why} {choice.before} cells are hidden in all tables now, {choice.after} would be."
        return LineButton(
            choice.words,
            told,
            "plus",
            on_click=lambda: self._rule(merges=choice.merges, words="a merge"),
        )

    def _show_merged(self, one: SmallTable) -> None:
        """What is counted as one; what a person decided can be taken back."""
        view = self._bench.view
        if view is None:
            return
        for merge in one.merged:
            words = f"{', '.join(merge.names)} are counted as “{merge.into}”"
            mine = tuple(
                m for m in view.publication.merges
                if m.table == one.key and (m.names, m.into) == (merge.names, merge.into)
            )  # fmt: skip
            if not mine or not self._bench.open:
                self.card.add(Muted(f"{words}. {merge.why}"))
                continue
            kept = tuple(m for m in view.publication.merges if m not in mine)
            self.card.add(self._undo_line(words, merge.why, kept))

    def _undo_line(self, words: str, why: str, kept: tuple[Merging, ...]) -> LineButton:
        return LineButton(
            f"Take back: {words}", why, "undo-2",
            on_click=lambda: self._rule(merges=kept, words="a merge"),
        )  # fmt: skip

    def _choose_rule(self, key: str) -> None:
        self._rule(preset=key, words="the rule for small counts")

    def _rule(
        self, *, preset: str = "", merges: tuple[Merging, ...] | None = None, words: str
    ) -> None:
        """Keep a rule or merges, with undo; the figures are read again."""
        view = self._bench.view
        if view is None:
            return
        was, space = view.publication, self._bench.context.workspace
        new = (preset or was.preset, was.merges if merges is None else merges)
        self._bench.step(
            words, lambda: publication.set_rule(space, was.id, *new),
            lambda: publication.set_rule(space, was.id, was.preset, was.merges), figures=True,
        )  # fmt: skip


def _tables(found: tuple[SmallTable, ...]) -> str:
    n = sum(bool(one.hidden) for one in found)
    return f"{n} {'table' if n == 1 else 'tables'}"


def _columns() -> tuple[Column, ...]:
    """What the list says of a table."""
    return (
        Column("title", "Table", lambda one: one.title),
        Column("hidden", "Hidden", lambda one: one.hidden, width=84),
        Column("merged", "Merged", lambda one: "Yes" if one.merged else "", width=84),
    )
