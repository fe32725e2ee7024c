"""The page Publishing: from the figures of a year to the published set, as the QA lead and the CSWO use it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.errors import Cancelled, QAError, Refused
from qa_tool.publication.model import SECTIONS
from qa_tool.work import publication, publication_desk, publication_freeze
from qa_tool.work.change import changed
from qa_tool.work.workspace import Workspace
from ui import handover
from ui.pages.publication import PublicationPage, check, rests
from ui.widgets.line_button import LineButton

Desk = Callable[[str], Workspace]
YEAR, HERE = "2026-27", "publication-2026-27"


@pytest.fixture
def at_page(
    qtbot: QtBot, desk: Desk, stage: Callable[[Workspace], Any]
) -> Callable[..., tuple[PublicationPage, Any, Workspace]]:
    """Shows the page for somebody: `at_page("qa lead", tab="words")`."""

    def shown(who: str, **place: Any) -> tuple[PublicationPage, Any, Workspace]:
        space = desk(who)
        made = stage(space)
        page = PublicationPage(made.context)
        qtbot.addWidget(page)
        page.resize(1150, 640)
        page.show()
        page.show_page(**place)
        QApplication.processEvents()
        return page, made.told, space

    return shown


def said(widget: QWidget) -> str:
    """The words of all labels."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_it_opens_with_the_year_at_work_and_says_what_it_rests_on(at_page: Any) -> None:
    """The begun report, its state, how many audits count, and that nothing is frozen yet."""
    page, _told, space = at_page("qa lead")
    assert page.year.value() == YEAR
    assert page.state.accessibleName() == "Draft"
    desk = publication_desk.read(space, YEAR)
    assert f"{len(desk.annual.frozen.counted)}: first audits" in said(page.rests)
    assert "Not yet: these are the figures of now" in said(page.rests)


def test_words_are_saved_as_they_are_typed_and_can_be_undone(at_page: Any) -> None:
    """What is typed stands in the store without a button; undo and redo write it again."""
    page, _told, space = at_page("qa lead", section="findings")
    page.words.text.setPlainText("Words of the QA lead.")
    page.words.text.flush()
    assert publication.one(space, HERE).texts["findings"].words == "Words of the QA lead."
    page.bench.undo.undo()
    assert publication.one(space, HERE).texts["findings"].words == ""
    assert page.words.text.toPlainText() == ""
    page.bench.undo.redo()
    assert page.words.text.toPlainText() == "Words of the QA lead."


def test_the_proposed_sentence_is_the_public_one_and_is_taken_by_one_click(at_page: Any) -> None:
    """The draft comes from the public edition, stands after what was written, and is offered once."""
    page, _told, space = at_page("qa lead", section="safety")
    draft = publication_desk.read(space, YEAR).parts["safety"].proposed
    assert draft
    assert page.words.draft.text() == draft
    page.words.text.setPlainText("Before it.")
    page.words.accept.click()
    assert publication.one(space, HERE).texts["safety"].words == f"Before it.\n{draft}"
    assert page.words.proposal.isHidden()


def test_figures_beside_the_words_hide_what_the_public_edition_hides(at_page: Any) -> None:
    """No part shows a table of the internal edition."""
    _page, _told, space = at_page("qa lead")
    desk = publication_desk.read(space, YEAR)
    inside = set(desk.annual.internal.report.blocks)
    public = set(desk.annual.public.report.blocks)
    shown = {block for part in desk.parts.values() for block in part.blocks}
    assert shown
    assert shown <= public
    assert not any("by team" in getattr(block, "caption", "") for block in shown)
    assert not shown <= inside


def test_every_section_can_be_walked_to(at_page: Any) -> None:
    """The arrows go through all sections and come round; each has its words and its title."""
    page, told, _space = at_page("qa lead", tab="words")
    seen = []
    for _one in SECTIONS:
        seen.append(page.words.right.title.text())
        page.words.after.click()
    assert seen == [one.title for one in SECTIONS]
    assert page.words.right.title.text() == SECTIONS[0].title
    assert told.faults == []


