"""Draft sentences proposed from the figures: they say what these bear, and no more.

Every number comes from the edition, so that what is hidden in a table is hidden in words too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from qa_tool.disclosure.table import TOTAL, Share
from qa_tool.figures.agreement import sign_test
from qa_tool.figures.change import change
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.report.annual_edition import SAME_OR_UP, Edition
from qa_tool.report.annual_followed import (
    ASKED,
    EFFECT,
    HEARD,
    LIMIT,
    RAISED,
    SOUGHT,
    TOLD,
    UNSETTLED,
)
from qa_tool.report.annual_groups import BELOW, GOOD, AuditGroup
from qa_tool.report.annual_tables import APART, DOWN, RANDOM, SAME, UP
from qa_tool.report.naming import day, plural
from qa_tool.report.published import NOT_SHOWN

NO_AUDITS = "No first audit of a drawn sample has been signed off in this year, so nothing can be said about grades."  # fmt: skip
LEAN = 0.05
NOT_VOICES = "Whose voice was sought and heard is not shown, because counts in it are small."
NOT_SAID = "is not shown, because a count in it is small"


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _many(n: int | None, one: str, many: str = "") -> str:
    """`12 audits`, or that their number is not shown."""
    return (
        plural(n, one, many)
        if n is not None
        else f"a number of {many or one + 's'} that is not shown"
    )


def audits(edition: Edition) -> int | None:
    """How many audits count; None where that is hidden."""
    return edition.n("counted", TOTAL)


def activity(edition: Edition) -> str:
    """Planned, given out, counted, left out."""
    planned, given = edition.n("rounds", TOTAL), edition.n("rounds-given", TOTAL)
    said = []
    if planned is not None and given is not None:
        said.append(f"{planned:,} audits were planned and {given:,} given out.")
    else:
        said.append("No round of audits began in this year.")
    if not edition.groups:
        return " ".join([*said, NO_AUDITS])
    said.append(
        f"This report rests on {_many(audits(edition), 'audit')}: every first audit of the drawn sample "
        "that is signed off, at its final grade, which is the second reader's where there was one and "
        "otherwise the auditor's."
    )
    left = edition.n("left-out", TOTAL)
    if edition.table("left-out") is not None:
        said.append(
            f"{_first(_many(left, 'more audit'))} {_was(left)} looked at and left out of every rate."
        )
    return " ".join(said)


def _was(n: int | None) -> str:
    return "was" if n == 1 else "were"


def not_covered(edition: Edition) -> str:
    """What the year did not look at."""
    kinds = {audit.kind for audit in edition.frozen.counted}
    missing = [kind for kind in edition.frozen.open_cases if kind not in kinds]
    if not edition.frozen.open_cases:
        return "How many children have an open case is not known here, so coverage cannot be told."
    if not missing:
        return "Every kind of case with open cases was looked at."
    names = ", ".join(kind.replace("_", " ") for kind in sorted(missing))
    return f"Not looked at: {names}."


def children(edition: Edition) -> str:
    """Children open by kind."""
    table = edition.table("open-cases")
    if table is None:
        return ""
    parts = [f"{row.lower()} {edition.say('open-cases', row)}" for row in table.rows]
    return f"Children with an open case: {', '.join(parts)}."


def share_words(found: Share | None) -> str:
    """`32 of 69 (46%, 35 to 58)`, `5 of 8`, or that it cannot be told."""
    if found is None or found.count is None or found.base is None:
        return "not shown"
    if found.percent is None:
        return found.words if found.base else "no audits"
    return f"{found.count} of {found.base} ({found.percent}%, {found.low} to {found.high})"


def grades(edition: Edition, group: AuditGroup) -> str:
    """Good or better, and the worst grade, of one group."""
    if group.scale is None:
        return f"{_first(group.words)}: this template gives no overall grade."
    if not group.enough:
        return f"{_first(group.words)}: fewer than ten audits, too few to speak of grades."
    good = edition.good(group)
    key, worst = f"grades-{group.key}", group.scale.ranked[-1].name
    said = f"{_first(group.words)}: "
    if good is None or good.count is None:
        said += f"how many were good or better {NOT_SAID}"
    else:
        said += f"{share_words(good)} were good or better"
    n = edition.n(key, worst)
    if n is None:
        return f"{said}; how many were {worst} {NOT_SAID}."
    return f"{said}; {n or 'none'} {_was(n)} {worst}."


def findings(edition: Edition) -> str:
    """Grades group by group, and the domains at both ends."""
    if not edition.groups:
        return NO_AUDITS
    shown = [group for group in edition.groups if group.enough]
    said = [grades(edition, group) for group in shown]
    few = len(edition.groups) - len(shown)
    if few:
        said.append(
            f"{_first(plural(few, 'other group'))} of audits {'has' if few == 1 else 'have'} fewer "
            "than ten and no grades here."
        )
    return "\n".join([*said, *(ends(edition, group) for group in shown[:1])]).strip()


def domains(edition: Edition, group: AuditGroup) -> list[tuple[str, Share]]:
    """The domains of a group whose share may be told, the strongest first."""
    table = edition.table(f"domains-{group.key}")
    if table is None:
        return []
    found = [(row, table.share(row, GOOD)) for row in table.rows]
    known = [(row, share) for row, share in found if share.percent is not None]
    return sorted(known, key=lambda one: (-(one[1].percent or 0), table.rows.index(one[0])))


def ends(edition: Edition, group: AuditGroup) -> str:
    """The two strongest and the two weakest domains of the largest group."""
    found = domains(edition, group)
    if len(found) < 4:
        return (
            f"Strongest and weakest domains of {group.words} cannot be told: too few may be shown."
        )

    def named(some: list[tuple[str, Share]]) -> str:
        return " and ".join(f"{row} ({share.percent}%)" for row, share in some)

    low, high = found[-1][1], found[0][1]
    said = (
        f"{_first(group.words)}, most often good or better: {named(found[:2])}; least often: "
        f"{named(found[:-3:-1])}."
    )
    if low.high is not None and high.low is not None and low.high >= high.low:
        said += " The order may be chance: their intervals overlap."
    return said


def against(edition: Edition, last: Edition | None, group: AuditGroup) -> str:
    """Good or better beside last year's, in words; empty where there is nothing to compare."""
    other = same_group(last, group)
    if last is None or other is None:
        return ""
    now, then = edition.good(group), last.good(other)
    if now is None or then is None or None in (now.count, now.base, then.count, then.base):
        return "not shown"
    assert now.count is not None and now.base and then.count is not None and then.base is not None  # noqa: PT018, S101
    found = change((then.count, then.base), (now.count, now.base))
    return f"{then.words} last year: {found.words}"


