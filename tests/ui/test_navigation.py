"""The list of pages is data, so that the window starts without reading any page."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from ui.navigation import Navigation, page_class, page_entries
from ui.pages import ONLY_FOR, PAGES


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


def test_a_role_finds_only_pages_of_use_to_it_and_links_still_lead_to_the_others() -> None:
    """An auditor's list is short; what is not in it is there all the same."""
    everything = page_entries()
    mine = page_entries(roles=("auditor",))
    assert {e.key for e in mine} == {e.key for e in everything}
    listed = {e.key for e in mine if e.group}
    assert {"home", "audits", "help"} <= listed
    assert not {"concerns", "people", "inspection"} & listed


def test_every_rule_of_the_list_names_a_page_that_is_listed() -> None:
    """A page that was renamed does not quietly come back into everybody's list."""
    assert set(ONLY_FOR) <= {entry.key for entry in page_entries() if entry.group}


def test_groups_close_and_the_page_that_is_shown_stays_in_sight(qtbot: QtBot) -> None:
    """A closed group leaves the marked page, opens when one goes to one of its pages, and is told."""
    way = Navigation()
    qtbot.addWidget(way)
    way.show_pages(page_entries())
    way.show()
    way.mark("home")
    way.close_groups(["WORK", "SET-UP", "of yesterday"])
    assert way.closed() == ("WORK", "SET-UP")
    shown = {b.entry.key for b in way.buttons() if b.isVisible()}
    assert "home" in shown
    assert "cases" not in shown
    assert "reports" in shown
    way.mark("help")
    assert way.closed() == ("WORK",)


def test_a_long_title_is_shortened_and_the_list_never_moves_sideways(qtbot: QtBot) -> None:
    """In a narrow list the words end in dots; the hint has them whole."""
    way = Navigation()
    qtbot.addWidget(way)
    way.show_pages(page_entries())
    way.resize(way.width(), 300)
    way.show()
    way.mark("help")
    assert (
        way.findChild(QScrollArea).widget().width() <= way.findChild(QScrollArea).viewport().width()
    )
    assert all(b.toolTip().startswith(b.entry.title) for b in way.buttons())
