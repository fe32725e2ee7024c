"""What changes from one framework to another, clause by clause and in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from qa_tool.framework.clauses import SECTIONS, Clause, clauses
from qa_tool.framework.model import Content
from qa_tool.template.difference import differences as of_templates
from qa_tool.template.model import Template

Sort = Literal["added", "removed", "changed"]
SORTS: Mapping[Sort, str] = {"added": "New", "removed": "No longer in it", "changed": "Changed"}
_HEAD_OF_TEMPLATE = frozenset({"version"})
FEW = 12


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs: the clause, which fact of it, how it read before and reads after."""

    clause: str
    section: str
    title: str
    sort: Sort
    what: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """One line for a terminal."""
        if self.sort != "changed":
            return f"{SORTS[self.sort]}: {self.title}"
        about = f"{self.title}, {self.what.lower()}" if self.what != "Value" else self.title
        if not self.before:
            return f"{about}: {self.after}"
        return f"{about}: {self.before} → {self.after or 'nothing'}"


def differences(
    before: Content, after: Content, templates: Mapping[str, Template]
) -> tuple[Changed, ...]:
    """Everything that differs, in the order of the later one; what is gone comes after its section."""
    old = {one.id: one for one in clauses(before, templates)}
    new = {one.id: one for one in clauses(after, templates)}
    found = [one for key, clause in new.items() for one in _one(old.get(key), clause)]
    found += [_whole(clause, "removed") for key, clause in old.items() if key not in new]
    found += list(_texts(before, after, templates))
    order = {section: place for place, section in enumerate(SECTIONS)}
    return tuple(sorted(found, key=lambda one: order.get(one.section, len(order))))


def _whole(clause: Clause, sort: Sort) -> Changed:
    return Changed(clause.id, clause.section, clause.title, sort)


def _one(old: Clause | None, new: Clause) -> Iterator[Changed]:
    if old is None:
        yield _whole(new, "added")
        return
    before, after = dict(old.facts), dict(new.facts)
    if old.title != new.title:
        yield _fact(new, "Title", old.title, new.title)
    names = [
        n for n in dict.fromkeys([*before, *after]) if before.get(n, "") != after.get(n, "")
    ]  # fmt: skip
    if names == ["Fingerprint"]:
        yield _fact(new, "Text", "", "another wording under the same version")
    for name in names:
        if name != "Fingerprint":
            yield _fact(new, name, before.get(name, ""), after.get(name, ""))


def _fact(clause: Clause, what: str, before: str, after: str) -> Changed:
    return Changed(clause.id, clause.section, clause.title, "changed", what, before, after)


def _texts(before: Content, after: Content, templates: Mapping[str, Template]) -> Iterator[Changed]:
    """What differs inside a template of which both have a version; the first few, and how many more."""
    old = {ref.key: ref.fingerprint for ref in before.templates}
    for ref in after.templates:
        one, two = templates.get(old.get(ref.key, "")), templates.get(ref.fingerprint)
        if one is None or two is None or old[ref.key] == ref.fingerprint:
            continue
        found = [d for d in of_templates(one, two) if d.what not in _HEAD_OF_TEMPLATE]
        for d in found[:FEW]:
            what = f"{d.noun} {d.key} {d.sort}" + (f", {d.what}" if d.what else "")
            yield Changed(f"template/{ref.key}", "templates", ref.title, "changed", what.capitalize(),
                          d.before, d.after)  # fmt: skip
        if len(found) > FEW:
            yield Changed(f"template/{ref.key}", "templates", ref.title, "changed", "More",
                          "", f"{len(found) - FEW} more differences of text")  # fmt: skip
