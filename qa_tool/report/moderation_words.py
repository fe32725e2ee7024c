"""What is said of two readings: one sentence for the page, and rows for the method annex."""

from collections.abc import Sequence

from qa_tool.figures.agreement import Agreement
from qa_tool.figures.alpha import METRICS, alpha
from qa_tool.figures.coefficients import COUNTS_ONLY, Coefficient, gwet_ac, weighted_kappa
from qa_tool.figures.coverage import STANDS, Coverage, Done
from qa_tool.figures.extrapolation import Corrected
from qa_tool.figures.leniency import LEAN, Leaning
from qa_tool.figures.marginal import (
    Tested,
    bowker,
    ordinal_homogeneity,
    signed_ranks,
    stuart_maxwell,
)
from qa_tool.figures.proportion import TOO_FEW, percent_words, rounded
from qa_tool.moderation.model import WHY_CHOSEN
from qa_tool.report.naming import plain, plural

REASONS: tuple[str, ...] = tuple(WHY_CHOSEN)
AnnexRow = tuple[str, str, str, str]
ANNEX_HEAD = ("Figure", "Value", "95% interval", "How, or why not")
NO_MOVES = "not computable: no two grades differ"
TOO_MANY = "not computed: too many moves for an exact distribution"
_HOW = {
    "analytic": "Large-sample error",
    "bootstrap": "Drawn again 2,000 times, seeded",
    "none": "",
}


def why_chosen(key: str) -> str:
    """The reason for a second reading, in words."""
    return dict[str, str](WHY_CHOSEN.items()).get(key, plain(key))


def lean(found: Agreement) -> str:
    """Which way second readers moved, in one plain sentence; no verdict below ten."""
    if found.n == 0:
        return ""
    if found.n < TOO_FEW:
        return "Fewer than ten are too few to speak of a direction."
    if found.p is None:
        return "No second reader gave another grade."
    if found.p >= LEAN:
        return "Such a split can well be chance: no clear lean either way."
    if found.down > found.up:
        return "The changes lean one way: first grades are kinder than second ones."
    return "The changes lean one way: first grades are stricter than second ones."


def headline(found: Agreement) -> str:
    """n, same, lowered, raised, and which way it leans."""
    if found.n == 0:
        return "Nothing of this was read again at random, so nothing can be said yet."
    said = (
        f"Of {plural(found.n, 'audit')} read again blind and drawn at random, "
        f"{found.same or 'none'} got the same grade, {found.down or 'none'} a lower and "
        f"{found.up or 'none'} a higher one"
    )
    if found.apart:
        said += f"; {found.apart} cannot be compared, as a reader had not enough evidence"
    return f"{said}. {lean(found)}"


def beside(found: Agreement, partial: int) -> str:
    """The re-reads for a reason, and those that are only counted."""
    if found.n:
        said = (
            f"{plural(found.n, 'audit')} read again for a reason: {found.same or 'none'} the same, "
            f"{found.down or 'none'} lower, {found.up or 'none'} higher. They are never added to the "
            "random ones: the worst grade cannot go down, so adding them would hide kindness."
        )
    else:
        said = "No audit was read again for a reason."
    if partial:
        verb = "was" if partial == 1 else "were"
        said += f" {partial} more {verb} a desk check or a panel: counted, and compared nowhere."
    return said


def missing(count: int) -> str:
    """What the page leaves out for whoever looks at it; nothing where there is nothing."""
    if not count:
        return ""
    one = count == 1
    return (
        f"{plural(count, 'audit')} {'waits' if one else 'wait'} for a blind second reading that you do "
        f"or may be given: {'it is' if one else 'they are'} in no figure here until then."
    )


def near(found: Agreement) -> str:
    """How many lie within one grade."""
    return f"{found.within_one} of {found.n} within one grade"


def scales(found: Agreement) -> str:
    """Pairs that hold a grade of another version of the scale."""
    if not found.foreign:
        return ""
    verb = "holds" if found.foreign == 1 else "hold"
    return (
        f"{plural(found.foreign, 'pair')} {verb} a grade of another version of the scale and "
        "enter nothing here."
    )


def about(one: Leaning) -> str:
    """What is worth a talk with one auditor; empty where nothing is."""
    said = []
    if one.lean:
        way = "lower" if one.whole.down > one.whole.up else "higher"
        moved = max(one.whole.down, one.whole.up)
        said.append(f"{moved} of {one.whole.n} graded {way} by the second reader")
    if one.singly:
        said.append(f"{plural(len(one.singly), 'single audit')} to look at")
    return "; ".join(said)


