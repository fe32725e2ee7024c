"""What a certificate claims: everything needed to draw again, and nothing that names anybody.

Cases are named by their places in the order of tickets, which only somebody with the list can
work out; strata of workers are numbered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qa_tool.errors import QAError
from qa_tool.sampling.model import Frame, Rules, Sample, Stratum, left_words

EDITION = 1


class BadPositions(QAError):
    """Places that cannot be read."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One reason for leaving cases out: its key, how many, and their places."""

    why: str
    count: int
    places: str


@dataclass(frozen=True, slots=True)
class DroppedPlace:
    """A case that was drawn and dropped: its place, and the reason as it was typed."""

    place: int
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """An earlier draw of the same round that was set aside: its seed and why."""

    seed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed of one sample; `numbered` tells that tickets were made of case numbers."""

    edition: int
    council: str
    round: str
    template: str
    sample: str
    entry: str
    seed: str
    seed_recorded: str
    earlier_seeds: int
    frozen: str
    day: str
    software: str
    rules: Rules
    frame: int
    fingerprint: str
    repeated: int
    unnumbered: int
    recent: int
    strata: tuple[Stratum, ...]
    left: tuple[LeftOut, ...]
    totals: tuple[int, ...]
    drawn: str
    drawn_count: int
    digest: str
    dropped: tuple[DroppedPlace, ...] = ()
    extended: tuple[str, ...] = ()
    picked: int = 0
    restricted: int = 0
    set_aside: tuple[SetAside, ...] = ()
    demonstration: bool = False

    @property
    def could(self) -> int:
        """How many cases could be drawn."""
        return sum(one.size for one in self.strata)

    @property
    def numbered(self) -> bool:
        """Whether every ticket was made of the council's case number."""
        return self.unnumbered == 0


@dataclass(frozen=True, slots=True)
class Around:
    """What the claims say that is not in the sample itself."""

    council: str
    round: str
    template: str
    entry: str = ""
    restricted: int = 0
    set_aside: tuple[SetAside, ...] = ()
    demonstration: bool = False


def claims_of(sample: Sample, frame: Frame, around: Around) -> Claims:
    """The claims of a drawn sample."""
    place = {one.case: number for number, one in enumerate(frame.places, 1)}
    left: dict[str, list[int]] = {}
    for number, one in enumerate(frame.places, 1):
        if one.left:
            left.setdefault(one.left, []).append(number)
    return Claims(
        edition=EDITION,
        council=around.council,
        round=around.round,
        template=around.template,
        sample=sample.id,
        entry=around.entry,
        seed=sample.seed,
        seed_recorded=sample.seeded.isoformat(timespec="seconds"),
        earlier_seeds=sample.earlier_seeds,
        frozen=sample.frozen.isoformat(timespec="seconds") if sample.frozen else "",
        day=sample.frozen.date().isoformat() if sample.frozen else "",
        software=sample.software,
        rules=sample.rules,
        frame=sample.frame,
        fingerprint=sample.fingerprint,
        repeated=sample.repeated,
        unnumbered=sample.unnumbered,
        recent=sample.recent,
        strata=sample.strata,
        left=tuple(LeftOut(why, len(found), ranges(found)) for why, found in sorted(left.items())),
        totals=sample.totals,
        drawn=ranges(sorted(place[case] for case in sample.drawn)),
        drawn_count=len(sample.drawn),
        digest=sample.digest,
        dropped=tuple(DroppedPlace(place[one.case], one.reason) for one in sample.dropped),
        extended=sample.extended,
        picked=len(sample.picked),
        restricted=around.restricted,
        set_aside=around.set_aside,
        demonstration=around.demonstration,
    )


def left_counts(claims: Claims) -> tuple[tuple[str, int], ...]:
    """Why cases could not be drawn, in words, and how many."""
    found: Counter[str] = Counter()
    for one in claims.left:
        found[left_words(one.why, claims.rules.months)] += one.count
    return tuple(found.items())


def ranges(places: Iterable[int]) -> str:
    """Places as text: `1-3, 7`."""
    parts: list[tuple[int, int]] = []
    for place in places:
        if parts and parts[-1][1] == place - 1:
            parts[-1] = (parts[-1][0], place)
        else:
            parts.append((place, place))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def places_in(text: str, most: int) -> tuple[int, ...]:
    """The places that a text names; anything else, or a place beyond the list, is refused."""
    found: list[int] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        first, _, last = part.partition("-")
        if not (part.isascii() and first.isdigit() and (not last or last.isdigit())):
            raise BadPositions("The certificate names places that are no numbers.", _AGAIN)
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= most:
            raise BadPositions("The certificate names places that the list does not have.", _AGAIN)
        found.extend(range(start, end + 1))
    return tuple(found)


_AGAIN = "Ask for the certificate again, from the program that drew the sample."


def without(claims: Claims, known: Mapping[str, bool]) -> Claims:
    """The same claims with the theme cut to the columns that a list has."""
    theme = claims.rules.filter
    keep = {
        "kind": ("kinds",),
        "team": ("teams",),
        "area": ("areas",),
        "list": ("lists",),
        "age_band": ("age_bands",),
        "ethnicity": ("ethnicities",),
        "opened": ("opened_from", "opened_to"),
        "closed": ("closed_from", "closed_to"),
        "last_seen": ("seen_before",),
    }
    dropped = {
        name: () if name.endswith("s") else None
        for column, names in keep.items()
        if not known.get(column)
        for name in names
    }
    cut = replace(theme, **dropped)  # type: ignore[arg-type]
    return replace(claims, rules=replace(claims.rules, filter=cut))
