"""Audit feedback: one audit, for the worker whose work it is and their manager."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from qa_tool.audit.form import Form, Value
from qa_tool.audit.said import Said, in_domain
from qa_tool.errors import QAError
from qa_tool.figures.dataset import AuditFact, DataSet, Words
from qa_tool.report import parts
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    Paragraph,
    Quote,
    Report,
    TableBlock,
)
from qa_tool.report.naming import MODES, day, grade_name, plain, title_of, tones
from qa_tool.template.model import Domain, Template

SPACE = "\n" * 7  # room to write by hand


@dataclass(frozen=True, slots=True)
class Replied:
    """What somebody said to the audit, and how that was answered."""

    who: str
    agrees: bool
    words: str
    said: datetime
    answered_by: str = ""
    answer: str = ""
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Who was told of the audit and when, what they replied, and when it was talked about."""

    told: tuple[tuple[str, date], ...] = ()
    replies: tuple[Replied, ...] = ()
    supervision: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Follows:
    """What followed from one answer: actions raised there and themes tagged there, in words."""

    actions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def build(
    data: DataSet, audit_id: str, *, reply_by: date | None = None, heard: Heard | None = None,
    follows: Mapping[str, Follows] | None = None,
) -> Report:  # fmt: skip
    """Feedback on one audit; `reply_by` is worked out by whoever knows the working days."""
    heard = heard or Heard()
    audit = next((found for found in data.audits if found.id == audit_id), None)
    if audit is None:
        raise QAError(
            "There is no such audit in this round.", "Choose the audit from the list of audits."
        )
    template = data.template_of(audit)
    told = _Told(audit, template, data.made, follows or {})
    blocks: list[Block] = [
        *parts.demonstration(data),
        *_opening(audit, template, reply_by),
        *_strengths(audit),
        Heading("Domain by domain"),
        *_domains(told),
        *_other_words(told),
        Heading("Actions"),
        *_actions(audit, template, data),
        *_replies(heard.replies),
        *(() if heard.replies else (Heading("Your reply"), *_reply(reply_by))),
    ]
    return Report(
        title="Audit feedback",
        subtitle=f"Audit {audit.reference}" + (f", {template.title}" if template else ""),
        council=data.council,
        marking=data.marking,
        made=data.made,
        blocks=tuple(blocks),
        cover=False,
        contents=False,
        facts=tuple(
            (name, value)
            for name, value in (
                ("Team", audit.team),
                ("Kind of case", plain(audit.kind_of_case)),
                ("How it was done", MODES.get(audit.mode, plain(audit.mode))),
                ("Handed in", day(audit.handed_in)),
                *((f"Told: {who}", day(on)) for who, on in heard.told),
                ("Reply by", "" if heard.replies else day(reply_by)),
                ("Talked about in supervision", ", ".join(day(on) for on in heard.supervision)),
            )
            if value
        ),
    )


def _opening(
    audit: AuditFact, template: Template | None, reply_by: date | None
) -> tuple[Block, ...]:
    graded = template is None or template.overall.kind == "graded"
    blocks: list[Block] = [Heading("In short")]
    if graded and audit.final_overall:
        name = grade_name(audit.final_overall, template)
        blocks.append(
            Paragraph(f"The overall grade is {name}.{_second(audit, name, template)}", lead=True)
        )
    blocks += _overall_words(audit, template)
    if audit.settled is not None and audit.settled.reason.strip():
        blocks.append(
            Quote(audit.settled.reason, "What was settled after the second reading, and why")
        )
    if audit.differs.strip():
        blocks.append(Quote(audit.differs, "Why the overall differs from what the domains imply"))
    until = f" by {day(reply_by)}" if reply_by else " within 5 working days of getting this"
    blocks.append(
        Callout(
            "What this is for",
            "It is about the work and what it meant for the child, not about you as a person. Read "
            f"it, talk it through in supervision, and reply{until}: you may disagree. Your reply is "
            "kept beside the audit once it has been typed into the program.",
        )
    )
    return tuple(blocks)


def _second(audit: AuditFact, name: str, template: Template | None) -> str:
    """What a second reader did to the grades: the overall and the domains are told apart."""
    if audit.settled is None:
        return ""
    first = grade_name(audit.overall, template)
    moved = [
        domain.title
        for domain in (template.graded if template else ())
        if _moved(audit, domain.key)
    ]
    if first != name:
        said = f" The auditor gave {first}; a second reader looked again and it was settled."
    elif moved:
        said = " A second reader looked at it too: the overall stands"
        return f"{said}, and the grade of {_listed(moved)} changed."
    else:
        return " A second reader looked at it too, and every grade stands."
    return f"{said} The grade of {_listed(moved)} changed." if moved else said


