"""What a diagnostic workbook holds: places with a key each, their values as texts, and marks of them.

A place is what is compared and chosen as one: a grade, a text, a list, a commitment. Its value is a
text in one canonical form, so that what was written, what came back and what stands here now can be
compared by a mark: the workbook bears the marks of what was written into it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qa_tool.diagnostic.model import Commitment, Finding, Seminar, Session, Standards
from qa_tool.policy import Numbers
from qa_tool.template.model import Scale

BETWEEN = "\t"
YES = "Yes"
FRESH = "fresh-"
DONE = "/done"
TEXTS = ("evidence", "good_here", "partner_view")
GRADES = ("agreed", "partner_grade")
PARTNERS = ("partner_grade", "partner_view")
WHAT = {
    "agreed": "agreed grade", "partner_grade": "partner's grade", "hands": "show of hands",
    "evidence": "evidence", "good_here": "what good would look like here",
    "partner_view": "partner's view",
}  # fmt: skip
OTHERS = {
    "session/came": "Took part", "session/lines": "Lines of enquiry",
    "session/scorecard": "Scorecard", "session/cases": "Cases looked at",
    "session/revisit": "Revisit from", "seminar/day": "Seminar: day",
    "seminar/who": "Seminar: for whom", "seminar/messages": "Seminar: messages",
    "seminar/came": "Seminar: how many came",
}  # fmt: skip
LISTS = ("session/came", "session/lines", "session/scorecard", "session/cases", "seminar/messages")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which council, session, edition of the standards and written workbook this is."""

    council: str
    session: str
    standards: str
    number: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that a workbook of one session is made of; `cases` are references, no ids."""

    identity: Identity
    session: Session
    set: Standards
    scale: Scale
    findings: Mapping[str, Finding]
    commitments: tuple[Commitment, ...]
    cases: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]
    council: str
    team: str
    area: str
    service: str
    facilitator: str
    written: date
    numbers: Numbers = field(default_factory=Numbers)
    before: Mapping[str, str] = field(default_factory=dict)
    demonstration: bool = False

    def finding(self, key: str) -> Finding:
        """What was found on a standard, or nothing yet."""
        return self.findings.get(key) or Finding("", self.session.id, key)

    def title(self, key: str) -> str:
        """What a standard is called."""
        found = self.set.standard(key)
        return found.title if found else key

    def grade(self, key: str) -> str:
        """What a grade is called; "" where there is none."""
        found = self.scale.grade(key)
        return found.name if found else ""


def plain(text: str) -> str:
    """A text as a cell gives it back: one kind of line end, nothing unwritable, no space around."""
    clean = _UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return clean.strip()


def mark(value: str) -> str:
    """A short mark of a value, by which it is known whether it was changed."""
    return hashlib.sha256(plain(value).encode()).hexdigest()[:10]


def rows_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of a small table as one text; empty rows and cells at the end of a row are left out."""
    told = [[one_line(cell) for cell in row] for row in rows]
    return "\n".join(BETWEEN.join(row).rstrip(BETWEEN) for row in told if any(row))


def one_line(text: str) -> str:
    """A text without line ends and tabs, as a cell of a list is kept."""
    return " ".join(plain(text).split())


def text_rows(value: str, width: int) -> list[list[str]]:
    """The rows again, each with so many cells."""
    found = [line.split(BETWEEN) for line in value.split("\n") if line]
    return [(row + [""] * width)[:width] for row in found]


def hands_text(counts: Mapping[str, int], scale: Scale) -> str:
    """A show of hands, best grade first."""
    return rows_text((g.key, str(counts[g.key])) for g in scale.ranked if counts.get(g.key))


def commitment_text(one: Commitment) -> str:
    """A commitment as one value: words, who, by when, standard."""
    if one.dropped:
        return ""
    return rows_text([(one.text, one.owner, one.due.isoformat(), one.standard)])


