"""Reading a template: a TOML file or text to a Template, with every problem in one pass."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast, get_args

from qa_tool.problems import Problem
from qa_tool.template.asking import check_conditions
from qa_tool.template.check import check_parts
from qa_tool.template.domains import read_domains
from qa_tool.template.draft import Draft, Known
from qa_tool.template.findings import Findings, Place, Whereabouts
from qa_tool.template.guidance import check_guidance
from qa_tool.template.library import (
    known_scales,
    lists,
    response_sets,
    shipped,
)
from qa_tool.template.locate import lines_of
from qa_tool.template.model import Scale, SubjectKind, Template
from qa_tool.template.rules import read_overall, read_rules, read_safety
from qa_tool.template.source import Unreadable, tables_of, text_of
from qa_tool.template.table import Table
from qa_tool.template.themes import Themes
from qa_tool.template.voices import read_voices

__all__ = [
    "Result",
    "check_files",
    "known_scales",
    "read_template",
    "response_sets",
    "shipped",
    "template_from",
    "template_of",
]

Result = tuple[Template | None, tuple[Problem, ...]]
_LONGEST_PERIOD = 120
_LONGEST_AUDIT = 2_880


def read_template(path: Path) -> Result:
    """Read one file; with errors there is no template, with warnings only there is one."""
    try:
        text = text_of(path)
    except Unreadable as trouble:
        return None, (trouble.problem,)
    return template_from(text, path.name)


def template_from(text: str, name: str) -> Result:
    """Read a template's text; `name` is what the problems call it."""
    try:
        tables = tables_of(text, name)
    except Unreadable as trouble:
        return None, (trouble.problem,)
    return template_of(tables, name, lines_of(text.replace("\r\n", "\n")))


def template_of(
    tables: Mapping[str, object],
    name: str,
    places: Whereabouts,
    scales: Mapping[str, Scale] | None = None,
    themes: Themes | None = None,
) -> Result:
    """Read the tables of a template, whatever they were written in; `scales` are its own ones.

    With the `themes` of a codebook it is also told which ones that does not have.
    """
    findings = Findings(name, places)
    known = _known(scales or {}, themes)
    template = _template(Table(tables, Place(), findings), findings, known)
    return None if findings.broken else template, findings.problems()


def check_files(
    paths: Iterable[Path],
) -> list[tuple[Path, Template | None, tuple[Problem, ...]]]:
    """Read many files, and also tell when two of them have the same key."""
    results = []
    seen: dict[str, str] = {}
    for path in paths:
        template, problems = read_template(path)
        if template is not None and template.key in seen:
            what = f"{seen[template.key]} has the key '{template.key}' too."
            cure = "Give each template its own key."
            problems = (*problems, Problem("error", path.name, what, cure, "duplicate_key"))
            template = None
        elif template is not None:
            seen[template.key] = path.name
        results.append((path, template, problems))
    return results


def _known(scales: Mapping[str, Scale], themes: Themes | None) -> Known:
    """What templates may name: the scales and lists that are shipped, and the scales they bring."""
    return Known(
        scales={**known_scales(), **scales},
        responses=response_sets(),
        kinds_of_case=tuple(entry.key for entry in lists()["kind_of_case"]),
        frames=tuple(entry.key for entry in lists()["frame"]),
        themes=themes,
    )


def _template(top: Table, findings: Findings, known: Known) -> Template:
    """Read the parts, hold them together, and make the template; its faults are in `findings`."""
    draft = Draft()
    scale = top.word("scale", known.grading_scales, needed=True)
    draft.scale = known.scales.get(scale)
    read_overall(top, draft)
    read_rules(top, draft)
    read_safety(top, draft)
    read_domains(top, draft, known)
    read_voices(top, draft)
    template = _head(top, scale, draft, known)
    top.done()
    check_parts(draft, known, findings)
    check_conditions(draft, known, findings)
    check_guidance(template.key, template.subject, template.minutes, draft, findings)
    return template


def _head(top: Table, scale: str, draft: Draft, known: Known) -> Template:
    """The template with everything that stands above its parts."""
    subject = top.word("subject", get_args(SubjectKind), needed=True) or "child"
    months_read = top.whole("months_read", 0, _LONGEST_PERIOD)
    months_judged = top.whole("months_judged", 0, _LONGEST_PERIOD)
    if months_judged > months_read:
        cure = "Read at least as many months as are judged."
        what = f"{months_judged} months are judged and only {months_read} are read."
        top.error("months_judged", what, cure, "judged_longer_than_read")
    return Template(
        key=top.key(),
        version=top.text("version", needed=True),
        title=top.text("title", needed=True),
        publisher=top.text("publisher", needed=True),
        language=top.text("language", needed=True),
        licence=top.text("licence", needed=True),
        about=top.text("about", needed=True),
        subject=cast("SubjectKind", subject),
        months_read=months_read,
        months_judged=months_judged,
        minutes=top.whole("minutes", 1, _LONGEST_AUDIT),
        scale=scale,
        overall=draft.overall,
        domains=tuple(domain for domain, _ in draft.domains),
        grading=draft.grading,
        rules=tuple(rule for rule, _ in draft.rules),
        safety=tuple(question for question, _ in draft.safety),
        kinds_of_case=top.words("kinds_of_case", known.kinds_of_case),
        frame=top.words("frame", known.frames),
        sources=top.text("sources"),
        reviewed=top.day("reviewed"),
        scales=_used_scales(scale, draft, known),
        voices=tuple(draft.voices),
        multi_agency=top.flag("multi_agency"),
    )


def _used_scales(scale: str, draft: Draft, known: Known) -> tuple[Scale, ...]:
    """Every scale that the template grades on, its own first."""
    named = [scale, *(domain.scale for domain, _ in draft.domains)]
    named += [question.scale for question, _ in draft.questions]
    return tuple(known.scales[key] for key in dict.fromkeys(named) if key in known.scales)
