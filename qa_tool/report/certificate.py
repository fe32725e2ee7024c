"""The sampling certificate: what was drawn from what, by which rules, so that others can draw it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import day, plain, plural
from qa_tool.report.workbook import Cell, Sheet, SheetColumn, Workbook
from qa_tool.sampling import precision
from qa_tool.sampling.claims import Claims, left_counts
from qa_tool.sampling.model import METHODS, STRATA, Filter, Sample, left_words

MARKING = "OFFICIAL-SENSITIVE"
PROOF = "Proof"
PIECE = 900
CHECKSUM, SIGNATURE, KEY, TEXT = "checksum", "signature", "key", "claims"
HOW = (
    "Take the list as it stood when it was frozen, each case number once, without blanks around it.",
    "Fingerprint: SHA-256 over the case numbers, sorted, one on each line, in UTF-8.",
    (
        "Ticket of a case: “0.” and the decimal digits, reversed, of "
        "SHA-256(hex of SHA-256(seed) + case number). The smallest ticket has place 1."
    ),
    (
        "Leave out the places named on the sheet Places; take the first of each stratum; a dropped "
        "case gives its place to the next."
    ),
    "Or run: sample prove CERTIFICATE.xlsx LIST",
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Claims with their canonical text, its checksum, and the signature of who issued it."""

    claims: Claims
    text: str
    checksum: str
    signature: str = ""
    key: str = ""
    made: date | None = None


def _moment(text: str) -> str:
    """`20 November 2026, 10:00`."""
    when = datetime.fromisoformat(text) if text else None
    return f"{day(when)}, {when:%H:%M}" if when is not None else ""


def sizes(claims: Claims | Sample) -> str:
    """How many were asked for, and every extension."""
    if claims.rules.method == "cohort":
        return "All that could be drawn"
    each = " from each" if claims.rules.method == "fixed" else ""
    first, *more = claims.totals
    grown = [
        f"extended to {total:,}{each}: {why}"
        for total, why in zip(more, claims.extended, strict=True)
    ]
    return "; ".join([f"{first:,}{each}", *grown])


def theme_words(theme: Filter) -> str:
    """The theme in words."""
    named = (
        ("kind", theme.kinds),
        ("team", theme.teams),
        ("area", theme.areas),
        ("list", theme.lists),
        ("age", theme.age_bands),
        ("ethnicity", theme.ethnicities),
    )
    parts = [
        f"{name}: {', '.join(value if name in {'team', 'area'} else plain(value) for value in found)}"
        for name, found in named
        if found
    ]
    spans = (
        ("opened", theme.opened_from, theme.opened_to),
        ("closed", theme.closed_from, theme.closed_to),
        ("last seen before", None, theme.seen_before),
    )
    for name, first, last in spans:
        if first and last:
            parts.append(f"{name} {day(first)} to {day(last)}")
        elif first or last:
            parts.append(f"{name} {'from ' if first else ''}{day(first or last)}")
    return "; ".join(parts) or "None"


def frame_words(claims: Claims) -> str:
    """Which cases the list holds."""
    lists = ", ".join(name.replace("annex_a.", "") for name in claims.rules.lists)
    kinds = ", ".join(plain(kind).lower() for kind in claims.rules.kinds)
    open_ = "Closed" if claims.rules.method == "closures" else "Open"
    if lists:
        return (
            f"{open_} cases on Annex A list {lists}; where no list is known, of the kinds {kinds}"
        )
    return f"{open_} cases of the kinds {kinds}" if kinds else f"{open_} cases"


def _recent(claims: Claims) -> str:
    months = claims.rules.months or 12
    if claims.rules.recent_stay:
        return f"Stayed in, as the rule is off here: {claims.recent:,} cases had been audited within {months} months"
    return f"{claims.recent:,} cases had been audited within {months} months and were left out"


def _strata_rule(claims: Claims) -> str:
    rules = claims.rules
    if not rules.strata:
        return "None"
    parts = [STRATA[rules.strata]]
    if rules.minimum:
        parts.append(f"at least {rules.minimum} from each")
    if rules.cap:
        parts.append(f"at most {rules.cap} from each")
    return ", ".join(parts)


def precision_words(claims: Claims | Sample) -> str:
    """How far the result carries."""
    words = precision.words([(one.size, one.quota) for one in claims.strata])
    if claims.rules.spread:
        words += " As cases are spread over workers, those of workers with few cases had a better chance."
    return words