def done_text(one: Commitment) -> str:
    """What became of a commitment: the day and the words."""
    return rows_text([(one.done.isoformat(), one.came_of_it)]) if one.done else ""


def values(book: Book) -> dict[str, str]:
    """Every place of a session with its value as it stands here now."""
    found = dict(_session(book))
    for key in book.session.chosen:
        one = book.finding(key)
        for what in (*GRADES, *TEXTS):
            found[f"standard/{key}/{what}"] = plain(getattr(one, what))
        hands = hands_text(one.counts, book.scale) if one.how == "hands" else ""
        found[f"standard/{key}/hands"] = hands
    for kept in book.commitments:
        found[f"commitment/{kept.id}"] = commitment_text(kept)
        found[f"commitment/{kept.id}{DONE}"] = done_text(kept)
    chosen = set(book.session.themes)
    found |= {f"theme/{key}": YES if key in chosen else "" for key, _title in book.offered}
    return found


def _session(book: Book) -> Iterable[tuple[str, str]]:
    one, seminar = book.session, book.session.seminar
    yield "session/came", rows_text((c.role, str(c.n)) for c in one.came)
    yield "session/lines", rows_text((line,) for line in one.lines)
    yield "session/scorecard", rows_text((i.name, i.value, i.target, i.source) for i in one.scorecard)  # fmt: skip
    yield "session/cases", rows_text((reference,) for reference in book.cases)
    yield "session/revisit", one.revisit.isoformat() if one.revisit else ""
    yield from _seminar(seminar)


def _seminar(one: Seminar) -> Iterable[tuple[str, str]]:
    yield "seminar/day", one.day.isoformat() if one.day else ""
    yield "seminar/who", plain(one.who)
    yield "seminar/messages", rows_text((line,) for line in one.messages)
    yield "seminar/came", str(one.came) if one.came else ""


def standard_of(place: str) -> tuple[str, str]:
    """The standard and what of it, of a place such as standard/recording/agreed."""
    _word, key, what = place.split("/", 2)
    return key, what


def label(book: Book, place: str) -> str:
    """What a place is called in a preview."""
    if place in OTHERS:
        return OTHERS[place]
    if place.startswith("standard/"):
        key, what = standard_of(place)
        return f"{book.title(key)}: {WHAT[what]}"
    if place.startswith("theme/"):
        key = place.removeprefix("theme/")
        return f"Theme: {dict(book.offered).get(key, key)}"
    if place.endswith(DONE):
        return "Commitment: what came of it"
    return "Commitment"


def shown(book: Book, place: str, value: str) -> str:
    """A value as people read it."""
    last = place.rpartition("/")[2] if value else ""
    if last in GRADES:
        return book.grade(value) or value
    if last == "hands":
        return ", ".join(f"{book.grade(key)} {n}" for key, n in text_rows(value, 2))
    if place in {"session/revisit", "seminar/day"}:
        return _day(value)
    if place.startswith("commitment/"):
        return _commitment(book, place, value)
    if place in LISTS:
        return "; ".join(" | ".join(c for c in row if c) for row in text_rows(value, 4))
    return value


def _commitment(book: Book, place: str, value: str) -> str:
    if place.endswith(DONE):
        return "; ".join(f"{_day(day)}: {words}" for day, words in text_rows(value, 2))
    told = []
    for text, owner, due, standard in text_rows(value, 4):
        about = f" ({book.title(standard)})" if standard else ""
        told.append(f"{text}{about}. {owner}, by {_day(due)}")
    return "; ".join(told)


def _day(text: str) -> str:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {found:%B %Y}"


def fresh_id(identity: Identity, row: str, more: str = "") -> str:
    """The id of a commitment that a free row of a written workbook becomes; the same each time it is read."""
    told = f"{identity.session}/{identity.number}/{row}/{more}"
    return "cmt-" + hashlib.sha256(told.encode()).hexdigest()[:20]
