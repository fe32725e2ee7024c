"""Every table of the annual report, counted once from the frozen set, with what ties them together."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa_tool.disclosure.system import Adds, Link, Same
from qa_tool.disclosure.table import TOTAL, CountsTable
from qa_tool.figures.basis import WHY_LEFT_OUT
from qa_tool.publication.frozen import Frozen, FrozenAudit
from qa_tool.report.annual_followed import followed
from qa_tool.report.annual_groups import (
    AGES,
    BELOW,
    ETHNICITIES,
    GOOD,
    LEAST,
    NONE,
    AuditGroup,
    better,
    crossed,
    folded,
    form_names,
    grade_columns,
    grade_of,
    groups_of,
    half_of,
    listed_counts,
    listed_size,
)
from qa_tool.report.annual_joined import (
    COUNTED_TITLE,
    FEW,
    LEFT_OUT_TITLE,
    OTHER_KINDS,
    READ_AGAIN_TITLE,
    WAITING_OR_FEW,
)
from qa_tool.report.annual_months import by_month
from qa_tool.report.naming import plain
from qa_tool.template.model import Scale

AUDITS = "Audits"
SAME, DOWN, UP, APART = "The same", "Lower", "Higher", "Not comparable"
RANDOM, TARGETED, PARTIAL = "Blind, drawn at random", "Blind, because something called for it", "Desk check or panel"  # fmt: skip
OTHERS = "Other groups together"
Others = frozenset[tuple[str, str]]
OTHER_PLACES = {"area": "Other areas", "service": "Other services", "team": "Other teams"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The tables that count children or what was done for them, what ties them, and the open ones.

    `open` tables count nobody: audits planned, concerns that an officer took higher. `bare` are the
    keys of tables whose lines overlap, so that their total says nothing and is not printed.
    `others` are groups by form and kind of case that are counted in one line together.
    """

    groups: tuple[AuditGroup, ...]
    tables: tuple[CountsTable, ...]
    links: tuple[Link, ...]
    open: tuple[CountsTable, ...]
    bare: frozenset[str]
    others: Others = frozenset()


def counted(frozen: Frozen, *, inside: bool = False, others: Others = frozenset()) -> Counted:
    """Count everything; `inside` adds what only people inside the council read."""
    groups = groups_of(frozen)
    tables, links, bare = list[CountsTable](), list[Link](), set[str]()
    activity = _activity(frozen, groups, others, inside=inside)
    tables += activity
    for group in groups:
        if not group.enough or group.scale is None:
            continue
        made = _sized(_group(frozen, group, group.scale, inside=inside), frozen, group)
        tables += made
        links.append(Same(("counted", group.title, AUDITS), (f"grades-{group.key}", TOTAL, TOTAL)))
        links += _ties(made, group.scale)
    for group in groups:
        domains = _domains(frozen, group, fine=inside)
        if domains is not None:
            tables += _sized([domains], frozen, group)
            bare.add(domains.key)
            links += [
                Same((domains.key, row, TOTAL), ("counted", group.title, AUDITS))
                for row in domains.rows
            ]
    rereads, ties = _rereads(frozen)
    tables += rereads
    links += ties
    more = followed(frozen, inside=inside)
    links += _other_places(tables, more.tables)
    return Counted(
        groups, (*tables, *more.tables), (*links, *more.links), more.open, frozenset(bare | more.bare),
        others,
    )  # fmt: skip


def _sized(
    made: Sequence[CountsTable], frozen: Frozen, group: AuditGroup
) -> list[CountsTable]:  # fmt: skip
    """The tables of a group with the size of its list, where it is known; each domain has every audit."""
    size = listed_size(frozen, group)
    if not size:
        return list(made)
    return [
        replace(
            table,
            lists=tuple((row, size) for row in (*_whole_rows(table), TOTAL)),
        )
        for table in made
    ]


def _whole_rows(table: CountsTable) -> tuple[str, ...]:
    return table.rows if table.key.startswith("domains-") else ()


def _other_places(tables: Sequence[CountsTable], more: Sequence[CountsTable]) -> list[Link]:
    """Counts that stand in two places: the audits in every line of the voices, and the re-audits."""
    found: list[Link] = []
    for table in more:
        if table.key == "voices":
            found += [
                Same((table.key, row, TOTAL), ("counted", TOTAL, AUDITS)) for row in table.rows
            ]
        if table.key == "re-audits":
            left = next((one for one in tables if one.key == "left-out"), None)
            row = WHY_LEFT_OUT["re_audit"]
            if left is not None and row in left.rows:
                same = left.true(left.rows.index(row), 0) == table.true(len(table.rows), 0)
                found += [Same((left.key, row, AUDITS), (table.key, TOTAL, TOTAL))] if same else []
    return found


