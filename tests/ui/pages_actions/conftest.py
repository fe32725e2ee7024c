"""What these tests stand on is that of the other pages."""

from tests.ui.pages.conftest import council, heard, shown

__all__ = ["council", "heard", "shown"]
