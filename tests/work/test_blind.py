"""The blind: a moderator learns nothing of the first grades before their own are saved."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.moderation.model import Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import (
    action,
    action_list,
    audit,
    audit_list,
    council,
    dashboard,
    dashboard_loop,
    dashboard_trend,
    data,
    data_release,
    erasing,
    home,
    inspection,
    moderation,
    notice,
    notice_list,
    paper,
    quotation,
    reaudit_pairs,
    reliability,
    reliability_facts,
    report,
    report_action,
    report_peer,
    report_safety,
    requirement,
    retention,
    safety,
    shield,
    subject_access,
    theme_page,
    theme_tag,
)
from qa_tool.work.workspace import Workspace

PLANTED = "zebra-umbrella-seventeen"


def plant(lead: Workspace, moderator: str) -> Reading:
    """An audit with a reason nobody else wrote, which waits for this moderator."""
    store = lead.store
    number = audit_shelf.rows_of(store, Wanted(states=("handed_in",)))[0]
    first = audit_shelf.heads(store, [number])[0]
    first = audit_shelf.audit(store, first.id) or first
    case = council_shelf.case(store, first.case)
    assert case is not None
    fresh = replace(first, id="aud-planted", overall="outstanding", parent="")
    with store.together():
        entry = lead.write("audit", fresh.id, {"audit": fresh, "answers": {"about.mode": PLANTED}})
        words = {"risk.reason": PLANTED, "overall.reason": PLANTED}
        lead.write("note", fresh.id, {"answers": words}, parents=(entry.id,))
        reading = Reading(
            "rdg-planted", fresh.id, fresh.template, fresh.case, moderator, "random",
            made=lead.clock.now(), opened=lead.clock.now(),
        )  # fmt: skip
        lead.write("moderation", reading.id, reading, parents=(entry.id,))
    action.raise_(
        lead, action.Wanted(fresh.id, "risk.grade", PLANTED, owner=lead.person.id,
                            due=action.due_choices(lead)[1][1]),
    )  # fmt: skip
    safety.raise_stop(lead, fresh.id, fresh.case, "serious", "child", PLANTED)
    notice.raise_(
        lead,
        notice.Wanted(fresh.case, PLANTED, ladder="looked_after", to=moderator if moderator in lead.people else "",
                      audits=(fresh.id,)),
    )  # fmt: skip
    return reading


def everything(desk: Workspace, reading: Reading) -> Iterator[tuple[str, Any]]:
    """What every question answers to this person, by the question's name."""
    questions: dict[str, Callable[[], Any]] = {
        "paper.offers": lambda: paper.offers(desk),
        "mine": lambda: audit_list.mine(desk),
        "list": lambda: audit_list.rows(desk, audit_list.numbers(desk, Wanted())),
        "rows by number": lambda: audit_list.rows(
            desk, audit_shelf.rows_of(desk.store, Wanted(states=("in_moderation",)))
        ),
        "view": lambda: audit_list.view(desk, reading.audit),
        "history": lambda: audit_list.history(
            desk, audit_shelf.audit(desk.store, reading.audit) or pytest.fail("gone")
        ),
        "of case": lambda: audit_list.of_case(desk, reading.case),
        "queue": lambda: moderation.queue(desk),
        "open blind": lambda: moderation.open_blind(desk, reading.id).form.answers,
        "comparison": lambda: moderation.comparison(desk, reading.id),
        "who may read": lambda: moderation.who_may_read(desk, reading.id),
        "actions": lambda: action.rows(desk),
        "actions of audit": lambda: action.rows(desk, audit=reading.audit),
        "actions by number": lambda: action_list.lines(
            desk, action_list.numbers(desk, action_list.Wanted(), text=PLANTED)
        ),
        "improvement plan": lambda: requirement.plan(desk),
        "re-audit pairs": lambda: reaudit_pairs.pairs(desk),
        "report of actions": lambda: report_action.facts(desk, None),
        "safety": lambda: safety.register(desk),
        "safety of audit": lambda: safety.of_audit(desk, reading.audit),
        "safety of case": lambda: safety.of_case(desk, reading.case),
        "inspection drawer": lambda: inspection.open_case(
            desk, council.case(desk, reading.case).reference
        ),
        "inspection list": lambda: inspection.recent(desk, 24),
        "safety report": lambda: report_safety.register(desk, report.Scope()),
        "notices": lambda: notice_list.register(desk),
        "notices of audit": lambda: notice_list.of_audit(desk, reading.audit),
        "pack offered": lambda: report_peer.offered(desk),
        "data look": lambda: data_release.look(desk, data.Asked(wide=True)),
        "records due": lambda: retention.due(desk),
        "record classes": lambda: retention.classes(desk),
        "legal holds": lambda: retention.holds(desk),
        "erasing": lambda: erasing.look(desk, "child", council.case(desk, reading.case).reference),
        "subject access": lambda: subject_access.gather(
            desk,
            subject_access.Asked("child", council.case(desk, reading.case).reference, "x", "y"),
        ),
        "disposals": lambda: retention.disposals(desk),
        "data released": lambda: data_release.released(desk),
        "home": lambda: home.overview(desk),
        "cases": lambda: council.case_rows(desk),
        "case": lambda: council.case(desk, reading.case),
        "data set": lambda: report.dataset(desk, None),
        "data set of the audit": lambda: report.dataset(desk, None, audit=reading.audit),
        "reliability": lambda: reliability.look(desk),
        "facts of the re-reads": lambda: reliability_facts.gather(desk, None),
        "tags": lambda: theme_tag.of_audit(desk, reading.audit),
        "quote sources": lambda: quotation.sources(desk, reading.audit),
        "quotations": lambda: quotation.rows(desk),
        "themes": lambda: theme_page.board(desk),
        "dashboard": lambda: [
            dashboard.choices(desk),
            dashboard.grades(desk, dashboard.Filter()),
            dashboard.heat(desk, dashboard.Filter()),
            dashboard.by_child(desk, dashboard.Filter(), "ethnicity"),
            dashboard_trend.over_time(desk, dashboard.Filter()),
            dashboard_trend.years(desk, dashboard.Filter()),
            dashboard_loop.coverage(desk, dashboard.Filter()),
            dashboard_loop.ageing(desk, dashboard.Filter()),
            dashboard_loop.read_again(desk, dashboard.Filter()),
        ],
        "round": lambda: [council.round_state(desk, r) for r in council.rounds(desk)],
    }
    for name, ask in questions.items():
        try:
            yield name, ask()
        except QAError as refusal:
            yield name, f"{refusal} {refusal.cure}"


