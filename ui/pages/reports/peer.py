"""A pack for a peer reviewer: choose, write a draft, read it, and let exactly that leave."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QCheckBox

from qa_tool.progress import Progress
from qa_tool.work import report_peer
from qa_tool.work.change import changed
from qa_tool.work.report_peer import Asked, Keep
from ui.context import Context
from ui.dialogs import choose_folder
from ui.handover import Handover
from ui.look import px
from ui.pages.reports.files import FOLDER
from ui.tables import Column, TablePanel
from ui.widgets import Banner, Button, Card, EqualGrid, FlowRow, Labelled, Muted, column, line
from ui.widgets.layout import Box

_BUSY = "It is being written."


class PeerCard(Card):
    """`.refresh()` reads the audits again; the draft's PDF is given to `show(path)`."""

    def __init__(self, window_context: Context, show: Callable[[Path | None], object]) -> None:
        super().__init__("Pack for a peer reviewer")
        self._context, self._show = window_context, show
        self._handover = Handover(self)
        self._draft: tuple[Asked, str] | None = None
        self._busy = False
        self.audits = TablePanel(
            "Audits that may go into the pack", _columns(), noun=("audit", "audits"),
            empty="No audit is signed off yet. Restricted files and audits of workers never leave in a pack.",
        )  # fmt: skip
        self.audits.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.audits.setMinimumHeight(px(210))
        self.to = line("Who gets it")
        self.why = line("For which review")
        self.draft = Button("Write the draft", self._write_draft, kind="primary", icon="file-text")
        self.state = Banner("")
        self.read = QCheckBox("I have read every page of the draft, and its workbook")
        self.leave = Button("Let it leave…", self._ask_where, icon="send")
        self.after = Box(column(self.read, FlowRow(self.leave), spacing=8))
        self.after.hide()
        model = self.audits.view.selectionModel()
        model.selectionChanged.connect(lambda *_at: self._fit())
        for field in (self.to, self.why):
            field.textChanged.connect(lambda _text: self._fit())
        self.read.toggled.connect(lambda _on: self._fit())
        for widget in (
            Muted("Mark the audits (Ctrl or Shift for several). Names, places and numbers that the council knows are "
                  "blanked; no rule knows a child's name, so you read the draft, and only exactly that text leaves."),
            self.audits,
            EqualGrid(Labelled("Who gets it", self.to), Labelled("For which review", self.why), least=200),
            FlowRow(self.draft), self.state, self.after,
        ):  # fmt: skip
            self.add(widget)
        self._rows: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Read the audits again; the marks stay where they are the same."""
        rows = report_peer.offered(self._context.workspace)
        if tuple(one.id for one in rows) != self._rows:
            self._rows = tuple(one.id for one in rows)
            self.audits.show_rows(rows)
        self._fit()

    def asked(self) -> Asked:
        """What is chosen and typed now."""
        places = self.audits.view.selectionModel().selectedRows()
        rows = [self.audits.rows.row(index.row()) for index in places]
        ids = tuple(one.id for one in rows if one is not None)
        return Asked(ids, self.why.text().strip(), self.to.text().strip())

    # ---- inside --------------------------------------------------------------------------------

    def _fit(self) -> None:
        """A draft counts only for exactly what is chosen; the pack waits until it is read."""
        asked = self.asked()
        missing = "Mark at least one audit." if not asked.audits else ""
        if not missing and not (asked.to and asked.why):
            missing = "Say who gets it, and for which review: it is recorded."
        self.draft.forbid(_BUSY if self._busy else missing)
        if self._draft is not None and self._draft[0] != asked:
            self._forget()
        ready = self._draft is not None
        self.after.setVisible(ready)
        unread = "" if self.read.isChecked() else "Read the draft first, and say so."
        self.leave.forbid(_BUSY if self._busy else unread)

    def _forget(self) -> None:
        self._draft = None
        self.read.setChecked(False)
        self.state.show_message("Something else is chosen now: write the draft again.", "info")

    def _write_draft(self) -> None:
        """The draft lies in the reports folder."""
        asked, space = self.asked(), self._context.workspace
        now = space.clock.now().astimezone()
        folder = _free(space.folder / FOLDER / f"Peer pack draft {now:%Y-%m-%d %H%M}")

        def work(progress: Progress) -> report_peer.Written:
            folder.parent.mkdir(parents=True, exist_ok=True)
            reader = space.reader()
            try:
                return report_peer.write(reader, asked, folder, progress)
            finally:
                reader.store.close()

        self._run("Writing the draft", work, lambda made: self._drafted(asked, made))

    def _drafted(self, asked: Asked, made: report_peer.Written) -> None:
        self._busy, self._draft = False, (asked, made.code)
        self.read.setChecked(False)
        n = len(made.audits)
        self.state.show_message(
            f"The draft of {n} audit{'' if n == 1 else 's'} is shown below; its workbook lies in the folder "
            f"“{made.files[0].parent.name}”. Read every page: a child may be named in somebody's words.",
            "warning",
        )  # fmt: skip
        self._fit()
        self._show(made.files[0])
        self.read.setFocus()

    def _ask_where(self) -> None:
        beside = choose_folder(self, "Where the folder with the pack is to stand")
        if beside is not None:
            day = self._context.workspace.clock.today()
            self.leave_to(_free(beside / f"Peer pack {day:%Y-%m-%d}"))

    def leave_to(self, folder: Path) -> None:
        """Write exactly what was read; the record is kept here, in the act that gives the folder its name."""
        if self._draft is None:
            return
        asked, space = replace(self._draft[0], read=self._draft[1]), self._context.workspace

        def work(progress: Progress) -> report_peer.Written:
            keep: Keep = lambda record, name: self._handover.ask(  # noqa: E731
                lambda: report_peer.let_out(space, record, name),
                lambda: progress.step(1, 1, "Keeping that it leaves"),
            )
            reader = space.reader()
            try:
                return report_peer.write(reader, asked, folder, progress, keep)
            finally:
                reader.store.close()

        self._run("Writing the pack", work, self._left)

    def _left(self, made: report_peer.Written) -> None:
        self._busy, self._draft = False, None
        self.read.setChecked(False)
        self._context.live.announce(changed("release", ids=(made.release,)), "reports")
        folder = made.files[0].parent
        self.state.show_message(
            f"The pack is in “{folder.name}”, and that it left is recorded.", "success"
        )
        self._fit()
        self._show(made.files[0])

    def _run(
        self, title: str, work: Callable[[Progress], report_peer.Written],
        done: Callable[[report_peer.Written], object],
    ) -> None:  # fmt: skip
        self._busy = True
        self._fit()
        self._context.tasks.run(title, work, done, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._fit()
        self._context.fault(error)


def _free(folder: Path) -> Path:
    """A name that nobody has yet."""
    found, number = folder, 2
    while found.exists():
        found, number = folder.with_name(f"{folder.name} ({number})"), number + 1
    return found


def _columns() -> tuple[Column, ...]:
    return (
        Column("reference", "Case", lambda one: one.reference, width=108),
        Column("title", "Template", lambda one: one.title),
        Column("team", "Team", lambda one: one.team),
        Column("handed_in", "Handed in", lambda one: one.handed_in and one.handed_in.date(), "date", 112),
    )  # fmt: skip
