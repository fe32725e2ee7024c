"""Two versions of a template side by side: what differs, what became of what, confirmed by a person."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.paths import FORMS
from qa_tool.template.crosswalk import Link
from qa_tool.template.model import Grade, Scale
from qa_tool.template.plain import fingerprint
from qa_tool.work import crosswalk
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace
from ui import look
from ui.pages.templates import TemplatesPage
from ui.pages.templates import page as templates_page
from ui.pages.templates import versions as versions_page
from ui.pages.templates.beside import Beside
from ui.tasks import Tasks

Desk = Callable[[str], Workspace]
KEY = "core_case_audit"
NEW = Scale(
    "letters", "Letters",
    (Grade("a", "A", 1, 1, good_or_better=True), Grade("b", "B", 2, 2), Grade("c", "C", None, 3)),
)  # fmt: skip


def _second(space: Workspace, *, scale: bool = False) -> tuple[str, str]:
    """A second version in use: one question reworded, one gone, one new; perhaps another scale."""
    old, mark = templates.current(space, KEY)
    domain = next(d for d in old.domains if len(d.questions) > 2)
    first, _gone, *rest = domain.questions
    fresh = replace(first, key=f"{domain.key}.brand_new", text="Made up <b>words</b> & nothing else?", ask_when="")  # fmt: skip
    newer = replace(domain, questions=(replace(first, text=f"{first.text} Say when."), *rest, fresh))  # fmt: skip
    new = replace(
        old, version="2.0", domains=tuple(newer if d.key == domain.key else d for d in old.domains)
    )
    if scale:
        plain = tuple(replace(d, scale="") for d in new.domains)
        new = replace(new, scale="letters", scales=(NEW,), domains=plain, rules=())
    templates.use(space, [new])
    return mark, fingerprint(new)


def _shown(qtbot: QtBot, stage: Any, space: Workspace) -> tuple[Any, Any]:
    made = stage(space)
    page = TemplatesPage(made.context)
    qtbot.addWidget(page)
    page.resize(1160, 620)
    page.show()
    page.show_page(compare=KEY)
    QApplication.processEvents()
    return page, made


def test_what_differs_is_listed_and_marked(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Every difference is a line; the chosen one stands in full, marked by stroke and weight."""
    space = desk("qa lead")
    _second(space)
    page, _made = _shown(qtbot, stage, space)
    shown = page.versions.differing
    found = [shown.list.view.row_at(n) for n in range(shown.list.rows.rowCount())]
    assert {"reworded", "added", "removed"} <= {d.sort for d in found}
    shown.list.view.selectRow(next(n for n, d in enumerate(found) if d.sort == "reworded"))
    assert "<u><b>Say when.</b></u>" in shown.beside.new.text()
    assert "<s>" not in shown.beside.old.text()
    added = next(n for n, d in enumerate(found) if d.key.endswith("brand_new"))
    shown.list.view.selectRow(added)
    assert "&lt;b&gt;words&lt;/b&gt; &amp; nothing" in shown.beside.new.text()
    assert shown.beside.old.accessibleName() == "Older version: Nothing"


def test_gone_words_are_struck_through(qtbot: QtBot) -> None:
    """Not by colour alone."""
    beside = Beside()
    qtbot.addWidget(beside)
    beside.show_pair("The child was seen alone.", "The child was seen.")
    assert "<s>seen alone.</s>" in beside.old.text()
    assert beside.old.accessibleName() == "Older version: The child was seen alone."


