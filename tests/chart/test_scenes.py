"""Charts: nothing overlaps or falls out, every part has its shape and count, and the table says it all."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qa_tool.chart.ageing import ageing_bars
from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.chart.readings import readings_table
from qa_tool.chart.scene import Mark, Rect, Scene, Text
from qa_tool.chart.svg import svg
from qa_tool.chart.tones import PAPER, SHAPES, on, paper
from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.distribution import by_domain, distribute
from tests.report.made_up import OFSTED, TODAY, council

LONG = "A made-up domain whose title is a good deal longer than any column of a chart could hold"


def _bars(rows: Sequence[BarRow] | None = None) -> Scene:
    group = basis(council()).groups[0]
    found = [BarRow(domain.title, spread) for domain, spread in by_domain(group)]
    return grade_bars(rows if rows is not None else found, "Grades by domain", "Made-up grades.")


def _readings() -> Scene:
    data = council()
    (found,) = of_overall(rereads(data).random, data)
    return readings_table(found, "First and second grade", "Made-up readings.")


def _ages() -> Scene:
    bands = (("Not due yet", 12), ("No due date", 2), ("Overdue 29 days or more", 40))
    return ageing_bars(bands, "Open actions by age", f"Made-up actions, {TODAY}.")


def _odd() -> Scene:
    return _bars(
        [
            BarRow(LONG, distribute(["good"] * 99 + ["inadequate"], OFSTED)),
            BarRow("Few", distribute(["good", "inadequate", "not_enough_evidence"], OFSTED)),
            BarRow("None", distribute([], OFSTED)),
        ]
    )


SCENES = {"bars": _bars, "odd": _odd, "readings": _readings, "ages": _ages}


def _extent(item: Text) -> tuple[float, float]:
    wide = width(item.text, item.size, bold=item.bold)
    start = {"start": item.x, "middle": item.x - wide / 2, "end": item.x - wide}[item.anchor]
    return start, start + wide


@pytest.mark.parametrize("name", SCENES)
def test_nothing_falls_out_of_the_picture(name: str) -> None:
    """Every shape and every text lies inside the scene, and no text is under 9 points."""
    scene = SCENES[name]()
    for item in scene.shapes:
        match item:
            case Rect():
                assert item.x >= 0
                assert item.x + item.width <= scene.width + 0.01
                assert item.y + item.height <= scene.height
            case Text():
                start, end = _extent(item)
                assert start >= -0.01, item.text
                assert end <= scene.width + 0.01, item.text
                assert 0 <= item.y <= scene.height
                assert item.size >= 9


@pytest.mark.parametrize("name", SCENES)
def test_no_text_runs_into_another(name: str) -> None:
    """Two texts on one line never overlap."""
    texts = [item for item in SCENES[name]().shapes if isinstance(item, Text)]
    for i, one in enumerate(texts):
        for two in texts[i + 1 :]:
            if abs(one.y - two.y) < 8:
                (a, b), (c, d) = _extent(one), _extent(two)
                assert b <= c + 0.01 or d <= a + 0.01, (one.text, two.text)


@pytest.mark.parametrize("name", SCENES)
def test_every_tone_is_known(name: str) -> None:
    """No writer meets a colour word that it does not know."""
    assert {item.tone for item in SCENES[name]().shapes} <= set(PAPER)


def test_parts_carry_shape_and_number() -> None:
    """A part wide enough shows its grade's shape and its count in ink that can be read on it."""
    scene = _bars([BarRow("All", distribute(["good"] * 30 + ["inadequate"] * 20, OFSTED))])
    inks = {"on_good": "circle", "on_inadequate": "square"}
    assert {m.tone: m.shape for m in scene.shapes if isinstance(m, Mark) and m.tone in inks} == inks
    assert {t.text for t in scene.shapes if isinstance(t, Text) and t.tone in inks} == {"30", "20"}


