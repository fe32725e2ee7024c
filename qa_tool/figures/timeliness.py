"""Timeliness beside quality: how often each clock was met, and the grades of files in time and late.

Only audits that count are looked at. No grade is made of a clock, and no clock of a grade.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qa_tool.figures.basis import Group
from qa_tool.figures.dataset import AuditFact, ClockFact, DataSet
from qa_tool.figures.distribution import Distribution, distribute


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock over many files: on how many it was looked at, how often due, how often in time."""

    title: str
    lengths: str
    local: bool
    audits: tuple[AuditFact, ...]
    due: int
    in_time: int
    late_files: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Files of one group on which everything was in time, and those on which something was late."""

    group: Group
    in_time: Distribution
    late: Distribution


def clock_lines(data: DataSet, counted: Iterable[AuditFact]) -> tuple[ClockLine, ...]:
    """Every clock that was due on a counted audit, in the order of the law's list."""
    known = {audit.id: audit for audit in counted}
    found: dict[str, list[ClockFact]] = {}
    for fact in data.timeliness:
        if fact.audit in known and fact.due:
            found.setdefault(fact.clock, []).append(fact)
    order = {fact.clock: place for place, fact in reversed(list(enumerate(data.timeliness)))}
    return tuple(
        ClockLine(
            facts[0].title, facts[0].lengths, facts[0].local,
            tuple(known[fact.audit] for fact in facts), sum(fact.due for fact in facts),
            sum(fact.in_time for fact in facts), sum(fact.late > 0 for fact in facts),
        )
        for _clock, facts in sorted(found.items(), key=lambda one: order[one[0]])
    )  # fmt: skip


def looked_at(data: DataSet, counted: Iterable[AuditFact]) -> int:
    """On how many counted audits at least one clock was due."""
    timed = {fact.audit for fact in data.timeliness if fact.due}
    return sum(audit.id in timed for audit in counted)


def beside(data: DataSet, groups: Iterable[Group]) -> tuple[Beside, ...]:
    """The final grades of each group's files, those in time and those late; groups are never added."""
    due = {fact.audit for fact in data.timeliness if fact.due}
    late = {fact.audit for fact in data.timeliness if fact.late}
    found = []
    for group in groups:
        timed = [audit for audit in group.audits if audit.id in due]
        if not timed or group.template.overall.kind != "graded":
            continue
        scale = group.template.scale_of()
        found.append(
            Beside(
                group,
                distribute((a.final_overall for a in timed if a.id not in late), scale),
                distribute((a.final_overall for a in timed if a.id in late), scale),
            )
        )
    return tuple(found)
