"""The bench on which one template is written: outline, fields, and what the auditor will see."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal

from qa_tool.errors import QAError
from qa_tool.template import edit_new
from qa_tool.template.edit import Edit, Tables, value_at
from qa_tool.template.edit_add import add_part, beside, take_out
from qa_tool.template.edit_check import Checked, Note, checked
from qa_tool.template.edit_names import full_key, settled_here
from qa_tool.template.edit_outline import Line, line_at, outline, written
from qa_tool.template.edit_preview import shown
from qa_tool.template.locate import Path
from qa_tool.template.model import Scale
from qa_tool.template.themes import Themes
from qa_tool.work import designer, theme
from ui.context import Context
from ui.pages.designer.room import ALL_FIT, BenchRoom, Side
from ui.pages.designer.trial import Preview
from ui.widgets import announce

TOGETHER = 20.0  # typing on in one field within so many seconds is one step
LOOK, DRAW, TURN = 350, 700, 150  # ms: checking, drawing what is typed, another part


class BenchView(BenchRoom):
    """One draft at work: `open_draft(id)`, `flush()`, `step(back=)`; signal `changed` after each step."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        self._context, self.draft = context, ""
        self.tables: Tables = {}
        self.scales: Sequence[Scale] = ()
        self.found = Checked(None, ())
        self.undo_redo = (False, False)
        self.themes: Themes = {}
        self._lines: tuple[Line, ...] = ()
        self._here: Path = ()
        self._last: tuple[Path, float] = ((), 0.0)
        self.showing = Preview(context.workspace.clock.today)
        super().__init__(self, self.showing)
        self._look = self._timer(LOOK, self.look)
        self._draw = self._timer(DRAW, self._show_preview)
        self._connect()

    # ---- opening and leaving -------------------------------------------------------------------

    def open_draft(self, draft: str) -> None:
        """Put a draft on the bench."""
        self.draft, self._here, self._last = draft, (), ((), 0.0)
        self.themes = theme.titles(self._context.workspace)
        self._take(designer.open_draft(self._context.workspace, draft))
        self.show_path(())
        self.look()
        self.side = "write"

    def flush(self) -> None:
        """Keep what is typed; a key that nobody chose is made from the words."""
        if self.draft:
            self.editor.flush()
            self._settle()

    def close_draft(self) -> None:
        """Let the draft go."""
        self.flush()
        self._look.stop()
        self._draw.stop()
        self.draft = ""

    # ---- writing -------------------------------------------------------------------------------

    def write(self, path: Path, value: Any, *, typed: bool = False) -> None:
        """Write a value at a place, and keep it."""
        self.make(lambda tables: written(tables, path, value), typed=typed)

    def make(self, function: Callable[[Tables], Edit | None], *, typed: bool = False) -> None:
        """Take a step and keep it at once; nothing happens where it changes nothing."""
        if not self.draft:
            return
        edit = function(self.tables)
        if edit is None:
            return
        now = time.monotonic()
        at, when = self._last
        merge = typed and at == edit.at and now - when < TOGETHER
        try:
            writing = designer.keep(self._context.workspace, self.draft, edit, merge=merge)
        except QAError as trouble:
            self._context.state("Not saved yet", "danger")
            self._context.fault(trouble)
            return
        self._last = (edit.at, now) if typed else ((), 0.0)
        self._take(writing)
        if not typed:
            self.show_path(edit.at)
        self._context.state(f"Saved {self._context.workspace.clock.now():%H:%M}", "saved")
        self.changed.emit()
        self._look.start()

    def step(self, *, back: bool) -> None:
        """Take the last step back, or take it again."""
        self.editor.flush()
        act = designer.undo if back else designer.redo
        try:
            writing, edit = act(self._context.workspace, self.draft)
        except QAError as trouble:
            self._context.fault(trouble)
            return
        if edit is None:
            return
        self._last = ((), 0.0)
        self._take(writing)
        self.show_path(edit.was_at if back else edit.at)
        announce(self, f"{'Undone' if back else 'Done again'}: {edit.words}")
        self.changed.emit()
        self._look.start()

    def add(self, part: str = "", kind: str = "") -> None:
        """Add a part beside the one with the mark, and begin to write on it."""
        self.flush()
        kind = kind or "yes_no"
        line = line_at(self._lines, self._here)
        if part:
            self.make(lambda tables: add_part(tables, self._here, part, kind))
        else:
            self.make(lambda tables: beside(tables, line, kind))
        if line_at(self._lines, self._here) != line:
            self.show_side("write" if self.room() < ALL_FIT else self.side)
            self.editor.go_to(self._here)

    def take_out(self) -> None:
        """Take out the part with the mark; undo brings it back."""
        self.flush()
        line = line_at(self._lines, self._here)
        if take_out(self.tables, line) is not None:
            self.make(lambda tables: take_out(tables, line))
            self._context.say(f"“{line.words[:60]}” is taken out. Ctrl+Z brings it back.", "info")

    def copy(self) -> None:
        """The part with the mark once more."""
        self.flush()
        if line_at(self._lines, self._here).part in {"domain", "question", "rule", "safety"}:
            self.make(lambda tables: edit_new.copied(tables, self._here))

    def shift(self, by: int) -> None:
        """The part with the mark one place up or down."""
        self.flush()
        here = self._here
        if here and isinstance(here[-1], int):
            self.make(lambda tables: edit_new.step(tables, here, by))
            if self._here != here:
                announce(self.outline, f"Moved {'up' if by < 0 else 'down'}")

    def drag(self, path: Path, to: Path) -> None:
        """A part was let go somewhere else."""
        self.flush()
        self.make(lambda tables: edit_new.move_to(tables, path, to))

    # ---- showing -------------------------------------------------------------------------------

    def show_path(self, path: Path) -> None:
        """Show the part that a place belongs to."""
        line = line_at(self._lines, path)
        self._here = line.path
        self.outline.choose(line.path)
        self.editor.show_line(line)
        self.editor.show_notes(self.found.notes)
        self._fit_verbs(line)
        self.in_order()
        self._draw.start(TURN)

    def look(self) -> None:
        """Let the checker look at everything again."""
        self._look.stop()
        if not self.draft:
            return
        self.found = checked(self.tables, self.scales, self.themes)
        self.outline.show_notes(self.found.notes)
        self.editor.show_notes(self.found.notes)
        self.problems.show_notes(self.found.notes, self._lines)
        stops, more = self.found.stopping, len(self.found.notes) - self.found.stopping
        said = f"{stops} to put right" if stops else "Nothing to put right"
        whole = f"{said}, {more} to think about" if more else said
        self.to_problems.setText(
            f"Problems ({len(self.found.notes)})" if self.found.notes else "No problems"
        )
        self.to_problems.setToolTip(f"{whole} (F8)")
        self.to_problems.setAccessibleDescription(whole)
        self.to_problems.show_icon("triangle-alert" if stops else "circle-check")
        self._draw.start(DRAW)

    def go_to(self, note: Note) -> None:
        """Jump to a problem: its part, and the field in it."""
        self.editor.flush()
        if self.room() < ALL_FIT:
            self.show_side("write")
        self.show_path(note.path)
        self.editor.go_to(note.path)

    def next_problem(self, by: int) -> None:
        """To the next problem or the one before, round and round."""
        self.look()
        notes = self.found.notes
        if not notes:
            self._context.say("Nothing is wrong and nothing is left to think about.", "success")
            return
        place = (
            self.problems.at + by if 0 <= self.problems.at < len(notes) else (0 if by > 0 else -1)
        )
        self.problems.mark(place % len(notes))
        self.go_to(notes[place % len(notes)])
        announce(self, f"{notes[place % len(notes)].problem.what}")

    def begin_side(self) -> None:
        """With room for it the preview stands beside the fields from the start."""
        if self.side == "write" and self.room() >= ALL_FIT:
            self.show_side("preview")

    def show_side(self, side: Side) -> None:
        """Show the preview or the problems beside the fields, or, in a narrow window, one part alone."""
        self.side = side
        self.fit()
        self._show_preview()

    # ---- inside --------------------------------------------------------------------------------

    def _timer(self, wait: int, call: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(call)
        return timer

    def _take(self, writing: designer.Writing) -> None:
        """What stands in the draft now."""
        self.tables, self.scales = writing.tables, writing.scales
        self.undo_redo = (writing.undo > 0, writing.redo > 0)
        self._lines = outline(self.tables)
        self.outline.show_lines(self._lines)
        self.editor.show_line(line_at(self._lines, self._here))

    def _settle(self) -> None:
        """Where nobody chose a key yet and there are words now, the key is made from them."""
        whole = settled_here(self.tables, self._here)
        if whole is not None:
            try:
                writing = designer.keep(
                    self._context.workspace, self.draft, whole, merge=bool(self.undo_redo[0])
                )
            except QAError as trouble:
                self._context.fault(trouble)
                return
            self._take(writing)

    def _chosen(self, path: Path) -> None:
        """Another part was chosen in the outline: what was typed is kept first."""
        self.flush()
        self.show_path(path)

    def _entered(self, path: Path) -> None:
        self.show_side("write" if self.room() < ALL_FIT else self.side)
        self.editor.go_to(path)

    def _show_preview(self) -> None:
        """The domain with the mark, as the auditor will see it."""
        self._draw.stop()
        if not self.draft or not self._right.isVisibleTo(self) or self.side != "preview":
            return
        template = self.found.template or shown(self.tables, self.scales)
        first = str(self._here[0]) if self._here else ""
        key = {"rule": "overall", "overall": "overall", "safety": "safety"}.get(first, "")
        if first == "domain":
            key = str(value_at(self.tables, (*self._here[:2], "key")) or "")
        self.showing.show_domain(template, key, full_key(self.tables, self._here))
        self.in_order()

    def _fit_verbs(self, line: Line) -> None:
        """What can be done with this part."""
        moves = bool(line.path) and isinstance(line.path[-1], int)
        for button in (self.up, self.down, self.away):
            button.setEnabled(moves)
        self.twice.setEnabled(line.part in {"domain", "question", "rule", "safety"})

    def _connect(self) -> None:
        self.outline.chosen.connect(self._chosen)
        self.outline.entered.connect(self._entered)
        self.outline.dragged.connect(self.drag)
        # The outline is drawn anew by these: its own key press must be over first.
        later = Qt.ConnectionType.QueuedConnection
        self.outline.adding.connect(self.add, later)
        self.outline.removing.connect(self.take_out, later)
        self.problems.chosen.connect(self.go_to)
        self.verb.connect(self._do)
        self.wanted.connect(self.add)
        self.editor.added.connect(self.add, later)
        self.turned.connect(self._turn)

    def _do(self, name: str) -> None:
        """One of the verbs below the outline."""
        verbs: dict[str, Callable[[], None]] = {
            "up": partial(self.shift, -1), "down": partial(self.shift, 1), "copy": self.copy,
            "away": self.take_out,
        }  # fmt: skip
        verbs[name]()

    def _turn(self, side: Side) -> None:
        """Open a side, or close it where it is open."""
        again = self.side == side and side in ("preview", "problems")
        self.show_side("write" if again else side)
