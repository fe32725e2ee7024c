"""The council's policy as a form that makes itself from the policy's own table."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from qa_tool.policy import Clocks, Numbers, Policy, Retention, Titles, check, why
from qa_tool.problems import Problem
from ui.widgets import Button, Card, EqualGrid, FlowRow, Labelled, Muted, Words, column

Record = Policy | Numbers | Titles | Clocks | Retention
_PARTS: tuple[tuple[str, str, type[Record]], ...] = (
    ("", "Council, second readings and counting", Policy),
    ("clocks", "Clocks", Clocks),
    ("numbers", "Numbers to ring", Numbers),
    ("titles", "What posts are called here", Titles),
    ("retention", "How long records are kept", Retention),
)
LABELS: Mapping[str, str] = {
    "council_name": "Name of the council",
    "moderation_share": "Read again at random, percent of the rest",
    "moderation_capacity": "Read again at most, of every 100 planned audits",
    "new_auditor_audits": "A new auditor's first audits to read again",
    "exclude_months": "Not drawn again for, months",
    "small_team_audits": "A team is shown from so many audits",
    "small_team_workers": "A team is shown from so many workers",
    "lock_minutes": "Lock after, minutes (at most)",
    "keep_council_number": "Keep the council's case numbers",
    "allow_hand_picking": "Cases may be chosen by hand (marked, in no rate)",
    "re_audit_at_sign_off": "Give out the re-audit of an Inadequate with its sign-off",
    "verify_share": "Actions verified at random, percent",
    "clocks.child_action_days": "Actions for one child, working days",
    "clocks.service_action_months": "Actions for the service, months",
    "clocks.feedback_days": "Feedback within, working days",
    "clocks.reply_days": "Reply within, working days",
    "clocks.supervision_days": "Taken to supervision within, working days",
    "clocks.contact_check_days": "Safe to contact: ask again after, days",
    "clocks.reading_days": "Second reading within, working days",
    "clocks.dispute_days": "Dispute ended within, working days",
    "clocks.re_audit_months": "Re-audit of every Inadequate within, months",
    "clocks.concern_days": "Concern taken higher: answered within, working days",
    "clocks.protection_visit_days": "Visits under a protection plan, local: at most every, working days",
    "numbers.danger": "May be in danger now",
    "numbers.out_of_hours": "Out of hours",
    "numbers.head_of_service": "Head of service",
    "numbers.lado": "LADO",
    "numbers.adult_safeguarding": "Adult safeguarding",
    "titles.cswo": "Chief Social Work Officer",
    "titles.director": "Director of Children's Services",
    "titles.lead_member": "Lead Member",
    "titles.principal_social_worker": "Principal Social Worker",
    "titles.chief_executive": "Chief Executive",
    "titles.members": "Elected members",
    "titles.head_of_service": "Head of service",
    "retention.case_audit": "Case audits, years after sign-off",
    "retention.observation": "Practice observations, years after sign-off",
    "retention.supervision_audit": "Supervision audits, years after sign-off",
    "retention.service_audit": "Audits of teams and organisations, years",
    "retention.action": "Actions, years after they are finished",
    "retention.safety_stop": "Safety stops, years after they are settled",
    "retention.notice": "QA notices, years after the last step",
    "retention.concern": "Concerns taken higher, years after the answer",
    "retention.diagnostic": "Diagnostic sessions, years after they were held",
    "retention.survey": "Surveys by quarter, years",
    "retention.calibration": "Calibration sessions, years after their close",
    "retention.requirement": "Requirements, years after met or withdrawn",
    "retention.objective": "Objectives of the plan, years after their day",
    "retention.comment": "Comments on draft frameworks, years",
    "retention.case": "Case numbers, years after closing",
}


class PolicyForm(QWidget):
    """All that a council sets: `PolicyForm()`, `.show_policy(policy)`, `.policy()`; signal `kept`."""

    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._policy = Policy()
        self._fields: dict[str, Labelled] = {}
        self._notes: dict[str, Words] = {}
        self._was: dict[str, str] = {}  # what the fields showed before anybody typed
        self.save = Button("Save the policy", self.kept.emit, kind="primary", icon="check")
        self.problem = Words("", "danger")
        self.problem.hide()
        cards: list[QWidget] = []
        for part, title, record in _PARTS:
            card = Card(title)
            grid = EqualGrid(least=330, spacing=18)
            for name in _names(record):
                grid.add(self._made(f"{part}.{name}".strip("."), why(name, record)))
            card.add(grid)
            cards.append(card)
        about = Muted("Every change is an entry in the ledger: what was before is kept, with who "
                      "changed it. Each setting says why it is as it is.")  # fmt: skip
        self.setLayout(column(about, *cards, self.problem, FlowRow(self.save), None, spacing=14))

    def show_policy(self, policy: Policy) -> None:
        """Show this policy; while something is typed and not kept, that stays."""
        if self.changed():
            return
        self._policy = policy
        for key, field in self._fields.items():
            value = _of(policy, key)
            if isinstance(field.field, QCheckBox):
                field.field.setChecked(bool(value))
            elif isinstance(field.field, QLineEdit):
                field.field.setText(_text(value))
        self._was = self._typed()
        self.show_problems(tuple(p for p in check(policy) if p.severity == "warning"))

    def field(self, key: str) -> QWidget:
        """The field of a setting such as `clocks.feedback_days`."""
        return self._fields[key].field

    def changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return bool(self._was) and self._typed() != self._was

    def _typed(self) -> dict[str, str]:
        """What stands in the fields, as text."""
        return {
            key: str(field.field.isChecked())
            if isinstance(field.field, QCheckBox)
            else cast("QLineEdit", field.field).text().strip()
            for key, field in self._fields.items()
        }

    def policy(self) -> tuple[Policy, dict[str, str]]:
        """What the fields say, and what in them cannot be read, by field."""
        made, wrong = self._policy, dict[str, str]()
        for key, field in self._fields.items():
            before = _of(made, key)
            try:
                value = _read(field.field, before)
            except ValueError:
                many = isinstance(before, tuple)
                wrong[key] = (
                    "Type whole numbers with commas between them, such as 1, 5, 20."
                    if many else "Type a whole number."
                )  # fmt: skip
                continue
            made = _with(made, key, value)
        return made, wrong

    def settled(self) -> None:
        """What stands in the fields is kept."""
        self._was = self._typed()

    def show_problems(
        self, problems: tuple[Problem, ...], misread: Mapping[str, str] | None = None
    ) -> None:
        """Say what is wrong, or worth a look, at each field."""
        told = {key: f"{said}" for key, said in (misread or {}).items()}
        notes: dict[str, str] = {}
        for problem in problems:
            place = told if problem.severity == "error" else notes
            place.setdefault(problem.where, f"{problem.what} {problem.cure}".strip())
        for key, field in self._fields.items():
            field.show_problem(told.get(key, ""))
            note = self._notes[key]
            note.setText("" if key in told else notes.get(key, ""))
            note.setVisible(bool(note.text()))
        others = " ".join(said for key, said in told.items() if key not in self._fields)
        self.problem.setText(others)
        self.problem.setVisible(bool(others))
        first = next((self._fields[key] for key in self._fields if key in told), None)
        if first is not None:
            first.field.setFocus()

    def _made(self, key: str, reason: str) -> QWidget:
        """The field of one setting, with its reason."""
        label = LABELS.get(key, key.rpartition(".")[2].replace("_", " ").capitalize())
        field: QWidget
        if isinstance(_of(Policy(), key), bool):
            field = QCheckBox("Yes")
            field.setAccessibleName(label)
        else:
            field = QLineEdit()
        labelled = Labelled(label, field, reason)
        self._fields[key], self._notes[key] = labelled, Words("", "warning")
        self._notes[key].hide()
        holder = QWidget()
        holder.setLayout(column(labelled, self._notes[key], None, spacing=4))
        return holder


def _names(record: type[Record]) -> list[str]:
    """The settings of a part that are no parts themselves."""
    # The house style has a tab of its own.
    parts = {"style", *(part for part, _title, _record in _PARTS)}
    return [one.name for one in fields(record) if one.name not in parts]


def _of(policy: Policy, key: str) -> Any:
    """The value of a setting by its whole name."""
    part, _, name = key.rpartition(".")
    return getattr(getattr(policy, part) if part else policy, name)


def _with(policy: Policy, key: str, value: Any) -> Policy:
    """The policy with one setting changed."""
    part, _, name = key.rpartition(".")
    if not part:
        return replace(policy, **{name: value})
    return replace(policy, **{part: replace(getattr(policy, part), **{name: value})})


def _text(value: Any) -> str:
    """A value as it stands in a line."""
    return ", ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)


def _read(field: QWidget, before: Any) -> Any:
    """What a field holds, of the sort that was there before."""
    if isinstance(field, QCheckBox):
        return field.isChecked()
    text = field.text().strip() if isinstance(field, QLineEdit) else ""
    if isinstance(before, tuple):
        return tuple(int(part) for part in text.replace(";", ",").split(",") if part.strip())
    return int(text) if isinstance(before, int) else text
