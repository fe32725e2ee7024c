"""Draft sentences proposed from the figures: they say what these bear, and no more.

Every number comes from the edition, so that what is hidden in a table is hidden in words too.
"""

from qa_tool.disclosure.table import TOTAL, ProtectedTable, Share
from qa_tool.figures.agreement import sign_test
from qa_tool.figures.change import change
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import GOOD, AuditGroup
from qa_tool.report.annual_joined import BUT_FEW, OTHER_KINDS
from qa_tool.report.annual_tables import APART, AUDITS, DOWN, RANDOM, SAME, UP, Readings, readings
from qa_tool.report.naming import day, plural

NO_AUDITS = "No first audit of a drawn sample has been signed off in this year, so nothing can be said about grades."  # fmt: skip
LEAN = 0.05
NOT_SAID = "is not shown, because a count in it is small"


def opened(text: str) -> str:
    """The words with a capital letter at their beginning."""
    return text[:1].upper() + text[1:]


def many(n: int | None, one: str, many: str = "") -> str:
    """`12 audits`, or that their number is not shown."""
    return (
        plural(n, one, many)
        if n is not None
        else f"a number of {many or one + 's'} that is not shown"
    )


def audits(edition: Edition) -> int | None:
    """How many audits count; None where that is hidden, a true nought where there are none."""
    return edition.n("counted", TOTAL) if edition.groups else 0


def read_again(edition: Edition) -> int | None:
    """How many were read again blind and at random; None where that is hidden."""
    if not readings(edition.frozen, "random"):
        return 0
    return edition.n("read-again", RANDOM, AUDITS)


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
        f"This report rests on {many(audits(edition), 'audit')}: every first audit of the drawn sample "
        "that is signed off, at its final grade, which is the second reader's where there was one and "
        "otherwise the auditor's."
    )
    if edition.public:
        said.append(BUT_FEW)
    left = edition.n("left-out", TOTAL)
    if edition.table("left-out") is not None:
        said.append(
            f"{opened(many(left, 'more audit'))} {was(left)} looked at and left out of every rate."
        )
    return " ".join(said)


def was(n: int | None) -> str:
    """`was` for one, `were` for all else."""
    return "was" if n == 1 else "were"


def not_covered(edition: Edition) -> str:
    """What the year did not look at."""
    kinds = {group.kind for group in edition.named}
    missing = [kind for kind in edition.frozen.open_cases if kind and kind not in kinds]
    if not edition.frozen.open_cases:
        return "How many children have an open case is not known here, so coverage cannot be told."
    if not missing:
        return "Every kind of case with open cases was looked at."
    names = ", ".join(kind.replace("_", " ") for kind in sorted(missing))
    # In public a kind with few audits and one with none read alike.
    few = ", or with too few audits to be shown" if edition.public else ""
    return f"Not looked at{few}: {names}."


def children(edition: Edition) -> str:
    """Children open by kind."""
    table = edition.table("open-cases")
    if table is None:
        return ""
    shown = {row: edition.n("open-cases", row) for row in table.rows}
    parts = [f"{row.lower()} {n:,}" for row, n in shown.items() if n is not None]
    hidden = [row.lower() for row, n in shown.items() if n is None]
    if not hidden:
        return f"Children with an open case: {', '.join(parts)}."
    gone = f"Not shown, so that no small number can be worked out: {', '.join(hidden)}."
    return f"Children with an open case: {', '.join(parts)}. {gone}" if parts else gone


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
        return f"{opened(group.words)}: this template gives no overall grade."
    if not group.enough:
        return f"{opened(group.words)}: fewer than ten audits, too few to speak of grades."
    good = edition.good(group)
    key, worst = f"grades-{group.key}", group.scale.ranked[-1].name
    said = f"{opened(group.words)}: "
    if good is None or good.count is None:
        said += f"how many were good or better {NOT_SAID}"
    else:
        said += f"{share_words(good)} were good or better"
    n = edition.n(key, worst)
    if n is None:
        return f"{said}; how many were {worst} {NOT_SAID}."
    return f"{said}; {n or 'none'} {was(n)} {worst}."


