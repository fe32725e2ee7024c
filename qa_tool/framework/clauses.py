"""A framework clause by clause, in plain words: what the page, the paper and every comparison read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.framework import settings
from qa_tool.framework.model import Content, Planned
from qa_tool.notice.ladder import KINDS, Ladder
from qa_tool.sampling.model import METHODS
from qa_tool.template.model import Scale, Template
from qa_tool.theme.model import TONES, Theme

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
INDEPENDENCE: Mapping[str, str] = {
    "other_team": "not one's own team",
    "other_area": "not one's own area",
    "fresh_eyes": "never the same file twice running",
    "trained": "trained auditors only",
    "accredited": "accredited auditors only",
}
SECTIONS: Mapping[str, tuple[str, str]] = {
    "templates": ("Templates", "What an audit asks. The whole text of each travels with the framework."),
    "scales": ("Scales", "What is graded on. They stand in the templates' own text."),
    "calendar": ("Calendar", "The rounds of a year. Each round is still made on the page Rounds."),
    "sampling": ("Sampling", "How cases come into an audit."),
    "moderation": ("Second readings", "How many audits are read again, and how soon."),
    "clocks": ("Clocks", "How long things may take."),
    "counting": ("Following up and counting", "What is verified, and from where a figure is shown."),
    "ladders": ("Ladders of QA notices", "Who answers a notice, and within how many days."),
    "codebook": ("Codebook of themes", "What is tagged as a strength or an area for development."),
}  # fmt: skip
NOT_IN_IT = (
    "Not in a framework: the numbers to ring when a child may be in danger, the council's name, the "
    "titles of its posts, its house style, whether case numbers are kept. Each council sets its own."
)
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: where it stands, what it is about, and its facts, each with what it is called."""

    id: str
    section: str
    title: str
    facts: tuple[tuple[str, str], ...]
    why: str = ""
    number: str = ""

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


def clauses(content: Content, templates: Mapping[str, Template]) -> tuple[Clause, ...]:
    """Every clause in order, numbered; `templates` are by fingerprint."""
    made = [
        *_templates(content, templates),
        *_scales(content, templates),
        *_calendar(content),
        *_settings(content),
        *(_ladder(one) for one in content.ladders),
        *(_theme(one) for one in content.themes),
    ]
    return tuple(_numbered(made))


def _numbered(made: Sequence[Clause]) -> Iterator[Clause]:
    for number, section in enumerate(SECTIONS, 1):
        inside = [one for one in made if one.section == section]
        for place, one in enumerate(inside, 1):
            yield replace(one, number=f"{number}.{place}")


def titles(found: Iterable[Clause]) -> dict[str, str]:
    """What each clause is called, by its id; the framework as a whole too."""
    return {WHOLE: "The framework as a whole"} | {one.id: one.heading for one in found}


def _templates(content: Content, templates: Mapping[str, Template]) -> Iterator[Clause]:
    for ref in content.templates:
        template = templates.get(ref.fingerprint)
        facts = [("Version", ref.version)]
        if template is not None:
            graded = len(template.graded)
            n = sum(len(domain.questions) for domain in template.domains)
            facts += [
                ("About a", template.subject),
                ("Expected time", f"{template.minutes} minutes"),
                ("Domains", "; ".join(_domain(d.title, limiting=d.limiting) for d in template.domains)),
                ("Graded domains", str(graded)),
                ("Questions", f"{n}, and {len(template.safety)} safety questions"),
                ("Scale", template.scale_of().title),
                ("Rules of grading", str(len(template.rules))),
            ]  # fmt: skip
        facts.append(("Fingerprint", ref.fingerprint[:16]))
        yield Clause(f"template/{ref.key}", "templates", ref.title, tuple(facts))


def _domain(title: str, *, limiting: bool) -> str:
    return f"{title} (limiting)" if limiting else title


def scales_of(content: Content, templates: Mapping[str, Template]) -> tuple[Scale, ...]:
    """Every scale that the templates bring, each once, in their order."""
    found: dict[Scale, None] = {}
    for ref in content.templates:
        template = templates.get(ref.fingerprint)
        if template is not None:
            found |= dict.fromkeys(template.scales)
    return tuple(found)


