"""The codebook of the data export: every version of every template with its questions, choices and scales."""

from collections.abc import Iterator

from qa_tool.audit.slots import Slot
from qa_tool.report.data_sheets import DataColumn as Column
from qa_tool.report.data_sheets import DataTable, yes_no
from qa_tool.report.workbook import Cell
from qa_tool.template.model import Question, Template
from qa_tool.work import data_joined
from qa_tool.work import template as templates
from qa_tool.work.data_sight import Sight, slots_of

Row = tuple[Cell, ...]
_VERSION = Column("fingerprint", "The exact text of the template.", of="templates.fingerprint")


def versions(sight: Sight) -> list[tuple[templates.TemplateRow, Template]]:
    """Every version of every template that is or was in use, by title and then by when it came."""
    desk = sight.workspace
    return [(row, templates.by_fingerprint(desk, row.fingerprint)) for row in templates.rows(desk)]


def tables(sight: Sight) -> tuple[DataTable, ...]:
    """Templates, questions, choices, scales, and what of one version is what of another."""
    return (
        _templates(sight), _questions(sight), _choices(sight), _scales(sight),
        data_joined.codebook(sight),
    )  # fmt: skip


def _templates(sight: Sight) -> DataTable:
    columns = (
        Column("fingerprint", "The exact text of the template."),
        Column("template", "Its key, the same over all versions."),
        Column("version", "Its version."),
        Column("title", "What it is called."),
        Column("since", "When it was taken into use.", "date"),
        Column("current", "Whether it is in use now.", "yes_no"),
        Column("subject", "Whom audits with it are about."),
        Column("overall", "Whether the overall is graded, written or absent."),
    )
    return DataTable(
        "templates", "One row for each version of each template.", ("fingerprint",), columns,
        lambda: (
            (row.fingerprint, row.key, row.version, row.title, row.since, yes_no(row.current),
             template.subject, template.overall.kind)
            for row, template in versions(sight)
        ),
    )  # fmt: skip


def _questions(sight: Sight) -> DataTable:
    columns = (
        _VERSION,
        Column(
            "question",
            "The place in the form, as in the table answers; a part after # is a companion.",
        ),
        Column("place", "The order in the form.", "number"),
        Column("domain", "The key of the domain."),
        Column("title", "What the domain is called."),
        Column("part", "A question of the template, or what every grade brings with it."),
        Column("kind", "The kind of question."),
        Column("text", "What is asked."),
        Column("required", "Whether it must be answered.", "yes_no"),
        Column("ask_when", "When it is asked; empty for always."),
        Column("group", "The repeated group that it stands in."),
        Column("unit", "The unit of a figure."),
        Column("times", "How many entries a group has, where another answer says it."),
        Column("theme", "The key of the theme that an answer suggests."),
        Column(
            "theme_when", "When it suggests it; empty for always, or when an action is asked for."
        ),
        Column("evidence_when", "When evidence is asked for beside the answer."),
        Column("action_when", "When an action is asked for."),
    )
    return DataTable(
        "questions", "One row for each place for an answer, in each version.",
        ("fingerprint", "question"), columns,
        lambda: (
            _question(row.fingerprint, template, key, (place, slot))
            for row, template in versions(sight)
            for place, (key, slot) in enumerate(slots_of(template).items(), start=1)
        ),
    )  # fmt: skip


def _question(mark: str, template: Template, key: str, placed: tuple[int, Slot]) -> Row:
    place, slot = placed
    domain = template.domain(slot.domain)
    asked = _asked(template, key)
    return (
        mark, key, place, slot.domain, domain.title if domain else slot.domain.capitalize(),
        slot.part, slot.kind, slot.text, yes_no(slot.required), asked.ask_when if asked else "",
        slot.group, slot.unit, *((asked.times, asked.theme, asked.theme_when, asked.evidence_when,
                                  asked.action_when) if asked else ("",) * 5),
    )  # fmt: skip


def _asked(template: Template, key: str) -> Question | None:
    found = (q for domain in template.domains for q in domain.questions)
    return next((one for q in found for one in (q, *q.questions) if one.key == key), None)


def _choices(sight: Sight) -> DataTable:
    columns = (
        _VERSION,
        Column("question", "The question, as in the table questions."),
        Column("part", "A choice; or a row or a column of a grid."),
        Column("choice", "Its key, as it stands in answers."),
        Column("place", "The order on the form.", "number"),
        Column("text", "What people read."),
        Column("points", "Its points, where it has any.", "number"),
        Column("not_applicable", "Whether it says 'not applicable'.", "yes_no"),
    )
    return DataTable(
        "choices", "One row for each answer that a question offers, and for each row and column of a grid.",
        ("fingerprint", "question", "part", "choice"), columns,
        lambda: (
            one
            for row, template in versions(sight)
            for key, slot in slots_of(template).items()
            for one in _choices_of(row.fingerprint, key, slot)
        ),
    )  # fmt: skip


def _choices_of(mark: str, key: str, slot: Slot) -> Iterator[Row]:
    parts = (("choice", slot.choices), ("row", slot.rows), ("column", slot.columns))
    for part, choices in parts:
        for place, one in enumerate(choices, start=1):
            yield (
                mark, key, part, one.key, place, one.text, slot.scores.get(one.key),
                yes_no(one.key in slot.na_keys),
            )  # fmt: skip


def _scales(sight: Sight) -> DataTable:
    columns = (
        _VERSION,
        Column("scale", "The scale, as in the table grades."),
        Column("grade", "The key of the grade."),
        Column("name", "What it is called."),
        Column("rank", "Its place in the order of merit: 1 is best; empty outside it.", "number"),
        Column("good_or_better", "Whether it counts as good or better.", "yes_no"),
        Column("valid_from", "From when the scale holds.", "date"),
        Column("valid_to", "Until when.", "date"),
        Column("source", "Where the scale comes from."),
    )
    return DataTable(
        "scales", "One row for each grade of each scale that a version uses.",
        ("fingerprint", "scale", "grade"), columns,
        lambda: (
            (row.fingerprint, scale.key, grade.key, grade.name, grade.rank,
             yes_no(grade.good_or_better), scale.valid_from, scale.valid_to, scale.source)
            for row, template in versions(sight)
            for scale in template.scales
            for grade in scale.grades
        ),
    )  # fmt: skip
