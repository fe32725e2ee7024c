"""The moderation report: one honest sentence, counts below ten, words where there is no figure."""

from collections.abc import Iterable
from dataclasses import replace

from qa_tool.chart.metrics import width
from qa_tool.chart.moderation import moderation_table
from qa_tool.chart.scene import Rect, Text
from qa_tool.figures.agreement import agreement
from qa_tool.figures.coverage import STANDS, Coverage, Reread, by_reason, done
from qa_tool.report import moderation_words as words
from qa_tool.report.blocks import Bullets, Chart, Heading, Report, TableBlock
from qa_tool.report.moderation import Moderation, build
from qa_tool.report.moderation_sheets import workbook
from qa_tool.report.text import texts
from qa_tool.template.model import Scale
from tests.report.made_up import CORE, GRADES, OFSTED, council, nothing

COVER = Coverage(
    40,
    35,
    30,
    (
        Reread(
            "inadequate", "read", mode="blind", overall=True, domains=2, again=True, redone=True
        ),
        Reread("random", "read", mode="blind", words=True, answer="accepts"),
        Reread("random", "late", mode="blind"),
        Reread("random", "nobody"),
    ),
    unseen=1,
)
BANDS = ("almost perfect", "substantial", "moderate agreement", "fair agreement", "poor agreement")


def pairs(table: Iterable[Iterable[int]]) -> list[tuple[str, str, str]]:
    """Pairs of grades that give this table."""
    return [
        ("C-1", GRADES[row], GRADES[column])
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        for _each in range(count)
    ]


def report(cover: Coverage = COVER) -> Report:
    """The report of the made-up council."""
    return build(Moderation(council(), cover, (("Quarter 3", "Quarter 3"),)))


def test_the_parts_that_were_asked_for_are_there_in_order() -> None:
    """Coverage, agreement with its direction, what was done, and coefficients only in the annex."""
    blocks = report().blocks
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == [
        "At a glance", "What was to be read again, and what was", "First grade against second grade",
        "What was done", "Method annex",
    ]  # fmt: skip
    annex = next(
        i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text == "Method annex"
    )
    before = " ".join(texts(blocks[:annex])).lower()
    assert not [word for word in ("kappa", "ac2", "alpha", "p =", "sign test") if word in before]
    assert any(isinstance(block, Chart) for block in blocks)
    after = " ".join(texts(blocks[annex:]))
    for word in ("Weighted kappa", "Gwet's AC2", "Krippendorff", "Stuart-Maxwell", "sign test"):
        assert word in after
    said = " ".join(texts(blocks)).lower()
    assert not [band for band in BANDS if band in said]


def test_no_auditor_and_no_worker_is_in_it() -> None:
    """Neither report nor workbook holds an id of a person or an audit."""
    book = workbook(Moderation(council(), COVER, ()))
    said = " ".join((*texts(report()), *texts(book)))
    assert "auditor-id" not in said
    assert "worker-id" not in said
    assert "audit-id" not in said


def test_random_and_targeted_stand_side_by_side_and_are_never_added() -> None:
    """The domain table has columns for each; no cell is their sum."""
    table = next(
        block for block in report().blocks
        if isinstance(block, TableBlock) and block.caption.endswith("by domain")
    )  # fmt: skip
    first = table.rows[0]
    random, targeted = first[1], first[6]
    assert isinstance(random, int)
    assert isinstance(targeted, int)
    assert random > 0
    assert targeted > 0
    assert random + targeted not in first
    assert table.header[6] == "For a reason"


def test_what_was_not_read_is_printed_with_its_reason() -> None:
    """Late, nobody independent, and what whoever makes it may not see."""
    said = words.coverage(COVER)
    assert "1: waits, past its date" in said
    assert "1: no moderator is independent of it" in said
    assert "1: out of sight" in said
    assert COVER.lots == (3, 38)
    assert "Nothing is left unread" in words.coverage(Coverage(5, 3, 30, COVER.rows[:2]))
    assert "none was chosen" in words.coverage(Coverage(5, 5, 30, ()))
    table = by_reason(COVER.rows, words.REASONS)
    assert [(why.chosen, why.n, why.count("late")) for why in table] == [
        ("inadequate", 1, 0), ("random", 3, 1),
    ]  # fmt: skip
    assert sum(why.count(one) for why in table for one in STANDS) == len(COVER.rows)


def test_what_was_done_counts_only_what_was_concluded() -> None:
    """Changed grades, audits done again, words to auditors and their answers."""
    came = done((*COVER.rows, Reread("random", "graded", overall=True, domains=9)))
    assert (came.read, came.overall, came.domains, came.unchanged) == (2, 1, 2, 1)
    assert (came.again, came.redone, came.words, came.accepts, came.disagrees) == (1, 1, 1, 1, 0)
    assert "No second reading" in words.done(done(()))


def test_a_round_in_which_nothing_was_read_says_so() -> None:
    """No chart, no table of grades, and no empty promise."""
    made = build(Moderation(nothing(), Coverage(0, 0, 30, ()), ()))
    said = " ".join(texts(made.blocks))
    assert "nothing can be compared" in said
    assert not any(isinstance(block, Chart) for block in made.blocks)
    assert (
        workbook(Moderation(nothing(), Coverage(0, 0, 30, ()), ())).sheet("Random re-reads").rows
        == ()
    )


