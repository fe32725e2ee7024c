"""Two versions of a template: compared, a crosswalk proposed, confirmed by a person, asked for by figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa_tool.council.model import Role
from qa_tool.errors import QAError
from qa_tool.problems import Problem, errors
from qa_tool.store import crosswalk as shelf
from qa_tool.store import template as template_shelf
from qa_tool.store.crosswalk import Confirmed
from qa_tool.template.crosswalk import Crosswalk, check, compose
from qa_tool.template.crosswalk_guess import Proposal, propose
from qa_tool.template.difference import Difference, differences
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.template import TemplateRow
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")


@dataclass(frozen=True, slots=True)
class Look:
    """Two versions side by side: what differs, what is proposed, and what somebody has confirmed.

    `start` is what a person goes on from: what was confirmed, otherwise the proposal.
    """

    before: TemplateRow
    after: TemplateRow
    old: Template
    new: Template
    differences: tuple[Difference, ...]
    proposal: Proposal
    confirmed: Confirmed | None

    @property
    def start(self) -> Crosswalk:
        """What is shown first."""
        return self.confirmed.crosswalk if self.confirmed else self.proposal.crosswalk

    @property
    def holds(self) -> bool:
        """Whether figures go over from one to the other."""
        return self.confirmed is not None and not self.confirmed.withdrawn


def versions(workspace: Workspace, template: str) -> tuple[TemplateRow, ...]:
    """Every version of a template that is or was in use, the oldest first."""
    since = came(workspace)
    rows = [row for row in templates.rows(workspace) if row.key == template]
    return tuple(sorted(rows, key=lambda row: since[row.fingerprint]))


def came(workspace: Workspace) -> dict[str, str]:
    """When every version came into use last, by its fingerprint."""
    held = template_shelf.every(workspace.store)
    return {str(row["fingerprint"]): str(row["since"]) for row in held}


def several(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The templates of which there is more than one version, with their titles."""
    rows = templates.rows(workspace)
    keys = [row.key for row in rows]
    return tuple((r.key, r.title) for r in rows if r.current and keys.count(r.key) > 1)


def look(workspace: Workspace, before: str, after: str) -> Look:
    """Hold two versions side by side, by their fingerprints."""
    one, two = _ordered(workspace, before, after)
    old, new = templates.by_fingerprint(workspace, before), templates.by_fingerprint(workspace, after)  # fmt: skip
    return Look(
        one, two, old, new, differences(old, new), propose(old, new, (before, after)),
        shelf.one(workspace.store, before, after),
    )  # fmt: skip


def _ordered(workspace: Workspace, before: str, after: str) -> tuple[TemplateRow, TemplateRow]:
    rows = {row.fingerprint: row for row in templates.rows(workspace)}
    if before not in rows or after not in rows:
        raise QAError(
            "One of the two versions was never in use here.",
            "Take it into use on the page Templates first.",
        )
    one, two, since = rows[before], rows[after], came(workspace)
    if one.key != two.key or before == after:
        raise QAError(
            "These are not two versions of one template.", "Choose two versions of the same one."
        )
    if since[before] > since[after]:
        raise QAError(
            f"Version {two.version} came into use before version {one.version}.",
            "Name the older version first.",
        )
    return one, two


def problems(workspace: Workspace, crosswalk: Crosswalk) -> tuple[Problem, ...]:
    """What is not decided yet, or cannot be joined."""
    return check(
        crosswalk, templates.by_fingerprint(workspace, crosswalk.before),
        templates.by_fingerprint(workspace, crosswalk.after),
    )  # fmt: skip


def confirm(workspace: Workspace, crosswalk: Crosswalk, note: str = "") -> Change:
    """Somebody says that this is what became of what; from now on figures and exports go over it."""
    workspace.need(*ROLES)
    _ordered(workspace, crosswalk.before, crosswalk.after)
    wrong = errors(problems(workspace, crosswalk))
    if wrong:
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise QAError(f"{wrong[0].where}: {wrong[0].what}{more}", wrong[0].cure)
    name = shelf.id_of(crosswalk.before, crosswalk.after)
    kept = Confirmed(name, crosswalk, workspace.person.id, workspace.clock.now(), note.strip())
    with workspace.store.together():
        workspace.write("crosswalk", name, kept)
    return changed("crosswalk", ids=(name,))


def withdraw(workspace: Workspace, before: str, after: str, why: str) -> Change:
    """Take it back: figures break between the two versions again; what was said stays in the history."""
    workspace.need(*ROLES)
    held = shelf.one(workspace.store, before, after)
    if held is None or held.withdrawn:
        raise QAError("Nothing is confirmed between these two versions.", "There is nothing to take back.")  # fmt: skip
    if not why.strip():
        raise QAError("It is not said why.", "Say in a few words what was wrong: it is kept.")
    kept = replace(
        held, by=workspace.person.id, made=workspace.clock.now(), note=why.strip(), withdrawn=True
    )
    with workspace.store.together():
        workspace.write("crosswalk", held.id, kept)
    return changed("crosswalk", ids=(held.id,))


def confirmed(workspace: Workspace, template: str = "") -> tuple[Confirmed, ...]:
    """The crosswalks that hold now."""
    return shelf.every(workspace.store, template)


def through(workspace: Workspace, template: str, forms: Sequence[str]) -> Mapping[tuple[str, str], Crosswalk]:  # fmt: skip
    """What is confirmed from each of these versions to the next, over versions between if need be."""
    if len(forms) < 2:
        return {}
    held = [one.crosswalk for one in confirmed(workspace, template)]
    found = {}
    for before, after in pairwise(forms):
        made = between(held, before, after)
        if made is not None:
            found[before, after] = made
    return found


def between(held: Sequence[Crosswalk], before: str, after: str) -> Crosswalk | None:
    """The crosswalk from one version to another: said of the two, or composed by the fewest steps."""
    reached: dict[str, Crosswalk | None] = {before: None}
    edge = [before]
    while edge and after not in reached:
        step = []
        for mark in edge:
            for one in held:
                if one.before == mark and one.after not in reached:
                    so_far = reached[mark]
                    reached[one.after] = compose(so_far, one) if so_far else one
                    step.append(one.after)
        edge = step
    return reached.get(after)


def told(workspace: Workspace, held: Confirmed) -> str:
    """Who said it and when, in one line."""
    verb = "Taken back" if held.withdrawn else "Confirmed"
    day = held.made
    line = f"{verb} by {workspace.name(held.by)} on {day.day} {day:%B %Y}"
    return f"{line}: {held.note}" if held.note else f"{line}."
