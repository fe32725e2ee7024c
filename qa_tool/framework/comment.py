"""Comments on a draft: one name for the same words, so that what comes twice is kept once."""

from collections.abc import Iterable, Mapping

from qa_tool.framework.model import Comment
from qa_tool.framework.plain import digest
from qa_tool.problems import Problem

LONGEST = 4_000
LONGEST_NAME = 120
MOST = 5_000


def name_of(framework: str, clause: str, who: str, text: str) -> str:
    """The id of what somebody said: the same words of the same person on the same clause are one comment."""
    said = [framework, clause, " ".join(who.split()).casefold(), " ".join(text.split())]
    return f"cmt-{digest(said)[:24]}"


def wrong_with(comment: Comment) -> tuple[str, str] | None:
    """What is wrong with a comment, and what to do; None where nothing is."""
    if not comment.text.strip():
        return "There is no comment.", "Say in a sentence or two what should be different, and why."
    if len(comment.text) > LONGEST:
        return (
            f"The comment has {len(comment.text):,} characters; {LONGEST:,} is the most.",
            "Shorten it, or say it in two comments.",
        )
    if not comment.who.strip() or max(len(comment.who), len(comment.role)) > LONGEST_NAME:
        return "It is not said who comments.", "Type a name or a post, in a few words."
    return None


def problems(comments: Iterable[Comment], known: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything that is wrong with comments that came in a file; `known` are the clauses."""
    found = []
    for number, one in enumerate(comments, 1):
        where = f"Comment {number}"
        wrong = wrong_with(one)
        if wrong:
            found.append(Problem("error", where, *wrong, "comment"))
        if one.clause not in known:
            what = f"The clause “{one.clause_title[:80] or one.clause[:80]}” is no longer in it."
            cure = "It is kept, and stands with the framework as a whole."
            found.append(Problem("warning", where, what, cure, "clause_gone"))
    return tuple(found)