def mean(one: Leaning) -> str:
    """How far first grades lie from second ones; nothing below ten."""
    if one.mean is None:
        return ""
    if not one.mean:
        return "as kind or strict as the second reader"
    way = "kinder" if one.mean < 0 else "stricter"
    return f"{abs(one.mean):.1f} grades {way} than the second reader"


def counts(found: Agreement) -> str:
    """`9 read: 6 same, 2 lower, 1 higher`, short enough for a table."""
    if not found.n:
        return "none"
    said = f"{found.n}: {found.same} same, {found.down} lower, {found.up} higher"
    return f"{said}, {found.apart} not comparable" if found.apart else said


def corrected(one: Corrected) -> str:
    """What the random re-reads would make of the whole, beside the first grades."""
    first = f"{one.first} of {one.n} ({percent_words(one.first, one.n)})"
    if one.share is None:
        return f"{one.what}: {first} as first graded. {one.why}"
    return (
        f"{one.what}: {first} as first graded; about {rounded(one.share)}% had every audit been "
        f"read again, anywhere from {rounded(one.low)} to {rounded(one.high)}%. It rests on "
        f"{one.read} random re-reads that stand for {one.rest} audits; {one.certain} more were read "
        "for a reason and stand for themselves."
    )


def coverage(found: Coverage) -> str:
    """How much of what was to be read was read; said also where it is none."""
    chosen = len(found.rows) + found.unseen
    handed = f"{plural(found.handed_in, 'audit')} handed in"
    if not chosen:
        return f"{handed}; none was chosen to be read again yet."
    drawn, of = found.lots
    said = (
        f"{handed}; {plural(chosen, 'second reading')} asked for, {found.stands('read') or 'none'} "
        f"read and concluded. The lot took {drawn} of the {of} that no rule had chosen (it was to "
        f"take {found.share}%)."
    )
    left = [
        f"{found.stands(key)}: {STANDS[key].lower()}"
        for key in STANDS
        if key != "read" and found.stands(key)
    ]
    if found.unseen:
        left.append(f"{found.unseen}: out of sight of whoever made this, who moderates")
    return f"{said} Not read: {'; '.join(left)}." if left else f"{said} Nothing is left unread."


def done(found: Done) -> str:
    """What second readings led to."""
    if not found.read:
        return "No second reading has been concluded yet."
    return (
        f"Of {plural(found.read, 'second reading')} concluded, {found.overall or 'none'} changed the "
        f"overall grade and {found.unchanged or 'none'} changed nothing; "
        f"{plural(found.domains, 'domain grade')} changed. {found.again or 'None'} "
        f"{'was' if found.again == 1 else 'were'} to be done again, of which {found.redone or 'none'} "
        f"{'is' if found.redone == 1 else 'are'} handed in again. {found.words or 'None'} came with "
        f"words to the auditor; {found.accepts or 'none'} of the auditors answered that they accept "
        f"the outcome, {found.disagrees or 'none'} that they disagree."
    )


def p_words(p: float | None) -> str:
    """`0.022`, `below 0.001`, or nothing."""
    if p is None:
        return ""
    return "below 0.001" if p < 0.001 else f"{p:.3f}"


def enough(found: Agreement) -> bool:
    """Whether there are pairs enough for a coefficient."""
    return found.n - found.apart >= TOO_FEW


def annex(found: Agreement) -> tuple[AnnexRow, ...]:
    """Every coefficient and test of one comparison, never one of them alone; words where there is none."""
    n = found.n - found.apart
    if n < TOO_FEW:
        return (("All coefficients", "", "", f"{COUNTS_ONLY} ({n})"),)
    table = found.table
    rows: list[AnnexRow] = [
        ("Pairs that can be compared", str(n), "", ""),
        ("Same grade", f"{found.same} ({percent_words(found.same, n)})", "", ""),
        ("Within one grade", f"{found.within_one} ({percent_words(found.within_one, n)})", "", ""),
        ("Direction: lower, higher", f"{found.down}, {found.up}", "", ""),
        ("Exact sign test, p", p_words(found.p) or NO_MOVES, "", "Exact binomial, two-sided"),
    ]
    rows += [
        _coefficient(one)
        for one in (
            gwet_ac(table), weighted_kappa(table), gwet_ac(table, "identity"),
            weighted_kappa(table, "identity"),
        )
    ]  # fmt: skip
    rows += _alphas(found)
    rows += [
        _tested("Stuart-Maxwell, marginal homogeneity", stuart_maxwell(table)),
        _tested("Bowker, symmetry", bowker(table)),
        _tested("Ordinal marginal homogeneity, z", ordinal_homogeneity(table)),
        _tested("Wilcoxon signed ranks, exact, V", signed_ranks(table),
                TOO_MANY if found.p is not None else NO_MOVES),
    ]  # fmt: skip
    return tuple(rows)


