"""Every kind of entry has its words in a record class, or a reason why it needs none."""

import pytest

from qa_tool.ledger.kinds import KINDS, erasable
from qa_tool.retention.classes import CLASSES
from qa_tool.retention.words import KINDS as WITH_WORDS
from qa_tool.retention.words import WHOLE

# The class with which the words of a kind go; a kept class says itself why it is kept.
GOES_WITH = {
    "note": "case_audit", "reopen": "case_audit", "allocation": "case_audit", "moderation": "case_audit",
    "resolution": "case_audit", "dispute": "case_audit", "reply": "case_audit", "quotation": "case_audit",
    "voice": "case_audit", "action": "action", "safety": "safety_stop", "notice": "notice",
    "concern": "concern", "diagnostic": "diagnostic", "survey": "survey", "case": "case",
    "calibration": "calibration", "requirement": "requirement", "objective": "objective",
    "comment": "comment", "release": "release", "publication": "publication", "draw": "draw",
    "hold": "disposal", "disposal": "disposal", "erase": "disposal",
}  # fmt: skip
NO_CLASS = {
    "enrol": "names, roles and keys of writers: the chain is checked against them",
    "revoke": "where a writer ends: the chain is checked against it",
    "policy": "the council's settings",
    "area": "the council's structure",
    "team": "the council's structure",
    "person": "names of the council's people, without which no signature says whose it is",
    "template": "the text of a template: figures are read by it for ever",
    "round": "name, days and plan of a round",
    "audit": "codes, grades and dates",
    "sign_off": "names of entries",
    "auditor": "load, training and leave days",
    "feedback": "who was told and when",
    "caselist": "counts and a fingerprint",
    "supervision": "a day",
    "theme": "the codebook",
    "tag": "a theme's code and a place",
    "ladder": "the rules of a ladder",
    "framework": "the rules of a framework: an audit is read by what stood on its day",
    "crosswalk": "what of one template is what of another: figures across versions rest on it",
    "indicator": "numbers of the whole council by month, and what they count",
    "timeliness": "dates and a clock's code; no words can be typed there",
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_goes_with_a_class_or_says_why_not(kind: str) -> None:
    """A new kind fails here until it is said with which class its words go, or why it has none."""
    assert (kind in GOES_WITH) != (kind in NO_CLASS)
    if kind in NO_CLASS:
        assert kind not in WITH_WORDS | WHOLE
        return
    one = CLASSES[GOES_WITH[kind]]
    assert one.kept or (kind in WITH_WORDS | WHOLE and erasable(kind))


def test_every_class_has_a_kind_of_its_own() -> None:
    """No class stands in the schedule to which nothing belongs; audits share theirs."""
    audits = {"observation", "supervision_audit", "service_audit"}
    assert set(GOES_WITH.values()) | audits == set(CLASSES)
