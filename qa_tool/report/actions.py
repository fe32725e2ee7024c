"""The report of actions: how old they are, who saw the proof, what changed, what nobody acts on."""

from collections.abc import Sequence
from datetime import date

from qa_tool.chart.ageing import ageing_bars
from qa_tool.figures import loop as figures
from qa_tool.figures import pairs as pair_figures
from qa_tool.figures.loop import Asked, Loop, Step
from qa_tool.figures.pairs import WAYS
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.columns import ACTION_STATES
from qa_tool.report.naming import day, plural

MOST = 40


def build(loop: Loop) -> Report:
    """The whole report."""
    blocks: list[Block] = []
    if loop.demonstration:
        words = "Every child, worker, action and figure in this document is made up."
        blocks.append(Callout("Demonstration data", words, "info"))
    if loop.withheld:
        words = (
            f"{plural(loop.withheld, 'audit')} in this council wait for your own second reading, so "
            "their actions are left out here. Somebody else can write the whole report."
        )
        blocks.append(Callout("This report is not whole", words, "warning"))
    blocks += [
        *_glance(loop), *_ages(loop), *_seen(loop), *_difference(loop), *_learning(loop),
        *_plan(loop), *_lonely(loop), *_free(loop), *_again(loop), *_method(),
    ]  # fmt: skip
    return Report(
        "Actions and what changed", loop.round or "All rounds", loop.council, loop.marking,
        loop.made, tuple(blocks),
        facts=tuple((n, v) for n, v in (("Round", loop.round), ("As of", day(loop.made))) if v),
    )  # fmt: skip


def _glance(loop: Loop) -> list[Block]:
    open_ = [step for step in loop.steps if step.state == "open"]
    late, oldest = loop.overdue, max((s.late(loop.made) for s in loop.steps), default=0)
    seen = figures.verified(loop.steps)
    told, over = figures.changed_for_child(loop.steps)
    lonely = sum(1 for one in loop.asked if one.lonely)
    again = sum(1 for step in loop.steps if step.reopened)
    lead = (
        f"{plural(len(loop.steps), 'action')} raised; {len(open_) or 'none'} open, "
        f"{len(late) or 'none'} of them overdue"
        + (f", the oldest by {plural(oldest, 'day')}." if late else ".")
    )
    return [
        Heading("At a glance"),
        Paragraph(lead, lead=True),
        Figures(
            (
                (str(len(late)), "overdue", f"oldest {plural(oldest, 'day')}" if late else ""),
                (f"{seen.verified} of {seen.asked}", "verified by somebody else",
                 f"{seen.on_time} by the first date"),
                (f"{told} of {over}", "finished with a difference told for the child",
                 "compliance left out"),
                (str(lonely), "requirements with no action", f"of {len(loop.asked)}"),
            )
        ),
        Paragraph(
            f"{plural(again, 'action was', 'actions were')} opened again at least once."
            if again
            else "No action was opened again."
        ),
    ]  # fmt: skip


def _ages(loop: Loop) -> list[Block]:
    bands = figures.ageing(loop.steps, loop.made)
    title = "Open actions by age"
    said = "; ".join(f"{name}: {n}" for name, n in bands)
    blocks: list[Block] = [
        Heading("How old they are"),
        Chart(ageing_bars(bands, title, f"{title}. {said}."), title),
    ]
    late = loop.overdue
    if late:
        blocks.append(_late_table(late[:MOST], loop, len(late)))
    teams = figures.by_team(loop.steps, loop.made)
    if teams:
        blocks.append(
            TableBlock(
                "By the team that held the child, in the order of names",
                ("Team", "Open", "Overdue", "Finished"), ("text", "number", "number", "number"),
                teams, note="Nothing here ranks teams: they hold different numbers of children.",
            )
        )  # fmt: skip
    return blocks


def _late_table(late: Sequence[Step], loop: Loop, n: int) -> TableBlock:
    note = (
        f"The {len(late)} oldest of {n}; all of them are in the workbook." if n > len(late) else ""
    )
    return TableBlock(
        "Overdue, the oldest first",
        ("Days", "Due", "What", "Owner", "Case"), ("number", "date", "long", "text", "text"),
        tuple((s.late(loop.made), s.due, s.what, s.owner, s.reference) for s in late), note=note,
    )  # fmt: skip


def _seen(loop: Loop) -> list[Block]:
    found = figures.verified(loop.steps)
    moved = sum(1 for step in loop.steps if step.first_due)
    partner = [step for step in loop.steps if step.partner]
    lines = [
        (
            f"{plural(found.asked, 'action')} must be seen by somebody else than whoever did them; "
            f"{found.verified or 'none'} were."
        ),
        (
            f"{found.done_on_time or 'None'} of those were done by their first date, and "
            f"{found.on_time or 'none'} were also seen by it."
        ),
        f"The date of {plural(moved, 'action')} was moved; what is on time is counted by the first."
        if moved
        else "No date was moved.",
    ]
    if partner:
        late = sum(1 for step in partner if step.late(loop.made))
        lines.append(
            f"Partner agencies own {plural(len(partner), 'action')}; {late or 'none'} overdue."
        )
    return [Heading("Who saw the proof"), Bullets(tuple(lines))]


