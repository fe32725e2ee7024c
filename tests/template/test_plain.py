"""Templates as plain values: there and back, and a fingerprint that no change escapes."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.errors import QAError
from qa_tool.template.model import Template
from qa_tool.template.plain import canonical, fingerprint, from_plain, to_plain
from qa_tool.template.read import template_from


@pytest.fixture(scope="module")
def template(small: str) -> Template:
    """The small template, read, with a number question and a date of review."""
    number = (
        '\n[[domain.question]]\nkey = "n"\nkind = "number"\ntext = "N?"\nleast = 0\nmost = 2.5\n'
    )
    text = small.replace("minutes = 120", "minutes = 120\nreviewed = 2026-11-01")
    found, problems = template_from(text + number, "t.toml")
    assert problems == ()
    assert found is not None
    return found


def test_there_and_back(template: Template) -> None:
    """A template survives the way through JSON text unchanged, fingerprint and all."""
    back = from_plain(json.loads(json.dumps(to_plain(template))))
    assert back == template
    assert fingerprint(back) == fingerprint(template)
    assert isinstance(back.domains[1].questions[2].least, float)


def test_canonical_form(template: Template) -> None:
    """Keys are sorted, there are no spaces between things, and letters stay as they are."""
    text = canonical(replace(template, title="Öffnung 👩‍👧"))
    assert '"title":"Öffnung 👩‍👧"' in text
    assert text == json.dumps(
        json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_defaults_are_left_out(template: Template) -> None:
    """What has its default is not written, so a field added later leaves old fingerprints alone."""
    question: Any = to_plain(template)["domains"][1]["questions"][0]  # type: ignore[index]
    assert set(question) == {"key", "kind", "text", "choices", "companions"}


def test_the_fingerprint_does_not_see_layout(small: str, template: Template) -> None:
    """Comments, order of keys and spaces are no change; the same words, the same fingerprint."""
    first, _ = template_from(small, "a.toml")
    second, _ = template_from("# a comment\n" + small.replace(" = ", "   =  "), "b.toml")
    assert first is not None
    assert second is not None
    assert fingerprint(first) == fingerprint(second) != fingerprint(template)


def _places(plain: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of plain values that holds a text."""
    if isinstance(plain, str):
        return [path]
    items: Any = plain.items() if isinstance(plain, dict) else ()
    items = enumerate(plain) if isinstance(plain, list) else items
    return [found for key, value in items for found in _places(value, (*path, key))]


FREE = {"title", "text", "help", "why", "purpose", "flag", "name", "publisher", "version", "about"}


def test_any_changed_word_changes_the_fingerprint(template: Template) -> None:
    """Every free text anywhere in the template, descriptors and scales included, counts."""
    plain = to_plain(template)
    before = fingerprint(template)
    places = [p for p in _places(plain) if p[-1] in FREE or "descriptors" in p]
    assert len(places) > 30
    seen = {before}
    for place in places:
        changed = json.loads(json.dumps(plain))
        inner = changed
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] += "x"
        seen.add(fingerprint(from_plain(changed)))
    assert len(seen) == len(places) + 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain.pop("key"),
        lambda plain: plain.update(colour="red"),
        lambda plain: plain.update(minutes="120"),
        lambda plain: plain.update(minutes=True),
        lambda plain: plain.update(subject="dog"),
        lambda plain: plain.update(reviewed="yesterday"),
        lambda plain: plain.update(domains="none"),
        lambda plain: plain.update(domains=[{"key": "a"}]),
        lambda plain: plain["domains"][1]["descriptors"].append(["good"]),
        lambda plain: plain["domains"][1]["questions"][2].update(most=10**400),
        lambda plain: plain["scales"].append(None),
    ],
)
def test_damaged_plain_values_are_refused(
    template: Template, spoil: Callable[[dict[str, Any]], object]
) -> None:
    """Plain values that are no template are known trouble with a cure, not a crash."""
    plain = json.loads(json.dumps(to_plain(template)))
    spoil(plain)
    with pytest.raises(QAError, match="stored template cannot be read") as caught:
        from_plain(plain)
    assert caught.value.cure


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "domains", "scale", "overall", "x"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(plain=st.dictionaries(st.sampled_from(["key", "domains", "scales", "overall"]), _JSON))
def test_any_json_is_refused_in_words(plain: dict[str, object]) -> None:
    """Whatever JSON it is given, it answers with known trouble."""
    with pytest.raises(QAError):
        from_plain(plain)
