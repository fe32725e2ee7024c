"""Where grades, words and evidence part: six findings, each with its place, sentence and cure.

A finding objects; it does not decide. Whoever overrules one keeps it with a reason, and what was
overruled is recorded by the caller under the finding's code and domain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.audit.form import Form
from qa_tool.audit.grading import rank
from qa_tool.audit.slots import OVERALL
from qa_tool.template.model import EVIDENCE, Domain, Grade

Code = Literal[
    "overall_better_than_every_domain",
    "overall_worse_than_every_domain",
    "limiting_domain_ignored",
    "immediate_action_with_good_or_better",
    "good_with_required_prompt_unanswered",
    "grade_without_evidence",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection; `key` is the place to jump to."""

    code: Code
    key: str
    domain: str
    sentence: str
    cure: str


def check(form: Form, *, immediate: bool = False) -> tuple[Finding, ...]:
    """Every finding there is now; `immediate` tells that an action cannot wait (1 working day)."""
    return (*_overall(form), *_immediate(form, immediate), *_unanswered(form), *_evidence(form))


def _overall(form: Form) -> Iterator[Finding]:
    """The overall against the domains and against the caps."""
    template, given = form.template, form.overall()
    own = rank(template, given) if given else None
    if own is None or given is None:
        return
    scale = template.scale_of()
    name = _name(scale.grade(given))
    key = f"{OVERALL}.grade"
    ranks = [
        grade.rank
        for domain in template.graded
        if template.scale_of(domain).key == scale.key
        and (grade := scale.grade(form.grade(domain.key) or "")) is not None
        and grade.rank is not None
    ]
    implied = rank(template, form.implied().grade or "")
    if ranks and own < min(ranks):
        yield Finding(
            "overall_better_than_every_domain", key, OVERALL,
            f"The overall is {name}, and no domain is graded as high.",
            "Look at the domain grades again, or lower the overall.",
        )  # fmt: skip
    if ranks and own > max(ranks) and (implied is None or own > implied):
        yield Finding(
            "overall_worse_than_every_domain", key, OVERALL,
            f"The overall is {name}, and every domain is graded higher.",
            "Say in which domain the weakness lies, or raise the overall.",
        )  # fmt: skip
    ignored = [
        cap for cap in form.implied().caps if own < (rank(template, cap.no_better_than) or 0)
    ]
    if ignored:
        yield Finding(
            "limiting_domain_ignored", key, OVERALL,
            f"The overall is {name}, although a cap applies: "
            + " ".join(dict.fromkeys(cap.why for cap in ignored)),
            "Lower the overall, or give the reason why the cap should not hold here.",
        )  # fmt: skip


def _immediate(form: Form, immediate: bool) -> Iterator[Finding]:  # noqa: FBT001 - passed on
    """Something that cannot wait, under a grade that says all is well."""
    if not immediate:
        return
    template, cure = form.template, "Look at the grade again, or at whether the action must be now."
    overall = template.scale_of().grade(form.overall() or "")
    if overall is not None and overall.good_or_better:
        yield Finding(
            "immediate_action_with_good_or_better", f"{OVERALL}.grade", OVERALL,
            f"An action for this audit cannot wait, yet the overall is {overall.name}.", cure,
        )  # fmt: skip
    if template.overall.kind == "graded":
        return
    # Without an overall grade, the domains that limit (or else all of them) must not all be well.
    limiting = [domain for domain in template.graded if domain.limiting] or list(template.graded)
    grades = [(domain, _grade(form, domain)) for domain in limiting]
    if grades and all(grade is not None and grade.good_or_better for _, grade in grades):
        first = grades[0][0]
        titles = ", ".join(domain.title for domain, _ in grades)
        yield Finding(
            "immediate_action_with_good_or_better", f"{first.key}.grade", first.key,
            f"An action for this audit cannot wait, yet nothing is below good in: {titles}.", cure,
        )  # fmt: skip


def _unanswered(form: Form) -> Iterator[Finding]:
    """A good grade over required questions that nobody answered."""
    for domain in form.template.graded:
        grade = _grade(form, domain)
        if grade is None or not grade.good_or_better:
            continue
        of_grade = {f"{domain.key}.{own}" for own in ("grade", "reason", "evidence")}
        keys = form.domain(domain.key).questions
        views = [form.view(key) for key in keys if key not in of_grade]
        open_ones = [v for v in views if v.asked and v.required and not v.answered]
        if open_ones:
            number = "a required question has" if len(open_ones) == 1 else (
                f"{len(open_ones)} required questions have"
            )  # fmt: skip
            yield Finding(
                "good_with_required_prompt_unanswered", open_ones[0].key, domain.key,
                f"{domain.title} is graded {grade.name}, but {number} no answer.",
                "Answer what is open, then look at the grade again.",
            )  # fmt: skip


def _evidence(form: Form) -> Iterator[Finding]:
    """A grade that rests on no dated piece of evidence."""
    counted, today = form.counted, form.today.isoformat()
    for domain in form.template.graded:
        grade = _grade(form, domain)
        if grade is None or grade.rank is None:
            continue
        lists = [f"{domain.key}.evidence"]
        asked = form.domain(domain.key).questions
        lists += [key for key in asked if form.view(key).kind == "evidence" and key not in lists]
        lists += [f"{key}#{EVIDENCE}" for key in asked]  # what stands beside an answer
        rows = [row for key in lists for row in _rows(counted.get(key))]
        if not any(_dated(row, today) for row in rows):
            yield Finding(
                "grade_without_evidence", f"{domain.key}.evidence", domain.key,
                f"{domain.title} is graded {grade.name} without a dated piece of evidence.",
                "Add one record that the grade rests on, with its date and what it shows.",
            )  # fmt: skip


def _rows(value: object) -> list[dict[str, str]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _dated(row: dict[str, str], today: str) -> bool:
    """Something seen on a day that has been; dates of this shape compare as text."""
    said = row["what"].strip() or row["shows"].strip()
    return bool(said) and date.min.isoformat() < row["date"] <= today


def _grade(form: Form, domain: Domain) -> Grade | None:
    return form.template.scale_of(domain).grade(form.grade(domain.key) or "")


def _name(grade: Grade | None) -> str:
    return grade.name if grade else ""
