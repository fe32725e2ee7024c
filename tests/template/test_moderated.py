"""Which part of a template is read again, and how its marks come in; every word is made up."""

from dataclasses import replace

import pytest

from qa_tool.paths import FORMS
from qa_tool.template.model import Question, Template
from qa_tool.template.moderated import is_moderated, moderated_part
from qa_tool.template.plain import from_plain, to_plain
from qa_tool.template.read import read_template, template_from
from qa_tool.template.toml_text import to_toml


@pytest.fixture
def core() -> Template:
    """The core audit as it is shipped."""
    found, problems = read_template(FORMS / "core_case_audit.toml")
    assert found is not None, problems
    return found


def _marked(template: Template, **marks: bool) -> Template:
    """The template with marks on domains, by key."""
    domains = tuple(replace(d, moderated=marks.get(d.key)) for d in template.domains)
    return replace(template, domains=domains)


def _asked(template: Template) -> set[str]:
    return {q.key for domain in template.domains for q in domain.questions}


def test_without_a_mark_everything_is_read_again(core: Template) -> None:
    """Templates that say nothing are read whole; only what follows from an answer is no second reader's."""
    again = moderated_part(core)
    assert _asked(again) == _asked(core)
    assert [d.key for d in again.graded] == [d.key for d in core.graded]
    assert not [q for d in again.domains for q in d.questions if q.action_when or q.theme]
    quiet = replace(core, domains=again.domains)
    assert moderated_part(quiet) is quiet
    assert is_moderated(core, "risk")


def test_what_is_left_out(core: Template) -> None:
    """'No' takes one domain out; a 'yes' somewhere keeps only what is marked."""
    less = moderated_part(_marked(core, recording=False))
    assert {d.key for d in core.domains} - {d.key for d in less.domains} == {"recording"}
    few = _marked(core, risk=True, impact=True)
    assert [d.key for d in moderated_part(few).graded] == ["risk", "impact"]
    assert moderated_part(few).safety == core.safety
    assert is_moderated(few, "overall")
    assert not is_moderated(few, "recording")


def test_one_question_of_a_domain(core: Template) -> None:
    """A marked question brings its domain and grade, and the other questions stay away."""
    risk = core.domain("risk")
    assert risk is not None
    asked = tuple(
        replace(q, moderated=True if q.key == "risk.weighed" else None) for q in risk.questions
    )
    part = moderated_part(
        replace(core, domains=tuple(replace(risk, questions=asked) if d.key == "risk" else d for d in core.domains))
    )  # fmt: skip
    assert [d.key for d in part.domains] == ["risk"]
    assert _asked(part) == {"risk.weighed"}
    assert part.domains[0].graded


def test_what_decides_comes_along(core: Template) -> None:
    """A question of another domain that decides is asked there, but that domain is not graded."""
    later = Question(
        "risk.more", "text", "More?", ask_when="recording.handover == 'yes'", moderated=True
    )
    domains = tuple(
        replace(d, questions=(*d.questions, later)) if d.key == "risk" else d for d in core.domains
    )
    part = moderated_part(replace(core, domains=domains))
    assert _asked(part) == {"recording.handover", "risk.more"}
    assert [d.key for d in part.graded] == ["risk"]


def test_a_second_reader_is_asked_for_no_action(core: Template) -> None:
    """Actions and tags are the auditor's; in the part of the moderator they do not stand."""
    domains = tuple(
        replace(d, questions=tuple(replace(q, theme="drift", action_when=f"answered({q.key})") for q in d.questions))
        for d in core.domains
    )  # fmt: skip
    part = moderated_part(replace(core, domains=domains))
    assert not any(q.action_when or q.theme for d in part.domains for q in d.questions)


def test_the_words_of_toml(small: str) -> None:
    """All five come in, go out, and are kept in the store as they were; faults say where."""
    own = (
        'theme = "drift"\ntheme_when = "answered(recording.dates)"\n'
        "evidence_when = \"recording.dates == 'yes'\"\naction_when = \"recording.dates == 'no'\"\n"
        "moderated = false\n"
    )
    question = '[[domain.question]]\nkey = "dates"\nkind = "yes_no"\ntext = "Are there dates?"\n'
    head, mark, tail = small.partition("[[domain.question]]")
    key = head.rpartition('[[domain]]\nkey = "')[2].partition('"')[0]
    text = head + (question + own).replace("recording.", f"{key}.") + "\n" + mark + tail
    template, problems = template_from(text, "small.toml")
    assert template is not None, problems
    found = next(q for d in template.domains for q in d.questions if q.key == f"{key}.dates")
    assert (found.theme, found.moderated) == ("drift", False)
    assert found.action_when == f"{key}.dates == 'no'"
    assert template_from(to_toml(template), "again.toml")[0] == template
    assert from_plain(to_plain(template)) == template
    wrong = text.replace('theme = "drift"', 'theme = "no key!"').replace(
        f"action_when = \"{key}.dates == 'no'\"", "action_when = \"nowhere.dates == 'no'\""
    )
    _, problems = template_from(wrong, "small.toml")
    assert {"bad_theme", "unknown_question"} <= {problem.code for problem in problems}
    alone = text.replace('theme = "drift"\n', "")
    assert "theme_when_alone" in {p.code for p in template_from(alone, "small.toml")[1]}
