"""What should be blanked in words before anybody else reads them: proposed here, decided by a person.

It proposes too much rather than too little: a blank that was not needed is typed over in a moment, a
name that stayed is in a report. Names that the council knows never survive.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty"
)
_PLACES = (
    "School|Academy|Primary|Secondary|College|Nursery|Playgroup|Street|Road|Avenue|Lane|Close|Drive"
    "|Crescent|Terrace|Grove|Court|House|Park|Estate|Hospital|Surgery|Clinic|Church|Mosque|Temple|Prison"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’\-](?=[^\W\d_]))*"
_MAY_FOLLOW = "(?:[ \t]+(?:of|the|St\\.?|Saint|and|de|van|von|bin|al)[ \t]+|[ \t]+|-)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contact", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+")),
    ("place", re.compile(rf"\b{_CAPITAL}(?:{_MAY_FOLLOW}{_CAPITAL})*[ \t]+(?:{_PLACES})\b")),
    ("place", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ \t]*\d[A-Z]{2}\b")),
    ("date", re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?(?:{_MONTHS})\b\.?(?:,?[ \t]+\d{{4}})?"
        rf"|\b(?:{_MONTHS})\b\.?[ \t]+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?[ \t]+\d{{4}})?"
        rf"|\b(?:{_MONTHS})\b\.?[ \t]+\d{{4}}"
        r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b", re.IGNORECASE)),
    ("age", re.compile(
        rf"\baged?[ \t]+(?:\d{{1,2}}|{_ONES})\b"
        rf"|\b(?:\d{{1,3}}|{_ONES})[ \t-]*(?:and a half[ \t]+)?(?:years?|months?|weeks?|days?|yrs?)[ \t-]*old\b",
        re.IGNORECASE)),
    ("number", re.compile(r"\b(?=[\w/-]*\d)[^\W_]+(?:[/\-.,:]?[^\W_]+)*\b")),
)  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words with a capital that name nobody: terms of the field, and how sentences begin.
_FIELD = _words("""
    cin cp cpp cic cla lac iro lado mash asti gp camhs nhs sen send ehcp pep dbs cafcass ofsted i
    i'm i'd i've i'll monday tuesday wednesday thursday friday saturday sunday christmas easter
    family child children section social worker england english wales
    mondays tuesdays wednesdays thursdays fridays saturdays sundays
""")
_BEGIN = _words("""
    a about after again all also although always an and another any anybody anyone as asked at
    away because before being both brothers but by can case chronology contact could decisions
    despite did direct discussion domestic due during each education either even every everybody
    everyone evidence family father fathers few first for from good grandparents had has have he
    health her here his home how however if in information instead is it its later little
    management manager managers many meetings more most mother mothers mum dad much my neither
    next no nobody none not nothing now often on once one only or other others our over parents
    perhaps plan plans please police practitioner professionals records recording review reviews
    risk risks safeguarding school seen several she should since sisters so some somebody someone
    sometimes soon still such supervision talking thank that the their them then there these they
    things this those though three through to today together too two under until very views visit
    visits was we were what when where whether which while who whose why will with within without
    work worker workers yes yet you young your
""")
# Names that are everyday words as well: only with a capital are they somebody's.
_EVERYDAY = _words("""
    will mark may rose hope grace joy faith june april summer art chase chance grant mercy miller
    pat peace rich rock scout sky skip star tag west young brown green white black grey small long
    short day king knight page price wood woods field fields hill ford stone cook baker smith an
    so do to as in is he she be on or the and of
""")


@dataclass(frozen=True, slots=True)
class Blank:
    """A piece of the words that should go: from letter to letter, and what stands in its place."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the council knows by name: people, teams and areas, references of cases."""

    people: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """The words with each letter in one form, so that a name is found however its accents were typed."""
    return unicodedata.normalize("NFC", text).strip()


