"""The report on QA notices: what was raised, how it was answered, whether practice changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.figures.proportion import percent
from qa_tool.notice import figures
from qa_tool.notice.model import Notice
from qa_tool.report.blocks import Block, Callout, Figures, Heading, Paragraph, Report, TableBlock
from qa_tool.report.naming import day, plural

Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Everything that the report rests on; `teams`, `themes` and `cases` give what each id is called."""

    council: str
    made: date
    period: str
    notices: tuple[Notice, ...]
    teams: Mapping[str, str]
    themes: Mapping[str, str]
    cases: Mapping[str, str]
    only: str = ""
    withheld: int = 0
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"

    def team(self, notice: Notice) -> str:
        """What the team is called that the notice is about."""
        return self.teams.get(notice.raised.team, "") or "No team"

    def theme_names(self, notice: Notice) -> tuple[str, ...]:
        """What its themes are called."""
        return tuple(self.themes.get(key, key) for key in notice.raised.themes) or ("No theme",)


def of(k: int, n: int) -> str:
    """`7 of 9`, or `12 of 20 (60%)`: no percentage below ten."""
    whole = percent(k, n)
    return f"{k} of {n}" if whole is None else f"{k} of {n} ({whole}%)"


def middle_words(days: float | None) -> str:
    """A median in words; the reason where there is none."""
    if days is None:
        return "too few"
    return f"{days:.0f}" if days == int(days) else f"{days:.1f}"


def build(facts: NoticeFacts) -> Report:
    """The report as blocks."""
    blocks: list[Block] = []
    if facts.demonstration:
        words = "Every child, worker, notice and figure in this document is made up."
        blocks.append(Callout("Demonstration data", words, "info"))
    if facts.withheld:
        blocks.append(Callout("This report is not whole", withheld(facts.withheld), "warning"))
    if facts.notices:
        blocks += [*_first(facts), *_stages(facts), *_effects(facts), *_open(facts), *_repeated(facts), *_method(facts), *_groups(facts)]  # fmt: skip
    else:
        blocks.append(Paragraph("No QA notice was raised in this period.", lead=True))
    told = [("Only", facts.only)]
    return Report(
        "QA notices", facts.period, facts.council, facts.marking, facts.made, tuple(blocks),
        cover=False, contents=False, facts=tuple((k, v) for k, v in told if v),
    )  # fmt: skip


def withheld(n: int) -> str:
    """Why some notices are not in it."""
    return (
        f"{plural(n, 'notice')} about an audit that waits for your blind second reading "
        f"{'is' if n == 1 else 'are'} left out."
    )


def _first(facts: NoticeFacts) -> list[Block]:
    told = figures.concerns(facts.notices)
    formal = [n for n in told if n.formal]
    good = len(facts.notices) - len(told)
    answers = [s.answer for n in told for s in n.formal if s.answer]
    cafcass = sum(bool(n.referrals) for n in told)
    open_ = [n for n in told if n.open]
    said = (
        f"{plural(len(told), 'concern')} {'was' if len(told) == 1 else 'were'} raised, {len(formal)} of them went to a formal stage, "
        f"{cafcass or 'none'} to Cafcass; {plural(good, 'good-practice notice')}."
    )
    inside, over, going = figures.within_limit(told, facts.made)
    late = sum(a.late for a in answers)
    middle = figures.middle(figures.answer_days(told))
    blocks: list[Block] = [
        Paragraph(said, lead=True),
        Figures(
            (
                (str(len(open_)), "open now", _oldest(open_)),
                (f"{len(answers) - late} of {len(answers)}", "formal stages answered in time", ""),
                (middle_words(middle), "working days to an answer", "median, formal stages"),
                (_changed_figure(facts), "practice changed", "said at 90 days"),
            )
        ),
    ]
    if inside + over + going:
        blocks.append(
            Paragraph(
                f"Formal notices on looked-after children end within 20 working days: {inside} did, {over} did not, "
                f"{going} {'is' if going == 1 else 'are'} open and within them."
            )
        )
    return blocks


def _changed_figure(facts: NoticeFacts) -> str:
    last = next((e for e in figures.effects(facts.notices, facts.made) if e.after == 90), None)
    return f"{last.yes} of {last.said}" if last is not None and last.said else "none said"


def _oldest(open_: Sequence[Notice]) -> str:
    first = min(open_, key=lambda n: n.raised.raised, default=None)
    return f"the oldest since {day(first.raised.raised)}" if first else ""


STAGE_HEADER = (
    "Ladder and stage", "Stood here", "In time", "Late", "Overdue", "Waits", "Passed on", "Median days",
)  # fmt: skip


def _stages(facts: NoticeFacts) -> list[Block]:
    rows = tuple(
        (f"{one.ladder}: {one.stage}", one.stood, one.in_time, one.late, one.overdue, one.waiting,
         one.passed_on, middle_words(one.days))
        for one in figures.by_stage(facts.notices, facts.made)
    )  # fmt: skip
    kinds = ("text", *(["number"] * 7))
    return [
        Heading("How each stage answered", 2),
        TableBlock(
            "Concerns by stage; a notice that climbs stands on several", STAGE_HEADER, kinds, rows,  # type: ignore[arg-type]
            note="Working days of England and Wales. Passed on: taken higher or ended without an answer. "
            f"No median below {figures.FEW} answers.",
        ),
    ]  # fmt: skip


