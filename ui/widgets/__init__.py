"""The pieces that pages are built of; each says in its first line how it is made and what it tells."""

import importlib
from typing import TYPE_CHECKING, Any

from ui.widgets.banner import Banner, Toasts, announce
from ui.widgets.bars import Foot, TaskBar, TopBar
from ui.widgets.button import Button, IconButton
from ui.widgets.card import BigFigure, Card, EmptyState, KeyValues
from ui.widgets.chart_view import ChartView
from ui.widgets.field import (
    DateField,
    Labelled,
    PassphraseField,
    SearchField,
    TextBox,
    line,
    read_date,
)
from ui.widgets.grade_chip import GradeChip, GradeMark, Pill
from ui.widgets.label import Divider, Eliding, Heading, Muted, Words, reveal, set_look
from ui.widgets.layout import Box, EqualGrid, FlowRow, Scroll, clear, column, row, tab_stops
from ui.widgets.progress import SlimBar

if TYPE_CHECKING:
    from ui.widgets.grade_group import GradeChoice, GradeGroup
    from ui.widgets.pdf_view import PdfView
    from ui.widgets.picker import Picker
    from ui.widgets.plain_table import PlainTable

__all__ = [
    "Banner",
    "BigFigure",
    "Box",
    "Button",
    "Card",
    "ChartView",
    "DateField",
    "Divider",
    "Eliding",
    "EmptyState",
    "EqualGrid",
    "FlowRow",
    "Foot",
    "GradeChip",
    "GradeChoice",
    "GradeGroup",
    "GradeMark",
    "Heading",
    "IconButton",
    "KeyValues",
    "Labelled",
    "Muted",
    "PassphraseField",
    "PdfView",
    "Picker",
    "Pill",
    "PlainTable",
    "Scroll",
    "SearchField",
    "SlimBar",
    "TaskBar",
    "TextBox",
    "Toasts",
    "TopBar",
    "Words",
    "announce",
    "clear",
    "column",
    "line",
    "read_date",
    "reveal",
    "row",
    "set_look",
    "tab_stops",
]

# Neither the first screen nor Home has one of these: loaded by whichever page does.
_LATER = {
    "GradeChoice": "grade_group",
    "GradeGroup": "grade_group",
    "PdfView": "pdf_view",
    "Picker": "picker",
    "PlainTable": "plain_table",
}


def __getattr__(name: str) -> Any:
    """A piece that is loaded when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"ui.widgets.{_LATER[name]}"), name)
