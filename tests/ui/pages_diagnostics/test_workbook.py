"""The workbook of a session in the window: written, read back with a preview, taken over by choice."""

from pathlib import Path

import pytest
import python_calamine

from qa_tool.problems import Problem
from qa_tool.store import diagnostic as shelf
from qa_tool.work import diagnostic_book, diagnostic_private, diagnostic_room
from tests.ui.pages.conftest import Answers, Heard, Shown
from tests.ui.pages.made_up import Council
from tests.ui.pages_diagnostics.conftest import begun, held
from tests.work.filled import fill
from ui.pages.diagnostics import DiagnosticsPage, across, book, book_preview
from ui.pages.diagnostics.book import BookPart


def part(council: Council, shown: Shown, session: str) -> BookPart:
    """The part Workbook of a session."""
    page: DiagnosticsPage = shown(DiagnosticsPage, council.lead, session=session, show="book")
    assert page.session.parts.value() == "book"
    return page.session.book


def test_written_and_read_back_by_choice(
    council: Council, shown: Shown, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write it, fill it in, read it: each change is shown, a conflict waits for its choice, the rest is taken."""
    session = begun(council)
    view = part(council, shown, session)
    path = tmp_path / "team.xlsx"
    monkeypatch.setattr(book, "save_file", lambda *_a: path)
    view.out.click()
    fill(
        path,
        {("Evidence", "voice", "Evidence"): "Theirs.", ("Evidence", "oversight", "Evidence"): "Alone.",
         ("Standards", "voice", "Partner's grade"): "Fair"},
    )  # fmt: skip
    diagnostic_room.say(council.lead, session, "voice", "evidence", "Ours.")
    told: list[Problem] = []
    monkeypatch.setattr(
        book_preview, "show_problems", lambda _p, _t, found, *_m: told.extend(found)
    )
    view.look((path,))
    preview = view.preview
    assert preview.isVisibleTo(view)
    assert not view.card.isVisibleTo(view)
    rows = {preview.panel.view.row_at(n).difference.place: n for n in range(2)}
    assert preview.chosen == {"standard/oversight/evidence": "team.xlsx"}
    assert preview.take.text() == "Take 1 over"
    preview.faults.click()
    assert [p.code for p in told] == ["not_on_list"]
    preview.panel.view.selectRow(rows["standard/voice/evidence"])
    assert (preview.now.text(), preview.choice.value()) == ("Ours.", "")
    assert "Theirs." in preview.offers.text()
    preview.choice.setCurrentIndex(preview.choice.findData("both"))
    preview.choice.activated.emit(preview.choice.currentIndex())
    assert preview.panel.view.current_row().kept == "Both"
    preview.take.click()
    kept = {f.standard: f.evidence for f in shelf.findings(council.lead.store, session)}
    assert (kept["voice"], kept["oversight"]) == ("Ours.\n\nTheirs.", "Alone.")
    assert not preview.isVisibleTo(view)
    assert view.card.isVisibleTo(view)


def test_leaving_the_preview_keeps_everything(
    council: Council, shown: Shown, tmp_path: Path
) -> None:
    """What stands here stays, and nothing can be taken over where nothing is chosen."""
    session = begun(council)
    path = diagnostic_book.export(council.lead, session, tmp_path / "team.xlsx")
    view = part(council, shown, session)
    view.look((path,))
    assert not view.preview.take.isEnabled() or view.preview.take.toolTip()
    fill(path, {("Evidence", "voice", "Evidence"): "Theirs."})
    view.look((path,))
    view.preview.cancel.click()
    assert not view.preview.isVisibleTo(view)
    assert shelf.findings(council.lead.store, session) == ()


def test_private_copies_out_and_in(
    council: Council, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three copies into a folder, filled in, taken in at once; a second time they are said to be in already."""
    session = begun(council)
    view = part(council, shown, session)
    folder = tmp_path / "copies"
    folder.mkdir()
    answers = Answers({"copies": 3})
    monkeypatch.setattr(book, "ask_fields", answers)
    monkeypatch.setattr(book, "choose_folder", lambda *_a: folder)
    view.copies.click()
    paths = tuple(sorted(folder.iterdir()))
    assert len(paths) == 3
    for path in paths:
        fill(path, {("Your grades", "voice", "Your grade"): "Good"})
    told: list[Problem] = []
    monkeypatch.setattr(book, "choose_files", lambda *_a: paths)
    monkeypatch.setattr(book, "show_problems", lambda _p, _t, found, *_m: told.extend(found))
    view.take.click()
    assert shelf.how_many(council.lead.store, session) == {"voice": 3}
    assert told == []
    view.take.click()
    assert len(told) == 3
    answers.values = {"copies": 99}
    view.copies.click()
    assert answers.complaint == f"Type a number from 1 to {diagnostic_private.MOST_COPIES}."


def test_a_held_session_offers_no_private_copies(council: Council, shown: Shown) -> None:
    """Its workbook can still be written; nothing is left to grade alone."""
    view = part(council, shown, held(council))
    assert view.card.isVisibleTo(view)
    assert not view.private.isVisibleTo(view)


def test_across_teams_as_a_workbook(
    council: Council, shown: Shown, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands side by side is written as a workbook, with the filters that are set."""
    held(council)
    page: DiagnosticsPage = shown(DiagnosticsPage, council.lead, view="across")
    monkeypatch.setattr(across, "save_file", lambda *_a: tmp_path / "teams")
    page.across.paper.click()
    book_ = python_calamine.CalamineWorkbook.from_path(tmp_path / "teams.xlsx")
    assert "Requires improvement" in repr(book_.get_sheet_by_name("Grades").to_python())
    assert any("teams.xlsx" in words for words in heard.said)