def proposed(text: str, known: Known) -> tuple[Blank, ...]:
    """Every piece that should be blanked, in order and never overlapping; `text` must be `tidy`."""
    taken: list[Blank] = []
    for blank in (*_known(text, known), *_patterns(text), *_capitals(text)):
        if not any(blank.start < one.end and one.start < blank.end for one in taken):
            taken.append(blank)
    return tuple(sorted(taken, key=lambda blank: blank.start))


def blanked(text: str, known: Known) -> str:
    """The words with every proposed blank made: `[name] told us on [date]`; made until none is left."""
    text = tidy(text)
    for _turn in range(8):
        blanks = [b for b in proposed(text, known) if not _is_blank(text, b)]
        if not blanks:
            break
        for blank in reversed(blanks):
            text = f"{text[: blank.start]}[{blank.kind}]{text[blank.end :]}"
    return _TWICE.sub(r"[\1]", text)


def survivors(text: str, known: Known) -> tuple[str, ...]:
    """What the council knows by name and still stands in these words, as it is typed there."""
    text = tidy(text)
    found = (blank for blank in _known(text, known) if not _is_blank(text, blank))
    return tuple(dict.fromkeys(text[blank.start : blank.end] for blank in found))


def _is_blank(text: str, blank: Blank) -> bool:
    """Whether a piece is the inside of a blank that was made already."""
    return (
        text[max(0, blank.start - 1) : blank.start] == "["
        and text[blank.end : blank.end + 1] == "]"
        and text[blank.start : blank.end] in _KINDS
    )


_TWICE = re.compile(r"\[(\w+)\](?:[ -]+\[\1\])+")  # a double name is one blank
_KINDS = frozenset({"name", "team", "reference", "place", "date", "age", "number", "contact"})


def _known(text: str, known: Known) -> Iterator[Blank]:
    """Names of people whole and by their parts, teams, references."""
    for kind, names in (
        ("reference", known.references),
        ("team", known.teams),
        ("name", known.people),
    ):
        yield from _whole(text, names, kind)
    parts = {part for name in known.people for part in _parts(name)}
    for found in re.finditer(r"[^\W\d_]+", text):
        word = found.group()
        low = word.casefold()
        if low in parts and not (low in _EVERYDAY and word.islower()):
            yield Blank(found.start(), found.end(), "name")


def _whole(text: str, names: Iterable[str], kind: str) -> Iterator[Blank]:
    low = text.casefold()
    for name in sorted({tidy(name) for name in names} - {""}, key=lambda n: (-len(n), n)):
        if name.casefold().split()[0] not in low:
            continue  # a council has hundreds of names, and a quotation two or three
        spaced = r"\s+".join(re.escape(part) for part in name.split())
        for found in re.finditer(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE):
            yield Blank(found.start(), found.end(), kind)


def _parts(name: str) -> Iterator[str]:
    """First and last names, also the halves of a double one; single letters are too little."""
    for part in re.findall(r"[^\W\d_]+", tidy(name)):
        if len(part) > 1:
            yield part.casefold()


def _patterns(text: str) -> Iterator[Blank]:
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield Blank(found.start(), found.end(), kind)


def _capitals(text: str) -> Iterator[Blank]:
    """Words with a capital, one or several in a row, that are not terms of the field."""
    for found in re.finditer(rf"(?<![\w\[]){_CAPITAL}(?:[ \t]+{_CAPITAL})*", text):
        start, end, words = found.start(), found.end(), found.group()
        pieces = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S+", words)]
        first = _begins(text, start)
        while pieces and _ordinary(pieces[0][2], first=first):
            pieces.pop(0)
            first = False
        while pieces and _ordinary(pieces[-1][2], first=False):
            pieces.pop()
        if pieces:
            start, end = start + pieces[0][0], start + pieces[-1][1]
            shape = text[start:end]
            tail = re.search(r"['’]s$", shape)
            yield Blank(start, end - len(tail.group()) if tail else end, "name")


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    before = text[:at].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?:;\n•–—-…"


def _ordinary(word: str, *, first: bool) -> bool:
    """Whether a word with a capital names nobody."""
    low = re.sub(r"['’]s$", "", word.casefold())
    return low in _FIELD or (first and low in _BEGIN)
