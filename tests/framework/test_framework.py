"""The pure room: what a framework says, whether it can be worked by, what changes, which stood when."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.framework import settings
from qa_tool.framework.check import check
from qa_tool.framework.clauses import SECTIONS, clauses, titles
from qa_tool.framework.comment import name_of
from qa_tool.framework.difference import differences
from qa_tool.framework.model import Content, Effect, Framework, Setting, Timeline
from qa_tool.framework.plain import NotAFramework, from_plain, mark, to_plain
from qa_tool.policy.model import Clocks, Policy
from tests.framework.made import CONTENT, DIP, FRAMEWORK, LADDER, MARK, TEXTS, THEME, frameworks


def test_every_setting_of_the_policy_is_the_frameworks_or_the_councils_own() -> None:
    """A setting that is added to the policy must be given a place: in the framework or outside it."""
    assert settings.left_out() == frozenset()
    inside = {name.rpartition(".")[2] for name in settings.NAMES}
    assert inside & settings.COUNCILS_OWN == set()
    assert {one.name for one in fields(Clocks)} <= inside


def test_the_policy_comes_out_as_it_went_in_and_the_rest_stays() -> None:
    """Only what a framework fixes is taken from it; numbers to ring never are."""
    theirs = Policy(moderation_share=45, allow_hand_picking=False, council_name="Theirs")
    theirs = replace(theirs, numbers=replace(theirs.numbers, danger="Made-up 1"))
    ours = Policy(council_name="Ours", lock_minutes=3)
    mixed = settings.on_policy(ours, settings.of_policy(theirs))
    assert (mixed.moderation_share, mixed.allow_hand_picking) == (45, False)
    assert (mixed.council_name, mixed.lock_minutes, mixed.numbers) == ("Ours", 3, ours.numbers)
    assert settings.of_policy(mixed) == settings.of_policy(theirs)


@given(frameworks())
def test_plain_values_give_the_same_framework(one: Framework) -> None:
    """Nothing is lost on the way to plain values and back."""
    assert from_plain(Framework, to_plain(replace(one, made=None))) == one
    assert mark(one) == mark(replace(one, id="another", state="out", why="said"))
    assert mark(one) != mark(replace(one, note=one.note + "."))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("name", 7), ("name", "x" * 20_001), ("content", []), ("planned", "soon"),
        ("state", "lost"), ("edited", 1), ("no_such", "x"), ("content", {"rounds": [{"key": "a"}]}),
        ("content", {"settings": [{"name": "a", "values": [True]}]}),
        ("content", {"themes": [{}] * 2_001}),
    ],
)  # fmt: skip
def test_values_of_the_wrong_kind_are_refused(where: str, value: object) -> None:
    """What came from elsewhere is checked value by value; a true is no number."""
    plain = to_plain(replace(FRAMEWORK, made=None)) | {where: value}
    with pytest.raises(NotAFramework):
        from_plain(Framework, plain)


def test_every_section_has_numbered_clauses_in_words() -> None:
    """A comment can name a clause by its number; each has a name that nobody else has."""
    found = clauses(CONTENT, TEXTS)
    assert {one.section for one in found} == set(SECTIONS)
    assert len({one.id for one in found}) == len({one.number for one in found}) == len(found)
    said = {one.id: dict(one.facts) for one in found}
    assert said["setting/clocks.feedback_days"]["Value"] == "5 working days"
    assert said["setting/clocks.child_action_days"]["Value"] == "1, 5 or 20 working days"
    assert said["setting/allow_hand_picking"]["Value"] == "Yes"
    assert said["round/autumn"]["When"] == "from September, 3 months"
    assert titles(found)["whole"] == "The framework as a whole"


def test_one_is_said_in_the_singular() -> None:
    """One working day, not one working days."""
    assert settings.words(Setting("clocks.feedback_days", (1,))) == "1 working day"


def test_nothing_differs_from_itself_and_each_change_is_told() -> None:
    """Added, removed and changed, with before and after in plain words."""
    assert differences(CONTENT, CONTENT, TEXTS) == ()
    other = replace(
        CONTENT,
        settings=tuple(
            Setting("moderation_share", (40,)) if one.name == "moderation_share" else one
            for one in CONTENT.settings
        ),
        rounds=(),
        themes=(THEME, replace(THEME, id="new", title="Made-up new")),
        ladders=(replace(LADDER, title="Another title"),),
    )
    said = [str(one) for one in differences(CONTENT, other, TEXTS)]
    assert said == [
        "No longer in it: Autumn",
        "Read again at random, of the rest: 30 percent → 40 percent",
        "Another title, title: Made-up ladder → Another title",
        "New: Made-up new",
    ]


def test_two_texts_of_one_template_are_told_question_by_question() -> None:
    """A reworded question stands in the list with both wordings."""
    domain = next(d for d in DIP.domains if d.questions)
    question = replace(domain.questions[0], text="Made-up other words?")
    changed = replace(domain, questions=(question, *domain.questions[1:]))
    new = replace(DIP, domains=tuple(changed if d is domain else d for d in DIP.domains))
    ref = replace(CONTENT.templates[0], fingerprint="other")
    found = differences(CONTENT, replace(CONTENT, templates=(ref,)), TEXTS | {"other": new})
    assert [(c.before, c.after) for c in found if c.after == "Made-up other words?"] == [
        (domain.questions[0].text, "Made-up other words?")
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (replace(CONTENT, templates=()), "no_template"),
        (replace(CONTENT, templates=CONTENT.templates * 2), "twice"),
        (replace(CONTENT, templates=(replace(CONTENT.templates[0], fingerprint="0"),)), "no_text"),
        (replace(CONTENT, templates=(replace(CONTENT.templates[0], version="7"),)), "other_text"),
        (replace(CONTENT, settings=(Setting("lock_minutes", (1,)),)), "unknown_setting"),
        (replace(CONTENT, settings=(Setting("moderation_share", (101,)),)), "out_of_range"),
        (replace(CONTENT, settings=(Setting("allow_hand_picking", (2,)),)), "values"),
        (replace(CONTENT, settings=(Setting("moderation_share", ()),)), "values"),
        (
            replace(CONTENT, settings=(Setting("clocks.child_action_days", ()),)),
            "nothing_to_choose",
        ),
        (replace(CONTENT, rounds=(replace(CONTENT.rounds[0], month=13),)), "range"),
        (replace(CONTENT, rounds=(replace(CONTENT.rounds[0], method="dice"),)), "method"),
        (replace(CONTENT, rounds=(replace(CONTENT.rounds[0], templates=("no",)),)), "template"),
        (replace(CONTENT, ladders=(replace(LADDER, stages=()),)), ""),
        (replace(CONTENT, themes=(replace(THEME, title=" "),)), "theme"),
        (replace(CONTENT, themes=(replace(THEME, state="retired"),)), "theme_state"),
    ],
)
def test_what_nobody_could_work_by_is_found(content: Content, code: str) -> None:
    """Each fault with its place and its cure; the whole one has none."""
    assert check(FRAMEWORK, TEXTS) == ()
    found = check(replace(FRAMEWORK, content=content), TEXTS)
    assert found
    assert all(one.where and one.what and one.cure for one in found)
    assert not code or code in {one.code for one in found}


def _effect(name: str, day: int, minute: int) -> Effect:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return Effect(name, date(2026, 1, 1) + timedelta(days=day), "per-x", at, name, "1", MARK)


@given(
    st.lists(
        st.builds(_effect, st.uuids().map(str), st.integers(0, 9), st.integers(0, 9)), max_size=6,
        unique_by=lambda one: one.framework,
    ),
    st.randoms(),
)  # fmt: skip
def test_on_any_day_there_is_exactly_one_whatever_the_order(
    effects: list[Effect], random: object
) -> None:
    """The spans cover every day from the first without a gap or an overlap; order of arrival is no matter."""
    line = Timeline.of(effects)
    random.shuffle(effects)  # type: ignore[attr-defined]
    assert Timeline.of(effects) == line
    for n in range(-1, 12):
        day = date(2026, 1, 1) + timedelta(days=n)
        held = [s for s in line.spans() if s.effect.day <= day and (s.ends is None or day < s.ends)]
        stands = line.on(day)
        assert [s.effect for s in held] == ([] if stands is None else [stands])


def test_the_same_words_of_the_same_person_have_one_name() -> None:
    """Blanks and capitals of a name make no second comment; another clause or word does."""
    one = name_of("f", "whole", "Made-up Person", "Too many words.")
    assert one == name_of("f", "whole", " made-up  person", "Too many  words.")
    others = {
        name_of("g", "whole", "Made-up Person", "Too many words."),
        name_of("f", "setting/x", "Made-up Person", "Too many words."),
        name_of("f", "whole", "Another Person", "Too many words."),
        name_of("f", "whole", "Made-up Person", "Too few words."),
    }
    assert one not in others
    assert len(others) == 4
