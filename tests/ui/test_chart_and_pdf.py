"""Charts and PDF files inside the window: drawn, told and copied."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from qa_tool.chart.scene import Mark
from tests.ui.gallery import scene
from ui import look
from ui.widgets import ChartView, PdfView
from ui.widgets.chart_view import LETTERS


def test_the_chart_says_every_number(qtbot: QtBot):
    """Its description holds the table; arrows tell each value in turn; hidden values cannot be."""
    view = ChartView()
    qtbot.addWidget(view)
    view.show_scene(scene())
    view.resize(600, 300)
    view.show()
    for cell in scene().table.rows[0]:
        assert cell in view.drawing.accessibleDescription()
    assert "Voice is strongest" in view.drawing.accessibleDescription()
    told = []
    view.drawing.setFocus()
    for _ in view.drawing.saying():
        qtbot.keyClick(view.drawing, Qt.Key.Key_Right)
        told.append(view.drawing.told())
    assert told == [shape.says for shape in view.drawing.saying()]
    assert len(told) == 5
    qtbot.keyClick(view.drawing, Qt.Key.Key_Left)
    assert view.drawing.told() == told[-2]


def test_the_chart_turns_into_a_table_and_can_be_copied(qtbot: QtBot):
    """The same data as rows; the picture and the table go to the clipboard."""
    view = ChartView()
    qtbot.addWidget(view)
    view.show_scene(scene())
    view.resize(600, 300)
    view.show()
    view.copy.click()
    assert QGuiApplication.clipboard().image().width() == 3 * (scene().width + 20)
    view.turn.click()
    assert view.table.isVisible()
    assert not view.drawing.isVisible()
    assert view.turn.text() == "Show as chart"
    view.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t") == [
        "Voice and experience", "40", "180",
    ]  # fmt: skip


def test_a_chart_is_made_for_the_width_there_is(qtbot: QtBot):
    """A scene given as a function of the width is made again when the room changes."""
    asked: list[float] = []

    def source(width: float):
        asked.append(width)
        return scene()

    view = ChartView()
    qtbot.addWidget(view)
    view.show_scene(source)
    view.resize(700, 300)
    view.show()
    QGuiApplication.processEvents()
    assert round(asked[-1] * LETTERS) == view.drawing.width()


def test_home_end_and_the_mouse_lead_to_values(qtbot: QtBot):
    """Home and End go to the first and last; the mouse tells the part it is over, and a mark near it."""
    view = ChartView()
    qtbot.addWidget(view)
    dots = Mark(60, 60, 6, "circle", "muted", "March: 62%")
    view.show_scene(replace(scene(), height=100, shapes=(*scene().shapes, dots)))
    view.resize(600, 300)
    view.show()
    view.drawing.setFocus()
    said = [shape.says for shape in view.drawing.saying()]
    qtbot.keyClick(view.drawing, Qt.Key.Key_End)
    assert view.drawing.told() == said[-1]
    qtbot.keyClick(view.drawing, Qt.Key.Key_Home)
    assert view.drawing.told() == said[0]
    qtbot.keyClick(view.drawing, Qt.Key.Key_Left)
    assert view.drawing.told() == said[-1]
    factor = view.drawing.width() / 520
    over = view.drawing._under
    assert said[over(QPointF(130 * factor, 15 * factor))] == "Outstanding: 40 of 350"
    assert said[over(QPointF(68 * factor, 60 * factor))] == "March: 62%"
    assert over(QPointF(60 * factor, 90 * factor)) == -1


def test_a_chart_is_saved_where_the_person_says(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """SVG or PNG by the name; the proposed name says what the chart is and nobody's name."""
    from ui import messages
    from ui.dialogs import picture

    asked: list[str] = []
    target = tmp_path / "chart.png"
    heard: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> Path:
        asked.append(name)
        return target

    monkeypatch.setattr(picture, "save_file", ask)
    monkeypatch.setattr(messages, "say", lambda text, _tone="info": heard.append(text))
    monkeypatch.setattr(messages, "fault", lambda error: heard.append(str(error)))
    view = ChartView()
    qtbot.addWidget(view)
    view.show_scene(replace(scene(), title="Teams: Made-up Person"))
    view.save.click()
    assert asked == ["chart-teams.svg"]
    assert QImage(str(target)).width() == 3 * (520 + 20)
    target = tmp_path / "without ending"
    view.save.click()
    drawn = target.with_suffix(".svg").read_text(encoding="utf-8")
    assert 'role="img"' in drawn
    assert "Voice is strongest; made up." in drawn
    target = tmp_path / "chart.doc"
    view.save.click()
    assert heard[-1].startswith("A chart is not written as .doc")
    target = tmp_path / "nowhere" / "chart.svg"
    view.save.click()
    assert "is not there" in heard[-1]
    assert not list(tmp_path.glob("**/*.part"))


@pytest.mark.parametrize("theme", ["light", "dark", "high"])
def test_the_chart_is_drawn_in_the_colours_of_the_theme(qtbot: QtBot, theme: str):
    """The bar of a grade has its grade's fill, in all three themes."""
    look.apply(QGuiApplication.instance(), theme, 1.0)
    view = ChartView()
    qtbot.addWidget(view)
    view.show_scene(scene())
    picture = view.drawing.picture(1.0)
    assert picture.pixelColor(125, 14).name() == look.tokens().grades["outstanding"].fill
    assert picture.pixelColor(180, 13).name() == look.tokens().grades["good"].fill


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A made-up PDF of three pages."""
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "made up.pdf"
    canvas = Canvas(str(path))
    for number in range(3):
        canvas.drawString(72, 720, f"Learning report, made up, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


def test_a_pdf_is_shown_and_read_aloud(qtbot: QtBot, pdf: Path):
    """Its pages are drawn with ink on them, and each is told by its words."""
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 900)
    view.show()
    view.show_file(pdf)
    QGuiApplication.processEvents()
    assert view.page_count() == 3
    first = view._sheets[0]
    picture = first.grab().toImage()
    inks = {picture.pixelColor(x, y).lightness() for x in range(60, 300) for y in range(115, 150)}
    assert min(inks) < 80
    assert max(inks) == 255
    assert "page 1" in first.accessibleDescription()
    before = first.width()
    view.larger.click()
    assert first.width() > before
    view.close_file()
    assert view.page_count() == 0


def test_a_file_that_is_no_pdf_gives_a_sentence(qtbot: QtBot, tmp_path: Path):
    """A wrong file is told in words with a cure, and what was shown stays."""
    from qa_tool.errors import QAError

    wrong = tmp_path / "wrong.pdf"
    wrong.write_text("not a pdf")
    view = PdfView()
    qtbot.addWidget(view)
    with pytest.raises(QAError, match="cannot be shown") as told:
        view.show_file(wrong)
    assert told.value.cure
    with pytest.raises(QAError):
        view.show_file(tmp_path / "missing.pdf")
