"""A condition, written in the rules language or built of a question, a sign and an answer."""

from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.template.edit_outline import askable, condition
from qa_tool.template.locate import Path
from ui.look import px
from ui.pages.designer.boxes import Bench, FieldBox, OneLine, WordsBox
from ui.widgets import Box, Button, FlowRow, Picker, column


class ConditionBox(FieldBox):
    """A condition in the rules language, written or built of a question, a sign and an answer."""

    def __init__(self, bench: Bench, path: Path, name: str) -> None:
        super().__init__()
        self._bench, self._path, self._name = bench, path, name
        self.words = WordsBox(name, least=1, most=5)
        self.words.typed.connect(self.typed)
        self.build = Button("Build a condition…", self._turn, icon="filter", kind="quiet")
        self._builder: QWidget | None = None
        self._inside = column(self.words, FlowRow(self.build), spacing=4)
        self.setLayout(self._inside)
        self.setFocusProxy(self.words)

    def show_value(self, value: Any) -> None:
        """Show the condition."""
        self.words.show_value(value)

    def flush(self) -> None:
        """Tell what waits."""
        self.words.flush()

    def typing(self) -> bool:
        """Whether something typed waits."""
        return self.words.typing()

    def _turn(self) -> None:
        """Open or close the three choices that make a condition."""
        if self._builder is not None:
            self._builder.setParent(None)
            self._builder.deleteLater()
            self._builder = None
            return
        self._asked = {one.key: one for one in askable(self._bench.tables, self._bench.scales)}
        self.question = Picker("Question", [(key, one.words) for key, one in self._asked.items()])
        self.sign = Picker(
            "How", (("==", "is"), ("!=", "is not"), ("answered", "is answered"), ("<", "is less than"), (">", "is more than")),
        )  # fmt: skip
        self.answer = Picker("Answer")
        self.value = OneLine("Answer in words")
        for picker in (self.question, self.answer):
            picker.setMinimumContentsLength(20)
        self.question.picked.connect(lambda _key: self._fit())
        self.sign.picked.connect(lambda _key: self._fit())
        take = Button("Put it in", self._take, icon="check")
        self._builder = Box(
            column(self.question, FlowRow(self.sign, self.answer, self.value, take), spacing=6)
        )
        self._inside.addWidget(self._builder)
        self._fit()
        self.question.setFocus()

    def _fit(self) -> None:
        """The answers of the question that is chosen; a field where it has none to choose from."""
        one = self._asked.get(self.question.value())
        answers = one.answers if one is not None else ()
        wanted = self.sign.value() != "answered"
        chosen = self.answer.value()
        self.answer.show_choices(answers, chosen)
        self.answer.setVisible(wanted and bool(answers))
        self.value.setVisible(wanted and not answers)
        self.value.setMinimumWidth(px(140))

    def _take(self) -> None:
        """Put the built condition in; behind another one with "and"."""
        one = self._asked.get(self.question.value())
        if one is None:
            return
        self.words.flush()
        answer = self.answer.value() if one.answers else self.value.text().strip()
        made = condition(one, self.sign.value(), answer)
        have = self.words.box.toPlainText().strip()
        if have:
            made = f"({have}) and {made}" if " or " in have else f"{have} and {made}"
        self._turn()
        self.chosen.emit(made)
        self.words.show_value(made)
        self.words.setFocus()
