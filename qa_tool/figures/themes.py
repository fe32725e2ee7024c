"""Strengths and areas for development: which domains stand out, and what auditors marked as a strength."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_tool.figures.basis import Group
from qa_tool.figures.dataset import AuditFact, Words
from qa_tool.figures.distribution import Distribution, by_domain
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.template.model import Domain, Scale

STRENGTH = "strength."


@dataclass(frozen=True, slots=True)
class Theme:
    """One domain of one group, with how its grades are spread."""

    domain: Domain
    spread: Distribution

    @property
    def share(self) -> float:
        """The share that is good or better."""
        return self.spread.good / self.spread.n


@dataclass(frozen=True, slots=True)
class Themes:
    """The domains of one group: working, worrying, in between, and those with too few grades to say."""

    working: tuple[Theme, ...]
    worrying: tuple[Theme, ...]
    between: tuple[Theme, ...]
    too_few: tuple[Theme, ...]


def themes(group: Group, at_most: int = 3) -> Themes:
    """Working: at least half are good or better; worrying: fewer than half, or one in five the worst grade.

    At most so many of each, the clearest first; a domain stands in one place only.
    """
    all_of_them = [Theme(domain, spread) for domain, spread in by_domain(group)]
    few = tuple(theme for theme in all_of_them if theme.spread.n < TOO_FEW)
    enough = [theme for theme in all_of_them if theme.spread.n >= TOO_FEW]
    worry = sorted(
        (theme for theme in enough if worrying(theme)),
        key=lambda theme: (theme.share, -theme.spread.worst),
    )
    work = sorted(
        (theme for theme in enough if not worrying(theme)),
        key=lambda theme: (-theme.share, theme.spread.worst),
    )
    return Themes(
        tuple(work[:at_most]),
        tuple(worry[:at_most]),
        (*work[at_most:], *reversed(worry[at_most:])),
        few,
    )


def worrying(theme: Theme) -> bool:
    """Fewer than half good or better, or at least one in five the worst grade."""
    return 2 * theme.spread.good < theme.spread.n or 5 * theme.spread.worst >= theme.spread.n


def strengths(audits: Iterable[AuditFact]) -> Iterator[tuple[AuditFact, Words]]:
    """Every strength that an auditor wrote down to share."""
    for audit in audits:
        for words in audit.words:
            if words.key.startswith(STRENGTH) and words.text.strip():
                yield audit, words


@dataclass(frozen=True, slots=True)
class BelowGood:
    """A domain graded below good, with the grade that counts and what each reader gave and why."""

    audit: AuditFact
    domain: Domain
    final: str
    first: str
    reason: str
    second: str = ""
    second_reason: str = ""


def below_good(group: Group) -> Iterator[BelowGood]:
    """Every domain of every audit whose final grade is below good."""
    for audit in group.audits:
        reasons = {words.key: words.text for words in audit.words}
        for domain in group.template.graded:
            scale = group.template.scale_of(domain)
            grade = scale.grade(audit.final_grades.get(domain.key, ""))
            if grade is not None and grade.rank is not None and not grade.good_or_better:
                read = audit.settled
                yield BelowGood(
                    audit, domain, grade.name, _name(scale, audit.grades.get(domain.key, "")),
                    reasons.get(f"{domain.key}.reason", ""),
                    _name(scale, read.grades.get(domain.key, "")) if read else "",
                    read.reasons.get(domain.key, "") if read else "",
                )  # fmt: skip


def _name(scale: Scale, key: str) -> str:
    grade = scale.grade(key)
    return grade.name if grade is not None else ""