def _activity(
    frozen: Frozen, groups: Sequence[AuditGroup], others: Others, *, inside: bool
) -> list[CountsTable]:
    """What counts and what was left out, and why; empty where nothing was looked at."""
    found = []
    if groups:
        sizes = {group.title: group.n for group in groups if group.mark not in others}
        if others:
            sizes[OTHER_KINDS] = sum(group.n for group in groups if group.mark in others)
        found.append(
            listed_counts("counted", COUNTED_TITLE, sizes,
                  row_word="Template and kind of case", period=frozen.period)
        )  # fmt: skip
    why = Counter(audit.why for audit in frozen.audits if audit.why)
    if frozen.withheld:
        why["withheld"] = frozen.withheld
    if why:
        # In public one name for both, always: that there were too few of a kind is not told either.
        names = WHY_LEFT_OUT if inside else WHY_LEFT_OUT | {"not_signed_off": WAITING_OR_FEW}
        why["not_signed_off"] += why[FEW]
        reasons = {name: why[code] for code, name in names.items() if why[code]}
        found.append(
            listed_counts("left-out", LEFT_OUT_TITLE, reasons,
                  row_word="Why", period=frozen.period)
        )  # fmt: skip
    if frozen.open_cases:
        cases = {plain(kind): n for kind, n in sorted(frozen.open_cases.items())}
        found.append(
            listed_counts("open-cases", "Children with an open case on the day of this data set, by kind", cases, "Children",
                  row_word="Kind of case")
        )  # fmt: skip
    return found


def _group(
    frozen: Frozen, group: AuditGroup, scale: Scale, *, inside: bool
) -> list[CountsTable]:  # fmt: skip
    columns = grade_columns(scale, (audit.final for audit in group.audits))
    spread = Counter(grade_of(scale, audit.final) for audit in group.audits)
    made = [
        listed_counts(f"grades-{group.key}", f"Final overall grades: {group.title}",
              {name: spread[name] for name in columns}, row_word="Grade",
              population=group.key, period=frozen.period)
    ]  # fmt: skip
    halves = tuple(c for c in (GOOD, BELOW, NONE) if c != NONE or NONE in columns)
    places: list[tuple[str, str, Callable[[FrozenAudit], str], dict[str, str]]] = [
        ("area", "Area", lambda audit: audit.area, {}),
        ("service", "Service", lambda audit: audit.service, {}),
        ("ethnicity", "Ethnicity", lambda audit: audit.ethnicity or "not_recorded", ETHNICITIES),
        ("age", "Age", lambda audit: audit.age, AGES),
    ]
    if inside:
        places.append(("team", "Team", lambda audit: audit.team, {}))
    for word_, heading, of, names in places:
        wanted = columns if inside and word_ not in {"ethnicity", "age"} else halves
        table = _by(group, scale, (word_, heading), of, names, wanted, frozen)
        if table is not None:
            made.append(table)
    months = by_month(frozen, group, scale)
    return [*made, months] if months is not None else made


def _by(  # noqa: PLR0913, PLR0917  each is a fact of its own
    group: AuditGroup, scale: Scale, what: tuple[str, str], of: Callable[[FrozenAudit], str],
    names: dict[str, str], columns: tuple[str, ...], frozen: Frozen,
) -> CountsTable | None:  # fmt: skip
    key, heading = what
    rest = OTHER_PLACES.get(key, OTHERS)
    sizes = Counter(of(audit) or "not_recorded" for audit in group.audits)
    order = [*names, *sorted(set(sizes) - set(names))]
    into = folded(sizes, order, LEAST, rest)
    labels = {
        value: rest if label == rest else names.get(value, _place(value))
        for value, label in into.items()
    }
    rows = tuple(dict.fromkeys(sorted(labels.values(), key=lambda name: name == rest)))
    if len(rows) < 2 or group.n / len(rows) < LEAST:
        return None
    grade = half_of if GOOD in columns else grade_of

    def at(audit: FrozenAudit) -> tuple[str, str]:
        return labels[of(audit) or "not_recorded"], grade(scale, audit.final)

    workers = tuple(
        len({a.worker for a in group.audits if labels[of(a) or "not_recorded"] == row}) for row in rows
    )  # fmt: skip
    return CountsTable(
        f"{key}-{group.key}", f"Final overall grades by {heading.lower()}: {group.title}", rows,
        columns, crossed(group.audits, rows, columns, at),
        workers=workers if key in {"area", "service", "team"} else (), population=group.key,
        groups=() if GOOD in columns else ((GOOD, better(scale)),), row_word=heading,
        period=frozen.period,
    )  # fmt: skip


def _place(name: str) -> str:
    return "Not recorded" if name == "not_recorded" else name


