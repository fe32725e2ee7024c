"""What the first screen asks of the rest of the program, and the one place that knows who answers."""

from pathlib import Path
from typing import Any, Protocol

from qa_tool.progress import Progress


class Session(Protocol):
    """What the first screen asks of the rest of the program; all but `folder_state` run on the worker."""

    def folder_state(self, folder: Path) -> str:
        """`empty`, `store`, or `damaged` where half a store stands."""

    def unlock(self, folder: Path, name: str, passphrase: str) -> Any:
        """The workspace of this person."""

    def found(self, folder: Path, council: str, name: str, passphrase: str) -> tuple[Any, str]:
        """A new council: its founder's workspace, and the recovery code that is shown once."""

    def demonstration(self, folder: Path, progress: Progress) -> Any:
        """A made-up council: the workspace of its QA lead."""

    def restore(self, file: Path, folder: Path) -> None:
        """Put a backup into the folder."""

    def recover(self, folder: Path, code: str, name: str, passphrase: str) -> Any:
        """The workspace of somebody who has the recovery code and takes a new passphrase."""


class WorkSession:
    """The session that is really there: `qa_tool.work.session` and `qa_tool.demo`, loaded when used."""

    def folder_state(self, folder: Path) -> str:
        """What stands in the folder."""
        from qa_tool.work.folder import folder_state

        return folder_state(folder)

    def unlock(self, folder: Path, name: str, passphrase: str) -> Any:
        """Open the store as this person, and make the backup of the day."""
        from qa_tool.work import session

        workspace = session.unlock(folder, name, passphrase)
        session.back_up_if_due(workspace)
        return workspace

    def found(self, folder: Path, council: str, name: str, passphrase: str) -> tuple[Any, str]:
        """A new council."""
        from qa_tool.work import session

        return session.found(folder, council, name, passphrase)

    def demonstration(self, folder: Path, progress: Progress) -> Any:
        """The made-up council."""
        from qa_tool.demo.make import make_demonstration

        return make_demonstration(folder, progress=progress)

    def restore(self, file: Path, folder: Path) -> None:
        """Put a backup into the folder; what stands there is moved aside."""
        from qa_tool.work import session

        session.restore(file, folder)

    def recover(self, folder: Path, code: str, name: str, passphrase: str) -> Any:
        """Open with the recovery code; the sign-in name becomes the person's name."""
        from qa_tool.work import session

        return session.recover(folder, code, name, name, passphrase)
