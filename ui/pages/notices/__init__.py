"""The register of QA notices, one notice with its stages, and the forms for them."""

from ui.pages.notices.page import NoticesPage

__all__ = ["NoticesPage"]
