"""What somebody said: consent first, then their view and their words; kept while it is typed."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.errors import QAError
from qa_tool.template.model import VoiceQuestion
from qa_tool.voice.model import FAMILY_SIDE, HELPS, VIEWS, View
from qa_tool.voice.rules import contact_details
from qa_tool.work import voice
from qa_tool.work.change import Change
from qa_tool.work.voice_view import AttemptRow, VoiceRow, VoicesView
from ui.context import Context
from ui.widgets import (
    Banner,
    Box,
    Button,
    Divider,
    FlowRow,
    Heading,
    Labelled,
    Muted,
    Picker,
    TextBox,
    column,
)

_USED = (("", "Choose one"), ("yes", "Yes, it may be used in the audit"), ("no", "No"))
Done = Callable[[Change | None], object]


class WritingCard(QWidget):
    """`WritingCard(context, view, row, attempt, done)`; `done(change)` after keeping, `done(None)` on the way back."""

    def __init__(
        self, context: Context, view: VoicesView, row: VoiceRow, attempt: AttemptRow, done: Done
    ) -> None:
        super().__init__()
        self._context, self._row, self._attempt, self._done = context, row, attempt, done
        page = column(spacing=10)
        self.setLayout(page)
        page.addWidget(Heading(f"{row.title}, case {view.reference}", 3))
        day = f"{attempt.day.day} {attempt.day:%b %Y}"
        page.addWidget(Muted(f"{attempt.how}, {day}, by {attempt.done_by}"))
        page.addWidget(Muted(row.voice.opening))
        chosen = {True: "yes", False: "no", None: ""}[attempt.used]
        self.used = Picker("May what they said be used in the audit?", _USED, chosen)
        self.used.picked.connect(lambda _key: self._fit())
        page.addWidget(Labelled("Did they agree that it is used?", self.used, required=True))
        self.rest = Box(column(spacing=10))
        self._fill(self.rest)
        page.addWidget(self.rest)
        self.problem = Banner("", "warning")
        self.problem.hide()
        page.addWidget(self.problem)
        self.keep = Button("Keep", self._keep, kind="primary", icon="check")
        self.keep.setToolTip("Keep (Ctrl+Enter)")
        back = Button("Back", self._back, kind="quiet", icon="arrow-left")
        page.addWidget(FlowRow(self.keep, back))
        page.addStretch(1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._keep)
        self._fit()

    def _fill(self, box: QWidget) -> None:
        """Consent, view, help and a text for each question."""
        inside = box.layout()
        assert inside is not None  # noqa: S101  a Box is made with a layout
        self.shared = QCheckBox("The practitioner and their manager may hear it")
        self.quoted = QCheckBox("It may be quoted, without a name and after approval")
        self.shared.setChecked(self._attempt.shared)
        self.quoted.setChecked(self._attempt.quoted)
        inside.addWidget(Box(column(self.shared, self.quoted, spacing=4)))
        view = next((k for k, words in VIEWS.items() if words == self._attempt.view), "")
        self.view = Picker(
            "How good do they find the help?", (("", "Choose one"), *VIEWS.items()), view
        )
        labelled = Labelled("How good do they find the help?", self.view, required=True)
        labelled.setVisible(self._row.who in FAMILY_SIDE)
        inside.addWidget(labelled)
        self.helps = {key: QCheckBox(word) for key, word in HELPS.items()}
        for key, tick in self.helps.items():
            tick.setChecked(HELPS[key] in self._attempt.helps)
        helped = FlowRow(*self.helps.values())
        helped.setVisible(self._row.who in FAMILY_SIDE)
        inside.addWidget(helped)
        self.details = Banner("", "warning")
        self.details.hide()
        inside.addWidget(self.details)
        inside.addWidget(Divider())
        begun = voice.begun(self._context.workspace, self._attempt.id)
        self.boxes: dict[str, TextBox] = {}
        for question in self._row.voice.questions:
            inside.addWidget(self._asked(question, begun.get(question.key, "")))

    def _asked(self, question: VoiceQuestion, words: str) -> QWidget:
        """One question, in easy words too, with a text that is kept while it is typed."""
        text = TextBox(question.text, least=2)
        text.show_text(words)
        text.changed.connect(lambda said, key=question.key: self._typed(key, said))
        self.boxes[question.key] = text
        small = " ".join(
            part for part in (f"In easy words: {question.easy}" if question.easy else "", question.help) if part
        )  # fmt: skip
        return Labelled(question.text, text, small)

    def _typed(self, key: str, words: str) -> None:
        """Keep what was typed, and warn of contact details."""
        try:
            voice.keep_word(self._context.workspace, self._attempt.id, key, words)
        except QAError as error:
            self._context.fault(error)
        found = next(
            (w for b in self.boxes.values() if (w := contact_details(b.toPlainText()))), ""
        )
        self.details.show_message(found, "warning")
        self.details.setVisible(bool(found))

    def _fit(self) -> None:
        """Without a yes there is nothing to write."""
        self.rest.setVisible(self.used.value() == "yes")

    def flush(self) -> None:
        """Send what is still waiting in the texts."""
        for box in self.boxes.values():
            box.flush()

    def _back(self) -> None:
        """Back to the audit's voices; what was typed stays."""
        self.flush()
        self._done(None)

    def _keep(self) -> None:
        """Sign it."""
        self.flush()
        used = self.used.value()
        if not used:
            self._complain("It is not said whether they agreed.", "Ask them, and choose yes or no.")
            return
        yes = used == "yes"
        said = voice.Said(
            yes, _view(self.view.value()) if yes else None, self.shared.isChecked(),
            self.quoted.isChecked(), tuple(k for k, tick in self.helps.items() if tick.isChecked()),
            {key: box.toPlainText() for key, box in self.boxes.items()} if yes else {},
        )  # fmt: skip
        try:
            change = voice.keep_said(self._context.workspace, self._attempt.id, said)
        except QAError as error:
            self._complain(str(error), error.cure)
            return
        self._done(change)

    def _complain(self, what: str, cure: str) -> None:
        """Say beside the button what is missing."""
        self.problem.show_message(f"{what} {cure}".strip(), "warning")
        self.problem.show()


def _view(key: str) -> View | None:
    """The view that was chosen, if one was."""
    return next((view for view in VIEWS if view == key), None)
