"""A chart on the page: its picture, its sentence, its table, and ways to take it along."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from qa_tool.chart.scene import Scene
from qa_tool.work import picture
from ui.widgets.button import Button
from ui.widgets.chart_drawing import LETTERS, Drawing, Source, paint_scene
from ui.widgets.label import Heading, Muted
from ui.widgets.layout import FlowRow, column

if TYPE_CHECKING:
    from ui.widgets.plain_table import PlainTable

Save = Callable[[QWidget, Scene], None]
_SAVES: dict[str, Save] = {}


def save_charts_with(save: Save) -> None:
    """Who asks where a chart is to be saved: the dialogs, of which this room knows nothing."""
    _SAVES["chart"] = save


class ChartView(QWidget):
    """A chart with its title, sentence and table: `ChartView()`, `.show_scene(scene or function of width)`; show_title=False leaves the title to the card."""

    def __init__(self, *, show_title: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._as_table = False
        self.title, self.sentence = Heading("", 3), Muted("")
        self.drawing = Drawing(self)
        self.turn = Button("Show as table", self.show_other, kind="quiet", icon="table")
        self.copy = Button("Copy as picture", self.copy_picture, kind="quiet", icon="copy")
        self.save = Button("Save…", self.save_picture, kind="quiet", icon="download")
        self.save.setAccessibleName("Save the chart as a file")
        self.save.setToolTip("Save the chart as SVG or PNG")
        buttons = FlowRow(self.turn, self.copy, self.save)
        self._rows = column(self.title, self.sentence, self.drawing, buttons, None, spacing=6)
        self.setLayout(self._rows)
        self.title.setVisible(show_title)

    @cached_property
    def table(self) -> "PlainTable":
        """The table, hidden and made when it is first asked for: few charts are ever turned."""
        from ui.widgets.plain_table import PlainTable

        table = PlainTable("Data of the chart", self)
        table.hide()
        self._rows.insertWidget(self._rows.indexOf(self.drawing) + 1, table)
        QWidget.setTabOrder(table, self.turn)
        self._fill(table)
        return table

    def show_scene(self, source: Source) -> None:
        """Show this chart."""
        self.drawing.show_scene(source)
        scene = self.drawing.scene()
        if scene is not None:
            self.title.setText(scene.title)
            self.sentence.setText(scene.sentence)
            self.sentence.setVisible(bool(scene.sentence))
            if "table" in vars(self):
                self._fill(self.table)

    def _fill(self, table: "PlainTable") -> None:
        """Put the chart's figures into its table."""
        scene = self.drawing.scene()
        if scene is not None:
            table.setAccessibleName(f"Data of the chart {scene.title}".strip())
            table.show_table(scene.table.header, scene.table.rows)

    def show_other(self) -> None:
        """Turn between the picture and the table."""
        self._as_table = not self._as_table
        self.table.setVisible(self._as_table)
        self.drawing.setVisible(not self._as_table)
        self.save.setVisible(not self._as_table)
        self.turn.setText("Show as chart" if self._as_table else "Show as table")
        self.copy.setText("Copy the table" if self._as_table else "Copy as picture")

    def copy_picture(self) -> None:
        """Put the picture as it would be printed, or the table, on the clipboard."""
        scene = self.drawing.scene()
        if self._as_table:
            self.table.copy_all()
        elif scene is not None:
            QGuiApplication.clipboard().setImage(QImage.fromData(picture.picture(scene)))

    def save_picture(self) -> None:
        """Ask where to, and write the chart there."""
        scene, save = self.drawing.scene(), _SAVES.get("chart")
        if scene is not None and save is not None:
            save(self, scene)


__all__ = ["LETTERS", "ChartView", "Drawing", "paint_scene", "save_charts_with"]
