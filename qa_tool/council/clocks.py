"""Statutory clocks: how long from what begins one to what must have happened, as dated data."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from qa_tool.calendar import add_working_days, months_on
from qa_tool.errors import QAError

Unit = Literal["working_days", "weeks", "months"]
Standing = Literal["regulation", "guidance", "local"]

STANDINGS: Mapping[Standing, str] = {
    "regulation": "set by regulations",
    "guidance": "set by statutory guidance",
    "local": "local standard of the council",
}
_UNITS: Mapping[Unit, tuple[str, str]] = {
    "working_days": ("working day", "working days"),
    "weeks": ("week", "weeks"),
    "months": ("month", "months"),
}


@dataclass(frozen=True, slots=True)
class Length:
    """How long something may take; `setting` names the council's own number, where it is local."""

    n: int
    unit: Unit
    setting: str = ""

    @property
    def words(self) -> str:
        """`45 working days`, `1 week`."""
        one, many = _UNITS[self.unit]
        return f"{self.n} {one if self.n == 1 else many}"

    def after(self, day: date) -> date:
        """The last day on which it is still in time; of a shorter month its last day."""
        if self.unit == "working_days":
            return add_working_days(day, self.n)
        return day + timedelta(weeks=self.n) if self.unit == "weeks" else months_on(day, self.n)


@dataclass(frozen=True, slots=True)
class StatutoryClock:
    """One clock in one edition: what begins it, what stops it, and every step between the times.

    Where it `repeats` the last step goes on. It holds for what began from `valid_from` to `valid_to`.
    """

    key: str
    title: str
    begins: str
    done: str
    steps: tuple[Length, ...]
    standing: Standing
    source: str
    edition: str
    valid_from: date
    valid_to: date | None = None
    repeats: bool = False
    kinds: tuple[str, ...] = ()
    note: str = ""

    @property
    def lengths(self) -> str:
        """`20 working days, then 3 months, then every 6 months`."""
        words = [step.words for step in self.steps]
        if not self.repeats:
            return ", then ".join(words)
        last = f"every {words[-1].removeprefix('1 ')}"
        return ", then ".join([*words[:-1], last])

    @property
    def local(self) -> str:
        """The setting that its length comes from, empty where law or guidance sets it."""
        return next((step.setting for step in self.steps if step.setting), "")

    def holds_on(self, day: date) -> bool:
        """Whether this edition is the one for what began on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Every clock of a file, when somebody last compared it, and what the council is asked to do."""

    clocks: tuple[StatutoryClock, ...]
    reviewed: date
    check: str


def read(text: str, local: Mapping[str, int]) -> Clocks:
    """The clocks that a file holds, with the council's numbers where they are local."""
    found = tomllib.loads(text)
    try:
        every = tuple(_clock(one, local) for one in found["clock"])
        return Clocks(every, found["reviewed"], str(found["check"]))
    except (KeyError, TypeError, ValueError) as trouble:
        raise QAError(
            "The list of statutory clocks cannot be read.",
            "Install the program again; its own files are damaged.",
        ) from trouble


def _clock(one: Mapping[str, Any], local: Mapping[str, int]) -> StatutoryClock:
    if one["standing"] not in STANDINGS:
        raise ValueError(one["standing"])
    steps = tuple(_length(step, local) for step in one["steps"])
    return StatutoryClock(
        one["key"], one["title"], one["begins"], one["done"], steps, one["standing"], one["source"],
        one["edition"], one["valid_from"], one.get("valid_to"), bool(one.get("repeats")),
        tuple(one.get("kinds", ())), one.get("note", ""),
    )  # fmt: skip


def _length(step: Mapping[str, Any], local: Mapping[str, int]) -> Length:
    if step["unit"] not in _UNITS:
        raise ValueError(step["unit"])
    setting = str(step.get("setting", ""))
    return Length(local[setting] if setting else int(step["n"]), step["unit"], setting)


def on(clocks: Iterable[StatutoryClock], key: str, day: date) -> StatutoryClock | None:
    """The edition of a clock that held on a day."""
    return next((one for one in clocks if one.key == key and one.holds_on(day)), None)
