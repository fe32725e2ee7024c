"""A template written as TOML reads back to the same template, letter by letter."""

from dataclasses import replace

import pytest

from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.read import read_template, shipped, template_from
from qa_tool.template.toml_text import NotInToml, to_toml


def _again(template: Template) -> Template:
    read, problems = template_from(to_toml(template), "again.toml")
    assert read is not None, problems
    return read


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_template(path: object) -> None:
    """Nothing of a shipped template is lost in writing it."""
    template, _ = read_template(path)  # type: ignore[arg-type]
    assert template is not None
    assert fingerprint(_again(template)) == fingerprint(template)


@pytest.mark.parametrize(
    "words",
    [
        'Quotes "inside" and a \\ and \'\'\'three\'\'\' and """three"""',
        "Two\nlines, and\n\n  a third with spaces before",
        "word and  two spaces " * 900 + "end",
        "x" * 9_000,
        "a tab\there, # no comment, = and [brackets]",
    ],
    ids=["quotes", "lines", "long", "unbroken", "signs"],
)
def test_odd_words(small: str, words: str) -> None:
    """Whatever letters a text has, they come back."""
    template, _ = template_from(small, "t.toml")
    assert template is not None
    odd = replace(template, about=words)
    assert _again(odd) == odd


def test_own_scale_is_refused(small: str) -> None:
    """A scale that does not come with the program has no place in a TOML file, and that is said."""
    template, _ = template_from(small, "t.toml")
    assert template is not None
    scale = replace(template.scales[0], title="Ours")
    with pytest.raises(NotInToml, match="ofsted"):
        to_toml(replace(template, scales=(scale,)))
