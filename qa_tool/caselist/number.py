"""When a council's number is really initials with a date of birth: not anonymous, and refused."""

import re
from collections.abc import Sequence
from datetime import date

WHY = (
    "the number is initials with a date of birth, which names a child to anybody who knows the family; "
    "use the case system's own number"
)
_SHAPE = re.compile(r"([A-Za-z][A-Za-z\s.]{0,5}?)[\s._/-]*(\d{1,4}[./ -]?\d{1,2}[./ -]?\d{2,4})([A-Za-z]{0,4})|"
                    r"(\d{1,4}[./ -]?\d{1,2}[./ -]?\d{2,4})[\s._/-]*([A-Za-z][A-Za-z.\s]{0,5})")  # fmt: skip
_PARTED = re.compile(r"\d[./-]\d")
_MOST_SAME = 0.5


def _parts(number: str) -> tuple[str, str] | None:
    """The letters and the figures of a number that has this shape."""
    found = _SHAPE.fullmatch(number.strip())
    if found is None:
        return None
    letters = found[1] or found[5] or ""
    return letters.replace(".", "").replace(" ", "").casefold(), found[2] or found[4] or ""


def _days(figures: str) -> set[tuple[int, int, int]]:
    """The days that these figures may mean: day, month, year of two figures."""
    plain = re.sub(r"\D", "", figures)
    orders = {6: ("dmy", "ymd"), 8: ("dmY", "Ymd")}.get(len(plain), ())
    days = set()
    for order in orders:
        wide = [4 if sign == "Y" else 2 for sign in order]
        cut = [plain[sum(wide[:n]) : sum(wide[: n + 1])] for n in range(3)]
        told = {sign.lower(): int(text) for sign, text in zip(order, cut, strict=True)}
        long_year = next((c for s, c in zip(order, cut, strict=True) if s == "Y"), "")
        if long_year and not long_year.startswith(("19", "20")):
            continue
        if 1 <= told["d"] <= 31 and 1 <= told["m"] <= 12:
            days.add((told["d"], told["m"], told["y"] % 100))
    return days


def not_anonymous(pairs: Sequence[tuple[str, date | None]]) -> frozenset[str]:
    """Which of a list's numbers are initials with a date of birth, knowing each row's date of birth.

    A number such as LC100312 may be a running number: it is refused where the figures are the
    child's own birthday, where they are written as a date, or where most numbers of the list look
    like dates after differing letters.
    """
    shaped: dict[str, tuple[str, bool]] = {}
    refused: set[str] = set()
    for number, birth in pairs:
        parts = _parts(number)
        if parts is None:
            continue
        letters, figures = parts
        days = _days(figures)
        own = birth is not None and (birth.day, birth.month, birth.year % 100) in days
        if own or (days and _PARTED.search(figures)):
            refused.add(number)
        if days:
            shaped[number] = (letters, True)
    every = {number for number, _birth in pairs}
    if shaped and len(shaped) > _MOST_SAME * len(every):
        letters_used = {letters for letters, _ in shaped.values()}
        if len(letters_used) > max(1, len(shaped) // 10):
            refused |= set(shaped)
    return frozenset(refused)