def _listed(titles: list[str]) -> str:
    """Up to three domains by name, more as a number."""
    if len(titles) > 3:
        return f"{len(titles)} domains"
    *first, last = titles
    return f"{', '.join(first)} and {last}" if first else last


def _moved(audit: AuditFact, domain: str) -> bool:
    return audit.final_grades.get(domain, "") != audit.grades.get(domain, "")


def _overall_words(audit: AuditFact, template: Template | None) -> list[Block]:
    """Why this overall: the auditor's words, and beside them the second reader's where they differ."""
    said = [
        words for words in audit.words
        if words.key in {"overall.reason", "overall.written"} and words.text.strip()
    ]  # fmt: skip
    second = audit.settled
    theirs = second.reasons.get("overall", "") if second else ""
    differ = second is not None and (
        audit.overall != audit.final_overall or second.overall != audit.overall
    )
    if second is None or not differ:
        return [Paragraph(words.text) for words in said]
    blocks: list[Block] = []
    name = grade_name(audit.overall, template)
    for words in said:
        label = f"The auditor gave {name}" if name else "The auditor"
        blocks += [Paragraph(label, muted=True), Paragraph(words.text)]
    if theirs:
        name = grade_name(second.overall, template)
        blocks += [Paragraph(f"The second reader gave {name}", muted=True), Paragraph(theirs)]
    return blocks


def _strengths(audit: AuditFact) -> tuple[Block, ...]:
    said = [w for w in audit.words if w.key.startswith("strength.") and w.text.strip()]
    if not said:
        return ()
    return (Heading("What was done well"), *(Quote(words.text, words.label) for words in said))


class _Told:
    """One audit with all that is told of each answer; a question is told once."""

    def __init__(
        self, audit: AuditFact, template: Template | None, today: date,
        follows: Mapping[str, Follows],
    ) -> None:  # fmt: skip
        self.audit, self.template, self.follows = audit, template, follows
        self._said: dict[str, Said] = {}
        if template is not None:
            form = Form(
                template, cast("dict[str, Value]", dict(audit.answers)), today=today, read_only=True
            )
            form.actions(key for key, found in follows.items() if found.actions)
            every = (one for domain in form.domains() for one in in_domain(form, domain))
            self._said = {one.key: one for one in every}

    def answers(self, domain: str) -> Iterator[Block]:
        """The words of a domain, each under its question, with the answer that it stands beside."""
        words: dict[str, list[Words]] = {}
        for one in self.audit.words:
            own = one.key in {f"{domain}.reason", f"{domain}.evidence"}
            if one.key.partition(".")[0] == domain and one.text.strip() and not own:
                words.setdefault(one.key.partition("#")[0], []).append(one)
        keys = dict.fromkeys([*words, *(k for k in self.follows if k in self._said)])
        for key in sorted((k for k in keys if k.partition(".")[0] == domain), key=self._place):
            yield from self._answer(key, words.get(key, []))

    def _place(self, key: str) -> int:
        order = list(self._said)
        return order.index(key) if key in order else len(order)

    def _answer(self, key: str, words: list[Words]) -> Iterator[Block]:
        said, follows = self._said.get(key), self.follows.get(key, Follows())
        if said is None:
            for one in words:
                yield from (Paragraph(one.label, muted=True), Paragraph(one.text))
            return
        yield Paragraph(said.question, muted=True)
        if said.answer:
            yield Paragraph(said.answer)
        lines = [f"{extra.label}: {extra.text}" for extra in said.beside]
        lines += [f"Action: {one}" for one in follows.actions]
        lines += ["An action is asked for here; none was raised."] if said.acts else []
        lines += [f"Theme: {one}" for one in follows.themes]
        if lines:
            yield Bullets(tuple(lines))


def _domains(told: _Told) -> tuple[Block, ...]:
    audit, template = told.audit, told.template
    if template is None:
        return (Paragraph("The template of this audit is not at hand, so its words are missing."),)
    if not template.graded:
        return (Paragraph("No domain is graded here: what was found stands below in words."),)
    rows = tuple(
        (
            domain.title,
            grade_name(audit.grades.get(domain.key, ""), template, domain),
            grade_name(audit.final_grades.get(domain.key, ""), template, domain),
        )
        for domain in template.graded
    )
    blocks: list[Block] = [
        TableBlock(
            "Grades",
            ("Domain", "Auditor", "Final"),
            ("text", "grade", "grade"),
            rows,
            tones=tones((template,)),
        )
    ]
    for domain in template.graded:
        blocks.extend(_domain(told, template, domain))
    return tuple(blocks)


