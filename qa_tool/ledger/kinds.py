"""The kinds of entry, one line each: what they are, and whether their words may be erased."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry; `rank` orders kinds that do not name each other when rows are rebuilt."""

    name: str
    rank: int
    about: str
    erasable: bool = True


_ALL = (
    Kind("enrol", 0, "a writer joins: person, roles, public key, installation", erasable=False),
    Kind("revoke", 1, "a writer leaves: the last of their entries that counts", erasable=False),
    Kind("policy", 2, "thresholds, clocks and shares of the council", erasable=False),
    Kind("area", 3, "an area of the council", erasable=False),
    Kind("team", 4, "a team in an area", erasable=False),
    Kind("person", 5, "somebody who works for the council"),
    Kind("template", 6, "a template in use, by its fingerprint", erasable=False),
    Kind("case", 7, "a case and whom it is about"),
    Kind("round", 8, "a round of audits", erasable=False),
    Kind("allocation", 9, "who audits which case with which template"),
    Kind("audit", 10, "an audit handed in: codes, grades, dates", erasable=False),
    Kind("note", 11, "the typed words of an audit"),
    Kind("reopen", 12, "an audit is taken up again, with the reason"),
    Kind("moderation", 13, "a second reading"),
    Kind("resolution", 14, "a person settles a conflict"),
    Kind("safety", 15, "a safety stop, or a step in it"),
    Kind("action", 16, "an action, or a step in it"),
    Kind("sign_off", 17, "the exact heads that somebody signed off"),
    Kind("draw", 18, "a sample: its seed, the frozen list, what was drawn, dropped, extended"),
    Kind("erase", 19, "whose words were erased, and why", erasable=False),
    Kind("auditor", 20, "what sharing out needs to know of an auditor: load, training, leave"),
    Kind("feedback", 22, "the people whose work was audited were told, and when", erasable=False),
    Kind("reply", 23, "what they say to it, and how that was answered"),
    Kind(
        "caselist", 21, "a case list that was brought in: counts and a fingerprint", erasable=False
    ),
    Kind("dispute", 24, "a dispute about a second reading, a third reader, what was said about it"),
    Kind("calibration", 25, "a calibration session, or a step in it"),
    Kind("voice", 26, "somebody was asked, or said something"),
    Kind("supervision", 27, "feedback was taken to supervision, and when"),
    Kind("requirement", 28, "something that asks for actions: an inspection, a plan, a challenge"),
    Kind("objective", 29, "an objective of an improvement plan"),
    Kind("theme", 30, "a theme of the codebook", erasable=False),
    Kind("tag", 31, "a theme found in an audit, or taken away again"),
    Kind("quotation", 32, "words for the bank of quotations, and whether they may be used"),
    Kind("concern", 33, "a concern taken higher, or a step in it"),
    Kind("notice", 34, "a QA notice, or a step in it"),
    Kind("survey", 35, "a quarter of surveys, complaints, compliments or advocacy"),
    Kind("publication", 36, "a publication, or a step in it"),
    Kind("diagnostic", 37, "a diagnostic session, or a step in it"),
    Kind("release", 38, "data that left the program, with what and why", erasable=False),
    Kind("ladder", 39, "a ladder of QA notices that the council wrote itself", erasable=False),
    Kind("framework", 40, "a QA framework: a draft, out for comments, in effect, replaced"),
    Kind("comment", 41, "what somebody said about a draft of the framework, and the answer"),
    Kind("crosswalk", 42, "what of one version of a template is what of another, as confirmed"),
    Kind("hold", 43, "a legal hold: what is held, why, by whom; or its lifting", erasable=False),
    Kind("disposal", 44, "what was disposed of, of which class, why, by whom", erasable=False),
    Kind("indicator", 45, "an indicator with its months, or a round that it raised"),
    Kind("timeliness", 46, "the dates of one statutory clock beside an audit"),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
LAST = len(_ALL)


def rank(kind: str) -> int:
    """Where this kind comes in a rebuild; unknown kinds come last, as they are not applied."""
    return KINDS[kind].rank if kind in KINDS else LAST


def erasable(kind: str) -> bool:
    """May the words of this kind be blanked? An unknown kind may: it may hold anything."""
    return KINDS[kind].erasable if kind in KINDS else True