def test_too_many_words_are_not_saved_and_say_so(at_page: Any) -> None:
    """40,001 characters stay in the box with the reason under it, and nothing is written."""
    page, _told, space = at_page("qa lead", section="findings")
    page.words.text.setPlainText("x" * 40_001)
    page.words.text.flush()
    assert "40,001 characters" in said(page.words.field)
    assert "findings" not in publication.one(space, HERE).texts


def test_priorities_are_kept_line_by_line(at_page: Any) -> None:
    """A line is added, written, given to somebody and taken away; undo brings it back."""
    page, _told, space = at_page("qa lead", section="next_year")
    box = page.words.priorities
    before = publication.one(space, HERE).priorities.next_year
    box.add.click()
    title, other, _one = box.fields[-1]
    title.setPlainText("Fathers are asked")
    title.flush()
    other.setPlainText("Heads of service")
    other.flush()
    kept = publication.one(space, HERE).priorities.next_year
    assert (kept[-1].title, kept[-1].answers) == ("Fathers are asked", "Heads of service")
    assert kept[:-1] == before
    box._keep(without=len(kept) - 1)
    assert publication.one(space, HERE).priorities.next_year == before
    page.bench.undo.undo()
    assert publication.one(space, HERE).priorities.next_year == kept


def test_what_is_hidden_is_told_by_table_and_a_merge_hides_less(at_page: Any) -> None:
    """Each table says how many cells and why; one click on an offer, and fewer cells are hidden; undo."""
    page, _told, space = at_page("qa lead", tab="small")
    desk = page.bench.desk
    cells = len(desk.annual.public.edition.protection.hidden)
    assert sum(one.hidden for one in desk.small) == cells > 0
    assert f"{cells} cells are hidden" in page.small.sum.text()
    one = next(one for one in desk.small if one.choices)
    page.small._choose(one)
    offer = next(b for b in page.small.card.findChildren(LineButton) if b.text() == "" and "as one" in b.accessibleName())  # fmt: skip
    best = one.choices[0]
    offer.click()
    now = len(page.bench.desk.annual.public.edition.protection.hidden)
    assert now == best.after < best.before == cells
    assert publication.one(space, HERE).publication.merges == best.merges
    page.bench.undo.undo()
    assert publication.one(space, HERE).publication.merges == ()
    assert len(page.bench.desk.annual.public.edition.protection.hidden) == cells


def test_another_rule_is_kept_and_read_again(at_page: Any) -> None:
    """Fewer than ten hides at least as much as 1 to 5."""
    page, _told, space = at_page("qa lead", tab="small")
    before = len(page.bench.desk.annual.public.edition.protection.hidden)
    page.small._choose_rule("ten")
    assert publication.one(space, HERE).publication.preset == "ten"
    assert len(page.bench.desk.annual.public.edition.protection.hidden) > before


def test_quotations_are_chosen_only_from_the_cleared_ones(at_page: Any) -> None:
    """A box for each cleared quotation and no other; the choice is kept."""
    page, _told, space = at_page("qa lead", tab="quotations")
    found = publication_desk.quotables(space, publication.one(space, HERE))
    assert set(page.quoted.boxes) == {one.id for one in found}
    if not found:
        pytest.skip("the small council has no cleared quotation")
    page.quoted.boxes[found[0].id].click()
    assert publication.one(space, HERE).publication.quotations == (found[0].id,)


def test_the_list_leads_to_where_a_line_is_put_right(at_page: Any) -> None:
    """Not frozen leads to the figures; a section without words leads to it."""
    page, _told, space = at_page("qa lead", tab="check")
    publication.write_text(space, HERE, "foreword", "")
    page.read()
    lines = {line.check.what: line for line in page.bench.desk.lines}
    assert lines["The figures are not frozen."].where == "rests"
    line = next(one for what, one in lines.items() if "Foreword" in what)
    button = next(b for b in page.check.lines.findChildren(LineButton) if b.accessibleName() == line.check.what)  # fmt: skip
    button.click()
    assert page.tabs.currentIndex() == 1
    assert page.words.right.title.text() == "Foreword"
    assert not page.check.publish.isEnabled()
    assert "must be put right" in page.check.publish.toolTip()


