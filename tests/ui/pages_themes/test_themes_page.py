"""The page Themes: counts, one theme, what waits for a yes; and the chips on an audit's page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.errors import QAError
from qa_tool.figures.dataset import Words
from qa_tool.work import audit, quotation, theme, theme_tag
from qa_tool.work.quotation import Proposal
from tests.ui.pages import made_up
from ui.commands import Commands
from ui.context import Context
from ui.dialogs.quote import Asking, QuoteDialog
from ui.live import Live
from ui.look import apply
from ui.pages.audit_view import AuditViewPage
from ui.pages.themes import ThemesPage
from ui.tasks import Tasks

SAID = "Tom Larkhill wrote made-up words about the plan."


@pytest.fixture
def council(tmp_path: Path) -> Iterator[made_up.Council]:
    """A council with one signed-off and tagged audit and a waiting quotation."""
    made = made_up.found(tmp_path)
    made.draw()
    name = made.hand_in(0)
    audit.sign_off(made.lead, name)
    made.cases.append(name)
    theme_tag.tag(made.lead, name, theme_tag.Spot("risk.reason"), "drift")
    clean = quotation.proposed(made.lead, name, SAID)
    quotation.propose(made.lead, Proposal(name, "risk.reason", "drift", SAID, clean))
    yield made
    made.lead.store.close()


class Seen:
    """A page on screen with what it asked for."""

    def __init__(self, qtbot: QtBot, kind: Any, workspace: Any, **place: Any) -> None:
        self.went: list[tuple[str, dict[str, Any]]] = []
        owner = QWidget()
        qtbot.addWidget(owner)
        owner.resize(1160, 640)
        self.commands = Commands(owner)
        context = Context(
            workspace, Live(), Tasks(now=True), self.commands,
            go=lambda key, **where: self.went.append((key, where)), say=lambda *_a, **_k: None,
        )  # fmt: skip
        self.page = kind(context)
        self.page.setParent(owner)
        self.page.setGeometry(0, 0, 1160, 640)
        self.owner = owner
        owner.show()
        assert QTest.qWaitForWindowExposed(owner)
        self.page.show_page(**place)
        QApplication.processEvents()


def test_the_codebook_counts_and_the_theme_tells_where(
    qtbot: QtBot, council: made_up.Council
) -> None:
    """The theme that was found stands first with its count; its audit can be opened."""
    seen = Seen(qtbot, ThemesPage, council.lead)
    page = seen.page
    first = page.panel.rows.row(0)
    assert (first.theme.id, first.counted) == ("drift", 1)
    texts = [b for b in page.card.findChildren(QAbstractButton) if "MADE-000" in b.accessibleName()]
    assert texts
    texts[0].click()
    assert seen.went == [("audit_view", {"audit": council.cases[-1]})]


def test_the_second_person_says_yes_and_the_first_cannot(
    qtbot: QtBot, council: made_up.Council
) -> None:
    """The proposer sees no yes; the CSWO sees before and after, says yes, and nothing waits any more."""
    own = Seen(qtbot, ThemesPage, council.lead, quotation="")
    assert {verb for _name, verb in own.page.bank.verbs} == {"edit", "back", "erase"}
    cswo = council.desk("per-vera")
    other = Seen(qtbot, ThemesPage, cswo, quotation="")
    (name,) = other.page.bank.cards
    said = " ".join(w.accessibleName() for w in other.page.bank.findChildren(QWidget))
    assert SAID in said
    assert "[name] wrote made-up words about the plan." in said
    other.page.bank.verbs[name, "internal"].click()
    assert other.page.bank.cards == {}
    assert quotation.waiting(cswo) == []
    assert [row.quotation.state for row in quotation.rows(cswo)] == ["approved"]


def test_who_may_not_keep_the_codebook_sees_no_verbs(
    qtbot: QtBot, council: made_up.Council
) -> None:
    """An auditor reads the codebook; nothing can be changed, and no waiting words are told."""
    page = Seen(qtbot, ThemesPage, council.desk("per-bo")).page
    assert page.new.isHidden()
    words = {b.text() for b in page.card.findChildren(QAbstractButton)}
    assert not {"Reword…", "Merge…", "Retire…"} & words
    assert page.bank.cards == {}
    assert page.panel.rows.row(0).counted == 0


def test_a_retired_theme_leaves_the_list_and_comes_back(
    qtbot: QtBot, council: made_up.Council
) -> None:
    """It stands under All, and can be used again from there."""
    theme.retire(council.lead, "voice_thin", "Asked by a survey now")
    page = Seen(qtbot, ThemesPage, council.lead).page
    shown = [page.panel.rows.row(n).theme.id for n in range(page.panel.rows.rowCount())]
    assert "voice_thin" not in shown
    page.show_page(theme="voice_thin")
    assert page.panel.view.current_row().theme.id == "voice_thin"


def test_the_report_on_the_chosen_theme_is_written(
    qtbot: QtBot, council: made_up.Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One button writes it where the person says."""
    target = tmp_path / "theme"
    monkeypatch.setattr("ui.pages.themes.page.save_file", lambda *_a: target)
    page = Seen(qtbot, ThemesPage, council.lead, theme="drift").page
    button = next(b for b in page.card.findChildren(QAbstractButton) if "as PDF" in b.text())
    button.click()
    assert (tmp_path / "theme.pdf").read_bytes().startswith(b"%PDF")


