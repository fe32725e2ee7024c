"""The page Reports."""

from ui.pages.reports.files import FOLDER
from ui.pages.reports.page import ReportsPage

__all__ = ["FOLDER", "ReportsPage"]
