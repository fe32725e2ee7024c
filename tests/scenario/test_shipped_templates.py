"""The templates we ship, each filled in through the engine; and the core audit told at length."""

from pathlib import Path

import pytest

from qa_tool.template.model import Template
from qa_tool.template.read import read_template, shipped
from tests.scenario.story import Story

FORMS = Path(__file__).parents[2] / "forms"


def _read(path: Path) -> Template:
    template, problems = read_template(path)
    assert template is not None, [str(problem) for problem in problems]
    return template


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_template_can_be_filled_in(path: Path) -> None:
    """Answering one gap after the other ends with nothing missing, and opens again the same."""
    template = _read(path)
    story = Story(template).fill()
    story.gaps().reopened().gaps()
    assert all(domain.state in {"done", "empty"} for domain in story.form.domains())
    worst = {d.key: template.scale_of(d).ranked[-1].key for d in template.graded}
    for domain, grade in worst.items():
        story.grade(domain, grade)
    if template.overall.kind == "graded":
        assert story.form.implied().grade == template.scale_of().ranked[-1].key


@pytest.fixture(scope="module")
def core() -> Template:
    """The core case audit as shipped."""
    return _read(FORMS / "core_case_audit.toml")


def test_the_caps_of_the_practice_standard(core: Template) -> None:
    """Risk, two Inadequate, oversight and voice, Good and Outstanding: each cap does its work."""
    domains = [domain.key for domain in core.graded]

    def implied(**grades: str) -> str | None:
        story = Story(core)
        for domain in domains:
            story.grade(domain, grades.get(domain, grades["rest"]))
        return story.form.implied().grade

    assert implied(rest="good") == "good"
    assert implied(rest="good", risk="inadequate") == "inadequate"
    assert implied(rest="good", recording="inadequate", network="inadequate") == "inadequate"
    assert implied(rest="outstanding", oversight="inadequate") == "requires_improvement"
    assert implied(rest="good", voice="inadequate") == "requires_improvement"
    assert implied(rest="good", risk="requires_improvement") == "requires_improvement"
    assert implied(rest="good", impact="requires_improvement") == "requires_improvement"
    assert implied(rest="outstanding") == "outstanding"
    assert implied(rest="outstanding", impact="good") == "good"
    assert implied(rest="outstanding", recording="requires_improvement") == "good"
    assert implied(rest="good", risk="not_enough_evidence") == "requires_improvement"


def test_a_core_audit_with_the_family(core: Template) -> None:
    """Safe contact comes before the family's words; record only asks for none of it."""
    story = Story(core).answer("about.mode", "with_family")
    story.misses("reflection.said", "family_view.safe").hides("family_view.said")
    story.answer("family_view.safe", "with_care")
    story.misses("family_view.checked_on", "family_view.arrangement", "family_view.said")
    story.answer("family_view.said", "They come when they say they will.")
    story.answer("family_view.safe", "no").hides("family_view.said", "family_view.arrangement")
    assert "family_view.said" not in story.form.counted
    story.answer("family_view.safe", "yes").asks("family_view.said")
    assert story.form.view("family_view.said").value
    story.fill("good").gaps()
    for domain in core.graded:
        story.grade(domain.key, "good")
    story.finds().implies("good", "outstanding_needs_impact").reopened().gaps()
    assert not any(cap.bites for cap in story.form.implied().caps)
