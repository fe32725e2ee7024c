"""The tables of one edition as a set: what workbook and CSV files are written from."""

from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_method import OVERLAPS, merged
from qa_tool.report.annual_parts import Said
from qa_tool.report.annual_words import period_words
from qa_tool.report.published import PublishedSet


def published_set(edition: Edition, said: Said) -> PublishedSet:
    """Every table with its key, notes and what it speaks of."""
    frozen = edition.frozen
    about = [
        ("What this is", f"The tables of the {said.title.lower()}, {'public' if edition.public else 'internal'} edition."),
        ("Whom it speaks of", f"Work with children that was audited between {period_words(edition)}."),
        ("How it was counted", "Every first audit of a child from a recorded draw that is signed off, at its final grade. The report's own part on method says more."),
    ]  # fmt: skip
    if said.draft:
        about.append(("State", "Draft: not approved, and not for publication."))
    if frozen.demonstration:
        about.append(("Demonstration", "Every child, worker, audit and figure is made up."))
    about += [("Counted as one", line) for line in merged(edition)]
    return PublishedSet(
        said.title, f"{frozen.year}{'' if frozen.whole else ', so far'}", frozen.council,
        "" if edition.public else said.marking, frozen.made, edition.protection.preset,
        edition.published, (OVERLAPS,), tuple(about),
    )  # fmt: skip
