"""Before publishing: the list of what must be put right. Publishing: one act, all of it or none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa_tool.disclosure.small import names_in
from qa_tool.errors import Refused
from qa_tool.progress import SILENT, Progress
from qa_tool.publication.model import SECTIONS, STATES
from qa_tool.store import council as council_shelf
from qa_tool.store import theme as theme_shelf
from qa_tool.store.publication import Altered
from qa_tool.work import publication, publication_write, publish_check, report_annual
from qa_tool.work.change import Change
from qa_tool.work.publication import View
from qa_tool.work.report_annual import Annual
from qa_tool.work.workspace import Workspace

Weight = Literal["stop", "look"]
_CODE = re.compile(r"[A-Za-z0-9][\w/-]*\d[\w/-]*")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: `stop` must be put right, `look` wants a look; `section` is where."""

    weight: Weight
    what: str
    cure: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The list, and the report that it is about; no report where its figures cannot be opened."""

    checks: tuple[Check, ...]
    annual: Annual | None

    @property
    def ready(self) -> bool:
        """Whether nothing stands against publishing."""
        return not any(check.weight == "stop" for check in self.checks)


def checked(workspace: Workspace, publication_id: str) -> Checked:
    """Everything to be put right or looked at before this report is published."""
    view = publication.one(workspace, publication_id)
    if view.kept is None:
        cure = "Freeze them when the year's audits are signed off."
        return Checked((Check("stop", "The figures are not frozen.", cure),), None)
    try:
        annual = report_annual.built(workspace, publication.frozen(workspace, view), view)
    except Altered as error:
        return Checked((Check("stop", str(error), error.cure),), None)
    found = (
        *_figures(annual), *_words(view), *_names(workspace, view), *_quotations(workspace, view),
        *_before(annual, view), *_yes(view),
    )  # fmt: skip
    return Checked(tuple(sorted(found, key=lambda one: one.weight != "stop")), annual)


def _figures(annual: Annual) -> Iterable[Check]:
    frozen = annual.frozen
    if not frozen.whole:
        yield Check("look", f"The year {frozen.year} is not over: the figures end on {frozen.last:%d %B %Y}.",
                    "Publish at the end of the year, or let the title say so.")  # fmt: skip
    if not frozen.counted:
        yield Check("look", "No audit of this year counts.", "The report says so; is that what you want?")  # fmt: skip
    if not any(audit.read == "random" for audit in frozen.audits):
        yield Check("look", "Nothing was read again blind and at random.",
                    "The report says that nobody can tell how far grades can be trusted.")  # fmt: skip
    for title in annual.record.withheld:
        yield Check("look", f"“{title}” cannot be protected and is left out of the public edition.",
                    "Merge rows or columns, or leave it out.")  # fmt: skip


def _words(view: View) -> Iterable[Check]:
    for section in SECTIONS:
        text = view.texts.get(section.key)
        if text is not None and text.words.strip():
            continue
        if section.key == "next_year" and view.priorities.next_year:
            continue
        if section.needed:
            yield Check("stop", f"“{section.title}” has no words.", "Write it.", section.key)
    for priority in view.priorities.last_year:
        if not priority.became.strip():
            yield Check("look", f"It is not said what became of last year's priority “{priority.title}”.",
                        "Say it in a sentence.", "last_year")  # fmt: skip


def _names(workspace: Workspace, view: View) -> Iterable[Check]:
    """Words that name somebody: a person or a case must go, a team should."""
    texts = {key: text.words for key, text in view.texts.items() if text.words.strip()}
    texts["next_year"] = " ".join([texts.get("next_year", ""), *(
        part for p in (*view.priorities.next_year, *view.priorities.last_year)
        for part in (p.title, p.answers, p.became)
    )])  # fmt: skip
    people = [person.name for person in workspace.people.values()]
    places = {area.name for area in workspace.areas.values()} | {
        team.service for team in workspace.teams.values()
    }
    teams = [team.name for team in workspace.teams.values() if team.name not in places]
    for key, words in texts.items():
        for name in (*names_in([words], people), *_cases_in(workspace, words)):
            yield Check("stop", f"“{name}” stands in the words: a person, or a case.",
                        "Take it out; nobody is named in what is published.", key)  # fmt: skip
        for name in names_in([words], teams):
            yield Check("look", f"The team “{name}” stands in the words.",
                        "The public edition stops at area and service.", key)  # fmt: skip


def _cases_in(workspace: Workspace, words: str) -> Iterable[str]:
    """Case references and council's numbers that stand in the words."""
    for one in sorted(set(_CODE.findall(words))):
        if council_shelf.case_by_number(workspace.store, one) is not None:
            yield one


