"""A form beside a list, for one record: fields, what is wrong with each, and the verbs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import DateField, Labelled
from ui.widgets.label import Muted, Words
from ui.widgets.layout import FlowRow
from ui.widgets.picker import Picker


class Ticks(FlowRow):
    """Any of a few: `Ticks(name, [(key, word)…])`, `.chosen()`, `.show_chosen(keys)`."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(spacing=2)
        self._boxes: dict[str, QCheckBox] = {}
        self.setAccessibleName(name)
        self.show_choices(choices)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these choices, with the same ones ticked as before."""
        if [(key, box.text()) for key, box in self._boxes.items()] == list(choices):
            return
        before = self.chosen()
        self.empty()
        self._boxes = {key: QCheckBox(word.replace("&", "&&")) for key, word in choices}
        for (_key, word), box in zip(choices, self._boxes.values(), strict=True):
            box.setAccessibleName(word)
            box.setToolTip(word)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.add(box)
        self.show_chosen(before)

    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the choices."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def show_chosen(self, keys: Sequence[str]) -> None:
        """Tick these."""
        for key, box in self._boxes.items():
            box.setChecked(key in keys)

    def box(self, key: str) -> QCheckBox:
        """One of the boxes."""
        return self._boxes[key]


class RecordForm(Card):
    """Fields of one record: `RecordForm({key: Labelled}, verb="Save")`, `.show_record(title, values)`, `.values()`.

    `.changed()` tells whether anything was typed since; `.show_problems({key: sentence}, general)`; signals `kept`, `left`.
    Values: text str · picker key · date or None · ticks tuple of keys · check box bool.
    """

    kept = Signal()
    left = Signal()

    def __init__(self, fields: Mapping[str, Labelled], verb: str = "Save") -> None:
        super().__init__(" ")
        self.fields = dict(fields)
        self._shown: dict[str, Any] = {}
        self.about = Muted("")
        self.about.hide()
        self.problem = Words("", "danger")
        self.problem.hide()
        self.save = Button(verb, self.kept.emit, kind="primary", icon="check")
        self.cancel = Button("Close", self.left.emit)
        self.add(self.about)
        for field in self.fields.values():
            self.add(field)
        self.add(self.problem)
        self.verbs = FlowRow(self.save, self.cancel)
        self.add(self.verbs)
        self.body.addStretch(1)

    def show_record(self, title: str, values: Mapping[str, Any], about: str = "") -> None:
        """Show a record's values."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        for key, field in self.fields.items():
            _show(field.field, values.get(key))
        self._shown = self.values()
        self.show_problems({})

    def values(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {key: _value(field.field) for key, field in self.fields.items()}

    def changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return bool(self._shown) and (self.values() != self._shown or bool(self.misread()))

    def misread(self) -> dict[str, str]:
        """The fields that hold what cannot be read, such as no date; with what to do."""
        found = {
            key: field.field.problem()
            for key, field in self.fields.items()
            if isinstance(field.field, DateField)
        }
        return {key: said for key, said in found.items() if said}

    def show_problems(self, problems: Mapping[str, str], general: str = "") -> None:
        """Say what is wrong at each field; what belongs to no field stands above the verbs."""
        for key, field in self.fields.items():
            field.show_problem(problems.get(key, ""))
        others = [said for key, said in problems.items() if key not in self.fields]
        said = " ".join([*([general] if general else []), *others])
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        first = next((self.fields[key] for key in self.fields if problems.get(key)), None)
        if first is not None:
            first.field.setFocus()

    def begin(self) -> None:
        """Put the focus into the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.field.setFocus()


def _show(widget: QWidget, value: Any) -> None:
    """Put a value into a field."""
    if isinstance(widget, Ticks):
        widget.show_chosen(value or ())
    elif isinstance(widget, DateField):
        widget.show_date(value if isinstance(value, date) else None)
    elif isinstance(widget, Picker):
        widget.setCurrentIndex(max(0, widget.findData(value or "")))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, QLineEdit):
        widget.setText("" if value is None else str(value))
        widget.setCursorPosition(0)


def _value(widget: QWidget) -> Any:
    """What stands in a field."""
    if isinstance(widget, Ticks):
        return widget.chosen()
    if isinstance(widget, DateField | Picker):
        return widget.value()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    return widget.text().strip() if isinstance(widget, QLineEdit) else None
