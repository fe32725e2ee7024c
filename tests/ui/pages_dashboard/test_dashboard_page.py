"""The dashboard as each person sees it: filters, charts with their tables, and nothing that is not for them."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.figures.change import change
from qa_tool.work import dashboard, dashboard_loop, shield
from qa_tool.work.dashboard import Filter
from tests.ui.pages.conftest import Heard, Shown
from tests.ui.pages.made_up import Council
from tests.ui.pages_dashboard.conftest import Sit
from ui.look import apply, px
from ui.pages.dashboard import DashboardPage


def said(page: QWidget) -> str:
    """What labels say where they are to be seen."""
    QApplication.processEvents()
    return "\n".join(x.text() for x in page.findChildren(QLabel) if x.isVisibleTo(page))


def rows(table: Any) -> list[list[str]]:
    """The words of a chart's table."""
    model = table.model()
    return [
        [str(model.index(r, c).data() or "") for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]


def choose(picker: Any, place: int) -> None:
    """Choose one of a list as the keyboard does."""
    picker.setCurrentIndex(place)
    picker.activated.emit(place)
    QApplication.processEvents()


def test_every_card_has_a_sentence_its_n_and_its_table(shown: Shown, sit: Sit, heard: Heard):
    """Ten charts; the table beside each says what the questions say, and no trouble was told."""
    lead = sit("qa lead")
    page = shown(DashboardPage, lead)
    found = dashboard.grades(lead, Filter())
    assert found.group is not None
    assert found.overall is not None
    assert f"{found.n:,} signed-off first audits" in page.sentence.text()
    for name, view in page.views.items():
        assert view.isVisibleTo(page), name
        assert view.sentence.text(), name
        assert view.drawing.scene().table.rows, name
    table = rows(page.views["grades"].table)
    assert [row[0] for row in table] == ["Overall", *(d.title for d, _s in found.domains)]
    assert table[0][1:5] == [str(count) for _grade, count in found.overall.counts]
    again = dashboard_loop.read_again(lead, Filter())
    assert rows(page.views["again"].table)[-1][-1] == str(again.n)
    assert heard.faults == []


def test_a_round_stands_beside_the_one_before_it(shown: Shown, sit: Sit):
    """Every domain now and before, with what the difference bears in words; one round alone has no such card."""
    lead = sit("qa lead")
    page = shown(DashboardPage, lead)
    found = dashboard.heat(lead, Filter(), "round")
    order = [one.round for one in dashboard_loop.coverage(lead, Filter()).rounds]
    now, before = (
        next(i for i, (key, _name) in enumerate(found.places) if key == order[place])
        for place in (0, 1)
    )
    table = rows(page.views["cycles"].table)
    assert len(table) == len(found.rows)
    for row, (domain, cells) in zip(table, found.rows, strict=True):
        pairs = [(cells[at].good, cells[at].n) for at in (before, now)]
        assert row[0] == domain.title
        assert row[3] == change(*pairs).words
    choose(page.filters.round.picker, 1)
    assert not page.cards["cycles"].isVisibleTo(page)


def test_teams_are_beside_each_other_for_two_roles_only(shown: Shown, sit: Sit, heard: Heard):
    """QA lead and CSWO see the funnel, teams in order of name; moderator and manager see no team's figures."""
    for who in ("qa lead", "cswo"):
        page = shown(DashboardPage, sit(who))
        assert page.cards["teams"].isVisibleTo(page)
        names = [row[0] for row in rows(page.views["teams"].table)]
        assert names == sorted(names)
        assert len(names) > 2
    others = [name for name in names if name]
    for who in ("moderator", "team manager"):
        desk = sit(who)
        page = shown(DashboardPage, desk)
        assert not page.cards["teams"].isVisibleTo(page)
        assert page.place.findData("team") == -1
        own = desk.teams[desk.person.team].name if desk.person.team else ""
        kept = [
            page.filters.team.picker.itemText(i) for i in range(page.filters.team.picker.count())
        ]
        assert not set(kept) & (set(others) - {own})
        tables = [" ".join(cell for row in rows(view.table) for cell in row)
                  for view in page.views.values()]  # fmt: skip
        assert rows(page.views["teams"].table) == []
        assert not [n for n in others for text in tables if n != own and n in text]
    assert heard.faults == []


def test_who_does_not_answer_for_audits_is_told_so(shown: Shown, sit: Sit):
    """No figure, no filter, and where to ask instead."""
    page = shown(DashboardPage, sit("iro"))
    assert "for those who answer for audits" in said(page)
    assert not page.filters.isVisibleTo(page)
    assert not page.rest.isVisibleTo(page)


def test_a_filter_narrows_every_chart_and_can_be_cleared(shown: Shown, sit: Sit):
    """An area has its own n; the heat map has its one column; clearing brings all back."""
    lead = sit("qa lead")
    page = shown(DashboardPage, lead)
    before = page.sentence.text()
    area = dashboard.choices(lead).areas[0]
    choose(page.filters.area.picker, 1)
    n = dashboard.grades(lead, Filter(area=area[0])).n
    assert f"{n:,} signed-off" in page.sentence.text()
    assert page.sentence.text() != before
    head = page.views["heat"].drawing.scene().table.header
    assert head == ("Domain", area[1])
    page.filters.all.click()
    assert page.sentence.text() == before
    assert not page.filters.all.isVisibleTo(page)


def test_kind_round_and_months_are_asked_of_the_figures(shown: Shown, sit: Sit):
    """Each list asks for what it says: the question with the same filter has the same n."""
    lead = sit("qa lead")
    page = shown(DashboardPage, lead)
    for one, place in ((page.filters.kind, 1), (page.filters.round, 1), (page.filters.since, 2)):
        choose(one.picker, place)
        wanted = page.filters.wanted()
        assert wanted != Filter()
        found = dashboard.grades(lead, wanted)
        told = f"{found.n:,} signed-off" if found.group else "No audits with these filters"
        assert told in said(page)
        page.filters.all.click()
    assert not page.filters.form.box.isVisibleTo(page)  # one version: nothing to choose


def test_time_teams_and_places_have_their_own_pickers(shown: Shown, sit: Sit):
    """A domain, quarters, services, ethnicity: each chart follows its picker and says so."""
    page = shown(DashboardPage, sit("qa lead"))
    choose(page.domain, 2)
    title = page.domain.currentText()
    for name in ("over_time", "years", "teams"):
        assert title in page.views[name].drawing.scene().title
    choose(page.step, page.step.findData("quarter"))
    assert " to " in rows(page.views["over_time"].table)[0][0]
    choose(page.place, page.place.findData("service"))
    assert page.views["heat"].drawing.scene().title == "Domains by service"
    choose(page.child, page.child.findData("ethnicity"))
    assert page.views["children"].drawing.scene().table.header[0] == "Ethnicity"
    assert page.domain.currentText() == title


def test_what_waits_for_ones_own_second_reading_is_left_out(shown: Shown, sit: Sit):
    """A moderator's figures lack what the shield holds back, and the page says that they do."""
    moderator = sit("moderator")
    page = shown(DashboardPage, moderator)
    found = dashboard.grades(moderator, Filter())
    assert page.missing.isVisibleTo(page) == bool(found.withheld)
    assert f"{found.n:,} signed-off" in page.sentence.text()
    assert len(shield.hidden(moderator)) >= found.withheld


def test_a_council_without_audits_is_told_what_to_do(shown: Shown, council: Council, heard: Heard):
    """No audits is no 0 %: the page says so, and what comes first."""
    page = shown(DashboardPage, council.lead)
    told = said(page)
    assert "No audits yet" in told
    assert "Draw a sample" in told
    assert "%" not in told
    assert page.rest.isVisibleTo(page)
    assert not page.graded.isVisibleTo(page)
    assert heard.faults == []


def test_filters_that_leave_nothing_say_so_and_let_go(shown: Shown, sit: Sit):
    """A dead end names itself and has the way out on it."""
    page = shown(DashboardPage, sit("qa lead"), area="no-such-area")
    assert "No audits with these filters" in said(page)
    page.empty.button.click()
    QApplication.processEvents()
    assert page.graded.isVisibleTo(page)
    assert "signed-off first audits" in said(page)


def test_each_chart_turns_into_its_table_by_the_keyboard(shown: Shown, sit: Sit, qtbot: QtBot):
    """Space on the button: a real table stands there, as many rows as the chart has."""
    page = shown(DashboardPage, sit("qa lead"))
    for name, view in page.views.items():
        view.turn.setFocus()
        qtbot.keyClick(view.turn, Qt.Key.Key_Space)
        assert view.table.isVisibleTo(page), name
        assert not view.drawing.isVisibleTo(page), name
        assert len(rows(view.table)) == len(view.drawing.scene().table.rows)
        assert view.table.accessibleName().endswith(view.drawing.scene().title)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_at_the_side(shown: Shown, sit: Sit, qapp: QApplication, scale: float):
    """At 100 and 200 % every chart, filter and card fits between the edges of the page."""
    page = shown(DashboardPage, sit("qa lead"), size=(1140, 660))
    try:
        apply(qapp, "light", scale)
        QApplication.processEvents()
        port = page.findChild(QScrollArea).viewport()
        for part in (*page.cards.values(), *(one.box for one in page.filters._ones)):
            if part.isVisibleTo(page):
                left = part.mapTo(port, part.rect().topLeft()).x()
                assert left >= 0
                assert left + part.width() <= port.width(), part
        for view in page.views.values():
            assert view.turn.height() >= px(24)
    finally:
        apply(qapp, "light", 1.0)


def test_news_from_elsewhere_is_read_again(shown: Shown, sit: Sit):
    """A chart that stands there follows what others write."""
    from qa_tool.work.change import changed

    page = shown(DashboardPage, sit("qa lead"))
    before = page._turn
    page._context.live.announce(changed("audit", ids=("any",)))
    QApplication.processEvents()
    assert page._turn == before + 1


def test_where_the_room_is_short_the_filters_fold(shown: Shown, sit: Sit):
    """With large letters the figures come first; what was chosen is told, and one button shows all filters."""
    page = shown(DashboardPage, sit("qa lead"))
    filters = page.filters
    assert filters.round.picker.isVisibleTo(page)
    assert not filters.fold.isVisibleTo(page)
    choose(filters.round.picker, 1)
    name = filters.round.picker.currentText()
    page.resize(px(600), px(500))
    QApplication.processEvents()
    assert not filters.round.picker.isVisibleTo(page)
    assert name in said(filters)
    filters.fold.click()
    assert filters.round.picker.isVisibleTo(page)
    filters.fold.click()
    assert not filters.round.picker.isVisibleTo(page)
