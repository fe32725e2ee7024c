"""What a year's report waits for, as a line on Home: another person's approval."""

from qa_tool.store import publication as shelf
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace


def waiting(workspace: Workspace) -> list[Waiting]:
    """The reports that were reviewed as they stand now, and that this person may approve."""
    if not workspace.is_a("cswo"):
        return []
    # Reading a whole report is dear: only one whose last step was a review can wait for a yes.
    names = shelf.last_act_was(workspace.store, "reviewed")
    if not names:
        return []
    from qa_tool.work import publication  # it brings all figures with it: not at the start

    found = []
    for name in names:
        view = publication.one(workspace, name)
        reviewed = view.stands.reviewed
        if view.stands.state != "reviewed" or reviewed is None:
            continue
        if reviewed.by == workspace.person.id:
            continue
        year = view.publication.year
        detail = (
            f"Reviewed by {workspace.name(reviewed.by)} on {reviewed.at.day} {reviewed.at:%B %Y}"
        )
        found.append(
            Waiting("info", f"The report of {year} waits for your approval", detail, "publication",
                    {"year": year, "tab": "check"})
        )  # fmt: skip
    return found
