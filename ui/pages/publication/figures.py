"""Blocks of a report as widgets: its tables and charts beside the words that are written about them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHeaderView, QWidget

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Heading,
    Note,
    Quote,
    TableBlock,
    Vignette,
)
from ui.look import px
from ui.widgets import ChartView, KeyValues, Muted, PlainTable, Words, column
from ui.widgets import Heading as Title

_ROW, _HEAD, _MOST, _BAR = 32, 44, 12, 18
_FIRST = 210  # so wide at least is the column that says what a row is about


def figures(blocks: Sequence[Block]) -> list[QWidget]:
    """A widget for each block that holds a figure or cleared words."""
    return [widget for block in blocks for widget in _drawn(block)]


def table(block: TableBlock, *, caption: bool = True) -> QWidget:
    """A table under its caption; answers that are sentences stand as pairs."""
    rows = [[_cell(value) for value in line] for line in block.rows]
    inside: QWidget
    if block.kinds[-1] == "long" and len(block.header) == 2:
        inside = KeyValues([(line[0], line[1]) for line in rows])
    else:
        made = PlainTable(block.caption or "Table")
        made.show_table(block.header, rows)
        many = len(block.header) > 3
        if many:
            made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
            made.setColumnWidth(0, px(_FIRST))
        made.setFixedHeight(px(_HEAD + _ROW * min(len(rows), _MOST) + (_BAR if many else 0)))
        inside = made
    parts = [Words(block.caption, "strong")] if block.caption and caption else []
    parts += [Muted(block.note)] if block.note else []
    holder = QWidget()
    holder.setLayout(column(*parts, inside, spacing=4))
    return holder


def _drawn(block: Block) -> list[QWidget]:
    if isinstance(block, TableBlock):
        return [table(block)]
    if isinstance(block, Chart):
        view = ChartView()
        view.show_scene(block.scene)
        return [view]
    if isinstance(block, Heading):
        return [Title(block.text, 3)]
    return [Muted(words) for words in _words(block)]


def _words(block: Block) -> list[str]:
    if isinstance(block, Note):
        return [block.text]
    if isinstance(block, Callout):
        return [f"{block.title}. {block.text}"]
    if isinstance(block, Bullets):
        return list(block.items)
    if isinstance(block, Quote | Vignette):
        return [f"“{block.text}”"]
    return []


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)
