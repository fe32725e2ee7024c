"""Whether one auditor grades kinder or stricter than whoever reads the file again, and whether that moves.

Sign test: exact binomial, two-sided (as `agreement.sign_test`). What it is for is a talk: below ten
only counts are given, nobody is ranked, and a lean is worth a talk from eight on at p < .05. Models
that estimate a severity for each reader (Rasch, many facets) are not justified at such numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qa_tool.figures.agreement import Agreement, Single, agreement
from qa_tool.figures.compared import Subject, along, compared, scale_of
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.marginal import mean_difference
from qa_tool.figures.proportion import TOO_FEW

DISCUSS_FROM = 8
LEAN = 0.05


@dataclass(frozen=True, slots=True)
class Leaning:
    """One auditor's first grades beside the second ones, from blind re-reads that chance chose.

    `mean` is first rank minus second in grades, below 0 where the auditor was kinder; None below
    ten. `earlier` and `later` are the two halves of their audits in the order they were handed in.
    `lean` says that the direction is worth a talk; `singly` are single audits that are.
    """

    auditor: str
    whole: Agreement
    earlier: Agreement
    later: Agreement
    rounds: tuple[tuple[str, Agreement], ...]
    mean: float | None = None
    lean: bool = False

    @property
    def singly(self) -> tuple[Single, ...]:
        """Two grades apart, across the line to the worst grade, or not comparable."""
        return self.whole.singly

    @property
    def discuss(self) -> bool:
        """Whether there is something to talk about; it is no judgement."""
        return self.lean or bool(self.singly)


def leanings(audits: Iterable[AuditFact], subject: Subject, data: DataSet) -> tuple[Leaning, ...]:
    """Every auditor of these re-reads; the order says nothing, whoever shows them sorts by name."""
    by: dict[str, list[AuditFact]] = {}
    for audit in audits:
        if audit.form == subject.form and audit.reading is not None:
            by.setdefault(audit.auditor, []).append(audit)
    return tuple(leaning(who, by[who], subject, data) for who in sorted(by))


def leaning(auditor: str, audits: Iterable[AuditFact], subject: Subject, data: DataSet) -> Leaning:
    """One auditor's re-reads, whole, in halves and by round."""
    own = sorted(audits, key=lambda one: (one.handed_in or date.min, one.id))
    whole = compared(own, subject, data)
    half = (len(own) + 1) // 2
    return Leaning(
        auditor, whole, compared(own[:half], subject, data), compared(own[half:], subject, data),
        along(own, subject, data, lambda one: one.round),
        mean_difference(whole.table) if whole.n >= TOO_FEW else None,
        whole.n >= DISCUSS_FROM and whole.p is not None and whole.p < LEAN,
    )  # fmt: skip


def nobody(subject: Subject, data: DataSet) -> Agreement:
    """An agreement of nothing, on the subject's scale."""
    return agreement((), scale_of(subject, data))
