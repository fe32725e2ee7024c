"""Home: safety first, honest figures, the one main button, and a word to whoever has nothing to do."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from qa_tool.council.model import Case
from qa_tool.work import audit, safety
from qa_tool.work import council as verbs
from qa_tool.work.council import Wish
from tests.ui.pages.conftest import Heard, Shown, words
from tests.ui.pages.made_up import Council, after
from ui.pages.home import HomePage
from ui.widgets import BigFigure
from ui.widgets.line_button import LineButton


def _lines(page: HomePage) -> list[str]:
    return [line.accessibleName() for line in page.findChildren(LineButton)]


def _figures(page: HomePage) -> list[str]:
    return [tile.accessibleName() for tile in page.findChildren(BigFigure)]


def test_safety_stands_first_and_leads_to_its_place(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """A safety stop comes before everything else that waits."""
    council.draft(0)
    desk = council.desk("per-ada")
    stop = safety.raise_stop(desk, "", council.cases[1], "danger", "child", "Made up.")
    page = shown(HomePage, desk)
    assert "danger" in _lines(page)[0]
    page.findChildren(LineButton)[0].click()
    assert heard.went == [("safety", {"stop": stop})]


def test_the_main_button_goes_on_with_what_was_touched_last(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """Whoever left an audit half written is one key away from it."""
    council.draft(0)
    after(council, 1)
    second = council.draft(2)
    audit.keep_answer(council.desk("per-ada"), second, "about.mode", "record_only")
    audit.keep_place(council.desk("per-ada"), second, "about.mode")
    page = shown(HomePage, council.desk("per-ada"))
    page.go_on.click()
    assert heard.went == [("audit_form", {"audit": second})]
    assert page.go_on.text() == "Go on with case MADE-002"


def test_small_numbers_are_counts_and_no_percentages(council: Council, shown: Shown) -> None:
    """Below ten audits a share is told as k of n."""
    council.draw()
    for number, grade in enumerate(("good", "good", "requires_improvement")):
        audit.sign_off(council.lead, council.hand_in(number, grade=grade))
    page = shown(HomePage, council.lead)
    assert any(figure.startswith("3 of 20 audits handed in") for figure in _figures(page))
    assert any(figure.startswith("2 of 3 good or better") for figure in _figures(page))
    assert not any("%" in figure for figure in _figures(page))


def test_the_chart_tells_its_numbers_as_a_table(council: Council, shown: Shown) -> None:
    """What the bars show can be read as a table."""
    council.draw()
    audit.sign_off(council.lead, council.hand_in(0, voice="inadequate", overall="good"))
    page = shown(HomePage, council.lead)
    page.chart.turn.click()
    rows = {row[0]: row for row in page.chart.table._rows.rows}
    assert rows["Voice and lived experience"][4] == "1"
    assert rows["Overall"][2] == "1"


def test_who_has_nothing_to_do_is_told_what_comes_first(council: Council, shown: Shown) -> None:
    """An empty page says what to do, for each role."""
    assert "No case is allocated to you" in words(shown(HomePage, council.desk("per-ada")))
    assert "Nothing waits to be read again" in words(shown(HomePage, council.desk("per-mo")))
    assert "Allocate cases" in words(shown(HomePage, council.lead))


def test_a_change_elsewhere_is_seen_at_once(council: Council, shown: Shown) -> None:
    """A case allocated while Home is open stands there without being asked for."""
    desk = council.desk("per-ada")
    page = shown(HomePage, desk)
    assert not _lines(page)
    wish = Wish(council.round, council.cases[0], "core_case_audit", "per-ada")
    change = verbs.allocate(council.lead, [wish])
    page._context.live.announce(change)
    assert len(_lines(page)) == 1


def test_many_things_are_folded_and_can_all_be_seen(council: Council, shown: Shown) -> None:
    """The first few stand there; one button shows the rest."""
    for number in range(6, 12):
        case = Case(f"case-{number}", f"MADE-{number:03}", team="team-1", kind="child_in_need")
        verbs.keep_case(council.lead, case)
        council.cases.append(case.id)
    for number in range(12):
        council.allocate(number)
    page = shown(HomePage, council.desk("per-ada"))
    assert len(_lines(page)) == 7
    more = next(b for b in page.findChildren(QPushButton) if b.text() == "Show all 12")
    more.click()
    assert len(_lines(page)) == 12


def test_an_improvement_partner_is_sent_to_their_sessions(council: Council, shown: Shown) -> None:
    """Rounds, audits and figures of audits are not theirs: Home speaks of sessions, and nothing leads to the audits."""
    from ui.pages.actions import ActionsPage

    desk = council.desk("per-ada")
    desk.person = replace(desk.person, roles=("partner",))
    page = shown(HomePage, desk)
    said = words(page)
    assert "under Diagnostics" in said
    assert "no round" not in said
    assert not page.figures.isVisible()
    page.hide()
    actions = shown(ActionsPage, desk)
    assert "under Diagnostics" in words(actions)
    assert not actions.nothing.button.isVisible()
