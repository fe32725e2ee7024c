"""Cases: what is known, the council's number, allocation, the restricted mark, past audits."""

import pytest

from qa_tool.work import council as verbs
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from ui.pages.cases import CasesPage
from ui.widgets.line_button import LineButton

ASK = "ui.pages.cases.record.ask_fields"
GIVE = "ui.pages.cases.allocating.ask_fields"


def test_the_number_stands_beside_one_case_and_in_no_list(council: Council, shown: Shown) -> None:
    """The list and what is copied from it never carry the council's number; it is found by it, though."""
    page = shown(CasesPage, council.lead, case="case-3")
    assert "CN-3" in words(page)
    page.panel.view.selectAll()
    assert "CN-" not in page.panel.view.copied()
    page.panel.rows.search("cn-4")
    assert [row[0] for row in cells(page.panel)] == ["MADE-004"]


def test_an_auditor_sees_only_their_own_cases(council: Council, shown: Shown) -> None:
    """Cases of others are not there; nothing at all says what comes first."""
    empty = shown(CasesPage, council.desk("per-ada"))
    assert empty.both.isHidden()
    assert "No case is allocated to you" in words(empty)
    council.allocate(2)
    page = shown(CasesPage, council.desk("per-ada"))
    assert [row[0] for row in cells(page.panel)] == ["MADE-002"]
    assert page.verbs.isHidden()


def test_allocating_says_what_is_not_independent(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal stands in the same window and nothing is allocated; a good choice is."""
    page = shown(CasesPage, council.lead, case="case-0")
    own = Answers({"auditor": "per-tom"})
    monkeypatch.setattr(GIVE, own)
    page._allocate(["case-0"])
    assert "cannot go to Tom Larkhill" in own.complaint
    assert cells(page.panel)[0][3] == "Not given yet"
    good = Answers({"auditor": "per-bo"})
    monkeypatch.setattr(GIVE, good)
    page.give.click()
    assert heard.said == ["1 case is allocated: 1 picked by hand."]
    assert cells(page.panel)[0][3] == "With an auditor"
    assert "Bo Quillby" in words(page)


def test_allocating_offers_the_templates_of_the_round_first(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no round is audited with would always be refused: it is not offered; the round's own lead."""
    from qa_tool.council.model import Round
    from qa_tool.work import template as templates

    rounds = verbs.rounds(council.lead)
    others = [key for key in templates.offered(council.lead) if key not in rounds[0].templates]
    later = Round("", "Quarter 4", templates=(others[-1], rounds[0].templates[0]))
    made = verbs.keep_round(council.lead, later).ids[0]
    given = Answers({"auditor": "per-tom"})
    monkeypatch.setattr(GIVE, given)
    page = shown(CasesPage, council.lead, case="case-0", round=made)
    page.give.click()
    offered = next(field for field in given.fields if field.key == "template")
    named = {key for each in verbs.rounds(council.lead) for key in each.templates}
    assert [key for key, _ in offered.choices][:2] == [others[-1], rounds[0].templates[0]]
    assert {key for key, _ in offered.choices} == named
    assert offered.value == others[-1]


def test_coming_from_a_round_allocates_in_it(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round that one came from is chosen already, also where it is not the latest."""
    from qa_tool.council.model import Round

    verbs.keep_round(council.lead, Round("", "Quarter 4", templates=("core_case_audit",)))
    rounds = [r.id for r in verbs.rounds(council.lead)]
    for wanted in rounds:
        page = shown(CasesPage, council.lead, case="case-2", round=wanted)
        form = Answers({"auditor": "per-ada"})
        monkeypatch.setattr(GIVE, form)
        page.give.click()
        assert next(f for f in form.fields if f.key == "round").value == wanted


def test_adding_gives_a_random_reference(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody types a reference; the new case is marked, with its number beside it."""
    page = shown(CasesPage, council.lead)
    form = Answers({"council_number": "CN-77", "team": "team-1", "kind": "child_in_care"})
    monkeypatch.setattr(ASK, form)
    page.add.click()
    assert "reference" not in {f.key for f in form.fields}
    assert len(cells(page.panel)) == 7
    marked = page.panel.view.current_row()
    assert len(marked.reference) == 8
    assert "CN-77" in words(page)


def test_correcting_keeps_what_was_not_touched(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another team; reference and number stay."""
    page = shown(CasesPage, council.lead, case="case-0")
    monkeypatch.setattr(ASK, Answers({"team": "team-2"}))
    page._correct(verbs.case(council.lead, "case-0"))
    kept = verbs.case(council.lead, "case-0")
    assert (kept.team, kept.reference, kept.council_number) == ("team-2", "MADE-000", "CN-0")


def test_a_restricted_file_says_so_and_names_who_may_read_it(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ticking one person restricts the case to them."""
    from PySide6.QtWidgets import QCheckBox

    def run(dialog: object) -> bool:
        for tick in dialog.findChildren(QCheckBox):  # type: ignore[attr-defined]
            tick.setChecked(tick.text() == "Ada Merrow")
        return True

    monkeypatch.setattr("ui.pages.cases.record.Dialog.run", run)
    page = shown(CasesPage, council.lead, case="case-1")
    page._restrict(verbs.case(council.lead, "case-1"))
    assert verbs.case(council.lead, "case-1").restricted_to == ("per-ada",)
    assert "Open only to" in words(page)
    from ui.widgets import Pill

    assert "Restricted file" in [pill.accessibleName() for pill in page.findChildren(Pill)]


def test_past_audits_lead_to_the_audit_or_to_the_queue(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """What is blind leads to the queue and shows nothing."""
    made = council.hand_in(0, auditor="per-kim", grade="inadequate")
    page = shown(CasesPage, council.lead, case="case-0")
    page.card.findChildren(LineButton)[0].click()
    assert heard.went == [("audit_view", {"audit": made})]
    from dataclasses import replace

    desk = council.desk("per-mo")
    desk.person = replace(desk.person, roles=("moderator", "qa_lead"))
    blind = shown(CasesPage, desk, case="case-0")
    line = blind.card.findChildren(LineButton)[0]
    assert line.accessibleDescription() == "Blind: waits for your second reading"
    line.click()
    assert heard.went[-1] == ("moderation", {})
