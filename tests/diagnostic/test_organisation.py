"""Whose session it is: kept on the day, then known of the person, then typed; never by spelling alone."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from qa_tool.diagnostic.model import Seat, Session
from qa_tool.diagnostic.organisation import folded, organisations, seats

NAMES = st.sampled_from(["", "Northholm", "Westbeck", "Eastmere"])
PEOPLE = ("per-a", "per-b", "per-c")


def session(**more: object) -> Session:
    """A made-up session that the QA lead led."""
    return Session(
        "dia-1", "team", "area", "safeguarding", date(2026, 11, 2), "per-lead", "mark", (),
        datetime(2026, 11, 2, 9, tzinfo=UTC), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_spelling_makes_no_other_organisation() -> None:
    """Capitals and spaces are the typist's."""
    assert folded("  North   Holm ") == folded("north holm") != folded("northholm")


def test_what_was_kept_on_the_day_counts_before_what_is_known_now() -> None:
    """Somebody who moved takes no session along to the new organisation."""
    held = session(partner_people=("per-a",))
    held_with_seats = session(partner_people=("per-a",), seats=(Seat("per-a", "Northholm"),))
    assert organisations(held, {"per-a": "Westbeck"}) == {"westbeck"}
    assert organisations(held_with_seats, {"per-a": "Westbeck"}) == {"northholm"}


def test_whoever_led_counts_only_as_a_partner() -> None:
    """A QA lead makes no session the council's own where a partner sat in it."""
    one = session(partner_people=("per-a",))
    assert organisations(one, {"per-a": "Northholm"}) == {"northholm"}
    assert organisations(one, {"per-a": "Northholm", "per-lead": "Westbeck"}) == {
        "northholm",
        "westbeck",
    }


def test_the_typed_partner_stands_in_only_where_nothing_is_known() -> None:
    """A name typed in the frame gives sight where the people's own organisation is blank."""
    assert organisations(session(partner="Northholm"), {}) == {"northholm"}
    assert organisations(session(), {}) == {""}
    named = session(partner="Northholm", partner_people=("per-a",))
    assert organisations(named, {"per-a": "Westbeck"}) == {"westbeck"}
    assert organisations(named, {"per-a": ""}) == {"northholm"}


@given(
    st.dictionaries(st.sampled_from(PEOPLE), NAMES),
    st.lists(st.sampled_from(PEOPLE), unique=True),
    NAMES,
    st.dictionaries(st.sampled_from(PEOPLE), NAMES),
)
def test_no_move_gives_a_session_away(
    then: dict[str, str], sat: list[str], typed: str, now: dict[str, str]
) -> None:
    """Where every partner's organisation was known on the day, no later move changes whose it is."""
    framed = session(partner=typed, partner_people=tuple(sat))
    kept = session(partner=typed, partner_people=tuple(sat), seats=seats(framed, then))
    assert organisations(kept, then) == organisations(framed, then)
    if sat and all(then.get(person) for person in sat):
        assert organisations(kept, now) == {folded(then[person]) for person in sat}
