"""Home tells the Chief Social Work Officer of a report that waits for their yes, and nobody else."""

from collections.abc import Callable

from qa_tool.work import home, publication
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
YEAR, HERE = "2026-27", "publication-2026-27"


def _told(desk: Workspace) -> list[dict[str, str]]:
    return [one.place for one in home.overview(desk).waiting if one.page == "publication"]


def test_a_reviewed_report_waits_for_the_cswo_until_it_is_approved(desk: Desk) -> None:
    """Not before the review, not for the reviewer, not after the yes; again after a changed word and its review."""
    cswo = desk("cswo")
    publication.write_text(cswo, HERE, "activity", "Words of the officer.")
    assert _told(cswo) == []
    lead = desk("qa lead")
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    publication.freeze(lead, HERE)
    assert _told(lead) == []
    publication.review(lead, HERE)
    assert _told(lead) == []
    cswo = desk("cswo")
    assert _told(cswo) == [{"year": YEAR, "tab": "check"}]
    publication.write_text(cswo, HERE, "activity", "Other words of the officer.")
    assert _told(cswo) == []  # what was reviewed is not what stands there now
    publication.review(desk("qa lead"), HERE)
    cswo = desk("cswo")
    assert _told(cswo)
    publication.approve(cswo, HERE)
    assert _told(cswo) == []


def test_what_the_cswo_reviewed_or_sent_back_waits_for_no_yes_of_theirs(desk: Desk) -> None:
    """Whoever reviewed it does not approve it; what was sent back is being written."""
    lead = desk("qa lead")
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    publication.freeze(lead, HERE)
    cswo = desk("cswo")
    publication.review(cswo, HERE)
    assert _told(cswo) == []
    publication.send_back(cswo, HERE, "A made-up reason.")
    assert _told(cswo) == []
