"""The made-up council's records: cases closed long ago whose numbers are due, and two legal holds."""

import random
from dataclasses import replace
from datetime import timedelta

from qa_tool.council.model import Case
from qa_tool.demo.council import case as made_up_case
from qa_tool.demo.story import Teller
from qa_tool.store import council as council_shelf
from qa_tool.work import retention

_SEED = 3417
_CLOSED = (920, 810, 640, 575, 430)  # days ago
_CLAIM = "Letter before claim from the family's solicitor; legal services have the file."
_OVER = "A complaint at stage 2 about the same team."
_ENDED = "The complaint was closed at stage 2; nothing was taken further."


def tell(teller: Teller) -> None:
    """Tell it all; nothing here has a name, and no child is meant."""
    rng = random.Random(_SEED)  # noqa: S311  a story that repeats
    lead = teller.desk("")
    made = [_closed(teller, number, days, rng) for number, days in enumerate(_CLOSED)]
    audited = min(council_shelf.cases(lead.store))
    teller.at(teller.today - timedelta(days=200), 11)
    retention.put_on_hold(lead, "case", made[1].id, _CLAIM)
    over = retention.put_on_hold(lead, "case", audited, _OVER)
    teller.at(teller.today - timedelta(days=30), 15)
    retention.lift(lead, over.ids[0], _ENDED)


def _closed(teller: Teller, number: int, days: int, rng: random.Random) -> Case:
    """One case that was closed before the first round and never audited."""
    lead = teller.desk("")
    teller.at(teller.today - timedelta(days=days), 9)
    closed = teller.today - timedelta(days=days)
    team = teller.made.teams[rng.randrange(len(teller.made.teams))]
    made = made_up_case(lead.ids, rng, team, "", _KINDS[number % 2], closed)
    case = replace(made, closed=closed)
    lead.write("case", case.id, case)
    return case


_KINDS = ("child_in_need", "child_protection")
