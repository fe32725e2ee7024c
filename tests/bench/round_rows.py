"""Rounds: a case list of 12,000 rows in, a draw from 100,000, 5,000 cases shared out."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from measure import Line, Sizes, in_turn, timed

DAY = date(2026, 11, 20)
_HEADINGS = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
    "Case Status", "Allocated Team", "Allocated Worker", "CIN Start Date", "Date Last Seen",
)  # fmt: skip


def case_list(sizes: Sizes) -> list[Line]:
    """A made-up list read and understood, against python-calamine reading the same cells."""
    import openpyxl
    import python_calamine

    from qa_tool.caselist.reading import read_list

    n = 12_000 * sizes.many // 100_000 or 24
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "list.xlsx"
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("List 6")
        sheet.append(list(_HEADINGS))
        for number in range(n):
            born = DAY - timedelta(days=400 + number % 5_500)
            sheet.append(
                [f"N{number:07}", "a) Male", "WBRI", born, (DAY - born).days // 365,
                 "a) CIN Plan", f"Team {number % 60}", f"Made-up worker {number % 400}",
                 DAY - timedelta(days=90), DAY - timedelta(days=number % 40)]
            )  # fmt: skip
        book.save(path)

        def bare() -> None:
            python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

        ours, plain = in_turn(sizes.turns, timed(lambda: read_list(path, today=DAY)), timed(bare))
    return [
        Line("caselist", f"case list in, {n:,} rows, read and understood", ours, bare=plain,
             most=2_000, why="the bare library gives cells; ours says what each row means")
    ]  # fmt: skip


def draw(sizes: Sizes) -> list[Line]:
    """A stratified draw: the list frozen in ticket order, quotas, drawn cases and reserves."""
    from qa_tool.sampling.draw import draw as take
    from qa_tool.sampling.draw import quotas
    from qa_tool.sampling.frame import freeze
    from qa_tool.sampling.model import FrameCase, Rules

    cases = [
        FrameCase(f"case-{n}", f"N{n:07}", team=f"Team {n % 80}", worker=f"w{n % 800}")
        for n in range(sizes.many)
    ]
    rules = Rules(method="stratified", size=min(600, sizes.many // 2), strata="team", minimum=1)

    def work() -> None:
        frame = freeze(cases, rules, "01382438112797316654", DAY)
        take(frame, quotas(frame.strata, rules, (rules.size,)))

    (ours,) = in_turn(sizes.turns, timed(work))
    return [Line("draw", f"draw from {sizes.many:,} cases in 80 teams", ours, most=5_000)]


def share_out(sizes: Sizes) -> list[Line]:
    """Cases shared fairly among sixty auditors under the rules of independence."""
    from qa_tool.council.independence import Candidate, Job
    from qa_tool.council.share import share

    n = sizes.audits
    jobs = [
        Job(f"case-{k}", "core", 240, worker=f"w{k % 400}", line=(f"m{k % 60}",),
            team=f"t{k % 60}", area=f"a{k % 3}")
        for k in range(n)
    ]  # fmt: skip
    people = [Candidate(f"m{k}", 240 * n // 30, team=f"t{k}", area=f"a{k % 3}") for k in range(60)]
    (ours,) = in_turn(
        sizes.turns, timed(lambda: share(jobs, people, rules=("other_team",), seed="made up"))
    )
    return [Line("share", f"{n:,} cases shared among 60 auditors", ours, most=2_000)]
