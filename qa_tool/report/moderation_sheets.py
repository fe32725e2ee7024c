"""The workbook of the moderation report: the same tables, one a sheet, and every audit that was read again."""

from collections.abc import Iterable

from qa_tool.figures.agreement import Agreement, rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.compared import (
    Form,
    Subject,
    along,
    compared,
    final_grade,
    first_grade,
    forms_of,
    second_grade,
)
from qa_tool.figures.coverage import STANDS, by_reason, done
from qa_tool.figures.dataset import AuditFact
from qa_tool.figures.extrapolation import corrected
from qa_tool.report import moderation_words as words
from qa_tool.report.columns import READING_MODES, Day, GradeColumn, Long, Number, Row, Share, Text
from qa_tool.report.moderation import Moderation
from qa_tool.report.naming import day, grade_name, period, plain, tones
from qa_tool.report.workbook import Sheet, Workbook

_COUNTS = (
    Number("Read twice"), Number("Same"), Number("Lower"), Number("Higher"),
    Number("Within one grade", width=18), Number("Not comparable", width=17),
    Number("Other scale", width=13),
)  # fmt: skip


def workbook(found: Moderation) -> Workbook:
    """Every sheet."""
    read = rereads(found.data)
    forms = forms_with_subjects(found, (*read.random, *read.targeted))
    return Workbook(
        title=f"Moderation report, {found.title}",
        council=found.data.council,
        marking=found.data.marking,
        made=found.data.made,
        sheets=(
            _about(found),
            _coverage(found),
            _domains("Random re-reads", "Blind re-reads drawn at random", forms, read.random, found),
            _domains(
                "Targeted re-reads", "Re-reads for a reason: never added to the random ones", forms,
                read.targeted, found,
            ),
            _tables(forms, read.random, found),
            _along(forms, read.random, found),
            _whole(forms, found),
            _done(found),
            _audits(found),
            _annex(forms, read.random, found),
            _key(),
        ),
        tones=tones(found.data.templates.values()),
    )  # fmt: skip


def forms_with_subjects(found: Moderation, audits: Iterable[AuditFact]) -> tuple[Form, ...]:
    """The forms that grade anything."""
    return tuple(form for form in forms_of(audits, found.data) if form.subjects)


def _about(found: Moderation) -> Sheet:
    data = found.data
    rows: list[Row] = [
        ("Council", data.council), ("Round", found.title), ("Period", period(data)),
        ("Made on", day(data.made)), ("Marking", data.marking),
        ("Coverage", words.coverage(found.coverage)),
        ("What was done", words.done(done(found.coverage.rows))),
        ("Not here", ("Figures of single auditors: they stand on the page Reliability, for the QA "
                     "lead and for each auditor their own.")),
    ]  # fmt: skip
    if data.withheld:
        rows.append(("Not whole", f"{data.withheld} audits wait to be read by whoever made this."))
    if data.demonstration:
        rows.insert(0, ("Demonstration", "Everything in this workbook is made up."))
    return Sheet("About", "What this report rests on", (Text("What"), Long("In words", width=110)),
                 tuple(rows))  # fmt: skip


def _coverage(found: Moderation) -> Sheet:
    rows: list[Row] = [
        (words.why_chosen(why.chosen), why.n, *(n for _stands, n in why.counts))
        for why in by_reason(found.coverage.rows, words.REASONS)
    ]
    rows.append(("Chosen by no rule and no lot", found.coverage.not_chosen, *[None] * len(STANDS)))
    if found.coverage.unseen:
        rows.append(("Out of sight of whoever made this", found.coverage.unseen,
                     *[None] * len(STANDS)))  # fmt: skip
    columns = (Text("Why", width=52), Number("Audits"), *(Number(title, width=26)
               for title in STANDS.values()))  # fmt: skip
    return Sheet("Coverage", "What was to be read again, and what was", columns, tuple(rows),
                 (words.coverage(found.coverage),))  # fmt: skip


def _counts(one: Agreement) -> tuple[int, ...]:
    return (one.n, one.same, one.down, one.up, one.within_one, one.apart, one.foreign)


def _domains(
    name: str, title: str, forms: tuple[Form, ...], audits: tuple[AuditFact, ...],
    found: Moderation,
) -> Sheet:  # fmt: skip
    rows: list[Row] = [
        (form.title, what, *_counts(compared(audits, subject, found.data)))
        for form in forms
        for subject, what in form.subjects
    ]
    columns = (Text("Template", width=34), Text("Domain", width=44), *_COUNTS)
    notes = ("Lower: the second reader gave a worse grade, before they could see the first.",)
    return Sheet(name, title, columns, tuple(rows), notes)


def _tables(forms: tuple[Form, ...], random: tuple[AuditFact, ...], found: Moderation) -> Sheet:
    """Every cell of every table that holds anything, one a row, so that it can be pivoted."""
    rows: list[Row] = []
    for form in forms:
        for subject, what in form.subjects:
            one = compared(random, subject, found.data)
            grades = one.scale.ranked
            rows += [
                (form.title, what, first.name, second.name, one.table[i][j])
                for i, first in enumerate(grades)
                for j, second in enumerate(grades)
                if one.table[i][j]
            ]
    columns = (Text("Template", width=34), Text("Domain", width=44), GradeColumn("First"),
               GradeColumn("Second"), Number("Audits"))  # fmt: skip
    return Sheet("First and second", "First grade against second grade, random re-reads", columns,
                 tuple(rows))  # fmt: skip


