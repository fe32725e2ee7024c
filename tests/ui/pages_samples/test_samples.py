"""The page of samples as the QA lead works on it: rules, seed, draw, drop, extend, certificate, map."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qa_tool.council.model import Round
from qa_tool.sampling.model import Rules
from qa_tool.store import council as council_shelf
from qa_tool.work import council, sample, sample_list, sample_proof
from qa_tool.work.workspace import Workspace
from ui.pages.samples import drawn as drawn_view
from ui.pages.samples import plan as plan_view
from ui.pages.samples.page import SamplesPage

CORE = "core_case_audit"
Shown = Callable[..., SamplesPage]


def words(page: QWidget) -> str:
    """Everything that labels say now where they are to be seen."""
    QApplication.processEvents()
    return "\n".join(x.text() for x in page.findChildren(QLabel) if x.isVisibleTo(page))


def draw(lead: Workspace, round_: Round, rules: Rules | None = None) -> str:
    """A drawn sample's id."""
    sample.record_seed(lead, round_, CORE, "4711")
    return sample.draw_sample(lead, round_, CORE, rules or Rules("simple", 8)).ids[0]


def choose(page: SamplesPage, method: str) -> None:
    """Take another method."""
    picker = page.plan.rules.method
    picker.setCurrentIndex(picker.findData(method))
    picker.picked.emit(method)


def test_the_forecast_follows_the_rules(shown: Shown, lead: Workspace) -> None:
    """List, left out, drawn, and precision change as the rules are typed."""
    page = shown(lead)
    page.plan.rules.count.setText("12")
    page.plan.look()
    said = words(page.plan.forecast)
    assert "40" in said
    assert "12 of 39" in said
    assert "A sibling stands for the family" in said
    page.plan.rules.family.setChecked(False)
    page.plan.look()
    assert "12 of 40" in words(page.plan.forecast)
    choose(page, "stratified")
    page.plan.look()
    table = page.plan.forecast.strata.model()
    assert [table.index(n, 0).data() for n in range(table.rowCount())] == ["Alder", "Beech"]
    page.plan.rules.count.setText("400")
    page.plan.look()
    assert "larger than the 40 cases" in words(page.plan.forecast)
    choose(page, "dip")
    page.plan.rules.count.setText("5")
    page.plan.look()
    assert "counts only" in words(page.plan.forecast)


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("simple", {"count"}), ("stratified", {"count", "strata", "minimum", "cap"}),
        ("fixed", {"count", "strata"}), ("themed", {"count", "kinds", "team"}), ("cohort", set()),
    ],
)  # fmt: skip
def test_each_method_asks_for_what_it_needs(
    shown: Shown, lead: Workspace, method: str, fields: set[str]
) -> None:
    """No field that the method does not use; the rules carry none of its values."""
    page = shown(lead)
    choose(page, method)
    rules = page.plan.rules
    every = {n: getattr(rules, n) for n in ("count", "strata", "minimum", "cap", "kinds", "team")}
    assert {name for name, field in every.items() if field.isVisibleTo(page)} == fields
    assert rules.rules().method == method


def test_seed_then_draw(
    shown: Shown, lead: Workspace, told: Any, monkeypatch: pytest.MonkeyPatch, round_: Round
) -> None:
    """The draw waits for the seed; afterwards the cases stand there."""
    monkeypatch.setattr(plan_view, "ask", lambda *_a, **_k: True)
    page = shown(lead)
    assert not page.plan.draw.isEnabled()
    assert page.plan.draw.toolTip() == "Record the seed first."
    page.plan.throw.click()
    thrown = page.plan.seed.text()
    assert len(thrown) == 20
    page.plan.record.click()
    assert thrown in page.plan.recorded.text()
    page.plan.rules.count.setText("6")
    page.plan.draw.click()
    assert told.faults == []
    assert told.said[-1] == "6 cases are drawn."
    assert page.drawn.isVisibleTo(page)
    made = sample.current(lead, round_.id, CORE)
    assert made is not None
    assert made.seed == thrown
    states = [row.state for row in sample_list.lines(lead, made.id)]
    assert (states.count("drawn"), states.count("reserve")) == (6, 10)
    assert page.drawn.list.rows.rowCount() == 16


