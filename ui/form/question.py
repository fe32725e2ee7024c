"""One question on screen: its words, its editor, its companions, and how to answer it."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors import Editor, editor_for
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.group import EntryEditor, entries_of
from ui.form.editors.text import CommentEditor, TextEditor
from ui.form.follows import Follows
from ui.form.tags import TagChips
from ui.look import px
from ui.widgets import Box, Button, IconButton, Muted, Words, column, row

Looker = Callable[[str], QuestionView]
SHORT = 24  # letters: beside a longer question there is no room for more than its tools
_TOLD = frozenset({"note", "entry", "calculate"})  # nobody answers these
_WORDS = ("#comment", "#other")
_SHORT = frozenset({"date", "priority", "yes_no"})


class QuestionBox(QWidget):
    """One question: `show_question(look)` with `look` = `form.view`; signal `answered(key, value)`.

    `wanted(key)` asks for an action on it, `suggested(key, theme)` for the tag that was offered.
    """

    answered = Signal(str, object)
    wanted = Signal(str)
    tagging = Signal(str)
    suggested = Signal(str, str)

    def __init__(self, view: QuestionView, *, may_act: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._may_act = view.key, may_act
        self._view = view
        self.title = Words("", "strong")
        self.editor = editor_for(view.kind, view.appearance)
        self.editor.setParent(self)  # before the tools, so that Tab comes to the answer first
        self.editor.show_view(view)
        self.editor.answered.connect(self.answered)
        self.help = IconButton("How to answer", "lightbulb", self.turn_help)
        self.help.setCheckable(True)
        self.flag = IconButton("Come back later", "flag", self.turn_later, keys="Ctrl+Shift+L")
        self.flag.setCheckable(True)
        self.more = IconButton("More for this question", "chevron-down", self._menu)
        self._guide, self._mark = column(spacing=4), column()
        self.companions: dict[str, Editor] = {}
        self._rows: dict[str, QWidget] = {}
        self._below = column(spacing=6)
        self.follows = Follows(may_act=may_act, parent=self)
        self.follows.wanted.connect(lambda: self.wanted.emit(self.key))
        self.follows.taken.connect(lambda theme: self.suggested.emit(self.key, theme))
        self.tags = TagChips(self)
        self._may_tag = False
        self._add = Button("Add a comment", self.open_comment, kind="quiet", icon="message-square")
        tools = row(self.help, self.flag, self.more, spacing=0)
        self._head = row(self.title, tools, spacing=8)
        self._head.setStretch(0, 1)
        if isinstance(self.editor, TextEditor):
            self._head.insertWidget(1, self.editor.count)
        elif isinstance(self.editor, EvidenceEditor) and len(view.text) <= SHORT:
            self._head.insertWidget(1, self.editor.count)
            self._head.insertWidget(2, self.editor.add)
        self.setLayout(
            column(
                self._head,
                self._guide,
                self._mark,
                self.editor,
                self._below,
                self.follows,
                self.tags,
                row(self._add, None),
                spacing=6,
            )
        )

    @cached_property
    def _how(self) -> Words:
        """How to answer; made when somebody asks."""
        words = Words(self._view.help)
        self._guide.insertWidget(0, words)
        return words

    @cached_property
    def _look(self) -> Muted:
        """What to look at, and the standard it rests on; made when somebody asks."""
        words = Muted(_where(self._view))
        self._guide.addWidget(words)
        return words

    @cached_property
    def _later(self) -> Words:
        """That somebody wants to come back."""
        words = Words("Marked to come back to", "warning")
        self._mark.addWidget(words)
        return words

    def show_question(self, look: Looker) -> None:
        """Show the question and its companions as they stand now."""
        view = self._view = look(self.key)
        free = not view.required and view.kind not in _TOLD and not view.key.endswith(".evidence")
        self.title.setText(f"{view.text} (optional)" if free else view.text)
        self.title.setVisible(bool(view.text) and view.kind != "entry")
        self.help.setVisible(bool(view.help or view.look_at or view.standard))
        if "_how" in vars(self):
            self._how.setText(view.help)
            self._look.setText(_where(view))
        answerable = view.kind not in _TOLD and not view.read_only
        self.flag.setVisible(answerable)
        self.flag.setChecked(view.later)
        self.more.setVisible(answerable)
        if view.later or "_later" in vars(self):
            self._later.setVisible(view.later)
        self.editor.show_view(view)
        if isinstance(self.editor, EntryEditor):
            self.editor.show_order(entries_of(look(view.group)))
        for key in view.companions:
            self._show_companion(look(key))
        self.follows.show_view(view)
        self._add.setVisible(
            any(key.endswith("#comment") for key in view.companions)
            and not self._comment_there()
            and answerable
        )

    def show_problem(self, key: str, text: str) -> None:
        """Say what is wrong with an answer that could not be kept."""
        editor = self.editor if key == self.key else self.companions.get(key)
        if editor is not None:
            editor.show_problem(text)

    def take_focus(self, key: str = "") -> None:
        """Into the editor, or into a companion's."""
        if key.endswith("#comment"):
            self.open_comment()
        else:
            self.companions.get(key, self.editor).take_focus()

    def stops(self) -> list[QWidget]:
        """Where Tab may stop, in order: answer, companions, then the tools."""
        found = self.editor.stops()
        for key in sorted(self.companions, key=lambda name: name.endswith("#comment")):
            found += self.companions[key].stops()
        found += self.follows.stops()
        return [*found, *self.tags.chips, self._add, self.help, self.flag, self.more]

    def stale(self, look: Looker) -> bool:
        """Whether what follows from the answer is shown as it was, and not as it is."""
        fresh = look(self.key)
        return (fresh.acts, fresh.acted) != (self._view.acts, self._view.acted)

    def let_tag(self, *, on: bool) -> None:
        """Whether themes can be tagged here."""
        self._may_tag = on

    def selected(self) -> tuple[int, int]:
        """Which letters of the answer are selected; from 0 to 0 where none are."""
        if not isinstance(self.editor, TextEditor):
            return 0, 0
        cursor = self.editor.box.textCursor()
        return (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else (0, 0)

    def flush(self) -> None:
        """Tell what waits."""
        for editor in (self.editor, *self.companions.values()):
            editor.flush()

    def forget(self) -> None:
        """Empty every field without telling, and fold what was opened."""
        self._open_guide(on=False)
        self.tags.show_tags(())
        for key, editor in self.companions.items():
            editor.forget()
            if key.endswith(_WORDS):
                editor.hide()
        self.editor.forget()

    def turn_help(self) -> None:
        """Show or hide how to answer."""
        self._open_guide(on=not self._how.isVisibleTo(self) and not self._look.isVisibleTo(self))

    def turn_later(self) -> None:
        """Flag the question to come back to, or take the flag away."""
        if not self._view.read_only and self._view.kind not in _TOLD:
            self.answered.emit(f"{self.key}#later", None if self._view.later else True)

    def clear_answer(self) -> None:
        """Take the answer away."""
        if self._view.value is not None and not self._view.read_only:
            self.answered.emit(self.key, None)

    def open_comment(self) -> None:
        """Show the comment and put the cursor into it."""
        key = f"{self.key}#comment"
        if key in self._view.companions and key in self.companions:
            self.companions[key].show()
            self._add.hide()
            self.companions[key].take_focus()

    def _show_companion(self, view: QuestionView) -> None:
        """One companion answer; an empty comment waits behind a button."""
        editor = self.companions.get(view.key)
        if editor is None:
            editor = self._make_companion(view)
        editor.show_view(view)
        editor.name_as(f"{view.text}: {self._view.text}")
        if view.key.endswith(_WORDS):
            other = view.key.endswith("#other")
            open_ = not other and editor.isVisibleTo(self)
            editor.setVisible(bool(view.answered or view.required or open_))
        elif view.key in self._rows:
            self._rows[view.key].setVisible(view.asked)

    def _make_companion(self, view: QuestionView) -> Editor:
        comment = view.key.endswith(_WORDS)
        editor: Editor = CommentEditor() if comment else editor_for(view.kind)
        editor.answered.connect(self.answered)
        self.companions[view.key] = editor
        kind = view.key.partition("#")[2]
        if isinstance(editor, TextEditor):
            editor.hint = view.text
            editor.hide()
            self._below.addWidget(editor)
        else:
            label = Muted(view.text, wrap=False)
            label.setMinimumWidth(px(60))
            line = row(label, editor, spacing=10)
            line.setStretch(1, 1)
            below = isinstance(editor, EvidenceEditor)  # its rows need the whole width
            self._rows[view.key] = Box(column(label, editor, spacing=2) if below else line)
            self._below.insertWidget(0 if kind in _SHORT else -1, self._rows[view.key])
        return editor

    def _comment_there(self) -> bool:
        editor = self.companions.get(f"{self.key}#comment")
        return editor is not None and editor.isVisibleTo(self)

    def _open_guide(self, *, on: bool) -> None:
        self.help.setChecked(on)
        if not on and "_how" not in vars(self):
            return
        self._how.setVisible(on and bool(self._how.text()))
        self._look.setVisible(on and bool(self._look.text()))

    def _menu(self) -> None:
        """What else can be done with this question."""
        menu = QMenu(self)
        clear = menu.addAction("Clear the answer\tCtrl+Del", self.clear_answer)
        clear.setEnabled(self._view.value is not None)
        if self.editor.may_be_na():
            words = "Take ‘not applicable’ back" if self._view.na else "Not applicable"
            menu.addAction(f"{words}\tCtrl+Shift+N", self.editor.not_applicable)
        if self._may_act:
            act: QAction = menu.addAction("Raise an action…\tCtrl+Shift+A")
            act.triggered.connect(lambda _on=False: self.wanted.emit(self.key))
        if self._may_tag:
            tag: QAction = menu.addAction("Tag a theme…\tCtrl+T")
            tag.triggered.connect(lambda _on=False: self.tagging.emit(self.key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _where(view: QuestionView) -> str:
    """What to look at, and the standard that the question rests on."""
    look_at = f"Look at: {view.look_at}" if view.look_at else ""
    standard = f"Standard: {view.standard}" if view.standard else ""
    return "\n".join(filter(None, (look_at, standard)))