def _difference(loop: Loop) -> list[Block]:
    told, over = figures.changed_for_child(loop.steps)
    blocks: list[Block] = [
        Heading("What changed for children"),
        Paragraph(
            f"Of {plural(over, 'finished action')} for one child, {told or 'none'} tell what is "
            "different for that child. What was told stands beside each in the workbook.",
            lead=True,
        ),
    ]
    only = loop.compliance
    if only:
        over_ = sum(1 for step in only if step.finished)
        blocks.append(
            Callout(
                "Compliance only",
                f"{plural(len(only), 'action is', 'actions are')} marked as compliance only, "
                f"{over_ or 'none'} finished. They never count as a change for a child.",
            )
        )
    return blocks


def _learning(loop: Loop) -> list[Block]:
    offers = [step for step in loop.steps if step.kind == "learning" and step.state != "withdrawn"]
    if not offers:
        return []
    return [
        Heading("Learning offers"),
        TableBlock(
            "What was offered, who took part, and what was seen when it was measured again",
            ("Offer", "What", "Held", "Took part", "Measured again"),
            ("text", "long", "date", "number", "long"),
            tuple((s.offer, s.what, s.held, s.took_part or None, s.measured or "Not yet") for s in offers),
        ),
    ]  # fmt: skip


def _plan(loop: Loop) -> list[Block]:
    if not loop.aims:
        return []
    return [
        Heading("The improvement plan"),
        TableBlock(
            "Objectives and their actions",
            ("Objective", "Answers for it", "By", "Actions", "Finished", "Overdue"),
            ("long", "text", "date", "number", "number", "number"),
            tuple((a.title, a.owner, a.due, a.actions, a.finished, a.overdue) for a in loop.aims),
        ),
    ]


def _lonely(loop: Loop) -> list[Block]:
    if not loop.asked:
        return []
    lonely = sorted((one for one in loop.asked if one.lonely), key=_when)
    n = len(loop.asked)
    blocks: list[Block] = [
        Heading("Requirements with no action"),
        Paragraph(
            f"{len(lonely) or 'None'} of {plural(n, 'requirement')} "
            f"{'has' if len(lonely) == 1 else 'have'} no action yet.",
            lead=True,
        ),
    ]
    if lonely:
        blocks.append(
            TableBlock(
                "Open requirements that nobody acts on",
                ("Due", "What is asked for", "From"), ("date", "long", "text"),
                tuple((one.due, one.text, one.source) for one in lonely),
            )
        )  # fmt: skip
    return blocks


def _when(one: Asked) -> tuple[bool, date]:
    """The earliest due first, those without a date last."""
    return one.due is None, one.due or date.max


def _free(loop: Loop) -> list[Block]:
    free = [
        s for s in loop.steps if not s.requirements and not s.finished and s.state != "withdrawn"
    ]
    service = [s for s in free if s.level == "service"]
    child = len(free) - len(service)
    blocks: list[Block] = [
        Heading("Actions with no requirement"),
        Paragraph(
            f"For the service, {plural(len(service), 'unfinished action')} without a requirement. "
            f"For single children, {plural(child, 'unfinished action')} from their audits, without one.",
        ),
    ]
    if service:
        blocks.append(
            TableBlock(
                "For the service, with no requirement", ("Due", "What", "Owner"),
                ("date", "long", "text"), tuple((s.due, s.what, s.owner) for s in service[:MOST]),
            )
        )  # fmt: skip
    return blocks


def _again(loop: Loop) -> list[Block]:
    blocks: list[Block] = [Heading("Audited again: before and after")]
    if not loop.pairs:
        blocks.append(Paragraph("No re-audit has been signed off yet, so nothing can be compared."))
    else:
        n = pair_figures.counted(pair.way for pair in loop.pairs)
        apart = f" {n['apart']} cannot be compared." if n["apart"] else ""
        blocks.append(
            Paragraph(
                f"Of {plural(len(loop.pairs), 're-audit')}, {n['better'] or 'none'} came out better "
                f"than the first, {n['same'] or 'none'} the same, {n['worse'] or 'none'} worse.{apart}",
                lead=True,
            )
        )
        blocks.append(
            TableBlock(
                "Case by case, at the final overall grade",
                ("Case", "Template", "Before", "After", "Overall"), ("text",) * 5,
                tuple((p.reference, p.template, p.before, p.after, WAYS[p.way]) for p in loop.pairs),
            )
        )  # fmt: skip
        blocks.append(_domains(loop))
    if loop.unsettled:
        blocks.append(
            Paragraph(
                f"{plural(loop.unsettled, 're-audit')} handed in and not signed off yet: left out.",
                muted=True,
            )
        )
    return blocks


def _domains(loop: Loop) -> TableBlock:
    return TableBlock(
        "Domain by domain", ("Domain", "Better", "Same", "Worse", "Not comparable"),
        ("long", "number", "number", "number", "number"),
        tuple(
            (title, n["better"], n["same"], n["worse"], n["apart"])
            for title, n in pair_figures.by_domain(loop.pairs)
        ),
        note="Few re-audits say little about the service; each says something about its child.",
    )  # fmt: skip


def _method() -> list[Block]:
    states = ", ".join(word.lower() for word in ACTION_STATES.values())
    return [
        Heading("How this is counted"),
        Bullets(
            (
                f"An action is {states}. Finished: verified where that is asked, otherwise done.",
                (
                    "Somebody else verifies actions from the worst grade, from safety stops and limiting "
                    "domains, and a share of the rest that a recorded lot draws."
                ),
                "On time is counted by the first due date, wherever it was moved to later.",
                (
                    "Before and after: the final grades of the re-audit beside those of the audit that "
                    "asked for it. Two scales are never compared. Re-audits enter no rate elsewhere."
                ),
            )
        ),
    ]
