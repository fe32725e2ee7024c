"""After the talk: commitments, themes, the seminar, the revisit, closing; and what waits on Home."""

from dataclasses import replace
from datetime import date

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import Commitment, Seminar, Session
from qa_tool.errors import QAError, Refused
from qa_tool.store import diagnostic as shelf
from qa_tool.store.record import plain
from qa_tool.work import diagnostic, diagnostic_view
from qa_tool.work import theme as themes
from qa_tool.work.audit import NotReady
from qa_tool.work.change import Change, changed
from qa_tool.work.waiting import Tone, Waiting, days
from qa_tool.work.workspace import Workspace

ESSEX = ("work_not_recorded", "oversight_thin", "direct_work_thin")
"""The three themes that the Essex diagnostics found; offered first."""


def commit(workspace: Workspace, session_id: str, wanted: Commitment) -> Change:
    """Keep a commitment of the team; one with an id replaces what it said before."""
    session = diagnostic.led(workspace, session_id)
    if not wanted.text.strip():
        raise QAError("The commitment has no words.", "Say what the team will do.")
    if not wanted.owner.strip():
        raise QAError("Nobody is named for it.", "Type who sees to it: a name or a role.")
    if wanted.due < session.day:
        raise QAError("The day lies before the session.", "Choose a day after it.")
    if wanted.standard and wanted.standard not in session.chosen:
        raise QAError("This standard is not looked at in this session.", "Choose another, or none.")
    kept = replace(
        wanted, id=wanted.id or workspace.ids.new_id("cmt"), session=session.id,
        text=wanted.text.strip(), owner=wanted.owner.strip(),
    )  # fmt: skip
    return _keep(workspace, kept)


def _keep(workspace: Workspace, one: Commitment) -> Change:
    with workspace.store.together():
        workspace.write("diagnostic", one.id, {"commitment": plain(one)})
    return changed("diagnostic", ids=(one.session, one.id))


def _commitment(workspace: Workspace, session_id: str, commitment: str) -> Commitment:
    found = shelf.commitments(workspace.store, session_id)
    one = next((c for c in found if c.id == commitment), None)
    if one is None:
        raise QAError("This commitment is not here.", "Look at the session again.")
    return one


def drop(workspace: Workspace, session_id: str, commitment: str) -> Change:
    """Take a commitment back while the session is being held."""
    diagnostic.led(workspace, session_id)
    return _keep(workspace, replace(_commitment(workspace, session_id, commitment), dropped=True))


def done(
    workspace: Workspace, session_id: str, commitment: str, day: date | None, came_of_it: str = ""
) -> Change:
    """Say that a commitment was carried out and what came of it; anybody who was in the room may. None takes it back."""
    session = diagnostic.whole(workspace, session_id)
    one = _commitment(workspace, session_id, commitment)
    if day is not None and not session.day <= day <= workspace.clock.today():
        raise QAError("The day does not fit.", "Type a day from the session up to today.")
    if day is not None and not came_of_it.strip():
        raise QAError("It is not said what came of it.", "Say what can be noticed now.")
    return _keep(workspace, replace(one, done=day, came_of_it=came_of_it.strip() if day else ""))


def choose_themes(workspace: Workspace, session_id: str, keys: tuple[str, ...]) -> Change:
    """Keep the themes of a session: keys of the council's codebook."""
    session = diagnostic.led(workspace, session_id)
    settled = []
    for key in keys:
        theme = themes.codebook(workspace).theme(key)
        if theme is None:
            raise QAError("There is no such theme here.", "Choose one of the codebook.")
        settled.append(theme.id)
    return diagnostic.keep(workspace, replace(session, themes=tuple(dict.fromkeys(settled))))


def offered_themes(workspace: Workspace, session: Session) -> tuple[tuple[str, str], ...]:
    """The themes that may be chosen: the three of Essex, those near the standards looked at, the rest."""
    book = themes.codebook(workspace)
    set_ = diagnostic.standards_of(workspace, session)
    near = [key for s in set_.standards if s.key in session.chosen for key in s.themes]
    order = dict.fromkeys((*ESSEX, *near, *session.themes, *(t.id for t in book.in_use)))
    found = {t.id: t.title for key in order if (t := book.theme(key)) is not None}
    return tuple(found.items())


def seminar(workspace: Workspace, session_id: str, wanted: Seminar) -> Change:
    """Keep the practice learning seminar: when, for whom, what is taken to it, how many came."""
    session = diagnostic.whole(workspace, session_id)
    if session.facilitator != workspace.person.id:
        raise Refused("Only whoever leads the session enters this.", "Tell them what to enter.")
    if wanted.day is not None and wanted.day < session.day:
        raise QAError("The seminar lies before the session.", "Choose a day after it.")
    if wanted.came < 0:
        raise QAError("Fewer than nobody cannot have come.", "Type how many came.")
    messages = tuple(line.strip() for line in wanted.messages if line.strip())
    kept = replace(wanted, who=wanted.who.strip(), messages=messages)
    return diagnostic.keep(workspace, replace(session, seminar=kept))