def _alphas(found: Agreement) -> list[AnnexRow]:
    units = _units(found)
    rows: list[AnnexRow] = []
    for metric in METRICS:
        one = alpha(units, metric)
        value = "" if one.value is None else f"{one.value:.2f}"
        rows.append((f"Krippendorff's alpha, {metric}", value, "", one.why))
    return rows


def _coefficient(one: Coefficient) -> AnnexRow:
    value = "" if one.value is None else f"{one.value:.2f}"
    interval = ""
    if one.low is not None and one.high is not None:
        interval = f"{one.low:.2f} to {one.high:.2f}"
    return one.name, value, interval, one.why or _HOW[one.how]


def _tested(name: str, found: Tested | None, why: str = NO_MOVES) -> AnnexRow:
    if found is None:
        return name, "", "", why
    value = f"{found.statistic:.2f}"
    if found.df:
        value += f", {found.df} df"
    return name, value, "", f"p {p_words(found.p)}" if found.p < 0.001 else f"p = {found.p:.3f}"


METHOD: Sequence[str] = (
    (
        "Only first, independent grades are compared: what the auditor gave, and what the second reader "
        "gave before they could see it. What the two settled on later is not in it."
    ),
    (
        "Only full, blind re-reads that a hash ticket drew speak for the rest. Re-reads for a reason stand "
        "in a column of their own; desk checks and panels are only counted; calibration is kept apart."
    ),
    (
        "Versions of a template, and versions of a scale, are never added up. A grade that nobody used "
        "stays on the scale: to leave it out would change the weights."
    ),
    (
        "Direction: exact two-sided sign test, the probability of so lopsided a split if both ways were "
        "equally likely. Below ten pairs counts only."
    ),
    (
        "Gwet's AC2 and weighted kappa use quadratic weights (one grade apart counts 8/9 on a scale of "
        "four). Kappa falls where most grades are alike although readers agree; that is why it never "
        "stands alone. Intervals: large-sample errors (Fleiss, Cohen and Everitt 1969; Gwet 2014) from "
        "thirty pairs on, below that the pairs drawn again 2,000 times with a fixed seed."
    ),
    (
        "Krippendorff's alpha: his own ordinal metric (not the weights of the same name in irrCAC). Kappa "
        "and alpha are 0 by 0 where all grades are one, and then they are not computable."
    ),
    (
        "No words such as “good” or “moderate” stand for a coefficient, and no colour: such bands are "
        "convention."
    ),
    (
        "An auditor is listed to be talked to from eight re-reads on, where the sign test gives p below "
        "0.05; single audits two grades apart or across the line to the worst grade are listed always. "
        "Auditors stand by name: nothing ranks them."
    ),
    (
        "Had every audit been read again: each random re-read is weighted by one through its chance of "
        "being read (in its round), its change is added to the first grades, and re-reads for a reason "
        "stand for themselves (difference estimator, Cochran 1977; Särndal and others 1992). The interval "
        "is Newcombe's hybrid of two Wilson intervals with the correction for a finite population."
    ),
    (
        "The chart: rows are first grades, columns second ones, the diagonal is the same grade, right of "
        "it the second reader graded lower. The bar above shows how many moved which way, its parts as "
        "long as their counts; each part and cell says its count and its word, and no colour speaks "
        "alone. An empty table is not drawn."
    ),
)


def short(found: Agreement) -> tuple[int, str, str, str, str]:
    """Pairs, AC2 and kappa with intervals, alpha, and p, each in a cell; words where there is none."""
    n = found.n - found.apart
    if n < TOO_FEW:
        return n, "counts only", "", "", ""
    units = _units(found)
    one = alpha(units, "ordinal")
    return (
        n,
        _cell(gwet_ac(found.table)),
        _cell(weighted_kappa(found.table)),
        "not computable" if one.value is None else f"{one.value:.2f}",
        p_words(found.p) or "no moves",
    )


def _cell(one: Coefficient) -> str:
    if one.value is None:
        return "not computable"
    if one.low is None or one.high is None:
        return f"{one.value:.2f}"
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"


def _units(found: Agreement) -> list[tuple[int, int]]:
    """Every comparable pair as ranks."""
    return [
        (row, column)
        for row, cells in enumerate(found.table, 1)
        for column, count in enumerate(cells, 1)
        for _each in range(count)
    ]
