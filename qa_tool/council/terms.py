"""What is wrong in the terms of a round and in what is known of an auditor, in sentences."""

from collections import Counter
from collections.abc import Collection, Mapping

from qa_tool.council.independence import RULES
from qa_tool.council.model import Auditor, Person, Planned, Round, Team
from qa_tool.problems import Problem

MOST_A_MONTH = 40
MOST_DUE_DAYS = 250  # a year of working days
MOST_PLANNED = 99_999


def _wrong(where: str, what: str, cure: str, code: str) -> Problem:
    return Problem("error", where, what, cure, code)


def check_terms(
    round_: Round, people: Mapping[str, Person], teams: Mapping[str, Team]
) -> tuple[Problem, ...]:  # fmt: skip
    """Plans, due days, independence rules and share of a round must be such as can be kept."""
    where = f"Round '{round_.name}'"
    found = [
        *_plans(round_, round_.planned_teams, teams, "teams"),
        *_plans(round_, round_.planned_auditors, people, "auditors"),
    ]
    if not 0 <= round_.planned <= MOST_PLANNED:
        found.append(
            _wrong(where, "The planned number cannot be right.",
                   f"Type a number from 0 to {MOST_PLANNED:,}.", "planned_negative")
        )  # fmt: skip
    if not 0 <= round_.due_days <= MOST_DUE_DAYS:
        found.append(
            _wrong(where, f"Audits cannot be due after {round_.due_days} working days.",
                   f"Type a number from 1 to {MOST_DUE_DAYS}, or 0 for the round's last day.",
                   "due_days")
        )  # fmt: skip
    if round_.due and round_.starts and round_.due < round_.starts:
        found.append(
            _wrong(where, "Its audits are due before it begins.", "Correct one of the two dates.",
                   "dates_swapped")
        )  # fmt: skip
    share = round_.moderation_share
    if share is not None and not 0 <= share <= 100:
        found.append(
            _wrong(where, f"A share of {share} % cannot be read again.",
                   "Type a number from 0 to 100, or none for the council's share.",
                   "moderation_share")
        )  # fmt: skip
    if not 0 <= round_.same_file_months <= 120:
        found.append(
            _wrong(where, "The months since somebody read a file cannot be right.",
                   "Type a number from 0 to 120.", "same_file_months")
        )  # fmt: skip
    found += [
        _wrong(where, f"There is no rule of independence called '{rule}'.",
               f"There are: {', '.join(RULES)}.", "independence")
        for rule in round_.independence
        if rule not in RULES
    ]  # fmt: skip
    return tuple(found)


def _plans(
    round_: Round, plans: Collection[Planned], known: Collection[str], whose: str
) -> list[Problem]:
    where, code = f"Round '{round_.name}'", f"planned_{whose}"
    found = []
    if any(plan.of not in known for plan in plans):
        found.append(
            _wrong(where, f"It plans audits for {whose} that are not known here.",
                   "Take them out, or add them first.", code)
        )  # fmt: skip
    if any(n > 1 for n in Counter(plan.of for plan in plans).values()):
        found.append(
            _wrong(where, f"One of the {whose} has two planned numbers.", "Keep one of them.", code)
        )
    if any(plan.audits < 0 for plan in plans):
        found.append(_wrong(where, "A planned number is below zero.", "Type 0 or more.", code))
    total = sum(plan.audits for plan in plans)
    if round_.planned and total > round_.planned:
        found.append(
            _wrong(where, f"The numbers of its {whose} add up to {total}, more than the "
                   f"{round_.planned} planned.", "Correct the numbers, or plan more.", code)
        )  # fmt: skip
    return found


def check_auditor(terms: Auditor, people: Mapping[str, Person]) -> tuple[Problem, ...]:
    """Load, leave and exemptions must make sense; an exemption has an approver and an end."""
    if terms.id not in people:
        return (_wrong("Auditor", "This person is not known here.", "Add the person first.",
                       "council_missing"),)  # fmt: skip
    where = f"Auditor '{people[terms.id].name}'"
    found = []
    if terms.per_month is not None and not 0 <= terms.per_month <= MOST_A_MONTH:
        found.append(
            _wrong(where, f"Nobody does {terms.per_month} audits a month.",
                   f"Type a number from 0 to {MOST_A_MONTH}.", "per_month")
        )  # fmt: skip
    found += [
        _wrong(where, f"{name} ends before it begins.", "Correct one of the two dates.", code)
        for name, code, times in (
            ("Leave", "leave", terms.leave), ("An exemption", "exemption", terms.exemptions),
        )
        if any(time.ends < time.starts for time in times)
    ]  # fmt: skip
    for exemption in terms.exemptions:
        if exemption.approver not in people or exemption.approver == terms.id:
            found.append(
                _wrong(where, "An exemption needs somebody else who approved it.",
                       "Choose who approved it.", "approver")
            )  # fmt: skip
        if not exemption.reason.strip():
            found.append(
                _wrong(where, "An exemption has no reason.", "Say in one sentence why.", "reason")
            )
    return tuple(found)
