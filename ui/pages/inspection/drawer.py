"""One case, whole: every part with its lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.work.inspection import Drawer
from qa_tool.work.inspection_part import Line, Part
from ui.widgets import Box, Button, Card, FlowRow, Heading, Muted, Pill, Words, clear, column

Go = Callable[..., object]


class DrawerView(QWidget):
    """`DrawerView(go, print_)`, `.show_drawer(drawer)`, `.show_nothing(title, text)`."""

    def __init__(self, go: Go, print_: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._go, self._print = go, print_
        self._body = column(spacing=12)
        self.setLayout(self._body)

    def empty(self) -> None:
        """Show nothing."""
        clear(self._body)

    def show_drawer(self, drawer: Drawer) -> None:
        """Show this case."""
        self.empty()
        facts = (drawer.kind.replace("_", " "), drawer.team, f"held by {drawer.worker}")
        head = Card()
        head.add(Heading(f"Case {drawer.reference}", 2))
        head.add(Muted("  ·  ".join(fact for fact in facts if fact.strip())))
        if drawer.number:
            head.add(Muted(f"Council's number: {drawer.number}"))
        if drawer.withheld:
            n = drawer.withheld
            head.add(
                Words(f"{n} audit{'' if n == 1 else 's'} of this case wait{'s' if n == 1 else ''} "
                      "for your own blind second reading and cannot be shown yet.", "warning")
            )  # fmt: skip
        if drawer.audits:
            words = "Print this audit" if len(drawer.audits) == 1 else "Print these audits"
            head.add(
                FlowRow(Button(words, lambda: self._print(drawer.audits), icon="printer"))
            )  # fmt: skip
        self._body.addWidget(head)
        for part in drawer.parts:
            self._body.addWidget(self._part(part))
        self._body.addStretch(1)

    def _part(self, part: Part) -> QWidget:
        card = Card(f"{part.title} ({len([one for one in part.lines if one.state])})"
                    if part.lines else part.title)  # fmt: skip
        if not part.lines:
            card.add(Muted(part.empty))
        for one in part.lines:
            card.add(self._line(one))
        return card

    def _line(self, one: Line) -> QWidget:
        """One line: what and how it stands, then when and in whose words."""
        head = FlowRow(spacing=10)
        words = Words(one.title, "strong" if one.state else "")
        if one.state:
            head.add(Pill(one.state, one.tone or "none"))
            if one.page:
                open_ = Button("Open", lambda: self._go(one.page, **one.place), kind="quiet")
                open_.setAccessibleName(f"Open: {one.title}")
                head.add(open_)
        when = f"{one.on.day} {one.on:%b %Y}" if one.on else ""
        detail = Muted("  ·  ".join(part for part in (when, one.detail) if part))
        detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = [words, *((head,) if one.state else ())]
        if when or one.detail:
            parts.append(detail)
        left = 0 if one.state else 14
        return Box(column(*parts, spacing=2, margins=(left, 2, 0, 4)))
