"""From what was read to charts: each a function of the width, with its sentence."""

from collections.abc import Callable

from qa_tool.chart.ageing import ageing_bars
from qa_tool.chart.coverage import CoverageRow, coverage_bars
from qa_tool.chart.dots import DotRow, changed, dot, dots
from qa_tool.chart.funnel import funnel_plot
from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.chart.heat import HeatRow, heat_cell, heat_map
from qa_tool.chart.moderation import moderation_table
from qa_tool.chart.plane import nothing
from qa_tool.chart.scene import Scene, Table
from qa_tool.chart.trend import Wording, trend_chart
from qa_tool.figures import sentence
from qa_tool.figures.change import change
from qa_tool.work.dashboard import OVERALL, Part
from ui.pages.dashboard.read import Facts

Source = Callable[[float], Scene]
PLACES = {"area": "Area", "service": "Service", "round": "Round", "team": "Team"}
CHILDREN = {"age": "Age", "ethnicity": "Ethnicity", "mode": "How it was audited"}
ROUNDS = 8  # the latest rounds; all of them stand on the page Rounds


def subject(facts: Facts) -> str:
    """What trend and funnel are of: the overall grade, or one domain."""
    found = {domain.key: domain.title for domain, _spread in facts.grades.domains}
    return found.get(facts.view.domain, "Overall")


def grades(facts: Facts) -> Source:
    """Every domain, the overall grade first."""
    found = facts.grades
    rows = [BarRow(domain.title, spread) for domain, spread in found.domains]
    told = f"{found.n:,} audits at their final grades."
    if found.overall is not None and found.good is not None:
        rows.insert(0, BarRow("Overall", found.overall))
        told = sentence.share("Good or better overall", found.good)
    return lambda wide: grade_bars(rows, "Grades by domain", told, wide=wide)


def over_time(facts: Facts) -> Source:
    """Control chart, run chart or counts, whichever the audits bear."""
    found, title = facts.over_time, f"Over time: {subject(facts)}"
    words, n = Wording(found.step), sum(count.n for count in found.trend.counts)
    told = f"{found.sentence} {n:,} audits." if n else found.sentence
    return lambda wide: trend_chart(
        found.trend, title, told, words=words, wide=wide, joins=found.joins
    )


def years(facts: Facts) -> Source:
    """Each year with its likely range, and the change from the year before in words."""
    found = facts.years
    rows = [
        DotRow(
            year.year, dot(year.share.k, year.share.n), None,
            "new version of the template" if year.year in found.breaks
            else year.change.words if year.change else "",
        )
        for year in found.good
    ]  # fmt: skip
    title, told = f"Year on year: {subject(facts)}", found.sentence
    return lambda wide: dots(
        rows, title, told, first="Year", times=("Before", "Good or better"), wide=wide
    )


def last_two(facts: Facts) -> tuple[int, int] | None:
    """Where the round before the latest, and the latest, stand among the rounds; None with fewer than two."""
    places = {key: at for at, (key, _name) in enumerate(facts.rounds.places)}
    order = [places[one.round] for one in facts.covered.rounds if one.round in places]
    return (order[1], order[0]) if len(order) > 1 else None


def cycles(facts: Facts) -> Source:
    """Every domain in the latest round beside the round before it, with the change in words."""
    at, title = last_two(facts), "From round to round"
    if at is None:
        return lambda wide: dots([], title, "", wide=wide)
    before, now = at
    names = facts.rounds.places[before][1], facts.rounds.places[now][1]
    rows = [
        changed(domain.title, change((cells[before].good, cells[before].n),
                                     (cells[now].good, cells[now].n)))
        for domain, cells in facts.rounds.rows
    ]  # fmt: skip
    better, worse = (sum(row.words == word for row in rows) for word in ("better", "worse"))
    most = [max(cells[place].n for _domain, cells in facts.rounds.rows) for place in at]
    told = (
        f"Good or better, {names[1]} (up to {most[1]:,} audits a domain) beside {names[0]} (up to "
        f"{most[0]:,}): better in {better}, worse in {worse} of "
        f"{len(rows)} domains; in the others no reliable change, or too early to say."
    )
    return lambda wide: dots(rows, title, told, times=names, wide=wide)


