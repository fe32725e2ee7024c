"""Who each writer is and from where to where their entries count, worked out from entries alone.

The reader decides: a changed program can add entries, but cannot make them count. Three ways in:
the founder's first entry (signed by itself), an enrol signed by somebody who may enrol, and a
person's own new key on another installation, vouched for by their old key or the recovery key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from qa_tool.ledger.entry import Body, Entry, Signer, canonical, signed_by, writer_of

ENROLLERS = frozenset({"founder", "qa_lead", "cswo"})
RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Writer:
    """One person on one installation, as the entries tell it."""

    id: str
    person: str
    name: str
    roles: tuple[str, ...]
    public_key: str
    installation: str
    enrol: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody whose entries count, and up to which one."""

    council: str = ""
    writers: Mapping[str, Writer] = field(default_factory=dict)
    last: Mapping[str, int] = field(default_factory=dict)

    def counts(self, entry: Entry) -> bool:
        """Whether this entry counts: its writer enrolled, and not revoked or forked before it."""
        return self.admits(entry.writer, entry.n)

    def admits(self, writer: str, n: int) -> bool:
        """Whether the n-th entry of this writer counts."""
        return writer in self.writers and n <= self.last.get(writer, n)

    def person_of(self, writer: str) -> str | None:
        """Whose key this is; None for a writer who was never enrolled."""
        known = self.writers.get(writer)
        return known.person if known else None

    def key_of(self, writer: str) -> str | None:
        """The public key of this writer."""
        known = self.writers.get(writer)
        return known.public_key if known else None

    def roles_of(self, writer: str) -> tuple[str, ...]:
        """What this writer may do."""
        known = self.writers.get(writer)
        return known.roles if known else ()

    def writers_of(self, person: str) -> tuple[Writer, ...]:
        """The installations of one person."""
        return tuple(one for one in self.writers.values() if one.person == person)


def enrol_body(
    signer: Signer | str,
    person: str,
    roles: Iterable[str],
    installation: str,
    name: str = "",
) -> Body:
    """The body of an enrol for the holder of this key (a signer, or a public key as hex)."""
    public_key = signer if isinstance(signer, str) else signer.public_key
    return {
        "writer": writer_of(public_key),
        "public_key": public_key,
        "person": person,
        "name": name,
        "roles": sorted(set(roles)),
        "installation": installation,
    }


def vouch(body: Body, old: Signer) -> Body:
    """The same body with the old key's word for it; it needs no place in the old key's chain."""
    words = {name: value for name, value in body.items() if name != "voucher"}
    return {**words, "voucher": {"writer": old.writer, "signature": old.sign(canonical(words))}}


