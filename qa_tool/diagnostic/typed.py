"""Lines as people type them for the frame of a session, and back: who came, the scorecard extract."""

from collections.abc import Iterable

from qa_tool.diagnostic.model import Came, Indicator
from qa_tool.errors import QAError


def came_of(text: str) -> tuple[Came, ...]:
    """`Social worker: 4` on each line; a line without a number counts one."""
    found: dict[str, int] = {}
    for line in text.splitlines():
        role, colon, n = (part.strip() for part in line.rpartition(":"))
        if not colon:
            role, n = n, "1"
        if not role:
            continue
        if not (n.isascii() and n.isdigit()) or int(n) > 999:
            raise QAError(f"“{line.strip()}” has no number.", "Write it as: Social worker: 4")
        found[role] = found.get(role, 0) + int(n)
    return tuple(Came(role, n) for role, n in found.items())


def came_text(came: Iterable[Came]) -> str:
    """The lines again."""
    return "\n".join(f"{one.role}: {one.n}" for one in came)


def scorecard_of(text: str) -> tuple[Indicator, ...]:
    """`Visits in time | 84% | 95% | Team scorecard` on each line; target and source may be missing."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split("|")]
        if not 2 <= len(parts) <= 4 or not parts[0] or not parts[1]:
            raise QAError(
                f"“{line.strip()}” is not a line of the scorecard.",
                "Write it as: indicator | value | target | source",
            )
        found.append(Indicator(*parts))
    return tuple(found)


def scorecard_text(rows: Iterable[Indicator]) -> str:
    """The lines again."""
    lines = (f"{one.name} | {one.value} | {one.target} | {one.source}" for one in rows)
    return "\n".join(line.rstrip(" |") for line in lines)
