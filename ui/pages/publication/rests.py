"""What the report rests on: the year, the audits counted and left out, and freezing the figures."""

from PySide6.QtWidgets import QWidget

from qa_tool.progress import Progress
from qa_tool.publication.frozen import Frozen
from qa_tool.work import publication, publication_freeze
from ui.dialogs import ask
from ui.pages.publication.bench import Bench
from ui.pages.publication.figures import figures
from ui.widgets import Banner, Button, Card, FlowRow, KeyValues, Muted, column
from ui.widgets.sides import Sides

_AGAIN = "The figures are frozen again as they stand now. Whoever said yes to the old ones is asked again."


class RestsPart(QWidget):
    """The facts at the left, the tables of what was counted and left out at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._freezing = False
        self.banner = Banner("")
        self.facts = KeyValues()
        self.freeze = Button("Freeze the figures", self._freeze, kind="primary", icon="lock")
        self.style_link = Button(
            "House style", lambda: bench.context.go("settings", tab="style"), icon="settings",
            tip="Council name, logo, colour, marking and the signatory's title",
        )  # fmt: skip
        self.card = Card("What it rests on")
        for widget in (self.facts, FlowRow(self.freeze, self.style_link)):
            self.card.add(widget)
        self.card.add(
            Muted("Everything in the report comes from one frozen set, in codes only. It can be opened "
                  "again years later, and says then what it says today.")
        )  # fmt: skip
        self.tables = Card("Counted, and left out")
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.card, None))
        right.setLayout(column(self.tables, None))
        self.setLayout(column(self.banner, Sides(left, right, (5, 6), least=880, spacing=14), None))

    def refresh(self) -> None:
        """Show the facts as they stand."""
        desk, view = self._bench.desk, self._bench.view
        if desk is None or view is None:
            return
        self.facts.show_facts(desk.facts)
        frozen = view.kept is not None
        self.freeze.setText("Freeze the figures again" if frozen else "Freeze the figures")
        busy = "The figures are being frozen." if self._freezing else ""
        done = "" if self._bench.open else "It is published: its figures stay as they are."
        self.freeze.forbid(done or busy)
        withheld = desk.annual.frozen.withheld
        self.banner.show_message(
            f"{withheld} audits wait for your own blind reading and are not in these figures. "
            "Somebody who reads none of them again has to freeze them." if withheld else "",
            "warning",
        )  # fmt: skip
        self.tables.empty()
        for widget in figures(desk.parts["activity"].blocks):
            self.tables.add(widget)

    def _freeze(self) -> None:
        """Freeze; where somebody said yes already, ask first."""
        view = self._bench.view
        if view is None:
            return
        if view.stands.reviewed is not None and not ask(
            self, "Freeze the figures again?", _AGAIN, "Freeze again"
        ):
            return
        space, year = self._bench.context.workspace, view.publication.year

        def work(progress: Progress) -> Frozen:
            reader = space.reader()
            try:
                return publication_freeze.freeze(reader, year, progress)
            finally:
                reader.store.close()

        self._freezing = True
        self.freeze.forbid("The figures are being frozen.")
        self._bench.context.tasks.run("Freezing the figures", work, self._read, self._failed)

    def _read(self, found: Frozen) -> None:
        """The figures are read: keep them, here where the ledger may be written."""
        self._freezing = False
        view = self._bench.view
        if view is None or view.publication.year != found.year:
            return
        space, name = self._bench.context.workspace, view.publication.id
        self._bench.do(
            lambda: publication.keep_frozen(space, name, found), "The figures are frozen.",
            figures=True,
        )  # fmt: skip
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._freezing = False
        self.refresh()
        self._bench.context.fault(error)
