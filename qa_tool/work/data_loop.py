"""Tables of the data export about what followed: actions, voices, QA notices, tags."""

from collections.abc import Iterator

from qa_tool.action.model import Action
from qa_tool.notice.model import Notice
from qa_tool.report.data_sheets import DataColumn as Column
from qa_tool.report.data_sheets import DataTable, joined, yes_no
from qa_tool.report.workbook import Cell
from qa_tool.store import action as action_shelf
from qa_tool.store import notice as notice_shelf
from qa_tool.store import theme as theme_shelf
from qa_tool.store import voice as voice_shelf
from qa_tool.voice.model import STANDINGS, WHO, Attempt, Check
from qa_tool.voice.rules import latest, standing
from qa_tool.work import theme
from qa_tool.work.data_sight import Sight
from qa_tool.work.notice_sight import out_of_sight

Row = tuple[Cell, ...]


def tables(sight: Sight) -> tuple[DataTable, ...]:
    """Actions, voices, notices with their stages, tags."""
    return (_actions(sight), _voices(sight), _notices(sight), _stages(sight), _tags(sight))


def _actions(sight: Sight) -> DataTable:
    columns = (
        Column("action", "The action's own id."),
        Column("audit", "The audit that it was raised in; empty for the service's own.", of="audits.audit"),
        Column("reference", "The random reference of the case."),
        Column("key", "The question or domain that it answers."),
        Column("level", "For this child, or for the service."),
        Column("kind", "An action, or a learning offer."),
        Column("priority", "High, medium or low."),
        Column("team", "The team of the child."),
        Column("owner", "Who sees to it: an id, never a name."),
        Column("owner_team", "The team that sees to it."),
        Column("raised", "When it was raised.", "date"),
        Column("first_due", "When it was due before it was moved.", "date"),
        Column("due", "When it is due.", "date"),
        Column("state", "How far it is."),
        Column("done", "When it was said to be done.", "date"),
        Column("needs_verifying", "Whether somebody else must verify it.", "yes_no"),
        Column("verified", "When somebody else verified it.", "date"),
        Column("reopened", "How often it was opened again.", "number"),
        Column("requirements", "The requirements that it answers."),
        Column("themes", "The themes that it belongs to."),
        Column("what", "What must change. It may name people."),
        Column("proof", "The proof given. It may name people."),
        Column("difference", "The difference it made. It may name people."),
        Column("reason", "Why it was withdrawn or moved. It may name people."),
    )  # fmt: skip
    return DataTable("actions", "One row for each action.", ("action",), columns, lambda: _action_rows(sight))  # fmt: skip


def _action_rows(sight: Sight) -> Iterator[Row]:
    store = sight.workspace.store
    linked = action_shelf.unseen(store, sight.blind)
    for one in action_shelf.actions(store):
        findings = {audit for audit, _key in one.findings}
        if one.id in linked or findings & sight.shut:
            continue
        if sight.asked_for({one.audit, *findings}, one.raised.date() if one.raised else None):
            yield _action(sight, one)


def _action(sight: Sight, one: Action) -> Row:
    desk, audit = sight.workspace, sight.known.get(one.audit)
    quiet = audit.quiet if audit else sight.quiet_case(one.case)
    words = ("", "", "", "") if quiet else (one.what, one.proof, one.difference, one.reason)
    return (
        one.id, audit.id if audit else None, sight.reference(one.case), one.key, one.level, one.kind,
        one.priority, desk.team_name(one.team), one.owner, desk.team_name(one.owner_team),
        one.raised.date() if one.raised else None, one.first_due, one.due, one.state,
        one.done.date() if one.done else None, yes_no(one.needs_verifying),
        one.verified.date() if one.verified else None, one.reopened, joined(one.requirements),
        joined(one.themes), *words,
    )  # fmt: skip


def _voices(sight: Sight) -> DataTable:
    columns = (
        Column("audit", "The audit, as it stands.", of="audits.audit"),
        Column("who", "Whose voice."),
        Column("who_text", "The same in words."),
        Column("standing", "What came of it."),
        Column("standing_text", "The same in words."),
        Column("attempts", "How often it was tried.", "number"),
        Column("last_tried", "When it was tried last.", "date"),
        Column("view", "How much it helped, where they agreed that this counts in the audit."),
    )
    return DataTable(
        "voices", "One row for each voice that was sought for an audit: what came of it, never what was said.",
        ("audit", "who"), columns, lambda: _voice_rows(sight),
    )  # fmt: skip


