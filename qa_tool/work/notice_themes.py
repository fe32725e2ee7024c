"""What the themes of a notice are called: the council's codebook; a word that is not in it stands for itself."""

from collections.abc import Mapping

from qa_tool.work.theme import codebook
from qa_tool.work.workspace import Workspace


def titles(workspace: Workspace) -> Mapping[str, str]:
    """The title of every theme by its key: of a merged one what it became, so that both count as one."""
    book = codebook(workspace)
    return {key: (book.theme(key) or theme).title for key, theme in book.themes.items()}


def choices(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The themes that a new notice may have: key and title."""
    return tuple((theme.id, theme.title) for theme in codebook(workspace).in_use)
