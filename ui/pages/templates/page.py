"""Templates: those in use and those that come with the program; read, checked, taken into use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.problems import Problem, errors
from qa_tool.progress import Progress
from qa_tool.template import themes
from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.read import Result
from qa_tool.work import crosswalk, theme
from qa_tool.work import template as templates
from qa_tool.work.template_sheet import read_file
from ui.context import Context, Group
from ui.dialogs import ask, choose_file, show_problems
from ui.look import px
from ui.pages.templates.reading import Reading
from ui.pages.templates.versions import Versions
from ui.pages.templates.words import length
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, FlowRow, Muted, Scroll, column

FILES = "Templates (*.toml *.xlsx *.xlsm *.xls *.ods *.md);;All files (*)"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: the template, since when it is in use, or the file it would come from.

    `notes` say what was new in it; `retired` is the day from which no new audit is given out with it.
    """

    template: Template
    state: str
    tone: str
    since: str
    path: Path | None = None
    notes: str = ""
    retired: str = ""


class TemplatesPage(QWidget):
    """The list of templates, one to read, two versions side by side: `show_page(template=key, compare=key)`."""

    key: ClassVar[str] = "templates"
    title: ClassVar[str] = "Templates"
    icon: ClassVar[str] = "layout-template"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._line: Line | None = None
        self.check = Button("Check a file…", self._choose_check, icon="list-checks")
        self.take = Button("Take a file into use…", self._choose_take, icon="upload")
        self.compare = Button("Compare versions", self._compare, icon="layers")
        self.write = Button("Write a template", self._write, icon="square-pen")
        about = Muted("What an audit asks. A version in use never changes: a newer one counts from "
                      "its day, and audits made before keep their own.")  # fmt: skip
        self.list = TablePanel(
            "Templates", _columns(), noun=("template", "templates"),
            empty="No template is in use. Take one into use from a file.",
        )  # fmt: skip
        self.list.opened.connect(self.read)
        self.list.setMinimumHeight(px(240))
        self.open = Button("Read", self._read_chosen, icon="book-open", kind="primary")
        self.list.selected.connect(lambda line: self.open.setEnabled(line is not None))
        self.open.setEnabled(False)
        page = column(
            FlowRow(self.open, self.compare, self.write, self.check, self.take), about, self.list, spacing=12,
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        page.setStretch(2, 1)
        self.use = Button("Take into use", self._use_shown, kind="primary", icon="check")
        self.reading = Reading(self.use)
        self.reading.left.connect(self._back)
        self.stack = QStackedWidget()
        self.stack.addWidget(Scroll(page))
        self.stack.addWidget(self.reading)
        self.versions: Versions | None = None
        self.setLayout(column(self.stack))
        window_context.live.watch(
            self, ("template", "crosswalk"), lambda _change: self._heard(), by=self.key
        )

    def show_page(self, **place: Any) -> None:
        """Show the list; with `template` that template is open."""
        self._context.title(self.title)
        self.refresh()
        if place.get("compare"):
            self.compare_versions(str(place["compare"]))
            return
        wanted = str(place.get("template", ""))
        found = [line for line in self.lines() if line.template.key == wanted]
        if found:
            self.read(found[0])
        else:
            self._back()

    def refresh(self) -> None:
        """Read the list again."""
        self.list.show_rows(self.lines())
        space = self._context.workspace
        two = bool(crosswalk.several(space))
        self.compare.setEnabled(two)
        self.compare.setToolTip("" if two else "No template has two versions yet.")
        self.write.setVisible(space.is_a("qa_lead"))

    def lines(self) -> list[Line]:
        """In use first, then what comes with the program and is not in use, then earlier versions."""
        space = self._context.workspace
        rows = templates.rows(space)
        used = {row.fingerprint for row in rows}
        now = [
            Line(
                templates.by_fingerprint(space, row.fingerprint),
                f"Retired {_short_day(row.retired)}" if row.retired else "In use",
                "warning" if row.retired else "success", row.since, None, row.notes, row.retired,
            )
            for row in rows if row.current
        ]  # fmt: skip
        shipped = [
            Line(template, "Not in use yet", "accent", "", path)
            for path, template in _shipped()
            if fingerprint(template) not in used
        ]
        before = [
            Line(templates.by_fingerprint(space, row.fingerprint), "Earlier version", "plain", row.since,
                 None, row.notes)
            for row in rows if not row.current
        ]  # fmt: skip
        return [
            *sorted(now, key=lambda line: (bool(line.retired), line.template.title)), *shipped, *before,
        ]  # fmt: skip

    def read(self, line: Line) -> None:
        """Open a template to read."""
        self._line = line
        template = line.template
        state = f"retired on {_day(line.retired)}, in use" if line.retired else line.state.lower()
        about = f"Version {template.version}  ·  {state}"
        if line.since:
            about += f" since {_day(line.since)}"
        self.use.setVisible(line.path is not None)
        about = f"{about}  ·  {length(template.minutes)}"
        self.reading.show_template(template, about, line.notes)
        self.stack.setCurrentIndex(1)
        self._context.title(template.title, (("Templates", "templates"),))
        self.reading.search.setFocus()

    def compare_versions(self, key: str = "") -> None:
        """Show two versions of a template side by side; without a key those of the first that has two."""
        if self.versions is None:  # made when it is first wanted
            self.versions = Versions(self._context, self.key)
            self.versions.left.connect(self._back)
            self.stack.addWidget(self.versions)
        self.stack.setCurrentWidget(self.versions)
        self._context.title("Two versions", (("Templates", "templates"),))
        self.versions.show_template(key)
        self.versions.tabs.setFocus()

    def check_file(self, path: Path) -> None:
        """Read a file on the worker and show every problem of it."""

        def show(read: Result) -> None:
            template, problems = read
            if problems:
                show_problems(self, f"“{path.name}”", problems)
            elif template is not None:
                self._context.say(
                    f"“{path.name}” is whole: {template.title}, version {template.version}, "
                    f"{len(template.domains)} domains.", "success",
                )  # fmt: skip

        self._reading(path, lambda read: show((read[0], self._with_themes(*read))))

    def _with_themes(
        self, template: Template | None, problems: Sequence[Problem]
    ) -> tuple[Problem, ...]:
        """The problems of a file, and the themes in it that the council's codebook does not have."""
        if template is None:
            return tuple(problems)
        known = theme.titles(self._context.workspace)
        return (*problems, *themes.warnings(template, known))

    def take_file(self, path: Path) -> None:
        """Read a file on the worker, and take it into use after saying what that means."""
        self._reading(path, lambda read: self._take(path, *read))

    def _reading(self, path: Path, show: Callable[[Result], object]) -> None:
        """Read a file where the window need not wait for it; what it holds is shown afterwards."""
        self._busy(on=True)

        def done(read: Result) -> None:
            self._busy(on=False)
            show(read)

        def failed(error: BaseException) -> None:
            self._busy(on=False)
            self._context.fault(error)

        def work(_progress: Progress) -> Result:
            return read_file(path)

        self._context.tasks.run(f"Reading {path.name}", work, done, failed)

    def _busy(self, *, on: bool) -> None:
        """While one file is read no other is chosen."""
        for verb in (self.check, self.take, self.use):
            verb.setEnabled(not on)

    def _take(self, path: Path, template: Template | None, problems: Sequence[Problem]) -> None:
        """What was read, taken into use after a yes; with faults they are shown instead."""
        if template is None or errors(problems):
            show_problems(
                self, f"“{path.name}” cannot be taken into use yet", problems,
                "Nothing was changed. Correct these, and choose the file again.",
            )  # fmt: skip
            return
        problems = self._with_themes(template, problems)
        if not ask(
            self, f"Take “{template.title}”, version {template.version}, into use?",
            "New audits use this version from now on. Audits that have begun keep theirs."
            + _left_behind(problems) + _strange_themes(problems),
            "Take into use",
        ):  # fmt: skip
            return
        try:
            notes = _news().get(path, "")
            change = templates.take(self._context.workspace, template, notes)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self._context.say(f"{template.title}, version {template.version}, is in use.", "success")
        self.refresh()
        if self.stack.currentWidget() is self.reading:
            mark = fingerprint(template)
            self.read(next(n for n in self.lines() if fingerprint(n.template) == mark))

    def _choose_check(self) -> None:
        """A file to check."""
        path = choose_file(self, "Template to check", FILES)
        if path is not None:
            self.check_file(path)

    def _choose_take(self) -> None:
        """A file to take into use."""
        path = choose_file(self, "Template to take into use", FILES)
        if path is not None:
            self.take_file(path)

    def _use_shown(self) -> None:
        """Take what is being read into use."""
        if self._line is not None and self._line.path is not None:
            self.take_file(self._line.path)

    def _compare(self) -> None:
        """The versions of the template with the focus, where it has two."""
        line = self.list.view.current_row()
        keys = [key for key, _title in crosswalk.several(self._context.workspace)]
        self.compare_versions(line.template.key if line and line.template.key in keys else "")

    def _write(self) -> None:
        """To the page where templates are written."""
        self._context.go("designer")

    def _read_chosen(self) -> None:
        """Open the line with the focus."""
        line = self.list.view.current_row()
        if line is not None:
            self.read(line)

    def _back(self) -> None:
        """The list again."""
        self.stack.setCurrentIndex(0)
        self._context.title(self.title)
        self.list.view.setFocus()

    def _heard(self) -> None:
        """A template came into use elsewhere."""
        if self.isVisible():
            self.refresh()
            if self.versions is not None and self.stack.currentWidget() is self.versions:
                self.versions.read()


@cache
def _shipped() -> tuple[tuple[Path, Template], ...]:
    """The templates that come with the program, read once."""
    return tuple((path, found) for path, found, _problems in templates.files() if found is not None)


@cache
def _news() -> dict[Path, str]:
    """What is new in the versions that come with the program, read once."""
    return {path: templates.news(path) for path, _template in _shipped()}


def _columns() -> tuple[Column, ...]:
    """What the list shows of a template."""
    return (
        Column("title", "Template", lambda line: line.template.title),
        Column("state", "State", lambda line: Cell(line.state, line.tone), "pill", 140),
        Column("version", "Version", lambda line: line.template.version, width=70),
        Column("scale", "Scale", lambda line: line.template.scale_of().title),
        Column("time", "Time", lambda line: _short(line.template.minutes), width=84,
               sort=lambda line: line.template.minutes),
        Column("size", "In it", _size),
    )  # fmt: skip


def _left_behind(problems: Sequence[Problem]) -> str:
    """What a form of somebody else has and no template can hold."""
    left = sum(problem.code == "not_carried_over" for problem in problems)
    if not left:
        return ""
    things = "One thing of the form is" if left == 1 else f"{left} things of the form are"
    return f"\n\n{things} not carried over: “Check a file…” lists each with its row."


def _strange_themes(problems: Sequence[Problem]) -> str:
    """The themes that it suggests and the codebook does not have, with the nearest that it has."""
    found = [one for one in problems if one.code == themes.UNKNOWN]
    return "".join(f"\n\n{one.where}: {one.what} {one.cure}" for one in found[:3]) + (
        f"\n\nAnd {len(found) - 3} more: “Check a file…” lists them." if len(found) > 3 else ""
    )


def _short_day(text: str) -> str:
    """2026-11-20 in few letters."""
    from datetime import date

    day = date.fromisoformat(text)
    return f"{day.day} {day:%b %Y}"


def _short(minutes: int) -> str:
    """A time in few letters."""
    return f"{minutes} min" if minutes < 60 or minutes % 60 else f"{minutes // 60} h"


def _size(line: Line) -> str:
    """Domains and questions."""
    questions = sum(len(domain.questions) for domain in line.template.domains)
    return f"{len(line.template.domains)} domains, {questions} questions"


def _day(text: str) -> str:
    """2026-11-20 as people write it."""
    from datetime import date

    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
