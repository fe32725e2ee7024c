"""The lists that the audits of a year were drawn from: sizes and chances, without a case or a name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qa_tool.figures.dataset import AuditFact
from qa_tool.publication.frozen import FrozenList, FrozenStratum
from qa_tool.sampling.model import Sample
from qa_tool.store import sample as shelf
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists in the order of their rounds, and where every audit stands: list (from 1) and stratum."""

    lists: tuple[FrozenList, ...]
    places: dict[str, tuple[int, int]]


def lists(workspace: Workspace, audits: Iterable[AuditFact]) -> Lists:
    """The lists of these audits; an audit whose case is in no recorded draw has no place."""
    by_draw: dict[tuple[str, str], list[AuditFact]] = {}
    for audit in audits:
        if audit.selection == "random":
            by_draw.setdefault((audit.round, audit.template), []).append(audit)
    found: list[FrozenList] = []
    places: dict[str, tuple[int, int]] = {}
    for (round_, template), mine in sorted(by_draw.items()):
        kept = shelf.samples(workspace.store, round_=round_, template=template, states=("drawn",))
        if not kept:
            continue
        sample = kept[-1].sample
        strata = shelf.strata_of(workspace.store, sample)
        found.append(_frozen(workspace, sample, strata))
        drawn = set(sample.drawn)
        places |= {
            audit.id: (len(found), strata[audit.case])
            for audit in mine
            if audit.case in strata and audit.case in drawn
        }
    return Lists(tuple(found), places)


def _frozen(workspace: Workspace, sample: Sample, strata: dict[str, int]) -> FrozenList:
    drawn = Counter(strata[case] for case in sample.drawn if case in strata)
    sizes = shelf.sizes(workspace.store, sample)
    return FrozenList(
        sample.round, sample.template, sample.rules.method,
        tuple(FrozenStratum(kinds, drawn[at]) for at, kinds in enumerate(sizes)),
    )  # fmt: skip
