"""What reports say of safety, of what they may not show, and of what is to follow."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import get_args

import pytest

from qa_tool.audit.safety import ABOUT, About, routes
from qa_tool.figures.actions import count
from qa_tool.figures.agreement import agreement
from qa_tool.figures.basis import basis
from qa_tool.figures.dataset import ReAuditFact, ReAuditState, SafetyFact
from qa_tool.figures.distribution import distribute
from qa_tool.policy import Numbers
from qa_tool.report import learning, note, sentences, summary
from qa_tool.report.blocks import Callout, Chart, Heading, TableBlock
from qa_tool.report.method import method
from qa_tool.report.sheets import summary_workbook
from qa_tool.report.text import texts
from qa_tool.template.model import SafetyLevel
from tests.report.made_up import OFSTED, TODAY, council

_WHEN = datetime(2026, 11, 20, 14, 32)  # noqa: DTZ001  the council's own time


def _note(level: SafetyLevel, about: About) -> note.SafetyNote:
    return note.SafetyNote(
        reference="K7Q3-MD9", level=level, about=ABOUT[about], raised_by="A made-up auditor",
        raised=_WHEN, what="Made-up words.",
        routes=tuple(
            note.SafetyRoute(r.who, r.within, "", note.SafetyClock(_WHEN, met=True, late=False))
            for r in routes(level, about, Numbers())
        ),
        told=(), council="Made-up Council", made=TODAY,
        plan=note.SafetyClock(date(2026, 11, 23), met=False, late=True),
    )  # fmt: skip


@pytest.mark.parametrize("level", get_args(SafetyLevel))
@pytest.mark.parametrize("about", get_args(About))
def test_the_note_sends_nobody_to_whom_it_is_about(level: SafetyLevel, about: About) -> None:
    """The team manager stands on the note only where they are a route of this very stop."""
    words = "\n".join(texts(note.build(_note(level, about)))).casefold()
    routed = any("team manager" in r.who.casefold() for r in routes(level, about, Numbers()))
    assert ("team manager" in words) == routed
    assert routed == (about != "manager")
    assert ABOUT[about].casefold() in words


def test_the_note_says_what_is_due_and_whether_it_was_there() -> None:
    """Each clock stands there, the written plan too, and the number is called the case's."""
    words = list(texts(note.build(_note("serious", "child"))))
    assert "Case reference K7Q3-MD9" in words
    assert "Written plan" in words
    assert {"In time", "Late", "23 Nov 2026", "20 Nov 2026, 14:32"} <= set(words)


def test_the_box_of_the_note_names_every_route_with_its_time() -> None:
    """What the box says is made of the routes, so that it cannot part from the table."""
    made = note.build(_note("serious", "worker_with_children"))
    box = next(block for block in made.blocks if isinstance(block, Callout))
    assert "Team manager: the same day." in box.text
    assert "Local authority designated officer (LADO): within 1 working day." in box.text


_STOPS = (
    SafetyFact("C-1", "danger", TODAY - timedelta(days=9), "in_time", TODAY),
    SafetyFact("C-2", "serious", TODAY - timedelta(days=4), "late"),
    SafetyFact("C-3", "danger", TODAY - timedelta(days=2), "late"),
)


def test_reports_count_stops_from_the_register_and_claim_nothing() -> None:
    """In time, not in time, still open and how long: in both reports and the workbook."""
    data = replace(council(), safety=_STOPS)
    said = (
        "3 safety stops: in 1 everybody who must hear of it was told in time, in 2 somebody was "
        "not. 2 are still open, the oldest for 4 days."
    )
    assert sentences.safety(data) == said
    for made in (summary.build(data), learning.build(data), summary_workbook(data)):
        words = "\n".join(texts(made))
        assert said in words
        assert "told those who can act" not in words
    assert "C-2" in "\n".join(texts(summary.build(data)))
    assert "C-2" not in "\n".join(texts(learning.build(data)))


def test_stops_within_their_time_are_neither_told_nor_late() -> None:
    """A stop of a moment ago is not called late, and one that is over is not called open."""
    fresh = SafetyFact("C-4", "danger", TODAY, "not_yet")
    assert "in 1 the time is not over yet" in sentences.safety(replace(council(), safety=(fresh,)))
    assert sentences.safety(replace(council(), safety=_STOPS[:1])).endswith("None is open.")
    assert sentences.safety(council()) == "No safety stop was raised."


def test_what_the_maker_may_not_see_stands_on_the_cover() -> None:
    """A report made by somebody with a blind reading to do says on its cover that it is not whole."""
    data = replace(council(), withheld=2)
    found = basis(data)
    assert ("withheld", 2) in [(reason.code, reason.count) for reason in found.left_out]
    assert found.n + sum(reason.count for reason in found.left_out) == found.looked_at == 142
    for report in (summary.build(data), learning.build(data)):
        facts = dict(report.facts)
        assert facts["Not whole"].startswith("2 audits are missing here")
        assert any(
            isinstance(b, Callout) and b.title == "This report is not whole" for b in report.blocks
        )
    assert "Not whole" not in dict(summary.build(council()).facts)


def test_nobody_is_told_that_a_team_answers_for_a_period() -> None:
    """The team is the one of the day the audit was started, and is called that."""
    for made in (summary.build(council()), learning.build(council()), summary_workbook(council())):
        words = "\n".join(texts(made))
        assert "period judged" not in words
        assert "held the case when the audit was started" in words


