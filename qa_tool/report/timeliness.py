"""Timeliness in a report: a block of its own beside the grades, which says that it lifts none."""

from qa_tool.disclosure.small import enough
from qa_tool.figures.basis import Basis
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.timeliness import Beside, ClockLine, beside, clock_lines, looked_at
from qa_tool.report.blocks import Block, Heading, Note, Paragraph, TableBlock
from qa_tool.report.naming import group_name, plural

TITLE = "Timeliness, beside quality"
BESIDE = (
    "Timeliness lifts and lowers no grade: what was in time may have changed nothing for the child, and "
    "good work may have been late."
)
LOCAL = "Local: the council's own standard, not the law's."


def blocks(
    found: Basis, data: DataSet, least_audits: int = 1, least_workers: int = 1
) -> tuple[Block, ...]:
    """How the clocks were kept on the counted files, then the grades of files in time and late.

    A clock on fewer files or workers than that is not shown by itself; nothing at all is shown where
    nobody wrote dates down.
    """
    lines = clock_lines(data, found.counted)
    if not lines:
        return ()
    n = looked_at(data, found.counted)
    first = (
        f"On {n} of {plural(found.n, 'counted audit')} the auditor wrote down the dates of at least one "
        f"statutory clock. {BESIDE}"
    )
    shown = [line for line in lines if enough(line.audits, least_audits, least_workers)]
    made: list[Block] = [Heading(TITLE), Paragraph(first)]
    if shown:
        made.append(_clocks(shown))
    if len(shown) < len(lines):
        few = "; ".join(line.title for line in lines if line not in shown)
        made.append(Note(f"On too few files, or of too few workers, to be shown: {few}."))
    fit = [
        one
        for one in beside(data, found.groups)
        if min(one.in_time.n, one.late.n) >= least_audits
        and enough(one.group.audits, least_audits, least_workers)
    ]
    return (*made, _beside(fit)) if fit else tuple(made)


def _clocks(lines: list[ClockLine]) -> TableBlock:
    local = any(line.local for line in lines)
    note = (
        "Due counts every time something had to be done by, as the file stood when it was read; what was "
        "still missing is not in time. The lengths are for the council to check against the law."
    )
    return TableBlock(
        "How the clocks were kept",
        ("Clock", "Within", "Files", "Due", "In time", "Late or missing", "Files with any late"),
        ("text", "text", "number", "number", "number", "number", "number"),
        tuple(
            (
                f"{line.title} (local)" if line.local else line.title, line.lengths, len(line.audits),
                line.due, line.in_time, line.due - line.in_time, line.late_files,
            )
            for line in lines
        ),
        note=f"{note} {LOCAL}" if local else note,
    )  # fmt: skip


def _beside(rows: list[Beside]) -> TableBlock:
    cells = []
    for one in rows:
        for name, spread in (("everything in time", one.in_time), ("something late", one.late)):
            cells.append((group_name(one.group), name, spread.n, spread.good, spread.words))
    return TableBlock(
        "Grades of files in time and late",
        ("Audits of", "Files with", "Graded", "Good or better", "Share"),
        ("text", "text", "number", "number", "text"),
        tuple(cells),
        head_columns=2,
        note="Two facts about the same files, side by side; neither is the cause of the other. Below ten "
        "there is no share.",
    )
