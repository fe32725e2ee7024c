"""The page: a list at the left (due, classes, holds, disposed of), what is chosen beside it."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.retention.model import HELD
from qa_tool.work import retention
from qa_tool.work.change import Change, changed
from qa_tool.work.subject_access import Written
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields, ask_text
from ui.handover import Handover
from ui.pages.records import again, bundle, detail, erase
from ui.pages.records.lists import LISTS, SHOWN
from ui.tables import TablePanel
from ui.widgets import Banner, Button, Card, EmptyState, FlowRow, Muted, Picker, Scroll, column
from ui.widgets.sides import ListAndDetail


class RecordsPage(QWidget):
    """How long records are kept: place `shown=` due, classes, holds or gone."""

    key: ClassVar[str] = "records"
    title: ClassVar[str] = "Records"
    icon: ClassVar[str] = "history"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.shown = Picker("Which list", SHOWN)
        self.shown.picked.connect(lambda _key: self.refresh())
        self.add = Button("Put on hold…", self._hold_another, icon="lock")
        self.erase = Button("Erase on request…", self._erase, icon="trash-2")
        self.bundle = Button("Subject-access bundle…", self._bundle, icon="folder-open")
        self._handover = Handover(self)
        self.panels = {key: self._panel(key) for key, _words in SHOWN}
        self.lacks = Banner()
        self.lists = QStackedWidget()
        for panel in self.panels.values():
            self.lists.addWidget(panel)
        self.card = Card()
        self.both = ListAndDetail(
            self.lists, self.card, share=0.42, first=self.panels["due"].view
        )  # fmt: skip
        self.nothing = EmptyState(
            "Records are for the QA lead and the Chief Social Work Officer",
            "They review what has been kept long enough, and hold what a claim or inquiry needs.",
            icon="history",
        )
        self.head = QWidget()
        said = Muted(
            "Nothing goes by itself: somebody reviews each record, then disposes of it or holds it."
        )
        self.head.setLayout(
            column(
                self.lacks, FlowRow(self.shown, self.add, self.erase, self.bundle), said, spacing=6
            )
        )
        page = column(self.head, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(1, 1)
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(
            self, ("hold", "disposal", "policy", "audit", "action"), lambda _c: self._heard(), by=self.key
        )  # fmt: skip

    def _panel(self, key: str) -> TablePanel:
        panel = LISTS[key].make()
        panel.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._choose())
        panel.opened.connect(lambda _row: self.both.enter())
        return panel

    @property
    def panel(self) -> TablePanel:
        """The list that is shown."""
        return self.panels[self.shown.value()]

    def show_page(self, **place: Any) -> None:
        """Show one of the lists."""
        self._context.title(self.title)
        wanted = self.shown.findData(str(place.get("shown", self.shown.value())))
        self.shown.setCurrentIndex(max(0, wanted))
        self.refresh()
        self.shown.setFocus()

    def refresh(self) -> None:
        """Read the list again and mark its first line."""
        space = self._context.workspace
        may = space.is_a(*retention.ROLES)
        self.head.setVisible(may)
        self.both.setVisible(may)
        self.nothing.setVisible(not may)
        if not may:
            return
        again.show(self.lacks, self._context, self._again)
        self.lists.setCurrentWidget(self.panel)
        self.panel.show_rows(LISTS[self.shown.value()].rows(space))
        if self.panel.rows.rowCount():
            self.panel.view.selectRow(0)
        self._choose()

    def _heard(self) -> None:
        if self.isVisible():
            self.refresh()

    def _choose(self) -> None:
        """Show what is chosen, whole."""
        rows = [row for row in self.panel.view.selected_rows() if row is not None]
        self.both.show_detail(on=bool(rows))
        self.card.empty()
        if not rows:
            return
        key, one = self.shown.value(), rows[0]
        if key == "due":
            detail.due(self.card, rows, self._dispose, lambda: self._hold(one.reference))
        elif key == "classes":
            detail.record_class(self.card, one, lambda: self._context.go("settings"))
        elif key == "holds":
            detail.hold(self.card, one, lambda: self._lift(one.hold.id))
        else:
            detail.gone(self.card, one)
        self.card.body.addStretch(1)

    # ---- verbs ---------------------------------------------------------------------------------

    def _again(self) -> None:
        """Do again what a restored backup lacks."""
        if (change := again.do(self, self._context)) is not None:
            self._done(change, again.told(self._context), self.shown.value())

    def _hold_another(self) -> None:
        """Hold something that is not on the list."""
        self._hold("")

    def _hold(self, reference: str) -> None:
        """Hold a case, a practitioner, an audit or a round."""
        space = self._context.workspace
        kept: list[Change] = []
        fields = [
            Field("what", "What is held", "choice", "case", list(HELD.items())),
            Field("of", "Which", value=reference, needed=True,
                  help="A case's reference or number, a person's or a round's whole name, an audit's id."),
            Field("reason", "Why", "long", needed=True,
                  help="The claim, inquiry or request, and its date; no child's or worker's name."),
        ]  # fmt: skip

        def check(given: Mapping[str, Any]) -> str:
            return erase.tried(
                lambda: retention.put_on_hold(space, given["what"], given["of"], given["reason"]), kept
            )  # fmt: skip

        if ask_fields(self, "Put on hold", fields, "Hold", check=check) is not None:
            self._done(kept[-1], "Held.", "holds")

    def _bundle(self) -> None:
        """Everything held about one child or one practitioner, into a new folder."""
        bundle.make(self, self._context, self._handover, self._made)

    def _made(self, made: Written) -> None:
        self._context.live.announce(changed("release", ids=(made.release,)), self.key)
        self._context.say(
            f"The bundle is written. {made.marks} places are marked: read every page.", "success"
        )

    def _erase(self) -> None:
        """Erase one person's words: asked whose, looked at, then done."""
        space = self._context.workspace
        asked = erase.ask_whose(self, space)
        if asked is not None and (change := erase.ask_yes(self, space, asked)) is not None:
            self._done(change, "Erased.", "gone")

    def _lift(self, hold_id: str) -> None:
        """Lift a hold, with the reason."""
        words = ask_text(
            self, "Lift this hold", "From then on the period of each record counts again.", "Lift"
        )
        if words:
            self._do(
                lambda: retention.lift(self._context.workspace, hold_id, words), "Lifted.", "holds"
            )

    def _dispose(self) -> None:
        """Look first, then dispose of what is chosen."""
        space, rows = self._context.workspace, self.panel.view.selected_rows()
        ids = [row.id for row in rows]
        try:
            look = retention.look(space, rows[0].key, ids)
        except QAError as error:
            self._context.fault(error)
            return
        n = len(look.rows)
        text = (
            f"{n} record{'' if n == 1 else 's'}, {look.entries} entries of the ledger. This cannot be undone. "
            f"Goes: {' '.join(look.goes)}"
        )  # fmt: skip
        words = ask_text(self, "Dispose of what was reviewed", text, "Dispose", label="What the review found")  # fmt: skip
        if words:
            self._do(
                lambda: retention.dispose(space, rows[0].key, ids, words), "Disposed of.", "gone"
            )

    def _do(self, verb: Callable[[], Change], said: str, shown: str) -> None:
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._done(change, said, shown)

    def _done(self, change: Change, said: str, shown: str) -> None:
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.shown.setCurrentIndex(self.shown.findData(shown))
        self.refresh()
