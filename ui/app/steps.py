"""The steps of the first screen: ways to begin, name and passphrase, a new council, the recovery code."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ui.dialogs import choose_file, choose_folder
from ui.look import px
from ui.messages import Message
from ui.widgets import Button, Heading, Labelled, Muted, PassphraseField, Words, row

if TYPE_CHECKING:
    from ui.app.sign_in import SignIn

DEMONSTRATION_FOLDER = "demonstration"
SHORTEST = 12


class Step(QWidget):
    """One step of the first host."""

    first: QWidget

    def __init__(self, host: "SignIn") -> None:
        super().__init__()
        self.host = host
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(12))

    def put(self, *widgets: QWidget) -> None:
        """Put widgets under one another."""
        for widget in widgets:
            self.body.addWidget(widget)

    def back(self) -> Button:
        """A way back."""
        return Button("Back", self.host.begin)


class Welcome(Step):
    """Nothing is here yet: three ways to begin."""

    def __init__(self, host: "SignIn") -> None:
        super().__init__(host)
        self.demo = Button("Try the demonstration council", self._demo, kind="primary", icon="play")
        self.new = Button("Start a new council", lambda: host.show_step(host.start), icon="plus")
        self.other = Button("Open another folder", self._other, icon="folder-open")
        self.restore = Button("Restore a backup", self._restore, icon="history")
        self.first = self.demo
        self.put(
            Words("Everything stays on this laptop, encrypted. Nothing is sent anywhere."),
            self.demo,
            Muted("Seven made-up people, three areas, audits in every state. It takes a minute."),
            self.new,
            Muted("For real work. You choose a passphrase and get a recovery code to keep."),
            self.other,
            self.restore,
        )
        self.body.addStretch(1)

    def _demo(self) -> None:
        """Make the demonstration, or go to the one that is there."""
        host = self.host
        folder = host.folder / DEMONSTRATION_FOLDER
        if host.session.folder_state(folder) == "store":
            host.use_folder(folder)
            host.show_message(
                Message("The passphrase of everybody in the demonstration is: demonstration")
            )
            return
        host.work(
            "Making the demonstration council",
            lambda progress: host.session.demonstration(folder, progress),
            host.open_workspace,
        )

    def _other(self) -> None:
        """Choose a folder."""
        folder = choose_folder(self, "Open a data folder")
        if folder is not None:
            self.host.use_folder(folder)

    def _restore(self) -> None:
        """Choose a backup and put it here."""
        host = self.host
        file = choose_file(self, "Restore a backup")
        if file is not None:
            host.work(
                "Restoring the backup",
                lambda _progress: host.session.restore(file, host.folder),
                lambda _none: host.begin(),
            )


class Enter(Step):
    """Name and passphrase."""

    def __init__(self, host: "SignIn") -> None:
        super().__init__(host)
        self.name = QLineEdit()
        self.passphrase = PassphraseField()
        self.open = Button("Open", self._open, kind="primary")
        self.forgot = Button(
            "Use the recovery code", lambda: host.show_step(host.rescue), kind="quiet"
        )
        self.other = Button("Another folder or a backup", self._elsewhere, kind="quiet")
        self.first = self.name
        self.name.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.entered.connect(self._open)
        self.put(
            Heading("Sign in", 2),
            Labelled("Your sign-in name", self.name),
            Labelled("Passphrase", self.passphrase),
            self.open,
        )
        self.body.addLayout(row(self.forgot, self.other, None, spacing=4))
        self.body.addStretch(1)

    def _elsewhere(self) -> None:
        """Back to the ways to begin."""
        self.host.show_step(self.host.welcome)

    def _open(self) -> None:
        """Open the store with what was typed."""
        host = self.host
        name, passphrase = self.name.text().strip(), self.passphrase.value()
        if not name or not passphrase:
            missing = "sign-in name" if not name else "passphrase"
            host.show_message(Message(f"Type your {missing} first.", "warning"))
            (self.passphrase if name else self.name).setFocus()
            return
        host.work(
            "Opening the store",
            lambda _progress: host.session.unlock(host.folder, name, passphrase),
            host.open_workspace,
        )


class Start(Step):
    """A new council."""

    def __init__(self, host: "SignIn") -> None:
        super().__init__(host)
        self.council, self.name = QLineEdit(), QLineEdit()
        self.passphrase, self.again = PassphraseField(), PassphraseField("Passphrase again")
        self.make = Button("Start this council", self._make, kind="primary")
        self.first = self.council
        self.again.entered.connect(self._make)
        self.put(
            Heading("Start a new council", 2),
            Labelled("Name of the council", self.council, "As it stands on letters."),
            Labelled("Your name", self.name, "You will be the QA lead, and sign in with it."),
            Labelled(
                "Passphrase",
                self.passphrase,
                f"At least {SHORTEST} letters; four words that have nothing to do with one another are good.",
            ),
            Labelled("The same again", self.again),
        )
        self.body.addLayout(row(self.back(), None, self.make, spacing=10))

    def wrong(self) -> str:
        """What is missing, in one sentence."""
        if not self.council.text().strip() or not self.name.text().strip():
            return "Type the name of the council, and your own."
        return passphrase_problem(self.passphrase.value(), self.again.value())

    def _make(self) -> None:
        """Found the council."""
        said, host = self.wrong(), self.host
        if said:
            host.show_message(Message(said, "warning"))
            return
        council, name = self.council.text().strip(), self.name.text().strip()
        passphrase = self.passphrase.value()
        host.work(
            "Starting the council",
            lambda _progress: host.session.found(host.folder, council, name, passphrase),
            self._made,
        )

    def _made(self, made: tuple[Any, str]) -> None:
        """Show the recovery code before anything else."""
        self.passphrase.empty()
        self.again.empty()
        self.host.code.show_code(*made)


class Code(Step):
    """The recovery code, shown once."""

    def __init__(self, host: "SignIn") -> None:
        super().__init__(host)
        self._workspace: Any = None
        self.code = Words("", "h2")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = Button("Copy", self._copy, icon="copy")
        self.kept = QCheckBox("I have written it down and put it where only we can find it")
        self.go = Button("Go on", self._go, kind="primary")
        self.kept.toggled.connect(self.go.setEnabled)
        self.first = self.copy
        self.put(
            Heading("Your recovery code", 2),
            Words(
                "If every passphrase is forgotten, this code is the only way in. "
                "It is shown once, now. Write it on paper and keep it in a safe."
            ),
            self.code,
            self.copy,
            self.kept,
            self.go,
        )
        self.body.addStretch(1)

    def show_code(self, workspace: Any, code: str) -> None:
        """Show this code; it is forgotten afterwards."""
        self._workspace = workspace
        self.code.setText(code)
        self.code.setAccessibleName(f"Recovery code: {code}")
        self.kept.setChecked(False)
        self.go.setEnabled(False)
        self.host.show_step(self)

    def _copy(self) -> None:
        """Put the code on the clipboard."""
        QGuiApplication.clipboard().setText(self.code.text())

    def _go(self) -> None:
        """Forget the code and go on."""
        workspace, self._workspace = self._workspace, None
        self.code.setText("")
        self.code.setAccessibleName("")
        self.host.open_workspace(workspace)


class Rescue(Step):
    """The recovery code instead of a passphrase."""

    def __init__(self, host: "SignIn") -> None:
        super().__init__(host)
        self.code, self.name = QLineEdit(), QLineEdit()
        self.passphrase, self.again = PassphraseField(), PassphraseField("Passphrase again")
        self.open = Button("Open with the code", self._open, kind="primary")
        self.first = self.code
        self.put(
            Heading("Use the recovery code", 2),
            Labelled("Recovery code", self.code, "Dashes, blanks and capitals do not matter."),
            Labelled("Your name", self.name, "As it stands in this council."),
            Labelled("New passphrase", self.passphrase, f"At least {SHORTEST} letters."),
            Labelled("The same again", self.again),
        )
        self.body.addLayout(row(self.back(), None, self.open, spacing=10))

    def _open(self) -> None:
        """Open the store and set the new passphrase."""
        host = self.host
        said = passphrase_problem(self.passphrase.value(), self.again.value())
        if not self.code.text().strip() or not self.name.text().strip():
            said = "Type the recovery code, and your name."
        if said:
            host.show_message(Message(said, "warning"))
            return
        code, name, new = self.code.text(), self.name.text().strip(), self.passphrase.value()
        host.work(
            "Opening the store",
            lambda _progress: host.session.recover(host.folder, code, name, new),
            host.open_workspace,
        )


def passphrase_problem(first: str, again: str) -> str:
    """What is wrong with a new passphrase, in one sentence; nothing where it will do."""
    if len(first) < SHORTEST:
        return f"The passphrase is too short: take at least {SHORTEST} letters."
    if first != again:
        return "The two passphrases are not the same. Type both again."
    return ""
