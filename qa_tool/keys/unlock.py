"""Who may open this store: make the keys file, open it with a passphrase, change it, recover."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.keys.crypto import (
    KEY,
    NAME_COST,
    STRONG,
    Cost,
    WeakKeyFile,
    derive,
    key_of_code,
    new_code,
    unwrap,
    wrap,
)
from qa_tool.keys.file import Keys, KeysUnreadable, Recovery, Slot, read, write
from qa_tool.keys.installation import installation as here
from qa_tool.ledger.entry import Body, Signer
from qa_tool.ledger.roster import RECOVERY, enrol_body, vouch

SHORTEST = 12


class WrongPassphrase(QAError):
    """The passphrase does not open the store; an unknown name reads the same."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this store.",
            "Check the name, capital letters and the keyboard's language, and try again.",
        )


class WrongCode(QAError):
    """The recovery code does not open the store."""

    def __init__(self) -> None:
        super().__init__(
            "That recovery code does not open this store.",
            "Check each group of four letters; the letter O and the figure 0 count as the same.",
        )


class PassphraseTooShort(QAError):
    """A passphrase that would be guessed."""

    def __init__(self) -> None:
        super().__init__(
            f"A passphrase needs at least {SHORTEST} characters.",
            "Three or four words that do not belong together are easy to remember.",
        )


class NameTaken(QAError):
    """Two people would sign in under one name."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody already signs in with this name; nothing was changed.",
            "Choose another sign-in name.",
        )


class BadName(QAError):
    """There is no sign-in name."""

    def __init__(self) -> None:
        super().__init__("A sign-in name is missing.", "Type the name to sign in with.")


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a passphrase gives: the person, the key of the store, and their signing key here.

    `signer` is None where the keys were made on another installation (a restore, a copy): then
    the caller asks `new_writer` and keeps the enrol that it returns. `old` is the key of the other
    installation, or the recovery key: good for one thing, to vouch for the new one.
    """

    person: str
    data_key: bytes
    signer: Signer | None
    installation: str
    old: Signer | None = None

    def __repr__(self) -> str:
        """Never the keys: this may reach a log."""
        return f"Unlocked(signs={self.signer is not None})"


Enrol = Callable[[Unlocked, Body], object]


def create(  # noqa: PLR0913 what a first slot needs
    path: Path,
    name: str,
    person: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
    folder: Path | None = None,
    signer: Signer | None = None,
) -> tuple[Unlocked, str]:
    """A new keys file for a new store: what its founder holds, and the recovery code, shown once.

    `cost` is for tests; `folder` holds the installation's id; `signer` is for a made-up council.
    """
    if path.exists():
        raise NameTaken
    _fit(name, passphrase)
    data_key, code = secrets.token_bytes(KEY), new_code()
    code_key = key_of_code(code)
    if code_key is None:
        raise WrongCode
    rescue = Signer.make()
    recovery = Recovery(
        wrap(code_key, data_key, "recovery:data").hex(),
        wrap(code_key, rescue.seed, "recovery:sign").hex(),
        rescue.writer,
        rescue.public_key,
    )
    name_cost = NAME_COST if cost is None else cost
    keys = Keys(secrets.token_bytes(16).hex(), name_cost, {}, recovery)
    unlocked = Unlocked(person, data_key, signer or Signer.make(), here(folder))
    write(path, _with(keys, unlocked, name, passphrase, cost))
    return unlocked, code


def open(  # noqa: A001 the word of the contract
    path: Path,
    name: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
    folder: Path | None = None,
) -> Unlocked:
    """What this name and passphrase give; WrongPassphrase also where the name is unknown."""
    keys = read(path)
    id_ = _id(keys, name, cost)
    slot = keys.slots.get(id_)
    if slot is None:
        # As slow as a wrong passphrase, so that waiting tells nobody which names exist.
        derive(passphrase, secrets.token_bytes(16), cost or STRONG)
        raise WrongPassphrase
    _strong(slot.cost, cost)
    key = derive(passphrase, bytes.fromhex(slot.salt), slot.cost)
    data_key = unwrap(key, bytes.fromhex(slot.data_key), f"{id_}:data")
    if data_key is None:
        raise WrongPassphrase
    inside = unwrap(key, bytes.fromhex(slot.inside), f"{id_}:{slot.installation}")
    if inside is None:
        raise KeysUnreadable("The keys file was changed.")
    told = json.loads(inside)
    signer, now = Signer.from_seed(bytes.fromhex(told["seed"])), here(folder)
    if slot.installation == now:
        return Unlocked(told["person"], data_key, signer, now)
    return Unlocked(told["person"], data_key, None, now, signer)


def add(  # noqa: PLR0913 what a slot needs
    path: Path,
    unlocked: Unlocked,
    name: str,
    person: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
    signer: Signer | None = None,
) -> Unlocked:
    """A slot for another person, who gets a key of their own; the caller enrols its writer."""
    _fit(name, passphrase)
    keys = read(path)
    if _id(keys, name, cost) in keys.slots:
        raise NameTaken
    added = Unlocked(person, unlocked.data_key, signer or Signer.make(), unlocked.installation)
    write(path, _with(keys, added, name, passphrase, cost))
    return added


