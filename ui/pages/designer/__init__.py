"""The page on which templates are written."""

from ui.pages.designer.page import DesignerPage

__all__ = ["DesignerPage"]
