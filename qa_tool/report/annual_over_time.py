"""Good or better over time: month by month on a control chart, year by year with intervals.

A chart is drawn only where enough points carry a percentage; below that a sentence says so, or nothing
is said of time. Everything is read from protected tables, this year's and those of published years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.chart.dots import Dot, DotRow, dots
from qa_tool.chart.trend import Wording, trend_chart
from qa_tool.disclosure.table import Share
from qa_tool.figures import sentence
from qa_tool.figures.change import change
from qa_tool.figures.pchart import Count, Trend, trend
from qa_tool.figures.years import before, bounds, name_of, spans
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import GOOD, AuditGroup
from qa_tool.report.annual_months import month_of
from qa_tool.report.annual_words import same_group
from qa_tool.report.blocks import Block, Chart, Paragraph, TableBlock
from qa_tool.report.naming import plural


def months_chart(edition: Edition, group: AuditGroup) -> tuple[Block, ...]:
    """The control chart of a group's months with its sentence and its table; the table alone where too much is hidden."""
    found = next((one for one in edition.published if one.table.key == f"month-{group.key}"), None)
    if found is None:
        return ()
    days = spans(edition.frozen.first, edition.frozen.last, "month")
    known = [_count(edition, group, day) for day in days]
    made = trend(one or Count(day, 0, 0) for day, one in zip(days, known, strict=True))
    left = known.count(None)
    said = sentence.trend("Good or better by month", made, "month")
    if left:
        said += f" {plural(left, 'month has', 'months have')} no point, because a count there is hidden."  # fmt: skip
    if made.fit not in {"xmr", "p"}:
        return (Paragraph(said), *found.blocks())
    title = f"Good or better by month of handing in: {group.title}"
    scene = trend_chart(made, title, f"{title}. {said} {_points(made)}")
    return (Paragraph(f"{said} {_how(made)}"), Chart(scene, title, found.block()))


def _count(edition: Edition, group: AuditGroup, day: date) -> Count | None:
    """One month as the edition shows it; None where a count of it is hidden."""
    table = edition.table(f"month-{group.key}")
    share = table.share(month_of(day), GOOD) if table is not None else None
    if share is None or share.count is None or share.base is None:
        return None
    return Count(day, share.count, share.base)


def _points(made: Trend) -> str:
    told = (f"{name_of(c.when, 'month')}: {c.k} of {c.n}" for c in made.counts if c.n)
    return f"{'; '.join(told)}."


def _how(made: Trend) -> str:
    """Which chart it is, for whoever checks it."""
    if made.fit == "p":
        return "Limits are three standard errors, wider where a month has fewer audits (p-chart)."
    return "Limits are the mean and 2.66 mean moving ranges (XmR), none of them screened out."


@dataclass(frozen=True, slots=True)
class _Year:
    year: str
    share: Share
    change: str


def years_chart(edition: Edition, group: AuditGroup, past: Sequence[Edition]) -> tuple[Block, ...]:
    """Good or better of this and the published years before it, the earliest first; from two years on."""
    years = _years(edition, group, past)
    if len(years) < 2:
        return ()
    title = f"Good or better, year by year: {group.title}"
    rows = tuple((one.year, _words(one.share), one.change or "–") for one in years)
    block = TableBlock(
        "", ("Year", "Good or better, % (low to high)", "Beside the year before"),
        ("text", "text", "text"), rows,
        "The chart in figures.",
    )  # fmt: skip
    said = f"{title}. {'; '.join(f'{year}: {told}, {moved}' if moved != '–' else f'{year}: {told}' for year, told, moved in rows)}."  # fmt: skip
    counts = tuple(
        Count(bounds(one.year)[0], one.share.count or 0, one.share.base or 0) for one in years
    )
    made = trend(counts)
    if made.fit in {"xmr", "p"}:
        told = sentence.trend("Good or better by year", made, "year")
        scene = trend_chart(made, title, f"{said} {told}", words=Wording(step="year"))
        return (Paragraph(f"{told} {_how(made)}"), Chart(scene, title, block))
    drawn = [DotRow(one.year, _dot(one.share), words=one.change) for one in years]
    return (Chart(dots(drawn, title, said, first="Year", times=("Before", "Share of the year")), title, block),)  # fmt: skip


def _years(edition: Edition, group: AuditGroup, past: Sequence[Edition]) -> list[_Year]:
    """The years without a gap that end with this one, as far as their shares may be told."""
    found = [(edition.frozen.year, edition.good(group))]
    for one in reversed(past):
        other = same_group(one, group)
        if one.frozen.year != before(found[-1][0]) or other is None:
            break
        found.append((one.frozen.year, one.good(other)))
    made: list[_Year] = []
    earlier: Share | None = None
    for year, share in reversed(found):
        if share is None or share.percent is None:
            made, earlier = [], None
            continue
        moved = ""
        if earlier is not None:
            moved = change(_pair(earlier), _pair(share)).words
        made.append(_Year(year, share, moved))
        earlier = share
    return made


def _pair(share: Share) -> tuple[int, int]:
    return share.count or 0, share.base or 0


def _words(share: Share) -> str:
    return f"{share.percent}% ({share.low} to {share.high}), {share.count} of {share.base}"


def _dot(share: Share) -> Dot:
    k, n = _pair(share)
    return Dot(k / n, f"{share.percent}% ({share.low} to {share.high})", (share.low or 0) / 100, (share.high or 0) / 100)  # fmt: skip