def founding(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that found a council: self-signed enrols that nobody vouches for."""
    return tuple(
        one for one in entries if one.kind == "enrol" and _well_formed(one) and _founds(one)
    )


def work_out(
    entries: Iterable[Entry], council: str, forks: Mapping[str, int] | None = None
) -> Roster:
    """The roster of this council; a function of the set of entries, never of order or clock.

    The council is named by its founder's entry: somebody else's founding does not count here.
    """
    told = sorted(
        (one for one in entries if one.kind in {"enrol", "revoke"} and one.body is not None),
        key=lambda one: (one.writer, one.n, one.id),
    )
    enrols = [one for one in told if one.kind == "enrol" and _well_formed(one)]
    forked = {writer: n - 1 for writer, n in (forks or {}).items()}
    revokes = _valid_revokes(council, enrols, [one for one in told if one.kind == "revoke"], forked)
    last, accepted = _ends(revokes, forked)
    levels = _admit(council, enrols, last, accepted)
    writers = {writer: _one(found) for level in levels for writer, found in level.items()}
    return Roster(council if writers else "", writers, last)


Level = dict[str, list[Entry]]
Ends = dict[str, int]


def _well_formed(entry: Entry) -> bool:
    body = entry.body or {}
    texts = ("writer", "public_key", "person", "installation")
    roles = body.get("roles")
    return (
        all(isinstance(body.get(name), str) for name in texts)
        and isinstance(roles, list)
        and all(isinstance(role, str) for role in roles)
        and writer_of(body["public_key"]) == body["writer"]
    )


def _valid_revokes(
    council: str, enrols: list[Entry], revokes: list[Entry], forked: Ends
) -> list[Entry]:
    """From the founder downwards: who is nearer to the founder revokes first."""
    levels = _admit(council, enrols, forked, {})
    valid: list[Entry] = []
    roles = _roles(levels)
    for level in levels:
        last, _ = _ends(valid, forked)
        valid += [
            one
            for one in revokes
            if one.writer in level
            and one.n <= last.get(one.writer, one.n)
            and _may_revoke(one, roles, levels)
        ]
    return valid


def _may_revoke(entry: Entry, roles: Mapping[str, set[str]], levels: list[Level]) -> bool:
    body = entry.body or {}
    if not isinstance(body.get("writer"), str) or not isinstance(body.get("last"), int):
        return False
    persons = {
        writer: found[0].body["person"]
        for level in levels
        for writer, found in level.items()
        if found[0].body
    }
    own = persons.get(entry.writer) == persons.get(body["writer"])
    return own or bool(roles[entry.writer] & ENROLLERS)


def _ends(revokes: list[Entry], forked: Ends) -> tuple[Ends, dict[str, set[str]]]:
    last, accepted = dict(forked), dict[str, set[str]]()
    for one in revokes:
        body = one.body or {}
        writer, end = body["writer"], body["last"]
        last[writer] = min(end, last.get(writer, end))
        kept = {each for each in body.get("accepted", []) if isinstance(each, str)}
        accepted[writer] = accepted.get(writer, kept) & kept
    return last, accepted


def _admit(
    council: str, enrols: list[Entry], last: Ends, accepted: Mapping[str, set[str]]
) -> list[Level]:
    """Level by level from the founder: first those whom the founder enrolled, then theirs."""
    founder = next((one for one in enrols if one.id == council and _founds(one)), None)
    if founder is None:
        return []
    levels: list[Level] = [{founder.writer: [founder]}]
    waiting = [one for one in enrols if not _founds(one)]
    while waiting:
        roles = _roles(levels)
        known = {writer: found[0] for level in levels for writer, found in level.items()}
        taken = [one for one in waiting if _enters(one, known, roles, last, accepted)]
        if not taken:
            break
        level: Level = {}
        for one in taken:
            writer = (one.body or {})["writer"]
            home = next((old for old in levels if writer in old), level)
            home.setdefault(writer, []).append(_held_back(one, known, roles))
        if level:
            levels.append(level)
        waiting = [one for one in waiting if one not in taken]
    return levels


def _founds(entry: Entry) -> bool:
    body = entry.body or {}
    return entry.n == 1 and body["writer"] == entry.writer and "voucher" not in body


def _enters(
    entry: Entry,
    known: Mapping[str, Entry],
    roles: Mapping[str, set[str]],
    last: Ends,
    accepted: Mapping[str, set[str]],
) -> bool:
    body = entry.body or {}
    if entry.writer in known and "voucher" not in body:
        return entry.n <= last.get(entry.writer, entry.n) and bool(roles[entry.writer] & ENROLLERS)
    voucher = body.get("voucher")
    if body["writer"] != entry.writer or entry.n != 1 or not isinstance(voucher, dict):
        return False
    old, signature = voucher.get("writer"), voucher.get("signature")
    if not isinstance(old, str) or old not in known or not isinstance(signature, str):
        return False
    if old in last and entry.writer not in accepted.get(old, set()):
        return False
    words = {name: value for name, value in body.items() if name != "voucher"}
    key = (known[old].body or {})["public_key"]
    people = {_person(one) for one in known.values()}
    own = _person(known[old]) == body["person"]
    rescued = RECOVERY in roles[old] and body["person"] in people
    return (own or rescued) and signed_by(key, signature, canonical(words))


def _held_back(entry: Entry, known: Mapping[str, Entry], roles: Mapping[str, set[str]]) -> Entry:
    """A voucher gives nobody more than they had: own roles, or by recovery the person's."""
    body = entry.body or {}
    if "voucher" not in body:
        return entry
    old = body["voucher"]["writer"]
    had = set(roles[old])
    if RECOVERY in had:
        had = set[str]().union(
            *(roles[one] for one, each in known.items() if _person(each) == body["person"])
        )
    kept = set(body["roles"]) & (had - {RECOVERY})
    return replace(entry, body={**body, "roles": sorted(kept)})


def _person(entry: Entry) -> str:
    return str((entry.body or {})["person"])


def _roles(levels: list[Level]) -> dict[str, set[str]]:
    held = {writer: set(_one(found).roles) for level in levels for writer, found in level.items()}
    for writer in levels[0] if levels else ():
        held[writer].add("founder")
    return held


def _one(found: list[Entry]) -> Writer:
    """Several enrols of one writer: the ones nobody supersedes; roles are what all of them give."""
    named = {parent for one in found for parent in one.parents}
    heads = [one for one in found if one.id not in named] or found
    head = min(heads, key=lambda one: one.id)
    roles = set.intersection(*(set((one.body or {})["roles"]) for one in heads))
    body = head.body or {}
    return Writer(
        body["writer"],
        body["person"],
        str(body.get("name") or ""),
        tuple(sorted(roles)),
        body["public_key"],
        body["installation"],
        head.id,
    )
