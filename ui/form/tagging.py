"""Tags of one audit through work: for the form while it is written, and for whoever reads it afterwards."""

from collections.abc import Callable, Sequence

from qa_tool.theme.model import Theme
from qa_tool.work import theme, theme_tag
from qa_tool.work.change import Change
from qa_tool.work.theme_tag import Spot, TagRow
from qa_tool.work.workspace import Workspace


class WorkTags:
    """Tags of one audit, for the person at the desk: `tags()`, `tag(spot, theme)`, `untag(id)`, `find(text)`."""

    def __init__(
        self, workspace: Workspace, announce: Callable[[Change], object], audit_id: str
    ) -> None:
        self._workspace, self._announce, self._id = workspace, announce, audit_id

    def tags(self) -> Sequence[TagRow]:
        """Every tag of this audit."""
        return theme_tag.of_audit(self._workspace, self._id)

    def tag(self, spot: Spot, theme_id: str) -> None:
        """Tag a theme at a place; it is on the disk when this returns."""
        self._announce(theme_tag.tag(self._workspace, self._id, spot, theme_id))

    def untag(self, tag: str) -> None:
        """Take a tag away."""
        self._announce(theme_tag.untag(self._workspace, self._id, tag))

    def find(self, text: str) -> Sequence[Theme]:
        """The themes that fit what was typed, those tagged lately first."""
        return theme.codebook(self._workspace).find(text, theme_tag.lately(self._workspace))

    def theme(self, key: str) -> Theme | None:
        """The theme that a template suggests by this key, or what it was merged into."""
        found = theme.codebook(self._workspace).theme(key)
        return found if found is not None and found.state == "in_use" else None
