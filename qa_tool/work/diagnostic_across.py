"""Across teams: the matrix of held sessions, at the level that this person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.diagnostic.across import Across, across
from qa_tool.diagnostic.model import Standard
from qa_tool.store import diagnostic as shelf
from qa_tool.template.model import Scale
from qa_tool.work import diagnostic, diagnostic_view
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AcrossView:
    """The matrix with what its keys are called; grades and themes only."""

    matrix: Across
    scale: Scale
    titles: Mapping[str, str]
    short: Mapping[str, str]
    teams: Mapping[str, str]
    areas: Mapping[str, str]
    themes: tuple[tuple[str, int], ...]
    standards: tuple[Standard, ...]


def view(
    workspace: Workspace, *, service: str = "", area: str = "", since: date | None = None
) -> AcrossView:
    """Every held session that this person may know of; empty wishes do not restrict.

    The newest session of a team stands in the matrix; the one before it gives the movement, also where
    it was held before `since`.
    """
    seen = [
        s for s in shelf.sessions(workspace.store)
        if diagnostic.sight(workspace, s) and service in {"", s.service} and area in {"", s.area}
    ]  # fmt: skip
    if since is not None:
        recent = {s.team for s in seen if s.state == "closed" and s.day >= since}
        seen = [s for s in seen if s.team in recent]
    every = shelf.every_finding(workspace.store)
    findings = {
        s.id: tuple(
            diagnostic_view.grades_only(f) for f in every.get(s.id, ()) if f.standard in s.chosen
        )
        for s in seen
    }
    order, titles = _standards(workspace, [s.standards for s in seen])
    teams = {s.team: workspace.team_name(s.team) for s in seen}
    ranked = sorted(seen, key=lambda s: (workspace.team_name(s.team), s.day))
    lowered = [diagnostic.team_level(s) for s in ranked]
    matrix = across(lowered, findings, tuple(order), diagnostic.scale_of(diagnostic.shipped()))
    named = dict(diagnostic_view.theme_titles(workspace, tuple(k for k, _ in matrix.themes)))
    counted: dict[str, int] = {}
    for key, n in matrix.themes:
        name = named.get(key, key)
        counted[name] = counted.get(name, 0) + n
    return AcrossView(
        matrix, diagnostic.scale_of(diagnostic.shipped()), titles,
        {key: s.short or s.title for key, s in order.items()}, teams,
        {a.id: a.name for a in workspace.areas.values()}, tuple(counted.items()),
        tuple(order.values()),
    )  # fmt: skip


def _standards(
    workspace: Workspace, marks: list[str]
) -> tuple[dict[str, Standard], dict[str, str]]:
    """The standards in the order of today's set, then those that only older sets have."""
    order = {one.key: one for one in diagnostic.shipped().standards}
    for mark in sorted(set(marks)):
        held = shelf.standards(workspace.store, mark)
        for one in held.standards if held else ():
            order.setdefault(one.key, one)
    return order, {key: one.title for key, one in order.items()}
