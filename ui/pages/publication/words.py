"""Words beside figures: one section at a time, the public figures at the left, its text at the right."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from qa_tool.publication.model import LONGEST, SECTIONS, Section
from qa_tool.publication.rules import section_of
from qa_tool.work import publication
from ui.pages.publication.bench import Bench
from ui.pages.publication.figures import figures
from ui.pages.publication.priorities import PrioritiesBox
from ui.widgets import (
    Button,
    Card,
    FlowRow,
    IconButton,
    Labelled,
    Muted,
    Picker,
    TextBox,
    Words,
    column,
    reveal,
    row,
)
from ui.widgets.sides import Sides

_NO_FIGURES = "This section has no figures of its own: it is all yours."
_PUBLIC = "As the public edition shows them: what is hidden there is hidden here, so that no text gives it away."


class WordsPart(QWidget):
    """Every section's words: `.show_section(key)`; saved as they are typed, with undo."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._section = SECTIONS[0]
        self._drawn: object = None
        self.pick = Picker("Section")
        self.pick.picked.connect(self.show_section)
        self.before = IconButton("The section before", "chevron-left", lambda: self._turn(-1))
        self.after = IconButton("The next section", "chevron-right", lambda: self._turn(1))
        self.count = Muted("", wrap=False)
        top = row(self.pick, self.before, self.after, self.count, spacing=8)
        top.setStretch(0, 1)
        self.left = Card("Figures of this section")
        self.text = TextBox("Words of the section", least=5, most=24)
        self.text.changed.connect(self._typed)
        self.field = Labelled("Words", self.text)
        self.hint, self.saved = Muted(""), Muted("")
        self.draft = Words("")
        self.accept = Button("Take this sentence", self._accept, icon="check")
        self.proposal = QWidget()
        self.proposal.setLayout(
            column(Words("The figures bear this sentence", "strong"), self.draft,
                   FlowRow(self.accept), spacing=6)
        )  # fmt: skip
        self.priorities = PrioritiesBox(bench)
        self.right = Card("Words")
        for widget in (self.hint, self.priorities, self.field, self.saved, self.proposal):
            self.right.add(widget)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.left, None))
        right.setLayout(column(self.right, None))
        self.setLayout(column(top, Sides(left, right, (6, 5), least=880, spacing=14), None))

    def show_section(self, key: str) -> None:
        """Go to a section; what was typed in the one before is saved."""
        self.text.flush()
        self._section = section_of(key)
        self.refresh()

    def refresh(self) -> None:
        """Show the section as it stands."""
        self.text.flush()
        view, desk = self._bench.view, self._bench.desk
        if view is None or desk is None:
            return
        section, key = self._section, self._section.key
        written = {k for k, text in view.texts.items() if text.words.strip()}
        if view.priorities.next_year:
            written.add("next_year")
        self.pick.show_choices([(s.key, _named(s, written)) for s in SECTIONS], key)
        self.count.setText(f"{len(written)} of {len(SECTIONS)} written")
        self._show_figures()
        self.right.title.setText(section.title)
        self.hint.setText(section.hint)
        held = view.texts.get(key)
        self.text.show_text(held.words if held else "")
        self.text.setAccessibleName(f"Words: {section.title}")
        self.text.setReadOnly(not self._bench.open)
        self.field.show_problem("")
        self.saved.setText(_saved(self._bench.context.workspace.name(held.by), held.at) if held else "Nothing is saved yet.")  # fmt: skip
        draft = desk.parts[key].proposed
        self.draft.setText(draft)
        offered = bool(draft) and self._bench.open and draft not in (held.words if held else "")
        reveal(self.proposal, on=offered)
        self.priorities.show_section(key)

    def _show_figures(self) -> None:
        """The section's figures, drawn anew only where they are others."""
        desk, key = self._bench.desk, self._section.key
        if desk is None or self._drawn == (id(desk.annual), key):
            return
        self._drawn = (id(desk.annual), key)
        self.left.empty()
        drawn = figures(desk.parts[key].blocks) if key not in {"last_year", "next_year"} else []
        self.left.add(Muted(_PUBLIC if drawn else _NO_FIGURES))
        for widget in drawn:
            self.left.add(widget)

    def _typed(self, words: str) -> None:
        """Keep it at once."""
        view, key = self._bench.view, self._section.key
        if view is None or not self._bench.open:
            return
        if len(words) > LONGEST:
            self.field.show_problem(
                f"{len(words):,} characters; {LONGEST:,} is the most. Not saved: shorten it."
            )
            return
        self._write(key, view.texts[key].words if key in view.texts else "", words)

    def _write(self, key: str, was: str, words: str) -> None:
        view = self._bench.view
        if view is None:
            return
        space, name = self._bench.context.workspace, view.publication.id
        self._bench.step(
            f"words of “{section_of(key).title}”",
            lambda: publication.write_text(space, name, key, words),
            lambda: publication.write_text(space, name, key, was),
        )

    def _accept(self) -> None:
        """The proposed sentence, after what stands there."""
        was = self.text.toPlainText()
        draft = self.draft.text()
        self.text.setPlainText(f"{was.rstrip()}\n{draft}" if was.strip() else draft)
        self.text.flush()
        self.text.setFocus()

    def _turn(self, by: int) -> None:
        """The section before or after."""
        place = SECTIONS.index(self._section) + by
        self.show_section(SECTIONS[place % len(SECTIONS)].key)


def _named(section: Section, written: set[str]) -> str:
    if section.key in written:
        return f"{section.title} · written"
    return f"{section.title} · needed" if section.needed else section.title


def _saved(by: str, at: datetime) -> str:
    return f"Saved {at.astimezone():%d/%m/%Y %H:%M} by {by}."
