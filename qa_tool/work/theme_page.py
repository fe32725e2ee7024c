"""What the page Themes asks: the codebook with counts, and one theme with where it was found."""

from dataclasses import dataclass

from qa_tool.council.model import Round
from qa_tool.figures import tagged as figures
from qa_tool.figures.basis import basis, why_left_out
from qa_tool.figures.dataset import AuditFact
from qa_tool.figures.tagged import Pair, PlaceShare, Share
from qa_tool.template.model import Template
from qa_tool.theme.model import Theme
from qa_tool.work import theme as themes
from qa_tool.work.council import round_named
from qa_tool.work.theme_facts import Tagged, tagged
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One line of the codebook: the theme, in how many counted audits it was found, in how many kept apart."""

    theme: Theme
    counted: int
    apart: int


@dataclass(frozen=True, slots=True)
class Board:
    """The codebook with counts: `audits` are those that count, `tagged` those in which anybody tagged."""

    rows: tuple[ThemeRow, ...]
    audits: int
    tagged: int
    withheld: int
    facts: Tagged


def board(workspace: Workspace, round_name: str = "") -> Board:
    """The codebook, most often found first, for one round or for all; only audits this person may see."""
    round_ = _round(workspace, round_name)
    found = tagged(workspace, round_)
    counted = basis(found.data).counted
    rows = tuple(
        ThemeRow(row.theme, row.counted, row.apart)
        for row in figures.counts(found.data, found.marks, found.book)
    )
    return Board(
        rows, len(counted), figures.tagged(counted, found.marks), found.data.withheld, found
    )


def _round(workspace: Workspace, name: str) -> Round | None:
    return round_named(workspace, name) if name else None


@dataclass(frozen=True, slots=True)
class Found:
    """One audit in which a theme was found: its reference, where in it, and whether it counts."""

    audit: str
    reference: str
    team: str
    round: str
    where: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Movement:
    """How often a theme was found round by round, in audits of one template and kind of case."""

    group: str
    rounds: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class ThemeDetail:
    """One theme: its words, where it was found, what comes with it, how it moves."""

    theme: Theme
    merged: tuple[Theme, ...]
    found: tuple[Found, ...]
    pairs: tuple[Pair, ...]
    movement: tuple[Movement, ...]
    teams: tuple[PlaceShare, ...]
    areas: tuple[PlaceShare, ...]


def detail(workspace: Workspace, theme_id: str, on: Board) -> ThemeDetail:
    """One theme on the board that is shown."""
    facts = on.facts
    theme = themes.theme(workspace, theme_id)
    why = why_left_out(facts.data)
    heads = [audit for audit in facts.data.audits if why[audit.id] != "superseded"]
    having = figures.having(heads, facts.marks, theme.id)
    counted = basis(facts.data).counted
    return ThemeDetail(
        theme,
        tuple(one for one in facts.book.themes.values()
              if one.id != theme.id and facts.book.settled(one.id) == theme.id),
        tuple(_found(facts, audit, theme.id, counts=not why[audit.id])
              for audit in sorted(having, key=_latest_first)),
        figures.together(counted, facts.marks, facts.book, theme=theme.id),
        movement(facts, theme.id),
        figures.by_place(facts.data, facts.marks, theme.id, "team"),
        figures.by_place(facts.data, facts.marks, theme.id, "area"),
    )  # fmt: skip


def _latest_first(audit: AuditFact) -> tuple[int, str]:
    return (-(audit.handed_in.toordinal() if audit.handed_in else 0), audit.id)


def _found(facts: Tagged, audit: AuditFact, theme: str, *, counts: bool) -> Found:
    keys = facts.places.get((audit.chain, theme), ())
    template = facts.data.template_of(audit)
    titles = dict.fromkeys(_title(key, template) for key in keys)
    round_ = facts.rounds.get(audit.round)
    return Found(
        audit.id, audit.reference, audit.team, round_.name if round_ else "",
        ", ".join(titles), counts,
    )  # fmt: skip


def _title(key: str, template: Template | None) -> str:
    first = key.partition(".")[0]
    domain = template.domain(first) if template is not None else None
    return domain.title if domain is not None else first.capitalize()


def movement(facts: Tagged, theme: str) -> tuple[Movement, ...]:
    """How often it was found in each round, the earliest first; never added over groups."""
    found = figures.by_place(facts.data, facts.marks, theme, "round", tuple(facts.rounds))
    groups: dict[str, list[tuple[str, Share]]] = {}
    for one in found:
        kind = one.group.kind_of_case.replace("_", " ")
        name = f"{one.group.title}: {kind}" if kind else one.group.title
        round_ = facts.rounds.get(one.place)
        groups.setdefault(name, []).append((round_.name if round_ else one.place, one.share))
    return tuple(Movement(name, tuple(rounds)) for name, rounds in groups.items())
