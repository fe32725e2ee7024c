"""The shipped standards and lists of judgements are whole, well-sized and dated."""

import re
from datetime import date

import pytest

from qa_tool.diagnostic.model import SERVICES
from qa_tool.diagnostic.standards import mark_of, read_judgements, read_standards
from qa_tool.errors import QAError
from qa_tool.paths import RESOURCES
from qa_tool.store.record import plain, record
from qa_tool.template.library import known_scales
from qa_tool.theme import codebook

TEXT = (RESOURCES / "diagnostics" / "standards.toml").read_text("utf-8")
LISTS = (RESOURCES / "diagnostics" / "judgements.toml").read_text("utf-8")
SCALE = known_scales()["ofsted"]


def test_each_level_is_described_in_forty_to_seventy_words_without_adverbs_of_frequency() -> None:
    """Practice and the child's life in each; grades are told apart by what happens, not how often."""
    set_ = read_standards(TEXT, SCALE)
    assert 8 <= len(set_.standards) <= 10
    often = re.compile(
        r"\b(always|usually|often|sometimes|rarely|never|mostly always|%)\b", re.IGNORECASE
    )
    for standard in set_.standards:
        assert list(standard.levels) == [grade.key for grade in SCALE.ranked]
        assert len(set(standard.levels.values())) == 4
        assert standard.prompts
        for words in standard.levels.values():
            assert 40 <= len(words.split()) <= 70, standard.key
            assert not often.search(words), (standard.key, often.search(words))
            assert re.search(r"child|famil|parent", words, re.IGNORECASE), standard.key


def test_services_and_themes_that_standards_name_are_there() -> None:
    """Each service is offered most of them, front-door ones only there; themes stand in the codebook."""
    set_ = read_standards(TEXT, SCALE)
    known = {
        theme.id
        for file in (RESOURCES / "themes").glob("*.toml")
        for theme in codebook.shipped(file.read_text("utf-8"))
    }
    for standard in set_.standards:
        assert set(standard.services) <= set(SERVICES)
        assert set(standard.themes) <= known
    assert "first_decision" in {s.key for s in set_.for_service("front_door")}
    assert "first_decision" not in {s.key for s in set_.for_service("children_in_care")}
    assert all(len(set_.for_service(service)) >= 8 for service in SERVICES)
    assert {"work_not_recorded", "oversight_thin", "direct_work_thin"} <= known


def test_a_set_comes_back_whole_from_its_plain_form_and_its_mark_follows_every_word() -> None:
    """A session keeps the words it was held with: one other word is another set."""
    set_ = read_standards(TEXT, SCALE)
    again = record(type(set_), plain(set_))
    assert again == set_
    other = read_standards(TEXT.replace("tonight without ringing", "today without ringing"), SCALE)
    assert mark_of(plain(other)) != mark_of(plain(set_)) == mark_of(plain(again))


def test_a_level_without_words_and_a_key_that_stands_twice_are_refused() -> None:
    """What a council's own set gets wrong is told in a sentence."""
    with pytest.raises(QAError, match="has no words for good"):
        read_standards(re.sub(r'(?m)^good = ".*"$', 'good = ""', TEXT, count=1), SCALE)
    with pytest.raises(QAError, match="stands twice"):
        read_standards(TEXT.replace('key = "oversight"', 'key = "recording"'), SCALE)


def test_on_each_day_one_inspection_list_holds_and_its_scale_is_dated() -> None:
    """From May 2012 there is exactly one list for inspections a day; April 2026 has no overall grade."""
    lists = read_judgements(LISTS)
    for day in (date(2012, 9, 28), date(2015, 1, 1), date(2019, 5, 1), date(2023, 2, 1)):
        held = [one for one in lists.lists if one.kind == "inspection" and one.holds_on(day)]
        assert len(held) == 1, day
        assert "overall" in dict(held[0].judgements)
    after = [o for o in lists.lists if o.kind == "inspection" and o.holds_on(date(2026, 4, 1))]
    assert [one.key for one in after] == ["ofsted_2026"]
    assert "overall" not in dict(after[0].judgements)
    scales = set(known_scales()) | {scale.key for scale in lists.scales}
    assert {one.scale for one in lists.lists} <= scales
