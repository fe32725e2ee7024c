"""Auditors beside whoever read their audits again: by name for the QA lead, one's own for everybody else."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qa_tool.figures.leniency import Leaning
from qa_tool.report import moderation_words as words
from qa_tool.work.reliability import Apart, Person
from ui.context import Context
from ui.look import px
from ui.pages.reliability.counts import show_counts
from ui.tables import Cell, Column, TablePanel
from ui.tables.columns import Kind
from ui.widgets import Card, KeyValues, Muted, PlainTable, Words, column

Rounds = tuple[tuple[str, str], ...]


class PeopleCard(Card):
    """Every auditor in the order of names, none ranked, and the one that is chosen: `.show_people(people, rounds)`."""

    def __init__(self) -> None:
        super().__init__("Auditors, by name")
        self._rounds: Rounds = ()
        self.table = TablePanel(
            "Auditors", _columns(), noun=("auditor", "auditors"),
            empty="No auditor's work was read again at random yet.",
        )  # fmt: skip
        self.table.view.setMinimumHeight(px(280))
        self.table.selected.connect(self._choose)
        self.detail = LeaningView("Rounds of the auditor that is chosen")
        self.add(
            Muted(
                "For a talk, never for a ranking: figures this small say more about chance than about "
                "a person. Below ten there are counts only; a lean is marked from eight on where the "
                "sign test gives p below 0.05; single audits two grades apart or across the line to "
                "the worst grade are marked always. Only you and each auditor (their own) see this."
            )
        )
        self.add(self.table)
        self.add(self.detail)
        self.detail.hide()

    def show_people(self, people: tuple[Person, ...], rounds: Rounds) -> None:
        """Show these, or nothing at all."""
        self._rounds = rounds
        self.setVisible(bool(people))
        self.table.show_rows(people)
        self._choose(self.table.view.current_row())

    def _choose(self, row: object) -> None:
        """Halves, rounds and what is worth a talk, of the one that is chosen."""
        chosen = isinstance(row, Person)
        self.detail.setVisible(chosen)
        if isinstance(row, Person):
            self.detail.show_leaning(row.leaning, self._rounds, row.name)


class OwnCard(Card):
    """One's own audits that were read again: `.show_leaning(leaning or None, rounds)`."""

    def __init__(self) -> None:
        super().__init__("Your own audits")
        self.view = LeaningView("Your own audits by round")
        self.add(self.view)
        self.add(Muted("Only you and the QA lead see this. It is for learning and ranks nobody."))

    def show_leaning(self, own: Leaning | None, rounds: Rounds) -> None:
        """Show one's own figures, where there are any."""
        self.setVisible(own is not None)
        if own is not None:
            self.view.show_leaning(own, rounds)


class LeaningView(QWidget):
    """One auditor beside whoever read again: `.show_leaning(leaning, rounds, name="")`; rounds the latest first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.sentence, self.facts = Words("", "strong"), KeyValues()
        self.rounds = PlainTable(name)
        self.setLayout(column(self.sentence, self.facts, self.rounds, spacing=10))

    def show_leaning(self, one: Leaning, rounds: Rounds, name: str = "") -> None:
        """The sentence, the two halves, what is worth a talk, and the rounds where there are several."""
        said = words.headline(one.whole)
        self.sentence.setText(f"{name}. {said}" if name else said)
        facts = [
            ("First half", words.counts(one.earlier)), ("Second half", words.counts(one.later))
        ]  # fmt: skip
        if one.mean is not None:
            facts.insert(0, ("On average", words.mean(one)))
        worth = words.about(one)
        if worth:
            facts.append(("Worth a talk", worth))
        self.facts.show_facts(facts)
        found = dict(one.rounds)
        lines = [(title, found[key]) for key, title in reversed(rounds) if key in found]
        self.rounds.setVisible(len(lines) > 1)
        show_counts(self.rounds, "Round", lines)


class ApartCard(Card):
    """Audits to be looked at one by one: `.show_audits(found)`; Enter opens the audit."""

    def __init__(self, window_context: Context) -> None:
        super().__init__("To be looked at one by one")
        self._context = window_context
        self.table = TablePanel(
            "Audits to be looked at one by one",
            (
                Column("reference", "Case", lambda r: r.reference, width=118),
                Column("first", "First grade", lambda r: r.first, width=180),
                Column("second", "Second grade", lambda r: r.second, width=180),
                Column("why", "Why", lambda r: r.why),
            ),
            noun=("audit", "audits"), empty="No two grades are that far apart.",
        )  # fmt: skip
        self.table.view.setMinimumHeight(px(180))
        self.table.opened.connect(self._open)
        self.add(Muted("Random re-reads and those for a reason. Enter opens the audit."))
        self.add(self.table)

    def show_audits(self, found: tuple[Apart, ...]) -> None:
        """Show these."""
        self.table.show_rows(found)

    def _open(self, row: object) -> None:
        if isinstance(row, Apart):
            self._context.go("audit_view", audit=row.audit)


def _columns() -> tuple[Column, ...]:
    """Whatever header is clicked, names are what is sorted by: no list ranks anybody."""
    shown: tuple[tuple[str, str, Callable[[Person], object], Kind, int], ...] = (
        ("read", "Read again", lambda r: r.leaning.whole.n, "number", 96),
        ("same", "Same", lambda r: r.leaning.whole.same, "number", 66),
        ("down", "Lower", lambda r: r.leaning.whole.down, "number", 66),
        ("up", "Higher", lambda r: r.leaning.whole.up, "number", 72),
        ("discuss", "To discuss", _discuss, "pill", 190),
    )
    return (
        Column("name", "Auditor", lambda r: r.name),
        *(
            Column(key, title, get, kind, width, sort=lambda r: r.name)
            for key, title, get, kind, width in shown
        ),
    )


def _discuss(row: Person) -> Cell:
    one = row.leaning
    said = []
    if one.lean:
        said.append("a lean")
    if one.singly:
        n = len(one.singly)
        said.append("1 single audit" if n == 1 else f"{n} single audits")
    return Cell(", ".join(said), "warning" if said else "none")
