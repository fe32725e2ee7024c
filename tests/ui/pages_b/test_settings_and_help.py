"""Settings make themselves from their tables; backups, check and restore; and the help finds what is asked."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from qa_tool.policy import Clocks, Numbers, Policy, Retention, Style, Titles
from qa_tool.problems import Problem
from qa_tool.settings import PREFERENCES
from qa_tool.work import session
from qa_tool.work.workspace import Workspace
from ui.pages.help import HelpPage
from ui.pages.help.words import topics
from ui.pages.settings import SettingsPage, store
from ui.pages.settings.policy import LABELS, PolicyForm

Desk = Callable[[str], Workspace]


def _page(qtbot: QtBot, stage: Any, tab: str) -> SettingsPage:
    made = SettingsPage(stage.context)
    qtbot.addWidget(made)
    made.resize(1160, 620)
    made.show()
    made.show_page(tab=tab)
    return made


def _line(shown: SettingsPage, key: str) -> QLineEdit:
    return cast("QLineEdit", shown.policy.field(key))


def _red(shown: SettingsPage, key: str) -> str:
    return " ".join(
        label.text()
        for label in shown.policy._fields[key].findChildren(QLabel)
        if label.property("look") == "danger" and not label.isHidden()
    )


def test_every_preference_has_a_field_that_keeps_it(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """The page is made from the table; colours and size act at once."""
    made = stage(desk("qa lead"))
    shown = _page(qtbot, made, "laptop")
    assert set(shown.laptop.pickers) == {one.key for one in PREFERENCES}
    for one in PREFERENCES:
        picker = shown.laptop.pickers[one.key]
        picker.setCurrentIndex(picker.count() - 1)
        picker.activated.emit(picker.count() - 1)
    assert made.context.settings.value("lock_minutes") == "30"
    assert made.context.settings.value("backup") == "never"
    assert made.told.looks == [{"theme": "high"}, {"size": 200}]


def test_every_setting_of_the_policy_has_a_field_and_a_plain_label(qtbot: QtBot) -> None:
    """A new setting appears by itself; its label is words, and its reason stands beside it."""
    form = PolicyForm()
    qtbot.addWidget(form)
    wanted = {f.name for f in fields(Policy)} - {
        "titles",
        "numbers",
        "clocks",
        "style",
        "retention",
    }
    for part, record in (
        ("titles", Titles), ("numbers", Numbers), ("clocks", Clocks), ("retention", Retention),
    ):  # fmt: skip
        wanted |= {f"{part}.{f.name}" for f in fields(record)}
    assert set(form._fields) == wanted
    assert wanted == set(LABELS)
    assert all(form.field(key).accessibleDescription() for key in wanted)


def test_the_policy_is_changed_and_kept(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """Numbers, lists and ticks go to the ledger and come back."""
    space = desk("qa lead")
    shown = _page(qtbot, stage(space), "policy")
    assert not shown.policy.changed()
    _line(shown, "moderation_share").setText("40")
    _line(shown, "clocks.child_action_days").setText("2, 10")
    _line(shown, "numbers.lado").setText("01632 960 777")
    cast("Any", shown.policy.field("keep_council_number")).setChecked(False)
    shown.policy.save.click()
    kept = space.policy
    assert (kept.moderation_share, kept.clocks.child_action_days, kept.numbers.lado,
            kept.keep_council_number) == (40, (2, 10), "01632 960 777", False)  # fmt: skip
    assert not shown.policy.changed()


def test_what_is_wrong_in_the_policy_stands_at_its_field(
    qtbot: QtBot, desk: Desk, stage: Any
) -> None:
    """Out of range, no number, not in order: all at once, and nothing is kept."""
    space = desk("qa lead")
    before = space.policy
    shown = _page(qtbot, stage(space), "policy")
    _line(shown, "moderation_share").setText("140")
    _line(shown, "small_team_workers").setText("few")
    _line(shown, "clocks.service_action_months").setText("6, 1")
    shown.policy.save.click()
    assert "outside 0 to 100" in _red(shown, "moderation_share")
    assert "whole number" in _red(shown, "small_team_workers")
    assert "order" in _red(shown, "clocks.service_action_months")
    space.forget()
    assert space.policy == before
    shown.refresh()
    assert _line(shown, "moderation_share").text() == "140"


def test_the_policy_is_refused_by_the_verb(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """An auditor cannot change what the council decided."""
    made = stage(desk("auditor"))
    shown = _page(qtbot, made, "policy")
    _line(shown, "moderation_share").setText("40")
    shown.policy.save.click()
    assert "QA lead" in str(made.told.faults[0])


def test_the_house_style_is_chosen_seen_and_kept(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path
) -> None:
    """Colour, marking and logo show on the cover at once, are kept, and stay when the policy is saved after."""
    space = desk("qa lead")
    made = stage(space)
    shown = _page(qtbot, made, "style")
    form = shown.style_form
    logo = QPixmap(400, 100)
    logo.fill(QColor("#0B6E4F"))
    logo.save(str(tmp_path / "logo.png"))
    before = form.cover.grab().toImage()
    _line(shown, "moderation_share").setText("41")
    form.field("accent").setText("#0B6E4F")
    form.field("marking").setText("INTERNAL")
    form.take_logo(tmp_path / "logo.png")
    assert "with the logo" in form.cover.accessibleDescription()
    after = form.cover.grab().toImage()
    corner = (before.pixelColor(9, 9).name(), after.pixelColor(9, 9).name())
    assert corner == (Style().accent.lower(), "#0b6e4f")
    form.save.click()
    assert made.told.faults == []
    kept = space.policy.style
    assert (kept.accent, kept.marking, bool(kept.logo)) == ("#0B6E4F", "INTERNAL", True)
    assert not form.changed()
    shown.policy.save.click()
    assert (space.policy.moderation_share, space.policy.style) == (41, kept)
    form.remove.click()
    form.save.click()
    assert not space.policy.style.logo


def test_a_style_that_cannot_be_printed_is_refused_at_its_field(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path
) -> None:
    """A colour too light offers the nearest; a file that is no picture is refused; nothing is kept."""
    space = desk("qa lead")
    made = stage(space)
    form = _page(qtbot, made, "style").style_form
    form.field("accent").setText("#FFE000")
    form.field("marking").clear()
    form.save.click()
    said = " ".join(
        label.text()
        for label in form.findChildren(QLabel)
        if label.property("look") == "danger" and not label.isHidden()
    )
    assert "the nearest dark enough is #" in said
    assert "no marking" in said
    (tmp_path / "logo.png").write_text("made up")
    form.take_logo(tmp_path / "logo.png")
    assert "no picture" in str(made.told.faults[0])
    space.forget()
    assert space.policy.style == Style()
    assert form.changed()


def test_a_backup_is_made_listed_and_restored(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the restore what came later is gone, the old store stands aside, and one signs in again."""
    space = desk("qa lead")
    made = stage(space)
    shown = _page(qtbot, made, "store")
    shown.store.back_up()
    assert shown.store.list.rows.rowCount() == 1
    session.keep_policy(space, Policy(council_name="Changed later"))
    monkeypatch.setattr(store, "ask", lambda *_words, **_more: False)
    backup = session.list_backups(space.folder)[0].path
    assert not shown.store.restore(backup)
    assert made.told.locks == 0
    monkeypatch.setattr(store, "ask", lambda *_words, **_more: True)
    assert shown.store.restore(backup)
    assert made.told.faults == []
    assert made.told.locks == 1
    assert any("moved-aside" in one for one in made.told.said)
    again = session.unlock(space.folder, "qa lead", "demonstration")
    assert again.policy.council_name != "Changed later"
    again.store.close()


