"""Whatever happens to a notice, in whatever order: it never goes backwards, and figures add up."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qa_tool.calendar import add_working_days
from qa_tool.errors import QAError
from qa_tool.notice import figures, rules
from qa_tool.notice.ladder import GOOD_PRACTICE
from qa_tool.notice.model import Happened, Notice, Raised
from tests.notice.test_ladder import shipped

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LADDER = shipped("looked_after")
KEYS = [stage.key for stage in LADDER.stages]


def raised(**more: object) -> Raised:
    """A made-up concern."""
    one = Raised("ntc-1", "concern", "case-1", DAY, NOON, "per-iro", "Made up.", LADDER, "team-1")
    return replace(one, **more)  # type: ignore[arg-type]


def step(turn: int, what: str, **more: object) -> Happened:
    """A step of it; formal stages begin with a limit."""
    one = Happened(f"nst-{turn}", "ntc-1", what, "per-iro", NOON, DAY, turn=turn)  # type: ignore[arg-type]
    return replace(one, **more)  # type: ignore[arg-type]


ACTS = st.lists(
    st.tuples(st.sampled_from(["stage", "answer", "effect", "ending", "cafcass"]),
              st.sampled_from(KEYS), st.integers(0, 40)), max_size=14,
)  # fmt: skip


def told(acts: list[tuple[str, str, int]]) -> list[Happened]:
    """Steps of any kind after the first, as two careless laptops might write them."""
    choices = {"effect": "yes", "ending": "satisfied"}
    made = [step(1, "stage", stage="informal")]
    for turn, (what, key, later) in enumerate(acts, 2):
        made.append(
            step(turn, what, stage=key, day=DAY + timedelta(days=later), choice=choices.get(what, ""),
                 after=90 if what == "effect" else 0)
        )  # fmt: skip
    return made


@given(ACTS)
def test_property_the_ladder_never_goes_backwards(acts: list[tuple[str, str, int]]) -> None:
    """Its levels rise, each stands once, and each stage has at most one answer beside further ones."""
    found = rules.fold(raised(), told(acts))
    levels = [one.stage.level for one in found.steps]
    assert levels == sorted(set(levels))
    assert all(sum(not a.further for a in one.answers) <= 1 for one in found.steps)
    answers = [
        a
        for a in told(acts)
        if a.what == "answer" and a.stage in {s.stage.key for s in found.steps}
    ]
    assert sum(len(one.answers) for one in found.steps) == len(answers)  # nothing is lost


@given(ACTS, st.randoms(use_true_random=False))
def test_property_the_order_in_which_steps_come_in_changes_nothing(
    acts: list[tuple[str, str, int]], rng: random.Random
) -> None:
    """A rebuild or a merge makes the same notice."""
    steps = told(acts)
    mixed = list(steps)
    rng.shuffle(mixed)
    assert rules.fold(raised(), mixed) == rules.fold(raised(), steps)


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.booleans(), st.integers(0, 9)), max_size=8))
def test_property_what_the_rules_let_through_only_climbs(
    acts: list[tuple[str, bool, int]],
) -> None:
    """Whoever tries what: only higher stages are let through, and bypassing only with a note."""
    steps, today = [step(1, "stage", stage="informal", due=add_working_days(DAY, 5))], DAY
    for key, noted, later in acts:
        today += timedelta(days=later)
        now = rules.fold(raised(), steps)
        note = "Because." if noted else ""
        try:
            stage = rules.climb(now, key, note, today)
        except QAError:
            continue
        assert stage.level > now.now.stage.level
        assert noted or stage.level == now.now.stage.level + 1
        steps.append(
            step(len(steps) + 1, "stage", stage=key, day=today, due=add_working_days(today, 5))
        )


@given(st.dates(date(2013, 1, 2), date(2029, 10, 1)), st.integers(0, 3))
def test_property_formal_stages_taken_higher_in_time_end_within_20_working_days(
    begun: date, hurry: int
) -> None:
    """Whatever the day: taken higher on the last day or before, the last stage is due within the limit."""
    day = begun
    limit = add_working_days(begun, 20)
    for stage in LADDER.stages[1:]:
        due = add_working_days(day, stage.days)
        day = max(day, due - timedelta(days=hurry))
    assert due <= limit


def test_where_two_laptops_take_the_same_step_the_first_counts_and_both_answers_stand() -> None:
    """Two escalations to one stage are one; two answers are an answer and a further one."""
    later = NOON + timedelta(hours=1)
    steps = [
        step(1, "stage", stage="informal"),
        replace(step(2, "stage", stage="stage_1", text="One."), id="a"),
        replace(step(2, "stage", stage="stage_1", text="Two.", at=later), id="b"),
        replace(step(3, "answer", stage="stage_1", text="Yes."), id="c"),
        replace(step(3, "answer", stage="stage_1", text="Also.", at=later), id="d"),
    ]
    found = rules.fold(raised(), steps)
    assert [(s.stage.key, s.note) for s in found.steps] == [("informal", ""), ("stage_1", "One.")]
    assert [(a.text, a.further) for a in found.now.answers] == [("Yes.", False), ("Also.", True)]


def many() -> tuple[Notice, ...]:
    """Made-up notices: answered in time and late, open and overdue, ended, asked for their effect."""
    made = []
    for n, (days, how, said) in enumerate(
        [(3, "satisfied", "yes"), (5, "satisfied", "no"), (9, "", ""), (0, "", "")]
    ):
        steps = [
            step(
                1,
                "stage",
                stage="stage_1",
                due=add_working_days(DAY, 5),
                limit=add_working_days(DAY, 20),
            )
        ]
        if days:
            steps.append(step(2, "answer", stage="stage_1", day=add_working_days(DAY, days)))
        if how:
            steps.append(step(3, "ending", choice=how, day=add_working_days(DAY, 12)))
            steps.append(step(4, "effect", after=90, choice=said, day=DAY + timedelta(days=91)))
        made.append(
            rules.fold(raised(id=f"ntc-{n}", case=f"case-{n // 2}", themes=("drift",)), steps)
        )
    good = raised(id="ntc-9", kind="good_practice", ladder=GOOD_PRACTICE, case="case-0")
    made.append(rules.fold(good, [step(1, "stage", stage="shared")]))
    return tuple(made)


def test_figures_of_a_few_notices_by_hand() -> None:
    """Stages, median, effects, limit, repeats and groups are what counting by hand gives."""
    today = DAY + timedelta(days=100)
    found = many()
    stage = figures.by_stage(found, today)[0]
    assert (stage.stood, stage.in_time, stage.late, stage.overdue, stage.waiting) == (4, 2, 1, 1, 0)
    assert stage.days == 5
    effect = figures.effects(found, today)[0]
    assert (effect.after, effect.yes, effect.no, effect.overdue, effect.to_come) == (90, 1, 1, 2, 0)
    assert figures.within_limit(found, today) == (2, 2, 0)
    assert figures.repeated(found) == {"case-0": 2, "case-1": 2}
    team = figures.groups(found, lambda n: n.raised.themes or ("none",))[0]
    assert (team.name, team.concerns, team.formal, team.in_time, team.answered) == (
        "drift",
        4,
        4,
        2,
        3,
    )
    assert (team.open, team.changed, team.said, team.repeated) == (2, 1, 2, 4)
    assert figures.middle([1, 2]) is None
