"""One standard of a session: descriptors, one's own private grade, what was found, the partner's view."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import HOW
from qa_tool.errors import QAError
from qa_tool.work import diagnostic_room
from qa_tool.work.change import Change
from qa_tool.work.diagnostic_view import SessionView, StandardView
from ui.context import Context
from ui.widgets import (
    Box,
    Button,
    Card,
    FlowRow,
    GradeChip,
    GradeChoice,
    GradeGroup,
    Heading,
    Labelled,
    Muted,
    Picker,
    Pill,
    TextBox,
    Words,
    column,
    row,
)

Kept = Callable[[Change], None]


class StandardCard(Card):
    """One standard: `.show_standard(session, standard)`; keeps what is typed when the field is left."""

    def __init__(self, context: Context, kept: Kept) -> None:
        super().__init__()
        self._context, self._kept = context, kept
        self._boxes: list[TextBox] = []
        self._session, self._standard = "", ""
        self.mine: GradeGroup | None = None

    def flush(self) -> None:
        """Keep what is typed."""
        for box in self._boxes:
            box.flush()

    def show_standard(self, session: SessionView, one: StandardView) -> None:
        """Show one standard; what somebody types in is left alone while it is the same one."""
        same = (self._session, self._standard) == (session.session.id, one.standard.key)
        if same and any(box.hasFocus() for box in self._boxes):
            return
        self._session, self._standard = session.session.id, one.standard.key
        self._boxes, self.mine = [], None
        self.empty()
        self.add(Heading(one.standard.title, 3))
        self.add(Muted(one.standard.purpose))
        self._own(session, one)
        self._spread(one)
        self._agreed(session, one)
        self._partner(session, one)
        self._words(session, one, "good_here", "What would good look like here")
        self._levels(session, one)
        self.body.addStretch(1)

    def _own(self, session: SessionView, one: StandardView) -> None:
        """One's own private grade, while it is private."""
        me = self._context.workspace.person.id
        if session.session.state == "open" and not one.finding.how:
            said = f"{one.graded} graded in private so far" if session.whole else ""
            if me in session.session.people:
                self.mine = GradeGroup(f"My own grade: {one.standard.title}")
                choices = [GradeChoice(g.key, g.name, g.tone) for g in session.scale.ranked]
                self.mine.show_choices(choices, one.mine)
                self.mine.chosen.connect(lambda key: self._do(diagnostic_room.give, key))
                self.add(Words("My own grade", "strong"))
                self.add(self.mine)
                said += ". Nobody sees yours; the reveal shows how many gave each grade."
            if said:
                self.add(Muted(said))

    def _spread(self, one: StandardView) -> None:
        """How many gave each grade, once it is revealed."""
        if one.finding.how:
            self.add(Muted(HOW[one.finding.how]))
        if one.spread is None:
            return
        chips = FlowRow(spacing=12)
        for grade, n in one.spread.counts:
            if n:
                chips.add(GradeChip(grade.tone, f"{grade.name}: {n}"))
        self.add(chips)
        self.add(Muted(one.spread.words))

    def _agreed(self, session: SessionView, one: StandardView) -> None:
        """The grade of the team, where it came from, and its evidence."""
        self.add(Words("The team's grade", "strong"))
        if session.leads:
            pick = self._picker("Agreed grade", session, one.finding.agreed)
            pick.picked.connect(lambda key: self._do(diagnostic_room.agree, key))
            self.add(pick)
        else:
            self.add(FlowRow(_chip(session, one.finding.agreed, "Not agreed yet")))
        if one.before:
            moved = row(Muted("Before", wrap=False), _chip(session, one.before, ""), spacing=8)
            if one.move:
                tone = {"better": "success", "worse": "danger"}.get(one.move, "plain")
                moved.addWidget(Pill(rules.MOVES[one.move], tone))
            moved.addStretch(1)
            self.body.addLayout(moved)
        self._words(session, one, "evidence", "The evidence")

    def _partner(self, session: SessionView, one: StandardView) -> None:
        """The partner's grade and view, apart."""
        found = one.finding
        if not (session.partner or found.partner_grade or found.partner_view):
            return
        self.add(Words("The partner's view, apart", "strong"))
        if session.partner:
            pick = self._picker("Partner's grade", session, found.partner_grade)
            pick.picked.connect(lambda key: self._partner_do(grade=key))
            box = self._box("Partner's view", found.partner_view)
            box.changed.connect(lambda words: self._partner_do(view=words))
            self.add(pick)
            self.add(box)
        else:
            self.add(FlowRow(_chip(session, found.partner_grade, "No grade")))
            if found.partner_view:
                self.add(Words(found.partner_view))
        if one.gap is not None:
            tone = "success" if not one.gap else "warning"
            self.add(FlowRow(Pill(rules.gap_words(one.gap), tone)))

    def _words(self, session: SessionView, one: StandardView, key: str, title: str) -> None:
        """A field for whoever leads; the words for everybody else who was there."""
        words = getattr(one.finding, key)
        if session.leads:
            box = self._box(title, words)
            box.changed.connect(partial(self._say, key))
            self.add(Labelled(title, box))
        elif words:
            self.add(Words(title, "strong"))
            self.add(Words(words))

    def _levels(self, session: SessionView, one: StandardView) -> None:
        """What each grade looks like, to be unfolded."""
        parts: list[QWidget] = []
        for grade in session.scale.ranked:
            parts += [
                GradeChip(grade.tone, grade.name),
                Words(one.standard.levels.get(grade.key, "")),
            ]
        levels = Box(column(*parts, spacing=6))
        shown = self.mine is not None
        levels.setVisible(shown)
        turn = Button("Hide what each grade looks like" if shown else "What each grade looks like",
                      kind="quiet", icon="book-open")  # fmt: skip

        def toggle(_on: bool = False) -> None:  # noqa: FBT001, FBT002 - called by the button
            on = levels.isHidden()
            levels.setVisible(on)
            turn.setText("Hide what each grade looks like" if on else "What each grade looks like")

        turn.clicked.connect(toggle)
        self.add(FlowRow(turn))
        self.add(levels)

    def _picker(self, name: str, session: SessionView, chosen: str) -> Picker:
        choices = [("", "Not graded"), *((g.key, g.name) for g in session.scale.ranked)]
        return Picker(f"{name}: {self._standard}", choices, chosen)

    def _box(self, name: str, words: str) -> TextBox:
        box = TextBox(name, least=2)
        box.show_text(words)
        self._boxes.append(box)
        return box

    def _say(self, key: str, words: str) -> None:
        self._do(diagnostic_room.say, key, words)

    def _do(self, verb: Callable[..., Change], *values: str) -> None:
        """Keep one thing about this standard."""
        try:
            self._kept(verb(self._context.workspace, self._session, self._standard, *values))
        except QAError as error:
            self._context.fault(error)

    def _partner_do(self, **values: str) -> None:
        try:
            self._kept(
                diagnostic_room.partner_says(
                    self._context.workspace, self._session, self._standard, **values
                )
            )
        except QAError as error:
            self._context.fault(error)


def _chip(session: SessionView, key: str, nothing: str) -> GradeChip:
    grade = session.scale.grade(key)
    return (
        GradeChip(grade.tone, grade.name) if grade else GradeChip("none", nothing or "Not graded")
    )
