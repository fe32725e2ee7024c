"""Actions by age and end; domains that work and that worry."""

from dataclasses import replace
from datetime import timedelta

from qa_tool.figures.actions import ageing, count
from qa_tool.figures.basis import basis
from qa_tool.figures.themes import below_good, strengths, themes
from tests.report.made_up import TODAY, all_inadequate, council


def test_actions_are_counted_once() -> None:
    """Open, waiting for verification, finished and withdrawn make the total."""
    data = council()
    found = count(data.actions, TODAY)
    assert found.total == len(data.actions)
    assert found.open + found.to_verify + found.finished + found.withdrawn == found.total
    assert found.on_time + found.late == found.finished


def test_ageing_bands_meet_without_gap_or_overlap() -> None:
    """Day 7 and 8, 28 and 29 fall on their own sides, today is not overdue, and the bands add up."""
    action = replace(council().actions[0], state="open")
    days = (0, 1, 7, 8, 28, 29)
    actions = [replace(action, due=TODAY - timedelta(days=day)) for day in days]
    actions.append(replace(action, due=None))
    assert dict(ageing(actions, TODAY)) == {
        "Not due yet": 1,
        "No due date": 1,
        "Overdue 1 to 7 days": 2,
        "Overdue 8 to 28 days": 2,
        "Overdue 29 days or more": 1,
    }
    found = count(actions, TODAY)
    assert (found.overdue, found.oldest_days, found.no_date) == (5, 29, 1)


def test_a_domain_stands_in_one_place_only() -> None:
    """Working, worrying, in between and too few share the domains out."""
    for group in basis(council()).groups:
        found = themes(group)
        keys = [
            theme.domain.key
            for place in (found.working, found.worrying, found.between, found.too_few)
            for theme in place
        ]
        assert sorted(keys) == sorted(domain.key for domain in group.template.graded)


def test_nothing_works_where_everything_is_inadequate() -> None:
    """No domain is praised for being the least bad."""
    found = themes(basis(all_inadequate()).groups[0])
    assert found.working == ()
    assert len(found.worrying) == 3


def test_few_grades_say_nothing() -> None:
    """Below ten grades no domain is called strong or weak."""
    found = themes(basis(council(5)).groups[0])
    assert (found.working, found.worrying) == ((), ())
    assert len(found.too_few) == 9


def test_strengths_are_only_those_marked_as_such() -> None:
    """Reasons are not strengths."""
    found = list(strengths(council().audits))
    assert found
    assert {words.key for _audit, words in found} == {"strength.what"}


def test_areas_for_development_bring_the_grade_and_its_reason() -> None:
    """Every domain below good is listed with the words the auditor gave for it."""
    group = basis(council()).groups[0]
    rows = list(below_good(group))
    assert {row.final for row in rows} == {"Requires improvement", "Inadequate"}
    assert all(row.reason and row.first for row in rows)
