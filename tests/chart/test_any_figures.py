"""Whatever the figures and the width: nothing overlaps, nothing falls out, and the table says what the marks say."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_tool.chart.dots import DotRow, dot, dots
from qa_tool.chart.heat import HeatRow, heat_cell, heat_map
from qa_tool.chart.multiples import small_multiples
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from qa_tool.chart.titled import titled
from qa_tool.chart.trend import trend_chart
from qa_tool.figures.pchart import Count, trend
from qa_tool.figures.spc import Cut
from qa_tool.figures.years import spans
from tests.chart.drawn import KINDS, outside, overlaps, tones

FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
MONTHS = spans(date(2024, 4, 1), date(2026, 3, 1), "month")


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_keeps_in_its_picture(kind: str) -> None:
    """No text runs into another, none is under 9 points, nothing falls out, every colour is known."""

    @FEW
    @given(KINDS[kind]())
    def holds(scene: Scene) -> None:
        assert overlaps(scene) == []
        assert outside(scene) == []
        assert tones(scene) == set()
        assert all(item.size >= 9 for item in scene.shapes if isinstance(item, Text))

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_mark_says_stands_in_the_table(kind: str) -> None:
    """Every number that hover or keys tell is in the table beside the chart, and so is its name."""

    @FEW
    @given(KINDS[kind]())
    def holds(scene: Scene) -> None:
        cells = " ".join([*scene.table.header, *(c for row in scene.table.rows for c in row)])
        known = set(re.findall(r"[\d,]+%?", cells))
        for item in scene.shapes:
            if isinstance(item, Rect | Mark) and ":" in item.says and kind != "transition":
                told = set(re.findall(r"[\d,]+%?", item.says.partition(":")[2]))
                assert {one.strip(",") for one in told} - {""} <= {one.strip(",") for one in known}

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_leaves_takes_its_title_along(kind: str) -> None:
    """With title and sentence above it a chart still fits its own picture."""

    @settings(FEW, max_examples=8)
    @given(KINDS[kind]())
    def holds(scene: Scene) -> None:
        whole = titled(scene)
        assert outside(whole) == []
        words = [item.text for item in whole.shapes if isinstance(item, Text)]
        assert words[:2] == [scene.title, scene.sentence]

    holds()


def _trend(shares: list[float], **more: object) -> Scene:
    counts = [Count(day, round(40 * s), 40) for day, s in zip(MONTHS, shares, strict=False)]
    return trend_chart(trend(counts, **more), "Over time", "Made up.")  # type: ignore[arg-type]


def _texts(scene: Scene) -> list[str]:
    return [item.text for item in scene.shapes if isinstance(item, Text)]


def test_signs_have_shape_letter_and_words() -> None:
    """Improvement is a circle with H, concern a square with L: never colour alone."""
    scene = _trend([0.5] * 6 + [0.55] + [0.5] * 5 + [0.95, 0.5, 0.5, 0.1])
    marks = {m.tone: m.shape for m in scene.shapes if isinstance(m, Mark) and ":" in m.says}
    assert marks == {"muted": "circle", "improvement": "circle", "concern": "square"}
    assert {"H", "L"} <= set(_texts(scene))
    said = [m.says for m in scene.shapes if isinstance(m, Mark)]
    assert "April 2025: 95% of 40; above the upper limit; improvement" in said
    assert scene.table.rows[15][-1] == "below the lower limit; concern"


def test_a_target_says_whether_it_can_be_counted_on() -> None:
    """Pass, fail or perhaps: a letter and words, and the target's own line."""
    steady = [0.5, 0.55, 0.45] * 6
    for target, letter, words in (
        (0.2, "P", "target met whatever chance does"),
        (0.95, "F", "target missed unless something changes"),
        (0.5, "?", "target met or missed by chance"),
    ):
        told = _texts(_trend(steady, target=target))
        assert letter in told
        assert words in told


def test_labels_and_letters_keep_apart_where_values_do_not() -> None:
    """A target that is the mean, and signs in months that lie close together: nothing runs into anything."""
    even = _trend([0.5, 0.55, 0.45] * 6, target=0.5)
    assert {"mean 50%", "target 50%"} <= set(_texts(even))
    assert overlaps(even) == []
    days = spans(date(2023, 4, 1), date(2026, 3, 1), "month")
    shares = [0.3, 0.32] * 6 + [0.7, 0.72] * 12
    counts = [Count(day, round(50 * s), 50) for day, s in zip(days, shares, strict=True)]
    for wide in (250.0, 470.0, 900.0):
        scene = trend_chart(trend(counts), "Over time", "Made up.", wide=wide)
        assert overlaps(scene) == []
        lettered = _texts(scene).count("H") > 2  # two stand in the keys
        assert lettered == (wide > 470)


def test_a_line_that_goes_on_over_a_new_version_says_so() -> None:
    """A tick with a letter, its words below, the table's row; the break keeps its own letter, in order."""
    shares = [0.5, 0.55, 0.45] * 8
    joins = ((MONTHS[4], "version 2.0 of the template, as confirmed"),)
    cut = Cut(MONTHS[12], "Version 3.0 of the template", kind="break")
    counts = [Count(day, round(40 * s), 40) for day, s in zip(MONTHS, shares, strict=False)]
    scene = trend_chart(trend(counts, cuts=(cut,)), "Over time", "Made up.", wide=900, joins=joins)
    told = "\n".join(_texts(scene))
    assert "A: August 2024: the line goes on: version 2.0 of the template, as confirmed" in told
    assert "B: April 2025: the measure changed: Version 3.0 of the template" in told
    assert scene.table.rows[4][-1].endswith("the line goes on over a new version")
    assert "the line goes on" not in scene.table.rows[12][-1]
    whole = trend_chart(trend(counts), "Over time", "Made up.", wide=900)
    joined = trend_chart(trend(counts), "Over time", "Made up.", wide=900, joins=joins)
    assert [r[:6] for r in whole.table.rows] == [r[:6] for r in joined.table.rows]


