"""The expressions of XLSForm, cut and parsed to a tree; what a form may say and this program cannot is told apart.

`${x}`, `.`, old paths such as `../x`, 'texts', numbers, comparisons, and or, arithmetic, functions.
"""

import difflib
import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from qa_tool.errors import QAError

LONGEST = 4_000
DEEPEST = 40
MOST_TERMS = 60
_LONGEST_NUMBER = 15
ALONG = "../"  # a question that was named by a path through the form

# The functions that have a meaning here.
KNOWN = frozenset({
    "and", "boolean", "coalesce", "count", "count-selected", "date", "false", "if", "int", "max", "min",
    "not", "number", "or", "regex", "round", "selected", "string", "string-length", "sum", "today",
    "true",
})  # fmt: skip
# Functions of XLSForm that are right where they stand, but mean nothing to this program.
ELSEWHERE = frozenset({
    "abs", "add-date", "area", "base64-decode", "boolean-from-string", "ceiling", "checklist", "concat",
    "contains", "cos", "count-non-empty", "current", "date-time", "decimal-date",
    "decimal-date-time", "decimal-time", "difference-in-months", "digest", "distance", "ends-with", "exp", "floor",
    "format-date", "format-date-time", "geofence", "indexed-repeat", "instance", "item-at", "join",
    "jr:choice-name", "jr:itext", "last", "log", "log10", "name", "normalize-space", "now", "once",
    "pi", "position", "pow", "property", "pulldata", "random", "randomize", "selected-at", "sin",
    "sqrt", "starts-with", "substr", "substring", "substring-after", "substring-before", "tan",
    "thousands-sep", "to-bikram-sambat", "translate", "z-score", "uuid", "version", "weighted-checklist",
    # What SurveyCTO adds.
    "choice-label", "coalesce-if", "collect-is-phone-app", "count-if", "count-items", "de-duplicate",
    "device-info", "duration", "empty", "enum-id", "form-version", "format-number", "geo-scatter",
    "hash", "index", "is-relevant", "item-index", "item-present", "join-if", "linebreak", "lower",
    "max-if", "min-if", "no-calls", "phone-call-duration", "phone-call-log", "plug-in-metadata",
    "rank-index", "rank-value", "relevant", "short-data", "sum-if", "text-audit", "upper", "username",
})  # fmt: skip

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<text>'[^']*'|"[^"]*"|['‘’][^'‘’]*['‘’]|["“”][^"“”]*["“”])
      | (?P<ref>\$\{\s*(?P<named>[^{}$]*?)\s*\})
      | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
      | (?P<path>(?:\.\./)+(?P<last>[A-Za-z_][\w.-]*)(?:/(?P<deeper>[A-Za-z_][\w.-]*))*)
      | (?P<sign>!=|<=|>=|[=<>+*(),-]|\.(?!\.))
      | (?P<name>[A-Za-z_](?:[\w.]|-(?=\w))*(?::[A-Za-z_][\w-]*)?)
      | (?P<beyond>[/\[\]|@:]|\.\.)""",
    re.VERBOSE,
)
_HABITS = (
    ("'", "Close the text with the quote it began with."),
    ('"', "Close the text with the quote it began with."),
    ("$", "Name a question like this: ${question}."),
    ("&", "Write 'and'."),
    ("!", "Write not( … ), or != between two values."),
    (";", "Put a comma between the values of a function."),
)


class BadExpression(QAError):
    """An expression that cannot be understood; `column` counts its letters from 1."""

    def __init__(self, what: str, cure: str, column: int) -> None:
        super().__init__(f"Letter {column}: {what}", cure)
        self.column = column


class NotCarried(QAError):
    """An expression that is right in a form and has no counterpart here."""

    def __init__(self, what: str) -> None:
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Ref:
    """A question by the name that it has in the form."""

    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """The dot: the answer of the question that the expression belongs to."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text or a number."""

    value: str | int | float


@dataclass(frozen=True, slots=True)
class Call:
    """A function with what stands between its parentheses."""

    name: str
    given: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two values with a sign between them: = != < <= > >= + - * div mod; `and`, `or` are calls."""

    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Bare:
    """A word without quotes: in a choice filter the column of that name."""

    name: str


Tree = Ref | Own | Written | Call | Joined | Bare


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["text", "ref", "number", "sign", "name", "end"]
    text: str
    column: int


def parse(text: str, *, bare: bool = False) -> Tree:
    """Read an expression; BadExpression where it is wrong, NotCarried where it is beyond us.

    With `bare` words without quotes may stand in it, as in choice filters.
    """
    parser = _Parser(_tokens(text), bare=bare)
    tree = parser.level(0, 0)
    parser.finish()
    return tree


def _tokens(text: str) -> list[_Token]:
    if len(text) > LONGEST:
        what = f"It has {len(text):,} letters; {LONGEST:,} is the most."
        raise BadExpression(what, "Split it over several questions.", LONGEST + 1)
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            _odd(text, at)
        if match.lastgroup != "space":
            found.append(_token(match))
        at = match.end()
    return [*found, _Token("end", "", len(text) + 1)]


def _token(match: re.Match[str]) -> _Token:
    column, written = match.start() + 1, match.group()
    if match["text"] is not None:
        return _Token("text", written[1:-1], column)
    if match["ref"] is not None:
        return _Token("ref", match["named"], column)
    if match["path"] is not None:
        named = f"{match['last']}/{match['deeper']}" if match["deeper"] else match["last"]
        return _Token("ref", f"{ALONG}{named}", column)
    if match["beyond"] is not None:
        raise NotCarried("it looks along a path into other data")
    if match["number"] is not None:
        if len(written) > _LONGEST_NUMBER:
            raise BadExpression("This number is too long.", "Use a shorter number.", column)
        return _Token("number", written, column)
    return _Token("sign" if match["sign"] is not None else "name", written, column)


def _odd(text: str, at: int) -> NoReturn:
    shown = text[at] if text[at].isprintable() else f"character number {ord(text[at])}"
    for habit, cure in _HABITS:
        if text[at] == habit:
            raise BadExpression(f"{shown} is not understood here.", cure, at + 1)
    cure = "Write it like this: ${question} = 'yes' and ${other} > 2."
    raise BadExpression(f"{shown} is not understood here.", cure, at + 1)


# From the loosest to the tightest.
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


class _Parser:
    """Reads the tokens from left to right; `depth` counts nesting, so that no input can exhaust it."""

    def __init__(self, tokens: list[_Token], *, bare: bool) -> None:
        self._tokens = tokens
        self._bare = bare
        self._at = 0

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._here
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def finish(self) -> None:
        """Nothing may follow a whole expression."""
        token = self._here
        if token.kind != "end":
            cure = "Put 'and' or 'or' between two conditions, and close every parenthesis once."
            raise BadExpression(f"{_shown(token)} is one too many here.", cure, token.column)

    def level(self, level: int, depth: int) -> Tree:
        """Everything joined by the signs of one level, or of a tighter one."""
        if level == len(_LEVELS):
            return self._one(depth)
        tree = self.level(level + 1, depth)
        many, terms = _LEVELS[level][0] in {"or", "and"}, [tree]
        while self._here.kind in {"sign", "name"} and self._here.text in _LEVELS[level]:
            sign = self._next()
            terms.append(self.level(level + 1, depth))
            if not many:
                self._count(terms, sign)
                tree = Joined(sign.text, tree, terms[-1])
        return Call(_LEVELS[level][0], tuple(terms)) if many and len(terms) > 1 else tree

    @staticmethod
    def _count(terms: list[Tree], sign: _Token) -> None:
        if len(terms) > MOST_TERMS:
            what = f"More than {MOST_TERMS} values are joined here."
            raise BadExpression(what, "Split it over several questions.", sign.column)

    def _one(self, depth: int) -> Tree:
        token = self._next()
        if depth > DEEPEST:
            what = f"More than {DEEPEST} levels are nested here."
            raise BadExpression(what, "Split it over several questions.", token.column)
        if token.kind == "text":
            return Written(token.text)
        if token.kind == "number":
            return Written(float(token.text) if "." in token.text else int(token.text))
        if token.kind == "ref":
            return self._ref(token)
        if token.kind == "name":
            return self._called(token, depth)
        return self._signed(token, depth)

    @staticmethod
    def _ref(token: _Token) -> Tree:
        if not token.text:
            cure = "Write the question's name between the brackets: ${question}."
            raise BadExpression("No question is named here.", cure, token.column)
        return Ref(token.text)

    def _signed(self, token: _Token, depth: int) -> Tree:
        if token.text == ".":
            return Own()
        if token.text == "(":
            inner = self.level(0, depth + 1)
            self._close()
            return inner
        if token.text == "-":
            inner = self._one(depth + 1)
            if isinstance(inner, Written) and not isinstance(inner.value, str):
                return Written(-inner.value)
            return Joined("-", Written(0), inner)
        cure = "Write a question like ${question}, a 'text' or a number here."
        raise BadExpression(f"Something is missing before {_shown(token)}.", cure, token.column)

    def _called(self, token: _Token, depth: int) -> Tree:
        called = self._here.kind == "sign" and self._here.text == "("
        if (
            not called and token.text == "null"
        ):  # what people write for nothing; XPath has no such word
            return Written("")
        if not called and self._bare:
            return Bare(token.text)
        if not called:
            cure = f"Write ${{{token.text}}} for a question, '{token.text}' for a text."
            raise BadExpression(f"{_shown(token)} is not understood here.", cure, token.column)
        if (
            token.text in ELSEWHERE or ":" in token.text
        ):  # a program's own carries its mark in front
            raise NotCarried(f"the program has no {token.text}()")
        if token.text not in KNOWN:
            close = difflib.get_close_matches(token.text[:60], KNOWN | ELSEWHERE, n=1, cutoff=0.6)
            cure = f"Did you mean {close[0]}( )?" if close else "Use a function of XLSForm."
            raise BadExpression(f"There is no function {token.text}( ).", cure, token.column)
        self._next()
        given: list[Tree] = []
        if self._here.text != ")" or self._here.kind != "sign":
            given.append(self.level(0, depth + 1))
            while self._here.kind == "sign" and self._here.text == ",":
                self._next()
                given.append(self.level(0, depth + 1))
        self._close()
        return Call(token.text, tuple(given))

    def _close(self) -> None:
        token = self._here
        if token.kind != "sign" or token.text != ")":
            what = f"A parenthesis is not closed before {_shown(token)}."
            raise BadExpression(what, "Put ) here.", token.column)
        self._next()


def _shown(token: _Token) -> str:
    return "the end" if token.kind == "end" else f"'{token.text[:40]}'"
