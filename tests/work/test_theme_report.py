"""Themes in reports: counts and approved words only, nobody named, small groups left out, the blind."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_tool.errors import QAError
from qa_tool.figures import tagged as figures
from qa_tool.figures.basis import basis
from qa_tool.figures.tagged import Share, of_group, together
from qa_tool.report import learning
from qa_tool.report.text import texts
from qa_tool.report.themes import Tagging, build, group_blocks
from qa_tool.store import theme as shelf
from qa_tool.theme.codebook import codebook
from qa_tool.theme.model import Quotation, QuotationState, Use
from qa_tool.work import quotation, report, theme, theme_facts, theme_tag
from qa_tool.work.report_kinds import Scope
from qa_tool.work.report_theme import tagging
from qa_tool.work.theme_tag import Spot
from qa_tool.work.workspace import Workspace
from tests.report.made_up import council
from tests.work.test_blind import PLANTED, plant

Desk = Callable[[str], Workspace]
BOOK = codebook(theme.shipped(), ())


def _said(
    audit: str, words: str, state: QuotationState = "approved", use: Use = "internal"
) -> Quotation:
    from datetime import UTC, datetime

    when = datetime(2026, 11, 1, tzinfo=UTC)
    return Quotation(
        words, audit, audit, "risk.reason", "drift", words, words, family=False, consent="", by="a",
        at=when, state=state, use=use,
    )  # fmt: skip


def test_an_audit_counts_once_and_shares_say_no_more_than_is_known() -> None:
    """Tagged at three places it is one audit; below ten there is no percentage."""
    data = council()
    group = basis(data).groups[0]
    places = [(a.id, "drift", f"q{n}") for a in group.audits[:4] for n in range(3)]
    found = of_group(group, figures.marks(places, BOOK), BOOK, "development")
    assert [(row.theme.id, row.share.k, row.share.n) for row in found] == [("drift", 4, group.n)]
    assert (Share(3, 8).words, Share(3, 8).interval) == ("3 of 8", "")
    assert Share(12, 60).words == "20%"


def test_what_enters_no_rate_is_counted_apart() -> None:
    """Picked audits and those not signed off stand in their own column."""
    data = council()
    places = [(audit.id, "drift", "q") for audit in data.audits]
    row = figures.counts(data, figures.marks(places, BOOK), BOOK)[0]
    whole = basis(data)
    assert (row.counted, row.counted + row.apart) == (whole.n, len(data.audits))


def test_themes_come_together_only_from_three_audits_on() -> None:
    """Two audits with both are too few to say; three are told with how often each stands at all."""
    audits = basis(council()).groups[0].audits
    places = [(a.id, name, "q") for a in audits[:3] for name in ("drift", "voice_thin")]
    places.append((audits[5].id, "drift", "q"))
    assert together(audits, figures.marks(places[2:], BOOK), BOOK) == ()
    (pair,) = together(audits, figures.marks(places, BOOK), BOOK, theme="voice_thin")
    assert (pair.one.id, pair.together, pair.n_one, pair.n_other) == ("voice_thin", 3, 3, 4)


def test_the_learning_report_quotes_approved_words_only() -> None:
    """Waiting, refused and withdrawn words never reach it; without tags nothing is different."""
    data = council()
    audits = basis(data).groups[0].audits
    places = [(a.id, "drift", "q") for a in audits[:5]]
    said = (
        _said(audits[0].id, "Approved made-up words"),
        _said(audits[1].id, "Waiting made-up words", "waiting", ""),
        _said(audits[2].id, "Refused made-up words", "refused", ""),
        _said("aud-of-another-round", "Elsewhere made-up words"),
    )
    made = Tagging(figures.marks(places, BOOK), BOOK, said)
    words = " ".join(texts(learning.build(data, made)))
    assert "Approved made-up words" in words
    assert "Drift and delay: in 5 of" in words
    for kept in ("Waiting", "Refused", "Elsewhere"):
        assert f"{kept} made-up" not in words
    assert learning.build(data, Tagging({}, BOOK)) == learning.build(data)


def test_a_theme_in_one_or_two_audits_is_not_spoken_of_in_the_learning_report() -> None:
    """It would point to one child's work; it is said that there are some."""
    group = basis(council()).groups[0]
    places = [(a.id, "drift", "q") for a in group.audits[:2]]
    blocks = group_blocks(group, "development", Tagging(figures.marks(places, BOOK), BOOK))
    words = " ".join(texts(blocks))
    assert "Drift" not in words
    assert "too few to speak of" in words


