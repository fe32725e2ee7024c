"""From an older scale to a newer one, where a person has said which grade became which."""

from collections.abc import Mapping

Counts = Mapping[str, int]


def bridged(counts: Counts, crosswalk: Mapping[str, str]) -> dict[str, int] | None:
    """The same audits under the new grades; None where one that occurs was left without a successor.

    A grade never given needs none: nothing is guessed, and nothing is lost.
    """
    found: dict[str, int] = {}
    for grade, n in counts.items():
        if not n:
            continue
        if grade not in crosswalk:
            return None
        found[crosswalk[grade]] = found.get(crosswalk[grade], 0) + n
    return found
