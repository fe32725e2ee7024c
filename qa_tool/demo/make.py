"""Make the demonstration council in an empty folder: the same seed gives the same council."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from qa_tool.clock import SystemClock
from qa_tool.council.model import Round
from qa_tool.demo import council, story, tales, words
from qa_tool.errors import Refused
from qa_tool.ids import SeededIds
from qa_tool.keys import file as key_file
from qa_tool.keys import unlock as keys
from qa_tool.keys.crypto import Cost
from qa_tool.keys.installation import installation
from qa_tool.ledger.entry import Signer
from qa_tool.ledger.roster import enrol_body
from qa_tool.policy.model import Numbers, Policy
from qa_tool.policy.plain import to_plain
from qa_tool.progress import SILENT, Progress
from qa_tool.store import shelves
from qa_tool.store.core import Store
from qa_tool.work import folder as folders
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace

AUDITS, SEED = 150, 7
SHELVES = shelves.ALL  # an entry without its shelf would be kept and make no row

_FEW = 30  # of so many audits some are re-audits, told with the improvement plan


@dataclass(frozen=True, slots=True)
class Wishes:
    """How large and which demonstration; `cost` and `installation` are for tests."""

    audits: int = AUDITS
    seed: int = SEED
    today: date | None = None
    passphrase: str = words.PASSPHRASE
    cost: Cost | None = None
    installation: Path | None = None


def make_demonstration(
    folder: Path, wishes: Wishes | None = None, progress: Progress = SILENT
) -> Workspace:
    """Make it and return the QA lead's desk; refuses a folder that holds a store."""
    w = wishes or Wishes()
    if folders.folder_state(folder) != "empty":
        raise Refused(
            "There is a store in this folder already, so no demonstration is made here.",
            "Choose an empty folder.",
        )
    today = w.today or SystemClock().today()
    ids, rng = SeededIds(w.seed), random.Random(w.seed)  # noqa: S311  made-up content must repeat
    made = council.make(ids, rng, today)
    store, lead, data_key = _found(folder, w, made)
    store.salt = _salts(w.seed)
    start = datetime.combine(today - timedelta(days=260), time(9), tzinfo=UTC)
    clock = story.StoryClock(start)
    desk = Workspace(
        store, next(p for p in made.people if p.id == made.signing["qa lead"]), clock, ids, folder,
        lead, demonstration=True, data_key=data_key,
    )  # fmt: skip
    (folder / folders.DEMONSTRATION).write_text("made up\n", "ascii")
    desks = _people(desk, w, made)
    templates.use_shipped(desk)
    rounds = _rounds(desk, today)
    teller = story.Teller(
        desks, clock, made, {key: templates.current(desk, key) for key in rounds[0].templates},
        rng, today, {},
    )  # fmt: skip
    teller.again = 3 if w.audits >= _FEW else 0
    story.tell(teller, rounds, w.audits - teller.again, progress)
    tales.tell(teller)
    desk.clock = SystemClock() if w.today is None else clock
    if w.today is not None:
        clock.set(datetime.combine(today, time(16), tzinfo=UTC))
    desk.forget()
    return desk


def _found(folder: Path, w: Wishes, made: council.MadeUp) -> tuple[Store, Signer, bytes]:
    """Keys and store; the QA lead is the founder, and everybody who signs in gets a slot."""
    path = folder / key_file.FILE
    signers = {
        name: Signer.from_seed(council.seed_of(w.seed, person))
        for name, person in made.signing.items()
    }
    lead = "qa lead"
    unlocked, _ = keys.create(
        path, lead, made.signing[lead], w.passphrase, cost=w.cost, folder=w.installation,
        signer=signers[lead],
    )  # fmt: skip
    for name, person in made.signing.items():
        if name != lead:
            keys.add(path, unlocked, name, person, w.passphrase, cost=w.cost, signer=signers[name])
    return Store.create(folder, unlocked.data_key), signers[lead], unlocked.data_key


def _salts(seed: int) -> Callable[[], str]:
    """Salts that repeat: in a made-up council there is nothing to guess."""
    given = 0

    def salt() -> str:
        nonlocal given
        given += 1
        return hashlib.sha256(f"salt/{seed}/{given}".encode()).hexdigest()[:32]

    return salt


def _people(desk: Workspace, w: Wishes, made: council.MadeUp) -> dict[str, Workspace]:
    """Enrol everybody who signs something, and put the council's records in."""
    here = installation(w.installation)
    desks: dict[str, Workspace] = {desk.person.id: desk}
    lead = desk.person
    assert desk.signer is not None  # noqa: S101
    with desk.store.together():
        desk.write(
            "enrol",
            desk.signer.writer,
            enrol_body(desk.signer, lead.id, ("founder", "qa_lead"), here),
        )
        recovery = keys.recovery_enrol(desk.folder / key_file.FILE)
        desk.write("enrol", str(recovery["writer"]), recovery)
        desk.write("policy", "policy", to_plain(_policy()))
        for area in made.areas:
            desk.write("area", area.id, area)
        for team in made.teams:
            desk.write("team", team.id, team)
        for person in made.people:
            desk.write("person", person.id, person)
        for person in council.people_who_sign(made):
            if person.id == lead.id:
                continue
            signer = Signer.from_seed(council.seed_of(w.seed, person.id))
            desk.write("enrol", signer.writer, enrol_body(signer, person.id, person.roles, here))
            desks[person.id] = replace(desk, person=person, signer=signer)
    desk.forget()
    return desks


def _policy() -> Policy:
    return Policy(
        council_name=words.COUNCIL,
        numbers=Numbers(
            danger="01632 960 101", out_of_hours="01632 960 102", head_of_service="01632 960 103",
            lado="01632 960 104", adult_safeguarding="01632 960 105",
        ),
    )  # fmt: skip


def _rounds(desk: Workspace, today: date) -> tuple[Round, Round]:
    """The round before and the one under way, named by their first month."""
    found = []
    keys_ = ("core_case_audit", "child_protection_plan", "child_in_care")
    for back, forth in ((215, 125), (95, -15)):
        starts, ends = today - timedelta(days=back), today - timedelta(days=forth)
        found.append(
            Round(
                desk.ids.new_id("round"), f"Round of {starts:%B %Y}", "Core practice", keys_,
                starts, ends, ends, 0, desk.ids.new_id("seed"),
            )
        )  # fmt: skip
    with desk.store.together():
        for round_ in found:
            desk.write("round", round_.id, round_)
    return found[0], found[1]
