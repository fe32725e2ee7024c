"""The made-up council's annual report: begun, half written, figures frozen, not yet reviewed."""

from qa_tool.demo.story import Teller
from qa_tool.figures.years import year_of
from qa_tool.publication.model import Priorities, Priority, Publication, Text

_TEXTS = {
    "judgement": (
        "More than half of the work that we read did not reach the standard that we set ourselves, and "
        "where it did, somebody had decided in time and said why.\n"
        "Second readers who did not see the first grade agreed more often than not; where they did not, "
        "they were stricter, so the picture is no better than it looks here.\n"
        "Too few re-audits are finished to say that practice has changed."
    ),
    "foreword": (
        "This report says what we saw when we read children's records this year, how sure we are of "
        "it, and what we ask for next.\n"
        "It is made up, like the council that publishes it."
    ),
    "role": (
        "The Chief Social Work Officer answers for the quality of practice, and is directed by nobody "
        "in what this report says. Concerns go to the director first; exceptionally to the chief "
        "executive and to elected members."
    ),
    "how": (
        "Cases are drawn by lot from the lists of open cases, with a recorded seed. Auditors grade "
        "against written descriptors, and never their own line. All that is graded Inadequate and a "
        "share of the rest, again drawn by lot, are read a second time by somebody who does not see "
        "the first grade."
    ),
    "outside": (
        "Inspectors and a peer challenge asked for the changes below. Their judgements are theirs, on "
        "their own scale, and stand in none of our figures."
    ),
}  # fmt: skip
_NEXT = (
    Priority("A manager's decision, with its reason, at each turning point of a child's life", "Heads of service"),
    Priority("Every re-audit within three months of an Inadequate", "QA lead"),
    Priority("Children are asked, safely, in every audit where that can be", "Principal Social Worker"),
)  # fmt: skip
_LAST = (
    Priority("Chronologies that are used, not only kept", "",
             "Recording is among the weaker domains still; the training was held, and is measured again next year."),
    Priority("Second readings within five working days", "", "Met in most rounds since the summer."),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """The QA lead has begun it; the Chief Social Work Officer wrote the first words."""
    lead, cswo = (teller.desk(teller.made.signing[who]) for who in ("qa lead", "cswo"))
    year = year_of(teller.today)
    made = Publication(
        f"publication-{year}", year, 1, lead.person.id, teller.at(teller.today, 8).date()
    )
    lead.write("publication", made.id, {"publication": made})
    lead.write(
        "publication", f"{made.id}/priorities", {"priorities": Priorities(made.id, _NEXT, _LAST)}
    )
    for section, words in _TEXTS.items():
        desk = cswo if section in {"judgement", "foreword"} else lead
        text = Text(made.id, section, words, desk.person.id, teller.at(teller.today, 9))
        desk.write("publication", f"{made.id}/text/{section}", {"text": text})