def facts(claims: Claims) -> tuple[tuple[str, str], ...]:
    """Everything that is one line."""
    rules = claims.rules
    return (
        ("Council", claims.council),
        ("Round", claims.round),
        ("Template", claims.template),
        ("Method", f"{METHODS[rules.method][0]}. {METHODS[rules.method][1]}"),
        ("Size", sizes(claims)),
        ("Strata", _strata_rule(claims)),
        ("List", frame_words(claims)),
        ("Theme", theme_words(rules.filter)),
        ("Seed", claims.seed),
        ("Seed recorded", _moment(claims.seed_recorded)),
        ("Seeds replaced before the list was frozen", str(claims.earlier_seeds)),
        ("List frozen", _moment(claims.frozen)),
        ("Cases in the list", f"{claims.frame:,}"),
        ("Fingerprint of the list", claims.fingerprint),
        ("Lines that repeated a case", str(claims.repeated)),
        ("Cases that could be drawn", f"{claims.could:,}"),
        ("Audited lately", _recent(claims)),
        (
            "Brothers and sisters",
            "At most one child of a family" if rules.one_per_family else "Children one by one",
        ),
        (
            "Spread over workers",
            "Each worker's first case before anybody's second" if rules.spread else "No",
        ),
        ("Drawn", f"{claims.drawn_count:,}"),
        ("Fingerprint of the drawn cases", claims.digest),
        ("Restricted files among them", str(claims.restricted)),
        ("Chosen by hand beside the draw", f"{claims.picked} (they enter no rate)"),
        ("Precision", precision_words(claims)),
        ("Proof from a case list", _provable(claims)),
        ("Made with", claims.software),
        ("Entry in the ledger", claims.entry),
        ("Data", "Demonstration: everything is made up" if claims.demonstration else "Real"),
    )


def _provable(claims: Claims) -> str:
    if claims.numbered:
        return "Yes: every ticket is made of the council's case number"
    return (
        f"No: {claims.unnumbered:,} cases have no case number here, so their tickets are made of the "
        "program's own references"
    )


