"""What people do with the council's records, and what they may ask of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.council import check
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Allocation, Area, Case, Person, Round, Selection, Team
from qa_tool.errors import QAError, Refused
from qa_tool.ledger.roster import enrol_body
from qa_tool.problems import Problem, errors
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import template as template_shelf
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace


def _stop_at(problems: Sequence[Problem]) -> None:
    wrong = errors(problems)
    if wrong:
        raise QAError(
            " ".join(f"{p.where}: {p.what}" for p in wrong), " ".join(p.cure for p in wrong)
        )


# --- verbs -----------------------------------------------------------------------------------------


def keep_area(workspace: Workspace, area: Area) -> Change:
    """Add an area, or correct it."""
    workspace.need("qa_lead")
    if not area.name.strip():
        raise QAError("The area has no name.", "Type the name people know it by.")
    kept = replace(area, id=area.id or workspace.ids.new_id("area"))
    with workspace.store.together():
        workspace.write("area", kept.id, kept)
    workspace.forget()
    return changed("council", ids=(kept.id,))


def keep_team(workspace: Workspace, team: Team) -> Change:
    """Add a team, or correct it."""
    workspace.need("qa_lead")
    _stop_at(check.check_team(team, workspace.areas))
    kept = replace(team, id=team.id or workspace.ids.new_id("team"))
    with workspace.store.together():
        workspace.write("team", kept.id, kept)
    workspace.forget()
    return changed("council", ids=(kept.id,))


def keep_person(workspace: Workspace, person: Person) -> Change:
    """Add somebody, or correct what is known of them."""
    workspace.need("qa_lead")
    _stop_at(check.check_person(person, workspace.people, workspace.teams))
    kept = replace(person, id=person.id or workspace.ids.new_id("per"))
    before = workspace.people.get(kept.id)
    with workspace.store.together():
        workspace.write("person", kept.id, kept)
        if before is not None and before.roles != kept.roles:
            _enrol_again(workspace, kept)
    workspace.forget()
    return changed("council", ids=(kept.id,))


def _enrol_again(workspace: Workspace, person: Person) -> None:
    """What somebody may do in the ledger follows their roles: a new enrol for each of their keys."""
    roster = workspace.store.ledger.roster()
    for writer in roster.writers_of(person.id):
        founder = ("founder",) if "founder" in writer.roles else ()
        body = enrol_body(
            writer.public_key, person.id, (*founder, *person.roles), writer.installation
        )
        workspace.write("enrol", writer.id, body)


def new_reference(workspace: Workspace) -> str:
    """A random reference that people can say aloud, such as K7Q3-MD9; nobody has it yet."""
    while True:
        letters = workspace.ids.new_id("c").removeprefix("c-").upper()
        reference = f"{letters[:4]}-{letters[4:7]}"
        taken = shelf.case_by_number(workspace.store, reference) is not None
        if not taken and not check.check_case(Case("", reference), {}):  # never like a birth date
            return reference


def keep_case(workspace: Workspace, case: Case) -> Change:
    """Add a case with a random reference, or correct it."""
    workspace.need("qa_lead")
    kept = replace(
        case,
        id=case.id or workspace.ids.new_id("case"),
        reference=case.reference or new_reference(workspace),
        council_number=case.council_number if workspace.policy.keep_council_number else "",
    )
    _stop_at(check.check_case(kept, workspace.teams))
    with workspace.store.together():
        workspace.write("case", kept.id, kept)
    return changed("case", ids=(kept.id,))


def keep_round(workspace: Workspace, round_: Round) -> Change:
    """Add a round, or correct it."""
    workspace.need("qa_lead")
    in_use = list(template_shelf.current(workspace.store))
    _stop_at(check.check_round(round_, in_use))
    kept = replace(
        round_,
        id=round_.id or workspace.ids.new_id("round"),
        seed=round_.seed or workspace.ids.new_id("seed"),
    )
    with workspace.store.together():
        workspace.write("round", kept.id, kept)
    return changed("round", ids=(kept.id,))


@dataclass(frozen=True, slots=True)
class Wish:
    """One case that the QA lead wants audited by somebody."""

    round: str
    case: str
    template: str
    auditor: str
    due: date | None = None
    selection: Selection = "picked"


def allocate(workspace: Workspace, wishes: Sequence[Wish]) -> Change:
    """Give cases to auditors; refuses what would not be independent or does not fit, and says which.

    Whether a case was drawn at random is worked out from the recorded draw of the round, and never
    typed: what no draw holds was picked.
    """
    workspace.need("qa_lead")
    cases = shelf.cases(workspace.store, [wish.case for wish in wishes])
    rounds_ = {round_.id: round_ for round_ in shelf.rounds(workspace.store)}
    made: list[Allocation] = []
    for wish in wishes:
        case = cases.get(wish.case)
        if case is None:
            raise QAError("One of these cases is not known here.", "Add the case first.")
        _fits(workspace, wish, case, rounds_.get(wish.round))
        if any(m.case == wish.case and m.round == wish.round for m in made):
            raise _Twice(case.reference)
        made.append(
            Allocation(
                workspace.ids.new_id("all"), wish.round, wish.case, wish.template, wish.auditor,
                wish.due, _selection(workspace, wish),
            )
        )  # fmt: skip
    with workspace.store.together():
        for allocation in made:
            workspace.write("allocation", allocation.id, allocation)
    return changed("allocation", ids=tuple(a.id for a in made))


class _Twice(Refused):
    """The same child twice in one round."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Case {reference} is allocated in this round already.",
            "Choose another case, or take the first allocation back.",
        )


