"""The pure room of retention: classes, periods, and what is left of an entry without its words."""

from datetime import date

import pytest

from qa_tool.retention.classes import AUDITS, CLASSES, class_of_audit
from qa_tool.retention.model import due_before
from qa_tool.retention.words import GONE, emptied, is_whole


@pytest.mark.parametrize(
    ("subject", "template", "key"),
    [
        ("child", "core_case_audit", "case_audit"),
        ("worker", "practice_observation", "observation"),
        ("worker", "supervision_and_oversight", "supervision_audit"),
        ("organisation", "organisation_safeguarding", "service_audit"),
        ("team", "anything", "service_audit"),
    ],
)
def test_each_audit_has_its_class(subject: str, template: str, key: str) -> None:
    """Observations and supervision audits are personnel records with periods of their own."""
    assert class_of_audit(subject, template) == key
    assert key in AUDITS
    assert key in CLASSES


def test_a_period_ends_on_the_day_and_not_before() -> None:
    """Six years after 21 November are over on 22 November; 29 February has a day in every year."""
    assert due_before(date(2026, 11, 21), 6) == date(2020, 11, 21)
    assert due_before(date(2028, 2, 29), 1) == date(2027, 3, 1)


def test_words_go_and_codes_stay() -> None:
    """Texts deep in lists are replaced; dates, ids and grades are left as they were."""
    stop = {
        "id": "stop-1", "level": "danger", "what": "Something seen", "difference": "",
        "told": [{"who": "Team manager", "answer": "Rings back", "when": "2026-01-01T10:00:00"}],
        "followed": [{"kind": "visit", "what": "Seen alone", "on": "2026-01-02"}],
    }  # fmt: skip
    assert emptied("safety", stop) == {
        "id": "stop-1", "level": "danger", "what": GONE, "difference": "",
        "told": [{"who": "Team manager", "answer": GONE, "when": "2026-01-01T10:00:00"}],
        "followed": [{"kind": "visit", "what": GONE, "on": "2026-01-02"}],
    }  # fmt: skip
    assert stop["what"] == "Something seen"


def test_a_notice_and_its_steps_are_told_apart() -> None:
    """`what` is a sentence in a notice and a code in its steps."""
    assert emptied("notice", {"id": "n", "what": "It drifts"})["what"] == GONE
    step = {"id": "s", "notice": "n", "what": "answer", "text": "Will do"}
    assert emptied("notice", step) == {**step, "text": GONE}


def test_doing_it_twice_changes_nothing_more() -> None:
    """What was disposed of once has no words left to dispose of."""
    once = emptied("reply", {"words": "No", "answer": "Yes", "agrees": False})
    assert emptied("reply", once) == once


def test_a_case_loses_its_number_and_its_family_only() -> None:
    """The random reference stays: what is counted hangs on it."""
    assert emptied("case", {"reference": "AB12", "council_number": "1234", "family": "f", "kind": "cp"}) == {
        "reference": "AB12", "council_number": "", "family": "", "kind": "cp",
    }  # fmt: skip


def test_what_is_words_and_nothing_else() -> None:
    """A note and a voice's words are blanked whole; an attempt is not."""
    assert is_whole("note", {})
    assert is_whole("voice", {"part": "words"})
    assert not is_whole("voice", {"part": "attempt"})
    assert not is_whole("audit", {})
