"""Tagged themes as numbers: an audit counts once for a theme, and only what may be counted enters a share.

A tag that is missing says nothing: people tag what strikes them. So every count stands beside the
audits in which anybody tagged at all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qa_tool.figures.basis import Group, basis, why_left_out
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.proportion import interval_words, percent_words
from qa_tool.theme.codebook import Codebook
from qa_tool.theme.model import Theme, Tone

Marks = Mapping[str, frozenset[str]]  # first version of an audit: the themes found in it
FEW = 3  # two themes that came together less often than this are not said to come together


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, in words that say no more than is known."""

    k: int
    n: int

    @property
    def words(self) -> str:
        """`62%`, or `5 of 8` below ten."""
        return percent_words(self.k, self.n)

    @property
    def interval(self) -> str:
        """`46 to 76`; empty below ten."""
        return interval_words(self.k, self.n)


def marks(places: Iterable[tuple[str, str, str]], book: Codebook) -> dict[str, frozenset[str]]:
    """Which themes stand in which audit, as (audit, theme, key) tell; merged themes count where they went."""
    found: dict[str, set[str]] = {}
    for audit, theme, _key in places:
        found.setdefault(audit, set()).add(book.settled(theme))
    return {audit: frozenset(themes) for audit, themes in found.items()}


def of(audit: AuditFact, where: Marks) -> frozenset[str]:
    """The themes found in one audit."""
    return where.get(audit.chain or audit.id, frozenset())


def having(audits: Iterable[AuditFact], where: Marks, theme: str) -> tuple[AuditFact, ...]:
    """The audits in which a theme was found."""
    return tuple(audit for audit in audits if theme in of(audit, where))


def tagged(audits: Iterable[AuditFact], where: Marks) -> int:
    """In how many audits anybody tagged anything."""
    return sum(1 for audit in audits if of(audit, where))


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """One theme: in how many audits that count it was found, and in how many that are kept apart."""

    theme: Theme
    counted: int
    apart: int


def counts(data: DataSet, where: Marks, book: Codebook) -> tuple[ThemeCount, ...]:
    """Every theme of the codebook, most often found first."""
    why = why_left_out(data)
    heads = [audit for audit in data.audits if why[audit.id] != "superseded"]
    inside: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for audit in heads:
        (apart if why[audit.id] else inside).update(of(audit, where))
    rows = [ThemeCount(theme, inside[theme.id], apart[theme.id]) for theme in book.themes.values()]
    return tuple(sorted(rows, key=lambda row: (-row.counted, -row.apart, row.theme.title)))


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A theme in audits of one template and kind of case."""

    theme: Theme
    share: Share


def of_group(
    group: Group, where: Marks, book: Codebook, tone: Tone, at_most: int = 6
) -> tuple[GroupShare, ...]:
    """The strengths or areas for development found most often in one group of audits."""
    found: Counter[str] = Counter()
    for audit in group.audits:
        found.update(of(audit, where))
    rows = [
        GroupShare(theme, Share(found[theme.id], group.n))
        for theme in book.themes.values()
        if theme.tone == tone and found[theme.id]
    ]
    return tuple(sorted(rows, key=lambda row: (-row.share.k, row.theme.title))[:at_most])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two themes, how often they stand in the same audit, and how often each stands at all."""

    one: Theme
    other: Theme
    together: int
    n_one: int
    n_other: int


def together(
    audits: Iterable[AuditFact], where: Marks, book: Codebook, *, theme: str = "", least: int = FEW
) -> tuple[Pair, ...]:
    """Which themes come together, most often first; only with one of them where `theme` says so.

    A count, never a strength of association: for that tags are too few and too freely given.
    """
    single: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for audit in audits:
        found = sorted(name for name in of(audit, where) if name in book.themes)
        single.update(found)
        both.update(combinations(found, 2))
    rows = []
    for (one, other), n in both.items():
        if n < least or (theme and theme not in (one, other)):
            continue
        first, second = (other, one) if theme == other else (one, other)
        rows.append(Pair(book.themes[first], book.themes[second], n, single[first], single[second]))
    return tuple(sorted(rows, key=lambda row: (-row.together, row.one.title, row.other.title)))


@dataclass(frozen=True, slots=True)
class PlaceShare:
    """A theme in the audits of one round, area, team or template."""

    group: Group
    place: str
    share: Share
    audits: tuple[AuditFact, ...]


def by_place(
    data: DataSet, where: Marks, theme: str, place: str, names: Sequence[str] = ()
) -> tuple[PlaceShare, ...]:
    """How often a theme was found in each round, area or team, for every group by itself.

    `place` is the field's name; `names` gives the order, where time is the order (rounds).
    """
    order = {name: number for number, name in enumerate(names)}
    found = []
    for group in basis(data).groups:
        parts: dict[str, list[AuditFact]] = {}
        for audit in group.audits:
            parts.setdefault(getattr(audit, place) or "Not recorded", []).append(audit)
        for name in sorted(parts, key=lambda one: (order.get(one, len(order)), one)):
            some = tuple(parts[name])
            share = Share(len(having(some, where, theme)), len(some))
            found.append(PlaceShare(group, name, share, some))
    return tuple(found)
