"""First against second grade of one question of one template: as a whole, and along team, round or auditor.

Versions of a template, and scales, are never pooled: whoever compares says which form and which
domain, and only audits made with that very form are looked at.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa_tool.figures.agreement import Agreement, agreement
from qa_tool.figures.basis import versions_of
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.template.model import Scale, Template

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: a template's very form, and a domain of it; without one the overall grade."""

    form: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a template that was read twice, and how often; `title` tells versions apart."""

    form: str
    template: Template
    title: str
    read: int

    @property
    def subjects(self) -> tuple[tuple[Subject, str], ...]:
        """The overall grade, where the template has one, and every graded domain, with their titles."""
        overall = self.template.overall.kind == "graded"
        found = [(Subject(self.form), "Overall grade")] if overall else []
        found += [(Subject(self.form, d.key), d.title) for d in self.template.graded]
        return tuple(found)


def forms_of(audits: Iterable[AuditFact], data: DataSet) -> tuple[Form, ...]:
    """The forms among these audits, the one read most often first."""
    read = Counter(audit.form for audit in audits if audit.form in data.templates)
    versions = versions_of({form: data.templates[form] for form in read})
    found = [
        Form(
            form, data.templates[form], f"{data.templates[form].title} {versions[form]}".strip(), n
        )
        for form, n in read.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.read, one.title, one.form)))


def scale_of(subject: Subject, data: DataSet) -> Scale:
    """The scale that a subject is graded on."""
    template = data.templates[subject.form]
    return template.scale_of(template.domain(subject.domain) if subject.domain else None)


def first_grade(audit: AuditFact, subject: Subject) -> str:
    """What the auditor gave by themselves."""
    return audit.grades.get(subject.domain, "") if subject.domain else audit.overall


def final_grade(audit: AuditFact, subject: Subject) -> str:
    """What counts now."""
    return audit.final_grades.get(subject.domain, "") if subject.domain else audit.final_overall


def second_grade(audit: AuditFact, subject: Subject) -> str:
    """What the second reader gave before they saw the first grade."""
    reading = audit.reading
    if reading is None:
        return ""
    return reading.grades.get(subject.domain, "") if subject.domain else reading.overall


def pairs(audits: Iterable[AuditFact], subject: Subject) -> tuple[Triple, ...]:
    """Reference, first and second grade of every audit of this form that was read again."""
    return tuple(
        (audit.reference, first_grade(audit, subject), second_grade(audit, subject))
        for audit in audits
        if audit.form == subject.form and audit.reading is not None
    )


def compared(audits: Iterable[AuditFact], subject: Subject, data: DataSet) -> Agreement:
    """First against second grade of these audits."""
    return agreement(pairs(audits, subject), scale_of(subject, data))


def along(
    audits: Iterable[AuditFact], subject: Subject, data: DataSet, by: Callable[[AuditFact], str]
) -> tuple[tuple[str, Agreement], ...]:
    """The same for each team, round or auditor, in the order of what `by` says; none is left out."""
    found: dict[str, list[AuditFact]] = {}
    for audit in audits:
        if audit.form == subject.form and audit.reading is not None:
            found.setdefault(by(audit), []).append(audit)
    return tuple((name, compared(found[name], subject, data)) for name in sorted(found))
