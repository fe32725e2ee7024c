"""Files that are no template at all: one plain sentence with a cure, never a traceback."""

import os
from pathlib import Path

import pytest

from qa_tool.template.read import read_template, template_from
from qa_tool.template.source import LARGEST


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"PK\x03\x04\x14\x00rest of a workbook", "not_text", "an Excel, Word or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not_text", "an old Excel or Word file"),
        (b"%PDF-1.7", "not_text", "a PDF file"),
        (b"\xff\xfek\x00e\x00", "not_utf8", "UTF-16"),
        (b'key = "a"\ntitle = "caf\xe9"', "not_utf8", "not saved as UTF-8"),
        (b'key = "a\x00b"', "control_character", "column 9"),
        (b'key = "a"\rtitle = "b"', "control_character", "column 10"),
        (b"k" * (LARGEST + 1), "too_large", "2 MB"),
        (b"# " + b"long " * 2_001, "line_too_long", "10,007 letters"),
        (b"", "missing_key", "'scale' is missing"),
        (b"Dear colleague, this is a letter.", "not_toml", "no '='"),
        (b'key = "a"\nkey = "b"', "not_toml", "written twice"),
        (b'[overall]\nkind = "x"\n[overall]\n', "not_toml", "heading is written twice"),
        (b'key = "a', "not_toml", "does not end"),
        (b'key = "a\ntitle = "b"', "not_toml", "does not end on its line"),
        (b'about = """a', "not_toml", "does not end"),
        (b"key = yes", "not_toml", "value is not understood"),
        (b"reviewed = 0000-01-01", "not_toml", "date does not exist"),
        (b"reviewed = 2026-02-30", "not_toml", "date does not exist"),
        (b'frame = ["a"', "not_toml", "list does not end"),
        (b'key = "a" title = "b"', "not_toml", "behind the value"),
        (b"deep = " + b"[" * 4_000, "too_deep", "nested too deeply"),
        (b"a" + b".a" * 4_000 + b" = 1", "too_deep", "nested too deeply"),
        (b"a" + b" . a" * 200 + b" = 1", "too_deep", "nested too deeply"),
        (b"a" + b".a" * 90 + b" = 1", "unknown_key", "'a' is not known"),
        (b'about = "' + b"." * 200 + b'"', "missing_key", "'title' is missing"),
        (b"about = {", "not_toml", "no key"),
        (b"about = 'a", "not_toml", "does not end on its line"),
        (b"[[rule]", "not_toml", "heading does not end"),
        (b"a = { b = 1, b = 2 }", "not_toml", "written twice"),
        (b'a = "\\ud800"', "not_toml", "not written as TOML"),
        (b"minutes = " + b"9" * 5_000, "bad_value", "cannot be understood"),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    """Each kind of bad file is told apart, with a cure, and gives no template."""
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    template, problems = read_template(path)
    assert template is None
    found = next(problem for problem in problems if problem.code == code and words in problem.what)
    assert found.where.startswith("bad.toml")
    assert found.cure


def test_a_syntax_fault_stands_alone_with_its_line() -> None:
    """After a fault in the TOML itself nothing else can be said, so only it is reported."""
    template, problems = template_from('key = "a"\nunknown = 1\n\ntitle = = "b"\n', "t.toml")
    assert template is None
    assert [problem.where for problem in problems] == ["t.toml, line 4, column 9"]


def test_no_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    """A missing file, a folder and something that is no file are told apart."""
    pipe = tmp_path / "pipe.toml"
    paths = [tmp_path / "none.toml", tmp_path]
    expected = ["no_file", "folder"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        paths.append(pipe)
        expected.append("not_a_file")
    found = [read_template(path)[1] for path in paths]
    assert [[problem.code for problem in problems] for problems in found] == [[c] for c in expected]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system refuses to open is told as such."""
    path = tmp_path / "t.toml"
    path.touch()

    def refuse(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    _, problems = read_template(path)
    assert [problem.code for problem in problems] == ["not_opened"]


def test_a_text_that_is_too_large() -> None:
    """A text given without a file has the same limit as a file."""
    _, problems = template_from("\n" * (LARGEST + 1), "t.toml")
    assert [problem.code for problem in problems] == ["too_large"]


def test_a_text_with_half_a_letter() -> None:
    """A text that cannot be saved as UTF-8 is refused before it reaches a fingerprint."""
    _, problems = template_from('title = "\ud800"', "t.toml")
    assert [problem.code for problem in problems] == ["not_utf8"]


def test_emoji_and_right_to_left_text_are_welcome(small: str) -> None:
    """Words in any script are words."""
    text = small.replace("Small audit", "Ünïcode 👩‍👧 שלום مرحبا")
    template, problems = template_from(text, "t.toml")
    assert problems == ()
    assert template is not None
    assert template.title == "Ünïcode 👩‍👧 שלום مرحبا"
