"""What may be entered for a quarter, and the sums over several quarters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.problems import Problem
from qa_tool.survey.model import (
    LONGEST_MESSAGE,
    MOST,
    MOST_MESSAGES,
    SOURCES,
    Source,
    Survey,
    quarter_of,
    source_of,
)


def trimmed(survey: Survey) -> Survey:
    """Without empty messages and without doubles."""
    said = tuple(dict.fromkeys(words.strip() for words in survey.messages if words.strip()))
    return replace(survey, messages=said)


def check(survey: Survey, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with one source of one quarter, in one pass."""
    source = source_of(survey.source)
    if source is None:
        return (Problem("error", survey.source, "This source is not known.",
                        "Choose one of the list.", "unknown_source"),)  # fmt: skip
    return (*_quarter(survey, today), *_counts(survey, source), *_messages(survey, source))


def _quarter(survey: Survey, today: date) -> Iterator[Problem]:
    if survey.quarter != quarter_of(survey.quarter):
        yield Problem("error", "Quarter", f"{survey.quarter} is not the first day of a quarter.",
                      "Choose the quarter from the list.", "no_quarter")  # fmt: skip
    if survey.quarter > today:
        yield Problem("error", "Quarter", "This quarter has not begun.",
                      "Choose a quarter that has begun.", "in_the_future")  # fmt: skip


def _counts(survey: Survey, source: Source) -> Iterator[Problem]:
    titles = {measure.key: measure.title for measure in source.measures}
    for key in sorted(survey.counts.keys() - titles.keys()):
        yield Problem("error", f"{source.title}: {key}", "This is not counted here.",
                      "Leave it out.", "unknown_measure")  # fmt: skip
    for measure in source.measures:
        n, where = survey.counts.get(measure.key), f"{source.title}: {measure.title}"
        if n is None:
            continue
        if not 0 <= n <= MOST:
            yield Problem("error", where, f"{n} is no count.",
                          f"Type a whole number from 0 to {MOST:,}.", "out_of_range")  # fmt: skip
        whole = survey.counts.get(measure.part_of)
        if whole is not None and n > whole:
            yield Problem(
                "error", where, f"{n} is more than {titles[measure.part_of].lower()}, {whole}.",
                "Correct one of the two.", "more_than_all",
            )  # fmt: skip


def _messages(survey: Survey, source: Source) -> Iterator[Problem]:
    where = f"{source.title}: messages"
    if len(survey.messages) > MOST_MESSAGES:
        yield Problem("error", where, f"There are {len(survey.messages)} messages.",
                      f"Keep the {MOST_MESSAGES} that matter most.", "too_many")  # fmt: skip
    for words in survey.messages:
        if len(words) > LONGEST_MESSAGE:
            yield Problem(
                "error", where, f"A message has {len(words)} characters.",
                f"Say it in {LONGEST_MESSAGE}; the answers themselves stay where they are.",
                "too_long",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Total:
    """One measure over several quarters; `n` is None where no quarter has it, `quarters` how many do."""

    source: str
    source_title: str
    measure: str
    title: str
    n: int | None
    quarters: int


def totals(surveys: Iterable[Survey]) -> tuple[Total, ...]:
    """Every measure, summed over these quarters: what nobody entered is None, not nought."""
    found = list(surveys)
    out = []
    for source in SOURCES:
        of_it = [survey.counts for survey in found if survey.source == source.key]
        for measure in source.measures:
            given = [counts[measure.key] for counts in of_it if measure.key in counts]
            n = sum(given) if given else None
            out.append(
                Total(source.key, source.title, measure.key, measure.title, n, len(given))
            )  # fmt: skip
    return tuple(out)
