"""The frame of a session: team, day, who takes part, lines of enquiry, scorecard, cases, standards."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Person
from qa_tool.diagnostic.model import SERVICES
from qa_tool.diagnostic.typed import came_of, came_text, scorecard_of, scorecard_text
from qa_tool.errors import QAError
from qa_tool.work import diagnostic
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.diagnostic_view import SessionView
from ui.context import Context
from ui.widgets import (
    Banner,
    Button,
    Card,
    DateField,
    EqualGrid,
    FlowRow,
    Labelled,
    Muted,
    Picker,
    Scroll,
    TextBox,
    column,
    line,
)
from ui.widgets.record_form import Ticks

_USUAL = "Social worker: \nSenior practitioner: \nTeam manager: 1\nImprovement partner: 1"


class FramePart(QWidget):
    """The form of a session: `.show_new()`, `.show_session(view)`; signals `made(change)`, `left`."""

    made = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.session = ""
        self._before = ""
        self.team = Picker("Team")
        self.team.picked.connect(lambda _key: self._team_chosen())
        self.day = DateField("Day of the session")
        self.service = Picker("Service", tuple(SERVICES.items()))
        self.service.picked.connect(lambda _key: self._service_chosen())
        self.partner = line("Partner", "Whose improvement partner sits with the team")
        self.earlier = Picker("Looks again at")
        self.came = TextBox("Took part, by role", least=4)
        self.lines = TextBox("Lines of enquiry", least=3)
        self.scorecard = TextBox("From the scorecard", least=3)
        self.cases = TextBox("Cases looked at", least=3)
        self.people = Ticks("People of the team who sign in")
        self.partner_people = Ticks("Partner's people who sign in")
        self.standards = Ticks("Standards looked at")
        self.problem = Banner("", "danger")
        self.save = Button("Begin the session", self._save, kind="primary", icon="check")
        self.cancel = Button("Cancel", self.left.emit)
        self.setLayout(
            column(Scroll(column(*self._cards(), None, spacing=12, margins=(20, 16, 20, 20))))
        )

    def _cards(self) -> tuple[QWidget, ...]:
        """Three cards: what it is, who is in it, what is looked at."""
        what, who, at = Card("The session"), Card("Who takes part"), Card("What is looked at")
        what.add(
            EqualGrid(
                Labelled("Team", self.team, required=True), Labelled("Day", self.day, required=True),
                Labelled("Service", self.service), Labelled("Partner", self.partner),
                Labelled("Looks again at", self.earlier), least=250,
            )
        )  # fmt: skip
        who.add(Labelled("Took part, by role", self.came, "Roles and numbers, such as “Social worker: 4”; no names."))  # fmt: skip
        who.add(Muted("Who is ticked sees the whole session when they sign in, and can grade in private."))  # fmt: skip
        who.add(Labelled("People of the team", self.people))
        self._partners = Labelled("The partner's people", self.partner_people)
        who.add(self._partners)
        at.add(Labelled("Standards", self.standards))
        at.add(
            Labelled(
                "Lines of enquiry", self.lines, "One on each line: what the team wants to know."
            )
        )
        at.add(Labelled("From the scorecard", self.scorecard, "A few lines: indicator | value | target | source"))  # fmt: skip
        at.add(
            Labelled("Cases looked at", self.cases,
                     "References only, one on each line, five to eight; no word about a child.")
        )  # fmt: skip
        at.add(self.problem)
        at.add(FlowRow(self.save, self.cancel))
        return what, who, at

    def show_new(self) -> None:
        """An empty form."""
        self.session, self._before = "", ""
        self._choices("")
        self.day.show_date(self._context.workspace.clock.today())
        self.partner.setText(self._context.workspace.person.organisation)
        for box, text in ((self.came, _USUAL), (self.lines, ""), (self.scorecard, ""), (self.cases, "")):  # fmt: skip
            box.show_text(text)
        self.save.setText("Begin the session")
        self.problem.show_message("")
        self.team.setEnabled(True)
        self.earlier.setEnabled(True)
        self._team_chosen()
        self.partner_people.show_chosen(())
        self.team.setFocus()

    def look_again(self, found: SessionView) -> None:
        """A new session with the same team, that looks back at this one."""
        self.team.setCurrentIndex(self.team.findData(found.session.team))
        self._before = found.session.id
        self._team_chosen()
        self.service.setCurrentIndex(self.service.findData(found.session.service))
        self.partner.setText(found.session.partner)
        self.standards.show_chosen(found.session.chosen)
        self.lines.show_text("\n".join(found.session.lines))
        self.people.show_chosen(found.session.people)
        self.partner_people.show_chosen(found.session.partner_people)

    def show_session(self, found: SessionView) -> None:
        """The frame of a session that is being held."""
        one = found.session
        self.session, self._before = one.id, one.before
        self._choices(one.team)
        self.team.setEnabled(False)
        self.earlier.setEnabled(False)
        self._team_chosen()
        self.day.show_date(one.day)
        self.service.setCurrentIndex(self.service.findData(one.service))
        self.partner.setText(one.partner)
        self.came.show_text(came_text(one.came))
        self.lines.show_text("\n".join(one.lines))
        self.scorecard.show_text(scorecard_text(one.scorecard))
        self.cases.show_text("\n".join(found.cases))
        self.standards.show_chosen(one.chosen)
        self.people.show_chosen(one.people)
        self.partner_people.show_chosen(one.partner_people)
        self.save.setText("Keep")
        self.problem.show_message("")
        self.partner.setFocus()

    def _choices(self, team: str) -> None:
        space = self._context.workspace
        teams = sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
        self.team.show_choices(teams, team)
        every = diagnostic.shipped().standards
        self.standards.show_choices([(s.key, s.title) for s in every])
        partners = [p for p in space.people.values() if "partner" in p.roles and _here(p)]
        others = [(p.id, _with_organisation(p)) for p in partners if p.id != space.person.id]
        self.partner_people.show_choices(others)
        self._partners.setVisible(bool(others))

    def _team_chosen(self) -> None:
        """People, service, standards and earlier sessions follow the team."""
        space, team = self._context.workspace, self.team.value()
        people = sorted(p.name for p in space.people.values() if p.team == team and _here(p))
        ids = {p.name: p.id for p in space.people.values() if p.team == team and _here(p)}
        self.people.show_choices([(ids[name], name) for name in people])
        held = [("", "The team's first session, or its last one")]
        held += [
            (r.id, f"{r.day.day} {r.day:%B %Y}") for r in diagnostic.rows(space)
            if r.state == "closed" and space.teams[team].name == r.team
        ]  # fmt: skip
        self.earlier.show_choices(held, self._before)
        self.service.setCurrentIndex(
            self.service.findData(diagnostic.service_of(space.teams[team]))
        )
        self._service_chosen()

    def _service_chosen(self) -> None:
        """The standards that are offered for the service."""
        offered = diagnostic.shipped().for_service(self.service.value())
        self.standards.show_chosen([one.key for one in offered])

    def _wanted(self) -> Wanted:
        """What was typed; what cannot be read is refused with its line."""
        day = self.day.value()
        if day is None:
            raise QAError("The session has no day.", self.day.problem() or "Type the day.")
        assert isinstance(day, date)  # noqa: S101 - what the field gives
        chosen = self.standards.chosen()
        if not chosen:
            raise QAError("No standard is chosen.", "Tick at least one.")
        return Wanted(
            self.team.value(), day, self.service.value(), self.partner.text(), self.people.chosen(),
            self.partner_people.chosen(), came_of(_filled(self.came.toPlainText())),
            tuple(self.lines.toPlainText().splitlines()),
            scorecard_of(self.scorecard.toPlainText()),
            tuple(self.cases.toPlainText().splitlines()), chosen, self.earlier.value(),
        )  # fmt: skip

    def _save(self) -> None:
        """Keep it; what is wrong is said beside the button."""
        space = self._context.workspace
        try:
            wanted = self._wanted()
            change = (
                diagnostic.reframe(space, self.session, wanted)
                if self.session
                else diagnostic.start(space, wanted)
            )
        except QAError as error:
            self.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        self.made.emit(change)


def _with_organisation(person: Person) -> str:
    """A partner's name, and whose partner it is."""
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


def _here(person: Person) -> bool:
    return person.ends is None


def _filled(text: str) -> str:
    """The lines that hold a number: the form begins with roles to fill in."""
    return "\n".join(row for row in text.splitlines() if not row.rstrip().endswith(":"))
