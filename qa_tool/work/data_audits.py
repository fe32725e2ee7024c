"""Tables of the data export about audits: audits, answers, grades, reasons, second readings."""

from collections.abc import Iterable, Iterator

from qa_tool.audit.entries import numbers, plain_key
from qa_tool.audit.paper import row_labels
from qa_tool.audit.record import Audit
from qa_tool.audit.slots import LATER, OVERALL, Slot
from qa_tool.council.model import Case
from qa_tool.figures.basis import COUNTED_STATES
from qa_tool.moderation.model import WHY_CHOSEN, Reading
from qa_tool.report.data_sheets import DataColumn as Column
from qa_tool.report.data_sheets import DataTable, pieces, yes_no
from qa_tool.report.workbook import Cell
from qa_tool.store import moderation as reading_shelf
from qa_tool.template.model import Template
from qa_tool.work.data_sight import Sight, final_grade

Row = tuple[Cell, ...]
_AUDIT = Column("audit", "The audit.", of="audits.audit")
_OWN_TABLES = frozenset({"grade", "reason"})  # parts of an audit that have a table of their own


def tables(sight: Sight) -> tuple[DataTable, ...]:
    """Audits, grades, reasons, answers, readings and their grades."""
    return (
        _audits(sight), _grades(sight), _reasons(sight), _answers(sight), _readings(sight),
        _reading_grades(sight),
    )  # fmt: skip


def _audits(sight: Sight) -> DataTable:
    number = (
        (Column("case_number", "The council's own number of the case."),) if sight.numbers else ()
    )
    columns = (
        Column("audit", "The audit's own id."),
        Column("reference", "The random reference of the case; the same child has the same one."),
        *number,
        Column("template", "The key of the template."),
        Column("version", "Its version."),
        Column("fingerprint", "The exact text of the template.", of="templates.fingerprint"),
        Column("round", "The round."),
        Column("selection", "How the case got in: only 'random' speaks for the rest."),
        Column("subject", "Whom the audit is about."),
        Column("kind_of_case", "The kind of case when it was last brought in."),
        Column("age_band", "The child's age band."),
        Column("ethnicity", "As it stands in the council's own list."),
        Column("mode", "Record only, with the practitioner, with the family."),
        Column("auditor", "Who audited: an id, never a name."),
        Column("worker", "Whose work it is about: an id, never a name."),
        Column("team", "The team on the day of the audit."),
        Column("area", "Its area."),
        Column("service", "Its service."),
        Column("started", "When it was begun.", "date"),
        Column("handed_in", "When it was handed in.", "date"),
        Column("signed_off", "When it was signed off.", "date"),
        Column("state", "How far it is."),
        Column("stands", "Whether it stands; 'no' for a version that a later one replaced.", "yes_no"),
        Column("may_count", "Drawn at random, signed off, standing, about a child, of one agency. A child "
               "audited twice in one round counts once.", "yes_no"),
        Column("overall", "The auditor's own overall grade."),
        Column("implied", "What the domain grades imply."),
        Column("differs", "Whether the auditor's overall is another one.", "yes_no"),
        Column("final_overall", "The overall grade that counts: moderated where there is one; empty until the audit is signed off."),
        Column("why_read_again", "Why it was chosen to be read again; empty where it was not."),
        Column("reopens", "The earlier version that it replaces."),
    )  # fmt: skip
    return DataTable(
        "audits", "One row for each version of each audit that was handed in.", ("audit",), columns,
        lambda: (_audit(sight, audit) for audit in sight.audits()),
    )  # fmt: skip


