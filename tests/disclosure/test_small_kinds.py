"""Kinds of audits with one to five in them: no total of a public edition says that there are any."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from qa_tool.disclosure.attack import attack
from qa_tool.disclosure.differences import as_published
from qa_tool.disclosure.preset import DFE, TEN, Preset
from qa_tool.disclosure.table import TOTAL
from qa_tool.publication.frozen import Frozen, FrozenAudit, Read
from qa_tool.publication.model import Priorities
from qa_tool.report import annual, annual_edition
from qa_tool.report.annual_edition import Edition, edition
from qa_tool.report.annual_joined import OTHER_KINDS, WAITING_OR_FEW, Joined
from qa_tool.report.annual_parts import Said
from tests.report import annual_made_up

KINDS = ("child_in_need", "child_protection", "child_in_care", "care_leaver", "early_help")
FORMS = tuple(
    replace(annual_made_up.FORM, fingerprint=key * 64, key=key, title=f"Form {key}")
    for key in "abc"
)
SAID = Said("Annual report", "Chief Social Work Officer", {}, Priorities("p"), draft=False)


def _sizes(rng: random.Random) -> dict[tuple[str, str], int]:
    """One large kind, a few of any size, and at least one with one to five audits."""
    marks = [(form.fingerprint, kind) for form in FORMS for kind in KINDS]
    rng.shuffle(marks)
    sizes = {marks[0]: rng.randint(40, 90), marks[1]: rng.randint(1, 5)}
    for mark in marks[2 : 2 + rng.randint(0, 3)]:
        sizes[mark] = rng.choice((rng.randint(1, 9), rng.randint(10, 40)))
    return sizes


def made_up(seed: int) -> tuple[Frozen, dict[tuple[str, str], int]]:
    """A year with kinds of many sizes, and how many audits each has."""
    rng = random.Random(seed)
    sizes = _sizes(rng)
    some = annual_made_up.made_up(60, seed)
    spare = iter([audit for audit in annual_made_up.audits(400, rng) if audit.counted])
    audits: list[FrozenAudit] = []
    for (form, kind), n in sizes.items():
        audits += [replace(next(spare), form=form, kind=kind) for _ in range(n)]
    waiting = [replace(a, form=FORMS[0].fingerprint) for a in some.audits if not a.counted]
    return (
        replace(
            some, forms=FORMS, audits=(*audits, *waiting),
            open_cases={kind: 100 + at for at, kind in enumerate(KINDS)},
        ),
        sizes,
    )  # fmt: skip


def all_counted(found: Edition) -> Iterator[int]:
    """Every number that is printed of all counted audits together."""
    for key, rows in (("counted", (TOTAL,)), ("voices", None)):
        table = found.table(key)
        for row in () if table is None else rows or table.rows:
            n = found.n(key, row, "" if key == "counted" else TOTAL)
            if n is not None:
                yield n


def known_kinds(found: Edition) -> dict[str, int]:
    """How many audits a reader knows of every kind: from the list, or a table of its own."""
    known: dict[str, int] = {}
    table = found.table("counted")
    for row in table.rows if table else ():
        if (n := found.n("counted", row)) is not None:
            known[row] = n
    for group in found.groups:
        for key in (f"grades-{group.key}", f"area-{group.key}", f"service-{group.key}"):
            n = found.n(key, TOTAL, "" if key.startswith("grades") else TOTAL)
            if n is not None:
                known[group.title] = n
    return known


def given_away(found: Edition, preset: Preset) -> bool:
    """Whether all counted audits less those of the kinds that are told leave a few of another kind.

    What hides in the list of kinds is the other part of that sum: it has to be enough together.
    """
    told = sum(known_kinds(found).values())
    return any(preset.is_small(n - told) for n in all_counted(found))


def named_in(found: Edition) -> str:
    """Every word of the report."""
    return str(annual.build(found, SAID).blocks)


@pytest.mark.parametrize("preset", [DFE, TEN], ids=lambda one: one.key)
def test_no_total_leaves_a_few_of_another_kind(preset: Preset) -> None:
    """Over many made-up years: nothing is left over, nothing falls, and every total is what is printed."""
    for seed in range(30):
        frozen, sizes = made_up(seed)
        found = edition(frozen, preset, public=True)
        assert not given_away(found, preset), (seed, sizes)
        printed = [one for one in map(as_published, found.tables) if one is not None]
        assert attack(printed) == (), (seed, sizes)
        table = found.table("counted")
        assert table is not None, (seed, sizes)
        assert set(all_counted(found)) <= {found.n("counted", TOTAL)}


def test_without_joining_it_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same years, protected as they are, tell of a few audits of another kind."""
    monkeypatch.setattr(annual_edition, "joined", lambda frozen, _preset: Joined(frozen))
    assert sum(given_away(edition(made_up(seed)[0], DFE, public=True), DFE) for seed in range(12)) >= 3  # fmt: skip


