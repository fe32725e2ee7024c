"""What waits for somebody about second readings: outcomes, questions, disputes, cases without a reader."""

from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.work.shield import hidden
from qa_tool.work.waiting import Tone, Waiting, days
from qa_tool.work.workspace import Workspace

_FEW = 3


def waiting(workspace: Workspace) -> list[Waiting]:
    """The lines for Home."""
    return [*_disputes(workspace), *_nobody(workspace), *_spoken(workspace), *_outcomes(workspace)]


def _reference(workspace: Workspace, case: str) -> str:
    found = council_shelf.case(workspace.store, case)
    return found.reference if found else ""


def _disputes(workspace: Workspace) -> list[Waiting]:
    """For the QA lead: disputes that nobody has taken up."""
    if not workspace.is_a("qa_lead"):
        return []
    blind, today, found = hidden(workspace), workspace.clock.today(), []
    for one in shelf.disputes(workspace.store, states=("open",)):
        second = shelf.reading(workspace.store, one.reading)
        if second is None or one.audit in blind:
            continue
        late = one.due is not None and one.due < today
        tone: Tone = "danger" if late else "warning"
        found.append(
            Waiting(
                tone, f"The outcome of case {_reference(workspace, second.case)} is disputed",
                f"Send it to a third reader, or settle it · {days(one.due, today)}",
                "moderation_outcome", {"reading": one.reading},
            )
        )  # fmt: skip
    return found


def _nobody(workspace: Workspace) -> list[Waiting]:
    """For the QA lead: cases to be read again that no independent moderator could take."""
    if not workspace.is_a("qa_lead"):
        return []
    n = shelf.load(workspace.store).get("", 0)
    if not n:
        return []
    words = f"{n} case{'s have' if n > 1 else ' has'} no second reader"
    return [Waiting("warning", words, "No moderator is independent of them", "moderation", {})]


def _spoken(workspace: Workspace) -> list[Waiting]:
    """For both who talk about a reading that is not closed: the other has said something."""
    found = []
    for said in shelf.spoken_to(workspace.store, workspace.person.id):
        reading = shelf.reading(workspace.store, said.reading)
        if reading is None:
            continue
        mine = reading.moderator == workspace.person.id
        page = "moderation_compare" if mine else "moderation_outcome"
        found.append(
            Waiting(
                "info",
                f"{workspace.name(said.who)} writes about case {_reference(workspace, reading.case)}",
                "A second reading is being talked over", page, {"reading": reading.id},
            )
        )  # fmt: skip
    return found


def _outcomes(workspace: Workspace) -> list[Waiting]:
    """For auditors: outcomes that they have not answered."""
    if not workspace.is_a("auditor"):
        return []
    found = shelf.unanswered_outcomes(workspace.store, workspace.person.id)
    if len(found) > _FEW:
        return [
            Waiting(
                "info", f"{len(found)} of your audits were read again",
                "See what came of it, and answer; the oldest first", "moderation_outcome",
                {"reading": found[0].id},
            )
        ]  # fmt: skip
    return [
        Waiting(
            "info", f"Your audit of case {_reference(workspace, one.case)} was read again",
            "See what came of it, and answer", "moderation_outcome", {"reading": one.id},
        )
        for one in found
    ]  # fmt: skip
