"""Independence: whose line is whose, and who may read which file."""

from collections.abc import Mapping, Sequence

from qa_tool.council.model import Case, Person

_DEEPEST_LINE = 12  # a longer chain of managers is a circle in the data


def line_of(person_id: str, people: Mapping[str, Person]) -> tuple[str, ...]:
    """The managers above somebody, nearest first; stops where the data goes in a circle."""
    line: list[str] = []
    current = people.get(person_id)
    while current and current.line_manager and len(line) < _DEEPEST_LINE:
        if current.line_manager in line or current.line_manager == person_id:
            break
        line.append(current.line_manager)
        current = people.get(current.line_manager)
    return tuple(line)


def why_not_independent(
    reader: str, case: Case, worker_line: Sequence[str], *, reading: str = "audit"
) -> str:
    """Why this person may not read this file, as a sentence; empty when they may."""
    if reader == case.worker:
        return f"You hold this case yourself, so somebody else must {reading} it."
    if reader in worker_line:
        return f"The worker of this case is in your own line, so somebody else must {reading} it."
    if case.restricted_to and reader not in case.restricted_to:
        return "This file is restricted to named auditors, and you are not one of them."
    return ""
