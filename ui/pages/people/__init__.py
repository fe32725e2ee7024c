"""People, teams and areas of the council."""

from ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