def test_what_can_be_shown_is_shown() -> None:
    """No kind with enough audits loses its grades because another kind has few."""
    for seed in range(12):
        frozen, sizes = made_up(seed)
        found = edition(frozen, DFE, public=True)
        inside = edition(frozen, DFE, public=False)
        large = [group for group in inside.groups if group.enough]
        assert len(large) == sum(n >= 10 for n in sizes.values())
        for group in large:
            assert found.n(f"grades-{group.key}", TOTAL) == group.n, (seed, group.title)
            assert found.n("counted", group.title) == group.n, (seed, sizes)


def _with(sizes: dict[str, int], waiting: int = 0) -> Frozen:
    rng = random.Random(5)
    spare = iter([audit for audit in annual_made_up.audits(400, rng) if audit.counted])
    audits = [replace(next(spare), kind=kind) for kind, n in sizes.items() for _ in range(n)]
    audits += [
        replace(next(spare), why="not_signed_off", final="", finals={}) for _ in range(waiting)
    ]
    cases = dict.fromkeys(KINDS, 200)
    return replace(annual_made_up.made_up(), audits=tuple(audits), open_cases=cases)


def test_few_are_counted_with_a_neighbour() -> None:
    """Three care leavers and eight in care have one line of eleven; inside both stand by themselves."""
    frozen = _with({"child_in_need": 60, "child_in_care": 8, "care_leaver": 3})
    inside, outside = (edition(frozen, DFE, public=p) for p in (False, True))
    assert outside.n("counted", OTHER_KINDS) == 11
    assert outside.n("counted", TOTAL) == 71
    assert inside.n("counted", "Core audit: care leaver") == 3
    assert not inside.joins
    (join,) = outside.joins
    assert set(join.names) == {"Core audit: child in care", "Core audit: care leaver"}
    assert join.into == OTHER_KINDS
    text = named_in(outside)
    assert "Core audit: care leaver" not in text
    assert "Core audit: child in care" not in text


def test_where_no_neighbour_can_take_them_they_are_left_out() -> None:
    """Three care leavers beside two large kinds stand among what was left out; the grades stay."""
    frozen = _with({"child_in_need": 60, "child_in_care": 20, "care_leaver": 3}, waiting=9)
    found = edition(frozen, DFE, public=True)
    assert found.n("counted", TOTAL) == 80
    assert found.n("left-out", WAITING_OR_FEW) == 12
    assert found.joins[0].into == WAITING_OR_FEW
    assert {row: found.n("voices", row, TOTAL) for row in ("Child or young person", "Family")} == {
        "Child or young person": 80, "Family": 80,
    }  # fmt: skip


def test_no_audit_and_too_few_read_alike() -> None:
    """The words of a year with three care leavers are those of a year with none."""
    sizes = {"child_in_need": 60, "child_in_care": 20}
    some = edition(_with(sizes | {"care_leaver": 3}, waiting=9), DFE, public=True)
    none = edition(_with(sizes, waiting=12), DFE, public=True)

    def words(found: Edition) -> list[str]:
        return [str(getattr(b, "text", "")) for b in annual.build(found, SAID).blocks]

    said = [one for one in words(some) if "Not looked at" in one]
    assert said
    assert "or with too few audits to be shown" in said[0]
    assert "care leaver" in said[0]
    assert some.table("left-out") is not None
    assert some.n("left-out", TOTAL) == none.n("left-out", TOTAL)
    assert [one for one in words(none) if "Not looked at" in one] == said


@pytest.mark.parametrize("kind", ["random", "targeted"])
def test_a_template_with_few_second_readings_enters_no_number(kind: Read) -> None:
    """Of 33 readings three are of another template: the edition speaks of thirty, and names no other."""
    made = annual_made_up.made_up()
    rng = random.Random(3)
    audits = tuple(
        replace(a, id=f"r{number}", read=kind, first="good", second=rng.choice(annual_made_up.GRADES),
                form=FORMS[number >= 30].fingerprint)
        for number, a in enumerate([made.audits[1]] * 33)
    )  # fmt: skip
    some = replace(made, forms=FORMS, audits=audits)
    inside, outside = (edition(some, DFE, public=p) for p in (False, True))
    assert len(inside.readings(kind)) == 2
    assert len(outside.readings(kind)) == 1
    row = "Blind, drawn at random" if kind == "random" else "Blind, because something called for it"
    assert outside.n("read-again", row) == 30
    assert any(join.names == ("Form b",) for join in outside.joins)


def test_one_small_kind_alone_is_not_called_none() -> None:
    """Four audits in all: the table is withheld, and nobody says that nothing was looked at."""
    found = edition(_with({"child_in_need": 4}), DFE, public=True)
    assert found.withheld("counted")
    assert not found.joins
    assert "no audits counted" not in named_in(found)
