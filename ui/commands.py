"""Everything that can be done by name: for shortcuts, the sheet of keys and the jump box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.look import icon


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: stable id, what it is called, its keys, its group on the sheet of keys."""

    id: str
    title: str
    callback: Callable[[], object]
    keys: str = ""
    icon: str = ""
    group: str = "Everywhere"
    enabled: Callable[[], bool] | None = None

    def ready(self) -> bool:
        """Whether it can be done now."""
        return self.enabled is None or self.enabled()


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the jump box: what it is, more about it, and what choosing it does."""

    title: str
    detail: str
    go: Callable[[], object]
    icon: str = ""


class TakenKeys(ValueError):
    """Two commands want the same keys: a fault of the program, found by its tests."""


Provider = Callable[[str], Sequence[Hit]]


class Commands:
    """The registry: `add(Command)` makes a QAction with unique keys; `provide(callback)` adds hits to the jump box."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._all: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._providers: list[Provider] = []

    def add(self, command: Command, owner: QWidget | None = None) -> QAction:
        """Take a command in; with an owner its keys act only while the focus is in that widget."""
        taken = self._by_keys(command.keys)
        if taken is not None and taken.id != command.id:
            raise TakenKeys(f"{command.keys} belongs to {taken.id}, {command.id} cannot have it")
        self.remove(command.id)
        action = QAction(icon(command.icon), command.title, owner or self._owner)
        action.setObjectName(command.id)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
            context = Qt.ShortcutContext.WindowShortcut
            if owner is not None:
                context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            action.setShortcutContext(context)
            action.setToolTip(f"{command.title} ({command.keys})")
        action.triggered.connect(lambda _on=False: self.do(command.id))
        (owner or self._owner).addAction(action)
        self._all[command.id], self._actions[command.id] = command, action
        return action

    def remove(self, name: str) -> None:
        """Let a command go, where it is there."""
        self._all.pop(name, None)
        action = self._actions.pop(name, None)
        if action is not None:
            action.setShortcut(QKeySequence())
            action.deleteLater()

    def do(self, name: str) -> bool:
        """Do a command, where it is there and ready."""
        command = self._all.get(name)
        if command is None or not command.ready():
            return False
        command.callback()
        return True

    def action(self, name: str) -> QAction:
        """The QAction of a command."""
        return self._actions[name]

    def all(self) -> tuple[Command, ...]:
        """All commands, in the order they came."""
        return tuple(self._all.values())

    def provide(self, provider: Provider) -> None:
        """Ask this too when somebody types in the jump box (audits, cases); it answers with few hits."""
        self._providers.append(provider)

    def find(self, text: str, most: int = 40) -> list[Hit]:
        """What the jump box shows: commands by how well they fit, then what the providers know."""
        ranked = sorted(
            (place, number, command)
            for number, command in enumerate(self._all.values())
            if command.ready() and (place := fit(text, command.title)) is not None
        )
        hits = [
            Hit(command.title, command.keys, command.callback, command.icon)
            for _place, _number, command in ranked
        ]
        if text.strip():
            for provider in self._providers:
                hits.extend(provider(text.strip()))
        return hits[:most]

    def sheet(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The sheet of keys: for each group its titles and keys."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in self._all.values():
            if command.keys:
                groups.setdefault(command.group, []).append((command.title, command.keys))
        return list(groups.items())

    def _by_keys(self, keys: str) -> Command | None:
        """Who has these keys."""
        wanted = QKeySequence(keys)
        if not keys:
            return None
        return next(
            (c for c in self._all.values() if c.keys and QKeySequence(c.keys) == wanted), None
        )


def fit(text: str, title: str) -> int | None:
    """How well a title fits what was typed: 0 is best, None is not at all."""
    words, low = text.casefold().split(), title.casefold()
    if not words:
        return 1
    if low.startswith(" ".join(words)):
        return 0
    starts = low.replace("-", " ").split()
    if all(any(start.startswith(word) for start in starts) for word in words):
        return 1
    return 2 if all(word in low for word in words) else None
