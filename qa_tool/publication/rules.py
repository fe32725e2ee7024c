"""Where a publication stands, what may be done with it, and what it may hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa_tool.errors import QAError, Refused
from qa_tool.publication.model import LONGEST, SECTIONS, Act, Section, State, Step

MOST_PRIORITIES = 12
LONGEST_PRIORITY = 600
_CONTROL = dict.fromkeys(range(32)) | {127: None}
for _kept in (9, 10):
    del _CONTROL[_kept]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands; the steps are those that count for what it holds now."""

    state: State
    reviewed: Step | None = None
    approved: Step | None = None
    published: Step | None = None
    withdrawn: Step | None = None


def section_of(key: str) -> Section:
    """The section of this key."""
    found = next((one for one in SECTIONS if one.key == key), None)
    if found is None:
        names = ", ".join(one.key for one in SECTIONS)
        raise QAError(f"There is no section called '{key}'.", f"There are: {names}.")
    return found


def checked_text(words: str) -> str:
    """The words as they will be printed: nothing is changed but control characters; too long is refused."""
    text = words.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    if len(text) > LONGEST:
        raise QAError(
            f"This section has {len(text):,} characters; {LONGEST:,} is the most.",
            "Shorten it, or move a part into another section.",
        )
    return text


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps as they happened: by what their writers knew of, then by time."""
    return tuple(sorted(steps, key=lambda one: (one.turn, one.at, one.id)))


def standing(steps: Iterable[Step], mark: str) -> Standing:
    """Where it stands. A yes to other contents does not count; what was published stays published."""
    last: dict[Act, Step] = {}
    ordered = tuple(in_order(steps))
    # A quotation may be erased from what is out: the yeses to it as it came out still count.
    marks = {mark, *(step.mark for step in ordered if step.act == "published")}
    for step in ordered:
        if step.act == "returned":
            last = {act: one for act, one in last.items() if act not in {"reviewed", "approved"}}
        elif step.mark in marks or step.act in {"published", "withdrawn"}:
            last[step.act] = step
    reviewed, approved = last.get("reviewed"), last.get("approved")
    published, withdrawn = last.get("published"), last.get("withdrawn")
    if withdrawn is not None:
        return Standing("withdrawn", reviewed, approved, published, withdrawn)
    if published is not None:
        return Standing("published", reviewed, approved, published)
    if reviewed is not None and approved is not None:
        return Standing("approved", reviewed, approved)
    return Standing("reviewed" if reviewed else "draft", reviewed)


def may(act: Act, stands: Standing, person: str, hands: Sequence[str] = ()) -> None:
    """Refuse what cannot be done now; `hands` are those who wrote what it says."""
    if stands.state == "withdrawn":
        raise Refused("This report was withdrawn.", "Begin a new one for the same year.")
    if act == "withdrawn":
        if stands.state != "published":
            raise Refused("It has not been published.", "Change it, or send it back.")
        return
    if stands.state == "published":
        raise Refused(
            "This report is published, so it stays as it is.",
            "Withdraw it with a reason, and begin a new one.",
        )
    _may_say_yes(act, stands, person, hands)
    if act == "published" and stands.state != "approved":
        raise Refused(
            "It is not approved as it stands now.",
            "Have it reviewed and approved; a changed word or figure needs another yes.",
        )


def _may_say_yes(act: Act, stands: Standing, person: str, hands: Sequence[str]) -> None:
    """Two people see every word and figure: nobody reviews what they alone wrote, or approves it too."""
    if act == "reviewed" and hands and set(hands) == {person}:
        raise Refused(
            "You wrote everything in it, so somebody else has to review it.",
            "Ask the QA lead or the Chief Social Work Officer.",
        )
    if act == "approved" and stands.reviewed is None:
        raise Refused("Nobody has reviewed it as it stands now.", "Have it reviewed first.")
    if act == "approved" and stands.reviewed is not None and stands.reviewed.by == person:
        raise Refused(
            "Whoever reviewed it cannot approve it too.", "Ask somebody else to approve it."
        )


def need_reason(words: str) -> str:
    """A reason, or a sentence that there is none."""
    if not words.strip():
        raise QAError("There is no reason.", "Say in a sentence why.")
    return words.strip()
