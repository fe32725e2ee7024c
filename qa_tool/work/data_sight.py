"""What a person's data export may hold: the blind, restricted files, and the templates behind answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from qa_tool.audit import entries
from qa_tool.audit.plan import plan_of
from qa_tool.audit.record import Audit
from qa_tool.audit.slots import OVERALL, Slot
from qa_tool.council.model import Case, Round
from qa_tool.figures.basis import COUNTED_STATES
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store.audit import Wanted
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.shield import hidden
from qa_tool.work.theme_tag import roots
from qa_tool.work.workspace import Workspace

FAMILY = "family_view."
"""The block about the child's and family's view: what they said leaves only as an approved quotation."""


@dataclass(frozen=True, slots=True)
class Known:
    """One audit as the other tables need it: its first version, its newest, and whether words are kept in."""

    id: str
    root: str
    stands: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class Period:
    """Which audits are asked for: of one round, handed in from one day to another; everything where empty."""

    round: str = ""
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; something without a day only where no day is asked for."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)  # fmt: skip


EVERYTHING = Period()


@dataclass
class Sight:
    """Everything is read through here, so that no table can show what another must withhold."""

    workspace: Workspace
    numbers: bool = False
    period: Period = EVERYTHING
    _slots: dict[str, Mapping[str, Slot]] = field(default_factory=dict)

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Every case by id."""
        return council_shelf.cases(self.workspace.store)

    @cached_property
    def rounds(self) -> Mapping[str, Round]:
        """Every round by id."""
        return {one.id: one for one in council_shelf.rounds(self.workspace.store)}

    @cached_property
    def blind(self) -> frozenset[str]:
        """The audits that wait for this person's own second reading."""
        return hidden(self.workspace)

    @cached_property
    def _first(self) -> Mapping[str, str]:
        """The first version of every audit that was handed in."""
        return roots(self.workspace, [audit.id for audit, _ in self._every])

    @cached_property
    def _every(self) -> list[tuple[Audit, bool]]:
        """Every version with whether it stands; without answers and domain grades."""
        return [
            (audit, not replaced)
            for replaced in (False, True)
            for audit in self._heads(Wanted(superseded=replaced))
        ]

    @cached_property
    def shut(self) -> frozenset[str]:
        """Every version of an audit that waits for this person's own second reading."""
        closed = {self._first.get(one, one) for one in self.blind}
        return self.blind | {one for one, root in self._first.items() if root in closed}

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """Every audit that may be told of; all versions of one that waits are left out."""
        return {
            audit.id: Known(audit.id, self._first[audit.id], stands, self._quiet(audit))
            for audit, stands in self._every
            if audit.id not in self.shut and self._first[audit.id] in self._asked_for
        }

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        """The first versions of the audits of the period: where one is asked for, all its versions are."""
        period = self.period
        return frozenset(
            self._first[audit.id]
            for audit, stands in self._every
            if stands
            and period.round in {"", audit.round}
            and period.holds(audit.handed_in.date() if audit.handed_in else None)
        )

    def asked_for(self, audits: Iterable[str], day: date | None) -> bool:
        """Whether what hangs on these audits goes out; what hangs on none, by its own day."""
        linked = {one for one in audits if one}
        if self.period == EVERYTHING or any(one in self.known for one in linked):
            return True
        return not linked and not self.period.round and self.period.holds(day)

    @cached_property
    def standing(self) -> Mapping[str, str]:
        """The version that stands now, by the first version of an audit."""
        return {one.root: one.id for one in self.known.values() if one.stands}

    @property
    def withheld(self) -> int:
        """How many audits of the period wait for this person's own second reading."""
        if self.period == EVERYTHING:
            return len(self.blind)
        return sum(self._first.get(one, one) in self._asked_for for one in self.blind)

    @property
    def quiet(self) -> int:
        """Of how many audits the typed words stay in the program."""
        return sum(one.quiet for one in self.known.values())

    def _heads(self, wanted: Wanted) -> list[Audit]:
        store = self.workspace.store
        return audit_shelf.heads(store, audit_shelf.rows_of(store, wanted))

    def _quiet(self, audit: Audit) -> bool:
        return self.quiet_case(audit.case) or self.template(audit).subject != "child"

    def quiet_case(self, case_id: str) -> bool:
        """Whether a file is restricted to named people, and this person is not one of them."""
        case = self.cases.get(case_id)
        named = case.restricted_to if case else ()
        return bool(named) and self.workspace.person.id not in named

    def reference(self, case_id: str) -> str:
        """The random reference of a case."""
        case = self.cases.get(case_id)
        return case.reference if case else ""

    def number(self, case_id: str) -> str:
        """The council's number of a case, where that was asked for."""
        case = self.cases.get(case_id)
        return case.council_number if case and self.numbers else ""

    def template(self, audit: Audit) -> Template:
        """The template that an audit was made with."""
        return templates.by_fingerprint(self.workspace, audit.fingerprint)

    def slots(self, audit: Audit) -> Mapping[str, Slot]:
        """Every place for an answer in the template that an audit was made with, by its key there."""
        if audit.fingerprint not in self._slots:
            self._slots[audit.fingerprint] = slots_of(self.template(audit))
        return self._slots[audit.fingerprint]

    def audits(self) -> Iterator[Audit]:
        """Every audit that may be told of with its grades, those that stand first; one at a time."""
        for known in self.known:
            audit = audit_shelf.audit(self.workspace.store, known)
            if audit is not None:
                yield audit

    def answers(self, template: str = "") -> Iterator[tuple[Audit, Mapping[str, Any]]]:
        """The same with answers, of one template or of all; without words that stay in the program."""
        for replaced in (False, True):
            wanted = Wanted(superseded=replaced, template=template)
            for audit, answers in audit_shelf.whole(self.workspace.store, wanted):
                if audit.id in self.known:
                    yield audit, self._kept(audit, answers)

    def _kept(self, audit: Audit, answers: Mapping[str, Any]) -> Mapping[str, Any]:
        """Answers without words that need somebody's consent, or that stay with those who are named."""
        quiet, known = self.known[audit.id].quiet, self.slots(audit)
        if not quiet and not any(key.startswith(FAMILY) for key in answers):
            return answers
        template = self.template(audit)

        def words(key: str, value: object) -> bool:
            # What the program keeps beside the form (why a finding stands) is somebody's words too.
            return entries.typed(template, key, value) or entries.plain_key(key) not in known

        return {
            key: value
            for key, value in answers.items()
            if not ((quiet or key.startswith(FAMILY)) and words(key, value))
        }


def slots_of(template: Template) -> dict[str, Slot]:
    """Every place for an answer by its key in the template; in a group that of its first entry."""
    plan = plan_of(template, {group.key: ("1",) for group in entries.groups(template)})
    return {entries.plain_key(slot.alias or slot.key): slot for slot in plan.slots.values() if slot.kind != "entry"}  # fmt: skip


def final_grade(audit: Audit, key: str) -> str:
    """The grade of a domain, or of the whole, that counts; none before the audit is signed off."""
    if audit.state not in COUNTED_STATES:
        return ""
    return audit.final_grades.get(key, "") or (audit.final_overall if key == OVERALL else "")
