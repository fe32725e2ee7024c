"""Inspections and peer challenges: the list, one of them whole, and entering one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qa_tool.diagnostic.model import OUTCOMES, Improve, Judged, JudgementList, Outcome, OutcomeKind
from qa_tool.errors import QAError
from qa_tool.work import diagnostic_outcome
from qa_tool.work.change import Change
from qa_tool.work.diagnostic_outcome import OutcomeRow
from ui.context import Context
from ui.dialogs import ask_text
from ui.look import px
from ui.tables import Column, TablePanel
from ui.widgets import (
    Banner,
    Button,
    Card,
    DateField,
    EmptyState,
    EqualGrid,
    FlowRow,
    GradeChip,
    Heading,
    Labelled,
    Muted,
    Picker,
    TextBox,
    Words,
    column,
    line,
)
from ui.widgets.sides import ListAndDetail


class OutcomesPart(QWidget):
    """What outsiders concluded: `.show_outcomes()`."""

    def __init__(self, context: Context, tell: Callable[[Change], None]) -> None:
        super().__init__()
        self._context, self._announce = context, tell
        self._row: OutcomeRow | None = None
        self.add = Button("Enter an outcome", self._new, icon="plus")
        self.panel = TablePanel(
            "Inspections and peer challenges", _COLUMNS, noun=("outcome", "outcomes"),
            empty="Nothing is entered yet.",
        )  # fmt: skip
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = Card()
        self.entry = EntryCard(context, self._save, self.show_outcomes)
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.5, first=self.panel.view
        )
        self.both.setMinimumHeight(px(320))
        self.nothing = EmptyState(
            "No inspection and no peer challenge is entered",
            "Each stands on the list of judgements and the scale of its day, told apart from the teams' "
            "own view.",
            icon="flag",
        )  # fmt: skip
        page = column(FlowRow(self.add), self.entry, self.both, self.nothing, spacing=12)
        page.setStretch(2, 1)
        self.setLayout(page)

    def show_outcomes(self) -> None:
        """Read the list again."""
        space = self._context.workspace
        every = (
            diagnostic_outcome.outcomes(space) if space.is_a(*diagnostic_outcome.MAY_RECORD) else ()
        )
        self.entry.hide()
        self.add.show()
        self.both.setVisible(bool(every))
        self.nothing.setVisible(not every)
        self.both.show_detail(on=False)
        self.panel.show_rows(every)
        if every:
            self.panel.view.selectRow(0)

    def _choose(self, row: OutcomeRow | None) -> None:
        """Show one whole, heading by heading."""
        self._row = row
        self.both.show_detail(on=row is not None)
        if row is None:
            return
        one = row.outcome
        self.card.empty()
        self.card.add(Heading(f"{row.kind}: {one.by}", 3))
        about = [f"{one.day.day} {one.day:%B %Y}", row.title, row.area]
        self.card.add(Muted("  ·  ".join(part for part in about if part)))
        for title, grade, words in row.judged:
            self.card.add(Words(title, "strong"))
            self.card.add(FlowRow(GradeChip(grade.tone, grade.name)))
            if words:
                self.card.add(Words(words))
        if one.improve:
            self.card.add(Heading("Areas for improvement", 3))
        for item in one.improve:
            self.card.add(Words(f"•  {item.text}" + (f"  ({item.within})" if item.within else "")))
        self.card.add(Muted(f"On the scale of its day: {row.scale.title}. Never added up with others."))  # fmt: skip
        self.card.add(
            FlowRow(
                Button("Change…", self._edit, kind="quiet", icon="pencil"),
                Button("Take back…", self._take_back, kind="quiet", icon="trash-2"),
            )
        )
        self.card.body.addStretch(1)

    def _new(self) -> None:
        self._enter(None)

    def _edit(self) -> None:
        self._enter(self._row)

    def _enter(self, row: OutcomeRow | None) -> None:
        """The form takes the place of the list."""
        self.both.hide()
        self.nothing.hide()
        self.add.hide()
        self.entry.show_entry(row.outcome if row is not None else None)
        self.entry.show()
        self.entry.kind.setFocus()

    def _save(self) -> None:
        """Keep what was entered; what is wrong is said beside the button."""
        try:
            change = diagnostic_outcome.record_outcome(self._context.workspace, self.entry.wanted())
        except QAError as error:
            self.entry.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        self._announce(change)
        self._context.say("The outcome is kept.", "success")
        self.show_outcomes()

    def _take_back(self) -> None:
        """Off the list, with a reason."""
        if self._row is None:
            return
        reason = ask_text(self, "Take this outcome back?", "It stays in the ledger.", "Take back")
        if reason is None:
            return
        try:
            self._announce(
                diagnostic_outcome.take_back(self._context.workspace, self._row.outcome.id, reason)
            )
        except QAError as error:
            self._context.fault(error)
        self.show_outcomes()


class EntryCard(Card):
    """The form of one outcome: `.show_entry(outcome or None)`, `.wanted()`."""

    def __init__(
        self, context: Context, save: Callable[[], None], cancel: Callable[[], None]
    ) -> None:
        super().__init__("An inspection or a peer challenge")
        self._context = context
        self._id, self._listed = "", ""
        self.kind = Picker("Kind", tuple(OUTCOMES.items()))
        self.day = DateField("Day of the report")
        self.by = line("Who judged", "The inspectorate, or the peer council")
        self.area = Picker("Area", (("", "The whole council"),))
        self.listed = Picker("List of judgements")
        self.kind.picked.connect(lambda _key: self._lists())
        self.day.changed.connect(lambda _day: self._lists())
        self.listed.picked.connect(lambda _key: self._headings())
        self.headings = EqualGrid(least=330, spacing=12)
        self.grades: dict[str, Picker] = {}
        self.words: dict[str, TextBox] = {}
        self.improve = TextBox("Areas for improvement", least=3)
        self.problem = Banner("", "danger")
        self.save = Button("Keep", save, kind="primary", icon="check")
        self.cancel = Button("Cancel", cancel)
        self.add(
            EqualGrid(
                Labelled("Kind", self.kind), Labelled("Day of the report", self.day, required=True),
                Labelled("Who judged", self.by, required=True), Labelled("Area", self.area),
                Labelled("List of judgements", self.listed,
                         "Those in force on the day; older reports keep their own."), least=270,
            )
        )  # fmt: skip
        self.add(self.headings)
        self.add(
            Labelled("Areas for improvement", self.improve,
                     "One on each line; the time allowed after a bar: text | within three months")
        )  # fmt: skip
        self.add(self.problem)
        self.add(FlowRow(self.save, self.cancel))
        self.hide()

    def show_entry(self, one: Outcome | None) -> None:
        """An empty form, or one outcome to be put right."""
        space = self._context.workspace
        areas = sorted((a.id, a.name) for a in space.areas.values())
        self.area.show_choices([("", "The whole council"), *areas], one.area if one else "")
        self._id, self._listed = (one.id, one.listed) if one else ("", "")
        self.kind.setCurrentIndex(max(0, self.kind.findData(one.kind if one else "inspection")))
        self.day.show_date(one.day if one else space.clock.today())
        self.by.setText(one.by if one else "")
        lines = [f"{i.text} | {i.within}".rstrip(" |") for i in one.improve] if one else []
        self.improve.show_text("\n".join(lines))
        self.problem.show_message("")
        self._lists()
        for judged in one.judged if one else ():
            picker = self.grades.get(judged.key)
            if picker is not None:
                picker.setCurrentIndex(max(0, picker.findData(judged.grade)))
                self.words[judged.key].show_text(judged.words)

    def _kind(self) -> OutcomeKind:
        return "peer" if self.kind.value() == "peer" else "inspection"

    def _lists(self) -> None:
        """The lists that held on the day."""
        day = self.day.value()
        found = diagnostic_outcome.offered(self._kind(), day) if day is not None else ()
        chosen = self._listed or self.listed.value()
        self.listed.show_choices([(one.key, one.title) for one in found], chosen)
        self._headings()

    def _headings(self) -> None:
        """A grade and a few words for each heading of the list."""
        one: JudgementList | None = diagnostic_outcome.lists().one(self.listed.value())
        self.headings.empty()
        self.grades, self.words = {}, {}
        for key, title in one.judgements if one else ():
            grades = diagnostic_outcome.scale_of(one).grades if one else ()
            picker = Picker(title, [("", "Not entered"), *((g.key, g.name) for g in grades)])
            box = TextBox(f"In a few words: {title}", least=1)
            self.grades[key], self.words[key] = picker, box
            card = Card(title)
            card.add(picker)
            card.add(box)
            self.headings.add(card)

    def wanted(self) -> Outcome:
        """What was entered; a day that cannot be read is refused."""
        day = self.day.value()
        if day is None:
            raise QAError("The report has no day.", self.day.problem() or "Type the day.")
        judged = tuple(
            Judged(key, picker.value(), self.words[key].toPlainText().strip())
            for key, picker in self.grades.items()
        )
        rows = (text.partition("|") for text in self.improve.toPlainText().splitlines())
        return Outcome(
            self._id, self._kind(), self.listed.value(), self.by.text(), day, judged,
            tuple(Improve(text.strip(), within.strip()) for text, _bar, within in rows),
            self.area.value(),
        )  # fmt: skip


_COLUMNS = (
    Column("day", "Day", lambda r: r.outcome.day, "date", 112),
    Column("kind", "Kind", lambda r: r.kind, width=130),
    Column("by", "Who judged", lambda r: r.outcome.by),
    Column("summary", "Judgements", lambda r: r.summary),
)
