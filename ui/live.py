"""What changed, told to the views that are touched by it, and not to the one that did it."""

import weakref
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_tool.work.change import Change


class Live:
    """The hub: `announce(change)` after a verb; `watch(widget, kinds, callback, by="")` hears of those kinds.

    A watcher with the name `by` does not hear its own echo. A widget that is gone is forgotten.
    """

    def __init__(self) -> None:
        self._watchers: list[
            tuple[weakref.ref[QObject], frozenset[str], Callable[[Change], object], str]
        ] = []

    def announce(self, change: Change, by: str = "") -> None:
        """Tell everybody whom this touches."""
        author = by or change.by
        for watcher in list(self._watchers):
            owner, kinds, callback, name = watcher
            widget = owner()
            if widget is None or not isValid(widget):
                self._watchers.remove(watcher)
            elif kinds & change.kinds and not (name and name == author):
                callback(change)

    def watch(
        self,
        widget: QObject,
        kinds: Iterable[str],
        callback: Callable[[Change], object],
        by: str = "",
    ) -> None:
        """Hear of changes of these kinds for as long as the widget lives."""
        self._watchers.append((weakref.ref(widget), frozenset(kinds), callback, by))

    def forget(self, widget: QObject) -> None:
        """Hear no more."""
        self._watchers = [entry for entry in self._watchers if entry[0]() not in (widget, None)]
