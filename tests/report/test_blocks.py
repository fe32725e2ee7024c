"""The language of reports: what a block carries by itself."""

from qa_tool.chart.scene import Scene, Table
from qa_tool.report.blocks import Chart, TableBlock


def _scene() -> Scene:
    table = Table(("Domain", "Audits"), (("Recording", "12"), ("Risk", "9")))
    return Scene(100, 40, "Grades", "Recording has 12 audits.", (), table)


def test_a_chart_has_its_figures_beside_it() -> None:
    """Where no table is given, the scene's own is the twin; a given one stands."""
    twin = Chart(_scene(), "Grades").twin()
    assert twin.rows == (("Recording", "12"), ("Risk", "9"))
    assert twin.kinds == ("text", "number")
    given = TableBlock("Protected", ("Domain",), ("text",), (("Recording",),), key="domains")
    assert Chart(_scene(), "Grades", given).twin() is given
