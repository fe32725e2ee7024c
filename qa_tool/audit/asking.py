"""The slots of each domain: the template's own questions, and those that every grade brings with it."""

from collections.abc import Iterator

from qa_tool.audit.questions import (
    NOT_KNOWN,
    YES_NO,
    Entries,
    choices_of_scale,
    companion_slot,
    plain,
    question_slots,
)
from qa_tool.audit.slots import NOT_APPLICABLE, OVERALL, SAFETY, UNSEEN, DomainPlan, Slot
from qa_tool.template.model import Domain, Grade, SafetyQuestion, Scale, Template

DomainPart = tuple[DomainPlan, tuple[Slot, ...]]


def domain_parts(template: Template, entries: Entries) -> Iterator[DomainPart]:
    """Every domain with its slots: the template's in order, then safety, then the overall."""
    for domain in template.domains:
        yield _template_domain(template, domain, entries)
    if template.safety:
        yield _safety(template)
    if template.overall.kind != "absent":
        yield _overall(template)


def _template_domain(template: Template, domain: Domain, entries: Entries) -> DomainPart:
    slots: list[Slot] = []
    for question in domain.questions:
        slots.extend(question_slots(template, question, entries))
    if domain.graded:
        slots.extend(_graded(template, domain))
    plan = DomainPlan(
        key=domain.key,
        title=domain.title,
        purpose=domain.purpose,
        keys=tuple(s.key for s in slots if not s.owner and s.kind not in UNSEEN),
        graded=domain.graded,
        limiting=domain.limiting,
        caps=domain.caps,
    )
    return plan, tuple(slots)


def _graded(template: Template, domain: Domain) -> Iterator[Slot]:
    """Grade, reason and evidence: what every graded domain has by itself."""
    scale = template.scale_of(domain)
    names = {grade.key: grade.name for grade in scale.grades}
    yield Slot(
        key=f"{domain.key}.grade",
        domain=domain.key,
        kind="grade",
        text=f"Which description fits best: {domain.title}?",
        part="grade",
        help=domain.purpose,
        choices=choices_of_scale(scale),
        descriptors=domain.descriptors,
        boundaries=tuple(
            f"{names.get(b.better, b.better)} or {names.get(b.worse, b.worse)}: {b.text}"
            for b in domain.boundaries
        ),
        required=True,
    )
    yield Slot(
        key=f"{domain.key}.reason",
        domain=domain.key,
        kind="text",
        text="Why this grade?",
        part="reason",
        help=_reason_help(scale),
        required=True,
    )
    yield Slot(
        key=f"{domain.key}.evidence",
        domain=domain.key,
        kind="evidence",
        text="Evidence",
        part="evidence",
        help="Which record, its date, and what it shows.",
    )


def _reason_help(scale: Scale) -> str:
    words = "Say what you saw and what it meant."
    outside = [grade.name for grade in scale.grades if lacks_evidence(grade)]
    if not outside:
        return words
    return f"{words} Under “{outside[0]}”, say which record was not available to you."


def lacks_evidence(grade: Grade) -> bool:
    """Whether a grade says that nothing could be judged: outside the ranking, yet applicable."""
    return grade.rank is None and grade.key != NOT_APPLICABLE


def _safety(template: Template) -> DomainPart:
    slots = tuple(slot for question in template.safety for slot in _safety_question(question))
    plan = DomainPlan(
        key=SAFETY,
        title="Safety",
        purpose="Is anybody on this file unsafe today?",
        keys=tuple(slot.key for slot in slots if not slot.owner),
    )
    return plan, slots


def _safety_question(question: SafetyQuestion) -> Iterator[Slot]:
    key = f"{SAFETY}.{question.key}"
    yield Slot(
        key=key,
        domain=SAFETY,
        kind="yes_no",
        text=question.text,
        part="safety",
        help=question.help,
        choices=plain(*YES_NO, NOT_KNOWN),
        companions=(f"{key}#comment",),
        required=True,
        worry=frozenset(question.worry),
    )
    yield companion_slot(SAFETY, key, "comment")


def _overall(template: Template) -> DomainPart:
    overall = template.overall
    graded = overall.kind == "graded"
    slots = _overall_graded(template) if graded else (_overall_written(template),)
    plan = DomainPlan(
        key=OVERALL,
        title="Overall",
        purpose=overall.text,
        keys=tuple(slot.key for slot in slots),
        graded=graded,
    )
    return plan, slots


def _overall_graded(template: Template) -> tuple[Slot, ...]:
    return (
        Slot(
            key=f"{OVERALL}.grade",
            domain=OVERALL,
            kind="grade",
            text=template.overall.text or "What is the overall grade?",
            part="overall",
            help=template.overall.help,
            choices=choices_of_scale(template.scale_of()),
            required=True,
        ),
        Slot(
            key=f"{OVERALL}.reason",
            domain=OVERALL,
            kind="text",
            text="Why this overall grade?",
            part="reason",
            required=True,
        ),
        Slot(
            key=f"{OVERALL}.differs",
            domain=OVERALL,
            kind="text",
            text="Why does it differ from what your domain grades imply?",
            part="differs",
            help="Your grade stands. The reason is kept with it, and the audit carries a mark.",
            required=True,
        ),
    )


def _overall_written(template: Template) -> Slot:
    return Slot(
        key=f"{OVERALL}.written",
        domain=OVERALL,
        kind="text",
        text=template.overall.text or "What do you conclude overall?",
        part="written",
        help=template.overall.help,
        required=True,
    )
