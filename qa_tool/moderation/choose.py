"""Which audits are read again, by rule and by hash ticket, so that anybody can check the draw."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from qa_tool.council.ticket import ticket
from qa_tool.moderation.model import Chosen

__all__ = ["chosen_for", "moderator_for", "share_read", "ticket"]


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