def test_a_re_audit_is_said_as_what_is_to_be_done_with_the_councils_number() -> None:
    """The summary says what is to follow and by when, with the council's own months."""
    words = "\n".join(texts(summary.build(replace(council(), re_audit_months=2))))
    assert "Each is to be audited again by somebody else within 2 months." in words
    assert "is audited again" not in words


def test_the_councils_own_limit_for_small_teams_is_used() -> None:
    """A team that is shown with a mild limit goes under other teams with a stricter one."""
    data = council()
    mild = "\n".join(texts(learning.build(replace(data, small_audits=2, small_workers=1))))
    strict = "\n".join(texts(learning.build(replace(data, small_audits=60, small_workers=4))))
    assert "Assessment East" in mild
    assert "Assessment East" not in strict
    assert "60 audits or 4 workers" in strict


def test_one_and_none_are_said_as_people_say_them() -> None:
    """One audit was read again, none kept its grade; no action is 0 of anything."""
    data = council()
    audit = next(a for a in data.audits if a.reading is not None)
    one = agreement([(audit.reference, "good", "inadequate")], data.templates["core"].scale_of())
    said = sentences.targeted(one)
    assert said.startswith("1 audit was read again")
    assert "none kept its grade, 1 went down, none went up" in said
    one_good = sentences.good_or_better(distribute(["good"], OFSTED), "it")
    assert one_good.startswith("1 of 1 was good or better")
    none_good = sentences.good_or_better(distribute(["inadequate"] * 2, OFSTED), "it")
    assert none_good.startswith("None of 2 were good or better")
    withdrawn = count(data.actions[:1], data.made)
    assert " 0 " not in sentences.actions(withdrawn)


def test_one_line_for_all_teams_is_shown_once() -> None:
    """Where everything is folded into one line, the table of teams would only repeat the areas'."""
    largest = basis(council()).groups[0].n
    folded = learning.build(replace(council(), small_audits=largest))
    captions = [b.caption for b in folded.blocks if isinstance(b, Chart)]
    assert any("by area" in caption for caption in captions)
    assert not any("by team" in caption for caption in captions)
    usual = [b.caption for b in learning.build(council()).blocks if isinstance(b, Chart)]
    assert any("by team" in caption for caption in usual)


def test_the_direction_is_a_sentence_and_no_table_of_one_row() -> None:
    """The method says n, up, down and the sign test in words; without a move there is no test."""
    data = council()
    assert not any(isinstance(block, TableBlock) for block in method(data))
    assert "Exact sign test" in "\n".join(texts(method(data)))
    still = replace(
        data,
        audits=tuple(
            replace(a, reading=replace(a.reading, overall=a.overall) if a.reading else None)
            for a in data.audits
        ),
    )
    said = "\n".join(texts(method(still)))
    assert "none up, none down." in said
    assert "Exact sign test" not in said


def test_the_summary_says_what_became_of_re_audits() -> None:
    """Handed in, allocated, nobody yet and late are told, case by case."""
    due = date(2026, 11, 1)
    states: tuple[ReAuditState, ...] = ("nobody", "allocated", "done", "done")
    rows = tuple(
        ReAuditFact(f"C-{i}", due, due, state, late=state == "nobody")
        for i, state in enumerate(states)
    )
    data = replace(council(), re_audits=rows)
    said = "4 re-audits asked for: 2 handed in, 1 allocated, 1 with nobody yet; 1 is late."
    blocks = summary.build(data).blocks
    assert said in "\n".join(texts(blocks))
    table = next(b for b in blocks if isinstance(b, TableBlock) and "Re-audits" in b.caption)
    assert table.rows[0] == ("C-0", due, due, "Nobody yet, late")
    assert said not in "\n".join(texts(learning.build(data)))


def test_a_group_of_few_is_not_shown_by_itself_in_the_learning_report() -> None:
    """One audit of a kind would be one child's and one worker's grades: it is named and not shown."""
    data = council()
    lone = next(a for a in basis(data).counted if a.kind_of_case == "child_in_need")
    audits = (*data.audits, replace(lone, id="audit-lone", kind_of_case="care_leaver"))
    data = replace(data, audits=audits)
    blocks = learning.build(data).blocks
    titles = [b.caption for b in blocks if isinstance(b, Chart)]
    titles += [b.text for b in blocks if isinstance(b, Heading)]
    assert not any("care leaver" in title for title in titles)
    assert any("child in need" in title for title in titles)
    words = "\n".join(texts(blocks))
    assert "not shown by themselves: Core case audit: care leaver." in words
    assert "for care leaver" not in words
    assert f"This rests on {basis(data).n} audits" in words
    headings = [b.text for b in summary.build(data).blocks if isinstance(b, Heading)]
    assert any("care leaver" in heading for heading in headings)


def test_where_every_group_is_small_the_learning_report_says_so() -> None:
    """Nothing but counts is left, and the report can still be made."""
    blocks = learning.build(replace(council(), small_audits=100)).blocks
    assert "not shown by themselves" in "\n".join(texts(blocks))
    assert not any(
        "domain" in b.caption for b in blocks if isinstance(b, Chart) if "Final" in b.caption
    )
