"""After private grading: the spread by domain, the talk, what was agreed, and where it was hardest."""

from dataclasses import dataclass, replace
from datetime import date

from qa_tool.errors import QAError, Refused
from qa_tool.moderation.calibration import (
    CALIBRATION_STATES,
    Calibration,
    Spread,
    everybody_saved,
    hardest,
    place,
    spread,
)
from qa_tool.store import calibration as shelf
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.calibration import newest, session_of
from qa_tool.work.change import Change, changed
from qa_tool.work.moderation_verdict import rows_to_compare
from qa_tool.work.waiting import Tone, Waiting, days
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in the list; `mine` are the examples that wait for this person."""

    id: str
    title: str
    template: str
    due: date | None
    late: bool
    people: int
    examples: int
    saved: int
    mine: tuple[str, ...]
    shown: bool
    state: str
    state_words: str


def rows(workspace: Workspace, *, only_open: bool = False) -> tuple[SessionRow, ...]:
    """The sessions that concern this person, the latest first."""
    everybody = workspace.is_a("qa_lead", "cswo")
    found = shelf.sessions(
        workspace.store, "" if everybody else workspace.person.id, only_open=only_open
    )
    titles = templates.titles(workspace)
    return tuple(_row(workspace, one, titles.get(one.template, one.template)) for one in found)


def _row(workspace: Workspace, one: Calibration, title: str) -> SessionRow:
    me, today = workspace.person.id, workspace.clock.today()
    saved = shelf.saved(workspace.store, one.id)
    wanted = len(one.examples) * len(one.takes_part)
    shown = one.state != "open" or len(saved) >= wanted
    left = tuple(
        e.id for e in one.examples
        if me in one.takes_part and (e.id, me) not in saved and one.state == "open"
    )  # fmt: skip
    state = one.state if one.state != "open" or not shown else "revealed"
    return SessionRow(
        one.id, one.title, title, one.due,
        bool(one.due and one.due < today and not shown), len(one.takes_part), len(one.examples),
        len(saved), left, shown, state, CALIBRATION_STATES[state],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session: how far it is, and, once it is revealed, the spread and where it was hardest.

    `alpha` is Krippendorff's, over all graders and domains, with the words that stand for it where it
    cannot be computed; it belongs in the method annex.
    """

    session: Calibration
    template: Template
    row: SessionRow
    waits_for: tuple[str, ...]
    spreads: tuple[Spread, ...]
    hardest: tuple[Spread, ...]
    alpha: str
    leads: bool


def view(workspace: Workspace, session_id: str) -> SessionView:
    """What this person may see of a session: nobody's grades before all have saved, or it is revealed."""
    session = session_of(workspace, session_id)
    template = templates.by_fingerprint(workspace, session.fingerprint)
    titles = templates.titles(workspace)
    row = _row(workspace, session, titles.get(session.template, session.template))
    saved = shelf.saved(workspace.store, session_id)
    slow = [p for p in session.takes_part if any((e.id, p) not in saved for e in session.examples)]
    found = _spreads(workspace, session, template) if row.shown else ()
    return SessionView(
        session, template, row, tuple(sorted(workspace.name(p) for p in slow)), found,
        hardest(found), _alpha(workspace, session, template) if row.shown else "",
        workspace.is_a("qa_lead"),
    )  # fmt: skip


def _spreads(workspace: Workspace, session: Calibration, template: Template) -> tuple[Spread, ...]:
    grades = shelf.grades(workspace.store, session.id)
    names = {g.person: workspace.name(g.person) for g in grades if g.named}
    found: list[Spread] = []
    for example in session.examples:
        rows_ = rows_to_compare(template)
        for one in spread(rows_, grades, example.id, workspace.person.id, names):
            at = place(example.id, one.domain)
            found.append(
                replace(one, note=session.notes.get(at, ""), agreed=session.agreed.get(at, ""))
            )
    return tuple(found)


def _alpha(workspace: Workspace, session: Calibration, template: Template) -> str:
    """Krippendorff's alpha over the domains, a row for each, a column for each grader; in words."""
    from qa_tool.figures.alpha import alpha_of_grades

    grades = shelf.grades(workspace.store, session.id)
    people = session.takes_part
    by_scale: dict[str, list[list[str]]] = {}
    scales = {}
    for domain in template.graded:
        scale = template.scale_of(domain)
        scales[scale.key] = scale
        for example in session.examples:
            given = {g.person: g.of(domain.key) for g in grades if g.example == example.id}
            by_scale.setdefault(scale.key, []).append([given.get(p, "") for p in people])
    if len(by_scale) != 1:
        return "not computable: the domains are graded on different scales"
    ((key, units),) = by_scale.items()
    found = alpha_of_grades(units, scales[key], "ordinal")
    if found.value is None:
        return found.why
    return f"{found.value:.2f}"


