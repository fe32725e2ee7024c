"""From a file to its TOML tables, or one plain sentence on why that cannot be."""

import re
import tomllib
from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.problems import Problem

LARGEST = 2_000_000
LONGEST_LINE = 10_000
DEEPEST_KEY = 100
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NOT_TEXT = (
    (b"PK\x03\x04", "an Excel, Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# tomllib's words, and what an author of templates calls the same thing.
_PLAIN = (
    ("Cannot overwrite a value", "A key is written twice", "Keep one of the two."),
    (
        "Cannot declare",
        "A heading is written twice",
        "Use [[...]] for a list, or keep one of them.",
    ),
    ("Cannot mutate immutable", "A heading is written twice", "Keep one of the two."),
    ("Unterminated string", "A text does not end", "Close it with the quotes it began with."),
    ("Illegal character '\\n'", "A text does not end on its line", 'Close it, or use """ quotes.'),
    ('Expected \'"""\'', "A text does not end", 'Close it with """.'),
    ("Expected \"'''\"", "A text does not end", "Close it with '''."),
    ('Expected "\'"', "A text does not end on its line", "Close it with a single quote."),
    ("Expected ']", "A heading does not end", "Close it with as many ] as it began with."),
    ("Duplicate inline table key", "A key is written twice", "Keep one of the two."),
    ("Expected '='", "A key has no '=' behind it", "Write: key = value."),
    ("Invalid initial character", "Something here is no key", "Write: key = value."),
    ("Invalid statement", "Something here is no key", "Write: key = value."),
    ("Invalid date or datetime", "This date does not exist", "Write it like 2026-11-21."),
    ("Invalid value", "The value is not understood", "Put texts in quotes; write true or false."),
    ("Unclosed array", "A list does not end", "Close it with ]."),
    ("Unclosed inline table", "A part in { } does not end", "Close it with } on the same line."),
    ("Unescaped '\\'", "A single \\ stands in a text", "Write \\\\ or use single quotes."),
    ("Expected newline", "Something stands behind the value", "Put it on its own line."),
)


class Unreadable(QAError):
    """Nothing can be read; the one problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem), problem.cure)
        self.problem = problem


def text_of(path: Path) -> str:
    """The file's text; raises Unreadable for what is no readable text file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise _no(name, "This is a folder.", "Name a template file inside it.", "folder")
        if not path.exists():
            raise _no(name, "There is no such file.", "Check the name and the folder.", "no_file")
        if not path.is_file():
            raise _no(name, "This is not a file.", "Name a template file.", "not_a_file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as trouble:
        cure = "Check that you may read it, and that no other program holds it."
        raise _no(name, "The file cannot be opened.", cure, "not_opened") from trouble
    return _decoded(content, name)


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST:
        raise _too_large(name)
    for start, sort in _NOT_TEXT:
        if content.startswith(start):
            cure = "Choose a template file; a template is plain text in TOML."
            raise _no(name, f"This is {sort}, whatever its name says.", cure, "not_text")
    if content.startswith(_UTF16):
        raise _no(name, "The text is saved as UTF-16.", "Save it as UTF-8.", "not_utf8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        cure = "Save the file as UTF-8 and check the letters there."
        what = "A letter is not saved as UTF-8."
        raise _no(f"{name}, line {line}", what, cure, "not_utf8") from trouble


def tables_of(text: str, name: str) -> dict[str, object]:
    """The TOML tables of a text; raises Unreadable with the line of the first fault."""
    if len(text) > LARGEST:
        raise _too_large(name)
    _check_lines(text.replace("\r\n", "\n"), name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise _syntax(str(trouble), text, name) from trouble
    except RecursionError as trouble:
        raise _too_deep(name) from trouble
    except ValueError as trouble:
        cure = "Look for a number or date that is far too large."
        raise _no(name, "A value cannot be understood.", cure, "bad_value") from trouble


def _check_lines(text: str, name: str) -> None:
    """Refuse what no editor shows, and lines that only a machine writes."""
    for number, line in enumerate(text.split("\n"), start=1):
        where = f"{name}, line {number}"
        if len(line) > LONGEST_LINE:
            what = f"The line has {len(line):,} letters; {LONGEST_LINE:,} is the most."
            cure = 'Break it into several lines within """ quotes.'
            raise _no(where, what, cure, "line_too_long")
        if _deep_key(line):
            raise _too_deep(where)
        if (hidden := _HIDDEN.search(line)) is not None:
            what = f"A control character stands at column {hidden.start() + 1}."
            cure = "Delete it; type the line again instead of pasting it."
            raise _no(where, what, cure, "control_character")
        if any("\ud800" <= letter <= "\udfff" for letter in line):
            cure = "Type the line again and save the file as UTF-8."
            raise _no(where, "A letter is broken.", cure, "not_utf8")


def _syntax(message: str, text: str, name: str) -> Unreadable:
    """A TOML fault in plain words, with its line."""
    at = _AT.search(message)
    line = text.count("\n") + 1 if at is None or at["line"] is None else int(at["line"])
    where = f"{name}, line {line}" + (f", column {at['column']}" if at and at["column"] else "")
    bare = _AT.sub("", message)
    for begins, plain, cure in _PLAIN:
        if bare.startswith(begins):
            return _no(where, f"{plain}.", cure, "not_toml")
    cure = "Compare the line with one of the templates that come with the program."
    return _no(where, "This is not written as TOML.", cure, "not_toml")


def _deep_key(line: str) -> bool:
    """Whether a key of very many parts stands here: tomllib would read it for minutes."""
    if line.count(".") <= DEEPEST_KEY:
        return False
    parts = line.replace(" .", ".").replace(". ", ".").split()
    return any(part.count(".") > DEEPEST_KEY and ".." not in part for part in parts)


def _too_deep(where: str) -> Unreadable:
    cure = "Write it flat: a template needs four levels at most."
    return _no(where, "Lists or tables are nested too deeply.", cure, "too_deep")


def _too_large(name: str) -> Unreadable:
    cure = "Choose a template file: the largest in use has less than a tenth of that."
    return _no(name, "The file is larger than 2 MB.", cure, "too_large")


def _no(where: str, what: str, cure: str, code: str) -> Unreadable:
    return Unreadable(Problem("error", where, what, cure, code))
