"""The sheets of second readings: how far the two grades agreed, and each audit that was read again."""

from collections.abc import Iterable

from qa_tool.figures.agreement import Rereads, of_domains, of_overall
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.report import sentences
from qa_tool.report.columns import READING_MODES, Day, GradeColumn, Long, Number, Row, Text
from qa_tool.report.naming import grade_name, overall_names, plain
from qa_tool.report.workbook import Sheet


def readings(read: Rereads, data: DataSet) -> Sheet:
    """First against second grade, for the random re-reads."""
    rows: list[Row] = [
        (
            f"Overall: {one.title}" if one.title else "Overall",
            one.n,
            one.same,
            one.up,
            one.down,
            one.within_one,
            one.apart,
            len(one.singly),
        )
        for one in of_overall(read.random, data)
    ]
    rows += [
        (
            domain.title,
            one.n,
            one.same,
            one.up,
            one.down,
            one.within_one,
            one.apart,
            len(one.singly),
        )
        for domain, one in of_domains(read.random, data)
    ]
    columns = (
        Text("Domain", width=40), Number("Read twice"), Number("Same"), Number("Up"),
        Number("Down"), Number("Within one grade", width=18), Number("Not comparable", width=17),
        Number("To be looked at singly", width=24),
    )  # fmt: skip
    notes = (
        sentences.trusts(of_overall(read.random, data)),
        "Blind, full re-reads drawn at random. Up: the second reader gave a better grade.",
    )
    return Sheet(
        "First and second", "First grade against second grade", columns, tuple(rows), notes
    )


def reread_audits(name: str, title: str, audits: Iterable[AuditFact], data: DataSet) -> Sheet:
    """Every audit that was read again in one of the ways."""
    rows: list[Row] = []
    for audit in audits:
        if audit.reading is None:
            continue
        template = data.template_of(audit)
        first, final = overall_names(audit, data)
        rows.append(
            (
                audit.reference,
                audit.team,
                READING_MODES[audit.reading.mode],
                first,
                grade_name(audit.reading.overall, template),
                final,
                "Yes" if audit.reading.grade_right else "No",
                plain(audit.reading.well_done),
                audit.reading.saved,
                audit.reading.reason,
            )
        )
    columns = (
        Text("Audit", width=12), Text("Team", width=26), Text("Way of reading", width=22),
        GradeColumn("First"), GradeColumn("Second"), GradeColumn("Final"),
        Text("First grade right", width=19), Text("Audit well done", width=17), Day("Read on"),
        Long("Reason"),
    )  # fmt: skip
    return Sheet(name, title, columns, tuple(rows))
