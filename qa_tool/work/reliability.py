"""How far to trust the grades: first against second grade, for the person who asks.

Everything rests on blind full re-reads that chance chose; re-reads for a reason stand beside them.
Auditors' figures are for the QA lead; everybody else sees their own and nobody else's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qa_tool.figures.agreement import Agreement, rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.compared import (
    Form,
    Subject,
    along,
    compared,
    first_grade,
    forms_of,
    scale_of,
    second_grade,
)
from qa_tool.figures.coverage import Coverage
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.extrapolation import Corrected, corrected
from qa_tool.figures.leniency import Leaning, leaning, leanings
from qa_tool.moderation.compare import difference
from qa_tool.store import council as council_shelf
from qa_tool.work.reliability_facts import Facts, gather
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Line:
    """One domain, team or round: how its first and second grades compare."""

    key: str
    name: str
    found: Agreement


@dataclass(frozen=True, slots=True)
class Person:
    """One auditor by name, beside whoever read their audits again."""

    name: str
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class Apart:
    """One audit to be looked at by itself; grades by name."""

    audit: str
    reference: str
    first: str
    second: str
    why: str


@dataclass(frozen=True, slots=True)
class Whole:
    """What the random re-reads would make of one kind of case: good or better, and the worst grade."""

    kind: str
    shares: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Everything the page shows of one round, template and domain.

    `targeted` stands beside `random` and is never added to it; `partial` (desk checks, panels) are
    only counted. `people` is empty for everybody but the QA lead; `own` is the reader's own figure
    where they have one. `withheld` audits wait to be read blind by the person who asks.
    """

    rounds: tuple[tuple[str, str], ...]
    round: str
    forms: tuple[Form, ...]
    subject: Subject | None
    random: Agreement | None = None
    targeted: Agreement | None = None
    partial: int = 0
    domains: tuple[Line, ...] = ()
    by_round: tuple[Line, ...] = ()
    by_team: tuple[Line, ...] = ()
    people: tuple[Person, ...] = ()
    own: Leaning | None = None
    apart: tuple[Apart, ...] = ()
    whole: tuple[Whole, ...] = ()
    coverage: Coverage | None = None
    withheld: int = 0


def may_look(workspace: Workspace) -> bool:
    """Whether the page is for this person: who audits, moderates, or answers for the audits."""
    return workspace.is_a("qa_lead", "cswo", "moderator", "auditor")


def look(workspace: Workspace, round_: str = "", form: str = "", domain: str = "") -> Reliability:
    """The figures of one round (by id; empty: of all), one form and one domain (empty: overall)."""
    workspace.need("qa_lead", "cswo", "moderator", "auditor")
    rounds = council_shelf.rounds(workspace.store)
    names = tuple((r.id, r.name) for r in rounds)
    chosen = next((r for r in rounds if r.id == round_), None)
    facts = gather(workspace, chosen)
    read = rereads(facts.data)
    every = (*read.random, *read.targeted)
    forms = forms_of(every, facts.data)
    subject = subject_of(forms, form, domain)
    of = chosen.id if chosen else ""
    if subject is None:
        return Reliability(
            names, of, forms, None, partial=len(read.partial), coverage=_coverage(workspace, facts),
            withheld=facts.data.withheld,
        )  # fmt: skip
    partial = sum(audit.form == subject.form for audit in read.partial)
    return Reliability(
        names, of, forms, subject, compared(read.random, subject, facts.data),
        compared(read.targeted, subject, facts.data), partial,
        domains(read.random, forms, subject, facts.data),
        by_round(names, read.random, subject, facts.data),
        by_team(workspace, read.random, subject, facts.data),
        people(workspace, read.random, subject, facts.data),
        own(workspace, read.random, subject, facts.data),
        apart(workspace, every, subject, facts.data), whole(workspace, subject, facts.data),
        _coverage(workspace, facts), facts.data.withheld,
    )  # fmt: skip


def _coverage(workspace: Workspace, facts: Facts) -> Coverage | None:
    """How much was read: the reasons of what still waits are for those who answer for it."""
    return facts.coverage if workspace.is_a("qa_lead", "cswo") else None


