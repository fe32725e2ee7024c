"""Counts made in SQL say what the rows say; lists sort by what people read and never leave their index."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.keys.crypto import Cost
from qa_tool.store import audit as shelf
from qa_tool.work import action, audit_list, council, home
from qa_tool.work.workspace import Workspace

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The QA lead's desk over a made-up council."""
    room = tmp_path_factory.mktemp("counts")
    wishes = Wishes(audits=60, today=TODAY, cost=Cost(1024, 1, 1), installation=room / "here")
    desk = make_demonstration(room / "data", wishes)
    yield desk
    desk.store.close()


def as_(lead: Workspace, name: str) -> Workspace:
    """The desk of somebody else over the same store."""
    person = next(p for p in lead.people.values() if p.name.startswith(name))
    return Workspace(lead.store, person, lead.clock, lead.ids, lead.folder)


@pytest.mark.parametrize("name", ["Tom", "Mira", "Ada", "Jonah"])
def test_unfinished_actions_are_counted_as_the_rows_say(lead: Workspace, name: str) -> None:
    """For every role: how many are open, overdue, and wait for this person to see the proof."""
    desk = as_(lead, name)
    rows = [r for r in action.rows(desk, states=("open", "done")) if not r.action.finished]
    proofs = [row for row in rows if row.can_verify]
    found = action.unfinished(desk)
    assert (found.n, found.overdue, found.proofs) == (
        len(rows),
        sum(1 for row in rows if row.overdue),
        len(proofs),
    )
    assert action.to_verify(desk, 3) == tuple(proofs[:3])
    shown = home.overview(desk)
    assert (shown.open_actions, shown.overdue_actions) == (found.n, found.overdue)


def test_the_kept_sums_are_what_the_rows_add_up_to(lead: Workspace) -> None:
    """Every round and template: the tally equals the final grades of signed-off audits drawn at random."""
    told: Counter[tuple[str, str]] = Counter()
    counted = shelf.Wanted(states=("signed_off", "closed"))
    for audit, _answers in shelf.whole(lead.store, counted):
        if audit.selection != "random":  # re-audits enter no rate
            continue
        told.update(audit.final_grades.items())
        told["overall", audit.final_overall] += 1
    every = Counter(
        {(d, g): n for d, grades in shelf.tallies(lead.store).items() for g, n in grades.items()}
    )
    assert every == told
    parts: Counter[tuple[str, str]] = Counter()
    for round_ in council.rounds(lead):
        for key in round_.templates:
            for domain, grades in shelf.tallies(lead.store, round_=round_.id, template=key).items():
                parts.update({(domain, grade): n for grade, n in grades.items()})
    assert parts == told


def test_a_round_is_counted_as_its_allocations_say(lead: Workspace) -> None:
    """Given, and late to start."""
    for round_ in council.rounds(lead):
        state = council.round_state(lead, round_)
        given = [
            a
            for a in council.shelf.allocations(lead.store, round_=round_.id)
            if a.state != "returned"
        ]
        late = [a for a in given if a.state == "allocated" and a.due and a.due < TODAY]
        assert (state.allocated, state.overdue) == (len(given), len(late))


@pytest.mark.parametrize("sort", ["team", "auditor", "template", "state", "overall"])
@pytest.mark.parametrize("down", [False, True])
def test_a_list_is_sorted_by_what_people_read(lead: Workspace, sort: str, down: bool) -> None:
    """By name and not by id, either way, and the newest first among equals."""
    rows = audit_list.rows(lead, audit_list.numbers(lead, shelf.Wanted(), sort=sort, down=down))
    places = list(audit_list.STATES)
    read = {
        "team": lambda r: r.team.casefold(),
        "auditor": lambda r: r.auditor.casefold(),
        "template": lambda r: r.title.casefold(),
        "state": lambda r: places.index(r.state),
        "overall": lambda r: r.final,
    }[sort]
    words = [read(row) for row in rows]
    assert words == sorted(words, reverse=down)
    assert len(rows) == 60
    for one, other in pairwise(rows):
        if read(one) == read(other):
            assert one.handed_in >= other.handed_in


def test_what_waits_for_a_sign_off_is_counted_as_listed(lead: Workspace) -> None:
    """The number on Home is the length of the list behind it."""
    assert audit_list.count_to_sign_off(lead) == len(audit_list.to_sign_off(lead)) > 0


@pytest.mark.parametrize(
    "question",
    [
        "SELECT row FROM audit WHERE superseded = 0 ORDER BY handed_in DESC",
        "SELECT team, row FROM audit WHERE superseded = 0 ORDER BY handed_in DESC",
        "SELECT count(*) FROM audit WHERE superseded = 0 AND state IN ('handed_in', 'agreed')",
        "SELECT state, count(*) FROM audit WHERE superseded = 0 AND round = 'r' GROUP BY state",
        "SELECT id FROM child_case WHERE reference LIKE '%K7%'",
    ],
)
def test_lists_and_counts_never_leave_their_index(lead: Workspace, question: str) -> None:
    """Nothing is sorted afterwards, and no row is fetched that is not shown."""
    plan = " ".join(row[3] for row in lead.store.raw.execute(f"EXPLAIN QUERY PLAN {question}"))
    assert "COVERING INDEX" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (shelf.Wanted(case="c", states=("closed",), since="2026"), "audit_case"),
        (shelf.Wanted(auditor="a", states=("closed",)), "audit_auditor"),
        (shelf.Wanted(team="t"), "audit_"),
    ],
)
def test_the_audits_of_one_case_or_auditor_are_looked_up(
    lead: Workspace, wanted: shelf.Wanted, index: str
) -> None:
    """Not found by reading the whole list: pages ask this for one case after the other."""
    where, values = shelf._where(wanted)
    asked = f"EXPLAIN QUERY PLAN SELECT row FROM audit WHERE {where} ORDER BY handed_in DESC"
    plan = " ".join(row[3] for row in lead.store.raw.execute(asked, values))
    assert index in plan


def test_an_old_store_s_sums_come_along(tmp_path: Path) -> None:
    """The step that writes sums by number takes over what was summed by name."""
    from qa_tool.store import schema
    from qa_tool.store.core import Store
    from qa_tool.store.steps import m0005_lists

    store = Store.create(tmp_path, bytes(32))
    with store.together():
        for line in (
            "DROP TABLE tally", "DROP INDEX audit_list", "DROP INDEX action_unfinished",
            "DROP INDEX child_case_reference", "DROP INDEX audit_again",
            "DROP INDEX allocation_again", "DROP INDEX allocation_case",
            "CREATE INDEX audit_handed ON audit (handed_in)",
            "CREATE TABLE tally (round, template, team, month, domain, grade, n)",
        ):  # fmt: skip
            store.raw.execute(line)
        yes, good = shelf.term(store, "risk"), shelf.term(store, "good")
        store.raw.execute(
            "INSERT INTO tally VALUES ('round-1', 'core', 'team-1', '2026-11', ?, ?, 4)",
            [yes, good],
        )
        m0005_lists.apply(store.raw)
    named = store.raw.execute(
        "SELECT r.text, p.text, t.text, d.text, g.text, month, n FROM tally JOIN term r ON"
        " r.id = round JOIN term p ON p.id = template JOIN term t ON t.id = team"
        " JOIN term d ON d.id = domain JOIN term g ON g.id = grade"
    ).fetchall()
    assert named == [("round-1", "core", "team-1", "risk", "good", 202611, 4)]
    assert m0005_lists in schema.STEPS
    store.close()
