"""Handing in: what is missing, what is overruled with a reason, and what happens next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qa_tool.audit.consistency import Finding
from ui.dialogs.dialog import Dialog
from ui.widgets import Box, Labelled, Muted, Picker, TextBox, Words, column
from ui.widgets.line_button import LineButton


@dataclass(frozen=True, slots=True)
class HandInAnswer:
    """What the person decided: go on, with these reasons; or jump to a place; or neither."""

    go_on: bool = False
    jump: str = ""
    overruled: dict[str, str] = field(default_factory=dict)
    mode: str = ""


class HandIn(Dialog):
    """The window before hand-in: `HandIn(parent, verb, gaps, findings, afterwards).ask() -> HandInAnswer`.

    While something is missing it only lists it, each line a jump; findings take a reason each.
    `modes` asks how the file was read; nothing is chosen beforehand.
    """

    def __init__(
        self,
        parent: QWidget | None,
        verb: str,
        gaps: Sequence[tuple[str, str]],
        findings: Sequence[Finding],
        afterwards: str,
        modes: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._codes: dict[str, list[Finding]] = {}
        for finding in findings:
            self._codes.setdefault(finding.code, []).append(finding)
        n = len(gaps)
        title = f"{verb}?" if not n else f"{n} thing{'s are' if n > 1 else ' is'} missing"
        text = afterwards if not n else "Choose a line to go to its place."
        super().__init__(
            parent, title, text, yes="" if n else verb, no="Not yet" if not n else "Close",
            check=self._wrong, wide=580,
        )  # fmt: skip
        self.jump = ""
        self.reasons: dict[str, TextBox] = {}
        inside = column(spacing=4, margins=(0, 0, 0, 4))
        for key, sentence in gaps:
            inside.addWidget(
                LineButton(sentence, "", "circle-dashed", ink="muted", on_click=self._goer(key))
            )
        self._list_findings(inside, reasons=not n)
        self.modes = Picker("How did you read it?", [("", "Choose one"), *modes])
        if modes and not n:
            inside.addWidget(
                Labelled(
                    "How did you read it?",
                    self.modes,
                    "Only a blind, full re-read of the file speaks for how far grades agree.",
                    required=True,
                )
            )
        self._asks_mode = bool(modes)
        if not n and not findings and not modes:
            inside.addWidget(Muted("Nothing is missing, and nothing parts."))
        self.add(Box(inside))

    def ask(self) -> HandInAnswer:
        """Show it and wait."""
        if self.run():
            texts = {code: box.toPlainText().strip() for code, box in self.reasons.items()}
            return HandInAnswer(go_on=True, overruled=texts, mode=self.modes.value())
        return HandInAnswer(jump=self.jump)

    def _list_findings(self, inside: QVBoxLayout, *, reasons: bool) -> None:
        """What parts, each line a jump; and a reason for each kind of it."""
        if self._codes:
            inside.addWidget(Words("Look at these again, or say why your grade stands", "strong"))
        for code, same in self._codes.items():
            for finding in same:
                inside.addWidget(
                    LineButton(finding.sentence, finding.cure, "triangle-alert", ink="warning",
                               on_click=self._goer(finding.key))
                )  # fmt: skip
            if reasons:
                box = TextBox(f"Why it stands: {same[0].sentence}", least=2)
                self.reasons[code] = box
                inside.addWidget(Labelled("Why it stands", box, required=True))

    def _wrong(self) -> str:
        """Every finding that stands wants its reason."""
        for box in self.reasons.values():
            if not box.toPlainText().strip():
                box.setFocus()
                return "Say why it stands, for each of them; it is kept with the audit."
        if self._asks_mode and not self.modes.value():
            self.modes.setFocus()
            return "Choose how you read it."
        return ""

    def _goer(self, key: str) -> Callable[[], None]:
        def go() -> None:
            self.jump = key
            self.reject()

        return go
