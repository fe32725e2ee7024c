"""Page one: ten answers, in the order in which a reader asks; no composite score, no team, no coefficient."""

from qa_tool.disclosure.table import TOTAL, Share
from qa_tool.report import annual_drafts as drafts
from qa_tool.report import annual_words as words
from qa_tool.report import annual_words_followed as followed
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import GOOD, NONE, AuditGroup
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
MOST = 3  # kinds of audits, so that it stays one page


def page_one(edition: Edition, said: Said, last: Edition | None) -> tuple[Block, ...]:
    """The whole page."""
    return (
        Heading("The year on one page", 1, "page-one"),
        *_judgement(edition, said),
        Paragraph(f"{followed.concerns(edition)} {_looked_at(edition)}"),
        *_grades(edition, last),
        _answers(
            *_beside(edition, last),
            ("How far to trust it", words.trust_short(edition, MOST)), ("Are children safe", followed.safety(edition)),
            ("Strongest, weakest", _ends(edition)), ("Did practice change", followed.learning(edition)),
            ("Voice", followed.voice(edition)), ("QA notices", followed.notices(edition)),
            ("Equality", followed.equality(edition)),
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
    return (Callout(title, f"The figures bear this: {drafts.judgement(edition)}", "warning"),)


def _looked_at(edition: Edition) -> str:
    planned, given = edition.n("rounds", TOTAL), edition.n("rounds-given", TOTAL)
    parts = [words.children(edition)]
    if planned is not None and given is not None:
        parts.append(f"Audits: {planned:,} planned, {given:,} given out,")
    else:
        parts.append("No round of audits began,")
    n, read = words.audits(edition), words.read_again(edition)
    parts.append(
        "how many counted is not shown,"
        if n is None
        else f"{n:,} counted,"
        if n
        else "no audits counted,"
    )
    parts.append("how many read again blind and at random is not shown." if read is None
                 else f"{read or 'none'} read again blind and at random.")  # fmt: skip
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
    worst = sorted({group.scale.ranked[-1].name for group in shown if group.scale})
    header: tuple[str, ...] = ("Audits of", "Counted", GOOD, " / ".join(worst), NONE)
    rows = tuple(_row(edition, group) for group in shown[:MOST])
    told = "Final grades, each kind by itself, with 95% intervals"
    if len(shown) > MOST:
        told += f"; {len(shown) - MOST} more in “What we found”"
    if last is None:
        told += "; no year before to compare"
    kinds: tuple[Column, ...] = ("text", "number", *(_TEXT for _ in header[2:]))
    return (
        TableBlock(
            told, header, kinds, rows, key="page-one",
        ),
    )  # fmt: skip


def _row(edition: Edition, group: AuditGroup) -> tuple[str | int, ...]:
    key = f"grades-{group.key}"
    ranked = group.scale.ranked if group.scale else ()
    n = edition.n("counted", group.title)
    if n is None:  # where that table is withheld, the grades beside it still have their total
        n = edition.n(key, TOTAL)
    cells: tuple[str | int, ...] = (
        group.title, n if n is not None else "[c]", _share(edition.good(group)),
        _share(edition.part(key, [ranked[-1].name])),
    )  # fmt: skip
    return (*cells, _count(edition, key) if edition.has(key, NONE) else "none")


def _beside(edition: Edition, last: Edition | None) -> tuple[tuple[str, str], ...]:
    """Good or better beside last year's, the change in words, kind by kind."""
    shown = [group for group in edition.groups if group.enough and group.scale is not None][:MOST]
    if last is None or not shown:
        return ()
    told = (
        f"{group.title}: {words.against(edition, last, group) or 'no year before to compare'}"
        for group in shown
    )
    return (("Beside last year", f"Good or better. {'; '.join(told)}."),)


def _share(found: Share | None) -> str:
    """As elsewhere, but for the base, which stands in the column beside it."""
    if found is None or found.percent is None:
        return words.share_words(found)
    return f"{found.count} ({found.percent}%, {found.low} to {found.high})"


def _count(edition: Edition, key: str) -> str:
    n = edition.n(key, NONE)
    return "not shown" if n is None else f"{n:,}" if n else "none"
