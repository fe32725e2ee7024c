"""The words of a whole made-up council against the schedule: no sentence is left that no rule knows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from qa_tool.action.requirement import Objective, Requirement
from qa_tool.clock import FixedClock
from qa_tool.council.model import Case
from qa_tool.framework.model import Comment
from qa_tool.moderation.calibration import Calibration, CalibrationGrades, Example
from qa_tool.retention.words import GONE, emptied, is_whole
from qa_tool.store import calibration as calibration_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import framework as framework_shelf
from qa_tool.store import requirement as requirement_shelf
from qa_tool.store.verify import verify
from qa_tool.work import retention
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
WHY = "Annual review of the made-up council; no claim is open."
DAY = datetime(2026, 11, 1, 10, tzinfo=UTC)
A_SENTENCE = 4  # words
# Kinds, or fields of kinds, whose sentences stay, and why.
STAYS = {
    "area": "a name", "team": "a name", "round": "a name", "policy": "titles of posts", "draw": "a version",
    "template": "the text of a template", "framework": "the rules of a framework",
    "hold": "kept as proof", "crosswalk": "codes and a note on them", "indicator": "what a number counts",
    "action.owner_words": "an agency", "comment.comment.clause_title": "a heading",
    "diagnostic.set": "the standards of a session",
    "diagnostic.outcome": "what an agency was told: no child",
    "diagnostic.session.scorecard": "an indicator's name", "diagnostic.session.seminar.who": "teams",
    "moderation.rule": "a rule of the template", "resolution.rule": "a rule of the template",
    "notice.ladder": "the rules of a ladder", "publication": "public", "requirement.source": "a title",
    "disposal": "kept as proof", "erase": "kept as proof", "release": "kept as proof",
}  # fmt: skip


def _sentences(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str):
        if len(value.split()) >= A_SENTENCE and value != GONE:
            yield path
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _sentences(one, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _sentences(one, path)


def test_no_sentence_is_left_that_no_rule_knows(desk: Desk) -> None:
    """Every entry without its words holds none but those that stay for a reason that is written down."""
    lead = desk("qa lead")
    left = set[str]()
    for entry in lead.store.ledger.entries():
        body = entry.body or {}
        if not is_whole(entry.kind, body):
            left |= set(_sentences(emptied(entry.kind, body), entry.kind))
    assert not [one for one in left if not any(f"{one}.".startswith(f"{key}.") for key in STAYS)]


def _later(lead: Workspace) -> Workspace:
    lead.clock = FixedClock(datetime(2066, 11, 20, 10, tzinfo=UTC))
    return lead


def _bodies(lead: Workspace) -> str:
    found = lead.store.raw.execute("SELECT body FROM entry WHERE body IS NOT NULL").fetchall()
    return "\n".join(str(row[0]) for row in found)


def _session(lead: Workspace, case: str = "") -> Calibration:
    made = Calibration(
        "cal-z", "zebra-name", "core_case_audit", "f", lead.person.id, DAY, None, (lead.person.id,),
        (Example("ex1", "zebra-title", case, "zebra-story"),), "closed", DAY, DAY, "zebra-early",
        {"ex1/risk": "zebra-note"}, {"ex1/risk": "good"},
    )  # fmt: skip
    graded = CalibrationGrades(
        "cgr-z",
        "cal-z",
        "ex1",
        lead.person.id,
        DAY,
        "good",
        {"risk": "good"},
        {"risk": "zebra-reason"},
    )
    with lead.store.together():
        lead.write("calibration", made.id, made)
        lead.write("calibration", graded.id, graded)
    return made


def test_a_closed_calibration_goes_with_its_reasons(desk: Desk) -> None:
    """A worked example is a child's story: it comes up, its words go, grades and days stay."""
    lead = desk("qa lead")
    made = _session(lead)
    _later(lead)
    assert [row.id for row in retention.due(lead, "calibration")] == ["cal-z"]
    retention.dispose(lead, "calibration", ["cal-z"], WHY)
    assert "zebra-" not in _bodies(lead)
    left = calibration_shelf.one(lead.store, "cal-z")
    assert left is not None
    assert (left.agreed, left.closed, left.state) == (made.agreed, made.closed, "closed")
    assert [one.grades for one in calibration_shelf.grades(lead.store, "cal-z")] == [
        {"risk": "good"}
    ]
    assert verify(lead.store) == ()


