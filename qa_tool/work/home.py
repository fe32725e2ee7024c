"""What waits for somebody: safety first, then what is due, then the round at a glance."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module

from qa_tool.store import audit as audit_shelf
from qa_tool.template.model import Template
from qa_tool.work import action_list as actions
from qa_tool.work import audit_list, safety_waiting
from qa_tool.work import template as templates
from qa_tool.work.council import RoundState, round_state, rounds
from qa_tool.work.waiting import Waiting, days
from qa_tool.work.workspace import Workspace

__all__ = ["LINES", "Home", "RoundGrades", "Waiting", "glance", "load_next", "loaded", "overview"]

# What stands under safety, one's audits and what is to be read again: "module:question", in this order.
# The module of a noun is loaded when its line is first asked for; the window is painted before.
LINES: tuple[str, ...] = (
    "restored:waiting",
    "moderation_waiting:waiting",
    "calibration_talk:waiting",
    "diagnostic_after:waiting",
    "home_lines:of_actions",
    "home_lines:of_feedback",
    "notice_list:waiting",
    "concern:waiting",
    "voice:waiting",
    "supervision:waiting",
    "home_lines:of_disputes",
    "home_lines:of_re_audits",
    "requirement:waiting",
    "home_lines:of_sign_offs",
    "quotation:waiting",
    "publication_waiting:waiting",
    "framework:waiting",
    "crosswalk_waiting:waiting",
    "retention:waiting",
)


@dataclass(frozen=True, slots=True)
class RoundGrades:
    """Counted final grades of one template in one round: domain title, grade key to n."""

    template: Template
    rows: tuple[tuple[str, Mapping[str, int]], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the first page."""

    name: str
    waiting: tuple[Waiting, ...]
    round: RoundState | None
    grades: RoundGrades | None
    overdue_actions: int
    open_actions: int
    last_touched: audit_list.AuditRow | None
    whole: bool = False  # whether every line of what waits is there


def modules() -> tuple[str, ...]:
    """The modules that know the lines, each once, in their order."""
    found = (line.partition(":")[0] for line in LINES)
    return tuple(dict.fromkeys(f"qa_tool.work.{name}" for name in found))


def loaded() -> bool:
    """Whether every line can be asked for at once, without loading anything."""
    return all(name in sys.modules for name in modules())


def load_next() -> bool:
    """Load the next module that knows a line; False where all of them are there."""
    missing = next((name for name in modules() if name not in sys.modules), "")
    if missing:
        import_module(missing)
    return bool(missing)


def overview(workspace: Workspace) -> Home:
    """What waits for this person now, and the latest round."""
    found = glance(workspace)
    rest = (line for question in _questions() for line in question(workspace))
    return replace(found, waiting=(*found.waiting, *rest), whole=True)


def _questions() -> list[Callable[[Workspace], list[Waiting]]]:
    places = (line.partition(":") for line in LINES)
    return [getattr(import_module(f"qa_tool.work.{name}"), what) for name, _, what in places]


def glance(workspace: Workspace) -> Home:
    """The figures, safety, one's audits and what is to be read again; what else waits stands below them."""
    today = workspace.clock.today()
    desk = audit_list.mine(workspace)
    # An improvement partner sits with teams; how the audits go is not theirs to see.
    every = rounds(workspace) if set(workspace.person.roles) != {"partner"} else ()
    state = round_state(workspace, every[0]) if every else None
    unfinished = actions.unfinished(workspace)
    waiting = [
        *safety_waiting.waiting(workspace),
        *_desk(desk, today),
        *_readings(workspace),
    ]
    return Home(
        workspace.person.name, tuple(waiting), state, _grades(workspace, state),
        unfinished.overdue, unfinished.n,
        next((r for r in desk if r.state == "draft"), None),
    )  # fmt: skip


def _desk(desk: tuple[audit_list.AuditRow, ...], today: date) -> list[Waiting]:
    found = []
    for row in desk:
        late = row.due is not None and row.due < today
        verb = "Go on with" if row.state == "draft" else "Start"
        found.append(
            Waiting(
                "warning" if late else "info", f"{verb} the audit of case {row.reference}",
                f"{row.title} · {days(row.due, today)}", "audit_form",
                {"audit": row.id} if row.id else {"allocation": row.allocation},
            )
        )  # fmt: skip
    return sorted(found, key=lambda w: w.tone != "warning")


def _readings(workspace: Workspace) -> list[Waiting]:
    if not workspace.is_a("moderator"):
        return []
    from qa_tool.work import moderation  # half the audit's rooms: for those who read again

    today = workspace.clock.today()
    return [
        Waiting(
            "warning" if row.late else "info", f"Read case {row.reference} again",
            f"{row.title} · {days(row.due, today)}", "moderation", {"reading": row.id},
        )
        for row in moderation.queue(workspace)
    ]  # fmt: skip


def _grades(workspace: Workspace, state: RoundState | None) -> RoundGrades | None:
    """The round's signed-off grades of its first graded template; nothing shielded is in them."""
    if state is None or not workspace.is_a("qa_lead", "cswo", "moderator", "team_manager"):
        return None
    counted = {
        key: audit_shelf.tallies(workspace.store, round_=state.round.id, template=key)
        for key in state.round.templates
    }
    best = max(counted, key=lambda k: sum(counted[k].get("overall", {}).values()), default=None)
    if best is None or not counted[best]:
        return None
    template = templates.current(workspace, best)[0]
    rows = [(d.title, counted[best].get(d.key, {})) for d in template.graded]
    rows.append(("Overall", counted[best].get("overall", {})))
    return RoundGrades(template, tuple(rows))