def test_a_quotation_that_carries_a_reference_stops_the_report() -> None:
    """Whatever slipped through: a report that names somebody is not made."""
    data = council()
    audits = basis(data).groups[0].audits
    made = Tagging(
        figures.marks([(a.id, "drift", "q") for a in audits[:5]], BOOK), BOOK,
        (_said(audits[0].id, f"Made-up words about {audits[0].reference}"),),
    )  # fmt: skip
    for refuse in (lambda: build(data, made), lambda: learning.build(data, made)):
        with pytest.raises(QAError, match="would name"):
            refuse()


def test_both_files_are_written_for_all_and_for_one_theme(desk: Desk, tmp_path: Path) -> None:
    """PDF and workbook, the whole codebook or one theme by title; an unknown theme is refused."""
    cswo = desk("cswo")
    for name, scope in (
        ("all.pdf", Scope()), ("all.xlsx", Scope()), ("one.pdf", Scope(theme="drift and delay")),
    ):  # fmt: skip
        assert report.write(cswo, "themes", tmp_path / name, scope).stat().st_size > 1000
    with pytest.raises(QAError, match="no theme called"):
        report.write(cswo, "themes", tmp_path / "none.pdf", Scope(theme="weather"))


def test_one_theme_alone_is_in_its_report(desk: Desk) -> None:
    """Scope narrows counts, quotations and the codebook."""
    cswo = desk("cswo")
    facts = theme_facts.tagged(cswo)
    made = replace(tagging(cswo, facts.data), only="drift")
    words = " ".join(texts(build(facts.data, made)))
    assert "Drift and delay" in words
    assert "Risk is listed, not weighed" not in words


def test_nothing_shielded_reaches_a_report(desk: Desk) -> None:
    """A moderating QA lead's tagging holds neither tag nor words of an audit they read blind."""
    lead = desk("qa lead")
    mira_id = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira_id)
    theme_tag.tag(lead, reading.audit, Spot("risk.reason"), "drift")
    words = PLANTED.replace("-", " ")
    name = quotation.propose(
        lead, quotation.Proposal(reading.audit, "risk.reason", "drift", words, words)
    ).ids[0]
    cswo = desk("cswo")
    quotation.approve(cswo, name, "internal")
    assert words in repr(tagging(cswo, theme_facts.tagged(cswo).data))
    mira = desk("moderator")
    mira.person = replace(mira.person, roles=("moderator", "qa_lead"))
    data = theme_facts.tagged(mira).data
    assert words not in repr(tagging(mira, data))
    assert reading.audit not in tagging(mira, data).marks
    assert words not in repr(quotation.rows(mira))


def test_the_demonstration_is_believable(desk: Desk) -> None:
    """Some six in ten audits carry tags, an Essex theme leads the worries, eight quotations in all states."""
    lead = desk("qa lead")
    found = theme_facts.tagged(lead)
    share = figures.tagged(found.data.audits, found.marks) / len(found.data.audits)
    assert 0.4 < share < 0.75
    rows = figures.counts(found.data, found.marks, found.book)
    worst = max(
        (r for r in rows if r.theme.tone == "development"), key=lambda r: r.counted + r.apart
    )
    assert worst.theme.id in {"work_not_recorded", "oversight_thin", "direct_work_thin"}
    bank = shelf.quotations(lead.store)
    assert len(bank) == 8
    assert {one.state for one in bank} >= {"waiting", "approved", "refused"}
    assert all("made up" in one.blanked for one in bank)
