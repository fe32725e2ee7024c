"""Priorities as lines: next year's with who answers for each, last year's with what became of them."""

from PySide6.QtWidgets import QWidget

from qa_tool.publication.model import Priority
from qa_tool.publication.rules import MOST_PRIORITIES
from qa_tool.work import publication
from ui.pages.publication.bench import Bench
from ui.widgets import (
    Button,
    FlowRow,
    Labelled,
    Muted,
    TextBox,
    clear,
    column,
    reveal,
)

Fields = tuple[TextBox, TextBox, Priority]


class PrioritiesBox(QWidget):
    """The priorities of the section that is shown; kept as a line is left, with undo."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._key = ""
        self._shown: tuple[Priority, ...] | None = None
        self.fields: list[Fields] = []
        self._lines = column(spacing=10)
        holder = QWidget()
        holder.setLayout(self._lines)
        self.add = Button("Add a priority", self._add, icon="plus")
        self.setLayout(column(holder, FlowRow(self.add), spacing=8))

    def show_section(self, key: str) -> None:
        """Show the lines of this section; the other sections have none."""
        self._key = key if key in {"last_year", "next_year"} else ""
        reveal(self, on=bool(self._key))
        held = self._held()
        self.add.forbid("" if self._bench.open else "It may not be changed any more.")
        if self._key and (self._shown != held or len(self.fields) != len(held)):
            self._draw(held)

    def _held(self) -> tuple[Priority, ...]:
        view = self._bench.view
        if view is None or not self._key:
            return ()
        kept = view.priorities
        return kept.next_year if self._key == "next_year" else kept.last_year

    def _draw(self, held: tuple[Priority, ...]) -> None:
        clear(self._lines)
        self.fields, self._shown = [], held
        if not held:
            self._lines.addWidget(Muted("No priority stands here yet."))
        for number, one in enumerate(held, 1):
            self._lines.addWidget(self._one(number, one))

    def _one(self, number: int, one: Priority) -> QWidget:
        """The fields of one line."""
        ahead = self._key == "next_year"
        second = "Who answers for it" if ahead else "What became of it"
        title = TextBox(f"Priority {number}", least=1, most=5)
        title.show_text(one.title)
        title.changed.connect(lambda _words: self._keep())
        other = TextBox(f"{second}, priority {number}", least=1 if ahead else 2, most=6)
        other.show_text(one.answers if ahead else one.became)
        other.changed.connect(lambda _words: self._keep())
        title.setReadOnly(not self._bench.open)
        other.setReadOnly(not self._bench.open)
        self.fields.append((title, other, one))
        away = Button("Take it away", lambda: self._keep(without=number - 1), kind="quiet",
                      icon="trash-2")  # fmt: skip
        away.setAccessibleName(f"Take priority {number} away")
        away.setEnabled(self._bench.open)
        holder = QWidget()
        holder.setLayout(
            column(Labelled(f"Priority {number}", title), Labelled(second, other), FlowRow(away),
                   spacing=6)
        )  # fmt: skip
        return holder

    def _typed(self) -> list[Priority]:
        ahead = self._key == "next_year"
        found = []
        for title, other, was in self.fields:
            words = other.toPlainText().strip()
            answers, became = (words, was.became) if ahead else (was.answers, words)
            found.append(Priority(" ".join(title.toPlainText().split()), answers, became))
        return found

    def _add(self) -> None:
        """One more line, to be written."""
        if len(self.fields) >= MOST_PRIORITIES:
            self._bench.context.warn(
                f"{MOST_PRIORITIES} priorities are the most.",
                "Few priorities are kept; many are none.",
            )
            return
        if not self.fields:
            clear(self._lines)
        number = len(self.fields) + 1
        self._lines.addWidget(self._one(number, Priority("")))
        self.fields[-1][0].setFocus()

    def _keep(self, without: int = -1) -> None:
        """Keep the lines that have words."""
        view = self._bench.view
        if view is None or not self._bench.open:
            return
        lines = [one for place, one in enumerate(self._typed()) if place != without]
        lines = [one for one in lines if one.title]
        kept = view.priorities
        was = kept.next_year if self._key == "next_year" else kept.last_year
        if tuple(lines) == was:
            if without >= 0:
                self._draw(was)
            return
        space, name = self._bench.context.workspace, view.publication.id
        ahead = self._key == "next_year"
        new = (lines, kept.last_year) if ahead else (kept.next_year, lines)
        if without < 0:
            self._shown = tuple(lines)
        self._bench.step(
            "priorities", lambda: publication.keep_priorities(space, name, *new),
            lambda: publication.keep_priorities(space, name, kept.next_year, kept.last_year),
        )  # fmt: skip
