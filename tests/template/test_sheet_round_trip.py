"""What is written as a workbook or as Markdown reads back to the same template, and other tools accept it."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from qa_tool.template.model import Grade, Scale, Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.read import read_template, shipped, template_from
from qa_tool.template.sheet.markdown import from_markdown, is_markdown, to_markdown
from qa_tool.template.sheet.plan import Planned, plan_of
from qa_tool.template.sheet.read import Sheet, read_sheets
from qa_tool.template.toml_text import to_toml


def _beside(name: str) -> ModuleType:
    """A module of this folder: tests have no package to import it from."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


made = _beside("made_sheet")


def _read(sheets: tuple[Planned, ...]) -> Template:
    template, problems = read_sheets(
        [Sheet(s.name, [s.headings, *s.rows]) for s in sheets], "again"
    )
    assert template is not None, [str(problem) for problem in problems][:5]
    return template


def _accepted(sheets: tuple[Planned, ...]) -> None:
    """The form is right for the reference implementation of XLSForm."""
    warnings: list[str] = []
    form: dict[str, list[dict[str, str | None]]] = {}
    for sheet in sheets:
        if sheet.name in {"survey", "choices", "settings"}:
            form[sheet.name] = [
                {head: text for head, text in zip(sheet.headings, row, strict=True) if text}
                for row in sheet.rows
            ]
            form[f"{sheet.name}_header"] = [dict.fromkeys(sheet.headings)]
    assert convert(form, warnings=warnings).xform
    assert warnings == []


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_template(path: Path) -> None:
    """Nothing of a shipped template is lost as sheets or as Markdown, and pyxform takes it."""
    template, _ = read_template(path)
    assert template is not None
    sheets = plan_of(template)
    assert fingerprint(_read(sheets)) == fingerprint(template)
    text = to_markdown(sheets)
    assert is_markdown(text)
    again, _ = read_sheets(from_markdown(text), "again.md")
    assert again == template
    _accepted(sheets)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(template=made.templates())
def test_any_template(template: Template) -> None:
    """Templates of every kind of question come back letter by letter, from sheets, Markdown and TOML."""
    sheets = plan_of(template)
    assert _read(sheets) == template
    again, problems = read_sheets(from_markdown(to_markdown(sheets)), "again.md")
    assert again == template, problems
    again, problems = template_from(to_toml(template), "again.toml")
    assert again == template, problems


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(template=made.templates())
def test_any_template_is_an_xlsform(template: Template) -> None:
    """What is written is a right form for the reference implementation."""
    _accepted(plan_of(template))


def test_a_scale_of_its_own(small: str) -> None:
    """A scale that does not come with the program travels in the sheet 'choices'."""
    template, _ = template_from(small, "t.toml")
    assert template is not None
    grades = (
        Grade("outstanding", "Strong", 1, 1, "outstanding", good_or_better=True),
        Grade("good", "Sound", 2, 2, "good"),
        Grade("requires_improvement", "Thin", 3, 3),
        Grade("inadequate", "Weak", 4, 4, "inadequate"),
        Grade("unread", "Not read", None, 5),
    )
    ours = Scale("ofsted", "Our own words", grades, source="Made up")
    own = replace(template, scales=(ours,))
    assert _read(plan_of(own)).scales == (ours,)
    assert _read(plan_of(own)) == own


def test_the_rule_beside_the_expression(small: str) -> None:
    """A rule that no expression says exactly stands beside it; a changed expression counts instead."""
    odd = small.replace("ask_when = \"risk.gap == 'yes'\"", "ask_when = \"( risk.gap  == 'yes' )\"")
    template, _ = template_from(odd, "t.toml")
    assert template is not None
    sheets = {
        sheet.name: [list(sheet.headings), *map(list, sheet.rows)] for sheet in plan_of(template)
    }
    survey = sheets["survey"]
    row = next(row for row in survey if row[survey[0].index("name")] == "risk.why")
    relevant, own = survey[0].index("relevant"), survey[0].index("ask_when")
    assert row[relevant] == "${risk.gap} = 'yes'"
    assert row[own] == "( risk.gap  == 'yes' )"
    row[relevant] = "${risk.gap} = 'no'"
    changed, problems = read_sheets([Sheet(n, r) for n, r in sheets.items()], "changed")
    assert changed is not None
    assert changed.domains[1].questions[1].ask_when == "risk.gap == 'no'"
    assert "two_rules" in {problem.code for problem in problems}
