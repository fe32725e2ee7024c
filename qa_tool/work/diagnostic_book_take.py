"""What was chosen from a workbook, carried out by the session's own verbs."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from qa_tool.diagnostic.model import Came, Commitment, Indicator, Session
from qa_tool.diagnostic.sheet import DONE, YES, commitment_text, standard_of, text_rows
from qa_tool.store import diagnostic as shelf
from qa_tool.work import diagnostic, diagnostic_after, diagnostic_room
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.workspace import Workspace

_FRAME = ("session/came", "session/lines", "session/scorecard", "session/cases")


def carry_out(workspace: Workspace, session_id: str, wanted: Mapping[str, str]) -> None:
    """Every place gets its new value; whoever calls this holds the transaction."""
    _frame(workspace, session_id, wanted)
    for place, value in wanted.items():
        if place.startswith("standard/"):
            _standard(workspace, session_id, place, value)
        elif place.startswith("commitment/") and not place.endswith(DONE):
            _commitment(workspace, session_id, place, value)
    for place, value in wanted.items():
        if place.endswith(DONE):
            _done(workspace, session_id, place, value)
    _themes(workspace, session_id, wanted)
    _after(workspace, session_id, wanted)


def _frame(workspace: Workspace, session_id: str, wanted: Mapping[str, str]) -> None:
    if not any(place in wanted for place in _FRAME):
        return
    one = diagnostic.whole(workspace, session_id)
    cases = diagnostic.references(workspace, one)
    kept = Wanted(
        one.team, one.day, one.service, one.partner, one.people, one.partner_people, one.came, one.lines,
        one.scorecard, cases, one.chosen, one.before,
    )  # fmt: skip
    for place, name, verb in _LISTS:
        if place in wanted:
            kept = replace(kept, **{name: verb(wanted[place])})
    diagnostic.reframe(workspace, session_id, kept)


def _came(value: str) -> tuple[Came, ...]:
    found: dict[str, int] = {}
    for role, n in text_rows(value, 2):
        found[role] = found.get(role, 0) + int(n or 1)
    return tuple(Came(role, n) for role, n in found.items())


def _lines(value: str) -> tuple[str, ...]:
    return tuple(row[0] for row in text_rows(value, 1))


def _scorecard(value: str) -> tuple[Indicator, ...]:
    return tuple(Indicator(*row) for row in text_rows(value, 4))


_LISTS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("session/came", "came", _came), ("session/lines", "lines", _lines),
    ("session/scorecard", "scorecard", _scorecard), ("session/cases", "cases", _lines),
)  # fmt: skip


def _standard(workspace: Workspace, session_id: str, place: str, value: str) -> None:
    key, what = standard_of(place)
    if what == "agreed":
        diagnostic_room.agree(workspace, session_id, key, value)
    elif what == "partner_grade":
        diagnostic_room.partner_says(workspace, session_id, key, grade=value)
    elif what == "partner_view":
        diagnostic_room.partner_says(workspace, session_id, key, view=value)
    elif what == "hands":
        counts = {grade: int(n) for grade, n in text_rows(value, 2)}
        if counts:
            diagnostic_room.hands(workspace, session_id, key, counts)
        else:
            diagnostic_room.skip(workspace, session_id, key)
    else:
        diagnostic_room.say(workspace, session_id, key, what, value)


def _commitment(workspace: Workspace, session_id: str, place: str, value: str) -> None:
    """One commitment; further rows are kept beside it as commitments of their own."""
    known = {c.id: c for c in shelf.commitments(workspace.store, session_id)}
    first = place.removeprefix("commitment/")
    rows = text_rows(value, 4)
    if not rows:
        diagnostic_after.drop(workspace, session_id, first)
        return
    for place_in, (text, owner, due, standard) in enumerate(rows):
        told = f"{session_id}\t{text}\t{owner}\t{due}"
        other = "cmt-" + hashlib.sha256(told.encode()).hexdigest()[:20]
        id_ = first if not place_in else other
        kept = known.get(id_) or Commitment(id_, session_id, "", "", date.fromisoformat(due))
        fresh = replace(
            kept, text=text, owner=owner, due=date.fromisoformat(due), standard=standard,
            dropped=False,
        )  # fmt: skip
        if commitment_text(kept) != commitment_text(fresh):
            diagnostic_after.commit(workspace, session_id, fresh)


def _done(workspace: Workspace, session_id: str, place: str, value: str) -> None:
    id_ = place.removeprefix("commitment/").removesuffix(DONE)
    if id_ not in {c.id for c in shelf.commitments(workspace.store, session_id)}:
        return  # its commitment was not taken over
    day, words = (text_rows(value, 2) or [["", ""]])[0]
    on = date.fromisoformat(day) if day else None
    diagnostic_after.done(workspace, session_id, id_, on, words)


def _themes(workspace: Workspace, session_id: str, wanted: Mapping[str, str]) -> None:
    asked = {p.removeprefix("theme/"): v for p, v in wanted.items() if p.startswith("theme/")}
    if not asked:
        return
    session = diagnostic.whole(workspace, session_id)
    kept = [key for key in session.themes if asked.get(key, YES)]
    kept += [key for key, value in asked.items() if value and key not in kept]
    diagnostic_after.choose_themes(workspace, session_id, tuple(kept))


def _after(workspace: Workspace, session_id: str, wanted: Mapping[str, str]) -> None:
    if "session/revisit" in wanted:
        diagnostic_after.plan_revisit(workspace, session_id, _day(wanted["session/revisit"]))
    if not any(place.startswith("seminar/") for place in wanted):
        return
    session: Session = diagnostic.whole(workspace, session_id)
    one = session.seminar
    diagnostic_after.seminar(
        workspace, session_id,
        replace(
            one,
            day=_day(wanted["seminar/day"]) if "seminar/day" in wanted else one.day,
            who=wanted.get("seminar/who", one.who),
            messages=_lines(wanted["seminar/messages"]) if "seminar/messages" in wanted else one.messages,
            came=int(wanted["seminar/came"] or 0) if "seminar/came" in wanted else one.came,
        ),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
