"""Figures over a crosswalk are the figures of the same audits coded anew; without one the line breaks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from qa_tool.figures.bridging import bridge, bridged, stretches
from qa_tool.template.crosswalk import Answer, Crosswalk, Link, Move, check
from qa_tool.template.model import Domain, Grade, Overall, Scale, Template

OLD = ("best", "second", "third", "worst", "unseen")
NEW = ("yes", "partly", "no", "cannot_tell")


def _scale(key: str, grades: Sequence[str]) -> Scale:
    ranked = [Grade(g, g.title(), n, n, good_or_better=n <= 2) for n, g in enumerate(grades[:-1], 1)]  # fmt: skip
    return Scale(key, key.title(), (*ranked, Grade(grades[-1], grades[-1].title(), None, len(grades))))  # fmt: skip


def _template(version: str, scale: Scale, *domains: str) -> Template:
    made = tuple(Domain(key, key.title(), "Made up.") for key in domains)
    return Template(
        "small", version, "Small", "Made up", "en-GB", "OGL-UK-3.0", "Made up.", "child", 12, 6, 60, scale.key,
        Overall("graded"), made, scales=(scale,),
    )  # fmt: skip


FIRST = _template("1", _scale("old", OLD), "risk", "voice")
SECOND = _template("2", _scale("old", OLD), "danger", "voice")
THIRD = _template("3", _scale("new", NEW), "danger", "voice")
FORMS = [("A", FIRST), ("B", SECOND), ("C", THIRD)]


@st.composite
def _maps(draw: st.DrawFn) -> dict[str, str]:
    """A map of grades that keeps their order; what is outside the ranking stays outside or goes."""
    ranks = sorted(draw(st.lists(st.integers(0, 2), min_size=4, max_size=4)))
    found = {grade: NEW[rank] for grade, rank in zip(OLD, ranks, strict=False)}
    return {**found, OLD[-1]: draw(st.sampled_from(["cannot_tell", ""]))}


def _said(grades: Mapping[str, str], answer: Answer = "map") -> dict[tuple[str, str], Crosswalk]:
    first = Crosswalk("small", "A", "B", (Link("risk", "danger"), Link("voice", "voice"), Link("overall", "overall")))  # fmt: skip
    same = tuple(Link(key, key) for key in ("danger", "voice", "overall"))
    steps = tuple(Link(k, v) for k, v in grades.items()) if answer == "map" else ()
    second = Crosswalk("small", "B", "C", same, scales=(Move("old", "new", answer, steps),))
    assert check(first, FIRST, SECOND) == ()
    assert check(second, SECOND, THIRD) == ()
    return {("A", "B"): first, ("B", "C"): second}


@given(
    grades=_maps(), a=st.lists(st.sampled_from([*OLD, ""])), b=st.lists(st.sampled_from([*OLD, ""])),
    c=st.lists(st.sampled_from(NEW)),
)  # fmt: skip
def test_figures_over_a_crosswalk_are_those_of_audits_coded_anew(
    grades: dict[str, str], a: list[str], b: list[str], c: list[str]
) -> None:
    """One line over three versions counts exactly what the audits say once each is coded anew."""
    given_ = {("A", "risk"): Counter(a), ("B", "danger"): Counter(b), ("C", "danger"): Counter(c)}
    made = stretches(FORMS, _said(grades), "danger", given_)
    assert [stretch.forms for stretch in made] == [("A", "B", "C")]
    (line,) = made
    assert line.domains == {"A": "risk", "B": "danger", "C": "danger"}
    over = Counter[str]()
    for form in line.forms:
        held = given_[form, line.domains[form]]
        over.update(held if form == "C" else cast("dict[str, int]", bridged(held, line.grades[form])))  # fmt: skip
    anew = Counter([*(grades[g] if g else "" for g in (*a, *b)), *c])
    assert over == anew


def test_without_confirmation_the_line_breaks() -> None:
    """The control: no crosswalk, no joined line, and nothing of another version is recoded."""
    made = stretches(FORMS, {}, "danger")
    assert [stretch.forms for stretch in made] == [("A",), ("B",), ("C",)]
    assert [stretch.ruling for stretch in made[1:]] == ["apart", "apart"]


def test_keep_breaks_and_reset_begins_anew() -> None:
    """Both leave the newest version alone; what was before a reset is said to be so."""
    for answer, ruling in (("keep", "apart"), ("reset", "anew")):
        made = stretches(FORMS, _said({}, cast("Answer", answer)), "danger")
        assert [stretch.forms for stretch in made] == [("A", "B"), ("C",)]
        assert made[1].ruling == ruling
        assert made[0].domains == {"A": "risk", "B": "danger"}


def test_a_grade_that_occurs_without_successor_breaks_the_line() -> None:
    """Nothing is lost in silence: a grade of an older rule book that nobody mapped."""
    whole = dict(zip(OLD, ("yes", "yes", "no", "no", ""), strict=True))
    seen = {("B", "danger"): {"adequate": 1, "best": 4}, ("A", "risk"): {"best": 2}}
    made = stretches(FORMS, _said(whole), "danger", seen)
    assert [stretch.forms for stretch in made] == [("A", "B"), ("C",)]
    assert made[1].why == "A grade that occurs has no successor."
    assert bridged({"adequate": 0, "best": 4}, whole) == {"yes": 4}
    assert bridged({"adequate": 1}, whole) is None


def test_two_domains_that_became_one_are_not_added_up() -> None:
    """No rule makes one grade of two; nor does a domain without a predecessor take one by its key."""
    said = Crosswalk("small", "A", "B", (Link("risk", "voice"), Link("voice", "voice"), Link("overall", "overall")))  # fmt: skip
    found = bridge(said, FIRST, SECOND, "voice")
    assert (found.ruling, found.domain) == ("anew", "")
    assert "2 domains" in found.why
    gone = replace(said, domains=(Link("risk"), Link("voice"), Link("overall", "overall")))
    assert bridge(gone, FIRST, SECOND, "voice").ruling == "anew"
    assert bridge(gone, FIRST, SECOND, "overall").ruling == "joined"
    assert bridge(None, FIRST, SECOND, "voice").ruling == "apart"
