"""The page of the QA framework: read, commented on, answered, changed, put into effect, sent and taken in."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from qa_tool.work import (
    framework,
    framework_comment,
    framework_effect,
    framework_file,
    framework_view,
    session,
)
from qa_tool.work.change import changed
from tests.ui.pages.conftest import Answers, Heard, Shown
from tests.ui.pages.made_up import Council
from tests.ui.pages_framework.conftest import LONG, out, stands
from ui.pages.framework import FrameworkPage, asking, files
from ui.pages.framework import page as module
from ui.pages.framework.clause import ClauseCard


def _buttons(page: Any) -> list[str]:
    return [
        b.text() for b in page.reading.findChildren(QPushButton) if b.text() and not b.isHidden()
    ]


def _press(page: Any, name: str) -> None:
    """Press the button that is called so aloud or in words."""
    QApplication.processEvents()
    for button in page.findChildren(QPushButton):
        if name in {button.text(), button.accessibleName()} and button.isVisible():
            button.click()
            return
    raise AssertionError(name)


def _card(page: Any, clause: str) -> ClauseCard:
    return next(c for c in page.reading.findChildren(ClauseCard) if clause in c.title.text())


def test_it_opens_at_a_clause_with_what_changes_and_what_was_said(
    council: Council, shown: Shown
) -> None:
    """The place that Home gives leads to the draft; the clause shows before, after and the comment."""
    stands(council)
    page = shown(FrameworkPage, council.lead, framework=out(council), part="clocks")
    texts = [label.text() for label in _card(page, "hear of an audit").findChildren(QWidget)
             if hasattr(label, "text")]  # fmt: skip
    assert {"3 working days", "5 working days", LONG} <= set(texts)


def test_each_finds_the_verbs_that_are_theirs(council: Council, shown: Shown) -> None:
    """An auditor comments and reads; the QA lead changes and proposes; the CSWO alone puts into effect."""
    stands(council)
    name = out(council)
    ada = _buttons(shown(FrameworkPage, council.desk("per-ada"), framework=name))
    assert "Comment on the whole…" in ada
    assert not {"Propose…", "Signed file…", "Drop…"} & set(ada)
    lead = _buttons(shown(FrameworkPage, council.lead, framework=name))
    assert {"Propose…", "Comment sheet…", "Signed file…"} <= set(lead)
    assert "Put into effect…" not in lead
    third = framework.begin(council.lead, "Made-up framework", "3").ids[0]
    framework.propose(council.lead, third)
    vera = _buttons(shown(FrameworkPage, council.desk("per-vera"), framework=third))
    assert "Put into effect…" in vera


def test_a_comment_is_said_and_answered_on_the_page(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The auditor comments on a clause; the QA lead answers beside it."""
    name = out(council)
    page = shown(FrameworkPage, council.desk("per-ada"), framework=name, part="moderation")
    monkeypatch.setattr(module, "ask_text", lambda *_a, **_k: "Too many.")
    _press(page, "Comment: 5.1 Read again at random, of the rest")
    said = framework_view.view(council.lead, name).comments["setting/moderation_share"]
    assert [one.comment.text for one in said] == ["Too many."]
    page = shown(FrameworkPage, council.lead, framework=name, part="moderation")
    monkeypatch.setattr(
        module, "ask_fields", Answers({"decision": "not_accepted", "why": "Fewer say little."})
    )
    _press(page, "Answer: Ada Merrow, Auditor")
    given = framework_view.view(council.lead, name).comments["setting/moderation_share"][0].answer
    assert given is not None
    assert (given.decision, given.why) == ("not_accepted", "Fewer say little.")


