"""One framework to read: a table of contents, its clauses with what changes and what was said, and its verbs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from qa_tool.framework.clauses import NOT_IN_IT, SECTIONS, WHOLE
from qa_tool.framework.difference import Changed
from qa_tool.work.framework_view import View
from ui.pages.framework.clause import ClauseCard, SaidBox, Verbs
from ui.widgets import (
    Button,
    Card,
    Eliding,
    FlowRow,
    KeyValues,
    Muted,
    Pill,
    Scroll,
    Words,
    clear,
    column,
    row,
    tab_stops,
)
from ui.widgets.contents import Contents

GLANCE = "glance"
TONES = {
    "in_effect": "success", "proposed": "accent", "out": "warning", "draft": "plain",
    "replaced": "plain", "dropped": "plain",
}  # fmt: skip
MOST_LINES = 40
Made = Callable[
    [], Sequence[QWidget]
]  # makes the verbs anew: a part that is left lets its widgets go


class Reading(QWidget):
    """A framework to read: `Reading()`, `.show_view(view, verbs, life, files)`, `.show_part(key)`; signal `left`."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._verbs = Verbs()
        self._files: Made = list
        self._drift: tuple[Changed, ...] = ()
        self.back = Button("All versions", self.left.emit, kind="quiet", icon="arrow-left")
        self.about = Eliding("", "muted")
        self.state = Pill("Draft", "plain")
        self._life: Made = list
        self.contents = Contents("Parts of the framework", self)
        self.contents.picked.connect(self.show_part)
        self._body = column(spacing=12, margins=(0, 0, 6, 12))
        self.area = Scroll(self._body)
        head = row(self.back, self.state, self.about, spacing=10)
        head.setStretch(2, 1)
        middle = row(self.contents.list, self.area, spacing=14)
        middle.setStretch(1, 1)
        page = column(head, self.contents.picker, middle, spacing=8, margins=(20, 8, 20, 8))
        page.setStretch(2, 1)
        self.setLayout(page)

    def show_view(
        self, view: View, verbs: Verbs, life: Made, files: Made, drift: tuple[Changed, ...] = ()
    ) -> None:
        """Show this framework, at the part that was open where it is the same one."""
        same = self._view is not None and self._view.framework.id == view.framework.id
        part = self.contents.value() if same else GLANCE
        place = self.area.verticalScrollBar().value() if same else 0
        held = self._held()
        self._view, self._verbs, self._files, self._drift = view, verbs, files, drift
        self.state.show_state(view.row.state, TONES[view.row.standing])
        self.about.show_text(view.row.dates or f"Version {view.framework.version}")
        self._life = life
        self.contents.show_parts([(GLANCE, "At a glance"), *_sections(view)], _tip)
        self.contents.fit(self.width())
        self.show_part(part)
        self.area.verticalScrollBar().setValue(place)
        if held:
            self._hold(held)

    def _held(self) -> str:
        """What in the part has the focus: it is drawn anew after every act."""
        now = QApplication.focusWidget()
        return called(now) if now is not None and self.area.isAncestorOf(now) else ""

    def _hold(self, name: str) -> None:
        """The focus stays on the same verb; where that is gone, it goes to the first one."""
        stops = [stop for stop in tab_stops(self.area) if stop.isEnabled()]
        found = [stop for stop in stops if called(stop) == name] or stops
        if found:
            found[0].setFocus()

    def show_part(self, key: str) -> None:
        """Show one part."""
        view = self._view
        if view is None:
            return
        part = self.contents.choose(key)
        clear(self._body)
        if part == GLANCE:
            self._glance(view)
        else:
            self._section(view, part)
        self._body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of parts stands beside the text where there is room."""
        super().resizeEvent(event)
        self.contents.fit(self.width())

    def _section(self, view: View, section: str) -> None:
        """The clauses of one section."""
        self._body.addWidget(Muted(SECTIONS[section][1]))
        for clause in view.clauses:
            if clause.section != section:
                continue
            changes = [one for one in view.changes if one.clause == clause.id]
            self._body.addWidget(
                ClauseCard(clause, changes, view.comments.get(clause.id, ()), self._verbs)
            )

    def _glance(self, view: View) -> None:
        """What it is, what changes, what was said of it as a whole."""
        one = view.framework
        card = Card(one.title)
        if one.note:
            card.add(Words(one.note))
        card.add(KeyValues(_facts(view)))
        for made in (self._life(), self._files()):
            if made:
                card.add(FlowRow(*made))
        self._body.addWidget(card)
        if self._drift:
            self._body.addWidget(_drifted(self._drift))
        if view.against:
            self._body.addWidget(_changes(view))
        self._body.addWidget(self._whole(view))
        self._body.addWidget(Muted(NOT_IN_IT))

    def _whole(self, view: View) -> Card:
        """Comments on the whole, and how many there are on clauses."""
        card = Card("What people said")
        said = view.comments.get(WHOLE, ())
        n, waits = view.row.comments, view.row.unanswered
        if n:
            open_ = f", {waits} without an answer" if waits else ", all answered"
            card.add(
                Muted(
                    f"{n} comment{'s' if n > 1 else ''}{open_}. Those on a clause stand beside it."
                )
            )
        else:
            card.add(Muted("Nobody has said anything about it."))
        for one in said:
            card.add(SaidBox(one, self._verbs.answer))
        if self._verbs.comment is not None:
            comment = self._verbs.comment
            card.add(FlowRow(Button(
                "Comment on the whole…", lambda: comment(WHOLE, "The framework as a whole"),
                icon="message-square",
            )))  # fmt: skip
        return card


def _sections(view: View) -> list[tuple[str, str]]:
    """The sections that have clauses, with how many comments wait in each."""
    found = []
    for number, (section, (title, _about)) in enumerate(SECTIONS.items(), 1):
        inside = [one.id for one in view.clauses if one.section == section]
        if inside:
            n = sum(len(view.comments.get(key, ())) for key in inside)
            found.append((section, f"{number} {title}{f' ({n})' if n else ''}"))
    return found


def _tip(title: str) -> str:
    """The number in brackets in words."""
    name, bracket, n = title.partition(" (")
    n = n.rstrip(")")
    return f"{name}: {n} comment{'s' if n != '1' else ''}" if bracket else title


def _facts(view: View) -> list[tuple[str, str]]:
    """What it is, beyond its state and dates: these stand above every part."""
    one = view.framework
    found: list[tuple[str, str]] = []
    if view.put_by:
        found.append(("Put into effect by", view.put_by))
    if view.row.standing == "out" and one.answer_by is not None:
        found.append(("Comments until", f"{one.answer_by.day} {one.answer_by:%B %Y}"))
    if one.origin is not None:
        where = f"{one.origin.council}, signed by {one.origin.signed_by}"
        found.append(("Comes from", where + (", changed here since" if one.edited else "")))
    if one.state == "dropped":
        found.append(("Dropped because", one.why))
    counts = {s: sum(c.section == s for c in view.clauses) for s in SECTIONS}
    inside = f"{counts['templates']} templates, {counts['calendar'] - 1} rounds a year, "
    inside += f"{counts['ladders']} ladders, {counts['codebook']} themes"
    return [*found, ("In it", inside)]


def _lines(changes: Sequence[Changed]) -> str:
    shown = [f"• {one}" for one in changes[:MOST_LINES]]
    more = len(changes) - MOST_LINES
    return "\n".join([*shown, *([f"and {more} more"] if more > 0 else [])])


def _changes(view: View) -> Card:
    """What differs from the one in effect, or from the one before."""
    card = Card(f"What changes beside {view.against}")
    card.add(Words(_lines(view.changes)) if view.changes else Muted("Nothing: they say the same."))
    return card


def _drifted(drift: Sequence[Changed]) -> Card:
    """What the council works by today and the framework in effect does not say."""
    card = Card("Changed since, outside the framework")
    card.add(Muted("The council works by this today, though the framework says otherwise. Put it into "
                   "the next version, or change it back where it was changed."))  # fmt: skip
    card.add(Words(_lines(drift)))
    return card


def called(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words
