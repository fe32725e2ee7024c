"""The domains at the left: shape of the grade, title, how much is answered."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from qa_tool.audit.views import DomainView
from ui.look import paint_shape, pixmap, px, tokens
from ui.widgets import Heading, Muted, Scroll, SlimBar, column, row

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_STATES = {"empty": "nothing answered yet", "begun": "begun", "done": "nothing missing"}


class DomainLine(QAbstractButton):
    """One domain: the grade's shape, its title, so many of so many."""

    def __init__(self) -> None:
        super().__init__()
        self.domain: DomainView | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_domain(self, domain: DomainView) -> None:
        """Show this domain."""
        if domain == self.domain:
            return
        other = self.domain is None or self.domain.title != domain.title
        self.domain = domain
        grade = f", {domain.grade_name or 'not graded'}" if domain.graded else ""
        self.setAccessibleName(f"{domain.title}{grade}")
        self.setAccessibleDescription(
            f"{domain.answered} of {domain.asked} answered, {_STATES[domain.state]}"
        )
        self.setToolTip(f"{domain.title}: {domain.answered} of {domain.asked} answered")
        if other:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines of the title."""
        room = self._words(width)
        title = self.domain.title if self.domain else ""
        return QFontMetrics(self._font()).boundingRect(room, _WRAP, title).height() + px(13)

    def sizeHint(self) -> QSize:
        """One line."""
        self.ensurePolished()
        return QSize(px(200), self.heightForWidth(max(self.width(), px(200))))

    def minimumSizeHint(self) -> QSize:
        """Room for the shape and a word."""
        return QSize(px(90), px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move; Enter goes there."""
        group, by = self.parentWidget(), _STEPS.get(Qt.Key(event.key()), 0)
        while group is not None and not isinstance(group, DomainList):
            group = group.parentWidget()
        if by and group is not None:
            group.step(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it; the one on screen lies on a pale ground."""
        if self.domain is None:
            return
        now, here = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.accent_soft if here else now.raised))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 7, 7)
        self._paint_mark(painter)
        room = self._words(self.width())
        room.setHeight(self.height() - px(8))
        painter.setFont(self._font())
        painter.setPen(QColor(now.accent if here else now.text))
        painter.drawText(room, _WRAP | int(Qt.AlignmentFlag.AlignVCenter), self.domain.title)
        small = QFont(self.font())
        small.setPixelSize(px(12))
        painter.setFont(small)
        painter.setPen(QColor(now.muted))
        far = QRectF(self.width() - px(40), 0, px(34), self.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(far, flags, f"{self.domain.answered}/{self.domain.asked}")

    def _paint_mark(self, painter: QPainter) -> None:
        """The grade's shape; without a grade a tick when nothing is missing, else a dashed ring."""
        domain, middle = self.domain, QPointF(px(18), self.height() / 2)
        if domain is None:
            return
        if not domain.graded and domain.state == "done":
            size = px(16)
            painter.drawPixmap(
                round(middle.x() - size / 2),
                round(middle.y() - size / 2),
                pixmap("circle-check", "success", 16),
            )
            return
        look = tokens().grade(domain.tone)
        paint_shape(painter, look.shape, middle, px(13), QColor(look.edge))

    def _words(self, width: int) -> QRect:
        return QRect(px(34), px(4), max(width - px(34 + 35), 40), 10_000)

    def _font(self) -> QFont:
        self.ensurePolished()
        return self.font()


class DomainList(QFrame):
    """The domains: `show_domains(views, here)`, `show_changed(views)`, `mark(key)`; signal `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName("Domains")
        self._count, self._bar = Muted("", wrap=False), SlimBar("Domains graded")
        self._lines: list[DomainLine] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 0, 0, 0)
        head = row(Heading("Domains", 3), self._count, spacing=8, margins=(12, 10, 12, 0))
        head.setStretch(0, 1)
        bar = row(self._bar, margins=(12, 0, 12, 0))
        self._scroll = Scroll(column(self._list, None, margins=(6, 0, 4, 6)))
        layout = column(head, bar, self._scroll, spacing=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_domains(self, domains: Sequence[DomainView], here: str = "") -> None:
        """Show these; lines are kept for the next audit."""
        while len(self._lines) < len(domains):
            line = DomainLine()
            line.clicked.connect(lambda _=False, one=line: self._chosen(one))
            self._lines.append(line)
            self._list.addWidget(line)
        for line, domain in zip(self._lines, domains, strict=False):
            line.show_domain(domain)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(domains))
        graded = [domain for domain in domains if domain.graded]
        done = sum(1 for domain in graded if domain.grade)
        if graded:
            self._count.setText(f"{done} of {len(graded)} graded")
            self._bar.show_progress(done, len(graded), f"{done} of {len(graded)} domains graded")
        if here:
            self.mark(here)

    def mark(self, key: str) -> None:
        """Mark the domain on screen; Tab stops there."""
        for line in self._lines:
            here = line.domain is not None and line.domain.key == key
            line.setAutoExclusive(False)
            line.setChecked(here)
            line.setAutoExclusive(True)
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            if here:
                self._scroll.ensureWidgetVisible(line, 0, px(40))

    def lines(self) -> tuple[DomainLine, ...]:
        """The lines that are shown."""
        return tuple(line for line in self._lines if not line.isHidden())

    def step(self, line: DomainLine, by: int) -> None:
        """Move the focus to a neighbour; goes nowhere yet."""
        lines = self.lines()
        place = (lines.index(line) + by) % len(lines)
        lines[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen(self, line: DomainLine) -> None:
        if line.domain is not None:
            self.chosen.emit(line.domain.key)
