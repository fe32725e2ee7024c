"""What figures count, kept beside the rows: which audits, their sums, re-reads, and who was not told.

All of it is worked out from the rows of one case, and again whenever one of them changes: so it comes
out the same whatever order the entries came in.
"""

from collections.abc import Generator
from contextlib import contextmanager
from weakref import WeakKeyDictionary, WeakSet

from qa_tool.store.door import Door

PLACE = "template, kind, form, round, team, area, service, month"
_SIGNED = "state IN ('signed_off', 'closed')"

# Only first audits from a recorded draw enter rates; of a child drawn twice in a round the first one.
# The plus keeps SQLite from reading a whole round where one case has few audits.
_FIRST = (
    "+a.superseded = 0 AND +a.selection = 'random' AND NOT EXISTS (SELECT 1 FROM audit e"
    ' WHERE e."case" = a."case" AND +e.round = a.round AND +e.superseded = 0'
    " AND e.selection = 'random' AND (e.handed_in, e.id) < (a.handed_in, a.id))"
)
_NAMES = ("template", "kind", "fingerprint", "round", "team", "area", "service")
_MONTH = (
    "CAST(substr(a.handed_in, 1, 4) || substr(a.handed_in, 6, 2) AS INTEGER)"  # 0 without a day
)
_READ = "r.audit = a.id AND +r.state = 'closed' AND r.saved IS NOT NULL AND r.dispute = ''"


def _term(text: str) -> str:
    return f"(SELECT id FROM term WHERE text = {text})"


def _place(case: str = "a") -> str:
    """The columns of PLACE for an audit `a` and its case `k`."""
    terms = [
        _term("coalesce(k.kind, '')") if name == "kind" else _term(f"{case}.{name}")
        for name in _NAMES
    ]
    return f"{', '.join(terms)}, coalesce({_MONTH}, 0)"


_AUDITS = 'audit a LEFT JOIN child_case k ON k.id = a."case"'
_AGE, _ETHNICITY = _term("coalesce(k.age_band, '')"), _term("coalesce(k.ethnicity, '')")
_COUNT = (
    f"INSERT INTO counted (audit, {PLACE}, overall, age, ethnicity, mode) SELECT a.row, {_place()},"
    f" {_term('a.final_overall')}, {_AGE}, {_ETHNICITY}, {_term('a.mode')}"
    f" FROM {_AUDITS} WHERE +a.{_SIGNED} AND {_FIRST}"
)
# An older version that was read again is the one whose two grades were given independently.
_REREAD = (
    f"INSERT INTO reread (audit, {PLACE}, chance, first, second) SELECT a.row, {_place()},"
    " (r.chosen = 'random' AND NOT EXISTS (SELECT 1 FROM reading o JOIN audit v ON v.id = o.audit"
    ' WHERE v."case" = a."case" AND +v.allocation = a.allocation AND v.id != a.id'
    " AND +o.state = 'closed' AND o.saved IS NOT NULL AND o.dispute = ''"
    " AND (v.handed_in, v.id) < (a.handed_in, a.id))),"
    f" {_term('a.overall')}, {_term('r.overall')} FROM {_AUDITS} JOIN reading r ON {_READ}"
    " WHERE r.mode = 'blind' AND +a.selection = 'random' AND NOT EXISTS (SELECT 1 FROM reading r2"
    f" WHERE {_READ.replace('r.', 'r2.')} AND (r2.made, r2.id) < (r.made, r.id))"
)
_UNHEARD = (
    "INSERT INTO unheard (audit, auditor, handed_in) SELECT a.id, a.auditor, a.handed_in FROM audit a"
    " WHERE +a.superseded = 0 AND a.state != 'closed' AND +a.handed_in IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.audit = a.id)"
)
_SUM_INTO = f"INSERT INTO tally ({PLACE}, domain, grade, n)"
_UPDATE = " ON CONFLICT DO UPDATE SET n = n + excluded.n"
_OF = ", ".join(f"c.{name}" for name in PLACE.split(", "))
GRADES = (
    f"SELECT {_OF}, g.domain AS domain, g.final AS grade, c.audit FROM counted c"
    " JOIN grade g ON g.audit = c.audit"
    f" UNION ALL SELECT {_OF}, (SELECT id FROM term WHERE text = 'overall'), c.overall, c.audit"
    " FROM counted c"
)
_WORDED = ("template", "fingerprint", "round", "team", "area", "service", "final_overall", "mode")
_CHILD = ("kind", "age_band", "ethnicity")
_ROWS = 'SELECT row FROM audit WHERE "case" = ?'

_LATER: "WeakSet[Door]" = WeakSet()
_KNOWN: "WeakKeyDictionary[Door, dict[str, int]]" = WeakKeyDictionary()


