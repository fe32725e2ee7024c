"""A small council with enough moderators for a third reader, and the steps of a second reading."""

from dataclasses import replace
from pathlib import Path

from qa_tool.council.model import Person
from qa_tool.moderation.model import Reading
from qa_tool.store import moderation as shelf
from qa_tool.work import council as councils
from qa_tool.work import moderation
from qa_tool.work.moderation import Verdict
from tests.ui.pages import made_up
from tests.ui.pages.made_up import Council


def found(folder: Path, *, cases: int = 6) -> Council:
    """The made-up council with two more moderators, one of whom is a QA lead as well."""
    made = made_up.found(folder, cases=cases)
    with made.lead.store.together():
        for id_, name, roles in (
            ("per-lia", "Lia Northbeck", ("moderator",)),
            ("per-nor", "Nora Eastwell", ("moderator", "qa_lead")),
        ):
            councils.keep_person(made.lead, Person(id_, name, roles, "team-3", ""))  # type: ignore[arg-type]
    made.lead.forget()
    return made


def reading_of(made: Council, audit: str) -> Reading:
    """The second reading of an audit."""
    reading = shelf.of_audit(made.lead.store, audit)
    assert reading is not None
    return reading


def read_and_close(made: Council, audit: str, grade: str, who: str = "per-mo") -> str:
    """Somebody reads it blind with one grade for all, and closes with that grade; the reading's id."""
    reading = reading_of(made, audit)
    if reading.moderator != who:
        moderation.pass_on(made.lead, reading.id, who)
    desk = made.read_again(reading.id, grade)
    own = moderation.comparison(desk, reading.id)
    same = own.audit.overall == grade
    moderation.close(
        desk, reading.id,
        Verdict(same, "mostly", grade, own.reading.grades, "As the made-up file shows."),
    )  # fmt: skip
    return reading.id


def verdict_of(own: moderation.Comparison, **changes: object) -> Verdict:
    """A verdict that takes the reader's own grades."""
    same = own.audit.overall == own.reading.overall
    given = Verdict(same, "yes", own.reading.overall, own.reading.grades, "As the file shows.")
    return replace(given, **changes)  # type: ignore[arg-type]
