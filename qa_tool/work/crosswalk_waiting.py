"""Two versions of a template in the figures, and nobody has said what of one is what of the other."""

from itertools import pairwise
from typing import Any

from qa_tool.store import crosswalk as shelf
from qa_tool.store import template as template_shelf
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace


def waiting(workspace: Workspace) -> list[Waiting]:
    """Home, for the QA lead; asked of the store only where a template has several versions."""
    if not workspace.is_a("qa_lead"):
        return []
    found, by_key = [], dict[str, list[dict[str, Any]]]()
    for row in sorted(template_shelf.every(workspace.store), key=lambda row: str(row["since"])):
        by_key.setdefault(str(row["key"]), []).append(row)
    for key in sorted(by_key):
        for one, two in pairwise(by_key[key]):
            pair = (str(one["fingerprint"]), str(two["fingerprint"]))
            if shelf.one(workspace.store, *pair) is None and all(
                shelf.counted(workspace.store, mark) for mark in pair
            ):
                found.append(_apart(key, two["title"], (one["version"], two["version"])))
    return found


def _apart(key: str, title: str, names: tuple[str, str]) -> Waiting:
    return Waiting(
        "info", f"{title}: say what became of what",
        f"Versions {names[0]} and {names[1]} are both in figures, which break between them until you do",
        "templates", {"compare": key},
    )  # fmt: skip
