"""An indicator: what it counts, where it comes from, its months, and the rounds that it raised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Way = Literal["increase", "decrease", "neutral"]
Unit = Literal["percent", "number"]

WAYS: Mapping[Way, str] = {
    "increase": "Higher is better",
    "decrease": "Lower is better",
    "neutral": "Neither is better",
}
UNITS: Mapping[Unit, str] = {"percent": "Percent", "number": "A number"}


@dataclass(frozen=True, slots=True)
class Value:
    """One month; `value` is None where the source had none: a gap, never a zero."""

    month: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A round that was begun because of the indicator, and why."""

    round: str
    on: date
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number a month, as the council's performance data give it; percent as typed, from 0 to 100."""

    id: str
    name: str
    source: str
    way: Way = "increase"
    unit: Unit = "percent"
    target: float | None = None
    about: str = ""
    values: tuple[Value, ...] = ()
    rounds: tuple[Raised, ...] = ()
    retired: bool = False
    by: str = ""