def _domain(told: _Told, template: Template, domain: Domain) -> list[Block]:
    audit = told.audit
    final = audit.final_grades.get(domain.key, "")
    said = [
        words
        for words in audit.words
        if words.key.split(".", 1)[0] == domain.key and words.text.strip()
    ]
    name = grade_name(final, template, domain)
    blocks: list[Block] = [Heading(f"{domain.title}: {name}" if name else domain.title, 2)]
    descriptor = domain.descriptor(final)
    if descriptor:
        blocks.append(Callout(f"What {name} looks like", descriptor))
    reason = next((words.text for words in said if words.key == f"{domain.key}.reason"), "")
    blocks += _reasons(audit, template, domain, reason)
    for words in said:
        if words.key == f"{domain.key}.evidence":
            blocks += [Paragraph(words.label, muted=True), Paragraph(words.text)]
    blocks += told.answers(domain.key)
    if len(blocks) == (2 if descriptor else 1):
        blocks.append(Paragraph("No words were written for this domain.", muted=True))
    return blocks


def _reasons(audit: AuditFact, template: Template, domain: Domain, reason: str) -> Iterator[Block]:
    """Why this grade; each reader's grade and reason by themselves where they differ."""
    second = audit.settled
    given = audit.grades.get(domain.key, "")
    other = second.grades.get(domain.key, "") if second else ""
    final = audit.final_grades.get(domain.key, "")
    if second is None or given == other == final or (not other and given == final):
        if reason:
            yield Paragraph("Why this grade", muted=True)
            yield Paragraph(reason)
        return
    theirs = second.reasons.get(domain.key, "")
    for who, grade, words in (("Auditor", given, reason), ("Second reader", other, theirs)):
        name = grade_name(grade, template, domain) or "no grade"
        yield Paragraph(f"{who}: {name}", muted=True)
        yield Paragraph(words or "No reason was written for this grade.")


def _other_words(told: _Told) -> tuple[Block, ...]:
    audit, template = told.audit, told.template
    graded = {domain.key for domain in template.graded} if template is not None else set()
    blocks: list[Block] = []
    keys = (*(words.key for words in audit.words if words.text.strip()), *told.follows)
    for first in dict.fromkeys(key.partition(".")[0] for key in keys):
        if first in graded or first in {"overall", "strength"}:
            continue
        found = list(told.answers(first))
        blocks += [Heading(title_of(first, template), 2), *found] if found else []
    return (Heading("Other words"), *blocks) if blocks else ()


def _actions(audit: AuditFact, template: Template | None, data: DataSet) -> tuple[Block, ...]:
    rows = tuple(
        (title_of(action.domain, template), action.what, action.owner, day(action.due))
        for action in data.actions
        if action.audit == audit.id and action.state != "withdrawn"
    )
    if not rows:
        return (Paragraph("No actions came out of this audit."),)
    return (
        TableBlock(
            "What was agreed",
            ("About", "Action", "Owner", "Due"),
            ("text", "long", "text", "text"),
            rows,
        ),
    )


def _replies(replies: tuple[Replied, ...]) -> tuple[Block, ...]:
    """What was said to the audit and how it was answered: kept beside it for ever."""
    if not replies:
        return ()
    blocks: list[Block] = [Heading("Replies")]
    for one in replies:
        view = "agrees" if one.agrees else "does not agree"
        blocks.append(Quote(one.words, f"{one.who} {view}, {day(one.said)}"))
        if one.answered is not None:
            blocks.append(Callout(f"Answer of {one.answered_by}, {day(one.answered)}", one.answer))
        elif not one.agrees:
            blocks.append(Paragraph("It waits for the QA lead's answer.", muted=True))
    return tuple(blocks)


def _reply(reply_by: date | None) -> tuple[Block, ...]:
    until = f" Please reply by {day(reply_by)}." if reply_by else ""
    return (
        Paragraph(
            "What do you recognise? What do you see differently, and which record shows it? What "
            f"would help you?{until}"
        ),
        TableBlock(
            "",
            ("Who", "Name and date", "Words"),
            ("text", "text", "long"),
            (("Practitioner", "", SPACE), ("Manager", "", SPACE)),
        ),
    )
