"""The desk that every verb and question is handed: store, person, clock, names and policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_tool.clock import Clock
from qa_tool.council.line import line_of
from qa_tool.council.model import Area, Person, Role, Team
from qa_tool.errors import Refused
from qa_tool.ids import Ids
from qa_tool.policy.model import Policy
from qa_tool.policy.plain import from_plain
from qa_tool.store import council as council_shelf
from qa_tool.store import template as template_shelf

if TYPE_CHECKING:
    from qa_tool.ledger.entry import Entry, Signer
    from qa_tool.store.core import Store
    from qa_tool.template.model import Template


@dataclass
class Workspace:
    """One person at work in one store.

    Questions read through it and never write; verbs write one transaction and return a `Change`.
    What is asked for all the time (people, teams, policy, templates) is read once and kept until
    `forget()` is called, which every verb that touches them does.
    """

    store: "Store"
    person: Person
    clock: Clock
    ids: Ids
    folder: Path
    signer: "Signer | None" = None
    demonstration: bool = False
    data_key: bytes = field(default=b"", repr=False)
    templates_read: dict[str, "Template"] = field(default_factory=dict)
    own_drafts: set[str] = field(default_factory=set)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everybody by id."""
        return council_shelf.people(self.store)

    @cached_property
    def teams(self) -> Mapping[str, Team]:
        """Every team by id."""
        return council_shelf.teams(self.store)

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """Every area by id."""
        return council_shelf.areas(self.store)

    @cached_property
    def policy(self) -> Policy:
        """What the council has decided, or the defaults."""
        held = template_shelf.policy(self.store)
        return from_plain(held) if held else Policy()

    def reader(self) -> "Workspace":
        """The same person's desk over a read-only store of its own, for work on another thread."""
        from qa_tool.store.core import Store

        return Workspace(
            Store.open(self.folder, self.data_key, read_only=True), self.person, self.clock,
            self.ids, self.folder, None, self.demonstration, self.data_key,
        )  # fmt: skip

    def forget(self) -> None:
        """Read the council's records again at the next question."""
        for name in ("people", "teams", "areas", "policy"):
            self.__dict__.pop(name, None)

    def is_a(self, *roles: Role) -> bool:
        """Whether the person at work has one of these roles."""
        return any(role in self.person.roles for role in roles)

    def need(self, *roles: Role) -> None:
        """Refuse unless the person has one of these roles."""
        from qa_tool.council.model import ROLE_NAMES

        if not self.is_a(*roles):
            names = " or ".join(ROLE_NAMES[role] for role in roles)
            raise Refused(
                f"This needs the role {names}, which {self.person.name} does not have.",
                "Ask the QA lead to do it, or to give you the role.",
            )

    def line(self, person_id: str) -> tuple[str, ...]:
        """The managers above somebody, nearest first."""
        return line_of(person_id, self.people)

    def name(self, person_id: str) -> str:
        """What somebody is called; the id where they are not known."""
        person = self.people.get(person_id)
        return person.name if person else person_id

    def team_name(self, team_id: str) -> str:
        """What a team is called."""
        team = self.teams.get(team_id)
        return team.name if team else team_id

    def write(self, kind: str, object_: str, body: Any, parents: Sequence[str] = ()) -> "Entry":
        """Sign an entry and put it in the ledger; the rows follow in the same transaction.

        The newest entry of the same object is always among its parents, so that the order of what
        happened to one thing can be worked out without a clock.
        """
        if self.signer is None:
            raise Refused(
                "You can look, but not change anything here: this computer does not know your key.",
                "Sign in with your own name and passphrase.",
            )
        from qa_tool.store.record import plain

        return self.store.append(
            kind,
            object_,
            plain(body),
            signer=self.signer,
            parents=tuple(dict.fromkeys((*parents, *self._newest(object_)))),
            claimed=self.clock.now(),
        )

    def _newest(self, object_: str) -> tuple[str, ...]:
        found = self.store.raw.execute(
            "SELECT id FROM entry WHERE object = ? AND kind NOT IN ('note', 'erase')"
            " ORDER BY row DESC LIMIT 1",
            [object_],
        ).fetchone()
        return (found[0],) if found else ()
