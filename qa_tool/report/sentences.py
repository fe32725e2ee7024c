"""One honest sentence for each figure: what was counted, of how many, and how far it can be trusted."""

from qa_tool.figures.actions import ActionCounts
from qa_tool.figures.agreement import Agreement
from qa_tool.figures.basis import Basis
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.distribution import Distribution
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.report.naming import plural

LEAN = 0.05


def rests_on(found: Basis) -> str:
    """What the result rests on."""
    if not found.n:
        return (
            "Nothing can be said yet: no first audit of a drawn sample has been signed off. "
            "Audits that were handed in and wait are listed under what was left out."
        )
    return (
        f"This rests on {plural(found.n, 'audit')}: every first audit of the drawn sample that is "
        "signed off, at its final grade, which is the second reader's where there was one and "
        "otherwise the auditor's."
    )


def coverage(found: Basis, data: DataSet) -> str:
    """How much of the programme was done."""
    if not data.planned:
        return f"{plural(found.n, 'audit')} could be counted; no number was planned."
    return (
        f"{data.planned:,} audits were planned, {data.allocated:,} allocated, and {found.n:,} "
        "could be counted so far."
    )


def good_or_better(spread: Distribution, of_what: str) -> str:
    """Good or better, with its interval, or as a count where it is too few to say more."""
    if spread.n == 0:
        return f"There are no grades yet for {of_what}."
    if spread.n < TOO_FEW:
        return (
            f"{spread.good} of {spread.n} were good or better for {of_what}; fewer than ten are "
            "too few for a percentage."
        )
    return (
        f"{spread.good} of {spread.n} ({spread.words}) were good or better for {of_what}; for all "
        f"work of this kind the figure may lie anywhere from {spread.interval}%."
    )


def worst(spread: Distribution) -> str:
    """How many have the worst grade; said also where it is none."""
    if not spread.counts:
        return ""
    name = spread.counts[-1][0].name
    if spread.worst == 0:
        return f"None of {spread.n} was graded {name}."
    verb = "was" if spread.worst == 1 else "were"
    return f"{spread.worst} of {spread.n} {verb} graded {name}."


def no_evidence(spread: Distribution) -> str:
    """How many had not enough evidence, or nothing."""
    if not spread.unranked:
        return ""
    return f"{plural(spread.unranked, 'more audit')} had not enough evidence and no grade."


def trust(found: Agreement | None) -> str:
    """What the blind re-reads say: n, same, lowered, raised."""
    if found is None or found.n == 0:
        return (
            "No audit has been read again blind and at random, so nobody can say how far the "
            "grades can be trusted."
        )
    moved = (
        f"{found.same or 'none'} kept their grade, {found.down or 'none'} went down and "
        f"{found.up or 'none'} went up"
    )
    if found.apart:
        moved += f"; {found.apart} cannot be compared, as one reader had not enough evidence"
    said = f"Of {plural(found.n, 'audit')} read again blind and drawn at random, {moved}."
    return f"{said} {_lean(found)}"


def _lean(found: Agreement) -> str:
    if found.n < TOO_FEW:
        return "Fewer than ten are too few to speak of a direction."
    if found.p is None:
        return "Nobody's grade was moved."
    if found.p >= LEAN:
        return "That is no clear lean in either direction."
    if found.down > found.up:
        return "That leans one way: first grades are kinder than second ones."
    return "That leans one way: first grades are stricter than second ones."


def targeted(found: Agreement | None) -> str:
    """What the targeted re-reads say, and what they do not."""
    if found is None or found.n == 0:
        return "No audit was read again for a reason."
    return (
        f"{plural(found.n, 'audit')} were read again because something called for it (the worst "
        f"grade, a safety stop, thin evidence): {found.same} kept their grade, {found.down or 'none'} "
        f"went down, {found.up or 'none'} went up. They say nothing about the rest, because the worst grade "
        "cannot go down, and are never added to the random ones."
    )


def actions(found: ActionCounts) -> str:
    """What became of the actions."""
    if not found.total:
        return "No actions have been raised."
    said = (
        f"{plural(found.total, 'action')}: {found.finished} finished, {found.to_verify} done and "
        f"waiting for somebody else to verify, {found.open} open, {found.withdrawn} withdrawn."
    )
    if found.overdue:
        said += (
            f" {found.overdue} of the open ones {'is' if found.overdue == 1 else 'are'} overdue, "
            f"the oldest by {plural(found.oldest_days, 'day')}."
        )
    elif found.open:
        said += " None is overdue."
    return said


def not_read(count: int) -> str:
    """What moderation left unread; printed also where it is none."""
    if count == 0:
        return "Every audit that was chosen for a second reading has been read again."
    verb = "was" if count == 1 else "were"
    return f"{plural(count, 'audit')} {verb} chosen for a second reading and not read yet."