def test_a_setting_and_a_round_are_changed_on_the_page(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed values are read as numbers; what is out of range is told and changes nothing."""
    name = out(council)
    page = shown(FrameworkPage, council.lead, framework=name, part="clocks")
    monkeypatch.setattr(asking, "ask_fields", Answers({"value": "2, 6"}))
    _press(page, "Change: 6.4 Actions for one child are due in")
    content = framework.whole(council.lead, name).content
    assert content.setting("clocks.child_action_days").values == (2, 6)  # type: ignore[union-attr]
    refused = Answers({"value": "soon"})
    monkeypatch.setattr(asking, "ask_fields", refused)
    _press(page, "Change: 6.4 Actions for one child are due in")
    assert "whole numbers" in refused.complaint
    monkeypatch.setattr(asking, "ask_fields", Answers({"name": "Made-up round", "month": "9"}))
    page.reading.show_part("glance")
    _press(page, "Add a round…")
    rounds = framework.whole(council.lead, name).content.rounds
    assert any((one.name, one.month) == ("Made-up round", 9) for one in rounds)


def test_it_comes_into_effect_only_after_the_last_look(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No leaves everything; yes changes the policy, and the page shows it in effect."""
    name = framework.begin(council.lead, "Made-up framework", "1").ids[0]
    framework.set_value(council.lead, name, "clocks.reply_days", (8,))
    framework.propose(council.lead, name)
    vera = council.desk("per-vera")
    page = shown(FrameworkPage, vera, framework=name)
    looked: list[Any] = []
    monkeypatch.setattr(module, "ask_effect", lambda _p, plan, _d: looked.append(plan))
    _press(page, "Put into effect…")
    assert [str(c) for c in looked[0].changes] == [
        "They may reply within: 5 working days → 8 working days"
    ]
    vera.forget()
    assert vera.policy.clocks.reply_days == 5
    monkeypatch.setattr(module, "ask_effect", lambda *_a: True)
    _press(page, "Put into effect…")
    assert vera.policy.clocks.reply_days == 8
    assert page.reading.state.accessibleName() == "In effect"


def test_what_was_changed_outside_the_framework_is_told(council: Council, shown: Shown) -> None:
    """Somebody changed a clock on the settings page: the framework in effect says so."""
    from dataclasses import replace

    name = stands(council)
    policy = council.lead.policy
    session.keep_policy(council.lead, replace(policy, clocks=replace(policy.clocks, reply_days=9)))
    page = shown(FrameworkPage, council.lead, framework=name)
    said = " ".join(w.text() for w in page.reading.findChildren(QWidget) if hasattr(w, "text"))
    assert "Changed since, outside the framework" in said
    assert "They may reply within: 5 working days → 9 working days" in said


def test_files_go_out_and_come_in(
    council: Council, shown: Shown, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed file, paper, comment sheet; the signed file is looked at before it is taken in."""
    name = out(council)
    page = shown(FrameworkPage, council.lead, framework=name)
    for verb, file in (("Signed file…", "f.qaframework"), ("Comment sheet…", "c.xlsx"),
                       ("PDF to read…", "p.pdf"), ("Send comments as a file…", "c.qacomments")):  # fmt: skip
        monkeypatch.setattr(files, "save_file", lambda *_a, file=file: tmp_path / file)
        _press(page, verb)
        assert (tmp_path / file).exists(), heard.faults
    looked: list[Any] = []
    monkeypatch.setattr(files, "ask_take", lambda _page, look: looked.append(look))
    page.files.take_file(tmp_path / "f.qaframework")
    assert looked[0].already == name
    page.files.bring_file(tmp_path / "c.qacomments")
    assert heard.said[-1] == "All 2 comments are here already."


def test_comments_from_a_file_are_shown_before_they_are_kept(
    council: Council, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No keeps nothing; yes keeps them beside their clauses."""
    name = out(council)
    target = framework_comment.write(council.lead, name, tmp_path / "c.qacomments")
    with council.lead.store.together():
        council.lead.store.raw.execute("DELETE FROM framework_comment")
    page = shown(FrameworkPage, council.lead)
    asked: list[str] = []
    monkeypatch.setattr(files, "ask", lambda _p, _t, text, _y: asked.append(text))
    page.files.bring_file(target)
    assert LONG in asked[0]
    assert framework_view.view(council.lead, name).comments == {}
    monkeypatch.setattr(files, "ask", lambda *_a: True)
    page.files.bring_file(target)
    assert framework_view.view(council.lead, name).row.comments == 2


def test_a_broken_file_is_told_and_changes_nothing(
    council: Council, shown: Shown, heard: Heard, tmp_path: Path
) -> None:
    """A changed byte ends in a sentence."""
    name = out(council)
    target = framework_file.write(council.lead, name, tmp_path / "f.qaframework")
    raw = target.read_bytes()
    target.write_bytes(raw.replace(b"New clocks", b"Old clocks"))
    page = shown(FrameworkPage, council.lead)
    page.files.take_file(target)
    assert any("changed after it was signed" in said for said in heard.faults)


def test_it_hears_what_others_change(council: Council, shown: Shown) -> None:
    """A new version that was begun elsewhere stands in the list."""
    page = shown(FrameworkPage, council.lead)
    assert page.list.rows.rowCount() == 0
    framework.begin(council.lead, "Made-up framework", "1")
    page._context.live.announce(changed("framework"))
    assert page.list.rows.rowCount() == 1


def test_the_last_look_says_everything_and_offers_only_what_can_be_done(
    council: Council, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ready: each change and a verb. Not ready: why, and no verb. A file: who signed, and its code."""
    name = out(council)
    page = shown(FrameworkPage, council.lead, framework=name)
    said: list[tuple[str, bool]] = []

    def look(dialog: Any) -> bool:
        words = [w.text() for w in dialog.findChildren(QWidget) if hasattr(w, "text")]
        said.append(
            (" ".join(str(w) for w in words if isinstance(w, str)), not dialog.yes.isHidden())
        )
        return True

    monkeypatch.setattr(asking.Dialog, "run", look)
    today = council.lead.clock.today()
    assert not asking.ask_effect(page, framework_effect.preview(council.lead, name), today)
    assert not said[0][1]
    target = framework_file.write(council.lead, name, tmp_path / "f.qaframework")
    assert not asking.ask_take(page, framework_file.look(council.lead, target))
    assert "word for word" in said[1][0]
    framework.take_back(council.lead, name)
    framework.revise(council.lead, name, name="Made-up", version="2", note="", planned=None)
    for row in framework_view.view(council.lead, name).comments.values():
        framework_comment.answer(council.lead, row[0].comment.id, "accepted", "Yes.")
    framework.propose(council.lead, name)
    assert asking.ask_effect(page, framework_effect.preview(council.lead, name), today)
    assert "5 working days → 3 working days" in said[2][0]
    assert said[2][1]


def test_the_focus_stays_with_the_verbs_after_an_act(council: Council, shown: Shown) -> None:
    """All verbs are drawn anew after each act: who works by keyboard goes on there, not at the start of the window."""
    stands(council)
    page = shown(FrameworkPage, council.lead, framework=out(council))
    page.activateWindow()
    QApplication.processEvents()
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Make it a draft again")
    button.setFocus()
    assert QApplication.focusWidget() is button
    button.click()
    now = QApplication.focusWidget()
    assert now is not None
    assert now is not button
    assert page.reading.area.isAncestorOf(now)
