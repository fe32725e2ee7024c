"""Check and publish: what is missing, who said yes, and publishing in one act."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from qa_tool.progress import Progress
from qa_tool.publication.model import STATES
from qa_tool.publication.rules import section_of
from qa_tool.work import publication, publication_desk
from qa_tool.work.change import Change
from qa_tool.work.publication_desk import Line, Ready
from ui.dialogs import ask, ask_text, choose_folder
from ui.handover import Handover
from ui.pages.publication.bench import Bench
from ui.widgets import Banner, Button, Card, FlowRow, KeyValues, Muted, column, reveal
from ui.widgets.line_button import LineButton
from ui.widgets.sides import Sides

_ICONS = {"stop": ("triangle-alert", "danger"), "look": ("info", "accent")}


class CheckPart(QWidget):
    """The list before publishing at the left; where it stands, the yeses and publishing at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._writing = False
        self.folder: Path | None = None
        self._handover = Handover(self)
        self.state = Banner("")
        self.lines = Card("Before publishing")
        self.story = KeyValues()
        self.review = Button("I have reviewed it", self._review, icon="user-check")
        self.approve = Button("Approve it", self._approve, icon="check")
        self.back = Button("Send it back…", self._send_back, icon="undo-2")
        self.publish = Button("Publish…", self._publish, kind="primary", icon="send")
        self.show_folder = Button("Open the folder", self._open, icon="folder-open")
        self.withdraw = Button("Withdraw it…", self._withdraw, kind="danger", icon="x")
        self.why = Muted("")
        self.card = Card("Where it stands")
        self.card.add(self.story)
        self.card.add(FlowRow(self.review, self.approve, self.back))
        self.card.add(FlowRow(self.publish, self.show_folder, self.withdraw))
        self.card.add(self.why)
        self.card.add(
            Muted("A yes is said to these very figures and words: change one letter, and it is asked "
                  "again. Publishing writes both editions as PDF, web page, workbook and CSV with the "
                  "disclosure record beside them, attacks the set as a reader would, and keeps that it "
                  "was published: all of it, or none.")
        )  # fmt: skip
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.lines, None))
        right.setLayout(column(self.card, None))
        self.setLayout(column(self.state, Sides(left, right, (6, 5), least=880, spacing=14), None))

    def refresh(self) -> None:
        """Show the list and the steps as they stand."""
        desk, view = self._bench.desk, self._bench.view
        if desk is None or view is None:
            return
        state = view.stands.state
        stops = sum(line.check.weight == "stop" for line in desk.lines)
        self.state.show_message(_told(state, view.publication.year), "success" if state == "published" else "info")  # fmt: skip
        self.lines.empty()
        for line in desk.lines if state != "published" else ():
            self.lines.add(self._line(line))
        if state == "published":
            self.lines.add(Muted("It is published; it stays as it is."))
        elif not desk.lines:
            self.lines.add(Muted("Nothing stands against publishing."))
        self.story.show_facts(publication_desk.story(self._bench.context.workspace, view))
        self._offer(stops)

    def _offer(self, stops: int) -> None:
        """Which verbs can be used, and why not."""
        view, space = self._bench.view, self._bench.context.workspace
        if view is None:
            return
        why = {
            act: publication_desk.forbidden(space, view, act)
            for act in ("reviewed", "approved", "published", "withdrawn", "returned")
        }
        self.review.forbid(why["reviewed"])
        self.approve.forbid(why["approved"])
        self.back.forbid(why["returned"])
        count = f"{stops} {'line' if stops == 1 else 'lines'} of the list must be put right first."
        busy = "It is being published." if self._writing else ""
        cannot = busy or (count if stops else "") or why["published"]
        self.publish.forbid(cannot)
        shown = "" if view.stands.state == "published" else cannot
        self.why.setText(shown)
        reveal(self.why, on=bool(shown))
        self.withdraw.forbid(why["withdrawn"])
        reveal(self.withdraw, on=view.stands.state == "published")
        reveal(self.publish, on=view.stands.state != "published")
        reveal(self.show_folder, on=self.folder is not None)

    def _line(self, line: Line) -> LineButton:
        """One line of the list; it leads to where it is put right."""
        icon, ink = _ICONS[line.check.weight]
        first = "Must be put right" if line.check.weight == "stop" else "Look at it"
        where = f" In “{section_of(line.check.section).title}”." if line.check.section else ""
        leads: Callable[[], object] = lambda: self._bench.lead.emit(line.where, line.check.section)  # noqa: E731
        if line.where == "settle":
            leads = lambda: self._settle(line.check.what)  # noqa: E731
        return LineButton(
            line.check.what, f"{first}. {line.check.cure}{where}", icon, ink=ink, on_click=leads
        )

    def _settle(self, finding: str) -> None:
        """Say why a finding against an earlier report may stand; or go and merge."""
        view = self._bench.view
        if view is None:
            return
        reason = ask_text(
            self, "Against what was published before",
            f"{finding}\n\nMerge rows or columns under “Small counts” so that it cannot be worked out. "
            "Where it gives nobody away, say why it may stand; the reason stays in the disclosure record.",
            "Let it stand", label="Why it may stand",
        )  # fmt: skip
        if reason:
            space, name = self._bench.context.workspace, view.publication.id
            self._bench.do(
                lambda: publication.settle(space, name, finding, reason), "The reason is kept.",
                figures=True,
            )  # fmt: skip

    def _review(self) -> None:
        self._say_yes(publication.review, "Reviewed as it stands now.")

    def _approve(self) -> None:
        if ask(
            self, "Approve this report?",
            "You say yes to these figures and words for publication. A later change asks you again.",
            "Approve",
        ):  # fmt: skip
            self._say_yes(publication.approve, "Approved as it stands now.")

    def _say_yes(self, verb: Callable[..., Change], said: str) -> None:
        view = self._bench.view
        if view is not None:
            space, name = self._bench.context.workspace, view.publication.id
            self._bench.do(lambda: verb(space, name), said, figures=True)

    def _send_back(self) -> None:
        self._with_reason(
            "Send it back?", "What was said yes to is asked again.", "Send back",
            publication.send_back, "Sent back to be written.",
        )  # fmt: skip

    def _withdraw(self) -> None:
        self._with_reason(
            "Withdraw what was published?",
            "The program takes nothing off a web site: do that first. A new report of the year can be begun.",
            "Withdraw", publication.withdraw, "Withdrawn; the reason is kept.",
        )  # fmt: skip

    def _with_reason(
        self, title: str, text: str, yes: str, verb: Callable[..., Change], said: str
    ) -> None:  # fmt: skip
        """A verb that needs a reason."""
        view = self._bench.view
        reason = ask_text(self, title, text, yes) if view is not None else None
        if reason and view is not None:
            space, name = self._bench.context.workspace, view.publication.id
            self._bench.do(lambda: verb(space, name, reason), said, figures=True)

    # ---- publishing ----------------------------------------------------------------------------

    def _publish(self) -> None:
        """Ask where to, and publish there."""
        view = self._bench.view
        beside = choose_folder(self, "Where the folder with the report is to stand")
        if view is not None and beside is not None:
            self.publish_to(beside / f"Annual report {view.publication.year}")

    def publish_to(self, target: Path) -> None:
        """Make every file on the worker; the ledger is written here, once they are made and attacked."""
        view, space = self._bench.view, self._bench.context.workspace
        if view is None or self._writing:
            return
        name, kept = view.publication.id, list[Change]()

        def work(progress: Progress) -> Path:
            def keep(ready: Ready) -> None:
                self._handover.ask(
                    lambda: kept.append(publication_desk.record(space, name, ready)),
                    lambda: progress.step(1, 1, "Keeping that it is published"),
                )

            reader = space.reader()
            try:
                publication_desk.write_set(reader, name, target, keep, progress)
            finally:
                reader.store.close()
            return target

        self._writing = True
        self.publish.forbid("It is being published.")
        self._bench.context.tasks.run(
            "Publishing", work, lambda path: self._published(path, kept), self._failed, holds=True
        )

    def _published(self, target: Path, kept: list[Change]) -> None:
        self._writing, self.folder = False, target
        for change in kept:
            self._bench.heard(change, "Published: every format of both editions.", figures=True)
        self.show_folder.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._writing = False
        self.refresh()
        self._bench.context.fault(error)

    def _open(self) -> None:
        """The folder with the set, in the program that the desktop uses."""
        if self.folder is not None and not QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(self.folder))
        ):
            self._bench.context.warn(
                "The folder cannot be opened from here.", f"It is {self.folder}."
            )


def _told(state: str, year: str) -> str:
    """Where it stands, in a sentence."""
    said = {
        "draft": "It is being written. Freeze the figures, have it reviewed by one person and approved by another.",
        "reviewed": "It is reviewed as it stands now, and waits for another person's approval.",
        "approved": "It is approved as it stands now. It can be published.",
        "published": "It is published and stays as it is; only withdrawing it, with a reason, is left.",
    }
    return f"{year}: {STATES.get(state, state)}. {said.get(state, '')}".strip()  # type: ignore[call-overload]
