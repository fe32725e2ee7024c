"""One session: what it is, standard by standard, and what follows from it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import SERVICES, STATES
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.template.model import Grade
from qa_tool.work import diagnostic_after, diagnostic_view, report
from qa_tool.work.change import Change
from qa_tool.work.diagnostic_view import SessionView
from ui.context import Context
from ui.dialogs import save_file
from ui.pages.diagnostics.after import AfterPart
from ui.pages.diagnostics.book import BookPart
from ui.pages.diagnostics.room import Room
from ui.pages.diagnostics.standard import StandardCard
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Banner,
    Box,
    Button,
    Card,
    EmptyState,
    FlowRow,
    KeyValues,
    Muted,
    Picker,
    Scroll,
    Words,
    column,
    reveal,
)
from ui.widgets.sides import ListAndDetail

_PARTS = (("standards", "Standards"), ("commitments", "What follows"), ("about", "The session"),
          ("book", "Workbook"))  # fmt: skip


class SessionPart(QWidget):
    """One session: `.show_session(id, part)`; signals `left`, `framed`, `again`."""

    left = Signal()
    framed = Signal()
    again = Signal()

    def __init__(self, context: Context, tell: Callable[[Change], None]) -> None:
        super().__init__()
        self._context, self._announce = context, tell
        self.found: SessionView | None = None
        self.rooms: Room | None = None
        self.parts = Picker("Part of the session", _PARTS)
        self.parts.picked.connect(self._turn)
        self.room = Button("Open the room", self.open_room, kind="primary", icon="monitor")
        self.finish = Button("Close the session", self._close, icon="check")
        self.reopen = Button("Open it again", self._reopen, icon="rotate-ccw")
        self.look_again = Button("Look at the team again", self.again.emit, icon="history")
        self.paper = Button("Paper for the seminar", self._paper, icon="printer")
        self.stop = Button("Safety stop", self._stop, kind="danger", icon="shield-alert")
        self.back = Button("Back to the list", self.left.emit, kind="quiet", icon="arrow-left")
        self.verbs = FlowRow(self.parts, self.room, self.finish, self.reopen, self.look_again,
                             self.paper, self.stop, self.back)  # fmt: skip
        self.needs = Banner("", "info")
        self.panel = TablePanel(
            "Standards of this session", _COLUMNS, noun=("standard", "standards"),
            empty="No standard is looked at.",
        )  # fmt: skip
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = StandardCard(context, self._kept)
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.44, first=self.panel.view
        )
        self.after = AfterPart(context, self._kept)
        self.about = Card("The session")
        self.book = BookPart(context, self._kept)
        self._stand_together()
        self.gone = EmptyState("This session is not yours to see", "", icon="lock")
        self.gone.hide()
        page = column(
            self.verbs, self.needs, self.stack, self.gone, spacing=10, margins=(20, 14, 20, 14)
        )  # fmt: skip
        page.setStretch(2, 1)
        self.whole = Scroll(page)
        self.setLayout(column(self.whole))
        key = QShortcut(QKeySequence("Ctrl+Shift+S"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._stop)

    def _stand_together(self) -> None:
        """The parts one below the other, one shown: the whole page scrolls, and never a part inside it."""
        shown = (
            self.both,
            *(Box(column(one, None)) for one in (self.after, self.about, self.book)),
        )
        self.stack = Box(column(*shown, spacing=0))
        self._shown = dict(zip((key for key, _words in _PARTS), shown, strict=True))
        self._turn("standards")

    def show_session(self, session: str, part: str = "") -> None:
        """Show a session as far as this person may see it."""
        self.close_room()
        try:
            self.found = diagnostic_view.view(self._context.workspace, session)
        except QAError as error:
            self.found = None
            self.gone.show_words(str(error), error.cure)
        for widget in (self.verbs, self.needs, self.stack):
            widget.setVisible(self.found is not None)
        self.gone.setVisible(self.found is None)
        if self.found is None:
            return
        shown = part or "standards"
        self.parts.setCurrentIndex(max(0, self.parts.findData(shown)))
        self._fill()
        self._turn(self.parts.value())
        if self.panel.rows.rowCount():
            self.panel.view.selectRow(0)
            self.panel.view.setFocus()
        QTimer.singleShot(0, self, self._from_the_top)

    def _from_the_top(self) -> None:
        """Begin at the top; where the first line would not be seen there, with the list."""
        view = self.panel.view
        self.whole.verticalScrollBar().setValue(0)
        first = view.visualRect(view.rows.index(0, 0)).bottomLeft()
        below = view.viewport().mapTo(self.whole.viewport(), first).y()
        if view.isVisible() and below > self.whole.viewport().height():
            self.whole.show_widget(view)

    def flush(self) -> None:
        """Keep what is typed."""
        self.card.flush()
        if self.rooms is not None:
            self.rooms.flush()

    def _turn(self, key: str) -> None:
        key = key if key in self._shown else "standards"
        for name, part in self._shown.items():
            reveal(part, on=name == key)

    def _fill(self) -> None:
        """Everything from the view that was read."""
        found = self.found
        if found is None:
            return
        open_ = found.session.state == "open"
        mine = found.session.facilitator == self._context.workspace.person.id
        for button, on in (
            (self.room, found.leads), (self.finish, found.leads),
            (self.reopen, mine and not open_), (self.look_again, mine and not open_ and not found.again),
            (self.stop, found.whole),
        ):  # fmt: skip
            button.setVisible(on)
        needed = [m.what for m in found.missing if m.needed]
        hints = [m.what for m in found.missing if not m.needed]
        self.finish.forbid(f"Still needed: {needed[0]}" if needed else "")
        said = ""
        if found.leads:
            said = _needs(needed, hints)
        elif not found.whole:
            said = "You see this team's grades and themes. Evidence and commitments stay with those who were in the room."
        self.needs.show_message(said, "info")
        self.panel.show_rows(found.standards)
        self.after.show_session(found)
        self.book.show_session(found)
        self._about(found)

    def _about(self, found: SessionView) -> None:
        """Who, when and what, in facts."""
        self.about.empty()
        one = found.session
        facts = [
            ("Team", found.team), ("Area", found.area), ("Service", SERVICES.get(one.service, "")),
            ("Held on", _day(one.day)), ("State", STATES[one.state]), ("Partner", one.partner),
            ("Led by", found.facilitator),
            ("Took part", ", ".join(f"{c.role} {c.n}" for c in one.came)),
            ("Looks back at", _day(found.before.day) if found.before else ""),
            ("Lines of enquiry", "\n".join(one.lines)),
            ("Scorecard", "\n".join(_line(i.name, i.value, i.target, i.source) for i in one.scorecard)),
            ("Cases", ", ".join(found.cases)),
            ("Standards", f"{found.set.title}, edition {found.set.edition}"),
        ]  # fmt: skip
        self.about.add(KeyValues([(name, words) for name, words in facts if words]))
        if found.leads:
            self.about.add(FlowRow(Button("Change this", self.framed.emit, icon="pencil")))
        for standard in found.standards if found.leads else ():
            if standard.standard.look_at:
                self.about.add(Words(standard.standard.title, "strong"))
                self.about.add(Muted(f"Bring: {standard.standard.look_at}"))

    def _choose(self, row: diagnostic_view.StandardView | None) -> None:
        """Show one standard beside the list."""
        self.card.flush()
        self.both.show_detail(on=row is not None)
        if row is not None and self.found is not None:
            self.card.show_standard(self.found, row)

    def _kept(self, change: Change) -> None:
        """Something was kept: read the session again; the line that was chosen stays."""
        self._announce(change)
        if self.found is None:
            return
        row = self.panel.view.current_row()
        self.found = diagnostic_view.view(self._context.workspace, self.found.session.id)
        kept = row.standard.key if row is not None else ""
        self._fill()
        for number, one in enumerate(self.found.standards):
            if one.standard.key == kept:
                self.panel.view.selectRow(number)
                self.card.show_standard(self.found, one)

    def _do(self, verb: Callable[..., Change], words: str) -> None:
        """Carry out a verb on this session."""
        if self.found is None:
            return
        self.flush()
        try:
            change = verb(self._context.workspace, self.found.session.id)
        except QAError as error:
            self._context.fault(error)
            return
        self._announce(change)
        self._context.say(words, "success")
        self.show_session(self.found.session.id, self.parts.value())

    def _close(self) -> None:
        self._do(diagnostic_after.close, "The session is closed. The team's grades can be seen by the CSWO and the partner.")  # fmt: skip

    def _reopen(self) -> None:
        self._do(diagnostic_after.reopen, "The session is open again.")

    def _stop(self) -> None:
        """A safety stop, here as everywhere; the room is left first, so that no wall shows it."""
        self.flush()
        self.close_room()
        cases = self.found.session.cases if self.found is not None else ()
        self._context.go("safety", new=cases[0] if len(cases) == 1 else "")

    def _paper(self) -> None:
        """Write the paper for the practice learning seminar."""
        if self.found is None:
            return
        self.flush()
        target = save_file(self, "Write the paper", f"Diagnostic session {self.found.session.day}.pdf", "PDF (*.pdf)")  # fmt: skip
        if target is not None:
            self._write(target if target.suffix else target.with_suffix(".pdf"))

    def _write(self, target: Path) -> None:
        """Write it on the worker, over a read-only store of its own."""
        workspace = self._context.workspace
        session = self.found.session.id if self.found is not None else ""

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                scope = report.Scope(session=session)
                return report.write(reader, "diagnostic", target, scope, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            f"Writing {target.name}", work,
            lambda _path: self._context.say(f"The paper is written: {target.name}", "success"),
        )  # fmt: skip

    # ---- the room --------------------------------------------------------------------------------

    def open_room(self) -> None:
        """The whole window for the projector, at the standard that is chosen."""
        if self.found is None or not self.found.leads:
            return
        self.flush()
        self.close_room()
        row = self.panel.view.current_row()
        window = self.window()
        self.rooms = Room(self._context, self.found, window, self._announce)
        self.rooms.left.connect(self._room_left)
        self.rooms.stop.connect(self._stop)
        _rest(window, on=False)
        self.rooms.open(row.standard.key if row is not None else "")

    def close_room(self) -> None:
        """Close the room where it is open; what was typed in it is kept."""
        if self.rooms is None:
            return
        room, self.rooms = self.rooms, None
        room.flush()
        room.shut()
        _rest(self.window(), on=True)

    def _room_left(self) -> None:
        self.close_room()
        if self.found is not None:
            self.show_session(self.found.session.id)


def _rest(window: QWidget, *, on: bool) -> None:
    """What lies under the room can be reached again, or not."""
    if isinstance(window, QMainWindow) and (body := window.centralWidget()) is not None:
        body.setEnabled(on)


def _needs(needed: list[str], hints: list[str]) -> str:
    """What the session still needs, in one or two sentences."""
    if needed:
        more = f" and {len(needed) - 1} more" if len(needed) > 1 else ""
        return f"Before it can be closed: {needed[0].rstrip('.')}{more}."
    return " ".join(["It has all it needs and can be closed.", *hints])


def _line(name: str, value: str, target: str, source: str) -> str:
    wanted = f" (target {target})" if target else ""
    return f"{name}: {value}{wanted}{', ' + source if source else ''}"


def _day(day: object) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def _cell(grade: Grade | None) -> Cell | None:
    """A grade as a cell; nothing where there is none."""
    return Cell(grade.name, grade.tone) if grade is not None else None


def _gap(row: diagnostic_view.StandardView) -> str:
    """The partner's grade against the team's, in two words."""
    if row.gap is None:
        return ""
    return f"{abs(row.gap)} {'lower' if row.gap > 0 else 'higher'}" if row.gap else "Same"


_COLUMNS = (
    Column("title", "Standard", lambda r: r.standard.title),
    Column("agreed", "Team", lambda r: _cell(r.agreed), "grade", 120),
    Column("gap", "Partner", _gap, width=92, tip="The partner's grade beside the team's"),
    Column("moved", "Since then", lambda r: rules.MOVES[r.move], width=96),
)
