"""A handed-in audit in words: answers, cells of grids, entries of groups, and what stands beside them."""

from qa_tool.audit.form import Form
from qa_tool.audit.said import Beside, Said, in_domain
from qa_tool.template.model import Choice, Question, Template
from tests.audit.made_paper import TODAY
from tests.audit.made_up import graded, template, ungraded

AB = (Choice("a", "Apple"), Choice("b", "Birch"))
ROWS = (Choice("one", "First"), Choice("two", "Second"))
MADE = template(
    [
        ungraded(
            "q",
            Question("q.met", "one_of", "Was it met?", choices=AB, evidence_when="q.met == 'a'",
                     action_when="q.met == 'b'", theme="drift", companions=("date",)),
            Question("q.grid", "rating_grid", "Rate", choices=AB, rows=ROWS,
                     columns=(Choice("now", "Now"), Choice("then", "Then"))),
            Question("q.kids", "group", "Each child", each="Child", questions=(
                Question("q.kids.seen", "one_of", "Seen?", choices=AB, companions=("comment",)),
            )),
            Question("q.proof", "evidence", "What shows it?"),
            Question("q.when", "date", "When?"),
            Question("q.left", "text", "More?"),
        ),
        graded("risk"),
    ]
)  # fmt: skip
PIECE = [{"what": "Plan", "date": "2026-05-03", "shows": "Agreed"}]


def _said(answers: dict[str, object], made: Template = MADE, key: str = "q") -> dict[str, Said]:
    form = Form(made, answers, today=TODAY, read_only=True)  # type: ignore[arg-type]
    return {one.key: one for one in in_domain(form, form.domain(key))}


def test_every_kind_is_said_in_words() -> None:
    """No key of a choice, row, column or entry shows, and what was not answered is left out."""
    found = _said({
        "q.met": "a", "q.met#evidence": PIECE, "q.met#date": "2026-05-04",
        "q.grid": {"one.now": "a", "one.then": "b", "two.now": "b"},
        "q.kids": ["4"], "q.kids[4].seen": "b", "q.kids[4].seen#comment": "At school.",
        "q.proof": PIECE, "q.when": "2026-05-05",
    })  # fmt: skip
    assert found["q.met"].answer == "Apple"
    assert found["q.met"].beside == (
        Beside("Date", "4 May 2026"), Beside("Evidence", "Plan, 3 May 2026: Agreed"),
    )  # fmt: skip
    assert found["q.grid"].answer == "First: Now Apple, Then Birch\nSecond: Now Birch"
    assert (found["q.kids[4].seen"].question, found["q.kids[4].seen"].beside) == (
        "Child 1: Seen?", (Beside("Comment", "At school."),),
    )  # fmt: skip
    assert found["q.proof"].answer == "Plan, 3 May 2026: Agreed"
    assert found["q.when"].answer == "5 May 2026"
    assert "q.left" not in found


def test_an_action_that_is_asked_for_and_missing_is_told() -> None:
    """Until one is raised there; the comment that says why none is needed stands beside it."""
    form = Form(MADE, {"q.met": "b", "q.met#comment": "Done already."}, today=TODAY, read_only=True)
    one = in_domain(form, form.domain("q"))[0]
    assert (one.acts, one.theme) == (True, "drift")
    assert one.beside == (Beside("Comment", "Done already."),)
    form.actions(["q.met"])
    assert not in_domain(form, form.domain("q"))[0].acts
    assert not _said({"q.met": "a"})["q.met"].acts


def test_what_is_not_asked_any_more_is_not_told() -> None:
    """Evidence beside an answer that no longer asks for it stays kept, and is not shown as if it counted."""
    assert _said({"q.met": "b", "q.met#evidence": PIECE})["q.met"].beside == ()


def test_grade_reason_and_evidence_of_a_domain_stand_elsewhere() -> None:
    """They are no answers to questions of the template."""
    kept = {"risk.grade": "good", "risk.reason": "Because.", "risk.evidence": PIECE}
    assert not {"risk.grade", "risk.reason", "risk.evidence"} & _said({**kept}, key="risk").keys()