def exact_table(claims: Claims) -> TableBlock | None:
    """What a finding in the sample says of all cases: exact, for a sample without strata."""
    drawn, whole = claims.drawn_count, claims.could
    if len(claims.strata) != 1 or claims.rules.spread or drawn in {0, whole} or whole > 20_000:
        return None
    found = sorted({0, drawn // 2, round(drawn * 3 / 4), drawn})
    rows = []
    for good in found:
        low, high = precision.in_population(good, drawn, whole)
        rows.append((f"{good} of {drawn}", f"{low:,} to {high:,} of {whole:,}"))
    return TableBlock(
        "If so many in the sample are good, then so many of all cases that could be drawn are",
        ("In the sample", "In the list, 19 times in 20"),
        ("text", "text"),
        tuple(rows),
        note="Exact (hypergeometric).",
    )


# --- the workbook ----------------------------------------------------------------------------------


def workbook(sealed: Sealed) -> Workbook:
    """The certificate as a workbook; every cell follows from the claims, so an edit is noticed."""
    claims = sealed.claims
    note = "No names, no case numbers: places are those in the order of tickets."
    return Workbook(
        f"Sampling certificate, {claims.round}",
        claims.council,
        MARKING,
        sealed.made or date.fromisoformat(claims.day),
        (
            _sheet("Certificate", "Sampling certificate", (("What", 36), ("Value", 96)),
                   facts(claims), HOW),
            _sheet("Strata", "Strata", (("Stratum", 40), ("Could be drawn", 16), ("Gives", 12)),
                   [(one.name, one.size, one.quota) for one in claims.strata]),
            _sheet("Left out", "Left out before the draw", (("Why", 60), ("Cases", 12)),
                   left_counts(claims)),
            _sheet("Dropped", "Drawn and dropped", (("Place", 12), ("Why", 90)),
                   [(one.place, one.reason) for one in claims.dropped]),
            _sheet("Set aside", "Earlier draws of this round, set aside",
                   (("Seed", 40), ("Why", 80)),
                   [(one.seed, one.reason) for one in claims.set_aside]),
            _sheet("Places", "Places in the order of tickets", (("What", 50), ("Places", 90)),
                   _places(claims), (note,)),
            _sheet(PROOF, "For the program: do not change", (("Line", 16), ("Text", 110)),
                   _proof(sealed)),
        ),
    )  # fmt: skip


def _sheet(
    name: str, title: str, columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[Cell]], notes: Sequence[str] = (),
) -> Sheet:  # fmt: skip
    kinds = {
        place: "number" if rows and all(isinstance(row[place], int) for row in rows) else "long"
        for place in range(len(columns))
    }
    return Sheet(
        name,
        title,
        tuple(
            SheetColumn(head, "number" if kinds[place] == "number" else "long", width)
            for place, (head, width) in enumerate(columns)
        ),
        tuple(tuple(row) for row in rows),
        tuple(notes),
    )


def _places(claims: Claims) -> list[tuple[str, str]]:
    rows = [("Drawn", claims.drawn)]
    rows += [(left_words(one.why, claims.rules.months), one.places) for one in claims.left]
    return [(what, part) for what, text in rows for part in _pieces(text, ", ")]


def _proof(sealed: Sealed) -> list[tuple[str, str]]:
    return [
        (CHECKSUM, sealed.checksum),
        (SIGNATURE, sealed.signature or "none"),
        (KEY, sealed.key or "none"),
        *((TEXT, f"|{sealed.text[i : i + PIECE]}|") for i in range(0, len(sealed.text), PIECE)),
    ]


def _pieces(text: str, between: str) -> list[str]:
    """The text in lines of some length, broken between places."""
    lines: list[str] = []
    for part in text.split(between):
        if lines and len(lines[-1]) + len(part) < PIECE:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines


# --- the PDF ---------------------------------------------------------------------------------------


def build(sealed: Sealed) -> Report:
    """The certificate as a document."""
    claims = sealed.claims
    blocks: list[Block] = []
    if claims.demonstration:
        blocks.append(Callout("Demonstration data", "Everything in this document is made up."))
    blocks += [
        Figures(_figures(claims)),
        Paragraph(precision_words(claims), lead=True),
        _table("The draw", ("What", "Value"), facts(claims)),
        Heading("Strata", 2),
        TableBlock(
            "How many cases of each stratum could be drawn, and how many it gives",
            ("Stratum", "Cases", "Gives"),
            ("text", "number", "number"),
            (
                *((one.name, one.size, one.quota) for one in claims.strata),
                ("All", claims.could, sum(one.quota for one in claims.strata)),
            ),
            total_row=True,
        ),
        Heading("Left out, dropped, set aside", 2),
        *_left(claims),
    ]
    exact = exact_table(claims)
    if exact is not None:
        blocks += [Heading("What a finding says of all cases", 2), exact]
    blocks += [
        Heading("How to check it", 2),
        Bullets(HOW),
        Paragraph(
            f"Checksum of what is claimed: {sealed.checksum}. "
            + (f"Signed with the key {sealed.key}." if sealed.signature else "It is not signed.")
            + " The places in the order of tickets stand in the workbook of the same certificate.",
            muted=True,
        ),
    ]
    return Report(
        title="Sampling certificate",
        subtitle=f"{claims.round} · {claims.template}",
        council=claims.council,
        marking=MARKING,
        made=sealed.made or date.fromisoformat(claims.day),
        blocks=tuple(blocks),
        cover=False,
        contents=False,
        facts=(("Seed", claims.seed), ("List frozen", _moment(claims.frozen))),
    )


def _figures(claims: Claims) -> tuple[tuple[str, str, str], ...]:
    width = precision.half_width([(one.size, one.quota) for one in claims.strata])
    few = claims.drawn_count <= precision.DIP
    margin = "counts only" if few or width is None else f"± {width * 100:.1f}"
    return (
        (f"{claims.frame:,}", "cases in the list", "frozen"),
        (f"{claims.could:,}", "could be drawn", f"{claims.frame - claims.could:,} left out"),
        (f"{claims.drawn_count:,}", "drawn", METHODS[claims.rules.method][0]),
        (margin, "points at the widest" if "±" in margin else "too few to say", "19 times in 20"),
    )


def _table(caption: str, header: tuple[str, str], rows: Sequence[tuple[str, str]]) -> TableBlock:
    return TableBlock(caption, header, ("text", "long"), tuple(rows))


def _left(claims: Claims) -> list[Block]:
    found: list[Block] = []
    counts = left_counts(claims)
    if counts:
        rows = (*counts, ("All left out", sum(count for _, count in counts)))
        found.append(
            TableBlock("Left out before the draw", ("Why", "Cases"), ("long", "number"), rows,
                       total_row=True)
        )  # fmt: skip
    else:
        found.append(Paragraph("No case was left out before the draw."))
    if claims.dropped:
        rows_ = tuple((one.place, one.reason) for one in claims.dropped)
        found.append(
            TableBlock(
                f"{plural(len(claims.dropped), 'drawn case')} dropped; the next reserve came in",
                ("Place", "Why"), ("number", "long"), rows_,
            )
        )  # fmt: skip
    else:
        found.append(Paragraph("No drawn case was dropped."))
    found += [
        Callout("An earlier draw was set aside", f"Seed {one.seed}: {one.reason}", "warning")
        for one in claims.set_aside
    ]
    return found
