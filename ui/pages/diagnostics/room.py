"""The room: the whole window for the projector, one standard at a time, driven by a few keys."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

from qa_tool.errors import QAError
from qa_tool.work import diagnostic_room, diagnostic_view
from qa_tool.work.change import Change
from qa_tool.work.diagnostic_view import SessionView, StandardView
from ui.context import Context
from ui.look import text_scale
from ui.pages.diagnostics.large import Large, PartRow, TimeLeft, large
from ui.pages.diagnostics.scenes import Hands, scene_of
from ui.widgets import Button, Eliding, FlowRow, Muted, Scroll, TextBox, clear, column, row

_KEYS = "← → part   ↑ ↓ standard   Ctrl+↑ ↓ scrolls   1–4 grade   Backspace takes a hand back   R shows together   0 without hands   T timer   Esc leaves"

_ROOM_FOR_KEYS = 500


class Room(QFrame):
    """The room over a window: `.open(standard)`, `.shut()`, `.flush()`; signals `left`, `stop`."""

    left = Signal()
    stop = Signal()

    def __init__(
        self, context: Context, session: SessionView, over: QWidget,
        tell: Callable[[Change], None],
    ) -> None:  # fmt: skip
        super().__init__(over)
        self._context, self._session, self._over, self._tell = context, session, over, tell
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Room: session with {session.team}")
        self.standard, self.part = 0, 0
        self.hands = Hands(session.scale)
        self.boxes: list[TextBox] = []
        self._full = False
        self.where = Eliding("", "eyebrow")
        self.parts = PartRow([one.title for one in session.set.parts])
        self.parts.chosen.connect(self.show_part)
        self.time = TimeLeft()
        self.title, self.ask = Large("", 30, strong=True), Large("", 18)
        self.said = Large("", 18, tone="danger")
        self.inside = QWidget()
        self.inside.setLayout(column(spacing=14))
        self.area = Scroll(column(self.parts, self.ask, self.inside, None, spacing=10))
        self.keys = Muted(_KEYS)
        self._build()
        for key, verb in self._verbs().items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(verb)
        over.installEventFilter(self)

    def _build(self) -> None:
        """The head with the time, the standard, and the foot with the keys."""
        head = row(column(self.where, self.title, spacing=2), self.time, spacing=16)
        head.setStretch(0, 1)
        self.show_together = Button("Show together (R)", self.reveal, kind="primary", icon="eye")
        self.none = Button("Without hands (0)", self.skip)
        self.timer = Button("Timer (T)", self.time.turn, icon="clock")
        buttons = FlowRow(
            Button("Back", partial(self.step, -1), icon="arrow-left"),
            Button("Next", partial(self.step, 1), icon="arrow-right"),
            self.show_together, self.none, self.timer,
            Button("Safety stop", self.stop.emit, kind="danger", icon="shield-alert"),
            Button("Leave the room", self.left.emit, kind="quiet", icon="x"),
        )  # fmt: skip
        whole = column(
            head, self.area, self.said, buttons, self.keys, spacing=10,
            margins=(36, 22, 36, 16),
        )  # fmt: skip
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each key does; a field that is typed in keeps its own keys."""
        keys: dict[str, Callable[[], object]] = {
            "Left": partial(self.step, -1), "Right": partial(self.step, 1),
            "PgUp": partial(self.step, -1), "PgDown": partial(self.step, 1),
            "Up": partial(self.turn, -1), "Down": partial(self.turn, 1),
            "R": self.reveal, "0": self.skip, "T": self.time.turn, "Backspace": self.take_back,
            "Ctrl+Up": partial(self.move_down, -1), "Ctrl+Down": partial(self.move_down, 1),
            "Escape": self.escape, "Ctrl+Shift+S": self.stop.emit,
        }  # fmt: skip
        for place in range(1, len(self._session.scale.ranked) + 1):
            keys[str(place)] = partial(self.digit, place)
        return keys

    @property
    def now(self) -> StandardView:
        """The standard that is on the wall."""
        return self._session.standards[self.standard]

    @property
    def part_key(self) -> str:
        """The part of the talk that is on the wall."""
        return self._session.set.parts[self.part].key

    def open(self, standard: str = "") -> None:
        """Cover the window and begin at this standard."""
        keys = [one.standard.key for one in self._session.standards]
        self.standard = keys.index(standard) if standard in keys else 0
        if isinstance(self._over, QMainWindow) and not self._over.isFullScreen():
            self._full = True
            self._over.showFullScreen()
        self._cover()
        self.show()
        self.raise_()
        self.show_part(0)
        self.setFocus()

    def shut(self) -> None:
        """Uncover the window as it was."""
        self._over.removeEventFilter(self)
        self.time.halt()
        if self._full and isinstance(self._over, QMainWindow):
            self._over.showNormal()
        self.hide()
        self.deleteLater()

    def flush(self) -> None:
        """Keep what is typed."""
        for box in self.boxes:
            box.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The room is as large as its window."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        large.fit(self.width(), self.height())
        self.keys.setVisible(self.height() / text_scale() >= _ROOM_FOR_KEYS)
        for words in self.findChildren(Large):
            words.grow()

    # ---- moving ----------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """The next part, or the one before; past the last the next standard begins."""
        at = self.part + by
        if 0 <= at < len(self._session.set.parts):
            self.show_part(at)
        elif 0 <= self.standard + by < len(self._session.standards):
            self.turn(by, 0 if by > 0 else len(self._session.set.parts) - 1)

    def turn(self, by: int, part: int = 0) -> None:
        """The next standard, or the one before."""
        at = self.standard + by
        if 0 <= at < len(self._session.standards):
            self.flush()
            self.standard = at
            self.hands.empty()
            self.show_part(part)

    def show_part(self, part: int) -> None:
        """Put a part on the wall, and its time on the clock."""
        self.flush()
        self.part = part
        self.time.begin(self._session.set.parts[part].minutes)
        self._draw()
        self.area.verticalScrollBar().setValue(0)
        self.setFocus()

    def _draw(self) -> None:
        """Draw what is on the wall from what is kept."""
        one, part = self.now, self._session.set.parts[self.part]
        self.where.show_text(
            f"{self._session.team}  ·  standard {self.standard + 1} of {len(self._session.standards)}"
        )
        self.title.setText(one.standard.title)
        self.ask.setText(part.ask)
        self.parts.show_part(self.part)
        self.said.setText("")
        self.said.hide()
        layout = self.inside.layout()
        if layout is None:
            return
        clear(layout)
        scene = scene_of(part.key, self._session, one, self.hands, self._keep)
        self.boxes = scene.boxes
        for widget in scene.widgets:
            layout.addWidget(widget)
        grading = part.key == "grade" and not one.finding.how
        self.show_together.setVisible(grading)
        self.none.setVisible(grading)

    # ---- keeping ---------------------------------------------------------------------------------

    def digit(self, place: int) -> None:
        """A hand, the agreed grade, or the partner's, by the part that is on the wall."""
        grade = self._session.scale.ranked[place - 1].key
        if self.part_key == "grade":
            if not self.now.finding.how:
                self.hands.raise_(grade)
                self._draw()
        elif self.part_key == "agree":
            self._do(diagnostic_room.agree, grade)
        elif self.part_key == "partner":
            self._do(diagnostic_room.partner_says, grade=grade)

    def take_back(self) -> None:
        """Take the last hand back."""
        if self.part_key == "grade":
            self.hands.lower()
            self._draw()

    def reveal(self) -> None:
        """Show together: the hands that were counted, otherwise the private grades as counts."""
        if self.now.finding.how or self.part_key != "grade":
            return
        counts = self.hands.counts()
        done = (
            self._do(diagnostic_room.hands, counts) if counts else self._do(diagnostic_room.reveal)
        )
        if done:
            self.hands.empty()
            self.step(1)

    def skip(self) -> None:
        """Go to the talk without anybody's own grade."""
        if self.part_key == "grade" and not self.now.finding.how and self._do(diagnostic_room.skip):
            self.step(1)

    def move_down(self, by: int) -> None:
        """Move what does not fit the wall, by keys too."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep() // 2)

    def escape(self) -> None:
        """Out of a field first, then out of the room."""
        if any(box.hasFocus() for box in self.boxes):
            self.setFocus()
        else:
            self.left.emit()

    def _keep(self, verb: Callable[..., Change], *values: object, **named: object) -> None:
        """Keep words that were typed; the wall stays as it is, so that the cursor does."""
        self._do(verb, *values, draw=False, **named)

    def _do(
        self, verb: Callable[..., Change], *values: object, draw: bool = True, **named: object
    ) -> bool:
        """Carry a verb out on the standard on the wall; what is wrong is said there."""
        space, session = self._context.workspace, self._session.session.id
        try:
            change = verb(space, session, self.now.standard.key, *values, **named)
        except QAError as error:
            self.said.setText(f"{error} {error.cure}".strip())
            self.said.show()
            return False
        self._tell(change)
        self._session = diagnostic_view.view(space, session)
        if draw:
            self._draw()
        return True
