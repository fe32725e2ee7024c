"""QA notices and the blind, the report's readers, the made-up year, and rows made again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.moderation.model import Reading
from qa_tool.notice.model import Notice
from qa_tool.progress import SILENT
from qa_tool.report.blocks import Report
from qa_tool.report.text import texts
from qa_tool.store import apply, verify
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store.audit import Wanted as Audits
from qa_tool.work import home, notice, notice_form, notice_list, report_notices, session, shield
from qa_tool.work.council import rounds
from qa_tool.work.notice import Wanted
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
PLANTED = "zebra-umbrella-seventeen"


def planted(desk: Desk) -> tuple[str, str, list[str]]:
    """An audit that waits for Mira's reading, and two notices which tell of it: its id, case, theirs."""
    lead = desk("qa lead")
    number = audit_shelf.rows_of(lead.store, Audits(states=("handed_in",)))[0]
    audit = audit_shelf.heads(lead.store, [number])[0]
    found = audit_shelf.audit(lead.store, audit.id)
    assert found is not None
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    ladder = {"ladder": "looked_after"}
    linked = Wanted(found.case, f"{PLANTED} linked", audits=(found.id,), to=mira.id, **ladder)  # type: ignore[arg-type]
    names = list(notice.raise_(lead, linked).ids[:1])
    auditor = replace(lead, person=lead.people[found.auditor])
    names += notice.raise_(auditor, Wanted(found.case, f"{PLANTED} by its auditor", **ladder)).ids[
        :1
    ]  # type: ignore[arg-type]
    reading = Reading(
        "rdg-planted",
        found.id,
        found.template,
        found.case,
        mira.id,
        "random",
        made=lead.clock.now(),
    )
    with lead.store.together():
        lead.write("moderation", reading.id, reading)
    return found.id, found.case, names


def asked(desk: Workspace, audit: str, names: list[str]) -> dict[str, str]:
    """What every question about notices says to this person."""
    questions: dict[str, Callable[[], object]] = {
        "register": lambda: notice_list.register(desk),
        "live": lambda: notice_list.register(desk, live=True),
        "view": lambda: notice_list.view(desk, names[0]),
        "second view": lambda: notice_list.view(desk, names[1]),
        "home": lambda: home.overview(desk),
        "waiting": lambda: notice_list.waiting(desk),
        "due": lambda: notice_list.due(desk, date(2027, 6, 1)),
        "from the audit": lambda: notice_form.reference_of(desk, audit=audit),
        "note": lambda: notice_form.stage_note(desk, names[0], "stage_2"),
        "report": lambda: report_notices.facts(desk, Scope()),
        "letter": lambda: report_notices.letter(desk, ".pdf", Scope(notice=names[0]), SILENT),
    }
    said = {}
    for key, ask in questions.items():
        try:
            said[key] = repr(ask())
        except QAError as refusal:
            said[key] = f"{refusal} {refusal.cure}"
    return said


def wide(desk: Desk) -> Workspace:
    """Mira's desk with the widest roles on top: the blind is stronger."""
    mira = desk("moderator")
    mira.person = replace(mira.person, roles=("moderator", "qa_lead", "iro_manager"))
    return mira


def test_a_moderator_learns_nothing_of_a_shielded_audit_from_notices(desk: Desk) -> None:
    """Neither the linked notice nor its auditor's own shows anywhere, also where Mira was asked."""
    audit, _case, names = planted(desk)
    mira = wide(desk)
    assert audit in shield.hidden(mira)
    said = asked(mira, audit, names)
    assert [
        key for key, words in said.items() if PLANTED in words or any(n in words for n in names)
    ] == []
    assert report_notices.facts(mira, Scope()).withheld == 2