def _ties(made: Sequence[CountsTable], scale: Scale) -> list[Link]:
    """Halves are sums of grades; common totals are tied by themselves."""
    grades = made[0]
    found: list[Link] = []
    for table in made[1:]:
        if GOOD not in table.columns:
            continue
        parts = {
            GOOD: better(scale),
            BELOW: tuple(g.name for g in scale.ranked if not g.good_or_better),
        }
        found += [
            Adds((table.key, TOTAL, half), tuple((grades.key, name, AUDITS) for name in names))
            for half, names in parts.items()
            if names
        ]
        if NONE in table.columns:
            found.append(Same((table.key, TOTAL, NONE), (grades.key, NONE, AUDITS)))
    return found


def _domains(frozen: Frozen, group: AuditGroup, *, fine: bool) -> CountsTable | None:
    """Domain by domain: each audit stands in every line, so lines are never added.

    In public good or better stands by itself: four grades of every domain have too many small counts.
    """
    scales = {domain.scale: frozen.scale(domain.scale) for domain in group.form.domains}
    common = next(iter(scales.values()), None)
    if not group.enough or len(scales) != 1 or common is None:
        return None
    scale = common
    every = [a.finals.get(d.key, "") for a in group.audits for d in group.form.domains]
    full = grade_columns(scale, every)
    columns = full if fine else tuple(c for c in (GOOD, BELOW, NONE) if c != NONE or NONE in full)
    place = grade_of if fine else half_of
    cells = []
    for domain in group.form.domains:
        found = Counter(place(scale, audit.finals.get(domain.key, "")) for audit in group.audits)
        cells.append(tuple(found[column] for column in columns))
    return CountsTable(
        f"domains-{group.key}", f"Final grades by domain: {group.title}",
        tuple(domain.title for domain in group.form.domains), columns, tuple(cells),
        groups=((GOOD, better(scale)),) if fine else (), row_word="Domain", period=frozen.period,
    )  # fmt: skip


def _rereads(frozen: Frozen) -> tuple[list[CountsTable], list[Link]]:
    """Second readings by what they may be used for; random and targeted are never pooled."""
    kinds: Counter[str] = Counter(audit.read for audit in frozen.audits if audit.read)
    if not kinds:
        return [], []
    names = {"random": RANDOM, "targeted": TARGETED, "partial": PARTIAL}
    made = [
        listed_counts("read-again", READ_AGAIN_TITLE, {names[k]: kinds[k] for k in names},
              row_word="How", period=frozen.period)
    ]  # fmt: skip
    links: list[Link] = []
    for kind, title in (("random", "Blind second readings drawn at random"),
                        ("targeted", "Blind second readings because something called for them")):  # fmt: skip
        found = readings(frozen, kind)
        made += [
            listed_counts(one.key, f"{title}: {one.title}",
                  directions(frozen, kind, one.form), row_word="The second grade was",
                  period=frozen.period, wanted=(DOWN,))
            for one in found
        ]  # fmt: skip
        whole, parts = ("read-again", names[kind], AUDITS), [(o.key, TOTAL, TOTAL) for o in found]
        links += [Adds(whole, tuple(parts))] if parts[1:] else [Same(part, whole) for part in parts]
    return made, links


@dataclass(frozen=True, slots=True)
class Readings:
    """The second readings of one version of a template: what its table and the template are called."""

    key: str
    title: str
    form: str


def readings(frozen: Frozen, kind: str) -> tuple[Readings, ...]:
    """Second readings of one kind, template by template: those of two templates are never added up."""
    marks = {audit.form for audit in frozen.audits if audit.read == kind}
    names = form_names(frozen, sorted(marks))
    order = sorted(marks, key=lambda mark: (names[mark], mark))
    return tuple(
        Readings(f"second-{kind}-template-{number}", names[mark], mark)
        for number, mark in enumerate(order, 1)
    )


def directions(frozen: Frozen, kind: str, form: str) -> dict[str, int]:
    """How many second grades of one kind of reading of a template were the same, lower, higher."""
    found: Counter[str] = Counter()
    for audit in frozen.audits:
        if audit.read == kind and audit.form == form:
            found[_way(frozen, audit)] += 1
    return {way: found[way] for way in (SAME, DOWN, UP, APART) if way != APART or found[way]}


def _way(frozen: Frozen, audit: FrozenAudit) -> str:
    known = [form for form in frozen.forms if form.fingerprint == audit.form]
    scale = frozen.scale(known[0].overall) if known else None
    first, second = (scale.grade(k) if scale else None for k in (audit.first, audit.second))
    if first is None or second is None or first.rank is None or second.rank is None:
        return APART
    return SAME if first.rank == second.rank else DOWN if second.rank > first.rank else UP
