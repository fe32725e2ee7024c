"""The four lists of the page Records: their columns, and what is said where one is empty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qa_tool.retention.model import HELD
from qa_tool.work import retention
from qa_tool.work.workspace import Workspace
from ui.tables import Cell, Column, TablePanel

SHOWN = (
    ("due", "Due for review"),
    ("classes", "Record classes"),
    ("holds", "Legal holds"),
    ("gone", "Disposed of"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: how it is made and what fills it."""

    make: Callable[[], TablePanel]
    rows: Callable[[Workspace], tuple[Any, ...]]


def _due() -> TablePanel:
    return TablePanel(
        "Due for review",
        (
            Column("what", "Record", lambda r: r.what),
            Column("case", "Case", lambda r: r.reference, width=110),
            Column("began", "Period began", lambda r: r.began, "date", 118),
            Column("since", "Due since", lambda r: r.since, "date", 118),
            Column("state", "State", lambda r: Cell("Held", "warning") if r.held else Cell("To review", "info"),
                   "pill", 110),
        ),
        noun=("record", "records"),
        empty="Nothing has been kept longer than the schedule says.",
    )  # fmt: skip


def _classes() -> TablePanel:
    return TablePanel(
        "Record classes",
        (
            Column("title", "Class", lambda r: r.one.title, width=260),
            Column("period", "Kept for", lambda r: r.period),
            Column("due", "Due", lambda r: "" if r.one.kept else r.due, "number", 70),
            Column("held", "Held", lambda r: "" if r.one.kept else r.held, "number", 70),
        ),
        noun=("class", "classes"),
    )  # fmt: skip


def _holds() -> TablePanel:
    return TablePanel(
        "Legal holds",
        (
            Column("of", "What is held", lambda r: f"{HELD[r.hold.what]}: {r.of}"),
            Column("at", "Since", lambda r: r.hold.at.date(), "date", 118),
            Column("by", "By", lambda r: r.by, width=150),
            Column("state", "State",
                   lambda r: Cell("Stands", "warning") if r.hold.stands else Cell("Lifted", "none"), "pill", 100),
        ),
        noun=("hold", "holds"),
        empty="Nothing is held. A hold keeps everything of a case, a practitioner, an audit or a round.",
    )  # fmt: skip


def _gone() -> TablePanel:
    return TablePanel(
        "Disposed of",
        (
            Column("title", "Class", lambda r: r.title),
            Column("n", "Records", lambda r: len(r.disposal.of), "number", 90),
            Column("at", "On", lambda r: r.disposal.at.date(), "date", 118),
            Column("by", "By", lambda r: r.by, width=150),
        ),
        noun=("disposal", "disposals"),
        empty="Nothing has been disposed of yet. Each disposal stands here, with who did it and why.",
    )  # fmt: skip


LISTS: dict[str, Listed] = {
    "due": Listed(_due, retention.due),
    "classes": Listed(_classes, retention.classes),
    "holds": Listed(_holds, retention.holds),
    "gone": Listed(_gone, retention.disposals),
}
