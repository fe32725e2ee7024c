"""What each reader could see of an audit, and when, as the ledger tells it."""

from qa_tool.ledger.entry import Entry
from qa_tool.moderation.dispute import WAYS
from qa_tool.moderation.model import MODES, WHY_CHOSEN, Reading
from qa_tool.store import moderation as shelf
from qa_tool.store.record import record
from qa_tool.work.workspace import Workspace

_STANCES = {
    "accepts": "The auditor accepts the outcome",
    "disagrees": "The auditor disagrees with the outcome",
}


def objects(workspace: Workspace, audit_id: str) -> list[str]:
    """Everything of moderation that belongs to an audit: its readings, remarks and disputes."""
    store = workspace.store
    readings = shelf.every_reading(store, audit_id)
    found = [one.id for one in readings]
    found += [said.id for one in readings for said in shelf.remarks(store, one.id)]
    return found + [one.id for one in shelf.disputes(store, audit=audit_id)]


def words(workspace: Workspace, entry: Entry) -> str:
    """What one entry of moderation did, and what its writer could see from then on."""
    if entry.body is None:
        return "Words erased"
    if entry.kind == "dispute":
        return _dispute(entry)
    reading = record(Reading, entry.body)
    who = "Third" if reading.dispute else "Second"
    if entry.kind == "resolution" or reading.state == "closed":
        return f"{who} reading closed"
    if reading.state == "saved":
        if reading.seen is not None:
            return f"{who} reading: the earlier grades were looked at for the first time"
        how = MODES[reading.mode].lower()
        return f"{who} reading: own grades saved ({how}); the earlier ones come into sight"
    return _waiting(workspace, reading, who)


def _waiting(workspace: Workspace, reading: Reading, who: str) -> str:
    if reading.opened is not None:
        return f"{who} reading opened: case, template and due date in sight, no grade"
    if reading.panel:
        names = ", ".join(workspace.name(person) for person in reading.panel)
        return f"{who} reading given to a panel: {names}"
    if reading.outside:
        return f"{who} reading given to an outside peer: {reading.outside}, {reading.organisation}"
    waits = (
        f"waits for {workspace.name(reading.moderator)}" if reading.moderator else "has no reader"
    )
    why = reading.rule or WHY_CHOSEN[reading.chosen]
    if workspace.is_a("qa_lead", "cswo"):
        return f"{who} reading {waits}. {why}"
    return f"{who} reading {waits}"


def _dispute(entry: Entry) -> str:
    body = entry.body or {}
    if "remark" in body:
        return _STANCES.get(str(body["remark"]["stance"]), "A remark on the second reading")
    state = str(body["state"])
    if state == "reading":
        return "Dispute: sent to a third reader"
    if state == "settled":
        return f"Dispute {WAYS[body['way']]}"
    return "Dispute raised"
