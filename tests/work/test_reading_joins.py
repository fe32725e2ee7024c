"""Second readings of two versions are told as one only where a person has confirmed a crosswalk."""

from collections.abc import Callable
from dataclasses import replace

from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint
from qa_tool.work import crosswalk, dashboard, template
from qa_tool.work.reading_joins import joins
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def _versions(lead: Workspace) -> tuple[Template, Template]:
    """A template and a second version of it, which changes one title."""
    old, _mark = template.current(lead, dashboard.choices(lead).groups[0].template)
    first = replace(old.domains[0], title=f"{old.domains[0].title}, again")
    new = replace(old, version="9.0", domains=(first, *old.domains[1:]))
    template.use(lead, [new])
    return old, new


def test_only_a_confirmed_crosswalk_joins(desk: Desk) -> None:
    """Nothing before, the older told under the newer once it is confirmed, nothing again when taken back."""
    lead = desk("qa lead")
    old, new = _versions(lead)
    before, after = fingerprint(old), fingerprint(new)
    used = {before: old, after: new}
    assert joins(lead, used) == {}
    crosswalk.confirm(lead, crosswalk.look(lead, before, after).proposal.crosswalk)
    assert joins(lead, used) == {before: after}
    assert joins(lead, {before: old}) == {}
    crosswalk.withdraw(lead, before, after, "It was confirmed too early.")
    assert joins(lead, used) == {}
