"""This page is shown as those of tests/ui/pages are."""

from tests.ui.pages.conftest import council, heard, shown

__all__ = ["council", "heard", "shown"]
