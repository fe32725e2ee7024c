"""Which audits are read again, by rule and by hash ticket, so that anybody can check the draw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qa_tool.council.ticket import ticket
from qa_tool.moderation.model import Chosen

__all__ = ["Candidate", "chosen_for", "fill", "moderator_for", "room", "share_read", "ticket"]


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """An audit that may fill a place nobody needs: that departs, was overruled, or is by a new auditor."""

    audit: str
    departs: bool = False
    overruled: bool = False
    new_auditor: bool = False

    @property
    def why(self) -> Chosen | None:
        """The weightiest reason, or None where there is none."""
        if self.departs:
            return "override"
        if self.overruled:
            return "consistency"
        return "new_auditor" if self.new_auditor else None


_ORDER: tuple[Chosen, ...] = ("override", "consistency", "new_auditor")


def room(planned: int, percent: int, taken: int) -> int:
    """How many second readings are left of what the moderators can do in a round; never below 0."""
    return max(0, -(-planned * percent // 100) - taken)


def fill(candidates: Iterable[Candidate], places: int, *, seed: str) -> Sequence[Candidate]:
    """Those who take the places that are left: by reason, and by hash ticket among equals."""
    waiting = [one for one in candidates if one.why is not None]
    waiting.sort(key=lambda c: (_ORDER.index(c.why or "new_auditor"), ticket(seed, c.audit)))
    return waiting[: max(0, places)]
