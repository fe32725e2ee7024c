"""A workbook's sheets to a template: every fault in one pass, by sheet, row and column, and nothing half taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa_tool.problems import Problem, errors
from qa_tool.template.findings import near, shown
from qa_tool.template.library import known_scales
from qa_tool.template.model import Scale
from qa_tool.template.read import Result, template_of
from qa_tool.template.sheet.choices import YES, Listed, own_scales, read_lists, scale_of
from qa_tool.template.sheet.duties import finish
from qa_tool.template.sheet.grid import Grid, Rows, grid_of, text_of
from qa_tool.template.sheet.headings import KNOWN, heading
from qa_tool.template.sheet.naming import key_of
from qa_tool.template.sheet.notes import Notes, Spot
from qa_tool.template.sheet.parts import (
    descriptors_into,
    grading_of,
    head_of,
    rules_of,
    safety_of,
    voices_of,
)
from qa_tool.template.sheet.question import Book
from qa_tool.template.sheet.survey import lay_out
from qa_tool.template.sheet.tree import tree_of

# Sheets that say nothing to the program: ours for people, and those of other tools.
_PASSED = frozenset(
    {"guide", "external_choices", "entities", "osm", "columns", "cascades", "notes"}
)
_ORDER = ("settings", "survey", "choices", "descriptors", "rules", "voices")
# Where a fault of the template itself is told to somebody who writes a workbook.
_CURES = {
    "missing_key": "Fill that cell in.",
    "descriptors_missing": "Write them on the sheet 'descriptors', one row for each grade.",
    "descriptor_missing": "Add a row for this grade on the sheet 'descriptors'.",
    "no_domain": "Write questions below the headings, between begin_group and end_group.",
    "no_safety_question": "Add a group of the kind 'safety' with one select_one row for each.",
    "no_mode": "Begin with a group 'about' that asks 'mode', and require it.",
    "too_few_choices": "Give the list at least two choices, or use another type.",
    "rule_without_test": "Fill in at_or_below, worse_than or when.",
    "rule_without_effect": "Fill in overall_no_better_than, flag or safety.",
    "key_does_not_fit": "Empty that cell, or change the type or kind.",
    "hidden_value": "Fill in calculation or default, one of the two.",
    "empty": "Fill that cell in.",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it comes from a file: its name and its cells from the very first row."""

    name: str
    rows: Rows


def read_sheets(sheets: Sequence[Sheet], name: str) -> Result:
    """Read the sheets of one file; with errors there is no template."""
    notes = Notes(name)
    found = _named(sheets, notes)
    if "survey" not in found:
        return None, notes.problems()
    language = _language(found)
    grids = {
        key: grid_of(sheet.name, sheet.rows, place, language, notes, key)
        for place, (key, sheet) in enumerate(found.items())
    }
    survey = grids["survey"]
    if survey is None:
        if not notes.broken:
            spot, cure = Spot(found["survey"].name), "Write type, name and label in its first row."
            notes.error(spot, "The sheet has no headings.", cure, "no_headings")
        return None, notes.problems()
    return _template(survey, grids, name, notes)


def _template(survey: Grid, grids: Mapping[str, Grid | None], name: str, notes: Notes) -> Result:
    settings = grids.get("settings")
    allowed = any(line.get("allow_choice_duplicates").casefold() in YES for line in settings.lines) if settings else False  # fmt: skip
    lists = read_lists(grids.get("choices"), notes, may_repeat=allowed)
    looped: set[str] = set()
    top = tree_of(survey, notes, looped)
    scales = _scales(lists, settings, survey, notes)
    book = Book(lists, {**known_scales(), **scales}, notes)
    head = head_of(settings, name, book)
    laid = lay_out(top, head["title"], book, head["scale"], looped)
    scale = book.scales.get(head["scale"])
    grades = {grade.key: grade.key for grade in scale.grades} if scale else {}
    tables = {
        **head, **grading_of(settings, laid, grades, book), "safety": safety_of(laid, book),
        "voice": voices_of(grids.get("voices"), book),
    }  # fmt: skip
    finish(laid, notes)
    descriptors_into(grids.get("descriptors"), laid, book)
    tables |= {"rule": rules_of(grids.get("rules"), laid, book), "domain": laid.domains}
    if not laid.domains:
        del tables["domain"]
    template, told = template_of(tables, name, book.cells, scales)
    problems = (*notes.problems(), *_in_sheets(told, notes))
    return None if errors(problems) else template, problems


def _in_sheets(told: Sequence[Problem], notes: Notes) -> list[Problem]:
    """The faults of the template itself, with cures for somebody who sits in front of a workbook."""
    known = {(p.where, p.code) for p in notes.problems()}
    return [
        replace(problem, cure=_CURES.get(problem.code, problem.cure))
        for problem in told
        if (problem.where, problem.code) not in known
    ]


def _scales(
    lists: Mapping[str, Listed], settings: Grid | None, survey: Grid, notes: Notes
) -> dict[str, Scale]:
    """The scales that the form grades on and brings along itself."""
    wanted = {line.get("scale") for grid in (settings, survey) if grid for line in grid.lines}
    wanted |= {
        line.get("type").split()[-1]
        for line in survey.lines
        if line.get("kind") == "grade" and line.get("type").split()
    }
    found = [
        scale_of(listed, notes)
        for name, listed in lists.items()
        if (name in wanted or key_of(name, "scale") in wanted) and listed.options
    ]
    return own_scales([scale for scale in found if scale is not None])


def _named(sheets: Sequence[Sheet], notes: Notes) -> dict[str, Sheet]:
    """The sheets that mean something, in the order in which people read them; a near miss is told."""
    found: dict[str, Sheet] = {}
    alone = _alone(sheets)
    for sheet in sheets:
        key = "survey" if sheet is alone else sheet.name.strip().casefold()
        if key in KNOWN and key in found:
            cure = "Rename or delete one of them."
            notes.error(Spot(sheet.name), "There are two sheets of this name.", cure, "two_sheets")
        elif key in KNOWN:
            found[key] = sheet
        elif key not in _PASSED and any(text_of(cell) for row in sheet.rows for cell in row):
            cure = near(key, [one for one in KNOWN if one not in found])
            cure = cure if cure.startswith("Did you mean") else ""
            notes.left(Spot(sheet.name), f"the sheet {shown(sheet.name)} is not known.", cure)
    if "survey" not in found:
        names = ", ".join(shown(sheet.name) for sheet in sheets[:8])
        what = f"There is no sheet 'survey'. The sheets are: {names}." if names else "It is empty."
        cure = "Name the sheet with the questions 'survey'; the sheet 'guide' of a written template shows how."
        notes.error(Spot(), what, cure, "no_survey")
    return {key: found[key] for key in _ORDER if key in found}


def _alone(sheets: Sequence[Sheet]) -> Sheet | None:
    """The only sheet of a file, where it has the headings of a survey whatever it is called."""
    full = [sheet for sheet in sheets if any(text_of(cell) for row in sheet.rows for cell in row)]
    if len(full) != 1:
        return None
    for row in full[0].rows[:10]:
        bases = {heading(text_of(cell), "survey")[0] for cell in row if text_of(cell)}
        if {"type", "name", "label"} <= bases:
            return full[0]
    return None


def _language(found: Mapping[str, Sheet]) -> str:
    """The form's own language as its settings name it."""
    if "settings" not in found:
        return ""
    grid = grid_of("settings", found["settings"].rows, 0, "", Notes(""))
    return grid.lines[0].get("default_language") if grid and grid.lines else ""
