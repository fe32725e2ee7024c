"""Whatever a template file holds, reading it gives problems or a template, never an exception."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.problems import Problem, errors
from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint, from_plain, to_plain
from qa_tool.template.read import read_template, template_from

_LINES = st.sampled_from(
    [
        "[[domain]]",
        "[domain]",
        "[[domain.question]]",
        "[domain.descriptors]",
        "[overall]",
        "[[rule]]",
        "[[safety]]",
        "[grading]",
        'key = "a"',
        "key = 1",
        'kind = "group"',
        'kind = "grade"',
        'kind = "graded"',
        'scale = "met"',
        "scale = []",
        "graded = false",
        'choices = "rag"',
        "choices = [{}]",
        "choices = [1]",
        'boundaries = [{ between = ["good", 3] }]',
        'boundaries = [{ between = ["good", "good", "good"], text = "x" }]',
        "descriptors = { good = 1 }",
        "question = [[]]",
        "question = {}",
        'ask_when = "answered(a.a)"',
        'when = "((("',
        "at_least = -1",
        'domains = ["a", "a"]',
        "domains = [[]]",
        'worry = ["yes"]',
        "least = inf",
        "most = 1979-05-27",
        "domain = 3",
        "a.b.c = 1",
        "rule = []",
    ]
)


def _sound(result: tuple[Template | None, tuple[Problem, ...]]) -> None:
    template, problems = result
    assert (template is None) == bool(errors(problems))
    assert all(problem.where and problem.what and problem.code for problem in problems)
    if template is not None:
        assert from_plain(to_plain(template)) == template
        assert len(fingerprint(template)) == 64


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text gives problems."""
    _sound(template_from(text, "t.toml"))


@settings(max_examples=250, deadline=None)
@given(lines=st.lists(_LINES, max_size=14))
def test_any_mixture_of_the_dialect(lines: list[str]) -> None:
    """Lines of the dialect in any order, mostly in the wrong place, give problems."""
    _sound(template_from("\n".join(lines), "t.toml"))


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_good_template_with_lines_moved(small: str, data: st.DataObject) -> None:
    """A good template with lines taken out, doubled or put elsewhere gives problems or reads."""
    lines = small.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        taken = lines.pop(at)
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), taken)
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), data.draw(_LINES))
    _sound(template_from("\n".join(lines), "t.toml"))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_good_file_with_bytes_changed(small: str, data: st.DataObject) -> None:
    """A good file with bytes changed, cut or added gives problems or reads."""
    content = bytearray(small.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.toml"
        path.write_bytes(content)
        _sound(read_template(path))
