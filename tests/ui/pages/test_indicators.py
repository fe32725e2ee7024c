"""The page of indicators: chart, months typed and brought in, a round raised, before and after it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa_tool.indicator.model import Indicator, Value
from qa_tool.work import indicator as indicators
from qa_tool.work import round as rounds
from qa_tool.work.indicator import Wanted
from qa_tool.work.workspace import Workspace
from tests.ui.pages.conftest import Heard, Shown, cells, words
from tests.ui.pages.made_up import TEMPLATE, Council
from ui.pages.indicators import IndicatorsPage, asking
from ui.pages.indicators import page as page_module

MONTHS = tuple(
    Value(date(2025 + n // 12, n % 12 + 1, 1), 70.0 + n % 3) for n in range(10)
)  # fmt: skip


@pytest.fixture
def kept(council: Council) -> Iterator[str]:
    """An indicator with ten months."""
    one = Indicator("", "Return interviews in time", "Made-up monthly report", target=90.0)
    name = indicators.keep(council.lead, one).ids[0]
    indicators.take_list(council.lead, name, MONTHS)
    return name


def _answers(monkeypatch: pytest.MonkeyPatch, **given: Any) -> list[str]:
    """Answer the next small form with these, through its own check; what it said is kept."""
    said: list[str] = []

    def ask(*_a: object, check: Any, **_k: object) -> dict[str, Any] | None:
        said.append(check(given))
        return None if said[-1] else given

    monkeypatch.setattr(asking, "ask_fields", ask)
    return said


def test_chart_sentence_and_list_stand_there(council: Council, shown: Shown, kept: str) -> None:
    """The latest value and what it says in the list; the chart with its target beside it."""
    page = shown(IndicatorsPage, council.lead, indicator=kept)
    assert cells(page.panel)[0][0] == "Return interviews in time"
    assert "70%, Oct 25" in cells(page.panel)[0]
    assert "usual ups and downs" in words(page.card)
    scene = page.chart.drawing.scene()
    assert scene is not None
    assert len(scene.table.rows) == len(MONTHS)


def test_a_month_is_typed_and_what_is_no_number_is_told(
    council: Council, shown: Shown, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence stands in the window; a right one is kept and shown."""
    page = shown(IndicatorsPage, council.lead, indicator=kept)
    said = _answers(monkeypatch, month="11/2025", value="many")
    page.month.click()
    assert "“many” is no number." in said[0]
    _answers(monkeypatch, month="11/2025", value="81.5%")
    page.month.click()
    assert "82%, Nov 25" in cells(page.panel)[0]


def test_a_list_is_read_looked_at_and_kept(
    council: Council, shown: Shown, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong list is told line by line and keeps nothing; a right one is asked about first."""
    page = shown(IndicatorsPage, council.lead, indicator=kept)
    file = tmp_path / "made up.csv"
    monkeypatch.setattr(page_module, "choose_file", lambda *_a, **_k: file)
    monkeypatch.setattr(
        page._context.tasks, "run", lambda _title, work, done, **_k: done(work(None))
    )
    told: list[Any] = []
    monkeypatch.setattr(page_module, "show_problems", lambda *given: told.append(given[2]))
    file.write_text("Month,Value\nsoon,1\n2025-11,x y\n", "utf-8")
    page.bring.click()
    assert [p.where for p in told[0]] == ["Line 2", "Line 3"]
    asked: list[str] = []
    monkeypatch.setattr(asking, "ask", lambda _p, _t, text, _y: asked.append(text) or True)
    file.write_text("Month,Value\n2025-10,75\n2025-11,76\n", "utf-8")
    page.bring.click()
    assert "1 of them are there already" in asked[0]
    assert len(indicators.view(council.lead, kept).indicator.values) == 11


def test_a_round_is_raised_and_shown_before_and_after(
    council: Council, shown: Shown, kept: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round is on the page of rounds; its line stands on the chart, and the words beside it."""
    page = shown(IndicatorsPage, council.lead, indicator=kept)
    _answers(
        monkeypatch, name="Made-up themed round", template=TEMPLATE, starts=date(2025, 6, 2),
        ends=date(2025, 7, 18), planned=12, why="Below the target for half a year.",
    )  # fmt: skip
    page.begin_round.click()
    said = words(page.card)
    assert "Before the round: 71%, the mean of 5 months." in said
    assert "Below the target for half a year." in said
    assert "June 2025: the round “Made-up themed round” began" in repr(page.chart.drawing.scene())
    made = indicators.view(council.lead, kept).rounds[0].id
    assert rounds.by_id(council.lead, made).theme == "Return interviews in time"
    del heard


def test_others_find_a_sentence_and_the_cswo_begins_no_round(
    council: Council, shown: Shown, kept: str
) -> None:
    """The page is the QA lead's and the CSWO's."""
    indicators.raise_round(
        council.lead, kept,
        Wanted("Made-up round two", TEMPLATE, date(2025, 6, 2), date(2025, 7, 18), "Made up."),
    )  # fmt: skip
    page = shown(IndicatorsPage, council.desk("per-ada"))
    assert "for the QA lead and the Chief Social Work Officer" in words(page.nothing)
    assert page.both.isHidden()
    assert page.head.isHidden()


def test_putting_away_keeps_its_months(council: Council, shown: Shown, kept: str) -> None:
    """It stands last, without a round to raise, and can be taken up again."""
    page = shown(IndicatorsPage, council.lead, indicator=kept)
    page.away.click()
    space: Workspace = council.lead
    assert indicators.view(space, kept).indicator.retired
    assert page.begin_round.isHidden()
    page.away.click()
    assert not indicators.view(space, kept).indicator.retired
