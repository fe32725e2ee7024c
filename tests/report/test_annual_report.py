"""The annual report: page one, both editions, and what neither may say."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.disclosure.preset import DFE, ROUND5, TEN
from qa_tool.disclosure.table import TOTAL
from qa_tool.export import pdf
from qa_tool.progress import SILENT
from qa_tool.publication.frozen import Frozen, FrozenDiagnostic
from qa_tool.publication.model import Merging, Priorities, Priority, Quoted
from qa_tool.report import annual, annual_words
from qa_tool.report.annual_edition import Edition, edition
from qa_tool.report.annual_parts import Said
from qa_tool.report.annual_published import published_set
from qa_tool.report.annual_tables import counted
from qa_tool.report.blocks import (
    Bullets,
    Chart,
    Definitions,
    Report,
    TableBlock,
)
from tests.report import annual_made_up

SAID = Said("Annual report", "Chief Social Work Officer", {}, Priorities("p"), draft=False)


def frozen(n: int = 120, seed: int = 1, year: str = "2025-26") -> Frozen:
    """A made-up set."""
    return annual_made_up.made_up(n, seed, year)


def words_of(report: Report) -> list[str]:
    """Every sentence, cell, caption and chart word of a report."""
    found: list[str] = [report.title, report.subtitle, *(f"{a} {b}" for a, b in report.facts)]
    for block in report.blocks:
        found += _words(block)
    return found


def _words(block: object) -> list[str]:
    if isinstance(block, Chart):
        return [*_drawn(block), *_words(block.twin())]
    if isinstance(block, TableBlock):
        return [block.caption, *(str(cell) for row in block.rows for cell in row)]
    if isinstance(block, Bullets):
        return list(block.items)
    if isinstance(block, Definitions):
        return [f"{term} {meaning}" for term, meaning in block.items]
    text = getattr(block, "text", "")
    return [f"{getattr(block, 'title', '')} {text}".strip()] if text else []


def _drawn(block: Chart) -> list[str]:
    shapes = [
        told
        for shape in block.scene.shapes
        for told in (getattr(shape, "says", ""), getattr(shape, "text", ""))
    ]
    return [block.scene.sentence, *shapes, *(c for row in block.scene.table.rows for c in row)]


def allowed(found: Edition) -> set[int]:
    """Every number that the tables show: counts, percentages and the ends of their intervals."""
    numbers: set[int] = set()
    for one in published_set(found, SAID).tables:
        numbers |= {cell for line in one.lines() for cell in line if isinstance(cell, int)}
    for group in found.groups:
        for share in (
            found.good(group),
            found.part(f"grades-{group.key}", [group.scale.ranked[-1].name] if group.scale else []),
        ):
            if share is not None and share.percent is not None:
                numbers |= {share.percent, share.low or 0, share.high or 0, share.count or 0}
    return numbers


# Numbers that count nobody: days, the year, ages, rules of the method, numbers of tables.
_NOT_COUNTS = re.compile(
    r"\b20\d\d(?:-\d\d){0,2}\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b\d+ days?\b|\b\d+ to \d+\b(?! of)|\bTable \d+\b|\b[Nn]ote \d+\b|95%|90 days|\b16 and 17\b|fewer than \d+|at least \d+|nearest \d+|\b\d+ lines\b|\b\d+ other (?:groups?|voices?)\b"
)  # fmt: skip


@pytest.mark.parametrize("preset", [DFE, TEN], ids=lambda one: one.key)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_number_of_the_public_edition_is_one_that_its_tables_show(preset, seed) -> None:  # type: ignore[no-untyped-def]
    """Sentences, cells, chart labels and what charts say aloud hold nothing that is hidden."""
    found = edition(frozen(90, seed), preset, public=True)
    assert found.protection.hidden, "nothing had to be hidden, so the test would say nothing"
    shown = allowed(found)
    for text in words_of(annual.build(found, SAID)):
        left = _NOT_COUNTS.sub(" ", text.replace(",", ""))
        numbers = {int(n) for n in re.findall(r"(?<![\w.])\d+(?![\w.]\d)", left)}
        assert numbers <= shown, f"{numbers - shown} in {text!r}"


def test_page_one_answers_its_questions_in_their_order() -> None:
    """Judgement, higher, looked at, grades, trust, safety, domains, learning, voice, notices, equality."""
    said = replace(SAID, texts={"judgement": "First.\nSecond.\nThird."})
    blocks = annual.build(edition(frozen(), DFE, public=True), said).blocks
    first = blocks[: [type(b).__name__ for b in blocks].index("PageBreak")]
    text = "\n".join(word for block in first for word in _words(block))
    wanted = [
        "First.", "Third.", "taken higher", "Children with an open case", "planned", "read again", "Final grades",
        "Core audit: child in need", "How far to trust it", "Are children safe", "safety stops",
        "most often good or better", "Did practice change", "verified", "overdue, the oldest by 40 days",
        "re-audits: 10 better", "\nVoice\n", "QA notices", "Equality",
    ]  # fmt: skip
    places = [text.index(one) for one in wanted]
    assert places == sorted(places)
    assert not re.search(r"score|kappa|p =|Team \d|RAG", text)


def test_the_public_edition_names_no_team_and_bears_no_marking() -> None:
    """It stops at area and service; the internal one shows teams and its marking."""
    inside, outside = (
        annual.build(edition(frozen(400), DFE, public=p), SAID) for p in (False, True)
    )
    assert inside.marking == "OFFICIAL-SENSITIVE"
    assert outside.marking == ""
    assert any("Team 3" in text for text in words_of(inside))
    funnels = [b for b in inside.blocks if isinstance(b, Chart) and "chance alone" in b.caption]
    assert len(funnels) == 1
    assert not any(isinstance(b, Chart) and "chance alone" in b.caption for b in outside.blocks)
    assert not any("Team 3" in text for text in words_of(outside))


def test_the_order_of_audits_changes_nothing() -> None:
    """A set read in another order gives the same tables."""
    one = edition(frozen(), DFE, public=True)
    other = edition(annual_made_up.shuffled(frozen(), 9), DFE, public=True)
    assert other.tables == one.tables


def test_without_a_second_yes_for_the_public_a_quotation_stays_inside() -> None:
    """Who said yes to the inside only is printed inside only."""
    quoted = (
        Quoted("q1", "Words for all.", "Voice", public=True, yes_by="B", yes_on=date(2026, 1, 1)),
        Quoted("q2", "Words for us.", "Voice", public=False, yes_by="B", yes_on=date(2026, 1, 1)),
    )
    said = replace(SAID, quoted=quoted)
    inside, outside = (annual.build(edition(frozen(), DFE, public=p), said) for p in (False, True))
    assert any("Words for us." in text for text in words_of(inside))
    assert any("Words for all." in text for text in words_of(outside))
    assert not any("Words for us." in text for text in words_of(outside))


def test_a_year_without_audits_says_so() -> None:
    """No 0 %, no empty table: a sentence."""
    bare = replace(
        frozen(), audits=(), stops=(), actions=(), pairs=(), notices=(), concerns=(), surveys=()
    )
    text = " ".join(words_of(annual.build(edition(bare, DFE, public=True), SAID)))
    assert annual_words.NO_AUDITS in text
    assert "No safety stop was raised." in text
    assert "No concern was taken higher." in text
    assert "0%" not in text


def test_nothing_read_again_says_so() -> None:
    """Nobody can say how far to trust grades that nobody read again."""
    once = replace(
        frozen(), audits=tuple(replace(a, read="", first="", second="") for a in frozen().audits)
    )
    text = " ".join(words_of(annual.build(edition(once, DFE, public=True), SAID)))
    assert "nobody can say how far the grades can be trusted" in text


def test_a_year_with_nothing_in_it_tells_no_nought_as_hidden() -> None:
    """What is truly none is said to be none, on every page of both editions."""
    bare = replace(
        frozen(), audits=(), stops=(), actions=(), pairs=(), notices=(), concerns=(), surveys=()
    )
    for public in (True, False):
        text = " ".join(words_of(annual.build(edition(bare, DFE, public=public), SAID)))
        assert "no audits counted, none read again" in text
        assert not re.search(
            r"(?:that|which|counted|again) is not shown|raised is not|number of [a-z ]+ that is",
            text,
        )


def read_as(counts: dict[str, tuple[int, int, int]]) -> Frozen:
    """Audits read again at random: by template how many were the same, lowered, raised."""
    made = frozen()
    pairs = (("good", "good"), ("good", "inadequate"), ("good", "outstanding"))
    forms = tuple(
        replace(annual_made_up.FORM, fingerprint=k * 64, key=k, title=f"Form {k}") for k in counts
    )
    audits = [
        replace(made.audits[1], id=f"r-{key}-{way}-{number}", form=key * 64, read="random", first=one, second=two)
        for key, three in counts.items()
        for way, (n, (one, two)) in enumerate(zip(three, pairs, strict=True))
        for number in range(n)
    ]  # fmt: skip
    return replace(made, forms=forms, audits=tuple(audits))


def test_same_lowered_and_raised_stand_each_by_itself() -> None:
    """Few raised are hidden with the same beside them, never added to them; inside all three are told."""
    some = read_as({"a": (44, 19, 4)})
    inside, outside = (annual_words.trust(edition(some, DFE, public=p)) for p in (False, True))
    assert "Of 67 audits read again blind and drawn at random, 44 the same, 19 lowered, 4 raised." in inside  # fmt: skip
    assert "Of 67 audits" in outside
    assert "19 lowered, the same and raised not shown." in outside
    assert "48" not in outside


def test_no_decision_makes_one_number_of_lowered_and_raised() -> None:
    """A merge of opposite directions, also one that was decided before, is passed over."""
    some = read_as({"a": (44, 19, 4)})
    key = edition(some, DFE, public=True).readings("random")[0]
    for table in (key, "second-random"):
        merge = Merging(table, "rows", ("The same", "Higher"), "Not lower", "Few were raised.")
        found = edition(some, DFE, public=True, merges=(merge,))
        assert found.every[key].rows == ("The same", "Lower", "Higher")
        assert not found.merges


def test_second_readings_of_two_templates_are_never_added_up() -> None:
    """Each template has its own table and sentence."""
    some = read_as({"a": (30, 12, 8), "b": (10, 9, 7)})
    found = edition(some, DFE, public=True)
    assert annual_words.trust(found).split("\n")[1:] == [
        "Form a: Of 50 audits read again, 30 the same, 12 lowered, 8 raised. That is no clear lean in either direction.",
        "Form b: Of 26 audits read again, 10 the same, 9 lowered, 7 raised. That is no clear lean in either direction.",
    ]  # fmt: skip
    text = " ".join(words_of(annual.build(found, SAID)))
    assert "21 lowered" not in text
    assert [t.table.key for t in found.published if t.table.key.startswith("second-")] == [
        "second-random-template-1", "second-random-template-2",
    ]  # fmt: skip


@pytest.mark.parametrize("public", [True, False])
def test_every_numbered_table_is_printed(public: bool) -> None:
    """A number that is missing makes a reader look for what was taken out."""
    found = edition(frozen(400), DFE, public=public)
    text = "\n".join(words_of(annual.build(found, SAID)))
    missing = [one.name for one in found.published if f"{one.name}: " not in text]
    assert not missing


def test_page_one_tells_not_graded_and_that_there_is_no_year_before() -> None:
    """Both stand beside the grades, also where there is nothing to tell."""
    blocks = annual.build(edition(frozen(200), DFE, public=True), SAID).blocks
    grades = next(b for b in blocks if isinstance(b, TableBlock) and b.key == "page-one")
    assert "Not graded" in grades.header
    assert grades.rows[0][grades.header.index("Not graded")] == "none"
    assert "no year before to compare" in grades.caption


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("public", [True, False])
def test_page_one_is_one_page_with_many_templates(
    public: bool, beside: bool, tmp_path: Path
) -> None:
    """A draft with five templates and long judgements still ends on its page."""
    some = read_as(dict.fromkeys("abcde", (30, 22, 6)))
    more = replace(
        some,
        audits=tuple(
            replace(a, final=a.second, finals=frozen().audits[1].finals) for a in some.audits
        ),
    )
    texts = {
        "judgement": "\n".join(
            ["Most of the work that we read did what it should, and some of it did not." * 2] * 3
        )
    }
    said = replace(SAID, texts=texts, draft=True)
    made = edition(more, DFE, public=public)
    last = edition(replace(more, year="2024-25"), DFE, public=public) if beside else None
    pdf.write(annual.build(made, said, last), tmp_path / "a.pdf", SILENT)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    first = [text for text in pages if "Are children safe" in text and "Strongest, weakest" in text]
    assert len(first) == 1
    assert "The year on one page" in first[0]
    assert "Equality" in first[0]


def test_a_table_that_cannot_be_protected_is_named_and_not_printed() -> None:
    """Two re-audits are too few for any pattern: the report says so."""
    few = replace(frozen(), pairs=frozen().pairs[:2])
    made = edition(few, DFE, public=True)
    assert made.withheld("re-audits")
    text = words_of(annual.build(made, SAID))
    assert any("not published" in one and "Re-audits beside" in one for one in text)
    assert not any("10 better" in one or "1 better" in one for one in text)


def test_a_small_grade_is_counted_with_its_neighbour_and_told() -> None:
    """Four Outstanding cannot be shown beside their total: the merge stands in the record and the method."""
    made = edition(frozen(), DFE, public=True)
    assert made.merges
    key = f"grades-{made.groups[0].key}"
    assert "Outstanding or Good" in made.every[key].rows
    assert made.n(key, "Inadequate") is not None
    text = " ".join(words_of(annual.build(made, SAID)))
    assert "Outstanding and Good are counted as" in text


def test_editions_agree_where_both_show() -> None:
    """A count that the public edition shows is the one inside."""
    inside, outside = (edition(frozen(), DFE, public=p) for p in (False, True))
    for table in outside.tables:
        for row in table.rows:
            for column in table.columns:
                there, here = table.cell(row, column).value, inside.n(table.key, row, column)
                if there is not None and here is not None:
                    assert there == here, (table.key, row, column)


def test_last_year_stands_beside_it_in_words() -> None:
    """A change is called one only where its interval leaves no doubt."""
    last = edition(frozen(200, 5, "2024-25"), DFE, public=True)
    now = edition(frozen(200, 6), DFE, public=True)
    text = " ".join(words_of(annual.build(now, SAID, last)))
    assert re.search(r"last year: (better|worse|no reliable change|too early to say)", text)


def test_years_on_other_scales_are_not_compared() -> None:
    """Where the overall or a domain is graded on another scale than last year, nothing is said of a change."""
    now, then = frozen(200, 4), frozen(200, 5, "2024-25")
    group = edition(now, DFE, public=True).groups[0]
    assert annual_words.same_group(edition(then, DFE, public=True), group) is not None
    other = tuple(replace(s, key=f"{s.key}_2012") for s in then.scales)
    forms = tuple(
        replace(
            form, overall=f"{form.overall}_2012" if form.overall else "",
            domains=tuple(replace(d, scale=f"{d.scale}_2012") for d in form.domains),
        )
        for form in then.forms
    )  # fmt: skip
    changed = edition(replace(then, scales=other, forms=forms), DFE, public=True)
    assert annual_words.same_group(changed, group) is None


def test_rounded_counts_are_sentences_too() -> None:
    """Another rule goes through the same sentences."""
    made = edition(frozen(), ROUND5, public=True)
    text = words_of(annual.build(made, SAID))
    assert any("Counts are rounded" in one for one in text)
    assert made.n("counted", TOTAL) is not None


def test_what_is_typed_stands_as_typed() -> None:
    """Markup, long words and priorities are words, line by line."""
    said = replace(
        SAID, texts={"foreword": "<b>Bold</b> & more\n\nSecond line", "findings": "x" * 40_000},
        priorities=Priorities("p", (Priority("Fewer delays", "Head"),), (Priority("Old", "", "Done"),)),
    )  # fmt: skip
    text = words_of(annual.build(edition(frozen(), DFE, public=True), said))
    assert "<b>Bold</b> & more" in text
    assert "x" * 40_000 in text
    assert any("Fewer delays (Head)" in one for one in text)
    assert "Done" in text


def test_no_total_gives_away_what_is_hidden_elsewhere() -> None:
    """How many re-audits are due is how many were Inadequate: that stays inside; every voice has every audit."""
    some = replace(frozen(), re_audits={"done": 6, "allocated": 7, "nobody": 8, "late": 0})
    inside, outside = (edition(some, DFE, public=p) for p in (False, True))
    assert inside.table("re-audits-due") is not None
    assert outside.table("re-audits-due") is None
    voices = next(one for one in counted(some).tables if one.key == "voices")
    assert {sum(n or 0 for n in line) for line in voices.counts} == {len(some.counted)}


def test_diagnostics_are_told_apart() -> None:
    """That they were held is said; nothing of them is counted with the audits."""
    held = replace(frozen(), diagnostics=(FrozenDiagnostic("Team 1", "East", date(2025, 6, 1)),))
    one, other = (edition(some, DFE, public=True) for some in (held, frozen()))
    assert one.tables == other.tables
    text = words_of(annual.build(one, SAID))
    assert any("1 diagnostic session was held" in line for line in text)
    assert not any("Team 1" in line for line in text)