def leaks(desk: Workspace, reading: Reading) -> list[str]:
    """The questions that tell the planted words, or the planted audit's grade."""
    found = []
    for name, answer in everything(desk, reading):
        rows = answer if isinstance(answer, list | tuple) else [answer]
        graded = any(
            getattr(row, "id", "") == reading.audit and getattr(row, "first", "") for row in rows
        )
        if PLANTED in repr(answer) or graded:
            found.append(name)
    return found


def test_a_moderator_learns_nothing_of_the_first_grade(desk: Callable[[str], Workspace]) -> None:
    """No question tells the planted reason, action, safety words or grade."""
    lead = desk("qa lead")
    moderator = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, moderator.id)
    assert leaks(desk("moderator"), reading) == []


def test_control_with_the_shield_off_the_same_walk_finds_it(
    desk: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk would see a leak: without the shield several questions tell the planted words."""
    lead = desk("qa lead")
    moderator = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, moderator.id)
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    assert {"view", "data set", "data set of the audit", "history"} & set(
        leaks(desk("moderator"), reading)
    )


def test_a_qa_lead_who_moderates_is_blind_too(
    desk: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wider role does not open what the blind closes."""
    lead = desk("qa lead")
    moderator = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, moderator.id)
    both = desk("moderator")
    both.person = replace(both.person, roles=("moderator", "qa_lead"))
    assert leaks(both, reading) == []
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    assert leaks(both, reading)


def test_the_queue_does_not_tell_why_a_case_is_in_it(desk: Callable[[str], Workspace]) -> None:
    """A row of the queue has no field for the reason, and its order is by date and hash alone."""
    assert set(moderation.QueueRow.__slots__) == {
        "id", "reference", "title", "due", "late", "state", "moderator", "opened", "readers",
    }  # fmt: skip
    desk("moderator")


def test_after_saving_ones_own_grades_the_first_come_into_sight(
    desk: Callable[[str], Workspace],
) -> None:
    """Grades can be compared only after one's own are saved, and saving wants every grade."""
    lead = desk("qa lead")
    moderator = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, moderator.id)
    mira = desk("moderator")
    with pytest.raises(Refused, match="out of sight"):
        moderation.comparison(mira, reading.id)
    with pytest.raises(audit.NotReady):
        moderation.save_grades(mira, reading.id, "blind")
    opened = moderation.open_blind(mira, reading.id)
    for domain in opened.template.graded:
        moderation.keep_answer(mira, reading.id, f"{domain.key}.grade", "good")
    moderation.keep_answer(mira, reading.id, "overall.grade", "good")
    moderation.keep_answer(mira, reading.id, "overall.reason", "The domains together.")
    moderation.save_grades(mira, reading.id, "blind")
    found = moderation.comparison(mira, reading.id)
    assert found.differences[-1].direction == "same" or found.differences
    assert found.reasons["risk"] == PLANTED
    assert found.audit.overall == "outstanding"
    assert reading.audit not in shield.hidden(mira)


def test_somebody_else_cannot_open_the_reading(desk: Callable[[str], Workspace]) -> None:
    """A reading waits for one moderator."""
    lead = desk("qa lead")
    reading = plant(lead, "nobody")
    with pytest.raises(Refused, match="somebody else"):
        moderation.open_blind(desk("moderator"), reading.id)
