"""One notice on its card: what it is about, what may be done, why not the rest, and what happened."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qa_tool.notice.model import Notice
from qa_tool.work import notice_themes
from qa_tool.work.change import Change
from qa_tool.work.notice_list import Row, View
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.pages.notices import acts
from ui.pages.notices.timeline import timeline
from ui.pages.notices.words import TONES, day, nth
from ui.widgets import (
    Button,
    Card,
    Divider,
    FlowRow,
    Heading,
    KeyValues,
    Muted,
    Pill,
    Words,
)
from ui.widgets.line_button import LineButton

Kept = Callable[[Change, str], None]
Write = Callable[[Row], None]
Act = Callable[[QWidget, Workspace, Notice], Change | None]

_ACTS: tuple[tuple[str, str, str, Act, str], ...] = (
    ("effect", "Say what changed", "check", acts.effect, "Kept."),
    ("answer", "Write down the answer", "message-square", acts.answer, "The answer is kept."),
    ("escalate", "Take it higher", "arrow-right", acts.escalate,
     "It stands on the next stage. Write the letter and send it yourself."),
    ("refer", "Refer to Cafcass", "scale", acts.refer, "The referral is kept. Now ring and write."),
    ("referral_answered", "Cafcass answered", "scale", acts.referral_answered, "Kept."),
    ("close", "End it", "circle-check", acts.close, "The notice has ended."),
    ("words", "Add child's view or advice", "pencil", acts.add_words, "Kept."),
)  # fmt: skip


class NoticeCard(Card):
    """One notice: `NoticeCard(context, kept, write)`, `.show_view(view|None)`; `.buttons` by act."""

    def __init__(self, window_context: Context, kept: Kept, write: Write) -> None:
        super().__init__()
        self._context, self._kept, self._write = window_context, kept, write
        self.buttons: dict[str, Button] = {}

    def show_view(self, view: View | None) -> None:
        """Show this notice, or none."""
        self.empty()
        self.buttons = {}
        if view is None:
            return
        n, space = view.notice, self._context.workspace
        self._head(view)
        self._facts(view)
        self._verbs(view)
        self.add(Divider())
        for widget in timeline(space, n):
            self.add(widget)
        if view.same_child:
            self.add(Divider())
            self.add(Words("Other concerns about this child", "strong"))
            for row in view.same_child:
                self.add(self._other(row))
        self.body.addStretch(1)

    def _head(self, view: View) -> None:
        n, row = view.notice, view.row
        what = "good practice" if n.raised.kind == "good_practice" else row.stage.lower()
        self.add(Heading(f"Case {row.reference}: {what}", 3))
        pills = FlowRow(Pill(row.state, TONES.get(row.state, "plain")))
        if row.safety:
            pills.add(Pill("A child's safety", "danger"))
        if row.cafcass:
            pills.add(Pill("At Cafcass" if n.referrals[-1].answered is None else "Cafcass answered",
                           "accent"))  # fmt: skip
        if row.earlier:
            pills.add(Pill(nth(row.earlier), "warning"))
        self.add(pills)
        self.add(Muted(f"{n.raised.ladder.title}  ·  raised {day(row.raised)} by {row.raised_by}"))
        self.add(Words(n.raised.what))

    def _facts(self, view: View) -> None:
        raised, space = view.notice.raised, self._context.workspace
        names = notice_themes.titles(space)
        limit = view.notice.limit
        facts = [
            ("Team", view.row.team), ("Agency", raised.agency),
            ("Themes", "; ".join(names.get(key, key) for key in raised.themes)),
            ("The child's view", raised.child_view or ("" if view.notice.added else "Not written down yet")),
            ("Legal advice", raised.legal_advice),
            ("Formal stages end by", day(limit) if limit and view.notice.open else ""),
        ]  # fmt: skip
        self.add(KeyValues([(name, value) for name, value in facts if value]))
        for number, audit in enumerate(raised.audits, 1):
            words = "The linked audit" if len(raised.audits) == 1 else f"Linked audit {number}"
            self.add(LineButton(words, "Open it", "clipboard-list", on_click=self._goer(audit)))

    def _goer(self, audit: str) -> Callable[[], object]:
        """Goes to an audit."""
        return lambda: self._context.go("audit_view", audit=audit)

    def _verbs(self, view: View) -> None:
        """A button for each act that may be done now; why not, for the others that fit this notice."""
        verbs, reasons, first = FlowRow(), dict[str, list[str]](), True
        for key, title, icon, act, said in _ACTS:
            why = view.why_not[key]
            if not _fits(view, key):
                continue
            if why:
                reasons.setdefault(why, []).append(title)
                continue
            further = key == "answer" and view.notice.now.answer is not None
            main = first and not further and key in {"effect", "answer"}
            button = Button(_named(view, key, title), self._doer(view, act, said), icon=icon,
                            kind="primary" if main else "plain")  # fmt: skip
            first = first and not main
            self.buttons[key] = button
            verbs.add(button)
        letter = Button("Letter as PDF", lambda: self._write(view.row), icon="file-text")
        self.buttons["letter"] = letter
        verbs.add(letter)
        self.add(verbs)
        if reasons:
            lines = (f"{', '.join(names)}: {_small(why)}" for why, names in reasons.items())
            self.add(Muted("Not now. " + " ".join(lines)))

    def _doer(self, view: View, act: Act, said: str) -> Callable[[], object]:
        """Asks, does it, and shows what came of it."""

        def do() -> None:
            change = act(self, self._context.workspace, view.notice)
            if change is not None:
                self._kept(change, said)

        return do

    def _other(self, row: Row) -> LineButton:
        """A line that leads to another notice about the same child."""
        return LineButton(
            row.what, f"{row.stage}, {row.state.lower()}  ·  raised {day(row.raised)}", "flag",
            on_click=lambda: self._context.go("notices", notice=row.id),
        )  # fmt: skip


def _named(view: View, key: str, title: str) -> str:
    """What a button is called for this person now."""
    if key != "answer":
        return title
    if view.notice.now.answer is not None:
        return "A further answer"
    return "Answer" if view.row.mine_to_answer else title


def _small(why: str) -> str:
    """A reason in the middle of a sentence."""
    return f"{why[:1].lower()}{why[1:]}"


def _fits(view: View, act: str) -> bool:
    """Whether an act has a meaning for this notice at all; what has none is not spoken of."""
    n = view.notice
    if n.raised.kind == "good_practice":
        return act == "answer" and not view.why_not[act]
    if act == "effect":
        return view.effect is not None
    open_ = bool(n.referrals) and n.referrals[-1].answered is None
    if act == "referral_answered":
        return open_
    if act == "refer":
        return n.raised.ladder.cafcass and not open_ and n.open
    return act == "words" or n.open or (act == "answer" and not view.why_not[act])
