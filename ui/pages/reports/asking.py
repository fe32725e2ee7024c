"""What a report can be asked about: rounds, years, places, themes, audits, people."""

from dataclasses import replace

from qa_tool.figures.years import before, year_of
from qa_tool.work import audit_list, council, report_worker, theme
from qa_tool.work.report_kinds import Asks, ReportKind
from qa_tool.work.workspace import Workspace

MOST_AUDITS = 300
PLACES: tuple[tuple[Asks, str], ...] = (
    ("area", "Area"), ("service", "Service"), ("team", "Team"), ("theme", "Theme"),
)  # fmt: skip


def times(workspace: Workspace, asked: ReportKind) -> list[tuple[str, str]]:
    """The rounds and years that a report can be asked for, the latest first."""
    rounds = council.rounds(workspace)
    found = [(one.id, one.name) for one in rounds] if asked.may_ask("round") else []
    if asked.may_ask("year"):
        now = year_of(workspace.clock.today())
        years = {now, before(now), *(year_of(one.starts) for one in rounds if one.starts)}
        found += [(f"year:{one}", one) for one in sorted(years, reverse=True) if one <= now]
    return found


def places(workspace: Workspace, asked: ReportKind) -> list[tuple[str, str]]:
    """What a report can be about: one area, service, team or theme."""
    names = {
        "area": sorted(area.name for area in workspace.areas.values()),
        "service": sorted({team.service for team in workspace.teams.values() if team.service}),
        "team": sorted(team.name for team in workspace.teams.values()),
        "theme": sorted(one.title for one in theme.codebook(workspace).themes.values()),
    }  # fmt: skip
    return [
        (f"{key}:{name}", f"{word}: {name}")
        for key, word in PLACES
        if asked.may_ask(key)
        for name in names[key]
    ]


def audits(workspace: Workspace, round_: str, chosen: str) -> list[tuple[str, str]]:
    """The signed-off audits of a round, by reference; the one that is asked for is always there."""
    wanted = replace(audit_list.signed_off(), round=round_)
    numbers = audit_list.numbers(workspace, wanted)[:MOST_AUDITS]
    rows = [row for row in audit_list.rows(workspace, numbers) if not row.shielded]
    found = [(row.id, f"{row.reference} · {row.title} · {row.team}") for row in rows]
    if chosen and chosen not in dict(found):
        one = audit_list.view(workspace, chosen)
        found.insert(0, (chosen, f"{one.case.reference} · {one.template.title}"))
    return found


def workers(workspace: Workspace) -> list[tuple[str, str]]:
    """Whose own page may be written: one's own, and of whom one manages."""
    own, *others = report_worker.readable(workspace)
    return [(own.id, f"{own.name} (you)"), *((one.id, one.name) for one in others)]
