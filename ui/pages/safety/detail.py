"""One safety stop in words: its clocks, who was told, what followed, and how it ended."""

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from qa_tool.audit.safety import FOLLOWED, Clock, FollowUp, Told
from qa_tool.work.safety import StopRow
from ui.form.safety_card import HOW
from ui.tables import Cell
from ui.widgets import Box, Muted, Pill, Words, column, row


def clock_line(clock: Clock, now: datetime) -> QWidget:
    """One clock in words, with how long there is, or how late it is."""
    due = (
        moment(clock.due)
        if isinstance(clock.due, datetime)
        else f"{clock.due.day} {clock.due:%b %Y}"
    )
    word, tone = ("In time", "success") if clock.met else (_left(clock.due, now), "accent")
    if clock.late:
        word, tone = ("Done late", "warning") if clock.done else ("Overdue", "danger")
    words = column(Words(clock.what), Muted(f"by {due}"), spacing=0)
    inside = row(words, Pill(word, tone), spacing=10)
    inside.setStretch(0, 1)
    box = Box(inside)
    box.setAccessibleName(f"{clock.what}, by {due}: {word}")
    return box


def _left(due: datetime | date, now: datetime) -> str:
    """How long there is, in words."""
    if isinstance(due, datetime):
        minutes = max(0, round((due - now).total_seconds() / 60))
        return f"{minutes} minutes left"
    days = (due - now.date()).days
    return {0: "Today", 1: "By tomorrow"}.get(days, f"{days} days left")


def told_line(told: Told, stop: StopRow) -> QWidget:
    """Somebody who was told, how, and what they answered."""
    names = {route.key: route.who for route in stop.routes}
    post = names.get(told.route, "")
    who = told.who if not post or post == told.who else f"{told.who} ({post})"
    how = dict(HOW).get(told.how, told.how).lower()
    answer = told.answer or "no answer recorded yet"
    return Box(
        column(Words(who, "strong"), Muted(f"{moment(told.when)}, {how}"), Words(answer), spacing=1)
    )


def followed_line(one: FollowUp, name: str) -> QWidget:
    """One thing that followed, its day, and who recorded it."""
    head = f"{FOLLOWED[one.kind]}, {one.on.day} {one.on:%b %Y}"
    return Box(
        column(Words(head, "strong"), Words(one.what), Muted(f"recorded by {name}"), spacing=1)
    )


def ended_line(stop: StopRow) -> QWidget:
    """What is different for the child, and who said so."""
    when = f"{moment(stop.settled)}, {stop.settled_by}" if stop.settled else ""
    said = stop.difference or "Nothing was written about what is different."
    return Box(column(Words("Settled: what is different for the child", "strong"), Words(said),
                      Muted(when), spacing=1))  # fmt: skip


_SHORT = {
    "overdue": Cell("Overdue", "danger"),
    "waiting": Cell("Waits for an answer", "warning"),
    "answered": Cell("What followed?", "info"),
    "settled": Cell("Settled", "success"),
}


def state_cell(stop: StopRow) -> Cell:
    """How it stands, in a word; an answer that came late stays visible."""
    if stop.state == "answered" and stop.late:
        return Cell("Answered late", "warning")
    if stop.state == "settled" and stop.late:
        return Cell("Settled; told late", "success")
    return _SHORT[stop.state]


def moment(when: datetime) -> str:
    """A moment as people read it, where the person is."""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y}, {here:%H:%M}"
