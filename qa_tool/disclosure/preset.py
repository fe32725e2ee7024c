"""How small a count may be shown: the presets, their rounding, and the symbols that stand for what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa_tool.errors import QAError

Form = Literal["csv", "page", "words"]
Groups = Literal["shown", "small", "hidden"]

HIDDEN, UNKNOWN, NOT_APPLICABLE, LOW = "c", "x", "z", "low"
# As government statistics use them; the last two are only ever read, never written.
SYMBOLS = {
    "not_applicable": NOT_APPLICABLE,
    "unavailable": UNKNOWN,
    "suppressed": HIDDEN,
    "rounds_to_zero_but_is_not": LOW,
    "rounds_to_zero_sensitive": "k",
    "low_reliability": "u",
}
# In papers of 2013 an x meant hidden and a colon not available: read so, where a key says so.
READ_ONLY = ("k", "u", ":")


@dataclass(frozen=True, slots=True)
class Preset:
    """What counts as small and what is done about it; every number is the council's to decide.

    Counts from 1 to `small` are not shown. With `secondary`, further cells go so that none of them can
    be worked out. `whole_groups` says what happens where a whole group has the same result: "small"
    hides it on fewer than `least_base`, "hidden" always. Fewer than `least_workers` people behind a
    line hide the line.
    """

    key: str
    title: str
    why: str
    small: int
    symbol: Literal["c", "low"] = "c"
    words: str = "c"
    secondary: bool = True
    round_to: int = 1
    least_base: int = 10
    whole_groups: Groups = "small"
    least_workers: int = 3

    def is_small(self, count: int) -> bool:
        """Whether this count may not be shown; a true nought may."""
        return 0 < count <= self.small

    def rounded(self, count: int) -> int:
        """The count as it is shown; halves go up."""
        base = self.round_to
        return count if base == 1 else (2 * count + base) // (2 * base) * base

    def mark(self, symbol: str, form: Form = "csv") -> str:
        """How a symbol is written: bare in CSV, in brackets on pages and in workbooks."""
        if form == "words" and symbol == self.symbol:
            return self.words
        return f"[{symbol}]" if form == "page" else symbol

    def shown(self, count: int | None, *, applicable: bool = True, form: Form = "words") -> str:
        """One count by itself as this preset shows it; None is not available."""
        if not applicable:
            return self.mark(NOT_APPLICABLE, form)
        if count is None:
            return self.mark(UNKNOWN, form)
        return self.mark(self.symbol, form) if self.is_small(count) else str(self.rounded(count))

    def key_lines(self, form: Form = "page") -> tuple[str, ...]:
        """The key that stands beside every published table."""
        band = "1" if self.small == 1 else f"1 to {self.small}"
        mine = f"{self.mark(self.symbol, form)}: a count of {band}"
        if self.secondary:
            mine += (
                ", or a count left out so that such a count cannot be worked out;"
                " where a whole line is hidden it may be 0"
            )
        lines = [f"{mine}."] if self.small else []
        if self.small and not self.secondary:
            lines.append(f"{self.mark(HIDDEN, form)}: left out so that no count can be worked out.")
        lines += [
            f"{self.mark(NOT_APPLICABLE, form)}: does not apply.",
            f"{self.mark(UNKNOWN, form)}: not available.",
        ]
        if self.round_to > 1:
            lines.append(
                f"Counts are rounded to the nearest {self.round_to}; totals are rounded from their "
                "unrounded values, so that lines may not add up."
            )
        lines.append(f"No percentage is given on fewer than {self.least_base}.")
        return tuple(lines)


DFE = Preset(
    "dfe",
    "Counts of 1 to 5 are not shown",
    "As the Department for Education publishes children in need and children looked after.",
    5,
)
TEN = Preset(
    "ten",
    "Counts below 10 are not shown",
    "As research outputs on people are released.",
    9,
    words="fewer than 10",
)
ROUND5 = Preset(
    "round5",
    "Counts are rounded to the nearest 5",
    "As Ofqual publishes: 1 to 4 are 'fewer than 5', a nought is a true nought.",
    4,
    symbol="low",
    words="fewer than 5",
    secondary=False,
    round_to=5,
)
PRESETS = {preset.key: preset for preset in (DFE, TEN, ROUND5)}


def own(
    small: int, why: str, *, symbol: Literal["c", "low"] = "c", round_to: int = 1,
    whole_groups: Groups = "small", least_workers: int = 3,
) -> Preset:  # fmt: skip
    """A council's own rule; refused where it protects nobody or gives no reason."""
    if not 1 <= small <= 50:
        raise QAError(
            f"Hiding counts of 1 to {small} is no rule that protects.",
            "Choose a number from 1 to 50; 5 is usual.",
        )
    if not 1 <= round_to <= 100:
        raise QAError(f"Counts cannot be rounded to {round_to}.", "Choose 1, 5 or 10.")
    if not why.strip():
        raise QAError("A rule of the council's own has no reason.", "Write who decided it and why.")
    words = "c" if symbol == "c" else f"fewer than {small + 1}"
    title = f"Counts of 1 to {small} are not shown"
    if round_to > 1:
        title += f", others are rounded to the nearest {round_to}"
    return Preset(
        "own", title, why.strip(), small, symbol=symbol, words=words, round_to=round_to,
        whole_groups=whole_groups, least_workers=least_workers,
    )  # fmt: skip


def preset_named(key: str, others: Sequence[Preset] = ()) -> Preset:
    """The preset with this key."""
    known = {**PRESETS, **{preset.key: preset for preset in others}}
    if key not in known:
        raise QAError(f"There is no rule called '{key}'.", f"Choose one of: {', '.join(known)}.")
    return known[key]
