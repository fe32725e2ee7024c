"""Entries of several laptops join into one state, whatever way they travel."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_tool.ledger.entry import BadEntry, Entry, Signer, make, to_plain
from qa_tool.ledger.roster import enrol_body
from qa_tool.store import apply
from qa_tool.store.core import Store
from qa_tool.store.door import Door
from qa_tool.store.verify import digest, verify

NOW = "2026-11-21T14:32:00+00:00"


class Laptop:
    """A writer with a chain of their own, without a store."""

    def __init__(self, number: int) -> None:
        self.signer = Signer.from_seed(bytes([number]) * 32)
        self.entries: list[Entry] = []

    def write(
        self, kind: str, about: str, body: dict[str, object], parents: Sequence[str] = (),
        claimed: str = NOW,
    ) -> Entry:  # fmt: skip
        """The next entry of this laptop."""
        last = self.entries[-1] if self.entries else None
        made = make(
            self.signer, n=len(self.entries) + 1, previous=last.id if last else "", kind=kind,
            object=about, parents=tuple(parents), body=body, claimed=claimed, salt="0" * 32,
        )  # fmt: skip
        self.entries.append(made)
        return made


@pytest.fixture(autouse=True)
def _projection() -> Iterator[None]:
    """A projection that keeps the grades of every object: last of its parents, or several."""

    def put(door: Door, entry: Entry) -> None:
        body = entry.body or {}
        for parent in entry.parents:
            door.raw.execute("DELETE FROM told WHERE id = ?", (parent,))
        door.raw.execute(
            "INSERT INTO told VALUES (?,?,?)", (entry.id, entry.object, str(body["grade"]))
        )

    kept = dict(apply.APPLY), dict(apply._TABLES)
    for kind in list(apply.APPLY):
        apply.unregister(kind)
    apply.register("audit", put, ("told",))
    yield
    apply.unregister("audit")
    apply.APPLY.update(kept[0])
    apply._TABLES.update(kept[1])


@contextmanager
def _store(tmp_path: Path, name: str) -> Iterator[Store]:
    with Store.create(tmp_path / name, bytes(32)) as store:
        store.raw.execute("CREATE TABLE told (id TEXT PRIMARY KEY, object TEXT, grade TEXT)")
        yield store


def _history() -> tuple[list[Laptop], list[Entry]]:
    """A founder, two auditors who revise one audit beside each other, and one who erases."""
    founder, one, two = Laptop(1), Laptop(2), Laptop(3)
    founder.write("enrol", "p0", enrol_body(founder.signer, "p0", ("qa_lead",), "i0"))
    for number, hand in enumerate((one, two), 1):
        body = enrol_body(hand.signer, f"p{number}", ("auditor",), f"i{number}")
        founder.write("enrol", f"p{number}", body)
    first = one.write("audit", "a", {"grade": "good"}, claimed="2036-01-01T00:00:00+00:00")
    one.write(
        "audit", "a", {"grade": "inadequate"}, [first.id], claimed="2016-01-01T00:00:00+00:00"
    )
    two.write("audit", "a", {"grade": "outstanding"}, [first.id])
    note = two.write("note", "a", {"words": "made up"}, [first.id])
    two.write("audit", "b", {"grade": "good"})
    founder.write("erase", "a", {"entries": [note.id], "why": "asked for"})
    founder.write("of tomorrow", "x", {"anything": 1})
    hands = [founder, one, two]
    return hands, [entry for hand in hands for entry in hand.entries]


def _state(store: Store) -> tuple[object, ...]:
    parked = sorted(one.id for one in store.ledger.parked())
    entries = sorted((one.id, one.blank) for one in store.ledger.entries())
    heads = tuple(one.id for one in store.ledger.heads("a"))
    return entries, parked, digest(store, "told"), heads


def test_a_union_and_nothing_else(tmp_path: Path) -> None:
    """Two stores that received the same set in other orders and pieces are in the same state."""
    _, entries = _history()
    with _store(tmp_path, "a") as a, _store(tmp_path, "b") as b:
        a.ingest(entries)
        for entry in reversed(entries):
            b.ingest([entry])
        assert _state(a) == _state(b)
        assert a.ledger.parked() == ()
        assert verify(a) == verify(b) == ()
        assert len(a.ledger.heads("a")) == 2


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9), pieces=st.integers(1, 6))
def test_order_repetition_and_pieces_mean_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, pieces: int
) -> None:
    """Commutative, associative, idempotent: shuffled, cut and repeated, the state is one state."""
    _, entries = _history()
    draw, room = random.Random(seed), tmp_path_factory.mktemp("exchange")
    with _store(room, "whole") as whole, _store(room, "pieces") as other:
        whole.ingest(entries)
        given_ = [*entries, *draw.choices(entries, k=4)]
        draw.shuffle(given_)
        for number in range(pieces):
            other.ingest([to_plain(one) for one in given_[number::pieces]])
        assert _state(other) == _state(whole)
        other.ingest(entries)
        assert _state(other) == _state(whole)


def test_a_gap_waits_and_is_closed(tmp_path: Path) -> None:
    """What came too early is parked, not skipped and not applied, until what it follows comes."""
    (founder, one, _), entries = _history()
    with _store(tmp_path, "a") as store:
        store.ingest([*founder.entries, one.entries[1]])
        assert [each.id for each in store.ledger.parked()] == [one.entries[1].id]
        assert store.ledger.have()[founder.signer.writer] == len(founder.entries)
        assert digest(store, "told") == (0, 0)
        store.ingest([one.entries[0]])
        assert store.ledger.parked() == ()
        assert digest(store, "told")[0] == 1
        store.ingest(entries)


def test_have_and_missing_carry_exactly_what_is_not_there(tmp_path: Path) -> None:
    """What one store lacks, by its own account, makes it whole, and nothing is sent twice."""
    _, entries = _history()
    with _store(tmp_path, "a") as a, _store(tmp_path, "b") as b:
        a.ingest(entries)
        b.ingest(entries[:4])
        sent = a.ledger.missing(b.ledger.have())
        assert len(sent) == len(entries) - 4
        b.ingest(sent)
        assert _state(a) == _state(b)
        assert a.ledger.missing(b.ledger.have()) == ()


def test_nothing_unverified_is_stored(tmp_path: Path) -> None:
    """One altered entry in a pile, and nothing of the pile is taken."""
    (founder, *_), entries = _history()
    with _store(tmp_path, "a") as store:
        bad = {**to_plain(entries[4]), "body": {"grade": "outstanding"}}
        with pytest.raises(BadEntry):
            store.ingest([*map(to_plain, entries[:4]), bad])
        assert store.ledger.count() == 0
        forged = {**to_plain(entries[4]), "signature": founder.signer.sign(b"x")}
        with pytest.raises(BadEntry):
            store.ingest([*map(to_plain, entries[:4]), forged])
        assert store.ledger.count() == 0


def test_a_stranger_waits_and_counts_only_when_enrolled(tmp_path: Path) -> None:
    """Entries of somebody unknown are kept aside; they are applied once an enrol names them."""
    (founder, *_), entries = _history()
    late = Laptop(9)
    late.write("audit", "late", {"grade": "good"})
    with _store(tmp_path, "a") as store:
        store.ingest([*entries, *late.entries])
        assert [one.id for one in store.ledger.parked()] == [late.entries[0].id]
        before = digest(store, "told")[0]
        body = enrol_body(late.signer, "p9", ("auditor",), "i9")
        store.ingest([founder.write("enrol", "p9", body)])
        assert store.ledger.parked() == ()
        assert digest(store, "told")[0] == before + 1


def test_a_fork_is_shown_and_neither_side_counts(tmp_path: Path) -> None:
    """One key on two computers: both kept, neither applied, the same whichever came first."""
    (_, _, two), entries = _history()
    twin = Laptop(3)
    twin.entries = two.entries[:1]
    twin.write("audit", "b", {"grade": "inadequate"})
    states = []
    for name, order in (("a", [*entries, *twin.entries]), ("b", [*twin.entries, *entries])):
        with _store(tmp_path, name) as store:
            for entry in order:
                store.ingest([entry])
            assert store.ledger.forks() == {two.signer.writer: 2}
            assert [one.code for one in verify(store) if one.code == "fork"] == ["fork"]
            states.append(digest(store, "told"))
    assert states[0] == states[1]


def test_two_councils_do_not_become_one(tmp_path: Path) -> None:
    """A pile with two founders is refused; a later one changes nothing here."""
    _, entries = _history()
    other = Laptop(40)
    other.write("enrol", "x", enrol_body(other.signer, "x", ("cswo",), "i"))
    other.write("audit", "b", {"grade": "inadequate"})
    with _store(tmp_path, "a") as store:
        with pytest.raises(BadEntry, match="more than one council"):
            store.ingest([*entries, *other.entries])
        store.ingest(entries)
        council, told = store.council(), digest(store, "told")
        store.ingest(other.entries)
        assert (store.council(), digest(store, "told")) == (council, told)


def test_an_append_is_what_an_ingest_would_have_made(
    tmp_path: Path, signer: Signer, now: datetime
) -> None:
    """Rows kept step by step equal rows made again, and rows made elsewhere from the entries."""
    with _store(tmp_path, "a") as a, _store(tmp_path, "b") as b:
        a.append("enrol", "p", enrol_body(signer, "p", ("cswo",), "i"), signer=signer, claimed=now)
        first = a.append("audit", "a", {"grade": "good"}, signer=signer, claimed=now)
        a.append(
            "audit", "a", {"grade": "inadequate"}, signer=signer, parents=[first.id], claimed=now
        )
        kept = digest(a, "told")
        assert kept[0] == 1
        assert a.rebuild() == 2
        assert digest(a, "told") == kept
        b.ingest(a.ledger.entries())
        assert _state(b) == _state(a)


def test_erased_words_are_gone_from_ledger_rows_and_file(
    tmp_path: Path, signer: Signer, now: datetime
) -> None:
    """An erase entry blanks body and salt; chain and check stand; an audit cannot be erased."""
    with _store(tmp_path, "a") as store:
        store.append(
            "enrol", "p", enrol_body(signer, "p", ("cswo",), "i"), signer=signer, claimed=now
        )
        audit = store.append("audit", "a", {"grade": "good"}, signer=signer, claimed=now)
        note = store.append(
            "note", "a", {"words": "made up"}, signer=signer, parents=[audit.id], claimed=now
        )
        store.append("erase", "a", {"entries": [note.id, audit.id]}, signer=signer, claimed=now)
        blank, kept = store.ledger.by_id(note.id), store.ledger.by_id(audit.id)
        assert blank is not None
        assert blank.blank
        assert blank.body is None
        assert kept is not None
        assert kept.body == {"grade": "good"}
        assert verify(store) == ()


def test_rows_are_made_in_an_order_that_knows_no_clock() -> None:
    """Parents first, then kinds by rank, writers and numbers, however the list is shuffled."""
    cores = [
        ("p", 5, "w2", 9, ()), ("a", 10, "w1", 1, ("p",)), ("n", 11, "w1", 2, ("a",)),
        ("b", 10, "w1", 7, ()), ("c", 10, "w0", 8, ("b", "not here")), ("z", 4, "w9", 3, ("n",)),
    ]  # fmt: skip
    for seed in range(20):
        random.Random(seed).shuffle(cores)
        assert list(apply.in_order(cores)) == ["p", "a", "b", "c", "n", "z"]


def test_a_rebuild_that_fails_leaves_the_rows(tmp_path: Path) -> None:
    """All or nothing: an entry that cannot be applied does not empty the tables."""
    _, entries = _history()
    with _store(tmp_path, "a") as store:
        store.ingest(entries)
        before = digest(store, "told")

        def fail(door: Door, entry: Entry) -> None:
            raise ZeroDivisionError

        apply.register("audit", fail, ("told",))
        with pytest.raises(ZeroDivisionError):
            store.rebuild()
        assert digest(store, "told") == before