def _effects(facts: NoticeFacts) -> list[Block]:
    found = figures.effects(facts.notices, facts.made)
    if not found:
        return [Heading("Did practice change for the child?", 2),
                Paragraph("Nothing has been asked yet: only formal notices are, after 90 days, and after "
                          "30 where safety was the reason.")]  # fmt: skip
    last = found[-1]
    lead = (
        f"At {last.after} days practice had changed for the child in {of(last.yes, last.said)}"
        f", partly in {last.partly}."
        if last.said
        else "Nobody has said yet whether practice changed."
    )
    rows = tuple(
        (f"After {e.after} days", e.yes, e.partly, e.no, e.cannot_tell, e.overdue, e.to_come)
        for e in found
    )
    return [
        Heading("Did practice change for the child?", 2),
        Paragraph(lead, lead=True),
        TableBlock(
            "Said by whoever raised the notice, with evidence",
            ("Asked", "Yes", "Partly", "No", "Cannot tell", "Not said, due", "To come"),
            ("text", "number", "number", "number", "number", "number", "number"), rows,
            note="Formal notices only; informal, withdrawn and good-practice notices are not asked. "
            "Those asked at 30 days, where safety was the reason, are asked at 90 too.",
        ),
    ]  # fmt: skip


def _open(facts: NoticeFacts) -> list[Block]:
    open_ = sorted(
        (n for n in facts.notices if n.open), key=lambda n: (n.raised.raised, n.raised.id)
    )
    if not open_:
        return [Heading("Open now", 2), Paragraph("No concern is open.")]
    rows = tuple(
        (facts.cases.get(n.raised.case, ""), facts.team(n), n.now.stage.name, n.raised.raised, n.now.due,
         waits_words(n, facts.made))
        for n in open_
    )  # fmt: skip
    return [
        Heading("Open now", 2),
        TableBlock(
            "The oldest first", ("Case", "Team", "Stage", "Raised", "Answer due", "Waits for"),
            ("text", "text", "text", "date", "date", "text"), rows,
        ),
    ]  # fmt: skip


def waits_words(n: Notice, today: date) -> str:
    """What an open notice waits for, in words."""
    if n.waits == "decision":
        return "The raiser's decision"
    if n.now.overdue(today):
        return "An answer, overdue"
    return "An answer" if n.open else ""


def _repeated(facts: NoticeFacts) -> list[Block]:
    twice = figures.repeated(facts.notices)
    said = (
        f"{plural(len(twice), 'child', 'children')} had more than one concern in this period, "
        f"{sum(twice.values())} in all."
        if twice
        else "No child had more than one concern in this period."
    )
    return [Heading("Repeated", 2), Paragraph(said)]


_GROUP_HEADER = (
    "Concerns", "Formal", "Good practice", "Answered in time", "Open", "Practice changed", "Repeated",
)  # fmt: skip


def _groups(facts: NoticeFacts) -> list[Block]:
    themes = figures.groups(facts.notices, facts.theme_names)
    teams = figures.groups(facts.notices, lambda n: (facts.team(n),))
    return [
        Heading("By theme and by team", 2),
        Paragraph(
            "Many notices can mean many worries or a reviewing officer who speaks up; few can mean "
            "that nobody does. Figures this small say little about a team.",
            muted=True,
        ),
        _table("By theme; a notice with two themes counts in both", "Theme", themes),
        _table("By team, in the order of their names: nothing here ranks teams", "Team", teams),
    ]


def _table(caption: str, first: str, found: Sequence[figures.GroupCount]) -> TableBlock:
    rows = tuple(
        (g.name, g.concerns, g.formal, g.good_practice, of(g.in_time, g.answered) if g.answered else "",
         g.open, of(g.changed, g.said) if g.said else "", g.repeated)
        for g in found
    )  # fmt: skip
    kinds = ("text", "number", "number", "number", "number", "number", "number", "number")
    return TableBlock(
        caption, (first, *_GROUP_HEADER), kinds, rows,  # type: ignore[arg-type]
        note="Answered in time: formal stages. Practice changed: “yes” of those said at 90 days.",
    )  # fmt: skip


def _method(facts: NoticeFacts) -> list[Block]:
    used = {n.raised.ladder.key: n.raised.ladder for n in figures.concerns(facts.notices)}
    lines = []
    for key in sorted(used):
        one = used[key]
        where = ", ".join(p for p in (one.source, one.edition) if p)
        seen = f"; compared {day(one.reviewed)}" if one.reviewed else ""
        lines.append(f"{one.title}: {where}{seen}.")
    return [
        Heading("The ladders in use", 3),
        Paragraph(" ".join(lines), muted=True),
        Paragraph("Counts below ten stand without percentages.", muted=True),
    ]
