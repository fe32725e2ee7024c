"""The check of the whole ledger: silent on a whole one, and it names what is wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_tool.errors import Cancelled
from qa_tool.ledger.entry import Entry, Signer, canonical_text, make
from qa_tool.ledger.roster import enrol_body, work_out
from qa_tool.ledger.verify import Record, forks, verify

SIGNER = Signer.from_seed(b"made up for tests, nobody's key!")


def _ledger() -> list[Record]:
    entries: list[Entry] = []

    def add(kind: str, body: dict[str, object], parents: tuple[str, ...] = ()) -> Entry:
        made = make(
            SIGNER, n=len(entries) + 1, previous=entries[-1].id if entries else "", kind=kind,
            object="x", parents=parents, body=body, claimed="2026-11-21T09:00:00+00:00",
            salt="0" * 32,
        )  # fmt: skip
        entries.append(made)
        return made

    add("enrol", enrol_body(SIGNER, "p1", ("cswo",), "here"))
    audit = add("audit", {"grade": "good"})
    note = add("note", {"risk.reason": "made-up words"}, (audit.id,))
    add("erase", {"entries": [note.id], "why": "asked for"})
    add("of tomorrow", {"anything": 1})
    entries[2] = replace(entries[2], body=None, salt=None)
    return [Record(one, None if one.body is None else canonical_text(one.body)) for one in entries]


def _check(records: list[Record]) -> list[str]:
    enrols = [one.entry for one in _ledger()]
    return [one.code for one in verify(records, work_out(enrols, enrols[0].id))]


def test_a_whole_ledger_has_no_problems() -> None:
    """Erased words and unknown kinds are no faults."""
    assert _check(_ledger()) == []


def _at(n: int, **fields: object) -> Callable[[list[Record]], None]:
    def change(records: list[Record]) -> None:
        records[n] = Record(replace(records[n].entry, **fields), records[n].text)  # type: ignore[arg-type]

    return change


def _text(records: list[Record]) -> None:
    records[1] = Record(records[1].entry, '{"grade":"inadequate"}')


def _gone(records: list[Record]) -> None:
    del records[1]


def _unnamed(records: list[Record]) -> None:
    records[4] = Record(replace(records[4].entry, salt=None, body=None), None)


def _torn(records: list[Record]) -> None:
    records[1] = Record(records[1].entry, None)


def _stranger(records: list[Record]) -> None:
    made = make(
        Signer.make(), n=1, previous="", kind="audit", object="x", parents=(), body={},
        claimed="2026-11-21T09:00:00+00:00", salt="0" * 32,
    )  # fmt: skip
    records.append(Record(made, "{}"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_at(1, object="y"), "entry_changed"),
        (_at(1, claimed="2025-11-21T09:00:00+00:00"), "entry_changed"),
        (_at(1, signature="0" * 128), "bad_signature"),
        (_text, "body_changed"),
        (_torn, "body_torn"),
        (_unnamed, "blank_unnamed"),
        (_gone, "chain_gap"),
        (_gone, "parent_missing"),
        (_stranger, "not_enrolled"),
    ],
)
def test_each_kind_of_harm_is_named(change: Callable[[list[Record]], None], code: str) -> None:
    """One harm, one code, with the entry's place and a cure."""
    records = _ledger()
    change(records)
    assert code in _check(records)


def test_an_entry_of_another_chain_is_noticed() -> None:
    """A truly signed entry with the right number that follows something else is a broken chain."""
    records = _ledger()
    made = make(
        SIGNER, n=2, previous="f" * 64, kind="audit", object="x", parents=(), body={},
        claimed="2026-11-21T09:00:00+00:00", salt="0" * 32,
    )  # fmt: skip
    records[1] = Record(made, "{}")
    assert {"chain_broken", "parent_missing"} <= set(_check(records))


def test_the_check_can_be_stopped() -> None:
    """A long check hears that somebody wants it stopped."""

    class Stop:
        def step(self, done: int, total: int, words: str) -> None:
            raise Cancelled

    enrols = [one.entry for one in _ledger()]
    with pytest.raises(Cancelled):
        verify(_ledger(), work_out(enrols, enrols[0].id), progress=Stop())


def test_forks_are_problems_with_a_cure() -> None:
    """One key on two computers is said in words."""
    (problem,) = forks([("w" * 32, 4)])
    assert problem.code == "fork"
    assert "two computers" in problem.what
    assert problem.cure
