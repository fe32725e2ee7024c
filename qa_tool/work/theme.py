"""The codebook of themes: what stands in it, and how a council makes it its own."""

from dataclasses import dataclass, replace
from functools import cache

from qa_tool import paths
from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.store import theme as shelf
from qa_tool.theme import codebook as pure
from qa_tool.theme.codebook import Codebook
from qa_tool.theme.model import Theme
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

KEEPERS: tuple[Role, ...] = ("qa_lead", "cswo")


@cache
def shipped() -> tuple[Theme, ...]:
    """The themes that a council begins with."""
    found: list[Theme] = []
    for file in sorted((paths.RESOURCES / "themes").glob("*.toml")):
        found += pure.shipped(file.read_text("utf-8"))
    return tuple(found)


def codebook(workspace: Workspace) -> Codebook:
    """Every theme, also those that were merged or retired; nothing in it is about a child."""
    return pure.codebook(shipped(), shelf.themes(workspace.store))


def titles(workspace: Workspace) -> dict[str, str]:
    """What a template may suggest: the title of every theme in use by its key, under old keys too."""
    book = codebook(workspace)
    found = {key: book.theme(key) for key in book.themes}
    return {
        key: one.title for key, one in found.items() if one is not None and one.state == "in_use"
    }


def theme(workspace: Workspace, theme_id: str) -> Theme:
    """One theme as it stands, by its id; a merged one is itself here, not what it became."""
    found = codebook(workspace).themes.get(theme_id)
    if found is None:
        raise QAError("There is no such theme here.", "Look at the codebook again.")
    return found


def add(workspace: Workspace, fresh: Theme) -> Change:
    """Put a new theme into the codebook; it gets its id here."""
    workspace.need(*KEEPERS)
    return _keep(workspace, replace(fresh, id=workspace.ids.new_id("thm"), state="in_use", into=""))


def reword(workspace: Workspace, changed_theme: Theme) -> Change:
    """Say it in other words; tags stay, and the words before stay in the history."""
    workspace.need(*KEEPERS)
    before = theme(workspace, changed_theme.id)
    if before.state == "merged":
        raise Refused("This theme was merged into another.", "Reword that one.")
    return _keep(
        workspace, replace(changed_theme, state=before.state, into=before.into), why="Reworded"
    )


def merge(workspace: Workspace, theme_id: str, into: str, why: str) -> Change:
    """Let the tags of a theme count as another's from now on, also those given long ago."""
    workspace.need(*KEEPERS)
    book = codebook(workspace)
    one, other = theme(workspace, theme_id), theme(workspace, book.settled(into))
    if one.id == other.id or book.settled(one.id) == other.id:
        raise QAError("These two are one theme already.", "Choose another theme to merge into.")
    if one.state == "merged":
        raise Refused("This theme was merged into another already.", "Merge that one.")
    if one.tone != other.tone:
        raise Refused(
            "A strength and an area for development cannot be one theme.",
            "Merge with a theme of the same kind.",
        )
    if other.state != "in_use":
        raise Refused(f"“{other.title}” is retired.", "Take it into use again, or choose another.")
    return _keep(workspace, replace(one, state="merged", into=other.id), why=why)


def retire(workspace: Workspace, theme_id: str, why: str) -> Change:
    """Offer a theme no more; its tags stay and are counted."""
    workspace.need(*KEEPERS)
    one = theme(workspace, theme_id)
    if one.state != "in_use":
        raise QAError("This theme is not in use.", "Look at the codebook again.")
    if not why.strip():
        raise QAError("There is no reason.", "Say in one sentence why it is no longer tagged.")
    return _keep(workspace, replace(one, state="retired"), why=why)


def use_again(workspace: Workspace, theme_id: str) -> Change:
    """Take a retired or merged theme into use again; what was merged counts for itself again."""
    workspace.need(*KEEPERS)
    one = theme(workspace, theme_id)
    if one.state == "in_use":
        raise QAError("This theme is in use.", "Look at the codebook again.")
    return _keep(workspace, replace(one, state="in_use", into=""), why="In use again")


def _keep(workspace: Workspace, one: Theme, *, why: str = "") -> Change:
    trimmed = {
        name: getattr(one, name).strip()
        for name in ("title", "definition", "counts", "not_counts", "group")
    }
    kept = replace(
        one, why=why.strip(), by=workspace.person.id, at=workspace.clock.now(), **trimmed
    )
    if kept.state == "in_use" and (wrong := pure.wrong_with(kept, codebook(workspace))):
        raise QAError(*wrong)
    with workspace.store.together():
        workspace.write("theme", kept.id, kept)
    return changed("theme", ids=(kept.id,))


@dataclass(frozen=True, slots=True)
class Reading:
    """One state of a theme in its history: when, who, what it was called, and why."""

    when: str
    who: str
    title: str
    what: str


_HAPPENED = {"in_use": "", "merged": "Merged into another theme", "retired": "Retired"}


def history(workspace: Workspace, theme_id: str) -> tuple[Reading, ...]:
    """What happened to a theme, the latest last; a shipped one that nobody changed has none."""
    found = []
    for entry in workspace.store.ledger.entries(kind="theme", object=theme_id):
        body = entry.body or {}
        state = _HAPPENED.get(str(body.get("state", "")), "")
        what = ". ".join(part for part in (state, str(body.get("why", ""))) if part) or "Added"
        who = workspace.name(str(body.get("by", "")))
        found.append(Reading(entry.claimed[:16], who, str(body.get("title", "")), what))
    return tuple(found)
