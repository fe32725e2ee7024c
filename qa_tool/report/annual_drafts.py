"""The sentence proposed for each section: a person accepts it, or writes another."""

from collections.abc import Callable

from qa_tool.report import annual_words_followed as followed
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_words import NO_AUDITS, activity, findings, grades, trust, trust_of


def judgement(edition: Edition) -> str:
    """Three sentences to start from: what was found, how sure, what changed."""
    if not edition.groups:
        return f"{NO_AUDITS} {followed.re_audits(edition)}"
    if not edition.named:
        return f"{findings(edition)} {followed.re_audits(edition)}"
    first = edition.named[0]
    return f"{grades(edition, first)} {trust_of(edition, first)} {followed.re_audits(edition)}"


_PROPOSED: dict[str, Callable[[Edition], str]] = {
    "judgement": judgement, "activity": activity, "findings": findings, "moderation": trust,
    "safety": followed.safety, "themes": followed.themes, "voice": followed.voice, "notices": followed.notices,
    "learning": followed.learning, "outside": followed.outside, "equality": followed.equality,
}  # fmt: skip


def proposed(edition: Edition, section: str) -> str:
    """What is proposed for a section; empty where figures say nothing."""
    made = _PROPOSED.get(section)
    return made(edition) if made else ""
