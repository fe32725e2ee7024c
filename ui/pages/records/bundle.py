"""The subject-access bundle in the window: asked for, written on the worker, recorded in the same act."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import Cancelled
from qa_tool.progress import Progress
from qa_tool.work import subject_access
from qa_tool.work.inspection import Release
from qa_tool.work.subject_access import Asked, Written
from ui.context import Context
from ui.dialogs import Field, ask_fields, choose_folder
from ui.handover import Handover
from ui.pages.records.erase import tried

_WHOSE = (("child", "One child"), ("worker", "One practitioner"))
FOLDER = "Subject access"


def ask_whom(parent: QWidget, context: Context) -> Asked | None:
    """Whose bundle, for whom and why; what cannot be found is said in the form."""
    kept: list[Asked] = []
    fields = [
        Field("whose", "About", "choice", "child", _WHOSE),
        Field("of", "Which child or practitioner", needed=True,
              help="A case's reference or number; for a practitioner the whole name."),
        Field("why", "Who asked, and when", "long", needed=True,
              help="It is recorded; no name of a child or family member."),
        Field("to", "Who reviews it before anything is sent", needed=True),
        Field("personnel", "A practitioner's observations and supervision audits too", "check", value=False),
    ]  # fmt: skip

    def check(given: Mapping[str, Any]) -> str:
        asked = Asked(
            given["whose"], given["of"], given["why"], given["to"], bool(given["personnel"])
        )
        return tried(lambda: _looked(context, asked), kept)

    text = "Names of other people are marked, never taken out: somebody reads every page first."
    title = "Make a subject-access bundle"
    done = ask_fields(parent, title, fields, "Choose the folder…", text=text, check=check)
    return kept[-1] if done is not None else None


def _looked(context: Context, asked: Asked) -> Asked:
    subject_access.find(context.workspace, asked)
    return asked


def free(folder: Path, today: str) -> Path:
    """A new folder beside what is there already."""
    target, number = folder / f"{FOLDER} {today}", 2
    while target.exists():
        target, number = folder / f"{FOLDER} {today} ({number})", number + 1
    return target


def make(
    parent: QWidget, context: Context, handover: Handover, done: Callable[[Written], object]
) -> None:
    """Ask, choose a folder, write on the worker; the record is kept here, in the act that names the folder."""
    asked = ask_whom(parent, context)
    chosen = choose_folder(parent, "Where the bundle goes") if asked is not None else None
    if asked is None or chosen is None:
        return
    space = context.workspace
    target = free(Path(chosen), space.clock.today().isoformat())

    def job(progress: Progress) -> Written:
        reader = space.reader()

        def keep(record: Release, name: Callable[[], None]) -> None:
            handover.ask(
                lambda: subject_access.let_out(space, record, name),
                lambda: progress.step(1, 2, "Keeping that it leaves"),
            )

        try:
            return subject_access.write(reader, asked, target, progress, keep)
        finally:
            reader.store.close()

    def failed(trouble: BaseException) -> None:
        if not isinstance(trouble, Cancelled):
            context.fault(trouble)

    context.tasks.run("Writing the subject-access bundle", job, done, failed)
