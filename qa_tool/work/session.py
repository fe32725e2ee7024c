"""Opening, founding, adding people, recovering, backing up: everything around a desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa_tool.clock import Clock, SystemClock
from qa_tool.council.model import Person, Role
from qa_tool.errors import QAError, Refused
from qa_tool.ids import Ids, RandomIds
from qa_tool.keys import file as key_file
from qa_tool.keys import unlock as keys
from qa_tool.keys.crypto import Cost
from qa_tool.keys.installation import renew
from qa_tool.ledger.roster import enrol_body
from qa_tool.policy.model import Policy
from qa_tool.policy.plain import to_plain
from qa_tool.problems import Problem
from qa_tool.progress import SILENT, Progress
from qa_tool.store import backup as backups
from qa_tool.store import council as council_shelf
from qa_tool.store import restored as notice
from qa_tool.store import shelves
from qa_tool.store import verify as verifying
from qa_tool.store.backup import Backup
from qa_tool.store.core import Store
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.folder import folder_state, is_demonstration
from qa_tool.work.workspace import Workspace

SHELVES = shelves.ALL  # a store is never opened without all of them


@dataclass(frozen=True, slots=True)
class Doors:
    """What a session is opened with; tests and the demonstration hand in their own."""

    clock: Clock
    ids: Ids
    cost: Cost | None = None
    installation: Path | None = None


def usual() -> Doors:
    """The computer's clock, random names, the strong cost."""
    return Doors(SystemClock(), RandomIds())


def found(  # noqa: PLR0913  what a council is founded with
    folder: Path, council: str, name: str, passphrase: str, *, doors: Doors | None = None,
    policy: Policy | None = None, person_id: str = "",
) -> tuple[Workspace, str]:  # fmt: skip
    """A new council: store, first key, founder enrolled, shipped templates in use.

    Returns the founder's workspace and the recovery code, which is shown once.
    """
    at = doors or usual()
    if not council.strip():
        raise QAError("The council has no name.", "Type its name as it stands on letters.")
    if folder_state(folder) != "empty":
        raise Refused("There is a store in this folder already.", "Choose an empty folder.")
    person = Person(
        person_id or at.ids.new_id("per"), name.strip(), ("qa_lead",), starts=at.clock.today()
    )
    unlocked, code = keys.create(
        folder / key_file.FILE, name, person.id, passphrase, cost=at.cost, folder=at.installation
    )
    try:
        store = Store.create(folder, unlocked.data_key)
    except BaseException:
        (folder / key_file.FILE).unlink(missing_ok=True)
        raise
    workspace = Workspace(
        store, person, at.clock, at.ids, folder, unlocked.signer, data_key=unlocked.data_key
    )
    signer = unlocked.signer
    if signer is None:
        raise QAError("The founder's key was not made.", "Try again.")
    with store.together():
        body = enrol_body(signer, person.id, ("founder", "qa_lead"), unlocked.installation)
        workspace.write("enrol", signer.writer, body)
        recovery = keys.recovery_enrol(folder / key_file.FILE)
        workspace.write("enrol", str(recovery["writer"]), recovery)
        settled = replace(policy or Policy(), council_name=council.strip())
        workspace.write("policy", "policy", to_plain(settled))
        workspace.write("person", person.id, person)
    workspace.forget()
    templates.use_shipped(workspace)
    return workspace, code


def unlock(
    folder: Path, name: str, passphrase: str, *, read_only: bool = False,
    doors: Doors | None = None,
) -> Workspace:  # fmt: skip
    """Open the store as this person; on a new computer they get a new signing key."""
    at = doors or usual()
    path = folder / key_file.FILE
    if folder_state(folder) == "empty":
        raise QAError("There is no store in this folder.", "Choose another folder, or start one.")
    unlocked = keys.open(path, name, passphrase, cost=at.cost, folder=at.installation)
    store = Store.open(folder, unlocked.data_key, read_only=read_only)
    try:
        workspace = _desk(store, folder, unlocked, at)
        if unlocked.signer is None and not read_only:
            keys.new_writer(
                path, unlocked, name, passphrase, workspace.person.roles, cost=at.cost,
                enrol=_enrolled(workspace),
            )  # fmt: skip
    except BaseException:
        store.close()
        raise
    return workspace


def _enrolled(workspace: Workspace) -> Callable[[keys.Unlocked, Mapping[str, Any]], None]:
    """Puts a new key's enrol in the ledger before the keys file changes: all of it or nothing."""

    def enrol(moved: keys.Unlocked, body: Mapping[str, Any]) -> None:
        workspace.signer = moved.signer
        workspace.write("enrol", str(body["writer"]), body)

    return enrol


