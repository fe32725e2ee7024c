"""What every page is handed, and what every page is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.commands import Commands
from ui.live import Live
from ui.tasks import Tasks

Group = Literal["WORK", "EVIDENCE", "SET-UP", ""]
Crumb = tuple[str, str]  # words, key of the page to go to ("" goes nowhere)


def _nothing(*_args: object, **_more: object) -> None:
    """What a page asks for when there is no window round it, as in tests."""


@dataclass(slots=True)
class Context:
    """Handed to each page: the workspace, the hub, long work, commands, and ways to speak to the window.

    go(page_key, **place) · title(text, crumbs) · state(words, tone) in the foot · foot(widgets) at its right ·
    undo(stack) for the undo buttons · say(text) · warn(text, cure) · fault(error) · settings.
    """

    workspace: Any
    live: Live
    tasks: Tasks
    commands: Commands
    go: Callable[..., object] = _nothing
    title: Callable[..., object] = _nothing
    state: Callable[..., object] = _nothing
    foot: Callable[[Sequence[QWidget]], object] = _nothing
    undo: Callable[[QUndoStack | None], object] = _nothing
    lock: Callable[[], object] = _nothing
    look: Callable[..., object] = _nothing
    settings: Any = None
    say: Callable[..., None] = field(default=messages.say)
    warn: Callable[..., None] = field(default=messages.warn)
    fault: Callable[[BaseException], None] = field(default=messages.fault)


class Page(Protocol):
    """A page is a QWidget with these; `group` "" keeps it out of the navigation.

    Optional: `leave() -> bool` is asked before another page shows (keep what is typed; False stays),
    `crumbs: tuple[Crumb, ...]`, `flush()` before the window closes or locks.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    group: ClassVar[Group]

    def __init__(self, window_context: Context) -> None: ...

    def show_page(self, **place: Any) -> None:
        """Show this place: called each time somebody goes to the page."""

    def refresh(self) -> None:
        """Read again what is shown."""
