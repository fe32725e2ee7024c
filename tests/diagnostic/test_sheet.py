"""The diagnostic workbook as a round trip: whatever is in a session comes back, and nothing is lost between copies."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.audit.paper_front import first_sheet
from qa_tool.diagnostic import sheet_plan
from qa_tool.diagnostic.model import Came, Commitment, Finding, Indicator, Seminar, Session
from qa_tool.diagnostic.sheet import (
    Book,
    Identity,
    mark,
    plain,
    rows_text,
    text_rows,
    values,
)
from qa_tool.diagnostic.sheet_merge import KEEP, differences, joined, proposed, settled
from qa_tool.diagnostic.sheet_read import Filled, read
from qa_tool.export.diagnostic_xlsx import fill
from qa_tool.export.workbook_back import read_back
from qa_tool.policy import Numbers
from qa_tool.work import diagnostic

DAY = date(2026, 11, 12)
KEYS = ("recording", "oversight")
IDENTITY = Identity("c" * 64, "dia-1", diagnostic.shipped_mark(), "wb-1")
texts = st.text(max_size=80)
lines = st.lists(texts, max_size=5).map(tuple)
grades = st.sampled_from(["", "outstanding", "good", "requires_improvement", "inadequate"])
days = st.integers(0, 300).map(lambda n: DAY + timedelta(days=n))
findings = st.builds(
    Finding, st.just("f"), st.just("dia-1"), st.just(""), st.just("hands"),
    st.dictionaries(grades.filter(bool), st.integers(1, 40), max_size=4), st.none(), grades, texts,
    grades, texts, texts,
)  # fmt: skip
words = texts.filter(lambda t: bool(plain(t)))
commitments = st.builds(
    Commitment, st.just("cmt-x"), st.just("dia-1"), words, words, days, st.sampled_from(["", *KEYS])
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A session with anything in it that people may have typed."""
    seminar = Seminar(draw(st.none() | days), draw(texts), draw(lines), draw(st.integers(0, 400)))
    session = Session(
        "dia-1", "t", "a", "safeguarding", DAY, "p", IDENTITY.standards, KEYS,
        datetime(2026, 11, 1),  # noqa: DTZ001  not shown
        came=tuple(Came(w, n) for w, n in draw(st.dictionaries(words, st.integers(1, 99), max_size=4)).items()),
        lines=draw(lines), scorecard=tuple(draw(st.lists(st.builds(Indicator, words, words, texts, texts), max_size=4))),
        themes=draw(st.sampled_from([(), ("drift",), ("voice_thin", "drift")])), seminar=seminar,
    )  # fmt: skip
    one = draw(commitments)
    return Book(
        IDENTITY, session, diagnostic.shipped(), diagnostic.scale_of(diagnostic.shipped()),
        {key: replace(draw(findings), standard=key) for key in KEYS}, (one,), ("K7Q3-MD9",),
        (("drift", "Drift and delay"), ("voice_thin", "The child's view is not heard")),
        "Made-up council", "Team", "Area", "safeguarding", "Somebody", DAY, Numbers(danger="01632 960 101"),
    )  # fmt: skip


def through_a_file(book: Book) -> Filled:
    """Written as a workbook, and read back."""
    held = BytesIO()
    fill(sheet_plan.plan(book), held)
    back = read_back(held.getvalue())
    return read(book, back.sheets, back.properties)


@settings(max_examples=15, deadline=None)
@given(books())
def test_what_is_written_is_read_again(book: Book) -> None:
    """Each place has its value again, nothing is faulty, and nothing differs."""
    came = through_a_file(book)
    assert came.problems == ()
    now = {place: plain(value) for place, value in values(book).items()}
    assert {p: plain(v) for p, v in came.values.items()} == now
    assert differences(book, {"file": came}) == ()


