"""The page Reliability as each person sees it: a sentence first, the table with its direction, nobody ranked."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.clock import FixedClock
from qa_tool.council.model import Round
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.work import council, reliability, session
from qa_tool.work.change import changed
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace
from ui.commands import Commands
from ui.context import Context
from ui.live import Live
from ui.look import apply
from ui.pages.reliability import ReliabilityPage
from ui.tasks import Tasks
from ui.widgets.progress import SlimBar

CHEAP = Cost(1024, 1, 1)
Sit = Callable[[str], Workspace]
Shown = Callable[..., ReliabilityPage]


@dataclass
class Told:
    """What the page said to its window."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration with a hundred and twenty audits; never written to."""
    room = tmp_path_factory.mktemp("reliability")
    wishes = Wishes(audits=120, today=date(2026, 11, 20), cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room


@pytest.fixture
def sit(made: Path, tmp_path: Path) -> Iterator[Sit]:
    """Somebody at a copy of that council."""
    shutil.copytree(made / "data", tmp_path / "data")
    doors = Doors(
        FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC)), SeededIds(5), CHEAP, made / "here"
    )
    opened: list[Workspace] = []

    def at(name: str) -> Workspace:
        for desk in opened:
            desk.store.close()
        opened[:] = [session.unlock(tmp_path / "data", name, "demonstration", doors=doors)]
        return opened[0]

    yield at
    for desk in opened:
        desk.store.close()


@pytest.fixture
def told() -> Told:
    """What was said in this test."""
    return Told()


@pytest.fixture
def shown(qtbot: QtBot, told: Told) -> Iterator[Shown]:
    """Shows the page to somebody: `shown(workspace, **place)`."""
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]

    def make(workspace: Workspace, **place: Any) -> ReliabilityPage:
        owner = QWidget()
        qtbot.addWidget(owner)
        context = Context(
            workspace, Live(), Tasks(now=True), Commands(owner),
            go=lambda key, **where: told.went.append((key, where)),
            fault=lambda error: told.faults.append(str(error)),
        )  # fmt: skip
        page = ReliabilityPage(context)
        qtbot.addWidget(page)
        page.resize(1160, 660)
        page.show()
        page.show_page(**place)
        QApplication.processEvents()
        return page

    yield make
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]


def words(page: QWidget) -> str:
    """What labels say where they are to be seen."""
    QApplication.processEvents()
    return "\n".join(x.text() for x in page.findChildren(QLabel) if x.isVisibleTo(page))