def same_group(last: Edition | None, group: AuditGroup) -> AuditGroup | None:
    """The group of last year that may be compared: the same template, the same kind of case."""
    if last is None:
        return None
    return next(
        (g for g in last.groups if g.form.key == group.form.key and g.kind == group.kind and g.enough
         and [d.key for d in g.form.domains] == [d.key for d in group.form.domains]),
        None,
    )  # fmt: skip


def trust(edition: Edition) -> str:
    """How far to trust the grades: n read again, same, lowered, raised, and one sentence."""
    n = edition.n("second-random", TOTAL)
    if edition.table("second-random") is None:
        if edition.withheld("second-random"):
            return "A small number of audits were read again blind and at random: too few to say how far the grades can be trusted."  # fmt: skip
        return "No audit has been read again blind and at random, so nobody can say how far the grades can be trusted."  # fmt: skip
    key = "second-random"
    stayed = SAME_OR_UP if edition.has(key, SAME_OR_UP) else SAME
    parts = [f"{edition.say(key, stayed)} {'kept their grade or were raised' if stayed == SAME_OR_UP else 'kept their grade'}"]  # fmt: skip
    parts.append(f"{edition.say(key, DOWN)} went down")
    if stayed == SAME:
        parts.append(f"{edition.say(key, UP)} went up")
    if edition.has(key, APART):
        parts.append(f"{edition.say(key, APART)} cannot be compared")
    said = f"Of {_many(n, 'audit')} read again blind and drawn at random, {', '.join(parts)}."
    return f"{said} {_lean(edition)}".strip()


def _lean(edition: Edition) -> str:
    key = "second-random"
    n, down, up = edition.n(key, TOTAL), edition.n(key, DOWN), edition.n(key, UP)
    if n is not None and n < TOO_FEW:
        return "Fewer than ten are too few to speak of a direction."
    if down is None or (up is None and not edition.has(key, SAME_OR_UP)):
        return ""
    hidden = up is None  # few were raised: at most as many as the rule hides
    p = sign_test(edition.protection.preset.small if up is None else up, down)
    if p is None:
        return "Nobody's grade was moved."
    if p >= LEAN:  # where one side is hidden it may lean all the same: nothing is said
        return "" if hidden else "That is no clear lean in either direction."
    kinder = up is None or down > up
    return f"First grades are {'kinder' if kinder else 'stricter'} than second ones."


