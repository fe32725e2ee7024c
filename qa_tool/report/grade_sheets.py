"""The sheets of grades: by domain, by area, by team."""

from collections.abc import Iterable

from qa_tool.figures.basis import Basis, Group, by_place
from qa_tool.figures.distribution import Distribution, by_domain, distribute, overall
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.report import sentences
from qa_tool.report.columns import Number, Row, Share, Text
from qa_tool.report.naming import plain
from qa_tool.report.workbook import Sheet, SheetColumn
from qa_tool.template.model import Grade, Scale

_NO_SHARE = "No share is given below n = 10: the cell is empty. 95% intervals (Wilson)."


def _scales(found: Basis) -> tuple[Grade, ...]:
    """The ranked grades of every scale in use, each name once, best first."""
    names: dict[str, Grade] = {}
    for group in found.groups:
        for scale in group.template.scales:
            for grade in scale.ranked:
                names.setdefault(grade.name, grade)
    return tuple(names.values())


def _count_columns(grades: tuple[Grade, ...]) -> tuple[SheetColumn, ...]:
    return (
        *(Number(grade.name, width=max(12, len(grade.name) + 3)) for grade in grades),
        Number("Not enough evidence", width=21),
        Number("No grade", width=12),
        Number("n graded", width=12),
        Number("Good or better", width=17),
        Share("Good or better, share", width=23),
        Share("Interval from", width=16),
        Share("Interval to", width=14),
    )


def _counts(spread: Distribution, grades: tuple[Grade, ...]) -> Row:
    by_name = {grade.name: count for grade, count in spread.counts}
    enough = spread.n >= TOO_FEW
    low, high = spread.wilson
    return (
        *(by_name.get(grade.name) for grade in grades),
        spread.unranked,
        spread.blank,
        spread.n,
        spread.good,
        spread.good / spread.n if enough else None,
        low if enough else None,
        high if enough else None,
    )


def domains(found: Basis) -> Sheet:
    """Final grades by domain, a row for each."""
    grades = _scales(found)
    rows: list[Row] = []
    for group in found.groups:
        start = (group.title, plain(group.kind_of_case))
        spread = overall(group)
        if spread is not None:
            rows.append((*start, "Overall", *_counts(spread, grades)))
        rows += [
            (*start, domain.title, *_counts(spread, grades)) for domain, spread in by_domain(group)
        ]
    columns = (
        Text("Template", width=26),
        Text("Kind of case", width=20),
        Text("Domain", width=40),
        *_count_columns(grades),
    )
    return Sheet("By domain", "Final grades by domain", columns, tuple(rows), (_NO_SHARE,))


def places(found: Basis, place: str, name: str) -> Sheet:
    """Final overall grades by area or by team."""
    grades = _scales(found)
    rows: list[Row] = []
    for group in found.groups:
        if group.template.overall.kind == "graded":
            rows += _place_rows(group, place, group.template.scale_of(), grades)
    columns = (
        Text("Template", width=26),
        Text("Kind of case", width=20),
        Text("Area", width=18),
        *((Text("Team", width=28),) if place == "team" else ()),
        *_count_columns(grades),
    )
    notes = (_NO_SHARE, f"{sentences.PLACE} Nothing is ranked.")
    title = f"Final overall grades by {place}"
    return Sheet(name, title, columns, tuple(rows), notes)


def _place_rows(group: Group, place: str, scale: Scale, grades: tuple[Grade, ...]) -> Iterable[Row]:
    for area, audits in by_place(group.audits, "area").items():
        inside = {area: audits} if place == "area" else by_place(audits, place)
        for name, some in inside.items():
            spread = distribute((audit.final_overall for audit in some), scale)
            where = (area,) if place == "area" else (area, name)
            start = (group.title, plain(group.kind_of_case))
            yield (*start, *where, *_counts(spread, grades))
