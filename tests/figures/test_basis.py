"""What a result rests on: nothing is lost, nothing is counted twice, nothing is mixed."""

from collections import Counter
from dataclasses import replace

from qa_tool.figures.basis import basis, by_place, drawn
from qa_tool.figures.distribution import by_domain, distribute, overall
from qa_tool.template.model import Overall
from tests.report.made_up import CORE, OFSTED, council, nothing


def test_every_audit_is_counted_or_left_out_once() -> None:
    """Counted and left out add up to every audit of the data set."""
    found = basis(council())
    assert found.n + sum(reason.count for reason in found.left_out) == found.looked_at == 140


def test_each_reason_has_its_count() -> None:
    """Re-audits, picked, concern, calibration, mock, unsigned and worker audits are told apart."""
    data = council()
    expected: Counter[str] = Counter()
    for audit in data.audits:
        if audit.template == "supervision":
            expected["not_a_child"] += 1
        elif audit.selection != "random":
            expected[audit.selection] += 1
        elif audit.state not in {"signed_off", "closed"}:
            expected["not_signed_off"] += 1
    found = {reason.code: reason.count for reason in basis(data).left_out}
    assert found == dict(expected)
    assert set(found) == {
        "re_audit", "picked", "concern", "calibration", "mock", "not_signed_off", "not_a_child",
    }  # fmt: skip


def test_kinds_of_case_and_templates_stay_apart() -> None:
    """A group holds one template and one kind of case only."""
    groups = basis(council()).groups
    assert len(groups) == 2
    for group in groups:
        assert {(a.template, a.kind_of_case) for a in group.audits} == {
            (group.template.key, group.kind_of_case)
        }


def test_an_audit_without_its_template_is_left_out_and_said() -> None:
    """A template missing from the data set never makes an audit vanish."""
    data = replace(council(20), templates={})
    found = basis(data)
    assert found.n == 0
    assert [(reason.code, reason.count) for reason in found.left_out] == [("no_template", 20)]


def test_the_final_grade_counts_not_the_first() -> None:
    """Where there was moderation its grade counts; the auditor's does everywhere else."""
    data = council()
    moderated = next(
        a
        for a in basis(data).counted
        if a.reading is not None and a.reading.final_overall != a.overall
    )
    group = next(g for g in basis(data).groups if moderated in g.audits)
    spread = overall(group)
    assert spread is not None
    finals = Counter(a.reading.final_overall if a.reading else a.overall for a in group.audits)
    assert {grade.key: count for grade, count in spread.counts} == {
        grade.key: finals[grade.key] for grade, _ in spread.counts
    }
    assert finals != Counter(a.overall for a in group.audits)


def test_not_enough_evidence_stands_in_its_own_column() -> None:
    """It is neither a grade nor lost; blank and unknown keys are not taken for it."""
    spread = distribute(["good", "not_enough_evidence", "", "adequate"], OFSTED)
    assert (spread.n, spread.good, spread.unranked, spread.blank) == (1, 1, 1, 2)


def test_a_template_without_an_overall_grade_has_none() -> None:
    """Where the overall is only written there is no distribution to show, and domains still are."""
    data = council(30)
    written = replace(CORE, overall=Overall("written"))
    group = basis(replace(data, templates={**data.templates, "core": written})).groups[0]
    assert overall(group) is None
    assert len(by_domain(group)) == 9


def test_every_graded_domain_adds_up() -> None:
    """For each domain ranked, unranked and blank together make the group."""
    for group in basis(council()).groups:
        for _domain, spread in by_domain(group):
            assert spread.n + spread.unranked + spread.blank == group.n


def test_drawn_holds_what_is_not_signed_off_yet() -> None:
    """Re-reads are looked for among everything that was drawn, disputed audits too."""
    data = council()
    states = {audit.state for audit in drawn(data)}
    assert "disputed" in states
    assert {audit.selection for audit in drawn(data)} == {"random"}


def test_places_hold_every_audit() -> None:
    """By area nothing is lost, and names come in order."""
    counted = basis(council()).counted
    places = by_place(counted, "area")
    assert list(places) == ["East", "North", "South"]
    assert sum(map(len, places.values())) == len(counted)


def test_no_audits_make_no_groups() -> None:
    """An empty round is empty, not an error."""
    found = basis(nothing())
    assert (found.n, found.groups, found.left_out) == (0, (), ())
