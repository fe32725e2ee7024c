"""The annual report of one year: both editions, their tables, and what was left out and why."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa_tool.disclosure import record as disclosure_record
from qa_tool.disclosure.differences import Difference, as_published, differences
from qa_tool.disclosure.preset import preset_named
from qa_tool.disclosure.published import Published
from qa_tool.disclosure.record import DisclosureRecord, Yes
from qa_tool.disclosure.table import ProtectedTable
from qa_tool.figures.years import before
from qa_tool.progress import SILENT, Progress
from qa_tool.publication.frozen import Frozen
from qa_tool.publication.model import Priorities, Quoted
from qa_tool.report import annual
from qa_tool.report.annual_edition import Edition, edition
from qa_tool.report.annual_parts import Said
from qa_tool.report.annual_published import published_set
from qa_tool.report.blocks import House, Report
from qa_tool.report.naming import day
from qa_tool.report.published import PublishedSet
from qa_tool.store import publication as shelf
from qa_tool.store.record import record
from qa_tool.work import publication
from qa_tool.work import publication_freeze as freezing
from qa_tool.work.publication import View
from qa_tool.work.style import signatory
from qa_tool.work.workspace import Workspace

MOST_YEARS = 18  # before last year, so that a line of twenty can be drawn
TITLE = "Annual report on quality assurance"
OPEN_NOTE = (
    "Audits planned, concerns taken higher and what inspectors asked for count no child and no worker; "
    "they are printed as they are."
)


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, ready to be written."""

    name: str
    edition: Edition
    report: Report
    tables: PublishedSet


@dataclass(frozen=True, slots=True)
class Annual:
    """Everything of one publication: both editions, the record beside them, and what was found."""

    year: str
    frozen: Frozen
    fingerprint: str
    public: Made
    internal: Made
    record: DisclosureRecord
    found: tuple[Difference, ...]
    view: View | None

    @property
    def draft(self) -> bool:
        """Whether nobody has approved it as it stands."""
        return self.view is None or self.view.stands.state not in {"approved", "published"}

    @property
    def editions(self) -> tuple[Made, Made]:
        """Both, the internal one first."""
        return self.internal, self.public


def annual_of(workspace: Workspace, year: str = "", progress: Progress = SILENT) -> Annual:
    """The report of a year (the latest without one): from its frozen set where there is one, else as of now."""
    workspace.need(*publication.WRITERS)
    wanted = year or freezing.latest_year(workspace)
    freezing.days_of(wanted)
    view = publication.of_year(workspace, wanted)
    if view is not None and view.kept is not None:
        return built(workspace, publication.frozen(workspace, view), view)
    return built(workspace, freezing.freeze(workspace, wanted, progress), view)


def built(workspace: Workspace, frozen: Frozen, view: View | None) -> Annual:
    """Both editions from one frozen set."""
    settings = view.publication if view else None
    preset = preset_named(settings.preset if settings else "dfe")
    # Of a kept set the fingerprint it was kept with: an earlier format gives another one today.
    kept = view.kept if view else None
    fingerprint = kept.fingerprint if kept else shelf.fingerprint_of(frozen)
    last = publication.published_before(workspace, frozen.year)
    then = shelf.frozen_of(last.kept) if last and last.kept else None
    merges = settings.merges if settings else ()
    made = {}
    for public in (False, True):
        now = edition(frozen, preset, public=public, merges=merges)
        old = _last_edition(then, last, public=public)
        older = _earlier(workspace, last, public=public)
        said = _said(workspace, view, fingerprint, _compared(frozen, then), public=public)
        made[public] = Made(
            "public" if public else "internal", now, annual.build(now, said, old, older),
            published_set(now, said),
        )  # fmt: skip
    found = against_last(workspace, made[True].edition, last)
    return Annual(
        frozen.year, frozen, fingerprint, made[True], made[False],
        _record(workspace, made[True].edition, view, found, fingerprint), found, view,
    )  # fmt: skip


def _last_edition(then: Frozen | None, last: View | None, *, public: bool) -> Edition | None:
    if then is None or last is None:
        return None
    preset = preset_named(last.publication.preset)
    return edition(then, preset, public=public, merges=last.publication.merges)


