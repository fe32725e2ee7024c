"""How the benchmark measures: ours and the bare library in turn, medians, one line a result."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

Timed = Callable[[], float]  # does the work once, returns seconds


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything; the quick ones only prove that the rows run."""

    turns: int
    audits: int  # the store that is opened, verified and written to
    many: int  # the store behind lists and dashboards
    bulk: int  # audits put in at once
    keeps: int  # answers kept in one turn
    cells: int  # rows of the workbook, thirty columns each
    table: int  # rows of the PDF's table


FULL = Sizes(5, 5_000, 100_000, 1_000, 400, 50_000, 5_000)
QUICK = Sizes(2, 40, 200, 20, 20, 200, 100)


@dataclass(frozen=True, slots=True)
class Line:
    """One result; `most_ratio` and `most` are what is to be reached, None where nothing is asked."""

    row: str
    what: str
    ours: float
    unit: str = "ms"
    bare: float | None = None
    most_ratio: float | None = None
    most: float | None = None
    why: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours against the bare library."""
        return self.ours / self.bare if self.bare else None

    @property
    def reached(self) -> bool | None:
        """Whether every limit is kept; None where none is set."""
        kept = []
        if self.most_ratio is not None and self.ratio is not None:
            kept.append(self.ratio <= self.most_ratio)
        if self.most is not None:
            kept.append(self.ours <= self.most)
        return all(kept) if kept else None

    def plain(self) -> dict[str, Any]:
        """The line as JSON values."""
        return {**asdict(self), "ratio": self.ratio, "reached": self.reached}


def timed(work: Callable[[], object]) -> Timed:
    """The work as something that tells its seconds."""

    def once() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return once


def in_turn(turns: int, *works: Timed) -> list[float]:
    """The median milliseconds of each, one after the other within every turn: noise meets all alike."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(turns):
        for place, work in enumerate(works):
            gc.collect()
            found[place].append(work() * 1000)
    return [statistics.median(times) for times in found]


def share(values: list[float], part: float) -> float:
    """The value below which this part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def table(lines: list[Line]) -> str:
    """The lines as they are read on a screen."""
    head = f"{'what':<58} {'ours':>10} {'bare':>10} {'ratio':>7}  {'wanted':<18} reached"
    out = [head, "-" * len(head)]
    for line in lines:
        wanted = [f"≤ {line.most_ratio:g}x"] if line.most_ratio is not None else []
        wanted += [f"≤ {line.most:g} {line.unit}"] if line.most is not None else []
        bare = "" if line.bare is None else f"{line.bare:.2f}"
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        said = {True: "yes", False: "NO", None: ""}[line.reached]
        out.append(
            f"{line.what:<58} {line.ours:>10.2f} {bare:>10} {ratio:>7}  "
            f"{', '.join(wanted):<18} {said}"
        )
        if line.why:
            out.append(f"    {line.why}")
    return "\n".join(out)
