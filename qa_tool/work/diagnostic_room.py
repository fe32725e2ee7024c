"""In the room: private grades, a show of hands, the reveal, what is agreed, and the partner's view apart."""

from collections.abc import Mapping
from dataclasses import replace

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import Finding, Session
from qa_tool.errors import QAError, Refused
from qa_tool.store import diagnostic as shelf
from qa_tool.store.record import plain
from qa_tool.work import diagnostic
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

WORDS = {"evidence": "evidence", "good_here": "what good would look like here"}


def give(workspace: Workspace, session_id: str, standard: str, grade: str) -> Change:
    """Keep one's own private grade of a standard on this laptop; "" takes it back."""
    session = diagnostic.whole(workspace, session_id)
    me = workspace.person.id
    if me not in session.people:
        raise Refused(
            "Only the team's own people grade.", "The partner's grade stands apart; enter it there."
        )
    _private(workspace, session, standard, grade)
    with workspace.store.together():
        slip = shelf.slip_of(workspace.store, session_id, me)
        if not slip:
            slip = workspace.ids.new_id("slip")
            shelf.take_slip(workspace.store, session_id, me, slip)
        shelf.give(workspace.store, session_id, slip, standard, grade)
    return changed("diagnostic", ids=(session_id,))


def take_private(
    workspace: Workspace, session_id: str, slip: str, grades: Mapping[str, str]
) -> Change:
    """Keep the private grades that came from another laptop under a random word and no name.

    The same word again replaces what it brought before. Standards that are revealed are passed over.
    """
    session = diagnostic.led(workspace, session_id)
    if not slip.strip():
        raise QAError("These grades have no mark of their own.", "Ask for the file again.")
    shut = _revealed(workspace, session_id)
    kept = {key: grade for key, grade in grades.items() if key not in shut and grade}
    for key, grade in kept.items():
        _private(workspace, session, key, grade)
    with workspace.store.together():
        for key in session.chosen:
            if key not in shut:
                shelf.give(workspace.store, session_id, slip.strip(), key, kept.get(key, ""))
    return changed("diagnostic", ids=(session_id,))


def _private(workspace: Workspace, session: Session, standard: str, grade: str) -> None:
    """Refuse a private grade that comes too late, or that the scale has not."""
    _known(workspace, session, standard, grade)
    if session.state == "closed" or standard in _revealed(workspace, session.id):
        raise Refused(
            "This standard was revealed, so your grade would no longer be private.",
            "Say it in the talk.",
        )


def _revealed(workspace: Workspace, session_id: str) -> set[str]:
    return {f.standard for f in shelf.findings(workspace.store, session_id) if f.how}


def _known(workspace: Workspace, session: Session, standard: str, grade: str) -> None:
    set_ = diagnostic.standards_of(workspace, session)
    if standard not in session.chosen or set_.standard(standard) is None:
        raise QAError("This standard is not looked at in this session.", "Choose another.")
    if grade and grade not in {g.key for g in diagnostic.scale_of(set_).ranked}:
        names = ", ".join(g.name for g in diagnostic.scale_of(set_).ranked)
        raise QAError("This grade is not on the scale.", f"Choose one of: {names}.")


def finding(workspace: Workspace, session: Session, standard: str) -> Finding:
    """What is kept on one standard so far."""
    found = shelf.findings(workspace.store, session.id)
    fresh = Finding(f"{session.id}/{standard}", session.id, standard)
    return next((one for one in found if one.standard == standard), fresh)


def _keep(workspace: Workspace, one: Finding) -> Change:
    with workspace.store.together():
        workspace.write("diagnostic", one.id, {"finding": plain(one)})
    return changed("diagnostic", ids=(one.session,))


def reveal(workspace: Workspace, session_id: str, standard: str) -> Change:
    """Show together how all graded: only counts are kept, and the private grades are gone."""
    session = diagnostic.led(workspace, session_id)
    _known(workspace, session, standard, "")
    counts = shelf.counted(workspace.store, session_id, standard)
    n = sum(counts.values())
    if n < rules.LEAST_PRIVATE:
        raise Refused(
            f"{n or 'Nobody'} graded this in private{'' if n else ' yet'}; below "
            f"{rules.LEAST_PRIVATE} a count would tell who gave which grade.",
            "Wait for more, ask for a show of hands, or skip grading by each.",
        )
    now = finding(workspace, session, standard)
    return _revealing(
        workspace, replace(now, how="private", counts=counts, revealed=workspace.clock.now())
    )


def hands(
    workspace: Workspace, session_id: str, standard: str, counts: Mapping[str, int]
) -> Change:
    """Keep a show of hands that whoever leads has counted."""
    session = diagnostic.led(workspace, session_id)
    for key, n in counts.items():
        _known(workspace, session, standard, key)
        if n < 0:
            raise QAError("Hands cannot be fewer than none.", "Count again.")
    kept = {key: int(n) for key, n in counts.items() if n}
    if not kept:
        raise QAError("No hand is counted yet.", "Count the hands, or skip grading by each.")
    now = finding(workspace, session, standard)
    return _revealing(
        workspace, replace(now, how="hands", counts=kept, revealed=workspace.clock.now())
    )


def skip(workspace: Workspace, session_id: str, standard: str) -> Change:
    """Go straight to the talk: nobody's own grade is asked for, and none is kept."""
    session = diagnostic.led(workspace, session_id)
    _known(workspace, session, standard, "")
    now = finding(workspace, session, standard)
    return _revealing(workspace, replace(now, how="skipped", counts={}, revealed=None))


def _revealing(workspace: Workspace, one: Finding) -> Change:
    with workspace.store.together():
        change = _keep(workspace, one)
        shelf.drop_private(workspace.store, one.session, one.standard)
    return change


def agree(workspace: Workspace, session_id: str, standard: str, grade: str) -> Change:
    """Keep the grade that the team agreed on; "" takes it back."""
    session = diagnostic.led(workspace, session_id)
    _known(workspace, session, standard, grade)
    return _keep(workspace, replace(finding(workspace, session, standard), agreed=grade))


def say(workspace: Workspace, session_id: str, standard: str, what: str, words: str) -> Change:
    """Keep the evidence, or what good would look like here."""
    session = diagnostic.led(workspace, session_id)
    _known(workspace, session, standard, "")
    if what not in WORDS:
        raise QAError("This is not written down here.", f"Write {' or '.join(WORDS.values())}.")
    now = finding(workspace, session, standard)
    fresh = words.strip()
    kept = replace(now, evidence=fresh) if what == "evidence" else replace(now, good_here=fresh)
    return _keep(workspace, kept)


def partner_says(
    workspace: Workspace, session_id: str, standard: str, *, grade: str | None = None,
    view: str | None = None,
) -> Change:  # fmt: skip
    """Keep the partner's own grade or view, apart from the team's; None leaves one as it is."""
    session = diagnostic.whole(workspace, session_id)
    if workspace.person.id not in (session.facilitator, *session.partner_people):
        raise Refused("This is the partner's to say.", "Ask the partner, or whoever leads.")
    if session.state == "closed":
        raise Refused("This session was held to its end.", "Whoever led it can open it again.")
    _known(workspace, session, standard, grade or "")
    now = finding(workspace, session, standard)
    return _keep(
        workspace,
        replace(
            now,
            partner_grade=now.partner_grade if grade is None else grade,
            partner_view=now.partner_view if view is None else view.strip(),
        ),
    )
