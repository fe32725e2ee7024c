"""What the reports say: honest sentences, nothing named where nothing may be, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.dataset import DataSet, Words
from qa_tool.figures.distribution import distribute
from qa_tool.report import feedback, learning, note, sentences, summary
from qa_tool.report.blocks import Callout, Chart, Heading, Paragraph, Report, TableBlock
from qa_tool.report.sheets import summary_workbook
from qa_tool.report.text import texts
from qa_tool.template.model import Overall
from tests.report.made_up import CORE, OFSTED, all_inadequate, council, nothing

COUNCILS: dict[str, Callable[[], DataSet]] = {
    "whole": council,
    "empty": nothing,
    "one audit": lambda: council(1),
    "all inadequate": all_inadequate,
    "no overall": lambda: replace(
        council(40), templates={"core": replace(CORE, overall=Overall("absent"))}
    ),
}


def _all_text(report: Report) -> str:
    return "\n".join(texts(report))


@pytest.mark.parametrize("name", COUNCILS)
def test_every_report_can_be_made_of_every_council(name: str) -> None:
    """Summary, learning report and workbook come out whatever the round looks like."""
    data = COUNCILS[name]()
    for report in (summary.build(data), learning.build(data)):
        headings = [block.text for block in report.blocks if isinstance(block, Heading)]
        assert headings
        assert report.marking == "OFFICIAL-SENSITIVE"
        tables = [block for block in report.blocks if isinstance(block, TableBlock)]
        for table in tables:
            assert len(table.header) == len(table.kinds)
            assert all(len(row) == len(table.header) for row in table.rows), table.caption
    for sheet in summary_workbook(data).sheets:
        assert all(len(row) == len(sheet.columns) for row in sheet.rows), sheet.name


def test_a_report_never_says_nan_or_zero_percent_of_nothing() -> None:
    """An empty round says that nothing can be said, instead of percentages of nothing."""
    words = _all_text(summary.build(nothing())) + _all_text(learning.build(nothing()))
    assert "Nothing can be said yet" in words
    for wrong in ("0%", "nan", "None", "0 of 0"):
        assert wrong not in words


def test_what_was_left_out_is_on_the_page_with_its_reason() -> None:
    """Every reason and its count stand in the summary."""
    data = council()
    tables = [b for b in summary.build(data).blocks if isinstance(b, TableBlock)]
    rows = {row[0]: row[1] for table in tables for row in table.rows if len(row) == 2}
    for reason in basis(data).left_out:
        assert rows[reason.why] == reason.count


def test_no_rate_adds_kinds_of_case() -> None:
    """No chart or table holds a distribution of more audits than the largest group has."""
    data = council()
    largest = max(group.n for group in basis(data).groups)
    charts = [b for b in summary.build(data).blocks if isinstance(b, Chart)]
    for chart in charts:
        if "n" in chart.scene.table.header:
            place = chart.scene.table.header.index("n")
            assert all(int(row[place]) <= largest for row in chart.scene.table.rows)


def test_the_learning_report_names_no_child_and_no_worker() -> None:
    """No reference, id of a case, worker, auditor or moderator, and no typed word is in it."""
    data = council()
    words = _all_text(learning.build(data))
    for audit in data.audits:
        assert audit.reference not in words
        assert audit.worker not in words
        assert audit.auditor not in words
        assert all(typed.text not in words for typed in audit.words)
    assert "Made-up action" not in words
    # The control: the same search finds them in the summary, which may name audits.
    whole = _all_text(summary.build(data))
    assert data.audits[0].reference in whole
    assert "Made-up strength" in whole


@pytest.mark.parametrize("field", ["reference", "worker", "auditor"])
def test_a_planted_name_stops_the_learning_report(field: str) -> None:
    """A theme that carries a child's reference or a person is found, and the report is refused."""
    data = council()
    planted = replace(data, theme=f"What we learned from {getattr(data.audits[3], field)}")
    with pytest.raises(Refused, match="would name"):
        learning.build(planted)


def test_small_teams_are_not_in_the_learning_report() -> None:
    """A team with fewer than ten audits is not named there, and is in the summary."""
    data = council()
    words = _all_text(learning.build(data))
    assert "Disability" not in words
    assert "Disability" in _all_text(summary.build(data))


def test_the_learning_report_says_what_it_withholds() -> None:
    """The reader is told that nothing typed is quoted, and why."""
    callouts = [b for b in learning.build(council()).blocks if isinstance(b, Callout)]
    assert any("nobody has cleared those words" in callout.text for callout in callouts)


def test_feedback_holds_every_word_of_its_audit_and_of_no_other() -> None:
    """The worker reads all reasons of their audit, and nothing of anybody else's."""
    data = council()
    audit = data.audits[6]
    words = _all_text(feedback.build(data, audit.id, reply_by=date(2026, 11, 30)))
    assert all(typed.text in words for typed in audit.words)
    assert "Please reply by 30 November 2026" in words
    assert audit.auditor not in words
    other = data.audits[7]
    assert other.reference not in words
    assert other.words[0].text not in words


