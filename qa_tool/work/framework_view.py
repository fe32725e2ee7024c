"""What the page and the paper show of frameworks: the list, and one with its clauses and comments."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.framework.clauses import Clause, clauses
from qa_tool.framework.difference import Changed, differences
from qa_tool.framework.model import (
    STANDINGS,
    Answer,
    Comment,
    Effect,
    Framework,
    Standing,
    Timeline,
)
from qa_tool.framework.plain import mark
from qa_tool.store import framework as shelf
from qa_tool.template.model import Template
from qa_tool.work.framework import KEEPERS, timeline, whole
from qa_tool.work.framework_file import frozen
from qa_tool.work.framework_now import now, texts
from qa_tool.work.workspace import Workspace

_ORDER: tuple[Standing, ...] = ("in_effect", "proposed", "out", "draft", "replaced", "dropped")


@dataclass(frozen=True, slots=True)
class Row:
    """One framework in the list."""

    id: str
    name: str
    version: str
    standing: Standing
    starts: date | None
    ends: date | None
    comments: int
    unanswered: int
    from_council: str = ""

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return STANDINGS[self.standing]

    @property
    def dates(self) -> str:
        """Its days, in words, or the day that it is planned for."""
        if self.standing in {"in_effect", "replaced"} and self.starts is not None:
            to = f" to {_day(self.ends)}" if self.ends else ""
            return f"From {_day(self.starts)}{to}"
        return f"Planned for {_day(self.starts)}" if self.starts is not None else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def rows(workspace: Workspace) -> tuple[Row, ...]:
    """Every framework that this person may read: the one in effect first, then what is being written."""
    line = timeline(workspace)
    counts = shelf.counted(workspace.store)
    keeper = workspace.is_a(*KEEPERS)
    done = {one.framework for one in line.effects}
    found = [
        _row(workspace, one, line, counts.get(one.id, (0, 0)))
        for one in shelf.frameworks(workspace.store)
        if keeper or one.state == "out" or one.id in done
    ]
    late = date.max
    return tuple(
        sorted(found, key=lambda r: (_ORDER.index(r.standing), late - (r.starts or date.min), r.id))
    )


def _row(workspace: Workspace, one: Framework, line: Timeline, counts: tuple[int, int]) -> Row:
    starts, ends = _dates(one, line)
    return Row(
        one.id, one.name, one.version, line.standing(one, workspace.clock.today()), starts, ends,
        *counts, one.origin.council if one.origin and not one.edited else "",
    )  # fmt: skip


def _dates(one: Framework, line: Timeline) -> tuple[date | None, date | None]:
    span = next((span for span in line.spans() if span.effect.framework == one.id), None)
    return (span.effect.day, span.ends) if span else (one.planned, None)


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as this person may see it, with its answer; `older` is about an earlier wording."""

    comment: Comment
    answer: Answer | None
    answered_by: str
    older: bool

    @property
    def who(self) -> str:
        """Who said it, with the role."""
        return ", ".join(part for part in (self.comment.who, self.comment.role) if part)


@dataclass(frozen=True, slots=True)
class View:
    """One framework with all that is shown of it."""

    framework: Framework
    row: Row
    effect: Effect | None
    clauses: tuple[Clause, ...]
    templates: Mapping[str, Template]
    against: str
    changes: tuple[Changed, ...]
    comments: Mapping[str, tuple[Said, ...]]
    put_by: str
    keeper: bool
    may_comment: bool
    may_effect: bool


def view(workspace: Workspace, framework_id: str) -> View:
    """One framework, beside the one in effect (or the one before it, where it was in effect itself)."""
    one = frozen(workspace, whole(workspace, framework_id))
    line = timeline(workspace)
    row = _row(workspace, one, line, shelf.counted(workspace.store, [one.id]).get(one.id, (0, 0)))
    effect = next((e for e in line.effects if e.framework == one.id), None)
    before = _before(workspace, line, effect)
    other = before.content if before else now(workspace)
    known = texts(workspace, one.content, other)
    keeper = workspace.is_a(*KEEPERS)
    return View(
        one, row, effect, clauses(one.content, known), known,
        before.title if before else ("" if effect else "what the council works by today"),
        differences(other, one.content, known) if before or not effect else (),
        _comments(workspace, one), workspace.name(effect.by) if effect else "", keeper,
        effect is None and (one.state == "out" or (keeper and one.state in {"draft", "proposed"})),
        effect is None and one.state == "proposed" and workspace.is_a("cswo"),
    )  # fmt: skip


def _before(workspace: Workspace, line: Timeline, effect: Effect | None) -> Effect | None:
    """What it is compared with: the one in effect, or the one that it replaced."""
    if effect is None:
        return line.on(workspace.clock.today())
    place = line.effects.index(effect)
    return line.effects[place - 1] if place else None


def _comments(workspace: Workspace, one: Framework) -> dict[str, tuple[Said, ...]]:
    """What was said, by clause. Who said it is for whoever keeps the framework, and for themselves."""
    answers = shelf.answers(workspace.store, one.id)
    now_ = mark(one)
    found: dict[str, list[Said]] = {}
    for comment in shelf.comments(workspace.store, one.id):
        shown = comment
        own = comment.person == workspace.person.id
        if not (workspace.is_a(*KEEPERS) or own):
            shown = replace(comment, who="Somebody", role="")
        given = answers.get(comment.id)
        said = Said(shown, given, workspace.name(given.by) if given else "", comment.mark != now_)
        found.setdefault(comment.clause, []).append(said)
    return {clause: tuple(several) for clause, several in found.items()}
