"""Records: how long each class is kept, what is due for review, legal holds, what is gone."""

from ui.pages.records.page import RecordsPage

__all__ = ["RecordsPage"]
