"""The rules of a sample as fields: method, size, strata, theme; and the cases left out by hand."""

from datetime import date
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from qa_tool.sampling.model import METHODS, STRATA, Filter, Method, Rules, Stratify
from qa_tool.template.library import entries
from qa_tool.work.workspace import Workspace
from ui.widgets import Card, DateField, Labelled, Muted, Picker, Words, column, line
from ui.widgets.record_form import Ticks

_FROM_EACH = (("team", "Team"), ("worker", "Worker"))
_STRATA = tuple((key, word) for key, word in STRATA.items() if key)


class RulesCard(Card):
    """The fields: `RulesCard()`, `.show_council(workspace)`, `.rules()`, `.problem()`; signal `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("How it is drawn")
        self.method = Picker("Method", [(key, name) for key, (name, _) in METHODS.items()])
        self.about = Muted("")
        self.count = self._number("How many", "20")
        self.strata = Picker("Strata", _STRATA)
        self.minimum, self.cap = self._number("At least from each"), self._number("At most")
        self.kinds, self.lists = Ticks("Kinds of case"), Ticks("Case lists")
        self.team = Picker("Team")
        self.seen = DateField("Not seen since")
        self.family = self._tick("At most one child of a family", on=True)
        self.spread = self._tick(
            "Spread over workers", "Everybody's first case comes before anybody's second."
        )
        self.re_audit = self._tick("These are re-audits", "Cases audited lately may be drawn.")
        self.wrong = Words("", "danger")
        self.wrong.hide()
        self._size = Labelled("How many", self.count)
        self._strata = Labelled("From each", self.strata)
        self._floor = Labelled("At least from each", self.minimum, "0 leaves it to the size.")
        self._ceiling = Labelled("At most from each", self.cap, "0 sets no limit.")
        self._theme = _group(
            Labelled("Kinds of case", self.kinds),
            Labelled("Case lists", self.lists),
            Labelled("Team", self.team),
            Labelled("Not seen since", self.seen, "Or without a date of the last visit."),
        )
        for part in (
            Labelled("Method", self.method), self.about, self._size, self._strata, self._floor,
            self._ceiling, self._theme, self.family, self.spread, self.re_audit, self.wrong,
        ):  # fmt: skip
            self.add(part)
        self.body.addStretch(1)
        for picker in (self.method, self.strata, self.team):
            picker.picked.connect(lambda _key: self._turned())
        self.seen.changed.connect(lambda _day: self._turned())
        self._turned()

    def show_council(self, space: Workspace) -> None:
        """Fill the choices of the theme; what is chosen stays."""
        if not self.kinds.findChildren(QCheckBox):
            today = space.clock.today()
            self.kinds.show_choices([(e.key, e.name) for e in entries("kind_of_case", today)])
            self.lists.show_choices(
                [(e.key, f"List {e.key.rpartition('.')[2]}") for e in entries("frame", today)]
            )
            for ticks in (self.kinds, self.lists):
                for box in ticks.findChildren(QCheckBox):
                    box.toggled.connect(lambda _on: self.changed.emit())
        teams = sorted((t.name, t.name) for t in space.teams.values())
        self.team.show_choices([("", "All teams"), *teams], self.team.value())

    def rules(self) -> Rules:
        """The rules that the fields say."""
        method = cast("Method", self.method.value())
        fixed = method == "fixed"
        number = _whole(self.count.text())
        strata = cast("Stratify", self.strata.value()) if method in {"stratified", "fixed"} else ""
        theme = Filter()
        if method == "themed":
            team = self.team.value()
            theme = Filter(
                kinds=self.kinds.chosen(), lists=self.lists.chosen(),
                teams=(team,) if team else (), seen_before=self.seen.value(),
            )  # fmt: skip
        return Rules(
            method, 0 if fixed else number, strata,
            minimum=_whole(self.minimum.text()) if method == "stratified" else 0,
            cap=_whole(self.cap.text()) if method == "stratified" else 0,
            each=number if fixed else 0, filter=theme, one_per_family=self.family.isChecked(),
            spread=self.spread.isChecked(), re_audit=self.re_audit.isChecked(),
        )  # fmt: skip

    def show_problem(self, text: str) -> None:
        """Say under the fields what is wrong with them."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def _turned(self) -> None:
        """Another method: show its fields."""
        method = cast("Method", self.method.value())
        self.about.setText(METHODS[method][1])
        self._size.setVisible(method != "cohort")
        split = method in {"stratified", "fixed"}
        self._strata.setVisible(split)
        choices = _FROM_EACH if method == "fixed" else _STRATA
        if [self.strata.itemData(n) for n in range(self.strata.count())] != [k for k, _ in choices]:
            self.strata.show_choices(choices, self.strata.value())
        self._floor.setVisible(method == "stratified")
        self._ceiling.setVisible(method == "stratified")
        self._theme.setVisible(method == "themed")
        self.changed.emit()

    def _number(self, name: str, value: str = "0") -> QLineEdit:
        field = line(name)
        field.setText(value)
        field.setMaxLength(6)
        field.textChanged.connect(lambda _text: self.changed.emit())
        return field

    def _tick(self, words: str, tip: str = "", *, on: bool = False) -> QCheckBox:
        box = QCheckBox(words)
        box.setAccessibleName(words)
        box.setChecked(on)
        box.setToolTip(tip or words)
        box.setAccessibleDescription(tip)
        box.toggled.connect(lambda _on: self.changed.emit())
        return box


def _group(*parts: QWidget) -> QWidget:
    """Fields that are shown and hidden together."""
    group = QWidget()
    group.setLayout(column(*parts, spacing=10))
    return group


def _whole(text: str) -> int:
    """A whole number from a field; anything else is 0, which the rules refuse where it matters."""
    said = text.strip()
    return int(said) if said.isascii() and said.isdigit() else 0


def days(value: date | None) -> str:
    """A day as people write it."""
    return f"{value.day} {value:%b %Y}" if value else ""


def moment(value: Any) -> str:
    """A day with its time."""
    return f"{value.day} {value:%b %Y}, {value:%H:%M}" if value else ""
