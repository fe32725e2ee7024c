"""What the domain grades imply for the overall grade: a middle, then caps. Never a mean, never from prompts.

Everything goes by the ranks of the template's own scales; no grade is known here by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qa_tool.audit.asking import lacks_evidence
from qa_tool.template.conditions import parse
from qa_tool.template.model import Domain, Grade, Rule, SafetyLevel, Template

NOT_ENOUGH = "not_enough_evidence"


@dataclass(frozen=True, slots=True)
class Cap:
    """One rule that applies: the overall is no better than `no_better_than`, because of `domains`.

    `bites` tells that the middle of the grades alone would have implied something better.
    """

    rule: str
    why: str
    no_better_than: str
    domains: tuple[str, ...] = ()
    bites: bool = False


@dataclass(frozen=True, slots=True)
class Implication:
    """What follows from the domain grades; `caps` are all that apply, whether they bite or not.

    `missing` are graded domains without a grade: until there are none, `grade` is only what has
    been graded so far. `flags` and `safety` come from rules and stand in every kind of overall.
    """

    grade: str | None
    base: str | None
    caps: tuple[Cap, ...]
    flags: tuple[str, ...]
    safety: tuple[tuple[SafetyLevel, str], ...]
    missing: tuple[str, ...]
    sentence: str


def implied(
    template: Template, grades: Mapping[str, str], answers: Mapping[str, object] | None = None
) -> Implication:
    """What these domain grades (and, for answer rules, answers) imply under the template's rules."""
    given = {
        domain.key: grade
        for domain in template.graded
        if (grade := template.scale_of(domain).grade(grades.get(domain.key, ""))) is not None
    }
    missing = tuple(domain.key for domain in template.graded if domain.key not in given)
    seen: dict[str, object] = dict(answers or {})
    seen.update({f"{key}.grade": grade.key for key, grade in given.items()})
    applying = tuple(
        (rule, which)
        for rule in template.rules
        if (which := _applies(template, rule, given, seen)) is not None
    )
    flags = tuple(rule.flag for rule, _ in applying if rule.flag)
    safety = tuple((rule.safety, rule.why) for rule, _ in applying if rule.safety is not None)
    if template.overall.kind != "graded":
        sentence = "This template gives no overall grade."
        return Implication(None, None, (), flags, safety, missing, sentence)
    base = _middle(template, given)
    caps = tuple(
        replace(cap, bites=_below(template, base, cap)) for cap in _caps(template, applying, given)
    )
    grade = _capped(template, base, caps)
    return Implication(
        grade=grade.key if grade else None,
        base=base.key if base else None,
        caps=caps,
        flags=flags,
        safety=safety,
        missing=missing,
        sentence=_sentence(template, base, grade, caps, missing),
    )


def departs(template: Template, implied: Implication, given: str) -> bool:
    """Whether a given overall differs from what all the domain grades together imply."""
    grade = template.scale_of().grade(given)
    if template.overall.kind != "graded" or grade is None or implied.missing:
        return False
    if not template.graded:
        return False
    if implied.grade is None:
        return grade.rank is not None
    return given != implied.grade


def without_evidence(template: Template, grades: Mapping[str, str]) -> tuple[str, ...]:
    """The limiting domains whose record was not available: such an audit goes to moderation."""
    return tuple(
        domain.key
        for domain in template.graded
        if domain.limiting
        and (grade := template.scale_of(domain).grade(grades.get(domain.key, ""))) is not None
        and lacks_evidence(grade)
    )


def rank(template: Template, overall: str) -> int | None:
    """The rank of an overall grade on the template's own scale."""
    grade = template.scale_of().grade(overall)
    return grade.rank if grade else None


def _middle(template: Template, given: Mapping[str, Grade]) -> Grade | None:
    """The median of the ranked grades on the overall's own scale, the worse middle on ties."""
    scale = template.scale_of()
    same_scale = {d.key for d in template.graded if template.scale_of(d).key == scale.key}
    ranked = sorted(
        (grade for key, grade in given.items() if key in same_scale and grade.rank is not None),
        key=lambda grade: grade.rank or 0,
    )
    return ranked[len(ranked) // 2] if ranked else None


def _applies(
    template: Template, rule: Rule, given: Mapping[str, Grade], seen: Mapping[str, object]
) -> tuple[str, ...] | None:
    """The domains that make a rule apply (none for a rule about answers); None when it does not."""
    if rule.when and not parse(rule.when).holds(seen):
        return None
    if not (rule.at_or_below or rule.worse_than):
        return () if rule.when else None
    wanted = rule.domains or tuple(domain.key for domain in template.graded)
    found = tuple(
        domain.key
        for domain in template.graded
        if domain.key in wanted and _falls(template, domain, rule, given.get(domain.key))
    )
    return found if len(found) >= max(rule.at_least, 1) else None


def _falls(template: Template, domain: Domain, rule: Rule, grade: Grade | None) -> bool:
    """Whether a domain's grade is one that the rule means."""
    if grade is None or grade.rank is None:
        return False
    scale = template.scale_of(domain)
    at_or_below = scale.grade(rule.at_or_below)
    if at_or_below is not None and at_or_below.rank is not None:
        return grade.rank >= at_or_below.rank
    worse_than = scale.grade(rule.worse_than)
    return worse_than is not None and worse_than.rank is not None and grade.rank > worse_than.rank


def _caps(
    template: Template,
    applying: tuple[tuple[Rule, tuple[str, ...]], ...],
    given: Mapping[str, Grade],
) -> tuple[Cap, ...]:
    caps = [
        Cap(rule.key, rule.why, rule.overall_no_better_than, which)
        for rule, which in applying
        if rank(template, rule.overall_no_better_than) is not None
    ]
    limit = template.grading.not_enough_evidence_cap
    unseen = without_evidence(template, {key: grade.key for key, grade in given.items()})
    if unseen and rank(template, limit) is not None:
        titles = _listed([domain.title for domain in template.graded if domain.key in unseen])
        why = f"The record needed for {titles} was not available, and the overall rests on it."
        caps.append(Cap(NOT_ENOUGH, why, limit, unseen))
    return tuple(caps)


def _below(template: Template, base: Grade | None, cap: Cap) -> bool:
    """Whether a cap lies below what the middle alone implies."""
    return base is not None and (rank(template, cap.no_better_than) or 0) > (base.rank or 0)


def _capped(template: Template, base: Grade | None, caps: tuple[Cap, ...]) -> Grade | None:
    scale = template.scale_of()
    limits = [grade for cap in caps if (grade := scale.grade(cap.no_better_than)) is not None]
    return max((base, *limits), key=lambda grade: grade.rank or 0) if base else None


def _sentence(
    template: Template,
    base: Grade | None,
    grade: Grade | None,
    caps: tuple[Cap, ...],
    missing: tuple[str, ...],
) -> str:
    """The whole of it in plain words."""
    if base is None or grade is None:
        return "No domain has a grade yet from which an overall grade would follow."
    words = [f"The middle of the domain grades is {base.name}."]
    if grade is not base:
        biting = [cap for cap in caps if cap.no_better_than == grade.key]
        words.extend(f"No better than {grade.name}: {cap.why}" for cap in biting)
    words.append(f"The domain grades imply {grade.name} overall.")
    if missing:
        titles = [d.title for d in template.graded if d.key in missing]
        words.append(f"Not graded yet: {_listed(titles)}.")
    return " ".join(words)


def _listed(titles: list[str]) -> str:
    """Titles joined as a sentence joins them."""
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
