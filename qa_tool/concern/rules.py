"""What a concern must say, what may happen to it, and what is counted for the annual report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from qa_tool.calendar import add_working_days
from qa_tool.concern.model import RECIPIENTS, Concern, Recipient, Reminder, State
from qa_tool.errors import QAError, Refused

LONGEST = 4_000


def due(concern: Concern, days: int) -> date:
    """The day by which there is an answer, or somebody asks again."""
    return add_working_days(concern.taken, days)


def state_of(concern: Concern, today: date, days: int) -> State:
    """Where it stands today; `days` is how long the council gives an answer."""
    if concern.withdrawn is not None:
        return "withdrawn"
    if concern.answered is not None:
        return "answered"
    return "overdue" if due(concern, days) < today else "open"


def open_for(concern: Concern, today: date) -> int:
    """How many days it waited, or waits still."""
    return ((concern.answered or concern.withdrawn or today) - concern.taken).days


def checked(concern: Concern, today: date) -> Concern:
    """The concern, trimmed; refused where it does not say to whom, what about, or what is asked."""
    about, asked = concern.about.strip(), concern.asked.strip()
    if concern.to not in RECIPIENTS:
        raise QAError("It is not said to whom.", "Choose who was told.")
    if not about:
        raise QAError("It is not said what the concern is about.", "Write it in a sentence or two.")
    if not asked:
        raise QAError("It is not said what was asked for.", "Write what you asked them to do.")
    for words, where in ((about, "What it is about"), (asked, "What was asked")):
        if len(words) > LONGEST:
            raise QAError(
                f"“{where}” has {len(words):,} characters; {LONGEST:,} is the most.",
                "Shorten it here, and keep the letter itself where your council keeps letters.",
            )
    if concern.taken > today:
        raise QAError("The day lies in the future.", "Type the day on which it was taken higher.")
    links = tuple(dict.fromkeys(link.strip() for link in concern.links if link.strip()))
    return replace(concern, about=about, asked=asked, links=links)


def reminded(concern: Concern, reminder: Reminder, today: date) -> Concern:
    """With one more reminder."""
    _open(concern)
    _between(concern, reminder.on, today)
    if not reminder.how.strip():
        raise QAError(
            "It is not said how they were asked again.", "Say whether you spoke or wrote."
        )
    every = (*concern.reminders, replace(reminder, how=reminder.how.strip()))
    return replace(concern, reminders=tuple(sorted(every, key=lambda one: (one.on, one.how))))


def answered(concern: Concern, on: date, words: str, today: date) -> Concern:
    """With its answer."""
    _open(concern)
    _between(concern, on, today)
    if not words.strip():
        raise QAError("The answer says nothing.", "Write what they answered, in a sentence or two.")
    if len(words) > LONGEST:
        raise QAError(
            f"The answer has {len(words):,} characters; {LONGEST:,} is the most.", "Shorten it."
        )
    return replace(concern, answered=on, answer=words.strip())


def withdrawn(concern: Concern, on: date, reason: str) -> Concern:
    """Taken back, with the reason; it is still counted as taken higher."""
    _open(concern)
    if not reason.strip():
        raise QAError("There is no reason.", "Say in a sentence why it is taken back.")
    return replace(concern, withdrawn=on, reason=reason.strip())


def _open(concern: Concern) -> None:
    if concern.answered is not None:
        raise Refused(
            "This concern is answered already.",
            "If the answer is not enough, take it higher again: that is a new concern.",
        )
    if concern.withdrawn is not None:
        raise Refused("This concern was withdrawn.", "Take it higher again: that is a new concern.")


def _between(concern: Concern, day: date, today: date) -> None:
    if day > today:
        raise QAError("The day lies in the future.", "Type the day on which it happened.")
    if day < concern.taken:
        raise QAError(
            "That is before the concern was taken higher.", "Type the day on which it happened."
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """What the annual report says: taken higher, answered, not answered, and how long it took.

    `days` is the median of the answered ones in days; `oldest` is how long the oldest waits. Those
    that were withdrawn are among the taken ones and are not waited for.
    """

    taken: int
    answered: int
    waiting: int
    withdrawn: int
    to: tuple[tuple[Recipient, int], ...]
    days: float | None = None
    oldest: int | None = None


def counts(
    concerns: Iterable[Concern], today: date, within: Callable[[date], bool] = lambda _day: True
) -> Counts:
    """The counts of the concerns that were taken higher on days that `within` accepts."""
    found = [concern for concern in concerns if within(concern.taken)]
    ended = [concern for concern in found if concern.answered is not None]
    back = [concern for concern in found if concern.withdrawn is not None]
    left = [open_for(c, today) for c in found if c.answered is None and c.withdrawn is None]
    return Counts(
        len(found), len(ended), len(left), len(back),
        tuple((to, sum(c.to == to for c in found)) for to in RECIPIENTS),
        median(open_for(c, today) for c in ended) if ended else None, max(left, default=None),
    )  # fmt: skip