def test_the_sentence_says_n_same_lower_higher_and_the_lean() -> None:
    """Below ten there is no direction; a lopsided split leans, a chance one does not."""
    kind = agreement(pairs([[4, 2, 0, 0], [1, 9, 5, 0], [0, 1, 8, 4], [0, 0, 0, 6]]), OFSTED)
    assert words.headline(kind) == (
        "Of 40 audits read again blind and drawn at random, 27 got the same grade, 11 a lower and 2 "
        "a higher one. The changes lean one way: first grades are kinder than second ones."
    )
    turned = agreement([(r, b, a) for r, a, b in pairs(kind.table)], OFSTED)
    assert "stricter" in words.headline(turned)
    assert "too few to speak" in words.headline(agreement(pairs([[0, 5], [0, 0]]), OFSTED))
    assert "No second reader" in words.lean(agreement(pairs([[12]]), OFSTED))
    assert "chance" in words.lean(agreement(pairs([[9, 1], [1, 0]]), OFSTED))
    assert "nothing can be said" in words.headline(agreement((), OFSTED))


def test_the_annex_never_gives_a_lone_kappa_and_says_why_there_is_none() -> None:
    """One grade throughout, and fewer than ten pairs."""
    same = {row[0]: row for row in words.annex(agreement(pairs([[], [0, 12]]), OFSTED))}
    assert same["Weighted kappa, quadratic"][1] == ""
    assert "not computable" in same["Weighted kappa, quadratic"][3]
    assert "not computable" in same["Krippendorff's alpha, ordinal"][3]
    assert same["Gwet's AC1"][1] == "1.00"
    assert same["Gwet's AC1"][2] == ""
    assert "not computable" in same["Stuart-Maxwell, marginal homogeneity"][3]
    (few,) = words.annex(agreement(pairs([[4, 5]]), OFSTED))
    assert "counts only" in few[3]


def test_a_pair_of_two_scale_versions_is_named_and_left_out() -> None:
    """The page and the report say how many."""
    found = agreement([("A", "good", "met"), ("B", "good", "good")], OFSTED)
    assert "1 pair holds a grade of another version" in words.scales(found)
    assert words.scales(agreement((), OFSTED)) == ""


def test_the_chart_says_every_count_and_word_fits_and_its_table_has_the_totals() -> None:
    """Parts of the bar are as long as their counts; letters stay inside the chart at any width."""
    found = agreement(
        [*pairs([[4, 2, 0, 0], [1, 9, 5, 0], [0, 1, 8, 4], [0, 0, 0, 6]]),
         ("N", "good", "not_enough_evidence")], OFSTED,
    )  # fmt: skip
    for wide in (240.0, 330.0, 470.0, 900.0):
        scene = moderation_table(found, "Title", "Sentence", wide)
        said = [s.says for s in scene.shapes if isinstance(s, Rect) and s.says]
        assert "lower: 11 of 41" in said
        assert "First Good, second Requires improvement: 5, lower" in said
        for text in (s for s in scene.shapes if isinstance(s, Text)):
            reach = width(text.text, text.size, bold=text.bold)
            left = {"start": text.x, "middle": text.x - reach / 2, "end": text.x - reach}
            assert left[text.anchor] >= -0.5, text
            assert left[text.anchor] + reach <= wide + 0.5, text
            assert text.y <= scene.height
        bar = [s.width for s in scene.shapes if isinstance(s, Rect) and " of 41" in s.says]
        assert len(bar) == 4
        assert sum(bar) + 2 * 3 == wide
        assert scene.table.rows[-1] == ("Total", "5", "12", "13", "10", "40")


def test_a_scale_of_two_grades_is_drawn_too() -> None:
    """Not every template has four grades."""
    two = Scale("two", "Two", (OFSTED.grades[1], OFSTED.grades[3]))
    found = agreement([("A", "good", "good"), ("B", "good", "inadequate")], two)
    scene = moderation_table(found, "Title", "Sentence")
    assert scene.table.rows[0] == ("Good", "1", "1", "2")


def test_versions_of_a_template_have_sections_of_their_own() -> None:
    """Two versions read in one round: two headings, and a sentence that they are never added up."""
    data = council()
    audits = tuple(
        replace(a, fingerprint="new" if i % 2 else "old") for i, a in enumerate(data.audits)
        if a.template == "core"
    )  # fmt: skip
    changed = replace(
        data, audits=audits, templates={"new": replace(CORE, version="2.0"), "old": CORE}
    )
    blocks = build(Moderation(changed, COVER, ())).blocks
    heads = [b.text for b in blocks if isinstance(b, Heading) and b.level == 2]
    assert {"Core case audit 1.0", "Core case audit 2.0"} <= set(heads)
    assert "never added up" in " ".join(texts(blocks))


def test_the_whole_stands_beside_the_first_grades_and_never_alone() -> None:
    """Each line begins with the first grades; a kind with too few says so instead of a figure."""
    blocks = report().blocks
    place = next(
        i for i, b in enumerate(blocks)
        if isinstance(b, Heading) and b.text.endswith("had every audit been read again")
    )  # fmt: skip
    lines = blocks[place + 1]
    assert isinstance(lines, Bullets)
    assert all("as first graded" in line for line in lines.items)