def _audit(sight: Sight, audit: Audit) -> Row:
    desk, template, known = sight.workspace, sight.template(audit), sight.known[audit.id]
    case = sight.cases.get(audit.case) or Case(audit.case, "")
    round_ = sight.rounds.get(audit.round)
    area = desk.areas.get(audit.area)
    counts = (
        known.stands and audit.selection == "random" and audit.state in COUNTED_STATES
        and template.subject == "child" and not template.multi_agency
    )  # fmt: skip
    return (
        audit.id, case.reference, *((sight.number(audit.case),) if sight.numbers else ()),
        audit.template, audit.version, audit.fingerprint, round_.name if round_ else "",
        audit.selection, template.subject, case.kind, case.age_band, case.ethnicity, audit.mode,
        audit.auditor, audit.worker, desk.team_name(audit.team), area.name if area else audit.area,
        audit.service, audit.started.date(), audit.handed_in.date() if audit.handed_in else None,
        audit.signed_off.date() if audit.signed_off else None, audit.state, yes_no(known.stands),
        yes_no(counts), audit.overall, audit.implied, yes_no(audit.differs),
        final_grade(audit, OVERALL), audit.chosen, audit.parent if audit.parent in sight.known else "",
    )  # fmt: skip


def _grades(sight: Sight) -> DataTable:
    columns = (
        _AUDIT,
        Column("domain", "The key of the domain; 'overall' for the whole audit."),
        Column("title", "What the domain is called in that version."),
        Column("scale", "The scale that it is graded on."),
        Column("first", "The auditor's own grade."),
        Column("first_name", "Its name."),
        Column("first_rank", "Its place in the order of merit: 1 is best; empty outside it.", "number"),
        Column("final", "The grade that counts: moderated where there is one; empty until the audit is signed off."),
        Column("final_name", "Its name."),
        Column("final_rank", "Its place in the order of merit.", "number"),
    )  # fmt: skip
    return DataTable(
        "grades", "One row for each graded domain of an audit, and one for its overall.",
        ("audit", "domain"), columns,
        lambda: (row for audit in sight.audits() for row in _grades_of(sight, audit)),
    )  # fmt: skip


def _grades_of(sight: Sight, audit: Audit) -> Iterator[Row]:
    template = sight.template(audit)
    for key in sorted({*audit.grades, *audit.final_grades}):
        yield _grade(template, audit, key, audit.grades.get(key, ""), final_grade(audit, key))
    if OVERALL not in audit.grades and (audit.overall or audit.final_overall):
        yield _grade(template, audit, OVERALL, audit.overall, final_grade(audit, OVERALL))


def _grade(template: Template, audit: Audit, key: str, first: str, final: str) -> Row:
    domain = template.domain(key)
    scale = template.scale_of(domain)
    was, now = scale.grade(first), scale.grade(final)
    return (
        audit.id, key, domain.title if domain else "Overall", scale.key, first,
        was.name if was else first, was.rank if was else None, final, now.name if now else final,
        now.rank if now else None,
    )  # fmt: skip


def _reasons(sight: Sight) -> DataTable:
    columns = (
        _AUDIT,
        Column("domain", "The key of the domain; 'overall' for the whole audit."),
        Column("words", "Why this grade, as the auditor wrote it. It may name people."),
    )
    return DataTable(
        "reasons", "One row for each reason that an auditor wrote for a grade.",
        ("audit", "domain"), columns, lambda: _reason_rows(sight),
    )  # fmt: skip


def _reason_rows(sight: Sight) -> Iterator[Row]:
    for audit, answers in sight.answers():
        slots = sight.slots(audit)
        for key in sorted(answers):
            if (slot := slots.get(key)) is not None and slot.part == "reason":
                yield audit.id, slot.domain, str(answers[key])


def _answers(sight: Sight) -> DataTable:
    columns = (
        _AUDIT,
        Column("key", "The place in the form; a number in brackets is an entry of a group."),
        Column("item", "Which part: the cell of a grid, the place in an order or a list, a record of "
               "evidence; empty where the answer is one."),
        Column("question", "The same place without its entry, as in the table questions."),
        Column("domain", "The key of the domain."),
        Column("entry", "Which entry of a repeated group.", "number"),
        Column("kind", "The kind of question; empty for what the program keeps beside the form: why "
               "a finding stands, and when independence was declared."),
        Column("value", "The answer as it is kept: words, a figure or the key of a choice."),
        Column("text", "The choice as people read it; empty for words and figures."),
        Column("beside", "What stands beside another answer: comment, evidence, date; empty for an "
               "answer itself."),
        Column("item_text", "The cell of a grid as people read it: its row, and its column."),
    )  # fmt: skip
    return DataTable(
        "answers", "One row for each part of each answer. Grades and their reasons have their own tables.",
        ("audit", "key", "item"), columns, lambda: _answer_rows(sight),
    )  # fmt: skip


