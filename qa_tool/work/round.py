"""Rounds: made, repeated, and what is known of the people who audit in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.calendar import add_working_days, working_days_between
from qa_tool.council import check
from qa_tool.council.capacity import minutes_of, why_none, window
from qa_tool.council.model import Auditor, Person, Round
from qa_tool.council.terms import check_auditor, check_terms
from qa_tool.errors import QAError, Refused
from qa_tool.problems import Problem, errors
from qa_tool.store import council as council_shelf
from qa_tool.store import round as shelf
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.council import keep_round
from qa_tool.work.workspace import Workspace

# --- verbs -----------------------------------------------------------------------------------------


def problems(workspace: Workspace, round_: Round) -> tuple[Problem, ...]:
    """Everything that is wrong in a round before it is kept, in one pass."""
    in_use = list(templates.titles(workspace))
    named = [
        Problem("error", f"Round '{round_.name}'", "Another round has this name already.",
                "Give this one a name of its own.", "name_taken")
        for other in council_shelf.rounds(workspace.store)
        if other.id != round_.id and _same(other.name, round_.name)
    ]  # fmt: skip
    return (
        *check.check_round(round_, in_use),
        *named,
        *check_terms(round_, workspace.people, workspace.teams),
    )


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def keep(workspace: Workspace, round_: Round) -> Change:
    """Make a round, or correct it, with its plans, rules and dates."""
    workspace.need("qa_lead")
    wrong = errors(problems(workspace, round_))
    if wrong:
        raise QAError(
            " ".join(f"{p.where}: {p.what}" for p in wrong), " ".join(p.cure for p in wrong)
        )
    return keep_round(workspace, round_)


def repeat(
    workspace: Workspace, round_id: str, name: str, starts: date, ends: date,
    due: date | None = None,
) -> Change:  # fmt: skip
    """A new round like an older one: its templates, rules and plans, with new dates and a new seed.

    Without a due date of its own it is as many working days from the end as it was before.
    """
    workspace.need("qa_lead")
    return keep(workspace, like(workspace, round_id, name, starts, ends, due))


def like(
    workspace: Workspace, round_id: str, name: str, starts: date, ends: date,
    due: date | None = None,
) -> Round:  # fmt: skip
    """The round that `repeat` would make, to be looked at first."""
    old = by_id(workspace, round_id)
    if due is None and old.due and old.ends:
        due = add_working_days(ends, working_days_between(old.ends, old.due))
    return replace(
        old, id="", seed="", name=name.strip(), starts=starts, ends=ends, due=due, repeats=old.id
    )


def keep_auditor(workspace: Workspace, terms: Auditor) -> Change:
    """Record somebody's load, training, leave and exemptions."""
    workspace.need("qa_lead")
    wrong = errors(check_auditor(terms, workspace.people))
    if wrong:
        raise QAError(
            " ".join(f"{p.where}: {p.what}" for p in wrong), " ".join(p.cure for p in wrong)
        )
    with workspace.store.together():
        workspace.write("auditor", terms.id, terms)
    return changed("council", ids=(terms.id,))


# --- questions -------------------------------------------------------------------------------------


def by_id(workspace: Workspace, round_id: str) -> Round:
    """One round by its id."""
    found = next((r for r in council_shelf.rounds(workspace.store) if r.id == round_id), None)
    if found is None:
        raise QAError("This round is not known here.", "Look at the list of rounds again.")
    return found


def terms_of(workspace: Workspace, person_id: str) -> Auditor:
    """What is known of somebody as an auditor: for the QA lead, the CSWO and themselves."""
    if person_id != workspace.person.id and not workspace.is_a("qa_lead", "cswo"):
        raise Refused(
            "What is known of other auditors is for the QA lead.", "Ask the QA lead about it."
        )
    return shelf.auditors(workspace.store).get(person_id, Auditor(person_id))


def minutes(workspace: Workspace) -> Mapping[str, int]:
    """How long an audit with each template in use is expected to take."""
    return {
        key: max(1, templates.current(workspace, key)[0].minutes)
        for key in templates.titles(workspace)
    }


def longest(round_: Round, known: Mapping[str, int]) -> int:
    """The expected time of the round's longest template."""
    return max((known[key] for key in round_.templates if key in known), default=1)


def pool(workspace: Workspace) -> tuple[Person, ...]:
    """Everybody with the role auditor, by name."""
    return tuple(person for person in workspace.people.values() if "auditor" in person.roles)


def on_hand(workspace: Workspace, round_: Round, known: Mapping[str, int]) -> dict[str, int]:
    """The minutes of work that auditors have already: this round's, and others' not handed in.

    Where the round plans a number for somebody, other rounds do not count against it.
    """
    planned = {plan.of for plan in round_.planned_auditors}
    had: dict[str, int] = {}
    for who, template, here, n in shelf.held(workspace.store, round_.id):
        if here or who not in planned:
            had[who] = had.get(who, 0) + n * known.get(template, 0)
    return had


@dataclass(frozen=True, slots=True)
class AuditorRow:
    """One auditor in a round: their time, what they have, and why nothing may be given to them."""

    person: str
    name: str
    team: str
    manager: str
    terms: Auditor
    capacity: int
    had: int
    why_none: str


def auditors(workspace: Workspace, round_: Round) -> tuple[AuditorRow, ...]:
    """Everybody who may audit in this round, by name; for the QA lead."""
    workspace.need("qa_lead", "cswo")
    today, known = workspace.clock.today(), minutes(workspace)
    held, terms = on_hand(workspace, round_, known), shelf.auditors(workspace.store)
    rows = []
    for person in pool(workspace):
        own = terms.get(person.id, Auditor(person.id))
        capacity = minutes_of(person, own, round_, longest(round_, known), today)
        why = why_none(person, own, round_.independence, today)
        if not why and not capacity:
            first, last = window(round_, today)
            why = f"has no time for audits from {_day(first)} to {_day(last)}"
        rows.append(
            AuditorRow(
                person.id, person.name,
                workspace.team_name(person.team) if person.team else "",
                workspace.name(person.line_manager) if person.line_manager else "",
                own, capacity, held.get(person.id, 0), why,
            )
        )  # fmt: skip
    return tuple(rows)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
