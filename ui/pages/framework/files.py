"""Files of the framework page: written and read on the worker, and looked at before anything is taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.problems import errors
from qa_tool.progress import Progress
from qa_tool.work import framework_comment, framework_file, report, report_framework
from qa_tool.work.change import Change
from qa_tool.work.framework_comment import Brought
from qa_tool.work.framework_file import Look
from qa_tool.work.framework_view import View
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.dialogs import ask, choose_file, save_file, show_problems
from ui.pages.framework.asking import ask_take
from ui.widgets import Button

FRAMEWORKS = "QA frameworks (*.qaframework);;All files (*)"
COMMENTS = "Comments (*.qacomments *.xlsx);;All files (*)"
Announce = Callable[..., None]


class Files:
    """Writes and reads for a page: `Files(page, context, announce)`, `.buttons(view)`, `.take()`, `.bring()`."""

    def __init__(self, page: QWidget, context: Context, announce: Announce) -> None:
        self._page, self._context, self._announce = page, context, announce

    # --- out ---------------------------------------------------------------------------------

    def buttons(self, view: View) -> Sequence[QWidget]:
        """What of a framework can be written."""
        found: list[QWidget] = [Button("PDF to read…", lambda: self.paper(view), icon="file-text")]
        if view.may_comment:
            found.append(Button("Comment sheet…", lambda: self.sheet(view), icon="table"))
        if view.keeper and view.framework.state != "dropped":
            found.append(Button("Signed file…", lambda: self.signed(view), icon="key-round"))
        me = self._context.workspace.person.id
        said = [one.comment.person for several in view.comments.values() for one in several]
        if said and (view.keeper or me in said):
            found.append(
                Button("Send comments as a file…", lambda: self.comments(view), icon="send")
            )
        return found

    def paper(self, view: View) -> None:
        """The whole framework as a PDF."""
        target = self._target("Write the framework", view, ".pdf", "PDF (*.pdf)")
        if target is not None:
            scope = Scope(framework=view.framework.id)
            self._write(target, lambda desk, p: report.write(desk, "framework", target, scope, p))

    def sheet(self, view: View) -> None:
        """The workbook in which people comment."""
        target = self._target(
            "Write the comment sheet", view, " comments.xlsx", "Workbook (*.xlsx)"
        )
        if target is not None:
            name = view.framework.id
            self._write(
                target, lambda desk, p: report_framework.comment_sheet(desk, name, target, p)
            )

    def signed(self, view: View) -> None:
        """The framework as one signed file; it is signed here and written on the worker."""
        kinds = "QA framework (*.qaframework)"
        target = self._target("Write the framework", view, ".qaframework", kinds)
        self._put(target, lambda: framework_file.packed(self._context.workspace, view.framework.id))

    def comments(self, view: View) -> None:
        """One's comments, for whoever asked for them."""
        kinds = "Comments (*.qacomments)"
        target = self._target("Write the comments", view, ".qacomments", kinds)
        self._put(
            target, lambda: framework_comment.packed(self._context.workspace, view.framework.id)
        )

    def _target(self, title: str, view: View, ending: str, kinds: str) -> Path | None:
        stem = Path(framework_file.suggested(view.framework)).stem
        return save_file(self._page, title, f"{stem}{ending}", kinds)

    def _put(self, target: Path | None, packed: Callable[[], bytes]) -> None:
        if target is None:
            return
        try:
            raw = packed()
        except QAError as error:
            self._context.fault(error)
            return
        self._context.tasks.run(
            f"Writing {target.name}",
            lambda _p: framework_file.put(raw, target),
            self._written,
            self._context.fault,
        )

    def _write(self, target: Path, work: Callable[[Workspace, Progress], Path]) -> None:
        """Write on the worker, over a store of its own."""
        desk = self._context.workspace.reader()

        def job(progress: Progress) -> Path:
            try:
                return work(desk, progress)
            finally:
                desk.store.close()

        self._context.tasks.run(f"Writing {target.name}", job, self._written, self._context.fault)

    def _written(self, path: Path) -> None:
        self._context.say(f"Written: {path.name}", "success")

    # --- in ----------------------------------------------------------------------------------

    def take(self) -> None:
        """A framework from a file."""
        path = choose_file(self._page, "Framework from a file", FRAMEWORKS)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Read it on the worker, show who signed and what differs, take it in after a yes."""
        desk = self._context.workspace.reader()

        def job(_progress: Progress) -> Look:
            try:
                return framework_file.look(desk, path)
            finally:
                desk.store.close()

        self._context.tasks.run(f"Reading {path.name}", job, self._looked, self._context.fault)

    def _looked(self, look: Look) -> None:
        if not ask_take(self._page, look):
            return
        self._keep(lambda: framework_file.take(self._context.workspace, look),
                   f"{look.framework.title} came in as a draft.", open_=True)  # fmt: skip

    def bring(self) -> None:
        """Comments from a file or workbook."""
        path = choose_file(self._page, "Comments from a file", COMMENTS)
        if path is not None:
            self.bring_file(path)

    def bring_file(self, path: Path) -> None:
        """Read them on the worker, show what is new, keep them after a yes."""
        desk = self._context.workspace.reader()

        def job(_progress: Progress) -> Brought:
            try:
                return framework_comment.look(desk, path)
            finally:
                desk.store.close()

        self._context.tasks.run(
            f"Reading {path.name}",
            job,
            lambda found: self._brought(path, found),
            self._context.fault,
        )

    def _brought(self, path: Path, found: Brought) -> None:
        wrong = errors(found.problems)
        if wrong and not found.fresh:
            show_problems(self._page, f"“{path.name}” cannot be brought in yet", found.problems,
                          "Nothing was changed.")  # fmt: skip
            return
        if not found.fresh:
            words = f"All {found.already} comments are here already." if found.already else (
                "There is no comment in it.")  # fmt: skip
            self._context.say(words)
            return
        if ask(
            self._page,
            f"Comments on {found.framework.title}",
            words_of(found),
            "Keep the others" if wrong else "Keep them",
        ):
            self._keep(lambda: framework_comment.keep(self._context.workspace, found, skip_faulty=True),
                       f"{len(found.fresh)} comments came in.", open_=True)  # fmt: skip

    def _keep(self, verb: Callable[[], Change], said: str, *, open_: bool) -> None:
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._announce(change, said, open_=open_)


def words_of(found: Brought) -> str:
    """What would come in: who signed, each comment, and what is here already."""
    wrong = errors(found.problems)
    said = (
        ["These cannot be brought in:", *(str(one) for one in wrong), "", "The others:"]
        if wrong
        else []
    )
    said += [found.signed.words, ""] if found.signed else []
    said += [f"{one.clause_title} · {one.who}: {one.text}" for one in found.fresh]
    if found.already:
        said += ["", f"{found.already} more are here already."]
    if found.older:
        said += ["", "They had an earlier wording before them."]
    said += [str(problem) for problem in found.problems if problem not in wrong]
    return "\n".join(said)
