"""The made-up council: areas, teams, people, and who signs in."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qa_tool.council.model import Area, Case, Person, Role, Team
from qa_tool.demo import words
from qa_tool.ids import Ids

WORKERS_A_TEAM = 4
# Who can sign in, by sign-in name: the seven people of the demonstration.
SIGN_IN: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("auditor", "Ada Fenwright", ("auditor",)),
    ("moderator", "Mira Castellane", ("moderator",)),
    ("qa lead", "Tom Averill", ("qa_lead",)),
    ("cswo", "Selma Ravensby", ("cswo",)),
    ("team manager", "Jonah Pellow", ("team_manager", "auditor")),
    ("iro", "Petra Wrenfield", ("iro",)),
    ("partner", "Yusuf Ottershaw", ("partner",)),
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Everybody and everything of the council before the first audit."""

    areas: tuple[Area, ...]
    teams: tuple[Team, ...]
    people: tuple[Person, ...]
    signing: dict[str, str]
    workers: dict[str, tuple[str, ...]]

    def with_role(self, role: Role) -> list[Person]:
        """Everybody with this role."""
        return [person for person in self.people if role in person.roles]


def make(ids: Ids, rng: random.Random, today: date) -> MadeUp:
    """Three areas, twelve teams, a manager and four workers in each, and the seven who sign in."""
    areas = tuple(Area(ids.new_id("area"), name) for name in words.AREAS)
    teams = tuple(
        Team(ids.new_id("team"), f"{service} {area.name}", area.id, service)
        for area in areas
        for service in words.SERVICES
    )
    names = _names(rng)
    since = today - timedelta(days=900)
    head = Person(ids.new_id("per"), next(names), (), "", "", since)
    signing: dict[str, str] = {}
    people = [head]
    for sign_in, name, roles in SIGN_IN:
        team = teams[0].id if "team_manager" in roles else ""
        outside = words.PARTNER if "partner" in roles else ""
        person = Person(
            ids.new_id("per"), name, roles, team, head.id, since, organisation=outside
        )  # fmt: skip
        signing[sign_in] = person.id
        people.append(person)
    people += [
        Person(ids.new_id("per"), next(names), ("moderator",), "", head.id, since) for _ in range(2)
    ]
    people += [
        Person(ids.new_id("per"), next(names), ("auditor",), "", head.id, since) for _ in range(3)
    ]
    workers: dict[str, tuple[str, ...]] = {}
    for number, team_ in enumerate(teams):
        manager = signing["team manager"] if number == 0 else ""
        if not manager:
            person = Person(
                ids.new_id("per"),
                next(names),
                ("team_manager", "auditor"),
                team_.id,
                head.id,
                since,
            )
            people.append(person)
            manager = person.id
        held = [
            Person(ids.new_id("per"), next(names), ("social_worker",), team_.id, manager, since)
            for _ in range(WORKERS_A_TEAM)
        ]
        people += held
        workers[team_.id] = tuple(person.id for person in held)
    return MadeUp(areas, teams, tuple(people), signing, workers)


def _names(rng: random.Random) -> Iterator[str]:
    taken = {name for _, name, _ in SIGN_IN}
    pairs = [f"{first} {last}" for first in words.FIRST for last in words.LAST]
    rng.shuffle(pairs)
    return (name for name in pairs if name not in taken)


_BANDS = ("unborn", "0_4", "5_9", "10_15", "16_17")
_GROUPS = ("white", "asian", "black", "mixed", "other", "not_recorded")


def case(ids: Ids, rng: random.Random, team: Team, worker: str, kind: str, today: date) -> Case:
    """One made-up case; its number is made up too."""
    letters = ids.new_id("c").removeprefix("c-").upper()
    return Case(
        id=ids.new_id("case"), reference=f"{letters[:4]}-{letters[4:7]}", subject="child",
        council_number=f"DEMO{int.from_bytes(letters.encode()[:8], 'big') % 10**9:09}",
        team=team.id, worker=worker,
        kind=kind, age_band=rng.choices(_BANDS, (1, 6, 6, 8, 3))[0],
        ethnicity=rng.choices(_GROUPS, (10, 5, 3, 3, 1, 1))[0],
        opened=today - timedelta(days=rng.randint(200, 900)),
    )  # fmt: skip


def seed_of(seed: int, person: str) -> bytes:
    """The seed of a made-up person's signing key: the same for the same demonstration."""
    return hashlib.sha256(f"demonstration/{seed}/{person}".encode()).digest()


def people_who_sign(made: MadeUp) -> list[Person]:
    """Everybody who writes in the story: auditors, moderators, the QA lead and the rest who sign in."""
    signing = set(made.signing.values())
    return [p for p in made.people if p.id in signing or set(p.roles) & {"auditor", "moderator"}]
