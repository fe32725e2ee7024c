"""Quotations of the report: those that a second person said yes to, to be chosen."""

from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.work import publication, publication_desk
from ui.pages.publication.bench import Bench
from ui.widgets import Button, Card, FlowRow, Muted, Words, column


class QuotedPart(QWidget):
    """Cleared words with a box each; what is chosen is printed once the figures are frozen again."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.boxes: dict[str, QCheckBox] = {}
        self.card = Card("Quotations and stories")
        self.bank = Button(
            "Open the bank of quotations", lambda: bench.context.go("themes", quotation=""),
            icon="message-square",
        )  # fmt: skip
        self._list = column(spacing=10)
        holder = QWidget()
        holder.setLayout(self._list)
        self.card.add(
            Muted("Only words that a second person said yes to can be printed. They are kept with the "
                  "figures when these are frozen: after a change here, freeze again.")
        )  # fmt: skip
        self.card.add(holder)
        self.card.add(FlowRow(self.bank))
        self.setLayout(column(self.card, None))

    def refresh(self) -> None:
        """Read the bank again."""
        from ui.widgets import clear

        view = self._bench.view
        if view is None:
            return
        clear(self._list)
        self.boxes = {}
        found = publication_desk.quotables(self._bench.context.workspace, view)
        for one in found:
            box = QCheckBox(f"Print it: {one.theme}")
            box.setAccessibleName(f"Print the quotation on {one.theme}")
            box.setAccessibleDescription(one.words)
            box.setChecked(one.chosen)
            box.setEnabled(self._bench.open)
            box.clicked.connect(lambda _on=False: self._keep())
            self.boxes[one.id] = box
            words = Words(f"“{one.words}”")
            holder = QWidget()
            holder.setLayout(column(box, words, Muted(one.use), spacing=3))
            self._list.addWidget(holder)
        if not found:
            self._list.addWidget(
                Muted(
                    "None is cleared yet. Words are proposed on an audit's page, and approved in the bank."
                )
            )

    def _keep(self) -> None:
        """Keep the choice, with undo."""
        view = self._bench.view
        if view is None:
            return
        was, space = view.publication, self._bench.context.workspace
        chosen = [name for name, box in self.boxes.items() if box.isChecked()]
        self._bench.step(
            "the choice of quotations", lambda: publication.quote(space, was.id, chosen),
            lambda: publication.quote(space, was.id, was.quotations),
        )  # fmt: skip
