"""Templates: which are in use, and what stands in them."""

from ui.pages.templates.page import TemplatesPage

__all__ = ["TemplatesPage"]
