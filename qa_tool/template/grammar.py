"""The grammar of conditions: tokens to a tree, with the column of whatever is wrong."""

from qa_tool.template.functions import FUNCTIONS, pattern_fault
from qa_tool.template.nodes import (
    DATE,
    And,
    Answered,
    Call,
    Compare,
    Matches,
    Name,
    Node,
    Not,
    Operand,
    Or,
    Reckoning,
    Sign,
    Sum,
    Value,
    Within,
    names,
)
from qa_tool.template.tokens import BadCondition, Token

DEEPEST = 40
_SIGNS: dict[str, Sign] = {"==": "==", "!=": "!=", "<": "<", ">": ">"}
_LOOSE: dict[str, Reckoning] = {"+": "+", "-": "-"}
_TIGHT: dict[str, Reckoning] = {"*": "*", "/": "/"}


class Parser:
    """Reads tokens from left to right; `depth` counts nesting, so that no input can exhaust it."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def _here(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._here
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _takes(self, *written: str) -> bool:
        """Step over the token when it is one of these words or signs."""
        token = self._here
        if token.kind in {"sign", "word"} and token.text in written:
            self._next()
            return True
        return False

    def _needs(self, written: str, after: str) -> None:
        if not self._takes(written):
            what = f"'{written}' is missing {after}, before {self._here.shown()}."
            raise BadCondition(what, f"Put '{written}' here.", self._here.column)

    def finish(self) -> None:
        """Nothing may follow a whole condition."""
        token = self._here
        if token.kind != "end":
            cure = "Join two comparisons with 'and' or 'or', and close every parenthesis once."
            raise BadCondition(f"{token.shown()} is one too many here.", cure, token.column)

    def either(self, depth: int) -> Node:
        """Terms joined by `or`."""
        terms = [self._both(depth)]
        while self._takes("or"):
            terms.append(self._both(depth))
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def _both(self, depth: int) -> Node:
        terms = [self._term(depth)]
        while self._takes("and"):
            terms.append(self._term(depth))
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def _term(self, depth: int) -> Node:
        column = self._here.column
        if depth > DEEPEST:
            cure = "Split the condition into several simpler ones."
            raise BadCondition(f"More than {DEEPEST} levels are nested here.", cure, column)
        if self._takes("not"):
            return Not(self._term(depth + 1))
        if self._here.text == "(" and not self._reckons():
            self._next()
            inner = self.either(depth + 1)
            self._needs(")", "after the part in parentheses")
            return inner
        if self._takes("answered"):
            return self._answered()
        if self._calls("matches"):
            return self._matches(depth)
        return self._comparison(depth)

    def _calls(self, *names: str) -> bool:
        """Whether a function of one of these names begins here."""
        after = self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        return self._here.kind == "name" and self._here.text in names and _is_sign(after, "(")

    def _reckons(self) -> bool:
        """Whether the parenthesis that opens here holds a number: what follows its end tells."""
        open_ones = 0
        for at in range(self._at, len(self._tokens) - 1):
            token = self._tokens[at]
            open_ones += _is_sign(token, "(") - _is_sign(token, ")")
            if not open_ones:
                after = self._tokens[at + 1]
                return after.text == "in" if after.kind == "word" else _is_sign(
                    after, *_SIGNS, *_LOOSE, *_TIGHT
                )  # fmt: skip
        return False

    def _matches(self, depth: int) -> Node:
        self._next()
        self._next()
        text = self.reckoned(depth + 1)
        self._needs(",", "between the text and its pattern")
        token = self._next()
        if token.kind != "text" or (fault := pattern_fault(token.text)):
            what = fault if token.kind == "text" else f"{token.shown()} is no pattern."
            cure = "Write a simple pattern in quotes: matches(about.code, '[A-Z]{2}[0-9]+')."
            raise BadCondition(what, cure, token.column)
        self._needs(")", "after the pattern")
        return Matches(text, token.text)

    def reckoned(self, depth: int) -> Operand:
        """Numbers, answers and functions joined by + - * /; the tighter signs first."""
        left = self._product(depth)
        while self._here.kind == "sign" and (sign := _LOOSE.get(self._here.text)):
            self._next()
            left = Sum(left, sign, self._product(depth))
        return left

    def _product(self, depth: int) -> Operand:
        left = self._factor(depth)
        while self._here.kind == "sign" and (sign := _TIGHT.get(self._here.text)):
            self._next()
            left = Sum(left, sign, self._factor(depth))
        return left

    def _factor(self, depth: int) -> Operand:
        """One number, answer or function, or what stands in parentheses."""
        if depth > DEEPEST:
            cure = "Split it into several simpler ones."
            what = f"More than {DEEPEST} levels are nested here."
            raise BadCondition(what, cure, self._here.column)
        if self._takes("-"):
            inner = self._factor(depth + 1)
            return -inner if isinstance(inner, int | float) else Sum(0, "-", inner)
        if self._takes("("):
            inner = self.reckoned(depth + 1)
            self._needs(")", "after the part in parentheses")
            return inner
        if self._calls(*FUNCTIONS):
            return self._call(depth)
        return self._operand()

    def _call(self, depth: int) -> Operand:
        token = self._next()
        least, most = FUNCTIONS[token.text]
        self._needs("(", f"after '{token.text}'")
        parts: list[Operand | Node] = []
        if not self._takes(")"):
            parts.append(self.either(depth + 1) if token.text == "if" else self.reckoned(depth + 1))
            while self._takes(","):
                parts.append(self.reckoned(depth + 1))
            self._needs(")", f"at the end of '{token.text}('")
        if not least <= len(parts) <= most:
            wanted = f"{least}" if least == most else f"{least} to {most}"
            what = f"'{token.text}' is given {len(parts)} parts; it takes {wanted}."
            raise BadCondition(what, "Put commas between the parts.", token.column)
        return Call(token.text, tuple(parts))

    def _answered(self) -> Node:
        self._needs("(", "after 'answered'")
        token = self._next()
        if token.kind != "name":
            cure = "Write answered(domain.question)."
            raise BadCondition(f"{token.shown()} is not a question's key.", cure, token.column)
        self._needs(")", "after the question's key")
        return Answered(token.text)

    def _comparison(self, depth: int) -> Node:
        start = self._here
        left = self.reckoned(depth)
        token = self._next()
        if token.kind == "word" and token.text == "in":
            node: Node = Within(left, self._list())
        elif token.kind == "sign" and token.text in _SIGNS:
            node = Compare(left, _SIGNS[token.text], self.reckoned(depth))
            self._comparable(node, token)
        else:
            raise BadCondition(
                f"A comparison is missing before {token.shown()}.",
                _cure_for_missing_sign(start, token),
                token.column,
            )
        if not any(names(node)):
            cure = "Compare a question's key with a value: domain.question == 'yes'."
            raise BadCondition("No question is compared here.", cure, start.column)
        return node

    @staticmethod
    def _comparable(node: Node, sign: Token) -> None:
        """`<` and `>` have a meaning for numbers and dates only."""
        if not isinstance(node, Compare) or node.sign not in {"<", ">"}:
            return
        for side in (node.left, node.right):
            if isinstance(side, str) and not DATE.fullmatch(side):
                cure = "Write a number, or a date like '2026-11-21'; name grades with 'in [...]'."
                what = f"'{sign.text}' compares numbers and dates, not words."
                raise BadCondition(what, cure, sign.column)

    def _operand(self) -> Operand:
        token = self._next()
        match token.kind:
            case "name":
                return Name(token.text)
            case "text":
                return token.text
            case "number":
                return float(token.text) if "." in token.text else int(token.text)
            case _:
                cure = "Write a question's key, a 'text' or a number here."
                what = f"Something to compare is missing before {token.shown()}."
                raise BadCondition(what, cure, token.column)

    def _list(self) -> Name | tuple[Value, ...]:
        token = self._here
        if token.kind == "name":
            return Name(self._next().text)
        if not self._takes("["):
            cure = "Write a list: domain.question in ['a', 'b']."
            what = f"A list is missing after 'in', before {token.shown()}."
            raise BadCondition(what, cure, token.column)
        items = [self._item()]
        while self._takes(","):
            items.append(self._item())
        self._needs("]", "at the end of the list")
        return tuple(items)

    def _item(self) -> Value:
        token = self._here
        item = self._factor(DEEPEST - 1)
        if not isinstance(item, str | int | float):
            cure = "A list holds 'texts' and numbers only; put quotes round a text."
            raise BadCondition(f"{token.shown()} is not a value.", cure, token.column)
        return item


def _is_sign(token: Token, *signs: str) -> bool:
    return token.kind == "sign" and token.text in signs


def _cure_for_missing_sign(start: Token, token: Token) -> str:
    if token.text == "not":
        return "Write not (domain.question in ['a', 'b'])."
    if start.kind == "name":
        return f"Write {start.text} == 'yes', or answered({start.text})."
    return "Compare a question's key with a value: domain.question == 'yes'."
