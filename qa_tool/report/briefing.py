"""A briefing that fits one side: what we looked at, what works, what worries, what to try this week."""

from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import Group, basis
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.distribution import overall
from qa_tool.figures.themes import Theme, themes
from qa_tool.report import learning, sentences
from qa_tool.report.blocks import Block, Bullets, Callout, Heading, Note, Paragraph, Report
from qa_tool.report.naming import group_words, plural
from qa_tool.report.pack import short

_SENTENCE, _LOOKS = 200, 480
_NOTHING = (
    "Nothing stands out enough to say so: there are too few grades, or they lie close together."
)


def build(data: DataSet, period: str) -> Report:
    """One side for everybody who works with children; it names nobody and quotes nobody."""
    found = basis(data)
    # One group speaks, the largest: several would need several pages.
    group = next((g for g in found.groups if g.n >= data.small_audits), None)
    spoken = themes(group, at_most=2) if group else None
    blocks: list[Block] = [
        Paragraph(_looked(group, found.n, len(found.groups)), lead=True),
        Heading("What is working", 2),
        Bullets(tuple(map(_named, spoken.working)) if spoken and spoken.working else (_NOTHING,)),
        Heading("What worries us", 2),
        Bullets(tuple(map(_named, spoken.worrying)) if spoken and spoken.worrying else (_NOTHING,)),
        *(_looks_like(spoken.worrying[0]) if spoken and spoken.worrying else ()),
        Heading("This week", 2),
        Bullets(_ask(spoken.worrying if spoken else ())),
        Note(_trust(data)),
    ]
    return learning.names_nobody(
        Report(
            "Learning from audits: a briefing", short(period, 70), data.council, data.marking, data.made,
            tuple(blocks), cover=False, contents=False,
        ),
        data,
    )  # fmt: skip


def _looked(group: Group | None, n: int, groups: int) -> str:
    if group is None:
        return f"{plural(n, 'audit')} can be counted so far: too few of one kind to say what they teach."
    spread = overall(group)
    said = f"We read the records of {plural(group.n, 'child', 'children')} drawn by lot: {group_words(group)}."
    if spread is not None and spread.n:
        said += f" {spread.good} of {spread.n} were good or better ({spread.words}; {spread.interval}%)."
    if groups > 1:
        said += f" {plural(n - group.n, 'audit')} of other kinds stand in the learning report."
    return said


def _named(theme: Theme) -> str:
    spread = theme.spread
    return short(
        f"{theme.domain.title}: {spread.good} of {spread.n} good or better. {theme.domain.purpose}", _SENTENCE
    )  # fmt: skip


def _looks_like(theme: Theme) -> tuple[Block, ...]:
    good = next((g for g in reversed(theme.spread.scale.ranked) if g.good_or_better), None)
    words = theme.domain.descriptor(good.key) if good is not None else ""
    if good is None or not words:
        return ()
    title = short(f"What {good.name} looks like: {theme.domain.title}", 80)
    return (Callout(title, short(words, _LOOKS), "good"),)


def _ask(worrying: tuple[Theme, ...]) -> tuple[str, ...]:
    questions = tuple(
        short(asked.text, _SENTENCE)
        for theme in worrying
        for asked in theme.domain.questions
        if asked.impact or asked is theme.domain.questions[0]
    )
    always = (
        "Take one child, and ask in supervision what is different for them because of our work."
    )
    return (*questions[:2], always)


def _trust(data: DataSet) -> str:
    said = sentences.trusts_short(of_overall(rereads(data).random, data))
    words = [short(said, 280)]
    if data.withheld:
        words.append(
            f"{plural(data.withheld, 'audit')} missing: whoever made this must not see them yet."
        )
    words.append("Names no child and no worker.")
    if data.demonstration:
        words.append("Everything here is made up.")
    return " ".join(words)
