"""The QA framework: the list of its versions, one to read, and the verbs of its life."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.framework.clauses import Clause
from qa_tool.work import framework, framework_comment, framework_effect, framework_view
from qa_tool.work.change import Change
from qa_tool.work.framework_view import Row, Said, View
from ui.context import Context, Group
from ui.dialogs import Field, ask, ask_fields, ask_text
from ui.look import px
from ui.pages.framework.asking import ask_effect, ask_head, ask_round, ask_value
from ui.pages.framework.clause import Verbs
from ui.pages.framework.files import Files
from ui.pages.framework.reading import TONES, Reading
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, FlowRow, Muted, Scroll, column

NAME = "Quality assurance framework"
_WRITTEN = ("draft", "out")


class FrameworkPage(QWidget):
    """The versions, and one to read: `show_page(framework=id, part=section)`."""

    key: ClassVar[str] = "framework"
    title: ClassVar[str] = "QA framework"
    icon: ClassVar[str] = "layers"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._view: View | None = None
        self.files = Files(self, window_context, self._announce)
        keeper = window_context.workspace.is_a(*framework.KEEPERS)
        self.open = Button("Read", self._read_chosen, icon="book-open", kind="primary")
        self.open.setEnabled(False)
        self.begin = Button("Begin a new version…", self._begin, icon="plus")
        self.take = Button("Framework from a file…", self.files.take, icon="upload")
        self.bring = Button("Comments from a file…", self.files.bring, icon="message-square")
        about = Muted(
            "What the council has agreed on how it looks at its own practice: templates, scales, calendar, "
            "sampling, second readings, clocks, ladders, codebook. One version is in effect at a time."
        )
        self.list = TablePanel(
            "Versions of the QA framework", _columns(), noun=("version", "versions"),
            empty="There is no framework yet. Begin one: it starts as what the council works by today."
            if keeper else "There is no framework to read yet.",
        )  # fmt: skip
        self.list.opened.connect(lambda row: self.read(row.id))
        self.list.selected.connect(lambda row: self.open.setEnabled(row is not None))
        self.list.setMinimumHeight(px(220))
        verbs = [self.open, *((self.begin, self.take, self.bring) if keeper else ())]
        page = column(FlowRow(*verbs), about, self.list, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(2, 1)
        self.reading = Reading()
        self.reading.left.connect(self._back)
        self.stack = QStackedWidget()
        self.stack.addWidget(Scroll(page))
        self.stack.addWidget(self.reading)
        self.setLayout(column(self.stack))
        kinds = ("framework", "template", "policy", "ladder", "theme")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the list; with `framework` that version, at `part` of it."""
        self._context.title(self.title)
        self._view = None
        self.refresh()
        wanted = str(place.get("framework", ""))
        if wanted and self.read(wanted):
            self.reading.show_part(str(place.get("part", "glance")))
        else:
            self._back()

    def refresh(self) -> None:
        """Read again what is shown."""
        self.list.show_rows(framework_view.rows(self._context.workspace))
        if self.list.view.current_row() is None and self.list.rows.rowCount():
            self.list.view.selectRow(0)
        if self._view is not None:
            self.read(self._view.framework.id)

    def read(self, framework_id: str) -> bool:
        """Open a version to read."""
        space = self._context.workspace
        try:
            view = framework_view.view(space, framework_id)
        except QAError as error:
            self._context.fault(error)
            return False
        self._view = view
        drift = (
            framework_effect.drift(space)
            if view.row.standing == "in_effect" and view.keeper
            else ()
        )
        life, files = partial(self._life, view), partial(self.files.buttons, view)
        self.reading.show_view(view, self._verbs(view), life, files, drift)
        if self.stack.currentIndex() != 1:
            self.stack.setCurrentIndex(1)
            self.reading.back.setFocus()
        self._context.title(view.framework.title, (("QA framework", "framework"),))
        return True

    # --- what can be done --------------------------------------------------------------------

    def _verbs(self, view: View) -> Verbs:
        """The verbs of a clause."""
        writes = view.keeper and view.row.standing in _WRITTEN
        return Verbs(
            self._comment if view.may_comment else None,
            self._answer if view.keeper and view.effect is None else None,
            self._change if writes else None,
            self._leave_out if writes else None,
        )

    def _life(self, view: View) -> list[QWidget]:
        """The verbs of a version, by how it stands."""
        if not view.keeper:
            return []
        standing, made = view.row.standing, []
        if view.may_effect:
            made.append(Button("Put into effect…", self._effect, kind="primary", icon="check"))
        if standing == "draft":
            made.append(Button("Send out for comments…", self._send_out, icon="send"))
        if standing in _WRITTEN:
            made += [
                Button("Propose…", self._propose, icon="flag"),
                Button("Name and dates…", self._revise, icon="pencil"),
                Button("Add a round…", self._add_round, icon="plus"),
                Button("Bring up to date…", self._take_over, icon="rotate-ccw"),
            ]
        if standing in {"out", "proposed"}:
            made.append(Button("Make it a draft again", self._take_back, icon="undo-2"))
        if standing in _WRITTEN:
            made.append(Button("Drop…", self._drop, icon="trash-2"))
        if standing in {"in_effect", "replaced", "dropped"}:
            made.append(Button("Begin a version from this one…", self._again, icon="copy"))
        return list(made)

    def _begin(self) -> None:
        rows = framework_view.rows(self._context.workspace)
        given = ask_head(self, "Begin a new version", "Begin", None, rows[0].name if rows else NAME)
        if given is not None:
            self._do(lambda: framework.begin(self._context.workspace, **given), open_=True)

    def _again(self) -> None:
        version = ask_text(self, "Begin a version from this one", "It begins word for word as this one.",
                           "Begin", label="Version", lines=1)  # fmt: skip
        if version is not None:
            self._on(lambda space, name: framework.again(space, name, version), open_=True)

    def _revise(self) -> None:
        if self._view is None:
            return
        given = ask_head(self, "Name and dates", "Keep", self._view.framework, NAME)
        if given is not None:
            self._on(lambda space, name: framework.revise(space, name, **given))

    def _change(self, clause: Clause) -> None:
        """A setting, or a round."""
        if self._view is None:
            return
        content, (sort, _, key) = self._view.framework.content, clause.id.partition("/")
        if sort == "setting":
            values = ask_value(self, clause, content)
            if values is not None:
                self._on(lambda space, name: framework.set_value(space, name, key, values))
            return
        given = next((one for one in content.rounds if one.key == key), None)
        planned = ask_round(self, content, given) if given is not None else None
        if planned is not None:
            self._on(lambda space, name: framework.keep_round(space, name, planned))

    def _add_round(self) -> None:
        planned = ask_round(self, self._view.framework.content) if self._view else None
        if planned is not None:
            self._on(lambda space, name: framework.keep_round(space, name, planned))

    def _leave_out(self, clause: Clause) -> None:
        if ask(self, f"Leave {clause.heading} out?", "Only this draft changes.", "Leave out"):
            self._on(lambda space, name: framework.leave_out(space, name, clause.id))

    def _take_over(self) -> None:
        """Parts of it as the council works by today."""
        fields = [Field(key, "" if n else "As in use today", "check", value=key != "rounds", help=title)
                  for n, (key, title) in enumerate(framework.PARTS.items())]  # fmt: skip
        given = ask_fields(self, "Bring up to date", fields, "Bring up to date",
                           text="What is ticked becomes what the council works by today.")  # fmt: skip
        if given is not None:
            parts = [key for key, on in given.items() if on]
            self._on(lambda space, name: framework.take_over(space, name, parts))

    def _send_out(self) -> None:
        given = ask_fields(
            self, "Send out for comments", [Field("by", "Comments until", "date", None)], "Send out",
            text="Everybody here can then read it and comment on each clause. For people without the "
            "program there is the PDF and the comment sheet; the program sends nothing by itself.",
        )  # fmt: skip
        if given is not None:
            self._on(lambda space, name: framework.send_out(space, name, given["by"]))

    def _propose(self) -> None:
        chief = self._context.workspace.policy.titles.cswo
        words = f"It then stands as it is, until the {chief} puts it into effect or it is made a draft again."
        if ask(self, "Propose it?", words, "Propose"):
            self._on(framework.propose)

    def _take_back(self) -> None:
        self._on(framework.take_back)

    def _drop(self) -> None:
        why = ask_text(self, "Drop this version?", "It stays in the list with the reason.", "Drop")
        if why is not None:
            self._on(lambda space, name: framework.drop(space, name, why))

    def _effect(self) -> None:
        """The last look, and then all of it at once."""
        if self._view is None:
            return
        space = self._context.workspace
        try:
            plan = framework_effect.preview(space, self._view.framework.id)
        except QAError as error:
            self._context.fault(error)
            return
        if ask_effect(self, plan, space.clock.today()):
            self._on(framework_effect.put_into_effect, said="It is in effect from today.")

    def _comment(self, clause: str, title: str) -> None:
        text = ask_text(
            self, title, "Say what should be different, and why. No child's, family's or worker's name.",
            "Comment", label="Comment",
        )  # fmt: skip
        if text is not None:
            self._on(lambda space, name: framework_comment.say(space, name, clause, text))

    def _answer(self, said: Said) -> None:
        before = said.answer
        choices = [("accepted", "Accepted"), ("not_accepted", "Not accepted")]
        given = ask_fields(
            self, "Answer a comment",
            [Field("decision", "Decision", "choice", before.decision if before else "accepted", choices),
             Field("why", "Why, or what was changed", "long", before.why if before else "", needed=True)],
            "Answer", text=f"“{said.comment.text}” {said.who}",
        )  # fmt: skip
        if given is not None:
            space = self._context.workspace
            self._do(partial(framework_comment.answer, space, said.comment.id, **given))

    # --- how it is done ----------------------------------------------------------------------

    def _on(
        self, verb: Callable[[Any, str], Change], *, open_: bool = False, said: str = ""
    ) -> None:
        """Do it to the version that is open."""
        if self._view is not None:
            name = self._view.framework.id
            self._do(lambda: verb(self._context.workspace, name), open_=open_, said=said)

    def _do(self, verb: Callable[[], Change], *, open_: bool = False, said: str = "") -> None:
        """Do it, and show what became of it; trouble is told and changes nothing."""
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._announce(change, said, open_=open_)

    def _announce(self, change: Change, said: str = "", *, open_: bool = False) -> None:
        """Tell the other pages, and show it here."""
        self._context.live.announce(change, self.key)
        if said:
            self._context.say(said, "success")
        if open_ and change.ids:
            self._view = None
            self.read(change.ids[0])
        self.refresh()

    def _read_chosen(self) -> None:
        found: Row | None = self.list.view.current_row()
        if found is not None:
            self.read(found.id)

    def _back(self) -> None:
        """The list again."""
        self._view = None
        self.stack.setCurrentIndex(0)
        self._context.title(self.title)
        self.list.view.setFocus()

    def _heard(self) -> None:
        """Something that a framework speaks of changed elsewhere."""
        if self.isVisible():
            self.refresh()


def _columns() -> tuple[Column, ...]:
    """What the list shows of a version."""
    return (
        Column("name", "Framework", lambda row: f"{row.name}, version {row.version}"),
        Column("state", "State", lambda row: Cell(row.state, TONES[row.standing]), "pill", 156),
        Column("dates", "Dates", _dates, sort=lambda row: row.starts),
        Column("comments", "Comments", _comments, width=150, sort=lambda row: row.comments),
    )


def _dates(row: Row) -> str:
    """Its days, and the council that it comes from."""
    return " · ".join(
        part for part in (row.dates, f"from {row.from_council}" if row.from_council else "") if part
    )


def _comments(row: Row) -> str:
    if not row.comments:
        return ""
    return (
        f"{row.comments}, {row.unanswered} open" if row.unanswered else f"{row.comments}, answered"
    )
