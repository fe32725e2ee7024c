"""The page: sessions, across teams, inspections and peer challenges; one session; the form of a new one."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.diagnostic import rules
from qa_tool.work import diagnostic, diagnostic_outcome
from qa_tool.work.change import Change
from qa_tool.work.diagnostic import SessionRow
from ui.context import Context, Group
from ui.look import px
from ui.pages.diagnostics.across import AcrossPart
from ui.pages.diagnostics.frame import FramePart
from ui.pages.diagnostics.outcomes import OutcomesPart
from ui.pages.diagnostics.session import SessionPart
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Banner, Button, EmptyState, FlowRow, Picker, Scroll, column, reveal

_ABOUT = (
    "A team looks at its own practice with a partner: a learning exercise. Nothing entered here is in "
    "any audit figure; nobody is graded by name, and no child is written about."
)
_VIEWS = (("sessions", "Sessions"), ("across", "Across teams"),
          ("outcomes", "Inspections and peer challenges"))  # fmt: skip


class DiagnosticsPage(QWidget):
    """Diagnostics: place `session=` opens one (`show=` a part of it), `view=` across or outcomes."""

    key: ClassVar[str] = "diagnostics"
    title: ClassVar[str] = "Diagnostics"
    icon: ClassVar[str] = "lightbulb"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        space = window_context.workspace
        self.new = Button("New session", self._new, kind="primary", icon="plus")
        reveal(self.new, on=bool(space.is_a(*diagnostic.MAY_HOLD)))
        self.open = Button("Open", self._open, icon="eye")
        views = _VIEWS if space.is_a(*diagnostic_outcome.MAY_RECORD) else _VIEWS[:2]
        self.views = Picker("What is shown", views)
        self.views.setMinimumContentsLength(28)
        self.views.picked.connect(lambda key: self.show_page(view=key))
        self.panel = TablePanel(
            "Diagnostic sessions", _COLUMNS, noun=("session", "sessions"), empty="No session yet."
        )
        self.panel.setMinimumHeight(px(230))
        self.panel.opened.connect(lambda _row: self._open())
        self.nothing = EmptyState(
            "No diagnostic session that you may see",
            "The improvement partner or the QA lead begins a session with a team. Who was in it sees "
            "it here; once it is held, the Chief Social Work Officer and the partner see its grades.",
            icon="lightbulb",
        )  # fmt: skip
        listing = column(
            FlowRow(self.new, self.open), self.panel, self.nothing, spacing=12
        )  # fmt: skip
        listing.setStretch(1, 1)
        listing.setStretch(2, 1)
        self.listing = QWidget()
        self.listing.setLayout(listing)
        self._build()
        window_context.live.watch(self, ("diagnostic",), lambda _change: self._heard(), by=self.key)

    def _build(self) -> None:
        """Three lists on one part; one session; the form of a new one."""
        self.across = AcrossPart(self._context)
        self.across.chosen.connect(self._show)
        self.outcomes = OutcomesPart(self._context, self._tell)
        first = column(
            Banner(_ABOUT), FlowRow(self.views), self.listing, self.across, self.outcomes,
            spacing=12, margins=(20, 16, 20, 16),
        )  # fmt: skip
        for place in (2, 3, 4):
            first.setStretch(place, 1)
        self.session = SessionPart(self._context, self._tell)
        self.session.left.connect(self._list_again)
        self.session.framed.connect(self._frame)
        self.session.again.connect(self._again)
        self.frame = FramePart(self._context)
        self.frame.made.connect(self._made)
        self.frame.left.connect(self._back)
        self.parts = QStackedWidget()
        for shown in (Scroll(first), self.session, self.frame):
            self.parts.addWidget(shown)
        self.setLayout(column(self.parts))

    def show_page(self, **place: Any) -> None:
        """A list; or one session, or a part of it."""
        self.flush()
        if place.get("session"):
            self._show(str(place["session"]), str(place.get("show", "")))
            return
        self.session.close_room()
        wanted = str(place.get("view", "")) or self.views.value()
        self.views.setCurrentIndex(max(0, self.views.findData(wanted)))
        self._context.title(self.title)
        self.parts.setCurrentIndex(0)
        self.refresh()

    def leave(self) -> bool:
        """Keep what is typed; the room closes with its page."""
        self.flush()
        self.session.close_room()
        return True

    def flush(self) -> None:
        """Keep what is typed, before the window closes or locks."""
        self.session.flush()

    def refresh(self) -> None:
        """Read again what is shown; a part that somebody types on stays as it is."""
        if self.parts.currentIndex() == 0:
            shown = self.views.value()
            for key, part in zip(_VIEWS, (self.listing, self.across, self.outcomes), strict=True):
                part.setVisible(key[0] == shown)
            verbs = {"across": self.across.show_across, "outcomes": self.outcomes.show_outcomes}
            verbs.get(shown, self._list)()

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _list(self) -> None:
        """The sessions there are."""
        rows = diagnostic.rows(self._context.workspace)
        self.panel.show_rows(rows)
        for widget in (self.panel, self.open):
            widget.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and self.panel.view.current_row() is None:
            self.panel.view.selectRow(0)

    def _list_again(self) -> None:
        """From a session back to the lists."""
        self.show_page()

    def _open(self) -> None:
        row: SessionRow | None = self.panel.view.current_row()
        if row is not None:
            self._show(row.id)

    def _show(self, session: str, part: str = "") -> None:
        """One session."""
        self.session.show_session(session, part)
        found = self.session.found
        name = f"Session with {found.team}" if found is not None else self.title
        self._context.title(name, (("Diagnostics", "diagnostics"),))
        self.parts.setCurrentWidget(self.session)

    def _new(self) -> None:
        """The form of a new session."""
        self._context.title("New diagnostic session", (("Diagnostics", "diagnostics"),))
        self.frame.show_new()
        self.parts.setCurrentWidget(self.frame)

    def _again(self) -> None:
        """The form of a session that looks at the same team again."""
        self._new()
        if self.session.found is not None:
            self.frame.look_again(self.session.found)

    def _frame(self) -> None:
        """The frame of the session that is open, to be changed."""
        if self.session.found is not None:
            self.frame.show_session(self.session.found)
            self.parts.setCurrentWidget(self.frame)

    def _back(self) -> None:
        """From the form back to where one came from."""
        if self.frame.session:
            self._show(self.frame.session)
        else:
            self.show_page()

    def _tell(self, change: Change) -> None:
        self._context.live.announce(change, self.key)

    def _made(self, change: Change) -> None:
        """A session is begun or framed anew: show it."""
        self._tell(change)
        self._context.say("Kept. Who takes part finds it on Home.", "success")
        self._show(change.ids[0])


def _state(row: SessionRow) -> Cell:
    """How far it is."""
    if row.state == "open":
        return Cell(f"{row.agreed} of {row.standards} agreed", "accent")
    tones = {"due": "warning", "overdue": "danger", "done": "success"}
    words = rules.REVISITS[row.revisit_state] if row.revisit_state != "none" else "Held"
    return Cell(words, tones.get(row.revisit_state, "plain"))


_COLUMNS = (
    Column("team", "Team", lambda r: r.team),
    Column("service", "Service", lambda r: r.service, width=130),
    Column("partner", "Partner", lambda r: r.partner, width=130),
    Column("day", "Held on", lambda r: r.day, "date", 116),
    Column("revisit", "Revisit from", lambda r: r.revisit, "date", 122),
    Column("state", "State", _state, "pill", 148, sort=lambda r: r.state + r.revisit_state),
)
