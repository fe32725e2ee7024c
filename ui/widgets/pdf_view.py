"""A PDF inside the window: its pages as pictures, drawn when they are scrolled to."""

from collections import OrderedDict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from qa_tool.errors import QAError
from ui.look import px, tokens
from ui.widgets.button import Button, IconButton
from ui.widgets.label import Muted
from ui.widgets.layout import Box, Scroll, clear, column, row

KEPT = 8
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfPages:
    """The pages of one PDF file through pypdfium2; the last few pictures are kept."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        import pypdfium2

        try:
            given = path.read_bytes() if data is None else data
            self._document: Any = pypdfium2.PdfDocument(given)
        except (OSError, pypdfium2.PdfiumError) as error:
            raise QAError(
                f"“{path.name}” cannot be shown.",
                "The file may be damaged or not a PDF. Write it again, or open it in another reader.",
            ) from error
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        wide, tall = self._document.get_page_size(number)
        return float(wide), float(tall)

    def text(self, number: int) -> str:
        """The words of a page, for a screen reader."""
        page = self._document[number]
        layer = page.get_textpage()
        words = str(layer.get_text_bounded())
        layer.close()
        page.close()
        return words

    def picture(self, number: int, wide: int) -> QImage:
        """A page as a picture, so many pixels wide."""
        key = (number, wide)
        if key not in self._kept:
            page = self._document[number]
            bitmap = page.render(scale=wide / self.size(number)[0], rev_byteorder=True)
            form = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                form.get(bitmap.n_channels, QImage.Format.Format_Grayscale8),
            ).copy()
            bitmap.close()
            page.close()
            self._kept[key] = image
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def close(self) -> None:
        """Let the file go."""
        self._kept.clear()
        if self._document is not None:
            self._document.close()
        self._document = None


class PdfPage(QWidget):
    """One page; drawn when it is to be seen, read aloud by its words."""

    def __init__(self, pages: PdfPages, number: int, wide: int) -> None:
        super().__init__()
        self._pages, self._number = pages, number
        self.setAccessibleName(f"Page {number + 1} of {len(pages)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_width(wide)

    def show_width(self, wide: int) -> None:
        """Show the page so wide."""
        page_wide, page_tall = self._pages.size(self._number)
        self.setFixedSize(QSize(wide, round(wide * page_tall / page_wide)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the page, with a ring where it has the focus."""
        if not self.accessibleDescription():
            self.setAccessibleDescription(self._pages.text(self._number)[:20_000])
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        image = self._pages.picture(self._number, round(self.width() * ratio))
        painter.drawImage(QRectF(self.rect()), image)
        ink, wide = (tokens().focus, 3) if self.hasFocus() else (tokens().line, 1)
        painter.setPen(QPen(QColor(ink), wide))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))


class PdfView(QWidget):
    """A PDF to look at: `PdfView(name)`, `.show_file(path)`, `.close_file()`; zoom, and "Open in the usual reader"."""

    def __init__(self, name: str = "Preview", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pages: PdfPages | None = None
        self._path: Path | None = None
        self._zoom = 0.0  # 0: as wide as the room
        self._sheets: list[PdfPage] = []
        self.words = Muted("", wrap=False)
        self.smaller = IconButton("Smaller", "minus", lambda: self._step(-1))
        self.larger = IconButton("Larger", "plus", lambda: self._step(1))
        self.fit = Button("Fit the width", self._fit, kind="quiet")
        self.outside = Button("Open in the usual reader", self._open, icon="external-link")
        bar = row(self.words, None, self.smaller, self.larger, self.fit, self.outside, spacing=6)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(12))
        self._list.setContentsMargins(px(4), px(4), px(4), px(4))
        self.area = Scroll(Box(self._list))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        layout = column(bar, spacing=8)
        layout.addWidget(self.area, 1)
        self.setLayout(layout)
        self.outside.setEnabled(False)

    def show_file(self, path: Path) -> None:
        """Show this file; QAError where it is no PDF."""
        self._show(PdfPages(path), path)

    def show_data(self, data: bytes, name: str) -> None:
        """Show a PDF that lies on no disk."""
        self._show(PdfPages(Path(name), data), None)

    def _show(self, pages: PdfPages, path: Path | None) -> None:
        """Show these pages."""
        self.close_file()
        self._pages, self._path = pages, path
        self.destroyed.connect(pages.close)  # also when a page is let go with the file still shown
        wide = self._wide()
        for number in range(len(pages)):
            sheet = PdfPage(pages, number, wide)
            self._sheets.append(sheet)
            self._list.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._list.addStretch(1)
        self.words.setText(f"{len(pages)} {'page' if len(pages) == 1 else 'pages'}")
        self.outside.setEnabled(path is not None)
        self.area.verticalScrollBar().setValue(0)

    def close_file(self) -> None:
        """Show nothing, and let the file go."""
        self._sheets.clear()
        clear(self._list)
        if self._pages is not None:
            self._pages.close()
        self._pages, self._path = None, None
        self.words.setText("")
        self.outside.setEnabled(False)

    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sheets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self._resize()

    def _wide(self) -> int:
        """How wide a page is drawn."""
        room = max(self.area.viewport().width() - px(16), 120)
        if self._zoom == 0.0 or self._pages is None:
            return min(room, px(900))
        return round(self._pages.size(0)[0] * self._zoom * 96 / 72)

    def _resize(self) -> None:
        """Give every page its width."""
        wide = self._wide()
        for sheet in self._sheets:
            if sheet.width() != wide:
                sheet.show_width(wide)

    def _step(self, by: int) -> None:
        """Zoom to the next step."""
        if self._pages is None:
            return
        now = self._wide() / (self._pages.size(0)[0] * 96 / 72)
        steps = [z for z in ZOOMS if (z > now + 0.01 if by > 0 else z < now - 0.01)]
        if steps:
            self._zoom = steps[0] if by > 0 else steps[-1]
            self._resize()

    def _fit(self) -> None:
        """As wide as the room."""
        self._zoom = 0.0
        self._resize()

    def _open(self) -> None:
        """Open in the reader that the desktop uses."""
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
