"""Indicators from outside the audits: their months, the themed round one raises, before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from qa_tool.caselist.door import open_file
from qa_tool.chart.plane import number_words
from qa_tool.chart.scene import Scene
from qa_tool.chart.trend import Wording, control_chart
from qa_tool.council.model import Role, Round
from qa_tool.errors import QAError
from qa_tool.figures import sentence
from qa_tool.figures.indicator import Around, Span, Turn, around, chart_of, frozen, scaled
from qa_tool.figures.signals import Kind
from qa_tool.figures.spc import Chart
from qa_tool.figures.years import start_of
from qa_tool.indicator import rules
from qa_tool.indicator.model import Indicator, Raised, Value
from qa_tool.problems import Problem
from qa_tool.report.indicator import Behind
from qa_tool.store import council as council_shelf
from qa_tool.store import indicator as shelf
from qa_tool.work import round as round_work
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")
_TURNS: dict[Turn, str] = {
    "none_yet": "There is no month after it yet.",
    "improvement": "After it the chart shows a sign of improvement.",
    "concern": "After it the chart shows a sign of concern.",
    "neutral": "After it the chart shows more than chance, in one direction.",
    "chance": "After it the chart shows no more than the usual ups and downs.",
}
NOT_WHY = "The chart says whether it changed, not why."


@dataclass(frozen=True, slots=True)
class Wanted:
    """The themed round that an indicator raises: its name, template, days, how many, and why now."""

    name: str
    template: str
    starts: date
    ends: date
    why: str
    planned: int = 0


@dataclass(frozen=True, slots=True)
class RoundBeside:
    """A round that the indicator raised, with the months around it in words."""

    id: str
    name: str
    starts: date
    ends: date
    raised: Raised
    found: Around
    sentence: str


@dataclass(frozen=True, slots=True)
class View:
    """One indicator whole: its sentence, its rounds, and what draws its chart.

    `latest` is its last value with the month, `kind` what the chart says of it, empty without limits.
    """

    indicator: Indicator
    sentence: str
    rounds: tuple[RoundBeside, ...]
    latest: str = ""
    kind: Kind | Literal[""] = ""

    def scene(self, wide: float = 470) -> Scene:
        """Its control chart, with a line where each of its rounds began."""
        one = self.indicator
        lines = tuple((start_of(r.starts, "month"), _began(r)) for r in self.rounds)
        words = Wording(percent=one.unit == "percent", value=one.name)
        chart = chart_of(one, [month for month, _told in lines], _limits_end(self.rounds))
        return control_chart(chart, one.name, self.sentence, words=words, wide=wide, events=lines)


# --- verbs -----------------------------------------------------------------------------------------


def keep(workspace: Workspace, one: Indicator) -> Change:
    """Add an indicator, or correct it; its months and rounds stay with it."""
    workspace.need(*ROLES)
    wrong = list(rules.problems(one))
    same = [
        other for other in shelf.indicators(workspace.store)
        if other.id != one.id and other.name.strip().casefold() == one.name.strip().casefold()
    ]  # fmt: skip
    if same:
        wrong.append(("Another indicator has this name.", "Give this one a name of its own."))
    if wrong:
        raise QAError(" ".join(what for what, _c in wrong), " ".join(cure for _w, cure in wrong))
    kept = replace(
        one, id=one.id or workspace.ids.new_id("ind"), name=one.name.strip(),
        source=one.source.strip(), about=one.about.strip(), by=workspace.person.id,
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("indicator", kept.id, kept)
    return changed("indicator", ids=(kept.id,))


def type_value(workspace: Workspace, indicator: str, month: date, value: float | None) -> Change:
    """Type one month; None says that the source has no value for it."""
    return _take(workspace, indicator, (Value(month.replace(day=1), value),))


def take_out(workspace: Workspace, indicator: str, month: date) -> Change:
    """Take a month out that was typed by mistake; the ledger keeps it."""
    return keep(workspace, rules.without(_one(workspace, indicator), month))


def read_list(path: Path) -> tuple[tuple[Value, ...], tuple[Problem, ...]]:
    """The months of a CSV or workbook, and everything that is wrong with it; nothing is kept."""
    sheet = open_file(path).sheets[0]
    return rules.read_rows([[_text(cell) for cell in row] for row in sheet.rows])


def take_list(workspace: Workspace, indicator: str, values: Sequence[Value]) -> Change:
    """Keep the months of a list that was looked at; months that are there are written over."""
    return _take(workspace, indicator, values)


def raise_round(workspace: Workspace, indicator: str, wanted: Wanted) -> Change:
    """Begin a themed round because of an indicator; both are kept in one act."""
    workspace.need("qa_lead")
    one = _one(workspace, indicator)
    if not wanted.why.strip():
        raise QAError("It is not said why.", "Write in a sentence what the indicator shows.")
    made = Round(
        workspace.ids.new_id("round"), wanted.name.strip(), one.name, (wanted.template,),
        wanted.starts, wanted.ends, wanted.ends, wanted.planned, workspace.ids.new_id("seed"),
    )  # fmt: skip
    raised = Raised(made.id, workspace.clock.today(), wanted.why.strip(), workspace.person.id)
    with workspace.store.together():
        round_work.keep(workspace, made)
        keep(workspace, replace(one, rounds=(*one.rounds, raised)))
    return changed("indicator", "round", ids=(one.id, made.id))


def retire(workspace: Workspace, indicator: str, *, retired: bool = True) -> Change:
    """Put an indicator away, or take it up again; its months stay."""
    return keep(workspace, replace(_one(workspace, indicator), retired=retired))


def _take(workspace: Workspace, indicator: str, values: Sequence[Value]) -> Change:
    if any(value.month > workspace.clock.today() for value in values):
        raise QAError("A month lies in the future.", "Type what has happened.")
    return keep(workspace, rules.with_values(_one(workspace, indicator), values))


def _one(workspace: Workspace, indicator: str) -> Indicator:
    workspace.need(*ROLES)
    found = shelf.indicator(workspace.store, indicator)
    if found is None:
        raise QAError("There is no such indicator here.", "Look at the list of indicators again.")
    return found


def _text(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)


# --- questions -------------------------------------------------------------------------------------


def rows(workspace: Workspace) -> tuple[View, ...]:
    """Every indicator with what its latest month says, those in use first; for QA lead and CSWO."""
    workspace.need(*ROLES)
    return tuple(_view(workspace, one) for one in shelf.indicators(workspace.store))


def view(workspace: Workspace, indicator: str) -> View:
    """One indicator with its chart, and before and after each round that it raised."""
    return _view(workspace, _one(workspace, indicator))


def of_round(workspace: Workspace, round_id: str) -> tuple[View, ...]:
    """The indicators that raised a round."""
    return tuple(
        _view(workspace, one)
        for one in shelf.indicators(workspace.store)
        if round_id in {raised.round for raised in one.rounds}
    )


def behind(workspace: Workspace, round_id: str) -> tuple[Behind, ...]:
    """What the report of a round says of the indicators that raised it."""
    return tuple(
        Behind(view_.indicator.name, view_.indicator.source, beside.raised.why, beside.sentence, view_.scene())
        for view_ in of_round(workspace, round_id)
        for beside in view_.rounds
        if beside.id == round_id
    )  # fmt: skip


def _view(workspace: Workspace, one: Indicator) -> View:
    known = {round_.id: round_ for round_ in council_shelf.rounds(workspace.store)}
    dated = [
        (raised, round_, round_.starts, round_.ends)
        for raised in one.rounds
        if (round_ := known.get(raised.round)) is not None and round_.starts and round_.ends
    ]
    end = min((start_of(starts, "month") for _r, _o, starts, _e in dated), default=None)
    beside = []
    for raised, round_, starts, ends in dated:
        found = around(one, starts, ends, end)
        words = around_words(one, found)
        beside.append(RoundBeside(round_.id, round_.name, starts, ends, raised, found, words))
    ordered = tuple(sorted(beside, key=lambda r: (r.starts, r.id)))
    chart = chart_of(one, before=end)
    told = _told(one, chart, end)
    if not chart.points:
        return View(one, told, ordered)
    last = chart.points[-1]
    value = number_words(last.value, percent=one.unit == "percent")
    return View(
        one, told, ordered, f"{value}, {last.when:%b %y}",
        chart.variation if chart.standing != "run" else "",
    )  # fmt: skip


def _limits_end(rounds: Sequence[RoundBeside]) -> date | None:
    """Mean and limits are those of the months before the first round."""
    return min((start_of(one.starts, "month") for one in rounds), default=None)


def _told(one: Indicator, chart: Chart, end: date | None) -> str:
    """What the chart says, whether its target is met, and what its limits rest on."""
    told = sentence.measured(one.name, chart)
    if chart.target is not None:
        goal = number_words(chart.target, percent=one.unit == "percent")
        told = f"{told} {sentence.assurance(chart, goal)}".strip()
    if end is not None and frozen(one, end):
        told += (
            f" Mean and limits are those of the months before {end:%B %Y}, when the round began."
        )
    return told


def around_words(one: Indicator, found: Around) -> str:
    """`Before the round: 74% (mean of 12 months). While it ran: …`, and what the chart says."""
    parts = [
        f"{name}: {span_words(one, span)}."
        for name, span in (
            ("Before the round", found.before), ("While it ran", found.during), ("After it", found.after),
        )
    ]  # fmt: skip
    if found.after.n == 0:
        parts[2] = _TURNS["none_yet"]
        return " ".join(parts)
    return " ".join((*parts, _TURNS[found.turn], NOT_WHY))


def span_words(one: Indicator, span: Span) -> str:
    """`74%, the mean of 12 months`, or that there is none."""
    if span.mean is None:
        return "no month with a value"
    mean = number_words(scaled(one, span.mean), percent=one.unit == "percent")
    return f"{mean}, the mean of {span.n} months" if span.n > 1 else f"{mean}, one month"


def _began(found: RoundBeside) -> str:
    return f"the round “{found.name}” began; it ran until {found.ends.day} {found.ends:%B %Y}"
