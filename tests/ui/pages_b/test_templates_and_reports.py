"""Templates to read and check; reports written, shown and listed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qa_tool.errors import QAError
from qa_tool.paths import FORMS
from qa_tool.problems import Problem
from qa_tool.template.read import read_template
from qa_tool.template.toml_text import to_toml
from qa_tool.work import audit_list, council, designer, report, theme
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace
from ui.form.guide import Descriptor
from ui.pages.reports import FOLDER, ReportsPage
from ui.pages.reports.chooser import offers
from ui.pages.templates import TemplatesPage
from ui.pages.templates import page as templates_page
from ui.pages.templates.words import RULES, SAFETY, hits, rule_words

Desk = Callable[[str], Workspace]
CORE = FORMS / "core_case_audit.toml"


def _shown(qtbot: QtBot, page: Any, **place: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1160, 620)
    page.show()
    page.show_page(**place)
    return page


def _said(widget: Any) -> str:
    """All words that stand in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def _newer(folder: Path) -> Path:
    """The core template as a newer version."""
    path = folder / "newer.toml"
    text = CORE.read_text("utf-8").replace('version = "1.1"', 'version = "1.2"', 1)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_template_can_be_read_whole(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Each domain with purpose, questions and descriptors; safety questions; rules with their reason."""
    shown = _shown(qtbot, TemplatesPage(stage(desk("qa lead")).context))
    for line in shown.lines():
        shown.read(line)
        for domain in line.template.domains:
            shown.reading.show_part(domain.key)
            words = _said(shown.reading.area)
            assert domain.purpose in words
            assert all(question.text in words for question in domain.questions)
            boxes = [b for b in shown.reading.area.findChildren(Descriptor) if not b.isHidden()]
            assert len(boxes) == len(domain.descriptors)
        shown.reading.show_part(SAFETY)
        assert all(q.text in _said(shown.reading.area) for q in line.template.safety)
        shown.reading.show_part(RULES)
        assert all(rule.why in _said(shown.reading.area) for rule in line.template.rules)


def test_rules_are_told_in_words_and_not_in_keys() -> None:
    """Grades and domains stand there by name."""
    template, _problems = read_template(CORE)
    assert template is not None
    said = " ".join(what for what, _why in rule_words(template))
    assert "requires_improvement" not in said
    assert "Risk analysis and decisions: Inadequate → the overall is no better than" in said


def test_the_search_finds_descriptors_and_leads_there(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """A word in one grade's description is found, and the line opens its domain."""
    shown = _shown(qtbot, TemplatesPage(stage(desk("qa lead")).context),
                   template="core_case_audit")  # fmt: skip
    template = shown.reading._template
    words = template.domain("risk").descriptor("good")[:40]
    found = hits(template, words)
    assert [hit.part for hit in found] == ["risk"]
    shown.reading._search(words)
    assert shown.reading.found() == [found[0].where]
    shown.reading._go(found[0].part)
    assert shown.reading.contents.list.currentItem().text() == template.domain("risk").title


def test_a_file_is_checked_and_every_problem_shown(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole file is said to be whole; a faulty one shows all, and is not taken into use."""
    made = stage(desk("qa lead"))
    shown = _shown(qtbot, TemplatesPage(made.context))
    seen: list[Problem] = []
    monkeypatch.setattr(
        templates_page, "show_problems", lambda _w, _t, found, *_x: seen.extend(found)
    )
    shown.check_file(CORE)
    assert "whole" in made.told.said[0]
    bad = tmp_path / "bad.toml"
    text = CORE.read_text("utf-8").replace("minutes = 240", 'minutes = "long"', 1)
    bad.write_text(text.replace('subject = "child"', 'subject = "chlid"', 1), encoding="utf-8")
    shown.check_file(bad)
    assert len(seen) >= 2
    before = templates.rows(made.context.workspace)
    shown.take_file(bad)
    assert len(seen) >= 4
    assert templates.rows(made.context.workspace) == before


def test_a_newer_version_is_taken_into_use_after_a_yes(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list shows it in use and the earlier one as earlier; without a yes nothing happens."""
    made = stage(desk("qa lead"))
    shown = _shown(qtbot, TemplatesPage(made.context))
    path = _newer(tmp_path)
    before = templates.rows(made.context.workspace)
    monkeypatch.setattr(templates_page, "ask", lambda *_words, **_more: False)
    shown.take_file(path)
    assert templates.rows(made.context.workspace) == before
    monkeypatch.setattr(templates_page, "ask", lambda *_words, **_more: True)
    shown.take_file(path)
    states = {(line.template.version, line.state) for line in shown.lines()
              if line.template.key == "core_case_audit"}  # fmt: skip
    assert ("1.2", "In use") in states
    assert ("1.1", "In use") not in states


def test_only_the_qa_lead_takes_a_template_into_use(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal is the verb's own sentence."""
    made = stage(desk("auditor"))
    shown = _shown(qtbot, TemplatesPage(made.context))
    monkeypatch.setattr(templates_page, "ask", lambda *_words, **_more: True)
    before = templates.rows(made.context.workspace)
    shown.take_file(_newer(tmp_path))
    assert templates.rows(made.context.workspace) == before
    assert "QA lead" in str(made.told.faults[0])


def test_a_pdf_is_written_shown_and_listed(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """The file lies in the reports folder, its pages are shown, and the list has it."""
    space = desk("qa lead")
    shown = _shown(qtbot, ReportsPage(stage(space).context), report="learning")
    target = shown.target()
    shown.write.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert target.parent == space.folder / FOLDER
    assert shown.preview.page_count() > 1
    assert shown.preview.isVisible()
    assert shown.files.rows.text(0, 0) == target.stem
    shown.preview.close_file()


def test_a_workbook_is_not_shown_but_named(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """What cannot be shown here says where to look at it."""
    shown = _shown(qtbot, ReportsPage(stage(desk("qa lead")).context), report="summary")
    shown.form.suffix.setCurrentIndex(shown.form.suffix.findData(".csv"))
    shown.write.click()
    assert not shown.preview.isVisible()
    assert shown.none.isVisible()
    assert shown.outside.isEnabled()


def test_feedback_of_one_audit_from_elsewhere(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Another page may ask for one audit's feedback; the file's name has only the reference."""
    space = desk("qa lead")
    signed = audit_list.rows(space, audit_list.numbers(space, audit_list.signed_off()))[-1]
    shown = _shown(qtbot, ReportsPage(stage(space).context), audit=signed.id)
    assert (shown.kind.value(), shown.form.audit.value()) == ("audit", signed.id)
    assert signed.reference in shown.target().name
    shown.write.click()
    assert shown.target().exists()
    shown.preview.close_file()


def test_what_goes_wrong_is_told_and_the_old_file_stays(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is open elsewhere: the writer's own sentence, the old file, and Write again."""
    made = stage(desk("qa lead"))
    shown = _shown(qtbot, ReportsPage(made.context))
    target = shown.target()
    target.parent.mkdir()
    target.write_bytes(b"%PDF old")

    def refuses(*_given: object, **_more: object) -> Path:
        raise QAError("The file is open elsewhere.", "Close it there.")

    monkeypatch.setattr(report, "write", refuses)
    shown.write.click()
    assert str(made.told.faults[0]) == "The file is open elsewhere."
    assert target.read_bytes() == b"%PDF old"
    assert shown.write.isEnabled()


def test_who_may_not_write_is_told_by_the_verb(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """An auditor gets no report of the round."""
    made = stage(desk("auditor"))
    shown = _shown(qtbot, ReportsPage(made.context), report="audit")
    assert not shown.kind.choose("summary")
    shown.kind.show_offers(offers(("qa_lead",)))
    shown.kind.choose("summary")
    shown._fit_choices()
    shown.write.click()
    assert "QA lead" in str(made.told.faults[0])
    assert not shown.target().exists()


def test_a_report_is_read_over_a_store_of_its_own(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window's own connection is never handed to the worker, and the worker's is shut."""
    space = desk("qa lead")
    shown = _shown(qtbot, ReportsPage(stage(space).context))
    used: list[Workspace] = []

    def notes(workspace: Workspace, _kind: str, target: Path, *_more: object) -> Path:
        used.append(workspace)
        assert council.rounds(workspace)
        return target

    monkeypatch.setattr(report, "write", notes)
    shown.write.click()
    assert used[0].store is not space.store
    assert used[0].store.read_only
    with pytest.raises(Exception, match="closed"):
        used[0].store.raw.execute("SELECT 1")


def test_a_report_asks_only_for_what_it_can_be_about(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Rounds, years, places and themes are offered where the report knows them, and nowhere else."""
    space = desk("qa lead")
    shown = _shown(qtbot, ReportsPage(stage(space).context))
    for one in report.REPORTS:
        if not one.page:
            continue
        shown.kind.choose(one.key)
        shown.refresh()
        keys = {
            str(shown.form.about.itemData(n)).partition(":")[0]
            for n in range(shown.form.about.count())
        }
        wanted = {key for key in ("area", "service", "team", "theme") if one.may_ask(key)}
        assert keys - {""} == wanted, one.key
        times = [str(shown.form.round.itemData(n)) for n in range(shown.form.round.count())]
        assert any(t.startswith("year:") for t in times) == one.may_ask("year"), one.key
        assert any(t and not t.startswith("year:") for t in times) == one.may_ask("round"), one.key


def test_a_report_of_a_service_and_of_a_year(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """What is chosen is what is written, and stands in the file's name."""
    space = desk("qa lead")
    made = stage(space)
    shown = _shown(qtbot, ReportsPage(made.context), report="pack")
    assert shown.form.about.value()
    assert shown.scope().round == ""
    shown.write.click()
    assert made.told.faults == []
    assert shown.target().exists()
    service = shown.form.about.currentText().partition(": ")[2]
    assert service in shown.target().name
    shown = _shown(qtbot, ReportsPage(made.context), report="briefing", round="year:2026-27")
    assert (shown.scope().round, shown.scope().year) == ("", "2026-27")
    shown.write.click()
    assert made.told.faults == []
    assert "2026-27" in shown.target().name
    shown.preview.close_file()


def test_a_retired_template_says_so_with_its_day(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path
) -> None:
    """It stands behind those in use, and what was new in a version can be read."""
    lead = desk("qa lead")
    newer, _problems = read_template(_newer(tmp_path))
    assert newer is not None
    templates.use(lead, [newer], "Two questions are new (made up).")
    designer.retire(lead, newer.key)
    day = lead.clock.today()
    shown = _shown(qtbot, TemplatesPage(stage(lead).context), template=newer.key)
    (line,) = [one for one in shown.lines() if one.retired]
    assert (line.template.key, line.state) == (newer.key, f"Retired {day.day} {day:%b %Y}")
    assert f"retired on {day.day} {day:%B %Y}" in shown.reading.about.accessibleName()
    assert "Two questions are new (made up)." in _said(shown.reading.area)
    designer.retire(lead, newer.key, back=True)
    assert not [one for one in shown.lines() if one.retired]


def test_a_theme_that_the_codebook_lacks_is_told_before_the_yes(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the near word; it is a warning, so the template can be taken into use."""
    made = stage(desk("qa lead"))
    shown = _shown(qtbot, TemplatesPage(made.context))
    template, _problems = read_template(_newer(tmp_path))
    assert template is not None
    known = next(iter(theme.titles(made.context.workspace)))
    first = template.domains[0]
    questions = (
        replace(first.questions[0], theme=f"{known}x", theme_when=""),
        *first.questions[1:],
    )
    strange = replace(
        template, domains=(replace(first, questions=questions), *template.domains[1:])
    )
    path = tmp_path / "strange.toml"
    path.write_text(to_toml(strange), encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(templates_page, "ask", lambda *words, **_more: bool(asked.append(words[2])))
    shown.take_file(path)
    assert f"'{known}x'" in asked[0]
    assert f"Did you mean '{known}'" in asked[0]