def test_a_file_that_is_no_backup_harms_nothing(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trouble is told, and the store opens as before."""
    space = desk("qa lead")
    made = stage(space)
    shown = _page(qtbot, made, "store")
    monkeypatch.setattr(store, "ask", lambda *_words, **_more: True)
    other = tmp_path / "other.qabackup"
    other.write_bytes(b"no backup")
    shown.store.restore(other)
    assert "cannot be restored" in str(made.told.faults[0])
    session.unlock(space.folder, "qa lead", "demonstration").store.close()


def test_the_check_says_whole_or_shows_what_is_not(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A green sentence, or a red one with the list behind it."""
    shown = _page(qtbot, stage(desk("qa lead")), "store")
    shown.store.verify()
    assert "whole" in shown.store.result.words()
    found = (
        Problem("error", "The table case", "It is not what the ledger says.", "Rebuild.", "x"),
    )
    monkeypatch.setattr(session, "verify", lambda *_given: found)
    shown.store.verify()
    assert "One thing is not as it should be" in shown.store.result.words()
    seen: list[Problem] = []
    monkeypatch.setattr(store, "show_problems", lambda _w, _t, problems: seen.extend(problems))
    shown.store.result.button.click()
    assert tuple(seen) == found


def test_the_passphrase_is_changed(
    qtbot: QtBot, desk: Desk, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one opens the store, the old one does not."""
    space = desk("qa lead")
    shown = _page(qtbot, stage(space), "store")
    given = {"name": "qa lead", "old": "demonstration", "new": "four made up words", "again": ""}
    monkeypatch.setattr(store, "ask_fields", lambda *_words, **_more: given)
    shown.store.change_passphrase()
    folder = space.folder
    space.store.close()
    session.unlock(folder, "qa lead", "four made up words").store.close()
    with pytest.raises(Exception, match="does not open"):
        session.unlock(folder, "qa lead", "demonstration")


def _help(qtbot: QtBot, stage: Any, **place: Any) -> HelpPage:
    made = HelpPage(stage.context)
    qtbot.addWidget(made)
    made.resize(1160, 620)
    made.show()
    made.show_page(**place)
    return made


def test_help_says_what_is_not_protected() -> None:
    """Nobody may believe more than is true."""
    said = " ".join(next(t for t in topics() if t.title == "What is not protected").paragraphs)
    for word in ("not cryptography", "erased", "Malware", "not encrypted", "notifies nobody"):
        assert word in said


def test_every_page_that_helps_with_a_job_has_a_topic() -> None:
    """F1 on a page of work leads to words about it."""
    about = {page for topic in topics() for page in topic.pages}
    assert {"home", "cases", "audits", "audit_form", "moderation", "actions", "safety", "reports",
            "rounds", "templates", "people", "settings"} <= about  # fmt: skip


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("hand in", "Hand in"),
        ("999", "A child may not be safe: the safety stop"),
        ("zebra", ""),
        ("LGPL", "About, and licences"),
        ("bring people", "Bring people and cases in from a file"),
    ],
)
def test_the_help_is_searched(words: str, topic: str, qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """The topic with the words in its title comes first; nothing found says so."""
    shown = _help(qtbot, stage(desk("auditor")))
    shown._search(words)
    assert shown.shown[:1] == ([topic] if topic else [])
    shown._search("")
    assert len(shown.shown) == len(topics())


def test_help_from_a_page_shows_its_topics(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """F1 in moderation is about moderation."""
    shown = _help(qtbot, stage(desk("moderator")), about="moderation")
    assert shown.shown == ["Moderate, blind", "What is not protected"]


def test_the_keys_come_from_the_commands(qtbot: QtBot, desk: Desk, stage: Any) -> None:
    """What is registered is what the sheet shows."""
    shown = _help(qtbot, stage(desk("auditor")))
    shown.keys.click()
    names = [label.accessibleName() for label in shown.area.findChildren(QLabel)]
    assert "Ctrl+K: Search or jump to" in names
