"""Who takes a case instead, and why: everybody is named, with what stands against them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qa_tool.work.round_hand import Choice
from ui.dialogs import Dialog
from ui.widgets import Labelled, Muted, Picker, TextBox

NOBODY = ""


def ask_taker(
    parent: QWidget | None, title: str, choices: Sequence[Choice]
) -> tuple[str, str] | None:
    """An auditor and a reason, or None; those whom no reason lets in are told, not offered."""
    may = [one for one in choices if not one.never]
    who = Picker("Auditor", [(NOBODY, "Choose an auditor"), *((c.auditor, _words(c)) for c in may)])
    reason = TextBox("Reason", least=2, most=5)
    against = Muted("")
    who.picked.connect(lambda key: against.setText(_against(may, key)))
    place = Labelled("Auditor", who, required=True)
    why = Labelled(
        "Reason", reason, "In one sentence, without names. It is kept in the ledger.", required=True
    )

    def check() -> str:
        if not who.value():
            return "Choose an auditor first."
        return "" if reason.toPlainText().strip() else "Write the reason first."

    dialog = Dialog(parent, title, yes="Give it to them", check=check, wide=560)
    dialog.add(place)
    dialog.add(against)
    dialog.add(why)
    never = [one for one in choices if one.never]
    if never:
        told = " ".join(f"{one.name} {one.why_not}." for one in never)
        dialog.add(Muted(f"Never, whatever the reason: {told}"))
    who.setFocus()
    return (who.value(), reason.toPlainText().strip()) if dialog.run() else None


def _words(choice: Choice) -> str:
    return f"{choice.name} ({choice.why_not})" if choice.why_not else choice.name


def _against(choices: Sequence[Choice], key: str) -> str:
    found = next((one for one in choices if one.auditor == key), None)
    if found is None or not found.why_not:
        return ""
    return f"{found.name} {found.why_not}: say in the reason why it is right all the same."
