"""Which question an expression means: the names of a form with the keys and answers that they have here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from qa_tool.template.model import ACKNOWLEDGED, OTHER, Domain, Question, Template, cells_of
from qa_tool.template.rules import SAFETY_ANSWERS
from qa_tool.template.sheet.naming import key_of


@dataclass(frozen=True, slots=True)
class Meant:
    """One question as expressions see it: its key, kind, and its choices by the names they have in the form."""

    key: str
    kind: str
    choices: Mapping[str, str] = field(default_factory=dict)
    group: str = ""

    def seen_from(self, own: str) -> "Meant":
        """The same from another question: from outside its group it has several answers."""
        inside = not self.group or own.startswith(f"{self.group}.")
        return self if inside else replace(self, kind="some_of")


@dataclass(slots=True)
class Names:
    """The questions of a form by name; a name that stands twice means the one nearest by."""

    _by_name: dict[str, list[Meant]] = field(default_factory=dict)
    _by_key: dict[str, Meant] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)

    def add(self, name: str, meant: Meant) -> None:
        """A name means this question."""
        self._by_name.setdefault(name, []).append(meant)
        self._by_key[meant.key] = meant

    def own(self, key: str) -> Meant | None:
        """The question with this key."""
        return self._by_key.get(key)

    def drop(self, name: str, key: str) -> None:
        """Take a question back that the program cannot have."""
        rest = [meant for meant in self._by_name.pop(name, []) if meant.key != key]
        if rest:
            self._by_name[name] = rest
        else:
            self.left.add(name)

    def find(self, name: str, near: str) -> Meant | None:
        """The question with this name, the one in the same group where there are several."""
        found = self._by_name.get(name)
        if not found:
            return None
        parent = near.rpartition(".")[0]
        meant = next((one for one in found if one.key.rpartition(".")[0] == parent), found[0])
        return meant.seen_from(near)

    def below(self, group: str, name: str, near: str) -> Meant | None:
        """The question with this name that stands in this group; another of the name is not meant."""
        found = self._by_name.get(name, [])
        here = near.partition(".")[0] if group in self.groups else ""
        for domain in (key_of(group, ""), here):
            for one in found:
                if domain and one.key.startswith(f"{domain}."):
                    return one.seen_from(near)
        return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)


def names_of(template: Template) -> Names:
    """The names that the writer gives: every question is called by its key."""
    names = Names()
    scales = {s.key: {g.key: g.key for g in s.grades} for s in template.scales}
    for meant in _all(template, scales):
        names.add(meant.key, meant)
    return names


def _all(template: Template, scales: Mapping[str, Mapping[str, str]]) -> Iterator[Meant]:
    for domain in template.domains:
        if domain.graded:
            yield from graded(domain.key, scales.get(domain.scale or template.scale, {}))
        yield from _questions(domain, scales)
    for safety in template.safety:
        yield Meant(f"safety.{safety.key}", "one_of", {one: one for one in SAFETY_ANSWERS})
    yield from overall(scales.get(template.scale, {}))


def graded(domain: str, grades: Mapping[str, str]) -> Iterator[Meant]:
    """What every graded domain has by itself."""
    yield Meant(f"{domain}.grade", "grade", grades)
    yield Meant(f"{domain}.reason", "text")
    yield Meant(f"{domain}.evidence", "text")


def overall(grades: Mapping[str, str]) -> Iterator[Meant]:
    """What the overall has by itself."""
    yield Meant("overall.grade", "grade", grades)
    yield Meant("overall.reason", "text")
    yield Meant("overall.written", "text")


def _questions(domain: Domain, scales: Mapping[str, Mapping[str, str]]) -> Iterator[Meant]:
    for question in domain.questions:
        yield from meant_by(question, scales)
        for inner in question.questions:
            for meant in meant_by(inner, scales):
                yield replace(meant, group=question.key)


def meant_by(question: Question, scales: Mapping[str, Mapping[str, str]]) -> Iterator[Meant]:
    """A question as expressions see it, and each cell of a grid."""
    answers = answers_of(question, scales)
    yield Meant(question.key, question.kind, answers)
    if question.kind == "rating_grid":
        for cell in cells_of(question):
            yield Meant(f"{question.key}.{cell}", "one_of", answers)


def answers_of(question: Question, scales: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The choices of a question by their names in the form."""
    if question.kind == "acknowledge":
        return {"OK": ACKNOWLEDGED}
    if question.scale:
        return scales.get(question.scale, {})
    other = {OTHER: OTHER} if question.or_other else {}
    return {choice.key: choice.key for choice in question.choices} | other
