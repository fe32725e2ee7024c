"""The workbook of QA notices: the tables of the report, and every notice without its words."""

from qa_tool.notice import figures
from qa_tool.notice.model import CHANGED, ENDED, KINDS, Notice
from qa_tool.report.columns import Day, Long, Number, Row, Text
from qa_tool.report.notices import NoticeFacts, waits_words, withheld
from qa_tool.report.workbook import Sheet, Workbook


def build(facts: NoticeFacts) -> Workbook:
    """The workbook: counts only, no percentages, so that nobody reads too much into a few."""
    notes = [
        f"Period: {facts.period}.",
        "Cases stand by their random reference; no words of a notice are here.",
    ]
    if facts.only:
        notes.append(f"Only: {facts.only}.")
    if facts.withheld:
        notes.append(withheld(facts.withheld))
    if facts.demonstration:
        notes.append("Demonstration: everything is made up.")
    sheets = (
        _register(facts, tuple(notes)), _stages(facts), _effects(facts),
        _groups("By theme", "Theme", figures.groups(facts.notices, facts.theme_names)),
        _groups("By team", "Team", figures.groups(facts.notices, lambda n: (facts.team(n),))),
    )  # fmt: skip
    return Workbook("QA notices", facts.council, facts.marking, facts.made, sheets)


def _register(facts: NoticeFacts, notes: tuple[str, ...]) -> Sheet:
    columns = (
        Text("Case"), Text("Kind", width=16), Text("Team", width=38), Long("Themes", width=46),
        Text("Ladder", width=30), Text("Stage reached", width=22), Day("Raised"), Day("Formal since"),
        Text("Safety", width=9), Day("Cafcass"), Day("Answer due"), Day("Answered"),
        Text("In time", width=10), Day("Ended"), Text("How it ended", width=14),
        Text("Waits for", width=22), Text("Practice at 30 days"), Text("Practice at 90 days"),
    )  # fmt: skip
    order = sorted(facts.notices, key=lambda n: (n.raised.raised, n.raised.id))
    return Sheet("Notices", "QA notices", columns, tuple(_row(facts, n) for n in order), notes)


def _row(facts: NoticeFacts, n: Notice) -> Row:
    now, raised = n.now, n.raised
    answer = now.answer
    said = {e.after: CHANGED[e.changed] for e in n.effects if e.changed}
    timely = "" if answer is None or now.due is None else "Late" if answer.late else "In time"
    return (
        facts.cases.get(raised.case, ""), KINDS[raised.kind], facts.team(n),
        ", ".join(facts.themes.get(key, key) for key in raised.themes), raised.ladder.title,
        now.stage.name, raised.raised, n.formal[0].raised if n.formal else None,
        "Yes" if raised.safety else "", n.referrals[0].day if n.referrals else None, now.due,
        answer.day if answer else None, timely, n.ended.day if n.ended else None,
        ENDED[n.ended.how] if n.ended else "", waits_words(n, facts.made),
        said.get(30, ""), said.get(90, ""),
    )  # fmt: skip


def _stages(facts: NoticeFacts) -> Sheet:
    columns = (
        Text("Ladder", width=30), Text("Stage"), Text("Who answers", width=32), Number("Stood here"),
        Number("In time"), Number("Late"), Number("Overdue"), Number("Waits"),
        Number("Passed on"), Number("Median working days", width=22),
    )  # fmt: skip
    rows = tuple(
        (s.ladder, s.stage, s.who, s.stood, s.in_time, s.late, s.overdue, s.waiting, s.passed_on, s.days)
        for s in figures.by_stage(facts.notices, facts.made)
    )  # fmt: skip
    notes = (
        "Passed on: taken higher or ended without an answer.",
        f"No median below {figures.FEW} answers.",
    )
    return Sheet("By stage", "Concerns by stage", columns, rows, notes)


def _effects(facts: NoticeFacts) -> Sheet:
    columns = (
        Number("Days after", width=14), Number("Yes"), Number("Partly"), Number("No"),
        Number("Cannot tell", width=14), Number("Not said, due", width=16), Number("To come"),
    )  # fmt: skip
    rows = tuple(
        (e.after, e.yes, e.partly, e.no, e.cannot_tell, e.overdue, e.to_come)
        for e in figures.effects(facts.notices, facts.made)
    )
    notes = ("Formal notices only; withdrawn, informal and good-practice notices are not asked.",)
    return Sheet("Effect", "Did practice change for the child?", columns, rows, notes)


def _groups(name: str, first: str, found: tuple[figures.GroupCount, ...]) -> Sheet:
    columns = (
        Text(first, width=34), Number("Concerns"), Number("Formal"), Number("Good practice", width=15),
        Number("Formal stages answered", width=24), Number("of them in time", width=17),
        Number("Open"), Number("Effect said", width=13), Number("of them yes", width=13),
        Number("Repeated"),
    )  # fmt: skip
    rows = tuple(
        (g.name, g.concerns, g.formal, g.good_practice, g.answered, g.in_time, g.open, g.said, g.changed,
         g.repeated)
        for g in found
    )  # fmt: skip
    return Sheet(name, f"QA notices {name[0].lower()}{name[1:]}", columns, rows,
                 ("In the order of names: nothing here ranks anybody.",))  # fmt: skip
