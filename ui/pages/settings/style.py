"""House style: the council's logo, colour, marking and signatory, with the cover as it will look."""

from base64 import b64decode
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from qa_tool.errors import QAError
from qa_tool.policy import Policy, Style, check, why
from qa_tool.policy.colour import is_colour
from qa_tool.problems import Problem
from qa_tool.work import style as verbs
from ui.context import Context
from ui.dialogs import choose_file
from ui.look import colour, px
from ui.widgets import Button, Card, EqualGrid, FlowRow, Labelled, Muted, Words, column

PICTURES = "Pictures (*.png *.jpg *.jpeg)"
LABELS = {
    "accent": "Colour, as #RRGGBB",
    "marking": "Marking of what stays inside",
    "signatory": "Title of who signs",
}
WIDE, HIGH = 250, 354  # A4


class CoverPicture(QWidget):
    """A cover as it will look: `CoverPicture()`, `.show_style(council, style)`."""

    def __init__(self) -> None:
        super().__init__()
        self._council, self._style, self._logo = "", Style(), QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The cover as it will look")

    def show_style(self, council: str, style: Style) -> None:
        """Show the cover of this council in this style."""
        if style.logo != self._style.logo:
            self._logo = QPixmap()
            if style.logo:
                self._logo.loadFromData(b64decode(style.logo))
        self._council, self._style = council, style
        logo = "with the logo" if style.logo else "without a logo"
        words = f"{council or 'No name yet'}, {style.marking}, colour {style.accent}, {logo}"
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """The shape of a page."""
        return QSize(px(WIDE), px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Panel, logo, words; the page is white in every theme, as paper is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self.width() / WIDE
        painter.scale(scale, scale)
        painter.fillRect(QRectF(0, 0, WIDE, HIGH), QColor("white"))
        accent = self._style.accent
        panel = QRectF(0, 0, WIDE, HIGH * 0.44)
        painter.fillRect(panel, QColor(accent if is_colour(accent) else Style().accent))
        high = self._draw_logo(painter)
        painter.setPen(QColor("white"))
        self._words(
            painter, QRectF(26, high, 110, 12), self._council or "The council", 6, bold=True
        )
        right = Qt.AlignmentFlag.AlignRight
        self._words(
            painter, QRectF(136, 24, 88, 12), self._style.marking, 4.5, bold=True, align=right
        )
        self._words(painter, QRectF(26, 100, 200, 24), "Annual quality report", 14, bold=True)
        self._words(painter, QRectF(26, 126, 200, 14), "A year, as an example", 7)
        painter.setPen(QColor("#15161F"))
        centre = Qt.AlignmentFlag.AlignHCenter
        self._words(
            painter, QRectF(26, 332, 198, 12), self._style.marking, 5, bold=True, align=centre
        )
        painter.setPen(colour("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, WIDE - 1, HIGH - 1))
        painter.end()

    def _draw_logo(self, painter: QPainter) -> float:
        """Draw the logo on its white ground; where the council's name begins."""
        if self._logo.isNull():
            return 24
        scale = min(64 / self._logo.width(), 23 / self._logo.height())
        wide, high = self._logo.width() * scale, self._logo.height() * scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(QRectF(26, 15, wide + 6, high + 6), 2, 2)
        painter.drawPixmap(QRectF(29, 18, wide, high), self._logo, QRectF(self._logo.rect()))
        return 48

    def _words(
        self, painter: QPainter, place: QRectF, text: str, size: float, *, bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        """One line, shortened where it does not fit."""
        font = QFont(self.font())
        font.setPixelSize(100)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.save()
        painter.setFont(font)
        painter.translate(place.topLeft())
        painter.scale(size / 100, size / 100)
        room = QRectF(0, 0, place.width() * 100 / size, place.height() * 100 / size)
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class StyleForm(QWidget):
    """The house style: `StyleForm(context)`, `.show_policy(policy)`, `.policy()`; signal `kept`."""

    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._policy, self._logo = Policy(), ""
        self._was: Style | None = None  # what stood here before anybody typed
        self._fields: dict[str, Labelled] = {}
        self._lines: dict[str, QLineEdit] = {}
        self.save = Button("Save the house style", self.kept.emit, kind="primary", icon="check")
        self.choose = Button("Choose a logo…", self._choose, icon="upload")
        self.remove = Button("Remove the logo", self._remove)
        self.problem = Words("", "danger")
        self.problem.hide()
        self.about = Muted("")
        self.cover = CoverPicture()
        form = Card("House style")
        for name, label in LABELS.items():
            line = QLineEdit()
            line.textChanged.connect(lambda _text: self._draw())
            self._lines[name] = line
            self._fields[name] = Labelled(label, line, why(name, Style))
            form.add(self._fields[name])
        form.add(self.about)
        form.add(FlowRow(self.choose, self.remove))
        form.add(self.problem)
        shown = Card("The cover as it will look")
        shown.add(self.cover)
        grid = EqualGrid(least=330, spacing=18)
        for card in (form, shown):
            holder = QWidget()
            holder.setLayout(column(card, None))
            grid.add(holder)
        about = Muted(
            "Reports, the published page and the committee's document take it; the public edition "
            "never has the marking. Every change is an entry in the ledger."
        )
        self.setLayout(column(about, grid, FlowRow(self.save), None, spacing=14))

    def field(self, name: str) -> QLineEdit:
        """The line of a setting."""
        return self._lines[name]

    def show_policy(self, policy: Policy) -> None:
        """Show this policy's style; while something is typed and not kept, that stays."""
        if self.changed():
            return
        self._policy, self._was, self._logo = policy, policy.style, policy.style.logo
        for name in LABELS:
            self.field(name).setText(getattr(policy.style, name))
        self.show_problems(())
        self._draw()

    def changed(self) -> bool:
        """Whether something is chosen or typed that is not kept."""
        return self._was is not None and self._typed() != self._was

    def policy(self) -> Policy:
        """The policy with the style as it stands here."""
        return replace(self._policy, style=self._typed())

    def settled(self) -> None:
        """What stands here is kept."""
        self._policy = self.policy()
        self._was = self._policy.style

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong at each field; the first one takes the focus."""
        told = {
            one.where.removeprefix("style."): f"{one.what} {one.cure}"
            for one in reversed(problems)
            if one.severity == "error"
        }
        for name, field in self._fields.items():
            field.show_problem(told.get(name, ""))
        others = " ".join(said for name, said in told.items() if name not in self._fields)
        self.problem.setText(others)
        self.problem.setVisible(bool(others))
        first = next((name for name in LABELS if name in told), None)
        if first is not None:
            self.field(first).setFocus()

    def take_logo(self, path: Path) -> None:
        """Take a picture as the logo, or say why not."""
        try:
            self._logo = verbs.read_logo(path)
        except QAError as error:
            self._context.fault(error)
            return
        self._draw()

    def _typed(self) -> Style:
        """The style as it stands here."""
        accent, marking, signatory = (self.field(name).text().strip() for name in LABELS)
        return Style(accent, marking, signatory, self._logo)

    def _draw(self) -> None:
        """The cover and what can be done, after a change."""
        made = self._typed()
        self.cover.show_style(self._policy.council_name, made)
        self.about.setText(
            "The logo is kept small, inside the policy."
            if made.logo
            else "No logo yet. PNG or JPEG, 2 MB at most; it is kept small, inside the policy."
        )
        self.remove.setVisible(bool(made.logo))
        wrong = [one for one in check(self.policy()) if one.where == "style.accent"]
        if is_colour(made.accent):
            self._fields["accent"].show_problem(f"{wrong[0].what} {wrong[0].cure}" if wrong else "")

    def _choose(self) -> None:
        """Which file."""
        path = choose_file(self, "Logo", PICTURES)
        if path is not None:
            self.take_logo(path)

    def _remove(self) -> None:
        """No logo."""
        self._logo = ""
        self._draw()
        self.choose.setFocus()