def _quotations(workspace: Workspace, view: View) -> Iterable[Check]:
    if n := len(publication.gone(workspace, view.publication)):
        what = "A quotation that was" if n == 1 else f"{n} quotations that were"
        yield Check("look", f"{what} chosen {'is' if n == 1 else 'are'} erased since, and left out of the report.",
                    "Freeze the figures again; then it is reviewed and approved again.", "themes")  # fmt: skip
    for one in view.kept.quoted if view.kept else ():
        held = theme_shelf.quotation(workspace.store, one.id)
        if (
            held is None
            or not held.usable
            or held.blanked != one.words
            or held.public != one.public
        ):
            yield Check("stop", f"A quotation on “{one.theme}” has no second person's yes any more.",
                        "Leave it out, or have it approved again; then freeze again.", "themes")  # fmt: skip


def _before(annual: Annual, view: View) -> Iterable[Check]:
    settled = {one.finding for one in view.publication.settled}
    for found in annual.found:
        if found.words in settled:
            continue
        cure = "Merge what gives it away, or say why it may stand."
        yield Check("stop" if found.certain else "look", found.words, cure)


def _yes(view: View) -> Iterable[Check]:
    state = view.stands.state
    if state == "published":
        yield Check("stop", "It is published already.", "Withdraw it with a reason to publish another.")  # fmt: skip
    elif state != "approved":
        yield Check("stop", f"It is not approved: {STATES[state].lower()}.",
                    "One person reviews it as it stands, another approves it.")  # fmt: skip


def publish(
    workspace: Workspace, publication_id: str, target: Path, progress: Progress = SILENT
) -> tuple[Change, tuple[Path, ...]]:
    """Publish: every format of both editions and the disclosure record, attacked before it stands.

    All or none: the files, and in the ledger that they are published.
    """
    workspace.need("cswo", "qa_lead")
    done = checked(workspace, publication_id)
    stops = [check for check in done.checks if check.weight == "stop"]
    if stops or done.annual is None:
        first = stops[0]
        more = f" ({len(stops) - 1} more)" if len(stops) > 1 else ""
        raise Refused(f"{first.what}{more}", first.cure)
    annual, changes = done.annual, list[Change]()
    view = publication.one(workspace, publication_id)

    def keep() -> None:
        tables = annual.public.edition.tables
        changes.append(publication.record_published(workspace, view, tables))

    files = publication_write.write_set(annual, target, progress, look=attacked, keep=keep)
    return changes[0], files


def attacked(folder: Path) -> None:
    """Refuse a set of which a hidden cell falls to a reader who has nothing but its files."""
    told = publish_check.check(folder / "public")
    if told.skipped:
        raise Refused(
            f"A table of what would be published could not be attacked: {told.skipped[0]}",
            "Nobody knows whether it gives anybody away: this is a fault of the figures, report it.",
        )
    if not told.holds:
        found = "; ".join(fallen.words for fallen in told.fallen[:3])
        raise Refused(
            f"{len(told.fallen)} hidden counts can be worked out from what would be published: {found}",
            "Where words tell a count, say it otherwise; where a table does, merge rows or columns.",
        )
