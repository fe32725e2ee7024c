"""Feedback and workbook where two readers graded: whose grade, whose reason, and what changed."""

from dataclasses import replace

from qa_tool.figures.dataset import AuditFact, DataSet, ReadingFact
from qa_tool.report import feedback
from qa_tool.report.blocks import Heading, Paragraph, Quote
from qa_tool.report.sheets import summary_workbook
from tests.report.made_up import TITLES, TODAY, council

FIRST = "Made-up: the main danger is known."
SECOND = "Made-up: nobody weighed the danger."


def _data(final: str = "requires_improvement", **moved: str) -> DataSet:
    """One audit that requires improvement throughout, read again with these grades."""
    grades = dict.fromkeys(TITLES, "requires_improvement")
    audit = council(1).audits[0]
    words = tuple(
        replace(one, text=FIRST) if one.key == "risk.reason" else one for one in audit.words
    )
    reading = ReadingFact(
        True, "blind", final, grades | moved, not moved, "yes", final, grades | moved,
        "Made-up: settled so.", "moderator-0", TODAY, {"risk": SECOND, "overall": "Made-up: all in all."},
    )  # fmt: skip
    made = replace(
        audit, overall="requires_improvement", grades=grades, reading=reading, words=words,
        selection="random", state="signed_off", template="core",
    )  # fmt: skip
    return replace(council(1), audits=(made,), actions=())


def _audit(data: DataSet) -> AuditFact:
    return data.audits[0]


def _lead(data: DataSet) -> str:
    blocks = feedback.build(data, _audit(data).id).blocks
    return next(b.text for b in blocks if isinstance(b, Paragraph) and b.lead)


def _under(data: DataSet, title: str) -> list[str]:
    """The paragraphs below the heading of a domain, in order."""
    blocks = list(feedback.build(data, _audit(data).id).blocks)
    start = next(
        i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text.startswith(title)
    )
    found: list[str] = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        if isinstance(block, Paragraph):
            found.append(block.text)
    return found


def test_feedback_never_says_that_everything_stands_where_a_domain_changed() -> None:
    """The overall stands and the domain that changed is named."""
    said = _lead(_data(risk="inadequate"))
    assert "the overall stands, and the grade of Risk analysis and decisions changed" in said
    assert "every grade stands" not in said
    assert "every grade stands" in _lead(_data())


def test_many_changed_domains_are_a_number() -> None:
    """Four changed domains are not a list in the first sentence."""
    moved = dict.fromkeys(list(TITLES)[:4], "inadequate")
    said = _lead(_data("inadequate", **moved))
    assert "The auditor gave Requires improvement" in said
    assert "The grade of 4 domains changed." in said


def test_each_readers_reason_stands_under_their_own_grade() -> None:
    """Under a changed domain: the auditor's grade with their reason, then the second reader's."""
    found = _under(_data(risk="inadequate"), "Risk analysis and decisions: Inadequate")
    assert found[:4] == [
        "Auditor: Requires improvement", FIRST, "Second reader: Inadequate", SECOND,
    ]  # fmt: skip


def test_a_reason_is_labelled() -> None:
    """Where nothing changed the reason stands under words that say what it is."""
    found = _under(_data(), "Risk analysis and decisions")
    assert found[:2] == ["Why this grade", FIRST]


def test_a_second_reader_without_words_is_said() -> None:
    """A changed grade for which the second reader wrote nothing does not borrow the auditor's words."""
    found = _under(_data(voice="inadequate"), "Voice and lived experience")
    assert "Second reader: Inadequate" in found
    assert "No reason was written for this grade." in found


def test_a_changed_overall_brings_both_reasons() -> None:
    """The auditor's reason for the overall is called theirs, and the second reader's stands beside it."""
    data = _data("inadequate", risk="inadequate")
    blocks = feedback.build(data, _audit(data).id).blocks
    said = [b.text for b in blocks if isinstance(b, Paragraph)]
    assert "The auditor gave Requires improvement" in said
    assert "The second reader gave Inadequate" in said
    assert "Made-up: all in all." in said
    assert any(isinstance(b, Quote) and b.text == "Made-up: settled so." for b in blocks)


def test_the_workbook_has_a_column_for_each_reader() -> None:
    """On the sheet Development the final grade never stands beside the other reader's reason alone."""
    data = _data(risk="inadequate")
    sheet = summary_workbook(data).sheet("Development")
    titles = [column.title for column in sheet.columns]
    row = next(r for r in sheet.rows if r[titles.index("Domain")] == TITLES["risk"])
    told = dict(zip(titles, row, strict=True))
    assert told["Final grade"] == "Inadequate"
    assert (told["Auditor's grade"], told["The auditor's reason"]) == (
        "Requires improvement",
        FIRST,
    )
    assert (told["Second grade"], told["The second reader's reason"]) == ("Inadequate", SECOND)


def test_words_stand_beside_the_grade_of_whoever_wrote_them() -> None:
    """The sheet of words gives the auditor's grade to the auditor's words, and so for the second."""
    rows = summary_workbook(_data(risk="inadequate")).sheet("Words").rows
    assert {row[3] for row in rows if row[-1] == FIRST} == {"Requires improvement"}
    assert {row[3] for row in rows if row[-1] == SECOND} == {"Inadequate"}
