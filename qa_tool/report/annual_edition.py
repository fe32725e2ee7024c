"""One edition of the annual report: its protected tables, and every number that it may say.

The public edition hides what is small; the internal one hides nothing. Both are written by the same
sentences, and every number in them comes from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qa_tool.disclosure.merging import merge_columns, merge_rows
from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.protect import Protection, protect_all
from qa_tool.disclosure.record import Merge
from qa_tool.disclosure.system import Adds, Link, Ref, Same
from qa_tool.disclosure.table import TOTAL, CountsTable, ProtectedTable, Share
from qa_tool.errors import QAError
from qa_tool.publication.frozen import Frozen
from qa_tool.publication.model import Merging
from qa_tool.report.annual_groups import GOOD, AuditGroup, better
from qa_tool.report.annual_joined import joined
from qa_tool.report.annual_tables import Counted, counted, readings
from qa_tool.report.published import NOT_SHOWN, PublishedTable

OPEN = Preset(
    "open", "Nothing is left out", "These tables count no child and no worker.", 0,
    whole_groups="shown", least_workers=0,
)  # fmt: skip
INSIDE = replace(OPEN, key="internal", why="For people inside the council.")


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one edition may say in numbers.

    `frozen` is the set as this edition counts it. `merges` are told in the report; `joins` only in
    the record beside it, because they name what has too few audits.
    """

    public: bool
    frozen: Frozen
    counted: Counted
    protection: Protection
    opened: Protection
    merges: tuple[Merge, ...] = ()
    joins: tuple[Merge, ...] = ()
    every: dict[str, ProtectedTable] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[AuditGroup, ...]:
        """The groups of audits, the largest first."""
        return self.counted.groups

    @property
    def named(self) -> tuple[AuditGroup, ...]:
        """The groups that have a line of their own: no other may be spoken of."""
        return tuple(group for group in self.groups if group.mark not in self.counted.others)

    @property
    def tables(self) -> tuple[ProtectedTable, ...]:
        """Every table of this edition, in the order in which they are printed."""
        return tuple(self.every.values())

    def table(self, key: str) -> ProtectedTable | None:
        """The table of this key; None where there is none, or it is withheld as a whole."""
        return None if key in self.protection.withheld else self.every.get(key)

    @property
    def published(self) -> tuple[PublishedTable, ...]:
        """Every table with its number, in the order in which they are printed; withheld ones are named."""
        words = {one.key: one.row_word for one in (*self.counted.tables, *self.counted.open)}
        every = (*self.protection.tables, *self.opened.tables)
        return tuple(
            PublishedTable(
                str(number), table, words[table.key], (GOOD,) if _has_shares(table) else (),
                intervals=True, notes=(1,) if _overlaps(table.key) else (),
                totals=table.key not in self.counted.bare,
            )
            for number, table in enumerate(sorted(every, key=lambda t: _place(t.key)), 1)
        )  # fmt: skip

    def withheld(self, key: str) -> bool:
        """Whether there is such a table, and it may not be shown."""
        return key in self.protection.withheld

    def readings(self, kind: str) -> tuple[str, ...]:
        """The keys of the tables of second readings of one kind, template by template."""
        return tuple(one.key for one in readings(self.frozen, kind))

    def n(self, key: str, row: str, column: str = "") -> int | None:
        """A count that may be said; None where it is hidden or there is no such line."""
        found = self.table(key)
        if found is None or row not in (*found.rows, TOTAL):
            return None
        wanted = column or (found.columns[0] if found.one_way else TOTAL)
        return found.cell(row, wanted).value if wanted in (*found.columns, TOTAL) else None

    def has(self, key: str, row: str) -> bool:
        """Whether the table is printed and has this line."""
        found = self.table(key)
        return found is not None and row in found.rows

    def say(self, key: str, row: str, column: str = "") -> str:
        """The count in words: a number, `none`, or that it is not shown."""
        found = self.n(key, row, column)
        return NOT_SHOWN if found is None else "none" if not found else f"{found:,}"

    def good(self, group: AuditGroup, row: str = TOTAL, key: str = "") -> Share | None:
        """Good or better of a group (or of one line of a table of it), from shown cells alone."""
        if group.scale is None:
            return None
        if key:
            found = self.table(key)
            return (
                found.share(row, GOOD)
                if found is not None and row in (*found.rows, TOTAL)
                else None
            )
        names = better(group.scale)
        return self.part(f"grades-{group.key}", names, together(names))

    def part(self, key: str, names: Sequence[str], merged: str = "") -> Share | None:
        """What part of a list some of its lines are; None where the list is not shown."""
        found = self.table(key)
        if found is None or not found.one_way:
            return None
        rows = (merged,) if merged in found.rows else tuple(n for n in names if n in found.rows)
        return listed(found, rows)


def together(names: Sequence[str]) -> str:
    """What grades are called that are counted as one: `Outstanding or Good`."""
    return " or ".join(names)


_ORDER = (
    "rounds", "rounds-given", "counted", "left-out", "open-cases", "grades", "domains", "area",
    "service", "team", "month", "read-again", "second-random", "second-targeted", "safety", "safety-settled",
    "strengths", "developments", "voices", "surveys", "compliments", "notices", "notice-limits",
    "notice-effects", "concerns", "actions", "re-audits", "re-audits-due", "asked", "ethnicity", "age",
)  # fmt: skip


