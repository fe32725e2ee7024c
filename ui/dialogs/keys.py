"""The sheet of keys."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog
from ui.look import px
from ui.widgets import Heading, PlainTable

Sheet = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def show_keys(parent: QWidget | None, sheet: Sheet) -> None:
    """Show every key there is, by group, as `Commands.sheet()` gives them."""
    dialog = Dialog(
        parent, "Keys", "Everything can be done without the mouse.", no="Close", wide=540
    )
    for group, lines in sheet:
        table = PlainTable(f"Keys: {group}")
        table.show_table(("What it does", "Keys"), lines)
        table.setFixedHeight(px(44) + px(32) * len(lines))
        dialog.add(Heading(group, 3))
        dialog.add(table)
    dialog.run()