def safety(edition: Edition) -> str:
    """Safety stops, within the clock, unresolved."""
    if not edition.frozen.stops:
        return "No safety stop was raised."
    n = edition.n("safety", TOTAL, "" if edition.public else TOTAL)
    said = f"{_first(_many(n, 'safety stop'))} {_was(n)} raised. "
    still = edition.n("safety-settled", UNSETTLED)
    told, late = (_told(edition, TOLD[key]) for key in ("in_time", "late"))
    if told is None and late is None:
        said += (
            f"How many were told of in time, and how many are settled, {NOT_SAID}."
            if still is None
            else f"How many were told of in time {NOT_SAID}."
        )
    else:
        said += f"In {NOT_SHOWN if told is None else told} everybody who must hear of it was told in time, in {NOT_SHOWN if late is None else late or 'none'} somebody was told late."  # fmt: skip
    if still is None:
        return (
            said
            if told is None and late is None
            else f"{said} How many are not settled {NOT_SAID}."
        )
    return f"{said} {_first(plural(still, 'stop') if still else 'none')} {'is' if still < 2 else 'are'} not settled."


def _told(edition: Edition, column: str) -> int | None:
    return edition.n("safety", column) if edition.public else edition.n("safety", TOTAL, column)


def learning(edition: Edition) -> str:
    """Actions verified on time, overdue and the oldest; re-audits better, same, worse."""
    if not edition.frozen.actions:
        return f"No action was raised in this year. {re_audits(edition)}"
    asked, on_time = edition.n("actions", TOTAL, ASKED), edition.n("actions", "Finished by the first due date", ASKED)  # fmt: skip
    overdue = edition.n("actions", "Open and overdue", TOTAL)
    said = f"{_first(_many(edition.n('actions', TOTAL, TOTAL), 'action'))} were raised. "
    said += f"Of {_many(asked, 'action')} that somebody else must see, {NOT_SHOWN if on_time is None else on_time or 'none'} {_was(on_time)} done and verified by the first due date. "  # fmt: skip
    said += f"{_first(NOT_SHOWN if overdue is None else plural(overdue, 'action') if overdue else 'none')} {'is' if overdue in {0, 1} else 'are'} open and overdue"  # fmt: skip
    oldest = max((a.days_late for a in edition.frozen.actions), default=0)
    said += f", the oldest by {plural(oldest, 'day')}. " if overdue != 0 else ". "
    return said + re_audits(edition)


def re_audits(edition: Edition) -> str:
    """What re-audits say."""
    if not edition.frozen.pairs:
        return "No re-audit is signed off, so nobody can say yet whether practice changed."
    table = edition.table("re-audits")
    if table is None:
        return "Re-audits: too few to say whether practice changed."
    parts = ", ".join(f"{edition.say('re-audits', row)} {row.lower()}" for row in table.rows)
    return f"Of {_many(edition.n('re-audits', TOTAL), 're-audit')}: {parts}."


def voice(edition: Edition) -> str:
    """Sought and obtained, voice by voice."""
    table = edition.table("voices")
    if table is None:
        return "Whose voice was sought is not recorded in the counted audits."
    parts, left = [], 0
    for row in table.rows[:4]:
        heard, sought = edition.n("voices", row, HEARD), edition.n("voices", row, SOUGHT)
        if heard is None or sought is None:
            left += 1
            continue
        of = edition.n("voices", row, TOTAL)
        parts.append(f"{row.lower()}: sought in {heard + sought} and heard in {heard} of {of}")
    # Who is left out is not named here: a figure that stands beside a name is taken for theirs.
    more = f" {_first(plural(left, 'other voice'))}: not shown." if left else ""
    return f"In the counted audits, {'; '.join(parts)}.{more}" if parts else NOT_VOICES