def _fits(workspace: Workspace, wish: Wish, case: Case, round_: Round | None) -> None:
    """Refuse an allocation whose round, template, case and auditor do not go together."""
    where = f"Case {case.reference} cannot go to {workspace.name(wish.auditor)}"
    if round_ is None:
        raise QAError("This round is not known here.", "Make the round first.")
    if round_.templates and wish.template not in round_.templates:
        raise Refused(
            f"The template “{templates.titles(workspace).get(wish.template, wish.template)}” is not part of {round_.name}.",
            "Choose one of the round's templates, or add it to the round.",
        )
    template = templates.current(workspace, wish.template)[0]
    if wish.template not in templates.offered(workspace):
        raise Refused(
            f"The template '{template.title}' is retired: no new audits are given out with it.",
            "Choose another template, or offer it again in the template designer.",
        )
    if template.subject != case.subject or (
        template.kinds_of_case and case.kind and case.kind not in template.kinds_of_case
    ):
        raise Refused(
            f"Case {case.reference} does not fit the template '{template.title}': "
            "it is of another kind.",
            "Choose the template for this kind of case, or correct the case.",
        )
    person = workspace.people.get(wish.auditor)
    today = workspace.clock.today()
    if person is None or "auditor" not in person.roles:
        raise Refused(f"{where}: this person is no auditor.", "Choose an auditor.")
    if person.ends is not None and person.ends < today:
        raise Refused(f"{where}: this person has left.", "Choose another auditor.")
    reason = why_not_independent(wish.auditor, case, workspace.line(case.worker))
    if reason:
        told = reason.replace("You hold", "they hold").replace("yourself", "themselves")
        told = told.replace("your own line", "their own line").replace("you are", "they are")
        raise Refused(f"{where}: {told[0].lower()}{told[1:]}", "Choose another auditor.")
    _nobody_twice(workspace, wish, case, where)


def _nobody_twice(workspace: Workspace, wish: Wish, case: Case, where: str) -> None:
    """One child once in a round; and a re-audit by somebody who has not read the file before."""
    if wish.selection == "re_audit" and wish.auditor in _read_before(workspace, case.id):
        raise Refused(
            f"{where}: they audited or moderated this case before.",
            "A re-audit is by somebody else.",
        )
    live = ("allocated", "done")
    given = shelf.allocations(workspace.store, round_=wish.round, states=live)
    if wish.selection != "re_audit" and any(a.case == wish.case for a in given):
        raise _Twice(case.reference)


def _read_before(workspace: Workspace, case: str) -> frozenset[str]:
    """Who audited or moderated this case before."""
    numbers = audit_shelf.rows_of(workspace.store, audit_shelf.Wanted(case=case))
    found = set()
    for audit in audit_shelf.heads(workspace.store, numbers):
        found.add(audit.auditor)
        reading = reading_shelf.of_audit(workspace.store, audit.id)
        if reading is not None:
            found.add(reading.moderator)
    return frozenset(found)


def _selection(workspace: Workspace, wish: Wish) -> Selection:
    if wish.selection not in {"random", "picked"}:
        return wish.selection
    from qa_tool.work.sample_list import selection_of

    return selection_of(workspace, wish.round, wish.template, wish.case)


def give_back(workspace: Workspace, allocation_id: str, reason: str) -> Change:
    """Return a case that one cannot audit; the QA lead gives it to somebody else."""
    allocation = shelf.allocation(workspace.store, allocation_id)
    if allocation is None or allocation.state != "allocated":
        raise QAError("This case is not allocated any more.", "Look at the list again.")
    if allocation.auditor != workspace.person.id:
        workspace.need("qa_lead")
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why it goes back.")
    from qa_tool.work import sample

    with workspace.store.together():
        workspace.write(
            "allocation", allocation.id, replace(allocation, state="returned", reason=reason)
        )
        if allocation.auditor == workspace.person.id:  # "I know this family"
            promoted = sample.replace_returned(workspace, allocation.id)
            if promoted is not None:
                return changed("allocation", "sample", ids=(allocation.id, *promoted.ids))
    return changed("allocation", ids=(allocation.id,))


