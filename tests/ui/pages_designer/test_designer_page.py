"""Writing a template at the window: by keyboard, every word kept, problems beside the place, published and used."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_tool.template.edit import value_at
from qa_tool.work import audit, council, designer, theme
from qa_tool.work import template as templates
from tests.ui.pages.conftest import Answers, Heard, Shown
from tests.ui.pages.made_up import TEMPLATE, Council
from ui.pages.designer import DesignerPage
from ui.pages.designer import page as page_module
from ui.widgets import tab_stops


@pytest.fixture
def page(council: Council, shown: Shown) -> Any:
    """The page with a draft of the core case audit on the bench."""
    draft = designer.begin_from(council.lead, templates.current(council.lead, TEMPLATE)[0]).ids[0]
    return shown(DesignerPage, council.lead, draft=draft)


def _kept(page: Any) -> Any:
    """What stands on the disk."""
    return designer.open_draft(page._context.workspace, page.bench.draft).tables


def _type(widget: Any, text: str) -> None:
    QTest.keyClicks(widget, text)


def test_a_word_typed_is_on_the_disk_when_the_field_is_left(page: Any) -> None:
    """Nothing asks to be saved: leaving the field, another part, or the page keeps it."""
    bench = page.bench
    box = bench.editor.fields["title",].box
    box.setFocus()
    box.line.selectAll()
    _type(box.line, "Made-up audit")
    bench.outline.setFocus()
    assert _kept(page)["title"] == "Made-up audit"
    box.setFocus()
    _type(box.line, "s")
    bench.show_path(("domain", 1))
    purpose = bench.editor.fields["domain", 1, "purpose"].box.box
    _type(purpose, "Well? ")
    page.leave()
    assert value_at(_kept(page), ("domain", 1, "purpose")).startswith("Well?")


def test_undo_and_redo_from_the_window(page: Any) -> None:
    """The window's undo takes the last step back and shows the place; redo does it again."""
    bench = page.bench
    bench.show_path(("domain", 1))
    before = _kept(page)["domain"]
    bench.take_out()
    assert len(_kept(page)["domain"]) == len(before) - 1
    page.steps.mirror()
    page.steps.stack.undo()
    assert _kept(page)["domain"] == before
    assert bench.outline.path() == ("domain", 1)
    page.steps.mirror()
    page.steps.stack.redo()
    assert len(_kept(page)["domain"]) == len(before) - 1


def test_parts_are_moved_by_keyboard_and_by_mouse_alike(page: Any) -> None:
    """Alt+Up, Alt+Down and letting go somewhere else end in the same order."""
    bench = page.bench
    keys = [one["key"] for one in _kept(page)["domain"]]
    bench.show_path(("domain", 1))
    bench.shift(1)
    assert [one["key"] for one in _kept(page)["domain"]][1:3] == [keys[2], keys[1]]
    assert bench.outline.path() == ("domain", 2)
    bench.outline.dragged.emit(("domain", 2), ("domain", 1))
    assert [one["key"] for one in _kept(page)["domain"]] == keys
    bench.outline.dragged.emit(("domain", 1, "question", 0), ("domain", 2, "question", 0))
    assert bench.outline.path() == ("domain", 2, "question", 0)
    assert len(value_at(_kept(page), ("domain", 2, "question"))) == 4


def test_a_problem_stands_at_its_field_and_f8_goes_there(page: Any) -> None:
    """A condition about a question that is not there is told under its field, in the outline and in the list."""
    bench = page.bench
    path = ("domain", 2, "question", 0, "ask_when")
    bench.write(path, "recording.nobody == 'yes'")
    bench.show_path(("rule", 0))
    bench.look()
    assert bench.found.stopping == 1
    bench.next_problem(1)
    assert bench.outline.path() == path[:-1]
    said = bench.editor.fields[path].problem.text()
    assert "There is no question 'recording.nobody'" in said
    focus = QApplication.focusWidget()
    assert focus is not None
    assert bench.editor.fields[path].isAncestorOf(focus)
    assert bench.to_problems.text() == "Problems (1)"
    assert "[[" not in said


