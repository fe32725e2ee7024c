"""A hint beside the box: what would make an action easier to see done. It never holds anybody up."""

import re

HINT = (
    "A hint: say who does what by when, and what one will see when it has helped. "
    "“The social worker sees the child alone by Friday and records what the child says.”"
)
_VAGUE = re.compile(
    r"\b(ensure|consider|monitor|continue|improve|explore|address|be aware|try to|where possible"
    r"|as appropriate|ongoing|asap)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(record|records|recorded|see|sees|seen|write|writes|plan|visit|visits|review|list|list of|show"
    r"|shows|agree|agrees|share|shares|assess|ask|asks|discuss|bring|check|checks|hold)\b",
    re.IGNORECASE,
)
_MANY = 40  # words; more are usually more than one action


def hints(what: str) -> tuple[str, ...]:
    """What somebody may look at again in these words; none where nothing stands out."""
    found = []
    vague = _VAGUE.search(what)
    if vague:
        found.append(
            f"“{vague.group(0).lower()}” cannot be seen to be done: what will somebody do, or find?"
        )
    elif what.strip() and not _SEEN.search(what):
        found.append("What will somebody see when it is done?")
    if len(what.split()) > _MANY:
        found.append("This is long: perhaps it is more than one action.")
    return tuple(found)
