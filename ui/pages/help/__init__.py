"""Help: how to do each job, the keys, the words, what is protected and what is not."""

from ui.pages.help.page import HelpPage

__all__ = ["HelpPage"]
