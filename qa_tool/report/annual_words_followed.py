"""Sentences on what followed from the audits: safety, actions, voices, notices, equality, themes."""

from qa_tool.disclosure.table import TOTAL
from qa_tool.figures.change import change
from qa_tool.report.annual_edition import Edition
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
from qa_tool.report.annual_groups import GOOD, AuditGroup
from qa_tool.report.annual_words import NOT_SAID, many, opened, was
from qa_tool.report.naming import plural
from qa_tool.report.published import NOT_SHOWN

NOT_VOICES = "Whose voice was sought and heard is not shown, because counts in it are small."


def safety(edition: Edition) -> str:
    """Safety stops, within the clock, unresolved."""
    if not edition.frozen.stops:
        return "No safety stop was raised."
    n = edition.n("safety", TOTAL, "" if edition.public else TOTAL)
    said = f"{opened(many(n, 'safety stop'))} {was(n)} raised. "
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
    return f"{said} {opened(plural(still, 'stop') if still else 'none')} {'is' if still < 2 else 'are'} not settled."


def _told(edition: Edition, column: str) -> int | None:
    return edition.n("safety", column) if edition.public else edition.n("safety", TOTAL, column)


def learning(edition: Edition) -> str:
    """Actions verified on time, overdue and the oldest; re-audits better, same, worse."""
    if not edition.frozen.actions:
        return f"No action was raised in this year. {re_audits(edition)}"
    asked, on_time = edition.n("actions", TOTAL, ASKED), edition.n("actions", "Finished by the first due date", ASKED)  # fmt: skip
    overdue = edition.n("actions", "Open and overdue", TOTAL)
    said = f"{opened(many(edition.n('actions', TOTAL, TOTAL), 'action'))} were raised. "
    said += f"Of {many(asked, 'action')} that somebody else must see, {NOT_SHOWN if on_time is None else on_time or 'none'} {was(on_time)} done and verified by the first due date. "  # fmt: skip
    said += f"{opened(NOT_SHOWN if overdue is None else plural(overdue, 'action') if overdue else 'none')} {'is' if overdue in {0, 1} else 'are'} open and overdue"  # fmt: skip
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
    return f"Of {many(edition.n('re-audits', TOTAL), 're-audit')}: {parts}."


def voice(edition: Edition) -> str:
    """Sought and obtained, voice by voice."""
    if not edition.frozen.counted:
        return "No audits, so nobody's voice can be counted."
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
        whole = "" if of == edition.n("counted", TOTAL) else f" of {of}"
        parts.append(f"{row.lower()}: sought in {heard + sought}, heard in {heard}{whole}")
    # Who is left out is not named here: a figure that stands beside a name is taken for theirs.
    more = f" {opened(plural(left, 'other voice'))}: not shown." if left else ""
    n = edition.n("counted", TOTAL)
    return (
        f"In the {f'{n:,} ' if n else ''}counted audits, {'; '.join(parts)}.{more}"
        if parts
        else NOT_VOICES
    )


def notices(edition: Edition) -> str:
    """Formal notices within their time, practice changed at 90 days."""
    formal = edition.n("notices", RAISED["formal"])
    if not any(n.formal for n in edition.frozen.notices):
        return "No formal QA notice was raised."
    if edition.table("notices") is None:
        return "A small number of QA notices were raised."
    known = [
        (formal, f"{opened(many(formal, 'formal notice'))} {was(formal)} raised", "were raised"),
        _told_of(edition, "notice-limits", LIMIT["within"], "ended within their time"),
        _told_of(edition, "notice-limits", LIMIT["over"], "went over their time"),
        _told_of(edition, "notice-effects", EFFECT["yes"], "had changed practice at 90 days"),
    ]
    shown = [words for n, words, _ in known if n is not None]
    gone = [words for n, _, words in known if n is None]
    hidden = f"Not shown, as counts are small: how many {', or '.join(gone)}." if gone else ""
    if not shown:
        return "How many formal notices were raised, ended in time and changed practice is not shown, because counts in it are small."  # fmt: skip
    return f"{'; '.join(shown)}. {hidden}".strip()


def _told_of(edition: Edition, key: str, row: str, words: str) -> tuple[int | None, str, str]:
    """A count, what is said where it is shown, and how it is called where it is not."""
    n = edition.n(key, row)
    return n, f"{n or 'none'} {words}", words


def concerns(edition: Edition) -> str:
    """Concerns taken higher, and how many were answered."""
    if not edition.frozen.concerns:
        return "No concern was taken higher."
    n = edition.n("concerns", TOTAL, TOTAL)
    answered = edition.say("concerns", TOTAL, "Answered")
    return f"{opened(plural(n or 0, 'concern'))} {was(n)} taken higher; {answered} {'has' if answered == '1' else 'have'} been answered."


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
    if not edition.frozen.counted:
        return "No audits, so nothing can be said on how children of different ethnic groups are served."
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
        return "No inspection or peer challenge is recorded for this year."
    parts = [
        f"{row.lower()}: {edition.n('asked', row, TOTAL)} asked for, {edition.n('asked', row, 'Met')} met"
        for row in table.rows
    ]
    return f"{opened('; '.join(parts))}. None of this enters the figures of the audits."


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