def _earlier(workspace: Workspace, last: View | None, *, public: bool) -> tuple[Edition, ...]:
    """The published editions before last year's, year after year without a gap, the oldest first."""
    found: list[Edition] = []
    view = last
    while view is not None and len(found) < MOST_YEARS:
        view = publication.published_before(workspace, view.publication.year)
        then = shelf.frozen_of(view.kept) if view and view.kept else None
        made = _last_edition(then, view, public=public)
        if made is None:
            break
        found.append(made)
    return tuple(reversed(found))


def _said(
    workspace: Workspace, view: View | None, fingerprint: str, notes: tuple[str, ...], *,
    public: bool,
) -> Said:  # fmt: skip
    quoted: tuple[Quoted, ...] = view.kept.quoted if view and view.kept else ()
    style = view.kept.style if view and view.kept else None
    if style is None:
        style = replace(workspace.policy.style, signatory=signatory(workspace.policy))
    return Said(
        TITLE, style.signatory,
        {key: text.words for key, text in view.texts.items()} if view else {},
        view.priorities if view else Priorities(""),
        tuple(one for one in quoted if one.public or not public),
        draft=view is None or view.stands.state not in {"approved", "published"},
        approved=_yeses(view), fingerprint=fingerprint,
        marking=style.marking, house=House(b64decode(style.logo), style.accent),
        notes=(*notes, OPEN_NOTE) if public else notes,
    )  # fmt: skip


def _compared(frozen: Frozen, then: Frozen | None) -> tuple[str, ...]:
    """What the figures are compared with, or that there is nothing to compare with."""
    if then is not None:
        return (
            f"“Last year” is the published report of {then.year}, from its own frozen data set.",
        )
    year = before(frozen.year)
    return (
        f"No published report of {year} is kept here, so nothing is compared with the year before.",
    )


def _yeses(view: View | None) -> tuple[tuple[str, str], ...]:
    """Who reviewed and approved, by post and day: the report names no person but the signatory's title."""
    if view is None:
        return ()
    found = []
    for name, step in (("Reviewed", view.stands.reviewed), ("Approved", view.stands.approved)):
        if step is not None:
            found.append((name, day(step.at.date())))
    return tuple(found)


def against_last(
    workspace: Workspace, public: Edition, last: View | None
) -> tuple[Difference, ...]:
    """What falls out between this set and what was published before, in whatever year."""
    earlier: list[ProtectedTable] = []
    for view in (last, *_withdrawn(workspace, public.frozen.year)):
        if view is not None and view.stands.published is not None:
            earlier += published_tables(workspace, view)
    return differences(_as_printed(public.tables), _as_printed(earlier)) if earlier else ()


def _as_printed(tables: Sequence[ProtectedTable]) -> list[Published]:
    """The tables as a reader has them; those of which nothing can be read are none."""
    return [one for one in map(as_published, tables) if one is not None]


def _withdrawn(workspace: Workspace, year: str) -> Sequence[View]:
    """What was published for the same year and withdrawn: people have it on paper."""
    return [
        view for view in publication.every(workspace)
        if view.publication.year == year and view.stands.state == "withdrawn"
    ]  # fmt: skip


def published_tables(workspace: Workspace, view: View) -> tuple[ProtectedTable, ...]:
    """The tables of a published report, as its readers have them."""
    step = view.stands.published
    held: Any = shelf.tables_of(workspace.store, step.id) if step is not None else None
    return tuple(record(ProtectedTable, values) for values in held or ())


def _record(
    workspace: Workspace, public: Edition, view: View | None, found: Sequence[Difference],
    fingerprint: str,
) -> DisclosureRecord:  # fmt: skip
    settled = {one.finding: one for one in (view.publication.settled if view else ())}
    told = tuple(
        replace(one, words=f"{one.words} Settled: {settled[one.words].reason}")
        if one.words in settled
        else one
        for one in found
    )
    decided = view.publication.begun_by if view else workspace.person.id
    quoted = view.kept.quoted if view and view.kept else ()
    yeses = tuple(Yes(f"Quotation on “{q.theme}”", q.yes_by, q.yes_on) for q in quoted if q.public)
    made = disclosure_record.record(
        public.protection, publication=f"{TITLE} {public.frozen.year}", edition="public edition",
        fingerprint=fingerprint, decided_by=workspace.name(decided),
        decided_on=view.publication.begun if view else public.frozen.made,
        merges=(*public.merges, *public.joins), yeses=yeses, differences=told,
    )  # fmt: skip
    return replace(made, notes=(*made.notes, OPEN_NOTE))
