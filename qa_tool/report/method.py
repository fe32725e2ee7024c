"""The annex that says how the figures are made, for whoever wants to check them."""

from qa_tool.figures.agreement import Agreement, of_overall, rereads
from qa_tool.figures.dataset import DataSet
from qa_tool.report import sentences
from qa_tool.report.blocks import Block, Bullets


def method(data: DataSet) -> tuple[Block, ...]:
    """Definitions, intervals, the sign test, and the fingerprint of the data."""
    lines: list[str] = [
        (
            "Good or better: the share of graded audits whose final grade is good or better. "
            "Not enough evidence is counted by itself and is not in n."
        ),
        "Percentages are whole, halves rounded up, and are not given below n = 10.",
        (
            "The interval is Wilson's at 95%. It tells how far a sample of this size can be "
            "from all work of its kind; it does not allow for the way audits are done."
        ),
        (
            "Final grade: the second reader's settled grade where the audit was read again, "
            "otherwise the auditor's. The first grade is kept and shown beside it."
        ),
        (
            "Agreement compares the first, independent grades of blind and full re-reads that "
            "a hash ticket chose. Audits chosen for a reason, desk checks and panels stand apart."
        ),
        (
            "A domain works here when at least half of its grades are good or better and fewer "
            "than one in five is the worst grade; otherwise it worries. Below n = 10 neither is said."
        ),
        sentences.PLACE,
    ]
    if data.fingerprint:
        lines.append(f"Fingerprint of the data set: {data.fingerprint}.")
    lines += [_direction(one) for one in of_overall(rereads(data).random, data) if one.n]
    return (Bullets(tuple(lines)),)


def _direction(found: Agreement) -> str:
    said = (
        f"Direction of the blind random re-reads, {found.title or found.scale.title}: n = {found.n}, "
        f"{found.within_one} within one grade, {found.up or 'none'} up, {found.down or 'none'} down."
    )
    if found.p is None:
        return said
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.3f}"
    return (
        f"{said} Exact sign test, the probability of so lopsided a split if both directions were "
        f"equally likely: {p}."
    )
