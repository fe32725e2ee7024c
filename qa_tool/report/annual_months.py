"""The audits of a group by the month in which they were handed in, where months bear percentages."""

from collections import Counter
from datetime import date

from qa_tool.disclosure.table import CountsTable
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.figures.spc import LEAST as LEAST_POINTS
from qa_tool.figures.years import spans
from qa_tool.publication.frozen import Frozen
from qa_tool.report.annual_groups import BELOW, GOOD, NONE, AuditGroup, half_of
from qa_tool.template.model import Scale


def month_of(day: date) -> str:
    """What the line of a month is called: a year has each once, and a number behind it would be read as a count."""
    return f"{day:%B}"


def by_month(frozen: Frozen, group: AuditGroup, scale: Scale) -> CountsTable | None:
    """Final grades by the month in which the audit was handed in; None before five months bear a percentage."""
    months = spans(frozen.first, frozen.last, "month")
    found = Counter(
        (audit.handed_in.replace(day=1), half_of(scale, audit.final))
        for audit in group.audits
        if audit.handed_in is not None
    )
    columns = (GOOD, BELOW, NONE) if any(half == NONE for _, half in found) else (GOOD, BELOW)
    cells = tuple(tuple(found[month, half] for half in columns) for month in months)
    if found.total() < group.n or sum(map(sum, cells)) < group.n:
        return None  # an audit without a day, or with one outside the year, stands in no month
    if sum(sum(line) >= TOO_FEW for line in cells) < LEAST_POINTS:
        return None
    return CountsTable(
        f"month-{group.key}", f"Final overall grades by month of handing in: {group.title}",
        tuple(map(month_of, months)), columns, cells, population=group.key,
        row_word="Month", period=frozen.period,
    )  # fmt: skip
