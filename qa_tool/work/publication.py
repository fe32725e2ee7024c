"""The annual publication: begun, written, frozen, reviewed, approved, published, withdrawn."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa_tool.council.model import Role
from qa_tool.disclosure.preset import preset_named
from qa_tool.errors import QAError, Refused
from qa_tool.figures.years import before
from qa_tool.progress import SILENT, Progress
from qa_tool.publication import rules
from qa_tool.publication.frozen import Frozen
from qa_tool.publication.model import (
    SECTIONS,
    Act,
    Merging,
    Priorities,
    Priority,
    Publication,
    Quoted,
    Settled,
    Step,
    Text,
)
from qa_tool.store import publication as shelf
from qa_tool.store import theme as theme_shelf
from qa_tool.store.record import plain, text_of
from qa_tool.work import publication_freeze as freezing
from qa_tool.work import theme as themes
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import Shielded, hidden
from qa_tool.work.style import signatory
from qa_tool.work.workspace import Workspace

WRITERS: tuple[Role, ...] = ("qa_lead", "cswo")


@dataclass(frozen=True, slots=True)
class View:
    """One publication with everything that people decided: what the page and the report read."""

    publication: Publication
    texts: dict[str, Text]
    priorities: Priorities
    kept: shelf.Kept | None
    steps: tuple[Step, ...]
    mark: str
    stands: rules.Standing


# --- questions -----------------------------------------------------------------------------------


def every(workspace: Workspace) -> tuple[View, ...]:
    """Every publication, the latest first."""
    workspace.need(*WRITERS)
    return tuple(_view(workspace, one) for one in shelf.publications(workspace.store))


def one(workspace: Workspace, publication_id: str) -> View:
    """One publication by its id."""
    workspace.need(*WRITERS)
    found = shelf.publication(workspace.store, publication_id)
    if found is None:
        raise QAError("This report is not here.", "Look at the list of reports again.")
    return _view(workspace, found)


def of_year(workspace: Workspace, year: str) -> View | None:
    """The publication of a year that was not withdrawn; None where none was begun."""
    workspace.need(*WRITERS)
    views = (_view(workspace, found) for found in shelf.publications(workspace.store, year))
    return next((view for view in views if view.stands.state != "withdrawn"), None)


def published_before(workspace: Workspace, year: str) -> View | None:
    """What was published for the year before; None where nothing was."""
    view = of_year(workspace, before(year))
    return view if view is not None and view.stands.state == "published" else None


def frozen(workspace: Workspace, view: View) -> Frozen:
    """Its frozen set; refused before there is one, where it was altered, or where it betrays a grade."""
    if view.kept is None:
        raise Refused("The figures of this report are not frozen yet.", "Freeze them first.")
    found = shelf.frozen_of(view.kept)
    guard(workspace, found)
    return found


def guard(workspace: Workspace, found: Frozen) -> None:
    """Refuse figures that hold a grade which this person must not know yet."""
    blind = hidden(workspace)
    if any(audit.id in blind and (audit.final or audit.first) for audit in found.audits):
        raise Shielded


def _view(workspace: Workspace, found: Publication) -> View:
    store = workspace.store
    texts, priorities = shelf.texts(store, found.id), shelf.priorities(store, found.id)
    kept, steps = _in_bank(workspace, shelf.kept(store, found.id)), shelf.steps(store, found.id)
    mark = _mark(found, texts, priorities, kept)
    return View(found, texts, priorities, kept, steps, mark, rules.standing(steps, mark))


def _in_bank(workspace: Workspace, kept: shelf.Kept | None) -> shelf.Kept | None:
    """The set without quotations that the bank does not hold any more: no report prints what was erased.

    Asked at every reading, since the set may have been frozen on a laptop that did not know of it yet.
    """
    if kept is None:
        return None
    held = tuple(one for one in kept.quoted if theme_shelf.quotation(workspace.store, one.id))
    return replace(kept, quoted=held)


def gone(workspace: Workspace, found: Publication) -> tuple[str, ...]:
    """The quotations that were chosen for a report and are erased or disposed of since."""
    return tuple(
        one for one in found.quotations if theme_shelf.quotation(workspace.store, one) is None
    )


def _mark(
    found: Publication, texts: dict[str, Text], priorities: Priorities, kept: shelf.Kept | None
) -> str:
    """What a yes is said to: the very figures, words and rules."""
    words = {key: text.words for key, text in sorted(texts.items())}
    told = [
        plain(found), words, plain(priorities), kept.fingerprint if kept else "",
        plain(kept.quoted) if kept else [], plain(kept.style) if kept else None,
    ]  # fmt: skip
    return hashlib.sha256(text_of(told).encode()).hexdigest()


# --- verbs ---------------------------------------------------------------------------------------


def begin(workspace: Workspace, year: str, *, from_last: bool = False) -> Change:
    """Begin the report of a year; with `from_last` last year's words and priorities stand in it to be changed."""
    workspace.need(*WRITERS)
    freezing.days_of(year)
    there = of_year(workspace, year)
    if there is not None:
        raise Refused(f"The report of {year} is begun already.", "Open it from the list.")
    number = len(shelf.publications(workspace.store, year)) + 1
    last = of_year(workspace, before(year))
    if from_last and last is None:
        raise QAError(f"There is no report of {before(year)} here.", "Begin with empty words.")
    made = Publication(
        f"publication-{year}" + ("" if number == 1 else f"-{number}"), year, number,
        workspace.person.id, workspace.clock.today(),
        preset=last.publication.preset if last else "dfe", after=last.publication.id if last else "",
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("publication", made.id, {"publication": made})
        if last is not None:
            ahead = tuple(replace(p, became="") for p in last.priorities.next_year)
            _write(workspace, made.id, "priorities", Priorities(made.id, (), ahead))
        for text in last.texts.values() if from_last and last else ():
            _write_text(workspace, made.id, text.section, text.words)
    return changed("publication", ids=(made.id,))


def write_text(workspace: Workspace, publication_id: str, section: str, words: str) -> Change:
    """Keep the words of one section, as typed; whoever said yes to other words is asked again."""
    _open(workspace, publication_id)
    rules.section_of(section)
    with workspace.store.together():
        _write_text(workspace, publication_id, section, rules.checked_text(words))
    return changed("publication", ids=(publication_id,))


def keep_priorities(
    workspace: Workspace, publication_id: str, next_year: Sequence[Priority],
    last_year: Sequence[Priority],
) -> Change:  # fmt: skip
    """Keep next year's priorities, and what became of last year's."""
    _open(workspace, publication_id)
    for found in (next_year, last_year):
        if len(found) > rules.MOST_PRIORITIES:
            raise QAError(
                f"{len(found)} priorities are none.", f"Keep at most {rules.MOST_PRIORITIES}."
            )
        if any(not one.title.strip() for one in found):
            raise QAError("A priority has no words.", "Write it, or take it away.")
        if any(
            len(t) > rules.LONGEST_PRIORITY for p in found for t in (p.title, p.became, p.answers)
        ):
            raise QAError(
                f"A priority has more than {rules.LONGEST_PRIORITY} characters.",
                "Say it in a sentence or two; the story stands in the section.",
            )
    kept = Priorities(publication_id, tuple(next_year), tuple(last_year))
    with workspace.store.together():
        _write(workspace, publication_id, "priorities", kept)
    return changed("publication", ids=(publication_id,))


def set_rule(
    workspace: Workspace, publication_id: str, preset: str, merges: Sequence[Merging] | None = None,
) -> Change:  # fmt: skip
    """Choose the rule for small counts, and which columns or rows are counted as one."""
    view = _open(workspace, publication_id)
    preset_named(preset)
    if any(not merge.why.strip() for merge in merges or ()):
        raise QAError("A merge has no reason.", "Say why these are counted as one.")
    kept = view.publication.merges if merges is None else tuple(merges)
    return _keep(workspace, replace(view.publication, preset=preset, merges=kept))


def quote(workspace: Workspace, publication_id: str, quotations: Iterable[str]) -> Change:
    """Choose the quotations that are printed: only those with a second person's yes."""
    view = _open(workspace, publication_id)
    chosen = tuple(dict.fromkeys(quotations))
    _quoted(workspace, chosen)
    return _keep(workspace, replace(view.publication, quotations=chosen))


def settle(workspace: Workspace, publication_id: str, finding: str, reason: str) -> Change:
    """Say why a finding against what was published before may stand."""
    view = _open(workspace, publication_id)
    done = Settled(finding, rules.need_reason(reason), workspace.person.id)
    others = tuple(one for one in view.publication.settled if one.finding != finding)
    return _keep(workspace, replace(view.publication, settled=(*others, done)))


def freeze(workspace: Workspace, publication_id: str, progress: Progress = SILENT) -> Change:
    """Freeze the figures of the year as they stand now, and the words that were cleared for it."""
    view = _open(workspace, publication_id)
    found = freezing.freeze(workspace, view.publication.year, progress)
    return keep_frozen(workspace, publication_id, found)


def keep_frozen(workspace: Workspace, publication_id: str, found: Frozen) -> Change:
    """Keep figures that were just read, maybe by this person's read-only desk on another thread."""
    view = _open(workspace, publication_id)
    guard(workspace, found)
    if found.year != view.publication.year:
        raise QAError(f"These are the figures of {found.year}.", "Freeze the report's own year.")
    if found.withheld:
        raise Refused(
            f"{found.withheld} audits wait for your own blind reading, so these figures would not be whole.",
            "Somebody who reads none of them again has to freeze the figures.",
        )
    erased = gone(workspace, view.publication)
    chosen = tuple(one for one in view.publication.quotations if one not in erased)
    kept = shelf.Kept(
        publication_id, shelf.pack(found), shelf.fingerprint_of(found), workspace.person.id,
        workspace.clock.now(), _quoted(workspace, chosen),
        replace(workspace.policy.style, signatory=signatory(workspace.policy)),
    )  # fmt: skip
    with workspace.store.together():
        if erased:
            _keep(workspace, replace(view.publication, quotations=chosen))
        _write(workspace, publication_id, "set", kept)
    return changed("publication", ids=(publication_id,))


def _quoted(workspace: Workspace, wanted: Sequence[str]) -> tuple[Quoted, ...]:
    """The cleared words of these quotations; refused where one has no second yes (any more)."""
    book, found = themes.codebook(workspace), []
    for name in wanted:
        held = theme_shelf.quotation(workspace.store, name)
        if held is None or not held.usable or held.decided is None or held.decided_by == held.by:
            raise Refused(
                "A quotation has no second person's yes.",
                "Have it approved in the bank of quotations, or leave it out.",
            )
        theme = book.theme(held.theme)
        found.append(
            Quoted(held.id, held.blanked, getattr(theme, "title", ""), held.public,
                   workspace.name(held.decided_by), held.decided.date())
        )  # fmt: skip
    return tuple(found)


def review(workspace: Workspace, publication_id: str) -> Change:
    """Say that figures and words were read as they stand now, and are right."""
    view = _open(workspace, publication_id)
    frozen(workspace, view)
    hands = tuple(sorted({text.by for text in view.texts.values()}))
    rules.may("reviewed", view.stands, workspace.person.id, hands)
    return _step(workspace, view, "reviewed")


def approve(workspace: Workspace, publication_id: str) -> Change:
    """Approve it for publication; another person than the reviewer, with the role of the signatory."""
    workspace.need("cswo")
    view = _open(workspace, publication_id)
    rules.may("approved", view.stands, workspace.person.id)
    return _step(workspace, view, "approved")


def send_back(workspace: Workspace, publication_id: str, reason: str) -> Change:
    """Send it back to be written: what was said yes to is asked again."""
    view = _open(workspace, publication_id)
    return _step(workspace, view, "returned", rules.need_reason(reason))


def record_published(workspace: Workspace, view: View, tables: Any) -> Change:
    """Keep that it was published, with the tables as their readers have them."""
    workspace.need("cswo", "qa_lead")
    rules.may("published", view.stands, workspace.person.id)
    return _step(workspace, view, "published", tables=tables)


def withdraw(workspace: Workspace, publication_id: str, reason: str) -> Change:
    """Withdraw what was published; the reason stays with it."""
    workspace.need("cswo")
    view = one(workspace, publication_id)
    rules.may("withdrawn", view.stands, workspace.person.id)
    return _step(workspace, view, "withdrawn", rules.need_reason(reason))


def _open(workspace: Workspace, publication_id: str) -> View:
    """A publication that may still be changed."""
    view = one(workspace, publication_id)
    rules.may("returned", view.stands, workspace.person.id)
    return view


def _keep(workspace: Workspace, publication: Publication) -> Change:
    with workspace.store.together():
        workspace.write("publication", publication.id, {"publication": publication})
    return changed("publication", ids=(publication.id,))


def _write_text(workspace: Workspace, publication_id: str, section: str, words: str) -> None:
    text = Text(publication_id, section, words, workspace.person.id, workspace.clock.now())
    workspace.write("publication", f"{publication_id}/text/{section}", {"text": text})


def _write(workspace: Workspace, publication_id: str, part: str, value: object) -> None:
    workspace.write("publication", f"{publication_id}/{part}", {part: value})


def _step(
    workspace: Workspace, view: View, act: Act, reason: str = "", tables: Any = None
) -> Change:
    step = Step(
        workspace.ids.new_id("pst"), view.publication.id, act, workspace.person.id,
        workspace.clock.now(), view.mark, reason, len(view.steps) + 1,
    )  # fmt: skip
    body = {"step": step} | ({"tables": shelf.pack(tables)} if tables is not None else {})
    with workspace.store.together():
        workspace.write("publication", step.id, body)
    return changed("publication", ids=(view.publication.id,))


__all__ = ["SECTIONS", "View", "begin", "every", "of_year", "one"]
