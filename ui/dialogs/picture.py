"""Saving a chart as a file; every chart's button comes here."""

from PySide6.QtWidgets import QWidget

from qa_tool.chart.scene import Scene
from qa_tool.errors import QAError
from qa_tool.work import picture
from ui import messages
from ui.dialogs.file import save_file
from ui.widgets.chart_view import save_charts_with

KINDS = "Picture that stays sharp (*.svg);;Picture for any program (*.png)"


def save_picture(parent: QWidget, scene: Scene) -> None:
    """Ask where, write it there, and say so."""
    target = save_file(parent, "Save the chart", f"{picture.name(scene)}.svg", KINDS)
    if target is None:
        return
    try:
        written = picture.save(scene, target)
    except QAError as error:
        messages.fault(error)
        return
    messages.say(f"The chart is saved as {written.name}.", "success")


save_charts_with(save_picture)
