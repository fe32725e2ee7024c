"""The list of pages is data, so that the window starts without reading any page."""

import subprocess
import sys

import pytest

from ui.navigation import page_class, page_entries
from ui.pages import PAGES


@pytest.mark.parametrize("line", PAGES, ids=[line[1] for line in PAGES])
def test_each_line_says_what_its_class_says(line: tuple[str, str, str, str, str]) -> None:
    """The words of the list are those of the page itself."""
    found = page_class(line[0])
    assert (found.key, found.title, found.icon, found.group) == line[1:]  # type: ignore[attr-defined]


def test_no_page_is_imported_before_it_is_shown() -> None:
    """Reading the list imports no page, so the start does not wait for all of them."""
    told = subprocess.run(
        [
            sys.executable, "-c",
            ("import sys; from ui.navigation import page_entries as e; assert e();"
            "print([m for m in sys.modules if m.startswith('ui.pages.')])"),
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"
    assert len(page_entries()) == len(PAGES)