def test_leaving_a_case_out_wants_a_reason_without_names(
    shown: Shown, lead: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case is out of the forecast; a reason that names somebody is sent back."""
    page = shown(lead)
    heard: list[str] = []

    def typed(reason: str) -> Callable[..., dict[str, str] | None]:
        def answer(*_a: Any, check: Callable[[Any], str], **_k: Any) -> dict[str, str] | None:
            values = {"case": "MU0001", "reason": reason}
            heard.append(check(values))
            return None if heard[-1] else values

        return answer

    monkeypatch.setattr(plan_view, "ask_fields", typed("Ask Worker Q1"))
    page.plan.leave.click()
    assert "names a person" in heard[-1]
    monkeypatch.setattr(plan_view, "ask_fields", typed("Under a legal hold"))
    page.plan.leave.click()
    assert "Left out by the QA lead: Under a legal hold" in words(page.plan.forecast)
    assert "MU0001" not in page.plan.out.text()


def test_drop_extend_pick_and_set_aside(
    shown: Shown, lead: Workspace, told: Any, monkeypatch: pytest.MonkeyPatch, round_: Round
) -> None:
    """Each asks for its reason, is done, and is seen at once."""
    made = draw(lead, round_)
    page = shown(lead)
    view = page.drawn
    assert not view.drop.isEnabled()
    view.list.view.selectRow(0)
    assert view.drop.isEnabled()
    first = sample.need_drawn(lead, made).drawn[0]
    monkeypatch.setattr(drawn_view, "ask_text", lambda *_a, **_k: "Sealed by the court")
    view.drop.click()
    assert sample.need_drawn(lead, made).dropped[0].case == first
    monkeypatch.setattr(
        drawn_view, "ask_fields", lambda *_a, **_k: {"total": 11, "reason": "More wanted"}
    )
    view.extend.click()
    assert len(sample.need_drawn(lead, made).drawn) == 11
    gone = council_shelf.case(lead.store, first)
    assert gone is not None
    monkeypatch.setattr(
        drawn_view, "ask_fields", lambda *_a, **_k: {"case": gone.reference, "reason": "Complaint"}
    )
    view.pick.click()
    assert sample.need_drawn(lead, made).picked[0].case == first
    said = words(view)
    assert "8; extended to 11: More wanted" in said
    view.aside.click()
    assert told.faults == []
    assert page.plan.isVisibleTo(page)
    assert "set aside: Sealed by the court" in words(page)


def test_the_certificate_is_written_and_proves(
    shown: Shown, lead: Workspace, told: Any, monkeypatch: pytest.MonkeyPatch, round_: Round,
    tmp_path: Path,
) -> None:  # fmt: skip
    """Workbook and PDF, the first of which is proved from the list."""
    draw(lead, round_)
    page = shown(lead)
    monkeypatch.setattr(drawn_view, "save_file", lambda *_a, **_k: tmp_path / "certificate")
    page.drawn.book.click()
    page.drawn.paper.click()
    assert told.said[-2:] == ["“certificate.xlsx” is written.", "“certificate.pdf” is written."]
    numbers = [c.council_number for c in council_shelf.cases(lead.store).values()]
    (tmp_path / "list.csv").write_text("\n".join(["Case number", *numbers]), "utf-8")
    assert sample_proof.prove(tmp_path / "certificate.xlsx", tmp_path / "list.csv").holds


def test_the_map_is_read_and_shown(shown: Shown, lead: Workspace) -> None:
    """Open cases, teams, workers and children never audited."""
    page = shown(lead, tab="coverage")
    assert page.coverage.inside.isVisibleTo(page)
    assert page.coverage.teams.rows.rowCount() == 2
    assert page.coverage.workers.rows.rowCount() == 4
    assert page.coverage.missed.rows.rowCount() == 40


def test_others_are_told_whose_page_it_is(shown: Shown, lead: Workspace) -> None:
    """An auditor sees no sample; the CSWO sees it and changes nothing."""
    round_ = council.round_named(lead)
    draw(lead, round_)
    auditor = next(p for p in lead.people.values() if "auditor" in p.roles)
    page = shown(replace(lead, person=auditor))
    assert page.closed.isVisibleTo(page)
    assert not page.head.isVisibleTo(page)
    page = shown(replace(lead, person=replace(auditor, roles=("cswo",))))
    assert page.drawn.isVisibleTo(page)
    assert not page.drawn.extend.isEnabled()
    assert not page.drawn.pick.isEnabled()


def test_a_council_without_rounds_is_told_where_to_begin(
    shown: Shown, lead: Workspace, monkeypatch: pytest.MonkeyPatch, told: Any
) -> None:
    """The empty page leads to the rounds."""
    monkeypatch.setattr(council, "rounds", lambda _space: ())
    page = shown(lead)
    assert page.empty.isVisibleTo(page)
    page.empty.button.click()
    assert told.went == [("rounds", {})]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_a_laptop_at_every_text_size(
    shown: Shown, lead: Workspace, round_: Round, qapp: Any, scale: float
) -> None:
    """Nothing is wider than the page, before and after the draw."""
    from ui import look

    look.apply(qapp, "light", scale)
    for step in range(2):
        if step:
            draw(lead, round_)
        page = shown(lead)
        qapp.processEvents()
        assert page.plan.minimumSizeHint().width() <= page.width()
        assert page.drawn.minimumSizeHint().width() <= page.width()
    look.apply(qapp, "light", 1.0)
