"""Expressions of XLSForm made into conditions and calculations of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa_tool.template import expression as x
from qa_tool.template.conditions import BadCondition, calculation, parse
from qa_tool.template.functions import NOT_APPLICABLE, number_of
from qa_tool.template.nodes import (
    Answered,
    Call,
    Compare,
    Matches,
    Name,
    Node,
    Operand,
    Sign,
    Sum,
    Within,
    shown,
    written,
)
from qa_tool.template.sheet.joining import Truth, every, opposite, some
from qa_tool.template.sheet.names import Meant, Names

_DATES = frozenset({"date", "today"})
_TURNED: dict[str, Sign] = {"<": "<", ">": ">", "<=": "<", ">=": ">"}
_PLAIN = {
    "coalesce": "coalesce", "sum": "sum", "min": "min", "max": "max", "round": "round",
    "string-length": "length", "count": "count", "count-selected": "count", "today": "today",
}  # fmt: skip
_THROUGH = frozenset({"number", "int", "string", "date"})
_PARTS = {
    "not": (1, 1), "selected": (2, 2), "count": (1, 1), "count-selected": (1, 1), "string-length": (1, 1),
    "if": (3, 3), "coalesce": (2, 40), "round": (1, 2), "regex": (2, 2), "today": (0, 0),
    "true": (0, 0), "false": (0, 0), "boolean": (1, 1), "number": (1, 1), "int": (1, 1),
    "string": (1, 1), "date": (1, 1), "sum": (1, 40), "min": (1, 40), "max": (1, 40),
    "and": (1, 999), "or": (1, 999),
}  # fmt: skip


class Unknown(x.BadExpression):
    """An expression about a question that the form does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no question '{name[:60]}'.", "", 1)
        self.name = name


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes expressions of one question into the rules language; `own` is its key, for the dot.

    With a list for `dead`, a comparison with a word that is no answer decides nothing and goes into
    that list; without one it stays, and the check of the template refuses it.
    """

    names: Names
    own: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    dead: list[tuple[str, Meant]] | None = None

    def condition(self, text: str) -> str:
        """A condition as text of the rules language; '' where it always holds."""
        return self.text_of(self.truth(x.parse(text)))

    def text_of(self, truth: Truth) -> str:
        """A truth as text that the rules language has read; NotCarried where it cannot be said."""
        if truth is True:
            return ""
        if truth is False:
            raise x.NotCarried("it never holds")
        text = written(truth)
        try:
            parse(text)
        except BadCondition as trouble:
            raise x.NotCarried("it compares what cannot be compared here") from trouble
        return text

    def calculation(self, text: str) -> str:
        """A calculation as text of the rules language."""
        tree = x.parse(text)
        found = shown(self.value(tree))
        try:
            made = calculation(found)
        except BadCondition as trouble:
            raise x.NotCarried("it cannot be worked out here") from trouble
        if self.own in made.names():
            raise x.NotCarried("it looks at its own value, which comes from elsewhere")
        return found

    # ---- what is true or not

    def truth(self, tree: x.Tree) -> Truth:
        """A tree as something that holds or does not."""
        match tree:
            case x.Call():
                return self._called(tree)
            case x.Joined("=" | "!=" | "<" | "<=" | ">" | ">="):
                return self._compared(tree.sign, tree.left, tree.right)
            case x.Ref() | x.Own():
                return Answered(self._meant(tree).key)
            case x.Written(value):
                return bool(value)
        raise x.NotCarried("a number stands where a condition is needed")

    def _called(self, call: x.Call) -> Truth:
        given = _given(call)
        match call.name:
            case "and" | "or":
                terms = [self.truth(one) for one in given]
                return every(terms) if call.name == "and" else some(terms)
            case "not":
                return opposite(self.truth(given[0]))
            case "true" | "false":
                return call.name == "true"
            case "boolean":
                return self.truth(given[0])
            case _:
                return self._tested(call.name, given)

    def _tested(self, name: str, given: tuple[x.Tree, ...]) -> Truth:
        if name == "selected":
            return self._selected(*given)
        if name == "regex":
            return self._matched(*given)
        if name == "if":
            test = self.truth(given[0])
            yes, no = self.truth(given[1]), self.truth(given[2])
            return some([every([test, yes]), every([opposite(test), no])])
        if name == "count-selected" and isinstance(given[0], x.Ref | x.Own):
            return Answered(self._meant(given[0]).key)
        raise x.NotCarried(f"{name}() stands where a condition is needed")

    def _selected(self, where: x.Tree, what: x.Tree) -> Truth:
        if not isinstance(where, x.Ref | x.Own):
            return self._compared("=", where, what)
        meant = self._meant(where)
        value = self._against(what, meant)
        if isinstance(value, Name):
            return Within(value, Name(meant.key))
        return False if self._is_dead(meant, value) else _equal(meant, value)

    def _is_dead(self, meant: Meant | None, value: Operand) -> bool:
        """Whether a question can never have this answer; that is remembered."""
        if self.dead is None or meant is None or not meant.choices:
            return False
        if isinstance(value, Name | Sum | Call) or value == NOT_APPLICABLE:
            return False
        if str(value) in meant.choices.values():
            return False
        self.dead.append((str(value), meant))
        return True

    def _matched(self, text: x.Tree, pattern: x.Tree) -> Truth:
        if not isinstance(pattern, x.Written) or not isinstance(pattern.value, str):
            raise x.NotCarried("its pattern is not written out")
        return Matches(self.value(text), pattern.value)

    def _compared(self, sign: str, left: x.Tree, right: x.Tree) -> Truth:
        one, two = self._plain(left), self._plain(right)
        if isinstance(one, x.Written) and isinstance(two, x.Written):
            return _known(sign, one.value, two.value)
        if isinstance(one, x.Written):
            turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
            return self._compared(turned, two, one)
        if isinstance(two, x.Written) and two.value == "":
            return self._blank(one, sign)
        if isinstance(two, x.Written) and (few := self._counted(one, sign, two.value)) is not None:
            return few
        return self._held_against(sign, one, two)

    def _held_against(self, sign: str, one: x.Tree, two: x.Tree) -> Truth:
        if sign in {"=", "!="}:
            meant = self._meant(one) if isinstance(one, x.Ref | x.Own) else None
            value = self._against(two, meant)
            if self._is_dead(meant, value):
                return sign == "!="
            same = _equal(meant, value) if meant else Compare(self.value(one), "==", value)
            return same if sign == "=" else opposite(same)
        if isinstance(two, x.Written) and (few := self._ranked(sign, one, two.value)) is not None:
            return few
        first, second = self.value(one), _ordered(self.value(two))
        found: Truth = Compare(first, _TURNED[sign], second)
        return some([found, Compare(first, "==", second)]) if sign.endswith("=") else found

    def _ranked(self, sign: str, tree: x.Tree, value: object) -> Truth | None:
        """A choice held against a number by size: one of the choices whose names are such numbers."""
        if not isinstance(tree, x.Ref | x.Own):
            return None
        meant = self._meant(tree)
        if meant.kind != "one_of" or not meant.choices:
            return None
        order = sorted(meant.choices.items(), key=lambda pair: (number_of(pair[0]) or 0, pair))
        fits = [key for name, key in order if _known(sign, name, value)]
        if not fits and self.dead is not None:
            self.dead.append((f"{sign} {value}", meant))
        return some([Compare(Name(meant.key), "==", key) for key in dict.fromkeys(fits)])

    def _blank(self, tree: x.Tree, sign: str) -> Truth:
        """A comparison with nothing: whether there is an answer."""
        if not isinstance(tree, x.Ref | x.Own) or sign not in {"=", "!="}:
            raise x.NotCarried("it compares something worked out with nothing")
        answered = Answered(self._meant(tree).key)
        return answered if sign == "!=" else opposite(answered)

    def _counted(self, tree: x.Tree, sign: str, value: object) -> Truth | None:
        """The usual ways of asking whether there is an answer by counting it."""
        if not isinstance(tree, x.Call) or tree.name not in {"count-selected", "string-length"}:
            return None
        given = _given(tree)[0]
        if not isinstance(given, x.Ref | x.Own):
            return None
        answered = Answered(self._meant(given).key)
        if (sign, value) in {(">", 0), (">=", 1), ("!=", 0)}:
            return answered
        return opposite(answered) if (sign, value) in {("=", 0), ("<", 1)} else None

    def _plain(self, tree: x.Tree) -> x.Tree:
        """A column of the choices becomes what this choice has there; what adds nothing goes."""
        if isinstance(tree, x.Bare):
            return x.Written(self.columns.get(tree.name, tree.name))
        if isinstance(tree, x.Call) and tree.name in _THROUGH:
            return self._plain(_given(tree)[0])
        return tree

    # ---- what has a value

    def value(self, tree: x.Tree) -> Operand:
        """A tree as something that can be compared or reckoned with."""
        tree = self._plain(tree)
        match tree:
            case x.Written(value):
                return value
            case x.Ref() | x.Own():
                return Name(self._meant(tree).key)
            case x.Joined("+" | "-" | "*" | "div" | "mod"):
                return self._reckoned(tree)
            case x.Call():
                return self._worked_out(tree)
        return self._chosen(tree)

    def _chosen(self, tree: x.Tree) -> Operand:
        """A condition as a value: the words that a form has for it."""
        truth = self.truth(tree)
        if isinstance(truth, bool):
            return str(truth).lower()
        return Call("if", (truth, "true", "false"))

    def _reckoned(self, tree: x.Joined) -> Operand:
        left, right = self.value(tree.left), self.value(tree.right)
        if tree.sign == "-" and self._is_date(tree.left) and self._is_date(tree.right):
            return Call("days", (right, left))
        match tree.sign:
            case "+" | "-" | "*":
                return Sum(left, tree.sign, right)
            case "div":
                return Sum(left, "/", right)
        raise x.NotCarried("the program has no 'mod'")

    def _is_date(self, tree: x.Tree) -> bool:
        if isinstance(tree, x.Ref | x.Own):
            return self._meant(tree).kind in _DATES
        return isinstance(tree, x.Call) and tree.name in _DATES

    def _worked_out(self, call: x.Call) -> Operand:
        given = _given(call)
        if call.name == "if":
            return self._either(*given)
        if call.name == "round" and given[1:] == (x.Written(0),):
            given = given[:1]
        if call.name in _PLAIN:
            return Call(_PLAIN[call.name], tuple(self.value(one) for one in given))
        return self._chosen(call)

    def _either(self, test: x.Tree, yes: x.Tree, no: x.Tree) -> Operand:
        truth = self.truth(test)
        if isinstance(truth, bool):
            return self.value(yes if truth else no)
        return Call("if", (truth, self.value(yes), self.value(no)))

    def _against(self, tree: x.Tree, meant: Meant | None) -> Operand:
        """A value to hold against a question: the name of a choice becomes its key."""
        value = self.value(tree)
        if meant is None or isinstance(value, Name | Sum | Call):
            return value
        if meant.choices:
            return meant.choices.get(str(value), str(value))
        if meant.kind in {"number", "score"} and isinstance(value, str):
            number = number_of(value)
            return value if number is None else number
        return str(value) if meant.kind in {"text", "date", "evidence"} else value

    def _meant(self, tree: x.Ref | x.Own) -> Meant:
        if isinstance(tree, x.Own):
            itself = self.names.own(self.own)
            if itself is None:
                raise x.NotCarried("the dot means no question here")
            return itself
        name = tree.name.removeprefix(x.ALONG)
        door, _, last = name.rpartition("/")
        found = self.names.below(door, last, self.own) if door else self.names.find(name, self.own)
        if found is None and not door and name in self.names.left:
            raise x.NotCarried(f"it looks at '{name}', which is not carried over")
        if name != tree.name and (found is None or found.key == self.own):
            raise x.NotCarried("it looks along a path into other data")
        if found is None and tree.name in self.names.groups:
            raise x.NotCarried(f"it looks at '{tree.name}', which is a group and has no answer")
        if found is None:
            raise Unknown(tree.name)
        if found.kind == "note":
            raise x.NotCarried(f"it looks at '{tree.name}', which is a note and has no answer")
        return found


def _given(call: x.Call) -> tuple[x.Tree, ...]:
    least, most = _PARTS[call.name]
    if not least <= len(call.given) <= most:
        wanted = str(least) if least == most else f"{least} or more"
        what = f"{call.name}( ) has {len(call.given)} values between its parentheses."
        raise x.BadExpression(what, f"It takes {wanted}.", 1)
    return call.given


def _equal(meant: Meant, value: Operand) -> Node:
    if meant.kind in {"some_of", "rank"} and not isinstance(value, Sum | Call):
        return Within(value, Name(meant.key))
    return Compare(Name(meant.key), "==", value)


def _ordered(value: Operand) -> Operand:
    """A value that is held against another by size: figures in quotes are a number."""
    number = number_of(value) if isinstance(value, str) else None
    return value if number is None else number


def _known(sign: str, one: object, two: object) -> bool:
    """Two written values compared at once."""
    if sign in {"=", "!="}:
        return (str(one) == str(two)) is (sign == "=")
    first, second = number_of(one), number_of(two)
    if first is None or second is None:
        return False
    return {"<": first < second, ">": first > second, "<=": first <= second}.get(
        sign, first >= second
    )
