"""The bank of quotations: each with its words before and after, its state, and what may be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from qa_tool.errors import QAError
from qa_tool.theme.model import STATES, USES, Use
from qa_tool.work import quotation, theme
from qa_tool.work.change import Change
from qa_tool.work.quotation import Proposal, QuotationRow
from ui.context import Context
from ui.dialogs import ask_text
from ui.dialogs.quote import Asking, QuoteDialog
from ui.pages.themes.detail import day
from ui.widgets import Box, Button, FlowRow, Heading, Muted, Pill, Words, clear, column
from ui.widgets.button import Kind
from ui.widgets.sides import Sides

_Verb = tuple[str, str, str, Callable[[], object]]
_TONES = {"waiting": "accent", "approved": "success", "refused": "danger", "withdrawn": "plain"}


class Bank(QWidget):
    """Quotations, one under the other: `show_rows(rows, title, empty)`; `changed()` after a verb."""

    def __init__(self, context: Context, by: str, changed: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._by, self._changed = context, by, changed
        self._inside = column(spacing=12)
        self.setLayout(self._inside)
        self.cards: dict[str, QWidget] = {}
        self.verbs: dict[tuple[str, str], Button] = {}

    def show_rows(self, rows: Sequence[QuotationRow], title: str, empty: str) -> None:
        """Show these."""
        clear(self._inside)
        self.cards, self.verbs = {}, {}
        self._inside.addWidget(Heading(title, 3))
        if not rows:
            self._inside.addWidget(Muted(empty))
        for row in rows:
            self.cards[row.quotation.id] = self._card(row)
            self._inside.addWidget(self.cards[row.quotation.id])

    def _card(self, row: QuotationRow) -> QWidget:
        one = row.quotation
        pill = Pill(STATES[one.state], _TONES[one.state])
        pills = FlowRow(pill)
        if one.usable:
            pills.add(Pill(USES[one.use], "success" if one.public else "plain"))
        if one.family:
            pills.add(Pill("A family's words", "accent"))
        source = f"case {row.reference}" if row.reference else ""
        about = "  ·  ".join(
            part
            for part in (row.title, source, f"proposed by {row.by}, {day(one.at.date())}")
            if part
        )
        lines: list[QWidget] = [pills, Muted(about), self._words(row)]
        if one.consent:
            lines.append(Muted(f"Consent: {one.consent}"))
        if one.decided is not None:
            why = f": {one.reason}" if one.reason else ""
            lines.append(Muted(f"{row.decided_by}, {day(one.decided.date())}{why}"))
        lines.append(self._buttons(row))
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(*lines, spacing=8, margins=12))
        card.setAccessibleName(f"Quotation, {STATES[one.state].lower()}: {one.blanked}")
        return card

    def _words(self, row: QuotationRow) -> QWidget:
        """Before and after side by side; the blanked words alone for who may not see the others."""
        after = _readable("As others will read it", row.quotation.blanked)
        if not row.quotation.original:
            return after
        before = _readable("As it stands in the audit", row.quotation.original)
        return Sides(before, after, (1, 1), least=420)

    def _buttons(self, row: QuotationRow) -> QWidget:
        one = row.quotation
        line = FlowRow(spacing=6)
        keeper = self._context.workspace.is_a(*theme.KEEPERS)
        decide: list[_Verb] = [
            ("internal", "Yes, internally", "check", lambda: self._yes(one.id, "internal")),
            ("public", "Yes, in public too", "check", lambda: self._yes(one.id, "public")),
            ("no", "No…", "x", lambda: self._no(one.id)),
        ]
        mend: list[_Verb] = [
            ("edit", "Change…", "pencil", lambda: self._edit(row)),
            ("back", "Take back…", "undo-2", lambda: self._back(one.id)),
        ]
        erase: list[_Verb] = [("erase", "Erase…", "trash-2", lambda: self._erase(one.id))]
        if row.may_decide:
            self._add(line, one.id, decide, "plain")
        elif one.state == "waiting" and row.mine:
            line.add(Muted("You proposed these words: somebody else says yes or no.", wrap=False))
        if one.state != "withdrawn" and (row.mine or keeper):
            self._add(line, one.id, mend, "quiet")
        if keeper:
            self._add(line, one.id, erase, "quiet")
        return line

    def _add(self, line: FlowRow, name: str, verbs: Sequence[_Verb], kind: Kind) -> None:
        for verb, words, icon, call in verbs:
            button = Button(words, call, kind=kind, icon=icon)
            self.verbs[name, verb] = button
            line.add(button)

    # ---- verbs ---------------------------------------------------------------------------------

    def _yes(self, name: str, use: Use) -> None:
        space = self._context.workspace
        self._do(lambda: quotation.approve(space, name, use), "It may be used from now on.")

    def _no(self, name: str) -> None:
        text = (
            "The words stay in the bank and are used in no report. Whoever proposed them reads why."
        )
        reason = ask_text(self, "Say no to these words?", text, "Say no")
        if reason is not None:
            space = self._context.workspace
            self._do(lambda: quotation.refuse(space, name, reason), "It will not be used.")

    def _back(self, name: str) -> None:
        text = "No report made from now on quotes them. Reports that were made stay as they are."
        reason = ask_text(self, "Take this quotation back?", text, "Take back")
        if reason is not None:
            space = self._context.workspace
            self._do(lambda: quotation.withdraw(space, name, reason), "It is taken back.")

    def _erase(self, name: str) -> None:
        text = ("The words go for good, here and in the ledger; that there was a quotation stays. "
                "Backups keep them until they are thinned.")  # fmt: skip
        reason = ask_text(self, "Erase these words?", text, "Erase")
        if reason is not None:
            space = self._context.workspace
            self._do(lambda: quotation.erase(space, name, reason), "The words are erased.")

    def _edit(self, row: QuotationRow) -> None:
        """Change the words; somebody else then says yes."""
        one, space = row.quotation, self._context.workspace
        given = Proposal(
            one.version, one.key, one.theme, one.original, one.blanked, one.family, one.consent
        )

        def keep(new: Proposal) -> str:
            try:
                self._tell(quotation.edit(space, one.id, new))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        asking = Asking(
            one.version, (), theme.codebook(space).in_use,
            lambda words: quotation.proposed(space, one.version, words), keep, given,
        )  # fmt: skip
        if QuoteDialog(self, asking).run():
            self._changed()

    def _do(self, verb: Callable[[], Change], said: str) -> None:
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._tell(change)
        self._context.say(said, "success")
        self._changed()

    def _tell(self, change: Change) -> None:
        self._context.live.announce(change, self._by)


def _readable(title: str, text: str) -> QWidget:
    words = Words(f"“{text}”")
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setAccessibleName(f"{title}: {text}")
    return Box(column(Muted(title), words, None, spacing=2))
