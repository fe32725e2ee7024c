"""Two versions of a template: every difference is named, and there is none where they are the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.template.difference import differences, marked
from qa_tool.template.model import Template
from qa_tool.template.read import template_from


def _template(text: str) -> Template:
    template, problems = template_from(text, "t.toml")
    assert template is not None, problems
    return template


def _told(small: str, *changes: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    changed = small
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new)
    return [
        (d.sort, d.noun, d.key, d.what) for d in differences(_template(small), _template(changed))
    ]


def test_the_same(small: str) -> None:
    """A template does not differ from itself."""
    assert differences(_template(small), _template(small)) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Small audit", "Short audit", ("reworded", "template", "small_audit", "title")),
        ("minutes = 120", "minutes = 90", ("changed", "template", "small_audit", "minutes")),
        ("Is there a gap in visits?", "Is there any gap?", ("reworded", "question", "risk.gap", "")),
        ('companions = ["comment"]', 'companions = ["date"]', ("changed", "question", "risk.gap", "companions")),
        ('"Record only"', '"From the record"', ("reworded", "choice", "about.mode, record_only", "")),
        ("so that the child is now safe", "so that this child is safe", ("reworded", "descriptor", "risk, outstanding", "")),
        ("Timely or late.", "In time or not.", ("reworded", "descriptor", "risk, good or requires_improvement", "")),
        ("limiting = true", "limiting = false", ("changed", "domain", "risk", "limiting")),
        ("A gap in visits.", "Visits have a gap.", ("reworded", "rule", "visit_gap", "flag")),
        ('worry = ["no", "not_known"]', 'worry = ["no"]', ("changed", "safety question", "seen", "worry")),
        ('key = "why"', 'key = "reason_why"', ("removed", "question", "risk.why", "")),
        ('key = "why"', 'key = "reason_why"', ("added", "question", "risk.reason_why", "")),
        ("What is the overall grade?", "How good is it?", ("reworded", "template", "overall", "")),
    ],
)  # fmt: skip
def test_each_sort(small: str, old: str, new: str, told: tuple[str, str, str, str]) -> None:
    """A change is called by what it is, with the place where it stands."""
    assert told in _told(small, (old, new))


def test_moved(small: str) -> None:
    """A question that stands elsewhere is moved, and those that make way for it are not."""
    template = _template(small)
    risk = template.domains[1]
    turned = replace(risk, questions=risk.questions[::-1])
    found = differences(template, replace(template, domains=(template.domains[0], turned)))
    assert [(d.sort, d.key, d.what) for d in found] == [("moved", "risk.why", "to the beginning")]


def test_scale(small: str) -> None:
    """Another scale, and another wording of a grade of the same scale, are changes of the scale."""
    template = _template(small)
    scale = template.scales[0]
    grades = (replace(scale.grades[0], name="Excellent"), *scale.grades[1:])
    found = differences(template, replace(template, scales=(replace(scale, grades=grades),)))
    assert [(d.sort, d.noun, d.key) for d in found] == [("scale", "grade", "ofsted, outstanding")]
    assert str(found[0]) == "scale: grade ofsted, outstanding, name: “Outstanding” → “Excellent”"


@given(before=st.text("ab c\n", max_size=30), after=st.text("ab c\n", max_size=30))
def test_marked_words_are_all_words_and_what_is_unmarked_is_in_both(
    before: str, after: str
) -> None:
    """Nothing is left out of either side, and what carries no mark reads the same in both."""
    old, new = marked(before, after)
    assert " ".join(words for words, _ in old) == " ".join(before.split())
    assert " ".join(words for words, _ in new) == " ".join(after.split())
    assert [w for w, changed in old if not changed] == [w for w, changed in new if not changed]
