"""The store: where it lies, what protects it, its backups, and whether it is whole."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.problems import Problem
from qa_tool.progress import Progress
from qa_tool.retention.classes import AFTER_RESTORE
from qa_tool.work import session
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.dialogs import Field, ask, ask_fields, choose_file, save_file, show_problems
from ui.look import px
from ui.tables import Column, TablePanel
from ui.widgets import Banner, Button, Card, EqualGrid, FlowRow, KeyValues, Muted, Words, column

BACKUPS = "Backups (*.qabackup);;All files (*)"
PROTECTED = (
    (
        "The whole store is encrypted on this laptop's disk, drafts and words too. A lost laptop that "
        "is locked or switched off shows nothing without a passphrase."
    ),
    (
        "What was handed in, moderated or decided is signed and chained: a change made afterwards is "
        "found by “Check the store”."
    ),
)
OPEN = (
    (
        "While you are signed in, a program that runs on this laptop with your rights can read what "
        "you read: malware is for the council's own protection."
    ),
    "Reports and files that you write are ordinary files, not encrypted.",
    "The blind of second readings is a shield in the program, not cryptography.",
    "A backup keeps words that were erased later, until the backup is thinned.",
)


class StoreForm(QWidget):
    """Backups, verify, restore, passphrase: `StoreForm(context)`, `.refresh()`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.where = KeyValues()
        self.result = Banner()
        self.result.hide()
        self.make = Button("Make a backup now", self.back_up, kind="primary", icon="save")
        self.elsewhere = Button("Back up to another place…", self._choose_place, icon="download")
        self.bring_back = Button("Restore…", self._restore_chosen, icon="history")
        self.file = Button("Restore from a file…", self._choose_restore, icon="folder-open")
        self.check = Button("Check the store", self.verify, icon="list-checks")
        self.passphrase = Button("Change my passphrase", self.change_passphrase, icon="key-round")
        self.list = TablePanel(
            "Backups", _columns(), noun=("backup", "backups"),
            empty="There is no backup yet. Make one now: it takes a moment.",
        )  # fmt: skip
        self.list.setMinimumHeight(px(250))
        self.list.selected.connect(
            lambda one: self.bring_back.forbid("" if one else "Choose a backup in the list first.")
        )
        self.bring_back.forbid("Choose a backup in the list first.")
        backups = Card("Backups")
        backups.add(Muted("A copy of the store, encrypted like the store itself; it opens with the "
                          "same passphrases. The last ten automatic ones are kept. Keep one on "
                          "another disk as well: a broken laptop takes both."))  # fmt: skip
        backups.add(FlowRow(self.make, self.elsewhere, self.bring_back, self.file))
        backups.add(self.list)
        whole = Card("The store")
        whole.add(self.where)
        whole.add(FlowRow(self.check, self.passphrase))
        whole.add(self.result)
        safe = Card("What is protected, and what is not")
        grid = EqualGrid(least=330, spacing=18)
        for words in (*PROTECTED, *OPEN):
            one = QWidget()
            mark = (
                Words("Protected", "success") if words in PROTECTED
                else Words("Not protected", "warning")
            )  # fmt: skip
            one.setLayout(column(mark, Words(words), None, spacing=2))
            grid.add(one)
        safe.add(grid)
        self.setLayout(column(whole, backups, safe, None, spacing=14))

    def refresh(self) -> None:
        """Read the list of backups again."""
        space = self._context.workspace
        found = list(session.list_backups(space.folder))
        newest = _when(found[0]) if found else None
        self.where.show_facts(
            [
                ("Folder", str(space.folder)),
                ("Signed in", f"{space.person.name} ({session.roles_words(space.person.roles)})"),
                ("Newest backup", f"{newest.day} {newest:%B %Y, %H:%M}" if newest else "none yet"),
            ]
        )
        self.list.show_rows(found)

    def back_up(self) -> None:
        """Make a backup beside the store."""
        space = self._context.workspace
        name = f"by-hand-{space.clock.now():%Y-%m-%d-%H%M%S}.qabackup"
        self._back_up(space.folder / "backups" / name)

    def verify(self) -> None:
        """Check store, ledger and templates; on the worker, over a read-only store of its own."""
        self.check.forbid("The store is being checked.")
        self._context.tasks.run(
            "Checking the store", _reading(self._context.workspace, session.verify),
            self._verified, self._not_done,
        )  # fmt: skip

    def restore(self, path: Path) -> bool:
        """Put a backup in the store's place, after saying in plain words what happens."""
        space = self._context.workspace
        if not ask(
            self, "Restore this backup?",
            "The store is shut and what stands there now is moved aside into a folder beside it, "
            "whole; nothing is deleted. Then you sign in again, with the passphrase of the time of "
            f"the backup. {AFTER_RESTORE}",
            "Restore", danger=True,
        ):  # fmt: skip
            return False
        folder = space.folder
        space.store.close()
        self._context.tasks.run(
            "Restoring the backup",
            lambda progress: session.restore(path, folder, progress),
            self._restored, self._not_restored, holds=True,
        )  # fmt: skip
        return True

    def change_passphrase(self) -> None:
        """A new passphrase for oneself."""
        given = ask_fields(
            self, "Change my passphrase",
            (
                Field("name", "Sign-in name", needed=True),
                Field("old", "Passphrase until now", "passphrase", needed=True),
                Field("new", "New passphrase", "passphrase", needed=True,
                      help="Three or four words that do not belong together."),
                Field("again", "The new passphrase again", "passphrase", needed=True),
            ),
            "Change", text="Backups made before keep the old one.",
            check=lambda v: "" if v["new"] == v["again"] else "The two new passphrases differ.",
        )  # fmt: skip
        if given is None:
            return
        space = self._context.workspace
        self._context.tasks.run(
            "Changing the passphrase",
            lambda _progress: session.change_passphrase(
                space, given["name"], given["old"], given["new"]
            ),
            lambda _none: self._context.say("Your passphrase is changed.", "success"),
        )

    def _back_up(self, target: Path) -> None:
        """Make a backup into this file, on the worker."""
        self.make.forbid("A backup is being made.")

        def work(desk: Workspace, progress: Progress) -> object:
            target.parent.mkdir(parents=True, exist_ok=True)
            return session.back_up(desk, target, progress)

        self._context.tasks.run(
            "Making a backup", _reading(self._context.workspace, work), self._backed_up,
            self._not_done,
        )  # fmt: skip

    def _backed_up(self, made: Any) -> None:
        """It is made."""
        self.make.forbid("")
        self.refresh()
        self._context.say(f"The backup “{made.path.name}” is made.", "success")

    def _verified(self, problems: tuple[Problem, ...]) -> None:
        """Tell what was found."""
        self.check.forbid("")
        if not problems:
            now = self._context.workspace.clock.now()
            self.result.show_message(
                f"Store, ledger and templates are whole (checked {now:%H:%M}).", "success"
            )
            return
        count = "One thing is" if len(problems) == 1 else f"{len(problems)} things are"
        self.result.show_message(
            f"{count} not as it should be. Nothing was changed.", "danger", "Show",
            lambda: show_problems(self, "What the check found", problems),
        )  # fmt: skip

    def _not_done(self, error: BaseException) -> None:
        """Say why it was not done."""
        self.make.forbid("")
        self.check.forbid("")
        self._context.fault(error)

    def _restored(self, aside: Path | None) -> None:
        """Sign in again; say where the old store is."""
        self._context.lock()
        where = f" The store that was there before is in “{aside.name}”." if aside else ""
        self._context.say(f"The backup is restored.{where}", "success")

    def _not_restored(self, error: BaseException) -> None:
        """The old store still stands; it is shut, so sign in again."""
        self._context.lock()
        self._context.fault(error)

    def _choose_place(self) -> None:
        """Where a backup goes."""
        now = self._context.workspace.clock.now()
        path = save_file(self, "Back up to", f"case-audit-{now:%Y-%m-%d}.qabackup", BACKUPS)
        if path is not None:
            self._back_up(path)

    def _choose_restore(self) -> None:
        """Which file is restored."""
        path = choose_file(self, "Backup to restore", BACKUPS)
        if path is not None:
            self.restore(path)

    def _restore_chosen(self) -> None:
        """Restore the line that is chosen."""
        one = self.list.view.current_row()
        if one is not None:
            self.restore(one.path)


def _reading(
    workspace: Workspace, act: Callable[[Workspace, Progress], Any]
) -> Callable[[Progress], Any]:
    """Work on a read-only desk of its own, which is shut afterwards."""

    def work(progress: Progress) -> Any:
        desk = workspace.reader()
        try:
            return act(desk, progress)
        finally:
            desk.store.close()

    return work


def _when(backup: Any) -> datetime | None:
    """When a backup was made; None where it does not say."""
    try:
        return datetime.fromisoformat(backup.made)
    except ValueError:
        return None


def _columns() -> tuple[Column, ...]:
    """What the list says of a backup; never a name."""
    return (
        Column("made", "Made", _when, "date", 160),
        Column("entries", "Entries", lambda one: one.entries, "number", 84),
        Column("drafts", "Drafts", lambda one: one.drafts, "number", 78),
        Column("size", "Size", lambda one: f"{max(one.size / 1_000_000, 0.1):,.1f} MB", width=84,
               sort=lambda one: one.size),
        Column("file", "File", lambda one: one.path.name),
    )  # fmt: skip