def test_feedback_shows_both_grades_where_they_differ() -> None:
    """A grade settled after a second reading is explained, with the first beside it."""
    data = council()
    audit = next(
        a for a in data.audits if a.reading is not None and a.reading.final_overall != a.overall
    )
    paragraphs = [b.text for b in feedback.build(data, audit.id).blocks if isinstance(b, Paragraph)]
    assert any("a second reader looked again" in text for text in paragraphs)


def test_feedback_for_an_unknown_audit_is_a_sentence() -> None:
    """An id that is not there gives a plain sentence with a cure."""
    with pytest.raises(QAError, match="no such audit") as caught:
        feedback.build(council(3), "nothing-like-it")
    assert caught.value.cure


def test_words_outside_graded_domains_reach_the_feedback() -> None:
    """The practitioner's reflection and the family's view are not lost."""
    data = council(3)
    more = Words("family_view.said", "What did the family say?", "Made-up: we felt heard.")
    audit = replace(data.audits[0], words=(*data.audits[0].words, more))
    words = _all_text(feedback.build(replace(data, audits=(audit,)), audit.id))
    assert "Made-up: we felt heard." in words
    assert "Family view" in words


def test_the_safety_note_says_that_nobody_is_notified() -> None:
    """The note holds what, routes and answers, and says plainly that the program tells nobody."""
    made = note.build(
        note.SafetyNote(
            reference="C-7037",
            level="serious",
            about="A child's safety",
            raised_by="A made-up auditor",
            raised=datetime(2026, 11, 20, 14, 32),  # noqa: DTZ001  the council's own time
            what="Made-up: nobody has been since Tuesday.",
            routes=(note.SafetyRoute("Team manager", "the same day", "01234 000 001"),),
            told=(note.SafetyTold("Team manager", None, "by telephone", "Goes out now."),),
            council="Made-up Council",
            made=date(2026, 11, 20),
        )
    )
    words = _all_text(made)
    for wanted in (
        "This program notifies nobody", "C-7037", "20 November 2026, 14:32", "Goes out now.",
        "Made-up: nobody has been since Tuesday.", "not yet",
    ):  # fmt: skip
        assert wanted in words


def test_sentences_are_honest_about_small_numbers() -> None:
    """Below ten there is no percentage; at ten there is one with its interval; none is said."""
    few = sentences.good_or_better(distribute(["good"] * 5 + ["inadequate"] * 3, OFSTED), "it")
    assert "%" not in few
    assert few.startswith("5 of 8 were")
    enough = sentences.good_or_better(distribute(["good"] * 6 + ["inadequate"] * 4, OFSTED), "it")
    assert "6 of 10 (60%)" in enough
    assert "31 to 83%" in enough
    assert "no grades yet" in sentences.good_or_better(distribute([], OFSTED), "it")


def test_direction_is_not_claimed_from_few_or_even_readings() -> None:
    """A lean is said only from ten readings on, and only when chance is unlikely."""
    data = council()
    (found,) = of_overall(rereads(data).random, data)
    assert "kinder" in sentences.trust(found)
    assert "too few" in sentences.trust(replace(found, n=9))
    assert "no clear lean" in sentences.trust(replace(found, p=0.4))
    assert "nobody can say" in sentences.trust(None)


def test_the_workbook_holds_every_word() -> None:
    """Each comment, reason of difference and reason of a second reader stands on the sheet of words."""
    data = council()
    found = {row[-1] for row in summary_workbook(data).sheet("Words").rows}
    for audit in data.audits:
        assert {words.text for words in audit.words} <= found
        assert not audit.differs or audit.differs in found
        assert audit.reading is None or not audit.reading.reason or audit.reading.reason in found


def test_the_workbook_names_no_person() -> None:
    """Neither worker, auditor nor moderator stands in the workbook."""
    data = council()
    words = "\n".join(texts(summary_workbook(data)))
    for audit in data.audits:
        assert audit.worker not in words
        assert audit.auditor not in words
        assert audit.reading is None or audit.reading.moderator not in words


def test_targeted_rereads_have_a_sheet_of_their_own() -> None:
    """No audit stands on both sheets of re-reads."""
    book = summary_workbook(council())
    random = {row[0] for row in book.sheet("Random re-reads").rows}
    targeted = {row[0] for row in book.sheet("Targeted re-reads").rows}
    assert random
    assert targeted
    assert not random & targeted


def test_shares_are_empty_below_ten() -> None:
    """A team with fewer than ten graded audits has counts and no share."""
    sheet = summary_workbook(council()).sheet("By team")
    titles = [column.title for column in sheet.columns]
    n, share = titles.index("n graded"), titles.index("Good or better, share")
    small = [row for row in sheet.rows if isinstance(row[n], int) and row[n] < 10]
    assert small
    assert all(row[share] is None for row in small)
    assert any(row[share] is not None for row in sheet.rows)
