"""What a year was drawn from is frozen with it: sizes and chances, without a case, a team or a name."""

import json
from collections.abc import Callable

from qa_tool.store import sample as samples
from qa_tool.store.record import plain
from qa_tool.work import publication_freeze
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
YEAR = "2026-27"


def test_every_drawn_audit_knows_its_list_and_its_chance(desk: Desk) -> None:
    """The list's size is that of the recorded draw, and the chance is drawn over what could be drawn."""
    lead = desk("qa lead")
    frozen = publication_freeze.freeze(lead, YEAR)
    assert frozen.lists
    every = samples.samples(lead.store, states=("drawn",))
    kept = {(one.sample.round, one.sample.template): one.sample for one in every}
    for one in frozen.lists:
        sample = kept[one.round, one.template]
        assert [part.size for part in one.strata] == [part.size for part in sample.strata]
        assert sum(part.drawn for part in one.strata) == len(sample.drawn)
    placed = [audit for audit in frozen.counted if audit.listed]
    assert placed
    for audit in placed:
        part = frozen.stratum(audit)
        assert part is not None
        assert audit.kind in part.sizes
        assert frozen.lists[audit.listed - 1].round == audit.round
        assert 0 < (frozen.chance(audit) or 0) <= 1


def test_the_lists_hold_codes_and_counts_only(desk: Desk) -> None:
    """Strata are called after teams and workers: none of these names is frozen."""
    lead = desk("qa lead")
    frozen = publication_freeze.freeze(lead, YEAR)
    text = json.dumps(plain(frozen.lists))
    names = [person.name for person in lead.people.values()]
    names += [one.name for one in samples.samples(lead.store)[0].sample.strata]
    assert not [name for name in names if name in text]


def test_what_auditors_gave_is_frozen_with_what_counts(desk: Desk) -> None:
    """Every counted audit has its own first grade, and says whether a second reading decided the final one."""
    frozen = publication_freeze.freeze(desk("qa lead"), YEAR)
    assert all(audit.own for audit in frozen.counted if audit.final)
    assert all(audit.own == audit.final for audit in frozen.counted if not audit.settled)
    assert any(audit.settled for audit in frozen.counted)
    assert not [audit for audit in frozen.audits if audit.why and (audit.own or audit.settled)]
