"""A crosswalk is whole, keeps the order of grades, never joins what asks something else, and composes."""

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.template.crosswalk import (
    Crosswalk,
    Link,
    Move,
    changes,
    check,
    compose,
    parts,
    successor,
)
from qa_tool.template.crosswalk_guess import propose
from qa_tool.template.model import Question, QuestionKind


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made_versions", Path(__file__).with_name("made_versions.py"))  # fmt: skip
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


m = _load()
MARKS = ("old", "new")


def _one(*questions: Question) -> object:
    return m.version("1", m.domain("risk", "Risk", *questions))


def _guess(old: Question, new: Question) -> tuple[str, str]:
    """What is proposed for the one question of the older version, and why."""
    found = propose(_one(old), _one(new), MARKS)  # type: ignore[arg-type]
    return successor(found.crosswalk.questions, old.key), found.why["question", old.key]


@pytest.mark.parametrize(
    ("old", "new", "after", "why"),
    [
        (("risk.seen", "Was the child seen?"), ("risk.seen", "Was the child seen?"), "risk.seen", "The same key and words."),
        (("risk.seen", "Was the child seen?"), ("risk.saw", "Was the child seen?"), "risk.saw", "The same words under another key."),
        (
            ("risk.seen", "Was the child seen at home this month?"),
            ("risk.seen", "Was the child seen at their home in this month?"),
            "risk.seen", "The same key, reworded.",
        ),
        (
            ("risk.seen", "Was the child seen alone by the worker at home?"),
            ("risk.alone", "Was the child seen alone by the worker?"),
            "risk.alone", "Nearly the same words under another key.",
        ),
        (
            ("risk.seen", "Was the child seen?"), ("risk.seen", "Does the plan name a contingency?"),
            "", "The key is still there, but it asks something else. Look at the words.",
        ),
        (
            ("risk.seen", "Was the child seen alone?"), ("risk.seen", "Was the child not seen alone?"),
            "", "The key is still there, but it asks something else. Look at the words.",
        ),
        (
            ("risk.soon", "Was the child seen within 5 working days?"),
            ("risk.soon", "Was the child seen within 10 working days?"),
            "", "The key is still there, but it asks something else. Look at the words.",
        ),
        (("risk.seen", "Was the child seen?"), ("risk.plan", "Which plan?"), "", "Nothing in the newer version is like it."),
    ],
)  # fmt: skip
def test_what_is_proposed(old: tuple[str, str], new: tuple[str, str], after: str, why: str) -> None:
    """By key, words and place; a "not" or another number asks something else."""
    assert _guess(m.asking(*old), m.asking(*new)) == (after, why)


@pytest.mark.parametrize(
    ("old", "new"),
    [("yes_no", "text"), ("number", "date"), ("text", "some_of")],
)
def test_another_kind_of_answer_is_never_joined(old: QuestionKind, new: QuestionKind) -> None:
    """Neither proposed nor, where somebody says so, taken."""
    one, two = m.asking("risk.a", "The same words?", old), m.asking("risk.a", "The same words?", new)  # fmt: skip
    assert _guess(one, two)[0] == ""
    before, after = _one(one), _one(two)
    said = propose(before, after, MARKS).crosswalk  # type: ignore[arg-type]
    wrong = check(replace(said, questions=(Link("risk.a", "risk.a"),)), before, after)  # type: ignore[arg-type]
    assert [p.code for p in wrong] == ["other_kind"]


def test_each_newer_question_is_proposed_once() -> None:
    """Two alike older ones: the likelier takes it, the other is left to the person."""
    old = _one(m.asking("risk.a", "Was the child seen at home?"), m.asking("risk.b", "Was the child seen at home alone?"))  # fmt: skip
    new = _one(m.asking("risk.a", "Was the child seen at home?"))
    said = propose(old, new, MARKS).crosswalk  # type: ignore[arg-type]
    assert said.questions == (Link("risk.a", "risk.a"), Link("risk.b", ""))


def test_a_proposal_for_the_same_template_is_whole() -> None:
    """Nothing to decide: every part is itself, no scale is asked for."""
    it = _one(m.asking("risk.a", "A?"), m.asking("risk.b", "B?", "text"))
    said = propose(it, it, MARKS).crosswalk  # type: ignore[arg-type]
    assert check(said, it, it) == ()  # type: ignore[arg-type]
    assert all(link.before == link.after for link in (*said.domains, *said.questions))
    assert [link.before for link in said.domains] == list(parts(it))  # type: ignore[arg-type]
    assert (said.scales, said.choices) == ((), ())


