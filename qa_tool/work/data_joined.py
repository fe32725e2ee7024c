"""Columns of the wide form that go over several versions of a template, where somebody has confirmed it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_tool.audit.record import Audit
from qa_tool.figures.bridging import bridge
from qa_tool.report.data_sheets import DataColumn as Column
from qa_tool.report.data_sheets import DataTable, in_one_cell, pieces
from qa_tool.report.workbook import Cell
from qa_tool.store.crosswalk import Confirmed
from qa_tool.template.crosswalk import (
    Crosswalk,
    Link,
    asked,
    group_of,
    parts,
    predecessors,
)
from qa_tool.template.model import Template, cells_of
from qa_tool.template.plain import fingerprint
from qa_tool.work import crosswalk
from qa_tool.work import template as templates
from qa_tool.work.data_sight import Sight, final_grade

_IN_PARTS = frozenset({"group", "evidence", "rank"})
"""Answers of several entries: their columns stand by version only."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one older version holds what a joined column tells: its keys, and its codes' new names."""

    keys: tuple[str, ...]
    codes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """One column over versions: `sources` by the fingerprint of the version; `final` a grade that counts.

    What is `typed` are people's own words; of a grid it is one `cell`.
    """

    name: str
    about: str
    sources: Mapping[str, _Source]
    final: bool = False
    typed: bool = False
    cell: str = ""

    def value(self, audit: Audit, answers: Mapping[str, Any]) -> Cell:
        """What stands in this column for one audit; empty where its version has no part in it."""
        source = self.sources.get(audit.fingerprint)
        if source is None:
            return None
        said = [self._said(audit, answers, key) for key in source.keys]
        cells = [in_one_cell(_coded(one, source.codes)) for one in said]
        told = tuple(dict.fromkeys(cell for cell in cells if cell not in (None, "")))
        if len(told) < 2:
            return told[0] if told else None
        # Several older answers in one cell: texts one after the other, anything else only where they agree.
        return "\n".join(str(one) for one in told) if self.typed else None

    def _said(self, audit: Audit, answers: Mapping[str, Any], key: str) -> Any:
        if self.cell:
            grid = answers.get(key)
            return dict(pieces(grid)).get(self.cell) if isinstance(grid, Mapping) else None
        if not self.final:
            return answers.get(key)
        return final_grade(audit, key)


def _coded(said: Any, codes: Mapping[str, str] | None) -> Any:
    """An answer's codes under their new names; what the crosswalk does not speak of stays."""
    if codes is None:
        return said
    if isinstance(said, str):
        return codes.get(said, said)
    if isinstance(said, list | tuple):
        return [new for one in said if (new := codes.get(one, one))]
    return said


def columns(sight: Sight, made: Sequence[Template]) -> tuple[Joined, ...]:
    """The joined columns of one template, told in the words of its newest version (the first given)."""
    held = [one.crosswalk for one in crosswalk.confirmed(sight.workspace, made[0].key)]
    newest, mark = made[0], fingerprint(made[0])
    to_newest = {
        fingerprint(older): (older, found)
        for older in made[1:]
        if (found := crosswalk.between(held, fingerprint(older), mark))
    }
    if not to_newest:
        return ()
    return (*_answers(newest, mark, to_newest), *_grades(newest, mark, to_newest))


_Older = Mapping[str, tuple[Template, Crosswalk]]


def _answers(newest: Template, mark: str, older: _Older) -> Iterator[Joined]:
    inner = group_of(newest)
    for key, question in asked(newest).items():
        if question.kind in _IN_PARTS or key in inner:
            continue
        sources = {
            before: found
            for before, (_template, said) in older.items()
            if (found := _source(said, key)) is not None
        }
        if sources:
            about = f"{question.text} {_from(sources, older)}"
            own = {**sources, mark: _Source((key,))}
            for cell in cells_of(question) if question.kind == "rating_grid" else ("",):
                name = f"joined.{key}/{cell}" if cell else f"joined.{key}"
                yield Joined(name, about, own, typed=question.kind == "text", cell=cell)


