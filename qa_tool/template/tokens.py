"""The words of the rules language: a condition's text cut into tokens that know their column."""

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from qa_tool.errors import QAError

TokenKind = Literal["name", "text", "number", "sign", "word", "end"]
KEYWORDS = frozenset({"and", "or", "not", "in", "answered"})
LONGEST = 4_000
LONGEST_NUMBER = 15

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<text>'(?:[^']|'')*')
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<name>[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*(?:\#[a-z_]+)?)
      | (?P<sign>==|!=|<(?![=>])|>(?!=)|[()\[\],+*/-])""",
    re.VERBOSE,
)

# What people write out of habit from other languages, and what they should write here.
_HABITS = (
    ("<=", "Write 'answered(a) and not (a > b)' instead of 'a <= b'."),
    (">=", "Write 'answered(a) and not (a < b)' instead of 'a >= b'."),
    ("<>", "Write '!=' for 'is not'."),
    ("=", "Write '==' (two signs) for 'is'."),
    ("!", "Write 'not' before the comparison, or '!=' inside it."),
    ("&", "Write 'and'."),
    ("|", "Write 'or'."),
    ('"', "Put texts in single straight quotes: 'yes'."),
    ("‘", "Put texts in single straight quotes: 'yes'."),
    ("’", "Put texts in single straight quotes: 'yes'."),
    ("“", "Put texts in single straight quotes: 'yes'."),
    ("”", "Put texts in single straight quotes: 'yes'."),
    ("'", "Close the text with a second single quote."),
    ("$", "Write the question's key as it is: domain.question."),
    ("{", "Write the question's key as it is: domain.question."),
)


class BadCondition(QAError):
    """A condition that cannot be read; `column` counts from 1."""

    def __init__(self, what: str, cure: str, column: int) -> None:
        super().__init__(f"Column {column}: {what}", cure)
        self.column = column


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a condition; `text` is as written, but without quotes for a text."""

    kind: TokenKind
    text: str
    column: int

    def shown(self) -> str:
        """How a message names this token."""
        return "the end" if self.kind == "end" else f"'{self.text}'"


def tokens_of(text: str) -> tuple[Token, ...]:
    """Every token of the text, an end token last; raises BadCondition at the first odd sign."""
    if len(text) > LONGEST:
        what = f"The condition has {len(text):,} characters; {LONGEST:,} is the most."
        raise BadCondition(what, "Split it into several rules.", LONGEST + 1)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            _odd_sign(text, at)
        if match.lastgroup != "space":
            found.append(_token(match))
        at = match.end()
    return (*found, Token("end", "", len(text) + 1))


def _token(match: re.Match[str]) -> Token:
    """The token of one match, with words told apart from names."""
    written, column = match.group(), match.start() + 1
    match match.lastgroup:
        case "text":
            return Token("text", written[1:-1].replace("''", "'"), column)
        case "number":
            if len(written) > LONGEST_NUMBER:
                raise BadCondition("This number is too long.", "Use a shorter number.", column)
            return Token("number", written, column)
        case "name":
            return _name_or_word(written, column)
        case _:
            return Token("sign", written, column)


def _name_or_word(written: str, column: int) -> Token:
    """A keyword, a question's key, or trouble when a keyword is written in capitals."""
    if written in KEYWORDS:
        return Token("word", written, column)
    if written.lower() in KEYWORDS:
        cure = f"Write '{written.lower()}' in small letters."
        raise BadCondition(f"'{written}' is not known.", cure, column)
    return Token("name", written, column)


def _odd_sign(text: str, at: int) -> NoReturn:
    """Say what is wrong with a sign that the language does not have."""
    for habit, cure in _HABITS:
        if text.startswith(habit, at):
            what = (
                "A text begins here and never ends." if habit == "'" else f"{habit} is not known."
            )
            raise BadCondition(what, cure, at + 1)
    shown = text[at] if text[at].isprintable() else f"character number {ord(text[at])}"
    cure = "Use question keys, 'texts', numbers, and: and or not in == != < > + - * / answered( )."
    raise BadCondition(f"{shown} is not known.", cure, at + 1)
