"""Many entries are asked for and taken in few questions, and are what they were."""

from datetime import datetime
from pathlib import Path

import pytest

from qa_tool.ledger.entry import BadEntry, Signer, to_plain
from qa_tool.store import ledger as room
from qa_tool.store.core import Store


@pytest.fixture
def full(store: Store, signer: Signer, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with more entries than one question asks for."""
    monkeypatch.setattr(room, "_AT_ONCE", 4)
    for number in range(10):
        store.append("area", f"area-{number}", {"n": number}, signer=signer, claimed=now)
    return store


def test_entries_come_in_the_order_that_was_asked_for(full: Store) -> None:
    """Whatever order they stand in; one that is not here is left out, one asked for twice comes twice."""
    there = list(full.ledger.entries())
    wanted = [one.id for one in reversed(there)]
    asked = [*wanted[:5], "0" * 64, *wanted[5:], wanted[0]]
    assert [one.id for one in full.ledger.these(asked)] == [*wanted, wanted[0]]
    assert list(full.ledger.these([there[3].id])) == [there[3]]
    assert list(full.ledger.these([])) == []


def test_a_pack_is_taken_in_few_questions(full: Store, tmp_path: Path, key: bytes) -> None:
    """Bodies, order and chain are the sender's; the second time nothing comes."""
    sent = list(full.ledger.entries())
    asked: list[str] = []
    with Store.create(tmp_path / "other", key) as other:
        other.raw.set_trace_callback(asked.append)
        came = other.ingest(to_plain(one) for one in sent)
        other.raw.set_trace_callback(None)
        assert len(came) == len(sent)
        assert sum(line.startswith("SELECT id FROM entry WHERE id IN") for line in asked) == 3
        assert not [line for line in asked if "WHERE id = " in line]
        assert [to_plain(one) for one in other.ledger.entries()] == [to_plain(one) for one in came]
        assert other.ingest(sent) == ()


def test_one_forged_entry_of_a_pack_stops_all_of_it(
    full: Store, tmp_path: Path, key: bytes
) -> None:
    """The checks are the same for the last entry of a pack as for the first."""
    sent = [to_plain(one) for one in full.ledger.entries()]
    sent[-1]["signature"] = sent[-2]["signature"]
    with Store.create(tmp_path / "other", key) as other:
        with pytest.raises(BadEntry, match="not signed"):
            other.ingest(sent)
        assert other.ledger.count() == 0
