"""The page Data out."""

from ui.pages.data.page import DataPage

__all__ = ["DataPage"]