def change(
    path: Path,
    name: str,
    passphrase: str,
    new: str,
    *,
    cost: Cost | None = None,
    folder: Path | None = None,
) -> Unlocked:
    """A new passphrase for the same slot and the same signing key; the store is not rewritten."""
    unlocked = open(path, name, passphrase, cost=cost, folder=folder)
    _fit(name, new)
    if unlocked.signer is not None:
        write(path, _with(read(path), unlocked, name, new, cost))
        return unlocked
    keys = read(path)
    slot = keys.slots[_id(keys, name, cost)]
    moved = Unlocked(unlocked.person, unlocked.data_key, unlocked.old, slot.installation)
    write(path, _with(keys, moved, name, new, cost))
    return unlocked


def remove(path: Path, name: str, *, cost: Cost | None = None) -> None:
    """Take a person's slot out; the last one stays, since nobody could open the store then."""
    keys = read(path)
    id_ = _id(keys, name, cost)
    if id_ not in keys.slots:
        raise WrongPassphrase
    if len(keys.slots) == 1:
        raise QAError(
            "This is the only way into the store, so it stays.", "Give somebody else a key first."
        )
    write(path, keys.without_slot(id_))


def new_writer(  # noqa: PLR0913 what an enrol needs
    path: Path,
    unlocked: Unlocked,
    name: str,
    passphrase: str,
    roles: tuple[str, ...],
    *,
    cost: Cost | None = None,
    enrol: Enrol | None = None,
) -> tuple[Unlocked, Body]:
    """A new key for this person on this installation, and the enrol that the caller appends.

    The enrol is the new writer's own first entry, vouched for by the old key where it is there:
    the old chain is not touched, so the other installation may go on writing without a fork.
    `enrol` appends it before the keys file changes: where that fails, the old key is still there.
    """
    signer = Signer.make()
    body = enrol_body(signer, unlocked.person, roles, unlocked.installation)
    if unlocked.old is not None:
        body = vouch(body, unlocked.old)
    moved = Unlocked(unlocked.person, unlocked.data_key, signer, unlocked.installation)
    keys = _with(read(path), moved, name, passphrase, cost)
    if enrol is not None:
        enrol(moved, body)
    write(path, keys)
    return moved, body


def recover(  # noqa: PLR0913 what a slot needs
    path: Path,
    code: str,
    name: str,
    person: str,
    passphrase: str,
    roles: tuple[str, ...],
    *,
    cost: Cost | None = None,
    folder: Path | None = None,
    enrol: Enrol | None = None,
) -> tuple[Unlocked, Body]:
    """Open with the recovery code: a new slot, a new key, and its enrol by the recovery key."""
    _fit(name, passphrase)
    data_key, seed = _rescue(read(path), code)
    rescued = Unlocked(person, data_key, None, here(folder), Signer.from_seed(seed))
    return new_writer(path, rescued, name, passphrase, roles, cost=cost, enrol=enrol)


def data_key_of(path: Path, code: str) -> bytes:
    """The key of the store that the recovery code opens."""
    return _rescue(read(path), code)[0]


def _rescue(keys: Keys, code: str) -> tuple[bytes, bytes]:
    key = key_of_code(code)
    if key is None:
        raise WrongCode
    data_key = unwrap(key, bytes.fromhex(keys.recovery.data_key), "recovery:data")
    seed = unwrap(key, bytes.fromhex(keys.recovery.signing_key), "recovery:sign")
    if data_key is None or seed is None:
        raise WrongCode
    return data_key, seed


def recovery_enrol(path: Path) -> Body:
    """The enrol that a founder appends for the recovery key: it may vouch, and nothing else."""
    recovery = read(path).recovery
    return enrol_body(recovery.public_key, RECOVERY, (RECOVERY,), "")


def known(path: Path, name: str, *, cost: Cost | None = None) -> bool:
    """Whether there is a slot for this name."""
    keys = read(path)
    return _id(keys, name, cost) in keys.slots


def _with(keys: Keys, unlocked: Unlocked, name: str, passphrase: str, cost: Cost | None) -> Keys:
    id_, salt, dear = _id(keys, name, cost), secrets.token_bytes(16), cost or STRONG
    if unlocked.signer is None:
        raise ValueError("a slot holds a signing key")
    key = derive(passphrase, salt, dear)
    inside = {"person": unlocked.person, "seed": unlocked.signer.seed.hex()}
    where = f"{id_}:{unlocked.installation}"
    slot = Slot(
        salt.hex(),
        dear,
        wrap(key, unlocked.data_key, f"{id_}:data").hex(),
        wrap(key, json.dumps(inside).encode(), where).hex(),
        unlocked.installation,
    )
    return keys.with_slot(id_, slot)


def _id(keys: Keys, name: str, cost: Cost | None) -> str:
    _strong(keys.name_cost, cost)
    plain = " ".join(name.casefold().split())
    if not plain:
        raise BadName
    made = derive(plain, bytes.fromhex(keys.name_salt), keys.name_cost)
    return hashlib.sha256(made).hexdigest()[:32]


def _strong(found: Cost, cost: Cost | None) -> None:
    """A cheaper cost than ours is an attack, except where a test says which cost it gave."""
    if found.absurd or (found.weak and found != cost):
        raise WeakKeyFile


def _fit(name: str, passphrase: str) -> None:
    if not name.strip():
        raise BadName
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort
