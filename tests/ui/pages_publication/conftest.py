"""The page Publishing stands on the made-up council of the pages of set-up, with one round more."""

from tests.ui.pages_b.conftest import desk, doors, made_up, stage

__all__ = ["desk", "doors", "made_up", "stage"]
