"""Proposing a quotation: the words as they stand beside the words as others will read them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.figures.dataset import Words
from qa_tool.theme.model import Theme
from qa_tool.work.quotation import Proposal
from ui.dialogs.dialog import Dialog
from ui.widgets import Box, Button, Labelled, Muted, Picker, TextBox, column, line
from ui.widgets.sides import Sides

_ABOUT = (
    "Select the words as they stand and take them over. Then look at every blank: whatever lets somebody "
    "guess the child, the family or the worker must go. A second person says yes before any report "
    "may quote it."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the window begins with, and what it asks: `blank(words)` proposes, `keep(proposal)` gives a sentence where it refuses."""

    audit: str
    sources: Sequence[Words]
    themes: Sequence[Theme]
    blank: Callable[[str], str]
    keep: Callable[[Proposal], str]
    given: Proposal | None = None
    selected: str = ""


class QuoteDialog(Dialog):
    """Words of one audit, before and after blanking: `QuoteDialog(parent, asking).run()`."""

    def __init__(self, parent: QWidget | None, asking: Asking) -> None:
        title = "Change this quotation" if asking.given and asking.given.original else "Quote words"
        super().__init__(
            parent, title, _ABOUT, yes="Propose", check=self._keep_it, wide=820
        )  # fmt: skip
        self._asking = asking
        self._taken = asking.given.original if asking.given else ""
        self.source = Picker("Where the words stand")
        self.source.show_choices(
            [(str(number), words.label) for number, words in enumerate(asking.sources)],
            str(self._first()),
        )
        self.source.picked.connect(lambda _key: self._show_source())
        self.before = TextBox("As it stands in the audit", least=6, most=9)
        self.before.setReadOnly(True)
        self.after = TextBox("As others will read it", least=6, most=9)
        self.take = Button("Take the selected words", self.take_selected, icon="arrow-right")
        self.theme = Picker("Theme")
        theme = asking.given.theme if asking.given else ""
        self.theme.show_choices(
            [("", "Choose a theme"), *((one.id, one.title) for one in asking.themes)], theme
        )
        self.family = QCheckBox("A child or their family is speaking here")
        self.consent = line("Who agreed, and when", "Their mother, on 3 November, by phone")
        self._consent = Labelled("Who agreed that it is used, and when", self.consent)
        self.family.toggled.connect(self._consent.setVisible)
        self._build()
        self._begin()

    def take_selected(self) -> None:
        """Take the selected words (or all of them) over, with blanks proposed."""
        chosen = self.before.textCursor().selectedText().replace("\u2029", "\n").strip()
        self._taken = chosen or self.before.toPlainText().strip()
        self.after.show_text(self._asking.blank(self._taken))
        self.after.setFocus()

    def proposal(self) -> Proposal:
        """What stands there now."""
        source = self._source()
        key = source.key if source is not None else ""
        if self._asking.given and self._asking.given.original:
            key = self._asking.given.key
        family = self.family.isChecked()
        return Proposal(
            self._asking.audit, key, self.theme.value(), self._taken, self.after.toPlainText(),
            family, self.consent.text() if family else "",
        )  # fmt: skip

    def _build(self) -> None:
        left = Box(column(Labelled("As it stands in the audit", self.before), self.take, spacing=6))
        right = Box(
            column(
                Labelled("As others will read it", self.after),
                Muted("Write [name], [place] or nothing at all over what points to somebody."),
                spacing=6,
            )
        )
        if len(self._asking.sources) > 1:
            self.add(Labelled("Where the words stand", self.source))
        else:
            self.source.setParent(self)
            self.source.hide()
        self.add(Sides(left, right, (1, 1), least=600))
        self.add(Labelled("What they stand for", self.theme, required=True))
        self.add(self.family)
        self.add(self._consent)

    def _begin(self) -> None:
        """The words that were selected, or those that are there already."""
        given = self._asking.given
        self._show_source()
        if given is not None and given.original:
            self.before.show_text(given.original)
            self.after.show_text(given.blanked)
        elif self._asking.selected:
            self._taken = self._asking.selected
            self.after.show_text(self._asking.blank(self._taken))
        self.family.setChecked(bool(given and given.family))
        self.consent.setText(given.consent if given else "")
        self._consent.setVisible(self.family.isChecked())
        (self.after if self._taken else self.before).setFocus()

    def _first(self) -> int:
        """The source to begin with: the one that was asked for, or where the selected words stand."""
        asking = self._asking
        for number, words in enumerate(asking.sources):
            if asking.selected and asking.selected in words.text:
                return number
            if asking.given and words.key == asking.given.key:
                return number
        return 0

    def _source(self) -> Words | None:
        number = self.source.value()
        return self._asking.sources[int(number)] if number else None

    def _show_source(self) -> None:
        source = self._source()
        if source is not None:
            self.before.show_text(source.text)

    def _keep_it(self) -> str:
        return self._asking.keep(self.proposal())
