"""Auditors beside whoever read their audits again: by name for the QA lead, one's own for everybody else."""

from collections.abc import Callable

from qa_tool.figures.agreement import Agreement
from qa_tool.figures.leniency import Leaning
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.report import moderation_words as words
from qa_tool.work.reliability import Apart, Person
from ui.context import Context
from ui.look import px
from ui.pages.reliability.counts import show_counts
from ui.tables import Cell, Column, TablePanel
from ui.tables.columns import Kind
from ui.widgets import Card, KeyValues, Muted, PlainTable, Words


class PeopleCard(Card):
    """Every auditor in the order of names, none ranked: `.show_people(people)`."""

    def __init__(self) -> None:
        super().__init__("Auditors, by name")
        self.table = TablePanel(
            "Auditors", _columns(), noun=("auditor", "auditors"),
            empty="No auditor's work was read again at random yet.",
        )  # fmt: skip
        self.table.view.setMinimumHeight(px(280))
        self.add(
            Muted(
                "For a talk, never for a ranking: figures this small say more about chance than about "
                "a person. Below ten there are counts only; a lean is marked from eight on where the "
                "sign test gives p below 0.05; single audits two grades apart or across the line to "
                "the worst grade are marked always. Only you and each auditor (their own) see this."
            )
        )
        self.add(self.table)

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Show these, or nothing at all."""
        self.setVisible(bool(people))
        self.table.show_rows(people)


class OwnCard(Card):
    """One's own audits that were read again: `.show_leaning(leaning or None, rounds by id and name, the latest first)`."""

    def __init__(self) -> None:
        super().__init__("Your own audits")
        self.sentence, self.facts = Words("", "strong"), KeyValues()
        self.rounds = PlainTable("Your own audits by round")
        for widget in (self.sentence, self.facts, self.rounds):
            self.add(widget)
        self.add(Muted("Only you and the QA lead see this. It is for learning and ranks nobody."))

    def show_leaning(self, own: Leaning | None, rounds: tuple[tuple[str, str], ...]) -> None:
        """Show one's own figures, where there are any."""
        self.setVisible(own is not None)
        if own is None:
            return
        self.sentence.setText(words.headline(own.whole))
        facts = [
            ("First half", words.counts(own.earlier)), ("Second half", words.counts(own.later))
        ]  # fmt: skip
        if own.mean is not None:
            facts.insert(0, ("On average", mean_words(own)))
        worth = words.about(own)
        if worth:
            facts.append(("Worth a talk", worth))
        self.facts.show_facts(facts)
        found = dict(own.rounds)
        lines = [(name, found[key]) for key, name in reversed(rounds) if key in found]
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


def mean_words(one: Leaning) -> str:
    """How far first grades lie from second ones, in words; nothing below ten."""
    if one.mean is None:
        return ""
    if not one.mean:
        return "the same"
    way = "kinder" if one.mean < 0 else "stricter"
    return f"{abs(one.mean):.1f} {way}"


def _columns() -> tuple[Column, ...]:
    """Whatever header is clicked, names are what is sorted by: no list ranks anybody."""
    halves = "Of the audits in the order they were handed in"
    grades = f"How much kinder or stricter than the second reader; from {TOO_FEW} re-reads on"
    shown: tuple[tuple[str, str, Callable[[Person], object], Kind, int, str], ...] = (
        ("read", "Read again", lambda r: r.leaning.whole.n, "number", 90, ""),
        ("same", "Same", lambda r: r.leaning.whole.same, "number", 66, ""),
        ("down", "Lower", lambda r: r.leaning.whole.down, "number", 66, ""),
        ("up", "Higher", lambda r: r.leaning.whole.up, "number", 70, ""),
        ("mean", "In grades", lambda r: mean_words(r.leaning), "text", 96, grades),
        ("earlier", "First half", lambda r: _half(r.leaning.earlier), "text", 152, halves),
        ("later", "Second half", lambda r: _half(r.leaning.later), "text", 152, halves),
        ("discuss", "To discuss", _discuss, "pill", 176, ""),
    )
    return (
        Column("name", "Auditor", lambda r: r.name),
        *(
            Column(key, title, get, kind, width, sort=lambda r: r.name, tip=tip)
            for key, title, get, kind, width, tip in shown
        ),
    )


def _half(found: Agreement) -> str:
    return f"{found.n}: {found.down} lower, {found.up} higher" if found.n else ""


def _discuss(row: Person) -> Cell:
    one = row.leaning
    said = []
    if one.lean:
        said.append("a lean")
    if one.singly:
        n = len(one.singly)
        said.append("1 single audit" if n == 1 else f"{n} single audits")
    return Cell(", ".join(said), "warning" if said else "none")
