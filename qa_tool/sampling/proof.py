"""Drawing again from a certificate and the list, and comparing: what agrees, what does not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.sampling import frame as framing
from qa_tool.sampling.claims import Claims, places_in, without
from qa_tool.sampling.draw import draw, quotas
from qa_tool.sampling.model import STRATA, Frame, FrameCase

COLUMNS = (
    "number", "team", "area", "worker", "kind", "family", "list", "age_band", "ethnicity",
    "opened", "closed", "last_seen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the certificate stands, in sentences: what agrees, what does not, what rests on its word."""

    differs: tuple[str, ...]
    agrees: tuple[str, ...]
    on_its_word: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.differs


def prove(claims: Claims, rows: Iterable[FrameCase], columns: Collection[str]) -> Proof:
    """Draw again. The list's rows carry their case number as `id` and `number`."""
    if not claims.numbered:
        return Proof(
            (
                (
                    f"{claims.unnumbered:,} cases of the list had no case number when it was frozen, so "
                    "their tickets were made of the program's own references: a case list cannot prove "
                    "this draw. It can be repeated in the program that drew it."
                ),
            ),
            (),
        )
    missing = _needed(claims, columns)
    if missing:
        return Proof((missing,), ())
    known = without(claims, dict.fromkeys(columns, True))
    today = date.fromisoformat(claims.day)
    cases = [case for case in rows if _belongs(case, known, columns, today)]
    order, _repeated = framing.in_order(cases, claims.seed)
    differs = _same_list(claims, order)
    if differs:
        return Proof((differs,), ())
    return _redrawn(claims, order, columns)


def _needed(claims: Claims, columns: Collection[str]) -> str:
    wanted = [claims.rules.strata] if claims.rules.strata else []
    if claims.rules.spread:
        wanted.append("worker")
    for name in wanted:
        if name not in columns:
            return (
                f"The list has no column for {STRATA[name].lower()}, and the rules of this sample "
                "need it. Take a list that has it."
            )
    return ""


def _belongs(case: FrameCase, known: Claims, columns: Collection[str], today: date) -> bool:
    if "closed" in columns:
        return framing.fits(case, known.rules, today)
    return framing.in_template(case, known.rules) and framing.in_theme(case, known.rules.filter)


def _same_list(claims: Claims, order: Sequence[FrameCase]) -> str:
    if len(order) != claims.frame:
        return (
            f"This is not the list that the sample was drawn from: it has {len(order):,} different "
            f"cases that fit the rules, and the certificate says {claims.frame:,}. Take the list as "
            f"it stood on {claims.day}."
        )
    if framing.digest(case.number for case in order) != claims.fingerprint:
        return (
            f"This is not the list that the sample was drawn from: it has as many cases "
            f"({claims.frame:,}), but at least one case number differs, so the fingerprints differ. "
            "Look whether leading zeros were lost, and take the list as it was brought in."
        )
    return ""


def _redrawn(claims: Claims, order: Sequence[FrameCase], columns: Collection[str]) -> Proof:
    left = [""] * len(order)
    for reason in claims.left:
        if reason.why == "sibling" and "family" in columns:
            continue
        for place in places_in(reason.places, len(order)):
            left[place - 1] = reason.why
    families = claims.rules.one_per_family and "family" in columns
    why = framing.siblings(order, left) if families else tuple(left)
    frame = framing.frame_of(order, why, claims.rules)
    differs = [*_strata(claims, frame), *_drawn(claims, frame, order)]
    return Proof(
        tuple(differs),
        (
            f"The list is the one that was frozen: {claims.frame:,} cases, the same fingerprint.",
            f"Drawn again with the seed “{claims.seed}”: the same {claims.drawn_count:,} cases.",
        )
        if not differs
        else (),
        _taken_on_trust(claims, columns),
    )


def _strata(claims: Claims, frame: Frame) -> list[str]:
    found = quotas(frame.strata, claims.rules, claims.totals)
    if found == claims.strata:
        return []
    said = {one.name: one for one in claims.strata}
    for one in found:
        other = said.get(one.name)
        if other is None:
            return [f"The list has a stratum “{one.name}” that the certificate does not name."]
        if other.size != one.size:
            return [
                (
                    f"In the stratum “{one.name}” {one.size:,} cases could be drawn; "
                    f"the certificate says {other.size:,}."
                )
            ]
        if other.quota != one.quota:
            return [
                (
                    f"By its own rules the stratum “{one.name}” gives {one.quota:,} cases; "
                    f"the certificate says {other.quota:,}."
                )
            ]
    return ["The certificate names strata that the list does not have."]


def _drawn(claims: Claims, frame: Frame, order: Sequence[FrameCase]) -> list[str]:
    strata = quotas(frame.strata, claims.rules, claims.totals)
    dropped = {order[one.place - 1].id for one in claims.dropped if one.place <= len(order)}
    taken = draw(frame, strata, dropped).cases
    stated = {order[place - 1].id for place in places_in(claims.drawn, len(order))}
    if set(taken) != stated:
        return [
            (
                f"Drawing again gives another sample: {len(set(taken) - stated)} of its cases are not "
                "among those that the certificate says were drawn."
            )
        ]
    number = {case.id: case.number for case in order}
    if framing.digest(number[case] for case in taken) != claims.digest:
        return ["The fingerprint of the drawn cases is not the one on the certificate."]
    return []


def _taken_on_trust(claims: Claims, columns: Collection[str]) -> tuple[str, ...]:
    """What a list cannot tell: why cases were left out or dropped."""
    out = sum(one.count for one in claims.left if one.why != "sibling")
    siblings = sum(one.count for one in claims.left if one.why == "sibling")
    told = []
    if out:
        told.append(f"{out:,} cases were left out for reasons that the list does not show.")
    if siblings and "family" not in columns:
        told.append(
            f"{siblings:,} brothers and sisters were left out; the list has no column for families."
        )
    if claims.dropped:
        told.append(f"{len(claims.dropped):,} drawn cases were dropped, for the reasons it gives.")
    return tuple(told)