def _voice_rows(sight: Sight) -> Iterator[Row]:
    store = sight.workspace.store
    asked = {one.allocation: one.audit for one in voice_shelf.asked(store, handed_in=True)}
    tried: dict[tuple[str, str], list[Attempt]] = {}
    checked: dict[tuple[str, str], list[Check]] = {}
    for attempt in voice_shelf.attempts(store, asked):
        tried.setdefault((asked[attempt.allocation], attempt.who), []).append(attempt)
    for check in voice_shelf.checks(store, asked):
        checked.setdefault((asked[check.allocation], check.who), []).append(check)
    for audit, who in sorted({*tried, *checked}):
        if audit in sight.known:
            mine = tried.get((audit, who), [])
            stands = standing(mine, latest(checked.get((audit, who), [])))
            views = [one.view for one in mine if one.used and one.view]
            yield (
                audit, who, WHO[who], stands, STANDINGS[stands], len(mine),  # type: ignore[index]
                max((one.day for one in mine), default=None), views[-1] if views else "",
            )  # fmt: skip


def _seen_notices(sight: Sight) -> list[Notice]:
    found = notice_shelf.notices(sight.workspace.store)
    shut = out_of_sight(sight.workspace, found)
    return [
        one for one in found
        if one.raised.id not in shut and sight.asked_for(one.raised.audits, one.raised.raised)
    ]  # fmt: skip


def _notices(sight: Sight) -> DataTable:
    columns = (
        Column("notice", "The notice's own id."),
        Column("kind", "A concern, or good practice."),
        Column("reference", "The random reference of the case."),
        Column("team", "The team."),
        Column("agency", "The agency, where it is not the council."),
        Column("raised", "When it was raised.", "date"),
        Column("raised_by", "Who raised it: an id, never a name."),
        Column("safety", "Whether safety was the reason.", "yes_no"),
        Column("stage", "The stage it stands on."),
        Column("formal", "Whether it ever stood on a formal stage.", "yes_no"),
        Column("waits_for", "What an open one waits for."),
        Column("ended", "When it ended.", "date"),
        Column("how", "How it ended."),
        Column("changed", "Whether practice changed: the latest answer."),
        Column("themes", "The themes that it belongs to."),
        Column("audits", "The audits that it speaks of."),
        Column("what", "What it says. It may name people."),
    )
    return DataTable(
        "notices", "One row for each QA notice.", ("notice",), columns,
        lambda: (_notice(sight, one) for one in _seen_notices(sight)),
    )  # fmt: skip


def _notice(sight: Sight, one: Notice) -> Row:
    raised, ended = one.raised, one.ended
    changed = [effect.changed for effect in one.effects if effect.changed]
    return (
        raised.id, raised.kind, sight.reference(raised.case),
        sight.workspace.team_name(raised.team), raised.agency, raised.raised, raised.raised_by,
        yes_no(raised.safety), one.now.stage.name, yes_no(one.formal), one.waits,
        ended.day if ended else None, ended.how if ended else "", changed[-1] if changed else "",
        joined(raised.themes), joined(audit for audit in raised.audits if audit in sight.known),
        "" if sight.quiet_case(raised.case) else raised.what,
    )  # fmt: skip


def _stages(sight: Sight) -> DataTable:
    columns = (
        Column("notice", "The notice.", of="notices.notice"),
        Column("place", "The order of the stages it has stood on.", "number"),
        Column("stage", "The stage."),
        Column("formal", "Whether it is a formal one.", "yes_no"),
        Column("raised", "When it came there.", "date"),
        Column("due", "When an answer was due.", "date"),
        Column("answered", "When it was answered.", "date"),
        Column("late", "Whether that was late.", "yes_no"),
    )
    return DataTable(
        "notice_stages", "One row for each stage that a notice has stood on.", ("notice", "place"),
        columns, lambda: (row for one in _seen_notices(sight) for row in _stages_of(one)),
    )  # fmt: skip


def _stages_of(one: Notice) -> Iterator[Row]:
    for place, step in enumerate(one.steps, start=1):
        answer = step.answer
        yield (
            one.raised.id, place, step.stage.name, yes_no(step.stage.formal), step.raised, step.due,
            answer.day if answer else None, yes_no(answer.late) if answer else None,
        )  # fmt: skip


def _tags(sight: Sight) -> DataTable:
    columns = (
        Column("tag", "The tag's own id."),
        Column("audit", "The audit, as it stands.", of="audits.audit"),
        Column("key", "The question or domain where the theme was found."),
        Column("theme", "The theme; a merged one counts where it was merged into."),
        Column("title", "What it is called."),
        Column("tone", "A strength, or an area for development."),
        Column("tagged", "When it was tagged.", "date"),
    )
    return DataTable("tags", "One row for each theme found in an audit.", ("tag",), columns, lambda: _tag_rows(sight))  # fmt: skip


def _tag_rows(sight: Sight) -> Iterator[Row]:
    book = theme.codebook(sight.workspace)
    for one in theme_shelf.tags(sight.workspace.store):
        audit, found = sight.standing.get(one.audit), book.theme(one.theme)
        if audit is not None:
            yield (
                one.id, audit, one.key, book.settled(one.theme), found.title if found else one.theme,
                found.tone if found else "", one.at.date(),
            )  # fmt: skip
