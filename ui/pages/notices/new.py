"""The window for a new notice: the few things that it needs first, the rest when asked for."""

from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.errors import QAError
from qa_tool.notice.ladder import Ladder
from qa_tool.notice.model import Kind
from qa_tool.work import notice, notice_form, notice_themes
from qa_tool.work.change import Change
from qa_tool.work.notice import Wanted
from qa_tool.work.notice_form import Options
from qa_tool.work.workspace import Workspace
from ui.dialogs import Dialog
from ui.widgets import Box, Button, DateField, Labelled, Muted, Picker, TextBox, column, line

_TITLES: dict[Kind, str] = {
    "concern": "Raise a QA notice", "good_practice": "Share good practice",
}  # fmt: skip
_SEND = "The program notifies nobody: write the letter afterwards, and send it yourself."


class NewNotice(Dialog):
    """A new notice: `NewNotice(parent, space, kind, reference, audit).ask() -> Change | None`."""

    def __init__(
        self, parent: QWidget | None, space: Workspace, kind: Kind = "concern", reference: str = "",
        audit: str = "",
    ) -> None:  # fmt: skip
        super().__init__(
            parent, _TITLES[kind], _SEND if kind == "concern" else "", yes="Raise it" if kind ==
            "concern" else "Share it", check=self._wrong, wide=600,
        )  # fmt: skip
        self._space, self._kind, self._audit = space, kind, audit
        self._options: Options | None = None
        self.made: Change | None = None
        self.case = line("Case", "The case's reference")
        self.case.editingFinished.connect(self._found)
        self._case = Labelled(
            "Case", self.case, "The random reference, such as K7Q3-MD9.", required=True
        )
        self.what = TextBox("What it is about", least=3)
        seen = "What did somebody do well?" if kind == "good_practice" else "What is the concern?"
        self._what = Labelled(
            seen, self.what, "What you see, and since when. No names.", required=True
        )
        self.ladder, self.stage, self.to = (
            Picker("Ladder"),
            Picker("Begin at"),
            Picker("Who is asked"),
        )
        self.ladder.picked.connect(lambda _key: self._fit())
        self.stage.picked.connect(lambda _key: self._fit(stages=False))
        self._climb()
        self._extras()
        for widget in (self._case, self._what, self.climb, self.more, self.rest):
            self.add(widget)
        if kind == "good_practice":
            self.climb.hide()
        self.case.setText(reference)
        self._found()
        (self.what if self.case.text() and self.to.count() > 1 else self.case).setFocus()

    def _climb(self) -> None:
        """Which ladder, where it begins, who is asked, by when; a note where a stage is left out."""
        self.agency = line("Partner agency")
        self._agency = Labelled("Partner agency", self.agency, required=True)
        self.answer_by = DateField("Answer by")
        self._answer_by = Labelled(
            "Answer by",
            self.answer_by,
            "A time that suits the child; otherwise the ladder's own days.",
        )
        self.note = TextBox("Why a stage is left out", least=2)
        self._note = Labelled(
            "Why a stage is left out", self.note, "Nobody's permission is asked.", required=True
        )
        self.climb = Box(
            column(
                Labelled("Ladder", self.ladder), self._agency, Labelled("Begin at", self.stage),
                self._note, self._answer_by, Labelled("Who is asked", self.to), spacing=12,
            )
        )  # fmt: skip

    def _extras(self) -> None:
        """What can wait: the child's view, themes, legal advice, safety, Cafcass."""
        self.view = TextBox("The child's view", least=2)
        self.advice = TextBox("Legal advice", least=2)
        self.cafcass = TextBox("Refer to Cafcass at the same time: why", least=2)
        self.safety = QCheckBox("A child's safety is the reason")
        themes = (("", "None"), *notice_themes.choices(self._space))
        self.theme, self.another = Picker("Theme", themes), Picker("Another theme", themes)
        self._advice = Labelled("Legal advice", self.advice, "What was asked, and what came back.")
        self._cafcass = Labelled(
            "Refer to Cafcass at the same time: why", self.cafcass, "Leave it empty to refer later."
        )
        self._safe = Box(
            column(self.safety, Muted("Then its effect is asked after 30 days too."), spacing=2)
        )
        self.rest = Box(
            column(
                Labelled("The child's view", self.view, "In the child's own words where you can."),
                self._safe, self._advice, self._cafcass, Labelled("Theme", self.theme), Labelled("Another theme", self.another), spacing=12,
            )
        )  # fmt: skip
        self.rest.hide()
        self.more = Button(
            "More: child's view, safety, advice, themes", self.show_more,
            kind="quiet", icon="chevron-down",
        )  # fmt: skip
        if self._kind == "good_practice":
            self.more.setText("More: child's view, themes")

    def show_more(self) -> None:
        """Show the fields that can wait."""
        self.more.hide()
        self.rest.show()
        self.view.setFocus()
        self.fit()

    def _found(self) -> None:
        """The case was typed: offer what fits it."""
        text = self.case.text().strip()
        try:
            self._options = notice_form.options(self._space, text) if text else None
        except QAError as error:
            self._options = None
            self._case.show_problem(f"{error} {error.cure}".strip())
            return
        self._case.show_problem("")
        found = self._options
        ladders = [(one.key, one.title) for one in found.ladders] if found else []
        self.ladder.show_choices(ladders, self.ladder.value())
        people = [("", "Whoever holds that post"), *(found.people if found else ())]
        self.to.show_choices(people, self.to.value())
        self._fit()

    def chosen(self) -> Ladder | None:
        """The ladder that is chosen."""
        ladders = self._options.ladders if self._options else ()
        return next((one for one in ladders if one.key == self.ladder.value()), None)

    def _fit(self, *, stages: bool = True) -> None:
        """What is asked for depends on ladder and stage."""
        ladder = self.chosen()
        if stages and ladder is not None:
            words = [(s.key, f"{s.name}: {s.who}") for s in ladder.stages]
            self.stage.show_choices(words, self.stage.value())
        stage = ladder.stage(self.stage.value()) if ladder else None
        first = ladder is None or stage is None or stage == ladder.stages[0]
        self._note.setVisible(not first)
        self._answer_by.setVisible(stage is None or not stage.formal)
        self._agency.setVisible(ladder is not None and ladder.kind == "partner")
        concern = self._kind == "concern"
        may = self._options is not None and self._options.may_refer
        self._cafcass.setVisible(concern and may and ladder is not None and ladder.cafcass)
        self._advice.setVisible(concern)
        self._safe.setVisible(concern)
        if self.isVisible():
            self.fit()

    def _wrong(self) -> str:
        """Raise it; where that may not be, say why and keep what was typed."""
        self._found()
        if self._options is None:
            self.case.setFocus()
            return "Type the case's reference."
        if self.answer_by.problem():
            self.answer_by.setFocus()
            return self.answer_by.problem()
        try:
            self.made = notice.raise_(self._space, self._wanted(self._options))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    def _wanted(self, found: Options) -> Wanted:
        """What stands in the fields that are shown."""
        concern = self._kind == "concern"
        ladder = self.chosen() if concern else None
        stage = ladder.stage(self.stage.value()) if ladder else None
        informal = stage is not None and not stage.formal
        refers = concern and found.may_refer and ladder is not None and ladder.cafcass
        return Wanted(
            found.case, self.what.toPlainText(), self._kind, ladder.key if ladder else "",
            stage.key if stage else "", self.note.toPlainText() if stage else "",
            self.to.value() if concern else "", self.answer_by.value() if informal else None,
            agency=self.agency.text(), themes=(self.theme.value(), self.another.value()),
            audits=(self._audit,) if self._audit else (), child_view=self.view.toPlainText(),
            legal_advice=self.advice.toPlainText() if concern else "",
            safety=self.safety.isChecked(), cafcass=self.cafcass.toPlainText() if refers else "",
        )  # fmt: skip

    def ask(self) -> Change | None:
        """Show it and wait; what was raised."""
        return self.made if self.run() else None
