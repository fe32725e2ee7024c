"""A template as sheets of texts, for the writers: what is written here reads back to the same template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_tool.template.model import Domain, Scale, Template
from qa_tool.template.rules import SAFETY_ANSWERS
from qa_tool.template.sheet import headings
from qa_tool.template.sheet.asking_rows import ListNames, Row, moderated_said, question_rows
from qa_tool.template.sheet.names import names_of
from qa_tool.template.sheet.saying import condition_said

SAFETY = "safety_answers"
_SAFETY_WORDS = {"yes": "Yes", "no": "No", "not_known": "Not known"}
_ALWAYS = frozenset({
    "type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint",
    "appearance", "kind", "graded", "limiting", "theme", "evidence_when", "action_when", "moderated",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """One sheet: its headings and its rows, every cell a text."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plan_of(template: Template) -> tuple[Planned, ...]:
    """The sheets of a template: survey, choices, settings, and our own that hold something."""
    lists = ListNames(template)
    survey = list(_survey(template, lists))
    choices = [
        *(row for scale in template.scales for row in _scale_rows(scale)),
        *({"list_name": SAFETY, "name": one, "label": _SAFETY_WORDS[one]}
          for one in SAFETY_ANSWERS if template.safety),
        *lists.rows(),
    ]  # fmt: skip
    sheets = (
        _planned("survey", (*headings.SURVEY[:-1], *headings.OWN), survey, _ALWAYS),
        _planned("choices", headings.CHOICES, choices, frozenset(headings.CHOICES[:3])),
        _planned("settings", headings.SETTINGS, [_settings(template)], frozenset()),
        _planned("descriptors", headings.DESCRIPTORS, list(_descriptors(template)), frozenset(headings.DESCRIPTORS)),
        _planned("rules", headings.RULES, list(_rules(template)), frozenset(headings.RULES)),
        _planned("voices", headings.VOICES, list(_voices(template)), frozenset(headings.VOICES)),
    )  # fmt: skip
    needed = {"survey", "settings", "choices", *(["descriptors"] if template.graded else [])}
    return tuple(sheet for sheet in sheets if sheet.rows or sheet.name in needed)


def _planned(
    name: str, known: Sequence[str], rows: Sequence[Row], always: frozenset[str]
) -> Planned:
    """A sheet with the columns that are always there and those that hold something."""
    used = always | {base for row in rows for base, text in row.items() if text}
    columns = tuple(base for base in known if base in used)
    return Planned(
        name, columns, tuple(tuple(row.get(base, "") for base in columns) for row in rows)
    )


def _survey(template: Template, lists: ListNames) -> Iterator[Row]:
    names = names_of(template)
    for domain in template.domains:
        yield _begin(domain)
        for question in domain.questions:
            yield from question_rows(question, lists, names)
        if domain.graded:
            yield from _own_rows(domain, domain.scale or template.scale)
        yield {"type": "end_group", "name": domain.key}
    yield from _safety(template)
    yield from _overall(template)


def _begin(domain: Domain) -> Row:
    return {
        "type": "begin_group", "name": domain.key, "label": domain.title, "hint": domain.purpose,
        "graded": "yes" if domain.graded else "no", "limiting": "yes" if domain.limiting else "",
        "scale": domain.scale, "caps": domain.caps, "moderated": moderated_said(domain.moderated),
    }  # fmt: skip


def _own_rows(domain: Domain, scale: str) -> Iterator[Row]:
    """Grade, reason and evidence: the program has them by itself, other tools need to be told."""
    key = domain.key
    yield {"type": f"select_one {scale}", "name": f"{key}.grade", "label": f"Grade: {domain.title}"}
    yield {
        "type": "text",
        "name": f"{key}.reason",
        "label": "Why this grade?",
        "appearance": "multiline",
    }
    yield {
        "type": "text",
        "name": f"{key}.evidence",
        "label": "Evidence, with dates",
        "appearance": "multiline",
    }


