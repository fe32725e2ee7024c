"""The inspection drawer as plain values and as lines of a terminal; never with the council's number."""

from collections.abc import Iterator
from typing import Any

from qa_tool.store.record import plain
from qa_tool.work.inspection import Drawer, Listed


def told(row: Listed) -> dict[str, Any]:
    """One audit of the list, for scripts."""
    return {
        "audit": row.id, "case": row.reference, "template": row.title, "team": row.team,
        "handed_in": plain(row.handed_in), "first": row.first, "final": row.final,
        "state": row.state, "actions": row.actions, "unfinished": row.unfinished,
        "overdue": row.overdue, "withheld": row.withheld,
    }  # fmt: skip


def told_case(drawer: Drawer) -> dict[str, Any]:
    """One case, for scripts."""
    return {
        "case": drawer.reference, "kind": drawer.kind, "team": drawer.team,
        "withheld": drawer.withheld, "audits": list(drawer.audits),
        "parts": {
            part.key: [
                {"on": plain(line.on), "title": line.title, "detail": line.detail, "state": line.state}
                for line in part.lines
            ]
            for part in drawer.parts
        },
    }  # fmt: skip


def lines_of(drawer: Drawer) -> Iterator[str]:
    """One case, for a person at a terminal."""
    yield f"Case {drawer.reference}, {drawer.kind.replace('_', ' ')}, {drawer.team}"
    if drawer.withheld:
        yield f"{drawer.withheld} withheld until your own second reading is saved"
    for part in drawer.parts:
        yield ""
        yield part.title.upper()
        if not part.lines:
            yield f"  {part.empty}"
        for line in part.lines:
            day = f"{line.on.day} {line.on:%b %Y}" if line.on else ""
            state = f" [{line.state}]" if line.state else ""
            yield f"  {day:12} {line.title}{state}"
            if line.detail:
                yield f"  {'':12} {line.detail}"


def line_of(row: Listed) -> str:
    """One audit of the list, for a person at a terminal."""
    day = f"{row.handed_in.day} {row.handed_in:%b %Y}" if row.handed_in else ""
    if row.withheld:
        return f"{row.reference:10} {day:12} withheld until your own second reading is saved"
    return (
        f"{row.reference:10} {day:12} {row.first or 'no grade':22} {row.final or 'no grade':22} "
        f"{row.action_words:18} {row.state}"
    )
