"""A made-up frozen set: nobody in it lives."""

import random
from dataclasses import replace
from datetime import date, timedelta

from qa_tool.publication.frozen import (
    Frozen,
    FrozenAction,
    FrozenAudit,
    FrozenConcern,
    FrozenDomain,
    FrozenForm,
    FrozenNotice,
    FrozenPair,
    FrozenRound,
    FrozenStop,
    FrozenSurvey,
    FrozenTheme,
)
from qa_tool.template.model import Grade, Scale

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
SCALE = Scale(
    "ofsted", "Ofsted",
    (
        *(
            Grade(key, key.replace("_", " ").capitalize(), place, place, key, place < 3)
            for place, key in enumerate(GRADES, 1)
        ),
        Grade("nee", "Not enough evidence", None, 5),
    ),
)  # fmt: skip
DOMAINS = ("Recording", "Assessment", "Risk", "Voice", "Planning")
FORM = FrozenForm(
    "f" * 64, "core", "Core audit", "1", "ofsted",
    tuple(FrozenDomain(name.casefold(), name, "ofsted") for name in DOMAINS),
)  # fmt: skip


def audits(
    n: int, rng: random.Random, *, weights: tuple[int, ...] = (4, 42, 40, 14)
) -> list[FrozenAudit]:
    """Counted audits, a third of them read again at random, and a few that are left out."""
    found = []
    for number in range(n):
        final = rng.choices(GRADES, weights)[0]
        again = number % 3 == 0
        found.append(
            FrozenAudit(
                f"aud-{number:05}", FORM.fingerprint, "child_in_need", "r1",
                ("East", "West", "South")[number % 3], ("Family help", "Safeguarding")[number % 2],
                f"Team {number % 12}", number % 40 + 1, ("0_4", "5_9", "10_15")[rng.randrange(3)],
                rng.choices(("white", "asian", "black", "mixed", ""), (50, 25, 15, 6, 4))[0],
                "record_only", "" if number % 20 else "not_signed_off", date(2025, 5, 1) + timedelta(number % 300),
                final=final if number % 20 else "",
                finals={d.key: rng.choices(GRADES, weights)[0] for d in FORM.domains} if number % 20 else {},
                read="random" if again else "", first=final if again else "",
                second=rng.choices(GRADES, weights)[0] if again else "",
                themes=("t1",) if number % 4 == 0 else (),
                voices={"child": "obtained" if number % 3 else "none", "family": "none"},
            )
        )  # fmt: skip
    return found


def made_up(n: int = 120, seed: int = 1, year: str = "2025-26") -> Frozen:
    """A whole year of a council that is not there."""
    rng = random.Random(seed)
    first = date(int(year[:4]), 4, 1)
    return Frozen(
        "Borough of Nowhere", year, first, date(first.year + 1, 3, 31), whole=True,
        made=date(first.year + 1, 5, 1), scales=(SCALE,), forms=(FORM,),
        rounds=(FrozenRound("r1", "Spring round", first, n, n),),
        audits=tuple(sorted(audits(n, rng), key=lambda one: one.id)),
        open_cases={"child_in_need": 2471},
        stops=tuple(FrozenStop("danger", first, "in_time", settled=number > 8) for number in range(20)),
        actions=tuple(
            FrozenAction("child", ("verified_in_time", "overdue", "open")[number % 3], number % 2 == 0,
                         40 if number % 3 == 1 else 0, compliance=False, difference=True)
            for number in range(90)
        ),
        pairs=tuple(FrozenPair(FORM.fingerprint, ("better", "same", "worse")[number % 3]) for number in range(30)),
        notices=tuple(FrozenNotice("concern", number % 2 == 0, "within" if number % 2 == 0 else "",
                                   "yes" if number % 2 == 0 else "", safety=False, raised=first) for number in range(40)),
        concerns=(FrozenConcern("Director", "answered", 12), FrozenConcern("Director", "waiting", 40)),
        surveys=(
            FrozenSurvey("children", "Children", "Asked", 400, 4),
            FrozenSurvey("children", "Children", "Answered", 200, 4),
            FrozenSurvey("children", "Children", "Felt listened to", 150, 4),
        ),
        themes=(FrozenTheme("t1", "Drift and delay", "development"),),
    )  # fmt: skip


def shuffled(frozen: Frozen, seed: int) -> Frozen:
    """The same audits as they would be read in another order."""
    found = list(frozen.audits)
    random.Random(seed).shuffle(found)
    return replace(frozen, audits=tuple(found))