def _answer_rows(sight: Sight) -> Iterator[Row]:
    for audit, answers in sight.answers():
        slots = sight.slots(audit)
        for key in sorted(answers):
            slot = slots.get(plain_key(key))
            own = key == f"{OVERALL}.grade" or (slot is not None and slot.part in _OWN_TABLES)
            if own or key.endswith(LATER):
                continue
            yield from _answer(audit, key, slot, answers[key])


def _answer(audit: Audit, key: str, slot: Slot | None, value: object) -> Iterator[Row]:
    names = {choice.key: choice.text for choice in slot.choices} if slot else {}
    domain = slot.domain if slot else key.partition(".")[0]
    kind = slot.kind if slot else ""
    entry = next(iter(numbers(key.partition("[")[0], [key])), None)
    cells, beside = row_labels(slot) if slot else {}, key.partition("#")[2]
    for item, said in pieces(value):
        text = names.get(said, "") if isinstance(said, str) else ""
        yield (
            audit.id, key, item, plain_key(key), domain, entry, kind, said, text, beside,
            cells.get(item, ""),
        )  # fmt: skip


def _seen_readings(sight: Sight) -> Iterable[Reading]:
    found = reading_shelf.all_of(sight.workspace.store)
    return (one for one in found if one.audit in sight.known)


def _readings(sight: Sight) -> DataTable:
    columns = (
        Column("reading", "The second (or third) reading."),
        _AUDIT,
        Column(
            "moderator", "Who read: an id, never a name; empty where an outside peer or nobody did."
        ),
        Column("organisation", "Where an outside peer is from."),
        Column(
            "third", "Whether it is a third reading, because the outcome was disputed.", "yes_no"
        ),
        Column("mode", "Only 'blind' enters figures of agreement."),
        Column("why", "Why it was chosen: only 'random' speaks for the rest."),
        Column("why_text", "The same in words."),
        Column("state", "How far it is; grades stand here once it is closed."),
        Column("made", "When it was asked for.", "date"),
        Column("due", "When it is due.", "date"),
        Column("saved", "When the reader's own grades were saved.", "date"),
        Column("closed", "When it was closed.", "date"),
        Column("overall", "The reader's own overall grade."),
        Column("final_overall", "The overall grade agreed."),
        Column("grade_right", "Whether the auditor's grade was right.", "yes_no"),
        Column("well_done", "Whether the audit was well done."),
        Column("reason", "Why, as the reader wrote it. It may name people."),
    )
    return DataTable(
        "readings", "One row for each second or third reading.", ("reading",), columns,
        lambda: (_reading(sight, one) for one in _seen_readings(sight)),
    )  # fmt: skip


def _reading(sight: Sight, one: Reading) -> Row:
    closed = one.state == "closed"
    told: Row = ("", "", None, "", "")
    if closed:
        quiet = sight.known[one.audit].quiet
        told = (
            one.overall, one.final_overall, yes_no(one.grade_right), one.well_done,
            "" if quiet else one.reason,
        )  # fmt: skip
    return (
        one.id, one.audit, "" if one.outside else one.moderator, one.organisation,
        yes_no(one.dispute), one.mode, one.chosen, WHY_CHOSEN[one.chosen], one.state,
        one.made.date() if one.made else None, one.due, one.saved.date() if one.saved else None,
        one.closed.date() if one.closed else None, *told,
    )  # fmt: skip


def _reading_grades(sight: Sight) -> DataTable:
    columns = (
        Column("reading", "The reading.", of="readings.reading"),
        Column("domain", "The key of the domain."),
        Column("own", "The reader's own grade."),
        Column("agreed", "The grade agreed afterwards."),
    )
    return DataTable(
        "reading_grades", "One row for each domain of a reading that is closed.",
        ("reading", "domain"), columns,
        lambda: (
            (one.id, key, one.grades.get(key, ""), one.final_grades.get(key, ""))
            for one in _seen_readings(sight) if one.state == "closed"
            for key in sorted({*one.grades, *one.final_grades})
        ),
    )  # fmt: skip