def _led(workspace: Workspace, session_id: str) -> Calibration:
    workspace.need("qa_lead")
    return session_of(workspace, session_id)


def _keep(workspace: Workspace, session: Calibration) -> Change:
    with workspace.store.together():
        parents = newest(workspace, session.id)
        workspace.write("calibration", session.id, session, parents=parents)
    return changed("calibration", ids=(session.id,))


def reveal(workspace: Workspace, session_id: str, reason: str = "") -> Change:
    """Show the spread to everybody; before all have saved it wants a reason, and ends private grading."""
    session = _led(workspace, session_id)
    if session.state != "open":
        raise QAError("This session is revealed already.", "Open it and talk it over.")
    grades = shelf.grades(workspace.store, session_id)
    if not grades:
        raise QAError("Nobody has saved grades yet.", "Wait for the first, or remind people.")
    if not everybody_saved(session, grades) and not reason.strip():
        raise QAError(
            "Not everybody has saved their grades, and no reason is given.",
            "Say in one sentence why it cannot wait; who has not saved can then no longer grade.",
        )
    return _keep(
        workspace,
        replace(session, state="revealed", revealed=workspace.clock.now(), early=reason.strip()),
    )


def _shown(workspace: Workspace, session_id: str) -> Calibration:
    """A session that may be talked over."""
    session = _led(workspace, session_id)
    if session.state == "closed":
        raise QAError("This session is closed.", "Make a new one.")
    if session.state == "open":
        if not everybody_saved(session, shelf.grades(workspace.store, session_id)):
            raise Refused(
                "The grades are still private.", "Wait until all have saved, or reveal them."
            )
        session = replace(session, state="revealed", revealed=workspace.clock.now())
    return session


def note(workspace: Workspace, session_id: str, example: str, domain: str, words: str) -> Change:
    """Keep what the group said about a domain."""
    session = _shown(workspace, session_id)
    notes = dict(session.notes)
    notes[place(example, domain)] = words.strip()
    return _keep(workspace, replace(session, notes={k: v for k, v in notes.items() if v}))


def agree(workspace: Workspace, session_id: str, example: str, domain: str, grade: str) -> Change:
    """Keep the grade that the group agreed on; "" takes it back."""
    session = _shown(workspace, session_id)
    template = templates.by_fingerprint(workspace, session.fingerprint)
    scale = template.scale_of(template.domain(domain))
    if grade and scale.grade(grade) is None:
        raise QAError(
            "This grade is of another version of the scale.",
            f"Choose one of: {', '.join(g.name for g in scale.grades)}.",
        )
    agreed = dict(session.agreed)
    agreed[place(example, domain)] = grade
    return _keep(workspace, replace(session, agreed={k: v for k, v in agreed.items() if v}))


def close(workspace: Workspace, session_id: str) -> Change:
    """The talk is over; the session stays to be read."""
    session = _shown(workspace, session_id)
    return _keep(workspace, replace(session, state="closed", closed=workspace.clock.now()))


def name_me(workspace: Workspace, session_id: str, *, on: bool) -> Change:
    """Let the group see one's own name beside one's grades, or take that back."""
    session = session_of(workspace, session_id)
    mine = shelf.own(workspace.store, session.id, workspace.person.id)
    if not mine:
        raise QAError("You have saved no grades in this session.", "There is nothing to name.")
    with workspace.store.together():
        for one in mine:
            workspace.write(
                "calibration", one.id, replace(one, named=on), parents=newest(workspace, one.id)
            )
    return changed("calibration", ids=(session.id,))


def named(workspace: Workspace, session_id: str) -> bool:
    """Whether the group may see this person's name."""
    return any(g.named for g in shelf.own(workspace.store, session_id, workspace.person.id))


def waiting(workspace: Workspace) -> list[Waiting]:
    """The lines for Home: examples to grade; for the QA lead, sessions that everybody has graded."""
    found, today = [], workspace.clock.today()
    for row in rows(workspace, only_open=True):
        if row.mine:
            n = len(row.mine)
            tone: Tone = "warning" if row.late else "info"
            what = f"{n} example{'s' if n > 1 else ''} · {days(row.due, today)}"
            title = f"Grade for the calibration “{row.title}”"
            found.append(Waiting(tone, title, what, "calibration", {"session": row.id}))
        elif row.shown and workspace.is_a("qa_lead"):
            title = f"Everybody has graded for “{row.title}”"
            detail = "Talk over where the grades part, and agree"
            found.append(Waiting("info", title, detail, "calibration", {"session": row.id}))
    return found
