"""One session as it is shown: standard by standard, before and after, and what it still needs."""

from dataclasses import dataclass, replace

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import Commitment, Finding, Session, Standard, Standards
from qa_tool.store import diagnostic as shelf
from qa_tool.template.model import Grade, Scale
from qa_tool.work import diagnostic
from qa_tool.work import theme as themes
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StandardView:
    """One standard in one session; `graded` counts private grades that wait, `mine` is one's own."""

    standard: Standard
    finding: Finding
    spread: rules.Spread | None
    gap: int | None
    before: str
    move: rules.Move
    graded: int = 0
    mine: str = ""
    agreed: Grade | None = None
    partner: Grade | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session for one person; `whole` says whether they were in it, `leads` whether they may enter."""

    session: Session
    set: Standards
    scale: Scale
    team: str
    area: str
    facilitator: str
    whole: bool
    leads: bool
    partner: bool
    standards: tuple[StandardView, ...]
    commitments: tuple[Commitment, ...]
    missing: tuple[rules.Missing, ...]
    cases: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    before: Session | None
    again: str
    revisit: rules.RevisitState

    def standard(self, key: str) -> StandardView | None:
        """What was found on one standard."""
        return next((one for one in self.standards if one.standard.key == key), None)


def view(workspace: Workspace, session_id: str) -> SessionView:
    """What this person may see of a session; private grades of others are in nothing it gives."""
    session = diagnostic.one(workspace, session_id)
    me, store = workspace.person.id, workspace.store
    whole = me in session.present
    set_ = diagnostic.standards_of(workspace, session)
    findings = shelf.findings(store, session_id)
    commitments = shelf.commitments(store, session_id) if whole else ()
    before = _before(workspace, session)
    again = next((s.id for s in shelf.sessions(store) if s.before == session_id), "")
    area = workspace.areas.get(session.area)
    leads = whole and session.facilitator == me and session.state == "open"
    missing = rules.missing(session, findings, commitments, set_) if leads else ()
    return SessionView(
        session, set_, diagnostic.scale_of(set_), workspace.team_name(session.team),
        area.name if area else "", workspace.name(session.facilitator), whole, leads,
        session.state == "open" and (leads or (whole and me in session.partner_people)),
        _standards(workspace, session, set_, findings, before, whole=whole), commitments, missing,
        diagnostic.references(workspace, session) if whole else (),
        theme_titles(workspace, session.themes), before, again,
        rules.revisit_state(session, workspace.clock.today(), again=bool(again)),
    )  # fmt: skip


def _before(workspace: Workspace, session: Session) -> Session | None:
    """The session that this one looks back at; the team's last held one where none is named.

    The team itself sees how it moved; a partner only from what their own organisation found.
    """
    found = [
        s for s in shelf.sessions(workspace.store)
        if s.team == session.team and s.state == "closed" and s.id != session.id
        and (s.id == session.before or (not session.before and s.day < session.day))
        and (diagnostic.sight(workspace, s) or not workspace.is_a("partner"))
    ]  # fmt: skip
    last = max(found, key=lambda s: (s.day, s.id), default=None)
    return diagnostic.team_level(last) if last is not None else None


def _standards(
    workspace: Workspace,
    session: Session,
    set_: Standards,
    findings: tuple[Finding, ...],
    before: Session | None,
    *,
    whole: bool,
) -> tuple[StandardView, ...]:
    scale, by_key = diagnostic.scale_of(set_), {one.standard: one for one in findings}
    old = {f.standard: f.agreed for f in shelf.findings(workspace.store, before.id)} if before else {}  # fmt: skip
    waiting = shelf.how_many(workspace.store, session.id) if whole else {}
    slip = shelf.slip_of(workspace.store, session.id, workspace.person.id)
    mine = shelf.given(workspace.store, session.id, slip) if whole and slip else {}
    rows = []
    for key in session.chosen:
        standard = set_.standard(key)
        if standard is None:
            continue
        found = by_key.get(key, Finding(f"{session.id}/{key}", session.id, key))
        seen = found if whole else grades_only(found)
        rows.append(
            StandardView(
                standard, seen, rules.spread(scale, seen.counts) if seen.counts else None,
                rules.gap(scale, seen.agreed, seen.partner_grade), old.get(key, ""),
                rules.moved(scale, old.get(key, ""), seen.agreed), waiting.get(key, 0),
                mine.get(key, ""), scale.grade(seen.agreed), scale.grade(seen.partner_grade),
            )
        )  # fmt: skip
    return tuple(rows)


def grades_only(finding: Finding) -> Finding:
    """The team's and the partner's grade, and nothing that was said or counted."""
    return replace(
        finding, how="", counts={}, revealed=None, evidence="", partner_view="", good_here=""
    )


def theme_titles(workspace: Workspace, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What these themes are called now: (key, title)."""
    book = themes.codebook(workspace)
    found = []
    for key in keys:
        theme = book.theme(key)
        found.append((theme.id, theme.title) if theme else (key, key))
    return tuple(dict.fromkeys(found))