def subject_of(forms: tuple[Form, ...], form: str, domain: str) -> Subject | None:
    """The subject that was asked for where it is there, otherwise the first of the largest form."""
    of = next((one for one in forms if one.form == form), forms[0] if forms else None)
    if of is None or not of.subjects:
        return None
    wanted = Subject(of.form, domain)
    subjects = [subject for subject, _title in of.subjects]
    return wanted if wanted in subjects else subjects[0]


def domains(
    audits: Iterable[AuditFact], forms: tuple[Form, ...], subject: Subject, data: DataSet
) -> tuple[Line, ...]:
    """Every subject of the form, the overall first."""
    every = tuple(audits)
    of = next(one for one in forms if one.form == subject.form)
    return tuple(Line(one.domain, title, compared(every, one, data)) for one, title in of.subjects)


def by_round(
    names: tuple[tuple[str, str], ...], audits: Iterable[AuditFact], subject: Subject,
    data: DataSet,
) -> tuple[Line, ...]:  # fmt: skip
    """Round by round, the earliest first: whether the grades can be trusted more than they could."""
    found = dict(along(audits, subject, data, lambda audit: audit.round))
    return tuple(Line(key, name, found[key]) for key, name in reversed(names) if key in found)


def by_team(
    workspace: Workspace, audits: Iterable[AuditFact], subject: Subject, data: DataSet
) -> tuple[Line, ...]:
    """Team by team, by name; for those who answer for all of them."""
    if not workspace.is_a("qa_lead", "cswo"):
        return ()
    found = along(audits, subject, data, lambda audit: audit.team or "Not recorded")
    return tuple(Line(name, name, one) for name, one in found)


def people(
    workspace: Workspace, audits: Iterable[AuditFact], subject: Subject, data: DataSet
) -> tuple[Person, ...]:
    """Every auditor in the order of names, for the QA lead only; nobody is ranked."""
    if not workspace.is_a("qa_lead"):
        return ()
    found = [Person(workspace.name(one.auditor), one) for one in leanings(audits, subject, data)]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.leaning.auditor)))


def own(
    workspace: Workspace, audits: Iterable[AuditFact], subject: Subject, data: DataSet
) -> Leaning | None:
    """The figure of whoever asks, where audits of theirs were read again at random."""
    me = workspace.person.id
    mine = [audit for audit in audits if audit.auditor == me and audit.form == subject.form]
    return leaning(me, mine, subject, data) if mine else None


def apart(
    workspace: Workspace, audits: Iterable[AuditFact], subject: Subject, data: DataSet
) -> tuple[Apart, ...]:
    """Audits to be looked at singly, random and targeted; one's own for whoever does not lead."""
    everybody, scale = workspace.is_a("qa_lead", "cswo"), scale_of(subject, data)
    names = {grade.key: grade.name for grade in scale.grades}
    found = []
    for audit in audits:
        if audit.form != subject.form or not (everybody or audit.auditor == workspace.person.id):
            continue
        first, second = first_grade(audit, subject), second_grade(audit, subject)
        if not first or not second:
            continue
        one = difference(subject.domain, "", first, second, scale)
        if one.singly and one.direction != "scales":
            why = "Not comparable" if one.direction == "apart" else _why(one.steps)
            found.append(
                Apart(audit.id, audit.reference, names.get(first, first),
                      names.get(second, second), why)
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.reference, one.audit)))


def _why(steps: int) -> str:
    return f"{steps} grades apart" if steps > 1 else "Across the line to the worst grade"


def whole(workspace: Workspace, subject: Subject, data: DataSet) -> tuple[Whole, ...]:
    """What the random re-reads would make of each kind of case; kinds are never added."""
    if not workspace.is_a("qa_lead", "cswo"):
        return ()
    return tuple(
        Whole(group.kind_of_case, corrected(group, subject.domain, data))
        for group in basis(data).groups
        if group.audits[0].form == subject.form
    )
