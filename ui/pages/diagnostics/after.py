"""What follows from a session: commitments, themes, the practice learning seminar, the revisit."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import Commitment, Seminar
from qa_tool.errors import QAError
from qa_tool.work import diagnostic_after
from qa_tool.work.change import Change
from qa_tool.work.diagnostic_view import SessionView
from ui.context import Context
from ui.dialogs import Field, ask_fields
from ui.widgets import (
    Button,
    Card,
    Divider,
    FlowRow,
    Muted,
    Pill,
    Words,
    column,
    row,
)
from ui.widgets.record_form import Ticks

Kept = Callable[[Change], None]
_SIX_WEEKS = timedelta(weeks=6)


class AfterPart(QWidget):
    """Commitments, themes, seminar and revisit of one session: `.show_session(view)`."""

    def __init__(self, context: Context, kept: Kept) -> None:
        super().__init__()
        self._context, self._kept = context, kept
        self._found: SessionView | None = None
        self._shown = ""
        self.commitments = Card("Commitments")
        self.themes = Card("Themes")
        self.seminar = Card("Practice learning seminar")
        self.revisit = Card("The revisit")
        self.ticks: Ticks | None = None
        self.setLayout(
            column(self.commitments, self.themes, self.seminar, self.revisit, spacing=12)
        )

    def show_session(self, found: SessionView) -> None:
        """Show what follows."""
        self._found = found
        for card in (self.commitments, self.seminar):
            card.setVisible(found.whole)
        self._show_commitments(found)
        self._show_themes(found)
        self._show_seminar(found)
        self._show_revisit(found)

    def _show_commitments(self, found: SessionView) -> None:
        card = self.commitments
        card.empty()
        kept = [one for one in found.commitments if not one.dropped]
        if not kept:
            card.add(
                Muted("Three to five things that the team will do, each with a name and a day.")
            )
        titles = {s.standard.key: s.standard.title for s in found.standards}
        for number, one in enumerate(kept):
            if number:
                card.add(Divider())
            card.add(Words(one.text, "strong"))
            about = [one.owner, f"by {_day(one.due)}", titles.get(one.standard, "")]
            line = row(self._state(one), Muted("  ·  ".join(part for part in about if part)))
            line.setStretch(1, 1)
            card.body.addLayout(line)
            if one.done:
                card.add(Words(f"{_day(one.done)}: {one.came_of_it}"))
            card.add(self._verbs(found, one))
        if found.leads:
            card.add(FlowRow(Button("Add a commitment", self._add, icon="plus")))

    def _state(self, one: Commitment) -> Pill:
        """How it stands."""
        today = self._context.workspace.clock.today()
        state = ("Done", "success") if one.done else ("Past its day", "danger") if one.due < today else ("Open", "plain")  # fmt: skip
        return Pill(*state)

    def _verbs(self, found: SessionView, one: Commitment) -> FlowRow:
        """What can be done with it."""
        buttons = FlowRow()
        verbs: list[tuple[str, Callable[[], object], bool]] = [
            ("Done…", partial(self._done, one), not one.done),
            ("Not done after all", partial(self._undone, one), bool(one.done)),
            ("Change…", partial(self._edit, one), found.leads),
            ("Take back", partial(self._drop, one), found.leads),
        ]
        for words, verb, on in verbs:
            if on:
                button = Button(words, verb, kind="quiet")
                button.setAccessibleName(f"{words} {one.text}")
                buttons.add(button)
        return buttons

    def _show_themes(self, found: SessionView) -> None:
        card = self.themes
        if self.ticks is not None and found.leads and self._shown == found.session.id:
            self.ticks.show_chosen(found.session.themes)
            return
        card.empty()
        self.ticks, self._shown = None, found.session.id
        if not found.leads:
            shown = FlowRow(*(Pill(title, "accent") for _key, title in found.themes))
            card.add(shown if found.themes else Muted("No theme was chosen."))
            return
        offered = diagnostic_after.offered_themes(self._context.workspace, found.session)
        self.ticks = Ticks("Themes of this session", offered)
        self.ticks.show_chosen(found.session.themes)
        for key, _title in offered:
            self.ticks.box(key).clicked.connect(lambda _on: self._themes())
        card.add(
            Muted("What the session is about beyond the single standard; counted across teams.")
        )
        card.add(self.ticks)

    def _show_seminar(self, found: SessionView) -> None:
        card, held = self.seminar, found.session.seminar
        card.empty()
        told = [f"{_day(held.day)}" if held.day else "", held.who, f"{held.came} came" if held.came else ""]  # fmt: skip
        card.add(Words("  ·  ".join(part for part in told if part) or "No seminar is planned yet."))
        for message in held.messages:
            card.add(Words(f"•  {message}"))
        if found.session.facilitator == self._context.workspace.person.id:
            card.add(FlowRow(Button("Plan, or say how it went…", self._plan_seminar, icon="users")))

    def _show_revisit(self, found: SessionView) -> None:
        card, session = self.revisit, found.session
        card.empty()
        first, last = rules.revisit_window(session.day)
        said = f"From {_day(session.revisit)} on." if session.revisit else f"Three to six months after: {_day(first)} to {_day(last)}."  # fmt: skip
        card.add(Words(said))
        if found.revisit != "none":
            card.add(FlowRow(Pill(rules.REVISITS[found.revisit], "accent")))
        if found.leads:
            card.add(FlowRow(Button("Set the day…", self._revisit, icon="calendar")))

    # ---- verbs ---------------------------------------------------------------------------------

    def _do(self, verb: Callable[..., Change], *values: object) -> str:
        """Carry a verb out; what is wrong comes back as a sentence."""
        if self._found is None:
            return ""
        try:
            change = verb(self._context.workspace, self._found.session.id, *values)
        except QAError as error:
            return f"{error} {error.cure}".strip()
        self._kept(change)
        return ""

    def _ask(
        self, title: str, fields: list[Field], yes: str, make: Callable[[Mapping[str, object]], str]
    ) -> None:
        """Ask for several things; the window stays open while something is wrong."""
        ask_fields(self, title, fields, yes, check=make)

    def _told(self, said: str) -> None:
        if said:
            self._context.warn(said, "")

    def _add(self) -> None:
        if self._found is not None:
            self._edit(Commitment("", "", "", "", self._found.session.day + _SIX_WEEKS))

    def _edit(self, one: Commitment) -> None:
        found = self._found
        if found is None:
            return
        choices = [("", "None in particular"), *((s.standard.key, s.standard.title) for s in found.standards)]  # fmt: skip
        fields = [
            Field("text", "What the team will do", "long", one.text, needed=True),
            Field("owner", "Who sees to it", "text", one.owner, needed=True, help="A name or a role"),
            Field("due", "By", "date", one.due, needed=True),
            Field("standard", "Belongs to", "choice", one.standard, choices),
        ]  # fmt: skip

        def make(v: Mapping[str, object]) -> str:
            kept = replace(one, text=str(v["text"]), owner=str(v["owner"]), due=v["due"],  # type: ignore[arg-type]
                           standard=str(v["standard"]))  # fmt: skip
            return self._do(diagnostic_after.commit, kept)

        self._ask("A commitment of the team", fields, "Keep", make)

    def _drop(self, one: Commitment) -> None:
        self._told(self._do(diagnostic_after.drop, one.id))

    def _undone(self, one: Commitment) -> None:
        self._told(self._do(diagnostic_after.done, one.id, None))

    def _done(self, one: Commitment) -> None:
        fields = [
            Field("day", "Done on", "date", self._context.workspace.clock.today(), needed=True),
            Field("came", "What came of it", "long", "", needed=True),
        ]
        self._ask(
            "This was carried out", fields, "Keep",
            lambda v: self._do(diagnostic_after.done, one.id, v["day"], str(v["came"])),
        )  # fmt: skip

    def _themes(self) -> None:
        if self.ticks is not None:
            self._told(self._do(diagnostic_after.choose_themes, self.ticks.chosen()))

    def _plan_seminar(self) -> None:
        if self._found is None:
            return
        held = self._found.session.seminar
        fields = [
            Field("day", "Day", "date", held.day),
            Field("who", "For whom", "text", held.who),
            Field("messages", "What is taken to it, one on each line", "long", "\n".join(held.messages)),
            Field("came", "How many came", "number", str(held.came or "")),
        ]  # fmt: skip

        def make(v: Mapping[str, object]) -> str:
            kept = Seminar(v["day"], str(v["who"]), tuple(str(v["messages"]).splitlines()), v["came"] or 0)  # type: ignore[arg-type]  # fmt: skip
            return self._do(diagnostic_after.seminar, kept)

        self._ask("Practice learning seminar", fields, "Keep", make)

    def _revisit(self) -> None:
        if self._found is None:
            return
        first, _last = rules.revisit_window(self._found.session.day)
        fields = [Field("day", "Look at the team again from", "date", self._found.session.revisit or first)]  # fmt: skip
        self._ask(
            "The revisit", fields, "Keep",
            lambda v: self._do(diagnostic_after.plan_revisit, v["day"]),
        )  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
