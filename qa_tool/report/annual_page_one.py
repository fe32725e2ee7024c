"""Page one: ten answers, in the order in which a reader asks; no composite score, no team, no coefficient."""

from qa_tool.disclosure.table import TOTAL
from qa_tool.report import annual_words as words
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import AuditGroup
from qa_tool.report.annual_parts import Said, typed
from qa_tool.report.blocks import (
    Block,
    Callout,
    Column,
    Heading,
    Paragraph,
    TableBlock,
)

_TEXT: Column = "text"


def page_one(edition: Edition, said: Said, last: Edition | None) -> tuple[Block, ...]:
    """The whole page."""
    return (
        Heading("The year on one page", 1, "page-one"),
        *_judgement(edition, said),
        _answers(
            ("Taken higher", words.concerns(edition)), ("What was looked at", _looked_at(edition)),
        ),
        *_grades(edition, last),
        _answers(
            ("How far to trust it", words.trust(edition)), ("Are children safe", words.safety(edition)),
            ("Strongest, weakest", _ends(edition)), ("Did practice change", words.learning(edition)),
            ("Voice", words.voice(edition)), ("QA notices", words.notices(edition)),
            ("Equality", words.equality(edition)),
        ),
    )  # fmt: skip


def _answers(*rows: tuple[str, str]) -> TableBlock:
    """Questions and answers side by side, so that all of them fit one page."""
    return TableBlock("", ("Question", "Answer"), ("text", "long"), rows)


def _judgement(edition: Edition, said: Said) -> tuple[Block, ...]:
    written = said.texts.get("judgement", "").strip()
    if written:
        return tuple(
            Paragraph(block.text) for block in typed(written) if isinstance(block, Paragraph)
        )
    title = f"{said.signatory}'s judgement is not written yet"
    return (Callout(title, f"The figures bear this: {words.judgement(edition)}", "warning"),)


def _looked_at(edition: Edition) -> str:
    planned, given = edition.n("rounds", TOTAL), edition.n("rounds-given", TOTAL)
    parts = [words.children(edition)]
    if planned is not None and given is not None:
        parts.append(f"Audits: {planned:,} planned, {given:,} given out,")
    n, read = words.audits(edition), edition.n("second-random", TOTAL)
    parts.append(f"{n:,} counted," if n is not None else "a number counted that is not shown,")
    parts.append(f"{read or 'none'} read again blind and at random." if read is not None
                 else "a number read again blind and at random that is not shown.")  # fmt: skip
    parts.append(words.not_covered(edition))
    return " ".join(part for part in parts if part)


def _ends(edition: Edition) -> str:
    shown = [group for group in edition.groups if group.enough]
    return words.ends(edition, shown[0]) if shown else words.NO_AUDITS


def _grades(edition: Edition, last: Edition | None) -> tuple[Block, ...]:
    """Final grades by group, n and %, not graded, good or better, the worst, last year."""
    shown = [group for group in edition.groups if group.enough and group.scale is not None]
    if not shown:
        return (Paragraph(words.NO_AUDITS if not edition.groups else words.findings(edition)),)
    header: tuple[str, ...] = (
        "Audits of",
        "Counted",
        "Good or better",
        "Worst grade",
        "Not graded",
    )
    if last is not None:
        header = (*header, "Beside last year")
    rows = tuple(_row(edition, last, group, wide=last is not None) for group in shown)
    kinds: tuple[Column, ...] = ("text", "number", *(_TEXT for _ in header[2:]))
    note = "Good or better with its share and 95% interval. Unlike audits are never added into one rate."
    return (
        TableBlock(
            "Final grades", header, kinds, rows, note,
            key="page-one",
        ),
    )  # fmt: skip


def _row(
    edition: Edition, last: Edition | None, group: AuditGroup, *, wide: bool
) -> tuple[str | int, ...]:
    key = f"grades-{group.key}"
    ranked = group.scale.ranked if group.scale else ()
    worst = edition.part(key, [ranked[-1].name])
    n = edition.n("counted", group.title)
    cells: tuple[str | int, ...] = (
        group.title, n if n is not None else "[c]", words.share_words(edition.good(group)),
        f"{ranked[-1].name}: {words.share_words(worst)}", edition.say(key, "Not graded") if edition.has(key, "Not graded") else "none",
    )  # fmt: skip
    return (*cells, words.against(edition, last, group) or "no figure") if wide else cells
