"""The workbook of actions: every action, what is asked for, the plan, and re-audits."""

from qa_tool.figures import loop as figures
from qa_tool.figures import pairs as pair_figures
from qa_tool.figures.loop import Loop, Step
from qa_tool.figures.pairs import WAYS
from qa_tool.report.columns import ACTION_STATES, Day, Long, Number, Row, Text
from qa_tool.report.naming import plain
from qa_tool.report.workbook import Sheet, Workbook


def workbook(loop: Loop) -> Workbook:
    """The whole workbook."""
    title = f"Actions, {loop.round}" if loop.round else "Actions"
    sheets = [
        _ages(loop),
        _actions(loop),
        _asked(loop),
        _aims(loop),
        _learning(loop),
        *_pairs(loop),
    ]
    return Workbook(title, loop.council, loop.marking, loop.made, tuple(sheets))


def _ages(loop: Loop) -> Sheet:
    rows: list[Row] = list(figures.ageing(loop.steps, loop.made))
    seen = figures.verified(loop.steps)
    told, over = figures.changed_for_child(loop.steps)
    rows += [
        ("Oldest overdue, days", max((s.late(loop.made) for s in loop.steps), default=0)),
        ("Opened again at least once", sum(1 for s in loop.steps if s.reopened)),
        ("To be verified by somebody else", seen.asked),
        ("Verified by somebody else", seen.verified),
        ("Verified by their first date", seen.on_time),
        ("Finished for one child, compliance left out", over),
        ("of these with a difference told", told),
        ("Compliance only", len(loop.compliance)),
        ("Requirements with no action", sum(1 for one in loop.asked if one.lonely)),
    ]
    notes = ["OFFICIAL-SENSITIVE: cases stand by their random reference."]
    if loop.demonstration:
        notes.insert(0, "Demonstration data: everything in this workbook is made up.")
    if loop.withheld:
        notes.append("Not whole: audits that wait for your own second reading are left out.")
    return Sheet(
        "Summary", "Actions at a glance", (Text("What", width=46), Number("Number")), tuple(rows),
        tuple(notes),
    )  # fmt: skip


def _actions(loop: Loop) -> Sheet:
    columns = (
        Text("Case", width=12), Text("For whom", width=10), Long("What", width=54),
        Text("Domain", width=26), Text("Owner", width=24), Text("Team", width=24), Day("Raised"),
        Day("Due"), Day("First due"), Number("Days late"), Text("State", width=26), Day("Done"),
        Day("Verified"), Text("Must be seen", width=12), Text("Compliance", width=12),
        Number("Opened again"), Long("Difference", width=50), Number("Requirements"),
        Text("Objective", width=30),
    )  # fmt: skip
    return Sheet("Actions", "Every action", columns, tuple(_row(step, loop) for step in loop.steps))


def _row(s: Step, loop: Loop) -> Row:
    return (
        s.reference, plain(s.level), s.what, s.domain, s.owner, s.team, s.raised, s.due, s.first_due,
        s.late(loop.made), ACTION_STATES.get(s.state, s.state), s.done, s.verified,
        "Yes" if s.needs_verifying else "No", "Yes" if s.compliance else "No", s.reopened,
        s.difference, s.requirements, s.objective,
    )  # fmt: skip


def _asked(loop: Loop) -> Sheet:
    columns = (
        Text("Kind", width=18), Text("From", width=36), Long("What is asked for"), Day("Due"),
        Number("Days late"), Text("State"), Number("Actions"), Number("Finished"),
        Text("No action", width=12),
    )  # fmt: skip
    rows = tuple(
        (one.kind, one.source, one.text, one.due, one.late, plain(one.state), one.actions,
         one.finished, "No action" if one.lonely else "")
        for one in loop.asked
    )  # fmt: skip
    return Sheet("Requirements", "What is asked of the council", columns, rows)


def _aims(loop: Loop) -> Sheet:
    columns = (
        Long("Objective", width=54), Text("Answers for it", width=26), Day("By"), Number("Actions"),
        Number("Finished"), Number("Overdue"),
    )  # fmt: skip
    rows = tuple((a.title, a.owner, a.due, a.actions, a.finished, a.overdue) for a in loop.aims)
    return Sheet("Objectives", "The improvement plan", columns, rows)


def _learning(loop: Loop) -> Sheet:
    columns = (
        Text("Offer", width=22), Long("What", width=54), Day("Held"), Number("Took part"),
        Long("Measured again", width=50),
    )  # fmt: skip
    offers = (s for s in loop.steps if s.kind == "learning")
    rows = tuple((s.offer, s.what, s.held, s.took_part, s.measured) for s in offers)
    return Sheet(
        "Learning", "Learning offers", columns, rows, ("Counts by role: nobody is named.",)
    )


def _pairs(loop: Loop) -> tuple[Sheet, Sheet]:
    cases = tuple(
        (p.reference, p.template, p.team, d.title, d.before, d.after, WAYS[d.way])
        for p in loop.pairs
        for d in (pair_figures.DomainPair("Overall", p.before, p.after, p.way), *p.domains)
    )
    ways = pair_figures.by_domain(loop.pairs)
    overall = pair_figures.counted(p.way for p in loop.pairs)
    sums = tuple(
        (title, n["better"], n["same"], n["worse"], n["apart"])
        for title, n in (("Overall", overall), *ways)
    )
    return (
        Sheet(
            "Re-audits", "Before and after: signed-off re-audits",
            (Text("Domain", width=36), Number("Better"), Number("Same"), Number("Worse"),
             Number("Not comparable", width=16)),
            sums,
        ),
        Sheet(
            "Pairs", "Every pair, domain by domain",
            (Text("Case", width=12), Text("Template", width=26), Text("Team", width=26),
             Text("Domain", width=36), Text("Before", width=22), Text("After", width=22),
             Text("Way", width=16)),
            cases,
        ),
    )  # fmt: skip