def _scales(content: Content, templates: Mapping[str, Template]) -> Iterator[Clause]:
    seen: dict[str, int] = {}
    for scale in scales_of(content, templates):
        seen[scale.key] = seen.get(scale.key, 0) + 1
        again = f"/{seen[scale.key]}" if seen[scale.key] > 1 else ""
        grades = sorted(scale.grades, key=lambda grade: grade.position)
        facts = [
            ("Grades", "; ".join(one.name for one in grades)),
            ("In order of merit", "; ".join(one.name for one in scale.ranked) or "not ranked"),
        ]
        if scale.valid_from:
            facts.append(("From", _day(scale.valid_from)))
        if scale.source:
            facts.append(("Source", scale.source))
        yield Clause(f"scale/{scale.key}{again}", "scales", scale.title, tuple(facts))


def _calendar(content: Content) -> Iterator[Clause]:
    names = {ref.key: ref.title for ref in content.templates}
    for one in content.rounds:
        yield Clause(f"round/{one.key}", "calendar", one.name, tuple(_planned(one, names)))
    yield Clause("calendar/days", "calendar", "Days that count", (("Days", content.holidays),))


def in_the_year(one: Planned) -> tuple[int, str]:
    """Where a round stands in the calendar: a council's year begins in April."""
    return (one.month - 4) % 12, one.key


def _planned(one: Planned, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    length = f"{one.months} month{'s' if one.months != 1 else ''}"
    yield "When", f"from {MONTHS[one.month - 1]}, {length}"
    if one.theme:
        yield "Theme", one.theme
    yield "Templates", "; ".join(names.get(key, key) for key in one.templates) or "not said"
    if one.audits:
        yield "Audits planned", str(one.audits)
    method = METHODS.get(one.method)  # type: ignore[call-overload]
    yield "How cases are drawn", f"{method[0]}. {method[1]}" if method else one.method
    if one.due_days:
        yield "Due", f"{one.due_days} working days after it is given"
    rules = [INDEPENDENCE.get(rule, rule) for rule in one.independence]
    yield "Independence", "; ".join(["not one's own case or line", *rules])
    if one.same_file_months:
        yield "The same file", f"not by the same auditor within {one.same_file_months} months"
    if one.share is not None:
        yield "Read again at random, of the rest", f"{one.share} percent"


def _settings(content: Content) -> Iterator[Clause]:
    for section, rows in settings.SECTIONS.items():
        for name, title, _unit in rows:
            found = content.setting(name)
            if found is not None:
                fact = (("Value", settings.words(found)),)
                yield Clause(f"setting/{name}", section, title, fact, settings.reason(name))


def _ladder(ladder: Ladder) -> Clause:
    facts = [("For", KINDS.get(ladder.kind, ladder.kind))]
    for stage in ladder.stages:
        days = f"{stage.days} working day{'s' if stage.days != 1 else ''}"
        formal = "" if stage.formal else " (informal, a hint)"
        facts.append((stage.name, f"{stage.who}: {days}{formal}"))
    if ladder.formal_limit is not None:
        facts.append(("All formal stages together", f"at most {ladder.formal_limit} working days"))
    facts.append(("Cafcass", "at any point" if ladder.cafcass else "no"))
    facts.append(("Source", " ".join(part for part in (ladder.source, ladder.edition) if part)))
    return Clause(f"ladder/{ladder.key}", "ladders", ladder.title, tuple(facts))


def _theme(theme: Theme) -> Clause:
    facts = [("Kind", TONES[theme.tone]), ("Means", theme.definition)]
    if theme.counts:
        facts.append(("Counts", theme.counts))
    if theme.not_counts:
        facts.append(("Does not count", theme.not_counts))
    if theme.group:
        facts.append(("Group", theme.group))
    return Clause(f"theme/{theme.id}", "codebook", theme.title, tuple(facts))


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
