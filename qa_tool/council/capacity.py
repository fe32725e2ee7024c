"""How much auditing somebody can do in a round, why they can do none, and when it is due."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction

from qa_tool.calendar import is_working_day
from qa_tool.council.model import Auditor, Independence, Person, Round

USUAL_PER_MONTH = 2  # full audits: councils ask for one to three of a manager
FULL_AUDIT_MINUTES = 240  # a full audit with conversations takes half a day
_A_MONTH = timedelta(days=30)
_MONTHS_A_DAY = Fraction(12, 365)


def window(round_: Round, today: date) -> tuple[date, date]:
    """The first and last day on which this round is worked on; a month where it has no dates."""
    first = round_.starts or today
    last = round_.due or round_.ends or first + _A_MONTH
    return first, max(first, last)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if is_working_day(day):
            yield day


def here(person: Person, terms: Auditor, day: date) -> bool:
    """Whether somebody works here that day, and neither leave nor an exemption covers it."""
    if (person.starts and day < person.starts) or (person.ends and day > person.ends):
        return False
    away = any(off.starts <= day <= off.ends for off in terms.leave)
    return not away and not any(off.starts <= day <= off.ends for off in terms.exemptions)


def audits_of(person: Person, terms: Auditor, first: date, last: date) -> int:
    """How many full audits somebody can do from the first to the last day, halves up.

    Their load a month, for as many months as the days cover (at least one), less the share of
    working days on which they are not here.
    """
    days = list(_days(first, last))
    if not days:
        return 0
    present = sum(here(person, terms, day) for day in days)
    per_month = USUAL_PER_MONTH if terms.per_month is None else terms.per_month
    months = max(Fraction(1), ((last - first).days + 1) * _MONTHS_A_DAY)
    return int(per_month * months * Fraction(present, len(days)) + Fraction(1, 2))


def minutes_of(
    person: Person, terms: Auditor, round_: Round, longest: int, today: date
) -> int:  # fmt: skip
    """Somebody's time for a round: the number planned for them, else what their load allows.

    An audit counts as the longest template of the round, and never as less than a full audit
    where the load is told by the month.
    """
    planned = next((p.audits for p in round_.planned_auditors if p.of == person.id), None)
    if planned is not None:
        return planned * longest
    return audits_of(person, terms, *window(round_, today)) * max(longest, FULL_AUDIT_MINUTES)


def why_none(
    person: Person, terms: Auditor, rules: Collection[Independence], today: date
) -> str:  # fmt: skip
    """Why somebody gets nothing today, whatever the case; empty when they may."""
    if person.ends and person.ends < today:
        return "does not work here any more"
    exempt = [e.ends for e in terms.exemptions if e.starts <= today <= e.ends]
    if exempt:
        return f"is exempt until {_words(max(exempt))}"
    if "trained" in rules and (terms.trained is None or terms.trained > today):
        return "is not trained as an auditor yet"
    if "accredited" in rules and (terms.accredited is None or terms.accredited > today):
        return "is not accredited as an auditor yet"
    return ""


def due_of(person: Person, terms: Auditor, round_: Round, today: date) -> date | None:
    """When an audit given today is due: so many working days on which the auditor is here.

    Never later than the round's own last day; without a number of days it is that day.
    """
    last = round_.due or round_.ends
    if not round_.due_days:
        return last
    day, left = max(today, round_.starts or today), round_.due_days
    while left and (last is None or day < last):
        day += timedelta(days=1)
        left -= is_working_day(day) and here(person, terms, day)
    return day


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
