"""Lists of many rows: read when shown, sorted and filtered where the rows come from."""

from ui.tables.columns import Cell, Column
from ui.tables.model import Loader, RowTable
from ui.tables.panel import TablePanel
from ui.tables.view import TableView

__all__ = ["Cell", "Column", "Loader", "RowTable", "TablePanel", "TableView"]
