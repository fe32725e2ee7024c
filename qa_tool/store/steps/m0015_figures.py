"""Step 15: what the figures count, kept narrow: counted audits, their sums, re-reads, who was not told yet."""

from typing import Any

NAME = "m0015_figures"

# What a figure may be asked by; every one is the number of a term.
PLACE = "template, kind, form, round, team, area, service, month"
_COLUMNS = ", ".join(f"{name} INTEGER NOT NULL" for name in PLACE.split(", "))

LINES: tuple[str, ...] = (
    # One row for each audit that enters a rate.
    (
        f"CREATE TABLE counted (audit INTEGER PRIMARY KEY, {_COLUMNS}, overall INTEGER NOT NULL,"
        " age INTEGER NOT NULL, ethnicity INTEGER NOT NULL, mode INTEGER NOT NULL)"
    ),
    # One row for each audit of the drawn sample that was read again; `chance` speaks for the rest.
    (
        f"CREATE TABLE reread (audit INTEGER PRIMARY KEY, {_COLUMNS}, chance INTEGER NOT NULL,"
        " first INTEGER NOT NULL, second INTEGER NOT NULL)"
    ),
    # Audits whose people have not heard of them yet.
    (
        "CREATE TABLE unheard (audit TEXT PRIMARY KEY, auditor TEXT NOT NULL, handed_in TEXT NOT NULL)"
        " WITHOUT ROWID"
    ),
    "DROP TABLE tally",
    (
        "CREATE TABLE tally (domain INTEGER NOT NULL, template INTEGER NOT NULL, round INTEGER NOT NULL,"
        " kind INTEGER NOT NULL, grade INTEGER NOT NULL, area INTEGER NOT NULL, team INTEGER NOT NULL,"
        " service INTEGER NOT NULL, form INTEGER NOT NULL, month INTEGER NOT NULL, n INTEGER NOT NULL,"
        " PRIMARY KEY (domain, template, round, kind, grade, area, team, service, form, month))"
        " WITHOUT ROWID"
    ),
    "CREATE INDEX child_case_open ON child_case (kind) WHERE closed IS NULL",
    # How far the audits are, by team, area or service, without reading them.
    ("CREATE INDEX audit_place ON audit (superseded, round, template, state, team, area, service)"),
    # The worst grades are looked up by themselves, without reading the audits.
    (
        "CREATE INDEX audit_final ON audit (final_overall, superseded, state, selection, handed_in,"
        ' signed_off, "case", id)'
    ),
)


_NAMES = (
    "template",
    "fingerprint",
    "round",
    "team",
    "area",
    "service",
    "mode",
    "overall",
    "final_overall",
)
_CHILD = ("kind", "age_band", "ethnicity")
_WORDS = (
    *(f"SELECT {name} FROM audit" for name in _NAMES),
    *(f"SELECT {name} FROM child_case" for name in _CHILD),
    "SELECT overall FROM reading", "SELECT '' FROM audit", "SELECT 'overall' FROM audit",
)  # fmt: skip


def _number(word: str) -> str:
    return f"(SELECT id FROM term WHERE text = {word})"


_PLACED = ", ".join(
    _number(word)
    for word in ("a.template", "coalesce(k.kind, '')", "a.fingerprint", "a.round", "a.team", "a.area",
                 "a.service")
)  # fmt: skip
_PLACED += ", coalesce(CAST(substr(a.handed_in, 1, 4) || substr(a.handed_in, 6, 2) AS INTEGER), 0)"
_AUDITS = 'audit a LEFT JOIN child_case k ON k.id = a."case"'
_AGE = _number("coalesce(k.age_band, '')")
_ETHNICITY = _number("coalesce(k.ethnicity, '')")
_OVERALL = _number("'overall'")
_READ = "+r.state = 'closed' AND r.saved IS NOT NULL AND r.dispute = ''"
_FILL = (
    (
        f"INSERT INTO counted SELECT a.row, {_PLACED}, {_number('a.final_overall')}, {_AGE},"
        f" {_ETHNICITY}, {_number('a.mode')} FROM {_AUDITS} WHERE a.state IN ('signed_off', 'closed')"
        " AND a.superseded = 0 AND a.selection = 'random' AND NOT EXISTS (SELECT 1 FROM audit e WHERE"
        ' e."case" = a."case" AND +e.round = a.round AND +e.superseded = 0 AND e.selection = \'random\''
        " AND (e.handed_in, e.id) < (a.handed_in, a.id))"
    ),
    (
        "INSERT INTO tally SELECT domain, template, round, kind, grade, area, team, service, form, month,"
        " count(*) FROM (SELECT c.*, g.domain, g.final AS grade FROM counted c JOIN grade g ON"
        f" g.audit = c.audit UNION ALL SELECT c.*, {_OVERALL}, c.overall FROM counted c)"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
    ),
    (
        f"INSERT INTO reread SELECT a.row, {_PLACED}, (r.chosen = 'random' AND NOT EXISTS (SELECT 1 FROM"
        ' reading o JOIN audit v ON v.id = o.audit WHERE v."case" = a."case" AND +v.allocation ='
        f" a.allocation AND v.id != a.id AND {_READ.replace('r.', 'o.')}"
        f" AND (v.handed_in, v.id) < (a.handed_in, a.id))), {_number('a.overall')},"
        f" {_number('r.overall')} FROM {_AUDITS} JOIN reading r ON r.audit = a.id AND {_READ}"
        " WHERE r.mode = 'blind' AND a.selection = 'random' AND NOT EXISTS (SELECT 1 FROM reading s"
        f" WHERE s.audit = a.id AND {_READ.replace('r.', 's.')} AND (s.made, s.id) < (r.made, r.id))"
    ),
    (
        "INSERT INTO unheard SELECT a.id, a.auditor, a.handed_in FROM audit a WHERE a.superseded = 0 AND a.state !="
        " 'closed' AND a.handed_in IS NOT NULL AND NOT EXISTS (SELECT 1 FROM feedback f WHERE"
        " f.audit = a.id)"
    ),
)


def apply(db: Any) -> None:
    """Make the tables and fill them from the rows that are there."""
    for line in LINES:
        db.execute(line)
    for words in _WORDS:
        db.execute(f"INSERT OR IGNORE INTO term (text) {words}")
    for line in _FILL:
        db.execute(line)
