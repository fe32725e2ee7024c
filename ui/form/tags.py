"""Tagged themes as chips under a question, and what the form asks of whoever keeps them."""

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from qa_tool.theme.model import TONES, Theme
from qa_tool.work.theme_tag import Spot, TagRow
from ui.form.tag_box import INKS, PICTURES
from ui.look import icon, px
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
        super().__init__(tag.title, self.open_menu, kind="quiet", parent=parent)
        self.tag = tag
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        who = f"{TONES[tag.tone]}, tagged by {tag.by}"
        take = " Delete takes it away." if tag.mine else ""
        self.setAccessibleName(f"Theme: {tag.title}")
        self.setAccessibleDescription(f"{who}.{take}")
        self.setToolTip(f"{tag.title}\n{tag.definition}\n{who}.{take}")
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as its words, as far as a line of the form goes."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), px(LONGEST)), max(hint.height(), px(28)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the tag away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.tag.mine:
            self.removed.emit(self.tag.id)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size: picture and words anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "tag"):
            self._fit()

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

    def _fit(self) -> None:
        """The picture in its colour, and as many words as have room."""
        self.setIcon(icon(PICTURES[self.tag.tone], INKS[self.tag.tone], gap=4))
        self.setIconSize(QSize(px(16) + px(4), px(16)))
        room = px(LONGEST) - px(60)
        words = QFontMetrics(self.font()).elidedText(
            self.tag.title, Qt.TextElideMode.ElideRight, room
        )
        self.setText(words.replace("&", "&&"))


class TagChips(FlowRow):
    """The tags of one question: `show_tags(tags)`; signal `removed(tag id)`. Empty, it takes no room."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=6, parent=parent)
        self.setAccessibleName("Themes tagged here")
        self._shown: tuple[TagRow, ...] = ()
        self.chips: list[TagChip] = []
        self.hide()

    def show_tags(self, tags: Sequence[TagRow]) -> None:
        """Show these; the same ones stay as they are, with the focus where it is."""
        if tuple(tags) == self._shown:
            return
        self._shown = tuple(tags)
        self.empty()
        self.chips = []
        for one in tags:
            chip = TagChip(one)
            chip.removed.connect(self.removed)
            self.chips.append(chip)
            self.add(chip)
        self.setVisible(bool(tags))
