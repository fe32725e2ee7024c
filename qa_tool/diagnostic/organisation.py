"""Whose session it is: the organisations whose improvement partners sat in it.

Only an organisation's own people see a session that was held. What the session kept on its day counts
first; then what is known of the person now (older sessions kept nothing); then the partner's name as it
was typed. A session that names nobody from outside is the council's own.
"""

from collections.abc import Mapping

from qa_tool.diagnostic.model import Seat, Session


def folded(organisation: str) -> str:
    """An organisation's name as it is compared: however it was typed, it is one."""
    return " ".join(organisation.split()).casefold()


def seats(session: Session, now: Mapping[str, str]) -> tuple[Seat, ...]:
    """The seats to keep with a session; `now` is the organisation of every partner's person, by id."""
    return tuple(
        Seat(person, now[person].strip()) for person in _partners(session, now)
        if now.get(person, "").strip()
    )  # fmt: skip


def organisations(session: Session, now: Mapping[str, str]) -> frozenset[str]:
    """Whose session it is, as names are compared; "" is the council's own."""
    kept = {seat.person: seat.organisation for seat in session.seats}
    told = {
        folded(kept.get(person, "") or now.get(person, "") or session.partner)
        for person in _partners(session, now)
    }
    return frozenset(told or {folded(session.partner)})


def _partners(session: Session, now: Mapping[str, str]) -> tuple[str, ...]:
    """The partner's people in the room: those who were named so, and whoever led as one of them."""
    seated = {seat.person for seat in session.seats}
    led = session.facilitator in now or session.facilitator in seated
    first = (session.facilitator,) if led else ()
    return tuple(dict.fromkeys((*first, *session.partner_people)))
