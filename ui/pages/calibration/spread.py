"""How the group graded one domain: a dot for each person, no names but of those who agreed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.moderation.calibration import Count, Spread
from ui.widgets import (
    Box,
    Button,
    Card,
    FlowRow,
    GradeChip,
    Labelled,
    Muted,
    Picker,
    Pill,
    TextBox,
    Words,
    column,
    reveal,
)

_MOST_DOTS = 12


def spread_words(one: Spread) -> str:
    """How far apart the group is, in words."""
    if one.n < 2:
        return "One grade only"
    if one.together == one.n:
        return "All agree"
    apart = f"{one.steps} grade{'s' if one.steps != 1 else ''} apart"
    return f"{one.together} of {one.n} agree, {apart}"


class SpreadCard(Card):
    """One domain of one example: `SpreadCard(spread, leads=…)`; signals `noted(words)`, `agreed(grade)`."""

    noted = Signal(str)
    agreed = Signal(str)

    def __init__(self, one: Spread, *, leads: bool) -> None:
        tone = "success" if one.n and one.together == one.n else "warning"
        super().__init__(one.title, Pill(spread_words(one), tone if one.n > 1 else "plain"))
        for count in one.counts:
            if count.n or count.grade.rank is not None:
                self.add(_line(count, own=one.own))
        said = [(c.grade.name, words) for c in one.counts for words in c.reasons]
        self.reasons = Box(column(*(_reason(*pair) for pair in said), spacing=8))
        self.reasons.hide()
        self.show_reasons = Button(
            f"Show the reasons ({len(said)})", self._turn, kind="quiet", icon="message-square"
        )
        self._n = len(said)
        turn = FlowRow(self.show_reasons)
        self.add(turn)
        self.add(self.reasons)
        reveal(turn, on=bool(said))
        self.note = TextBox(f"What was said: {one.title}", least=2)
        self.note.show_text(one.note)
        self.note.changed.connect(self.noted)
        choices = [("", "Not agreed yet"), *((c.grade.key, c.grade.name) for c in one.counts)]
        self.pick = Picker(f"Agreed grade: {one.title}", choices, one.agreed)
        self.pick.activated.connect(lambda _place: self.agreed.emit(self.pick.value()))
        decide = Box(
            column(Labelled("What was said", self.note), Labelled("Agreed grade", self.pick))
        )
        self.add(decide)
        reveal(decide, on=leads)
        if leads:
            return
        names = dict(choices)
        self.add(Muted(f"Agreed grade: {names.get(one.agreed, 'not agreed yet')}"))
        if one.note:
            self.add(Words(one.note))

    def _turn(self) -> None:
        """Show or hide the reasons; they carry no names."""
        on = self.reasons.isHidden()
        self.reasons.setVisible(on)
        self.show_reasons.setText("Hide the reasons" if on else f"Show the reasons ({self._n})")


def _line(count: Count, *, own: str) -> QWidget:
    """One grade: its chip, a dot a person, how many, whether one's own is among them."""
    dots = "● " * min(count.n, _MOST_DOTS) + ("…" if count.n > _MOST_DOTS else "")
    who = [str(count.n)] if count.n else ["nobody"]
    if own == count.grade.key:
        who.append("yours is one of them" if count.n > 1 else "yours")
    if count.names:
        who.append(", ".join(count.names))
    words = Words(dots.strip(), "strong")
    words.setAccessibleName(f"{count.grade.name}: {', '.join(who)}")
    reveal(words, on=bool(count.n))
    return FlowRow(
        GradeChip(count.grade.tone, count.grade.name), words, Muted(" · ".join(who), wrap=False),
        spacing=10,
    )  # fmt: skip


def _reason(grade: str, words: str) -> QWidget:
    return Box(column(Muted(grade), Words(words), spacing=1))


class HardestCard(Card):
    """Where the group parted furthest, with the descriptors between which it did: `HardestCard(view rows)`."""

    def __init__(
        self, rows: list[tuple[Spread, str, list[tuple[str, str]]]], alpha: str,
        go: Callable[[Spread], object],
    ) -> None:  # fmt: skip
        super().__init__("Hardest to agree on")
        if not rows:
            self.add(Muted("Everybody gave the same grades."))
        for one, example, descriptors in rows:
            jump = Button("Go there", partial(go, one), kind="quiet", icon="arrow-right")
            jump.setAccessibleName(f"Go to {one.title}, {example}")
            self.add(Words(f"{one.title}  ·  {example}", "strong"))
            self.add(FlowRow(Pill(spread_words(one), "warning"), jump))
            for name, words in descriptors:
                self.add(Words(f"{name}: {words}" if words else name))
        self.add(Muted(f"For the method annex: Krippendorff's alpha (ordinal) {alpha}."))