@settings(max_examples=10, deadline=None)
@given(books(), books())
def test_one_session_in_anothers_workbook(mine: Book, theirs: Book) -> None:
    """A workbook that differs in any way, taken over whole, leaves no difference but what was emptied there."""
    came = through_a_file(theirs)
    came = replace(came, marks={p: mark(v) for p, v in values(mine).items() if v})
    found = differences(mine, {"file": came})
    assert not [one for one in found if one.kind == "conflict"]
    taken = values(mine) | settled(found, {one.place: "file" for one in found})
    assert {p: plain(v) for p, v in taken.items()} == {
        p: plain(v) for p, v in values(theirs).items()
    }
    assert all(one.kind == "empties" for one in found if one.proposed == KEEP)


PLACES = ("standard/recording/evidence", "standard/oversight/evidence", "session/lines")
short = st.sampled_from(["", "Hare", "Tortoise", "Hare\nand tortoise"])


def copy_of(base: dict[str, str], edits: dict[str, str]) -> Filled:
    """A workbook with these places, written when they were `base`."""
    return Filled(IDENTITY, base | edits, {}, {p: mark(v) for p, v in base.items() if v}, (), {})


def book_with(now: dict[str, str]) -> Book:
    """A session that has these places now."""
    session = Session(
        "dia-1", "t", "a", "safeguarding", DAY, "p", IDENTITY.standards, KEYS,
        datetime(2026, 11, 1), lines=tuple(x for x in now["session/lines"].split("\n") if x),  # noqa: DTZ001
    )  # fmt: skip
    found = {
        key: Finding("f", "dia-1", key, evidence=now[f"standard/{key}/evidence"]) for key in KEYS
    }
    return Book(
        IDENTITY, session, diagnostic.shipped(), diagnostic.scale_of(diagnostic.shipped()), found, (),
        (), (), "Made-up council", "Team", "Area", "safeguarding", "Somebody", DAY,
    )  # fmt: skip


states = st.fixed_dictionaries(dict.fromkeys(PLACES, short))
edits = st.dictionaries(st.sampled_from(PLACES), short)


@settings(deadline=None)
@given(states, edits, edits, edits)
def test_between_two_copies_nothing_is_lost(
    base: dict[str, str], here: dict[str, str], one: dict[str, str], two: dict[str, str]
) -> None:
    """What only one side changed is proposed; what two changed apart waits for a person, with every text to hand."""
    now = base | here
    found = differences(book_with(now), {"1": copy_of(base, one), "2": copy_of(base, two)})
    by = {difference.place: difference for difference in found}
    for place in PLACES:
        changed = {
            edit[place] for edit in (one, two) if edit.get(place, base[place]) != base[place]
        }
        changed -= {now[place]}
        if not changed:
            assert place not in by
            continue
        difference = by[place]
        assert {offer.value for offer in difference.offers} == changed
        apart = len(changed) > 1 or now[place] != base[place]
        assert (difference.kind == "conflict") == apart
        if apart or changed == {""}:
            assert place not in proposed(found)
        if difference.joins:
            both = joined(place, now[place], changed)
            assert all(
                part in both for value in (now[place], *changed) for part in value.split("\n")
            )


@given(st.lists(st.lists(texts, min_size=3, max_size=3), max_size=6))
def test_small_tables_are_one_text_and_back(rows: list[list[str]]) -> None:
    """Rows of a list, made one text and read again, make the same text."""
    text = rows_text(rows)
    assert rows_text(text_rows(text, 3)) == text


def test_both_first_sheets_say_the_same() -> None:
    """An audit on paper and a diagnostic workbook name the same people, clocks and numbers."""
    numbers = Numbers(danger="01632 960 101", lado="01632 960 105")
    on_paper = first_sheet((), numbers, "Made-up council", date(2026, 11, 21))
    wanted = [(one.label, one.note, one.needed) for one in on_paper if one.look == "route"]
    page = sheet_plan.danger(numbers)
    assert [row for table in page.tables for row in table.rows] == wanted
    said = [one.label for one in on_paper if one.look == "danger"][1:]
    assert [table.title for table in page.tables] == said
    told = " ".join(f"{whom}: {how}" for whom, how, _number in wanted)
    for words in (
        "own decision: Head of service: At once, within 1 hour", "Head of service: The same day.",
        "Not the manager whose decision this is about.", "Adult safeguarding: At once, within 1 hour",
    ):  # fmt: skip
        assert words in told