def _safety(template: Template) -> Iterator[Row]:
    if not template.safety:
        return
    yield {"type": "begin_group", "name": "safety", "label": "Safety", "kind": "safety"}
    for question in template.safety:
        yield {
            "type": f"select_one {SAFETY}", "name": f"safety.{question.key}", "label": question.text,
            "hint": question.help, "worry": " ".join(question.worry),
        }  # fmt: skip
    yield {"type": "end_group", "name": "safety"}


def _overall(template: Template) -> Iterator[Row]:
    overall = template.overall
    if overall.kind == "absent":
        return
    yield {"type": "begin_group", "name": "overall", "label": "Overall", "kind": "overall"}
    graded = overall.kind == "graded"
    yield {
        "type": f"select_one {template.scale}" if graded else "text",
        "name": "overall.grade" if graded else "overall.written",
        "label": overall.text, "hint": overall.help, "appearance": "" if graded else "multiline",
    }  # fmt: skip
    if graded:
        yield {
            "type": "text",
            "name": "overall.reason",
            "label": "Why this grade?",
            "appearance": "multiline",
        }
    yield {"type": "end_group", "name": "overall"}


def _scale_rows(scale: Scale) -> Iterator[Row]:
    for n, grade in enumerate(sorted(scale.grades, key=lambda grade: grade.position)):
        first = n == 0
        yield {
            "list_name": scale.key, "name": grade.key, "label": grade.name,
            "score": str(grade.rank or ""), "colour": "" if grade.tone == "none" else grade.tone,
            "is_na": "yes" if grade.rank is None else "",
            "good_or_better": "yes" if grade.good_or_better else "",
            "scale_title": scale.title if first else "", "source": scale.source if first else "",
            "valid_from": str(scale.valid_from or "") if first else "",
            "valid_to": str(scale.valid_to or "") if first else "",
        }  # fmt: skip


def _settings(template: Template) -> Row:
    graded = template.overall.kind == "graded"
    return {
        "form_title": template.title, "form_id": template.key, "version": template.version,
        "publisher": template.publisher, "language": template.language, "licence": template.licence,
        "about": template.about, "sources": template.sources, "reviewed": str(template.reviewed or ""),
        "subject": template.subject, "kinds_of_case": " ".join(template.kinds_of_case),
        "frame": " ".join(template.frame), "months_read": str(template.months_read),
        "months_judged": str(template.months_judged), "minutes": str(template.minutes),
        "scale": template.scale, "grading_base": template.grading.base if graded else "",
        "not_enough_evidence_cap": template.grading.not_enough_evidence_cap,
        "multi_agency": "yes" if template.multi_agency else "",
    }  # fmt: skip


def _descriptors(template: Template) -> Iterator[Row]:
    for domain in template.domains:
        for grade, text in domain.descriptors:
            yield {"domain": domain.key, "grade": grade, "text": text}
        for one in domain.boundaries:
            yield {
                "domain": domain.key,
                "grade": one.better,
                "next_grade": one.worse,
                "text": one.text,
            }


def _rules(template: Template) -> Iterator[Row]:
    names = names_of(template)
    for rule in template.rules:
        said, same = condition_said(rule.when, names, "") if rule.when else ("", True)
        yield {
            "key": rule.key, "why": rule.why, "domains": " ".join(rule.domains),
            "at_or_below": rule.at_or_below, "worse_than": rule.worse_than,
            "at_least": str(rule.at_least) if rule.at_least > 1 else "",
            "when": said if same else rule.when,
            "overall_no_better_than": rule.overall_no_better_than, "flag": rule.flag,
            "safety": rule.safety or "",
        }  # fmt: skip


def _voices(template: Template) -> Iterator[Row]:
    for voice in template.voices:
        yield {"who": voice.who, "opening": voice.opening}
        for one in voice.questions:
            yield {
                "who": voice.who,
                "key": one.key,
                "question": one.text,
                "easy": one.easy,
                "help": one.help,
            }
