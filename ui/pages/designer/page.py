"""The page: drafts, the bench, the whole form on trial; publishing, retiring, printing."""

from pathlib import Path
from typing import Any, ClassVar, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.template.edit_preview import shown
from qa_tool.template.model import SubjectKind, Template
from qa_tool.work import blank_form, designer
from qa_tool.work import template as templates
from qa_tool.work.change import Change
from qa_tool.work.designer import DraftRow
from qa_tool.work.template import TemplateRow
from ui.commands import Command
from ui.context import Context, Group
from ui.dialogs import Field, ask, ask_fields, ask_text, choose_file, save_file, show_problems
from ui.form.steps import Steps
from ui.pages.designer.bench import BenchView
from ui.pages.designer.specs import SUBJECTS, scale_choices
from ui.pages.designer.start import Start
from ui.pages.designer.trial import Trial
from ui.widgets import column

FILES = "Templates (*.xlsx *.xlsm *.xls *.ods *.toml *.md);;All files (*)"
FORMS = "PDF to print (*.pdf);;The template itself as a workbook, not for answers (*.xlsx)"
_SHEET = "Template designer"


class DesignerPage(QWidget):
    """Templates are written here: `show_page(draft=id)`, `show_page(template=key)` begins a new version."""

    key: ClassVar[str] = "designer"
    title: ClassVar[str] = "Template designer"
    icon: ClassVar[str] = "pencil"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.start, self.bench = Start(), BenchView(window_context)
        self.trial = Trial(window_context.workspace.clock.now)
        self.parts = QStackedWidget()
        for part in (self.start, self.bench, self.trial):
            self.parts.addWidget(part)
        self.setLayout(column(self.parts))
        self.steps = Steps(self)
        self._connect()
        self._add_keys()
        window_context.live.watch(
            self, ("template", "form_draft"), lambda _change: self._heard(), by=self.key
        )

    # ---- the page ------------------------------------------------------------------------------

    def show_page(self, **place: Any) -> None:
        """The lists; with `draft` that draft, with `template` a new version of that one."""
        if place.get("draft"):
            self._try(lambda: self.open_draft(str(place["draft"])))
        elif place.get("template"):
            self._try(lambda: self._again(str(place["template"])))
        elif self.bench.draft:
            self.open_draft(self.bench.draft)
        else:
            self.show_list()

    def refresh(self) -> None:
        """Read the lists again."""
        space = self._context.workspace
        used = [row for row in templates.rows(space) if row.current]
        self._try(lambda: self.start.show_drafts(designer.drafts(space), used))

    def leave(self) -> bool:
        """Keep what is typed before another page shows."""
        self.flush()
        self._context.undo(None)
        return True

    def flush(self) -> None:
        """Keep what is typed, before the window closes or locks."""
        self.bench.flush()

    def show_list(self) -> None:
        """The lists of drafts and of templates in use."""
        self.bench.close_draft()
        self.trial.close_form()
        self._context.foot(())
        self._context.undo(None)
        self._context.title(self.title)
        self.refresh()
        self.parts.setCurrentWidget(self.start)

    def open_draft(self, draft: str) -> None:
        """Put a draft on the bench; somebody else's is copied first, where the person wants that."""
        writing = designer.open_draft(self._context.workspace, draft)
        if not writing.mine:
            self._copy_of(draft)
            return
        self.trial.close_form()
        if draft != self.bench.draft:
            self.bench.flush()
            self.bench.open_draft(draft)
            self.steps.show_desk(
                lambda: self.bench.undo_redo, lambda back: self.bench.step(back=back)
            )
        self.parts.setCurrentWidget(self.bench)
        self.bench.begin_side()
        self._context.foot(self.bench.foot())
        self._show_title()
        self._context.undo(self.steps.stack)

    # ---- beginning -----------------------------------------------------------------------------

    def begin(self, how: str) -> None:
        """Begin a new template: an empty one, or from a file."""
        if how == "file":
            path = choose_file(self, "Begin from a workbook or template file", FILES)
            if path is not None:
                self.begin_from(path)
            return
        fields = (
            Field("title", "Title", needed=True, help="What the audit is called."),
            Field("subject", "Who is looked at", "choice", "child", SUBJECTS),
            Field("scale", "Graded on", "choice", "ofsted", scale_choices(())),
        )  # fmt: skip
        given = ask_fields(self, "A new template", fields, "Begin")
        if given is not None:
            subject = cast("SubjectKind", given["subject"])
            self._begun(
                lambda: designer.begin_empty(
                    self._context.workspace, given["title"], subject, given["scale"]
                )
            )

    def begin_from(self, path: Path) -> None:
        """Begin from a file; one with faults shows all of them."""
        try:
            change = designer.begin_from_file(self._context.workspace, path)
        except designer.FileNotWhole as wrong:
            show_problems(self, f"“{path.name}” cannot be begun from yet", wrong.problems)
        except QAError as trouble:
            self._context.fault(trouble)
        else:
            self._open_new(change)

    def _again(self, key: str) -> None:
        """A new version of a template in use; a draft of one's own that is there is gone on with."""
        space = self._context.workspace
        mine = next((row for row in designer.drafts(space) if row.key == key and row.mine), None)
        if mine is not None:
            self.open_draft(mine.id)
            self._context.say("You are writing this version already: here it is.", "info")
            return
        self._open_new(designer.begin_from(space, templates.current(space, key)[0]))

    def _copy_of(self, draft: str) -> None:
        if ask(
            self, "This draft has another writer", "You can take a copy and write on that. Both are kept.",
            "Take a copy",
        ):  # fmt: skip
            self._begun(lambda: designer.copy(self._context.workspace, draft))

    def _begun(self, act: Any) -> None:
        self._try(lambda: self._open_new(act()))

    def _open_new(self, change: Change) -> None:
        self._context.live.announce(change, self.key)
        self.open_draft(change.ids[0])
        self.bench.outline.setFocus()

    # ---- ending --------------------------------------------------------------------------------

    def publish(self) -> None:
        """Ask for what is new in it, and take it into use; with faults, show them instead."""
        self.bench.flush()
        self.bench.look()
        if self.bench.found.template is None:
            self.bench.show_side("problems")
            self._context.warn(
                f"{_things(self.bench.found.stopping)} must be put right before this can be published.",
                "They are listed under Problems; F8 goes from one to the next.",
            )
            return
        template = self.bench.found.template
        beside = designer.stands_beside(self._context.workspace, self.bench.draft)
        said = (
            "New audits use it from now on. Audits that have begun keep their own questions.",
            *beside,
        )
        notes = ask_text(
            self, f"Publish “{template.title}”, version {template.version}?", "\n\n".join(said),
            "Publish", label="What is new in this version", needed=False,
        )  # fmt: skip
        if notes is not None:
            self._try(lambda: self._publish(notes, template))

    def _publish(self, notes: str, template: Template) -> None:
        change = designer.publish(self._context.workspace, self.bench.draft, notes)
        self.bench.draft = ""
        self._context.live.announce(change, self.key)
        self.show_list()
        self._context.say(f"{template.title}, version {template.version}, is in use.", "success")

    def give_up(self, row: DraftRow) -> None:
        """Throw a draft away, after asking."""
        text = "It cannot be brought back. What is in use stays as it is."
        if ask(self, f"Throw the draft of “{row.title}” away?", text, "Throw away", danger=True):
            self._try(lambda: self._gone(row.id))

    def _gone(self, draft: str) -> None:
        self._context.live.announce(designer.give_up(self._context.workspace, draft), self.key)
        self.refresh()

    def retire(self, row: TemplateRow) -> None:
        """Give no new audits out with a template, after saying what still uses it; or offer it again."""
        space = self._context.workspace
        if row.retired:
            self._try(lambda: self._retired(designer.retire(space, row.key, back=True)))
            return
        using = designer.still_using(space, row.key)
        said = "No new audits are given out with it. Audits made with it stay as they are."
        if using:
            said += "\n\nStill to be done, and not touched by this:\n" + "\n".join(using)
        if ask(self, f"Retire “{row.title}”?", said, "Retire"):
            self._try(lambda: self._retired(designer.retire(space, row.key)))

    def _retired(self, change: Change) -> None:
        self._context.live.announce(change, self.key)
        self.refresh()

    # ---- trying and printing -------------------------------------------------------------------

    def try_form(self) -> None:
        """The whole form, to try."""
        self.bench.flush()
        template = shown(self.bench.tables, self.bench.scales)
        if template is None:
            self._context.warn("There is no domain to try yet.", "Add one first.")
            return
        self._context.foot(())
        self.trial.show_template(template)
        self.parts.setCurrentWidget(self.trial)

    def print_draft(self) -> None:
        """The blank form of the draft as it stands."""
        self.bench.flush()
        template = self.bench.found.template or shown(self.bench.tables, self.bench.scales)
        if template is not None:
            self._print(template)

    def _print(self, template: Template) -> None:
        path = save_file(self, "Blank form", f"{template.key} blank form.pdf", FORMS)
        if path is not None:
            self.print_to(template, path)

    def print_to(self, template: Template, path: Path) -> None:
        """Write a blank form, on the worker."""
        space = self._context.workspace

        def work(progress: Progress) -> Path:
            return blank_form.write(space, template, path, progress)

        name = path.name
        self._context.tasks.run(
            "Writing the blank form", work,
            lambda _path: self._context.say(f"{name} is written.", "success"), self._context.fault,
        )  # fmt: skip

    # ---- inside --------------------------------------------------------------------------------

    def _connect(self) -> None:
        space = self._context.workspace
        self.start.begun.connect(self.begin)
        self.start.opened.connect(lambda row: self._try(lambda: self.open_draft(row.id)))
        self.start.copied.connect(lambda row: self._begun(lambda: designer.copy(space, row.id)))
        self.start.given_up.connect(self.give_up)
        self.start.new_version.connect(lambda row: self._try(lambda: self._again(row.key)))
        self.start.retired.connect(self.retire)
        self.start.printed.connect(
            lambda row: self._print(templates.by_fingerprint(space, row.fingerprint))
        )
        self.bench.left.connect(self.show_list)
        self.bench.tried.connect(self.try_form)
        self.bench.publishing.connect(self.publish)
        self.bench.printing.connect(self.print_draft)
        self.bench.changed.connect(self._changed)
        self.trial.left.connect(self._back)

    def _changed(self) -> None:
        """A step was taken: what can be undone, and what the template is called now."""
        self.steps.mirror()
        self._show_title()

    def _show_title(self) -> None:
        title = str(self.bench.tables.get("title") or "Without a title")
        self._context.title(title, ((self.title, self.key),))

    def _back(self) -> None:
        self.open_draft(self.bench.draft)
        self.bench.outline.setFocus()

    def _writing(self) -> bool:
        """Whether the bench is on screen."""
        return (
            self.isVisible() and self.parts.currentWidget() is self.bench and bool(self.bench.draft)
        )

    def _add_keys(self) -> None:
        bench = self.bench
        for name, title, act, keys, icon in (
            ("problem.next", "Next problem", lambda: bench.next_problem(1), "F8", "triangle-alert"),
            ("problem.before", "Previous problem", lambda: bench.next_problem(-1), "Shift+F8", ""),
            ("up", "Move this part up", lambda: bench.shift(-1), "Alt+Up", "chevron-up"),
            ("down", "Move this part down", lambda: bench.shift(1), "Alt+Down", "chevron-down"),
            ("add", "Add one more", bench.add, "Ctrl+Shift+Ins", "plus"),
            ("outline", "To the outline", self._to_outline, "Ctrl+Shift+O", "list"),
            ("publish", "Publish this template", self.publish, "", "send"),
        ):
            self._context.commands.add(
                Command(f"designer.{name}", title, act, keys, icon, _SHEET, enabled=self._writing),
                self,
            )  # fmt: skip

    def _to_outline(self) -> None:
        if self.bench.outline.isHidden() or not self.bench.outline.isVisible():
            self.bench.show_side("outline")
        self.bench.outline.setFocus()

    def _heard(self) -> None:
        """A template or a draft changed elsewhere."""
        if self.isVisible() and self.parts.currentWidget() is self.start:
            self.refresh()

    def _try(self, act: Any) -> None:
        try:
            act()
        except QAError as trouble:
            self._context.fault(trouble)


def _things(n: int) -> str:
    """One thing, or so many."""
    return "1 thing" if n == 1 else f"{n} things"
