"""The sheet of keys."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog
from ui.look import px
from ui.widgets import Heading, PlainTable, Scroll, column

Sheet = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def show_keys(parent: QWidget | None, sheet: Sheet) -> None:
    """Show every key there is, by group, as `Commands.sheet()` gives them."""
    dialog = Dialog(parent, "Keys", "Everything can be done without the mouse.", no="Close")
    inside = column(spacing=10, margins=(0, 0, 8, 0))
    for group, lines in sheet:
        table = PlainTable(f"Keys: {group}")
        table.show_table(("What it does", "Keys"), lines)
        table.setMinimumHeight(px(44) + px(32) * len(lines))
        inside.addWidget(Heading(group, 3))
        inside.addWidget(table)
    scroll = Scroll(inside)
    scroll.setMinimumSize(px(480), px(360))
    dialog.add(scroll)
    dialog.run()