def test_chips_stand_beside_the_words_and_the_key_tags(
    qtbot: QtBot, council: made_up.Council
) -> None:
    """On the audit's page: the chip under its domain, Ctrl+Shift+T tags, an onlooker gets no button."""
    seen = Seen(qtbot, AuditViewPage, council.lead, audit=council.cases[-1])
    tags = seen.page.tags
    assert [c.tag.title for c in tags.rows["risk"].chips] == ["Drift and delay"]
    assert seen.commands.do("audit_view.tag")
    QTest.keyClicks(tags.box.search, "relationship")
    tags.box.take()
    assert "relationship" in {t.theme for t in theme_tag.of_audit(council.lead, council.cases[-1])}
    onlooker = Seen(qtbot, AuditViewPage, council.desk("per-tom"), audit=council.cases[-1])
    assert not onlooker.page.tags.may_tag()
    assert onlooker.page.tags.rows["risk"].chips


def test_the_quote_window_blanks_and_asks_for_consent(
    qtbot: QtBot, council: made_up.Council
) -> None:
    """Taking words over blanks them; a refusal stands in the window; consent is asked of a family's words."""
    lead, name = council.lead, council.cases[-1]
    refused: list[str] = []

    def keep(given: Proposal) -> str:
        try:
            quotation.propose(lead, given)
        except QAError as error:
            refused.append(str(error))
            return str(error)
        return ""

    asking = Asking(
        name, (Words("risk.reason", "Risk", SAID),), theme.codebook(lead).in_use,
        lambda words: quotation.proposed(lead, name, words), keep, Proposal(name, "risk.reason", "", "", ""),
    )  # fmt: skip
    window = QuoteDialog(None, asking)
    qtbot.addWidget(window)
    window.show()
    window.take_selected()
    assert window.after.toPlainText() == "[name] wrote made-up words about the plan."
    window.yes.click()
    assert "which theme" in refused[-1]
    window.theme.show_choices([("drift", "Drift and delay")], "drift")
    window.family.setChecked(True)
    assert window.consent.isVisible()
    window.yes.click()
    assert "family's words" in refused[-1]
    before = len(quotation.rows(lead))
    window.consent.setText("Their mother, on Monday; made up")
    window.yes.click()
    assert len(quotation.rows(lead)) == before + 1


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_every_control_has_a_name_and_room(
    qtbot: QtBot, qapp: QApplication, council: made_up.Council, text: float
) -> None:
    """Named, 24 px at least, and nothing wider than the page, also in large letters."""
    apply(qapp, "light", text)
    page = Seen(qtbot, ThemesPage, council.lead).page
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and not isinstance(button.parent(), QLineEdit):
            assert button.accessibleName() or button.text(), button
            assert min(button.width(), button.height()) >= 24, button.text()
    assert page.minimumSizeHint().width() <= 1160
