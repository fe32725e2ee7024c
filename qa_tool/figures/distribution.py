"""How grades are spread: counts first, good or better second, and what has no grade beside it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_tool.figures.proportion import interval_words, percent, percent_words, wilson
from qa_tool.template.model import Domain, Grade, Scale

if TYPE_CHECKING:  # whoever counts a few grades needs no data set
    from qa_tool.figures.basis import Group


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts per ranked grade, best first; `unranked` are not enough evidence, `blank` no grade at all."""

    scale: Scale
    counts: tuple[tuple[Grade, int], ...]
    unranked: int
    blank: int

    @property
    def n(self) -> int:
        """How many were graded: the number that percentages rest on."""
        return sum(count for _grade, count in self.counts)

    @property
    def good(self) -> int:
        """How many were graded good or better."""
        return sum(count for grade, count in self.counts if grade.good_or_better)

    @property
    def worst(self) -> int:
        """How many got the worst grade of the scale."""
        return self.counts[-1][1] if self.counts else 0

    @property
    def percent(self) -> int | None:
        """Good or better in whole percent; None below ten."""
        return percent(self.good, self.n)

    @property
    def wilson(self) -> tuple[float, float]:
        """The interval of good or better, as shares."""
        return wilson(self.good, self.n)

    @property
    def words(self) -> str:
        """`62%`, `5 of 8` or `no audits`."""
        return percent_words(self.good, self.n)

    @property
    def interval(self) -> str:
        """`46 to 76`, or nothing below ten."""
        return interval_words(self.good, self.n)

    @property
    def median_rank(self) -> int | None:
        """The rank of the middle grade, the worse of two middles."""
        if not self.n:
            return None
        seen = 0
        for grade, count in self.counts:
            seen += count
            if seen > self.n // 2:
                return grade.rank
        return None


def distribute(grades: Iterable[str], scale: Scale) -> Distribution:
    """Count grades on their scale; a key that the scale does not know has no grade here."""
    found = Counter(grades)
    ranked = tuple((grade, found.pop(grade.key, 0)) for grade in scale.ranked)
    outside = sum(found.pop(grade.key, 0) for grade in scale.grades if grade.rank is None)
    return Distribution(scale, ranked, outside, sum(found.values()))


def overall(group: "Group") -> Distribution | None:
    """The final overall grades of a group; None where its template gives no overall grade."""
    if group.template.overall.kind != "graded":
        return None
    return distribute((audit.final_overall for audit in group.audits), group.template.scale_of())


def by_domain(group: "Group") -> tuple[tuple[Domain, Distribution], ...]:
    """The final grades of every graded domain, in the template's order."""
    return tuple(
        (
            domain,
            distribute(
                (audit.final_grades.get(domain.key, "") for audit in group.audits),
                group.template.scale_of(domain),
            ),
        )
        for domain in group.template.graded
    )
