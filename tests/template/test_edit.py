"""Steps of an author: each can be taken back, keys follow words, conditions follow keys."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.template.dialect import tables_of_template
from qa_tool.template.edit import (
    Edit,
    Tables,
    done,
    insert,
    joined,
    move,
    put,
    remove,
    undone,
    value_at,
)
from qa_tool.template.edit_check import about, checked
from qa_tool.template.edit_fields import fields_of
from qa_tool.template.edit_names import full_key, key_from, rename, settled
from qa_tool.template.edit_new import (
    KINDS,
    add_choice,
    add_domain,
    add_question,
    add_rule,
    add_safety,
    add_voice,
    change_kind,
    choose_overall,
    copied,
    empty_template,
    may_stand,
    move_to,
    new_question,
    step,
)
from qa_tool.template.edit_preview import shown
from qa_tool.template.model import Template
from qa_tool.template.read import read_template, shipped

ADULT = "risk.adult == 'yes'"


def _small() -> Tables:
    """Two graded domains; what the second asks hangs on the first."""
    tables = empty_template("Made up", "Made-up council", "child", "ofsted")
    tables["about"] = "A made-up audit."
    for key, inner in (
        ("risk", [{"key": "adult", "kind": "yes_no", "text": "Is there an adult?"}]),
        ("voice", [{"key": "seen", "kind": "yes_no", "text": "Seen?", "ask_when": ADULT}]),
    ):
        words = {
            grade: f"Made-up {key} {grade}."
            for grade in ("outstanding", "good", "requires_improvement", "inadequate")
        }
        tables["domain"].append(
            {
                "key": key,
                "title": key,
                "purpose": f"{key}?",
                "descriptors": words,
                "question": inner,
            }
        )
    tables["rule"] = [
        {"key": "cap", "why": "Made up.", "domains": ["risk"], "at_or_below": "inadequate",
         "flag": "Look at it."},
        {"key": "both", "why": "Made up.", "when": "risk.grade == 'inadequate' and " + ADULT,
         "flag": "Look at it."},
    ]  # fmt: skip
    return tables


def _errors(tables: Tables) -> list[str]:
    return [str(note.problem) for note in checked(tables).notes if note.stops]


def test_the_small_template_is_whole() -> None:
    """What these tests stand on has no fault."""
    assert _errors(_small()) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda t: put(t, ("domain", 1, "title"), "Other"),
        lambda t: put(t, ("domain", 1, "title"), ""),
        lambda t: put(t, ("sources",), "Made-up sources"),
        lambda t: insert(t, ("domain", 1, "question", 0), {"key": "x", "kind": "text"}),
        lambda t: insert(t, ("domain", 0, "boundaries", 0), {"text": "x"}),
        lambda t: remove(t, ("domain", 2, "question", 0)),
        lambda t: remove(t, ("domain", 1)),
        lambda t: move(t, ("domain", 2), ("domain", 0)),
        lambda t: move(t, ("domain", 1, "question", 0), ("domain", 2, "question", 1)),
        lambda t: move_to(t, ("domain", 1, "question", 0), ("domain", 2, "question", 0)),
        lambda t: rename(t, ("domain", 1), "danger"),
        lambda t: copied(t, ("domain", 1)),
        lambda t: change_kind(t, ("domain", 1, "question", 0), "some_of"),
        lambda t: choose_overall(t, "absent"),
        lambda t: add_domain(t, 1),
        lambda t: add_rule(t, 9),
        lambda t: add_safety(t, 0),
        lambda t: add_voice(t, 0),
    ],
)
def test_every_step_changes_a_copy_and_can_be_taken_back(make: Any) -> None:
    """After a step and its undoing everything is as it was; the old tables were never touched."""
    tables, same = _small(), _small()
    edit = make(tables)
    after = done(tables, edit)
    assert tables == same
    assert after != same
    assert undone(after, edit) == same
    assert done(undone(after, edit), edit) == after


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9), st.integers(0, 9)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_number_of_steps_can_be_taken_back(steps: list[tuple[int, int, int]]) -> None:
    """Whatever somebody does with domains and questions, undo leads back to where they began."""
    tables = _small()
    kept: list[tuple[Tables, Edit]] = []
    for sort, a, b in steps:
        edit = _some(tables, sort, a, b)
        if edit is not None:
            kept.append((tables, edit))
            tables = done(tables, edit)
    for before, edit in reversed(kept):
        tables = undone(tables, edit)
        assert tables == before


def _some(tables: Tables, sort: int, a: int, b: int) -> Edit | None:  # noqa: C901, PLR0911
    """One of the things that somebody may do."""
    domains = tables.get("domain", [])
    if not domains:
        return add_domain(tables, 0)
    here = ("domain", a % len(domains))
    inner = value_at(tables, (*here, "question")) or []
    there = ("domain", b % len(domains), "question", b)
    question = (*here, "question", b % len(inner)) if inner else None
    match sort:
        case 0:
            return add_question(tables, (*here, "question", b), KINDS[b % len(KINDS)])
        case 1:
            return move_to(tables, question, there) if question else None
        case 2:
            return remove(tables, question) if question else remove(tables, here)
        case 3:
            return step(tables, here, 1 if b % 2 else -1)
        case 4:
            return step(tables, question, 1 if a % 2 else -1) if question else None
        case 5:
            return rename(tables, here, f"key_{a}{b}")
        case 6:
            return copied(tables, question or here)
        case _:
            return change_kind(tables, question, KINDS[a]) if question else add_domain(tables, b)


def test_typing_on_becomes_one_change() -> None:
    """Two pauses in one field are one change from the first word to the last."""
    tables = _small()
    first = put(tables, ("title",), "A")
    assert first is not None
    second = put(done(tables, first), ("title",), "AB")
    assert second is not None
    both = joined(first, second)
    assert len(both.ops) == 1
    assert undone(done(tables, both), both) == tables


def test_a_renamed_domain_is_renamed_in_rules_and_conditions() -> None:
    """Nothing breaks when a domain gets another key."""
    edit = rename(_small(), ("domain", 1), "danger")
    assert edit is not None
    after = done(_small(), edit)
    assert value_at(after, ("domain", 2, "question", 0, "ask_when")) == "danger.adult == 'yes'"
    assert after["rule"][0]["domains"] == ["danger"]
    assert "danger.grade" in after["rule"][1]["when"]
    assert _errors(after) == []


def test_a_question_takes_the_conditions_that_name_it_along() -> None:
    """Moved into another domain it is still what the others wait for."""
    edit = move_to(_small(), ("domain", 1, "question", 0), ("domain", 2, "question", 0))
    assert edit is not None
    after = done(_small(), edit)
    assert edit.at == ("domain", 2, "question", 0)
    assert after["domain"][2]["question"][1]["ask_when"] == "voice.adult == 'yes'"
    assert "question" not in after["domain"][1]
    assert _errors(after) == []


def test_moved_beside_one_with_its_key_it_gets_another() -> None:
    """Two questions of one domain never share a key."""
    tables = _small()
    tables["domain"][2]["question"][0]["key"] = "adult"
    edit = move_to(tables, ("domain", 1, "question", 0), ("domain", 2, "question", 1))
    assert edit is not None
    after = done(tables, edit)
    assert [q["key"] for q in after["domain"][2]["question"]] == ["adult", "adult_2"]
    assert after["domain"][2]["question"][0]["ask_when"] == "voice.adult_2 == 'yes'"


def test_keyboard_steps_go_over_the_edge_of_a_domain() -> None:
    """The last question moved down becomes the first of the next domain; at the end nothing happens."""
    edit = step(_small(), ("domain", 1, "question", 0), 1)
    assert edit is not None
    assert edit.at == ("domain", 2, "question", 0)
    assert step(_small(), ("domain", 2, "question", 0), 1) is None
    assert step(_small(), ("domain", 0), -1) is None
    assert step(_small(), ("rule", 1), 1) is None


def test_a_group_stands_in_no_group_and_a_part_among_its_like() -> None:
    """What the reader would refuse cannot be dragged there."""
    tables = _small()
    for kind in ("group", "group"):
        tables = done(tables, add_question(tables, ("domain", 1, "question", 9), kind))
    assert not may_stand(
        tables, ("domain", 1, "question", 1), ("domain", 1, "question", 2, "question", 0)
    )
    assert may_stand(
        tables, ("domain", 1, "question", 0), ("domain", 1, "question", 2, "question", 0)
    )
    assert not may_stand(tables, ("rule", 0), ("domain", 0))
    assert not may_stand(tables, ("domain", 1), ("domain", 1, "question", 0))


def test_keys_are_made_of_the_words_that_say_something() -> None:
    """Small words are left out, a taken key gets a number, and what has no letters keeps its place."""
    assert key_from("Was the child seen alone?", ()) == "child_seen_alone"
    assert key_from("Was the child seen alone?", ("child_seen_alone",)) == "child_seen_alone_2"
    assert key_from("???", (), "question_4") == "question_4"
    assert key_from("2 visits", ()) == "q_2_visits"


def test_a_key_follows_the_words_only_while_nobody_chose_one() -> None:
    """A key that answers are kept under is never changed behind the author's back."""
    tables = done(_small(), add_question(_small(), ("domain", 1, "question", 9), "text"))
    path = ("domain", 1, "question", 1)
    assert settled(tables, path) is None
    words = put(tables, (*path, "text"), "Who was told?")
    assert words is not None
    edit = settled(done(tables, words), path)
    assert edit is not None
    after = done(done(tables, words), edit)
    assert full_key(after, path) == "risk.told"
    assert settled(_small(), ("domain", 1, "question", 0)) is None


