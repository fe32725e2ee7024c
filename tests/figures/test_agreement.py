"""First against second grade: published tables of direction, and what may enter them."""

from dataclasses import replace

import pytest

from qa_tool.figures.agreement import agreement, of_domains, of_overall, rereads, sign_test
from tests.report.made_up import GRADES, OFSTED, council

# (table, same, moved up, moved down, p of the exact sign test); rows first grade, columns second.
TABLES = [
    (((38, 5, 0, 1), (33, 11, 3, 0), (10, 14, 5, 6), (3, 7, 3, 10)), 64, 70, 15, 1.1724940227e-09),
    (((4, 2, 0, 0), (1, 9, 5, 0), (0, 1, 8, 4), (0, 0, 0, 6)), 27, 2, 11, 0.0224609375),
]


@pytest.mark.parametrize(("table", "same", "up", "down", "p"), TABLES)
def test_direction_is_that_of_the_published_tables(
    table: tuple[tuple[int, ...], ...], same: int, up: int, down: int, p: float
) -> None:
    """Landis and Koch's Winnipeg table and the forty audits give their printed direction and p."""
    pairs = [
        (f"C-{i}-{row}-{column}", GRADES[row], GRADES[column])
        for row in range(4)
        for column in range(4)
        for i in range(table[row][column])
    ]
    found = agreement(pairs, OFSTED)
    assert (found.n, found.same, found.up, found.down) == (len(pairs), same, up, down)
    assert found.table == table
    assert found.p == pytest.approx(p, rel=1e-8)


def test_only_blind_random_rereads_speak_for_the_rest() -> None:
    """Targeted, desk and panel readings never enter the random column."""
    found = rereads(council())
    assert found.random
    assert found.targeted
    assert found.partial
    assert all(a.reading and a.reading.random and a.reading.mode == "blind" for a in found.random)
    assert all(a.reading and not a.reading.random for a in found.targeted)
    assert not set(map(id, found.random)) & set(map(id, (*found.targeted, *found.partial)))


def test_re_audits_never_enter_agreement() -> None:
    """A reading of an audit outside the drawn sample is not counted."""
    data = council()
    outside = replace(
        data, audits=tuple(replace(audit, selection="concern") for audit in data.audits)
    )
    found = rereads(outside)
    assert (found.random, found.targeted, found.partial) == ((), (), ())


def test_the_moderators_own_grade_is_compared_not_the_final_one() -> None:
    """Where the two settle on the first grade in the end, it still was a disagreement."""
    data = council()
    audit = next(a for a in rereads(data).random if a.overall == "good")
    assert audit.reading is not None
    reading = replace(audit.reading, overall="inadequate", final_overall="good")
    (found,) = of_overall([replace(audit, reading=reading)], data)
    assert (found.n, found.same, found.down) == (1, 0, 1)


def test_two_steps_and_the_line_to_inadequate_are_looked_at_singly() -> None:
    """One step above the line is not singled out; crossing it, two steps, or no evidence is."""
    found = agreement(
        [
            ("A", "outstanding", "good"),
            ("B", "requires_improvement", "inadequate"),
            ("C", "outstanding", "requires_improvement"),
            ("D", "good", "not_enough_evidence"),
            ("E", "", "good"),
        ],
        OFSTED,
    )
    assert [single.reference for single in found.singly] == ["B", "C", "D"]
    assert (found.n, found.down, found.apart, found.within_one) == (4, 3, 1, 2)


def test_domains_are_compared_one_by_one() -> None:
    """Each graded domain has its own n, no larger than the readings."""
    data = council()
    chosen = rereads(data).random
    found = of_domains(chosen, data)
    assert len(found) == 9
    assert all(0 < compared.n <= len(chosen) for _domain, compared in found)


def test_no_moves_have_no_direction() -> None:
    """Where nobody moved there is nothing to test."""
    assert sign_test(0, 0) is None
    assert sign_test(1, 1) == 1
