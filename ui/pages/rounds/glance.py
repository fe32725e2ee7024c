"""One round as plain bars with numbers, and who has what of it."""

from PySide6.QtWidgets import QGridLayout, QWidget

from qa_tool.work.council import RoundState
from qa_tool.work.round_progress import AuditorShare
from ui.look import px
from ui.tables import Cell, Column
from ui.widgets import Muted, SlimBar, Words, clear


class Bars(QWidget):
    """How far a round is, line by line: `Bars()`, `.show_state(state)`."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)

    def show_state(self, state: RoundState) -> None:
        """Show these numbers."""
        clear(self._grid)
        whole = max(state.planned, state.allocated, state.handed_in, 1)
        for place, (words, number, tone) in enumerate(lines(state)):
            bar = SlimBar(words)
            bar.show_share(number / whole, f"{number} of {whole}")
            figure = Words(f"{number:,}", tone, wrap=False)
            figure.setAccessibleName(f"{words}: {number:,}")
            label = Muted(words)
            label.setMinimumWidth(px(96))
            self._grid.addWidget(label, place, 0)
            self._grid.addWidget(bar, place, 1)
            self._grid.addWidget(figure, place, 2)


def lines(state: RoundState) -> tuple[tuple[str, int, str], ...]:
    """The bars: words, number, how the number is drawn."""
    return (
        ("Planned", state.planned, "strong"),
        ("Allocated", state.allocated, "strong"),
        ("Being written", state.drafts, "strong"),
        ("Handed in", state.handed_in, "strong"),
        ("Being read again", state.in_moderation, "strong"),
        ("Signed off", state.signed_off, "strong"),
        ("Late", state.overdue, "danger" if state.overdue else "strong"),
    )


def share_columns() -> tuple[Column, ...]:
    """What the list of auditors shows; in order of names, because nothing here ranks people."""
    return (
        Column("name", "Auditor", lambda s: s.name),
        Column("given", "Given", lambda s: s.given, "number", 62),
        Column("done", "Handed in", lambda s: s.handed_in, "number", 92),
        Column(
            "late", "Late", late, "pill", 124, sort=lambda s: s.late,
            tip="Past the due date and not handed in; with the oldest due date",
        ),
        Column(
            "left", "Left to do", left, sort=lambda s: s.minutes,
            tip="What is not handed in, with the time that its templates expect",
        ),
    )  # fmt: skip


def left(share: AuditorShare) -> str:
    """What is not handed in yet, in words."""
    parts = []
    if share.not_started:
        parts.append(f"{share.not_started} not begun")
    if share.being_written:
        parts.append(f"{share.being_written} being written")
    if not parts:
        return ""
    return f"{', '.join(parts)} ({hours(share.minutes)})" if share.minutes else ", ".join(parts)


def late(share: AuditorShare) -> Cell | None:
    """How many are late, and since when."""
    if not share.late or share.oldest_due is None:
        return None
    return Cell(f"{share.late}, since {share.oldest_due.day} {share.oldest_due:%b}", "danger")


def hours(minutes: int) -> str:
    """A length of work as people say it."""
    if not minutes:
        return ""
    if minutes < 60:
        return f"{minutes} min"
    whole, rest = divmod(minutes, 60)
    return f"{whole} h" if not rest else f"{whole} h {rest:02}"
