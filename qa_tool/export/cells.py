"""Texts as cells may hold them: nothing lost, nothing taken for a formula."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

LIMIT = 32_767
# What XML and Excel cannot hold: control characters from pasted text, and halves of characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*\s?%?")


def written(text: str) -> str:
    """The text without what no cell may hold; lines end in one newline."""
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def units(text: str) -> int:
    """The length as Excel counts it: in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """The text in pieces that each fit a cell, broken between words where there is one near."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return (text,)
    pieces: list[str] = []
    while units(text) > limit:
        end = min(len(text), limit)
        while units(text[:end]) > limit:
            end -= max(1, (units(text[:end]) - limit) // 2)
        space = text.rfind(" ", end - 200, end)
        end = space + 1 if space > 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return (*pieces, text) if text else tuple(pieces)


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take this text for a formula."""
    return text.startswith(_FORMULA)


def guarded(text: str) -> str:
    """For CSV: an apostrophe before what would be taken for a formula, and before nothing else."""
    if like_a_formula(text) and not _NUMBER.fullmatch(text.strip()):
        return "'" + text
    return text


def shown(value: str | float | date | None) -> str:
    """One cell as people read it on a page: 1,840, 12.5, 21 Nov 2026."""
    if value is None:
        return ""
    if isinstance(value, str):
        return written(value)
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{Decimal(str(value)).quantize(Decimal('0.1'), ROUND_HALF_UP):,}"