def test_a_copied_domain_looks_at_its_own_questions() -> None:
    """A condition inside the copy names the copy."""
    tables = _small()
    tables["domain"][1]["question"].append(
        {"key": "who", "kind": "text", "text": "Who?", "ask_when": ADULT}
    )
    after = done(tables, copied(tables, ("domain", 1)))
    assert after["domain"][2]["key"] == "risk_2"
    assert after["domain"][2]["question"][1]["ask_when"] == "risk_2.adult == 'yes'"
    assert after["domain"][1]["question"][1]["ask_when"] == ADULT


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_is_offered_for_a_kind_can_be_read(kind: str) -> None:
    """No field that the author is asked for is refused as not fitting its kind."""
    tables = _small()
    values: dict[str, Any] = {
        "text": "Made up?", "scale": "ofsted", "ask_when": ADULT, "required_when": ADULT,
        "calculation": "1 + 1", "default": "x", "unit": "days", "each": "Child",
        "evidence_when": ADULT, "action_when": ADULT, "theme": "made_up", "theme_when": ADULT,
        "companions": ["comment"], "choices": [{"key": "a", "text": "A"}, {"key": "b", "text": "B"}],
        "rows": [{"key": "a", "text": "A"}, {"key": "b", "text": "B"}], "least": 0, "most": 5,
        "columns": [{"key": "a", "text": "A"}, {"key": "b", "text": "B"}], "weight": 2,
        "appearance": "multiline" if kind == "text" else "minimal",
    }  # fmt: skip
    record = new_question(kind, "made_up")
    flags = {"required", "impact", "allow_na", "whole", "not_future", "or_other", "read_only"}
    for name in fields_of(kind):
        record[name] = values.get(name, True if name in flags | {"moderated"} else "Made up.")
    if kind == "group":
        record["question"] = [{"key": "inner", "kind": "text", "text": "Inside?"}]
    tables["domain"][2]["question"].append(record)
    unfit = [
        n for n in checked(tables).notes if n.problem.code in {"key_does_not_fit", "unknown_key"}
    ]
    assert unfit == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_question_of_every_kind_is_whole_once_it_has_words(kind: str) -> None:
    """What a kind needs is there from the start; only words are missing, and the preview shows it already."""
    tables = done(_small(), add_question(_small(), ("domain", 1, "question", 9), kind))
    path = ("domain", 1, "question", 1)
    missing = {note.problem.code for note in about(checked(tables).notes, path, inside=True)}
    assert missing <= {"missing_key", "hidden_value"}
    assert shown(tables) is not None
    for other in KINDS:
        changed = change_kind(tables, path, other)
        if changed is not None:
            codes = {n.problem.code for n in about(checked(done(tables, changed)).notes, path)}
            assert "key_does_not_fit" not in codes