def heat(facts: Facts) -> Source:
    """Good or better in every domain, by place in order of name."""
    found, first = facts.heat, PLACES[facts.view.place]
    columns = [name for _key, name in found.places]
    rows = [
        HeatRow(domain.title, tuple(heat_cell(spread.good, spread.n) for spread in cells))
        for domain, cells in found.rows
    ]
    title = f"Domains by {first.casefold()}"
    told = (
        f"Good or better, of {facts.grades.n:,} audits; shaded in steps of 20 points. Below ten audits there are "
        "counts and no shade. In order of name: nobody is ranked."
    )
    return lambda wide: heat_map(columns, rows, title, told, wide=wide)


def teams(facts: Facts) -> Source:
    """The funnel of teams; only asked for where teams may be compared."""
    found = facts.teams
    title = f"Teams: {subject(facts)}"
    shape = found.funnel if found else None
    told = f"{found.sentence} {shape.n:,} audits." if found and shape else "No audits."
    return lambda wide: funnel_plot(shape, title, told, wide=wide)


def children(facts: Facts) -> Source:
    """The overall grade by age, ethnicity or how the audit was done; too few is said."""
    first = CHILDREN[facts.view.child]
    rows = [BarRow(_band(part.name), part.found) for part in sorted(facts.children, key=_age)]
    title, told = f"Overall grade by {first.casefold()}", _gap(facts.children)
    if not rows:
        return lambda wide: nothing(title, told, wide, Table((first,), ()))
    return lambda wide: grade_bars(rows, title, told, first=first, wide=wide)


def _age(part: Part) -> tuple[int, str]:
    """Bands of age from the youngest; the unborn first, what is not recorded last."""
    first = part.name.partition(" ")[0]
    if first.isdecimal():
        return int(first), ""
    return (-1, "") if part.key == "unborn" else (1000, part.name)


def _band(name: str) -> str:
    """`0 4` is a band of age: 0 to 4."""
    low, _, high = name.partition(" ")
    return f"{low} to {high}" if low.isdecimal() and high.isdecimal() else name


def _gap(parts: tuple[Part, ...]) -> str:
    whole = sum(part.found.n for part in parts)
    few = [_band(part.name) for part in parts if part.found.percent is None]
    told = f"{whole:,} audits with an overall grade."
    return f"{told} Too few to say: {', '.join(few)}." if few else told


def covered(facts: Facts) -> Source:
    """The latest rounds: planned against handed in."""
    rows = [
        CoverageRow(r.name, r.planned or r.given or 0, r.handed_in)
        for r in facts.covered.rounds[:ROUNDS]
    ]
    title, told = "Planned and done", facts.covered.sentence
    return lambda wide: coverage_bars(rows, title, told, first="Round", wide=wide)


def again(facts: Facts) -> Source:
    """First against second grade of blind re-reads that chance chose."""
    found, title = facts.again, "Read again, blind and at random"
    told = found.sentence
    if found.targeted:
        told += f" {found.targeted:,} more were read again for a reason and are not in it."
    if found.scale is None or not found.n:
        return lambda wide: nothing(title, told, wide, Table(("First grade",), ()), "none yet")
    return lambda wide: moderation_table(found, title, told, wide)  # type: ignore[arg-type]


def ageing(facts: Facts) -> Source:
    """Open actions by how late they are."""
    found = facts.ageing
    return lambda wide: ageing_bars(found.bands, "Open actions by age", found.sentence, wide)


def measures(facts: Facts) -> list[tuple[str, str]]:
    """What trend, years and funnel may be of."""
    found = [(domain.key, domain.title) for domain, _spread in facts.grades.domains]
    return [(OVERALL, "Overall"), *found] if facts.grades.overall is not None else found
