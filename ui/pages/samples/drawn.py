"""After the draw: the cases with their reserves, and everything that may be done to a sample."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.report.certificate import precision_words, sizes
from qa_tool.sampling.model import METHODS, Sample
from qa_tool.work import certificate, council, sample, sample_list
from qa_tool.work.change import Change
from qa_tool.work.sample_list import CaseLine
from ui.context import Context
from ui.dialogs import Field, ask_fields, ask_text, save_file
from ui.look import px
from ui.pages.samples.rules import moment
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, Card, FlowRow, KeyValues, Words, column
from ui.widgets.sides import Sides

_STATES = {
    "drawn": ("Drawn", "accent"),
    "promoted": ("Came in", "accent"),
    "allocated": ("Allocated", "success"),
    "picked": ("By hand", "warning"),
    "dropped": ("Dropped", "danger"),
    "reserve": ("Reserve", "muted"),
}


class DrawnView(QWidget):
    """One drawn sample: `.show_sample(sample, round name)`."""

    def __init__(self, window_context: Context, by: str) -> None:
        super().__init__()
        self._context, self._by = window_context, by
        self._sample: Sample | None = None
        self._name = ""
        self.facts, self.sure = KeyValues(), Words("", "strong")
        about = Card("The draw")
        about.add(self.sure)
        about.add(self.facts)
        about.body.addStretch(1)
        self.strata = KeyValues()
        self.over = Card("Strata")
        self.over.add(self.strata)
        self.over.body.addStretch(1)
        self.extend = Button("Extend", self.extend_now, icon="plus")
        self.drop = Button("Drop this case", self.drop_now, icon="minus")
        self.pick = Button("Choose by hand", self.pick_now, icon="pencil")
        self.aside = Button("Set aside", self.set_aside, icon="x")
        self.book = Button(
            "Certificate to prove (.xlsx)", lambda: self.certify(".xlsx"), icon="table"
        )
        self.paper = Button(
            "Certificate to read (.pdf)", lambda: self.certify(".pdf"), icon="file-text"
        )
        self.share = Button(
            "Share out", lambda: self._context.go("rounds", round=self._round_id()),
            icon="user-check",
        )  # fmt: skip
        self.list = TablePanel(
            "Cases of the sample", _columns(), noun=("case", "cases"), empty="No case is drawn."
        )
        self.list.view.setMinimumHeight(px(330))
        self.list.bar.addWidget(self.drop)
        self.list.selected.connect(self._chosen)
        self.setLayout(
            column(
                FlowRow(self.book, self.paper, self.share, self.extend, self.pick, self.aside),
                self.list, Sides(about, self.over, (3, 2)), spacing=12,
            )
        )  # fmt: skip

    def show_sample(self, made: Sample, name: str) -> None:
        """Show this sample as it is now."""
        self._sample, self._name = made, name
        space = self._context.workspace
        self.sure.setText(precision_words(made))
        self.facts.show_facts(
            [
                ("Method", METHODS[made.rules.method][0]), ("Size", sizes(made)),
                ("Seed", f"{made.seed}, recorded {moment(made.seeded)}"),
                ("List frozen", (f"{moment(made.frozen)}: {made.frame:,} cases, "
                                f"{made.could:,} could be drawn")),
                ("Fingerprint of the list", f"{made.fingerprint[:16]}…"),
                ("Dropped", f"{len(made.dropped):,}"),
                ("Chosen by hand", f"{len(made.picked):,}"),
            ]
        )  # fmt: skip
        self.over.setVisible(len(made.strata) > 1)
        self.strata.show_facts([(s.name, f"{s.quota:,} of {s.size:,}") for s in made.strata])
        self.list.show_rows(sample_list.lines(space, made.id))
        why = "" if space.is_a("qa_lead") else "The QA lead does this."
        for button in (self.extend, self.aside, self.share):
            button.forbid(why)
        if made.rules.method == "cohort":
            self.extend.forbid("This is the whole cohort.")
        allowed = space.policy.allow_hand_picking
        self.pick.forbid(why or ("" if allowed else "This council forbids choosing by hand."))
        self._chosen(None)

    def extend_now(self) -> None:
        """Ask for the new size and why."""
        made = self._sample
        if made is None:
            return
        what = "How many from each now" if made.rules.method == "fixed" else "How many in all now"
        given = ask_fields(
            self, "Extend the sample",
            (
                Field("total", what, "number", made.totals[-1] + 1, needed=True),
                Field("reason", "Why", "long", needed=True,
                      help="One sentence without names: the certificate prints it."),
            ),
            "Extend", text="The cases that are drawn stay; more come in, in the same order.",
        )  # fmt: skip
        if given is not None:
            space = self._context.workspace
            self._do(lambda: sample.extend(space, made.id, given["total"], given["reason"]),
                     "The sample is extended.")  # fmt: skip

    def drop_now(self) -> None:
        """Drop the case that is marked, with a reason."""
        made, row = self._sample, self._row()
        if made is None or row is None:
            return
        reason = ask_text(
            self, f"Drop {row.reference}?",
            "The next reserve of the same stratum comes in. The reason stands on the certificate: "
            "write no names.", "Drop it",
        )  # fmt: skip
        if reason is not None:
            space = self._context.workspace
            self._do(lambda: sample.drop(space, made.id, row.case, reason),
                     f"{row.reference} is dropped; the next reserve came in.")  # fmt: skip

    def pick_now(self) -> None:
        """Add a case by hand; it is marked and enters no rate."""
        made = self._sample
        if made is None:
            return
        given = ask_fields(
            self, "Choose a case by hand",
            (
                Field("case", "Reference or case number", needed=True),
                Field("reason", "Why", "long", needed=True, help="One sentence without names."),
            ),
            "Add it", text="It is marked “chosen by hand” for ever and enters no rate.",
        )  # fmt: skip
        if given is None:
            return
        space = self._context.workspace
        found = sample_list.case_with(space, given["case"])
        if found is None:
            self._context.fault(
                QAError("No case has this reference or number.", "Look at the page Cases.")
            )
            return
        round_ = council.round_named(space, made.round)
        self._do(lambda: sample.pick(space, round_, made.template, found.id, given["reason"]),
                 f"{found.reference} is added by hand.")  # fmt: skip

    def set_aside(self) -> None:
        """Give the sample up, with a reason that every later certificate prints."""
        made = self._sample
        if made is None:
            return
        reason = ask_text(
            self, "Set this sample aside?",
            "It stays in the record, and every later certificate of the round prints its seed and "
            "your reason.", "Set it aside",
        )  # fmt: skip
        if reason is not None:
            space = self._context.workspace
            self._do(lambda: sample.set_aside(space, made.id, reason), "The sample is set aside.")

    def certify(self, suffix: str) -> None:
        """Write the certificate."""
        made = self._sample
        if made is None:
            return
        kinds = f"{'Workbook' if suffix == '.xlsx' else 'PDF'} (*{suffix})"
        target = save_file(self, "Write the certificate", f"sampling-certificate{suffix}", kinds)
        if target is None:
            return
        if target.suffix.lower() != suffix:
            target = target.with_name(target.name + suffix)
        self._context.tasks.run(f"Writing {target.name}", self._job(made.id, target), self._written)

    def _job(self, sample_id: str, target: Path) -> Callable[[Progress], Path]:
        sealed = certificate.seal(self._context.workspace, sample_id)
        return lambda progress: certificate.write(sealed, target, progress)

    def _written(self, path: Path) -> None:
        self._context.say(f"“{path.name}” is written.", "success")

    def _do(self, act: Callable[[], Change], said: str) -> None:
        """Do it, say it, and show it everywhere."""
        try:
            change = act()
        except QAError as error:
            self._context.fault(error)
            return
        self._context.say(said, "success")
        self._context.live.announce(change)

    def _row(self) -> CaseLine | None:
        found = self.list.view.current_row()
        return found if isinstance(found, CaseLine) else None

    def _chosen(self, row: CaseLine | None) -> None:
        """What may be done to the case that is marked."""
        if not self._context.workspace.is_a("qa_lead"):
            self.drop.forbid("The QA lead does this.")
        elif row is None:
            self.drop.forbid("Choose a case in the list first.")
        elif row.state == "allocated":
            self.drop.forbid("It is allocated: take it back from the auditor first.")
        else:
            fits = row.state in {"drawn", "promoted"}
            self.drop.forbid("" if fits else "Only a drawn case can be dropped.")

    def _round_id(self) -> str:
        return self._sample.round if self._sample else ""


def _state(row: CaseLine) -> Cell:
    word, tone = _STATES[row.state]
    return Cell(word, tone)


def _columns() -> tuple[Column, ...]:
    return (
        Column("order", "#", lambda r: r.order, "number", 50),
        Column("state", "Is", _state, "pill", 112),
        Column("reference", "Reference", lambda r: r.reference, width=118),
        Column("number", "Case number", lambda r: r.number, width=132),
        Column("team", "Team", lambda r: r.team),
        Column("worker", "Worker", lambda r: r.worker, width=150),
        Column("restricted", "File", lambda r: "restricted" if r.restricted else "", width=84),
        Column("why", "Auditor, or why", lambda r: r.auditor or r.why),
    )
