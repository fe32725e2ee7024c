"""Made-up lists of cases for the tests of sampling."""

from datetime import date

from qa_tool.sampling.model import FrameCase

TODAY = date(2026, 11, 20)


def cases(count: int, *, teams: int = 4, family_of: int = 0) -> list[FrameCase]:
    """So many cases over some teams of three workers; every `family_of` of them are siblings."""
    return [
        FrameCase(
            id=f"case-{n:05}",
            number=f"N{n:05}",
            team=f"Team {n % teams}",
            area=f"Area {n % 2}",
            worker=f"per-{n % (teams * 3)}",
            kind=("child_in_need", "child_protection")[n % 2],
            family=f"f{n // family_of}" if family_of else "",
        )
        for n in range(count)
    ]
