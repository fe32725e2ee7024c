"""The workbook of the summary: every audit, every word, every figure, one table a sheet."""

from collections.abc import Iterable
from functools import partial

from qa_tool.figures.agreement import Agreement, Rereads, of_domains, of_overall, rereads
from qa_tool.figures.basis import WHY_LEFT_OUT, Basis, Group, basis, by_place, why_left_out
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.distribution import Distribution, by_domain, distribute, overall
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.figures.themes import STRENGTH, below_good
from qa_tool.report import sentences
from qa_tool.report.naming import (
    MODES,
    SAFETY,
    SELECTIONS,
    day,
    grade_name,
    group_name,
    overall_names,
    period,
    plain,
    title_of,
    tones,
)
from qa_tool.report.parts import single
from qa_tool.report.workbook import Cell, Sheet, SheetColumn, Workbook
from qa_tool.template.model import Grade, Scale

Row = tuple[Cell, ...]
Text = partial(SheetColumn, kind="text", width=18)
Long = partial(SheetColumn, kind="long", width=70)
Number = partial(SheetColumn, kind="number", width=12)
Share = partial(SheetColumn, kind="percent", width=12)
Day = partial(SheetColumn, kind="date", width=13)
GradeColumn = partial(SheetColumn, kind="grade", width=22)
READING_MODES = {"blind": "Blind, full re-read", "desk": "Desk check", "panel": "Panel"}
ACTION_STATES = {
    "open": "Open",
    "done": "Done, proof given",
    "verified": "Verified by somebody else",
    "withdrawn": "Withdrawn",
}


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
            _domains(found),
            _places(found, "area", "By area"),
            _places(found, "team", "By team"),
            _audits(data),
            _words(data),
            _readings(read, data),
            _rereads("Random re-reads", "Blind re-reads drawn at random", read.random, data),
            _rereads(
                "Targeted re-reads",
                "Re-reads for a reason, desk checks and panels: never added to the random ones",
                (*read.targeted, *read.partial),
                data,
            ),
            _strengths(found),
            _development(found),
            _actions(data),
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
        ("Audits in the data set", "", found.looked_at),
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
            sentences.trust(_first(read.random, data)),
            len(read.random),
        ),
        (
            "Read again for a reason",
            sentences.targeted(_first(read.targeted, data)),
            len(read.targeted),
        ),
        ("Desk checks and panels", "Counted, and in no comparison", len(read.partial)),
        ("Chosen and not read again yet", sentences.not_read(data.not_read), data.not_read),
        ("Fingerprint of the data", data.fingerprint, None),
    ]
    columns = (Text("What", width=40), Long("In words", width=90), Number("Audits"))
    return Sheet("About", "What this summary rests on", columns, tuple(rows))


def _first(audits: Iterable[AuditFact], data: DataSet) -> Agreement | None:
    return single(of_overall(audits, data))


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


_NO_SHARE = "No share is given below n = 10: the cell is empty. 95% intervals (Wilson)."


def _domains(found: Basis) -> Sheet:
    grades = _scales(found)
    rows: list[Row] = []
    for group in found.groups:
        start = (group.template.title, plain(group.kind_of_case))
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


def _places(found: Basis, place: str, name: str) -> Sheet:
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
    notes = (_NO_SHARE, "The place that was responsible in the period judged. Nothing is ranked.")
    title = f"Final overall grades by {place}"
    return Sheet(name, title, columns, tuple(rows), notes)


def _place_rows(group: Group, place: str, scale: Scale, grades: tuple[Grade, ...]) -> Iterable[Row]:
    for area, audits in by_place(group.audits, "area").items():
        inside = {area: audits} if place == "area" else by_place(audits, place)
        for name, some in inside.items():
            spread = distribute((audit.final_overall for audit in some), scale)
            where = (area,) if place == "area" else (area, name)
            start = (group.template.title, plain(group.kind_of_case))
            yield (*start, *where, *_counts(spread, grades))


def _audits(data: DataSet) -> Sheet:
    rows: list[Row] = []
    for audit in data.audits:
        template = data.templates.get(audit.template)
        first, final = overall_names(audit, data)
        why = why_left_out(audit, data)
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


def _words(data: DataSet) -> Sheet:
    rows: list[Row] = []
    for audit in data.audits:
        template = data.templates.get(audit.template)
        start = (audit.reference, audit.team)
        for words in audit.words:
            first = words.key.split(".", 1)[0]
            domain = template.domain(first) if template else None
            given = audit.final_grades.get(first, "")
            grade = grade_name(given, template, domain) if domain and domain.graded else ""
            title = title_of(words.key, template)
            rows.append((*start, title, grade, words.label, words.text))
        if audit.differs:
            rows.append((*start, "Overall", "", "Why the overall differs", audit.differs))
        if audit.reading is not None and audit.reading.reason:
            said = ("Overall", overall_names(audit, data)[1], "The second reader's reason")
            rows.append((*start, *said, audit.reading.reason))
    columns = (
        Text("Audit", width=12), Text("Team", width=26), Text("Domain", width=34),
        GradeColumn("Final grade"), Long("Question", width=34), Long("Words", width=100),
    )  # fmt: skip
    return Sheet("Words", "Every comment and every reason", columns, tuple(rows))


def _readings(read: Rereads, data: DataSet) -> Sheet:
    rows: list[Row] = [
        ("Overall", one.n, one.same, one.up, one.down, one.within_one, one.apart, len(one.singly))
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
        sentences.trust(_first(read.random, data)),
        "Blind, full re-reads drawn at random. Up: the second reader gave a better grade.",
    )
    return Sheet(
        "First and second", "First grade against second grade", columns, tuple(rows), notes
    )


def _rereads(name: str, title: str, audits: Iterable[AuditFact], data: DataSet) -> Sheet:
    rows: list[Row] = []
    for audit in audits:
        if audit.reading is None:
            continue
        template = data.templates.get(audit.template)
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


def _strengths(found: Basis) -> Sheet:
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


def _development(found: Basis) -> Sheet:
    rows: tuple[Row, ...] = tuple(
        (audit.reference, audit.area, audit.team, domain.title, grade, reason)
        for group in found.groups
        for audit, domain, grade, reason in below_good(group)
    )
    columns = (
        Text("Audit", width=12), Text("Area"), Text("Team", width=26), Text("Domain", width=36),
        GradeColumn("Final grade"), Long("The auditor's reason", width=90),
    )  # fmt: skip
    title = "Areas for development: every domain below good, with its reason"
    return Sheet("Development", title, columns, rows)


def _actions(data: DataSet) -> Sheet:
    templates = {audit.id: data.templates.get(audit.template) for audit in data.audits}
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
