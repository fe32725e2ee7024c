"""The program with its window: from the first screen to the pages, and back when it locks."""

from ui.app.program import main

__all__ = ["main"]
