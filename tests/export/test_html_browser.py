"""The page in a browser: axe-core finds nothing, and it reflows to 320 pixels."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_tool.export.html import html
from qa_tool.report import learning
from qa_tool.report.blocks import Report
from tests.export.browser import ask
from tests.export.every_block import report
from tests.report.made_up import council

pytestmark = [pytest.mark.outside("chromium"), pytest.mark.slow]
REPORTS: dict[str, Callable[[], Report]] = {
    "every block": report,
    "no marking": lambda: replace(report(), marking="", subtitle="", facts=(), contents=False),
    "learning": lambda: learning.build(council()),
}


@pytest.mark.parametrize("name", REPORTS)
def test_axe_finds_nothing_and_the_page_reflows(name: str, tmp_path: Path) -> None:
    """WCAG A and AA and best practice, wide and at 320 pixels, where only tables scroll by themselves."""
    asked = ask(html(REPORTS[name]()), tmp_path, 1280, 320)
    assert [told.window for told in asked] == [1280, 320]
    for told in asked:
        assert told.rules > 20
        assert told.violations == ()
        assert told.wide <= told.window
        assert told.outside == ()
        assert told.small == ()


def test_a_bad_page_is_found(tmp_path: Path) -> None:
    """The control: a picture without words, pale text, a table and a word that do not reflow."""
    bad = (
        '<img src="data:,"><p style="color:#bbb">Pale</p><p style="width:900px">Wide</p>'
        '<a href="#main" style="font-size:6px">Small</a></main>'
    )
    (told,) = ask(html(report()).replace("</main>", bad), tmp_path, 320)
    found = {one.split(":")[0] for one in told.violations}
    assert {"image-alt", "color-contrast"} <= found
    assert told.wide > 320
    assert any(one.startswith("P.") for one in told.outside)
    assert told.small
