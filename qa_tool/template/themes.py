"""Whether the themes that a template suggests stand in a council's codebook, which is handed in from outside."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from qa_tool.problems import Problem
from qa_tool.template.model import Question, Template

Themes = Mapping[str, str]
"""The title of every theme that can be tagged, by its key; a merged one under its old key too."""
UNKNOWN = "unknown_theme"


def not_in(themes: Themes, question: Question) -> tuple[str, str] | None:
    """What is wrong with the theme of a question and what to do; None where nothing is."""
    if not question.theme or question.theme in themes:
        return None
    what = f"The codebook has no theme '{question.theme}', so nothing is suggested here."
    return what, _cure(question.theme, themes)


def warnings(template: Template, themes: Themes) -> tuple[Problem, ...]:
    """Every theme of a template that this codebook does not have."""
    return tuple(
        Problem("warning", f"question '{question.key}'", what, cure, UNKNOWN)
        for question in _every(template)
        if (found := not_in(themes, question)) is not None
        for what, cure in (found,)
    )


def _every(template: Template) -> Iterator[Question]:
    for domain in template.domains:
        for question in domain.questions:
            yield question
            yield from question.questions


def _cure(key: str, themes: Themes) -> str:
    keys = {one.casefold(): one for one in themes}
    titles = {title.casefold().replace(" ", "_"): one for one, title in themes.items()}
    near = get_close_matches(key.casefold(), [*keys, *titles], n=1, cutoff=0.6)
    if not near:
        return "Choose a theme of the codebook, or write this one there first."
    found = keys.get(near[0]) or titles[near[0]]
    return f"Did you mean '{found}' ({themes[found]})?"
