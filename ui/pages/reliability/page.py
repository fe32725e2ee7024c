"""Reliability: what second readers gave beside the first grades, one round, template and domain at a time."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.chart.moderation import moderation_table
from qa_tool.figures.agreement import Agreement
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.progress import Progress
from qa_tool.report import moderation_words as words
from qa_tool.report.naming import plain
from qa_tool.work import reliability
from qa_tool.work.reliability import Reliability
from ui.context import Context, Group
from ui.pages.reliability.annex import AnnexCard
from ui.pages.reliability.counts import show_counts
from ui.pages.reliability.people import ApartCard, OwnCard, PeopleCard
from ui.widgets import (
    Banner,
    BigFigure,
    Box,
    Button,
    Card,
    ChartView,
    EmptyState,
    EqualGrid,
    FlowRow,
    Muted,
    Picker,
    PlainTable,
    Scroll,
    Words,
    column,
)
from ui.widgets.sides import Sides

_KINDS = ("reading", "audit", "round", "template", "council", "policy")
ALL = "*"


class ReliabilityPage(QWidget):
    """How far to trust the grades: `show_page(round=id, form=fingerprint, domain=key)`."""

    key: ClassVar[str] = "reliability"
    title: ClassVar[str] = "Reliability"
    icon: ClassVar[str] = "eye"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._round = self._form = self._domain = ""
        self._turn = 0
        self.round, self.form = Picker("Round"), Picker("Template")
        self.domain = Picker("Domain")
        self.form.setMinimumContentsLength(20)
        self.domain.setMinimumContentsLength(18)
        self.round.picked.connect(self._take_round)
        self.form.picked.connect(self._take_form)
        self.domain.picked.connect(self._take_domain)
        self.report = Button("Moderation report", self._report, icon="file-text")
        self.missing = Banner()
        self._make_cards()
        self.empty = EmptyState(
            "No audit of this round has been read again at random yet",
            "The lot draws audits when they are handed in. Once a moderator has read one blind and "
            "concluded it on the page Moderation, its two grades stand here side by side.",
            "Go to Moderation", lambda: window_context.go("moderation"), icon="scale",
        )  # fmt: skip
        self.closed = EmptyState(
            "This page is for those who audit, moderate, or answer for the audits",
            "The moderation report tells the same for everybody else: ask the QA lead for it.",
            icon="scale",
        )
        self.wait = Box(column(Muted("The figures are being worked out."), None))
        self._stack = QStackedWidget()
        for part in (self.wait, self.figures, self.empty, self.closed):
            self._stack.addWidget(part)
        self.head = FlowRow(self.round, self.form, self.domain, self.report, spacing=10)
        page = column(self.head, self.missing, self._stack, spacing=12, margins=(20, 14, 20, 16))
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        self.missing.hide()
        window_context.live.watch(self, _KINDS, lambda _change: self._heard(), by=self.key)

    def _make_cards(self) -> None:
        """Everything below the pickers."""
        self.sentence = Words("", "strong")
        self.read, self.same = BigFigure("0", "read again"), BigFigure("0", "the same grade")
        self.down, self.up = BigFigure("0", "lower"), BigFigure("0", "higher")
        self.chart = ChartView(show_title=False)
        self.table = Card("First grade against second grade")
        self.nothing = Muted("There is nothing to draw: no pair of this was drawn at random.")
        self.table.add(self.chart)
        self.table.add(self.nothing)
        self.beside, self.targeted = Words(""), PlainTable("Re-reads for a reason")
        self.reason = Card("Read for a reason, beside it")
        self.reason.add(self.beside)
        self.reason.add(self.targeted)
        self.covered = Muted("")
        self.reason.add(self.covered)
        self.reason.body.addStretch(1)
        self.domains, self.by_domain = PlainTable("By domain"), Card("By domain")
        self.by_domain.add(self.domains)
        self.rounds, self.teams = PlainTable("By round"), PlainTable("By team")
        self.by_round, self.by_team = Card("By round"), Card("By team, by name")
        self.by_round.add(self.rounds)
        self.by_team.add(self.teams)
        self.whole = Card("Had every audit been read again")
        self.guess = Words("")
        self.whole.add(self.guess)
        self.own, self.people = OwnCard(), PeopleCard()
        self.apart, self.annex = ApartCard(self._context), AnnexCard(self._context)
        self.figures = Box(
            column(
                self.sentence, EqualGrid(self.read, self.same, self.down, self.up, least=150),
                Sides(self.table, self.reason, (3, 2)), self.own, self.whole, self.by_domain,
                self.by_round, self.by_team, self.apart, self.people, self.annex,
                None, spacing=12,
            )
        )  # fmt: skip

    def show_page(self, **place: Any) -> None:
        """Show a round, template and domain."""
        self._context.title(self.title)
        self._round = str(place.get("round", "")) or self._round
        self._form = str(place.get("form", "")) or self._form
        self._domain = str(place.get("domain", "")) or self._domain
        self.refresh()
        self.round.setFocus()

    def refresh(self) -> None:
        """Read again, on the worker thread."""
        space = self._context.workspace
        if not reliability.may_look(space):
            self.head.hide()
            self._stack.setCurrentWidget(self.closed)
            return
        self.report.setVisible(space.is_a("qa_lead", "cswo"))
        self._turn += 1
        wanted = ("" if self._round == ALL else self._round, self._form, self._domain)

        def work(progress: Progress) -> Reliability:
            progress.step(0, 1, "Comparing first and second grades")
            desk = space.reader()
            try:
                return reliability.look(desk, *wanted)
            finally:
                desk.store.close()

        self._context.tasks.run(
            "Comparing first and second grades", work, self._shown(self._turn), self._context.fault
        )

    def _shown(self, turn: int) -> Callable[[Reliability], None]:
        """Shows what was read, unless somebody has asked for something else since."""

        def show(found: Reliability) -> None:
            if turn == self._turn:
                self._show(found)

        return show

    def _show(self, found: Reliability) -> None:
        self._fill(found)
        missing = words.missing(found.withheld)
        self.missing.setVisible(bool(missing))
        if missing:
            self.missing.show_message(missing, "warning")
        if found.subject is None or found.random is None or found.targeted is None:
            self._stack.setCurrentWidget(self.empty)
            return
        self._figures(found.random)
        self._beside(found, found.targeted)
        show_counts(self.domains, "Domain", [(one.name, one.found) for one in found.domains])
        show_counts(self.teams, "Team", [(one.name, one.found) for one in found.by_team])
        show_counts(self.rounds, "Round", [(one.name, one.found) for one in found.by_round])
        self.by_team.setVisible(bool(found.by_team))
        self.by_round.setVisible(len(found.by_round) > 1)
        self._guess(found)
        self.own.show_leaning(found.own, found.rounds)
        self.people.show_people(found.people, found.rounds)
        self.apart.show_audits(found.apart)
        self.annex.show_agreement(found.random, self._titled(found))
        self._stack.setCurrentWidget(self.figures)

    def _fill(self, found: Reliability) -> None:
        """The three pickers."""
        rounds = [(ALL, "All rounds"), *found.rounds]
        self.round.show_choices(rounds, found.round or ALL)
        self.form.show_choices([(one.form, one.title) for one in found.forms], self._of(found)[0])
        subjects = next((one.subjects for one in found.forms if one.form == self._of(found)[0]), ())
        self.domain.show_choices([(s.domain, title) for s, title in subjects], self._of(found)[1])
        for picker in (self.form, self.domain):
            picker.setVisible(found.subject is not None)

    @staticmethod
    def _of(found: Reliability) -> tuple[str, str]:
        return (found.subject.form, found.subject.domain) if found.subject else ("", "")

    def _titled(self, found: Reliability) -> str:
        form, domain = self._of(found)
        return next(
            (
                f"{one.title}, {title.lower()}"
                for one in found.forms
                for subject, title in one.subjects
                if (subject.form, subject.domain) == (form, domain)
            ),
            "",
        )

    def _figures(self, random: Agreement) -> None:
        """The sentence first, then n, same, lower, higher, then the table with its direction."""
        said = words.headline(random)
        self.sentence.setText(" ".join(part for part in (said, words.scales(random)) if part))
        n = random.n
        self.read.show_figure(f"{n:,}", "read again", "blind, drawn at random")
        share = [
            count / n if n >= TOO_FEW else None for count in (random.same, random.down, random.up)
        ]
        self.same.show_figure(
            f"{random.same:,}", "the same grade", words.near(random) if n else "", share[0]
        )
        self.down.show_figure(f"{random.down:,}", "lower", "the first was kinder", share[1])
        self.up.show_figure(f"{random.up:,}", "higher", "the first was stricter", share[2])
        self.chart.setVisible(bool(n))
        self.nothing.setVisible(not n)
        if n:
            title = "First grade against second grade"
            self.chart.show_scene(lambda wide: moderation_table(random, title, "", wide))

    def _beside(self, found: Reliability, targeted: Agreement) -> None:
        """The second column: never added to the first."""
        self.beside.setText(words.beside(targeted, found.partial))
        self.targeted.setVisible(bool(targeted.n))
        rows = (("Same", targeted.same), ("Lower", targeted.down), ("Higher", targeted.up),
                ("Not comparable", targeted.apart))  # fmt: skip
        self.targeted.show_table(("Read for a reason", f"{targeted.n}"),
                                 [(name, f"{count}") for name, count in rows])  # fmt: skip
        self.covered.setVisible(found.coverage is not None)
        if found.coverage is not None:
            self.covered.setText(words.coverage(found.coverage))

    def _guess(self, found: Reliability) -> None:
        """What the random re-reads would make of the whole, beside the first grades."""
        lines = [
            f"{plain(one.kind)}. {words.corrected(share)}"
            for one in found.whole
            for share in one.shares
            if share.share is not None
        ]
        if not lines and found.whole:
            lines = [f"{plain(one.kind)}. {one.shares[0].why}" for one in found.whole]
        self.guess.setText("\n".join(lines))
        self.whole.setVisible(bool(lines))

    def _report(self) -> None:
        of = "" if self._round == ALL else self._round
        self._context.go("reports", report="moderation", **({"round": of} if of else {}))

    def _take_round(self, key: str) -> None:
        self._round = key
        self.refresh()

    def _take_form(self, key: str) -> None:
        self._form, self._domain = key, ""
        self.refresh()

    def _take_domain(self, key: str) -> None:
        self._form, self._domain = self.form.value(), key
        self.refresh()

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible():
            self.refresh()
