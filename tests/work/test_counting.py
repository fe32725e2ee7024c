"""What figures count is what the rows say, whatever was done in between and in whatever order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.keys.crypto import Cost
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council, counting, reply
from qa_tool.store.audit import Wanted
from qa_tool.store.core import Store
from qa_tool.store.steps import m0015_figures
from qa_tool.store.verify import digest
from qa_tool.work import feedback
from qa_tool.work.workspace import Workspace

KEPT = ("counted", "tally", "reread", "unheard")


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A demonstration with audits in every state."""
    room = tmp_path_factory.mktemp("counting")
    wishes = Wishes(
        audits=60, today=date(2026, 11, 20), cost=Cost(1024, 1, 1), installation=room / "here"
    )
    made = make_demonstration(room / "data", wishes)
    yield made
    made.store.close()


def kept(store: Store) -> dict[str, tuple[int, int]]:
    """What stands in the kept tables."""
    return {table: digest(store, table) for table in KEPT}


def filled(store: Store) -> dict[str, tuple[int, int]]:
    """What the step that brings old stores up to date would put there."""
    for table in KEPT:
        store.raw.execute(f"DELETE FROM {table}")
    for line in m0015_figures._FILL:
        store.raw.execute(line)
    return kept(store)


def same_as_rows(store: Store) -> None:
    """Kept and filled are one; nothing of the check stays."""
    before = kept(store)

    class Undo(Exception):
        """Takes the check back."""

    with pytest.raises(Undo), store.together():  # noqa: PT012
        after = filled(store)
        raise Undo
    assert before == after


def test_the_kept_sums_are_the_rows(lead: Workspace) -> None:
    """After a whole demonstration, each written audit by audit."""
    assert all(count for count, _sum in kept(lead.store).values())
    same_as_rows(lead.store)


def test_every_change_moves_the_sums_with_it(lead: Workspace) -> None:
    """Finals, a superseded audit, another kind of case, a case erased: sums follow, and come back."""
    store = lead.store
    number = audit_shelf.rows_of(store, Wanted(states=("signed_off",)))[0]
    head = audit_shelf.heads(store, [number])[0]
    case = council.case(store, head.case)
    assert case is not None

    class Undo(Exception):
        """Takes everything back."""

    with pytest.raises(Undo), store.together():  # noqa: PT012
        before = kept(store)
        with counting.again(store, case.id):
            council.put(
                store, "child_case", {"id": case.id, "kind": "care_leaver"} | _rest(store, case.id)
            )
        counting.read_again(store, case.id)
        assert kept(store)["tally"] != before["tally"]
        same_as_rows(store)
        audit_shelf.finals(store, head.id, "outstanding", {}, "signed_off")
        same_as_rows(store)
        with counting.again(store, case.id):
            store.raw.execute("UPDATE audit SET superseded = 1 WHERE id = ?", [head.id])
        counting.heard(store, head.id)
        gone = kept(store)
        assert gone["counted"][0] == before["counted"][0] - 1
        same_as_rows(store)
        raise Undo
    same_as_rows(store)


def _rest(store: Store, case_id: str) -> dict[str, Any]:
    names = [row[1] for row in store.raw.execute("PRAGMA table_info(child_case)")]
    values = store.raw.execute("SELECT * FROM child_case WHERE id = ?", [case_id]).fetchone()
    return {k: v for k, v in zip(names, values, strict=True) if k not in {"id", "kind"}}


def test_the_first_audit_of_a_child_in_a_round_counts(lead: Workspace) -> None:
    """A second one of the same child is left out; once the first is gone it counts."""
    store = lead.store
    number = store.raw.execute("SELECT audit FROM counted LIMIT 1").fetchone()[0]
    head = audit_shelf.heads(store, [number])[0]
    twin = replace(head, id="aud-twin", handed_in=head.handed_in, parent="", overall="good")

    class Undo(Exception):
        """Takes everything back."""

    def counts(audit_id: str) -> bool:
        row = audit_shelf.number_of(audit_id)
        return bool(store.raw.execute("SELECT 1 FROM counted WHERE audit = ?", [row]).fetchone())

    with pytest.raises(Undo), store.together():  # noqa: PT012
        assert twin.handed_in is not None
        later = replace(twin, handed_in=twin.handed_in.replace(year=twin.handed_in.year + 1))
        lead.write("audit", later.id, {"audit": later, "answers": {}})
        assert counts(head.id)
        assert not counts("aud-twin")
        same_as_rows(store)
        earlier = replace(later, id="aud-first", handed_in=twin.handed_in.replace(year=2020))
        lead.write("audit", earlier.id, {"audit": earlier, "answers": {}})
        assert not counts(head.id)
        assert counts("aud-first")
        same_as_rows(store)
        raise Undo


def test_who_was_told_is_no_more_among_those_who_wait(lead: Workspace) -> None:
    """One feedback takes one audit from the count, for its auditor and for everybody."""
    n, _late, oldest = reply.waiting_for_feedback(lead.store, "2026-01-01", blind=False)
    listed = reply.without_feedback(lead.store)
    assert n == len(listed)
    assert oldest == listed[0][0]
    head = audit_shelf.audit(lead.store, oldest)
    assert head is not None
    assert head.handed_in is not None
    feedback.feedback_given(lead, oldest, "The practitioner", head.handed_in.date())
    assert reply.waiting_for_feedback(lead.store, "2026-01-01", blind=False)[0] == n - 1
    assert oldest not in [row[0] for row in reply.without_feedback(lead.store)]
    same_as_rows(lead.store)


def test_an_old_store_has_everything_counted_when_it_is_brought_up_to_date(
    lead: Workspace, tmp_path: Path
) -> None:
    """The step makes the tables over what is there, once, with every word numbered."""
    store = lead.store

    class Undo(Exception):
        """Takes everything back."""

    before = kept(store)
    with pytest.raises(Undo), store.together():  # noqa: PT012
        for table in ("counted", "reread", "unheard"):
            store.raw.execute(f"DROP TABLE {table}")
        for index in ("audit_place", "audit_final", "child_case_open"):
            store.raw.execute(f"DROP INDEX {index}")
        m0015_figures.apply(store.raw)
        assert kept(store) == before
        raise Undo
