"""The fixtures of the other pages' tests."""

from tests.ui.pages.conftest import council, heard, shown

__all__ = ["council", "heard", "shown"]
