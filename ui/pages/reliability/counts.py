"""Small tables of counts: one line each, none sorted by its figures, no percentages."""

from collections.abc import Sequence

from qa_tool.figures.agreement import Agreement
from ui.look import px
from ui.widgets import PlainTable

HEAD = ("Read again", "Same", "Lower", "Higher")
MOST_SHOWN = 14


def show_counts(table: PlainTable, first: str, lines: Sequence[tuple[str, Agreement]]) -> None:
    """Show how the two grades compare for each of these; as high as its lines, up to fourteen."""
    table.show_table(
        (first, *HEAD),
        [(name, f"{f.n}", f"{f.same}", f"{f.down}", f"{f.up}") for name, f in lines],
    )
    tall = px(48) + min(len(lines), MOST_SHOWN) * px(32)
    table.setMinimumHeight(tall)
    table.setMaximumHeight(tall)
