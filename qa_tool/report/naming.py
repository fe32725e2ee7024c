"""How a report names groups, grades, modes and dates."""

from collections.abc import Iterable
from datetime import date

from qa_tool.figures.basis import Group
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.template.model import Domain, Template

MODES = {
    "record_only": "Record only",
    "with_practitioner": "With the practitioner",
    "with_family": "With the practitioner and the family",
}
SELECTIONS = {
    "random": "Drawn at random",
    "picked": "Picked by hand",
    "concern": "Because of a concern",
    "re_audit": "Re-audit",
    "calibration": "Calibration",
    "mock": "Mock inspection",
}
SAFETY = {"danger": "May be in danger", "serious": "Serious practice concern"}


def plain(key: str) -> str:
    """A key as words: `child_in_need` is Child in need."""
    return key.replace("_", " ").capitalize() if key else "Not recorded"


def group_name(group: Group) -> str:
    """What a group is called in a heading."""
    return f"{group.title}: {plain(group.kind_of_case).lower()}"


def group_words(group: Group) -> str:
    """What a group is called inside a sentence."""
    return f"{plain(group.kind_of_case).lower()} ({group.title})"


def grade_name(key: str, template: Template | None, domain: Domain | None = None) -> str:
    """The name of a grade on its own scale; a key that the scale does not know stands as words."""
    if not key:
        return ""
    grade = template.scale_of(domain).grade(key) if template is not None else None
    return grade.name if grade is not None else plain(key)


def overall_names(audit: AuditFact, data: DataSet) -> tuple[str, str]:
    """First and final overall grade by name; empty where the template gives none."""
    template = data.template_of(audit)
    if template is not None and template.overall.kind != "graded":
        return "", ""
    return grade_name(audit.overall, template), grade_name(audit.final_overall, template)


def tones(templates: Iterable[Template]) -> tuple[tuple[str, str], ...]:
    """The colour word of every grade's name in use."""
    found = {
        grade.name: grade.tone
        for template in templates
        for scale in template.scales
        for grade in scale.grades
    }
    return tuple(sorted(found.items()))


def domain_title(audit: str, key: str, data: DataSet) -> str:
    """The title of the domain that an action or a word belongs to; its key may be a question's."""
    fact = next((found for found in data.audits if found.id == audit), None)
    template = data.template_of(fact) if fact is not None else None
    return title_of(key, template)


def title_of(key: str, template: Template | None) -> str:
    """The title of a domain, from its key or the key of one of its questions."""
    first = key.split(".", 1)[0]
    domain = template.domain(first) if template is not None else None
    if domain is not None:
        return domain.title
    return {"overall": "Overall", "safety": "Safety"}.get(first, plain(first))


def day(value: date | None) -> str:
    """`21 November 2026`."""
    return f"{value.day} {value:%B %Y}" if value is not None else ""


def period(data: DataSet) -> str:
    """`1 July 2026 to 30 September 2026`, as far as it is known."""
    if data.starts and data.ends:
        return f"{day(data.starts)} to {day(data.ends)}"
    if data.starts:
        return f"from {day(data.starts)}"
    return f"until {day(data.ends)}" if data.ends else ""


def plural(n: int, one: str, many: str = "") -> str:
    """`1 audit`, `2 audits`, `1,840 children`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
