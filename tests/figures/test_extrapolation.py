"""From the random re-reads to the whole: weights, what is known, when nothing is said, and the interval."""

from dataclasses import replace
from random import Random

import pytest

from qa_tool.figures.basis import Group
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.extrapolation import Corrected, corrected
from tests.report.made_up import CORE, GRADES, council

MODEL = next(audit for audit in council().audits if audit.reading is not None)


def made(number: int, first: str, second: str = "", *, random: bool = True) -> AuditFact:
    """One signed-off audit; with a second grade it was read again, at random or for a reason."""
    assert MODEL.reading is not None
    reading = replace(
        MODEL.reading, random=random, mode="blind", overall=second, final_overall=second
    )
    return replace(
        MODEL, id=f"a-{number:04d}", case=f"case-{number}", template="core", selection="random",
        state="signed_off", overall=first, reading=reading if second else None,
    )  # fmt: skip


def of(audits: list[AuditFact]) -> tuple[Group, DataSet]:
    """The group and its data set."""
    data = replace(council(), audits=tuple(audits), templates={"core": CORE})
    return Group(CORE, "child_in_need", tuple(audits)), data


def both(audits: list[AuditFact]) -> tuple[Corrected, Corrected]:
    """Good or better, and the worst grade."""
    group, data = of(audits)
    return corrected(group, "", data)


def simple() -> list[AuditFact]:
    """Forty good ones, ten of them read at random and two lowered; ten worst, all read, two raised."""
    rest = [made(i, "good") for i in range(30)]
    read = [made(100 + i, "good", "requires_improvement" if i < 2 else "good") for i in range(10)]
    certain = [
        made(200 + i, "inadequate", "good" if i < 2 else "inadequate", random=False)
        for i in range(10)
    ]
    return [*rest, *read, *certain]


def test_each_random_read_stands_for_those_that_could_have_been_read() -> None:
    """2 of 10 lowered stand for 8 of 40; the two that were raised for a reason stand for themselves."""
    good, worst = both(simple())
    assert (good.n, good.certain, good.read, good.rest) == (50, 10, 10, 40)
    assert (good.first, good.final) == (40, 40)
    assert good.share == pytest.approx((40 - 8 + 2) / 50)
    assert (worst.what, worst.first, worst.final) == ("Inadequate", 10, 8)
    assert worst.share == pytest.approx(8 / 50)
    for found in (good, worst):
        assert found.share is not None
        assert found.low <= found.share <= found.high
    assert good.low < 0.6 < good.high  # wide, because ten stand for forty


def test_no_move_among_the_re_reads_is_still_not_certainty() -> None:
    """Ten that all kept their grade do not prove that the other thirty would."""
    audits = [made(i, "good") for i in range(30)]
    audits += [made(100 + i, "good", "good") for i in range(10)]
    good, _worst = both(audits)
    assert good.share == 1.0
    assert good.low < 0.85


def test_where_everything_was_read_nothing_is_guessed() -> None:
    """The figure is the final one, and the interval has no width."""
    audits = [made(i, "good", "good" if i % 3 else "requires_improvement") for i in range(12)]
    good, _worst = both(audits)
    assert good.share == good.low == good.high == pytest.approx(8 / 12)


def test_fewer_than_ten_or_a_round_without_any_says_so_instead() -> None:
    """No figure is offered, and the words say why."""
    few, _worst = both([made(i, "good", "good" if i < 9 else "") for i in range(30)])
    assert few.share is None
    assert "Fewer than ten" in few.why
    audits = [made(i, "good", "good" if i < 12 else "") for i in range(30)]
    audits += [replace(made(50 + i, "good"), round="Quarter 2") for i in range(5)]
    apart, _worst = both(audits)
    assert apart.share is None
    assert "rest stays unknown" in apart.why


def test_rounds_with_other_shares_are_weighted_by_themselves() -> None:
    """Half of one round and a fifth of the other were read: neither stands for the other."""
    one = [made(i, "good", "" if i >= 10 else "requires_improvement") for i in range(20)]
    two = [replace(made(100 + i, "good", "" if i >= 10 else "good"), round="Q2") for i in range(50)]
    good, _worst = both([*one, *two])
    assert good.share == pytest.approx(50 / 70)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Made-up councils of 120 audits, a third read at random: 19 in 20, with room for few draws."""
    chance, held, figures = Random(5), 0, 120
    for _turn in range(figures):
        true = [
            (first, min(3, max(0, first + chance.choice((0, 0, 0, 0, 1, 1, -1)))))
            for first in (chance.randrange(3) for _audit in range(120))
        ]
        audits = [
            made(i, GRADES[first], GRADES[last] if chance.random() < 0.33 else "")
            for i, (first, last) in enumerate(true)
        ]
        good, _worst = both(audits)
        truth = sum(last < 2 for _first, last in true) / len(true)
        held += good.share is not None and good.low <= truth <= good.high
    assert held / figures >= 0.92