def test_from_draft_to_published(
    at_page: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Frozen and reviewed by the QA lead, approved and published by the CSWO; afterwards nothing can be written."""
    monkeypatch.setattr(check, "ask", lambda *_a, **_k: True)
    monkeypatch.setattr(rests, "ask", lambda *_a, **_k: True)
    page, told, space = at_page("qa lead", section="activity")
    page.words.text.setPlainText("Words of the QA lead.")
    page.words.text.flush()
    page.rests.freeze.click()
    assert told.faults == []
    assert "approve" in page.check.approve.toolTip().lower() or not page.check.approve.isEnabled()
    page.check.review.click()
    assert page.state.accessibleName() == "Reviewed"
    page, told, space = at_page("cswo", tab="check")
    page.check.approve.click()
    assert page.state.accessibleName() == "Approved"
    monkeypatch.setattr(check, "choose_folder", lambda *_a: tmp_path)
    assert page.check.publish.isEnabled(), page.check.publish.toolTip()
    page.check.publish.click()
    assert told.faults == []
    target = tmp_path / f"Annual report {YEAR}"
    for name in (
        "public/annual-report.pdf",
        "internal/annual-report.html",
        "disclosure-record.csv",
    ):
        assert (target / name).is_file(), name
    assert publication.one(space, HERE).stands.state == "published"
    assert page.state.accessibleName() == "Published"
    assert not page.check.show_folder.isHidden()
    assert page.words.text.isReadOnly()
    assert not page.rests.freeze.isEnabled()


def test_a_change_meanwhile_stops_publishing_and_leaves_no_file(
    at_page: Any, tmp_path: Path
) -> None:
    """The files are made of what was approved; a word changed in between, and neither file nor record stands."""
    _page, _told, lead = at_page("qa lead")
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    publication.freeze(lead, HERE)
    publication.review(lead, HERE)
    _page, _told, cswo = at_page("cswo")
    publication.approve(cswo, HERE)
    target = tmp_path / "out"

    def keep(ready: publication_desk.Ready) -> None:
        publication.write_text(cswo, HERE, "activity", "Other words.")
        publication_desk.record(cswo, HERE, ready)

    with pytest.raises(Refused, match="while its files were made"):
        publication_desk.write_set(cswo, HERE, target, keep)
    assert not target.exists()
    assert publication.one(cswo, HERE).stands.state == "draft"


def test_the_preview_is_a_pdf_that_lies_on_no_disk(at_page: Any) -> None:
    """The public edition is shown; changed words say that it is old."""
    page, told, space = at_page("qa lead", tab="preview")
    assert told.faults == []
    assert page.preview.view.page_count() > 5
    assert list(space.folder.rglob("*.pdf")) == []
    assert page.preview.told.text() == ""
    page.words.show_section("findings")
    page.words.text.setPlainText("New words.")
    page.words.text.flush()
    assert "Changed since" in page.preview.told.text()


def test_a_year_that_is_not_begun_is_begun_from_the_page(at_page: Any) -> None:
    """Last year says that nothing is begun; one click begins it."""
    page, told, space = at_page("qa lead", year="2025-26")
    assert not page.begin.isHidden()
    assert page.tabs.isHidden()
    page.begin.button.click()
    assert told.faults == []
    assert publication.of_year(space, "2025-26") is not None
    assert not page.tabs.isHidden()


def test_others_are_told_that_it_is_not_theirs(at_page: Any) -> None:
    """An auditor who comes here by a link sees a sentence and no figure."""
    page, _told, space = at_page("auditor")
    assert "needs the role" in page.trouble.words()
    assert page.tabs.isHidden()
    with pytest.raises(QAError):
        publication_desk.read(space, YEAR)


def test_the_window_answers_a_worker_and_its_refusal_is_raised_there(qtbot: QtBot) -> None:
    """What is asked on another thread is done in the window's; its error comes back; patience ends."""
    owner = QObject()
    hand = handover.Handover(owner)
    done: list[object] = []

    def refuse() -> None:
        raise Refused("No.", "Never.")

    def work() -> None:
        hand.ask(lambda: done.append(threading.get_ident()))
        try:
            hand.ask(refuse)
        except Refused as error:
            done.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: len(done) == 2, timeout=3000)
    thread.join()
    assert done == [threading.get_ident(), "No."]


