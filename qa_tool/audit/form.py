"""The form engine: one template, one person's answers, and everything that follows from the two.

Two clients only, the window and the test stories. It keeps what it was given: an answer that is
not asked any more stays, but counts nowhere until it is asked again; an answer that this template
does not know, or cannot hold, is handed back unchanged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from qa_tool.audit import entries, following, gaps, grading, growing, offering
from qa_tool.audit.drawing import Standing, drawn
from qa_tool.audit.facts import Facts
from qa_tool.audit.plan import Plan, plan_of
from qa_tool.audit.points import added, points_of
from qa_tool.audit.slots import COMMENT, LATER, OVERALL, SAFETY, WORKED, Slot
from qa_tool.audit.values import (
    BadAnswer,
    Value,
    copied,
    normalise,
    not_applicable,
)
from qa_tool.audit.views import DomainView, Gap, Points, QuestionView
from qa_tool.template.conditions import Condition
from qa_tool.template.model import OTHER, Template

__all__ = ["BadAnswer", "Form", "Value"]

_NOTHING: frozenset[str] = frozenset()


class Form:
    """One audit as it is being answered; every change returns the keys whose view changed.

    `brought` are answers that the last one brought along (entries that a number asks for, and what
    stands in a fresh entry): whoever keeps answers keeps these too.
    """

    def __init__(
        self,
        template: Template,
        answers: Mapping[str, Value] | None = None,
        *,
        today: date,
        read_only: bool = False,
        stop_raised: bool = False,
    ) -> None:
        self.template = template
        given = answers or {}
        self._plan: Plan = plan_of(template, entries.of(template, given))
        self.today = today
        self._read_only = read_only
        self._stop_raised = stop_raised
        self._acted: frozenset[str] = _NOTHING
        self.brought: dict[str, Value] = {}
        self._answers: dict[str, Value] = {}
        self._kept_aside: dict[str, Value] = {}
        self._problems: dict[str, str] = {}
        self._later: set[str] = set()
        self._facts = Facts(today.isoformat())
        self._live = self._facts.live
        self._asked: set[str] = set()
        self._views: dict[str, QuestionView] = {}
        self._domain_views: dict[str, DomainView] = {}
        self._domain_gaps: dict[str, tuple[Gap, ...]] = {}
        self._implied: grading.Implication | None = None
        for key, value in given.items():
            self._take_in(key, value)
        self._evaluate(tuple(self._plan.order))
        if not read_only:
            self._grow(tuple(self._plan.order), again=True)

    # ---- what there is -----------------------------------------------------------------------

    @property
    def answers(self) -> dict[str, Value]:
        """A copy of all that is kept: answers, companions, flags, and what does not fit."""
        kept = {key: copied(value) for key, value in self._answers.items()}
        kept |= {key: copied(value) for key, value in self._kept_aside.items()}
        return kept | {key + LATER: True for key in sorted(self._later)}

    @property
    def counted(self) -> dict[str, Value]:
        """A copy of the answers that count: only of questions that are asked now."""
        return {key: copied(value) for key, value in self._live.items()}

    @property
    def worked(self) -> dict[str, Value]:
        """A copy of what was worked out from the answers: it is frozen with them at hand-in."""
        every = self._plan.slots.values()
        worked = (slot.key for slot in every if slot.calculation or slot.kind in WORKED)
        return {key: copied(self._live[key]) for key in worked if key in self._live}

    def typed(self, key: str) -> bool:
        """Whether the answer at this key holds words that somebody typed."""
        return entries.typed(self.template, key, self._live.get(key))

    def gone(self, key: str) -> bool:
        """Whether this is an answer of an entry that was taken away."""
        group, _, rest = key.partition("[")
        return (
            bool(rest)
            and group in self._plan.slots
            and key.partition("#")[0] not in self._plan.slots
        )

    def asked(self, key: str) -> bool:
        """Whether this question is asked now."""
        return key in self._asked

    def view(self, key: str) -> QuestionView:
        """One question, grade, reason, safety question or companion as it stands now."""
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = self._drawn(self._slot(key))
        return found

    def domains(self) -> tuple[DomainView, ...]:
        """Every domain in form order: the template's, then safety, then the overall."""
        return tuple(self.domain(plan.key) for plan in self._plan.domains)

    def domain(self, key: str) -> DomainView:
        """One domain as it stands now."""
        found = self._domain_views.get(key)
        if found is None:
            plan = next((plan for plan in self._plan.domains if plan.key == key), None)
            if plan is None:
                raise BadAnswer(f"This template has no domain '{key}'.")
            views = tuple(self.view(name) for name in plan.keys if name in self._asked)
            points = self.points() if key == OVERALL else self._points_in(key)
            found = replace(gaps.domain_view(plan, views, self._gaps_in(key)), points=points)
            self._domain_views[key] = found
        return found

    def points(self) -> Points | None:
        """The points of the whole audit; None where nothing is scored."""
        return added(self._points_in(plan.key) for plan in self._plan.domains)

    def gaps(self) -> tuple[Gap, ...]:
        """What is missing before hand-in, in form order."""
        return tuple(gap for plan in self._plan.domains for gap in self._gaps_in(plan.key))

    def grade(self, domain: str) -> str | None:
        """The grade given to a domain, if there is one."""
        value = self._live.get(f"{domain}.grade")
        return value if isinstance(value, str) else None

    def grades(self) -> dict[str, str]:
        """The grades given so far, by domain."""
        return {d.key: g for d in self.template.graded if (g := self.grade(d.key)) is not None}

    def overall(self) -> str | None:
        """The auditor's own overall grade, if there is one."""
        return self.grade(OVERALL)

    def implied(self) -> grading.Implication:
        """What the domain grades imply now; show it only after the auditor's own overall."""
        if self._implied is None:
            self._implied = grading.implied(self.template, self.grades(), self._facts.seen)
        return self._implied

    # ---- what may be done --------------------------------------------------------------------

    def answer(self, key: str, value: object) -> frozenset[str]:
        """Keep an answer (None clears it); raises BadAnswer, and then nothing has changed."""
        if key.endswith(LATER):
            return self.later(key.removesuffix(LATER), on=_yes(value))
        slot = self._slot(key)
        self._must_be_open()
        if slot.read_only:
            raise BadAnswer("This line is for reading only.", "It keeps what stands there.")
        kept = normalise(slot, value, self.today)
        self.brought = {}
        return self._regroup(key, kept) if slot.kind == "group" else self._put(key, kept)

    def clear(self, key: str) -> frozenset[str]:
        """Take an answer away."""
        return self.answer(key, None)

    def not_applicable(self, key: str) -> frozenset[str]:
        """Mark as not applicable, which is an answer and not a blank."""
        slot = self._slot(key)
        self._must_be_open()
        return self._put(key, not_applicable(slot))

    def later(self, key: str, on: bool) -> frozenset[str]:  # noqa: FBT001 - the contract's shape
        """Set or take away the flag 'come back later'."""
        slot = self._slot(key)
        self._must_be_open()
        if (key in self._later) == on:
            return _NOTHING
        if on and slot.owner:
            raise BadAnswer("A comment has no flag of its own.", "Flag the question itself.")
        (self._later.add if on else self._later.discard)(key)
        self._forget((key,))
        return frozenset({key})

    def safety_stop(self, *, raised: bool) -> frozenset[str]:
        """Say whether a safety stop exists: then a worrying safety answer needs no comment."""
        keys = tuple(k for k, slot in self._plan.slots.items() if slot.domain == SAFETY)
        before = [self.view(key) for key in keys]
        self._stop_raised = raised
        self._forget(keys)
        return frozenset(old.key for old in before if self.view(old.key) != old)

    def actions(self, keys: Iterable[str]) -> frozenset[str]:
        """Say at which questions actions were raised: there no comment need say why none is."""
        fresh = frozenset(keys)
        turned = (fresh ^ self._acted) & self._plan.slots.keys()
        self._acted = fresh
        also = {name for key in turned for name in self._plan.slots[key].companions}
        self._forget(tuple(turned | also))
        return frozenset(turned | also)

    # ---- inside ------------------------------------------------------------------------------

    def _slot(self, key: str) -> Slot:
        slot = self._plan.slots.get(key)
        if slot is None:
            raise BadAnswer(f"This template has no question '{key}'.", "Check the question's key.")
        return slot

    def _must_be_open(self) -> None:
        if self._read_only:
            raise BadAnswer(
                "This audit has been handed in and is only shown.", "Reopen it with a reason first."
            )

    def _take_in(self, key: str, value: Value) -> None:
        """One kept answer on opening; what does not fit is put aside and never thrown away."""
        slot = self._plan.slots.get(key)
        owner = key.removesuffix(LATER)
        if slot is None and key != owner and owner in self._plan.slots and value is True:
            self._later.add(owner)
        elif slot is None:
            self._kept_aside[key] = value
        elif slot.kind in WORKED:
            if self._read_only:  # what was frozen stands; the day and erased words change nothing
                self._answers[key] = value
        else:
            try:
                clean = normalise(slot, value, self.today)
            except BadAnswer as trouble:
                self._kept_aside[key] = value
                self._problems[key] = f"{trouble} {trouble.cure}".rstrip()
            else:
                if clean is not None:
                    self._answers[key] = clean

    def _regroup(self, key: str, value: Value | None) -> frozenset[str]:
        """Entries of a group added, taken away or moved: what they hold goes and comes with them."""
        before = self._views
        kept = self.answers
        old = kept.pop(key, None)
        if isinstance(value, list):
            kept[key] = copied(value)
            begun = growing.fresh(self.template, key, value, {**kept, key: old}, self.today)
            self.brought |= begun
            kept |= begun
        self._plan = plan_of(self.template, entries.of(self.template, kept))
        for part in (self._answers, self._kept_aside, self._problems, self._later, self._asked):
            part.clear()
        self._facts = Facts(self.today.isoformat())
        self._live = self._facts.live
        self._views, self._domain_views, self._domain_gaps = {}, {}, {}
        for name, answer in kept.items():
            self._take_in(name, answer)
        self._evaluate(tuple(self._plan.order))
        slots = self._plan.slots
        changed = {k for k, old in before.items() if k not in slots or self.view(k) != old}
        return frozenset(changed | {k for k, slot in slots.items() if slot.group == key} | {key})

    def _put(self, key: str, value: Value | None) -> frozenset[str]:
        touched = self._plan.touched(key)
        before = [self.view(name) for name in touched]
        self._kept_aside.pop(key, None)
        self._problems.pop(key, None)
        if value is None:
            self._answers.pop(key, None)
        else:
            self._answers[key] = value
        self._forget(touched)
        self._evaluate(touched)
        changed = frozenset(old.key for old in before if self.view(old.key) != old)
        return changed | self._grow(touched)

    def _grow(self, touched: tuple[str, ...], *, again: bool = False) -> frozenset[str]:
        """As many entries as the template says; on opening `again` with what was in them."""
        changed = _NOTHING
        for key in touched:
            slot = self._plan.slots.get(key)
            group = growing.group_of(self.template, key) if slot and slot.calculation else None
            count = growing.wanted(slot, self._facts.seen) if slot and key in self._asked else None
            if group is None or count is None:
                continue
            there = self._plan.entries.get(key, ())
            full = growing.filled(group, self._answers, self.today)
            first = max(map(int, there), default=0) + 1 if again else int(self._fresh(key))
            if tuple(fitted := growing.fitted(there, count, first, full)) != there:
                self.brought[key] = [*fitted]
                changed |= self._regroup(key, [*fitted] or None)
        return changed

    def _forget(self, keys: tuple[str, ...]) -> None:
        """Drop what was worked out from these."""
        self._implied = None
        for key in keys:
            self._views.pop(key, None)
            domain = self._plan.slots[key].domain
            self._domain_views.pop(domain, None)
            self._domain_gaps.pop(domain, None)

    def _evaluate(self, keys: tuple[str, ...]) -> None:
        """Work out anew which of these are asked; each sees only the asked answers before it."""
        for key in keys:
            self._facts.put(self._plan, key, None)
            self._asked.discard(key)
        for key in keys:
            slot = self._plan.slots[key]
            if self._is_asked(slot):
                self._asked.add(key)
                value = self._worth(slot)
                if value is not None:
                    self._facts.put(self._plan, key, value)

    def _worth(self, slot: Slot) -> Value | None:
        """The answer that counts: what was given and is still offered, or what is worked out."""
        value = self._answers.get(slot.key)
        if slot.kind in WORKED and value is None:
            found = slot.calculation.worth(self._facts.seen) if slot.calculation else slot.fixed
            return found if isinstance(found, str | int | float) else None
        return value if offering.stands(slot, value, self._facts.seen) else None

    def _is_asked(self, slot: Slot) -> bool:
        if slot.owner:
            return slot.owner in self._asked and self._holds(slot.ask)
        if slot.group and slot.group not in self._asked:
            return False
        if slot.part == "differs":
            self._implied = None
            return grading.departs(self.template, self.implied(), self.overall() or "")
        return self._holds(slot.ask)

    def _holds(self, condition: Condition | None) -> bool:
        return condition is None or condition.holds(self._facts.seen)

    def _is_required(self, slot: Slot) -> bool:
        answer = self._live.get(slot.owner)
        if slot.key.endswith(f"#{OTHER}"):
            return answer == OTHER or (isinstance(answer, list) and OTHER in answer)
        if slot.owner:
            return self._companion_required(slot, answer)
        return slot.required or (slot.require is not None and slot.require.holds(self._facts.seen))

    def _acts(self, slot: Slot) -> bool:
        return slot.key in self._asked and following.asks_for_action(slot, self._facts.seen)

    def _companion_required(self, slot: Slot, answer: Value | None) -> bool:
        """Evidence where it is asked, and the comment that stands for a safety stop or an action."""
        if slot.required:
            return slot.key in self._asked
        owner = self._plan.slots[slot.owner]
        if slot.key.endswith(COMMENT) and owner.key not in self._acted and self._acts(owner):
            return True
        worry = isinstance(answer, str) and answer in owner.worry
        return worry and not self._stop_raised

    def _problem(self, slot: Slot, value: Value | None) -> str:
        if slot.key in self._problems or slot.key not in self._asked:
            return self._problems.get(slot.key, "")
        uneven = growing.uneven(slot, value, self._facts.seen)
        return uneven or offering.problem(slot, value, self._facts)

    def _drawn(self, slot: Slot) -> QuestionView:
        worked = slot.kind in WORKED
        value = (self._live if worked else self._answers).get(slot.key)
        key = slot.key
        now = Standing(
            choices=offering.choices(slot, value, self._facts.seen, self.today),
            later=key in self._later,
            asked=key in self._asked,
            required=self._is_required(slot),
            read_only=self._read_only or slot.read_only or worked,
            problem=self._problem(slot, value),
            fresh=self._fresh(key) if slot.kind == "group" else "",
            acts=self._acts(slot),
            acted=key in self._acted,
            theme=following.suggested(slot, self._live.get(key), self._facts.seen),
        )
        return drawn(slot, value, now)

    def _fresh(self, group: str) -> str:
        """A number that no entry of this group has, or has had."""
        own = self._answers.get(group)
        known = [int(n) for n in own if isinstance(n, str)] if isinstance(own, list) else []
        return str(max([*known, *entries.numbers(group, self._kept_aside)], default=0) + 1)

    def _points_in(self, domain: str) -> Points | None:
        slots = (slot for slot in self._plan.slots.values() if slot.domain == domain)
        return points_of(slots, self._asked.__contains__, self._live.get)

    def _gaps_in(self, domain: str) -> tuple[Gap, ...]:
        found = self._domain_gaps.get(domain)
        if found is None:
            plan = next(plan for plan in self._plan.domains if plan.key == domain)
            views = (self.view(name) for name in plan.keys if name in self._asked)
            found = self._domain_gaps[domain] = tuple(
                gap
                for view in views
                for gap in gaps.question_gaps(plan, self._plan.slots[view.key], view, self.view)
            )
        return found


def _yes(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return value is True
    raise BadAnswer("This flag is only on or off.", "Set it or take it away.")
