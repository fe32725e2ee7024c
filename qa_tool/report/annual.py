"""The annual report, from its frozen figures and the words that people wrote beside them."""

from collections.abc import Callable, Sequence

from qa_tool.report import annual_words as words
from qa_tool.report import annual_words_followed as followed
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_estimates import estimates
from qa_tool.report.annual_method import definitions, method
from qa_tool.report.annual_over_time import months_chart, years_chart
from qa_tool.report.annual_page_one import page_one
from qa_tool.report.annual_parts import (
    Said,
    chart,
    heading,
    section_words,
    table_block,
    team_funnel,
)
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    TableBlock,
    Vignette,
)
from qa_tool.report.naming import plural

LONG = 240  # letters from which words are a story, not a quotation


def build(
    edition: Edition, said: Said, last: Edition | None = None, earlier: Sequence[Edition] = ()
) -> Report:
    """One edition as blocks; the same figures and words give the same blocks, whenever it is built.

    `last` is the published edition of the year before, `earlier` those before that one, the oldest first.
    """
    past = (*earlier, last) if last is not None else ()
    frozen = edition.frozen
    blocks: list[Block] = [*_state(edition, said), *page_one(edition, said, last), PageBreak()]
    for part in _PARTS:
        blocks += part(edition, said, last)
        if part is _findings:
            blocks += _over_time(edition, past)
    return Report(
        said.title, subtitle(edition, said), frozen.council,
        "" if edition.public else said.marking, frozen.made, tuple(blocks),
        facts=_facts(edition, said), house=said.house,
    )  # fmt: skip


def subtitle(edition: Edition, said: Said) -> str:
    """The year, and what a reader of the cover must know."""
    parts = [
        edition.frozen.year,
        "" if edition.frozen.whole else "so far",
        "draft" if said.draft else "",
    ]
    return ", ".join(part for part in parts if part)


def _facts(edition: Edition, said: Said) -> tuple[tuple[str, str], ...]:
    frozen = edition.frozen
    found = [
        ("Year", frozen.year), ("Speaks of", words.period_words(edition)),
        ("Edition", "Public" if edition.public else "Internal"),
        ("By", said.signatory), *said.approved,
    ]  # fmt: skip
    if frozen.demonstration:
        found.append(("Data", "Demonstration: everything is made up"))
    return tuple((name, value) for name, value in found if name and value)


def _state(edition: Edition, said: Said) -> tuple[Block, ...]:
    """What a reader must know first, in one line above the page that it speaks of; the cover says it too."""
    told = []
    if said.draft:
        told.append("Draft, not for publication: nobody has approved it.")
    if edition.frozen.demonstration:
        told.append("Demonstration: every child, worker and figure is made up.")
    if edition.frozen.withheld:
        told.append("Not whole: audits are missing that whoever made it must not see yet.")
    return (Paragraph(" ".join(told)),) if told else ()