def term(store: Door, text: str) -> int:
    """The number that stands for a long key in the large tables."""
    known = _KNOWN.get(store)
    if known is None:
        known = _KNOWN[store] = {}
        store.on_undone(lambda: _KNOWN.get(store, {}).clear())
    if text not in known:
        store.raw.execute("INSERT OR IGNORE INTO term (text) VALUES (?)", [text])
        found = store.raw.execute("SELECT id FROM term WHERE text = ?", [text]).fetchone()
        known[text] = int(found[0])
    return known[text]


def audited(store: Door, case: str) -> bool:
    """Whether there is anything of this case to count."""
    found = store.raw.execute(f"{_ROWS} LIMIT 1", [case])
    return found.fetchone() is not None


@contextmanager
def again(store: Door, case: str) -> Generator[None]:
    """What changes about this case inside leaves the sums before and enters them afterwards."""
    if store in _LATER:
        yield
        return
    raw = store.raw
    if raw.execute(f"SELECT 1 FROM counted WHERE audit IN ({_ROWS}) LIMIT 1", [case]).fetchone():
        _sum(store, case, -1)
        raw.execute(f"DELETE FROM counted WHERE audit IN ({_ROWS})", [case])
    yield
    signed = raw.execute(
        f'SELECT 1 FROM audit WHERE "case" = ? AND +{_SIGNED} AND +superseded = 0 LIMIT 1', [case]
    )
    if signed.fetchone() is not None:
        _terms(store, case)
        if raw.execute(f'{_COUNT} AND a."case" = ?', [case]).rowcount:
            _sum(store, case, 1)


@contextmanager
def at_the_end(store: Door) -> Generator[None]:
    """Every row is made again inside: nothing is counted case by case, and afterwards all at once."""
    _LATER.add(store)
    try:
        yield
    finally:
        _LATER.discard(store)
    _all_again(store)


def _all_again(store: Door) -> None:
    for table in ("counted", "tally", "reread", "unheard"):
        store.raw.execute(f"DELETE FROM {table}")
    words = [f"SELECT {name} FROM audit" for name in (*_WORDED, "overall")]
    words += [f"SELECT coalesce({name}, '') FROM child_case" for name in _CHILD]
    words += ["SELECT overall FROM reading WHERE state = 'closed'", "SELECT 'overall'", "SELECT ''"]
    for (word,) in store.raw.execute(" UNION ".join(words)).fetchall():
        term(store, word)
    columns = f"{PLACE}, domain, grade"
    store.raw.execute(_COUNT)
    store.raw.execute(f"{_SUM_INTO} SELECT {columns}, count(*) FROM ({GRADES}) GROUP BY {columns}")
    store.raw.execute(_REREAD)
    store.raw.execute(_UNHEARD)


def _terms(store: Door, case: str) -> None:
    """Every word that a sum may be asked by has its number before it is looked up."""
    term(store, "overall")
    own = ", ".join(f"a.{name}" for name in (*_WORDED, "overall"))
    child = ", ".join(f"coalesce(k.{name}, '')" for name in _CHILD)
    for words in store.raw.execute(f'SELECT {own}, {child} FROM {_AUDITS} WHERE a."case" = ?', [case]).fetchall():  # fmt: skip
        for word in words:
            term(store, word)


def _sum(store: Door, case: str, by: int) -> None:
    """Add what is counted of this case to the sums, or take it out."""
    columns = f"{PLACE}, domain, grade"
    store.raw.execute(
        f"{_SUM_INTO} SELECT {columns}, count(*) * ? FROM ({GRADES}) WHERE audit IN ({_ROWS})"
        f" GROUP BY {columns}{_UPDATE}",
        [by, case],
    )
    if by < 0:
        store.raw.execute(
            f"DELETE FROM tally WHERE n = 0 AND (domain, template) IN"
            f" (SELECT domain, template FROM ({GRADES}) WHERE audit IN ({_ROWS}))",
            [case],
        )


def read_again(store: Door, case: str) -> None:
    """The second readings of a case, as the figures of agreement ask for them."""
    if store in _LATER:
        return
    store.raw.execute(f"DELETE FROM reread WHERE audit IN ({_ROWS})", [case])
    found = store.raw.execute(
        'SELECT r.overall FROM audit a JOIN reading r ON r.audit = a.id WHERE a."case" = ?'
        " AND +r.state = 'closed'",
        [case],
    ).fetchall()
    if not found:
        return
    for (overall,) in found:
        term(store, overall)
    _terms(store, case)
    store.raw.execute(f'{_REREAD} AND a."case" = ?', [case])


def heard(store: Door, audit: str) -> None:
    """Whether somebody must still be told of this audit."""
    if store in _LATER:
        return
    store.raw.execute("DELETE FROM unheard WHERE audit = ?", [audit])
    store.raw.execute(f"{_UNHEARD} AND a.id = ?", [audit])