def test_control_with_the_shield_off_the_same_questions_tell(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk would see a leak."""
    audit, _case, names = planted(desk)
    mira = wide(desk)
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    said = asked(mira, audit, names)
    assert {"register", "live", "view", "second view", "report", "letter"} <= {
        key for key, words in said.items() if PLANTED in words
    }
    assert names[0] in said["waiting"]


def test_a_shielded_notice_is_not_counted_either(desk: Desk) -> None:
    """A later notice about the same child does not betray the shielded ones by its number."""
    _audit, case, _names = planted(desk)
    iro = desk("iro")
    later = notice.raise_(iro, Wanted(case, "Mine.", ladder="looked_after")).ids[0]
    assert notice_list.view(iro, later).row.earlier >= 2
    seen = notice_list.view(wide(desk), later)
    assert seen.row.earlier == 0
    assert seen.same_child == ()


def test_who_may_have_the_report(desk: Desk) -> None:
    """QA lead and CSWO have all, a reviewing officer their own, others none."""
    lead = desk("qa lead")
    case = min(c.id for c in council_shelf.cases(lead.store).values() if c.kind == "child_in_care")
    name = notice.raise_(lead, Wanted(case, "The lead's.")).ids[0]

    def told(who: str) -> set[str]:
        return {n.raised.id for n in report_notices.facts(desk(who), Scope()).notices}

    assert name in told("qa lead") & told("cswo")
    own = told("iro")
    assert own
    assert name not in own
    for who in ("team manager", "moderator", "partner"):
        with pytest.raises(Refused, match="role"):
            report_notices.report(desk(who), ".pdf", Scope(), SILENT)


def test_the_report_names_nobody_and_tells_no_words(desk: Desk) -> None:
    """No worker, no officer, no sentence of a notice or an answer is in the report or the workbook."""
    lead = desk("qa lead")
    names = {p.name for p in lead.people.values()}
    found = report_notices.facts(lead, Scope())
    typed = {n.raised.what for n in found.notices} | {
        a.text for n in found.notices for s in n.steps for a in s.answers
    }
    for suffix in (".pdf", ".xlsx"):
        made = report_notices.report(lead, suffix, Scope(), SILENT)
        said = set(texts(made))
        assert not said & typed
        assert not [name for name in names if any(name in text for text in said)]


def test_small_numbers_have_no_percentages(desk: Desk) -> None:
    """Below ten a count stands alone."""
    lead = desk("qa lead")
    made = report_notices.report(lead, ".pdf", Scope(team="Safeguarding East"), SILENT)
    assert isinstance(made, Report)
    assert not [text for text in texts(made) if "%" in text]


@pytest.mark.parametrize("year", ["2026", "2025-27", "abcd-ef", "2025-2"])
def test_a_year_that_is_none_is_told(desk: Desk, year: str) -> None:
    """It is written as 2025-26."""
    with pytest.raises(QAError, match="not a year"):
        report_notices.facts(desk("qa lead"), Scope(year=year))


def test_scope_by_year_round_team_and_theme(desk: Desk) -> None:
    """Each narrows the notices, and the days are those asked for."""
    lead = desk("qa lead")
    whole = report_notices.facts(lead, Scope()).notices
    year = report_notices.facts(lead, Scope(year="2026-27"))
    assert year.period == "1 April 2026 to 31 March 2027"
    assert 0 < len(year.notices) < len(whole)
    by_round = report_notices.facts(lead, Scope(round=rounds(lead)[0].name)).notices
    assert 0 < len(by_round) < len(whole)
    drift = report_notices.facts(lead, Scope(theme="drift")).notices
    assert {"drift"} <= set.intersection(*(set(n.raised.themes) for n in drift))
    assert len(drift) < len(whole)
    assert report_notices.facts(lead, Scope(theme="Drift and delay")).notices == drift


def test_the_made_up_year_is_believable(desk: Desk) -> None:
    """About twenty, one at Cafcass after stage 4, one good practice, effects said and one due, open ones."""
    found: list[Notice] = [row.notice for row in notice_list.register(desk("qa lead"))]
    assert 16 <= len(found) <= 24
    assert [n.now.stage.key for n in found if n.referrals] == ["stage_4"]
    assert sum(n.raised.kind == "good_practice" for n in found) == 1
    assert {e.changed for n in found for e in n.effects if e.changed} >= {"yes", "partly", "no"}
    assert 3 <= sum(n.open for n in found) <= 6
    assert notice_list.waiting(desk("team manager"))


def test_verify_and_rebuild_make_the_same_rows(desk: Desk) -> None:
    """Every notice with its steps and ladders is made again from the ledger, whatever the order."""
    lead = desk("qa lead")
    from qa_tool.work import notice_ladder

    notice_ladder.keep(lead, replace(notice_ladder.shipped()[1], title="Our own"))
    before = {
        table: verify.digest(lead.store, table) for table in ("notice", "notice_step", "ladder")
    }
    seen = [row.notice for row in notice_list.register(lead)]
    apply.rebuild(lead.store, lead.store.ledger)
    assert {t: verify.digest(lead.store, t) for t in before} == before
    assert [row.notice for row in notice_list.register(lead)] == seen
    assert session.verify(lead) == ()
