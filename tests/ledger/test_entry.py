"""An entry is what was signed, or it is refused; nothing in between."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.ledger.entry import (
    BadEntry,
    Entry,
    Signer,
    canonical,
    check,
    from_plain,
    hash_of_body,
    make,
    to_plain,
    writer_of,
)
from qa_tool.ledger.kinds import KINDS, erasable, rank

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SIGNER = Signer.from_seed(b"made up for tests, nobody's key!")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def _entry(body: dict[str, object] | None = None) -> Entry:
    return make(
        SIGNER, n=3, previous="a" * 64, kind="audit", object="case-1", parents=("b" * 64,),
        body={"grade": "good", "n": 1.5} if body is None else body, claimed=NOW, salt="0" * 32,
    )  # fmt: skip


def test_a_made_entry_checks() -> None:
    """What was just signed is whole, and its writer is bound to the key."""
    entry = _entry()
    check(entry, SIGNER.public_key)
    assert entry.writer == writer_of(SIGNER.public_key)
    assert entry.claimed == "2026-11-21T09:30:00+00:00"


def test_the_same_content_gives_the_same_id() -> None:
    """Nothing random hides in an entry but its salt; a made-up council repeats by its seed."""
    assert _entry() == _entry()


def test_canonical_form_is_sorted_tight_and_plain() -> None:
    """One form for everybody: sorted keys, no spaces, letters as they are."""
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1, 2}, b"bytes"])
def test_what_cannot_be_written_and_read_back_is_refused(value: object) -> None:
    """No number that is none, no broken character, no strange type."""
    with pytest.raises(BadEntry):
        _entry({"value": value})


def test_every_changed_field_is_noticed() -> None:
    """Whatever field of an entry is altered, the check refuses it."""
    entry = _entry()
    changes: dict[str, object] = {
        "version": 2, "writer": "c" * 32, "n": 4, "previous": "", "kind": "note", "object": "x",
        "parents": (), "body_hash": "0" * 64, "claimed": "2026-11-22T09:30:00+00:00",
        "id": "0" * 64, "signature": "0" * 128, "salt": "1" * 32, "body": {"grade": "inadequate"},
    }  # fmt: skip
    assert set(changes) == set(Entry.__slots__)
    for name, value in changes.items():
        with pytest.raises(BadEntry):
            check(replace(entry, **{name: value}), SIGNER.public_key)


def test_every_flipped_bit_is_noticed() -> None:
    """Flip each bit of the carried entry in turn: it is refused, or it does not read at all."""
    data = bytearray(json.dumps(to_plain(_entry())).encode())
    passed = 0
    for at in range(len(data) * 8):
        data[at // 8] ^= 1 << at % 8
        try:
            found = from_plain(json.loads(data))
            check(found, SIGNER.public_key)
            passed += found != _entry()
        except (BadEntry, ValueError):
            pass
        data[at // 8] ^= 1 << at % 8
    assert passed == 0


def test_another_persons_signature_does_not_fit() -> None:
    """An entry under somebody's name needs that somebody's key."""
    other = Signer.make()
    with pytest.raises(BadEntry, match="another"):
        check(_entry(), other.public_key)
    forged = replace(_entry(), signature=other.sign(b"anything"))
    with pytest.raises(BadEntry, match="not signed"):
        check(forged, SIGNER.public_key)


def test_a_blanked_entry_still_checks() -> None:
    """Erasing body and salt leaves the chain whole; erasing one of the two does not."""
    check(replace(_entry(), body=None, salt=None), SIGNER.public_key)
    with pytest.raises(BadEntry):
        check(replace(_entry(), body=None), SIGNER.public_key)


@settings(max_examples=200)
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), JSON, max_size=4))
def test_a_body_comes_back_as_it_was(body: dict[str, object]) -> None:
    """Any text, astral, right to left or with controls, is carried and read back unchanged."""
    entry = _entry(body)
    again = from_plain(json.loads(canonical(to_plain(entry))))
    assert again == entry
    check(again, SIGNER.public_key)


@settings(max_examples=300)
@given(JSON)
def test_rubbish_is_refused_and_never_crashes(rubbish: object) -> None:
    """Anything may arrive on a stick: a BadEntry, not a traceback."""
    with pytest.raises(BadEntry):
        from_plain(rubbish)


@settings(max_examples=300)
@given(st.sampled_from(Entry.__slots__), JSON)
def test_a_field_of_the_wrong_kind_is_refused(name: str, value: object) -> None:
    """An entry with one strange field either is the same entry or is refused."""
    plain = {**to_plain(_entry()), name: value}
    try:
        check(from_plain(plain), SIGNER.public_key)
    except BadEntry:
        return
    assert plain == to_plain(_entry())


def test_the_salt_hides_a_guessable_body() -> None:
    """The same body under another salt has another hash, so a hash tells no grade."""
    assert hash_of_body("0" * 32, "{}") != hash_of_body("1" * 32, "{}")


def test_kinds_are_all_there_and_unknown_ones_are_kept() -> None:
    """The registry holds the kinds of the design, each with a rank of its own."""
    wanted = (
        "enrol revoke policy area team person auditor case round allocation template audit note "
        "reopen moderation resolution sign_off safety action draw caselist feedback reply erase "
        "dispute calibration voice supervision requirement objective theme tag quotation concern "
        "notice survey publication diagnostic release ladder framework comment crosswalk hold disposal "
        "indicator timeliness"
    )
    assert set(KINDS) == set(wanted.split())
    assert len({kind.rank for kind in KINDS.values()}) == len(KINDS)
    assert rank("of tomorrow") > max(kind.rank for kind in KINDS.values())
    assert erasable("note")
    assert not erasable("audit")
