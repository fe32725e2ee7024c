"""Audits of several agencies and of organisations in the made-up council: whole, to be seen, and in no rate of its own."""

from datetime import date

import pytest

from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.figures.basis import basis
from qa_tool.keys.crypto import Cost
from qa_tool.store import audit as audit_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import audit_list, council
from qa_tool.work.report_facts import dataset
from qa_tool.work.workspace import Workspace

KEYS = {"multi_agency_audit": 2, "organisation_safeguarding": 3}


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The QA lead's desk in a small made-up council."""
    room = tmp_path_factory.mktemp("several")
    wishes = Wishes(
        audits=110, today=date(2026, 11, 20), cost=Cost(1024, 1, 1), installation=room / "here"
    )
    return make_demonstration(room / "data", wishes)


def test_they_are_whole_and_signed_off(lead: Workspace) -> None:
    """Every grid is rated, every group has two entries, nothing is missing and nothing does not fit."""
    every = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, Wanted()))
    found = [audit for audit in every if audit.template in KEYS]
    assert {key: sum(row.template == key for row in found) for key in KEYS} == KEYS
    for row in found:
        seen = audit_list.view(lead, row.id)
        views = [seen.form.view(key) for d in seen.form.domains() for key in d.questions]
        assert not [view.key for view in views if view.problem]
        assert not [view.key for view in views if view.required and not view.answered]
        assert not seen.form.gaps()
        grids = [view for view in views if view.kind == "rating_grid"]
        assert grids
        assert all(view.answered for view in grids)
        assert seen.audit.state == "closed"


def test_they_enter_no_rate_of_the_council(lead: Workspace) -> None:
    """Their round counts nothing; the council's own rounds hold none of them."""
    rounds = council.rounds(lead)
    own = next(one for one in rounds if set(one.templates) == set(KEYS))
    left = {one.code: one.count for one in basis(dataset(lead, own)).left_out}
    assert basis(dataset(lead, own)).counted == ()
    assert left == {"multi_agency": 2, "not_a_child": 3}
    for one in rounds:
        if one is not own:
            forms = {audit.template for audit in dataset(lead, one).audits}
            assert not forms & set(KEYS)
    assert own not in {rounds[0], rounds[-1]}
