"""The shelf of publications: settings, words, frozen data sets, and what was said yes to.

A frozen set is kept compressed, with the fingerprint of its plain text: whoever changed either is found
out when it is opened.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qa_tool.errors import QAError
from qa_tool.ledger.entry import Entry
from qa_tool.policy.model import Style
from qa_tool.publication.frozen import Frozen
from qa_tool.publication.model import Priorities, Publication, Quoted, Step, Text
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, plain, record, text_of

PARTS = ("text", "priorities", "set", "step")
MOST_BYTES = 400_000_000


class Altered(QAError):
    """A frozen set is not what its fingerprint says."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A frozen set as it is kept: packed, with its fingerprint, the words that were cleared, the style of its day."""

    publication: str
    packed: str
    fingerprint: str
    by: str
    at: datetime
    quoted: tuple[Quoted, ...] = ()
    style: Style | None = None


def fingerprint_of(frozen: Frozen) -> str:
    """The same facts give the same fingerprint, on any laptop and in any order of reading."""
    return hashlib.sha256(text_of(plain(frozen)).encode()).hexdigest()


def pack(value: object) -> str:
    """A record, or records, as compressed text."""
    return base64.b85encode(zlib.compress(text_of(plain(value)).encode(), 9)).decode()


def unpack(packed: str) -> Any:
    """What was packed, as plain values; Altered where it cannot be."""
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(base64.b85decode(packed), MOST_BYTES)
        return json.loads(raw)
    except (ValueError, zlib.error, binascii.Error) as error:
        raise Altered(
            "A frozen data set cannot be opened: it is damaged.",
            "Take it from a backup; the ledger's check says since when.",
        ) from error


def frozen_of(kept: Kept) -> Frozen:
    """The frozen set; Altered where it is not the one that its fingerprint names."""
    values = unpack(kept.packed)
    try:
        found = record(Frozen, values)
    except (TypeError, KeyError, AttributeError) as error:
        raise Altered(
            "A frozen data set cannot be read: it was made by another version of the program.",
            "Open it with that version, or take the set from a backup.",
        ) from error
    # What was kept is judged, not what is read of it: a set of an earlier format knows fewer facts.
    if hashlib.sha256(text_of(values).encode()).hexdigest() != kept.fingerprint:
        raise Altered(
            f"The frozen data set of {found.year} is not the one that was kept: its fingerprint differs.",
            "Do not publish from it. Run verify, and restore a backup.",
        )
    return found


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        store.raw.execute("DELETE FROM publication WHERE id = ?", [entry.object])
        store.raw.execute("DELETE FROM publication_part WHERE id = ?", [entry.object])
        return
    body: Mapping[str, Any] = entry.body
    if "publication" in body:
        held = body["publication"]
        put(
            store, "publication",
            {"id": held["id"], "year": held["year"], "number": held["number"],
             "plain": text_of(dict(held))},
        )  # fmt: skip
        return
    for part in PARTS:
        if part in body:
            held = dict(body[part])
            put(
                store, "publication_part",
                {"id": entry.object, "publication": held["publication"], "part": part,
                 "plain": text_of({**held, "tables": body.get("tables", "")})},
            )  # fmt: skip


register("publication", _apply, tables=("publication", "publication_part"))


def publications(store: Door, year: str = "") -> tuple[Publication, ...]:
    """The publications of one year or of all, the latest first."""
    where, values = (" WHERE year = ?", [year]) if year else ("", [])
    found = dicts(
        store, f"SELECT plain FROM publication{where} ORDER BY year DESC, number DESC, id", values
    )
    return tuple(record(Publication, json.loads(r["plain"])) for r in found)


def publication(store: Door, publication_id: str) -> Publication | None:
    """One publication by its id."""
    found = dicts(store, "SELECT plain FROM publication WHERE id = ?", [publication_id])
    return next((record(Publication, json.loads(r["plain"])) for r in found), None)


def _parts(store: Door, publication_id: str, part: str) -> list[dict[str, Any]]:
    found = dicts(
        store,
        "SELECT plain FROM publication_part WHERE publication = ? AND part = ? ORDER BY id",
        [publication_id, part],
    )
    return [json.loads(r["plain"]) for r in found]


def texts(store: Door, publication_id: str) -> dict[str, Text]:
    """What is written, by section."""
    found = [record(Text, values) for values in _parts(store, publication_id, "text")]
    return {text.section: text for text in found}


def priorities(store: Door, publication_id: str) -> Priorities:
    """Next year's priorities, and what became of last year's."""
    found = _parts(store, publication_id, "priorities")
    return record(Priorities, found[0]) if found else Priorities(publication_id)


def steps(store: Door, publication_id: str) -> tuple[Step, ...]:
    """What was said yes to, in no particular order."""
    return tuple(record(Step, values) for values in _parts(store, publication_id, "step"))


def last_act_was(store: Door, act: str) -> tuple[str, ...]:
    """The publications whose last step was this one; read without what stands in them."""
    found = dicts(
        store,
        "SELECT publication, json_extract(plain, '$.act') AS act, json_extract(plain, '$.turn') AS turn,"
        " json_extract(plain, '$.at') AS at, id FROM publication_part WHERE part = 'step'"
        " ORDER BY turn, at, id",
    )
    last = {str(r["publication"]): str(r["act"]) for r in found}
    return tuple(sorted(name for name, one in last.items() if one == act))


def kept(store: Door, publication_id: str) -> Kept | None:
    """The frozen set; None before it is frozen."""
    found = _parts(store, publication_id, "set")
    return record(Kept, found[0]) if found else None


def last_signed_off(store: Door) -> date | None:
    """The latest day on which an audit was handed in that is signed off; None where none is."""
    found = store.raw.execute(
        "SELECT max(handed_in) FROM audit WHERE state IN ('signed_off', 'closed')"
    ).fetchone()[0]
    return date.fromisoformat(str(found)[:10]) if found else None


def tables_of(store: Door, step_id: str) -> Any:
    """The tables that were published with a step, as plain values; None where there are none."""
    found = dicts(store, "SELECT plain FROM publication_part WHERE id = ?", [step_id])
    packed = next((json.loads(r["plain"]).get("tables", "") for r in found), "")
    return unpack(packed) if packed else None
