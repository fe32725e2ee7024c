"""A template in words: its facts, its rules as sentences, and where a word stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa_tool.template.library import lists
from qa_tool.template.model import Rule, Template

FIRST, SAFETY, RULES = "#about", "#safety", "#rules"
KINDS = {
    "grade": "a grade",
    "yes_no": "yes, no, not applicable or not known",
    "one_of": "one of",
    "some_of": "any of",
    "text": "words",
    "number": "a number",
    "date": "a date",
    "evidence": "evidence with dates",
    "note": "a note to read",
    "rating_grid": "a grid of ratings",
    "group": "a repeated group",
    "score": "a score",
    "rank": "an order",
    "calculate": "worked out",
    "hidden": "kept, not shown",
    "today": "the day, kept by itself",
    "acknowledge": "to confirm",
}
_LEVELS = {"danger": "May be in danger now", "serious": "Serious practice concern"}


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a word stands: the part, its name, and the words around."""

    part: str
    where: str
    words: str


def length(minutes: int) -> str:
    """How long an audit takes, in words."""
    if minutes < 60:
        return f"{minutes} minutes"
    hours, rest = divmod(minutes, 60)
    whole = f"{hours} hour{'s' if hours > 1 else ''}"
    return f"{whole} {rest} minutes" if rest else whole


def facts(template: Template) -> list[tuple[str, str]]:
    """What stands on the first page."""
    known = {entry.key: entry.name for entry in lists()["kind_of_case"]}
    frames = {entry.key: entry.name for entry in lists()["frame"]}
    questions = sum(len(domain.questions) for domain in template.domains)
    reviewed = template.reviewed
    return [
        ("Version", f"{template.version}, by {template.publisher}"),
        ("Wording reviewed", f"{reviewed.day} {reviewed:%B %Y}" if reviewed else "not said"),
        ("About a", template.subject),
        ("Kinds of case", ", ".join(known.get(k, k) for k in template.kinds_of_case) or "any"),
        ("Drawn from", ", ".join(frames.get(f, f) for f in template.frame) or "not said"),
        ("Read", f"{template.months_read} months"),
        ("Judged", f"{template.months_judged} months"),
        ("Expected time", length(template.minutes)),
        ("Domains", f"{len(template.domains)}, of them graded {len(template.graded)}"),
        ("Questions", f"{questions}, and {len(template.safety)} safety questions"),
        ("Licence", template.licence),
    ]  # fmt: skip


def scale_words(template: Template) -> str:
    """The scale by name."""
    kind = {
        "graded": "The overall is graded",
        "written": "The overall is written, not graded",
        "absent": "There is no overall grade",
    }[template.overall.kind]
    return f"Scale: {template.scale_of().title}. {kind}."


def rule_words(template: Template) -> list[tuple[str, str]]:
    """Each rule as a sentence, with its reason."""
    said = [(_rule(template, rule), rule.why) for rule in template.rules]
    cap = template.grading.not_enough_evidence_cap
    if cap:
        said.append(
            (
                f"Not enough evidence in a limiting domain → no better than {_name(template, cap)}.",
                "The record was not available to the auditor, so nothing better can be vouched for.",
            )
        )
    return said


def _name(template: Template, grade: str) -> str:
    """A grade's name."""
    for scale in template.scales:
        found = scale.grade(grade)
        if found is not None:
            return found.name
    return grade


def _rule(template: Template, rule: Rule) -> str:
    """A rule: when it applies, and what follows."""
    if rule.when:
        first = f"When {rule.when}"
    else:
        titles = [d.title for key in rule.domains if (d := template.domain(key)) is not None]
        which = " or ".join(titles) if titles else "Any graded domain"
        if rule.at_least > 1:
            of = f" of {', '.join(titles)}" if titles else " graded domains"
            which = f"{rule.at_least} or more{of}"
        grade = _name(template, rule.at_or_below or rule.worse_than)
        worse = "worse than " if rule.worse_than else ""
        or_worse = " or worse" if rule.at_or_below and not _worst(template, rule) else ""
        first = f"{which}: {worse}{grade}{or_worse}"
    follows = []
    if rule.overall_no_better_than:
        best = _name(template, rule.overall_no_better_than)
        follows.append(f"the overall is no better than {best}")
    if rule.flag:
        follows.append(f"a flag: {rule.flag.rstrip('.')}")
    if rule.safety:
        follows.append(f"a safety stop is asked for ({_LEVELS[rule.safety].lower()})")
    return f"{first} → {'; '.join(follows)}."


def _worst(template: Template, rule: Rule) -> bool:
    """Whether nothing is worse than the rule's grade."""
    for scale in template.scales:
        ranked = scale.ranked
        if ranked and ranked[-1].key == rule.at_or_below:
            return True
    return False


def hits(template: Template, text: str) -> list[Hit]:
    """Every place with all these words."""
    wanted = text.casefold().split()
    return [
        hit
        for hit in _places(template)
        if all(word in f"{hit.where} {hit.words}".casefold() for word in wanted)
    ]


def _places(template: Template) -> Iterator[Hit]:
    """Everything that can be read, place by place."""
    yield Hit(FIRST, "About this template", template.about)
    for domain in template.domains:
        yield Hit(domain.key, domain.title, domain.purpose)
        for number, question in enumerate(domain.questions, 1):
            words = " ".join(filter(None, (question.text, question.help, question.look_at)))
            yield Hit(domain.key, f"{domain.title}, question {number}", words)
        scale = template.scale_of(domain)
        for key, told in domain.descriptors:
            grade = scale.grade(key)
            yield Hit(domain.key, f"{domain.title}, {grade.name if grade else key}", told)
        for edge in domain.boundaries:
            yield Hit(domain.key, f"{domain.title}, between two grades", edge.text)
    for number, safety in enumerate(template.safety, 1):
        yield Hit(SAFETY, f"Safety question {number}", f"{safety.text} {safety.help}".strip())
    for what, why in rule_words(template):
        yield Hit(RULES, what, why)
