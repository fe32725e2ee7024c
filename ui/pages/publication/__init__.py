"""Publishing: a year's report, from its figures to both editions in every format."""

from ui.pages.publication.page import PublicationPage

__all__ = ["PublicationPage"]