def findings(edition: Edition) -> str:
    """Grades group by group, and the domains at both ends."""
    if not edition.groups:
        return NO_AUDITS
    shown = [group for group in edition.groups if group.enough]
    said = [grades(edition, group) for group in shown]
    few = len(edition.named) - len(shown)
    if edition.has("counted", OTHER_KINDS):
        said.append(f"{OTHER_KINDS} have too few audits each, and no grades here.")
    if few:
        said.append(
            f"{opened(plural(few, 'other group'))} of audits {'has' if few == 1 else 'have'} fewer "
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
        f"{opened(group.words)}, most often good or better: {named(found[:2])}; least often: "
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
    """The group of last year that may be compared: the same template, kind of case, domains and scales."""
    if last is None:
        return None
    return next(
        (g for g in last.groups if g.form.key == group.form.key and g.kind == group.kind and g.enough
         and g.form.overall == group.form.overall
         and [(d.key, d.scale) for d in g.form.domains] == [(d.key, d.scale) for d in group.form.domains]),
        None,
    )  # fmt: skip


def trust(edition: Edition, between: str = "\n") -> str:
    """How far to trust the grades, template by template: n read again, same, lowered, raised, one sentence."""
    found = readings(edition.frozen, "random")
    if not found:
        return "No audit has been read again blind and at random, so nobody can say how far the grades can be trusted."  # fmt: skip
    if len(found) == 1:
        return _read(edition, found[0], "read again blind and drawn at random")
    said = [f"{one.title}: {_read(edition, one, 'read again')}" for one in found]
    return between.join(["Read again blind and drawn at random, each template by itself.", *said])


def trust_short(edition: Edition, most: int) -> str:
    """The same in a few lines: the templates of the largest groups, and a direction only where there is one."""
    found = readings(edition.frozen, "random")
    if len(found) < 2:
        return trust(edition)
    order = list(dict.fromkeys(group.form.fingerprint for group in edition.groups))
    first = sorted(
        found, key=lambda one: order.index(one.form) if one.form in order else len(order)
    )
    said = [_briefly(edition, one) for one in first[:most]]
    left = len(found) - len(said)
    more = (
        f" {opened(plural(left, 'other template'))}: see “How far the grades can be trusted”."
        if left
        else ""
    )
    return f"Read again blind and drawn at random: {'; '.join(said)}.{more}"


def _briefly(edition: Edition, one: Readings) -> str:
    table = edition.table(one.key)
    if table is None:
        return f"{one.title}: too few to say"
    lean = _lean(edition, one.key)
    leans = f" (first grades {lean.split()[3]})" if lean.startswith("First grades") else ""
    return f"{one.title} {edition.say(one.key, TOTAL)}: {_ways(table)}{leans}"


def trust_of(edition: Edition, group: AuditGroup) -> str:
    """What second readings say of the template of one group, in a sentence."""
    mine = [o for o in readings(edition.frozen, "random") if o.form == group.form.fingerprint]
    if not mine:
        return "None of these was read again blind and at random."
    return f"{_read(edition, mine[0], 'read again blind').split('. ')[0].rstrip('.')}."


_WAYS = {SAME: "the same", DOWN: "lowered", UP: "raised", APART: "not to be compared"}


def _read(edition: Edition, one: Readings, how: str) -> str:
    """The second readings of one template; lowered and raised always stand apart."""
    table = edition.table(one.key)
    if table is None:
        return "too few audits were read again to say how far the grades can be trusted."
    said = f"of {many(edition.n(one.key, TOTAL), 'audit')} {how}, {_ways(table)}."
    return f"{opened(said)} {_lean(edition, one.key)}".strip()


def _ways(table: ProtectedTable) -> str:
    """`24 the same, 11 lowered, raised not shown`."""
    shown = {row: table.cell(row, AUDITS).value for row in table.rows}
    parts = [f"{n or 'none'} {_WAYS[row]}" for row, n in shown.items() if n is not None]
    gone = [_WAYS[row] for row, n in shown.items() if n is None]
    return ", ".join([*parts, f"{' and '.join(gone)} not shown"] if gone else parts)


def _lean(edition: Edition, key: str) -> str:
    n, down, up = edition.n(key, TOTAL), edition.n(key, DOWN), edition.n(key, UP)
    if n is not None and n < TOO_FEW:
        return "Fewer than ten are too few to speak of a direction."
    if down is None or up is None:
        return ""
    p = sign_test(up, down)
    if p is None:
        return "Nobody's grade was moved."
    if p >= LEAN:
        return "That is no clear lean in either direction."
    return f"First grades are {'kinder' if down > up else 'stricter'} than second ones."


def period_words(edition: Edition) -> str:
    """`1 April 2026 to 21 November 2026`."""
    return f"{day(edition.frozen.first)} to {day(edition.frozen.last)}"
