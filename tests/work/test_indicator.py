"""An indicator: typed or from a list, charted, raising a themed round, and shown before and after it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.indicator.model import Indicator, Value
from qa_tool.progress import SILENT
from qa_tool.report.blocks import Report
from qa_tool.report.text import texts
from qa_tool.store import council as council_shelf
from qa_tool.store import indicator as shelf
from qa_tool.work import indicator, report_learning, report_round, session
from qa_tool.work.indicator import Wanted
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
NEW = Indicator("", "Return interviews in time", "Missing children report, monthly")
BEFORE = (70.0, 72, 71, 70, 73, 71, 72, 70, 71, 72)
ASKED = Wanted("Missing children", "core_case_audit", date(2026, 4, 6), date(2026, 5, 22),
               "Seven months below what chance allows.", 20)  # fmt: skip


def _kept(lead: Workspace, values: tuple[float | None, ...] = BEFORE) -> str:
    """An indicator with its months from June 2025 on."""
    name = indicator.keep(lead, NEW).ids[0]
    months = [
        Value(date(2025 + (5 + n) // 12, (5 + n) % 12 + 1, 1), value)
        for n, value in enumerate(values)
    ]
    indicator.take_list(lead, name, months)
    return name


def test_months_are_typed_written_over_and_taken_out(desk: Desk) -> None:
    """A month typed again replaces; a gap is kept as a gap."""
    lead = desk("qa lead")
    name = indicator.keep(lead, NEW).ids[0]
    indicator.type_value(lead, name, date(2026, 4, 30), 80)
    indicator.type_value(lead, name, date(2026, 4, 1), 82)
    indicator.type_value(lead, name, date(2026, 5, 1), None)
    found = indicator.view(lead, name).indicator
    assert [(v.month.month, v.value) for v in found.values] == [(4, 82), (5, None)]
    indicator.take_out(lead, name, date(2026, 5, 1))
    assert len(indicator.view(lead, name).indicator.values) == 1
    with pytest.raises(QAError, match="future"):
        indicator.type_value(lead, name, date(2027, 1, 1), 80)


def test_a_list_is_looked_at_and_then_kept(desk: Desk, tmp_path: Path) -> None:
    """CSV with headings, either separator; wrong lines are told and nothing is kept by looking."""
    lead = desk("qa lead")
    name = indicator.keep(lead, NEW).ids[0]
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Month;Percent\n2026-04;81,5\n2026-05;\n2026-06;83\n", "utf-8")
    bad.write_text("Month,Percent\n2026-04,81\nsoon,82\n", "utf-8")
    values, wrong = indicator.read_list(good)
    assert not wrong
    assert not indicator.view(lead, name).indicator.values
    indicator.take_list(lead, name, values)
    assert [v.value for v in indicator.view(lead, name).indicator.values] == [81.5, None, 83]
    assert [p.where for p in indicator.read_list(bad)[1]] == ["Line 3"]


def test_it_raises_a_themed_round_in_one_act(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Round and indicator know each other; where one cannot be kept neither is."""
    lead = desk("qa lead")
    name = _kept(lead)
    with pytest.raises(QAError, match="why"):
        indicator.raise_round(lead, name, replace(ASKED, why=" "))
    before = len(council_shelf.rounds(lead.store))
    monkeypatch.setattr(shelf, "indicators", _refuse)
    with pytest.raises(QAError, match="made to fail"):
        indicator.raise_round(lead, name, ASKED)
    monkeypatch.undo()
    assert len(council_shelf.rounds(lead.store)) == before
    change = indicator.raise_round(lead, name, ASKED)
    made = next(r for r in council_shelf.rounds(lead.store) if r.id == change.ids[1])
    assert (made.theme, made.name, made.planned) == (NEW.name, ASKED.name, 20)
    assert made.seed
    found = indicator.view(lead, name)
    assert [one.name for one in found.rounds] == [ASKED.name]
    assert indicator.of_round(lead, made.id) == (found,)


def _refuse(*_args: object) -> tuple[Indicator, ...]:
    raise QAError("made to fail", "")