def test_one_more_answer_has_a_key_of_its_own() -> None:
    """A choice is added behind the others."""
    tables = done(_small(), add_question(_small(), ("domain", 1, "question", 9), "one_of"))
    after = done(tables, add_choice(tables, ("domain", 1, "question", 1, "choices", 2)))
    keys = [c["key"] for c in after["domain"][1]["question"][1]["choices"]]
    assert keys == ["choice_1", "choice_2", "choice_3"]


def test_the_checker_tells_the_place_of_each_problem() -> None:
    """Every fault in one pass, each with the path of its field, in the order of the outline."""
    tables = _small()
    tables["domain"][1]["title"] = ""
    tables["domain"][2]["question"][0]["ask_when"] = "risk.nobody == 'yes'"
    del tables["domain"][2]["descriptors"]["good"]
    found = checked(tables)
    assert [n.path for n in found.notes if n.stops] == [
        ("domain", 1, "title"), ("domain", 2, "descriptors"), ("domain", 2, "question", 0, "ask_when"),
    ]  # fmt: skip
    assert found.template is None
    stops = [note for note in found.notes if note.stops]
    assert len(about(stops, ("domain", 2), inside=True)) == 2
    assert len(about(stops, ("domain", 2))) == 1
    assert all("[[" not in n.problem.cure for n in found.notes)


def test_a_half_written_template_can_be_shown() -> None:
    """Gaps are marked, what is wrong is left out, and the rest stands as it is."""
    tables = _small()
    tables["domain"][2]["question"][0]["ask_when"] = "risk.adult ==="
    tables["domain"][1]["descriptors"] = {}
    tables = done(tables, add_domain(tables, 9))
    found = shown(tables)
    assert found is not None
    assert [domain.key for domain in found.domains] == ["about", "risk", "voice", "domain_1"]
    assert found.domains[2].questions[0].ask_when == ""
    assert "not described yet" in found.domains[1].descriptor("good")


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_what_is_shipped_goes_through_the_designer_unchanged(path: Any) -> None:
    """The tables of a shipped template read back to it, so that a draft begins with all of it."""
    template, _problems = read_template(path)
    assert isinstance(template, Template)
    assert checked(tables_of_template(template)).template == template
