"""One honest sentence for each figure: what was counted, of how many, and how far it can be trusted."""

from collections import Counter
from collections.abc import Iterable, Sequence

from qa_tool.figures.actions import ActionCounts
from qa_tool.figures.agreement import Agreement
from qa_tool.figures.basis import Basis
from qa_tool.figures.dataset import DataSet, ReAuditFact
from qa_tool.figures.distribution import Distribution
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.report.naming import plural

LEAN = 0.05
PLACE = "Team and area are those that held the case when the audit was started."


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
        verb = "was" if spread.good == 1 else "were"
        return (
            f"{spread.good or 'None'} of {spread.n} {verb} good or better for {of_what}; fewer "
            "than ten are too few for a percentage."
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


def no_grade(spreads: Iterable[tuple[str, Distribution]]) -> str:
    """Where a grade is missing, and how often; nothing where none is."""
    missing = "; ".join(f"{name}: {spread.blank}" for name, spread in spreads if spread.blank)
    return f"No grade here, and so in no figure: {missing}." if missing else ""


def versions(found: Basis) -> str:
    """Which templates changed while the audits were done; nothing where none did."""
    titles: dict[str, list[str]] = {}
    for group in found.groups:
        if group.version:
            known = titles.setdefault(group.template.title, [])
            known += [] if group.version in known else [group.version]
    said = "; ".join(f"{title}: {', '.join(sorted(known))}" for title, known in titles.items())
    if not said:
        return ""
    return (
        f"A template changed while these audits were done ({said}). What was asked and graded is "
        "not the same, so its versions are shown one after the other and never added up."
    )


def withheld(count: int) -> str:
    """The audits that whoever made the report may not see; nothing where there are none."""
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return (
        f"{plural(count, 'audit')} {verb} missing here: whoever made this report must not see "
        f"{'it' if count == 1 else 'them'} before a blind second reading. Somebody who reads "
        "nothing again can make the whole report."
    )


def safety(data: DataSet) -> str:
    """The safety stops of the round, whether those who can act heard in time, and what is open."""
    stops = data.safety
    if not stops:
        return "No safety stop was raised."
    told = Counter(stop.told for stop in stops)
    said = f"{plural(len(stops), 'safety stop')}: in {told['in_time'] or 'none'} everybody who "
    said += f"must hear of it was told in time, in {told['late'] or 'none'} somebody was not"
    said += f", and in {told['not_yet']} the time is not over yet." if told["not_yet"] else "."
    still = [(data.made - stop.raised).days for stop in stops if stop.settled is None]
    if not still:
        return f"{said} None is open."
    verb = "is" if len(still) == 1 else "are"
    return f"{said} {len(still)} {verb} still open, the oldest for {plural(max(still), 'day')}."


def re_audit(months: int) -> str:
    """What is to follow from the worst grade."""
    return f"Each is to be audited again by somebody else within {plural(months, 'month')}."


def re_audits(found: Sequence[ReAuditFact]) -> str:
    """What became of the re-audits that the worst grade asks for."""
    if not found:
        return "No audit asks for a re-audit."
    states = Counter(one.state for one in found)
    late = sum(1 for one in found if one.late)
    verb = "is" if late == 1 else "are"
    return (
        f"{plural(len(found), 're-audit')} asked for: {states['done'] or 'none'} handed in, "
        f"{states['allocated'] or 'none'} allocated, {states['nobody'] or 'none'} with nobody yet; "
        f"{late or 'none'} {verb} late."
    )


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


def trusts(found: Sequence[Agreement]) -> str:
    """The same over every template, each by itself: readings of two templates are never added up."""
    several = [one for one in found if one.n]
    if len(several) < 2:
        return trust(several[0] if several else None)
    told = (
        f"{one.title}: of {one.n}, {one.same or 'none'} kept their grade, {one.down or 'none'} went down "
        f"and {one.up or 'none'} went up"
        + (f" ({one.apart} cannot be compared)" if one.apart else "")
        + f". {_lean(one)}"
        for one in several
    )
    return f"Read again blind and drawn at random, each template by itself. {' '.join(told)}"


def trusts_short(found: Sequence[Agreement]) -> str:
    """The same for a page with little room."""
    several = [one for one in found if one.n]
    if len(several) < 2:
        return trust(several[0] if several else None)
    told = "; ".join(f"{one.title} {one.same}, {one.down}, {one.up}" for one in several)
    return f"Read again blind at random, by template (same, lowered, raised): {told}."


def targeteds(found: Sequence[Agreement]) -> str:
    """What the targeted re-reads say, template by template."""
    several = [one for one in found if one.n]
    if len(several) < 2:
        return targeted(several[0] if several else None)
    told = "; ".join(
        f"{one.title}: of {one.n}, {one.same or 'none'} kept their grade, {one.down or 'none'} went down, "
        f"{one.up or 'none'} went up"
        for one in several
    )
    return (
        "Read again because something called for it (the worst grade, a safety stop, thin evidence), each "
        f"template by itself. {told}. They say nothing about the rest, because the worst grade cannot go "
        "down, and no such reading is ever added to the random ones."
    )


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
    verb, pronoun = ("was", "It says") if found.n == 1 else ("were", "They say")
    kept = "its" if found.n == 1 else "their"
    return (
        f"{plural(found.n, 'audit')} {verb} read again because something called for it (the worst "
        f"grade, a safety stop, thin evidence): {found.same or 'none'} kept {kept} grade, "
        f"{found.down or 'none'} went down, {found.up or 'none'} went up. {pronoun} nothing about "
        "the rest, because the worst grade cannot go down, and no such reading is ever added to "
        "the random ones."
    )


def actions(found: ActionCounts) -> str:
    """What became of the actions."""
    if not found.total:
        return "No actions have been raised."
    said = (
        f"{plural(found.total, 'action')}: {found.finished or 'none'} finished, "
        f"{found.to_verify or 'none'} done and waiting for somebody else to verify, "
        f"{found.open or 'none'} open, {found.withdrawn or 'none'} withdrawn."
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
