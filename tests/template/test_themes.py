"""Themes that a template suggests are held against a codebook that comes from outside."""

from dataclasses import replace

import pytest

from qa_tool.paths import FORMS
from qa_tool.template.dialect import own_scales, tables_of_template
from qa_tool.template.edit_check import checked
from qa_tool.template.model import Question, Template
from qa_tool.template.read import read_template
from qa_tool.template.themes import not_in, warnings
from qa_tool.work import template as templates
from qa_tool.work import theme

THEMES = {"drift_delay": "Drift and delay", "thm-7": "Fathers left out"}


def _asked(key: str) -> Question:
    return Question("q.x", "text", "Why?", theme=key)


def test_what_the_codebook_has_is_no_trouble() -> None:
    """A theme in it, and a question that suggests none."""
    assert not_in(THEMES, _asked("drift_delay")) is None
    assert not_in(THEMES, _asked("")) is None


@pytest.mark.parametrize(("key", "cure"), [
    ("drift_dely", "Did you mean 'drift_delay' (Drift and delay)?"),
    ("fathers_left_out", "Did you mean 'thm-7' (Fathers left out)?"),
    ("weather", "Choose a theme of the codebook, or write this one there first."),
])  # fmt: skip
def test_an_unknown_theme_is_told_with_the_near_word(key: str, cure: str) -> None:
    """The near key, the near title, or what to do."""
    wrong = not_in(THEMES, _asked(key))
    assert wrong is not None
    assert (key in wrong[0], wrong[1]) == (True, cure)


def _with_theme(key: str) -> tuple[Template, str]:
    """The core audit with this theme at the first question of its second domain, and that question."""
    template, _problems = read_template(FORMS / "core_case_audit.toml")
    assert template is not None
    first, second, *rest = template.domains
    asked, *others = second.questions
    second = replace(second, questions=(replace(asked, theme=key, theme_when=""), *others))
    return replace(template, domains=(first, second, *rest)), asked.key


def test_a_whole_template_warns_and_stays_whole() -> None:
    """A warning with the question, never a fault; nothing without a codebook."""
    template, key = _with_theme("drift_dely")
    found = [one for one in warnings(template, THEMES) if "drift_dely" in one.what]
    assert [(one.severity, one.where) for one in found] == [("warning", f"question '{key}'")]
    tables, scales = tables_of_template(template), own_scales(template)
    told = checked(tables, scales, THEMES)
    assert told.template == template
    note = next(one for one in told.notes if "drift_dely" in one.problem.what)
    assert note.path == ("domain", 1, "question", 0, "theme")
    assert not [n for n in checked(tables, scales).notes if n.problem.code == "unknown_theme"]


@pytest.mark.parametrize("name", sorted(path.name for path in FORMS.glob("*.toml")))
def test_shipped_forms_suggest_only_shipped_themes(name: str) -> None:
    """A council that begins finds every theme that a form names."""
    template, _problems = read_template(FORMS / name)
    assert template is not None
    assert warnings(template, {one.id: one.title for one in theme.shipped()}) == ()


def test_the_core_audit_asks_for_what_practice_asks_for() -> None:
    """The three themes of the Essex diagnostics, an action where it became worse, proof of a difference."""
    template, _problems = read_template(FORMS / "core_case_audit.toml")
    assert template is not None
    asked = {q.key: q for domain in template.domains for q in domain.questions}
    assert len(asked) <= 40
    assert [asked[key].theme for key in ("recording.handover", "oversight.supervision", "visits.purpose")] == [
        "work_not_recorded", "oversight_thin", "direct_work_thin",
    ]  # fmt: skip
    claims = {key: q for key, q in asked.items() if key.endswith(".difference")}
    assert {q.action_when for q in claims.values()} == {f"{key} == 'worse'" for key in claims}
    limiting = {d.key for d in template.graded if d.limiting} | {"voice"}
    proved = {
        key.partition(".")[0] for key, q in claims.items() if q.evidence_when == f"{key} == 'clear'"
    }
    assert proved == limiting


def test_a_new_version_that_is_shipped_says_what_is_new() -> None:
    """Whoever audits with it reads it; a first version has nothing to say."""
    assert templates.news(FORMS / "core_case_audit.toml").startswith("A clear difference in risk")
    assert templates.news(FORMS / "practice_observation.toml") == ""
