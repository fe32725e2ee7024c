"""Step 17: templates being written, and what of one version is what of another."""

from typing import Any

NAME = "m0017_form"

LINES: tuple[str, ...] = (
    # Templates being written are no projection: they live here alone until they are published.
    (
        "CREATE TABLE form_draft (id TEXT PRIMARY KEY, owner TEXT NOT NULL, key TEXT NOT NULL,"
        " title TEXT NOT NULL, version TEXT NOT NULL, based_on TEXT NOT NULL, started TEXT NOT NULL,"
        " touched TEXT NOT NULL, undone INTEGER NOT NULL, plain TEXT NOT NULL, scales TEXT NOT NULL)"
    ),
    (
        "CREATE TABLE form_step (draft TEXT NOT NULL, n INTEGER NOT NULL, plain TEXT NOT NULL,"
        " PRIMARY KEY (draft, n)) WITHOUT ROWID"
    ),
    # What is new in a version, and since when no new audit is given out with a template.
    "ALTER TABLE template ADD COLUMN notes TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE template ADD COLUMN retired TEXT NOT NULL DEFAULT ''",
    # What of one version of a template is what of another, as somebody confirmed it or took it back.
    (
        "CREATE TABLE crosswalk (id TEXT PRIMARY KEY, template TEXT NOT NULL, withdrawn INTEGER NOT NULL,"
        " plain TEXT NOT NULL) WITHOUT ROWID"
    ),
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
