"""The workbook of the summary: every audit, every word, every figure, one table a sheet."""

from qa_tool.figures.agreement import Rereads, of_overall, rereads
from qa_tool.figures.basis import WHY_LEFT_OUT, Basis, basis
from qa_tool.figures.dataset import DataSet
from qa_tool.report import audit_sheets, grade_sheets, reading_sheets, sentences
from qa_tool.report.columns import Long, Number, Row, Text
from qa_tool.report.naming import day, group_name, period, tones
from qa_tool.report.workbook import Sheet, Workbook
from qa_tool.template.model import Grade


def summary_workbook(data: DataSet) -> Workbook:
    """Every sheet of the summary."""
    found, read = basis(data), rereads(data)
    return Workbook(
        title=f"Moderated audit summary, {data.round}",
        council=data.council,
        marking=data.marking,
        made=data.made,
        sheets=(
            _about(found, read, data),
            grade_sheets.domains(found),
            grade_sheets.places(found, "area", "By area"),
            grade_sheets.places(found, "team", "By team"),
            audit_sheets.audits(data),
            audit_sheets.words(data),
            reading_sheets.readings(read, data),
            reading_sheets.reread_audits(
                "Random re-reads", "Blind re-reads drawn at random", read.random, data
            ),
            reading_sheets.reread_audits(
                "Targeted re-reads",
                "Re-reads for a reason, desk checks and panels: never added to the random ones",
                (*read.targeted, *read.partial),
                data,
            ),
            audit_sheets.strengths(found),
            audit_sheets.development(found),
            audit_sheets.actions(data),
            _key(data),
        ),
        tones=tones(data.templates.values()),
    )


def _about(found: Basis, read: Rereads, data: DataSet) -> Sheet:
    rows: list[Row] = [
        ("Council", data.council, None),
        ("Round", data.round, None),
        ("Theme", data.theme, None),
        ("Period", period(data), None),
        ("Made on", day(data.made), None),
        ("Marking", data.marking, None),
        ("Audits planned", "", data.planned),
        ("Audits allocated", "", data.allocated),
        ("Audits looked at", "", found.looked_at),
        ("Audits counted", sentences.rests_on(found), found.n),
    ]
    if data.demonstration:
        rows.insert(0, ("Demonstration", "Everything in this workbook is made up.", None))
    rows += [
        (f"Counted: {group_name(group)}", "Never added to another group in one rate", group.n)
        for group in found.groups
    ]
    rows += [("Left out", reason.why, reason.count) for reason in found.left_out]
    rows += [
        (
            "Read again, blind and at random",
            sentences.trusts(of_overall(read.random, data)),
            len(read.random),
        ),
        (
            "Read again for a reason",
            sentences.targeteds(of_overall(read.targeted, data)),
            len(read.targeted),
        ),
        ("Desk checks and panels", "Counted, and in no comparison", len(read.partial)),
        ("Safety stops", sentences.safety(data), len(data.safety)),
        ("Chosen and not read again yet", sentences.not_read(data.not_read), data.not_read),
        ("Fingerprint of the data", data.fingerprint, None),
    ]
    columns = (Text("What", width=40), Long("In words", width=90), Number("Audits"))
    return Sheet("About", "What this summary rests on", columns, tuple(rows))


def _key(data: DataSet) -> Sheet:
    rows: list[Row] = []
    seen: set[str] = set()
    for template in data.templates.values():
        for scale in template.scales:
            for grade in scale.grades:
                if grade.name not in seen:
                    seen.add(grade.name)
                    rows.append((grade.name, "Grade", f"{scale.title}. {_meaning(grade)}"))
    rows += [
        ("n graded", "Figure", "Audits with a ranked grade. Not enough evidence is not in it."),
        ("No grade", "Figure", "The domain was left blank, or its grade is not on today's scale."),
        ("Good or better, share", "Figure", "Empty below n = 10: too few for a percentage."),
        ("Interval from, to", "Figure", "Wilson, 95%: how far all work of this kind may lie away."),
        ("Final", "Grade", "The second reader's settled grade, otherwise the auditor's."),
        ("To be looked at singly", "Figure", "Two grades apart, or across the line to the worst."),
    ]
    rows += [(why, "Left out", "Not in any rate of this workbook") for why in WHY_LEFT_OUT.values()]
    columns = (Long("Word", width=60), Text("What it is", width=14), Long("Meaning", width=90))
    return Sheet("Key", "What the words mean", columns, tuple(rows))


def _meaning(grade: Grade) -> str:
    if grade.rank is None:
        return "Outside the order of merit, counted in its own column."
    return f"Rank {grade.rank}, 1 is best." + (" Good or better." if grade.good_or_better else "")
