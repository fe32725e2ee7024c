"""One auditor beside whoever read again: counts, halves, what is worth a talk, and swapping the two."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.figures.agreement import agreement, rereads
from qa_tool.figures.compared import Subject, along, compared, forms_of, pairs
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.leniency import leaning, leanings
from tests.report.made_up import CORE, GRADES, OFSTED, TODAY, council

OVERALL = Subject("core")
PAIRS = st.lists(
    st.tuples(st.just("A"), st.sampled_from(GRADES), st.sampled_from(GRADES)), max_size=25
)


def read(moves: list[tuple[str, str]], auditor: str = "per-1") -> list[AuditFact]:
    """Audits of one auditor, each with its first and second overall grade, a day apart."""
    model = next(audit for audit in council().audits if audit.reading is not None)
    assert model.reading is not None
    return [
        replace(
            model, id=f"{auditor}-{i:03d}", reference=f"C-{i}", auditor=auditor, overall=first,
            template="core", selection="random", case=f"case-{auditor}-{i}",
            handed_in=TODAY - timedelta(days=90 - i),
            reading=replace(
                model.reading, random=True, mode="blind", overall=second, final_overall=second
            ),
        )
        for i, (first, second) in enumerate(moves)
    ]  # fmt: skip


def of(audits: list[AuditFact]) -> DataSet:
    """A data set of these."""
    return replace(council(), audits=tuple(audits))


KIND = [("good", "requires_improvement")] * 7 + [("good", "good")] * 2


def test_a_lean_is_worth_a_talk_from_eight_on() -> None:
    """Seven of nine lowered and none raised is; the same five of five is too few."""
    audits = read(KIND)
    found = leaning("per-1", audits, OVERALL, of(audits))
    assert (found.whole.n, found.whole.same, found.whole.down, found.whole.up) == (9, 2, 7, 0)
    assert found.lean
    assert found.discuss
    assert found.mean is None  # below ten: counts only
    few = read([("good", "requires_improvement")] * 7)
    small = leaning("per-1", few, OVERALL, of(few))
    assert small.whole.p is not None
    assert small.whole.p < 0.05
    assert not small.lean


def test_single_audits_are_worth_a_talk_by_themselves() -> None:
    """Two grades apart, or across the line to the worst grade, whatever the rest looks like."""
    audits = read([("good", "good")] * 3 + [("requires_improvement", "inadequate")])
    found = leaning("per-1", audits, OVERALL, of(audits))
    assert not found.lean
    assert [single.reference for single in found.singly] == ["C-3"]
    assert found.discuss


def test_halves_follow_the_time_of_handing_in_and_lose_nobody() -> None:
    """First kind, later not: the halves tell it, in whatever order the audits come."""
    audits = read([("good", "requires_improvement")] * 6 + [("good", "good")] * 5)
    mixed = Random(3).sample(audits, len(audits))
    found = leaning("per-1", mixed, OVERALL, of(audits))
    assert (found.earlier.n, found.earlier.down) == (6, 6)
    assert (found.later.n, found.later.same) == (5, 5)
    assert found.mean is not None
    assert round(found.mean, 3) == -0.545


def test_everybody_is_there_and_nobody_is_ranked() -> None:
    """Auditors stand in the order of their ids whatever their figures; rounds stand apart."""
    audits = read(KIND, "per-2") + read([("good", "good")], "per-1")
    audits[0] = replace(audits[0], round="Quarter 2")
    found = leanings(audits, OVERALL, of(audits))
    assert [one.auditor for one in found] == ["per-1", "per-2"]
    assert [(name, one.n) for name, one in found[1].rounds] == [("Quarter 2", 1), ("Quarter 3", 8)]


def test_versions_of_a_template_are_never_added() -> None:
    """Two fingerprints of one template are two forms, told apart by their versions."""
    audits = read(KIND)
    older = [replace(one, id=f"old-{one.id}", fingerprint="old") for one in audits[:4]]
    data = replace(
        of([*audits, *older]), templates={"core": CORE, "old": replace(CORE, version="0.9")}
    )
    forms = forms_of(data.audits, data)
    assert [(form.title, form.read) for form in forms] == [
        ("Core case audit 1.0", 9), ("Core case audit 0.9", 4),
    ]  # fmt: skip
    assert compared(data.audits, OVERALL, data).n == 9
    assert compared(data.audits, Subject("old"), data).n == 4


def test_a_grade_of_another_scale_is_counted_and_in_no_figure() -> None:
    """Outstanding against a grade that this scale never had is no pair."""
    found = agreement([("A", "outstanding", "good"), ("B", "good", "met")], OFSTED)
    assert (found.n, found.foreign, found.down, found.within_one, found.singly) == (1, 1, 1, 1, ())


def test_along_teams_every_pair_is_in_exactly_one() -> None:
    """Teams, rounds and auditors add up to the whole."""
    data = council()
    chosen = rereads(data).random
    whole = compared(chosen, OVERALL, data)
    for by in ("team", "round", "auditor"):
        parts = along(chosen, OVERALL, data, lambda audit, by=by: getattr(audit, by))  # type: ignore[misc]
        assert sum(part.n for _name, part in parts) == whole.n
        assert [name for name, _part in parts] == sorted(name for name, _part in parts)


@settings(max_examples=50, deadline=None)
@given(PAIRS, st.randoms(use_true_random=False))
def test_swapping_flips_direction_and_permuting_changes_nothing(
    given_pairs: list[tuple[str, str, str]], chance: Random
) -> None:
    """n, same, within one and p stay; up and down change places; the table is turned."""
    one = agreement(given_pairs, OFSTED)
    back = agreement([(r, second, first) for r, first, second in given_pairs], OFSTED)
    assert (one.n, one.same, one.within_one, one.p) == (back.n, back.same, back.within_one, back.p)
    assert (one.up, one.down) == (back.down, back.up)
    assert one.table == tuple(zip(*back.table, strict=True))
    mixed = agreement(chance.sample(given_pairs, len(given_pairs)), OFSTED)
    assert mixed.table == one.table
    assert (mixed.up, mixed.down, mixed.p) == (one.up, one.down, one.p)


def test_pairs_are_first_and_second_and_never_the_final_grade() -> None:
    """Domains too: what the second reader gave before they saw the first."""
    audits = read([("good", "inadequate")])
    reading = audits[0].reading
    assert reading is not None
    audits[0] = replace(
        audits[0], grades={"risk": "good"},
        reading=replace(
            reading, grades={"risk": "outstanding"}, final_grades={"risk": "good"},
            final_overall="good",
        ),
    )  # fmt: skip
    assert pairs(audits, OVERALL) == (("C-0", "good", "inadequate"),)
    assert pairs(audits, Subject("core", "risk")) == (("C-0", "good", "outstanding"),)
