"""What a plan says to people: the report of a case list in sentences, and as plain values."""

from collections import Counter
from typing import Any

from qa_tool.errors import QAError
from qa_tool.work.caselist import list_name
from qa_tool.work.caselist_plan import Plan, Unknown
from qa_tool.work.workspace import Workspace

_SHOWN = 10


def area_named(workspace: Workspace, name: str) -> str:
    """The id of the area with this name; "" for no name."""
    if not name:
        return ""
    for area in workspace.areas.values():
        if area.name.casefold() == name.casefold() or area.id == name:
            return area.id
    names = ", ".join(area.name for area in workspace.areas.values())
    raise QAError(f"There is no area called “{name}”.", f"There are: {names or 'none yet'}.")


def some(number: int, one: str, many: str = "") -> str:
    """A number with its noun: '1 row', '12,000 rows'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def outcome(plan: Plan) -> str:
    """What bringing it in does, in one line."""
    parts = [
        f"{len(plan.new):,} new",
        f"{len(plan.updated):,} brought up to date",
        f"{plan.same:,} as they were",
    ]
    if plan.gone:
        parts.append(f"{plan.gone:,} not on the list any more")
    return ", ".join(parts)


def reading(plan: Plan) -> str:
    """What was read, in one line."""
    found = plan.found
    children = some(len(found.children), "child", "children")
    parts = [f"{some(found.rows, 'row')} read", children]
    if found.rejects:
        parts.append(f"{some(len(found.rejects), 'row')} not taken")
    if found.repeated:
        parts.append(f"{some(found.repeated, 'more row')} of the same child on one list")
    if found.on_several:
        parts.append(f"{some(found.on_several, 'child', 'children')} on several lists")
    return ", ".join(parts)


def rejected(plan: Plan) -> tuple[str, ...]:
    """Why rows were not taken, most first: how many, and the first rows."""
    reasons: dict[tuple[str, str], list[int]] = {}
    for reject in plan.found.rejects:
        reasons.setdefault((reject.sheet, reject.reason), []).append(reject.row)
    told = []
    for (sheet, reason), rows in sorted(reasons.items(), key=lambda item: -len(item[1])):
        first = ", ".join(str(row) for row in rows[:5])
        more = f" and {len(rows) - 5:,} more" if len(rows) > 5 else ""
        where = f"{sheet}, " if sheet and sheet != "the file" else ""
        told.append(f"{where}{'row' if len(rows) == 1 else 'rows'} {first}{more}: {reason}.")
    return tuple(told)


def unknown(one: Unknown) -> str:
    """A name that is not known here."""
    near = f" (did you mean “{one.near}”?)" if one.near else ""
    return f"“{one.name}”, {some(one.children, 'child', 'children')}{near}"


def report(plan: Plan) -> list[str]:
    """The whole report, line by line; no number, no name of a child."""
    lines = [
        f"{list_name(sheet.list_key)}: {some(sheet.rows, 'row')}, headings in row {sheet.header_row}"
        + (f"; columns not used: {', '.join(sheet.unused)}" if sheet.unused else "")
        for sheet in plan.found.sheets
    ]
    lines += [f"{reading(plan)}.", f"{outcome(plan)}."]
    lines += [f"Not taken: {line}" for line in rejected(plan)]
    for noun, added, names in (
        ("team", plan.teams, plan.unknown_teams), ("worker", plan.people, plan.unknown_workers),
    ):  # fmt: skip
        if names:
            fate = "added" if added else "not known here, and not added"
            told = "; ".join(unknown(one) for one in names[:_SHOWN])
            more = f"; and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
            lines.append(f"{some(len(names), noun)} {fate}: {told}{more}.")
    lines += [f"{p.severity}: {p}" for p in plan.found.problems]
    return [*lines, *plan.notes]


def as_plain(plan: Plan) -> dict[str, Any]:
    """The report as values for scripts."""
    found = plan.found
    return {
        "lists": list(found.lists),
        **plan.counts(),
        "reasons": dict(Counter(reject.reason for reject in found.rejects)),
        "rejects": [{"sheet": r.sheet, "row": r.row, "reason": r.reason} for r in found.rejects],
        "unused": {sheet.list_key: list(sheet.unused) for sheet in found.sheets},
        "unknown_teams": [one.name for one in plan.unknown_teams],
        "unknown_workers": [one.name for one in plan.unknown_workers],
        "problems": [{"where": p.where, "what": p.what, "cure": p.cure} for p in found.problems],
        "notes": list(plan.notes),
        "fingerprint": found.fingerprint,
    }