def test_a_person_confirms_and_takes_back(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who, when and the note stand on the page; taking back needs a reason."""
    space = desk("qa lead")
    pair = _second(space)
    page, made = _shown(qtbot, stage, space)
    versions = page.versions
    assert "Nobody has said" in versions.told.words()
    assert versions.joining.confirm.isEnabled()
    assert versions.joining.withdraw.isHidden()
    monkeypatch.setattr(versions_page, "ask_text", lambda *_a, **_k: None)
    versions.joining.confirm.click()
    assert crosswalk.confirmed(space, KEY) == ()
    monkeypatch.setattr(versions_page, "ask_text", lambda *_a, **_k: "Agreed in the group.")
    versions.joining.confirm.click()
    assert [(c.crosswalk.before, c.crosswalk.after) for c in crosswalk.confirmed(space, KEY)] == [
        pair
    ]
    assert versions.told.words().startswith(f"Confirmed by {space.person.name} on 20 November 2026")
    assert not versions.joining.withdraw.isHidden()
    versions.joining.withdraw.click()
    assert crosswalk.confirmed(space, KEY) == ()
    assert made.told.said[-2:] == ["It is confirmed.", "It is taken back."]


def test_a_changed_scale_waits_for_an_answer(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Nothing can be confirmed before map, keep or reset is said, and a map before each step is."""
    space = desk("qa lead")
    _second(space, scale=True)
    page, _made = _shown(qtbot, stage, space)
    joining = page.versions.joining
    page.versions.tabs.setCurrentIndex(1)
    line = joining.list.view.row_at(0)
    assert (line.noun, line.state) == ("scale", "undecided")
    assert not joining.confirm.isEnabled()
    joining.answer(line.change, "keep")
    assert joining.confirm.isEnabled()
    joining.answer(line.change, "map")
    assert not joining.confirm.isEnabled()
    for step in line.change.old:
        joining.step(line.change, step.key, "b" if step.rank else "")
    assert joining.confirm.isEnabled()
    assert joining.said.scales[0].steps[-1] == Link("not_enough_evidence", "")
    joining.step(line.change, "good", None)
    assert "not said what became of it" in joining.left.text()
    joining.again.click()
    assert joining.said.scales == ()


def test_what_was_changed_is_there_when_one_comes_back(
    qtbot: QtBot, desk: Desk, stage: Any
) -> None:
    """Looking elsewhere loses nothing; the chosen line stays chosen."""
    space = desk("qa lead")
    _second(space)
    page, _made = _shown(qtbot, stage, space)
    joining = page.versions.joining
    rows = [joining.list.view.row_at(n) for n in range(joining.list.rows.rowCount())]
    place = next(n for n, line in enumerate(rows) if line.noun == "question" and line.after)
    joining.list.view.selectRow(place)
    joining.link("question", rows[place].before, "")
    assert joining.chosen().before == rows[place].before
    assert joining.chosen().state == "nothing"
    page.show_page()
    page.show_page(compare=KEY)
    assert Link(rows[place].before, "") in page.versions.joining.said.questions


def test_others_read_and_do_not_decide(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """An auditor sees what was confirmed, with no verb; writing templates is the QA lead's."""
    _second(desk("qa lead"))
    page, _made = _shown(qtbot, stage, desk("auditor"))
    joining = page.versions.joining
    assert joining.confirm.isHidden()
    assert joining.again.isHidden()
    assert page.write.isHidden()
    assert "QA lead or the Chief Social Work Officer" in joining.left.text()


def test_the_page_leads_to_where_templates_are_written(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One button, for the QA lead; with one version of each there is nothing to compare."""
    monkeypatch.setattr(crosswalk, "several", lambda _space: ())
    made = stage(desk("qa lead"))
    page = TemplatesPage(made.context)
    qtbot.addWidget(page)
    page.show()
    page.show_page()
    assert not page.compare.isEnabled()
    assert "two versions" in page.compare.toolTip()
    page.write.click()
    assert made.told.went == [("designer", {})]


def test_a_file_is_read_beside_the_window(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On the worker's thread, never on the window's; meanwhile no second file is chosen."""
    made = stage(desk("qa lead"))
    made.context.tasks = Tasks()
    page = TemplatesPage(made.context)
    qtbot.addWidget(page)
    page.show()
    page.show_page()
    seen: list[str] = []
    whole = templates_page.read_file

    def read(path: Path) -> Any:
        seen.append(threading.current_thread().name)
        return whole(path)

    monkeypatch.setattr(templates_page, "read_file", read)
    page.check_file(FORMS / f"{KEY}.toml")
    assert not page.take.isEnabled()
    qtbot.waitUntil(lambda: bool(made.told.said), timeout=5000)
    assert seen == ["tasks"]
    assert page.take.isEnabled()
    made.context.tasks.close()


@pytest.mark.parametrize(("size", "wide", "tall"), [(1.0, 851, 360), (2.0, 1220, 470)])
def test_the_comparison_has_room_and_names(  # noqa: PLR0917
    size: float, wide: int, tall: int, qapp: QApplication, qtbot: QtBot, desk: Desk, stage: Any
) -> None:
    """A small window, and letters of 200 %: nothing scrolls sideways, and every control says what it is."""
    look.apply(qapp, "light", size)
    space = desk("qa lead")
    _second(space, scale=True)
    page, _made = _shown(qtbot, stage, space)
    page.resize(wide, tall)
    joining = page.versions.joining
    joining.answer(joining.list.view.row_at(0).change, "map")
    for tab in (0, 1):
        page.versions.tabs.setCurrentIndex(tab)
        joining.list.view.selectRow(0)
        QApplication.processEvents()
        for area in page.versions.findChildren(QScrollArea):
            if area.isVisible():
                assert area.horizontalScrollBar().maximum() == 0
                assert area.widget().minimumSizeHint().width() <= area.viewport().width()
        for widget in page.versions.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if not takes or not widget.isVisible() or isinstance(widget, QScrollArea | QLabel):
                continue
            text = getattr(widget, "text", lambda: "")()
            assert widget.accessibleName() or text, type(widget).__name__
