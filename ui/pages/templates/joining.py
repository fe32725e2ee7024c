"""What of an older version became what of a newer one: proposed, changed by a person, confirmed."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from qa_tool.problems import Problem
from qa_tool.template.crosswalk import Answer, Change, Crosswalk, check
from qa_tool.template.crosswalk_lines import (
    Line,
    fitting,
    lines,
    tidied,
    with_answer,
    with_link,
    with_step,
)
from qa_tool.work.crosswalk import Look
from ui.look import px
from ui.pages.templates.beside import Beside
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Button,
    Card,
    FlowRow,
    Labelled,
    Muted,
    Picker,
    Words,
    clear,
    column,
    reveal,
    tab_stops,
)
from ui.widgets.sides import Sides

STATES = {
    "joined": ("Joined", "success"), "nothing": ("Nothing", "plain"), "undecided": ("To decide", "danger"),
    "map": ("Mapped", "success"), "keep": ("Kept apart", "plain"), "reset": ("Begins anew", "plain"),
}  # fmt: skip
NOUNS = {"domain": "Domain", "question": "Question", "scale": "Scale", "choices": "Answers of"}
ANSWERS: tuple[tuple[Answer, str, str], ...] = (
    ("map", "Map each step", "Say which step became which: figures and exports go on over the two versions."),
    ("keep", "Keep both apart", "Both versions are shown, each on its own steps, with a break between them."),
    ("reset", "Begin anew", "Figures begin with the newer version; audits before it are counted as not shown."),
)  # fmt: skip
_NOTHING, _OPEN = "-nothing-", "-open-"  # no key of a template begins so


class Joining(QWidget):
    """The crosswalk of two versions: `Joining()`, `.show_look(look, may=…)`, `.said`; signals `changed(crosswalk)`, `confirmed(crosswalk)`, `withdrawn`."""

    changed = Signal(object)
    confirmed = Signal(object)
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._may = False
        self.said = Crosswalk("", "", "")
        self.list = TablePanel(
            "What became of what", _columns(), noun=("part", "parts"),
            empty="Neither version has a question or a graded domain.",
        )  # fmt: skip
        self.list.setMinimumHeight(px(360))
        self.list.selected.connect(self._show)
        self.card = Card("What became of it")
        self._inside = column(spacing=10)
        self.card.body.addLayout(self._inside)
        self.card.body.addStretch(1)
        self.confirm = Button("Confirm…", self._confirm, kind="primary", icon="check")
        self.again = Button("Back to the proposal", self._again, icon="rotate-ccw")
        self.withdraw = Button("Take back…", self.withdrawn.emit, icon="undo-2")
        self.left = Muted("")
        self.setLayout(
            column(FlowRow(self.confirm, self.again, self.withdraw), self.left,
                   Sides(self.list, self.card, (4, 3), spacing=14), None, spacing=10)
        )  # fmt: skip

    def show_look(self, look: Look, *, may: bool, said: Crosswalk | None = None) -> None:
        """Show these two versions, as far as somebody has come with them; who may not decide reads."""
        self._look, self._may = look, may
        for verb in (self.confirm, self.again):
            reveal(verb, on=may)
        reveal(self.withdraw, on=may and look.holds)
        self._set(said or look.start)
        self.list.view.selectRow(0)

    def problems(self) -> tuple[Problem, ...]:
        """What is still to decide or cannot be joined."""
        look = self._look
        return check(self.said, look.old, look.new) if look else ()

    def chosen(self) -> Line | None:
        """The line with the focus."""
        found: Line | None = self.list.view.current_row()
        return found

    def link(self, noun: str, before: str, after: str) -> None:
        """Say what took the place of a question or a domain; an empty key is nothing."""
        self._set(with_link(self.said, "domain" if noun == "domain" else "question", before, after))

    def answer(self, change: Change, answer: Answer) -> None:
        """Say what a change of steps means."""
        self._set(with_answer(self.said, change, answer))

    def step(self, change: Change, before: str, after: str | None) -> None:
        """Say what a step became; an empty key is nothing, None is open."""
        self._set(with_step(self.said, change, before, after))

    # ---- inside --------------------------------------------------------------------------------

    def _set(self, said: Crosswalk) -> None:
        """Take this on and show it; the same line stays chosen."""
        look = self._look
        if look is None:
            return
        at, held = self.chosen(), self._held()
        self.said = tidied(said, look.old, look.new)
        self.list.show_rows(lines(self.said, look.old, look.new, look.proposal.why))
        wrong = self.problems()
        same = look.holds and self.said == look.start
        told = "This is what was confirmed." if same and self._may else _left(wrong, self._may)
        self.left.setText(told)
        self.confirm.setEnabled(self._may and not wrong and not same)
        self.again.setEnabled(self.said != look.proposal.crosswalk)
        self.changed.emit(self.said)
        if at is not None:
            self._choose(at)
        if held:
            self._hold(held)

    def _held(self) -> str:
        """What in the card has the focus."""
        now = QApplication.focusWidget()
        return now.accessibleName() if now is not None and self.card.isAncestorOf(now) else ""

    def _hold(self, name: str) -> None:
        """The card is drawn anew after every choice: the focus stays where it was."""
        for stop in tab_stops(self.card):
            if stop.accessibleName() == name:
                stop.setFocus()

    def _choose(self, wanted: Line) -> None:
        """The line of the same part again."""
        for number in range(self.list.rows.rowCount()):
            line = self.list.view.row_at(number)
            if (line.noun, line.before) == (wanted.noun, wanted.before):
                self.list.view.selectRow(number)
                return

    def _show(self, line: Line | None) -> None:
        """The chosen line, with what can be said about it."""
        look = self._look
        if line is None or look is None:
            return
        clear(self._inside)
        self.card.title.setText(f"{NOUNS[line.noun]} {line.before}")
        if line.change is not None:
            self._show_change(line, line.change)
        else:
            self._show_pair(look, line)
        for before, after in pairwise((self.list.view, *tab_stops(self.card))):
            self.setTabOrder(before, after)

    def _show_pair(self, look: Look, line: Line) -> None:
        """Both wordings, and what took the place of the older one."""
        beside = Beside()
        beside.show_pair(line.old, line.new)
        self._inside.addWidget(beside)
        choices = [(_NOTHING, "Nothing took its place")]
        choices += [
            (key, f"{key}: {words}")
            for key, words in fitting(line.noun, look.old, look.new, line.before)
        ]
        picker = Picker(f"What became of {line.before}", choices, line.after or _NOTHING)
        picker.setEnabled(self._may)
        picker.picked.connect(
            lambda key: self.link(line.noun, line.before, "" if key == _NOTHING else key)
        )
        self._inside.addWidget(Labelled("What became of it", picker))
        if line.why:
            self._inside.addWidget(Muted(f"The proposal: {line.why}"))

    def _show_change(self, line: Line, change: Change) -> None:
        """Steps that differ: map, keep or reset, and for a map every step."""
        self._inside.addWidget(
            Words(f"The steps of the newer version ({line.after}) are not those of the older one.")
        )
        choices: list[tuple[str, str]] = [
            (key, word) for key, word, _told in ANSWERS if key != "map" or change.mappable
        ]
        if line.state == "undecided":
            choices.insert(0, (_OPEN, "Not decided yet"))
        picker = Picker(f"What it means: {line.before}", choices, line.state if line.state != "undecided" else _OPEN)  # fmt: skip
        picker.setEnabled(self._may)
        known = {key: key for key, _word, _told in ANSWERS}
        picker.picked.connect(lambda key: self.answer(change, known[key]) if key in known else None)
        self._inside.addWidget(Labelled("What it means", picker))
        told = next((told for key, _word, told in ANSWERS if key == line.state), "")
        if told:
            self._inside.addWidget(Muted(told))
        if line.state == "map":
            self._show_steps(line, change)

    def _show_steps(self, line: Line, change: Change) -> None:
        """A picker for each step of the older version."""
        became = {link.before: link.after for link in line.steps}
        for step in change.old:
            choices = [(_OPEN, "Not decided yet")] if step.key not in became else []
            choices += [(new.key, new.name) for new in change.new]
            choices.append((_NOTHING, "Nothing"))
            held = became.get(step.key)
            chosen = _OPEN if held is None else held or _NOTHING
            picker = Picker(f"What became of {step.name}", choices, chosen)
            picker.setEnabled(self._may)
            picker.picked.connect(
                lambda key, old=step.key: self.step(
                    change, old, None if key == _OPEN else "" if key == _NOTHING else key
                )
            )
            self._inside.addWidget(Labelled(step.name, picker))

    def _confirm(self) -> None:
        """Hand over what is said."""
        self.confirmed.emit(self.said)

    def _again(self) -> None:
        """What was proposed, instead of what was changed here."""
        if self._look is not None:
            self._set(self._look.proposal.crosswalk)


def _left(wrong: Sequence[Problem], may: bool) -> str:  # noqa: FBT001
    """What keeps it from being confirmed."""
    if not may:
        return "The QA lead or the Chief Social Work Officer confirms it."
    if not wrong:
        return "Everything is decided. Nothing counts before you confirm it."
    first = f"{wrong[0].where}: {wrong[0].what} {wrong[0].cure}"
    return f"{len(wrong)} still to decide. {first}" if len(wrong) > 1 else first


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", "State", lambda line: Cell(*STATES["undecided" if line.waits else line.state]), "pill", 112),
        Column("older", "Older version", lambda line: f"{NOUNS[line.noun]} {line.before}: {line.old}"),
        Column("newer", "Newer version", lambda line: f"{line.after}: {line.new}" if line.after else "Nothing"),
    )  # fmt: skip
