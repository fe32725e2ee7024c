"""What a framework is built from: what the council works by today, and the texts that a framework names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from qa_tool.council.model import Round
from qa_tool.framework import settings
from qa_tool.framework.clauses import in_the_year
from qa_tool.framework.model import Content, Planned, TemplateRef
from qa_tool.store import framework as shelf
from qa_tool.store import sample as sample_shelf
from qa_tool.store import template as template_shelf
from qa_tool.template.model import Template
from qa_tool.template.plain import from_plain
from qa_tool.theme.model import Theme
from qa_tool.work import notice_ladder, theme
from qa_tool.work import template as templates
from qa_tool.work.council import rounds
from qa_tool.work.workspace import Workspace

_A_YEAR = timedelta(days=366)


def now(workspace: Workspace) -> Content:
    """What the council works by today, as a framework would say it; the calendar is the last year's rounds."""
    return Content(
        templates=templates_now(workspace),
        settings=settings.of_policy(workspace.policy),
        rounds=_rounds(workspace),
        ladders=tuple(row.ladder for row in notice_ladder.in_use(workspace)),
        themes=tuple(bare(one) for one in theme.codebook(workspace).in_use),
    )


def templates_now(workspace: Workspace) -> tuple[TemplateRef, ...]:
    """The templates in use."""
    return tuple(
        TemplateRef(row.key, row.title, row.version, row.fingerprint)
        for row in templates.rows(workspace)
        if row.current and not row.retired
    )


def bare(one: Theme) -> Theme:
    """A theme as a framework carries it: its words, and nothing of who wrote them when."""
    return replace(one, state="in_use", into="", why="", by="", at=None)


def _rounds(workspace: Workspace) -> tuple[Planned, ...]:
    """The rounds that began within the last year or will begin, in the order of their months."""
    since = workspace.clock.today() - _A_YEAR
    found: dict[str, Planned] = {}
    for one in rounds(workspace):
        if one.starts is not None and one.starts >= since:
            planned = _planned(workspace, one)
            found.setdefault(planned.key, planned)
    return tuple(sorted(found.values(), key=in_the_year))


def _planned(workspace: Workspace, one: Round) -> Planned:
    starts, ends = one.starts, one.ends
    months = 1
    if starts is not None and ends is not None:
        months = max(1, round((ends - starts).days / 30.4))
    drawn = sample_shelf.samples(workspace.store, round_=one.id, states=("drawn",))
    return Planned(
        key_of(one.name), one.name, starts.month if starts else 1, min(months, 24),
        tuple(one.templates), one.theme, one.planned, one.due_days,
        drawn[0].sample.rules.method if drawn else "simple", tuple(one.independence),
        one.same_file_months, one.moderation_share,
    )  # fmt: skip


def key_of(name: str) -> str:
    """A key for a round of the calendar, from its name."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:60] or "round"


def text_of(workspace: Workspace, fingerprint: str) -> Mapping[str, object] | None:
    """The text of a template, in use here or come with a framework."""
    return template_shelf.plain(workspace.store, fingerprint) or shelf.text(
        workspace.store, fingerprint
    )


def texts(workspace: Workspace, *contents: Content) -> dict[str, Template]:
    """The templates that these contents name, by fingerprint; one that is missing is left out."""
    found: dict[str, Template] = {}
    for mark in _marks(contents):
        if mark not in workspace.templates_read:
            plain = text_of(workspace, mark)
            if plain is None:
                continue
            workspace.templates_read[mark] = from_plain(plain)
        found[mark] = workspace.templates_read[mark]
    return found


def _marks(contents: Iterable[Content]) -> Iterable[str]:
    return dict.fromkeys(ref.fingerprint for content in contents for ref in content.templates)
