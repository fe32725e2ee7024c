"""One domain on screen: its purpose, its questions, then grade, reason and evidence."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from qa_tool.audit.form import Form
from qa_tool.audit.points import said
from qa_tool.audit.views import DomainView
from qa_tool.work.theme_tag import TagRow
from ui.form.editors.grade import GradeEditor
from ui.form.editors.group import GroupEditor
from ui.form.question import QuestionBox
from ui.look import px
from ui.widgets import (
    Box,
    Card,
    Divider,
    GradeChip,
    Heading,
    Muted,
    Pill,
    Scroll,
    Words,
    column,
    row,
)


class DomainPage(Scroll):
    """One domain: `show_domain(form, number, total)`, `show_changed(form, keys)`; signals `answered`, `wanted`."""

    answered = Signal(str, object)
    wanted = Signal(str)
    looked = Signal(str)
    tagging = Signal(str)
    untagged = Signal(str)
    suggested = Signal(str, str)

    def __init__(self, key: str, *, may_act: bool) -> None:
        self.key, self._may_act = key, may_act
        self.boxes: dict[str, QuestionBox] = {}
        self._lines: dict[str, Divider] = {}
        self._tags: dict[str, list[TagRow]] = {}
        self._may_tag = False
        self._eyebrow, self._title = Words("", "eyebrow"), Heading("", 2)
        self._purpose, self._points = Muted(""), Words("", "strong")
        self._order: tuple[str, ...] = ()
        self._chip, self._limiting = GradeChip(), Pill("Limits the overall", "accent")
        self._questions, self._graded, self._proof = Card(), Card(), Card()
        self.extra = column(spacing=12)
        head = row(self._eyebrow, self._limiting, self._chip, spacing=8)
        head.setStretch(0, 1)
        head.setAlignment(self._chip, Qt.AlignmentFlag.AlignTop)
        self._questions.body.addLayout(
            column(head, self._title, self._purpose, self._points, spacing=4)
        )
        for card in (self._questions, self._graded, self._proof):
            card.body.setSpacing(card.body.spacing() + 4)
        self._inside = column(
            self._questions, self._graded, self.extra, self._proof, None,
            spacing=12, margins=(0, 0, 8, 12),
        )  # fmt: skip
        self._page = Box(self._inside)
        super().__init__(self._page)

    def show_domain(self, form: Form, number: int, total: int) -> None:
        """Show the whole domain as it stands now."""
        self._eyebrow.setText(f"DOMAIN {number} OF {total}")
        self._head(form.domain(self.key))
        for key in form.domain(self.key).questions:
            if key not in self.boxes:
                self._make(form, key)
            self.boxes[key].show_question(form.view)
        self._sync(form)

    def show_changed(self, form: Form, keys: frozenset[str]) -> None:
        """Show anew only what changed."""
        domain = form.domain(self.key)
        self._head(domain)
        if domain.questions != self._order:
            self._sync(form)
        for key in {name.partition("#")[0] for name in keys}:
            if key in self.boxes and form.asked(key):
                self.boxes[key].show_question(form.view)

    def show_tags(self, tags: Sequence[TagRow], *, may_tag: bool) -> None:
        """Show the themes tagged in this domain, each under its question."""
        self._may_tag = may_tag
        self._tags = {}
        for tag in tags:
            self._tags.setdefault(tag.key, []).append(tag)
        for key, box in self.boxes.items():
            box.let_tag(on=may_tag)
            box.tags.show_tags(self._tags.get(key, ()))

    def show_stale(self, form: Form) -> None:
        """Show anew where an action was raised, or taken back, since."""
        for key, box in self.boxes.items():
            if form.asked(key) and box.stale(form.view):
                box.show_question(form.view)

    def grade_editor(self) -> GradeEditor | None:
        """Where this domain is graded, if it is."""
        box = self.boxes.get(f"{self.key}.grade")
        editor = box.editor if box is not None else None
        return editor if isinstance(editor, GradeEditor) else None

    def show_words_below(self, on: bool) -> None:  # noqa: FBT001 - a switch of Qt's manner
        """Show the description of a grade under the cards, where none stands beside them."""
        editor = self.grade_editor()
        if editor is not None:
            editor.show_words_below(on)

    def forget(self) -> None:
        """Another audit comes: nothing of the one before may stay in a field."""
        for box in self.boxes.values():
            box.forget()

    def flush(self) -> None:
        """Tell what waits."""
        for box in self.boxes.values():
            box.flush()

    def go_to(self, key: str) -> None:
        """Bring a question to sight and put the focus into it; without a key, to the first."""
        name = key.partition("#")[0]
        box = self.boxes.get(name) or next(
            (b for b in self.boxes.values() if not b.isHidden()), None
        )
        if box is None:
            return
        box.take_focus(key)
        self._show_top(box)
        QTimer.singleShot(0, self, lambda: self._show_top(box))

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: FBT001 - Qt's own shape
        """Tab goes through the questions as they are read, whenever their fields were made."""
        here = QApplication.focusWidget()
        stops = [stop for box in self._in_order() for stop in box.stops() if _takes_tab(stop, here)]
        if here not in stops:
            return super().focusNextPrevChild(on)
        place = stops.index(here) + (1 if on else -1)
        target = stops[place] if 0 <= place < len(stops) else self._outside(here, on=on)
        if target is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if on else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
        return True

    def _in_order(self) -> list[QuestionBox]:
        """The questions that are shown, from the top."""
        shown = [box for box in self.boxes.values() if not box.isHidden()]
        return sorted(shown, key=lambda box: box.mapTo(self._page, QPoint(0, 0)).y())

    def _outside(self, start: QWidget, *, on: bool) -> QWidget | None:
        """The next place outside this page where Tab stops."""
        found = start
        for _ in range(5000):
            after = found.nextInFocusChain() if on else found.previousInFocusChain()
            if after is None or after is start:
                return None
            found = after
            if not self.isAncestorOf(found) and _takes_tab(found, None):
                return found
        return None

    def step(self, box: QuestionBox | None, by: int) -> bool:
        """To the next question or the one before; false past the ends."""
        shown = self._in_order()
        place = shown.index(box) + by if box in shown else 0
        if not 0 <= place < len(shown):
            return False
        self.go_to(shown[place].key)
        return True

    def _show_top(self, box: QuestionBox) -> None:
        """Bring a question to the upper edge; the first one with the domain's title above it."""
        top = box.mapTo(self._page, QPoint(0, 0)).y() - px(14)
        first = next(iter(self._in_order()), None)
        self.verticalScrollBar().setValue(0 if box is first else top)

    def box_at(self, widget: QWidget | None) -> QuestionBox | None:
        """The question that a widget belongs to."""
        while widget is not None and not isinstance(widget, QuestionBox):
            widget = widget.parentWidget()
        return widget if widget is not None and self.boxes.get(widget.key) is widget else None

    def _head(self, domain: DomainView) -> None:
        """Title, purpose, grade."""
        self._title.setText(domain.title)
        self._purpose.setText("" if domain.key == "overall" else domain.purpose)
        self._purpose.setVisible(bool(self._purpose.text()))
        self._points.setText(said(domain.points) if domain.points else "")
        self._points.setVisible(domain.points is not None)
        self._limiting.setVisible(domain.limiting)
        self._chip.setVisible(domain.graded)
        self._chip.show_grade(domain.tone, domain.grade_name or "Not graded")

    def _sync(self, form: Form) -> None:
        """A box for every question asked now, in its place; the others hide and keep what they show."""
        domain = form.domain(self.key)
        self._order, asked = domain.questions, set(domain.questions)
        for key in domain.questions:
            if key not in self.boxes:
                self._make(form, key)
        self._sort(domain.questions)
        self._leave(asked)
        for key, box in self.boxes.items():
            if key in asked and box.isHidden():
                box.show_question(form.view)
            box.setVisible(key in asked)
            if key in self._lines:
                self._lines[key].setVisible(key in asked)
        parts = {key: self._card_of(key) for key in asked}
        self._graded.setVisible(self._graded in parts.values())
        self._proof.setVisible(self._proof in parts.values())

    def _leave(self, asked: set[str]) -> None:
        """Where the focus is in an entry that goes, it goes to the group: to no neighbour by chance."""
        box = self.box_at(QApplication.focusWidget())
        if box is not None and box.key not in asked and "[" in box.key:
            group = self.boxes.get(box.key.partition("[")[0])
            if group is not None:
                group.take_focus()

    def _sort(self, keys: tuple[str, ...]) -> None:
        """Entries of a group may have changed places: their questions go along."""
        grouped = [key for key in keys if "[" in key]
        places = [self._questions.body.indexOf(self.boxes[key]) for key in grouped]
        if places == sorted(places):
            return
        body, at = self._questions.body, min(places)
        for key in grouped:
            body.removeWidget(self.boxes[key])
            body.removeWidget(self._lines[key])
        at = min(at, body.count()) - 1
        for key in grouped:
            body.insertWidget(at, self._lines[key])
            body.insertWidget(at + 1, self.boxes[key])
            at += 2

    def _added(self, entry: str) -> None:
        """Go on in what was just added."""
        first = next((key for key in self._order if key.startswith(f"{entry}.")), "")
        if first:
            self.go_to(first)

    def _make(self, form: Form, key: str) -> None:
        """A new box at its place among the others: by the order of the form."""
        box = QuestionBox(form.view(key), may_act=self._may_act, parent=self._card_of(key))
        box.answered.connect(self.answered)
        box.wanted.connect(self.wanted)
        box.tagging.connect(self.tagging)
        box.suggested.connect(self.suggested)
        box.tags.removed.connect(self.untagged)
        box.let_tag(on=self._may_tag)
        box.tags.show_tags(self._tags.get(key, ()))
        if isinstance(box.editor, GroupEditor):
            box.editor.added.connect(self._added)
        if isinstance(box.editor, GradeEditor):
            box.editor.looked.connect(self.looked)
        card = self._card_of(key)
        order = list(form.domain(self.key).questions)
        place = order.index(key)
        before = [k for k in order[:place] if k in self.boxes and self._card_of(k) is card]
        at = card.body.indexOf(self.boxes[before[-1]]) + 1 if before else -1
        if card is self._questions and not before:
            at = 1
        line = Divider()
        if card is not self._questions and not before:
            line.hide()
        else:
            self._lines[key] = line
            card.body.insertWidget(at, line)
            at += 1 if at >= 0 else 0
        card.body.insertWidget(at, box)
        self.boxes[key] = box

    def _card_of(self, key: str) -> Card:
        """Questions stand in the first card, grade and reason in the second, evidence in the third."""
        if self.key == "overall":
            return self._proof if key == "overall.differs" else self._questions
        if key in (f"{self.key}.grade", f"{self.key}.reason"):
            return self._graded
        return self._proof if key == f"{self.key}.evidence" else self._questions


def _takes_tab(widget: QWidget, here: QWidget | None) -> bool:
    """Whether Tab stops at a widget; where the focus is counts as a stop."""
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget is here or (tabs and widget.isVisible() and widget.isEnabled())
