"""A small form in a window: fields from a list, answers as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.dialogs.dialog import Dialog
from ui.widgets import DateField, Labelled, PassphraseField, Picker, TextBox

FieldKind = Literal["text", "long", "date", "choice", "check", "passphrase", "number"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a small form; `choices` are (key, word) for a choice; `value` is what it begins with.

    Of several `check` fields that belong together only the first has a label; `help` is what is ticked.
    """

    key: str
    label: str
    kind: FieldKind = "text"
    value: Any = ""
    choices: Sequence[tuple[str, str]] = ()
    needed: bool = False
    help: str = ""


def ask_fields(
    parent: QWidget | None,
    title: str,
    fields: Sequence[Field],
    yes: str,
    *,
    text: str = "",
    check: Callable[[Mapping[str, Any]], str] | None = None,
) -> dict[str, Any] | None:
    """Ask for several things at once: {key: value}, or None; `check(values)` gives a sentence where something is wrong.

    Values: text, long, choice, passphrase: str · date: date or None · check: bool · number: int or None.
    """
    widgets = {field.key: _widget(field) for field in fields}
    rows = {
        f.key: Labelled(
            f.label, widgets[f.key], "" if f.kind == "check" else f.help, required=f.needed
        )
        for f in fields
    }

    def values() -> dict[str, Any]:
        return {field.key: _value(field, widgets[field.key]) for field in fields}

    def wrong() -> str:
        given, first = values(), ""
        for field in fields:
            said = _problem(field, widgets[field.key], given[field.key])
            rows[field.key].show_problem(said)
            if said and not first:
                first = said
                widgets[field.key].setFocus()
        if first:
            return "Look at what is marked above."
        return check(given) if check else ""

    dialog = Dialog(parent, title, text, yes=yes, check=wrong, wide=520)
    for row in rows.values():
        dialog.add(row)
    if fields:
        widgets[fields[0].key].setFocus()
    return values() if dialog.run() else None


def ask_passphrase(parent: QWidget | None, title: str, text: str, yes: str) -> str | None:
    """One passphrase, or None."""
    given = ask_fields(
        parent, title, [Field("it", "Passphrase", "passphrase", needed=True)], yes, text=text
    )
    return None if given is None else str(given["it"])


def _widget(field: Field) -> QWidget:
    """The field's widget, with what it begins with."""
    if field.kind == "long":
        box = TextBox(field.label)
        box.show_text(str(field.value))
        return box
    if field.kind == "date":
        day = DateField(field.label)
        day.show_date(field.value if isinstance(field.value, date) else None)
        return day
    if field.kind == "choice":
        return Picker(field.label, tuple(field.choices), str(field.value))
    if field.kind == "check":
        tick = QCheckBox(field.help or "Yes")
        tick.setChecked(bool(field.value))
        if field.label and field.help:
            tick.setAccessibleName(f"{field.label}: {field.help}")
        return tick
    if field.kind == "passphrase":
        return PassphraseField(field.label)
    line = QLineEdit(str(field.value))
    line.setAccessibleName(field.label)
    return line


def _value(field: Field, widget: QWidget) -> Any:
    """What the field holds now."""
    if isinstance(widget, TextBox):
        return widget.toPlainText().strip()
    if isinstance(widget, DateField | Picker | PassphraseField):
        return widget.value()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    text = widget.text().strip() if isinstance(widget, QLineEdit) else ""
    if field.kind == "number":
        return int(text) if text.isascii() and text.isdigit() else None
    return text


def _problem(field: Field, widget: QWidget, value: Any) -> str:
    """What is wrong with one field."""
    if isinstance(widget, DateField) and widget.problem():
        return widget.problem()
    typed = isinstance(widget, QLineEdit) and bool(widget.text().strip())
    if field.kind == "number" and value is None and typed:
        return "Type a whole number."
    if field.needed and value in ("", None):
        return f"{field.label} is needed."
    return ""
