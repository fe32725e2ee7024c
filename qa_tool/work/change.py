"""What a verb changed, so that a view can ask whether it is touched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The kinds of thing and the ids that were touched; `by` names the view that asked for it."""

    kinds: frozenset[str]
    ids: tuple[str, ...] = ()
    by: str = ""

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds changed."""
        return bool(self.kinds.intersection(kinds))


def changed(*kinds: str, ids: tuple[str, ...] = (), by: str = "") -> Change:
    """A change of these kinds."""
    return Change(frozenset(kinds), ids, by)
