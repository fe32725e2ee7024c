"""Whether a council could work by a framework: every fault in one pass, with its place and cure."""

from collections.abc import Iterable, Iterator, Mapping

from qa_tool.framework import settings
from qa_tool.framework.clauses import INDEPENDENCE
from qa_tool.framework.model import Content, Framework, Planned
from qa_tool.notice import ladder
from qa_tool.policy.check import check as check_policy
from qa_tool.policy.model import Policy
from qa_tool.problems import Problem
from qa_tool.sampling.model import METHODS
from qa_tool.template.model import Template
from qa_tool.theme.codebook import Codebook, wrong_with

LONGEST_NAME = 80
LONGEST_VERSION = 20
LONGEST_NOTE = 4_000


def check(framework: Framework, templates: Mapping[str, Template]) -> tuple[Problem, ...]:
    """Everything that is wrong with a framework."""
    content = framework.content
    return (
        *_head(framework),
        *_templates(content, templates),
        *_settings(content),
        *_rounds(content),
        *_ladders(content),
        *_themes(content),
    )


def _wrong(where: str, what: str, cure: str, code: str) -> Problem:
    return Problem("error", where, what, cure, code)


def _head(framework: Framework) -> Iterator[Problem]:
    told = (
        ("Name", framework.name, LONGEST_NAME),
        ("Version", framework.version, LONGEST_VERSION),
    )
    for where, value, most in told:
        if not value.strip() or "\n" in value:
            yield _wrong(where, f"The framework has no {where.lower()} in one line.",
                         f"Type its {where.lower()}.", "missing")  # fmt: skip
        elif len(value) > most:
            yield _wrong(where, f"It has {len(value)} characters; {most} is the most.",
                         "Shorten it.", "too_long")  # fmt: skip
    if len(framework.note) > LONGEST_NOTE:
        yield _wrong("What is new", f"It has {len(framework.note):,} characters.",
                     f"{LONGEST_NOTE:,} is the most; shorten it.", "too_long")  # fmt: skip


def _twice(names: Iterable[str], where: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield _wrong(
                where, f"“{name}” stands in it twice.", "Take one of the two out.", "twice"
            )
        seen.add(name)


def _templates(content: Content, templates: Mapping[str, Template]) -> Iterator[Problem]:
    if not content.templates:
        yield _wrong("Templates", "There is no template in it.",
                     "Take a template into use first.", "no_template")  # fmt: skip
    yield from _twice((ref.key for ref in content.templates), "Templates")
    for ref in content.templates:
        found = templates.get(ref.fingerprint)
        if found is None:
            yield _wrong(f"Template “{ref.title}”", "Its text is missing.",
                         "Ask for the file again.", "no_text")  # fmt: skip
        elif (found.key, found.version, found.title) != (ref.key, ref.version, ref.title):
            yield _wrong(f"Template “{ref.title}”", "Its text is that of another template.",
                         "Ask for the file again.", "other_text")  # fmt: skip


def _settings(content: Content) -> Iterator[Problem]:
    yield from _twice((one.name for one in content.settings), "Settings")
    fit = []
    for one in content.settings:
        where = settings.title_of(one.name)
        if one.name not in settings.NAMES:
            yield _wrong(where, "This setting is not known here.",
                         "Update the program, or ask for a file without it.", "unknown_setting")  # fmt: skip
        elif not settings.is_list(one.name) and len(one.values) != 1:
            yield _wrong(where, "It has no single value.", "Give one number.", "values")
        elif settings.is_yes_no(one.name) and one.values[0] not in {0, 1}:
            yield _wrong(where, "It is neither yes nor no.", "Give yes or no.", "values")
        else:
            fit.append(one)
    policy = settings.on_policy(Policy(council_name="-"), fit)
    for problem in check_policy(policy):
        if problem.severity == "error" and problem.where in settings.NAMES:
            yield _wrong(settings.title_of(problem.where), problem.what, problem.cure, problem.code)


def _rounds(content: Content) -> Iterator[Problem]:
    yield from _twice((one.key for one in content.rounds), "Calendar")
    keys = {ref.key for ref in content.templates}
    for one in content.rounds:
        yield from wrong_with_round(one, keys)


_RANGES: tuple[tuple[str, str, int, int], ...] = (
    ("month", "The month it begins in", 1, 12),
    ("months", "Its length in months", 1, 24),
    ("audits", "How many audits are planned", 0, 20_000),
    ("due_days", "The days until an audit is due", 0, 250),
    ("same_file_months", "The months without the same file", 0, 60),
)


def wrong_with_round(one: Planned, templates: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with one round of the calendar."""
    where = f"Round “{one.name}”" if one.name.strip() else "Round without a name"
    if not one.name.strip():
        yield _wrong(where, "It has no name.", "Type what it is called.", "no_name")
    for name, what, least, most in _RANGES:
        value = getattr(one, name)
        if not least <= value <= most:
            yield _wrong(where, f"{what} is {value}.", f"Give {least} to {most}.", "range")
    if one.share is not None and not 0 <= one.share <= 100:
        yield _wrong(where, f"The share read again is {one.share} percent.", "Give 0 to 100.",
                     "range")  # fmt: skip
    yield from _names_in(one, set(templates), where)


def _names_in(one: Planned, known: set[str], where: str) -> Iterator[Problem]:
    if one.method not in METHODS:
        yield _wrong(where, f"Nobody draws by “{one.method[:40]}”.",
                     f"Choose one of: {', '.join(METHODS)}.", "method")  # fmt: skip
    for key in one.templates:
        if key not in known:
            yield _wrong(where, f"Its template “{key[:60]}” is not in this framework.",
                         "Choose one that is.", "template")  # fmt: skip
    for rule in one.independence:
        if rule not in INDEPENDENCE:
            yield _wrong(where, f"The rule “{rule[:40]}” is not known.",
                         f"Choose from: {', '.join(INDEPENDENCE)}.", "rule")  # fmt: skip


def _ladders(content: Content) -> Iterator[Problem]:
    yield from _twice((one.key for one in content.ladders), "Ladders")
    for one in content.ladders:
        yield from (p for p in ladder.check(one) if p.severity == "error")


def _themes(content: Content) -> Iterator[Problem]:
    yield from _twice((one.id for one in content.themes), "Codebook")
    book = Codebook({one.id: one for one in content.themes})
    for one in content.themes:
        wrong = wrong_with(one, book)
        if wrong:
            yield _wrong(f"Theme “{one.title or one.id}”", *wrong, "theme")
        if one.state != "in_use":
            yield _wrong(f"Theme “{one.title or one.id}”", "It is no longer in use.",
                         "Leave it out.", "theme_state")  # fmt: skip
