"""Reports by purpose and by role, the worker's own page, and the pack for a peer reviewer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qa_tool.errors import Refused
from qa_tool.progress import SILENT
from qa_tool.store import council as council_shelf
from qa_tool.work import audit_list, report, report_peer
from qa_tool.work.report_kinds import PURPOSES, Scope
from qa_tool.work.workspace import Workspace
from ui.pages.reports import ReportsPage
from ui.pages.reports.chooser import PEER, offers

Desk = Callable[[str], Workspace]


def _shown(qtbot: QtBot, page: Any, **place: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1160, 620)
    page.show()
    page.show_page(**place)
    return page


def test_reports_stand_in_groups_and_are_found_by_words(
    qtbot: QtBot, desk: Desk, stage: Any
) -> None:
    """By purpose; a typed word leaves what fits, Enter takes the first, the heading is stepped over."""
    shown = _shown(qtbot, ReportsPage(stage(desk("qa lead")).context))
    lines = shown.kind.shown()
    assert [words for words in PURPOSES.values() if words in lines] == list(PURPOSES.values())
    assert len(lines) == len(PURPOSES) + len(offers(("qa_lead",)))
    assert shown.kind.value() == "summary"
    shown.kind.search.setText("committee")
    shown.kind.search.returnPressed.emit()
    assert shown.kind.shown() == ["For the public and partners", "Report to committee"]
    assert shown.kind.value() == "committee"
    assert shown.form.title.text() == "Report to committee"
    shown.kind.search.setText("nothing is called so")
    qtbot.waitUntil(shown.kind.none.isVisible, timeout=1000)
    shown.kind.search.clear()
    qtbot.waitUntil(lambda: len(shown.kind.shown()) == len(lines), timeout=1000)


@pytest.mark.parametrize("who", ["auditor", "moderator", "team manager", "iro", "cswo", "qa lead"])
def test_nobody_is_offered_what_the_verb_refuses_them(desk: Desk, who: str) -> None:
    """The list of a person holds exactly the reports that their verb does not refuse for their role."""
    space = desk(who)
    offered = {one.key for one in offers(space.person.roles)} - {PEER}
    signed = audit_list.rows(space, audit_list.numbers(space, audit_list.signed_off()))
    service = min(team.service for team in space.teams.values() if team.service)
    for one in report.REPORTS:
        if not one.page or (one.key == "audit" and not signed):
            continue
        scope = Scope(
            audit=signed[0].id if one.key == "audit" else "",
            service=service if one.key == "pack" else "",
        )
        try:
            one.load()(space, one.suffixes[0], scope, SILENT)
            refused = False
        except Refused:
            refused = True
        assert refused == (one.key not in offered), one.key


def test_a_worker_writes_their_own_page_and_a_manager_their_teams(
    qtbot: QtBot, desk: Desk, stage: Any
) -> None:
    """Somebody who manages nobody is asked for no name; the file's name has none."""
    space = desk("auditor")
    shown = _shown(qtbot, ReportsPage(stage(space).context), report="worker")
    assert not shown.form.worker.isVisible()
    assert shown.scope().worker == space.person.id
    shown.write.click()
    assert shown.target().exists()
    assert not set(space.person.name.split()) & set(shown.target().stem.split())
    shown.preview.close_file()
    lead = desk("qa lead")
    shown = _shown(qtbot, ReportsPage(stage(lead).context), report="worker")
    assert shown.form.worker.isVisible()
    assert shown.form.worker.count() == len(lead.people)
    manager = desk("team manager")
    shown = _shown(qtbot, ReportsPage(stage(manager).context), report="worker")
    whose = {str(shown.form.worker.itemData(n)) for n in range(shown.form.worker.count())}
    assert manager.person.id in whose
    assert len(whose) < len(manager.people)
    for one in whose:
        manages = one == manager.person.id or manager.person.id in manager.line(one)
        assert manages or manager.people[one].team == manager.person.team


def test_a_peer_pack_is_drafted_read_and_only_then_leaves(
    qtbot: QtBot, desk: Desk, stage: Any, tmp_path: Path
) -> None:
    """Draft, shown; not before it is said to be read does it leave; then it is recorded, once."""
    space = desk("qa lead")
    made = stage(space)
    shown = _shown(qtbot, ReportsPage(made.context), report=PEER)
    peer = shown.peer
    assert peer.isVisible()
    assert not shown.form.isVisible()
    assert not peer.draft.isEnabled()
    peer.audits.view.selectRow(0)
    peer.to.setText("Made-up Council")
    peer.why.setText("A made-up peer review")
    peer.draft.click()
    assert made.told.faults == []
    assert shown.preview.isVisible()
    assert peer.leave.isVisible()
    assert not peer.leave.isEnabled()
    assert list(space.store.ledger.entries(kind="release")) == []
    peer.read.setChecked(True)
    peer.why.setText("Another made-up review")
    assert not peer.leave.isVisible()
    peer.draft.click()
    peer.read.setChecked(True)
    assert peer.leave.isEnabled()
    peer.leave_to(tmp_path / "pack")
    assert made.told.faults == []
    assert {path.name for path in (tmp_path / "pack").iterdir()} == set(report_peer.FILES)
    (entry,) = space.store.ledger.entries(kind="release")
    assert entry.body is not None
    assert entry.body["why"] == "Another made-up review"
    assert not peer.leave.isVisible()
    shown.preview.close_file()


def test_restricted_files_are_not_offered_for_a_pack(desk: Desk) -> None:
    """What the verb would refuse is not in the list; nobody but the QA lead has the list."""
    lead = desk("qa lead")
    rows = report_peer.offered(lead)
    assert rows
    case = council_shelf.case_by_number(lead.store, rows[0].reference)
    assert case is not None
    with lead.store.together():
        lead.write("case", case.id, replace(case, restricted_to=(lead.person.id,)))
    left = {one.reference for one in report_peer.offered(lead)}
    assert rows[0].reference not in left
    assert PEER not in {one.key for one in offers(("cswo",))}
    with pytest.raises(Refused):
        report_peer.offered(desk("cswo"))
