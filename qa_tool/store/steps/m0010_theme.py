"""Step 10: the codebook, tags and quotations."""

from typing import Any

NAME = "m0010_theme"

LINES: tuple[str, ...] = (
    # What the council changed in the codebook; the shipped themes stand in resources/themes.
    "CREATE TABLE theme (id TEXT PRIMARY KEY, state TEXT NOT NULL, plain TEXT NOT NULL)",
    # `audit` is the first version of an audit: tags outlive a reopening. No words stand here.
    (
        "CREATE TABLE tag (id TEXT PRIMARY KEY, audit TEXT NOT NULL, version TEXT NOT NULL,"
        ' key TEXT NOT NULL, theme TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL,'
        ' start INTEGER NOT NULL, "end" INTEGER NOT NULL, "on" INTEGER NOT NULL)'
    ),
    'CREATE INDEX tag_audit ON tag (audit, "on")',
    'CREATE INDEX tag_theme ON tag ("on", theme)',
    (
        "CREATE TABLE quotation (id TEXT PRIMARY KEY, audit TEXT NOT NULL, version TEXT NOT NULL,"
        " key TEXT NOT NULL, theme TEXT NOT NULL, original TEXT NOT NULL, blanked TEXT NOT NULL,"
        ' family INTEGER NOT NULL, consent TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL,'
        ' mark TEXT NOT NULL, state TEXT NOT NULL, "use" TEXT NOT NULL, reason TEXT NOT NULL,'
        " decided_by TEXT NOT NULL, decided TEXT)"
    ),
    "CREATE INDEX quotation_state ON quotation (state, at)",
    "CREATE INDEX quotation_audit ON quotation (audit)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
