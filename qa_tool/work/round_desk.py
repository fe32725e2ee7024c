"""What sharing out reads, and what it shows: cases as jobs, people as candidates, offers, what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qa_tool.council.capacity import due_of
from qa_tool.council.independence import Barred, Candidate, Job
from qa_tool.council.model import Auditor, Case, Round, Selection
from qa_tool.errors import QAError
from qa_tool.store import council as council_shelf
from qa_tool.store import round as shelf
from qa_tool.template.model import Template
from qa_tool.work import round as rounds
from qa_tool.work import template as templates
from qa_tool.work.sample_frame import months_before
from qa_tool.work.sample_list import selection_of
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """One case that is to be audited; without a template, the round's first that fits its kind."""

    case: str
    template: str = ""
    selection: Selection | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One case and who would audit it. `against` is the rule that a change by hand departs from."""

    job: Job
    reference: str
    team: str
    title: str
    auditor: str
    name: str
    due: date | None
    selection: Selection
    reason: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True)
class Stays:
    """A case that nobody can have: why, in one sentence, and for every candidate by name."""

    job: Job
    reference: str
    team: str
    title: str
    selection: Selection
    sentence: str
    why: tuple[tuple[str, str], ...] = ()

    @property
    def each(self) -> tuple[str, ...]:
        """A sentence for every candidate, by name."""
        return tuple(f"{name} {why}." for name, why in self.why)

    @property
    def grouped(self) -> tuple[str, ...]:
        """The same with everybody whom one reason bars in one sentence, the rarest reason first."""
        groups: dict[str, list[str]] = {}
        for name, why in self.why:
            groups.setdefault(why, []).append(name)
        return tuple(
            f"{names[0]} {why}." if len(names) == 1 else f"Each of these {why}: {', '.join(names)}."
            for why, names in sorted(groups.items(), key=lambda pair: (len(pair[1]), pair[0]))
        )


@dataclass(frozen=True, slots=True)
class LoadRow:
    """How loaded one auditor would be, in minutes, and how many of these cases they get."""

    auditor: str
    name: str
    had: int
    given: int
    audits: int
    capacity: int
    why_none: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would get what, and what nobody can have; nothing is written yet."""

    round: Round
    offers: tuple[Offer, ...]
    left: tuple[Stays, ...]
    candidates: Mapping[str, Candidate] = field(repr=False)

    @property
    def unprovable(self) -> int:
        """For how many cases independence cannot be shown: nobody is known to hold them."""
        return sum(1 for offer in self.offers if not offer.job.provable)


class Desk:
    """What is read once to share a round out."""

    def __init__(self, workspace: Workspace, round_: Round, wanted: Sequence[Asked]) -> None:
        self.workspace, self.round = workspace, round_
        self.today = workspace.clock.today()
        ids = [one.case for one in wanted]
        self.cases = council_shelf.cases(workspace.store, ids)
        self.templates: dict[str, Template] = {
            key: templates.current(workspace, key)[0]
            for key in templates.titles(workspace)
            if key in {*round_.templates, *(one.template for one in wanted)}
        }
        self.selection = {(one.case, one.template): one.selection for one in wanted}
        self.taken = {
            (a.case, a.template)
            for a in council_shelf.allocations(workspace.store, round_=round_.id)
            if a.state != "returned"
        }
        self.seen: set[tuple[str, str]] = set()
        self.lines: dict[str, tuple[str, ...]] = {}
        self.terms = shelf.auditors(workspace.store)
        self.barred = self._barred(ids)

    def _barred(self, ids: Sequence[str]) -> dict[str, tuple[Barred, ...]]:
        found: dict[str, dict[str, str]] = {}
        months = self.round.same_file_months
        if "fresh_eyes" in self.round.independence and months:
            since = months_before(self.today, months)
            for case, who in shelf.readers_since(self.workspace.store, ids, since):
                found.setdefault(case, {})[who] = f"has read this file in the last {months} months"
        for case, who in shelf.gave_back(self.workspace.store, ids):
            found.setdefault(case, {})[who] = "gave this case back"
        return {
            case: tuple(Barred(who, why) for who, why in sorted(known.items()))
            for case, known in found.items()
        }

    def fitting(self, one: Asked) -> tuple[Case, str, str]:
        """The case, the template it is audited with, and why that cannot be."""
        case = self.cases.get(one.case)
        if case is None:
            raise QAError("One of these cases is not known here.", "Add the case first.")
        key = one.template or next(
            (k for k in self.round.templates if k in self.templates and self._fits(case, k)), ""
        )
        trouble = ""
        if not key:
            trouble = "None of the round's templates is for cases of this kind."
        elif key not in self.templates or key not in self.round.templates:
            raise QAError(
                f"The template '{key}' does not belong to this round.",
                "Choose one of the round's templates.",
            )
        elif (case.id, key) in self.taken:
            trouble = "An auditor of this round has it already."
        elif (case.id, key) in self.seen:
            trouble = "It was named twice; once is enough."
        self.seen.add((case.id, key))
        if (case.id, key) not in self.selection:
            self.selection[case.id, key] = one.selection
        return case, key, trouble

    def _fits(self, case: Case, key: str) -> bool:
        template = self.templates[key]
        kinds = template.kinds_of_case
        return template.subject == case.subject and (
            not kinds or not case.kind or case.kind in kinds
        )

    def job(self, case: Case, key: str) -> Job:
        """The case as sharing sees it."""
        if case.worker not in self.lines:
            self.lines[case.worker] = self.workspace.line(case.worker)
        team = self.workspace.teams.get(case.team)
        template = self.templates.get(key)
        return Job(
            case.id, key, max(1, template.minutes) if template else 1, case.worker,
            self.lines[case.worker], case.team, team.area if team else "", case.restricted_to,
            self.barred.get(case.id, ()),
        )  # fmt: skip

    def candidates(self) -> dict[str, Candidate]:
        """Everybody with the role auditor, with their time in this round."""
        found = {}
        for row in rounds.auditors(self.workspace, self.round):
            person = self.workspace.people[row.person]
            team = self.workspace.teams.get(person.team)
            found[row.person] = Candidate(
                row.person, row.capacity, row.had, person.team, team.area if team else "",
                row.why_none,
            )  # fmt: skip
        if not found:
            raise QAError(
                "Nobody here has the role auditor.", "Give it to somebody on the page People."
            )
        return found

    def how(self, job: Job) -> Selection:
        """How the case came into the round: by chance only where a recorded draw holds it."""
        known = self.selection.get((job.case, job.template))
        return known or selection_of(self.workspace, self.round.id, job.template, job.case)

    def due(self, auditor: str) -> date | None:
        """When an audit given to this person today is due."""
        person = self.workspace.people[auditor]
        terms = self.terms.get(auditor, Auditor(auditor))
        return due_of(person, terms, self.round, self.today)

    def words(self, job: Job) -> tuple[str, str, str]:
        """Reference, team and template of a job, for people."""
        template = self.templates.get(job.template)
        return (
            self.cases[job.case].reference,
            self.workspace.team_name(job.team) if job.team else "",
            template.title if template else "",
        )

    def offer(self, job: Job, auditor: str) -> Offer:
        """A job with whoever would audit it."""
        name = self.workspace.name(auditor)
        return Offer(job, *self.words(job), auditor, name, self.due(auditor), self.how(job))

    def stays(self, job: Job, sentence: str, why: Sequence[Barred] = ()) -> Stays:
        """A job that nobody can have, with the reasons by name."""
        told = sorted((self.workspace.name(one.who), one.why) for one in why)
        return Stays(job, *self.words(job), self.how(job), sentence, tuple(told))
