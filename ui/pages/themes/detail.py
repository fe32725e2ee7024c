"""One theme: its words, where it was found, what comes with it, how it moves."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.figures.tagged import PlaceShare, Share
from qa_tool.theme.model import TONES
from qa_tool.work.theme_page import Board, Found, ThemeDetail
from ui.context import Context
from ui.widgets import (
    Box,
    Button,
    Divider,
    FlowRow,
    Heading,
    Muted,
    Pill,
    Words,
    column,
    row,
)
from ui.widgets.line_button import LineButton

SHOWN = 8  # audits that stand in the list before somebody asks for all


def head(detail: ThemeDetail) -> QWidget:
    """What the theme is, what counts as it and what does not."""
    theme = detail.theme
    pills = FlowRow(Pill(TONES[theme.tone], "success" if theme.tone == "strength" else "warning"))
    if theme.group:
        pills.add(Pill(theme.group))
    if theme.state != "in_use":
        pills.add(Pill("Merged" if theme.state == "merged" else "Retired", "danger"))
    lines: list[QWidget] = [Heading(theme.title, 2), pills, Words(theme.definition)]
    for title, words in (("Counts", theme.counts), ("Does not count", theme.not_counts)):
        if words:
            lines.append(Box(column(Words(title, "strong"), Words(words), spacing=1)))
    if detail.merged:
        names = ", ".join(f"“{one.title}”" for one in detail.merged)
        lines.append(Muted(f"Counts here too, because it was merged: {names}."))
    if theme.why:
        lines.append(Muted(f"Last change: {theme.why}"))
    return Box(column(*lines, spacing=8))


def where(context: Context, detail: ThemeDetail, board: Board, *, every: bool,
          more: Callable[[], object]) -> QWidget:  # fmt: skip
    """The audits in which it was found; each leads there."""
    counted = sum(one.counts for one in detail.found)
    apart = len(detail.found) - counted
    said = f"In {counted} of {board.audits:,} audits that count"
    if apart:
        said += f", and in {apart} kept apart (not drawn, not signed off, re-audits)"
    lines: list[QWidget] = [
        Heading("Where it was found", 3),
        Words(f"{said}."),
        Muted(f"Somebody tagged anything in {board.tagged:,} of these {board.audits:,}; where nobody "
              "tagged, a theme may be there all the same."),
    ]  # fmt: skip
    shown = detail.found if every else detail.found[:SHOWN]
    lines += [_line(context, one) for one in shown]
    if len(shown) < len(detail.found):
        lines.append(FlowRow(Button(f"Show all {len(detail.found)}", more, kind="quiet")))
    return Box(column(*lines, spacing=6))


def _line(context: Context, one: Found) -> QWidget:
    apart = "" if one.counts else "kept apart"
    detail = "  ·  ".join(part for part in (one.where, one.team, one.round, apart) if part)
    return LineButton(
        f"Case {one.reference}", detail, "clipboard-list",
        on_click=lambda: context.go("audit_view", audit=one.audit),
    )  # fmt: skip


def tables(detail: ThemeDetail) -> QWidget:
    """Round by round, by area and team, and what comes with it."""
    lines: list[QWidget] = []
    rounds = [
        (name, group.group, share_words(share))
        for group in detail.movement
        for name, share in group.rounds
    ]
    lines += _lines("Round by round", rounds)
    for title, places in (("By area", detail.areas), ("By team", detail.teams)):
        found = [(one.place, _group(one), share_words(one.share)) for one in places if one.share.k]
        lines += _lines(title, found)
    pairs = [
        (pair.other.title, TONES[pair.other.tone], f"{pair.together} of {pair.n_one} with both")
        for pair in detail.pairs[:8]
    ]
    if pairs:
        lines += _lines("Comes together with", pairs)
        lines.append(Muted("Counts, not causes: people tag what strikes them."))
    else:
        lines.append(Heading("Comes together with", 3))
        lines.append(Muted("With no other theme in three audits or more: too few to say."))
    lines.append(Muted("No percentage stands below ten audits. Nothing here ranks teams."))
    return Box(column(*lines, spacing=6))


def share_words(share: Share) -> str:
    """How often, with a percentage and its interval from ten audits on."""
    known = f": {share.words} ({share.interval})" if share.interval else ""
    return f"{share.k} of {share.n}{known}"


def _group(one: PlaceShare) -> str:
    kind = one.group.kind_of_case.replace("_", " ")
    return f"{one.group.title}: {kind}" if kind else one.group.title


def _lines(title: str, rows: Sequence[tuple[str, str, str]]) -> list[QWidget]:
    """A heading, and for each row what, of what, and how often."""
    if not rows:
        return []
    found: list[QWidget] = [Heading(title, 3)]
    for what, of, often in rows:
        words = column(Words(what), Muted(of), spacing=0)
        count = Words(often, "strong")
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        inside = row(words, count, spacing=10)
        inside.setStretch(0, 3)
        inside.setStretch(1, 2)
        line = Box(inside)
        line.setAccessibleName(f"{what}, {of}: {often}")
        found.append(line)
    return found


def next_steps(context: Context, write: Callable[[], object]) -> QWidget:
    """From a theme to something that changes practice."""
    verbs = FlowRow(
        Button("Plan a themed round", lambda: context.go("rounds"), kind="quiet", icon="calendar"),
        Button("Report on this theme as PDF…", write, kind="quiet", icon="file-text"),
    )
    return Box(column(Divider(), verbs, spacing=8))


def day(when: date | None) -> str:
    """A day as people read it."""
    return f"{when.day} {when:%b %Y}" if when is not None else ""