def _desk(store: Store, folder: Path, unlocked: keys.Unlocked, at: Doors) -> Workspace:
    person = council_shelf.people(store).get(unlocked.person)
    if person is None:
        raise QAError("You are not known in this council any more.", "Ask the QA lead.")
    workspace = Workspace(
        store, person, at.clock, at.ids, folder, unlocked.signer, is_demonstration(folder),
        unlocked.data_key,
    )  # fmt: skip
    if not store.read_only and notice.noted(folder):
        from qa_tool.work import restored

        restored.count(workspace)
    return workspace


def recover(
    folder: Path, code: str, person_name: str, name: str, passphrase: str,
    *, doors: Doors | None = None,
) -> Workspace:  # fmt: skip
    """Open with the recovery code, and give the person who is called so a new passphrase."""
    at = doors or usual()
    path = folder / key_file.FILE
    store = Store.open(folder, keys.data_key_of(path, code))
    try:
        person = _called(store, person_name)
        held = keys.Unlocked(person.id, keys.data_key_of(path, code), None, "")
        workspace = _desk(store, folder, held, at)
        keys.recover(
            path, code, name, person.id, passphrase, person.roles, cost=at.cost,
            folder=at.installation, enrol=_enrolled(workspace),
        )  # fmt: skip
    except BaseException:
        store.close()
        raise
    return workspace


def _called(store: Store, person_name: str) -> Person:
    wanted = person_name.strip().casefold()
    for person in council_shelf.people(store).values():
        if person.name.casefold() == wanted:
            return person
    raise QAError("Nobody in this council has that name.", "Type the name as it stands here.")


def let_in(
    workspace: Workspace, person_id: str, sign_in_name: str, passphrase: str,
    *, doors: Doors | None = None,
) -> Change:  # fmt: skip
    """Give somebody a way into this store: their own slot and their own signing key."""
    workspace.need("qa_lead")
    person = workspace.people.get(person_id)
    if person is None:
        raise QAError("This person is not known here.", "Add the person first.")
    from qa_tool.keys.installation import installation as here

    at = doors or usual()
    holder = keys.Unlocked(
        workspace.person.id, workspace.data_key, workspace.signer, here(at.installation)
    )
    added = keys.add(
        workspace.folder / key_file.FILE, holder, sign_in_name, person_id, passphrase, cost=at.cost
    )
    if added.signer is None:
        raise QAError("The key was not made.", "Try again.")
    body = enrol_body(added.signer, person_id, person.roles, added.installation)
    with workspace.store.together():
        workspace.write("enrol", added.signer.writer, body)
    return changed("council", ids=(person_id,))


def keep_policy(workspace: Workspace, policy: Policy) -> Change:
    """Change what the council has decided; the ledger keeps what was before."""
    workspace.need("qa_lead", "cswo")
    from qa_tool.policy.check import check
    from qa_tool.problems import errors

    wrong = errors(check(policy))
    if wrong:
        raise QAError(f"{wrong[0].where}: {wrong[0].what}", wrong[0].cure)
    with workspace.store.together():
        workspace.write("policy", "policy", to_plain(policy))
    workspace.forget()
    return changed("policy")


def change_passphrase(
    workspace: Workspace, name: str, old: str, new: str, *, doors: Doors | None = None
) -> None:
    """A new passphrase for oneself; the store is not rewritten."""
    at = doors or usual()
    path = workspace.folder / key_file.FILE
    keys.change(path, name, old, new, cost=at.cost, folder=at.installation)


def verify(workspace: Workspace, progress: Progress = SILENT) -> tuple[Problem, ...]:
    """Whether store, ledger and templates are whole; what is broken, in sentences."""
    return tuple(verifying.verify(workspace.store, progress, templates.broken))


def back_up(workspace: Workspace, target: Path, progress: Progress = SILENT) -> Backup:
    """Write a backup, encrypted like the store; it opens with the same passphrases."""
    return backups.make(workspace.store, target, workspace.clock.now(), progress)


def back_up_if_due(workspace: Workspace, progress: Progress = SILENT) -> Backup | None:
    """The automatic backup of the day; the last ten are kept."""
    if workspace.store.read_only:
        return None
    return backups.automatic(workspace.store, workspace.clock.now(), progress)


def restore(
    file: Path, folder: Path, progress: Progress = SILENT, *, doors: Doors | None = None
) -> Path | None:
    """Put a backup into a folder; a store that stands there is moved aside, never deleted.

    This installation gets a new id, so that nobody writes on under a key whose later entries may
    stand elsewhere. Returns the folder that the old store now stands in, or None.
    """
    at = doors or usual()
    aside = backups.restore(file, folder, at.clock.now(), progress)
    renew(at.installation)
    return aside


def list_backups(folder: Path) -> Sequence[Backup]:
    """The backups beside the store, the newest first."""
    return backups.kept(folder)


def roles_words(roles: Sequence[Role]) -> str:
    """Roles as people say them."""
    from qa_tool.council.model import ROLE_NAMES

    return ", ".join(ROLE_NAMES[role] for role in roles)
