"""Each figure as one honest plain sentence: what was counted, of how many, and how far it carries."""

from qa_tool.figures.change import Change, Shift
from qa_tool.figures.funnel import Funnel
from qa_tool.figures.pchart import Trend
from qa_tool.figures.proportion import TOO_FEW, percent, rounded
from qa_tool.figures.share import Share
from qa_tool.figures.spc import Chart
from qa_tool.figures.transition import Transition
from qa_tool.figures.weighted import Weighted

TOO_FEW_WORDS = "too few for a percentage"


def _bare(found: Share) -> str:
    """`42 of 96 (44%, likely between 34 and 54%)`."""
    told = f"{found.k:,} of {found.n:,}"
    if found.n < TOO_FEW:
        return f"{told} ({TOO_FEW_WORDS})"
    if found.ends is None:
        return f"{told} ({found.percent}%; all of them were looked at)"
    low, high = found.ends
    return f"{told} ({found.percent}%, likely between {low} and {high}%)"


def share(what: str, found: Share) -> str:
    """`Good or better: 42 of 96 (44%, likely between 34 and 54%).`, or that there are no audits."""
    return f"{what}: {_bare(found) if found.n else 'no audits'}."


def weighted(what: str, found: Weighted | None) -> str:
    """The figure for the whole list, with what it does not speak for."""
    if found is None:
        return f"{what}: no audits."
    if found.ends is None:
        return f"{what}: {found.n} audits of {found.population:,} cases are too few for a figure of the whole."
    low, high = found.ends
    told = (
        f"{what}, weighted to all {found.population:,} cases: {found.percent}%, likely between "
        f"{low} and {high}%, from {found.n:,} audits."
    )
    if found.missing:
        told += (
            f" It does not speak for {found.missing:,} cases of which none was audited"
            f" ({', '.join(found.uncovered)})."
        )
    return told


def change(what: str, found: Change | None, since: str) -> str:
    """`Good or better since 2024-25: no reliable change (44% before, 47% now, ...).`."""
    if found is None or found.verdict == "no_audits":
        return f"{what}: nothing to compare with {since}."
    (k1, n1), (k2, n2) = found.before, found.after
    if min(n1, n2) < TOO_FEW:
        return f"{what} since {since}: {found.words} ({k1} of {n1} before, {k2} of {n2} now)."
    low, high = (points(value) for value in (found.low, found.high))
    return (
        f"{what} since {since}: {found.words} ({percent(k1, n1)}% before, {percent(k2, n2)}% now; "
        f"the difference is likely between {low} and {high} points)."
    )


def points(gap: float) -> str:
    """A difference of shares in whole points, halves away from nothing, with its sign in words."""
    whole = rounded(abs(gap))
    return f"minus {whole}" if gap < 0 and whole else str(whole)


def shift(found: Shift | None) -> str:
    """How all grades moved, in words that need no statistics."""
    if found is None:
        return "There is nothing to compare the grades with."
    if min(found.before, found.after) < TOO_FEW:
        return "Too few audits to say whether grades moved as a whole."
    if found.p is None or found.p >= 0.05:
        return "Over all grades there is no reliable move either way."
    way = "worse" if found.worse > 0.5 else "better"
    part = rounded(max(found.worse, 1 - found.worse))
    return (
        f"Over all grades the later audits are {way}: of two audits, one from each, the later is "
        f"{way} {part} times in 100 (equal grades count half)."
    )


def transition(found: Transition) -> str:
    """What became of the cases that were audited twice."""
    if not found.n:
        return "No case has been audited twice with grades to compare."
    told = (
        f"Of {found.n} audited again, {found.improved} improved, {found.same} stayed, "
        f"{found.declined} declined."
    )
    if found.was_worst:
        told += f" {found.left_worst} of {found.was_worst} left the worst grade."
    return told


def trend(what: str, found: Trend, period: str) -> str:
    """What the latest points say, and how far the limits can be trusted."""
    if found.fit == "none":
        return f"{what}: no audits."
    if found.fit == "few" or found.chart is None:
        return (
            f"{what}: too early for a trend; no {period} has ten audits yet, so counts are shown."
        )
    if found.fit == "run":
        return f"{what}: too early for limits; fewer than five {period}s with at least ten audits."
    told = f"{what}: {_variation(found.chart)}"
    if found.chart.standing == "trial":
        told += " The limits are on trial until there are thirteen points."
    return told


def _variation(chart: Chart) -> str:
    last = chart.points[-1]
    why = {
        "above": "the latest point lies above what chance allows",
        "below": "the latest point lies below what chance allows",
        "rising": "seven points or more rise in a row",
        "falling": "seven points or more fall in a row",
        "near_above": "two of the last three points lie close to the upper limit",
        "near_below": "two of the last three points lie close to the lower limit",
        "run_above": "seven points or more lie above the mean",
        "run_below": "seven points or more lie below the mean",
    }
    meaning = {
        "improvement": "a sign of improvement", "concern": "a sign of concern",
        "neutral_high": "higher than chance allows", "neutral_low": "lower than chance allows",
    }  # fmt: skip
    if last.cause == "common":
        return "the latest point is no more than the usual ups and downs."
    return f"{why[last.cause]}: {meaning[last.kind]}."


def assurance(found: Chart, target: str) -> str:
    """Whether a target can be counted on."""
    words = {
        "pass": f"The target of {target} is met whatever the usual ups and downs.",
        "fail": f"The target of {target} will not be met unless something changes.",
        "mixed": f"The target of {target} is sometimes met and sometimes not, by chance alone.",
    }
    return words[found.assurance] if found.assurance else ""


def funnel(found: Funnel | None, units: str = "teams") -> str:
    """Which units lie further from the whole than chance allows; nobody is ranked."""
    if found is None:
        return "No audits."
    if found.n < TOO_FEW:
        return f"{found.n} audits are too few to compare {units}."
    outside = [unit.name for unit in found.outside]
    if not outside:
        return f"No difference between {units} is larger than chance allows."
    few = sum(1 for unit in found.units if unit.where != "few")
    by_chance = f" Of {few} {units}, about one in twenty lies there by chance alone."
    return f"Further from the whole than chance usually allows: {', '.join(outside)}.{by_chance}"


def rereads(n: int, same: int, up: int, down: int) -> str:
    """How first and second grades compare where chance chose what was read again."""
    if not n:
        return "Nothing was read again at random, so nobody can say how far to trust the grades."
    told = f"Of {n:,} read again blind and at random, {same:,} kept their grade, "
    return f"{told}{up:,} were raised and {down:,} lowered."


def measured(what: str, found: Chart) -> str:
    """What the latest point of any measure says, and how far its limits can be trusted."""
    if not found.points:
        return f"{what}: no values yet."
    if found.standing == "run":
        return f"{what}: too early for limits; fewer than five values."
    told = f"{what}: {_variation(found)}"
    if found.standing == "trial":
        told += " The limits are on trial until there are thirteen points."
    return told