def rows(table: Any) -> list[list[str]]:
    """The words of a list or a small table."""
    model = table.model()
    return [
        [str(model.index(r, c).data() or "") for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]


def test_the_lead_reads_one_sentence_first_and_the_counts(
    shown: Shown, sit: Sit, told: Told
) -> None:
    """n, same, lower, higher as the figures are; the chart and its table say the same."""
    lead = sit("qa lead")
    found = reliability.look(lead).random
    assert found is not None
    page = shown(lead)
    assert told.faults == []
    assert page.sentence.text().startswith(f"Of {found.n} audits read again blind")
    for tile, count in ((page.read, found.n), (page.same, found.same), (page.down, found.down),
                        (page.up, found.up)):  # fmt: skip
        assert tile.accessibleName().startswith(f"{count} ")
    scene = page.chart.drawing.scene()
    assert scene is not None
    assert scene.table.rows[-1][-1] == str(found.n - found.apart)
    page.chart.show_other()
    assert rows(page.chart.table)[-1][-1] == str(found.n - found.apart)
    assert "kappa" not in words(page).lower()


def test_pickers_turn_round_template_and_domain(shown: Shown, sit: Sit) -> None:
    """Each choice reads again; another template begins with its own overall."""
    lead = sit("qa lead")
    page = shown(lead)
    whole = page.sentence.text()
    last = council.rounds(lead)[-1]
    _choose(page.round, last.id)
    only = reliability.look(lead, last.id).random
    assert only is not None
    assert page.read.accessibleName().startswith(f"{only.n} ")
    _choose(page.round, "*")
    assert page.sentence.text() == whole
    _choose(page.domain, page.domain.itemData(3))
    assert page.domain.currentIndex() == 3
    assert page.domain.currentText() == rows(page.domains)[3][0]
    assert page.read.accessibleName().startswith(f"{rows(page.domains)[3][1]} ")
    _choose(page.form, page.form.itemData(1))
    assert page.form.currentIndex() == 1
    assert page.domain.currentIndex() == 0


def _choose(picker: Any, key: str) -> None:
    picker.setCurrentIndex(picker.findData(key))
    picker.picked.emit(picker.value())


def test_auditors_stand_by_name_whatever_header_is_clicked(shown: Shown, sit: Sit) -> None:
    """No click makes a ranking; below ten there are no figures but counts."""
    page = shown(sit("qa lead"))
    assert page.people.isVisibleTo(page)
    view = page.people.table.view
    names = [row[0] for row in rows(view)]
    assert names == sorted(names, key=str.casefold)
    for place in range(1, view.model().columnCount()):
        view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
        assert [row[0] for row in rows(view)] == names
    assert not page.people.detail.isVisibleTo(page)
    view.selectRow(1)
    said = words(page.people.detail)
    assert said.startswith(f"{names[1]}. Of ")
    assert "First half" in said
    assert "On average" not in said  # below ten: counts only


def test_others_see_no_auditor_but_themselves(shown: Shown, sit: Sit, told: Told) -> None:
    """The CSWO sees teams and no auditor; an auditor sees only their own."""
    page = shown(sit("cswo"))
    assert not page.people.isVisibleTo(page)
    assert page.by_team.isVisibleTo(page)
    ada = sit("auditor")
    page = shown(ada)
    assert not page.people.isVisibleTo(page)
    assert not page.by_team.isVisibleTo(page)
    assert not page.report.isVisibleTo(page)
    assert page.own.isVisibleTo(page) == (reliability.look(ada).own is not None)
    others = [p.name for p in ada.people.values() if p.id != ada.person.id]
    assert not [name for name in others if name in words(page)]
    page = shown(sit("iro"))
    assert "for those who audit, moderate" in words(page)
    assert told.faults == []


def test_the_annex_is_folded_and_opens_by_the_keyboard(shown: Shown, sit: Sit) -> None:
    """Coefficients are worked out only when somebody opens the fold, and never one alone."""
    page = shown(sit("qa lead"))
    assert not page.annex.table.isVisibleTo(page)
    page.annex.fold.setFocus()
    QTest.keyClick(page.annex.fold, Qt.Key.Key_Space)
    said = [row[0] for row in rows(page.annex.table)]
    assert page.annex.table.isVisibleTo(page)
    assert {
        "Weighted kappa, quadratic",
        "Gwet's AC2, quadratic weights",
        "Exact sign test, p",
    } <= set(said)
    QTest.keyClick(page.annex.fold, Qt.Key.Key_Space)
    assert not page.annex.table.isVisibleTo(page)


def test_single_audits_open_and_the_report_is_one_key_away(
    shown: Shown, sit: Sit, told: Told
) -> None:
    """Enter on a line opens the audit; the report is asked for with the round that is shown."""
    lead = sit("qa lead")
    form = reliability.look(lead).forms[0]
    subject = next(
        s for s, _t in form.subjects if reliability.look(lead, "", s.form, s.domain).apart
    )
    found = reliability.look(lead, "", subject.form, subject.domain).apart
    page = shown(lead, form=subject.form, domain=subject.domain)
    page.apart.table.view.selectRow(0)
    QTest.keyClick(page.apart.table.view, Qt.Key.Key_Return)
    assert told.went[-1] == ("audit_view", {"audit": found[0].audit})
    last = council.rounds(lead)[-1]
    _choose(page.round, last.id)
    page.report.click()
    assert told.went[-1] == ("reports", {"report": "moderation", "round": last.id})


def test_a_round_without_re_reads_says_what_would_fill_it(
    shown: Shown, sit: Sit, told: Told
) -> None:
    """An empty state with a way on; the pickers stay."""
    lead = sit("qa lead")
    new = council.keep_round(
        lead,
        Round("", "New round", templates=("core_case_audit",), starts=date(2026, 11, 1)),
    ).ids[0]  # fmt: skip
    page = shown(lead, round=new)
    assert "has been read again at random yet" in words(page)
    assert page.round.isVisibleTo(page)
    page.empty.button.click()
    assert told.went == [("moderation", {})]


def test_it_reads_again_when_something_changed_and_only_while_it_is_seen(
    shown: Shown, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A concluded reading is heard of; a hidden page costs nothing."""
    page = shown(sit("qa lead"))
    read: list[str] = []
    monkeypatch.setattr(page, "refresh", lambda: read.append("read"))
    page._context.live.announce(changed("reading"), "somebody else")
    assert read == ["read"]
    page.hide()
    page._context.live.announce(changed("reading"), "somebody else")
    assert read == ["read"]


@pytest.mark.parametrize(("wide", "tall", "scale"), [(851, 385, 1.0), (1246, 560, 2.0)])
def test_nothing_goes_out_at_the_side_and_everything_has_a_name(
    shown: Shown, sit: Sit, wide: int, tall: int, scale: float
) -> None:
    """Small windows, letters twice as large: no sideways scrolling, names, 24 px, Tab reaches all."""
    apply(QApplication.instance(), "light", scale)  # type: ignore[arg-type]
    page = shown(sit("qa lead"))
    page.annex.turn_fold()
    page.resize(wide, tall)
    for _turn in range(5):
        QApplication.processEvents()
    assert page.width() == wide
    controls = _controls(page)
    for control in controls:
        assert (control.accessibleName() or getattr(control, "text", str)()).strip(), control
        assert control.height() >= 24, control
    seen: set[QWidget | None] = set()
    for _step in range(3 * len(controls) + 10):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        seen.add(page.focusWidget())
    assert not set(controls) - seen
    _fits(page, tables=scale == 1.0)


def _controls(page: QWidget) -> list[QWidget]:
    """Everything that Tab should reach."""
    return [
        w for kind in (QAbstractButton, QComboBox, QTableView) for w in page.findChildren(kind)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(w.parentWidget(), QTableView)
    ]  # fmt: skip


def _fits(page: QWidget, *, tables: bool) -> None:
    """No word is cut, and no list scrolls sideways."""
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap() and not label.toolTip():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
    if tables:
        for table in page.findChildren(QTableView):
            if table.isVisible():
                assert table.horizontalScrollBar().maximum() == 0, table.accessibleName()


def test_who_reads_blind_is_told_that_something_is_missing(shown: Shown, sit: Sit) -> None:
    """A moderator's figures leave out what waits for them, and the page says so."""
    mira = sit("moderator")
    missing = reliability.look(mira).withheld
    page = shown(mira)
    assert page.missing.isVisibleTo(page) == bool(missing)
    page._show(replace(reliability.look(mira), withheld=2))
    assert page.missing.isVisibleTo(page)
    assert "2 audits wait for a blind second reading" in words(page)


def test_below_ten_no_bar_draws_a_rate(shown: Shown, sit: Sit) -> None:
    """A bar is a percentage in a picture: it waits for ten, as the percentage does."""
    lead = sit("qa lead")
    seen = set[bool]()
    for form in reliability.look(lead).forms:
        for subject, _title in form.subjects[:1]:
            found = reliability.look(lead, "", subject.form, subject.domain).random
            assert found is not None
            page = shown(lead, form=subject.form, domain=subject.domain)
            assert page.same.findChild(SlimBar).isVisibleTo(page) == (found.n >= 10)
            seen.add(found.n >= 10)
    assert seen == {True, False}