def _place(key: str) -> tuple[int, int, int]:
    """Where a table stands in the report: the tables of a group of audits stand together."""
    kind, _, number = key.partition("-group-")
    kind, _, form = kind.partition("-template-")
    at = _ORDER.index(kind)
    in_findings = number and at < _ORDER.index("read-again")
    first = _ORDER.index("grades") if in_findings else _ORDER.index("ethnicity") if number else at
    return first, int(number or form or 0), at


def _overlaps(key: str) -> bool:
    """Whether each audit stands in every line of this table."""
    return key.startswith("domains-") or key == "voices"


def _has_shares(table: ProtectedTable) -> bool:
    return GOOD in (*table.columns, *dict(table.groups)) and not table.one_way


def listed(found: ProtectedTable, rows: Sequence[str]) -> Share:
    """Some lines of a list as a share of it, turned so that the rules for shares of rows hold."""
    groups = (("these", tuple(rows)),)
    turned = ProtectedTable(
        found.key, found.title, ("all",), found.rows,
        (tuple(line[0] for line in found.cells), tuple(line[0] for line in found.cells)),
        found.preset, groups, found.population, found.period,
        lists=tuple(("all", size) for row, size in found.lists if row == TOTAL),
    )  # fmt: skip
    return turned.share("all", "these")


def edition(
    frozen: Frozen, preset: Preset, *, public: bool, merges: Sequence[Merging] = ()
) -> Edition:
    """Count, join, merge and protect: everything of one edition together."""
    used = preset if public else INSIDE
    whole = joined(frozen, used)
    told = counted(whole.frozen, inside=not public, others=whole.others)
    tables, links, made = (
        _merged(told, used, merges) if public else (told.tables, told.links, ())
    )  # fmt: skip
    # Where a line of totals is not printed, no count has to go because of it.
    tables = tuple(replace(table, totals=table.key not in told.bare) for table in tables)
    protection = protect_all(tables, used, links)
    opened = protect_all(told.open, OPEN)
    every = {table.key: table for table in (*protection.tables, *opened.tables)}
    return Edition(
        public, whole.frozen, replace(told, tables=tables), protection, opened, made, whole.joins,
        {key: table for key, table in every.items() if key not in protection.withheld},
    )  # fmt: skip


def _merged(
    told: Counted, preset: Preset, merges: Sequence[Merging]
) -> tuple[tuple[CountsTable, ...], tuple[Link, ...], tuple[Merge, ...]]:
    """The tables with the merges that were decided and those that the program makes by itself."""
    tables = {table.key: table for table in told.tables}
    links, made = told.links, list[Merge]()
    for one in (*merges, *_own_merges(told, tables, preset, merges)):
        if one.table.startswith("second-"):
            continue  # lowered and raised are opposites: no decision makes one number of them
        table = tables.get(one.table)
        if table is None:
            raise QAError(
                f"A merge names the table '{one.table}', which this report does not have.",
                "Take the merge away: the figures have changed since it was decided.",
            )
        labels = table.columns if one.axis == "columns" else table.rows
        if not set(one.names) <= set(labels):
            continue
        merge = merge_columns if one.axis == "columns" else merge_rows
        tables[one.table] = merge(table, one.into, one.names)
        links = _relinked(links, one)
        made.append(Merge(table.title, one.names, one.into, one.why))
    return tuple(tables.values()), links, tuple(made)


def _own_merges(
    told: Counted, tables: dict[str, CountsTable], preset: Preset, decided: Sequence[Merging]
) -> list[Merging]:
    """Where the total of a grade is small, no choice of cells hides it: it is counted with its neighbour."""
    found: list[Merging] = []
    taken = {one.table for one in decided}
    for group in told.groups:
        grades = tables.get(f"grades-{group.key}")
        if grades is None or group.scale is None:
            continue
        names = better(group.scale)
        small = [n for n in names if preset.is_small(grades.true(grades.rows.index(n), 0))]
        if len(names) < 2 or not small:
            continue
        why = f"Few are '{small[0]}': its total is small itself, so it is counted with the grade beside it."
        for key in (f"grades-{group.key}", f"area-{group.key}", f"service-{group.key}"):
            if key in tables and key not in taken:
                axis = "rows" if key.startswith("grades-") else "columns"
                found.append(Merging(key, axis, names, together(names), why))  # type: ignore[arg-type]
    return found


def _relinked(links: Sequence[Link], merge: Merging) -> tuple[Link, ...]:
    """What tied the parts ties what they became; a tie to one part alone is no tie any more."""

    def now(ref: Ref) -> Ref:
        table, row, column = ref
        if table != merge.table:
            return ref
        if merge.axis == "rows":
            return table, merge.into if row in merge.names else row, column
        return table, row, merge.into if column in merge.names else column

    def parts_of(link: Link) -> tuple[Ref, ...]:
        return (link.one, link.two) if isinstance(link, Same) else (link.whole, *link.parts)

    found: list[Link] = []
    for link in links:
        touched = sum(now(ref) != ref for ref in parts_of(link))
        if not touched:
            found.append(link)
        elif (
            isinstance(link, Adds) and now(link.whole) == link.whole and touched == len(merge.names)
        ):
            parts = tuple(dict.fromkeys(now(ref) for ref in link.parts))
            found.append(Same(link.whole, parts[0]) if len(parts) == 1 else Adds(link.whole, parts))
    return tuple(found)
