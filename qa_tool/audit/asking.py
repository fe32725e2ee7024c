"""The slots of each domain: the template's own questions, and those that every grade brings with it."""

from collections.abc import Iterator

from qa_tool.audit.slots import NOT_APPLICABLE, OVERALL, SAFETY, WITHOUT_ANSWER, DomainPlan, Slot
from qa_tool.audit.views import ChoiceView
from qa_tool.template.conditions import Condition, parse
from qa_tool.template.model import (
    Companion,
    Domain,
    Grade,
    Question,
    SafetyQuestion,
    Scale,
    Template,
)

YES_NO = (("yes", "Yes"), ("no", "No"))
NOT_KNOWN = ("not_known", "Not known")
PRIORITIES = (("high", "High"), ("medium", "Medium"), ("low", "Low"))
COMPANION_WORDS: dict[Companion, tuple[str, str]] = {
    "comment": ("text", "Comment"),
    "date": ("date", "Date"),
    "priority": ("one_of", "Priority"),
    "yes_no": ("yes_no", "Yes or no"),
}

DomainPart = tuple[DomainPlan, tuple[Slot, ...]]


def domain_parts(template: Template) -> Iterator[DomainPart]:
    """Every domain with its slots: the template's in order, then safety, then the overall."""
    for domain in template.domains:
        yield _template_domain(template, domain)
    if template.safety:
        yield _safety(template)
    if template.overall.kind != "absent":
        yield _overall(template)


def choices_of_scale(scale: Scale) -> tuple[ChoiceView, ...]:
    """The grades of a scale in display order."""
    ordered = sorted(scale.grades, key=lambda grade: grade.position)
    return tuple(
        ChoiceView(grade.key, grade.name, grade.tone, place)
        for place, grade in enumerate(ordered, start=1)
    )


def _plain(*pairs: tuple[str, str]) -> tuple[ChoiceView, ...]:
    return tuple(
        ChoiceView(key, text, "none", place) for place, (key, text) in enumerate(pairs, start=1)
    )


def _template_domain(template: Template, domain: Domain) -> DomainPart:
    slots: list[Slot] = []
    for question in domain.questions:
        slots.extend(_question(template, domain, question))
    if domain.graded:
        slots.extend(_graded(template, domain))
    plan = DomainPlan(
        key=domain.key,
        title=domain.title,
        purpose=domain.purpose,
        keys=tuple(slot.key for slot in slots if not slot.owner),
        graded=domain.graded,
        limiting=domain.limiting,
        caps=domain.caps,
    )
    return plan, tuple(slots)


def _question(template: Template, domain: Domain, question: Question) -> Iterator[Slot]:
    """The question's own slot, then one for each companion."""
    answerable = question.kind not in WITHOUT_ANSWER
    yield Slot(
        key=question.key,
        domain=domain.key,
        kind=question.kind,
        text=question.text,
        help=question.help,
        look_at=question.look_at,
        choices=_question_choices(template, question),
        required=question.required and answerable,
        require=_condition(question.required_when) if answerable else None,
        ask=_condition(question.ask_when),
        companions=tuple(f"{question.key}#{name}" for name in question.companions),
        allow_na=question.allow_na,
        least=question.least,
        most=question.most,
        whole=question.whole,
        unit=question.unit,
        not_future=question.not_future,
    )
    for name in question.companions:
        yield _companion(domain.key, question.key, name)


def _condition(text: str) -> Condition | None:
    return parse(text) if text.strip() else None


def _question_choices(template: Template, question: Question) -> tuple[ChoiceView, ...]:
    if question.choices:
        return _plain(*((choice.key, choice.text) for choice in question.choices))
    if question.kind == "grade" or (question.scale and question.kind != "score"):
        wanted = question.scale or template.scale
        return choices_of_scale(next(s for s in template.scales if s.key == wanted))
    if question.kind == "yes_no":
        shipped = next((s for s in template.scales if s.key == "yes_no"), None)
        if shipped is not None:
            return choices_of_scale(shipped)
        return _plain(*YES_NO, ("not_applicable", "Not applicable"), NOT_KNOWN)
    return ()


def _companion(domain: str, owner: str, name: Companion) -> Slot:
    kind, text = COMPANION_WORDS[name]
    choices: tuple[ChoiceView, ...] = ()
    if name == "priority":
        choices = _plain(*PRIORITIES)
    elif name == "yes_no":
        choices = _plain(*YES_NO)
    return Slot(f"{owner}#{name}", domain, kind, text, "companion", owner=owner, choices=choices)


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
        choices=_plain(*YES_NO, NOT_KNOWN),
        companions=(f"{key}#comment",),
        required=True,
        worry=frozenset(question.worry),
    )
    yield _companion(SAFETY, key, "comment")


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