def _along(forms: tuple[Form, ...], random: tuple[AuditFact, ...], found: Moderation) -> Sheet:
    names = dict(found.rounds)
    rows: list[Row] = []
    for form in forms:
        subject, what = form.subjects[0]
        rounds = dict(along(random, subject, found.data, lambda audit: audit.round))
        rows += [
            (form.title, what, "Round", name, *_counts(rounds[key]))
            for key, name in reversed(found.rounds)
            if key in rounds
        ]
        rows += [
            (form.title, what, "Round", key, *_counts(rounds[key]))
            for key in rounds
            if key not in names
        ]
        teams = along(random, subject, found.data, lambda audit: audit.team or "Not recorded")
        rows += [(form.title, what, "Team", name, *_counts(one)) for name, one in teams]
    columns = (Text("Template", width=34), Text("Domain"), Text("By", width=10),
               Text("Name", width=40), *_COUNTS)  # fmt: skip
    return Sheet("By round and team", "Random re-reads by round and by team, in order of name",
                 columns, tuple(rows), ("Nothing here ranks anybody.",))  # fmt: skip


def _whole(forms: tuple[Form, ...], found: Moderation) -> Sheet:
    rows: list[Row] = []
    titles = {form.form: form for form in forms}
    for group in basis(found.data).groups:
        form = titles.get(group.audits[0].form)
        if form is None:
            continue
        subject, what = form.subjects[0]
        for one in corrected(group, subject.domain, found.data):
            whole = one.share is not None
            rows.append(
                (form.title, plain(group.kind_of_case), f"{what}: {one.what.lower()}", one.n,
                 one.first, one.final, one.certain, one.read, one.rest, one.share,
                 one.low if whole else None, one.high if whole else None, one.why)
            )  # fmt: skip
    columns = (
        Text("Template", width=34), Text("Kind of case", width=20), Text("Figure", width=30),
        Number("Audits"), Number("As first graded", width=16), Number("As it counts now", width=17),
        Number("Read for a reason", width=18), Number("Read at random", width=16),
        Number("They stand for", width=15), Share("Had all been read", width=18),
        Share("From"), Share("To"), Long("Why there is none", width=60),
    )  # fmt: skip
    notes = ("Beside the first grades, never alone. Kinds of case are never added.",)
    return Sheet("Had all been read", "What the random re-reads would make of the whole", columns,
                 tuple(rows), notes)  # fmt: skip


def _done(found: Moderation) -> Sheet:
    came = done(found.coverage.rows)
    rows: tuple[Row, ...] = (
        ("Second readings concluded", came.read), ("Overall grade changed", came.overall),
        ("Domain grades changed", came.domains), ("Nothing changed", came.unchanged),
        ("Audits to be done again", came.again), ("Of these, handed in again", came.redone),
        ("With words to the auditor", came.words),
        ("Auditor answered: accepts the outcome", came.accepts),
        ("Auditor answered: disagrees", came.disagrees),
    )  # fmt: skip
    columns = (Text("What", width=44), Number("How many"))
    return Sheet("What was done", "What second readings led to", columns, rows)


def _audits(found: Moderation) -> Sheet:
    read = rereads(found.data)
    kinds = (
        ("Drawn at random", read.random), ("For a reason", read.targeted),
        ("Desk check or panel", read.partial),
    )  # fmt: skip
    rows: list[Row] = []
    for kind, audits in kinds:
        for audit in sorted(audits, key=lambda one: (one.reference, one.id)):
            template = found.data.template_of(audit)
            if audit.reading is None or template is None:
                continue
            graded = [("", "Overall", None)] if template.overall.kind == "graded" else []
            rows += [
                (audit.reference, template.title, audit.team, kind,
                 READING_MODES[audit.reading.mode], title,
                 *(grade_name(grade, template, domain) for grade in _grades(audit, key)),
                 audit.reading.saved)
                for key, title, domain in (*graded, *((d.key, d.title, d) for d in template.graded))
            ]  # fmt: skip
    columns = (
        Text("Audit", width=13), Text("Template", width=30), Text("Team", width=30),
        Text("Why read", width=20), Text("Way of reading", width=20), Text("Domain", width=42),
        GradeColumn("First"), GradeColumn("Second"), GradeColumn("Final"), Day("Read on"),
    )  # fmt: skip
    return Sheet("Audits read again", "Every audit that was read again, domain by domain", columns,
                 tuple(rows))  # fmt: skip


def _grades(audit: AuditFact, domain: str) -> tuple[str, str, str]:
    subject = Subject(audit.form, domain)
    return first_grade(audit, subject), second_grade(audit, subject), final_grade(audit, subject)


def _annex(forms: tuple[Form, ...], random: tuple[AuditFact, ...], found: Moderation) -> Sheet:
    rows: list[Row] = [
        (form.title, what, *line)
        for form in forms
        for subject, what in form.subjects
        if (one := compared(random, subject, found.data)).n
        for line in words.annex(one)
    ]
    columns = (
        Text("Template", width=34), Text("Domain", width=44), Text(words.ANNEX_HEAD[0], width=40),
        Text(words.ANNEX_HEAD[1], width=14), Text(words.ANNEX_HEAD[2], width=16),
        Long(words.ANNEX_HEAD[3], width=60),
    )  # fmt: skip
    return Sheet("Method annex", "Coefficients and tests of the random re-reads", columns,
                 tuple(rows))  # fmt: skip


def _key() -> Sheet:
    rows = tuple((number, text) for number, text in enumerate(words.METHOD, 1))
    return Sheet("How it is made", "How the figures are made",
                 (Number("No", width=6), Long("Rule", width=130)), rows)  # fmt: skip
