"""What stands beside a handed-in audit: its second reading, actions, case and history."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.action.model import STATES as ACTION_STATES
from qa_tool.action.model import Action
from qa_tool.moderation.model import MODES, WELL_DONE, right_asked
from qa_tool.work import notice_list
from qa_tool.work.audit_list import AuditView
from ui.context import Context
from ui.pages.audit_view.words import moment, readable
from ui.widgets import Box, Button, Card, Divider, KeyValues, Muted, Words, column
from ui.widgets.line_button import LineButton


def reading_card(context: Context, found: AuditView) -> QWidget:
    """What the second reading said."""
    card = Card("Second reading")
    reading = found.reading
    if reading is None:
        card.add(Muted("Not chosen to be read again."))
    elif reading.state != "closed":
        card.add(Muted("It is being read again; what the moderator says will stand here."))
    else:
        card.add(
            KeyValues([
                ("By", context.workspace.name(reading.moderator)),
                ("How", MODES[reading.mode]),
                (right_asked(found.template.overall.kind), "Yes" if reading.grade_right else "No"),
                ("Is the audit well done?", WELL_DONE[reading.well_done]),
            ])
        )  # fmt: skip
        for title, words in (
            ("Why another grade", reading.reason),
            ("For the auditor", reading.feedback),
        ):
            if words:
                card.add(Words(title, "strong"))
                card.add(readable(words))
        more = Button("Grades and discussion", lambda: context.go("moderation_outcome", reading=reading.id),
                      kind="quiet", icon="scale")  # fmt: skip
        more.setAccessibleName("Grades and discussion of the second reading")
        card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def notices_card(context: Context, found: AuditView) -> tuple[QWidget, ...]:
    """The QA notices linked to this audit that this person may see; no card where there is none."""
    rows = notice_list.of_audit(context.workspace, found.audit.id)
    if not rows:
        return ()
    card = Card(f"QA notices ({len(rows)})")
    for one in rows:
        raised = f"raised {one.raised.day} {one.raised:%b %Y}"
        card.add(
            LineButton(
                one.what, f"{one.stage} · {one.state} · {raised}", "flag",
                ink="warning" if one.overdue else "accent", on_click=_to_notice(context, one.id),
            )
        )  # fmt: skip
    return (card,)


def _to_notice(context: Context, notice: str) -> Callable[[], object]:
    """Goes to a notice."""
    return lambda: context.go("notices", notice=notice)


def actions_card(context: Context, found: AuditView) -> QWidget:
    """The actions of this audit; each leads to its place."""
    card = Card(f"Actions ({len(found.actions)})" if found.actions else "Actions")
    today = context.workspace.clock.today()
    for one in found.actions:
        card.add(action_line(one, today, lambda action: context.go("actions", action=action)))
    if not found.actions:
        card.add(Muted("None has been raised."))
    return card


def action_line(one: Action, today: date, go: Callable[[str], object]) -> QWidget:
    """One action: what, how far it is, and when it is due; it leads to its place."""
    late = one.overdue(today)
    due = f"due {one.due.day} {one.due:%b %Y}" if one.due else ""
    detail = f"{ACTION_STATES[one.state]} · {'overdue, ' if late else ''}{due}"
    return LineButton(
        one.what, detail, "list-checks", ink="warning" if late else "accent",
        on_click=lambda: go(one.id),
    )  # fmt: skip


def case_card(context: Context, found: AuditView) -> QWidget:
    """The case, with the council's number only where this person may see it."""
    case, space = found.case, context.workspace
    facts = [("Reference", case.reference)]
    if case.council_number:
        facts.append(("Council's number", case.council_number))
    facts += [("Team now", space.team_name(case.team)), ("Age", case.age_band)]
    card = Card("Case")
    card.add(KeyValues([(name, value) for name, value in facts if value]))
    more = Button("All audits of this case", lambda: context.go("cases", case=case.id),
                  kind="quiet", icon="folder-search")  # fmt: skip
    card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def history_card(found: AuditView) -> QWidget:
    """What happened to it, and when."""
    card = Card("History")
    for event in found.history:
        when = moment(datetime.fromisoformat(event.when))
        line = column(Words(event.what), Muted(f"{when}  ·  {event.who}"), spacing=0)
        card.add(Box(line))
    card.add(Divider())
    card.add(Muted(f"Entry {found.audit.id}"))
    return card
