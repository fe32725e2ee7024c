"""Calibration sessions: the list, private grading, and the spread once it is revealed."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.work import calibration, calibration_talk
from qa_tool.work.calibration_talk import SessionRow
from qa_tool.work.change import Change
from ui.context import Context, Group
from ui.look import px
from ui.pages.calibration.grading import Grading
from ui.pages.calibration.make import NewSession
from ui.pages.calibration.session import SessionPart
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Banner, Button, EmptyState, FlowRow, Scroll, column, reveal

_ABOUT = (
    "The same case, graded by several people in private, then talked over. It is practice: no grade "
    "given here enters an audit figure, and nobody is compared by name."
)


class CalibrationPage(QWidget):
    """Calibration: place `session=` opens one, `example=` its grading."""

    key: ClassVar[str] = "calibration"
    title: ClassVar[str] = "Calibration"
    icon: ClassVar[str] = "user-check"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        lead = bool(window_context.workspace.is_a("qa_lead"))
        self.new = Button("New session", self._new, kind="primary", icon="plus")
        reveal(self.new, on=lead)
        self.open = Button("Open", self._open, icon="eye")
        self.panel = TablePanel(
            "Calibration sessions", _COLUMNS, noun=("session", "sessions"), empty="No session yet."
        )
        self.panel.setMinimumHeight(px(230))
        self.panel.opened.connect(lambda _row: self._open())
        self.nothing = EmptyState(
            "No calibration session yet",
            "Everybody grades the same case in private, then sees how far apart the grades lie and "
            "talks about why. The QA lead makes a session.",
            icon="users",
        )  # fmt: skip
        self.banner = Banner(_ABOUT)
        listing = column(
            self.banner, FlowRow(self.new, self.open), self.panel, self.nothing, spacing=12,
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        listing.setStretch(2, 1)
        listing.setStretch(3, 1)
        self.session = SessionPart(window_context, self._tell)
        self.session.grade.connect(self._grade)
        self.session.left.connect(self._list)
        self.grading = Grading(window_context, self._tell)
        self.grading.saved.connect(self._saved)
        self.grading.left.connect(lambda: self._show(self.session.session))
        self.making = NewSession(window_context)
        self.making.made.connect(self._made)
        self.making.left.connect(self._list)
        self.parts = QStackedWidget()
        for part in (Scroll(listing), self.session, self.grading, self.making):
            self.parts.addWidget(part)
        self.setLayout(column(self.parts))
        window_context.live.watch(
            self, ("calibration",), lambda _change: self._heard(), by=self.key
        )

    def show_page(self, **place: Any) -> None:
        """The list; or a session, or one example of it."""
        self.flush()
        if place.get("example"):
            self.session.session = str(place.get("session", ""))
            self._grade(str(place["example"]))
        elif place.get("session"):
            self._show(str(place["session"]))
        else:
            self._list()

    def leave(self) -> bool:
        """Keep what is typed."""
        self.flush()
        return True

    def flush(self) -> None:
        """Keep what is typed, before the window closes or locks."""
        self.grading.flush()
        self.session.flush()

    def refresh(self) -> None:
        """Read again what is shown; a page that somebody types on stays as it is."""
        if self.parts.currentIndex() == 0:
            self._list()

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _list(self) -> None:
        """The sessions there are."""
        self._context.title(self.title)
        rows = calibration_talk.rows(self._context.workspace)
        self.panel.show_rows(rows)
        for widget in (self.panel, self.open):
            widget.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.parts.setCurrentIndex(0)
        if rows and self.panel.view.current_row() is None:
            self.panel.view.selectRow(0)

    def _open(self) -> None:
        row: SessionRow | None = self.panel.view.current_row()
        if row is not None:
            self._show(row.id)

    def _show(self, session: str) -> None:
        """One session."""
        self.session.show_session(session)
        found = self.session.found
        name = found.session.title if found is not None else self.title
        self._context.title(name, (("Calibration", "calibration"),))
        self.parts.setCurrentWidget(self.session)
        self.session.area.verticalScrollBar().setValue(0)

    def _grade(self, example: str) -> None:
        """One's own grades of an example."""
        space = self._context.workspace
        try:
            opened = calibration.open_example(space, self.session.session, example)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.title(
            f"{opened.session.title}: {opened.example.title}", (("Calibration", "calibration"),)
        )
        self.grading.show_example(opened)
        self.parts.setCurrentWidget(self.grading)

    def _new(self) -> None:
        """The form of a new session."""
        self._context.title("New calibration session", (("Calibration", "calibration"),))
        self.making.show_form()
        self.parts.setCurrentWidget(self.making)

    def _tell(self, change: Change) -> None:
        self._context.live.announce(change, self.key)

    def _saved(self, change: Change) -> None:
        """One's own grades are sealed."""
        self._tell(change)
        self._context.say("Your grades are saved.", "success")
        self._show(self.session.session)

    def _made(self, change: Change) -> None:
        """A session is made: show it."""
        self._tell(change)
        self._context.say("The session is made; Home asks those who take part.", "success")
        self._show(change.ids[0])


def _state(row: SessionRow) -> Cell:
    """What is to be done with it."""
    if row.mine:
        return Cell("Late: yours to grade" if row.late else "Yours to grade",
                    "danger" if row.late else "accent")  # fmt: skip
    return Cell(row.state_words, "success" if row.state == "closed" else "plain")


_COLUMNS = (
    Column("title", "Session", lambda r: r.title),
    Column("template", "Template", lambda r: r.template, width=200),
    Column("saved", "Saved", lambda r: f"{r.saved} of {r.people * r.examples}", width=100),
    Column("due", "Wanted by", lambda r: r.due, "date", 116),
    Column("state", "State", _state, "pill", 190, sort=lambda r: r.state),
)