def plan_revisit(workspace: Workspace, session_id: str, day: date | None) -> Change:
    """Set the day from which the team is looked at again: three to six months after."""
    session = diagnostic.led(workspace, session_id)
    first, last = rules.revisit_window(session.day)
    if day is not None and not first <= day <= last:
        raise QAError(
            "A revisit is held three to six months after the session.",
            f"Choose a day from {first:%d/%m/%Y} to {last:%d/%m/%Y}.",
        )
    return diagnostic.keep(workspace, replace(session, revisit=day))


def close(workspace: Workspace, session_id: str) -> Change:
    """The session was held: every standard looked at has its grade and evidence, and there are commitments."""
    session = diagnostic.led(workspace, session_id)
    seen = diagnostic_view.view(workspace, session_id)
    gaps = tuple((m.standard, m.what) for m in seen.missing if m.needed)
    if gaps:
        raise NotReady(gaps, "the session can be closed")
    with workspace.store.together():
        shelf.drop_private(workspace.store, session_id)
        return diagnostic.keep(
            workspace, replace(session, state="closed", closed=workspace.clock.now())
        )


def reopen(workspace: Workspace, session_id: str) -> Change:
    """Open a held session again, to put a slip right."""
    session = diagnostic.whole(workspace, session_id)
    if session.facilitator != workspace.person.id or session.state != "closed":
        raise Refused("Only whoever led a held session opens it again.", "Ask them.")
    return diagnostic.keep(workspace, replace(session, state="open", closed=None))


def waiting(workspace: Workspace) -> list[Waiting]:
    """The lines for Home: sessions to grade or finish, revisits that are due, commitments past their day."""
    every, me, today = shelf.sessions(workspace.store), workspace.person.id, workspace.clock.today()
    mine = [s for s in every if me in s.present]
    if not mine:
        return []
    again = {s.before for s in every}
    found = [line for s in mine if s.state == "open" and (line := _held(workspace, s)) is not None]
    for s in mine:
        state = rules.revisit_state(s, today, again=s.id in again)
        if s.facilitator == me and s.state == "closed" and state in {"due", "overdue"}:
            tone: Tone = "warning" if state == "overdue" else "info"
            detail = f"Held {s.day:%d %B %Y}; {rules.REVISITS[state].lower()}"
            title = f"Look at {workspace.team_name(s.team)} again"
            found.append(Waiting(tone, title, detail, "diagnostics", {"session": s.id}))
    return [*found, *_late(workspace, mine)]


def _held(workspace: Workspace, session: Session) -> Waiting | None:
    """What an open session asks of this person."""
    team, today = workspace.team_name(session.team), workspace.clock.today()
    place = {"session": session.id}
    if session.facilitator == workspace.person.id:
        late = session.day < today
        title = f"{'Finish' if late else 'Prepare'} the diagnostic session with {team}"
        detail = (
            days(session.day, today) if not late else f"Held {session.day:%d %B %Y}, not closed"
        )
        return Waiting("warning" if late else "info", title, detail, "diagnostics", place)
    if workspace.person.id not in session.people:
        return None
    shut = {f.standard for f in shelf.findings(workspace.store, session.id) if f.how}
    slip = shelf.slip_of(workspace.store, session.id, workspace.person.id)
    graded = shelf.given(workspace.store, session.id, slip) if slip else {}
    left = [key for key in session.chosen if key not in shut and key not in graded]
    if not left:
        return None
    title = f"Grade for yourself: diagnostic session with {team}"
    n = len(left)
    detail = f"{n} standard{'s' if n > 1 else ''} · private until all are shown together"
    return Waiting("info", title, detail, "diagnostics", place)


def _late(workspace: Workspace, mine: list[Session]) -> list[Waiting]:
    """Commitments past their day, one line a session, for whoever led it."""
    today = workspace.clock.today()
    late = shelf.open_commitments(workspace.store, today.isoformat())
    found = []
    for s in mine:
        own = [c for c in late if c.session == s.id and c.due < today]
        if s.facilitator == workspace.person.id and s.state == "closed" and own:
            n = len(own)
            words = f"{n} commitment{'s' if n > 1 else ''} of {workspace.team_name(s.team)} past the day"
            found.append(
                Waiting(
                    "warning", words, f"The oldest is {days(own[0].due, today)}", "diagnostics",
                    {"session": s.id, "show": "commitments"},
                )
            )  # fmt: skip
    return found
