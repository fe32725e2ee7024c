"""The blind at the store: what SQL really returns while a moderator works on a case."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import calibration_talk, home, moderation, moderation_dispute, moderation_waiting
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant

GRADE = "outstanding"
"""The first grade that `plant` gives; the template's own text is not looked at."""


@contextmanager
def traced(desk: Workspace) -> Iterator[list[str]]:
    """Every statement that reaches the store, with its values written in."""
    said: list[str] = []
    desk.store.raw.set_trace_callback(said.append)
    try:
        yield said
    finally:
        desk.store.raw.set_trace_callback(None)


def returned(desk: Workspace, statements: list[str]) -> list[str]:
    """What those statements return about grades, reasons and audits: each row in words."""
    rows = []
    for statement in statements:
        if not re.match(r"\s*(SELECT|WITH)\b", statement, re.IGNORECASE):
            continue
        if re.search(r"FROM template\b|FROM entry\b.*kind = 'template'", statement):
            continue  # the form itself, with every grade's name in it
        rows += [repr(row) for row in desk.store.raw.execute(statement).fetchall()]
    return rows


def leaking(desk: Workspace, work: Callable[[], Any]) -> list[str]:
    """The rows that bring the first grade or its reason out of the store while this is done."""
    with traced(desk) as said, suppress(QAError):
        work()
    assert said, "the trace hears nothing"
    return [row for row in returned(desk, said) if PLANTED in row or f"'{GRADE}'" in row]


def _steps(desk: Workspace, reading: str) -> dict[str, Callable[[], Any]]:
    """All that the pages of a moderator ask before the grades are saved."""
    return {
        "queue": lambda: moderation.queue(desk),
        "declaration": lambda: moderation.declare(desk, reading),
        "open": lambda: moderation.open_blind(desk, reading),
        "answer": lambda: moderation.keep_answer(desk, reading, "risk.grade", "good"),
        "undo": lambda: moderation.undo(desk, reading),
        "findings": lambda: moderation.gaps(moderation.open_blind(desk, reading).form),
        "too early": lambda: moderation.comparison(desk, reading),
        "half a verdict": lambda: moderation.keep_verdict(desk, reading, {"reason": "x"}),
        "what waits": lambda: moderation_waiting.waiting(desk),
        "disputes": lambda: moderation_dispute.disputes(desk),
        "calibration": lambda: calibration_talk.rows(desk),
    }


def test_no_query_brings_the_first_grade_out_of_the_store(desk: Callable[[str], Workspace]) -> None:
    """Until their own grades are saved, no SQL of a moderator's pages returns a grade or reason."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    me = desk("moderator")
    found = {name: leaking(me, step) for name, step in _steps(me, reading.id).items()}
    assert {name: rows for name, rows in found.items() if rows} == {}


def test_home_of_a_moderator_counts_no_shielded_grade(desk: Callable[[str], Workspace]) -> None:
    """Home asks many questions; none of them returns the planted reason or the planted grade."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    plant(lead, mira.id)
    me = desk("moderator")
    with traced(me) as said:
        home.overview(me)
    rows = [row for row in returned(me, said) if "aud-planted" in row]
    assert [row for row in rows if f"'{GRADE}'" in row] == []


def test_control_without_the_shield_the_trace_finds_it(desk: Callable[[str], Workspace]) -> None:
    """The trace would see a leak: once the grades are saved the same question returns the reason."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    me = desk("moderator")
    form = moderation.open_blind(me, reading.id).form
    for domain in form.template.graded:
        moderation.keep_answer(me, reading.id, f"{domain.key}.grade", "good")
    moderation.keep_answer(me, reading.id, "overall.grade", "good")
    moderation.keep_answer(me, reading.id, "overall.reason", "The domains together.")
    moderation.save_grades(me, reading.id, "blind")
    rows = leaking(me, lambda: moderation.comparison(me, reading.id))
    assert any(PLANTED in row for row in rows)
    assert any(f"'{GRADE}'" in row for row in rows)


def test_why_a_case_was_chosen_stays_in_the_store(desk: Callable[[str], Workspace]) -> None:
    """Of a case chosen for its worst grade, queue and form fetch no row that says so."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    with lead.store.together():
        lead.store.raw.execute(
            "UPDATE reading SET chosen = 'inadequate', rule = 'It is the worst' WHERE id = ?",
            [reading.id],
        )
    me = desk("moderator")
    for step in (
        lambda: moderation.queue(me),
        lambda: moderation.open_blind(me, reading.id),
        lambda: moderation.keep_answer(me, reading.id, "risk.grade", "good"),
    ):
        with traced(me) as said:
            step()
        told = [row for row in returned(me, said) if reading.id in row]
        assert not [row for row in told if "inadequate" in row or "It is the worst" in row]
    seen = reading_shelf.reading(me.store, reading.id)
    assert seen is not None
    assert seen.chosen == "inadequate"


def test_a_panel_is_behind_the_shield_too(desk: Callable[[str], Workspace]) -> None:
    """Whoever sits on a panel sees nothing of the audit while the reading waits."""
    from qa_tool.work import audit_list, moderation_lead

    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    petra = next(p for p in lead.people.values() if p.name == "Petra Wrenfield")
    moderation_lead.by_panel(lead, reading.id, [petra.id])
    me = desk("iro")
    with pytest.raises(Refused):
        audit_list.view(me, reading.audit)
    assert reading.audit in reading_shelf.hidden_from(me.store, petra.id, moderates=False)