def test_f8_on_no_safety_question_leads_to_where_one_is_added(page: Any) -> None:
    """It stands at the list of safety questions, not at the title; the verb there adds one, and it is gone."""
    bench = page.bench
    while _kept(page).get("safety"):
        bench.show_path(("safety", 0))
        bench.take_out()
    bench.show_path(())
    bench.look()
    assert "safety question" not in bench.editor.banner.words()
    place = next(
        i for i, n in enumerate(bench.found.notes) if n.problem.code == "no_safety_question"
    )
    bench.problems.mark(place - 1)
    bench.next_problem(1)
    assert bench.outline.path() == ("safety",)
    assert bench.editor.banner.words().endswith("Add a safety question.")
    assert QApplication.focusWidget() is bench.editor.another
    QTest.keyClick(bench.editor.another, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert bench.outline.path() == ("safety", 0)
    bench.look()
    assert "no_safety_question" not in {note.problem.code for note in bench.found.notes}


def test_a_condition_is_built_without_knowing_the_language(page: Any) -> None:
    """Question, sign and answer are chosen; what comes out is whole."""
    bench = page.bench
    path = ("domain", 2, "question", 0, "ask_when")
    bench.show_path(path[:-1])
    box = bench.editor.fields[path].box
    box.build.click()
    box.question.setCurrentIndex(box.question.findData("about.mode"))
    box.question.picked.emit("about.mode")
    box.answer.setCurrentIndex(box.answer.findData("with_family"))
    box._take()
    bench.look()
    assert value_at(_kept(page), path) == "about.mode == 'with_family'"
    assert bench.found.stopping == 0


def test_the_preview_is_the_auditors_form_and_follows_what_is_written(page: Any) -> None:
    """The real question stands there with its new words; what is tried out is kept nowhere."""
    bench = page.bench
    bench.show_side("preview")
    bench.show_path(("domain", 2, "question", 0))
    bench.write(("domain", 2, "question", 0, "text"), "Is this made up?")
    bench.look()
    bench._show_preview()
    shown_page = bench.showing._page
    assert shown_page.key == "assessment"
    first = next(iter(shown_page.boxes.values()))
    assert first.title.text() == "Is this made up?"
    shown_page.answered.emit(first.key, None)
    page.try_form()
    assert page.parts.currentWidget() is page.trial
    page.trial.view.look_again()
    assert page.trial.view.ready.count > 0
    page.trial.left.emit()
    assert page.parts.currentWidget() is bench


def test_publishing_shows_every_fault_and_changes_nothing(page: Any, heard: Heard) -> None:
    """With a fault the list opens and the version in use stays."""
    page.bench.write(("domain", 1, "title"), "")
    mark = templates.current(page._context.workspace, TEMPLATE)[1]
    page.publish()
    assert any("must be put right" in said for said in heard.faults)
    assert page.bench.side == "problems"
    assert templates.current(page._context.workspace, TEMPLATE)[1] == mark


def test_built_from_nothing_by_keyboard_and_an_audit_is_done_on_it(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The QA lead makes a small template with keys alone, publishes it, and an auditor audits with it."""
    page = shown(DesignerPage, council.lead)
    monkeypatch.setattr(page_module, "ask_fields", Answers({"title": "Made-up short audit"}))
    monkeypatch.setattr(page_module, "ask_text", lambda *_a, **_k: "The first version.")
    page.start.empty.click()
    bench, tree = page.bench, page.bench.outline
    _write(bench, ("about",), "A made-up audit of one domain.")
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Insert)  # on "About this template": a domain
    QApplication.processEvents()
    assert tree.path() == ("domain", 1)
    _type(page.focusWidget(), "Seen and heard")
    _write(bench, ("domain", 1, "purpose"), "Was the child seen?")
    for number, grade in enumerate(("outstanding", "good", "requires_improvement", "inadequate")):
        box = bench.editor.fields["domain", 1, "descriptors"].box.boxes[grade].box
        _type(box, f"Made-up practice of the sort {number}.")
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Insert)  # on a domain: a question
    QApplication.processEvents()
    assert heard.faults == []
    assert tree.path() == ("domain", 1, "question", 0)
    _type(page.focusWidget(), "Was the child seen alone?")
    page.publish()
    assert heard.faults == []
    assert "is in use" in heard.said[-1]
    template, _mark = templates.current(council.lead, "made_up_short_audit")
    assert template.domains[1].questions[0].key == "seen_heard.child_seen_alone"
    _audit_with(council, template.key)


def _write(bench: Any, path: tuple[str | int, ...], text: str) -> None:
    """Type into a field."""
    box = bench.editor.fields[path].box
    box.setFocus()
    _type(bench.window().focusWidget(), text)
    bench.flush()


def _audit_with(made: Council, key: str) -> None:
    """Give a case out with this template, and begin: its own questions are asked."""
    round_ = council.round_named(made.lead)
    council.keep_round(made.lead, replace(round_, templates=(*round_.templates, key)))
    wish = council.Wish(made.round, made.cases[0], key, "per-ada")
    given = council.allocate(made.lead, [wish]).ids[0]
    desk = made.desk("per-ada")
    form = audit.open_draft(desk, audit.start(desk, given, declared=True)).form
    form.answer("seen_heard.child_seen_alone", "yes")
    form.answer("seen_heard.grade", "good")
    assert form.grade("seen_heard") == "good"


def test_somebody_elses_draft_is_copied_not_changed(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both drafts are kept; one's own is a copy."""
    space, draft = page._context.workspace, page.bench.draft
    page.show_list()
    space.store.raw.execute("UPDATE form_draft SET owner = 'per-vera' WHERE id = ?", [draft])
    monkeypatch.setattr(page_module, "ask", lambda *_a, **_k: True)
    page.show_page(draft=draft)
    assert page.bench.draft not in ("", draft)
    assert len(designer.drafts(space)) == 2


def test_a_template_in_use_is_gone_on_with_retired_and_offered_again(
    page: Any, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking twice for a new version goes on with the same draft; retiring says what still uses it."""
    space, draft = page._context.workspace, page.bench.draft
    page.show_page(template=TEMPLATE)
    assert page.bench.draft == draft
    asked: list[str] = []
    monkeypatch.setattr(page_module, "ask", lambda _p, _t, text, _y, **_k: not asked.append(text))
    page.show_list()
    row = next(one for one in templates.rows(space) if one.key == TEMPLATE and one.current)
    page.retire(row)
    assert TEMPLATE not in templates.offered(space)
    assert "No new audits" in asked[0]
    page.retire(next(one for one in templates.rows(space) if one.key == TEMPLATE and one.current))
    assert TEMPLATE in templates.offered(space)
    assert heard.faults == []


def test_the_blank_form_is_written_as_pdf_and_as_workbook(
    page: Any, heard: Heard, tmp_path: Path
) -> None:
    """Also of a draft with gaps; what is not a form's file is refused in a sentence."""
    page.bench.look()
    template = page.bench.found.template
    for name in ("form.pdf", "form.xlsx"):
        page.print_to(template, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000
    page.print_to(template, tmp_path / "form.doc")
    assert "End the name" not in heard.said[-1]
    assert "not written as '.doc'" in heard.faults[-1]


def test_answers_are_added_moved_and_taken_out(page: Any) -> None:
    """The list of answers: one more, one up, one away; a ready set and back to answers of its own."""
    bench = page.bench
    path = ("domain", 0, "question", 0)
    bench.show_path(path)
    box = bench.editor.fields[*path, "choices"].box
    box.add.click()
    _type(box._lines[-1].text, "By telephone")
    bench.flush()
    kept = value_at(_kept(page), (*path, "choices"))
    assert kept[-1] == {"key": "telephone", "text": "By telephone"}
    box._lines[3]._step(-1)
    assert [one["key"] for one in value_at(_kept(page), (*path, "choices"))][2] == "telephone"
    box._lines[2]._away()
    assert len(value_at(_kept(page), (*path, "choices"))) == 3
    box._picked("rag")
    assert value_at(_kept(page), (*path, "choices")) == "rag"
    box._picked("own")
    assert isinstance(value_at(_kept(page), (*path, "choices")), list)


def test_every_kind_of_question_can_be_chosen_and_shown(page: Any) -> None:
    """Each kind has its fields."""
    from qa_tool.template.edit_new import KINDS

    bench = page.bench
    path = ("domain", 1, "question", 0)
    bench.show_path(path)
    bench.show_side("problems")
    for kind in KINDS:
        bench.write((*path, "kind"), kind)
        assert value_at(_kept(page), (*path, "kind")) == kind
        assert (*path, "kind") in bench.editor.fields
    bench.look()
    bench._show_preview()


def test_where_something_is_let_go_decides_where_it_stands(page: Any) -> None:
    """Above a line, below it, or on a domain; a rule is no question, and nothing goes into itself."""
    on = page.bench.outline.DropIndicatorPosition
    before = page.bench.outline._before
    held = ("domain", 1, "question", 0)
    assert before(("domain", 2, "question", 1), on.AboveItem, held) == ("domain", 2, "question", 1)
    assert before(("domain", 2, "question", 1), on.BelowItem, held) == ("domain", 2, "question", 2)
    assert before(("domain", 2), on.OnItem, held) == ("domain", 2, "question", 10_000)
    assert before(("rule", 0), on.AboveItem, held) is None
    kept = _kept(page)
    page.bench.drag(("domain", 1), ("domain", 1, "question", 0))
    assert _kept(page) == kept


def test_tab_goes_as_people_read(page: Any) -> None:
    """From the outline over its verbs to the fields, what is folded, and the preview; also after another part was chosen."""
    bench = page.bench
    bench.show_side("preview")
    for path in ((), ("domain", 1), ("domain", 1, "question", 0)):
        bench.show_path(path)
        bench._show_preview()
        at, met = bench.outline, []
        for _ in range(400):
            at = at.nextInFocusChain()
            met.append(at)
            if at is bench.outline:
                break
        fields = [met.index(stop) for stop in bench.editor.stops()]
        assert fields == sorted(fields)
        assert met.index(bench.more) < fields[0]
        assert fields[-1] < min(met.index(stop) for stop in tab_stops(bench.showing._page))


def test_a_theme_is_chosen_from_the_codebook(page: Any) -> None:
    """The codebook's themes stand in a list by their titles, and the key is what is kept."""
    bench = page.bench
    path = ("domain", 1, "question", 0)
    bench.show_path(path)
    picker = bench.editor.fields[*path, "theme"].box.picker
    known = theme.titles(page._context.workspace)
    assert {picker.itemText(n) for n in range(picker.count())} >= set(known.values())
    key = next(iter(known))
    picker.picked.emit(key)
    assert value_at(_kept(page), (*path, "theme")) == key
    bench.write((*path, "theme"), f"{key}x")
    bench.look()
    told = [note.problem for note in bench.found.notes if note.problem.code == "unknown_theme"]
    assert [one.severity for one in told] == ["warning"]
    assert key in told[0].cure
