"""What can only be seen when the parts of a template are held together."""

import re
from collections.abc import Iterable

from qa_tool.template import themes
from qa_tool.template.defaults import default_fault
from qa_tool.template.domains import OF_GRADED
from qa_tool.template.draft import Draft, Known
from qa_tool.template.findings import Findings, Place, shown
from qa_tool.template.model import Domain, Rule

SHORT_DESCRIPTOR = 20
_WORD = re.compile(r"\w+")


def check_parts(draft: Draft, known: Known, findings: Findings) -> None:
    """Report double keys, descriptors that say the same, and rules about unknown domains."""
    _check_keys("domain", ((domain.key, place) for domain, place in draft.domains), findings)
    _check_keys("question", ((q.key, place) for q, place in draft.questions), findings)
    _check_keys("rule", ((rule.key, place) for rule, place in draft.rules), findings)
    _check_keys("safety question", ((s.key, place) for s, place in draft.safety), findings)
    _check_reserved(draft, findings)
    _check_kinds(draft, findings)
    _check_descriptors(draft, findings)
    _check_themes(draft, known, findings)
    for rule, place in draft.rules:
        _check_rule(rule, place, draft, known, findings)


def _check_themes(draft: Draft, known: Known, findings: Findings) -> None:
    """Themes that the council's codebook does not have; without a codebook nobody can know."""
    for question, place in draft.questions if known.themes is not None else ():
        wrong = themes.not_in(known.themes or {}, question)
        if wrong is not None:
            findings.warning(place.at("theme"), *wrong, themes.UNKNOWN)


def _check_keys(noun: str, keys: Iterable[tuple[str, Place]], findings: Findings) -> None:
    seen: set[str] = set()
    for key, place in keys:
        if key in seen:
            what = f"There is another {noun} with the key {shown(key)}."
            findings.error(place.at("key"), what, "Give each its own key.", "duplicate_key")
        seen.add(key)


def _check_reserved(draft: Draft, findings: Findings) -> None:
    """A graded domain brings its grade, reason and evidence along."""
    reserved = {f"{d.key}.{own}" for d, _ in draft.domains if d.graded for own in OF_GRADED}
    for question, place in draft.questions:
        if question.key in reserved:
            what = f"Every graded domain has '{question.key}' by itself."
            cure = "Take the question out, or give it another key."
            findings.error(place.at("key"), what, cure, "reserved_key")


def _check_kinds(draft: Draft, findings: Findings) -> None:
    """A default is an answer of its question; what is put in order is offered whole."""
    for question, place in draft.questions:
        fault = default_fault(question) if question.default and question.kind != "hidden" else ""
        if fault:
            cure = "Write an answer that the question can have, or take 'default' out."
            findings.error(place.at("default"), fault, cure, "default_no_answer")
        if question.kind == "rank" and any(c.when or c.valid_to for c in question.choices):
            cure = "Take 'when' and the dates out of its choices."
            what = "All answers of a rank are put in order, so none can come and go."
            findings.error(place.at("choices"), what, cure, "rank_offered_in_part")


def _check_descriptors(draft: Draft, findings: Findings) -> None:
    """Each descriptor is its own, and long enough to recognise practice by."""
    seen: dict[str, str] = {}
    for domain, place in draft.domains:
        for grade, text in domain.descriptors:
            here = place.at("descriptors", grade, words=f"descriptor '{grade}'")
            words = _WORD.findall(text.casefold())
            same = " ".join(words)
            if same in seen:
                what = f"The descriptor says the same as {seen[same]}."
                cure = "Write what is different to see in the record at this grade."
                findings.error(here, what, cure, "descriptors_alike")
            elif len(words) < SHORT_DESCRIPTOR:
                what = f"The descriptor has {len(words)} words."
                cure = (
                    f"Write at least {SHORT_DESCRIPTOR}: the practice and the child's experience."
                )
                findings.warning(here, what, cure, "descriptor_short")
            seen.setdefault(same, f"'{grade}' in domain '{domain.key}'")


def _check_rule(rule: Rule, place: Place, draft: Draft, known: Known, findings: Findings) -> None:
    graded = {domain.key: domain for domain, _ in draft.domains if domain.graded}
    for position, key in enumerate(rule.domains):
        if key not in graded:
            what = f"There is no graded domain {shown(key)}."
            findings.error(
                place.at("domains", position), what, findings.near(key, graded), "unknown_domain"
            )
    about = [graded[key] for key in rule.domains if key in graded] or list(graded.values())
    for field in ("at_or_below", "worse_than"):
        grade = getattr(rule, field)
        if grade:
            _check_rule_grade(grade, place.at(field), _grades_of(about, draft, known), findings)


def _grades_of(domains: Iterable[Domain], draft: Draft, known: Known) -> set[str]:
    """The ranked grades of the scales that these domains use."""
    scales = (known.scales.get(domain.scale) or draft.scale for domain in domains)
    return {grade.key for scale in scales if scale is not None for grade in scale.ranked}


def _check_rule_grade(grade: str, place: Place, grades: set[str], findings: Findings) -> None:
    if grades and grade not in grades:
        what = f"{shown(grade)} is no ranked grade of these domains."
        findings.error(place, what, findings.near(grade, grades), "unknown_grade")
