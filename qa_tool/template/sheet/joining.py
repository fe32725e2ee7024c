"""Conditions joined and turned round, in the plainest way that the rules language has."""

from qa_tool.template.nodes import And, Answered, Compare, Name, Node, Not, Or, Within

Truth = Node | bool


def opposite(truth: Truth) -> Truth:
    """Not this."""
    if isinstance(truth, bool):
        return not truth
    return truth.term if isinstance(truth, Not) else Not(truth)


def every(terms: list[Truth]) -> Truth:
    """All of these; what is answered and not a value is another value."""
    if any(term is False for term in terms):
        return False
    found: list[Node] = []
    for term in (term for term in terms if not isinstance(term, bool)):
        before = found[-1] if found else None
        match before, term:
            case Answered(key), Not(Compare(Name(other), "==", right)) if key == other:
                found[-1] = Compare(Name(key), "!=", right)
            case _:
                found += term.terms if isinstance(term, And) else [term]
    return And(tuple(found)) if len(found) > 1 else found[0] if found else True


def some(terms: list[Truth]) -> Truth:
    """One of these; several values of one question make a list."""
    if any(term is True for term in terms):
        return True
    found: list[Node] = []
    for term in (term for term in terms if not isinstance(term, bool)):
        found += term.terms if isinstance(term, Or) else [term]
    if not found:
        return False
    return _listed(found) or (Or(tuple(found)) if len(found) > 1 else found[0])


def _listed(terms: list[Node]) -> Node | None:
    """What is one value or another is in a list of both."""
    values: list[str | int | float] = []
    for term in terms:
        match term:
            case Compare(Name(), "==", str() | int() | float() as value) if term.left == getattr(
                terms[0], "left", None
            ):
                values.append(value)
            case _:
                return None
    first = terms[0]
    if len(values) < 2 or not isinstance(first, Compare):
        return None
    return Within(first.left, tuple(values))
