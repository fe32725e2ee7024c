"""The sheets of single audits: each audit, its words, its strengths and worries, its actions."""

from collections.abc import Iterator

from qa_tool.figures.basis import WHY_LEFT_OUT, Basis, why_left_out
from qa_tool.figures.dataset import DataSet, ReadingFact
from qa_tool.figures.themes import STRENGTH, below_good
from qa_tool.report.columns import (
    ACTION_STATES,
    READING_MODES,
    Day,
    GradeColumn,
    Long,
    Number,
    Row,
    Text,
)
from qa_tool.report.naming import (
    MODES,
    SAFETY,
    SELECTIONS,
    grade_name,
    overall_names,
    plain,
    title_of,
)
from qa_tool.report.workbook import Sheet
from qa_tool.template.model import Template


def audits(data: DataSet) -> Sheet:
    """Every audit, counted or not."""
    rows: list[Row] = []
    reasons = why_left_out(data)
    for audit in data.audits:
        template = data.template_of(audit)
        first, final = overall_names(audit, data)
        why = reasons[audit.id]
        reading = audit.reading
        rows.append(
            (
                audit.reference,
                template.title if template else plain(audit.template),
                plain(audit.kind_of_case),
                audit.area,
                audit.team,
                SELECTIONS.get(audit.selection, plain(audit.selection)),
                plain(audit.state),
                "Counted" if not why else WHY_LEFT_OUT[why],
                MODES.get(audit.mode, plain(audit.mode)),
                audit.handed_in,
                audit.signed_off,
                first,
                final,
                grade_name(audit.implied, template),
                audit.differs,
                READING_MODES[reading.mode] if reading else "",
                ("Yes" if reading.random else "No") if reading else "",
                plain(reading.well_done) if reading else "",
                audit.evidence,
                SAFETY.get(audit.safety, plain(audit.safety) if audit.safety else ""),
            )
        )
    columns = (
        Text("Audit", width=12), Text("Template", width=24), Text("Kind of case"), Text("Area"),
        Text("Team", width=26), Text("Selection"), Text("State"), Text("Counted or why not", width=36),
        Text("How it was done", width=26), Day("Handed in"), Day("Signed off"),
        GradeColumn("First overall"), GradeColumn("Final overall"),
        GradeColumn("Implied by domains"), Long("Why the overall differs", width=50),
        Text("Read again", width=22), Text("Drawn at random", width=17),
        Text("Audit well done", width=17), Number("Pieces of evidence", width=19),
        Text("Safety stop", width=26),
    )  # fmt: skip
    return Sheet("Audits", "Every audit, counted or not", columns, tuple(rows))


def words(data: DataSet) -> Sheet:
    """Every comment and every reason."""
    rows: list[Row] = []
    for audit in data.audits:
        template = data.template_of(audit)
        start = (audit.reference, audit.team)
        for words in audit.words:
            first = words.key.split(".", 1)[0]
            domain = template.domain(first) if template else None
            given = audit.grades.get(first, "")
            grade = grade_name(given, template, domain) if domain and domain.graded else ""
            title = title_of(words.key, template)
            rows.append((*start, title, grade, words.label, words.text))
        if audit.differs:
            rows.append((*start, "Overall", "", "Why the overall differs", audit.differs))
        if audit.reading is not None and audit.reading.reason:
            said = ("Overall", overall_names(audit, data)[1], "What was settled, and why")
            rows.append((*start, *said, audit.reading.reason))
        if audit.reading is not None:
            rows += [(*start, *said) for said in _second(audit.reading, template)]
    columns = (
        Text("Audit", width=12), Text("Team", width=26), Text("Domain", width=34),
        GradeColumn("Grade given"), Long("Question", width=34), Long("Words", width=100),
    )  # fmt: skip
    notes = ("Grade given: by whoever wrote the words, the auditor or the second reader.",)
    return Sheet("Words", "Every comment and every reason", columns, tuple(rows), notes)


def _second(reading: ReadingFact, template: Template | None) -> Iterator[Row]:
    """The second reader's own reasons: the domain, the grade they gave, and why."""
    for key, text in reading.reasons.items():
        given = reading.overall if key == "overall" else reading.grades.get(key, "")
        domain = template.domain(key) if template else None
        name = grade_name(given, template, domain)
        yield title_of(key, template), name, "The second reader's reason", text


def strengths(found: Basis) -> Sheet:
    """Strengths that auditors wrote down to share."""
    rows: tuple[Row, ...] = tuple(
        (audit.reference, audit.area, audit.team, words.label, words.text)
        for audit in found.counted
        for words in audit.words
        if words.key.startswith(STRENGTH) and words.text.strip()
    )
    columns = (
        Text("Audit", width=12), Text("Area"), Text("Team", width=26), Text("Question", width=30),
        Long("Strength", width=90),
    )  # fmt: skip
    return Sheet("Strengths", "Strengths that auditors wrote down to share", columns, rows)


def development(found: Basis) -> Sheet:
    """Every domain below good, with its reason."""
    rows: tuple[Row, ...] = tuple(
        (
            one.audit.reference,
            one.audit.area,
            one.audit.team,
            one.domain.title,
            one.final,
            one.first,
            one.reason,
            one.second,
            one.second_reason,
        )
        for group in found.groups
        for one in below_good(group)
    )
    columns = (
        Text("Audit", width=12), Text("Area"), Text("Team", width=26), Text("Domain", width=36),
        GradeColumn("Final grade"), GradeColumn("Auditor's grade"),
        Long("The auditor's reason", width=70), GradeColumn("Second grade"),
        Long("The second reader's reason", width=70),
    )  # fmt: skip
    title = "Areas for development: every domain below good, with its reason"
    return Sheet("Development", title, columns, rows)


def actions(data: DataSet) -> Sheet:
    """Every action."""
    templates = {audit.id: data.template_of(audit) for audit in data.audits}
    rows: tuple[Row, ...] = tuple(
        (
            action.reference,
            action.area,
            action.team,
            title_of(action.domain, templates.get(action.audit)),
            action.what,
            action.owner,
            plain(action.level),
            action.raised,
            action.due,
            ACTION_STATES.get(action.state, plain(action.state)),
            "Overdue"
            if action.state == "open" and action.due is not None and action.due < data.made
            else "",
            action.done,
            "Yes" if action.needs_verifying else "No",
            action.verified,
            action.proof,
            action.difference,
        )
        for action in data.actions
    )
    columns = (
        Text("Audit", width=12), Text("Area"), Text("Team", width=26), Text("Domain", width=34),
        Long("Action", width=60), Text("Owner", width=22), Text("Level", width=12), Day("Raised"),
        Day("Due"), Text("State", width=26), Text("Overdue", width=12), Day("Done"),
        Text("Must be verified", width=18), Day("Verified"), Long("Proof", width=40),
        Long("Difference for the child", width=50),
    )  # fmt: skip
    return Sheet("Actions", "Every action", columns, rows)
