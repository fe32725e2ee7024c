"""A whole QA framework on paper, for people to read and comment on: clause by clause, then every template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.framework.clauses import NOT_IN_IT, SECTIONS, Clause
from qa_tool.framework.difference import SORTS, Changed
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Definitions,
    Figures,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import day
from qa_tool.template.model import Domain, Question, Template

_SETTINGS = frozenset({"sampling", "moderation", "clocks", "counting"})
MOST_CHANGES = 60


@dataclass(frozen=True, slots=True)
class SaidFacts:
    """A comment and its answer, in words."""

    clause: str
    who: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """What the paper is made of; `against` says what the changes are compared with."""

    name: str
    version: str
    state: str
    dates: str
    note: str
    council: str
    marking: str
    made: date
    clauses: tuple[Clause, ...]
    templates: tuple[Template, ...]
    against: str = ""
    changes: tuple[Changed, ...] = ()
    comments: tuple[SaidFacts, ...] = ()
    answer_by: date | None = None
    out: bool = False
    origin: str = ""
    demonstration: bool = False


def build(facts: FrameworkFacts) -> Report:
    """The paper."""
    blocks: list[Block] = [*_opening(facts), *_changes(facts)]
    for number, section in enumerate(SECTIONS, 1):
        inside = [one for one in facts.clauses if one.section == section]
        if inside:
            blocks += _section(number, section, inside)
    blocks += [Heading("What is not in it"), Paragraph(NOT_IN_IT)]
    blocks += _comments(facts)
    for template in facts.templates:
        blocks += _template(template)
    return Report(
        facts.name, f"Version {facts.version}. {facts.state}. {facts.dates}".strip(), facts.council,
        facts.marking, facts.made, tuple(blocks),
        facts=tuple((k, v) for k, v in (("State", facts.state), ("Dates", facts.dates),
                                        ("Comes from", facts.origin)) if v),
    )  # fmt: skip


def _opening(facts: FrameworkFacts) -> Iterator[Block]:
    if facts.demonstration:
        yield Callout("Demonstration", "Everything in this paper is made up.", "warning")
    yield Heading("In short")
    if facts.note:
        yield Paragraph(facts.note, lead=True)
    counts = {
        name: sum(one.section == name for one in facts.clauses)
        for name in ("templates", "ladders", "codebook")
    }
    questions = sum(len(d.questions) for t in facts.templates for d in t.domains)
    yield Figures((
        (str(counts["templates"]), "templates", f"{questions} questions, whole text in the annexes"),
        (str(sum(one.section in _SETTINGS for one in facts.clauses)), "settings", "each with its reason"),
        (str(counts["ladders"]), "ladders", "of QA notices"),
        (str(counts["codebook"]), "themes", "in the codebook"),
    ))  # fmt: skip
    if facts.out:
        by = f" until {day(facts.answer_by)}" if facts.answer_by else ""
        yield Callout(
            f"Out for comments{by}",
            "Say which clause you mean by its number. Comments are kept with who made them, and each is "
            "answered. No child's, family's or worker's name belongs in one.",
        )  # fmt: skip


def _changes(facts: FrameworkFacts) -> Iterator[Block]:
    if not facts.against:
        return
    yield Heading("What changes")
    if not facts.changes:
        yield Paragraph(f"Nothing differs from {facts.against}.")
        return
    yield Paragraph(f"Beside {facts.against}:")
    rows = tuple(
        (one.title, SORTS[one.sort] if one.sort != "changed" or one.what == "Value" else one.what,
         one.before, one.after) for one in facts.changes[:MOST_CHANGES]
    )  # fmt: skip
    more = len(facts.changes) - len(rows)
    note = f"And {more} more differences, which the program lists." if more else ""
    yield TableBlock(
        "What changes, field by field", ("Clause", "What", "Before", "After"),
        ("long", "text", "long", "long"), rows, note,
    )  # fmt: skip


def _section(number: int, section: str, inside: Sequence[Clause]) -> Iterator[Block]:
    title, about = SECTIONS[section]
    yield Heading(f"{number} {title}")
    yield Paragraph(about)
    if section in _SETTINGS:
        rows = tuple((c.number, c.title, dict(c.facts)["Value"], c.why) for c in inside)
        yield TableBlock(
            title, ("No.", "Clause", "Value", "Why"), ("text", "long", "text", "long"), rows,
            head_columns=2,
        )  # fmt: skip
        return
    if section in _TABLES:
        noun, names = _TABLES[section]
        told = tuple((c.number, c.title, _told(dict(c.facts), names)) for c in inside)
        yield TableBlock(
            title, ("No.", noun, "What it says"), ("text", "text", "long"), told, head_columns=2
        )
        return
    for clause in inside:
        yield Heading(clause.heading, 2)
        yield TableBlock("", ("What", "How"), ("text", "long"), clause.facts)


_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "templates": ("Template", ("Version", "Expected time", "Scale", "Domains")),
    "scales": ("Scale", ("Grades", "Source")),
    "calendar": ("Round", (
        "When", "Days", "Templates", "Theme", "Audits planned", "How cases are drawn", "Due",
        "Independence", "The same file", "Read again at random, of the rest",
    )),
    "codebook": ("Theme", ("Kind", "Means", "Counts", "Does not count")),
}  # fmt: skip
"""By section: what a clause is there, and the facts that are told of it, in their order."""
_BY_ITSELF = frozenset({
    "Expected time", "Scale", "Grades", "When", "Days", "How cases are drawn", "Kind", "Means",
})  # fmt: skip


def _told(facts: Mapping[str, str], names: Sequence[str]) -> str:
    """Some facts of a clause in one cell."""
    said = []
    for name in names:
        if name in facts:
            value = facts[name].rstrip(".")
            said.append(
                f"{value[:1].upper()}{value[1:]}" if name in _BY_ITSELF else f"{name}: {value}"
            )
    return f"{'. '.join(said)}."


def _comments(facts: FrameworkFacts) -> Iterator[Block]:
    if not facts.comments:
        return
    yield Heading("What was said, and how it was answered")
    rows = tuple((c.clause, c.who, c.text, c.answer) for c in facts.comments)
    yield TableBlock(
        "Comments and answers", ("Clause", "Who", "Comment", "Answer"),
        ("text", "text", "long", "long"), rows,
    )  # fmt: skip


def _template(template: Template) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(f"Annex: {template.title}, version {template.version}")
    yield Paragraph(template.about, lead=True)
    for number, domain in enumerate(template.domains, 1):
        yield Heading(f"{number} {domain.title}", 2)
        yield from _domain(template, domain)
    if template.safety:
        yield Heading("Safety questions", 2)
        yield Bullets(tuple(one.text for one in template.safety))
    if template.rules:
        yield Heading("Rules of grading", 2)
        yield Bullets(tuple(rule.why for rule in template.rules))


def _domain(template: Template, domain: Domain) -> Iterator[Block]:
    marks = [("Limiting: it can cap the overall.", domain.limiting),
             ("Not graded.", not domain.graded)]  # fmt: skip
    said = " ".join(words for words, holds in marks if holds)
    yield Paragraph(f"{domain.purpose} {said}".strip())
    if domain.questions:
        yield Bullets(tuple(_question(one) for one in domain.questions))
    scale = template.scale_of(domain)
    names: Mapping[str, str] = {grade.key: grade.name for grade in scale.grades}
    if domain.descriptors:
        yield Definitions(tuple((names.get(key, key), text) for key, text in domain.descriptors))
    for edge in domain.boundaries:
        yield Note(
            f"{names.get(edge.better, edge.better)} or {names.get(edge.worse, edge.worse)}: {edge.text}"
        )


def _question(question: Question) -> str:
    look = f" Look at: {question.look_at}" if question.look_at else ""
    return f"{question.text}{look}"
