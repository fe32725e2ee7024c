"""The parts of the bench and the room they get: what has none folds away."""

from functools import partial
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.look import px, text_scale
from ui.pages.designer.boxes import Bench
from ui.pages.designer.editor import Editor
from ui.pages.designer.outline import Outline
from ui.pages.designer.problems import ProblemList
from ui.pages.designer.specs import KINDS
from ui.widgets import Box, Button, FlowRow, IconButton, column, row, tab_stops

Side = Literal["outline", "write", "preview", "problems"]
ALL_FIT, TWO_FIT = 980, 620  # px at 100 % text: below, the preview and then the outline fold away
OUTLINE_WIDE, SIDE_WIDE = 270, 390


class BenchRoom(QWidget):
    """Outline, fields and one of two sides.

    Signals: `left`, `tried`, `publishing`, `printing`, `turned(side)`, `verb(up|down|copy|away)`,
    `wanted(part, kind)`.
    """

    left = Signal()
    tried = Signal()
    publishing = Signal()
    printing = Signal()
    turned = Signal(str)
    verb = Signal(str)
    wanted = Signal(str, str)

    def __init__(self, bench: Bench, preview: QWidget) -> None:
        super().__init__()
        self.side: Side = "write"
        self.outline, self.editor = Outline(), Editor(bench)
        self.preview, self.problems = preview, ProblemList()
        self._build()

    def foot(self) -> tuple[QWidget, ...]:
        """What stands in the window's foot: trying, printing, publishing."""
        return (self.try_it, self.print, self.publish)

    def room(self) -> float:
        """How wide the bench is, in px at 100 % text."""
        return self.width() / text_scale()

    def fit(self) -> None:
        """Give every part the room that there is."""
        room = self.room()
        side = self.side
        if room >= ALL_FIT and side in ("outline", "write"):
            side = "write"
        wide, two = room >= ALL_FIT, room >= TWO_FIT
        beside = side in ("preview", "problems")
        self._left.setVisible(two or side == "outline")
        self.editor.setVisible(wide or side == "write" or (two and side == "outline"))
        self._right.setVisible(beside)
        self._right.setCurrentWidget(self.problems if side == "problems" else self.preview)
        self.to_outline.setVisible(not two)
        self.to_writing.setVisible(not wide)
        for width, part in ((OUTLINE_WIDE, self._left), (SIDE_WIDE, self._right)):
            alone = not two if part is self._left else not wide
            part.setMinimumWidth(0 if alone else px(width))
            part.setMaximumWidth(16_777_215 if alone else px(width))
        for button, name in self._sides:
            button.setChecked(side == name)

    def in_order(self) -> None:
        """Tab goes as people read: outline, its verbs, the fields, what is folded, the preview."""
        verbs = (self.outline, self.more, self.up, self.down, self.twice, self.away)
        walked = [*verbs, *self.editor.stops(), *tab_stops(self._right)]
        for before, after in pairwise(walked):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Other letters, other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sides"):
            self.fit()

    def _build(self) -> None:
        """The verbs above, three parts below."""
        self.back = Button("All drafts", self.left.emit, kind="quiet", icon="arrow-left")
        self.publish = Button("Publish…", self.publishing.emit, kind="primary", icon="send")
        self.try_it = Button("Try the form", self.tried.emit, icon="play")
        self.print = Button("Blank form…", self.printing.emit, icon="printer")
        self.to_outline = Button("Outline", partial(self.turned.emit, "outline"))
        self.to_writing = Button("Write", partial(self.turned.emit, "write"))
        self.to_preview = Button("Preview", partial(self.turned.emit, "preview"), icon="eye")
        self.to_problems = Button("Problems", partial(self.turned.emit, "problems"))
        self._sides: tuple[tuple[Button, Side], ...] = (
            (self.to_outline, "outline"), (self.to_writing, "write"), (self.to_preview, "preview"),
            (self.to_problems, "problems"),
        )  # fmt: skip
        for button, _name in self._sides:
            button.setCheckable(True)
        verbs = FlowRow(
            self.back, self.to_outline, self.to_writing, self.to_preview, self.to_problems
        )
        self._left = Box(self._outline_part())
        self._right = QStackedWidget()
        self._right.addWidget(self.preview)
        self._right.addWidget(self.problems)
        body = row(self._left, self.editor, self._right, spacing=12)
        body.setStretch(1, 1)
        page = column(verbs, body, spacing=8, margins=(16, 10, 16, 8))
        page.setStretch(1, 1)
        self.setLayout(page)

    def _outline_part(self) -> QVBoxLayout:
        """The outline with its verbs below."""
        self.more = Button("Add", icon="plus", tip="Add a part (Insert)")
        menu = QMenu(self.more)
        menu.addAction("Domain", partial(self.wanted.emit, "domain", ""))
        kinds = menu.addMenu("Question")
        for key, word in KINDS.items():
            kinds.addAction(word, partial(self.wanted.emit, "question", key))
        for part, word in (
            ("rule", "Rule"), ("safety", "Safety question"), ("voice", "Voice"),
            ("asked", "Question to this voice"),
        ):  # fmt: skip
            menu.addAction(word, partial(self.wanted.emit, part, ""))
        self.more.setMenu(menu)
        self.up = IconButton("Move up", "chevron-up", partial(self.verb.emit, "up"), keys="Alt+Up")
        self.down = IconButton(
            "Move down", "chevron-down", partial(self.verb.emit, "down"), keys="Alt+Down"
        )
        self.twice = IconButton("Copy", "copy", partial(self.verb.emit, "copy"))
        self.away = IconButton(
            "Take out", "trash-2", partial(self.verb.emit, "away"), keys="Delete"
        )
        verbs = FlowRow(self.more, self.up, self.down, self.twice, self.away, spacing=4)
        inside = column(self.outline, verbs, spacing=6)
        inside.setStretch(0, 1)
        return inside