@pytest.mark.parametrize("why", ["nobody answers", "the work is to stop"])
def test_a_worker_does_not_wait_for_a_window_that_is_gone(
    why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work is given up when patience ends or it is told to stop, and a late answer does nothing."""
    if why == "nobody answers":
        monkeypatch.setattr(handover, "PATIENCE", 0.05)
    owner = QObject()
    hand = handover.Handover(owner)
    done: list[object] = []

    def alive() -> None:
        if why == "the work is to stop":
            raise Cancelled

    def work() -> None:
        try:
            hand.ask(lambda: done.append("too late"), alive)
        except Cancelled:
            done.append("given up")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(3)
    QApplication.processEvents()
    assert done == ["given up"]


def test_figures_of_another_year_or_in_part_are_not_kept(at_page: Any) -> None:
    """What was read on the worker is kept only where it is whole and of this year."""
    _page, _told, space = at_page("qa lead")
    found = publication_freeze.freeze(space, YEAR)
    with pytest.raises(Refused, match="would not be whole"):
        publication.keep_frozen(space, HERE, replace(found, withheld=2))
    with pytest.raises(QAError, match="2025-26"):
        publication.keep_frozen(space, HERE, replace(found, year="2025-26"))
    assert publication.one(space, HERE).kept is None
    publication.keep_frozen(space, HERE, found)
    assert publication.frozen(space, publication.one(space, HERE)) == found


def test_what_was_published_can_only_be_withdrawn_with_a_reason(
    at_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason stays readable where the next report of the year is begun."""
    _page, _told, lead = at_page("qa lead")
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    publication.freeze(lead, HERE)
    publication.review(lead, HERE)
    page, told, cswo = at_page("cswo", tab="check")
    publication.approve(cswo, HERE)
    ready = publication_desk.read(cswo, YEAR)
    publication.record_published(cswo, ready.view, ready.annual.public.edition.tables)  # type: ignore[arg-type]
    page.read()
    assert page.check.publish.isHidden()
    monkeypatch.setattr(check, "ask_text", lambda *_a, **_k: None)
    page.check.withdraw.click()
    assert page.state.accessibleName() == "Published"
    monkeypatch.setattr(check, "ask_text", lambda *_a, **_k: "A figure was wrong.")
    page.check.withdraw.click()
    assert told.faults == []
    assert page.tabs.isHidden()
    assert "A figure was wrong." in said(page.begin)
    page.begin.button.click()
    assert publication.of_year(cswo, YEAR).publication.number == 2  # type: ignore[union-attr]
    assert page.state.accessibleName() == "Draft"


def test_a_finding_is_settled_with_a_reason(at_page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a reason nothing is kept; with one it stands with the finding and its author."""
    page, _told, space = at_page("qa lead", tab="check")
    line = publication_desk.Line(
        publication_desk.Check("stop", "Made-up finding.", "Merge."), "settle"
    )
    button = page.check._line(line)
    page.check.lines.add(button)
    monkeypatch.setattr(check, "ask_text", lambda *_a, **_k: None)
    button.click()
    assert publication.one(space, HERE).publication.settled == ()
    monkeypatch.setattr(check, "ask_text", lambda *_a, **_k: "Both are open figures.")
    button.click()
    (kept,) = publication.one(space, HERE).publication.settled
    assert (kept.finding, kept.reason) == ("Made-up finding.", "Both are open figures.")


def test_what_somebody_else_wrote_is_shown_and_ones_own_typing_stays(at_page: Any) -> None:
    """A change elsewhere is read again; what is being typed is kept first."""
    page, _told, space = at_page("qa lead", section="findings")
    publication.write_text(space, HERE, "safety", "Words from elsewhere.")
    page.words.text.setPlainText("Half a sent")
    page._context.live.announce(changed("publication"), "another page")
    assert page.words.text.toPlainText() == "Half a sent"
    assert publication.one(space, HERE).texts["findings"].words == "Half a sent"
    page.words.show_section("safety")
    assert page.words.text.toPlainText() == "Words from elsewhere."
