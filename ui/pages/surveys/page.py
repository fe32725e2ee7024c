"""The page: one quarter's counts and messages to type at the left, the last quarters at the right."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from qa_tool.errors import QAError
from qa_tool.survey.model import LONGEST_MESSAGE, SOURCES, Survey, name_of
from qa_tool.work import survey as surveys
from ui.context import Context, Group
from ui.look import px
from ui.widgets import (
    Button,
    Card,
    EmptyState,
    EqualGrid,
    FlowRow,
    Labelled,
    Muted,
    Picker,
    PlainTable,
    Scroll,
    TextBox,
    Words,
    column,
    line,
)
from ui.widgets.sides import Sides

_SHOWN = 4
_MONTHS = {1: "Jan–Mar", 4: "Apr–Jun", 7: "Jul–Sep", 10: "Oct–Dec"}


class SurveysPage(QWidget):
    """Counts by quarter: place `quarter=2026-07-01` shows one."""

    key: ClassVar[str] = "surveys"
    title: ClassVar[str] = "Surveys"
    icon: ClassVar[str] = "vote"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._quarter: date | None = None
        self.quarter = Picker("Quarter")
        self.quarter.picked.connect(lambda _key: self._another())
        self.fields: dict[tuple[str, str], Labelled] = {}
        self.messages: dict[str, TextBox] = {}
        self._was: dict[str, Survey] = {}
        self.problem = Words("", "danger")
        self.problem.hide()
        self.keep = Button("Keep this quarter", self._keep, kind="primary", icon="check")
        self.entry = Card("Enter a quarter")
        self.entry.add(Labelled("Quarter", self.quarter))
        self.entry.add(Muted("Leave empty what you do not have: nothing is not nought."))
        for source in SOURCES:
            self.entry.add(self._source(source.key, source.title))
        self.entry.add(self.problem)
        self.entry.add(FlowRow(self.keep))
        self.table = PlainTable("The last quarters")
        self.before = Card("The last quarters")
        self.before.add(self.table)
        self.before.add(
            Muted("– is not entered. Counts only: these stand beside the voices of children and "
                  "families in the annual report. Messages stay inside the council.")
        )  # fmt: skip
        right = QWidget()
        right.setLayout(column(self.before, None, spacing=14))
        self.sides = Sides(self.entry, right, (5, 7), least=1000, spacing=14)
        self.closed = EmptyState(
            "This page is for the QA lead and the Chief Social Work Officer",
            "Ask them for the figures of a quarter.", icon="message-square",
        )  # fmt: skip
        page = column(self.sides, self.closed, None, margins=(20, 16, 20, 20))
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(self, ("survey",), lambda _c: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show a quarter; otherwise the last one that is over."""
        self._context.title(self.title)
        if place.get("quarter"):
            self._quarter = date.fromisoformat(str(place["quarter"]))
        self.refresh()
        first = next(iter(self.fields.values())).field
        first.setFocus()

    def leave(self) -> bool:
        """What was typed is kept before another page shows; what cannot be kept stays here."""
        return not self._typed() or self._keep()

    def refresh(self) -> None:
        """Read the quarters again; what is being typed stays."""
        space = self._context.workspace
        may = space.is_a(*surveys.ROLES)
        self.sides.setVisible(may)
        self.closed.setVisible(not may)
        if not may:
            return
        quarters = surveys.quarters(space, 12)
        if self._quarter not in quarters:
            self._quarter = quarters[1]
        choices = [(q.isoformat(), name_of(q)) for q in quarters]
        self.quarter.show_choices(choices, self._quarter.isoformat())
        if not self._typed():
            self._show_quarter()
        self._show_table()

    def _source(self, key: str, title: str) -> QWidget:
        """The fields of one source, side by side, and its messages."""
        source = next(one for one in SOURCES if one.key == key)
        grid = EqualGrid(least=112, spacing=10)
        for measure in source.measures:
            field = line(f"{title}: {measure.title}", "")
            field.setMaximumWidth(px(110))
            field.returnPressed.connect(self._keep)
            self.fields[key, measure.key] = Labelled(measure.title, field)
            grid.add(self.fields[key, measure.key])
        box = TextBox(f"{title}: messages", least=1, most=5)
        box.setPlaceholderText(
            f"Messages, one a line, up to {LONGEST_MESSAGE} characters; no names"
        )
        self.messages[key] = box
        inside = QWidget()
        inside.setLayout(column(Words(title, "strong"), grid, box, spacing=6, margins=(0, 6, 0, 4)))
        return inside

    def _show_quarter(self) -> None:
        """Fill the fields with what is kept."""
        if self._quarter is None:
            return
        self._was = surveys.of_quarter(self._context.workspace, self._quarter)
        for (source, measure), labelled in self.fields.items():
            n = self._was[source].counts.get(measure)
            labelled.field.setText("" if n is None else str(n))  # type: ignore[attr-defined]
            labelled.show_problem("")
        for source, box in self.messages.items():
            box.show_text("\n".join(self._was[source].messages))
        self._say("")

    def _show_table(self) -> None:
        """The last quarters, side by side, the latest at the right."""
        space = self._context.workspace
        quarters = sorted(surveys.quarters(space, _SHOWN + 1)[1:])
        held = {
            (one.quarter, one.source): one.counts
            for one in surveys.by_quarter(space, quarters[0], quarters[-1])
        }
        header = ["", *(f"{_MONTHS[q.month]} {q:%y}" for q in quarters)]
        rows = [
            [f"{source.short}: {measure.title.lower()}",
             *(_count(held.get((q, source.key), {}).get(measure.key)) for q in quarters)]
            for source in SOURCES
            for measure in source.measures
        ]  # fmt: skip
        self.table.show_table(header, rows)
        self.table.setMinimumHeight(px(44) + len(rows) * px(32))

    def _another(self) -> None:
        """Another quarter: what was typed is kept first."""
        chosen = self.quarter.value()
        if self._typed() and not self._keep():
            self.quarter.setCurrentIndex(self.quarter.findData(str(self._quarter)))
            return
        self._quarter = date.fromisoformat(chosen)
        self.quarter.setCurrentIndex(self.quarter.findData(chosen))
        self._show_quarter()

    def _typed(self) -> bool:
        """Whether anything differs from what is kept."""
        if not self._was:
            return False
        for (source, measure), labelled in self.fields.items():
            n = self._was[source].counts.get(measure)
            if _text(labelled) != ("" if n is None else str(n)):
                return True
        return any(
            _lines(box) != self._was[source].messages for source, box in self.messages.items()
        )

    def _keep(self) -> bool:
        """Keep all of the quarter, or say what is wrong and where."""
        counts = self._read()
        if counts is None or self._quarter is None:
            return False
        given = [
            Survey("", self._quarter, source.key, counts[source.key],
                   _lines(self.messages[source.key]))
            for source in SOURCES
        ]  # fmt: skip
        try:
            change = surveys.keep(self._context.workspace, given)
        except QAError as error:
            self._say(f"{error} {error.cure}".strip())
            return False
        self._context.live.announce(change, self.key)
        self._context.say(
            "The quarter is kept." if change.ids else "Nothing was changed.", "success"
        )
        self._show_quarter()
        self._show_table()
        return True

    def _read(self) -> dict[str, dict[str, int]] | None:
        """The counts as they are typed; what is no number is marked, and None comes back."""
        counts: dict[str, dict[str, int]] = {source.key: {} for source in SOURCES}
        wrong: QWidget | None = None
        for (source, measure), labelled in self.fields.items():
            text = _text(labelled).replace(",", "").replace(" ", "")
            good = not text or (text.isascii() and text.isdigit())
            labelled.show_problem("" if good else "Type a whole number.")
            if not good:
                wrong = wrong or labelled.field
            elif text:
                counts[source][measure] = int(text)
        if wrong is None:
            return counts
        self._say("Look at what is marked above.")
        wrong.setFocus()
        return None

    def _say(self, text: str) -> None:
        """What is wrong, or nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible():
            self.refresh()


def _text(labelled: Labelled) -> str:
    field = labelled.field
    return field.text().strip() if isinstance(field, QLineEdit) else ""


def _lines(box: TextBox) -> tuple[str, ...]:
    said = (words.strip() for words in box.toPlainText().splitlines())
    return tuple(dict.fromkeys(words for words in said if words))


def _count(n: int | None) -> str:
    return "–" if n is None else f"{n:,}"
