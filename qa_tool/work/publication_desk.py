"""What the page Publishing asks: a year with its figures, what is hidden, what is missing, and its files.

Everything that is shown beside words that will be published comes from the public edition, so that
nobody copies a number out of the page that the report itself hides.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from qa_tool.council.model import ROLE_NAMES, Role
from qa_tool.errors import QAError, Refused
from qa_tool.figures.years import before, year_of
from qa_tool.progress import SILENT, Progress
from qa_tool.publication import rules
from qa_tool.publication.model import SECTIONS, STATES, Act
from qa_tool.report import annual_drafts, annual_words
from qa_tool.report.blocks import Block, Heading, Paragraph
from qa_tool.work import (
    publication,
    publication_publish,
    publication_write,
    quotation,
    report_annual,
)
from qa_tool.work import publication_freeze as freezing
from qa_tool.work.change import Change
from qa_tool.work.publication import View
from qa_tool.work.publication_publish import Check
from qa_tool.work.publication_small import SmallTable, small_tables
from qa_tool.work.report_annual import Annual
from qa_tool.work.workspace import Workspace

Where = Literal["rests", "words", "small", "quotations", "check", "settle"]
ROLES: tuple[Role, ...] = publication.WRITERS


@dataclass(frozen=True, slots=True)
class Part:
    """One section: the figures that stand in it, and the sentence that they bear."""

    key: str
    blocks: tuple[Block, ...]
    proposed: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list before publishing, and the part of the page that it leads to."""

    check: Check
    where: Where


@dataclass(frozen=True, slots=True)
class Desk:
    """One year on the page; `view` is None until its report is begun. `withdrawn` tells of earlier ones."""

    year: str
    view: View | None
    annual: Annual
    parts: dict[str, Part]
    small: tuple[SmallTable, ...]
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotable:
    """One cleared quotation, and whether this report prints it."""

    id: str
    words: str
    theme: str
    use: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A set whose files are made: the contents that they were made of, and the tables that they hold."""

    mark: str
    tables: Any


# --- questions -----------------------------------------------------------------------------------


def years(workspace: Workspace) -> tuple[str, ...]:
    """The years that can be chosen, the latest first: this one, the one before, and those that were begun."""
    workspace.need(*ROLES)
    now = year_of(workspace.clock.today())
    begun = {view.publication.year for view in publication.every(workspace)}
    return tuple(sorted({now, before(now), *begun}, reverse=True))


def usual_year(workspace: Workspace) -> str:
    """The year that is worked on: the latest that is begun, else the latest with audits, else this one."""
    for view in publication.every(workspace):
        if view.stands.state not in {"withdrawn", "published"}:
            return view.publication.year
    try:
        return freezing.latest_year(workspace)
    except QAError:
        return year_of(workspace.clock.today())


def read(workspace: Workspace, year: str, progress: Progress = SILENT) -> Desk:
    """Everything of a year: from its frozen figures, or as they would be frozen now."""
    view = publication.of_year(workspace, year)
    checks: tuple[Check, ...] = ()
    annual: Annual | None = None
    if view is not None:
        done = publication_publish.checked(workspace, view.publication.id)
        checks, annual = done.checks, done.annual
        if annual is None:
            checks = (*checks, *_unwritten(view))
    if annual is None:
        annual = report_annual.annual_of(workspace, year, progress)
    shown = annual.public.edition
    merges = view.publication.merges if view is not None else ()
    return Desk(
        year, view, annual, _parts(annual), small_tables(shown, merges),
        tuple(Line(check, _where(check, annual)) for check in checks), _facts(workspace, annual),
        _withdrawn(workspace, year),
    )  # fmt: skip


def _withdrawn(workspace: Workspace, year: str) -> tuple[str, ...]:
    """What was published for this year and withdrawn: when, by whom and why."""
    return tuple(
        f"A report of {year} was withdrawn by {workspace.name(step.by)} on "
        f"{step.at.astimezone():%d/%m/%Y}: {step.reason}"
        for view in publication.every(workspace)
        if view.publication.year == year and (step := view.stands.withdrawn) is not None
    )


def _unwritten(view: View) -> tuple[Check, ...]:
    """What has no words yet: told also before the figures are frozen."""
    written = {key for key, text in view.texts.items() if text.words.strip()}
    if view.priorities.next_year:
        written.add("next_year")
    return tuple(
        Check("stop", f"“{one.title}” has no words.", "Write it.", one.key)
        for one in SECTIONS
        if one.needed and one.key not in written
    )


def _facts(workspace: Workspace, annual: Annual) -> tuple[tuple[str, str], ...]:
    """What the report rests on, in words."""
    frozen, view = annual.frozen, annual.view
    left = len(frozen.audits) - len(frozen.counted)
    read_again = sum(audit.read == "random" for audit in frozen.audits)
    kept = view.kept if view is not None else None
    whole = "" if frozen.whole else ", so far: the year is not over"
    said = [
        ("Speaks of", annual_words.period_words(annual.public.edition) + whole),
        ("Audits counted", f"{len(frozen.counted):,}: first audits of the drawn sample, signed off, at their final grade"),
        ("Left out of every rate", f"{left:,}: not of the drawn sample, re-audits, or not signed off"),
        ("Read again blind, at random", f"{read_again:,}"),
        ("Frozen", "Not yet: these are the figures of now" if kept is None
         else f"{kept.at.astimezone():%d/%m/%Y %H:%M} by {workspace.name(kept.by)}"),
        ("Fingerprint", f"{annual.fingerprint[:16]}…"),
    ]  # fmt: skip
    if frozen.withheld:
        said.append(
            ("Not in it", f"{frozen.withheld:,} audits that wait for your own blind reading")
        )
    return tuple(said)


def _parts(annual: Annual) -> dict[str, Part]:
    """The public report by section, without its running text."""
    found: dict[str, list[Block]] = {}
    here = ""
    for block in annual.public.report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            here = "judgement" if block.anchor == "page-one" else block.anchor
        elif here and not isinstance(block, Paragraph):
            found.setdefault(here, []).append(block)
    return {
        one.key: Part(
            one.key, tuple(found.get(one.key, ())),
            annual_drafts.proposed(annual.public.edition, one.key),
        )
        for one in SECTIONS
    }  # fmt: skip


def _where(check: Check, annual: Annual) -> Where:
    """Which part of the page puts it right."""
    if any(check.what == one.words for one in annual.found):
        return "settle"
    if check.section == "themes" and check.what.startswith("A quotation"):
        return "quotations"
    if check.section:
        return "words"
    if "cannot be protected" in check.what:
        return "small"
    return "rests" if "frozen" in check.what or "figures end" in check.what else "check"


def quotables(workspace: Workspace, view: View) -> tuple[Quotable, ...]:
    """The quotations with a second person's yes that this person may see, and which are chosen."""
    workspace.need(*ROLES)
    chosen = set(view.publication.quotations)
    return tuple(
        Quotable(
            one.quotation.id, one.quotation.blanked, one.title,
            "Any report" if one.quotation.public else "Inside the council only",
            one.quotation.id in chosen,
        )
        for one in quotation.rows(workspace)
        if one.quotation.usable
    )  # fmt: skip


