"""The parts of the form and the room they get: what has none folds away."""

from functools import cached_property
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.form.domain_list import DomainList
from ui.form.guide import Guide
from ui.form.missing import Missing
from ui.form.safety_panel import SafetyPanel
from ui.look import px, text_scale
from ui.widgets import Banner, Box, Button, Picker, column, row

Side = Literal["", "guide", "missing", "safety"]
GUIDE_FITS, LIST_FITS = 980, 690  # px at 100 % text: below, guidance and then the list fold away
LOW = 440  # where the form is lower than this, only the foot's button is red, and no banner
LIST_WIDE = 238
SIDES_WIDE = {"guide": 322, "missing": 340, "safety": 430}


class Room(QWidget):
    """Domains, the middle, and one of three sides: `show_side(side)`; signal `fitted` when the room was given anew.

    Without room beside the questions a side takes the whole place until it is closed.
    """

    fitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side: Side = ""
        self.alarmed = False
        self.resume, self.alarm = Banner(""), Banner("")
        self.domains, self.middle = DomainList(), QStackedWidget()
        self.guide = Guide()
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._card.setLayout(column())
        self.picker = Picker("Domain")
        self.open_guide = Button("Guidance", lambda: self.show_side("guide"), icon="lightbulb")
        bar = row(self.picker, spacing=8)
        bar.setStretch(0, 1)
        bar.addWidget(self.open_guide, 0, Qt.AlignmentFlag.AlignRight)
        centre = column(self.resume, self.alarm, self.middle, spacing=10)
        centre.setStretch(2, 1)
        self._bar, self._centre, self._sides = Box(bar), Box(centre), QStackedWidget()
        for part in (self.guide, self._card):
            self._sides.addWidget(part)
        body = row(self.domains, self._centre, self._sides, spacing=12)
        body.setStretch(1, 1)
        layout = column(self._bar, body, spacing=10, margins=(16, 14, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.fit()

    @cached_property
    def safety(self) -> SafetyPanel:
        """The safety stop; made when it is first wanted, so that the form stands sooner."""
        panel = SafetyPanel()
        layout = self._card.layout()
        if layout is not None:
            layout.addWidget(panel)
        self.safety_made(panel)
        return panel

    @cached_property
    def missing(self) -> Missing:
        """The list of what is missing; made when it is first wanted."""
        panel = Missing()
        self._sides.addWidget(panel)
        self.missing_made(panel)
        return panel

    def missing_made(self, panel: Missing) -> None:
        """The list is there now: whoever hears it may begin."""

    def safety_made(self, panel: SafetyPanel) -> None:
        """The panel is there now: whoever hears it may begin."""

    def show_side(self, side: Side) -> None:
        """Show guidance, the list of what is missing, the safety stop, or nothing at the right."""
        if not side and self.wide():
            side = "guide"
        self.side = side
        if side:
            self._sides.setCurrentWidget(self._part(side))
        self.fit()

    def _part(self, side: Side) -> QWidget:
        if side == "missing":
            return self.missing
        return self.guide if side == "guide" else self._card

    def wide(self) -> bool:
        """Whether guidance has room beside the questions."""
        return self.width() / text_scale() >= GUIDE_FITS

    def fit(self) -> None:
        """Give every part the room that there is."""
        room, alone = self.width() / text_scale(), bool(self.side) and not self.wide()
        self.domains.setVisible(room >= LIST_FITS and not alone)
        self._bar.setVisible(not self.wide() and not alone)
        self.picker.setVisible(room < LIST_FITS)
        self._centre.setVisible(not alone)
        self._sides.setVisible(bool(self.side))
        self.guide.shut.setVisible(alone)
        self.alarm.setVisible(self.alarmed and self.height() / text_scale() >= LOW)
        self.domains.setFixedWidth(px(LIST_WIDE))
        if alone:
            self._sides.setMinimumWidth(0)
            self._sides.setMaximumWidth(16_777_215)
        else:
            self._sides.setFixedWidth(px(SIDES_WIDE.get(self.side, SIDES_WIDE["guide"])))
        self.fitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room, and unfold what has room again."""
        super().resizeEvent(event)
        if not self.side and self.wide():
            self.side = "guide"
            self._sides.setCurrentWidget(self.guide)
        elif self.side == "guide" and not self.wide():
            self.side = ""
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size: letters and widths anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sides"):
            self.guide.dress()
            self.fit()