def test_a_scale_that_changed_is_never_guessed() -> None:
    """Other grades: a person says map, keep or reset, and until then it is not whole."""
    old = m.version("1", m.domain("risk", "Risk"))
    new = m.version("2", m.domain("risk", "Risk"), scale=m.MET)
    said = propose(old, new, MARKS).crosswalk
    assert said.scales == ()
    assert [p.code for p in check(said, old, new)] == ["scale_undecided"]
    assert check(replace(said, scales=(Move("ofsted", "met", "keep"),)), old, new) == ()
    assert check(replace(said, scales=(Move("ofsted", "met", "reset"),)), old, new) == ()


WHOLE = {
    "outstanding": "met", "good": "met", "requires_improvement": "not_met", "inadequate": "not_met",
    "not_enough_evidence": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"not_enough_evidence": "unknown"}, ""),
        ({"good": None}, "undecided"),
        ({"good": ""}, "loses_rank"),
        ({"good": "unknown"}, "loses_rank"),
        ({"not_enough_evidence": "met"}, "gains_rank"),
        ({"good": "excellent"}, "unknown"),
        ({"outstanding": "not_met"}, "turned_round"),
    ],
)
def test_a_map_of_grades(change: dict[str, str | None], code: str) -> None:
    """Every grade goes somewhere, none drops out of the figures, and worse never becomes better."""
    old = m.version("1", m.domain("risk", "Risk"))
    new = m.version("2", m.domain("risk", "Risk"), scale=m.MET)
    steps = tuple(Link(k, v) for k, v in (WHOLE | change).items() if v is not None)
    said = replace(
        propose(old, new, MARKS).crosswalk, scales=(Move("ofsted", "met", "map", steps),)
    )
    found = {p.code for p in check(said, old, new)}
    assert found == ({code} if code else set())


def test_everything_of_the_older_version_is_decided_once() -> None:
    """Left out, said twice, unknown on either side: each is named."""
    old = _one(m.asking("risk.a", "A?"), m.asking("risk.b", "B?"))
    new = _one(m.asking("risk.a", "A?"))
    links = (Link("risk.a", "risk.a"), Link("risk.a"), Link("risk.x"), Link("overall", "nowhere"))
    said = Crosswalk("small", *MARKS, (Link("risk", "risk"), links[3]), links[:3])
    told = {(p.where, p.code) for p in check(said, old, new)}  # type: ignore[arg-type]
    assert told == {
        ("Question risk.a", "twice"), ("Question risk.b", "undecided"), ("Question risk.x", "unknown"),
        ("Domain overall", "unknown"),
    }  # fmt: skip


def test_several_may_become_one_and_one_nothing() -> None:
    """Many to one and one to none are whole."""
    old = _one(m.asking("risk.a", "A?", "text"), m.asking("risk.b", "B?", "text"), m.asking("risk.c", "C?"))  # fmt: skip
    new = _one(m.asking("risk.all", "A and B?", "text"))
    links = (Link("risk.a", "risk.all"), Link("risk.b", "risk.all"), Link("risk.c"))
    said = replace(propose(old, new, MARKS).crosswalk, questions=links)  # type: ignore[arg-type]
    assert check(said, old, new) == ()  # type: ignore[arg-type]


def test_choices_and_ranges_that_differ_are_asked_about() -> None:
    """Another choice and another range of points are changes; the same ones are none."""
    two, three = m.choices(a="A", b="B"), m.choices(a="A", b="B", c="C")
    old = _one(m.asking("risk.a", "Which?", "one_of", choices=two), m.asking("risk.s", "How much?", "score", least=0.0, most=4.0))  # fmt: skip
    new = _one(m.asking("risk.a", "Which?", "one_of", choices=three), m.asking("risk.s", "How much?", "score", least=0.0, most=10.0))  # fmt: skip
    said = propose(old, new, MARKS).crosswalk  # type: ignore[arg-type]
    assert said.choices == (Move("risk.a", "risk.a", "map", (Link("a", "a"), Link("b", "b"))),)
    assert [p.code for p in check(said, old, new)] == ["scale_undecided"]  # type: ignore[arg-type]
    mapped = replace(said, choices=(*said.choices, Move("risk.s", "risk.s", "map")))
    assert [p.code for p in check(mapped, old, new)] == ["no_steps"]  # type: ignore[arg-type]
    assert changes(old, old, said.domains, said.questions) == ()  # type: ignore[arg-type]