def forbidden(workspace: Workspace, view: View, act: Act) -> str:
    """Why this person cannot do this now, in a sentence; empty where they can."""
    if act in {"approved", "withdrawn"} and not workspace.is_a("cswo"):
        return f"This needs the role {ROLE_NAMES['cswo']}."
    if act == "returned" and view.stands.state == "draft":
        return "Nobody has said yes to it as it stands now."
    if act == "reviewed" and view.kept is None:
        return "The figures are not frozen yet."
    if act == "reviewed" and view.stands.state in {"reviewed", "approved"}:
        return "It is reviewed as it stands now."
    hands = tuple(sorted({text.by for text in view.texts.values()})) if act == "reviewed" else ()
    try:
        rules.may(act, view.stands, workspace.person.id, hands)
    except Refused as error:
        return f"{error} {error.cure}"
    return ""


def story(workspace: Workspace, view: View) -> tuple[tuple[str, str], ...]:
    """What happened to it, step by step: what, and by whom, when and why."""
    name = workspace.name
    told = [("Begun", f"{name(view.publication.begun_by)}, {view.publication.begun:%d/%m/%Y}")]
    if view.kept is not None:
        told.append(
            ("Figures frozen", f"{name(view.kept.by)}, {view.kept.at.astimezone():%d/%m/%Y %H:%M}")
        )
    for step in rules.in_order(view.steps):
        word = "Sent back" if step.act == "returned" else STATES[step.act]
        why = f": {step.reason}" if step.reason else ""
        stale = step.act in {"reviewed", "approved"} and step.mark != view.mark
        told.append(
            (word, f"{name(step.by)}, {step.at.astimezone():%d/%m/%Y %H:%M}{why}"
             + (" (changed since: asked again)" if stale else ""))
        )  # fmt: skip
    return tuple(told)


# --- files ---------------------------------------------------------------------------------------


def preview(workspace: Workspace, year: str, *, public: bool, progress: Progress = SILENT) -> bytes:
    """One edition as it will print, as the bytes of a PDF; nothing is written to a disk."""
    from qa_tool.export import pdf

    annual = report_annual.annual_of(workspace, year, progress)
    file = io.BytesIO()
    pdf.fill((annual.public if public else annual.internal).report, file, progress)
    return file.getvalue()


def write_set(
    workspace: Workspace, publication_id: str, target: Path,
    keep: Callable[[Ready], object], progress: Progress = SILENT,
) -> tuple[Path, ...]:  # fmt: skip
    """Every file of both editions, attacked before it stands; a read-only desk is enough.

    `keep` is called when all files are made and has to keep in the ledger that it is published, with
    `record`. Where it refuses, nothing is left of the files.
    """
    workspace.need(*ROLES)
    view = publication.one(workspace, publication_id)
    done = publication_publish.checked(workspace, publication_id)
    stops = [check for check in done.checks if check.weight == "stop"]
    if stops or done.annual is None:
        raise Refused(stops[0].what, stops[0].cure)
    ready = Ready(view.mark, done.annual.public.edition.tables)
    return publication_write.write_set(
        done.annual, target, progress, look=publication_publish.attacked,
        keep=lambda: keep(ready),
    )  # fmt: skip


def record(workspace: Workspace, publication_id: str, ready: Ready) -> Change:
    """Keep that it is published; refused where anybody changed it while its files were made."""
    view = publication.one(workspace, publication_id)
    if view.mark != ready.mark:
        raise Refused(
            "Somebody changed the report while its files were made.",
            "Nothing was published. Look at the change, have it approved, and publish again.",
        )
    return publication.record_published(workspace, view, ready.tables)
