"""Tagged themes as chips under a question, and what the form asks of whoever keeps them."""

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from qa_tool.theme.model import TONES, Theme
from qa_tool.work.theme_tag import Spot, TagRow
from ui.form.tag_box import INKS, PICTURES
from ui.look import pixmap, px, tokens
from ui.widgets import Button
from ui.widgets.layout import FlowRow

LONGEST = 420  # px at 100 %: a longer title elides, and stands whole in the tip


class TagDesk(Protocol):
    """Where tags are kept: of one audit, for one person."""

    def tags(self) -> Sequence[TagRow]:
        """Every tag of this audit."""

    def tag(self, spot: Spot, theme: str) -> None:
        """Tag a theme at a place."""

    def untag(self, tag: str) -> None:
        """Take a tag away."""

    def find(self, text: str) -> Sequence[Theme]:
        """The themes that fit what was typed, those tagged lately first."""

    def theme(self, key: str) -> Theme | None:
        """The theme that a template suggests by this key; None where none is in use."""


def tag_desk(desk: object) -> TagDesk | None:
    """Where a desk keeps its tags; a desk that has none (a blind second reading) gives None."""
    found = getattr(desk, "tagging", None)
    return cast("TagDesk | None", found() if callable(found) else None)


def spot_key(key: str) -> str:
    """Where a tag goes from a question: grade, reason and evidence of a domain are one place."""
    domain, _dot, last = key.partition("#")[0].partition(".")
    return f"{domain}.reason" if last in {"grade", "evidence", ""} else f"{domain}.{last}"


class TagChip(Button):
    """One tag: `TagChip(tag)`; Enter opens its menu, Delete takes it away; signal `removed(tag id)`."""

    removed = Signal(str)

    def __init__(self, tag: TagRow, parent: QWidget | None = None) -> None:
        super().__init__(tag.title.replace("&", "&&"), self.open_menu, parent=parent)
        self.tag = tag
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        who = f"{TONES[tag.tone]}, tagged by {tag.by}"
        take = " Delete takes it away." if tag.mine else ""
        self.setAccessibleName(f"Theme: {tag.title}")
        self.setAccessibleDescription(f"{who}.{take}")
        self.setToolTip(f"{tag.title}\n{tag.definition}\n{who}.{take}")

    def sizeHint(self) -> QSize:
        """As wide as its words, as far as a line of the form goes."""
        self.ensurePolished()
        wide = self.fontMetrics().horizontalAdvance(self.tag.title) + px(44)
        return QSize(min(wide, px(LONGEST)), max(self.fontMetrics().height() + px(10), px(28)))

    def minimumSizeHint(self) -> QSize:
        """The picture and the beginning of the words."""
        return QSize(px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Pale ground, edge in the kind's colour, its picture, and as many words as have room."""
        now = tokens()
        ink, ground = (
            (now.success, now.success_soft)
            if self.tag.tone == "strength"
            else (now.warning, now.warning_soft)
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(QColor(now.accent if focus else ink), 2 if focus else 1))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size = px(15)
        top = round(box.center().y() - size / 2)
        painter.drawPixmap(
            px(11), top, size, size, pixmap(PICTURES[self.tag.tone], INKS[self.tag.tone], 15)
        )
        painter.setPen(QColor(now.text))
        words = box.adjusted(px(31), 0, -px(9), 0)
        text = self.fontMetrics().elidedText(
            self.tag.title, Qt.TextElideMode.ElideRight, int(words.width()) + 1
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the tag away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.tag.mine:
            self.removed.emit(self.tag.id)
            return
        super().keyPressEvent(event)

    def open_menu(self) -> None:
        """What can be done with this tag."""
        menu = QMenu(self)
        about = menu.addAction(f"{TONES[self.tag.tone]}, tagged by {self.tag.by}")
        about.setEnabled(False)
        take = menu.addAction("Take this tag away\tDel")
        take.setEnabled(self.tag.mine)
        take.triggered.connect(lambda _on=False: self.removed.emit(self.tag.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class TagChips(FlowRow):
    """The tags of one question: `show_tags(tags)`; signal `removed(tag id)`. Empty, it takes no room."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=6, parent=parent)
        self.setAccessibleName("Themes tagged here")
        self.shown: tuple[TagRow, ...] = ()
        self.chips: list[TagChip] = []
        self.hide()

    def show_tags(self, tags: Sequence[TagRow]) -> None:
        """Show these; the same ones stay as they are, with the focus where it is."""
        if tuple(tags) == self.shown:
            return
        self.shown = tuple(tags)
        self.empty()
        self.chips = []
        for one in tags:
            chip = TagChip(one)
            chip.removed.connect(self.removed)
            self.chips.append(chip)
            self.add(chip)
        self.setVisible(bool(tags))
