"""What the inspection drawer asks of the store: how far the actions of many audits are."""

import json
from collections.abc import Iterable
from datetime import date

from qa_tool.store.door import Door


def action_counts(
    store: Door, audits: Iterable[str], today: date
) -> dict[str, tuple[int, int, int]]:
    """Of each of these audits: how many actions, how many unfinished, how many overdue."""
    found = store.raw.execute(
        "SELECT audit, count(*), sum(state = 'open' OR (state = 'done' AND needs_verifying = 1)),"
        " sum(state = 'open' AND due IS NOT NULL AND due < ?) FROM action"
        " WHERE audit IN (SELECT value FROM json_each(?)) AND state != 'withdrawn' GROUP BY audit",
        [today.isoformat(), json.dumps(sorted(audits))],
    )
    return {str(a): (int(n), int(left), int(late)) for a, n, left, late in found}