def notices(edition: Edition) -> str:
    """Formal notices within their time, practice changed at 90 days."""
    formal = edition.n("notices", RAISED["formal"])
    if not any(n.formal for n in edition.frozen.notices):
        return "No formal QA notice was raised."
    if edition.table("notices") is None:
        return "A small number of QA notices were raised."
    said = f"{_first(_many(formal, 'formal notice'))} {_was(formal)} raised"
    said += (
        f"; {edition.say('notice-limits', LIMIT['within'])} ended within the time of their ladder"
    )
    said += f", {edition.say('notice-limits', LIMIT['over'])} went over it."
    changed = edition.say("notice-effects", EFFECT["yes"])
    return f"{said} At 90 days, practice had changed after {changed} of them."


def concerns(edition: Edition) -> str:
    """Concerns taken higher, and how many were answered."""
    if not edition.frozen.concerns:
        return "No concern was taken higher."
    n = edition.n("concerns", TOTAL, TOTAL)
    answered = edition.say("concerns", TOTAL, "Answered")
    return f"{_first(plural(n or 0, 'concern'))} {_was(n)} taken higher; {answered} {'has' if answered == '1' else 'have'} been answered."


def equality(edition: Edition) -> str:
    """The gap between ethnic groups that was found in the largest group of audits, or too few to say."""
    for group in edition.groups:
        table = edition.table(f"ethnicity-{group.key}")
        if table is None:
            continue
        found = {row: table.share(row, GOOD) for row in table.rows}
        known = {row: (s.count, s.base) for row, s in found.items() if s.percent is not None}
        if len(known) < 2:
            continue
        base = max(known, key=lambda row: (known[row][1] or 0, row))
        return _gaps(group, base, known)
    return "Too few audits to say whether children of different ethnic groups are served alike."


_GAPS = {
    "better": "reliably more often", "worse": "reliably less often",
    "no_change": "no reliable difference", "too_early": "too few to say",
}  # fmt: skip


def _gaps(group: AuditGroup, base: str, known: dict[str, tuple[int | None, int | None]]) -> str:
    """Each group of children beside the largest one; the figures follow the names."""
    k, n = known[base]
    said = [f"{base} {k} of {n}"]
    for row, (count, of) in known.items():
        if row == base or not of or count is None:
            continue
        found = change((k or 0, n or 0), (count, of))
        said.append(f"{row} {count} of {of} ({_GAPS.get(found.verdict, 'too few to say')})")
    return f"Good or better in {group.words}, beside the largest group: {'; '.join(said)}."


def outside(edition: Edition) -> str:
    """What inspectors, peers and diagnostics said: counts of what they asked for."""
    table = edition.table("asked")
    if table is None:
        return "No inspection, peer challenge or diagnostic is recorded for this year."
    parts = [
        f"{row.lower()}: {edition.n('asked', row, TOTAL)} asked for, {edition.n('asked', row, 'Met')} met"
        for row in table.rows
    ]
    return f"{_first('; '.join(parts))}. None of this enters the figures of the audits."


def themes(edition: Edition) -> str:
    """The themes found most often."""
    said = []
    for key, words in (("strengths", "Found most often as a strength"),
                       ("developments", "Found most often as an area for development")):  # fmt: skip
        table = edition.table(key)
        rows = [row for row in (table.rows if table else ()) if edition.n(key, row) is not None][:3]
        if rows:
            said.append(
                f"{words}: {'; '.join(f'{row} ({edition.n(key, row)} audits)' for row in rows)}."
            )
    return " ".join(said) or "No theme was tagged often enough to be told."


def judgement(edition: Edition) -> str:
    """Three sentences to start from: what was found, how sure, what changed."""
    first = grades(edition, edition.groups[0]) if edition.groups else NO_AUDITS
    return " ".join([first, trust(edition).split(". ")[0].rstrip(".") + ".", re_audits(edition)])


@dataclass(frozen=True, slots=True)
class Draft:
    """The sentence proposed for one section."""

    section: str
    words: str


_PROPOSED: dict[str, Callable[[Edition], str]] = {
    "judgement": judgement, "activity": activity, "findings": findings, "moderation": trust,
    "safety": safety, "themes": themes, "voice": voice, "notices": notices, "learning": learning,
    "outside": outside, "equality": equality,
}  # fmt: skip


def proposed(edition: Edition, section: str) -> str:
    """What is proposed for a section; empty where figures say nothing."""
    made = _PROPOSED.get(section)
    return made(edition) if made else ""


def period_words(edition: Edition) -> str:
    """`1 April 2026 to 21 November 2026`."""
    return f"{day(edition.frozen.first)} to {day(edition.frozen.last)}"


__all__ = ["BELOW", "RANDOM", "Draft", "proposed"]
