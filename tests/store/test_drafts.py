"""Draft answers are kept one by one, and every one can be undone, also after a restart."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_tool.ledger.entry import BadEntry
from qa_tool.store.core import Store
from qa_tool.store.drafts import Drafts, NoDraft


@pytest.fixture
def drafts(store: Store) -> Drafts:
    """The shelf, with one draft begun."""
    store.drafts.begin("audit-1")
    return store.drafts


def test_an_answer_is_kept_changed_and_cleared(drafts: Drafts, now: datetime) -> None:
    """Each value comes back as it was; None takes the answer away."""
    values = {"a.grade": "good", "a.evidence": [{"what": "note", "date": ""}], "a.n": 1.5}
    for key, value in values.items():
        drafts.keep("audit-1", key, value, now)
    assert drafts.answers("audit-1") == values
    drafts.keep("audit-1", "a.n", None, now)
    assert "a.n" not in drafts.answers("audit-1")
    assert drafts.last_kept("audit-1") == now.isoformat(timespec="seconds")


def test_undo_and_redo_outlive_a_restart(
    drafts: Drafts, store: Store, folder: Path, key: bytes, now: datetime
) -> None:
    """The stack and its cursor are rows: a new process goes on where the old one was."""
    for value in ("good", "inadequate", None):
        drafts.keep("audit-1", "a.grade", value, now)
    step = drafts.undo("audit-1")
    assert step is not None
    assert (step.before, step.after) == ("inadequate", None)
    store.close()
    with Store.open(folder, key) as again:
        steps, cursor = again.drafts.steps("audit-1")
        assert (len(steps), cursor) == (3, 2)
        assert again.drafts.answers("audit-1") == {"a.grade": "inadequate"}
        again.drafts.undo("audit-1")
        again.drafts.undo("audit-1")
        assert again.drafts.undo("audit-1") is None
        assert again.drafts.answers("audit-1") == {}
        for _ in range(3):
            again.drafts.redo("audit-1")
        assert again.drafts.redo("audit-1") is None
        assert again.drafts.answers("audit-1") == {}


def test_a_new_answer_drops_the_steps_that_were_undone(drafts: Drafts, now: datetime) -> None:
    """After an undo, a new answer begins a new branch; the old one cannot be redone."""
    for value in (1, 2, 3):
        drafts.keep("audit-1", "q", value, now)
    drafts.undo("audit-1")
    drafts.undo("audit-1")
    drafts.keep("audit-1", "q", 9, now)
    steps, cursor = drafts.steps("audit-1")
    assert [(one.before, one.after) for one in steps] == [(None, 1), (1, 9)]
    assert cursor == 2
    assert drafts.redo("audit-1") is None


def test_typing_can_be_one_step(drafts: Drafts, now: datetime) -> None:
    """With merge, a paragraph typed over a minute is undone in one go."""
    drafts.keep("audit-1", "q", "good", now)
    for words in ("T", "Th", "The"):
        drafts.keep("audit-1", "a.reason", words, now, merge=words != "T")
    assert drafts.steps("audit-1")[1] == 2
    drafts.undo("audit-1")
    assert drafts.answers("audit-1") == {"q": "good"}
    drafts.redo("audit-1")
    assert drafts.answers("audit-1")["a.reason"] == "The"


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 3) | st.none())
        | st.sampled_from(["undo", "redo"]),
        max_size=30,
    )
)
def test_undo_agrees_with_a_plain_history(
    store: Store, now: datetime, acts: list[tuple[str, int | None] | str]
) -> None:
    """Whatever is kept, undone and redone, the answers are those of a list of whole states."""
    store.drafts.finish("h")
    store.drafts.begin("h")
    history: list[dict[str, int]] = [{}]
    at = 0
    with store.together():
        for act in acts:
            if act == "undo":
                assert (store.drafts.undo("h") is not None) == (at > 0)
                at = max(0, at - 1)
            elif act == "redo":
                assert (store.drafts.redo("h") is not None) == (at < len(history) - 1)
                at = min(len(history) - 1, at + 1)
            else:
                key, value = act
                state = {**history[at], key: value}
                del history[at + 1 :]
                history.append({k: v for k, v in state.items() if v is not None})
                store.drafts.keep("h", key, value, now)
                at += 1
            assert store.drafts.answers("h") == history[at]


@pytest.mark.parametrize(
    "words",
    ["\u202eright to left", "emoji 👩‍👧‍👦", "a\tb\nc", "x" * 2_000_000, "nul \x00 inside", ""],
)
def test_typed_words_come_back_letter_for_letter(drafts: Drafts, now: datetime, words: str) -> None:
    """Long, astral, right to left, with controls: the store alters nothing."""
    drafts.keep("audit-1", "a.reason", words, now)
    assert drafts.answers("audit-1")["a.reason"] == words


def test_a_broken_letter_is_refused_and_nothing_is_lost(drafts: Drafts, now: datetime) -> None:
    """A lone surrogate cannot be written: a sentence, and the old answer stands."""
    drafts.keep("audit-1", "q", "good", now)
    with pytest.raises(BadEntry):
        drafts.keep("audit-1", "q", "\ud800", now)
    assert drafts.answers("audit-1") == {"q": "good"}


def test_finish_drops_answers_and_steps_of_that_audit_alone(
    drafts: Drafts, store: Store, now: datetime
) -> None:
    """After hand-in nothing of the draft is left, and other drafts stand."""
    store.drafts.begin("audit-2")
    for audit in ("audit-1", "audit-2"):
        drafts.keep(audit, "q", 1, now)
    drafts.finish("audit-1")
    assert drafts.audits() == ("audit-2",)
    assert drafts.answers("audit-1") == {}
    assert store.raw.execute("SELECT count(*) FROM draft_step").fetchone() == (1,)
    with pytest.raises(NoDraft):
        drafts.keep("audit-1", "q", 1, now)


def test_beginning_twice_loses_nothing(drafts: Drafts, now: datetime) -> None:
    """Opening the same audit again finds its answers."""
    drafts.keep("audit-1", "q", 1, now)
    drafts.begin("audit-1")
    assert drafts.answers("audit-1") == {"q": 1}
