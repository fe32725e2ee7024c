"""What is still missing, said in sentences, and how far a domain has come."""

from collections.abc import Callable, Iterator, Sequence

from qa_tool.audit.slots import SAFETY, WITHOUT_ANSWER, DomainPlan, Part, Slot
from qa_tool.audit.views import DomainState, DomainView, Gap, QuestionView, Why
from qa_tool.template.model import EVIDENCE, OTHER

LONGEST_QUOTE = 110

# What is said, and which sort of gap it is, when something required has no answer.
_MISSING: dict[Part, tuple[Why, str]] = {
    "grade": ("grade", "{domain} has no grade yet. Choose the description that fits best."),
    "reason": ("reason", "{domain} has a grade but no reason. Say in your own words why."),
    "safety": ("safety", "{domain}: “{question}” must be answered in every audit."),
    "overall": ("overall", "{domain}: the audit has no overall grade yet. Give your own first."),
    "written": ("overall", "{domain}: nothing has been concluded yet under “{question}”."),
    "differs": (
        "differs",
        "{domain}: your grade differs from what the domain grades imply. Say why.",
    ),
    "companion": (
        "safety",
        (
            "{domain}: the answer to “{question}” is a worry. Raise a safety stop, "
            "or say in the comment why none is needed."
        ),
    ),
}
_UNCOUNTED = WITHOUT_ANSWER | {"group"}  # what stands in a group is counted, the group is not
_PLAIN: tuple[Why, str] = ("required", "{domain}: “{question}” has no answer yet.")


def question_gaps(
    plan: DomainPlan, slot: Slot, view: QuestionView, look: Callable[[str], QuestionView]
) -> Iterator[Gap]:
    """What is missing at one asked question and its companions."""
    companions = [look(name) for name in slot.companions]
    for misfit in (view, *companions):
        if misfit.problem:
            words = f"{plan.title}: the kept answer to “{_named(view)}” does not fit. "
            yield Gap(misfit.key, plan.key, words + misfit.problem, "problem")
    missing = view.required and not view.answered and not view.problem
    if missing and not _before_its_grade(slot, look):
        yield _missing(plan, slot, view)
    if slot.kind == "group" and not missing:
        yield from _too_few(plan, slot, view)
    for companion in companions:
        if companion.required and not companion.answered:
            yield _beside(plan, view, companion)
    if view.later:
        words = f"{plan.title}: “{_named(view)}” is marked to come back to."
        yield Gap(view.key, plan.key, words, "later")


def domain_view(plan: DomainPlan, views: Sequence[QuestionView], gaps: Sequence[Gap]) -> DomainView:
    """One domain from the views of what is asked in it now."""
    takes = [view for view in views if view.kind not in _UNCOUNTED]
    answered = sum(view.answered for view in takes)
    given = next((view for view in views if view.key == f"{plan.key}.grade"), None)
    choice = next((c for c in given.choices if c.key == given.value), None) if given else None
    state: DomainState = "begun"
    if not answered:
        state = "empty"
    elif not gaps:
        state = "done"
    return DomainView(
        key=plan.key,
        title=plan.title,
        purpose=plan.purpose,
        graded=plan.graded,
        limiting=plan.limiting,
        caps=plan.caps,
        grade=choice.key if choice else None,
        grade_name=choice.text if choice else "",
        tone=choice.tone if choice else "none",
        answered=answered,
        asked=len(takes),
        questions=tuple(view.key for view in views),
        state=state,
    )


def _before_its_grade(slot: Slot, look: Callable[[str], QuestionView]) -> bool:
    """A reason is missed only once there is a grade; until then the grade is what is missing."""
    return slot.part == "reason" and not look(f"{slot.domain}.grade").answered


def _missing(plan: DomainPlan, slot: Slot, view: QuestionView) -> Gap:
    """Something required has no answer: in the template's own words, or in ours."""
    if slot.required_message:
        place = f"{view.within}: " if view.within else ""
        words = f"{plan.title}: {place}{slot.required_message}"
        return Gap(view.key, plan.key, words, "required")
    if slot.cells and isinstance(view.value, dict) and view.value:
        left = len(slot.cells) - len(view.value)
        parts = f"{left} parts" if left > 1 else "1 part"
        words = f"{plan.title}: “{_named(view)}” has {parts} without an answer."
        return Gap(view.key, plan.key, words, "required")
    if slot.kind == "group":
        words = f"{plan.title}: nothing has been added under “{_named(view)}” yet."
        return Gap(view.key, plan.key, words, "required")
    return _said(plan, slot.part, view.key, _named(view))


def _too_few(plan: DomainPlan, slot: Slot, view: QuestionView) -> Iterator[Gap]:
    there = len(view.value) if isinstance(view.value, list) else 0
    if slot.least is not None and there < slot.least:
        words = f"{plan.title}: “{_named(view)}” has {there} of at least {slot.least:g}."
        yield Gap(view.key, plan.key, words, "required")


def _beside(plan: DomainPlan, view: QuestionView, companion: QuestionView) -> Gap:
    """What is missing beside an answer: evidence, an action, one's own words, or about safety."""
    name = f"{plan.title}: “{_named(view)}”"
    if companion.key.endswith(f"#{EVIDENCE}"):
        return Gap(
            companion.key, plan.key,
            f"{name} is answered so that evidence is asked for. Name the record that shows it.",
            "evidence",
        )  # fmt: skip
    if view.acts and not view.acted and view.domain != SAFETY:
        return Gap(
            companion.key, plan.key,
            f"{name} is answered so that an action is asked for. Raise one, "
            "or say in the comment why none is needed.",
            "action",
        )  # fmt: skip
    if companion.key.endswith(f"#{OTHER}"):
        return Gap(companion.key, plan.key, _own_words(plan, view), "required")
    return _said(plan, "companion", companion.key, _named(view))


def _own_words(plan: DomainPlan, view: QuestionView) -> str:
    return f"{plan.title}: “{_named(view)}” is answered with another answer. Say which."


def _said(plan: DomainPlan, part: Part, key: str, question: str) -> Gap:
    why, words = _MISSING.get(part, _PLAIN)
    return Gap(key, plan.key, words.format(domain=plan.title, question=question), why)


def _named(view: QuestionView) -> str:
    """A question as it is quoted, with the entry in which it stands."""
    return f"{view.within}: {_short(view.text)}" if view.within else _short(view.text)


def _short(text: str) -> str:
    """A question short enough to be quoted in a list."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + "…"