# --- questions -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; the council's number only for those who may see it."""

    id: str
    reference: str
    number: str
    subject: str
    kind: str
    team: str
    worker: str
    age_band: str
    ethnicity: str
    opened: date | None
    closed: date | None
    auditor: str
    allocation: str
    template: str


def may_see_number(workspace: Workspace, case_id: str) -> bool:
    """The council's number is for the people allocated to the case, and the QA lead."""
    if workspace.is_a("qa_lead"):
        return True
    found = workspace.store.raw.execute(
        "SELECT 1 FROM allocation WHERE \"case\" = ? AND auditor = ? AND state != 'returned'"
        ' UNION SELECT 1 FROM reading WHERE "case" = ? AND moderator = ? LIMIT 1',
        [case_id, workspace.person.id, case_id, workspace.person.id],
    ).fetchone()
    return found is not None


def case_rows(workspace: Workspace, text: str = "", team: str = "") -> tuple[CaseRow, ...]:
    """The cases that this person may look at: all for the QA lead, one's own for everybody else."""
    given: dict[str, Allocation] = {}
    for allocation in shelf.allocations(workspace.store, states=("allocated", "done")):
        given[allocation.case] = allocation
    lead = workspace.is_a("qa_lead")
    rows = []
    for case in shelf.cases(workspace.store).values():
        allocation_ = given.get(case.id)
        mine = allocation_ is not None and allocation_.auditor == workspace.person.id
        if not (lead or mine):
            continue
        rows.append(_case_row(workspace, case, allocation_))
    needle = text.casefold().strip()
    return tuple(
        r for r in rows
        if (not team or r.team == workspace.team_name(team))
        and (not needle or needle in f"{r.reference} {r.number} {r.team} {r.kind}".casefold())
    )  # fmt: skip


def _case_row(workspace: Workspace, case: Case, allocation: Allocation | None) -> CaseRow:
    return CaseRow(
        case.id, case.reference, case.council_number, case.subject, case.kind,
        workspace.team_name(case.team), workspace.name(case.worker), case.age_band,
        case.ethnicity, case.opened, case.closed,
        workspace.name(allocation.auditor) if allocation else "",
        allocation.state if allocation else "", allocation.template if allocation else "",
    )  # fmt: skip


def case(workspace: Workspace, case_id: str) -> Case:
    """One case; the council's number is blank for those who may not see it."""
    found = shelf.case(workspace.store, case_id)
    if found is None:
        raise QAError("This case is not known here.", "Look at the list of cases again.")
    return found if may_see_number(workspace, case_id) else replace(found, council_number="")


def rounds(workspace: Workspace) -> tuple[Round, ...]:
    """Every round, the latest first."""
    return shelf.rounds(workspace.store)


def round_named(workspace: Workspace, name: str = "") -> Round:
    """The round with this name; the latest when no name is given."""
    every = shelf.rounds(workspace.store)
    if not every:
        raise QAError("There is no round yet.", "Make the first one on the page Rounds.")
    if not name:
        return every[0]
    for round_ in every:
        if round_.name.casefold() == name.casefold() or round_.id == name:
            return round_
    names = ", ".join(f"'{r.name}'" for r in every)
    raise QAError(f"There is no round called '{name}'.", f"There are: {names}.")


@dataclass(frozen=True, slots=True)
class RoundState:
    """How far a round is."""

    round: Round
    planned: int
    allocated: int
    drafts: int
    handed_in: int
    in_moderation: int
    signed_off: int
    overdue: int


def round_state(workspace: Workspace, round_: Round) -> RoundState:
    """Planned, allocated, begun, handed in, read again, signed off, overdue."""
    given, late = shelf.given(workspace.store, round_.id, workspace.clock.today())
    states = audit_shelf.counts_by_state(workspace.store, round_.id)
    after = sum(n for state, n in states.items() if state != "draft")
    return RoundState(
        round_, round_.planned, given, states.get("draft", 0), after,
        states.get("in_moderation", 0),
        states.get("signed_off", 0) + states.get("closed", 0), late,
    )  # fmt: skip


def teams(workspace: Workspace) -> Mapping[str, Team]:
    """Every team by id."""
    return workspace.teams


def areas(workspace: Workspace) -> Mapping[str, Area]:
    """Every area by id."""
    return workspace.areas


def people(workspace: Workspace) -> Mapping[str, Person]:
    """Everybody by id."""
    return workspace.people
