"""The shelf of themes: codebook, tags, quotations."""

import json
from collections.abc import Iterable

from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.moderation import HIDDEN
from qa_tool.store.record import dicts, from_row, record, row, text_of
from qa_tool.theme.model import Decision, Quotation, Tag, Theme, Wording

WORDS, DECISION = "words", "decision"


def _apply_theme(store: Door, entry: Entry) -> None:
    if entry.body is not None:
        body = dict(entry.body)
        put(
            store,
            "theme",
            {"id": body["id"], "state": body.get("state", "in_use"), "plain": text_of(body)},
        )


def _apply_tag(store: Door, entry: Entry) -> None:
    if entry.body is not None:
        put(store, "tag", row(record(Tag, entry.body)))


def _apply_quotation(store: Door, entry: Entry) -> None:
    """Words make the row anew; a decision counts only for the very words that it names."""
    if entry.body is None:
        return
    if WORDS in entry.body:
        wording = record(Wording, entry.body[WORDS])
        fresh = {"state": "waiting", "use": "", "reason": ""}
        put(store, "quotation", row(wording) | fresh | {"decided_by": "", "decided": None})
        return
    given = record(Decision, entry.body[DECISION])
    store.raw.execute(
        'UPDATE quotation SET state = ?, "use" = ?, reason = ?, decided_by = ?, decided = ?'
        " WHERE id = ? AND mark = ?",
        [
            given.state, given.use, given.reason, given.by, given.at.isoformat(), entry.object,
            given.of,
        ],
    )  # fmt: skip


register("theme", _apply_theme, tables=("theme",))
register("tag", _apply_tag, tables=("tag",))
register("quotation", _apply_quotation, tables=("quotation",))


# --- codebook ------------------------------------------------------------------------------------


def themes(store: Door) -> tuple[Theme, ...]:
    """What the council added to the codebook or changed in it, by title."""
    found = [record(Theme, json.loads(r["plain"])) for r in dicts(store, "SELECT plain FROM theme")]
    return tuple(sorted(found, key=lambda theme: (theme.title.casefold(), theme.id)))


# --- tags ----------------------------------------------------------------------------------------


def tag(store: Door, tag_id: str) -> Tag | None:
    """One tag by its id, also one that was taken away."""
    found = dicts(store, "SELECT * FROM tag WHERE id = ?", [tag_id])
    return next((from_row(Tag, r) for r in found), None)


def tags(store: Door, audit: str = "") -> tuple[Tag, ...]:
    """The tags of one audit (its first version's id) or of all, in the order they were given."""
    where = "audit = ? AND " if audit else ""
    found = dicts(
        store,
        f'SELECT * FROM tag WHERE {where}"on" = 1 ORDER BY at, id',
        [audit] if audit else [],
    )
    return tuple(from_row(Tag, r) for r in found)


def places(store: Door) -> tuple[tuple[str, str, str], ...]:
    """Every tag as the counts need it: first version of the audit, theme, key. No names, no words."""
    found = store.raw.execute(
        'SELECT DISTINCT audit, theme, key FROM tag WHERE "on" = 1 ORDER BY audit, theme, key'
    )
    return tuple((str(a), str(t), str(k)) for a, t, k in found)


def lately(store: Door, person: str, most: int = 8) -> tuple[str, ...]:
    """The themes that somebody tagged last, the latest first."""
    found = store.raw.execute(
        'SELECT theme, max(at) AS latest FROM tag WHERE "by" = ? AND "on" = 1'
        " GROUP BY theme ORDER BY latest DESC, theme LIMIT ?",
        [person, most],
    )
    return tuple(str(theme) for theme, _at in found)


def parents(store: Door) -> dict[str, str]:
    """Every reopened audit with the one before it, drafts too."""
    found = store.raw.execute(
        "SELECT id, parent FROM audit WHERE parent != ''"
        " UNION SELECT id, json_extract(plain, '$.parent') FROM draft"
        " WHERE json_extract(plain, '$.parent') != ''"
    )
    return {str(audit): str(parent) for audit, parent in found}


# --- quotations ----------------------------------------------------------------------------------


def quotation(store: Door, quotation_id: str) -> Quotation | None:
    """One quotation by its id."""
    found = dicts(store, "SELECT * FROM quotation WHERE id = ?", [quotation_id])
    return next((from_row(Quotation, r) for r in found), None)


def quotations(
    store: Door, *, audit: str = "", states: Iterable[str] = ()
) -> tuple[Quotation, ...]:
    """Quotations of one audit or in some states, the oldest first."""
    where, values = ["1"], list[str]()
    if audit:
        where.append("audit = ?")
        values.append(audit)
    if wanted := tuple(states):
        where.append(f"state IN ({', '.join('?' for _ in wanted)})")
        values.extend(wanted)
    found = dicts(
        store, f"SELECT * FROM quotation WHERE {' AND '.join(where)} ORDER BY at, id", values
    )
    return tuple(from_row(Quotation, r) for r in found)


def waiting(store: Door, person: str, *, moderates: bool) -> tuple[int, str]:
    """How many quotations wait for somebody else's yes than their proposer's, and the oldest one's id.

    What belongs to an audit that this person must not see into is not counted.
    """
    n, oldest = store.raw.execute(
        "SELECT count(*), min(at || ' ' || id) FROM quotation WHERE state = 'waiting'"
        f' AND "by" != ? AND version NOT IN ({HIDDEN}) AND audit NOT IN ({HIDDEN})',
        [person, *([person, person, int(moderates)] * 2)],
    ).fetchone()
    return int(n), str(oldest or "").rpartition(" ")[2]