def _source(said: Crosswalk, key: str) -> _Source | None:
    """The older questions that became this one, without those that are kept apart."""
    moves = {(move.before, move.after): move for move in said.choices}
    keys, codes = [], dict[str, str]()
    for before in predecessors(said.questions, key):
        move = moves.get((before, key))
        if move is not None and move.answer != "map":
            continue
        keys.append(before)
        codes |= {link.before: link.after for link in move.steps} if move else {}
    return _Source(tuple(keys), codes or None) if keys else None


def _grades(newest: Template, mark: str, older: _Older) -> Iterator[Joined]:
    for domain, title in parts(newest).items():
        sources = {}
        for before, (template, said) in older.items():
            found = bridge(said, template, newest, domain)
            if found.ruling == "joined":
                sources[before] = _Source((found.domain,), found.grades)
        if not sources:
            continue
        about = _from(sources, older)
        own = {**sources, mark: _Source((domain,))}
        yield Joined(f"joined.{domain}.final", f"The grade that counts, empty until signed off: {title}. {about}", own, final=True)  # fmt: skip
        given = {
            m: _Source(tuple(f"{key}.grade" for key in s.keys), s.codes) for m, s in own.items()
        }
        yield Joined(f"joined.{domain}.grade", f"The auditor's own grade: {title}. {about}", given)


def _from(sources: Mapping[str, _Source], older: _Older) -> str:
    told = "; ".join(
        f"version {older[mark][0].version}: {', '.join(source.keys)}"
        for mark, source in sources.items()
    )
    return f"(Joined over versions as confirmed; {told})"


# --- the codebook --------------------------------------------------------------------------------


def codebook(sight: Sight) -> DataTable:
    """What somebody confirmed to be what: one row for each part of each pair of versions."""
    about = (
        Column("before", "The older version.", of="templates.fingerprint"),
        Column("after", "The newer version.", of="templates.fingerprint"),
        Column("part", "A domain, a question, a grade of a scale, a choice of a question."),
        Column("older", "Its key in the older version; of a grade or choice, behind its scale or question."),
        Column("newer", "Its key in the newer version; empty where nothing took its place."),
        Column("steps", "How steps that differ are treated: map, keep (both apart), reset (begins anew)."),
        Column("confirmed_by", "Who confirmed it."),
        Column("confirmed_on", "When.", "date"),
    )  # fmt: skip
    return DataTable(
        "crosswalks", "One row for each thing of an older version and what became of it, as confirmed.",
        ("before", "after", "part", "older"), about,
        lambda: (row for one in crosswalk.confirmed(sight.workspace) for row in _rows(sight, one)),
    )  # fmt: skip


def _rows(sight: Sight, one: Confirmed) -> Iterator[tuple[Cell, ...]]:
    said = one.crosswalk
    tail = (one.by, one.made.date())
    head = (said.before, said.after)
    for part, links in (("domain", said.domains), ("question", said.questions)):
        for link in links:
            yield (*head, part, link.before, link.after, None, *tail)
    before = templates.by_fingerprint(sight.workspace, said.before)
    for part, moves in (("grade", said.scales), ("choice", said.choices)):
        for move in moves:
            for link in move.steps or _unsaid(before, move.before, part):
                where = f"{move.before}→{move.after}: {link.before}"
                yield (*head, part, where, link.after, move.answer, *tail)


def _unsaid(before: Template, key: str, part: str) -> Iterable[Link]:
    """The steps of what is kept apart or begins anew: none of them became anything."""
    if part == "grade":
        scale = next((one for one in before.scales if one.key == key), None)
        return [Link(grade.key) for grade in scale.grades] if scale else []
    question = asked(before).get(key)
    return [Link(choice.key) for choice in question.choices] if question else []
