"""The made-up council's indicators: one that raised a round and moved after it, and one that did not."""

import random
from collections.abc import Callable
from datetime import date

from qa_tool.calendar import months_on
from qa_tool.council.model import Round
from qa_tool.demo.story import Teller
from qa_tool.indicator.model import Indicator, Raised, Value
from qa_tool.store import council as council_shelf

_SEED = 2727
_BEFORE = 14  # months before the round
_MISSED, _BETTER = 71.0, 84.0


def tell(teller: Teller) -> None:
    """Two indicators with their months up to the last that is over; nothing here was measured."""
    rng = random.Random(_SEED)  # noqa: S311  made-up content must repeat
    lead = teller.desk("")
    dated = [one for one in council_shelf.rounds(lead.store) if one.starts and one.ends]
    first = min(dated, key=lambda one: (one.starts or date.max, one.id))
    teller.at(first.starts or teller.today, 8)
    _visits(teller, rng, first)
    teller.at(teller.today, 9)
    stays = Indicator(
        lead.ids.new_id("ind"), "Children with three or more homes in a year",
        "Performance report of the council (made up), monthly", "decrease", "number",
        about="Children in care who moved at least twice in twelve months.",
        values=_months(teller, months_on(teller.today, -19), lambda _m: 41 + rng.gauss(0, 2.5),
                       whole=True),
    )  # fmt: skip
    lead.write("indicator", stays.id, stays)


def _visits(teller: Teller, rng: random.Random, first: Round) -> None:
    lead, begins = teller.desk(""), first.starts or teller.today
    after = first.ends or begins

    def value(month: date) -> float:
        level = _MISSED if month <= after.replace(day=1) else _BETTER
        return min(100.0, level + rng.gauss(0, 1.6))

    visits = Indicator(
        lead.ids.new_id("ind"), "Visits to children on a protection plan in time",
        "Performance report of the council (made up), monthly", target=90.0,
        about="Of all visits due in the month under the local standard.",
        values=_months(teller, months_on(begins, -_BEFORE), value),
        rounds=(
            Raised(first.id, begins, "Below nine in ten for a year, and no month stands out: what do the "
                   "files say about the visits themselves?", lead.person.id),
        ),
    )  # fmt: skip
    lead.write("indicator", visits.id, visits)


def _months(
    teller: Teller, start: date, value: Callable[[date], float], *, whole: bool = False
) -> tuple[Value, ...]:
    found, month = list[Value](), start.replace(day=1)
    while months_on(month, 1) <= teller.today:
        found.append(Value(month, float(round(value(month))) if whole else round(value(month), 1)))
        month = months_on(month, 1)
    return tuple(found)
