"""Data out: a look first, a reason, a file and its record; and only for those whose work it is."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qa_tool.errors import QAError
from qa_tool.work import data_release
from tests.ui.pages.conftest import Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough as named,
)
from tests.ui.pages.test_every_page import test_nothing_goes_out_at_the_side as fits
from tests.ui.pages.test_every_page import test_tab_reaches_every_control_and_comes_round as tabs
from ui.look import apply
from ui.pages.data import DataPage


def test_this_page_keeps_what_every_page_promises(council: Council, shown: Shown) -> None:
    """Names, sizes, the Tab key, and no scrolling sideways, before and after the look."""
    council.hand_in(0, auditor="per-kim", grade="good")
    for looked in (False, True):
        page = shown(DataPage, council.lead)
        if looked:
            page.look()
        named(page)
        tabs(page)
        fits(page, 851, 385, 1.0)
        fits(page, 1246, 560, 2.0)
        apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
        page.hide()


def test_only_what_was_looked_at_can_be_written(council: Council, shown: Shown) -> None:
    """The verb waits for a look at exactly what is chosen; another choice wants another look."""
    council.hand_in(0, auditor="per-kim", grade="good")
    page = shown(DataPage, council.lead)
    assert not page.choices.write.isEnabled()
    page.choices.look.click()
    assert page.choices.write.isEnabled()
    shown_tables = {row[0]: row for row in cells(page.looked.tables)}
    assert shown_tables["audits"][1] == "1"
    assert "Columns of audits" in words(page)
    page.choices.wide.setChecked(True)
    assert not page.choices.write.isEnabled()
    assert page.looked.none.isVisible()
    page.choices.look.click()
    assert any(row[0].startswith("wide_") for row in cells(page.looked.tables))
    page.choices.since.line.setText("9/11/2026")
    page.choices.since.line.editingFinished.emit()
    page.choices.until.line.setText("1/11/2026")
    page.choices.until.line.editingFinished.emit()
    assert "second day lies before" in words(page)
    assert not page.choices.look.isEnabled()
    assert page.choices.asked().period.until == date(2026, 11, 1)


def test_writing_wants_a_reason_and_is_recorded(
    council: Council, shown: Shown, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a reason nobody is asked where to; with one the file stands there, and who, what, why in the list."""
    council.hand_in(0, auditor="per-kim", grade="good")
    page = shown(DataPage, council.lead)
    target = tmp_path / "everything.xlsx"
    monkeypatch.setattr("ui.pages.data.page.save_file", lambda *_a: target.with_suffix(""))
    page.look()
    page.choices.write.click()
    assert not target.exists()
    assert "Say in a few words who needs it" in words(page)
    page.choices.why.setPlainText("A made-up analysis.")
    page.choices.write.click()
    assert heard.faults == []
    assert target.exists()
    (line,) = cells(page.left)
    assert line[1] == council.lead.person.name
    assert line[3:] == ["A made-up analysis.", "1"]
    assert page.folder.isVisible()
    monkeypatch.setattr("ui.pages.data.page.choose_folder", lambda *_a: tmp_path)
    page.choices.kind.setCurrentIndex(page.choices.kind.findData(""))
    page.choices.why.setPlainText("Another made-up analysis.")
    page.choices.write.click()
    assert [p.name for p in tmp_path.glob("Case audit data*")]
    assert len(cells(page.left)) == 2


def test_what_cannot_be_kept_leaves_nothing_behind(
    council: Council, shown: Shown, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the record is refused, there is neither a file nor a hidden room beside it, and a sentence says why."""
    council.hand_in(0, auditor="per-kim", grade="good")
    page = shown(DataPage, council.lead)

    def refused(*_args: object) -> None:
        raise QAError("Made up: refused.", "Made up.")

    monkeypatch.setattr(data_release, "let_out", refused)
    page.choices.why.setPlainText("A made-up analysis.")
    before = set(tmp_path.iterdir())
    page.write_to(tmp_path / "everything.sqlite")
    assert heard.faults
    assert set(tmp_path.iterdir()) == before
    page.look()
    assert page.choices.write.isEnabled()


def test_case_numbers_are_the_qa_leads_and_the_page_not_everybodys(
    council: Council, shown: Shown
) -> None:
    """The CSWO takes data out without numbers; an auditor sees a sentence and no list."""
    page = shown(DataPage, council.desk("per-vera"))
    assert not page.choices.numbers.isEnabled()
    assert "QA lead" in page.choices.numbers.toolTip()
    page.hide()
    lead = shown(DataPage, council.lead)
    assert lead.choices.numbers.isEnabled()
    lead.choices.numbers.setChecked(True)
    assert lead.choices.asked().case_numbers
    lead.hide()
    other = shown(DataPage, council.desk("per-ada"))
    assert "for the QA lead and the Chief Social Work Officer" in words(other)
    assert not other.left.isVisible()