def test_before_and_after_stand_beside_the_round_with_its_line(desk: Desk) -> None:
    """The chart has a line where the round began; the words say what changed and not why."""
    lead = desk("qa lead")
    name = _kept(lead, (*BEFORE, 80, 85, 90, 91, 92, 93, 91))
    indicator.raise_round(lead, name, ASKED)
    found = indicator.view(lead, name)
    (beside,) = found.rounds
    assert "Before the round: 71%, the mean of 10 months." in beside.sentence
    assert "After it the chart shows a sign of improvement." in beside.sentence
    assert indicator.NOT_WHY in beside.sentence
    scene = found.scene(600)
    said = repr(scene)
    assert "April 2026: the round “Missing children” began; it ran until 22 May 2026" in said
    assert any("the round “Missing children” began" in row[-1] for row in scene.table.rows)
    bare = replace(found, rounds=()).scene(600)
    assert "“Missing children” began" not in repr(bare)


def test_a_round_that_goes_on_has_no_after_yet(desk: Desk) -> None:
    """Nothing is claimed before there is a month after it."""
    lead = desk("qa lead")
    name = _kept(lead)
    indicator.raise_round(lead, name, ASKED)
    (beside,) = indicator.view(lead, name).rounds
    assert beside.sentence.endswith("There is no month after it yet.")
    assert indicator.view(lead, name).scene().table.rows[-1][1] == "–"


def test_only_the_qa_lead_and_the_cswo_see_and_keep_them(desk: Desk) -> None:
    """An auditor has no use for them; the round is the QA lead's alone to begin."""
    name = _kept(desk("qa lead"))
    auditor = desk("auditor")
    for ask in (lambda: indicator.rows(auditor), lambda: indicator.keep(auditor, NEW),
                lambda: indicator.view(auditor, name)):  # fmt: skip
        with pytest.raises(Refused):
            ask()
    cswo = desk("cswo")
    assert name in {one.indicator.id for one in indicator.rows(cswo)}
    with pytest.raises(Refused):
        indicator.raise_round(cswo, name, ASKED)


def test_two_of_one_name_are_refused_and_a_retired_one_keeps_its_months(desk: Desk) -> None:
    """Put away, it stands last and whole."""
    lead = desk("qa lead")
    name = _kept(lead)
    with pytest.raises(QAError, match="has this name"):
        indicator.keep(lead, replace(NEW, name=NEW.name.upper()))
    indicator.retire(lead, name)
    assert indicator.rows(lead)[-1].indicator.id == name
    assert len(indicator.view(lead, name).indicator.values) == len(BEFORE)


def test_rebuilt_from_the_ledger_it_is_the_same(desk: Desk) -> None:
    """The rows are made of entries alone."""
    lead = desk("qa lead")
    name = _kept(lead)
    indicator.raise_round(lead, name, ASKED)
    assert session.verify(lead) == ()


def test_the_made_up_council_has_one_that_raised_a_round(desk: Desk) -> None:
    """The demonstration shows months, a target, and a round with before and after."""
    lead = desk("qa lead")
    raised = [one for one in indicator.rows(lead) if one.rounds]
    assert raised
    assert raised[0].rounds[0].found.before.n >= 5
    assert raised[0].indicator.target is not None


def test_reports_of_the_round_show_what_raised_it(desk: Desk) -> None:
    """Summary and learning report carry the chart with its line at their end; of other rounds they do not."""
    lead = desk("qa lead")
    raised = next(one for one in indicator.rows(lead) if one.rounds)
    name = raised.rounds[0].name
    other = next(r.name for r in council_shelf.rounds(lead.store) if r.name != name)
    for build in (report_round.summary, report_learning.build):
        made = build(lead, ".pdf", Scope(round=name), SILENT)
        assert isinstance(made, Report)
        said = "\n".join(texts(made))
        assert "The indicator behind this round" in said
        assert raised.rounds[0].sentence in said
        bare = build(lead, ".pdf", Scope(round=other), SILENT)
        assert "The indicator behind" not in "\n".join(texts(bare))