def test_limits_that_begin_anew_say_why() -> None:
    """A break line has its letter, and under the chart stands when, what and who decided."""
    cuts = [
        Cut(MONTHS[8], "Version 2 of the template", kind="break"),
        Cut(MONTHS[16], "a new standard", "A made-up lead"),
    ]
    scene = _trend([0.5, 0.6] * 12, cuts=cuts)
    told = _texts(scene)
    assert "A: December 2024: the measure changed: Version 2 of the template" in told
    assert "B: August 2025: limits begin anew: a new standard (A made-up lead)" in told
    upright = [x for x in scene.shapes if isinstance(x, Line) and x.x1 == x.x2 and x.tone == "text"]
    assert len(upright) == 2
    assert "the measure changed" in scene.table.rows[8][-1]


def test_a_period_with_few_audits_is_a_gap_with_words() -> None:
    """No percentage below ten: a dashed ring that tells the count, no line through it, a row in the table."""
    counts = [Count(day, 6, 12) for day in MONTHS[:8]]
    counts[4] = Count(MONTHS[4], 2, 3)
    counts[6] = Count(MONTHS[6], 0, 0)
    scene = trend_chart(trend(counts), "Over time", "Made up.")
    rings = [m.says for m in scene.shapes if isinstance(m, Mark) and m.shape == "dashed" and m.says]
    assert rings == ["August 2024: 2 of 3, too few for a percentage"]
    assert scene.table.rows[4][1:3] == ("2 of 3", "–")
    assert scene.table.rows[6][-1] == "no audits"
    strokes = [x for x in scene.shapes if isinstance(x, Line) and x.tone == "edge"]
    assert len(strokes) == 3  # from point to point, and none over a gap


def test_no_audits_is_not_nothing_per_cent() -> None:
    """An empty chart says so in words."""
    scene = trend_chart(trend([]), "Over time", "Made up.")
    assert _texts(scene) == ["no audits"]


def test_heat_that_is_too_wide_goes_on_below() -> None:
    """Twenty teams on paper: every column is there once, none is squeezed."""
    columns = [f"Team {n}" for n in range(20)]
    rows = [HeatRow("Risk", tuple(heat_cell(n, 20) for n in range(20)))]
    scene = heat_map(columns, rows, "Heat", "Made up.", wide=470)
    told = [r.says for r in scene.shapes if isinstance(r, Rect) and r.says]
    assert told[3] == "Risk, Team 3: 15% (3 of 20)"
    assert len(told) == 20
    assert {_texts(scene).count(name) for name in columns} == {1}
    assert scene.width == 470


def test_shades_are_words_too() -> None:
    """The shade follows the share, and the share stands in the cell."""
    cells = (
        heat_cell(0, 40),
        heat_cell(16, 40),
        heat_cell(40, 40),
        heat_cell(3, 9),
        heat_cell(0, 0),
    )
    scene = heat_map(list("ABCDE"), [HeatRow("Risk", cells)], "Heat", "Made up.")
    assert [r.tone for r in scene.shapes if isinstance(r, Rect) and r.says] == [
        "heat1", "heat3", "heat5", "none", "none",
    ]  # fmt: skip
    assert {"0%", "40%", "100%", "3 of 9", "–"} <= set(_texts(scene))


def test_columns_of_words_are_read_from_the_left() -> None:
    """In the twin on paper, and beside the chart on screen, figures stand right and words left."""
    from qa_tool.report.blocks import Chart

    scene = _trend([0.5, 0.6] * 8)
    assert Chart(scene, "Over time").twin().kinds == ("text", *["number"] * 5, "text")
    heat = heat_map(["A"], [HeatRow("Risk", (heat_cell(3, 8),))], "Heat", "Made up.")
    assert Chart(heat, "Heat").twin().kinds == ("text", "number")


def test_a_protected_share_has_words_and_no_place() -> None:
    """What may not be told is not drawn either: only its symbol stands there."""
    from qa_tool.chart.dots import Dot

    rows = [DotRow("North", Dot(None, "[c]")), DotRow("South", dot(20, 40))]
    scene = dots(rows, "Shares", "Made up.", times=("Before", "Now"))
    marks = [m.says for m in scene.shapes if isinstance(m, Mark) and m.says]
    assert marks == ["South, Now: 50% (35 to 65)"]
    assert "[c]" in _texts(scene)
    assert scene.table.rows[0] == ("North", "[c]")


@settings(FEW, max_examples=10)
@given(st.integers(1, 6), st.sampled_from((200.0, 470.0, 900.0)))
def test_small_multiples_stand_beside_each_other(count: int, wide: float) -> None:
    """Every chart has its title, none lies over another, and one table tells all."""

    def one(place: int):
        return lambda room: dots(
            [DotRow("North", dot(10 + place, 40))], f"Domain {place}", "", wide=room
        )

    scene = small_multiples([one(n) for n in range(count)], "All", "Made up.", wide=wide)
    assert overlaps(scene) == []
    assert outside(scene) == []
    assert [row[0] for row in scene.table.rows] == [f"Domain {n}" for n in range(count)]