def _foreword(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    found: list[Block] = [heading("foreword"), *section_words(said, "foreword", "")]
    if said.texts.get("foreword", "").strip():
        found.append(Paragraph(said.signatory, muted=True))
    for key in ("role", "how"):
        found += [heading(key), *section_words(said, key, "")]
    return found


def _activity(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    proposed = f"{words.activity(edition)}\n{words.not_covered(edition)}"
    return [
        heading("activity"), *section_words(said, "activity", proposed),
        *table_block(edition, "rounds"), *table_block(edition, "rounds-given"), *table_block(edition, "counted"),
        *table_block(edition, "left-out"), *table_block(edition, "open-cases"),
    ]  # fmt: skip


def _findings(edition: Edition, said: Said, last: Edition | None) -> list[Block]:
    found: list[Block] = [
        heading("findings"), *section_words(said, "findings", words.findings(edition))
    ]  # fmt: skip
    for group in edition.groups:
        if not group.enough:
            continue
        found.append(Heading(group.title, 2, f"findings-{group.key}"))
        if said.texts.get("findings", "").strip():
            found.append(Paragraph(words.grades(edition, group)))
        year = words.against(edition, last, group)
        if year:
            found.append(Paragraph(f"Good or better: {year}."))
        found += table_block(edition, f"grades-{group.key}")
        found += [Paragraph(one) for one in estimates(edition, group)]
        found += chart(edition, group, f"domains-{group.key}")
        for place in ("area", "service", "team"):
            found += chart(edition, group, f"{place}-{group.key}")
        found += team_funnel(edition, group)
    return found


def _over_time(edition: Edition, past: Sequence[Edition]) -> list[Block]:
    """Months and years of every group that has enough of them; nothing where none has."""
    found: list[Block] = []
    for group in edition.groups:
        if group.enough and group.scale is not None:
            found += [*months_chart(edition, group), *years_chart(edition, group, past)]
    return [Heading("Month by month, year by year", 2, "over-time"), *found] if found else []


def _moderation(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    found: list[Block] = [
        heading("moderation"), *section_words(said, "moderation", words.trust(edition)),
        *table_block(edition, "read-again"), *_by_template(edition, "random"),
    ]  # fmt: skip
    if edition.readings("targeted"):
        found.append(
            Paragraph(
                "Audits that were read again because something called for it say nothing about the rest, "
                "because the worst grade cannot go down; they are never added to the random ones."
            )
        )
        found += _by_template(edition, "targeted")
    return found


def _by_template(edition: Edition, kind: str) -> tuple[Block, ...]:
    """Second readings of one kind, a table for every template."""
    return tuple(block for key in edition.readings(kind) for block in table_block(edition, key))


def _safety(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    return [
        heading("safety"), *section_words(said, "safety", followed.safety(edition)),
        *table_block(edition, "safety"), *table_block(edition, "safety-settled"),
    ]  # fmt: skip


def _themes(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    found: list[Block] = [
        heading("themes"),
        *section_words(said, "themes", followed.themes(edition)),
    ]
    found += table_block(edition, "strengths")
    found += table_block(edition, "developments")
    shown = [one for one in said.quoted if one.public or not edition.public]
    for one in shown:
        long = len(one.words) > LONG
        found.append(Vignette(one.theme, one.words) if long else Quote(one.words, one.theme))
    if found[2:]:
        found.append(
            Note(
                "People tag what strikes them: a theme that is missing from an audit says nothing."
            )
        )
    return found


def _voice(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    return [
        heading("voice"), *section_words(said, "voice", followed.voice(edition)),
        *table_block(edition, "voices"), *table_block(edition, "surveys"),
        *table_block(edition, "compliments"),
    ]  # fmt: skip


def _notices(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    return [
        heading("notices"), *section_words(said, "notices", followed.notices(edition)),
        *(b for key in ("notices", "notice-limits", "notice-effects") for b in table_block(edition, key)),
        Paragraph(followed.concerns(edition)), *table_block(edition, "concerns"),
    ]  # fmt: skip


def _learning(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    return [
        heading("learning"), *section_words(said, "learning", followed.learning(edition)),
        *(b for key in ("actions", "re-audits", "re-audits-due") for b in table_block(edition, key)),
    ]  # fmt: skip


def _outside(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    found: list[Block] = [
        heading("outside"), *section_words(said, "outside", followed.outside(edition)),
        *table_block(edition, "asked"),
    ]  # fmt: skip
    sessions = edition.frozen.diagnostics
    if sessions:
        found.append(
            Paragraph(
                f"{plural(len(sessions), 'diagnostic session')} {'was' if len(sessions) == 1 else 'were'} held with teams. They are learning exercises: "
                "what was graded in them stands in no figure here."
            )
        )
    return found


def _equality(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    found: list[Block] = [
        heading("equality"), *section_words(said, "equality", followed.equality(edition))
    ]  # fmt: skip
    for group in edition.groups:
        found += table_block(edition, f"ethnicity-{group.key}")
        found += table_block(edition, f"age-{group.key}")
    return found


def _priorities(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    found: list[Block] = [heading("last_year")]
    before = said.priorities.last_year
    found += section_words(
        said, "last_year", "" if before else "No priorities are recorded for the year before."
    ) if not before or said.texts.get("last_year", "").strip() else ()  # fmt: skip
    if before:
        rows = tuple((one.title, one.became or "Not said yet") for one in before)
        found.append(
            TableBlock(
                "What became of them", ("Priority", "What became of it"), ("long", "long"), rows
            )
        )
    found.append(heading("next_year"))
    ahead = said.priorities.next_year
    if not ahead or said.texts.get("next_year", "").strip():
        found += section_words(said, "next_year", "")
    if ahead:
        found.append(
            Bullets(
                tuple(f"{one.title}{f' ({one.answers})' if one.answers else ''}" for one in ahead)
            )
        )
    return found


def _method(edition: Edition, said: Said, last: Edition | None) -> list[Block]:  # noqa: ARG001
    return [*method(edition, said), *definitions(edition)]


_PARTS: tuple[Callable[[Edition, Said, Edition | None], list[Block]], ...] = (
    _foreword, _activity, _findings, _moderation, _safety, _themes, _voice, _notices, _learning,
    _outside, _equality, _priorities, _method,
)  # fmt: skip