def test_parts_are_as_wide_as_their_share() -> None:
    """Three quarters of the bar are three quarters of the audits."""
    scene = _bars([BarRow("All", distribute(["good"] * 30 + ["inadequate"] * 10, OFSTED))])
    good, bad = [r.width for r in scene.shapes if isinstance(r, Rect)]
    assert good / (good + bad) == pytest.approx(0.75)


def test_too_few_and_none_are_said_in_words() -> None:
    """Below ten there is no percentage; no audits are not 0 %; no evidence stands dashed, by itself."""
    scene = _odd()
    words = {item.text for item in scene.shapes if isinstance(item, Text)}
    assert "1 of 2, too few" in words
    assert "no audits" in words
    assert "0%" not in words
    dashed = [r for r in scene.shapes if isinstance(r, Rect) and r.dashed]
    assert any("not enough evidence, 1" in r.says for r in dashed)


def test_the_table_says_what_the_picture_says() -> None:
    """Every count of a bar is in its row of the table."""
    scene = _bars()
    group = basis(council()).groups[0]
    for (_domain, spread), row in zip(by_domain(group), scene.table.rows, strict=True):
        assert row[1:5] == tuple(str(count) for _grade, count in spread.counts)
        assert row[5:7] == (str(spread.unranked), str(spread.n))


def test_direction_is_in_words() -> None:
    """A lowered grade says lower, right of the diagonal."""
    data = council()
    (found,) = of_overall(rereads(data).random, data)
    words = [item.text for item in _readings().shapes if isinstance(item, Text)]
    cells = [(i, j, n) for i, row in enumerate(found.table) for j, n in enumerate(row) if n]
    assert words.count("lower") == sum(1 for i, j, _ in cells if j > i)
    assert words.count("same") == sum(1 for i, j, _ in cells if j == i)


@pytest.mark.parametrize("name", SCENES)
def test_svg_is_well_formed_and_speaks(name: str) -> None:
    """The SVG parses, names its role, and holds title and sentence."""
    scene = SCENES[name]()
    root = ET.fromstring(svg(scene))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title") == scene.title
    assert root.findtext(f"{space}desc") == scene.sentence
    texts = [t for t in scene.shapes if isinstance(t, Text)]
    assert len(root.findall(f"{space}text")) == len(texts)


def test_markup_in_a_label_stays_text_in_svg() -> None:
    """Typed angle brackets are printed, never read as markup."""
    drawn = svg(_bars([BarRow('<b>&"\x0b', distribute(["good"] * 20, OFSTED))]))
    root = ET.fromstring(drawn)
    assert '<b>&"' in [item.text for item in root.iter("{http://www.w3.org/2000/svg}text")]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    line = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def _contrast(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", SHAPES)
def test_ink_can_be_read_on_every_fill(tone: str) -> None:
    """Text on a grade's fill has at least 4.5 to 1."""
    assert _contrast(paper(tone), paper(on(tone))) >= 4.5


def test_widths_are_those_of_the_font(checkout: Path) -> None:
    """The table of widths is the font's own, to one part in a hundred, in both weights."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    for name, bold in (("Regular", False), ("Bold", True)):
        font = TTFontFile(str(checkout / "resources" / "fonts" / f"Inter-{name}.ttf"))
        for text in ("Management oversight", "62% (46 to 76)", "Łódź, Şanlıurfa – “naïve”…"):
            real = sum(font.charWidths[ord(character)] for character in text) * 9 / 1000
            assert width(text, 9, bold=bold) == pytest.approx(real, rel=0.01)


def test_text_is_cut_with_an_ellipsis_only_when_it_must() -> None:
    """What fits stays whole; what does not fit ends in an ellipsis and fits."""
    assert shortened("Short", 9, 100) == "Short"
    cut = shortened(LONG, 9, 100)
    assert cut.endswith("…")
    assert width(cut, 9) <= 100
    lines = wrapped(LONG, 9, 120)
    assert len(lines) == 2
    assert all(width(line, 9) <= 120 for line in lines)
