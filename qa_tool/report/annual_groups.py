"""The audits of a frozen set in groups that may be added up, and what a grade is called there."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa_tool.disclosure.table import CountsTable
from qa_tool.figures.weighted import in_proportion
from qa_tool.publication.frozen import Frozen, FrozenAudit, FrozenForm
from qa_tool.report.naming import plain
from qa_tool.sampling.precision import Counted
from qa_tool.template.model import Scale

GOOD, BELOW, NONE = "Good or better", "Below good", "Not graded"
LEAST = 10  # audits of a group, and on average of a line, below which no grades are shown
ETHNICITIES = {
    "white": "White", "asian": "Asian or Asian British", "black": "Black or Black British",
    "mixed": "Mixed or multiple", "other": "Other ethnic group", "not_recorded": "Not recorded",
}  # fmt: skip
AGES = {
    "unborn": "Unborn", "0_4": "0 to 4", "5_9": "5 to 9", "10_15": "10 to 15", "16_17": "16 and 17",
    "18_25": "18 to 25",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditGroup:
    """Audits of one version of a template and one kind of case: only these make one rate."""

    key: str
    form: FrozenForm
    kind: str
    version: str
    audits: tuple[FrozenAudit, ...]
    scale: Scale | None

    @property
    def title(self) -> str:
        """`Core case audit: child in need`."""
        return f"{self.form.title} {self.version}".strip() + f": {plain(self.kind).lower()}"

    @property
    def words(self) -> str:
        """How the group is called inside a sentence."""
        return f"{plain(self.kind).lower()} ({self.form.title}{' ' + self.version if self.version else ''})"

    @property
    def mark(self) -> tuple[str, str]:
        """What makes it a group of its own: the very form, and the kind of case."""
        return self.form.fingerprint, self.kind

    @property
    def n(self) -> int:
        """How many audits it has."""
        return len(self.audits)

    @property
    def enough(self) -> bool:
        """Whether grades are shown at all."""
        return self.n >= LEAST


def groups_of(frozen: Frozen) -> tuple[AuditGroup, ...]:
    """The groups, the largest first; their keys are the same on every reading."""
    found: dict[tuple[str, str], list[FrozenAudit]] = {}
    for audit in frozen.counted:
        found.setdefault((audit.form, audit.kind), []).append(audit)
    order = sorted(found, key=lambda at: (-len(found[at]), frozen.form(at[0]).key, at))
    groups = []
    for number, (mark, kind) in enumerate(order, 1):
        form = frozen.form(mark)
        same = [
            one
            for one in frozen.forms
            if one.key == form.key and one.fingerprint in {m for m, _ in order}
        ]
        alike = sum(1 for one in same if one.version == form.version)
        version = (
            "" if len(same) == 1 else form.version if alike == 1 else f"{form.version} ({mark[:6]})"
        )
        groups.append(
            AuditGroup(
                f"group-{number}", form, kind, version, tuple(found[mark, kind]),
                frozen.scale(form.overall) if form.overall else None,
            )
        )  # fmt: skip
    return tuple(groups)


def parts_of(
    frozen: Frozen, group: AuditGroup, holds: Callable[[FrozenAudit], bool]
) -> dict[str, Counted] | None:
    """The parts of the lists that a group was drawn from: cases of its kind, audits, those for which it `holds`.

    None where one of its audits is from no list that is known, or from one that has fewer such cases.
    """
    if not group.audits or any(frozen.stratum(audit) is None for audit in group.audits):
        return None
    n = Counter((audit.listed, audit.stratum) for audit in group.audits)
    k = Counter((audit.listed, audit.stratum) for audit in group.audits if holds(audit))
    found = {
        f"{listed}-{at}": Counted(stratum.sizes.get(group.kind, 0), n[listed, at], k[listed, at])
        for listed in sorted({audit.listed for audit in group.audits})
        for at, stratum in enumerate(frozen.lists[listed - 1].strata)
    }
    if any(one.size < one.drawn for one in found.values()):
        return None
    return {name: one for name, one in found.items() if one.size}


def listed_size(frozen: Frozen, group: AuditGroup) -> int:
    """How long the list is that a group was drawn from, every part alike; 0 where that cannot be said."""
    parts = parts_of(frozen, group, lambda _audit: False)
    if parts is None or not in_proportion(parts):
        return 0
    return sum(one.size for one in parts.values())


def form_names(frozen: Frozen, marks: Iterable[str]) -> dict[str, str]:
    """What the templates of these fingerprints are called, each differently: with the version where needed."""
    known = {form.fingerprint: form for form in frozen.forms}
    found = {mark: known[mark].title if mark in known else "Another template" for mark in marks}
    titles = Counter(found.values())
    found = {
        mark: f"{title} {known[mark].version}" if titles[title] > 1 and mark in known else title
        for mark, title in found.items()
    }
    alike = Counter(found.values())
    return {
        mark: f"{title} ({mark[:6]})" if alike[title] > 1 else title
        for mark, title in found.items()
    }


def grade_columns(scale: Scale, grades: Iterable[str]) -> tuple[str, ...]:
    """The grades by name, best first, and `Not graded` where something has no rank."""
    known = {grade.key for grade in scale.ranked}
    names = tuple(grade.name for grade in scale.ranked)
    return (*names, NONE) if any(grade not in known for grade in grades) else names


def grade_of(scale: Scale, key: str) -> str:
    """The column that a grade is counted in."""
    grade = scale.grade(key)
    return grade.name if grade is not None and grade.rank is not None else NONE


def half_of(scale: Scale, key: str) -> str:
    """Good or better, below, or not graded."""
    grade = scale.grade(key)
    if grade is None or grade.rank is None:
        return NONE
    return GOOD if grade.good_or_better else BELOW


def better(scale: Scale) -> tuple[str, ...]:
    """The names of the grades that are good or better."""
    return tuple(grade.name for grade in scale.ranked if grade.good_or_better)


Cells = tuple[tuple[int, ...], ...]


def crossed(
    audits: Iterable[FrozenAudit], rows: Sequence[str], columns: Sequence[str],
    place: Callable[[FrozenAudit], tuple[str, str]],
) -> Cells:  # fmt: skip
    """Counts by row and column, where `place` says where an audit stands."""
    found = Counter(place(audit) for audit in audits)
    return tuple(tuple(found[row, column] for column in columns) for row in rows)


def folded(sizes: dict[str, int], order: Sequence[str], least: int, into: str) -> dict[str, str]:
    """Which label each value is counted under: those with fewer than `least` go together.

    One alone under the common label would be told by being missing, so the next smallest joins it.
    """
    named = [name for name in order if sizes.get(name)]
    small = [name for name in named if sizes[name] < least]
    large = sorted((n for n in named if n not in small), key=lambda name: (sizes[name], name))
    while small and large and (len(small) == 1 or sum(sizes[name] for name in small) < least):
        small.append(large.pop(0))
    return {name: into if name in small else name for name in named}


def listed_counts(  # noqa: PLR0913  each is a fact of its own
    key: str, title: str, counts: dict[str, int], column: str = "Audits", *, row_word: str,
    period: str = "", population: str = "", wanted: tuple[str, ...] = (),
) -> CountsTable:  # fmt: skip
    """A list of counts as a table of one column."""
    return CountsTable(
        key, title, tuple(counts), (column,), tuple((n,) for n in counts.values()),
        population=population, row_word=row_word, period=period, wanted=wanted,
    )  # fmt: skip


def grid(  # noqa: PLR0913  each is a fact of its own
    key: str, title: str, found: Counter[tuple[str, str]], rows: Iterable[str],
    columns: Iterable[str], *, row_word: str, period: str = "", population: str = "",
) -> CountsTable:  # fmt: skip
    """Counts by row and column as a table."""
    lines, wide = tuple(rows), tuple(columns)
    cells = tuple(tuple(found[row, column] for column in wide) for row in lines)
    return CountsTable(
        key, title, lines, wide, cells, population=population, row_word=row_word, period=period
    )
