"""Which audits are read again, by rule and by hash ticket, so that anybody can check the draw."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from qa_tool.moderation.model import Chosen


def ticket(seed: str, name: str) -> str:
    """The hash ticket of a name under a seed, as text between 0 and 1.

    Rivest's consistent sampler: "0." and the reversed 64-digit decimal of
    SHA-256(hex SHA-256(seed) + name). The same on every machine and Python.
    """
    first = hashlib.sha256(str(seed).encode()).hexdigest()
    number = int(hashlib.sha256((first + str(name)).encode()).hexdigest(), 16)
    return "0." + str(number)[::-1].ljust(64, "0")


def chosen_for(
    audit: str,
    *,
    overall_is_worst: bool,
    safety_stop: bool,
    thin_evidence: bool,
    share_percent: int,
    seed: str,
) -> Chosen | None:
    """Why this audit is read again, or None when it is not.

    Every worst grade, every safety stop, every limiting domain without enough evidence, and of
    the rest those whose ticket falls below the share.
    """
    if safety_stop:
        return "safety"
    if overall_is_worst:
        return "inadequate"
    if thin_evidence:
        return "evidence"
    if Decimal(ticket(seed, audit)) < Decimal(share_percent) / 100:
        return "random"
    return None


def moderator_for(
    candidates: Iterable[str], load: Mapping[str, int], *, seed: str, audit: str
) -> str | None:
    """Who reads it: the eligible moderator with the fewest open readings, ties by ticket."""
    ranked = sorted(
        candidates, key=lambda person: (load.get(person, 0), ticket(seed, f"{audit}/{person}"))
    )
    return ranked[0] if ranked else None


def share_read(read: int, of: int) -> Fraction:
    """How much of the rest was really read again; 0 when there was nothing."""
    return Fraction(read, of) if of else Fraction(0)