def test_questions_of_a_group_go_with_their_group() -> None:
    """Inside a group only with the group that took its place."""
    inner = m.asking("risk.kids.how", "How is the child?", "text")
    old = _one(Question("risk.kids", "group", "Each child", questions=(inner,), each="Child"))
    new = _one(
        Question("risk.kids", "group", "Each child", questions=(inner,), each="Child"),
        Question("risk.adults", "group", "Every adult", questions=(m.asking("risk.adults.how", "How is the adult?", "text"),)),
    )  # fmt: skip
    said = propose(old, new, MARKS).crosswalk  # type: ignore[arg-type]
    assert check(said, old, new) == ()  # type: ignore[arg-type]
    links = (Link("risk.kids", "risk.kids"), Link("risk.kids.how", "risk.adults.how"))
    wrong = check(replace(said, questions=links), old, new)  # type: ignore[arg-type]
    assert [p.code for p in wrong] == ["other_group"]


_KEYS = ("a", "b", "c", "d")
_LINKS = st.fixed_dictionaries({key: st.sampled_from([*_KEYS, ""]) for key in _KEYS})


@given(one=_LINKS, two=_LINKS, grades=st.tuples(_LINKS, _LINKS))
def test_composed_is_one_after_the_other(
    one: dict[str, str], two: dict[str, str], grades: tuple[dict[str, str], dict[str, str]]
) -> None:
    """A → B → C says of every key what A → B and then B → C say; nothing stays nothing."""

    def links(of: dict[str, str]) -> tuple[Link, ...]:
        return tuple(Link(k, v) for k, v in of.items())

    def walk(
        ends: tuple[str, str], of: dict[str, str], steps: dict[str, str], names: tuple[str, str]
    ) -> Crosswalk:
        return Crosswalk("t", *ends, links(of), links(of), (Move(*names, "map", links(steps)),))

    made = compose(
        walk(("A", "B"), one, grades[0], ("s1", "s2")),
        walk(("B", "C"), two, grades[1], ("s2", "s3")),
    )
    assert (made.before, made.after) == ("A", "C")
    for key in _KEYS:
        assert successor(made.domains, key) == two.get(one[key], "")
        assert successor(made.questions, key) == two.get(one[key], "")
    whole = next(move for move in made.scales if (move.before, move.after) == ("s1", "s3"))
    assert {s.before: s.after for s in whole.steps} == {k: grades[1].get(v, "") for k, v in grades[0].items()}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [("map", "keep", "keep"), ("keep", "map", "keep"), ("reset", "keep", "reset"), ("map", "reset", "reset")],
)  # fmt: skip
def test_what_is_apart_once_is_apart_all_the_way(one: str, two: str, told: str) -> None:
    """Keep and reset outlive a map before or after them."""
    link = (Link("q", "q"),)
    first = Crosswalk("t", "A", "B", (), link, (), (Move("q", "q", one),))  # type: ignore[arg-type]
    second = Crosswalk("t", "B", "C", (), link, (), (Move("q", "q", two),))  # type: ignore[arg-type]
    assert [move.answer for move in compose(first, second).choices] == [told]


def test_a_large_form_is_proposed_in_a_moment() -> None:
    """The largest form in the wild has 590 rows."""
    import time

    words = (
        "plan",
        "visit",
        "review",
        "risk",
        "school",
        "health",
        "family",
        "home",
        "voice",
        "record",
    )

    def big(extra: str) -> object:
        return _one(*(
            m.asking(f"risk.q{n}", f"Is the {words[n % 10]} of {words[n // 10 % 10]} number {n} told {extra}?")
            for n in range(590)
        ))  # fmt: skip

    start = time.process_time()  # of this process: what else the machine does is not ours
    said = propose(big("here"), big("in the file here"), MARKS).crosswalk  # type: ignore[arg-type]
    assert time.process_time() - start < 3.0
    assert all(link.before == link.after for link in said.questions)
