"""The demonstration council: the same for the same seed, believable, whole, and never over a store."""

import re
from datetime import date
from pathlib import Path

import pytest

from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.errors import Refused
from qa_tool.keys.crypto import Cost
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import session
from qa_tool.work.workspace import Workspace

TODAY = date(2026, 11, 20)


def make(room: Path, audits: int = 40, seed: int = 7) -> Workspace:
    """A demonstration with cheap keys."""
    wishes = Wishes(
        audits=audits, seed=seed, today=TODAY, cost=Cost(1024, 1, 1), installation=room / "here"
    )
    return make_demonstration(room / "data", wishes)


def contents(workspace: Workspace) -> list[tuple[str, str, str]]:
    """What the entries say, without the random keys of an enrol and the entry ids of a sign-off."""
    told = []
    for entry in workspace.store.ledger.entries():
        body = {k: v for k, v in (entry.body or {}).items() if k != "heads"}
        if entry.kind != "enrol":
            told.append((entry.kind, entry.object, repr(sorted(body.items()))))
    return told


def test_the_same_seed_gives_the_same_council(tmp_path: Path) -> None:
    """Kinds, ids and contents are equal; another seed differs."""
    one, two = make(tmp_path / "1"), make(tmp_path / "2")
    other = make(tmp_path / "3", seed=8)
    assert contents(one) == contents(two)
    assert contents(one) != contents(other)
    for workspace in (one, two, other):
        workspace.store.close()


def test_it_is_whole_and_has_audits_in_every_state(tmp_path: Path) -> None:
    """Verify finds nothing, and every state that a person can meet is there."""
    workspace = make(tmp_path, audits=150)
    assert session.verify(workspace) == ()
    states = audit_shelf.counts_by_state(workspace.store)
    assert {"draft", "handed_in", "in_moderation", "agreed", "signed_off", "closed"} <= set(states)
    assert len(workspace.areas) == 3
    assert len(workspace.teams) >= 12
    workspace.store.close()


def test_the_figures_are_believable(tmp_path: Path) -> None:
    """Few Outstanding, most Good or Requires improvement; second readings mostly agree or lower."""
    workspace = make(tmp_path, audits=400)
    counts = audit_shelf.tallies(workspace.store)["overall"]
    n = sum(counts.values())
    assert counts.get("outstanding", 0) / n < 0.1
    assert 0.3 < counts["good"] / n < 0.55
    assert 0.05 < counts["inadequate"] / n < 0.25
    closed = [r for r in reading_shelf.all_of(workspace.store, states=("closed",)) if r.random]
    drawn = [(r, audit_shelf.audit(workspace.store, r.audit)) for r in closed]
    changed = [(r, a) for r, a in drawn if a and r.final_overall != a.overall]
    assert 0.1 < len(changed) / len(drawn) < 0.5
    order = ["outstanding", "good", "requires_improvement", "inadequate"]
    lower = [r for r, a in changed if order.index(r.final_overall) > order.index(a.overall)]
    assert len(lower) / len(changed) > 0.6
    workspace.store.close()


def test_it_refuses_a_folder_with_a_store(tmp_path: Path) -> None:
    """Nobody's store is written over."""
    make(tmp_path).store.close()
    with pytest.raises(Refused, match="store in this folder"):
        make(tmp_path)


def test_everybody_signs_in_with_the_printed_passphrase(tmp_path: Path) -> None:
    """The seven names open the store; a wrong passphrase does not."""
    make(tmp_path).store.close()
    doors = session.Doors(
        session.usual().clock, session.usual().ids, Cost(1024, 1, 1), tmp_path / "here"
    )
    for name in ("auditor", "moderator", "QA lead", "cswo", "team manager", "iro", "partner"):
        session.unlock(tmp_path / "data", name, "demonstration", doors=doors).store.close()
    with pytest.raises(Exception, match=re.escape("does not open this store")):
        session.unlock(tmp_path / "data", "auditor", "something else", doors=doors)