def test_a_hold_on_the_case_keeps_the_calibration(desk: Desk) -> None:
    """A session that graded a held case is on the list as held."""
    lead = desk("qa lead")
    case = min(council_shelf.cases(lead.store).values(), key=lambda one: one.id)
    _session(lead, case.id)
    retention.put_on_hold(lead, "case", case.reference, "A made-up claim")
    _later(lead)
    assert retention.due(lead, "calibration")[0].held


def test_an_ended_objective_goes(desk: Desk) -> None:
    """It comes up years after its day; owner and day stay."""
    lead = desk("qa lead")
    made = Objective(
        "obj-z", "zebra-title", "zebra-about", lead.person.id, date(2026, 10, 1), ended=True
    )
    lead.write("objective", made.id, made)
    _later(lead)
    retention.dispose(lead, "objective", ["obj-z"], WHY)
    assert "zebra-" not in _bodies(lead)
    assert verify(lead.store) == ()


def test_a_met_requirement_goes(desk: Desk) -> None:
    """It comes up years after it was settled; what is open never does."""
    lead = desk("qa lead")
    source = requirement_shelf.sources(lead.store)[0].id
    met = Requirement("rqm-z", source, "zebra-text", state="met", reason="zebra-why",
                      settled=date(2026, 10, 1))  # fmt: skip
    lead.write("requirement", met.id, {"requirement": met})
    _later(lead)
    assert [row.id for row in retention.due(lead, "requirement")] == ["rqm-z"]
    retention.dispose(lead, "requirement", ["rqm-z"], WHY)
    assert "zebra-" not in _bodies(lead)
    left = requirement_shelf.requirement(lead.store, "rqm-z")
    assert left is not None
    assert (left.text, left.state, left.settled) == (GONE, "met", met.settled)
    assert verify(lead.store) == ()


def test_a_comment_goes_whatever_letter_it_began_with(desk: Desk) -> None:
    """Of two texts the lesser stands, but one without words stands above both."""
    lead = desk("qa lead")
    framework = framework_shelf.frameworks(lead.store)[0].id
    for name, text in (("com-1", "A zebra-first"), ("com-2", "zebra-second")):
        said = Comment(
            name, framework, "m", "c", "Feedback", text, "Somebody", "", date(2026, 10, 1)
        )
        lead.write("comment", name, {"comment": said})
    _later(lead)
    retention.dispose(lead, "comment", ["com-1", "com-2"], WHY)
    assert "zebra-" not in _bodies(lead)
    kept = {one.id: one.text for one in framework_shelf.comments(lead.store, framework)}
    assert (kept["com-1"], kept["com-2"]) == (GONE, GONE)
    assert verify(lead.store) == ()


def _old_case(lead: Workspace) -> Case:
    """A case of the review list, which nothing is open about."""
    _later(lead)
    row = next(row for row in retention.due(lead, "case") if not row.held)
    found = council_shelf.case(lead.store, row.id)
    assert found is not None
    return found


def test_a_number_stays_while_something_about_the_child_is_open(desk: Desk) -> None:
    """With an unsettled stop, an open notice or an unfinished action the case does not come up."""
    lead = desk("qa lead")
    case = _old_case(lead)
    planted = {
        "safety": ("level, raised, settled, plain", "'danger', '2026-01-01', NULL, '{}'"),
        "action": (
            (
                "key, what, owner, owner_words, team, level, priority, state, raised_by, done_by,"
                " proof, needs_verifying, verified_by, difference, reason"
            ),
            "'', '', '', '', '', 'child', 'low', 'open', '', '', '', 0, '', '', ''",
        ),
        "notice": (
            "kind, raised, raised_by, team, worker, audits, plain, entry, open",
            "'concern', '2026-01-01', '', '', '', '[]', '{}', '', 1",
        ),
    }
    for table, (columns, values) in planted.items():
        extra = "audit, " if table != "notice" else ""
        lead.store.raw.execute("SAVEPOINT planted")
        lead.store.raw.execute(
            f'INSERT INTO {table} (id, {extra}"case", {columns})'
            f" VALUES ('x-z', {chr(39) * 2 + ', ' if extra else ''}?, {values})",
            [case.id],
        )
        assert case.id not in {row.id for row in retention.due(lead, "case")}, table
        lead.store.raw.execute("ROLLBACK TO planted")
        lead.store.raw.execute("RELEASE planted")
    assert case.id in {row.id for row in retention.due(lead, "case")}
